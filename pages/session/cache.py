"""The only cache of the pages: the facts, and figures drawn from them. Bounded, keyed by the facts' version."""

import hashlib
import logging
import threading
import time
import weakref
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.exports.html import table as html_table
from analytics.figure import sources
from analytics.figure.model import Figure
from analytics.figure.model import format_table as written
from analytics.language import get_wording
from analytics.subjects.sources.figures import Resource, read_resources
from data.errors import AtlasError, StoreError
from data.records import load_atlas, load_descriptor
from data.records.writing import write_table
from data.schemas import Atlas
from data.store import Store, load_active_atlas, open_store
from pages.operation import metrics
from pages.session import state

Builder = Callable[..., Figure]
Result = TypeVar("Result")


Versions = tuple[tuple[str, int], ...]
"""Active version by dataset, sorted; empty: everything as shipped."""

_PINNED = "_active_versions"
_KEPT_ATLASES = 4
_UPLOAD = "U-"
_log = logging.getLogger("atlas")
_one_at_a_time = threading.Lock()


class _Shown:
    """What was shown last: it stays on the screen while the database does not answer."""

    versions: Versions = ()
    atlas: Atlas | None = None
    broken: tuple[Store, Versions, Atlas] | None = None
    silence: tuple[Store | None, float] | None = None


_shown = _Shown()
_one_asks = threading.Lock()
_SILENCE_SECONDS = 1.0
"""While the database is silent, one visitor in a second asks it again; the others are served at once."""


@lru_cache(maxsize=1)
def shipped() -> Atlas:
    """The data package, loaded and checked once per server; nobody writes to it."""
    return load_atlas()


@lru_cache(maxsize=1)
def store() -> Store:
    """The store of versions, opened once per server.

    Raises:
        StoreError: it cannot be opened.
    """
    return open_store()


class _Facts:
    """Facts as a cache key: equal by version."""

    def __init__(self, facts: Atlas) -> None:
        self.atlas = facts

    def __hash__(self) -> int:
        return hash(self.atlas.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Facts) and other.atlas.version == self.atlas.version


def resolve_atlas() -> None:
    """Decides which versions this run shows, so that one page never mixes two; the frame calls it first."""
    st.session_state[_PINNED] = _ask_versions()


def active_versions() -> Versions:
    """The versions this run shows; outside a run those that are active now."""
    pinned: Versions | None = None
    if get_script_run_ctx(suppress_warning=True) is not None:
        pinned = st.session_state.get(_PINNED)
    return _ask_versions() if pinned is None else pinned


def _ask_versions() -> Versions:
    """Asks the database, unless it has just kept silent: then what was shown last stands."""
    if _shown.silence is None or _shown.silence[0] is not store():
        return _asked_versions()
    if time.monotonic() - _shown.silence[1] < _SILENCE_SECONDS or not _one_asks.acquire(blocking=False):
        return _shown.versions
    try:
        return _asked_versions()
    finally:
        _one_asks.release()


def _asked_versions() -> Versions:
    asked: Store | None = None
    try:
        asked = store()
        _shown.versions = tuple(sorted(asked.active_versions().items()))
    except StoreError as error:
        if _shown.silence is None:
            _log.error("the store does not answer", exc_info=error)
        _shown.silence = (asked, time.monotonic())
    else:
        _shown.silence = None
        metrics.note_versions(dict(_shown.versions))
    metrics.store_answers.set(_shown.silence is None)
    return _shown.versions


def shown_version() -> str:
    """Version of the facts that were shown last, without asking the database."""
    return (_shown.atlas or shipped()).version


def atlas() -> Atlas:
    """The facts in their active versions; nobody writes to them."""
    versions = active_versions()
    if _shown.broken is not None and versions == _shown.broken[1] and store() is _shown.broken[0]:
        return _shown.broken[2]
    # The lock lets one visitor build a new version while the others wait for it.
    with _one_at_a_time:
        try:
            _shown.atlas = _atlas(versions)
        except AtlasError as error:
            # Whoever activates checks this first, so it takes a damaged store to get here.
            _log.error("the active versions cannot be shown", exc_info=error)
            stays = _shown.atlas or shipped()
            if not isinstance(error, StoreError):
                # They will not fit better when the next visitor asks; building them takes long.
                _shown.broken = (store(), versions, stays)
            return stays
        return _shown.atlas


@lru_cache(maxsize=_KEPT_ATLASES)
def _atlas(versions: Versions) -> Atlas:
    return load_active_atlas(store(), shipped(), dict(versions)) if versions else shipped()


def stored_files() -> dict[str, bytes]:
    """Tables that are no longer as shipped, as files: name -> content."""
    return _stored_files(_Facts(atlas()))


@lru_cache(maxsize=2)
def _stored_files(facts: _Facts) -> dict[str, bytes]:
    now, then = facts.atlas.tables(), shipped().tables()
    return {f"{name}.csv": write_table(now[name], name) for name in now if now[name] is not then[name]}


def descriptor() -> dict[str, Any]:
    """What the data package says about itself, in the active versions; nobody writes to it."""
    return _descriptor(_Facts(atlas()))


@lru_cache(maxsize=2)
def _descriptor(facts: _Facts) -> dict[str, Any]:
    described, files = load_descriptor(), _stored_files(facts)
    for resource in described["resources"]:
        content = files.get(f"{resource['name']}.csv")
        if content is not None:
            resource["bytes"] = len(content)
            resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
            resource["rows"] = len(facts.atlas.tables()[resource["name"]])
    return described


def resources() -> tuple[Resource, ...]:
    """Every file of the data package, in the active versions."""
    return _resources(_Facts(atlas()))


@lru_cache(maxsize=2)
def _resources(facts: _Facts) -> tuple[Resource, ...]:
    return read_resources(_descriptor(facts))


def figure(builder: Builder, **params: Hashable) -> Figure:
    """The figure a builder draws in the language of this run, kept for the next visitor.

    Args:
        builder: ``draw_<thing>(atlas, w, **params)``.
        params: the builder's own parameters, all hashable.
    """
    drawn = computed(builder, **params)
    # Compared by identity: whoever shows the figure later can ask where it came from (`origin`).
    if id(drawn) not in _provenance and isinstance(drawn, Figure):
        _provenance[id(drawn)] = FigureProvenance(builder, params)
        weakref.finalize(drawn, _provenance.pop, id(drawn), None)
    return drawn


@dataclass(frozen=True)
class FigureProvenance:
    """What drew a figure: its builder and the parameters it was asked with."""

    builder: Builder
    params: Mapping[str, Hashable]


_provenance: dict[int, FigureProvenance] = {}


def figure_provenance(figure_shown: Figure) -> FigureProvenance | None:
    """What drew a figure that came from `figure`; None for one a page made itself."""
    return _provenance.get(id(figure_shown))


def computed(compute: Callable[..., Result], **params: Hashable) -> Result:
    """Whatever ``compute(atlas, w, **params)`` gives in the language of this run, kept for the next visitor."""
    return computed_from(atlas(), compute, **params)


def computed_from(facts: Atlas, compute: Callable[..., Result], **params: Hashable) -> Result:
    """As `computed`, from facts that nobody else may see yet."""
    kept: Result = _computed(_Facts(facts), compute, state.language(), tuple(sorted(params.items())))
    return kept


def computed_in(lang: str, compute: Callable[..., Result], **params: Hashable) -> Result:
    """As `computed`, in a language of one's own; files are also made outside a run."""
    kept: Result = _computed(_Facts(atlas()), compute, lang, tuple(sorted(params.items())))
    return kept


@lru_cache(maxsize=512)
def _computed(facts: _Facts, compute: Callable[..., Any], lang: str, params: tuple[tuple[str, Any], ...]) -> Any:
    return compute(facts.atlas, get_wording(lang), **dict(params))


def source_links(source_ids: Iterable[str]) -> str:
    """The source line as markdown, in the language of this run."""
    return _source_links(_Facts(atlas()), tuple(source_ids), state.language())


@lru_cache(maxsize=1024)
def _source_links(facts: _Facts, source_ids: tuple[str, ...], lang: str) -> str:
    w = get_wording(lang)
    links = [sources.source_links(facts.atlas, source_ids, w)]
    uploads = [one for one in source_ids if one.startswith(_UPLOAD)]
    suffix = "" if lang == state.DEFAULT_LANGUAGE else f"&lang={lang}"
    for table in _naming(facts.atlas, uploads) if uploads else ():
        # Relative, so that it holds below a base path too.
        links.append(f"[{w.text('version, file and row')}](versionen?tabelle={table}{suffix})")
    return " · ".join(links)


def _naming(facts: Atlas, source_ids: Iterable[str]) -> list[str]:
    """Tables with a row that names one of these sources."""
    wanted = "|".join(source_ids)
    found = []
    for table, frame in facts.tables().items():
        column = "source_ids" if "source_ids" in frame else "source_id"
        if table != "sources" and column in frame and frame[column].str.contains(wanted, regex=True).any():
            found.append(table)
    return found


class _Same:
    """Holds an object and equals only itself, so that what cannot be hashed can be a cache key."""

    def __init__(self, value: Figure) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


class _ReadyChart(go.Figure):  # type: ignore[misc]  # plotly ships no types
    """A chart that hands out its specification without copying it anew for every visitor."""

    _ready: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._ready is None:
            self._ready = dict(super().to_dict())
        return self._ready


def chart(figure_shown: Figure) -> go.Figure:
    """The figure's chart, ready to be sent."""
    return _chart(_Same(figure_shown))


@lru_cache(maxsize=512)
def _chart(same: _Same) -> go.Figure:
    return _ReadyChart(same.value.chart)


def format_table(figure_shown: Figure) -> pd.DataFrame:
    """The figure's table as text in the language of this run, for tables too long for plain HTML."""
    return _format_table(_Same(figure_shown), state.language())


@lru_cache(maxsize=64)
def _format_table(same: _Same, lang: str) -> pd.DataFrame:
    return written(same.value, get_wording(lang))


def table_html(figure_shown: Figure) -> str:
    """The figure's table as HTML in the language of this run."""
    return _table_html(_Same(figure_shown), state.language())


@lru_cache(maxsize=512)
def _table_html(same: _Same, lang: str) -> str:
    return html_table.table_html(same.value, get_wording(lang))

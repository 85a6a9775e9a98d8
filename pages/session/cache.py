"""The only cache of the pages: the facts, and figures drawn from them. Bounded, keyed by the facts' version."""

import concurrent.futures
import hashlib
import math
import threading
import time
import weakref
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
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
from data.atlas import Atlas
from data.config import Config
from data.errors import AtlasError, StoreError
from data.records import load_atlas, load_descriptor
from data.records.writing import write_table
from data.store import Store, load_active_atlas, open_store
from data.store.history.versions import Acceptance
from data.store.readiness import damaged_version
from pages.operation import metrics
from pages.session import state
from pages.session.standing import Standing, standing_sentence
from pages.session.watch import FILE_PATIENCE_SECONDS, SERVER_PATIENCE_SECONDS, StoreWatch, Versions, log_fault

Builder = Callable[..., Figure]
Result = TypeVar("Result")


_PINNED = "_active_versions"
_KEPT_ATLASES = 4
_UPLOAD = "U-"
_LOOK_SECONDS = 0.25
_ACCEPTED = 50
"""Accepted versions that are told to feed readers, which ask often enough to miss none."""

_CHECK_SECONDS = 5.0
"""Whoever asks whether all is well does so every few seconds; what is stored is not read more often."""

_START_SECONDS = 5.0
_WRONG_SETTINGS = {"url_invalid", "backend_unsupported", "driver_missing", "store_too_new"}
_REBUILD_SECONDS = 10.0
"""After that versions that could not be shown are tried again: they may have been mended."""


@dataclass(frozen=True)
class _Dated:
    """Active versions, when the last change of them was, and which were accepted lately."""

    versions: Mapping[str, int]
    changed_at: datetime | None
    accepted: tuple[Acceptance, ...]


@dataclass
class _Shown:
    """What was shown last: it stays on the screen while the database does not answer.

    Attributes:
        atlas: the facts in the versions that could be shown last; None before the first.
        known_at: when they were last known to be the active ones.
        broken: versions that cannot be shown, why, and when that was found.
        damage: an active version that memory still shows whole, and the store no longer holds so.
        checked: when that was looked for.
        dated: what the database said last of its changes; None before its first answer.
    """

    atlas: Atlas | None = None
    known_at: datetime | None = None
    broken: tuple[Versions, AtlasError, float] | None = None
    damage: StoreError | None = None
    checked: float = -math.inf
    dated: _Dated | None = None


_shown = _Shown()
_built: dict[Versions, concurrent.futures.Future[Atlas]] = {}
_one_builds = threading.Lock()


@lru_cache(maxsize=1)
def shipped() -> Atlas:
    """The data package, loaded and checked once per server; nobody writes to it."""
    return load_atlas()


@lru_cache(maxsize=1)
def _open_once() -> Store:
    return open_store()


@lru_cache(maxsize=1)
def _watch() -> StoreWatch:
    server = (Config.from_environment().database_url or "").startswith("postgresql")
    patience = SERVER_PATIENCE_SECONDS if server else FILE_PATIENCE_SECONDS
    return StoreWatch(_ask_store, patience)


def _ask_store() -> Mapping[str, int]:
    """The active versions; when they have changed, also since when they hold."""
    opened = _open_once()
    versions = opened.active_versions()
    if _shown.dated is None or _shown.dated.versions != versions:
        _shown.dated = _Dated(versions, opened.changed_at(), opened.acceptances(_ACCEPTED))
    return versions


def store() -> Store:
    """The store of versions, opened once per server; for pages that need more than the figures.

    Raises:
        StoreError: it cannot be opened, or its database has just kept silent: then nobody waits for it again.
    """
    fault = _watch().fault
    if fault is not None:
        raise fault
    return _open_once()


def forget() -> None:
    """Forgets the store and what was read from it, as at a start."""
    global _shown
    _watch().stop()
    _watch.cache_clear()
    _open_once.cache_clear()
    _built.clear()
    _shown = _Shown()


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
    return _watch().ask()


def shown_version() -> str:
    """Version of the facts that were shown last, without asking the database."""
    return (_shown.atlas or shipped()).version


def standing() -> Standing:
    """How the figures stand that are shown now; asks nobody."""
    watch, broken, known_at = _watch(), _shown.broken, _shown.known_at
    cause = broken[1] if broken is not None and broken[0] == watch.versions else watch.fault
    if cause is not None:
        return Standing("shipped" if known_at is None else "last-known", cause, known_at)
    return Standing("active", _shown.damage)


def changed_at() -> datetime:
    """When the figures shown became what they are: shipped, or accepted or undone since. Asks nobody.

    Read it before the figures: then it is never later than they are.
    """
    accepted_at = _shown.dated.changed_at if _shown.dated else None
    if accepted_at is None or standing().shown == "shipped":
        return shipped_at()
    return max(shipped_at(), accepted_at)


def accepted() -> tuple[Acceptance, ...] | None:
    """The versions accepted lately, newest first; None while the database never answered. Asks nobody."""
    return _shown.dated.accepted if _shown.dated else None


@lru_cache(maxsize=1)
def shipped_at() -> datetime:
    """When the data package was described as it is shipped."""
    return datetime.fromisoformat(load_descriptor()["created"])


def begin() -> None:
    """Opens the store and builds the facts. A database that is away is no reason not to serve readers.

    Raises:
        StoreError: the settings are wrong, which no waiting mends.
        PackageError: the data package is damaged.
    """
    shipped()
    _watch().ask(_START_SECONDS)
    fault = _watch().fault
    if fault is not None and fault.code in _WRONG_SETTINGS:
        raise fault
    atlas()


def inspect() -> None:
    """Looks whether the store still holds the active versions as they were stored: memory would hide that it does not.

    Raises:
        StoreError: the database does not answer.
    """
    if time.monotonic() - _shown.checked < _CHECK_SECONDS:
        return
    _shown.checked = time.monotonic()
    versions = _watch().ask()
    damage = damaged_version(store(), dict(versions))
    if damage is not None and _shown.damage is None:
        log_fault("an active version is damaged", damage)
    _shown.damage = damage
    metrics.damaged.set(damage is not None)


def atlas() -> Atlas:
    """The facts in their active versions; nobody writes to them."""
    versions = active_versions()
    if _is_broken(versions):
        return _shown.atlas or shipped()
    try:
        facts = _build(versions)
    except _SilentError:
        return _shown.atlas or shipped()
    except AtlasError as error:
        # Whoever activates checks this first, so it takes a damaged store to get here.
        _note_broken(versions, error)
        return _shown.atlas or shipped()
    _shown.atlas, _shown.known_at = facts, _watch().confirmed
    return facts


def _is_broken(versions: Versions) -> bool:
    """Whether these versions were found not to fit a moment ago; building them takes long."""
    broken = _shown.broken
    return broken is not None and broken[0] == versions and time.monotonic() - broken[2] < _REBUILD_SECONDS


def _note_broken(versions: Versions, error: AtlasError) -> None:
    if _shown.broken is None or _shown.broken[0] != versions:
        log_fault("the active versions cannot be shown", error)
    _shown.broken = versions, error, time.monotonic()
    metrics.damaged.set(1)


class _SilentError(Exception):
    """The database has fallen silent while it was read."""


def _build(versions: Versions) -> Atlas:
    """The facts in these versions, kept; one visitor's build serves all who want the same.

    Raises:
        AtlasError: they cannot be read, or do not fit together.
    """
    if not versions:
        return shipped()
    with _one_builds:
        building = _built.get(versions)
        if building is None:
            building = _built[versions] = concurrent.futures.Future()
            threading.Thread(target=_work, args=(versions, building), name="atlas-build", daemon=True).start()
            while len(_built) > _KEPT_ATLASES:
                del _built[next(iter(_built))]
    while not building.done():
        concurrent.futures.wait((building,), _LOOK_SECONDS)
        if not building.done() and (_watch().ask(), _watch().fault)[1] is not None:
            raise _SilentError
    return building.result()


def _work(versions: Versions, building: concurrent.futures.Future[Atlas]) -> None:
    """In a thread of its own: a database that freezes meanwhile holds no visitor."""
    try:
        building.set_result(load_active_atlas(_open_once(), shipped(), dict(versions)))
        _shown.broken = None
    except BaseException as error:
        _built.pop(versions, None)
        building.set_exception(error)


def stored_files() -> dict[str, bytes]:
    """Tables that are no longer as shipped, as files: name -> content."""
    return _stored_files(_Facts(atlas()))


@lru_cache(maxsize=2)
def _stored_files(facts: _Facts) -> dict[str, bytes]:
    now, then = facts.atlas.tables(), shipped().tables()
    return {f"{name}.csv": write_table(now[name], name) for name in now if now[name] is not then[name]}


def descriptor() -> dict[str, Any]:
    """What the data package says about itself, in the active versions; nobody writes to it."""
    described = _descriptor(_Facts(atlas()))
    return (
        described if standing().is_well else _with_standing(described, standing(), frozenset(dict(_watch().versions)))
    )


def _with_standing(described: dict[str, Any], told: Standing, tables: frozenset[str]) -> dict[str, Any]:
    """The description with how its figures stand: a field for machines, and words where the catalogue shows them."""
    words = {"description": standing_sentence(told, get_wording("en"))}
    words["description_de"] = standing_sentence(told, get_wording("de"))

    def noted(entry: dict[str, Any]) -> dict[str, Any]:
        return entry | {name: f"{words[name]} {entry[name]}" for name in words if name in entry}

    resources = [noted(one) if one["name"] in tables else one for one in described["resources"]]
    return noted(described) | {"resources": resources, "standing": told.fields()}


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

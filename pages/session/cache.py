"""The cache of figures, and of what is made of them. Bounded, keyed by the facts' version."""

import weakref
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import Parameter, signature
from threading import RLock
from typing import Any, TypeVar

import pandas as pd
import plotly.graph_objects as go

from analytics.exports.html import table as html_table
from analytics.figure import sources
from analytics.figure.model import Figure
from analytics.figure.model import format_table as written
from analytics.language import get_wording
from analytics.rates.completeness import all_notes
from data.atlas import Atlas
from pages.facts import served
from pages.facts.served import FactsKey
from pages.session import state

Builder = Callable[..., Figure]
Result = TypeVar("Result")

_UPLOAD = "U-"


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
    return computed_from(served.atlas(), compute, **params)


def computed_from(facts: Atlas, compute: Callable[..., Result], **params: Hashable) -> Result:
    """As `computed`, from facts that nobody else may see yet."""
    kept: Result = _in_turn(FactsKey(facts), compute, state.language(), _told(compute, params))
    return kept


def computed_in(lang: str, compute: Callable[..., Result], **params: Hashable) -> Result:
    """As `computed`, in a language of one's own; files are also made outside a run."""
    kept: Result = _in_turn(FactsKey(served.atlas()), compute, lang, _told(compute, params))
    return kept


def _in_turn(facts: FactsKey, compute: Callable[..., Any], lang: str, params: tuple[tuple[str, Any], ...]) -> Any:
    """What is kept; while it is being computed the others who ask wait, instead of all computing the same."""
    with _turn(hash((facts, compute, lang, params))):
        return _computed(facts, compute, lang, params)


@lru_cache(maxsize=512)
def _turn(_key: int) -> RLock:
    return RLock()


def _told(compute: Callable[..., Any], params: Mapping[str, Hashable]) -> tuple[tuple[str, Hashable], ...]:
    """The parameters that say more than a default: a page names them all, a slide or an address those it has chosen."""
    own = _defaults(compute)
    return tuple(sorted((name, value) for name, value in params.items() if name not in own or own[name] != value))


@lru_cache(maxsize=512)
def _defaults(compute: Callable[..., Any]) -> Mapping[str, Any]:
    known = signature(compute, follow_wrapped=False).parameters.values()
    return {param.name: param.default for param in known if param.default is not Parameter.empty}


@lru_cache(maxsize=512)
def _computed(facts: FactsKey, compute: Callable[..., Any], lang: str, params: tuple[tuple[str, Any], ...]) -> Any:
    return compute(facts.atlas, get_wording(lang), **dict(params))


def source_links(source_ids: Iterable[str]) -> str:
    """The source line as markdown, in the language of this run."""
    return _source_links(FactsKey(served.atlas()), tuple(source_ids), state.language())


@lru_cache(maxsize=1024)
def _source_links(facts: FactsKey, source_ids: tuple[str, ...], lang: str) -> str:
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
    """A chart that hands out its specification without checking or copying it anew for every visitor."""

    _ready: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        return dict(super().to_dict()) if self._ready is None else self._ready


def chart(figure_shown: Figure) -> go.Figure:
    """The figure's chart, ready to be sent."""
    return _chart(_Same(figure_shown))


@lru_cache(maxsize=512)
def _chart(same: _Same) -> go.Figure:
    ready = _ReadyChart()
    if same.value.chart is not None:
        ready._ready = dict(same.value.chart.to_dict())
    return ready


def notes(figure_shown: Figure) -> tuple[str, ...]:
    """What has to be read with the figure in the language of this run."""
    return _notes(_Same(figure_shown), state.language())


@lru_cache(maxsize=512)
def _notes(same: _Same, lang: str) -> tuple[str, ...]:
    return all_notes(same.value, get_wording(lang))


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


def make_ready(figure_shown: Figure, lang: str) -> None:
    """Makes all that a page shows of a figure, and keeps it for who opens the page."""
    same = _Same(figure_shown)
    _notes(same, lang)
    _source_links(FactsKey(served.atlas()), tuple(figure_shown.source_ids), lang)
    if figure_shown.chart is not None:
        _chart(same)
    if len(figure_shown.table):
        _table_html(same, lang)

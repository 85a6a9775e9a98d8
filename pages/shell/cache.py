"""The only cache of the pages: the facts, and figures drawn from them. Bounded, keyed by the facts' version."""

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import sources
from analytics.figures.catalogue import Resource, read_resources
from analytics.figures.figure import Figure
from analytics.figures.figure import written_table as written
from analytics.wording import get_wording
from data.records import load_atlas, load_descriptor
from data.schemas import Atlas
from pages.shell import html_table, state

Builder = Callable[..., Figure]
Result = TypeVar("Result")


@lru_cache(maxsize=1)
def atlas() -> Atlas:
    """The data package, loaded and checked once per server; nobody writes to it."""
    return load_atlas()


@lru_cache(maxsize=1)
def descriptor() -> dict[str, Any]:
    """What the data package says about itself; nobody writes to it."""
    return load_descriptor()


@lru_cache(maxsize=1)
def resources() -> tuple[Resource, ...]:
    """Every file of the data package."""
    return read_resources(descriptor())


def figure(builder: Builder, **params: Hashable) -> Figure:
    """The figure a builder draws in the language of this run, kept for the next visitor.

    Args:
        builder: ``draw_<thing>(atlas, w, **params)``.
        params: the builder's own parameters, all hashable.
    """
    return computed(builder, **params)


def computed(compute: Callable[..., Result], **params: Hashable) -> Result:
    """Whatever ``compute(atlas, w, **params)`` gives in the language of this run, kept for the next visitor."""
    kept: Result = _computed(atlas().version, compute, state.language(), tuple(sorted(params.items())))
    return kept


@lru_cache(maxsize=512)
def _computed(version: str, compute: Callable[..., Any], lang: str, params: tuple[tuple[str, Any], ...]) -> Any:
    return compute(atlas(), get_wording(lang), **dict(params))


def source_links(source_ids: Iterable[str]) -> str:
    """The source line as markdown, in the language of this run."""
    return _source_links(tuple(source_ids), state.language())


@lru_cache(maxsize=1024)
def _source_links(source_ids: tuple[str, ...], lang: str) -> str:
    return sources.source_links(atlas(), source_ids, get_wording(lang))


class _Same:
    """Holds an object and equals only itself, so that what cannot be hashed can be a cache key."""

    def __init__(self, value: Figure) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


class _ReadyChart(go.Figure):
    """A chart that hands out its specification without copying it anew for every visitor."""

    def to_dict(self) -> dict[str, Any]:
        if getattr(self, "_ready", None) is None:
            self._ready = super().to_dict()
        return self._ready


def chart(figure_shown: Figure) -> go.Figure:
    """The figure's chart, ready to be sent."""
    return _chart(_Same(figure_shown))


@lru_cache(maxsize=512)
def _chart(same: _Same) -> go.Figure:
    return _ReadyChart(same.value.chart)


def written_table(figure_shown: Figure) -> pd.DataFrame:
    """The figure's table as text in the language of this run, for tables too long for plain HTML."""
    return _written_table(_Same(figure_shown), state.language())


@lru_cache(maxsize=64)
def _written_table(same: _Same, lang: str) -> pd.DataFrame:
    return written(same.value, get_wording(lang))


def table_html(figure_shown: Figure) -> str:
    """The figure's table as HTML in the language of this run."""
    return _table_html(_Same(figure_shown), state.language())


@lru_cache(maxsize=512)
def _table_html(same: _Same, lang: str) -> str:
    return html_table.table_html(same.value, get_wording(lang))

"""The only cache of the pages: the facts, and figures drawn from them. Bounded, keyed by the facts' version."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from analytics.figures.catalogue import Resource, read_resources
from analytics.figures.figure import Figure
from analytics.wording import get_wording
from data.records import load_atlas, load_descriptor
from data.schemas import Atlas
from pages.shell import html_table, state

Builder = Callable[..., Figure]


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
    return _figure(atlas().version, builder, state.language(), tuple(sorted(params.items())))


@lru_cache(maxsize=512)
def _figure(version: str, builder: Builder, lang: str, params: tuple[tuple[str, Any], ...]) -> Figure:
    return builder(atlas(), get_wording(lang), **dict(params))


class _Same:
    """Holds an object and equals only itself, so that what cannot be hashed can be a cache key."""

    def __init__(self, value: Figure) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


def table_html(figure_shown: Figure) -> str:
    """The figure's table as HTML in the language of this run."""
    return _table_html(_Same(figure_shown), state.language())


@lru_cache(maxsize=512)
def _table_html(same: _Same, lang: str) -> str:
    return html_table.table_html(same.value, get_wording(lang))

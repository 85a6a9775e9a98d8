"""What a page of figures is: its address, its words, its filters and its views."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analytics.exports.views.model import View
from analytics.language import Wording
from data.atlas import Atlas


@dataclass(frozen=True)
class Page:
    """A page that shows figures.

    Attributes:
        address: its path, and the name of its script.
        name: what the navigation calls it.
        views: what it shows, in order; those of a presentation.
        title: the heading above them, where it is not the name.
        lead: the sentence below the heading; none where the figures say both.
        filters: what a filter is called in the address of the page -> in its views.
        opening: values of the filters while nobody has chosen any, as far as the views have no such default.
        picture: the view its link is shared with; none shows the map.
        first: figure it opens with, which its document brings as well.
        elsewhere: filters that lead to other views, or other words, when the address names them.
    """

    address: str
    name: Callable[[Wording], str]
    views: tuple[View, ...]
    title: Callable[[Wording], str] = lambda _: ""
    lead: Callable[[Atlas, Wording], str] = lambda _, w: ""
    filters: Mapping[str, str] = field(default_factory=dict)
    opening: Callable[[Atlas], dict[str, Any]] = lambda _: {}
    picture: str = ""
    first: str = ""
    elsewhere: tuple[str, ...] = ()

    def heading(self, w: Wording) -> str:
        """The first heading of the page where its figures do not say it themselves."""
        return self.title(w) or self.name(w)


@dataclass(frozen=True)
class Section:
    """An entry of the bar: its first page stands in the bar, the others are tabs of it.

    Attributes:
        name: what the bar calls it.
        pages: in the order of the tabs.
        shared: filters that travel from tab to tab, as addresses call them.
    """

    name: Callable[[Wording], str]
    pages: tuple[Page, ...]
    shared: tuple[str, ...] = ()

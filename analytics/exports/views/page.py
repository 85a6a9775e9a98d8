"""What a page of figures is: its address, its words, its filters and its views, and how it stands on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analytics.exports.views.model import View
from analytics.figure.model import Figure
from analytics.language import Wording
from data.atlas import Atlas

Links = Sequence[tuple[str, str, bool]]
"""File in the same folder, name, and whether it is the one shown."""


@dataclass(frozen=True)
class Copy:
    """A page of the snapshot that shows one of many choices.

    Attributes:
        path: where it lies, without the folder of the language.
        name: what is chosen.
        params: filters of its views.
    """

    path: str
    name: str
    params: Mapping[str, Any]

    @property
    def file(self) -> str:
        """Its name in its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Layout:
    """How the snapshot shows a page: its views as it opens, below its heading, unless it says otherwise here.

    Attributes:
        path: where it lies, without the folder of the language, if not at its address.
        first: what its first figure is called where the headline of that heads the page.
        whole: what a page draws larger than a slide: the view -> how.
        copies: what to choose from, in order: nobody can choose there, so it has a page for each. A view without such
            a filter stands on the page that lists them.
        name: what all copies are called, if not as the page.
        listed: heading of their list, where figures stand below it.
        missing: heading of what was looked for and not found; without it such figures stand among the others.
        links: from one copy to others, in groups by name; these take the place of the page that lists them.
    """

    path: str = ""
    first: Callable[[Wording], str] = lambda _: ""
    whole: Mapping[str, Callable[[Atlas, Wording], Figure]] = field(default_factory=dict)
    copies: Callable[[Atlas, Wording], Sequence[Copy]] | None = None
    name: Callable[[Wording], str] = lambda _: ""
    listed: Callable[[Wording], str] = lambda _: ""
    missing: Callable[[Wording], str] = lambda _: ""
    links: Callable[[Atlas, Wording, Copy], Mapping[str, Links]] | None = None


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
        layout: how the snapshot shows it.
    """

    address: str
    name: Callable[[Wording], str]
    views: tuple[View, ...]
    title: Callable[[Atlas, Wording], str] = lambda _, w: ""
    lead: Callable[[Atlas, Wording], str] = lambda _, w: ""
    filters: Mapping[str, str] = field(default_factory=dict)
    opening: Callable[[Atlas], dict[str, Any]] = lambda _: {}
    picture: str = ""
    first: str = ""
    elsewhere: tuple[str, ...] = ()
    layout: Layout = Layout()

    def heading(self, atlas: Atlas, w: Wording) -> str:
        """The first heading of the page where its figures do not say it themselves."""
        return self.title(atlas, w) or self.name(w)


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

"""All pages of the atlas: script, address, title, place in the navigation."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.exports.views import SECTIONS, SOURCES
from analytics.language import Wording
from data.access import Action

_PAGES_FOLDER = Path(__file__).parents[1]


@dataclass(frozen=True)
class PageEntry:
    """A page: its script beside the frame, its address, its names in one language.

    Attributes:
        url_path: its address.
        name: what it is called in one language: in the browser's title and in the row of tabs.
        section: the entry of the bar that leads to it; empty for pages of the footer.
        is_tab: whether only the tabs of its section lead to it; the first page of a section stands in the bar.
        action: what one must be allowed to open it.
        needs_sign_in: whether it is offered only where people can sign in.
        slides: number of slides that stands behind the entry; 0 shows none.
    """

    url_path: str
    name: str
    section: str = ""
    is_tab: bool = False
    action: Action = "read"
    needs_sign_in: bool = False
    slides: int = 0

    @property
    def title(self) -> str:
        """Its name in the navigation: the first page of a section has the name of the section."""
        name = self.name if self.is_tab or not self.section else self.section
        return f"{name} ({self.slides})" if self.slides else name

    @property
    def script(self) -> str:
        """File name of the page, which is its address by rule."""
        return f"views/{self.url_path}.py"

    @property
    def is_start(self) -> bool:
        """Whether the page is the one at the bare address."""
        return self.url_path == "ueberblick"

    @property
    def address(self) -> str:
        """Path in the browser's address bar."""
        return "/" if self.is_start else f"/{self.url_path}"


@lru_cache(maxsize=256)
def page_entries(w: Wording, *, slides: int = 0) -> tuple[PageEntry, ...]:
    """The pages in the order of the navigation, then those that only the footer links.

    Args:
        w: language of their names.
        slides: how many slides the visitor has collected.
    """
    talk, data, account = w.text("Presentation"), w.text("Data"), w.text("Account")
    entries = (
        *_pages_with_figures(w),
        PageEntry("praesentation", talk, talk, slides=slides),
        PageEntry("daten", w.text("New figures"), data, action="upload"),
        PageEntry("register", w.text("Edit the register"), data, is_tab=True, action="edit_register"),
        PageEntry("versionen", w.text("Versions and undo"), data, is_tab=True, action="see_versions"),
        PageEntry("protokoll", w.text("Log of changes"), data, is_tab=True, action="see_audit"),
        PageEntry("konto", account, account, needs_sign_in=True),
        PageEntry(SOURCES.address, SOURCES.name(w)),
        PageEntry("methoden", w.text("Formulas")),
        PageEntry("schnittstellen", w.text("Open data")),
        PageEntry("einfach", w.text("In plain language")),
        PageEntry("barrierefreiheit", w.text("Accessibility")),
        PageEntry("datenschutz", w.text("Privacy")),
        PageEntry("impressum", w.text("Legal notice")),
    )
    return tuple(entry for entry in entries if (_PAGES_FOLDER / entry.script).is_file())


def _pages_with_figures(w: Wording) -> Iterator[PageEntry]:
    for section in SECTIONS:
        for page in section.pages:
            yield PageEntry(page.address, page.name(w), section.name(w), is_tab=page is not section.pages[0])


def make_page(entry: PageEntry, *, is_offered: bool) -> StreamlitPage:
    """The page as the framework knows it, of one run: the framework marks the one that is shown.

    Args:
        entry: the page in one language.
        is_offered: whether it stands in the navigation.
    """
    return copy(_found_page(entry, is_offered))


# To look for the script of each page takes as long as the rest of the frame.
@lru_cache(maxsize=256)
def _found_page(entry: PageEntry, is_offered: bool) -> StreamlitPage:
    return st.Page(
        entry.script,
        title=entry.title,
        url_path=entry.url_path,
        default=entry.is_start,
        visibility="visible" if is_offered else "hidden",
    )

"""The whole atlas as one ZIP of pages that open without a server: for committees without network, and for the archive.

German pages lie at the top, English ones beside them in `en/`, the tables as CSV in `daten/`. The same facts on the
same day give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from typing import Any

from analytics.exports.html.document import Drawn, Piece, document_files, write_figure, write_page
from analytics.exports.html.templating import render
from analytics.exports.views import PAGES, SECTIONS, SOURCES, Copy, Page, View, figure_of, page_of
from analytics.language import LANGUAGES, Wording, error_sentence, get_wording
from data.atlas import Atlas
from data.errors import AtlasError

ASSETS, TABLES = "assets", "daten"
_TELL_EVERY_S = 1.0
# Of a process that draws: the number of pages that all have drawn so far.
_drawn: Any = None
# Unpacked on a server of files, everyone may read it.
_READABLE = 0o644
_PAGES = (*PAGES.values(), SOURCES)
_FRONT = "index.html"


@dataclass(frozen=True)
class Sheet:
    """A page of the snapshot.

    Attributes:
        path: where it lies, without the folder of its language.
        title: of the page and the browser window.
        pieces: what it shows.
        section: path of the page of the navigation it belongs to.
        subtitle: below the title.
        headed: whether its first piece is its headline already.
    """

    path: str
    title: str
    pieces: tuple[Piece, ...]
    section: str
    subtitle: str = ""
    headed: bool = False


def _tell_nobody(_pages: int) -> None:
    pass


def write_snapshot(
    atlas: Atlas, *, on: date, tables: Mapping[str, bytes], tell: Callable[[int], None] = _tell_nobody
) -> bytes:
    """The ZIP.

    Args:
        atlas: the data.
        on: the day it is made; stands on every page and on every file.
        tables: the tables as CSV, by file name.
        tell: is told again and again how many pages are drawn.
    """
    stream = io.BytesIO()
    day = (on.year, on.month, on.day, 0, 0, 0)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in snapshot_files(atlas, on=on, tables=tables, tell=tell):
            entry = zipfile.ZipInfo(f"ankommen-atlas/{name}", day)
            entry.external_attr = _READABLE << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def snapshot_files(
    atlas: Atlas, *, on: date, tables: Mapping[str, bytes], tell: Callable[[int], None] = _tell_nobody
) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of the snapshot, as `write_snapshot`."""
    # A process for each language: drawing takes most of the time, and every server has two cores.
    context = get_context("spawn")
    drawn = context.Value("i", 0)
    with ProcessPoolExecutor(len(LANGUAGES), mp_context=context, initializer=_count_in, initargs=(drawn,)) as pool:
        books: list[Future[list[tuple[str, bytes]]]] = [pool.submit(draw_pages, atlas, lang, on) for lang in LANGUAGES]
        while wait(books, timeout=_TELL_EVERY_S).not_done:
            tell(drawn.value)
        for book in books:
            yield from book.result()
    for name, content in document_files(atlas).items():
        yield f"{ASSETS}/{name}", content
    for name, content in sorted(tables.items()):
        yield f"{TABLES}/{name}", content


def draw_pages(atlas: Atlas, lang: str, on: date) -> list[tuple[str, bytes]]:
    """Path and content of every page of one language."""
    pages = []
    for page in _Book(atlas, get_wording(lang), on).files():
        pages.append(page)
        if _drawn is not None:
            with _drawn.get_lock():
                _drawn.value += 1
    return pages


def _count_in(drawn: Any) -> None:
    global _drawn
    _drawn = drawn


class _Book:
    """The pages of one language, each laid out as it is declared."""

    def __init__(self, atlas: Atlas, w: Wording, on: date) -> None:
        self._atlas, self._w, self._on = atlas, w, on
        self._folder = "" if w.lang == LANGUAGES[0] else f"{w.lang}/"
        self._copies = {page.address: page.layout.copies(atlas, w) if page.layout.copies else () for page in _PAGES}
        self._paths = {page.address: self._path(page) for page in _PAGES}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of every page."""
        for page in _PAGES:
            for sheet in self._sheets(page):
                yield self._folder + sheet.path, self._page(sheet)

    def _path(self, page: Page) -> str:
        """Where the navigation leads: to the page, which lists its copies, or where none does to the one it opens."""
        if page.layout.links is None:
            return page.layout.path or f"{page.address}.html"
        opening = page.opening(self._atlas)
        return next(copy.path for copy in self._copies[page.address] if copy.params == opening)

    def _name(self, page: Page) -> str:
        return page.layout.name(self._w) or page.name(self._w)

    def _navigation(self) -> list[tuple[str, dict[str, str]]]:
        """The sections of the atlas by name, each with the names of its pages by path."""
        # The name of many in place of the one that is chosen in the atlas, of the section as of the page.
        sections = [(one.pages[0].layout.name(self._w) or one.name(self._w), one.pages) for one in SECTIONS]
        return [
            (name, {self._paths[page.address]: self._name(page) for page in pages})
            for name, pages in (*sections, (SOURCES.name(self._w), (SOURCES,)))
        ]

    def _sheets(self, page: Page) -> Iterator[Sheet]:
        copies = self._copies[page.address]
        chosen = {name for copy in copies for name in copy.params}
        of_each = [view for view in page.views if chosen.intersection(param.name for param in view.params)]
        if not copies:
            yield self._opened(page)
        elif page.layout.links is None:
            yield self._list(page, [view for view in page.views if view not in of_each])
        for copy in copies:
            yield self._copy(page, copy, of_each)

    def _opened(self, page: Page) -> Sheet:
        sheet = self._sheet(page, page.views)
        if sheet.path != _FRONT:
            return sheet
        return replace(sheet, pieces=(*sheet.pieces[:1], self._card(text=self._about()), *sheet.pieces[1:]))

    def _about(self) -> str:
        return self._w.text(
            "This is a copy of the Ankommen-Atlas of {date}. It needs neither a server nor the internet; the figures "
            "stay as they were on that day. All tables lie beside it in the folder {folder}.",
            date=self._w.date(self._on),
            folder=TABLES,
        )

    def _list(self, page: Page, views: Sequence[View]) -> Sheet:
        """The page that leads to all copies, with the figures that are of none of them."""
        copies, title = self._copies[page.address], page.layout.name(self._w)
        links = self._card(title=page.layout.listed(self._w), links=[(copy.file, copy.name) for copy in copies])
        sheet = self._sheet(page, views, title)
        return replace(sheet, subtitle=page.lead(self._atlas, self._w), pieces=(links, *sheet.pieces))

    def _copy(self, page: Page, copy: Copy, views: Sequence[View]) -> Sheet:
        sheet = self._sheet(page, views, copy.name, **copy.params)
        if page.layout.links:
            groups = page.layout.links(self._atlas, self._w, copy)
            links = Piece(render("choices.html", self._w, name=page.name(self._w), groups=groups))
            sheet = replace(sheet, pieces=(links, *sheet.pieces))
        return replace(sheet, path=copy.path)

    def _sheet(self, page: Page, views: Sequence[View], title: str = "", **params: Any) -> Sheet:
        """The figures as the page opens, or as one of its copies has them."""
        w, layout, path, alone = self._w, page.layout, self._paths[page.address], len(page.views) == 1
        figures, refused = self._draw(page, views, params)
        title, subtitle = title or page.heading(self._atlas, w), ""
        if figures and layout.first(w):
            own = figure_of(figures[0])
            title, subtitle = own.headline, own.subtitle
            figures[0] = replace(own, headline=layout.first(w), subtitle="")
        missing = {number for number, one in enumerate(figures) if layout.missing(w) and figure_of(one).table.empty}
        pieces = (
            *self._written([one for number, one in enumerate(figures) if number not in missing], alone=alone),
            *self._listed(layout.missing(w), [figure_of(figures[number]).headline for number in sorted(missing)]),
            *self._listed(w.text("What could not be drawn"), refused),
        )
        return Sheet(path, title, pieces, path, subtitle, headed=alone)

    def _draw(self, page: Page, views: Sequence[View], params: dict[str, Any]) -> tuple[list[Drawn], list[str]]:
        """The figures, and why others could not be drawn: data that are not there, as the page of the atlas says."""
        figures: list[Drawn] = []
        refused: list[str] = []
        for view in views:
            values = page_of(view.name).opening(self._atlas) | params
            own = {param.name: values[param.name] for param in view.params if param.name in values}
            try:
                figures.append(page.layout.whole.get(view.name, view.builder)(self._atlas, self._w, **own))
            except AtlasError as error:
                refused.append(error_sentence(error, self._w))
        return figures, refused

    def _written(self, figures: Sequence[Drawn], *, alone: bool) -> tuple[Piece, ...]:
        """The figures below the heading of the page; one that is alone is the heading itself."""
        if alone:
            return tuple(write_figure(self._atlas, self._w, figure) for figure in figures)
        return tuple(
            write_figure(self._atlas, self._w, figure, level=2, name=f"f{number}")
            for number, figure in enumerate(figures)
        )

    def _listed(self, title: str, sentences: Sequence[str]) -> list[Piece]:
        return [self._card(title=title, sentences=sentences)] if sentences else []

    def _card(
        self,
        *,
        title: str = "",
        text: str = "",
        links: Sequence[tuple[str, str]] = (),
        sentences: Sequence[str] = (),
    ) -> Piece:
        return Piece(render("card.html", self._w, title=title, text=text, links=links, sentences=sentences))

    def _page(self, sheet: Sheet) -> bytes:
        w, path = self._w, self._folder + sheet.path
        up = "../" * path.count("/")
        kinds = frozenset().union(*(piece.kinds for piece in sheet.pieces))
        sections = self._navigation()
        tabs = next(pages for _, pages in sections if sheet.section in pages)
        body = render(
            "sheet.html", w, sheet=sheet, own="../" * sheet.path.count("/"), assets=up + ASSETS, words=self._words(),
            bar=[(next(iter(pages)), name, sheet.section in pages) for name, pages in sections],
            tabs=[(path, name, path == sheet.section) for path, name in tabs.items()] if len(tabs) > 1 else [],
            other=self._other_language(sheet, up), footer=self._footer(),
        )  # fmt: skip
        return write_page(w, f"{sheet.title} – Ankommen-Atlas", body, assets=up + ASSETS, kinds=kinds, variant="book")

    def _words(self) -> dict[str, str]:
        w = self._w
        return {"skip": w.text("To the content"), "bar": w.text("Pages"), "tabs": w.text("Pages of this section")}

    def _other_language(self, sheet: Sheet, up: str) -> tuple[str, str, str]:
        other, name = ("en", "English") if self._w.lang == "de" else ("de", "Deutsch")
        return other, name, f"{up}{'' if other == LANGUAGES[0] else other + '/'}{sheet.path}"

    def _footer(self) -> str:
        w = self._w
        sentences = (
            w.text("Copy of {date}.", date=w.date(self._on)),
            w.text("Data version {version}", version=self._atlas.version),
            w.text("Software: Apache 2.0. Figures: licences of their sources, named under each figure."),
        )
        return " · ".join(sentences)

"""The whole atlas as one ZIP of pages that open without a server: for committees without network, and for the archive.

German pages lie at the top, English ones beside them in `en/`, the tables as CSV in `daten/`. The same facts on the
same day give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from typing import Any

import pandas as pd

from analytics.exports.html.document import Drawn, Piece, document_files, write_figure, write_page
from analytics.exports.html.templating import render
from analytics.exports.presentation.choices import opening_values
from analytics.exports.presentation.collection import SlideSpec, draw_view, make_spec
from analytics.exports.views import PAGES, SECTIONS, VIEWS, Page, figure_of, opening_params
from analytics.figure.model import Figure
from analytics.language import LANGUAGES, Wording, error_sentence, get_wording
from analytics.maps.indicators import find_indicator, indicator_ages, indicator_rows, map_indicators
from analytics.rates.naming import age_label, kreis_options
from analytics.rates.rates import TOTAL
from analytics.subjects.district.facts import draw_kreis_facts
from analytics.subjects.growth.figures.curve import draw_growth_curve
from analytics.subjects.overview import figures as overview
from analytics.subjects.register import figures as members
from analytics.subjects.sources import figures as catalogue
from data.atlas import Atlas
from data.errors import AtlasError

ASSETS, TABLES = "assets", "daten"
_TELL_EVERY_S = 1.0
# Of a process that draws: the number of pages that all have drawn so far.
_drawn: Any = None
# Unpacked on a server of files, everyone may read it.
_READABLE = 0o644
# Pages the snapshot lays out itself; every other page is an analysis, drawn as it opens.
_OWN_PAGES = ("ueberblick", "wachstum", "karte", "wanderung", "kreisprofil", "initiativen", "foerderung")
_ELSEWHERE = frozenset(view.name for address in _OWN_PAGES for view in PAGES[address].views)
_ANALYSES = tuple(page for page in PAGES.values() if page.address not in _OWN_PAGES)
# Paths that are not the address of the page: these hold many pages, or have a plainer name.
_PATHS = {
    "ueberblick": "index.html", "kreisprofil": "kreise/index.html", "initiativen": "initiativen/index.html",
    "weisseflecken": "reichweite.html",
}  # fmt: skip
ANALYSIS_PATHS = tuple(_PATHS.get(page.address, f"{page.address}.html") for page in _ANALYSES)
"""Where the analyses lie, without the folder of the language."""


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


def opening_specs(atlas: Atlas) -> list[SlideSpec]:
    """The analyses with the filters their pages open with.

    Raises:
        ExportError: a view needs a filter for which no page declares a value.
    """
    analysed = {view.name for page in _ANALYSES for view in page.views}
    # A view that no page shows is among them, and fails for want of one: nothing is left out in silence.
    names = [name for name in VIEWS if name in analysed or name not in _ELSEWHERE]
    return [_opening_spec(atlas, name) for name in names]


def _opening_spec(atlas: Atlas, name: str) -> SlideSpec:
    return make_spec(name, **opening_values(atlas, name))


class _Book:
    """The pages of one language."""

    def __init__(self, atlas: Atlas, w: Wording, on: date) -> None:
        self._atlas, self._w, self._on = atlas, w, on
        self._folder = "" if w.lang == LANGUAGES[0] else f"{w.lang}/"
        self._first_map = _map_path(**opening_params(atlas, "map"))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of every page."""
        for sheet in self._sheets():
            yield self._folder + sheet.path, self._page(sheet)

    def _sheets(self) -> Iterator[Sheet]:
        yield self._start()
        yield from self._maps()
        yield self._growth()
        yield self._known(PAGES["foerderung"])
        yield self._known(PAGES["wanderung"])
        yield from self._kreise()
        yield from self._initiatives()
        yield from self._analyses()
        yield self._sources()

    def _navigation(self) -> list[tuple[str, dict[str, str]]]:
        """The sections of the atlas by name, each with the names of its pages by path."""
        w = self._w
        # Here all districts stand beside each other, where the atlas shows the chosen one.
        many = dict.fromkeys((w.text("District"), w.text("District profile")), w.text("Districts"))
        sections = [
            (section.name(w), {self._path(page): many.get(page.name(w), page.name(w)) for page in section.pages})
            for section in SECTIONS
        ]
        sources = w.text("Sources & methods")
        return [(many.get(name, name), pages) for name, pages in sections] + [(sources, {"quellen.html": sources})]

    def _path(self, page: Page) -> str:
        own = _PATHS | {"karte": self._first_map}
        return own.get(page.address, f"{page.address}.html")

    def _start(self) -> Sheet:
        drawn = overview.draw_overview(self._atlas, self._w)
        curve = draw_growth_curve(self._atlas, self._w, compact=True)
        intro = self._card(text=self._about())
        pieces = (*self._drawn([replace(drawn, headline=self._w.text("The network in figures"), subtitle="")]), intro)
        return Sheet(
            "index.html", drawn.headline, (*pieces, *self._drawn([curve], start=1)), "index.html", drawn.subtitle
        )

    def _about(self) -> str:
        return self._w.text(
            "This is a copy of the Ankommen-Atlas of {date}. It needs neither a server nor the internet; the figures "
            "stay as they were on that day. All tables lie beside it in the folder {folder}.",
            date=self._w.date(self._on),
            folder=TABLES,
        )

    def _maps(self) -> Iterator[Sheet]:
        for indicator in map_indicators(self._atlas):
            for age in self._ages_of(indicator):
                spec = make_spec("map", indicator=indicator, age_group=age)
                drawn = draw_view(self._atlas, self._w, spec)
                pieces = (self._map_choices(indicator, age), write_figure(self._atlas, self._w, drawn))
                title = self._w.text("Map")
                yield Sheet(_map_path(indicator, age), title, pieces, self._first_map, headed=True)

    def _ages_of(self, indicator: str) -> tuple[str, ...]:
        return indicator_ages(self._atlas, find_indicator(self._atlas, indicator))

    def _map_choices(self, indicator: str, age: str) -> Piece:
        """Links to the other indicators and ages: what the page of the atlas offers as filters."""
        rows, w = indicator_rows(self._atlas), self._w
        ages = [(group, age_label(self._atlas, w, group)) for group in self._ages_of(indicator)]
        groups = [
            (w.text("Indicator"), self._indicator_links(rows[~rows["is_context"]], indicator, age)),
            (w.text("Context, no cause"), self._indicator_links(rows[rows["is_context"]], indicator, age)),
            (w.text("Age group"), [(_map_path(indicator, key), label, key == age) for key, label in ages]),
        ]
        return Piece(render("choices.html", w, name=w.text("Map"), groups=groups))

    def _indicator_links(self, rows: pd.DataFrame, indicator: str, age: str) -> list[tuple[str, str, bool]]:
        """Address, name and whether it is the one shown; where an indicator lacks the age, its only one is meant."""
        links = []
        for code, label in zip(rows["indicator_id"], rows[self._w.column("label")], strict=True):
            ages = self._ages_of(code)
            links.append((_map_path(code, age if age in ages else ages[0]), label, code == indicator))
        return links

    def _growth(self) -> Sheet:
        # The curve with its carriers and events: a slide has no room for them, a page has.
        whole = {"growth": draw_growth_curve(self._atlas, self._w)}
        page = PAGES["wachstum"]
        return self._sheet_of(page, self._drawn(whole.get(one.name) or self._view(one.name) for one in page.views))

    def _known(self, page: Page) -> Sheet:
        """A page that shows what is known, as it opens."""
        return self._sheet_of(page, self._drawn(self._view(view.name) for view in page.views))

    def _sheet_of(self, page: Page, pieces: tuple[Piece, ...]) -> Sheet:
        return self._sheet(self._path(page), page.heading(self._w), pieces)

    def _kreise(self) -> Iterator[Sheet]:
        names, section = kreis_options(self._atlas), "kreise/index.html"
        links = self._card(links=[(f"{ags}.html", name) for ags, name in names.items()])
        yield Sheet(section, self._w.text("Districts"), (links,), section)
        for ags in names:
            facts = draw_kreis_facts(self._atlas, self._w, ags=ags)
            own = {"ags": ags, "kreise": (ags,), "age_group": TOTAL}
            figures = [replace(facts, headline=self._w.text("In plain words"), subtitle="")]
            # Its facts are drawn already: they head the page.
            figures += [self._view(view.name, **own) for view in PAGES["kreisprofil"].views[1:]]
            yield Sheet(f"kreise/{ags}.html", facts.headline, self._drawn(figures), section, facts.subtitle)

    def _initiatives(self) -> Iterator[Sheet]:
        atlas, w, section = self._atlas, self._w, "initiativen/index.html"
        names = members.member_names(atlas)
        links = self._card(title=w.text("Profiles"), links=[(f"{member}.html", name) for member, name in names.items()])
        register = self._drawn([members.draw_register(atlas, w)])
        yield Sheet(
            section, members.coverage_headline(atlas, w), (links, *register), section, members.coverage_note(atlas, w)
        )
        profile = [view.name for view in PAGES["initiativen"].views if view.name != "register"]
        for member, name in names.items():
            figures = [self._view(view, member_id=member) for view in profile]
            nothing = [figure.headline for figure in figures if figure.table.empty]
            shown = self._drawn([figure for figure in figures if len(figure.table)])
            yield Sheet(
                f"initiativen/{member}.html",
                name,
                (*shown, *self._listed(self._w.text("What was not found"), nothing)),
                section,
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

    def _analyses(self) -> Iterator[Sheet]:
        """The analyses as their pages open; one whose data are not there is named with the reason, as on its page."""
        for page in _ANALYSES:
            specs = [_opening_spec(self._atlas, view.name) for view in page.views]
            yield self._sheet_of(page, self._draw_specs(specs))

    def _draw_specs(self, specs: Sequence[SlideSpec]) -> tuple[Piece, ...]:
        figures, refused = [], []
        for spec in specs:
            try:
                figures.append(draw_view(self._atlas, self._w, spec))
            except AtlasError as error:
                refused.append(error_sentence(error, self._w))
        return (*self._drawn(figures), *self._listed(self._w.text("What could not be drawn"), refused))

    def _sources(self) -> Sheet:
        builders = (
            catalogue.draw_terms, catalogue.draw_indicators, catalogue.draw_context_indicators, catalogue.draw_breaks,
            catalogue.draw_sources,
        )  # fmt: skip
        title = self._w.text("Every figure can be checked")
        return self._sheet("quellen.html", title, self._drawn(draw(self._atlas, self._w) for draw in builders))

    def _view(self, name: str, **own: object) -> Figure:
        """A view with the filters its page opens with, or with those given here."""
        values = opening_values(self._atlas, name) | own
        params = {param.name: values[param.name] for param in VIEWS[name].params if param.name in values}
        return figure_of(VIEWS[name].draw(self._atlas, self._w, **params))

    def _drawn(self, figures: Iterable[Drawn], start: int = 0) -> tuple[Piece, ...]:
        return tuple(
            write_figure(self._atlas, self._w, figure, level=2, name=f"f{number}")
            for number, figure in enumerate(figures, start)
        )

    def _sheet(self, path: str, title: str, pieces: tuple[Piece, ...]) -> Sheet:
        return Sheet(path, title, pieces, path)

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


def _map_path(indicator: str, age_group: str) -> str:
    age = age_group.replace("+", "-plus").replace(" ", "-")
    return f"karte/{indicator}_{age}.html"

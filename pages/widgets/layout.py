"""Building blocks of every page: title, figure card, key figures, notices, frame and footer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from analytics.exports.table import write_csv
from analytics.exports.views import PAGES
from analytics.figure.model import Figure
from analytics.figure.plotly_locale import plotly_locale
from analytics.figure.sources import split_ids
from analytics.language import Wording
from pages.facts import served
from pages.facts.standing import standing_sentence
from pages.session import cache, state
from pages.widgets import collecting
from pages.widgets.language_switch import show_language_switch
from pages.widgets.picture_links import cite_link, picture_links
from pages.widgets.plain import as_text

_CONTENT_WIDTH_PX = 1240
_TEXT_WIDTH_PX = 860
# Longer tables would make the page heavy; they scroll in Streamlit's own grid.
_LONGEST_PLAIN_TABLE = 100
_ICONS = Path(__file__).parents[2] / "static" / "icons"
_ICON = (_ICONS / "icon.svg").read_text(encoding="utf-8")
_WORDMARK = (_ICONS / "wordmark.svg").read_text(encoding="utf-8")
_NAME = "Ankommen-Atlas"
_FOOTER = ("quellen", "methoden", "schnittstellen", "einfach", "barrierefreiheit", "datenschutz", "impressum")


@dataclass(frozen=True)
class Kpi:
    """A key figure.

    Attributes:
        label: what is counted.
        value: the figure, already written in the reader's language.
        hint: date and meaning in a few words.
        source_ids: where it comes from; shown one click away.
        detail: how to read it; shown together with the source.
    """

    label: str
    value: str
    hint: str
    source_ids: tuple[str, ...] = ()
    detail: str = ""


def configure(title: str, w: Wording) -> None:
    """Title, icon and width of the browser page."""
    del w
    st.set_page_config(page_title=f"{title} – {_NAME}", page_icon=_ICON, layout="wide")
    st.logo(_WORDMARK, size="large")


@contextmanager
def frame(pages: Mapping[str, Page], w: Wording) -> Iterator[None]:
    """What surrounds the page: language switch and notices above, footer below, a readable width."""
    with st.container(horizontal_alignment="center", gap=None):
        show_language_switch(w)
        _show_paper_imprint(w)
        notices = st.container(width=_CONTENT_WIDTH_PX)
        try:
            with st.container(width=_CONTENT_WIDTH_PX):
                yield
        finally:
            # A page that stops early or fails still stands in its frame.
            with notices:
                _show_standing(w)
                show_notices()
            with st.container(width=_CONTENT_WIDTH_PX):
                _show_footer(pages, w)


def _show_standing(w: Wording) -> None:
    """Says that the figures below may not be those that are active, and why."""
    sentence = standing_sentence(served.standing(), w)
    if sentence:
        with st.container(key="standing"):
            st.warning(as_text(sentence), icon=":material/cloud_off:")


def show_notices() -> None:
    """Shows the queued notices; the queue is emptied when all of them are shown."""
    for sentence in state.notices():
        st.warning(as_text(sentence), icon=":material/info:")
    state.clear_notices()


def declared_title(address: str) -> None:
    """Heading and lead of a page as it is declared."""
    page = PAGES[address]
    page_title(page.heading(served.atlas(), state.wording()), page.lead(served.atlas(), state.wording()))


def page_title(headline: str, subtitle: str = "") -> None:
    """The page's only first-level heading and the sentence below it."""
    st.title(as_text(headline), anchor=False)
    state.note_title()
    if subtitle:
        st.markdown(f":gray[{as_text(subtitle)}]")


@contextmanager
def text_card(headline: str) -> Iterator[None]:
    """A card for running text, narrow enough to be read comfortably."""
    with st.container(border=True, width=_TEXT_WIDTH_PX):
        st.header(as_text(headline), anchor=False)
        yield


def show_quietly(markdown: str, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Small grey words whose links keep their contrast; Streamlit's caption would fade them as well."""
    st.markdown(f":small[:gray[{markdown}]]", width=width)


def kpis_of(figure: Figure) -> list[Kpi]:
    """Read one card from each row of a figure's table.

    The table has the columns label, value and hint, and may have detail and source_ids; a row without sources of
    its own has those of the figure.
    """
    table = figure.table
    ids = (
        [split_ids(table["source_ids"].iloc[[number]]) for number in range(len(table))]
        if "source_ids" in table
        else [figure.source_ids] * len(table)
    )
    return [
        Kpi(row["label"], row["value"], row["hint"], source_ids, row.get("detail", ""))
        for row, source_ids in zip(table.to_dict("records"), ids, strict=True)
    ]


def kpi_row(kpis: Sequence[Kpi], *, per_row: int = 4, figure: Figure | None = None) -> None:
    """Key figures as cards: one row on a desktop, two by two on a phone.

    Args:
        kpis: the key figures.
        per_row: how many stand side by side at most; 2 in a narrow column.
        figure: where they come from; it can then be added to the presentation.
    """
    w = state.wording()
    for start in range(0, len(kpis), per_row):
        with st.container(horizontal=True, gap="small"):
            for kpi in kpis[start : start + per_row]:
                with st.container(border=True, height="stretch", gap="xxsmall"):
                    _show_kpi(kpi, f"kpi_{kpi.label}", w)
    _show_paper_sources(kpis)
    if figure is not None:
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            _show_collect(figure, "collect_kpis")
            if (spec := collecting.spec_of(figure)) is not None:
                show_quietly(cite_link(spec, w), width="content")


def _show_paper_sources(kpis: Sequence[Kpi]) -> None:
    """The sources that stand behind buttons on the screen, as a line that only paper shows."""
    source_ids = tuple(dict.fromkeys(source for kpi in kpis for source in kpi.source_ids))
    if source_ids:
        with st.container(key=f"paper_{kpis[0].label}"):
            show_quietly(cache.source_links(source_ids))


def _show_kpi(kpi: Kpi, key: str, w: Wording) -> None:
    st.metric(as_text(kpi.label), kpi.value)
    st.caption(as_text(kpi.hint))
    if kpi.source_ids:
        with st.popover(w.text("Source"), type="tertiary", key=key):
            if kpi.detail:
                st.markdown(as_text(kpi.detail))
            st.markdown(cache.source_links(kpi.source_ids))


def show_figure(figure: Figure, height: int | None = None, draw: Callable[[Figure], object] | None = None) -> None:
    """A card with everything that belongs to a figure; without a chart the table itself is the figure.

    Args:
        figure: from `cache.figure`.
        height: height of the chart in pixels, when the figure's own does not fit.
        draw: shows the figure's table in its own way, for instance with links.
    """
    w = state.wording()
    with st.container(border=True, key=f"figure_{figure.key}"):
        # What stands in it stays on one sheet of paper; notes and sources may go on with the next (page.css).
        with st.container(key=f"whole_{figure.key}") if figure.chart is not None else nullcontext():
            st.header(as_text(figure.headline), anchor=False)
            st.markdown(f":gray[{as_text(figure.subtitle)}]")
            if figure.chart is not None:
                _show_chart(figure, height, w)
        if figure.chart is None and len(figure.table):
            (draw or partial(_show_rows, w=w))(figure)
        for note in cache.notes(figure):
            st.caption(as_text(note))
        if figure.source_ids:
            show_quietly(cache.source_links(figure.source_ids))
        if figure.chart is not None:
            with st.container(horizontal=True, gap="medium", key=f"take_{figure.key}"):
                _show_collect(figure)
                with st.expander(w.text("Table and download"), key=f"table_{figure.key}"):
                    _show_rows(figure, w)
                    with _row():
                        _show_download(figure, w)
        else:
            with _row():
                _show_collect(figure)
                if len(figure.table):
                    _show_download(figure, w)


def behind(label: str, icon: str, key: str, *filters: str) -> DeltaGenerator:
    """A heading behind which the rest of a long page stands; on paper it is open.

    Args:
        label: the heading.
        icon: of Material Symbols, as `:material/map:`.
        key: of the heading.
        filters: names of the address that choose something behind it: who comes with one of them finds it open.
    """
    # Decided once: it must not close while somebody chooses what is chosen anyway.
    kept = f"opens_{key}"
    is_open = st.session_state.setdefault(kept, any(name in st.query_params for name in filters))
    return st.expander(label, icon=icon, key=f"more_{key}", expanded=is_open)


def show_beside(*figures: Figure, widths: Sequence[float] = ()) -> None:
    """Figures in one row, equally wide unless `widths` are given; on a phone below each other."""
    for column, figure in zip(st.columns(widths or len(figures), gap="medium"), figures, strict=True):
        with column:
            show_figure(figure)


def _row() -> DeltaGenerator:
    """Buttons and links side by side; they wrap on a phone."""
    return st.container(horizontal=True, vertical_alignment="center", gap="medium")


def _show_collect(figure: Figure, key: str = "collect") -> None:
    spec = collecting.spec_of(figure)
    if spec is not None:
        collecting.show_collect_button(spec, f"{key}_{figure.key}")


def _show_chart(figure: Figure, height: int | None, w: Wording) -> None:
    st.plotly_chart(
        cache.chart(figure),
        theme=None,
        alt=figure.description,
        height=height or figure.height_px,
        config=_chart_config(figure.file_stem, w),
        key=f"chart_{figure.key}",
    )


@lru_cache(maxsize=256)
def _chart_config(file_stem: str, w: Wording) -> dict[str, Any]:
    """Plotly's own settings: no logo, only the picture download, words in the reader's language."""
    return {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": file_stem, "scale": 2},
        "locale": w.lang,
        "locales": {w.lang: plotly_locale(w)},
        "scrollZoom": False,
        "doubleClick": False,
    }


def _show_rows(figure: Figure, w: Wording) -> None:
    if len(figure.table) > _LONGEST_PLAIN_TABLE:
        st.dataframe(cache.format_table(figure), hide_index=True)
    else:
        st.html(cache.table_html(figure))


def _show_download(figure: Figure, w: Wording) -> None:
    st.download_button(
        w.text("Download as CSV"),
        data=partial(write_csv, figure, served.atlas(), w),
        file_name=f"{figure.file_stem}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"csv_{figure.key}",
    )
    spec = collecting.spec_of(figure)
    if spec is not None:
        with st.container(key=f"files_{figure.key}", width="content"):
            show_quietly(picture_links(spec, w), width="content")


def _show_footer(pages: Mapping[str, Page], w: Wording) -> None:
    # Paper has no links and its imprint above the headline: a footer would often need a sheet of its own (page.css).
    with st.container(key="footer"):
        st.divider()
        with st.container(horizontal=True, gap="medium"):
            for url_path in _FOOTER:
                st.page_link(pages[url_path])
        st.caption(_imprint(w))


def _show_paper_imprint(w: Wording) -> None:
    """The imprint for paper; only the browser knows the address and the day, so paper.js puts them in."""
    sentence = w.text("Printed on {date} from {address}", date="{date}", address="{address}")
    with st.container(key="paper_imprint"):
        st.html(f'<p>{escape(_imprint(w))}. <span data-printed="{escape(sentence)}"></span></p>')


def _imprint(w: Wording) -> str:
    version = served.atlas().version
    return (
        w.text("Ankommen-Atlas, an open tool for the network {network}.", network=w.quote("Ankommen in Brandenburg"))
        + " "
        + w.text("Software: Apache 2.0. Figures: licences of their sources, named under each figure.")
        + " "
        + w.text("Data version {version}", version=version)
    )

"""The counting sheet: what initiatives count for themselves, its definitions, and the template to fill in."""

from functools import partial

import streamlit as st

from analytics.subjects.counting import figures as counting
from analytics.subjects.counting.measures import half_years
from data.intake import write_template
from data.tables.network import COUNTING
from pages.access import permission
from pages.facts import served
from pages.session import cache, state
from pages.widgets.controls import choose_one
from pages.widgets.layout import kpi_row, kpis_of, page_title, show_figure, text_card
from pages.widgets.plain import as_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

w = state.wording()
known = half_years(served.atlas())


def show_sums() -> None:
    """The sums of one half-year, and all half-years below."""
    half_year = choose_one(
        w.text("Half-year"), "halbjahr", list(known), default=known[0],
        label_of=partial(counting.half_year_text, w=w), width=260,
    )  # fmt: skip
    figure = cache.figure(counting.draw_counting, half_year=half_year)
    with title:
        page_title(figure.headline, figure.subtitle)
    kpi_row(kpis_of(figure), figure=figure)
    years = cache.figure(counting.draw_counting_years)
    for note in figure.notes:
        # What holds for all half-years stands below their table.
        if note not in years.notes:
            st.caption(as_text(note))
    show_figure(years)


def show_nothing_yet() -> None:
    """That nobody has counted yet, and what would change that."""
    figure = cache.figure(counting.draw_counting)
    with title:
        page_title(figure.headline, figure.notes[0])


def show_template() -> None:
    """The way of a count: fetch, fill in, hand over."""
    with text_card(w.text("How to take part")):
        st.markdown(
            w.text(
                "1. Download the template and choose your initiative and the half-year.\n"
                "2. Enter the four numbers. Blank means not counted, 0 means counted and none.\n"
                "3. Send the file to those who coordinate the network. It is checked and compared with what the "
                "atlas holds before anything is stored."
            )
        )
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            st.download_button(
                w.text("Download the template (Excel)"), type="primary", icon=":material/download:",
                data=partial(write_template, COUNTING, w.lang, members=served.atlas().members),
                file_name=w.text("counting-sheet.xlsx"), mime=XLSX, on_click="ignore", key="counting_template",
            )  # fmt: skip
            if permission.may("upload"):
                st.page_link("views/daten.py", label=w.text("Read in a filled template"), icon=":material/upload_file:")


title = st.container()
sums = st.container()
show_template()
show_figure(cache.figure(counting.draw_definitions))
with sums:
    if known:
        show_sums()
    else:
        show_nothing_yet()
st.caption(
    w.text(
        "What single initiatives have published of their work stands in their profiles: each counts in its own way "
        "there, so those figures are never added to these."
    )
)

"""The dossier for a visit to a Kreis or an initiative: two pages, four slides, and since when changes are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from analytics.exports.dossier.write import write_dossier
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.stories import VISIT, tell_story
from analytics.language import Wording, get_wording
from analytics.subjects.district.changes import (
    DEFAULT_MONTHS,
    DataHistory,
    draw_kreis_changes,
    draw_member_changes,
    months_before,
)
from pages.facts import served
from pages.presentation.exports import PDF_TYPE, PPTX_TYPE, file_name, show_file
from pages.session import cache
from pages.session.drawn import draw
from pages.widgets.controls import choose_one
from pages.widgets.layout import show_figure

_MONTHS = (6, DEFAULT_MONTHS, 24, 60)


def show_dossier(w: Wording, *, kreis: str = "", initiative: str = "") -> date:
    """Both files of one Kreis or one initiative.

    Returns:
        The day since which changes are told.
    """
    with st.container(border=True, key="dossier"):
        st.header(w.text("Dossier for a visit"), anchor=False)
        st.markdown(w.text("On two pages and on four slides, with sources and with what is not known."))
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            months = choose_one(
                w.text("Looking back"), "monate", _MONTHS, default=DEFAULT_MONTHS,
                label_of=partial(_period, w), variant="buttons",
            )  # fmt: skip
            since = months_before(date.today(), months)
            visited = {"kreis": kreis, "initiative": initiative}
            name = cache.computed(tell_story, name=VISIT, **visited).title
            show_file(
                w.text("Two pages (PDF)"), partial(_pages, w.lang, since, visited), file_name(name, w.lang, "pdf"),
                PDF_TYPE, key="dossier_pdf",
            )  # fmt: skip
            show_file(
                w.text("Four slides (PPTX)"), partial(_slides, w.lang, visited), file_name(name, w.lang, "pptx"),
                PPTX_TYPE, key="dossier_pptx",
            )  # fmt: skip
    return since


def show_kreis_changes(ags: str, since: date) -> None:
    """What is dated since then, as in the PDF."""
    show_figure(cache.figure(draw_kreis_changes, ags=ags, since=since, history=_history()))


def show_member_changes(member_id: str, since: date) -> None:
    """What is dated since then, as in the PDF."""
    show_figure(cache.figure(draw_member_changes, member_id=member_id, since=since, history=_history()))


def _period(w: Wording, months: int) -> str:
    if months % 12:
        return w.plural("{n} month", "{n} months", months)
    return w.plural("{n} year", "{n} years", months // 12)


def _history() -> DataHistory:
    return DataHistory(served.shipped_at(), served.accepted())


def _pages(lang: str, since: date, visited: Mapping[str, str]) -> bytes:
    atlas, w = served.atlas(), get_wording(lang)
    return write_dossier(atlas, w, **visited, since=since, history=_history(), draw=draw)


def _slides(lang: str, visited: Mapping[str, str]) -> bytes:
    atlas, w = served.atlas(), get_wording(lang)
    return write_deck(atlas, w, tell_story(atlas, w, VISIT, **visited), draw=draw)

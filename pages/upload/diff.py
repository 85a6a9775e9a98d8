"""The dry run: what a file would change, in numbers, cell by cell, and on the map. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.exports.html.table import table_html
from analytics.exports.table import write_csv
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.maps.view import compute_map_view
from analytics.rates.naming import population_to_fetch
from analytics.subjects.defaults import AT_A_GLANCE
from analytics.subjects.upload.figures import draw_changed, draw_rows
from data.atlas import Atlas
from data.intake import Difference
from data.proposal import Proposal
from pages.facts import served
from pages.session import cache
from pages.upload import text as words
from pages.widgets.controls import choose_kept
from pages.widgets.elements.map import show_map
from pages.widgets.layout import Kpi, kpi_row

_ON_THE_MAP = ("migration", "population")


def show_diff(proposal: Proposal, after: Atlas, w: Wording) -> None:
    """The card with counts, tables and maps."""
    with st.container(border=True, key="upload_difference"):
        st.header(w.text("4 · What would change"), anchor=False)
        st.markdown(f":gray[{summary(proposal.difference.counts, w)}]")
        show_counts(proposal.difference.counts, w)
        show_tables(proposal.difference, proposal.table, w, key="dry")
        for one in proposal.beside:
            st.subheader(w.text("With it: {table}", table=words.table_title(one.table, w)), anchor=False)
            st.markdown(f":gray[{summary(one.difference.counts, w)}]")
            show_tables(one.difference, one.table, w, key=f"dry_{one.table}")
        if proposal.table in _ON_THE_MAP and not proposal.changes_nothing:
            _show_maps(proposal, after, w)


def summary(counts: Mapping[str, int], w: Wording) -> str:
    """New, changed, gone and equal rows in one line."""
    return w.text(
        "{new} new, {changed} changed, {gone} gone, {equal} equal",
        new=w.number(counts["new"]),
        changed=w.number(counts["changed"]),
        gone=w.number(counts["gone"]),
        equal=w.number(counts["equal"]),
    )


def show_counts(counts: Mapping[str, int], w: Wording) -> None:
    """The four numbers as cards."""
    kpi_row(
        [
            Kpi(w.text("new"), w.number(counts["new"]), w.text("rows the table does not have yet")),
            Kpi(w.text("changed"), w.number(counts["changed"]), w.text("rows with another value")),
            Kpi(w.text("gone"), w.number(counts["gone"]), w.text("rows the file does not have any more")),
            Kpi(w.text("equal"), w.number(counts["equal"]), w.text("rows that stay as they are")),
        ]
    )


def show_tables(difference: Difference, table: str, w: Wording, *, key: str) -> None:
    """Changed cells openly, new and gone rows one click away, each with its file."""
    atlas, labels = served.atlas(), words.column_labels(table, w)
    if len(difference.changed):
        st.subheader(w.text("Changed cells, old beside new"), anchor=False)
        figure = draw_changed(atlas, w, changed=difference.changed, key=difference.key, labels=labels)
        _show_rows(figure, w, f"{key}_changed")
    for name, rows, title in (
        ("new", difference.new, w.text("New rows")),
        ("gone", difference.gone, w.text("Rows that would be gone")),
    ):
        if len(rows):
            with st.expander(f"{title}: {w.number(len(rows))}", key=f"{key}_{name}_rows"):
                figure = draw_rows(atlas, w, rows=rows, key=difference.key, labels=labels, name=title)
                _show_rows(figure, w, f"{key}_{name}")


def _show_rows(figure: Figure, w: Wording, key: str) -> None:
    with st.container(height=380 if len(figure.table) > 10 else "content", border=False):
        st.html(table_html(figure, w))
    st.download_button(
        w.text("Download as CSV"), data=lambda: write_csv(figure, served.atlas(), w), file_name=f"{key}.csv",
        mime="text/csv", on_click="ignore", icon=":material/download:", key=f"csv_{key}",
    )  # fmt: skip


def _show_maps(proposal: Proposal, after: Atlas, w: Wording) -> None:
    """The map of one year as it is and as it would be."""
    years = changed_years(proposal.difference)
    year = choose_kept(w.text("Year on the maps"), "upload_map_year", years, width=200) if years[1:] else years[0]
    st.subheader(w.text("The map of {year}, before and after", year=year), anchor=False)
    to_fetch = population_to_fetch(after, w)
    if to_fetch:
        st.info(to_fetch, icon=":material/upload_file:")
    before_column, after_column = st.columns(2, gap="medium")
    before = cache.computed(compute_map_view, **AT_A_GLANCE)
    with before_column:
        st.markdown(f"**{w.text('before')}**")
        _show_one(before, year, "before", w)
    with after_column:
        st.markdown(f"**{w.text('after')}**")
        _show_one(cache.computed_from(after, compute_map_view, **AT_A_GLANCE), year, f"after_{after.version}", w)


def _show_one(view: Mapping[str, Any], year: int, key: str, w: Wording) -> None:
    if year not in view["years"]:
        st.markdown(f":gray[{w.text('The atlas has no migration figures for {year}.', year=year)}]")
        return
    reason = view["gaps"].get(str(year))
    if reason:
        st.markdown(f":gray[{reason}.]")
    show_map(view, f"upload_{key}_{year}", "mini", initial={"year": year}, points=[])


def changed_years(difference: Difference) -> list[int]:
    """Years with a new, changed or gone row, the latest first."""
    column = "year" if "year" in difference.new else "date"
    frames = (difference.new, difference.changed, difference.gone)
    values = pd.concat([frame[column] for frame in frames if column in frame and len(frame)])
    return sorted({int(str(value)[:4]) for value in values}, reverse=True)

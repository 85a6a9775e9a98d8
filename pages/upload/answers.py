"""Questions a head leaves open, answered with one click: harmless words, the right column, a true step."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

import streamlit as st

from analytics.language import Wording
from analytics.language.findings import finding_text
from data.intake import Finding, Recognition
from data.intake.model import CONFIRMED_ONCE
from data.intake.words.labels import FIRST_YEAR
from data.intake.words.meaning import as_written
from data.tables import TABLES
from data.tables.statuses import FIGURES
from pages.session.callbacks import shielded
from pages.upload.files import PendingUpload
from pages.upload.text import column_labels
from pages.widgets.plain import as_text

_CONFIRMED: dict[str, Callable[[Wording], str]] = {
    "words_unknown": lambda w: w.text("These words change nothing of what is counted"),
    "note_limits": lambda w: w.text("These words change nothing of what is counted"),
    "name_limits": lambda w: w.text("The file holds the total"),
    "column_one_value": lambda w: w.text("This is the total"),
    "same_step_everywhere": lambda w: w.text("The step is true"),
    "flows_swapped": lambda w: w.text("Arrivals and departures stand in their places"),
}
"""Code of a finding -> what a person confirms about it."""
ANSWERED = frozenset({*_CONFIRMED, "role_twice"})
_YEAR = "year_missing"
_LACKING = "column_missing"
"""Findings that are answered here, not by writing a cell anew."""


def show_answers(file: PendingUpload, findings: Sequence[Finding], w: Wording) -> None:
    """The card of open questions, and what was confirmed before."""
    asked = [one for one in findings if one.code in ANSWERED and one.severity == "error"]
    _fill_columns(file, findings, w)
    if any(one.code == _YEAR for one in findings):
        _ask_year(file, w)
    if not asked and not file.choices.harmless:
        return
    with st.container(border=True, key="upload_answers"):
        st.header(w.text("Questions about the head of the table"), anchor=False)
        for number, finding in enumerate(asked):
            if finding.code == "role_twice":
                _choose_column(file, finding, w)
            else:
                _confirm(file, finding, number, w)
        _show_confirmed(file, w)


def _ask_year(file: PendingUpload, w: Wording) -> None:
    """The year of a file that does not say it, asked where its lack is told."""
    key = f"asked_year_{file.key}"
    with st.container(border=True, key="upload_year"):
        st.number_input(
            w.text("Which year is the file about?"), min_value=FIRST_YEAR, max_value=datetime.date.today().year,
            value=None, step=1, key=key, width=240, on_change=shielded(_take_year), args=(file, key),
        )  # fmt: skip


def _take_year(file: PendingUpload, key: str) -> None:
    """Writes the answer into the field of the year, from where it is read."""
    st.session_state[f"year_{file.key}"] = st.session_state.get(key)


def _fill_columns(file: PendingUpload, findings: Sequence[Finding], w: Wording) -> None:
    """A list that lacks columns: each is asked for once, and what is written counts for every row."""
    table = file.intake.table if file.intake else None
    if table is None or table in FIGURES:
        return
    lacking = [str(name) for one in findings if one.code == _LACKING for name in one.fields.get("columns", ())]
    columns = [one for one in TABLES[table].to_schema().columns if one in {*lacking, *file.choices.fill}]
    if not columns:
        return
    labels, key = column_labels(table, w), TABLES[table].to_schema().unique
    with st.container(border=True, key="upload_fill"):
        st.header(w.text("What the list does not say"), anchor=False)
        st.markdown(
            w.text("What is written here counts for every row. Where a column of the file says it, assign that above.")
        )
        fill = dict(file.choices.fill)
        for column in columns:
            label = labels[column]
            if key == [column]:
                label = w.text("{column}: beginning, the number of the row follows", column=label)
            fill[column] = st.text_input(label, value=fill.get(column, ""), key=f"fill_{file.key}_{column}").strip()
        if file.choose(fill={column: text for column, text in fill.items() if text}):
            st.rerun()


def _confirm(file: PendingUpload, finding: Finding, number: int, w: Wording) -> None:
    """One click says that the words, or the step, are in order."""
    words = _words(finding)
    if finding.value:
        st.markdown(as_text(w.quote(finding.value)))
    st.button(
        _CONFIRMED[finding.code](w), key=f"confirm_{file.key}_{number}", icon=":material/check:",
        on_click=shielded(_take_words), args=(file, words),
    )  # fmt: skip


def _take_words(file: PendingUpload, words: Sequence[str]) -> None:
    file.choose(harmless=tuple(dict.fromkeys((*file.choices.harmless, *words))))


def _words(finding: Finding) -> tuple[str, ...]:
    """What is remembered as confirmed."""
    if finding.code in CONFIRMED_ONCE:
        return (finding.code,)
    return tuple(str(word) for word in finding.fields.get("words", ()))


def _choose_column(file: PendingUpload, finding: Finding, w: Wording) -> None:
    """Which of several columns counts."""
    st.markdown(f"{as_text(finding_text(finding, w).what)} {w.text('Which column counts?')}")
    measure = str(finding.fields.get("measure", ""))
    with st.container(horizontal=True, gap="small"):
        for heading in finding.fields.get("options", ()):
            st.button(
                as_text(str(heading)), key=f"column_{file.key}_{measure}_{heading}",
                on_click=shielded(_take_column), args=(file, measure, str(heading)),
            )  # fmt: skip


def _take_column(file: PendingUpload, measure: str, heading: str) -> None:
    file.choose(columns={**file.choices.columns, measure: heading})


def _show_confirmed(file: PendingUpload, w: Wording) -> None:
    """What was confirmed so far, and the way back."""
    if not file.choices.harmless:
        return
    words = [word for word in file.choices.harmless if word not in _CONFIRMED]
    if words:
        written = as_written(words, _head(file))
        st.markdown(as_text(w.text("Confirmed: {words}.", words=w.join(w.quote(word) for word in written))))
    st.button(
        w.text("Take the confirmation back"), key=f"unconfirm_{file.key}", type="tertiary",
        on_click=shielded(file.choose), kwargs={"harmless": ()},
    )  # fmt: skip


def _head(file: PendingUpload) -> str:
    """Title and headings as they stand in the file."""
    seen = file.intake.recognition if file.intake else Recognition()
    return " ".join((seen.title, *seen.headings))

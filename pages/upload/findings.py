"""What was noticed in a file: all at once, grouped, downloadable; small things mended on the spot."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from analytics.exports.findings import write_findings
from analytics.language import Wording
from analytics.language.findings import finding_text, severity_label
from data.intake import Correction, Finding
from data.intake.heads import OTHER_MEASURES
from pages.session import presses
from pages.session.callbacks import shielded
from pages.session.presses import once
from pages.upload.answers import ANSWERED
from pages.upload.files import PendingUpload
from pages.widgets.plain import as_text

_MOST_SHOWN = 60
_ORDER = ("error", "warning", "note")
_STYLES = {
    "error": "background:#f7e4de;color:#8a2f1b",
    "warning": "background:#fbf3dc;color:#5f4a08",
    "note": "background:#e9efea;color:#1d6153",
}
_MENDABLE = ("error", "warning")
_NO_CELLS = ANSWERED | OTHER_MEASURES | {"measure_unnamed", "places_several"}
"""Findings about a heading, where writing it anew mends nothing, and those a click answers."""


def show_findings(findings: Sequence[Finding], w: Wording, *, key: str, title: str, ready: bool) -> None:
    """The card with everything that was noticed, errors first, and its file.

    Args:
        findings: all of them.
        w: language.
        key: tells the cards of a page apart.
        title: headline of the card.
        ready: there is something to take over as soon as no error stands against it.
    """
    with st.container(border=True, key=f"upload_findings_{key}"):
        st.header(title, anchor=False)
        st.markdown(f":gray[{counted(findings, w, ready=ready)}]")
        if not findings:
            return
        st.html(findings_html(findings[:_MOST_SHOWN], w))
        if len(findings) > _MOST_SHOWN:
            st.markdown(w.text("The other findings stand in the file."))
        st.download_button(
            w.text("Findings as CSV"),
            data=partial(write_findings, findings, w),
            file_name=w.text("findings") + f"_{_stem(findings[0].file)}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key=f"findings_csv_{key}",
        )


def counted(findings: Sequence[Finding], w: Wording, *, ready: bool) -> str:
    """How many errors, warnings and notes, and what that means."""
    counts = {severity: sum(one.severity == severity for one in findings) for severity in _ORDER}
    if not findings:
        return w.text("Nothing was noticed.")
    parts = [
        w.plural("{n} error", "{n} errors", counts["error"]),
        w.plural("{n} warning", "{n} warnings", counts["warning"]),
        w.plural("{n} note", "{n} notes", counts["note"]),
    ]
    if counts["error"]:
        meaning = w.text("Errors must be corrected before anything can be applied.")
    else:
        meaning = w.text("Nothing stands against taking it over.") if ready else ""
    return f"{w.join(parts)}. {meaning}"


def findings_html(findings: Sequence[Finding], w: Wording) -> str:
    """The findings as a list: severity, place, what, what to do."""
    items = []
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.severity)):
        text = finding_text(finding, w)
        place = f'<div style="color:#4d5f58">{html.escape(text.place)}</div>' if text.place else ""
        advice = f'<div style="color:#4d5f58">{html.escape(text.advice)}</div>' if text.advice else ""
        badge = (
            f'<span style="{_STYLES[finding.severity]};border-radius:999px;padding:0.1rem 0.6rem;font-weight:600">'
            f"{html.escape(severity_label(finding.severity, w))}</span>"
        )
        items.append(
            '<li style="display:flex;flex-wrap:wrap;gap:0.25rem 0.75rem;padding:0.6rem 0;'
            'border-bottom:1px solid #eeeae0">'
            f'<div style="width:6rem">{badge}</div><div style="flex:1 1 16rem;overflow-wrap:anywhere">'
            f"{place}<div>{html.escape(text.what)}</div>{advice}</div></li>"
        )
    return f'<ul style="list-style:none;margin:0;padding:0;font-size:0.9375rem">{"".join(items)}</ul>'


def show_corrections(file: PendingUpload, findings: Sequence[Finding], w: Wording) -> None:
    """Choices a click can make: reading of a column, nearest name, another value of a cell."""
    ambiguous = [one for one in findings if one.code in ("number_ambiguous", "number_mixed")]
    names = [one for one in findings if one.fields.get("candidates")]
    places = [one for one in findings if one.code == "places_several"]
    cells = [one for one in findings if one.severity in _MENDABLE and one.row and one.column and one not in ambiguous]
    cells = [one for one in cells if one.code not in _NO_CELLS]
    if not (ambiguous or names or places or cells or file.choices.corrections or file.choices.names):
        return
    with st.container(border=True, key="upload_corrections"):
        st.header(w.text("Correct on the spot"), anchor=False)
        how = w.text("Every correction is stored with the version and repeated for the next file of this kind.")
        st.markdown(f":gray[{how}]")
        for finding in ambiguous:
            _ask_reading(file, finding, w)
        for finding in names:
            _offer_names(file, finding, w)
        for finding in places:
            _offer_places(file, finding, w)
        if cells:
            _edit_cells(file, cells, w)
        _show_done(file, w)


def _ask_reading(file: PendingUpload, finding: Finding, w: Wording) -> None:
    """How the numbers of one column are written: only the person can know."""
    st.markdown(w.text("How are the numbers of the column {name} written?", name=as_text(w.quote(finding.heading))))
    with st.container(horizontal=True, gap="small"):
        for reading, label, value in (
            ("german", w.text("German: {value}", value=_number(finding, "as_german", w)), "as_german"),
            ("english", w.text("English: {value}", value=_number(finding, "as_english", w)), "as_english"),
        ):
            st.button(
                label, key=f"{value}_{file.key}_{finding.heading}",
                on_click=shielded(_take_reading), args=(file, finding.heading, reading),
            )  # fmt: skip


def _take_reading(file: PendingUpload, heading: str, reading: str) -> None:
    file.choose(numbers={**file.choices.numbers, heading: reading})


def _number(finding: Finding, name: str, w: Wording) -> str:
    value = finding.fields.get(name)
    if value is None:
        return w.missing()
    read = w.number(value, 0 if float(value).is_integer() else 3)
    return w.text("{written} means {read}", written=w.quote(finding.value), read=read)


def _offer_names(file: PendingUpload, finding: Finding, w: Wording) -> None:
    """The nearest names for one that is not known."""
    st.markdown(w.text("{value} is not known. Which one is meant?", value=as_text(w.quote(finding.value))))
    with st.container(horizontal=True, gap="small"):
        for name, ags in finding.fields["candidates"]:
            st.button(
                f"{name} ({ags})", key=f"name_{file.key}_{finding.value}_{ags}",
                on_click=shielded(_take_name), args=(file, finding.value, ags),
            )  # fmt: skip


def _take_name(file: PendingUpload, value: str, ags: str) -> None:
    file.choose(names={**file.choices.names, value: ags})


def _offer_places(file: PendingUpload, finding: Finding, w: Wording) -> None:
    """The places one cell names, of which a row of the register has one."""
    st.markdown(w.text("Row {row}: which place is the seat?", row=finding.row))
    with st.container(horizontal=True, gap="small"):
        for place in finding.fields["names"]:
            correction = Correction(finding.row, finding.column, finding.value, str(place), sheet=finding.sheet)
            st.button(
                as_text(str(place)), key=f"place_{file.key}_{finding.sheet}_{finding.row}_{place}",
                on_click=shielded(once(_take_correction)), args=(file, correction),
            )  # fmt: skip


def _take_correction(file: PendingUpload, correction: Correction) -> None:
    file.choose(corrections=(*file.choices.corrections, correction))


def _edit_cells(file: PendingUpload, cells: Sequence[Finding], w: Wording) -> None:
    """The cells a finding stands on, to be written anew."""
    rows = [(row, one) for one in cells for row in (one.rows or (one.row,)) if row is not None][:_MOST_SHOWN]
    table = pd.DataFrame(
        {
            "row": [row for row, _ in rows],
            "column": [f"{one.column} · {one.heading}" if one.heading else one.column for _, one in rows],
            "old": [one.value for _, one in rows],
            "new": ["" for _ in rows],
            "reason": ["" for _ in rows],
        }
    )
    st.markdown(w.text("Write the right value beside the wrong one:"))
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["row", "column", "old"],
        column_config={
            "row": w.text("Row"), "column": w.text("Column"), "old": w.text("In the file"),
            "new": w.text("Read instead"), "reason": w.text("Why"),
        },
        key=f"cells_{file.key}_{len(file.choices.corrections)}",
    )  # fmt: skip
    key = f"apply_{file.key}"
    st.button(
        w.text("Apply the corrections"), key=key, icon=":material/build:", on_click=shielded(presses.ask), args=(key,)
    )
    if presses.take_asked(key):
        corrections = tuple(
            Correction(int(row), one.column, one.value, str(new).strip(), str(why or "").strip(), one.sheet)
            for (row, one), new, why in zip(rows, edited["new"], edited["reason"], strict=True)
            if str(new or "").strip()
        )
        file.choose(corrections=(*file.choices.corrections, *corrections))
        st.rerun()


def _show_done(file: PendingUpload, w: Wording) -> None:
    """What was mended so far, and the way back."""
    done = [
        *(
            w.text("{old} is read as {new}", old=w.quote(old), new=w.quote(new))
            for old, new in file.choices.names.items()
        ),
        *(
            w.text("{old} is read as {new}", old=w.quote(correction.old), new=w.quote(correction.new))
            for correction in file.choices.corrections
        ),
    ]
    if not done:
        return
    st.markdown("\n".join(f"- {as_text(line)}" for line in done))
    st.button(
        w.text("Take all corrections back"), key=f"uncorrect_{file.key}", type="tertiary",
        on_click=shielded(file.choose), kwargs={"names": {}, "corrections": ()},
    )  # fmt: skip


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0] or "file"

"""What was found in a file, each part changeable, with the first rows as they stand in it."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics.exports.html.table import table_html
from analytics.language import Wording
from analytics.subjects.upload.figures import draw_facts
from data.intake import Intake
from data.intake.lists.vocabulary import UPLOADABLE, needed
from data.tables import TABLES
from pages.session.callbacks import shielded
from pages.upload import text as words
from pages.upload.files import PendingUpload
from pages.widgets.plain import as_text

_PREVIEW_COLUMNS = 12
_CELL_SHOWN = 48
_MAPPED_FORMATS = ("template", "tabular")
_NO_TABLE = frozenset({
    "file_empty", "too_large", "html_instead", "not_a_table", "password_protected", "old_workbook", "macro_workbook",
    "archive_damaged", "archive_bomb", "archive_nested", "archive_without_table",
})  # fmt: skip
"""Findings after which no other way of reading the file helps: none is offered."""


def show_recognition(file: PendingUpload, intake: Intake, w: Wording) -> None:
    """The card: facts on the left, choices on the right, the preview below."""
    with st.container(border=True, key="upload_recognition"):
        st.header(w.text("2 · What was recognised"), anchor=False)
        st.markdown(f":gray[{as_text(_headline(intake, w))}]")
        if file.recalled:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.markdown(w.text("Your choices for the last file with this head were taken over."), width="content")
                label = w.text("Read without them")
                st.button(label, type="tertiary", key=f"without_{file.key}", on_click=shielded(file.start_over))
        if not file.choices.encoding and any(one.code in _NO_TABLE for one in intake.findings):
            st.html(table_html(draw_facts(w, _facts(intake, w), name=w.text("What was recognised")), w))
            return
        facts, choices = st.columns([1.35, 1], gap="medium")
        with facts:
            st.html(table_html(draw_facts(w, _facts(intake, w), name=w.text("What was recognised")), w))
        with choices:
            st.subheader(w.text("Read it differently"), anchor=False)
            _show_choices(file, intake, w)
        if intake.recognition.format in _MAPPED_FORMATS:
            with st.expander(w.text("Assignment of the columns"), expanded=bool(_open_columns(intake))):
                _show_mapping(file, intake, w)
        with st.expander(w.text("The first rows as they stand in the file")):
            st.html(preview_html(intake, w))


def _headline(intake: Intake, w: Wording) -> str:
    name = w.quote(intake.file_name)
    if intake.table is None:
        return w.text("{name} could not be assigned to a table of the atlas.", name=name)
    years = intake.recognition.years
    time = f" {w.join(map(str, years)) if len(years) < 4 else f'{min(years)}–{max(years)}'}" if years else ""
    return w.text(
        "{name} belongs to the table {table}.", name=name, table=w.quote(words.table_title(intake.table, w)) + time
    )


def _facts(intake: Intake, w: Wording) -> list[tuple[str, str]]:
    seen = intake.recognition
    rows, known = 0 if intake.frame is None else len(intake.frame), seen.format != "unknown"
    packed = f" ({words.container_name(seen.container, w)})" if seen.preview else ""
    return [
        (w.text("Format"), words.format_name(seen.format, w) + packed),
        (w.text("Table number"), seen.code),
        (w.text("Title"), seen.title),
        (w.text("Years"), w.join(map(str, seen.years))),
        (w.text("Reference day"), w.date(seen.date) if seen.date else ""),
        (w.text("Unit"), seen.unit),
        (w.text("Licence"), seen.licence),
        (w.text("Written by the office (Stand)"), seen.stand),
        (w.text("Character set"), words.ENCODINGS.get(seen.encoding, seen.encoding)),
        (w.text("Delimiter"), words.delimiter_name(seen.delimiter, w) if seen.delimiter else ""),
        (w.text("Decimal mark"), words.decimal_name(seen.decimal, w) if known and "text" in seen.container else ""),
        (w.text("Head rows, first data row"), f"{seen.head_rows}, {seen.first_row}" if known else ""),
        (w.text("Notes begin in row"), str(seen.footer_row or "")),
        (w.text("Rows for the atlas"), w.number(rows)),
        (w.text("Size"), words.size_name(intake.size_bytes, w)),
        ("SHA-256", f"{intake.sha256[:12]}…"),
    ]


def _show_choices(file: PendingUpload, intake: Intake, w: Wording) -> None:
    seen = intake.recognition
    if "text" in seen.container:
        _choose(file, w.text("Character set"), "encoding", list(words.ENCODINGS), seen.encoding,
                lambda code: words.ENCODINGS.get(code, code) or w.text("not recognised"))  # fmt: skip
        _choose(file, w.text("Delimiter"), "delimiter", list(words.DELIMITERS), seen.delimiter,
                lambda sign: words.delimiter_name(sign, w))  # fmt: skip
        _choose(file, w.text("Decimal mark"), "decimal", [",", "."], seen.decimal,
                lambda sign: words.decimal_name(sign, w))  # fmt: skip
    elif seen.container != "json":
        sheet = st.text_input(w.text("Sheet (blank: as recognised)"), value=file.choices.sheet, key=f"sheet_{file.key}")
        _apply(file, sheet=sheet.strip())
    _choose(file, w.text("Target table"), "table", list(UPLOADABLE), intake.table or "",
            lambda table: words.table_title(table, w) if table else w.text("not recognised"))  # fmt: skip
    _choose_numbers(file, seen.first_row, w)


def _choose(
    file: PendingUpload, label: str, name: str, options: list[str], found: str, written: Callable[[str], str]
) -> None:
    """One choice: the value found stands first; choosing it again leaves the recognition free."""
    offered = options if found in options else [found, *options]
    chosen = st.selectbox(
        label, offered, index=offered.index(found), format_func=written, key=f"{name}_{file.key}_{found}"
    )
    if chosen != found:
        _apply(file, **{name: chosen})
    elif getattr(file.choices, name) not in ("", found):
        _apply(file, **{name: ""})


def _apply(file: PendingUpload, **changes: Any) -> None:
    """Takes a choice over and shows the file as it reads now."""
    if file.choose(**changes):
        st.rerun()


def _choose_numbers(file: PendingUpload, first_row: int, w: Wording) -> None:
    with st.container(horizontal=True, gap="small"):
        row = st.number_input(
            w.text("First data row"), min_value=1, value=first_row, step=1, key=f"row_{file.key}_{first_row}", width=150
        )
        year = st.number_input(
            w.text("Year, if the file does not say it"), min_value=1990, max_value=2100, value=file.choices.year,
            step=1, key=f"year_{file.key}", width=240,
        )  # fmt: skip
    changes = {"year": year} | ({"first_row": int(row)} if row != first_row else {})
    _apply(file, **changes)


def _open_columns(intake: Intake) -> list[str]:
    """Needed columns that no heading feeds."""
    return [] if intake.table is None else [one for one in needed(intake.table) if one not in intake.mapping.columns]


def _show_mapping(file: PendingUpload, intake: Intake, w: Wording) -> None:
    """One list per column of the target table: which heading feeds it."""
    if intake.table is None:
        st.markdown(w.text("Choose the target table first."))
        return
    labels, must = words.column_labels(intake.table, w), needed(intake.table)
    headings = ["", *dict.fromkeys(one for one in intake.recognition.headings if one)]
    st.markdown(
        w.text(
            "Guessed from the headings. Change what does not fit; it is remembered for the next file with this head."
        )
    )
    chosen = dict(file.choices.columns)
    with st.container(horizontal=True, gap="small"):
        for column in TABLES[intake.table].to_schema().columns:
            found = intake.mapping.columns.get(column, "")
            label = labels[column] + (" *" if column in must else "")
            picked = st.selectbox(
                label, headings, index=headings.index(found) if found in headings else 0, width=250,
                format_func=lambda one: one or w.missing(), key=f"map_{file.key}_{column}_{found}",
            )  # fmt: skip
            if picked != found:
                chosen[column] = picked
    st.markdown(f":small[:gray[* {w.text('needed')}]]")
    _apply(file, columns=chosen)


def preview_html(intake: Intake, w: Wording) -> str:
    """The first rows with row numbers and column letters, as a spreadsheet shows them."""
    rows = intake.recognition.preview
    width = min(max((len(row) for row in rows), default=0), _PREVIEW_COLUMNS)
    cell = "padding:0.2rem 0.6rem;border:1px solid #eeeae0;white-space:nowrap;text-align:left"
    head = "".join(f'<th scope="col" style="{cell}">{_letter(position)}</th>' for position in range(width))
    body = "".join(
        f'<tr><th scope="row" style="{cell}">{number}</th>'
        + "".join(f'<td style="{cell}">{html.escape(_short(row, position))}</td>' for position in range(width))
        + "</tr>"
        for number, row in enumerate(rows, start=1)
    )
    label = html.escape(w.text("The first rows as they stand in the file"), quote=True)
    corner = f'<th scope="col" style="{cell}">{html.escape(w.text("Row"))}</th>'
    rows_html = f"<thead><tr>{corner}{head}</tr></thead><tbody>{body}</tbody>"
    table = f'<table style="border-collapse:collapse;font-size:0.8125rem">{rows_html}</table>'
    return f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{label}">{table}</div>'


def _short(row: tuple[str, ...], position: int) -> str:
    text = row[position] if position < len(row) else ""
    return text if len(text) <= _CELL_SHOWN else f"{text[:_CELL_SHOWN]}…"


def _letter(position: int) -> str:
    return chr(ord("A") + position)

"""The register page: a table edited in the browser, checked like an upload, stored like one."""

from __future__ import annotations

import hashlib
from typing import Any

import pandas as pd
import streamlit as st

from analytics.language import Wording
from data.intake import Choices, Intake, canonical, read_file, write_template_csv
from data.intake.lists.template import allowed
from data.proposal import rebase_edits
from data.tables import TABLES
from pages.facts import served
from pages.session import presses
from pages.session.callbacks import shielded
from pages.upload import files
from pages.upload import text as words
from pages.upload.findings import show_findings
from pages.upload.page import propose_once, show_proposal
from pages.widgets.controls import choose_one

EDITABLE = ("members", "events", "outcomes", "funding", "membership_counts", "counting_sheet")
_SENT = "_upload_sent"
_LONG = ("note_de", "note_en", "description_de", "description_en", "focus_de", "focus_en", "purpose_de", "purpose_en")


def choose_register(w: Wording) -> str:
    """Which table is edited; it stands in the address."""
    return choose_one(
        w.text("Table"),
        "tabelle",
        EDITABLE,
        default=EDITABLE[0],
        label_of=lambda one: words.table_title(one, w),
        variant="buttons",
    )


def show_editor(table: str, w: Wording) -> None:
    """The table, and the button that sends it to the checks."""
    base = dict(served.versions()).get(table, 0)
    columns = list(TABLES[table].to_schema().columns)
    frame = _editable(served.atlas().tables()[table][columns])
    with st.container(border=True, key="upload_editor"):
        st.header(words.table_title(table, w), anchor=False)
        how = w.text(
            "Click into a cell to change it; a new row is added at the end. "
            "A row without a source names this edit as its source."
        )
        st.markdown(f":gray[{how}]")
        edited = _edit(frame, f"editor_{table}_{base}", table, w)
        key = f"check_{table}"
        st.button(
            w.text("Check and compare"), type="primary", icon=":material/rule:", key=key,
            on_click=shielded(presses.ask), args=(key,),
        )  # fmt: skip
        if presses.take_asked(key):
            st.session_state[_SENT] = {
                "table": table, "content": _as_file(edited, table), "base": base, "before": frame,
            }  # fmt: skip
    sent = st.session_state.get(_SENT)
    if sent and sent["table"] == table:
        if sent["base"] != base:
            _rebase_edits(sent, table, base)
        _show_check(table, sent["content"], base, w)


def _edit(frame: pd.DataFrame, key: str, table: str, w: Wording) -> pd.DataFrame:
    """The table with what was typed into it, also before the page was left and opened again.

    Streamlit forgets a table's edits with the page; it then starts from the rows as they were edited last.
    """
    start, kept = f"_start_{key}", f"_kept_{key}"
    if key not in st.session_state:
        st.session_state[start] = st.session_state.get(kept, frame)
    edited: pd.DataFrame = st.data_editor(
        st.session_state.get(start, frame), num_rows="dynamic", height=480, key=key, column_config=_columns(table, w)
    )
    st.session_state[kept] = edited.reset_index(drop=True)
    return edited


def _editable(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with blank instead of missing texts, which the editor would call None."""
    texts = [name for name in frame.columns if frame[name].dtype == "str"]
    return frame.reset_index(drop=True).assign(**{name: frame[name].fillna("").to_numpy() for name in texts})


def _columns(table: str, w: Wording) -> dict[str, Any]:
    """Heading and kind of every column: a list where values are fixed, a number, or text."""
    labels, config = words.column_labels(table, w), {}
    for name, column in TABLES[table].to_schema().columns.items():
        label = labels[name] + ("" if column.nullable or name == "source_ids" else " *")
        options = [value for value in allowed(column).split(", ") if value]
        kind = str(column.dtype).lower()
        if kind == "bool":
            config[name] = st.column_config.CheckboxColumn(label)
        elif kind in ("int64", "float64"):
            config[name] = st.column_config.NumberColumn(label, format="%d" if kind == "int64" else None)
        elif options:
            config[name] = st.column_config.SelectboxColumn(label, options=options)
        else:
            config[name] = st.column_config.TextColumn(label, width="large" if name in _LONG else None)
    return config


def _as_file(edited: pd.DataFrame, table: str) -> bytes:
    """The edited table as a filled template, so that it goes the way of every upload."""
    filled = edited[(edited.notna() & (edited != "")).any(axis=1)].reset_index(drop=True)
    kinds = TABLES[table].to_schema().columns
    for name in filled.columns:
        if str(kinds[name].dtype).lower() == "bool":
            filled[name] = filled[name].map(lambda value: not pd.isna(value) and bool(value))
    return write_template_csv(table, "de", rows=filled)


def _read(content: bytes, table: str) -> Intake:
    """The edited table as the intake reads it, once per content."""
    mark = hashlib.sha256(content).hexdigest()
    kept = st.session_state.get("_upload_edited_read")
    if kept is None or kept[0] != mark:
        intake = read_file(content, f"register_{table}_{files.today()}.csv", choices=Choices(table=table, decimal=","))
        kept = st.session_state["_upload_edited_read"] = (mark, intake)
    intake = kept[1]
    return intake


def _rebase_edits(sent: dict[str, Any], table: str, base: int) -> None:
    """Somebody else stored a version meanwhile: what was edited here is applied to it, and nothing is lost."""
    columns = list(TABLES[table].to_schema().columns)
    now = served.atlas().tables()[table][columns].reset_index(drop=True)
    mine = _read(sent["content"], table).frame
    before = _read(_as_file(sent["before"], table), table).frame
    if mine is not None and before is not None:
        sent["content"] = _as_file(
            _editable(rebase_edits(canonical(before, table), canonical(mine, table), now, table)), table
        )
    sent["base"], sent["before"] = base, _editable(now)


def _show_check(table: str, content: bytes, base: int, w: Wording) -> None:
    """Findings, difference and confirmation for the edited table."""
    intake = _read(content, table)
    proposal = propose_once(intake, served.atlas(), base, complete=True) if intake.ok else None
    findings = [*intake.findings, *(proposal.findings if proposal else ())]
    show_findings(findings, w, key=f"edit_{table}", title=w.text("3 · What was noticed"), ready=intake.ok)
    _show_rows_named(intake, findings, table, w)
    if proposal is None or not proposal.ok:
        return
    if proposal.changes_nothing:
        st.markdown(w.text("The table is as it was: nothing would change."))
    else:
        show_proposal(proposal, content, _forget, w)


def _show_rows_named(intake: Intake, findings: list[Any], table: str, w: Wording) -> None:
    """Which entries the row numbers of the findings mean."""
    rows = sorted({row for one in findings for row in (one.rows or ((one.row,) if one.row else ()))})
    if intake.frame is None or not rows:
        return
    key = next(iter(TABLES[table].to_schema().unique or []))
    names = dict(zip(intake.frame["row_number"], intake.frame[key], strict=True))
    named = [w.text("row {row} is {name}", row=row, name=w.quote(str(names[row]))) for row in rows[:20] if row in names]
    if named:
        st.markdown(f":small[:gray[{w.join(named)}]]")


def _forget() -> None:
    st.session_state.pop(_SENT, None)

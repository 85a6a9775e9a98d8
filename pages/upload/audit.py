"""The log of changes: filtered on the page, complete in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import streamlit as st

from analytics.exports.html.table import table_html
from analytics.language import Wording
from analytics.subjects.upload.figures import draw_lines
from data.access import Actor, Role, check_allowed
from data.spreadsheets import neutral_text
from data.store import SHIPPED, AuditEntry
from pages.access import permission
from pages.facts import served
from pages.upload import text as words
from pages.upload.confirm import version_name
from pages.widgets.controls import choose_kept, choose_one
from pages.widgets.plain import moment

_ALL = "alle"
_DAYS = {"7": 7, "30": 30, "365": 365}
_SHOWN = 200
_ROLES = {role.code: role for role in Role}


@dataclass(frozen=True)
class Filter:
    """Which lines are looked at; None: all of them."""

    dataset: str | None = None
    who: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def choose_lines(w: Wording) -> Filter:
    """Table, person, action and time. The person stays out of the address, which others may log."""
    store = served.store()
    with st.container(horizontal=True, gap="small"):
        table = _choose(
            w.text("Table"), "tabelle", store.logged_values("dataset"), lambda one: words.table_title(one, w), w
        )
        action = _choose(w.text("Action"), "vorgang", store.logged_values("action"), lambda one: action_name(one, w), w)
        time = _choose(w.text("Time"), "zeit", _times(store.log_start()), lambda one: _time_name(one, w), w)
        people = (None, *store.logged_values("who"))
        who = choose_kept(w.text("Person"), "audit_who", people, label_of=lambda one: one or w.text("all"), width=280)
    since, until = _span(time)
    return Filter(table, who, action, since, until)


def _choose(label: str, name: str, options: Sequence[str], written: Any, w: Wording) -> str | None:
    """One of the options, or None for all of them."""
    chosen = choose_one(
        label, name, (_ALL, *options), default=_ALL, width=240,
        label_of=lambda one: w.text("all") if one == _ALL else written(one),
    )  # fmt: skip
    return None if chosen == _ALL else chosen


def _times(start: datetime | None) -> tuple[str, ...]:
    """The last days, then every month since the first line, newest first."""
    now = datetime.now(UTC)
    first = start or now
    months = range(now.year * 12 + now.month - 1, first.year * 12 + first.month - 2, -1)
    return (*_DAYS, *(f"{month // 12}-{month % 12 + 1:02}" for month in months))


def _time_name(time: str, w: Wording) -> str:
    return w.plural("last {n} day", "last {n} days", _DAYS[time]) if time in _DAYS else w.date(time)


def _span(time: str | None) -> tuple[datetime | None, datetime | None]:
    """From when (inclusive) until when (exclusive)."""
    if time is None:
        return None, None
    if time in _DAYS:
        return datetime.now(UTC) - timedelta(days=_DAYS[time]), None
    year, month = (int(part) for part in time.split("-"))
    return datetime(year, month, 1, tzinfo=UTC), datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)


def show_lines(chosen: Filter, w: Wording) -> None:
    """The latest lines as a table, all of them as a file."""
    entries = served.store().audit(**vars(chosen), limit=None)
    with st.container(border=True, key="audit_lines"):
        st.header(
            w.plural("{n} change", "{n} changes", len(entries)) if entries else w.text("No change matches"),
            anchor=False,
        )
        if not entries:
            return
        if len(entries) > _SHOWN:
            st.markdown(f":gray[{w.text('The latest {n} are shown; the file holds all.', n=w.number(_SHOWN))}]")
        lines = [_line(entry, w) for entry in entries[:_SHOWN]]
        st.html(table_html(draw_lines(w, lines, _labels(w), name=w.text("Log of changes")), w))
        if permission.may("export_audit"):
            st.download_button(
                w.text("Download as CSV"), data=partial(audit_file, chosen, permission.actor(), w),
                file_name=f"protokoll-{datetime.now(UTC):%Y-%m-%d}.csv", mime="text/csv", on_click="ignore",
                icon=":material/download:", key="audit_csv",
            )  # fmt: skip


def _labels(w: Wording) -> dict[str, str]:
    return {
        "when": w.text("When"),
        "who": w.text("Who"),
        "role": w.text("Role"),
        "action": w.text("Action"),
        "table": w.text("Table"),
        "detail": w.text("Details"),
    }


def _line(entry: AuditEntry, w: Wording) -> dict[str, str]:
    role = _ROLES.get(_detail(entry).get("role", ""))
    return {
        "when": moment(entry.at, w),
        "who": entry.who,
        "role": "" if role is None else permission.role_name(role, w),
        "action": action_name(entry.action, w),
        "table": words.table_title(entry.dataset, w) if entry.dataset else "",
        "detail": _details(entry, w),
    }


def _detail(entry: AuditEntry) -> Mapping[str, Any]:
    return entry.detail if isinstance(entry.detail, Mapping) else {}


def _details(entry: AuditEntry, w: Wording) -> str:
    """From which version to which, from which file, what was kept."""
    said = _detail(entry)
    parts = []
    if entry.version is not None:
        before, after = version_name(said.get("from", SHIPPED), w), version_name(entry.version, w)
        parts.append(after if entry.action == "store" else f"{before} → {after}")
    parts += [str(said[name]) for name in ("file_name", "name") if said.get(name)]
    return ", ".join(parts)


def action_name(action: str, w: Wording) -> str:
    """What a line of the log calls an action."""
    names = {
        "write": w.text("stored and activated"),
        "store": w.text("stored, waits for approval"),
        "activate": w.text("activated"),
        "undo": w.text("undone"),
        "remember": w.text("choices remembered"),
        "keep": w.text("presentation kept"),
        "discard": w.text("presentation removed"),
    }
    return names.get(action, action)


def audit_file(chosen: Filter, asking: Actor, w: Wording) -> bytes:
    """Every chosen line as CSV that no spreadsheet runs; asked for at the click, outside the run that offered it.

    Raises:
        NotAllowedError: this role may not, or no longer.
    """
    check_allowed(asking, "export_audit")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if w.lang == "de" else ",", lineterminator="\r\n")
    writer.writerow(_labels(w).values())
    for entry in served.store().audit(**vars(chosen), limit=None):
        line = {**_line(entry, w), "when": entry.at.isoformat(timespec="seconds")}
        writer.writerow(neutral_text(value) for value in line.values())
    return buffer.getvalue().encode("utf-8-sig")

"""Versions of a table: who stored what when; activate, undo, compare, and from a figure back to its row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.exports.html.table import table_html
from analytics.language import Wording
from analytics.language.store_errors import store_sentence
from analytics.rates.naming import kreis_options, nothing_text
from analytics.subjects.upload.figures import draw_facts, draw_lines, format_raw_cell
from data.access import FIGURE_TABLES, Actor, check_allowed
from data.errors import AtlasError, StoreError
from data.proposal import check_activation, compare_tables
from data.store import SHIPPED, VersionInfo
from data.tables import TABLES
from pages.access import permission
from pages.facts import served
from pages.session.callbacks import shielded
from pages.session.presses import once
from pages.upload import text as words
from pages.upload.confirm import note, rule_sentence, undo, version_name
from pages.upload.diff import show_counts, show_tables, summary
from pages.upload.editing import EDITABLE
from pages.widgets.controls import choose_kept, choose_one
from pages.widgets.plain import as_text, moment

DATASETS = (*FIGURE_TABLES, *EDITABLE)
"""Tables that have versions."""
_SHORT_SHA = 12
_MOST_AUDIT = 50


def choose_table(w: Wording) -> str:
    """Which table's versions are looked at; it stands in the address."""
    return choose_one(
        w.text("Table"),
        "tabelle",
        DATASETS,
        default=DATASETS[0],
        label_of=lambda one: words.table_title(one, w),
        width=420,
    )


def active_version(table: str) -> int:
    """Version this run shows; 0 the table as shipped."""
    return dict(served.versions()).get(table, SHIPPED)


def show_versions(table: str, w: Wording) -> None:
    """The list of versions, newest first, with the way back."""
    versions, waiting = served.store().versions(table), served.store().waiting_versions(table)
    active = active_version(table)
    with st.container(border=True, key="upload_versions"):
        st.header(words.table_title(table, w), anchor=False)
        st.markdown(f":gray[{w.text('Active: {version}', version=version_name(active, w))}]")
        st.html(table_html(_list(table, versions, active, waiting, w), w))
        _show_actions(table, versions, active, w)
        if versions and permission.may("see_originals"):
            _show_originals(table, versions, w)


def _list(table: str, versions: Sequence[VersionInfo], active: int, waiting: frozenset[int], w: Wording) -> Any:
    labels = {
        "version": w.text("Version"), "state": w.text("State"), "when": w.text("When"), "who": w.text("Who"),
        "file": w.text("File"), "size": w.text("Size"), "sha": "SHA-256", "rows": w.text("Rows"),
        "from": w.text("Made from"),
    }  # fmt: skip
    lines = [
        {
            "version": str(one.version),
            "state": w.text("active") if one.version == active else w.text("waits") if one.version in waiting else "",
            "when": moment(one.created_at, w),
            "who": one.created_by,
            "file": one.file_name or w.text("edited by hand"),
            "size": words.size_name(one.file_size, w),
            "sha": (one.file_sha256 or one.table_sha256)[:_SHORT_SHA],
            "rows": w.number(one.row_count),
            "from": str(one.parent) if one.parent else w.text("as shipped"),
        }
        for one in versions
    ]
    shipped = {
        "version": "0", "state": w.text("active") if active == SHIPPED else "",
        "file": w.text("as shipped"),
        "rows": w.number(len(served.shipped().tables()[table])),
    }  # fmt: skip
    return draw_lines(w, [*lines, shipped], labels, name=w.text("Versions"))


def _show_actions(table: str, versions: Sequence[VersionInfo], active: int, w: Wording) -> None:
    """Undo as one click; any other version by choice."""
    target = served.store().undo_target(table)
    others = [number for number in (*(one.version for one in versions), SHIPPED) if number != active]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if target is not None and permission.may("undo"):
            st.button(
                w.text("Undo (back to {version})", version=version_name(target, w)), icon=":material/undo:",
                key=f"undo_{table}", on_click=shielded(once(undo)), args=(table, active, w),
            )  # fmt: skip
        if others and permission.may("activate"):
            chosen = choose_kept(
                w.text("Another version"),
                f"other_{table}",
                others,
                label_of=lambda one: version_name(one, w),
                width=220,
            )
            st.button(
                w.text("Activate"), icon=":material/published_with_changes:", key=f"activate_{table}",
                on_click=shielded(once(_activate)), args=(table, chosen, active, w),
            )  # fmt: skip


def _activate(table: str, version: int, active: int, w: Wording) -> None:
    try:
        check_activation(served.store(), served.shipped(), dict(served.versions()), table, version)
        served.store().activate(table, version, permission.actor(), expected=active)
    except StoreError as error:
        note(store_sentence(error, w), good=False)
    except AtlasError as error:
        note(rule_sentence(error, w), good=False)
    else:
        name = w.quote(words.table_title(table, w))
        note(w.text("{table} now shows {version}.", table=name, version=version_name(version, w)), good=True)


def _show_originals(table: str, versions: Sequence[VersionInfo], w: Wording) -> None:
    """The files as they were delivered, byte for byte."""
    with st.expander(w.text("Files as delivered, findings and choices")):
        for one in versions:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                delivered = as_text(one.file_name) if one.file_name else w.text("edited by hand")
                st.markdown(f"{w.text('Version')} {one.version}: {delivered}")
                if one.file_name:
                    st.download_button(
                        w.text("File"), data=partial(_original, table, one.version, permission.actor()),
                        file_name=one.file_name, on_click="ignore", key=f"original_{table}_{one.version}",
                    )  # fmt: skip
            found = w.plural("{n} finding", "{n} findings", len(one.findings or []))
            mended = w.plural("{n} correction", "{n} corrections", len(one.corrections or []))
            st.markdown(f":small[:gray[{found}, {mended}; SHA-256 {one.file_sha256 or one.table_sha256}]]")


def _original(table: str, version: int, asking: Actor) -> bytes:
    """The file, for whoever it was offered to; called at the click, outside the run that offered it."""
    check_allowed(asking, "see_originals")
    return served.store().load_original(table, version) or b""


def show_comparison(table: str, w: Wording) -> None:
    """The difference between any two versions."""
    numbers = [*(one.version for one in served.store().versions(table)), SHIPPED]
    if len(numbers) < 2:
        return
    with st.container(border=True, key="upload_compare"):
        st.header(w.text("Compare two versions"), anchor=False)
        with st.container(horizontal=True, gap="small"):
            shown: Any = {"label_of": lambda one: version_name(one, w), "width": 220}
            old = choose_kept(w.text("old"), f"old_{table}", numbers, default=1, **shown)
            new = choose_kept(w.text("new"), f"new_{table}", numbers, **shown)
        difference = compare_tables(load_version(table, old), load_version(table, new), table)
        st.markdown(f":gray[{summary(difference.counts, w)}]")
        show_counts(difference.counts, w)
        show_tables(difference, table, w, key=f"versions_{table}")


def load_version(table: str, version: int) -> pd.DataFrame:
    """Canonical rows of a version; 0 the table as shipped."""
    if version == SHIPPED:
        return served.shipped().tables()[table][list(TABLES[table].to_schema().columns)]
    return served.store().load_table(table, version)


def show_provenance(table: str, w: Wording) -> None:
    """From a figure back to version, file and row: choose the key, read where it comes from."""
    frame = served.atlas().tables()[table]
    key = list(TABLES[table].to_schema().unique or [])
    labels, names = words.column_labels(table, w), kreis_options(served.atlas())
    with st.container(border=True, key="upload_origin"):
        st.header(w.text("Where does this figure come from?"), anchor=False)
        st.markdown(f":gray[{w.text('Each row leads back to its version, its file and its row there.')}]")
        rows = frame
        with st.container(horizontal=True, gap="small"):
            for column in key:
                values = sorted(rows[column].dropna().astype("str").unique(), reverse=column in ("year", "date"))
                picked = choose_kept(
                    labels[column], f"origin_{table}_{column}", values,
                    label_of=lambda one: names.get(one, one), width=230,
                )  # fmt: skip
                rows = rows[rows[column].astype("str") == picked]
        if len(rows):
            st.html(table_html(_origin(table, rows.iloc[0], key, labels, w), w))


def _origin(table: str, row: pd.Series, key: list[str], labels: dict[str, str], w: Wording) -> Any:
    sources = served.atlas().sources.set_index("source_id")
    ids = str(row.get("source_id", row.get("source_ids", ""))).split("|")
    values = [
        (labels[column], _cell(table, column, row[column], w))
        for column in TABLES[table].to_schema().columns
        if column not in (*key, "source_id", "source_ids") and not pd.isna(row[column])
    ]
    named = [(w.text("Source"), "; ".join(str(sources.loc[one, "citation"]) for one in ids if one in sources.index))]
    return draw_facts(
        w, [*_place(table, row, key, w), *named, *values], name=w.text("Where does this figure come from?")
    )


def _cell(table: str, column: str, value: Any, w: Wording) -> str:
    # The status of a figure is a code; that of an initiative is written as the register page does.
    if column == "status" and table in ("migration", "population"):
        return nothing_text(w, str(value), "")
    return format_raw_cell(value, column, w)


def _place(table: str, row: pd.Series, key: list[str], w: Wording) -> list[tuple[str, str]]:
    """Version, file, sheet and row of the spreadsheet."""
    active = active_version(table)
    if active == SHIPPED:
        return [(w.text("Version"), w.text("version 0 (as shipped)"))]
    places = served.store().load_provenance(table, active)
    for column in key:
        places = places[places[column].astype("str") == str(row[column])]
    place = places.iloc[0]
    number = int(place["from_version"])
    if number == SHIPPED:
        return [(w.text("Version"), w.text("version 0 (as shipped)"))]
    info = served.store().version(table, number)
    by_hand = pd.isna(place["row_number"])
    return [
        (w.text("Version"), f"{number} ({moment(info.created_at, w)}, {info.created_by})"),
        (w.text("File"), w.text("edited by hand") if by_hand else str(info.file_name)),
        (w.text("Sheet"), "" if pd.isna(place["sheet"]) else str(place["sheet"])),
        (w.text("Row"), "" if by_hand else str(int(place["row_number"]))),
        ("SHA-256", str(info.file_sha256 or info.table_sha256)),
    ]


def show_audit(table: str, w: Wording) -> None:
    """Who did what when, newest first; for those who may read the log."""
    entries = served.store().audit(table, limit=_MOST_AUDIT) if permission.may("see_audit") else ()
    if not entries:
        return
    actions = {
        "write": w.text("stored and activated"), "activate": w.text("activated"), "undo": w.text("undone"),
    }  # fmt: skip
    labels = {
        "when": w.text("When"),
        "who": w.text("Who"),
        "what": w.text("Action"),
        "version": w.text("Active afterwards"),
    }
    lines = [
        {
            "when": moment(one.at, w), "who": one.who, "what": actions.get(one.action, one.action),
            "version": version_name(one.version or SHIPPED, w),
        }
        for one in entries
    ]  # fmt: skip
    with st.expander(w.text("Log: who did what when")):
        st.html(table_html(draw_lines(w, lines, labels, name=w.text("Log")), w))

"""Findings of an upload as sentences: what, why, what to do, and where as a spreadsheet shows it.

The sentences belong to the codes of `data.intake`; a finding brings code, place, value and fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from analytics.language import finding_heads as heads
from analytics.language import layout_findings
from analytics.language.statuses import HIDDEN_WORDS
from analytics.language.wording import Wording
from data.tables.statuses import FIGURES

_MEGABYTE = 1024 * 1024
_ROWS_NAMED = 5


class FindingLike(Protocol):
    """What a finding must bring along."""

    @property
    def severity(self) -> str:
        """`error`, `warning` or `note`."""

    @property
    def code(self) -> str:
        """Stable name of what was found."""

    @property
    def file(self) -> str:
        """Name of the file."""

    @property
    def sheet(self) -> str:
        """Sheet of a workbook, blank for text."""

    @property
    def row(self) -> int | None:
        """First row as a spreadsheet shows it."""

    @property
    def column(self) -> str:
        """Letter of the column."""

    @property
    def heading(self) -> str:
        """Heading of the column."""

    @property
    def value(self) -> str:
        """The cell as found."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """Further values."""

    @property
    def count(self) -> int:
        """How many rows share it."""

    @property
    def rows(self) -> tuple[int, ...]:
        """Their row numbers, as far as kept."""


@dataclass(frozen=True)
class FindingText:
    """A finding as sentences.

    Attributes:
        what: what was found, and why it matters.
        advice: what to do, blank when nothing is asked of the person.
        place: file, sheet, row and column as a spreadsheet shows them; blank for the whole file.
    """

    what: str
    advice: str
    place: str


_Say = Callable[[Wording, dict[str, str]], str]

_WHAT: dict[str, _Say] = {
    **layout_findings.WHAT,
    **heads.WHAT,
    "file_empty": lambda w, f: w.text(
        "The file is empty.",
    ),
    "too_large": lambda w, f: w.text(
        "The file has {size} MB; at most {limit} MB are read.",
        **f,
    ),
    "html_instead": lambda w, f: (
        w.text("This is a web page ({value}), not a table: often the download led to a sign-in or error page.", **f)
        if f["value"]
        else w.text("This is a web page, not a table: often the download led to a sign-in or error page.")
    ),
    "not_a_table": lambda w, f: w.text(
        "The content is of the kind {kind}, not a table.",
        **f,
    ),
    "password_protected": lambda w, f: w.text(
        "The file is protected by a password and cannot be read.",
    ),
    "old_workbook": lambda w, f: w.text(
        "This is a workbook in the old format XLS.",
    ),
    "macro_workbook": lambda w, f: w.text(
        "The workbook contains macros. Files with program code are not opened.",
    ),
    "archive_damaged": lambda w, f: w.text(
        "The archive or workbook is damaged or incomplete.",
    ),
    "archive_bomb": lambda w, f: w.text(
        "Unpacked, the archive would take {unpacked} MB: far more than a table needs.",
        **f,
    ),
    "archive_many_files": lambda w, f: w.text(
        "The archive holds {found} files; archives with more than {limit} are not opened.",
        **f,
    ),
    "archive_empty": lambda w, f: w.text(
        "The archive is empty: there is no file in it, or only files without content.",
    ),
    "archive_nested": lambda w, f: w.text(
        "The archive contains another archive.",
    ),
    "archive_without_table": lambda w, f: w.text(
        "The archive contains no table ({names}).",
        **f,
    ),
    "formulas_in_workbook": lambda w, f: w.text(
        "The workbook contains formulas. Their last saved results are read; nothing is calculated.",
    ),
    "too_many_columns": lambda w, f: w.text(
        "The table has {found} columns; at most {limit} are read.",
        **f,
    ),
    "too_many_cells": lambda w, f: w.text(
        "The workbook spans {found} cells; at most {limit} are read.",
        **f,
    ),
    "line_too_long": lambda w, f: w.text(
        "A line is longer than one megabyte: this is no table, or its line ends are lost.",
    ),
    "quote_open": lambda w, f: w.text(
        "A quotation mark is opened here and never closed, so that the rest of the file becomes one cell.",
    ),
    "nul_bytes": lambda w, f: w.text(
        "The file contains NUL bytes: it is damaged, or no text file.",
    ),
    "encoding_wrong": lambda w, f: w.text(
        "The file cannot be read in the character set {encoding}.",
        **f,
    ),
    "encoding_guessed": lambda w, f: w.text(
        "The character set is not certain; {encoding} looks most like German.",
        **f,
    ),
    "double_encoded": lambda w, f: w.text(
        "Umlauts were encoded twice before ({value}): the file was once saved in the wrong character set.",
        **f,
    ),
    "signs_lost": lambda w, f: w.text(
        "Characters are lost and stand as � in the file.",
    ),
    "mixed_line_ends": lambda w, f: w.text(
        "The file mixes several kinds of line ends; all were read.",
    ),
    "cancelled": lambda w, f: w.text(
        "Reading was cancelled. Nothing was stored.",
    ),
    "format_unknown": lambda w, f: w.text(
        "No table was recognised in the file.",
    ),
    "table_unknown": lambda w, f: w.text(
        "It is not clear what the table is about; found were the headings {headings}.",
        **f,
    ),
    "no_data_rows": lambda w, f: w.text(
        "Below the head there is no row of data.",
    ),
    "measure_not_held": lambda w, f: w.text(
        "The format is right, but not the measure: {subject}. The atlas holds moves over district "
        "borders and the population on 31 December, in persons.",
        **f,
    ),
    "unit_not_persons": lambda w, f: w.text(
        "“{measure}” is not a number of persons ({unit}).",
        **f,
    ),
    "dimension_without_total": lambda w, f: w.text(
        "The table is broken down by “{dimension}” ({values}) and has no total.",
        **f,
    ),
    "pair_missing": lambda w, f: w.text(
        "{measures} do not cover the same districts, years and age groups.",
        **f,
    ),
    "column_missing": lambda w, f: w.text(
        "Needed columns were not found: {columns}.",
        **f,
    ),
    "heading_twice": lambda w, f: w.text(
        "The heading {value} occurs several times (columns {columns}): it is not clear which one counts.",
        **f,
    ),
    "truncated": lambda w, f: w.text(
        "The file ends in the middle of the table: it is cut off.",
    ),
    "footer_missing": lambda w, f: w.text(
        "The official notes below the table are missing. Perhaps the file is not complete.",
    ),
    "row_length": lambda w, f: w.text(
        "The row has {found} cells instead of {expected}.",
        **f,
    ),
    "year_missing": lambda w, f: w.text(
        "The file does not say which year it is about.",
    ),
    "year_unknown": lambda w, f: w.text(
        "“{value}” is no year and no date.",
        **f,
    ),
    "year_implausible": lambda w, f: w.text(
        "The year {value} is before {first} or in the future.",
        **f,
    ),
    "not_year_end": lambda w, f: w.text(
        "The reference day {value} is not 31 December. The atlas compares year ends only.",
        **f,
    ),
    "census_day": lambda w, f: w.text(
        "These are the figures of a census, counted on {value}. They are no figures of a year’s end and are not "
        "stored as such.",
        **f,
    ),
    "name_disagrees": lambda w, f: w.text(
        "The file name says {named}, the content {years}. The content counts.",
        **f,
    ),
    "name_disagrees_code": lambda w, f: w.text(
        "The file name says table {named}, the content {code}. The content counts.",
        **f,
    ),
    "same_year_twice": lambda w, f: w.text(
        "The year {year} is already in the file {other}: the same year is not read twice.",
        **f,
    ),
    "outside_atlas": lambda w, f: w.text(
        "Rows outside the atlas were left out; territories: {territories}.",
        **f,
    ),
    "nothing_for_atlas": lambda w, f: w.text(
        "No row belongs to one of the districts of the atlas.",
    ),
    "key_blank": lambda w, f: w.text(
        "The territory is missing in this row.",
    ),
    "unknown_key": lambda w, f: w.text(
        "The key {value} belongs to no territory of the atlas. {candidates}",
        **f,
    ),
    "unknown_name": lambda w, f: w.text(
        "The name {value} is not known. {candidates}",
        **f,
    ),
    "ambiguous_name": lambda w, f: w.text(
        "The name {value} fits several territories. {candidates}",
        **f,
    ),
    "dissolved_kreis": lambda w, f: w.text(
        "{name} ({value}) was dissolved on {since}; its territory belongs to {successor} today. Sums "
        "of old districts are not moves over today’s borders, so the rows were left out.",
        **f,
    ),
    "gemeinde_level": lambda w, f: w.text(
        "{value} is a municipality; the table is about districts.",
        **f,
    ),
    "zero_restored": lambda w, f: w.text(
        "The key {value} had lost its leading zero; it was put back.",
        **f,
    ),
    "unknown_age": lambda w, f: w.text(
        "The age group {value} is none of this table.",
        **f,
    ),
    "age_became_date": lambda w, f: w.text(
        "A spreadsheet turned an age group into a date: {value} was probably {age_group}.",
        **f,
    ),
    "ages_missing": lambda w, f: w.text(
        "{place}: only {found} of {expected} age groups are there.",
        **f,
    ),
    "total_missing": lambda w, f: w.text(
        "{place}: age groups without their total.",
        **f,
    ),
    "name_key_mismatch": lambda w, f: w.text(
        "The key {value} stands beside the name “{name}”, whose key is {ags}.",
        **f,
    ),
    "ages_unreadable": lambda w, f: w.text(
        "The {found} columns of single ages do not form a complete series; only the total was read.",
        **f,
    ),
    "number_ambiguous": lambda w, f: w.text(
        "The column can be read in two ways: {value} is {as_german} in German and {as_english} in "
        "English writing. No cell shows which.",
        **f,
    ),
    "number_mixed": lambda w, f: w.text(
        "The column mixes German and English numbers: {examples}.",
        **f,
    ),
    "not_a_number": lambda w, f: w.text(
        "{value} is neither a number nor a known sign.",
        **f,
    ),
    "not_whole": lambda w, f: w.text(
        "{value} is not a whole number; persons are counted whole.",
        **f,
    ),
    "below_zero": lambda w, f: w.text(
        "{value} is less than zero.",
        **f,
    ),
    "formula_cell": lambda w, f: w.text(
        "The cell contains a formula ({value}). It is neither calculated nor stored.",
        **f,
    ),
    "not_existing": lambda w, f: w.text(
        "Districts with dashes only did not exist at that time; their values stay empty.",
    ),
    "not_stated": lambda w, f: w.text(
        "Values the office does not state ({flag}) stay empty; they are not zero.",
        **f,
    ),
    "duplicate_key": lambda w, f: w.text(
        "{place} occurs several times with different values (first in row {first_row}).",
        **f,
    ),
    "duplicate_equal": lambda w, f: w.text(
        "{place} occurs several times with the same values (first in row {first_row}).",
        **f,
    ),
    "duplicate_row": lambda w, f: w.text(
        "The key {value} occurs several times (first in row {first_row}).",
        **f,
    ),
    "net_mismatch": lambda w, f: w.text(
        "{place}: the balance is {found}, arrivals minus departures give {expected}.",
        **f,
    ),
    "sex_sum_mismatch": lambda w, f: w.text(
        "{place}: the total is {found}, male and female add up to {expected}.",
        **f,
    ),
    "age_sum_mismatch": lambda w, f: w.text(
        "{place}: the total is {found}, the age groups add up to {expected}.",
        **f,
    ),
    "land_sum_mismatch": lambda w, f: w.text(
        "{place}: the row of the Land says {found}, its districts add up to {expected}.",
        **f,
    ),
    "component_mismatch": lambda w, f: w.text(
        "{place}: the balance is {found}, its parts add up to {expected}.",
        **f,
    ),
    "flow_mismatch": lambda w, f: w.text(
        "{place}: the balance is {found}, the other rows give {expected}.",
        **f,
    ),
    "land_balance_mismatch": lambda w, f: w.text(
        "{time}: the districts of Brandenburg add up to a balance of {found}; published for the Land is {expected}.",
        **f,
    ),
    "more_of_this": lambda w, f: w.text(
        "There are further rows of this kind.",
    ),
    "jump": lambda w, f: w.text(
        "{place}: {found} after {expected} in {year}: an unusual step for this district.",
        **f,
    ),
    "kreise_missing": lambda w, f: w.text(
        "Districts of the atlas are missing in the file: {ags}.",
        **f,
    ),
    "only_moves_inside_germany": lambda w, f: w.text(
        "The matrix holds moves between districts only. Without moves to and from abroad, its balance"
        " is not that of the migration table.",
    ),
    "mended": lambda w, f: w.text(
        "{value} is read as {new}.",
        **f,
    ),
    "mend_not_applied": lambda w, f: w.text(
        "The correction of {value} was not applied: the cell holds something else.",
        **f,
    ),
    "rule_broken": lambda w, f: w.text(
        "Together with the other tables a rule would be broken ({rule}): found {found}, expected {expected}.",
        **f,
    ),
    "cell_empty": lambda w, f: w.text(
        "The cell must not be empty.",
    ),
    "not_allowed": lambda w, f: w.text(
        "{value} is not allowed here. Allowed are: {allowed}.",
        **f,
    ),
    "not_yes_no": lambda w, f: w.text(
        "{value} is neither yes nor no.",
        **f,
    ),
    "out_of_range": lambda w, f: w.text(
        "{value} lies outside the allowed range ({limit}).",
        **f,
    ),
    "wrong_pattern": lambda w, f: w.text(
        "{value} does not have the form this column needs.",
        **f,
    ),
    "unknown_member_id": lambda w, f: w.text(
        "The initiative {value} is not in the register.",
        **f,
    ),
    "unknown_source_id": lambda w, f: w.text(
        "The source {value} is not in the list of sources.",
        **f,
    ),
}

_ADVICE: dict[str, _Say] = {
    **layout_findings.ADVICE,
    **heads.ADVICE,
    "file_empty": lambda w, f: w.text(
        "Export it again and upload the new file.",
    ),
    "too_large": lambda w, f: w.text(
        "Export fewer years or regions at a time.",
    ),
    "html_instead": lambda w, f: w.text(
        "Open the address in the browser, sign in if asked, and download the table again.",
    ),
    "not_a_table": lambda w, f: w.text(
        "Upload CSV, TXT, XLSX or ODS, or a ZIP with such files inside.",
    ),
    "password_protected": lambda w, f: w.text(
        "Save it without a password and upload that copy.",
    ),
    "old_workbook": lambda w, f: w.text(
        "Save it as XLSX and upload that copy.",
    ),
    "macro_workbook": lambda w, f: w.text(
        "Save it as XLSX without macros.",
    ),
    "archive_damaged": lambda w, f: w.text(
        "Download it again.",
    ),
    "archive_bomb": lambda w, f: w.text(
        "Upload the table itself instead of the archive.",
    ),
    "archive_many_files": lambda w, f: w.text(
        "Pack only the tables that are meant, or upload them one by one.",
    ),
    "archive_empty": lambda w, f: w.text(
        "Upload an archive with CSV, TXT, XLSX or ODS files.",
    ),
    "archive_nested": lambda w, f: w.text(
        "Unpack it and upload the table.",
    ),
    "archive_without_table": lambda w, f: w.text(
        "Upload an archive with CSV, TXT, XLSX or ODS files.",
    ),
    "too_many_columns": lambda w, f: w.text(
        "Check the delimiter, or export fewer columns.",
    ),
    "too_many_cells": lambda w, f: w.text(
        "Delete empty rows and columns beyond the table, or save it as CSV.",
    ),
    "line_too_long": lambda w, f: w.text(
        "Export the file again.",
    ),
    "quote_open": lambda w, f: w.text(
        "Delete or double the quotation mark in this row.",
    ),
    "nul_bytes": lambda w, f: w.text(
        "Export it again.",
    ),
    "encoding_wrong": lambda w, f: w.text(
        "Choose another character set, or leave the choice to the recognition.",
    ),
    "encoding_guessed": lambda w, f: w.text(
        "Check the umlauts in the preview and choose another one if they are wrong.",
    ),
    "double_encoded": lambda w, f: w.text(
        "Export it from its origin again. Keys and numbers are not affected.",
    ),
    "signs_lost": lambda w, f: w.text(
        "Export it from its origin again.",
    ),
    "format_unknown": lambda w, f: w.text(
        "Check delimiter and first row, or use a template.",
    ),
    "table_unknown": lambda w, f: w.text(
        "Choose the target table and assign the columns.",
    ),
    "no_data_rows": lambda w, f: w.text(
        "Check whether the export was empty or the first row is set wrongly.",
    ),
    "measure_not_held": lambda w, f: w.text(
        "Fetch table 12711-04-02-4 (migration) or 12411-02-03-4 (population).",
    ),
    "unit_not_persons": lambda w, f: w.text(
        "Export the table with absolute numbers.",
    ),
    "dimension_without_total": lambda w, f: w.text(
        "Export it with the total included.",
    ),
    "pair_missing": lambda w, f: w.text(
        "Export all measures together.",
    ),
    "column_missing": lambda w, f: (
        w.text("Assign the columns by hand, or add them to the file.")
        if f.get("table") in FIGURES
        else w.text("Assign the columns by hand, or fill them in for all rows.")
    ),
    "heading_twice": lambda w, f: w.text(
        "Name every column differently.",
    ),
    "truncated": lambda w, f: w.text(
        "Download it again.",
    ),
    "footer_missing": lambda w, f: w.text(
        "Check whether the last districts are there.",
    ),
    "row_length": lambda w, f: w.text(
        "Look for a missing or additional delimiter in this row.",
    ),
    "year_missing": lambda w, f: w.text(
        "Enter the year. It is never taken from the file name.",
    ),
    "year_unknown": lambda w, f: w.text(
        "Write 2024 or 31.12.2024.",
    ),
    "year_implausible": lambda w, f: w.text(
        "Correct the year.",
    ),
    "not_year_end": lambda w, f: w.text(
        "Fetch the table for 31 December.",
    ),
    "census_day": lambda w, f: w.text(
        "Fetch table 12411 for 31 December: its figures are carried forward from this census.",
    ),
    "name_disagrees": lambda w, f: w.text(
        "Check whether this is the file you meant.",
    ),
    "name_disagrees_code": lambda w, f: w.text(
        "Check whether this is the file you meant.",
    ),
    "same_year_twice": lambda w, f: w.text(
        "Remove one of the two files.",
    ),
    "nothing_for_atlas": lambda w, f: w.text(
        "Check whether the table covers Brandenburg, Bautzen or Görlitz.",
    ),
    "key_blank": lambda w, f: w.text(
        "Enter the key or the name of the district.",
    ),
    "unknown_key": lambda w, f: w.text(
        "Correct the key.",
    ),
    "unknown_name": lambda w, f: w.text(
        "Choose the right district, or leave the rows out.",
    ),
    "ambiguous_name": lambda w, f: w.text(
        "Choose one, or use the key.",
    ),
    "gemeinde_level": lambda w, f: w.text(
        "Export the table at district level: municipalities are not added up.",
    ),
    "unknown_age": lambda w, f: w.text(
        "Use the age groups of the official table.",
    ),
    "age_became_date": lambda w, f: w.text(
        "Accept the correction, or upload the untouched export.",
    ),
    "ages_missing": lambda w, f: w.text(
        "Check whether rows are missing.",
    ),
    "total_missing": lambda w, f: w.text(
        "Check whether the row of the total is missing or damaged.",
    ),
    "name_key_mismatch": lambda w, f: w.text(
        "Check which of the two is right.",
    ),
    "ages_unreadable": lambda w, f: w.text(
        "Check the column heads.",
    ),
    "number_ambiguous": lambda w, f: w.text(
        "Choose the reading of this column.",
    ),
    "number_mixed": lambda w, f: w.text(
        "Correct the cells, or choose the reading of the column.",
    ),
    "not_a_number": lambda w, f: w.text(
        "Correct the cell.",
    ),
    "not_whole": lambda w, f: w.text(
        "Check unit and number format.",
    ),
    "below_zero": lambda w, f: w.text(
        "Correct the cell.",
    ),
    "formula_cell": lambda w, f: w.text(
        "Replace the formula by its value.",
    ),
    "duplicate_key": lambda w, f: w.text(
        "Delete the wrong row.",
    ),
    "duplicate_equal": lambda w, f: w.text(
        "Delete the repeated row.",
    ),
    "duplicate_row": lambda w, f: w.text(
        "Give every row a key of its own.",
    ),
    "net_mismatch": lambda w, f: w.text(
        "Correct one of the three numbers.",
    ),
    "sex_sum_mismatch": lambda w, f: w.text(
        "Check the row against the official table.",
    ),
    "age_sum_mismatch": lambda w, f: w.text(
        "Check the rows of this district against the official table.",
    ),
    "land_sum_mismatch": lambda w, f: w.text(
        "Check whether a district is missing or changed.",
    ),
    "component_mismatch": lambda w, f: w.text(
        "Check the row against the official table.",
    ),
    "flow_mismatch": lambda w, f: w.text(
        "Check the row against the official table.",
    ),
    "land_balance_mismatch": lambda w, f: w.text(
        "Check whether all districts are there and of the same year.",
    ),
    "jump": lambda w, f: w.text(
        "Check the number. Real causes such as a reception centre or a census are possible.",
    ),
    "kreise_missing": lambda w, f: w.text(
        "Check whether the export was complete. The rows of these districts for these years would be removed.",
    ),
    "mend_not_applied": lambda w, f: w.text(
        "Check whether it is still needed.",
    ),
    "rule_broken": lambda w, f: w.text(
        "Check the figures against the other tables.",
    ),
    "cell_empty": lambda w, f: w.text(
        "Fill it in.",
    ),
    "not_allowed": lambda w, f: w.text(
        "Use one of these values.",
    ),
    "not_yes_no": lambda w, f: w.text(
        "Write yes or no.",
    ),
    "out_of_range": lambda w, f: w.text(
        "Correct the cell.",
    ),
    "wrong_pattern": lambda w, f: w.text(
        "See the explanation sheet of the template.",
    ),
    "unknown_member_id": lambda w, f: w.text(
        "Add it to the register first, or correct the key.",
    ),
    "unknown_source_id": lambda w, f: w.text(
        "Correct the key, or leave the cell empty: then the file itself is the source.",
    ),
}

_SAME = {
    "age_sum_mismatch_more": "more_of_this",
    "sex_sum_mismatch_more": "more_of_this",
    "land_sum_mismatch_more": "more_of_this",
}

_FLAGS: dict[str, Callable[[Wording], str]] = {
    **HIDDEN_WORDS,
    "missing": lambda w: w.text("missing"),
    "not_existing": lambda w: w.text("district did not exist"),
    "none": lambda w: w.text("nothing"),
}

_MEASURES: dict[str, Callable[[Wording], str]] = {
    "arrivals": lambda w: w.text("arrivals"),
    "departures": lambda w: w.text("departures"),
    "net": lambda w: w.text("net migration"),
    "population": lambda w: w.text("population"),
}


def finding_text(finding: FindingLike, w: Wording) -> FindingText:
    """The finding as sentences. An unknown code is named as it is, never dropped."""
    code = _SAME.get(finding.code, finding.code)
    say = _WHAT.get(code)
    fields = _fields(finding, w)
    what = say(w, fields) if say else w.text("Finding {code}.", code=finding.code)
    advice = _ADVICE.get(code)
    return FindingText(" ".join(what.split()), advice(w, fields) if advice else "", finding_place(finding, w))


def severity_label(severity: str, w: Wording) -> str:
    """Error, warning or note."""
    if severity == "error":
        return w.text("Error")
    return w.text("Warning") if severity == "warning" else w.text("Remark")


def finding_place(finding: FindingLike, w: Wording) -> str:
    """Sheet, rows and column as a spreadsheet shows them."""
    parts = []
    if finding.sheet:
        parts.append(w.text("sheet {name}", name=w.quote(finding.sheet)))
    if finding.row is not None:
        parts.append(_rows(finding, w))
    if finding.column or finding.heading:
        name = f"{finding.column} ({finding.heading})" if finding.column and finding.heading else ""
        parts.append(w.text("column {name}", name=name or finding.column or finding.heading))
    return ", ".join(parts)


def _rows(finding: FindingLike, w: Wording) -> str:
    rows = list(finding.rows[:_ROWS_NAMED]) or [finding.row or 0]
    more = finding.count - len(rows)
    if more > 0:
        return w.plural(
            "rows {rows} and {n} more",
            "rows {rows} and {n} more",
            more,
            rows=", ".join(str(row) for row in rows),
        )
    if len(rows) == 1:
        return w.text("row {row}", row=rows[0])
    return w.text("rows {rows}", rows=w.join(str(row) for row in rows))


def _fields(finding: FindingLike, w: Wording) -> dict[str, str]:
    """Every field a sentence may name, written in the language; absent ones are blank."""
    raw = dict(finding.fields)
    raw |= {key.removesuffix(f"_{w.lang}"): raw[key] for key in finding.fields if key.endswith(f"_{w.lang}")}
    raw |= {"words": raw["written"]} if raw.get("written") else {}
    told = {key: _written(key, value, w) for key, value in raw.items()}
    told["value"] = w.quote(finding.value) if finding.code not in _PLAIN else finding.value
    told["place"] = _place(raw, w)
    told["subject"] = ", ".join(told[key] for key in ("title", "code", "measures") if told.get(key))
    if finding.code == "sheet_left_out":
        told["reason"] = layout_findings.reason(str(raw.get("reason")), w)
    told["candidates"] = _candidates(raw.get("candidates"), w)
    return _complete(told)


_PLAIN = frozenset({"year_implausible", "not_year_end", "census_day", "double_encoded", "year_unknown", "html_instead"})
"""Codes whose sentence writes the value without quotation marks, or brings its own."""

_NAMES = (
    "size",
    "limit",
    "kind",
    "encoding",
    "unpacked",
    "names",
    "found",
    "expected",
    "headings",
    "title",
    "code",
    "measures",
    "unit",
    "measure",
    "dimension",
    "values",
    "columns",
    "named",
    "years",
    "year",
    "other",
    "first",
    "first_row",
    "territories",
    "name",
    "since",
    "successor",
    "age_group",
    "as_german",
    "as_english",
    "examples",
    "flag",
    "time",
    "ags",
    "new",
    "allowed",
    "subject",
    "rule",
    "reason",
    "words",
    "options",
    "percent",
    "shown",
    "stored",
)


def _complete(told: dict[str, str]) -> dict[str, str]:
    return {**dict.fromkeys(_NAMES, ""), **told}


def _written(key: str, value: Any, w: Wording) -> str:
    if key in ("size", "unpacked") or (key == "limit" and isinstance(value, int) and value > _MEGABYTE):
        return w.number(float(value) / _MEGABYTE)
    if key == "flag":
        return _FLAGS[value](w) if value in _FLAGS else str(value)
    named = {"reason": heads.REASONS, "measure": _MEASURES, "kind": layout_findings.KINDS}.get(key, {})
    if isinstance(value, str) and value in named:
        return named[value](w)
    if key == "since":
        return w.date(value)
    if key in ("year", "first", "first_row", "years", "named"):
        return w.join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
    if isinstance(value, list | tuple):
        return w.join(str(one) for one in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return w.number(value, 0 if float(value).is_integer() else 3)
    return str(value)


def _place(fields: Mapping[str, Any], w: Wording) -> str:
    """District, time, age group and measure a row is about."""
    parts = [str(fields[key]) for key in ("ags", "time", "age_group") if isinstance(fields.get(key), str)]
    if fields.get("measure") in _MEASURES:
        parts.append(_MEASURES[fields["measure"]](w))
    return ", ".join(part for part in parts if part)


def _candidates(pairs: Any, w: Wording) -> str:
    if not pairs:
        return ""
    return w.text("Nearest: {names}.", names=w.join(f"{name} ({ags})" for name, ags in pairs))


def findings_table(findings: Iterable[FindingLike], w: Wording) -> pd.DataFrame:
    """One row per finding, for the screen and for the download as CSV."""
    rows = []
    for finding in findings:
        text = finding_text(finding, w)
        rows.append(
            {
                w.text("Severity"): severity_label(finding.severity, w),
                w.text("What"): text.what,
                w.text("What to do"): text.advice,
                w.text("File"): finding.file,
                w.text("Sheet"): finding.sheet,
                w.text("Row"): finding.row,
                w.text("Column"): " ".join(part for part in (finding.column, finding.heading) if part),
                w.text("Value"): finding.value,
                w.text("Rows concerned"): finding.count,
                w.text("Code"): finding.code,
            }
        )
    return pd.DataFrame(rows).astype({w.text("Row"): "Int64"}) if rows else pd.DataFrame(rows)

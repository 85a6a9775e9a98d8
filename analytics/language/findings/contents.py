"""Sentences for what the table is about: its measure, its columns and its years."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Sentences, said
from data.tables.statuses import FIGURES

SENTENCES: Mapping[str, Sentences] = {
    "format_unknown": said("No table was recognised in the file.", "Check delimiter and first row, or use a template."),
    "lies_across": said(
        "The table lies across: the districts stand side by side in columns, not below one another.",
        "Swap rows and columns (in a spreadsheet: paste special, transpose), so that each row is one district.",
    ),
    "table_unknown": said(
        "It is not clear what the table is about; found were the headings {headings}.",
        "Choose the target table and assign the columns.",
    ),
    "no_data_rows": said(
        "Below the head there is no row of data.",
        "Check whether the export was empty or the first row is set wrongly.",
    ),
    "measure_not_held": said(
        (
            "The format is right, but not the measure: {subject}. The atlas holds moves over district borders and the "
            "population on 31 December, in persons."
        ),
        "Fetch table 12711-04-02-4 (migration) or 12411-02-03-4 (population).",
    ),
    "unit_not_persons": said(
        "“{measure}” is not a number of persons ({unit}).",
        "Export the table with absolute numbers.",
    ),
    "dimension_without_total": said(
        "The table is broken down by “{dimension}” ({values}) and has no total.",
        "Export it with the total included.",
    ),
    "pair_missing": said(
        "{measures} do not cover the same districts, years and age groups.",
        "Export all measures together.",
    ),
    "column_missing": said(
        "Needed columns were not found: {columns}.",
        lambda w, f: (
            w.text("Assign the columns by hand, or add them to the file.")
            if f.get("table") in FIGURES
            else w.text("Assign the columns by hand, or fill them in for all rows.")
        ),
    ),
    "heading_twice": said(
        "The heading {value} occurs several times (columns {columns}): it is not clear which one counts.",
        "Name every column differently.",
    ),
    "row_length": said(
        "The row has {found} cells instead of {expected}.",
        "Look for a missing or additional delimiter in this row.",
    ),
    "only_moves_inside_germany": said(
        "The matrix holds moves between districts only. Without moves to and from abroad, its balance is not that "
        "of the migration table."
    ),
    "year_missing": said(
        "The file does not say which year it is about.",
        "Enter the year. It is never taken from the file name.",
    ),
    "year_unknown": said("“{value}” is no year and no date.", "Write 2024 or 31.12.2024."),
    "year_implausible": said("The year {value} is before {first} or in the future.", "Correct the year."),
    "not_year_end": said(
        "The reference day {value} is not 31 December. The atlas compares year ends only.",
        "Fetch the table for 31 December.",
    ),
    "census_day": said(
        (
            "These are the figures of a census, counted on {value}. They are no figures of a year’s end and are not "
            "stored as such."
        ),
        "Fetch table 12411 for 31 December: its figures are carried forward from this census.",
    ),
    "name_disagrees": said(
        "The file name says {named}, the content {years}. The content counts.",
        "Check whether this is the file you meant.",
    ),
    "name_disagrees_code": said(
        "The file name says table {named}, the content {code}. The content counts.",
        "Check whether this is the file you meant.",
    ),
    "same_year_twice": said(
        "The year {year} is already in the file {other}: the same year is not read twice.",
        "Remove one of the two files.",
    ),
}
"""What is said of a finding, by its code."""

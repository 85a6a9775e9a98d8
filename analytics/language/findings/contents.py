"""Sentences for what the table is about: its measure, its columns and its years."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Say
from data.tables.statuses import FIGURES

WHAT: Mapping[str, Say] = {
    "format_unknown": lambda w, f: w.text(
        "No table was recognised in the file.",
    ),
    "lies_across": lambda w, f: w.text(
        "The table lies across: the districts stand side by side in columns, not below one another.",
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
    "row_length": lambda w, f: w.text(
        "The row has {found} cells instead of {expected}.",
        **f,
    ),
    "only_moves_inside_germany": lambda w, f: w.text(
        "The matrix holds moves between districts only. Without moves to and from abroad, its balance"
        " is not that of the migration table.",
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
}
"""Code of a finding -> what was found."""

ADVICE: Mapping[str, Say] = {
    "format_unknown": lambda w, f: w.text(
        "Check delimiter and first row, or use a template.",
    ),
    "lies_across": lambda w, f: w.text(
        "Swap rows and columns (in a spreadsheet: paste special, transpose), so that each row is one district.",
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
}
"""Code of a finding -> what to do."""

"""Sentences for what the offices publish beside migration and population: the matrix, and the context."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Say

WHAT: Mapping[str, Say] = {
    "context_other_table": lambda w, f: w.text(
        "The title {value} belongs to another table than {code}, which the atlas reads.", **f
    ),
    "context_column": lambda w, f: w.text(
        "Table {code} is read from its column {value}. The file does not have it exactly once.", **f
    ),
    "context_columns": lambda w, f: w.text("Columns read: {names}. Columns the atlas does not hold: {options}.", **f),
    "context_day": lambda w, f: w.text("{value} is not the reference day of this table ({expected} and a year).", **f),
    "cut_to_atlas": lambda w, f: w.text(
        "Rows left out: {found}. They are about {territories} areas that the atlas does not show.", **f
    ),
    "balance_half": lambda w, f: w.text("Births and deaths are not both there for {years}.", **f),
    "balance_lacks": lambda w, f: w.text(
        "No balance for {years}: the atlas lacks net migration or the population at both ends of the year on the "
        "same census.",
        **f,
    ),
    "components_wait": lambda w, f: w.text(
        "Inland and abroad stay as they are for {years}: the atlas has no net migration of that year yet.", **f
    ),
    "matrix_column": lambda w, f: w.text(
        "The column {value} is not part of the matrix as the offices publish it.", **f
    ),
    "matrix_without_total": lambda w, f: w.text(
        "The balance of all people (“Saldo, Insgesamt, insgesamt”) is missing."
    ),
    "matrix_cut": lambda w, f: w.text(
        "The matrix of {year} names no move with {names}: it seems to have been cut. Its sums would be wrong.", **f
    ),
    "matrix_sum": lambda w, f: w.text("The balance is not the sum of its parts (sexes, nationalities)."),
    "matrix_with_itself": lambda w, f: w.text("A district has a balance with itself; it can only be 0."),
    "matrix_pair_twice": lambda w, f: w.text("The same two districts and age group occur several times."),
    "matrix_zeros": lambda w, f: w.text(
        "The matrix holds balances only, and no row for districts between which nobody moved: they count as 0. "
        "Moves to and from abroad are not in it."
    ),
}
"""Code of a finding -> what was found."""

ADVICE: Mapping[str, Say] = {
    "context_other_table": lambda w, f: w.text("Fetch table {code} of the Regionaldatenbank.", **f),
    "context_column": lambda w, f: w.text("Fetch the table again with all columns and their units."),
    "context_day": lambda w, f: w.text("Fetch the table for the reference day."),
    "balance_half": lambda w, f: w.text(
        "Upload tables 12612-01-01-4 and 12613-01-01-4 together, in one workbook or ZIP archive."
    ),
    "balance_lacks": lambda w, f: w.text("Upload migration and population of these years first."),
    "components_wait": lambda w, f: w.text("Upload table 12711-04-02-4 of that year first, then the matrix again."),
    "matrix_column": lambda w, f: w.text("Upload the workbook as it was downloaded."),
    "matrix_without_total": lambda w, f: w.text("Upload the workbook as it was downloaded."),
    "matrix_cut": lambda w, f: w.text("Upload the whole workbook, with every Land and all age groups."),
    "matrix_sum": lambda w, f: w.text("Compare with the original, then correct the cell."),
    "matrix_with_itself": lambda w, f: w.text("Compare with the original, then correct the cell."),
    "matrix_pair_twice": lambda w, f: w.text("Delete the row that is too much."),
}
"""Code of a finding -> what to do."""

"""Sentences for what the offices publish beside migration and population: the matrix, and the context."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Sentences, said

SENTENCES: Mapping[str, Sentences] = {
    "context_other_table": said(
        "The title {value} belongs to another table than {code}, which the atlas reads.",
        "Fetch table {code} of the Regionaldatenbank.",
    ),
    "context_column": said(
        "Table {code} is read from its column {value}. The file does not have it exactly once.",
        "Fetch the table again with all columns and their units.",
    ),
    "context_columns": said("Columns read: {names}. Columns the atlas does not hold: {options}."),
    "context_day": said(
        "{value} is not the reference day of this table ({expected} and a year).",
        "Fetch the table for the reference day.",
    ),
    "cut_to_atlas": said("Rows left out: {found}. They are about {territories} areas that the atlas does not show."),
    "balance_half": said(
        "Births and deaths are not both there for {years}.",
        "Upload tables 12612-01-01-4 and 12613-01-01-4 together, in one workbook or ZIP archive.",
    ),
    "balance_lacks": said(
        (
            "No balance for {years}: the atlas lacks net migration or the population at both ends of the year on the "
            "same census."
        ),
        "Upload migration and population of these years first.",
    ),
    "components_wait": said(
        "Inland and abroad stay as they are for {years}: the atlas has no net migration of that year yet.",
        "Upload table 12711-04-02-4 of that year first, then the matrix again.",
    ),
    "matrix_column": said(
        "The column {value} is not part of the matrix as the offices publish it.",
        "Upload the workbook as it was downloaded.",
    ),
    "matrix_without_total": said(
        "The balance of all people (“Saldo, Insgesamt, insgesamt”) is missing.",
        "Upload the workbook as it was downloaded.",
    ),
    "matrix_cut": said(
        "The matrix of {year} names no move with {names}: it seems to have been cut. Its sums would be wrong.",
        "Upload the whole workbook, with every Land and all age groups.",
    ),
    "matrix_sum": said(
        "The balance is not the sum of its parts (sexes, nationalities).",
        "Compare with the original, then correct the cell.",
    ),
    "matrix_with_itself": said(
        "A district has a balance with itself; it can only be 0.",
        "Compare with the original, then correct the cell.",
    ),
    "matrix_pair_twice": said(
        "The same two districts and age group occur several times.",
        "Delete the row that is too much.",
    ),
    "matrix_zeros": said(
        "The matrix holds balances only, and no row for districts between which nobody moved: they count as 0. "
        "Moves to and from abroad are not in it."
    ),
}
"""What is said of a finding, by its code."""

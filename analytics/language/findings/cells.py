"""Sentences for single cells: numbers, signs, and what a column allows."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Say

WHAT: Mapping[str, Say] = {
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
    "not_stated": lambda w, f: w.text(
        "Values the office does not state ({flag}) stay empty; they are not zero.",
        **f,
    ),
    "mended": lambda w, f: w.text(
        "{value} is read as {new}.",
        **f,
    ),
    "mend_not_applied": lambda w, f: w.text(
        "The correction of {value} was not applied: the cell holds something else.",
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
"""Code of a finding -> what was found."""

ADVICE: Mapping[str, Say] = {
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
    "mend_not_applied": lambda w, f: w.text(
        "Check whether it is still needed.",
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
"""Code of a finding -> what to do."""

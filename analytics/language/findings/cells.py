"""Sentences for single cells: numbers, signs, and what a column allows."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Sentences, said

SENTENCES: Mapping[str, Sentences] = {
    "number_ambiguous": said(
        (
            "The column can be read in two ways: {value} is {as_german} in German and {as_english} in English "
            "writing. No cell shows which."
        ),
        "Choose the reading of this column.",
    ),
    "number_mixed": said(
        "The column mixes German and English numbers: {examples}.",
        "Correct the cells, or choose the reading of the column.",
    ),
    "not_a_number": said("{value} is neither a number nor a known sign.", "Correct the cell."),
    "not_whole": said("{value} is not a whole number; persons are counted whole.", "Check unit and number format."),
    "below_zero": said("{value} is less than zero.", "Correct the cell."),
    "formula_cell": said(
        "The cell contains a formula ({value}). It is neither calculated nor stored.",
        "Replace the formula by its value.",
    ),
    "not_stated": said("Values the office does not state ({flag}) stay empty; they are not zero."),
    "mended": said("{value} is read as {new}."),
    "mend_not_applied": said(
        "The correction of {value} was not applied: the cell holds something else.",
        "Check whether it is still needed.",
    ),
    "cell_empty": said("The cell must not be empty.", "Fill it in."),
    "not_allowed": said("{value} is not allowed here. Allowed are: {allowed}.", "Use one of these values."),
    "not_yes_no": said("{value} is neither yes nor no.", "Write yes or no."),
    "out_of_range": said("{value} lies outside the allowed range ({limit}).", "Correct the cell."),
    "wrong_pattern": said(
        "{value} does not have the form this column needs.",
        "See the explanation sheet of the template.",
    ),
    "unknown_member_id": said(
        "The initiative {value} is not in the register.",
        "Add it to the register first, or correct the key.",
    ),
    "unknown_source_id": said(
        "The source {value} is not in the list of sources.",
        "Correct the key, or leave the cell empty: then the file itself is the source.",
    ),
}
"""What is said of a finding, by its code."""

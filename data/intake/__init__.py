"""Foreign files in: recognised by content, checked, converted, compared. Nothing here stores or shows."""

from data.intake.comparing import check_against
from data.intake.difference import Difference, apply_to_base, canonical, compute_difference
from data.intake.lists.template import TEMPLATES, explain, write_template, write_template_csv
from data.intake.model import Choices, ColumnMapping, Correction, Finding, Intake, Recognition
from data.intake.provenance import source_row
from data.intake.reading import check_together, read_file

__all__ = [
    "TEMPLATES",
    "Choices",
    "ColumnMapping",
    "Correction",
    "Difference",
    "Finding",
    "Intake",
    "Recognition",
    "apply_to_base",
    "canonical",
    "check_against",
    "check_together",
    "compute_difference",
    "explain",
    "read_file",
    "source_row",
    "write_template",
    "write_template_csv",
]

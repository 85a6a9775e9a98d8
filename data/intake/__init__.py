"""Foreign files in: recognised by content, checked, converted, compared. Nothing here stores or shows."""

from data.intake.model import Choices, ColumnMapping, Finding, Intake, Mend, Recognition
from data.intake.reading import check_together, read_file

__all__ = [
    "Choices",
    "ColumnMapping",
    "Finding",
    "Intake",
    "Mend",
    "Recognition",
    "check_together",
    "read_file",
]

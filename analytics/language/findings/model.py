"""What a finding brings along, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from analytics.language.wording import Wording

Say = Callable[[Wording, dict[str, str]], str]
"""Writes one sentence of a finding out of its fields, where they decide on its words."""


@dataclass(frozen=True)
class Sentences:
    """What is said of every finding of one code: English sentences with the names of their fields.

    Attributes:
        what: what was found, and why it matters.
        advice: what to do, blank when nothing is asked of the person.
    """

    what: str | Say
    advice: str | Say = ""

    def write(self, w: Wording, fields: dict[str, str]) -> tuple[str, str]:
        """Both in the language, filled in."""
        what, advice = (
            part(w, fields) if callable(part) else w.marked(part, fields) for part in (self.what, self.advice)
        )
        return what, advice


said = Sentences
"""Marks its literals for translation, as `w.text` does."""


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

"""The numbers of each row, and why one is missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from data.intake.cells.coded import Coded, Mask, Rows
from data.intake.cells.number_formats import SHOWN
from data.intake.cells.numbers import Numbers, read_numbers
from data.intake.cells.symbols import LETTERS, NO_VALUE, NOTED, NOTHING
from data.intake.figures.model import FLAG_ID, Floats, Ids, Raw, Report
from data.intake.model import Choices, Reading
from data.intake.words.meaning import HALVES
from data.tables.statuses import FIGURES


def chosen_reading(choices: Choices, heading: str) -> Reading | None:
    """The reading a person has fixed for a column."""
    decided = choices.numbers.get(heading)
    if decided is None and choices.decimal:
        return "german" if choices.decimal == "," else "english"
    return decided


@dataclass(eq=False)
class _Values:
    """What the value columns of a block say, spread over its rows."""

    flag: Ids
    dashes: Mask
    numbers: dict[str, Floats] = field(default_factory=dict)
    balance: tuple[Ids, npt.NDArray[np.object_]] | None = None

    def take(self, name: str, role: str, column: Coded, numbers: Numbers, rows: Rows) -> None:
        """Keep the numbers of a column; those of the totals bring their signs along."""
        codes = column.codes[rows]
        self.numbers[name] = numbers.found[codes]
        if name == "net":
            self.balance = (codes, numbers.status)
        elif name == role:
            if numbers.signs:
                self.flag = _outranking(self.flag, codes, numbers.status)
            if NOTHING not in numbers.signs:
                self.dashes[:] = False
            elif self.dashes.any():
                self.dashes &= (numbers.status == NOTHING)[codes]


def read_values(raw: Raw, report: Report, rows: Rows) -> tuple[dict[str, Floats], Ids, Mask]:
    """Numbers of every value column, the flag that outranks the others of the row, and the rows of dashes only.

    Every cell of the block is judged; numbers are spread over `rows` only.
    """
    read = _Values(np.zeros(len(rows), dtype=np.int32), np.ones(len(rows), dtype=bool))
    for role in FIGURES[report.table]:
        for name in (role, *(f"{role}_{half}" for half in HALVES)):
            column = raw.columns.get(name)
            if column is not None:
                chosen = chosen_reading(report.choices, raw.places.get(name, (-1, ""))[1])
                numbers = read_numbers(column, chosen or report.reading)
                _report_numbers(raw, report, name, numbers)
                read.take(name, role, column, numbers, rows)
        quality = raw.columns.get(f"{role}_quality")
        if quality is not None:
            read.flag = _named_flag(read.flag, quality, LETTERS, rows)
    stated = raw.columns.get("status")
    if stated is not None:
        read.flag = _named_flag(read.flag, stated, NO_VALUE, rows)
    if report.table == "migration":
        read.flag = _complete_net(read.numbers, read.flag, read.balance)
    return read.numbers, read.flag, read.dashes


def _complete_net(values: dict[str, Floats], flag: Ids, balance: tuple[Ids, npt.NDArray[np.object_]] | None) -> Ids:
    """Fill in the balance where arrivals and departures are stated; what its own cell says counts only where not."""
    if not {"arrivals", "departures"} <= set(values):
        return flag
    computed = values["arrivals"] - values["departures"]
    if balance is None:
        values["net"] = computed
        return flag
    open_cells = np.isnan(values["net"])
    values["net"] = np.where(open_cells, computed, values["net"])
    codes, status = balance
    stated = _outranking(flag, codes, status)
    return np.where(np.isnan(values["net"]), stated, flag).astype(np.int32)


def _named_flag(flag: Ids, column: Coded, words: Collection[str], rows: Rows) -> Ids:
    """The flag, with what a column of its own says in one of these words."""
    said = column.mapped(lambda text: text if text in words else "")
    return _outranking(flag, column.codes[rows], np.array([text or "" for text in said], dtype=object))


def _outranking(flag: Ids, codes: Ids, status: npt.NDArray[np.object_]) -> Ids:
    """Of two flags in a row the one further up in `FLAGS` stays."""
    own = np.zeros(len(status), dtype=np.int32)
    for position in np.flatnonzero(status != ""):
        own[position] = FLAG_ID.get(status[position], 0)
    if not own.any():
        return flag
    spread = own[codes]
    both = (flag > 0) & (spread > 0)
    return np.where(both, np.minimum(flag, spread), np.maximum(flag, spread)).astype(np.int32)


def _report_numbers(raw: Raw, report: Report, role: str, numbers: Numbers) -> None:
    report.votes.append(numbers.vote)
    column = raw.columns[role]
    if numbers.vote in ("ambiguous", "mixed"):
        bad = column.where(numbers.bad)
        example = numbers.examples[0]
        readings = _both_readings(example)
        report.add(
            "error",
            f"number_{numbers.vote}",
            raw,
            bad,
            role=role,
            value=example,
            examples=list(numbers.examples),
            **readings,
        )
        return
    if numbers.bad.any():
        _report_bad(raw, report, role, numbers.bad)
    if NOTED in numbers.signs:
        noted = column.where(numbers.status == NOTED)
        report.add("note", "footnote_mark", raw, noted, role=role, value=column.text_at(int(noted.argmax())))
    whole = np.isnan(numbers.found) | (numbers.found % 1 == 0)
    report.add_each("error", "not_whole", raw, ~whole, role=role)
    if role.split("_")[0] != "net":
        report.add_each("error", "below_zero", raw, numbers.found < 0, role=role)


def _report_bad(raw: Raw, report: Report, role: str, bad: Mask) -> None:
    """Cells that hold no number: formulas, numbers shown as something else, and the rest."""
    column = raw.columns[role]
    formula = column.matches("^[=@]|^[+-][A-Za-z]", bad)
    report.add_each("error", "formula_cell", raw, formula, role=role)
    shown = column.matches(f"^{SHOWN}$", bad)
    if (otherwise := column.where(shown)).any():
        # A number format holds for a column: one finding tells it.
        report.add("error", "shown_otherwise", raw, otherwise, role=role, value=column.text_at(int(otherwise.argmax())))
    report.add_each("error", "not_a_number", raw, bad & ~formula & ~shown, role=role)


def _both_readings(example: str) -> dict[str, float]:
    one = Coded.from_list([example])
    return {
        "as_german": float(read_numbers(one, "german").found[0]),
        "as_english": float(read_numbers(one, "english").found[0]),
    }

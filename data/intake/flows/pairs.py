"""Balances of pairs of districts: read, checked, and added up by partner as `migration_flows` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.intake.cells.coded import Coded
from data.intake.cells.numbers import read_numbers
from data.intake.flows.head import Head
from data.intake.model import ROWS_KEPT, Choices, Finding
from data.intake.words.labels import TOTAL, age_codes, read_age
from data.intake.words.territory import Territory, find_kreis
from data.intake.workbooks.grid import Grid, letter

_LAENDER = tuple(f"{number:02d}" for number in range(1, 17))
_BERLIN = "11000"
_SPLIT_BY_NATIONALITY = 2
"""Partners given for German nationals, too: Berlin, and the Länder by their keys of two digits."""


@dataclass
class Pairs:
    """What the sheets of a matrix hold for the atlas.

    Attributes:
        rows: target, origin, age_group, year, all, german (where given), row, sheet.
        outside: keys of targets outside the atlas, with the number of their rows.
        findings: what was noticed.
    """

    rows: list[pd.DataFrame] = field(default_factory=list)
    outside: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_pairs(grid: Grid, head: Head, year: int, choices: Choices, pairs: Pairs) -> None:
    """Read one sheet; rows of other targets are counted, everything that is no pair is an error."""
    columns = [*head.keys.values(), *head.measures.values()]
    block = grid.read(head.start, head.width, sorted(columns))
    pairs.findings += block.findings
    texts = {role: _corrected(block.columns[at], at, block.rows, grid, choices) for role, at in head.keys.items()}
    filled = ~(texts["target"].where(texts["target"].blank) & texts["origin"].where(texts["origin"].blank))
    targets = _territories(texts["target"], choices)
    kinds = np.array([one.kind if one else "" for one in targets], dtype=object)[texts["target"].codes]
    own = filled & (kinds == "kreis")
    _report(pairs, grid, head, block.rows, filled & ~np.isin(kinds, ["kreis", "outside"]), "target", texts["target"])
    for code in texts["target"].codes[filled & (kinds == "outside")]:
        key = texts["target"].texts()[code]
        pairs.outside[key] = pairs.outside.get(key, 0) + 1
    kept = {role: column.take(own) for role, column in texts.items()}
    frame = _keys(kept, targets, block.rows[own], choices, grid, head, pairs)
    for role, at in head.measures.items():
        column = _corrected(block.columns[at], at, block.rows, grid, choices).take(own)
        frame[role] = _numbers(column, block.rows[own], grid, head, at, pairs)
    _check_sums(frame, head, grid, pairs)
    pairs.rows.append(frame.assign(year=year, sheet=grid.sheet))


def _territories(column: Coded, choices: Choices) -> list[Territory | None]:
    return list(column.mapped(lambda text: find_kreis(text, choices.names)))


def _corrected(column: Coded, at: int, rows: np.ndarray, grid: Grid, choices: Choices) -> Coded:
    """The column with a person's corrections."""
    for one in choices.corrections:
        if one.column == letter(at) and one.sheet in ("", grid.sheet):
            same = column.where(np.array([text == one.old.strip() for text in column.texts()], dtype=bool))
            hits = np.flatnonzero(same & (rows == one.row if one.row is not None else True))
            column = column.replaced(hits, one.new) if len(hits) else column
    return column


def _keys(
    kept: Mapping[str, Coded],
    targets: list[Territory | None],
    rows: np.ndarray,
    choices: Choices,
    grid: Grid,
    head: Head,
    pairs: Pairs,
) -> pd.DataFrame:
    """Target, origin and age group of every row."""
    origins = _territories(kept["origin"], choices)
    ages = kept["age"].mapped(lambda text: read_age(text, "migration"))
    keys = np.array([one.ags if one and one.kind in ("kreis", "outside") else "" for one in origins], dtype=object)
    target = np.array([one.ags if one else "" for one in targets], dtype=object)[kept["target"].codes]
    origin, age = keys[kept["origin"].codes], ages[kept["age"].codes]
    _report(pairs, grid, head, rows, origin == "", "origin", kept["origin"])
    _report(pairs, grid, head, rows, ~np.isin(age, age_codes("migration")), "age", kept["age"])
    frame = pd.DataFrame({"target": target, "origin": origin, "age_group": age, "row": rows}, dtype=object)
    twice = frame.duplicated(["target", "origin", "age_group"]).to_numpy()
    if twice.any():
        pairs.findings.append(_at(grid, head, rows[twice], "matrix_pair_twice", "target"))
    return frame


def _numbers(column: Coded, rows: np.ndarray, grid: Grid, head: Head, at: int, pairs: Pairs) -> np.ndarray:
    numbers = read_numbers(column)
    found = numbers.number_per_row(column)
    bad = column.where(numbers.bad) | np.isnan(found) | (found % 1 != 0)
    for text in dict.fromkeys(column.text_at(int(i)) for i in np.flatnonzero(bad)):
        same = bad & column.where(np.array([one == text for one in column.texts()], dtype=bool))
        code = "cell_empty" if not text else "not_a_number"
        pairs.findings.append(_finding(grid, rows[same], code, at, head, text))
        break
    return found


def _check_sums(frame: pd.DataFrame, head: Head, grid: Grid, pairs: Pairs) -> None:
    """Both sexes are everybody, and so are German and other nationals."""
    sums = [(one, (f"{one}_male", f"{one}_female")) for one in ("all", "german", "foreign")]
    for whole, parts in [*sums, ("all", ("german", "foreign"))]:
        if {whole, *parts} <= set(head.measures):
            wrong = (frame[whole] != frame[list(parts)].sum(axis=1)).to_numpy()
            rows = frame["row"].to_numpy()[wrong]
            if len(rows):
                pairs.findings.append(_finding(grid, rows, "matrix_sum", head.measures[whole], head))
    with_itself = frame["row"].to_numpy()[((frame["target"] == frame["origin"]) & (frame["all"] != 0)).to_numpy()]
    if len(with_itself):
        pairs.findings.append(_finding(grid, with_itself, "matrix_with_itself", head.measures["all"], head))


def _report(pairs: Pairs, grid: Grid, head: Head, rows: np.ndarray, bad: np.ndarray, role: str, column: Coded) -> None:
    """One error for each text that is no target, origin or age of a matrix."""
    code = "unknown_age" if role == "age" else "unknown_key"
    for text in dict.fromkeys(column.text_at(int(row)) for row in np.flatnonzero(bad)):
        same = bad & column.where(np.array([one == text for one in column.texts()], dtype=bool))
        pairs.findings.append(_finding(grid, rows[same], code, head.keys[role], head, text))


def _at(grid: Grid, head: Head, rows: np.ndarray, code: str, role: str) -> Finding:
    return _finding(grid, rows, code, head.keys[role], head)


def _finding(grid: Grid, rows: np.ndarray, code: str, at: int, head: Head, value: str = "") -> Finding:
    numbers = tuple(int(row) for row in rows[:ROWS_KEPT])
    name = head.headings[at] if at < len(head.headings) else ""
    return Finding(
        "error", code, sheet=grid.sheet, row=numbers[0], column=letter(at), heading=name, value=value,
        count=len(rows), rows=numbers,
    )  # fmt: skip


def lacking(rows: pd.DataFrame) -> list[str]:
    """Age groups and Länder no pair names: a matrix without them was cut, and its sums would be too small."""
    laender = {str(key)[:2] for key in rows["origin"]}
    ages = [age for age in age_codes("migration") if age not in set(rows["age_group"])]
    return [*ages, *(land for land in _LAENDER if land not in laender)]


def add_up(rows: pd.DataFrame, partners: list[str]) -> pd.DataFrame:
    """Balances by partner, age group and nationality; a pair without a row had no move and counts as zero.

    Returns:
        One row per (target, year, age_group, partner, nationality): net (persons), row, sheet of the first pair.
    """
    rows = rows[rows["target"] != rows["origin"]]
    named = [key if key in partners else key[:2] for key in rows["origin"].astype(str)]
    measures = [name for name in ("all", "german") if name in rows]
    long = rows.assign(partner=named).melt(
        ["target", "year", "age_group", "partner", "row", "sheet"], measures, "nationality", "net"
    )
    by_land = (long["partner"].str.len() == _SPLIT_BY_NATIONALITY) | (long["partner"] == _BERLIN)
    long = long[by_land | (long["nationality"] == "all")]
    long = pd.concat([long, long.assign(age_group=TOTAL)], ignore_index=True)
    keys = ["target", "year", "age_group", "partner", "nationality"]
    sums = long.groupby(keys).agg(net=("net", "sum"), row=("row", "min"), sheet=("sheet", "first")).reset_index()
    return _with_zeros(sums, rows, partners, measures)


def _with_zeros(sums: pd.DataFrame, rows: pd.DataFrame, partners: list[str], measures: list[str]) -> pd.DataFrame:
    """The sums, with a zero for every partner a district had no move with."""
    first = rows.groupby(["target", "year"]).agg(first=("row", "min"), tab=("sheet", "first")).reset_index()
    whole = pd.DataFrame({"partner": partners}).merge(pd.DataFrame({"nationality": measures}), how="cross")
    split = (whole["partner"].str.len() == _SPLIT_BY_NATIONALITY) | (whole["partner"] == _BERLIN)
    whole = whole[split | (whole["nationality"] == "all")]
    whole = whole.merge(pd.DataFrame({"age_group": [TOTAL, *age_codes("migration")]}), how="cross")
    whole = first.merge(whole, how="cross")
    whole = whole[whole["target"] != whole["partner"]]
    both = whole.merge(sums, on=["target", "year", "age_group", "partner", "nationality"], how="left")
    return both.assign(
        net=both["net"].fillna(0).astype("int64"),
        row=both["row"].fillna(both["first"]).astype("int64"),
        sheet=both["sheet"].fillna(both["tab"]),
    )

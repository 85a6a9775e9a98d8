"""Finer age groups than the atlas's, added up where they fill a group of the atlas exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.intake.cells.coded import Coded, Rows
from data.intake.cells.numbers import read_numbers
from data.intake.figures.model import Raw
from data.intake.figures.values import chosen_reading
from data.intake.model import Choices, Reading
from data.intake.words.labels import age_groups, read_age, read_span
from data.intake.words.meaning import HALVES
from data.tables.statuses import FIGURES

Span = tuple[int, int | None]


def fold_ages(raw: Raw, table: str, choices: Choices) -> Raw:
    """The block with groups such as 65 to under 70 and 70 to under 75 as one of 65 to under 75.

    A group is added up only when its parts fill it without a gap; everything else stays for the checks to name.
    """
    column = raw.columns.get("age_group")
    if column is None or table not in FIGURES:
        return raw
    parts = _parts(column.texts(), table)
    if not parts:
        return raw
    codes = np.array([parts.get(text, "") for text in column.texts()], dtype=object)[column.codes]
    finer = codes != ""
    sums, first, sizes = _summed(raw, table, codes, finer, choices)
    whole = Counter(parts.values())
    if any(size != whole[code] for size, code in zip(sizes, sums["age_group"], strict=True)):
        return raw
    return _joined(raw, ~finer, sums, first)


def _parts(labels: list[str], table: str) -> dict[str, str]:
    """Label of a part -> the group it belongs to, for every group that is filled and not there itself."""
    present = {read_age(label, table) for label in labels}
    spans = {label: span for label in labels if not read_age(label, table) and (span := read_span(label))}
    found: dict[str, str] = {}
    for group, code in age_groups(table).items():
        inside = {label: span for label, span in spans.items() if _lies_in(span, group)}
        if inside and code not in present and _fill(sorted(inside.values(), key=lambda one: one[0]), group):
            found.update(dict.fromkeys(inside, code))
    return found


def _lies_in(span: Span, group: Span) -> bool:
    start, end = group
    return span[0] >= start and (end is None or (span[1] is not None and span[1] <= end))


def _fill(spans: list[Span], group: Span) -> bool:
    """Whether spans, youngest first, follow one another from the first to the last age of a group."""
    ends = [group[0], *(one[1] for one in spans)]
    return [one[0] for one in spans] == ends[:-1] and ends[-1] == group[1]


def _summed(
    raw: Raw, table: str, codes: np.ndarray, finer: np.ndarray, choices: Choices
) -> tuple[dict[str, list[str]], Rows, list[int]]:
    """Texts of the added rows by role, the row to name for each, and how many parts each has.

    A part that is no whole number stands for its group, so that the checks name it or keep its sign.
    """
    time = "date" if "date" in raw.columns else "year"
    rows = np.flatnonzero(finer)
    keys: Mapping[str, Coded] = {role: raw.columns[role].take(rows) for role in ("ags", time)}
    frame = pd.DataFrame({role: column.codes for role, column in keys.items()})
    frame["age_group"], frame["row"], frame["odd"] = codes[rows], raw.rows[rows], np.nan
    values = [f"{role}{half}" for role in FIGURES[table] for half in ("", *(f"_{one}" for one in HALVES))]
    values = [role for role in values if role in raw.columns]
    for role in values:
        reading = chosen_reading(choices, raw.places.get(role, (-1, ""))[1])
        frame[role], odd = _numbers(raw.columns[role].take(rows), reading, signed=role == "net")
        frame[f"{role}_odd"] = odd
        frame["odd"] = frame["odd"].fillna(frame["row"].where(odd.notna()))
    groups = frame.groupby(["ags", time, "age_group"], sort=False)
    sums, first = groups[values].sum().reset_index(), groups.first()
    texts = {role: _texts(sums[role], first[f"{role}_odd"]) for role in values}
    for role, column in keys.items():
        known = column.texts()
        texts[role] = [known[code] for code in sums[role]]
    texts["age_group"] = [str(code) for code in sums["age_group"]]
    named = first["odd"].fillna(groups["row"].min())
    return texts, named.to_numpy(dtype=np.int64), groups.size().tolist()


def _numbers(column: Coded, reading: Reading | None, *, signed: bool) -> tuple[np.ndarray, pd.Series]:
    """The number of each row, and the texts that cannot be added up; missing where they can."""
    numbers = read_numbers(column, reading).number_per_row(column)
    added = (numbers % 1 == 0) & ((numbers >= 0) | signed)
    return numbers, pd.Series(column.texts_per_row(), dtype=object).mask(added)


def _texts(sums: pd.Series, odd: pd.Series) -> list[str]:
    """Each sum as text, or the text that stands for it."""
    return [str(int(one)) if pd.isna(text) else str(text) for one, text in zip(sums, odd, strict=True)]


def _joined(raw: Raw, keep: np.ndarray, sums: dict[str, list[str]], first: Rows) -> Raw:
    columns = {
        role: Coded.from_list([*column.take(keep).texts_per_row(), *sums.get(role, [""] * len(first))])
        for role, column in raw.columns.items()
    }
    return Raw(columns, raw.places, np.concatenate([raw.rows[keep], first]), raw.sheet)

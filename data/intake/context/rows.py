"""The rows of such a table: territory and year of each, cut to the areas the atlas holds it for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from data.intake.cells.coded import Rows as Numbers
from data.intake.context.head import Head, read_time
from data.intake.formats.parts.base import Parsed
from data.intake.model import ROWS_KEPT, Finding
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Grid, letter
from data.records import load_table


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of areas the atlas holds.

    Attributes:
        frame: region, year.
        numbers: their spreadsheet rows.
        texts: zero-based column -> the cells in it.
    """

    frame: pd.DataFrame
    numbers: Numbers
    texts: dict[int, list[str]]


def read_rows(grid: Grid, head: Head, columns: Sequence[int], parsed: Parsed) -> Rows:
    """Read the rows; findings go into `parsed`."""
    own = [head.key, head.key + 1, *([0] if head.key else []), *columns]
    width = max(len(head.paths), max(own) + 1)
    block = grid.read(head.start + 1, width, sorted(set(own)))
    parsed.findings += block.findings
    texts = {at: column.texts_per_row() for at, column in block.columns.items()}
    numbers = block.rows
    keys, names = texts[head.key], texts[head.key + 1]
    times = _times(head, texts, columns)
    filled = [i for i, key in enumerate(keys) if key and (names[i] or any(texts[at][i] for at in columns))]
    regions = _regions(filled, keys, names, numbers, head, parsed)
    kept = [i for i in filled if i in regions]
    years = _years([times[i] for i in kept], numbers[kept], head, parsed)
    frame = pd.DataFrame({"region": [regions[i] for i in kept], "year": years}, dtype="str")
    return Rows(frame, numbers[kept], {at: [texts[at][i] for i in kept] for at in columns})


def _times(head: Head, texts: dict[int, list[str]], columns: Sequence[int]) -> list[str]:
    """Year or day of each row: it stands once, above or before its block."""
    times, time = [], head.time
    for i, first in enumerate(texts[0]):
        alone = not head.key and not any(texts[at][i] for at in (1, *columns))
        time = (read_time(first) if head.key or alone else "") or time
        times.append(time)
    return times


@lru_cache(maxsize=4)
def _held(table: str) -> frozenset[str]:
    """Areas the atlas holds a table for."""
    return frozenset(load_table(table)["region"])


def _regions(
    filled: Sequence[int], keys: Sequence[str], names: Sequence[str], numbers: Numbers, head: Head, parsed: Parsed
) -> dict[int, str]:
    """Area of each row the atlas holds; the others are counted, what is no area is an error."""
    held, regions = _held(parsed.table), {}
    outside: dict[str, int] = {}
    strange: dict[tuple[str, str], list[int]] = {}
    for i in filled:
        place = find_kreis(keys[i])
        named = find_kreis(names[i])
        region = "DG" if place.kind == "nation" else place.ags
        if named.kind == "kreis" and place.kind in ("kreis", "outside") and named.ags != place.ags:
            strange.setdefault(("name_key_mismatch", keys[i]), []).append(i)
        elif region in held:
            regions[i] = region
        elif place.kind in ("land", "region", "outside", "dissolved", "nation"):
            outside[keys[i]] = outside.get(keys[i], 0) + 1
        else:
            strange.setdefault(("unknown_key", keys[i]), []).append(i)
    for (code, key), rows in strange.items():
        fields = {"name": names[rows[0]], "ags": find_kreis(names[rows[0]]).ags, "candidates": []}
        parsed.findings.append(_finding(code, numbers[rows], head, head.key, key, parsed, **fields))
    if outside:
        count = sum(outside.values())
        cut = {"territories": len(outside), "found": count}
        parsed.findings.append(Finding("note", "cut_to_atlas", sheet=parsed.sheet, count=count, fields=cut))
    return regions


def _years(times: Sequence[str], numbers: Numbers, head: Head, parsed: Parsed) -> list[str]:
    """Year of each row, where the day is the one the table is about."""
    day = head.layout.day
    for time in dict.fromkeys(times):
        if time.startswith(day) and len(time) == len(day) + 4:
            continue
        rows = numbers[np.array([one == time for one in times])]
        code = ("context_day" if day else "no_whole_year") if time else "year_missing"
        parsed.findings.append(_finding(code, rows, head, 0, time, parsed, expected=day, measure=time, words=time))
    return [time[-4:] for time in times]


def _finding(code: str, numbers: Numbers, head: Head, at: int, value: str, parsed: Parsed, **fields: object) -> Finding:
    rows = tuple(int(row) for row in numbers[:ROWS_KEPT])
    return Finding(
        "error", code, sheet=parsed.sheet, row=rows[0], column=letter(at), heading=head.headings[at], value=value,
        count=len(numbers), rows=rows, fields=fields,
    )  # fmt: skip

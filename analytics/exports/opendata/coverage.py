"""How much of what a table of areas and years asks for it holds, for the descriptions beside its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.language import Wording
from analytics.rates.completeness import values_sentence

# More areas than this with the same years are counted instead of named.
_MOST_NAMES = 6
_AREAS, _TIMES = ("ags", "region"), ("year", "date")


def describe_coverage(frame: pd.DataFrame, key: Sequence[str], names: Mapping[str, str], w: Wording) -> str:
    """How many values a table asks for and has, and which are missing and why.

    Every area is asked for in every year; of a part of the table (an age group, an indicator) from the first year to
    the last it is in the table. An area asks for nothing with itself as partner. A value is missing without a row, or
    when its row has no number; the column `reason` or `status` says why.

    Args:
        frame: the table, with an area and a year or date in its key.
        key: its key.
        names: of areas, by key.
        w: language.
    """
    area = next(name for name in key if name in _AREAS)
    rest = [name for name in key if name not in (*_AREAS, *_TIMES)]
    cells = _asked(frame, area, rest).merge(_found(frame, key, area, rest), how="left", on=[area, "year", *rest])
    cells["missing"] = cells["known"].ne(True)
    missing = _name_missing(cells, area, names, w)
    return values_sentence(w, missing["name"], missing["reason"].fillna(""), len(cells))


def _asked(frame: pd.DataFrame, area: str, rest: list[str]) -> pd.DataFrame:
    """Every area in every year of every part."""
    spans = frame.assign(all="").groupby([*rest, "all"])["year"].agg(["min", "max"]).reset_index()
    years = [range(int(first), int(last) + 1) for first, last in zip(spans["min"], spans["max"], strict=True)]
    parts = spans[rest].assign(year=pd.Series(years, dtype=object)).explode("year").astype({"year": "int64"})
    grid = parts.merge(pd.DataFrame({area: sorted(frame[area].unique())}), how="cross")
    return grid[~grid[rest].eq(grid[area], axis="index").any(axis="columns")]


def _found(frame: pd.DataFrame, key: Sequence[str], area: str, rest: list[str]) -> pd.DataFrame:
    """The values there are a row for: whether it has a number, and why it has none."""
    numbers = [
        name for name in frame
        if name not in key and not str(name).startswith("year") and pd.api.types.is_numeric_dtype(frame[name])
    ]  # fmt: skip
    why = frame["reason"] if "reason" in frame else frame.get("status", pd.Series("", frame.index))
    rows = frame.assign(known=frame[numbers].notna().any(axis="columns"), why=why, year=frame["year"].astype("int64"))
    return rows.groupby([area, "year", *rest], as_index=False).agg(known=("known", "max"), reason=("why", "first"))


def _name_missing(cells: pd.DataFrame, area: str, names: Mapping[str, str], w: Wording) -> pd.DataFrame:
    """The missing values, each with a name: the years nobody has anything for, else the area with its years.

    Areas with the same years are counted when they are many; years of which only a part is missing say so.
    """
    nobody = cells.groupby("year")["missing"].transform("all")
    whole = cells.groupby([area, "year"])["missing"].transform("all")
    rows = cells.assign(who=cells[area].mask(nobody, ""), whole=whole)[cells["missing"]]
    rows["span"] = rows.groupby(["who", "whole"])["year"].transform(_runs)
    alike = rows.groupby(["span", "whole"])["who"].transform("nunique")
    called = [
        f"{names.get(who, who) if n <= _MOST_NAMES else w.text('{n} areas', n=n)} {span}".strip()
        for who, span, n in zip(rows["who"], rows["span"], alike, strict=True)
    ]
    told = [
        name if is_whole else w.text("{name} in part", name=name)
        for name, is_whole in zip(called, rows["whole"], strict=True)
    ]
    return rows.assign(name=told)


def _runs(years: pd.Series) -> str:
    """Years as runs: 2000, 2002–2004."""
    known = sorted(set(years))
    starts = [year for year in known if year - 1 not in known]
    ends = [year for year in known if year + 1 not in known]
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))

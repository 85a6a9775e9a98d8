"""Steps from one year to another: a district that leaves its own history, and a table in which all do at once.

True figures move together: in 2022 arrivals rose by half everywhere, cohorts shrink a whole age group of all
districts. So a district is held against the median of the others and against its own past. When the median itself
moves further than it ever did, the table is another measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.intake.model import Finding

_KEY = ["ags", "age_group"]
_TOTAL = "insgesamt"
LEAST_STEP = {"migration": 0.4, "population": 0.15}
"""Logarithmic steps below are never pointed out: the largest regular ones of 2001 to 2024 are near them."""
UNUSUAL = 6.0
"""Steps of so many typical deviations of a district and age group (with the chance of small numbers) are unusual."""
LEAST_PERSONS = 100
BOTH_FLOWS, ONE_FLOW = 0.2, 0.5
"""Median steps of all districts: arrivals and departures never rose or fell together by a fifth (2001 to 2024)."""
STOCK, STOCK_PER_YEAR = 0.035, 0.01
"""The population of the median district never changed by more than 2.3 % in a year, the census of 2011 included."""
FAR = 5
"""Years further apart are not compared."""
FEWEST = 3
"""Districts needed to speak of most of them."""
_MOST = 100


def find_steps(frame: pd.DataFrame, table: str, names: Sequence[str], base: pd.DataFrame) -> list[Finding]:
    """Warnings for single districts, or the one error that all of them moved alike."""
    pairs = pair_years(frame, names, base)
    if pairs.empty:
        return []
    alike = _alike(pairs, table, names)
    return alike or _single(pairs, table, names, base)


def pair_years(frame: pd.DataFrame, names: Sequence[str], base: pd.DataFrame) -> pd.DataFrame:
    """Rows of the upload beside the nearest year known for them; `year_before` says which."""
    columns = [*_KEY, "year", *names]
    stored = set(base["year"].unique())
    both = pd.concat([base[columns], frame[columns]], ignore_index=True).drop_duplicates([*_KEY, "year"])
    known = stored | set(frame["year"].unique())
    pieces = []
    for year in sorted(frame["year"].unique()):
        years = known if year in stored else known - {year}
        nearest = min(years, key=lambda other: (abs(other - year), other > year), default=None)
        if nearest is None or abs(nearest - year) > FAR:
            continue
        rows = frame.loc[frame["year"] == year, [*columns, "row_number"]]
        before = both.loc[both["year"] == nearest].rename(columns={"year": "year_before"})
        pieces.append(rows.merge(before, on=_KEY, how="inner", suffixes=("", "_before")))
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame()


def _step(pairs: pd.DataFrame, name: str) -> pd.Series:
    """Logarithmic step of a measure; NaN where one of the two is not stated."""
    new, old = (pairs[column].astype("Float64").astype(float) for column in (name, f"{name}_before"))
    return pd.Series(np.log((new + 1) / (old + 1)), index=pairs.index)


def _alike(pairs: pd.DataFrame, table: str, names: Sequence[str]) -> list[Finding]:
    """One error for each year in which most districts moved further, and in one direction, than ever before."""
    found = []
    totals = pairs[pairs["age_group"] == _TOTAL]
    for years, rows in totals.groupby(["year", "year_before"]):
        year, before = (int(str(part)) for part in years)
        steps = {name: _step(rows, name).dropna() for name in names}
        medians = {name: float(step.median()) for name, step in steps.items() if len(step) >= FEWEST}
        name = _suspect(medians, table, abs(year - before))
        if name:
            same = steps[name] * np.sign(medians[name])
            fields = {
                "measure": name,
                "found": int((same > abs(medians[name]) / 2).sum()),
                "expected": len(same),
                "year": before,
                "time": str(year),
                "percent": round(100 * float(np.expm1(medians[name]))),
            }
            found.append(Finding("error", "same_step_everywhere", fields=fields))
    return found


def _suspect(medians: dict[str, float], table: str, years: int) -> str:
    """The measure whose median step is beyond all that happened, blank for none."""
    if not medians:
        return ""
    largest = max(medians, key=lambda name: abs(medians[name]))
    step = abs(medians[largest])
    if table == "population":
        return largest if step > STOCK + STOCK_PER_YEAR * max(years - 1, 0) else ""
    together = len({np.sign(one) for one in medians.values()}) == 1 and min(map(abs, medians.values())) > BOTH_FLOWS
    return largest if step > ONE_FLOW or (len(medians) > 1 and together) else ""


def _single(pairs: pd.DataFrame, table: str, names: Sequence[str], base: pd.DataFrame) -> list[Finding]:
    """Districts that left the others and their own history."""
    found: list[Finding] = []
    for name in names:
        step = _step(pairs, name)
        groups = [pairs["year"], pairs["age_group"]]
        enough = step.groupby(groups).transform("count") >= FEWEST
        own = step - step.groupby(groups).transform("median").where(enough, 0.0)
        typical = pairs[_KEY].merge(_history(base, name), on=_KEY, how="left")["spread"].to_numpy()
        old = pairs[f"{name}_before"].astype("Float64").astype(float)
        limit = UNUSUAL * np.sqrt(np.nan_to_num(typical) ** 2 + 1 / old.clip(lower=1))
        apart = (pairs[name].astype("Float64").astype(float) - old).abs() > LEAST_PERSONS
        years = (pairs["year"] - pairs["year_before"]).abs().clip(lower=1).astype(float)
        far = (own.abs() > np.maximum(limit, LEAST_STEP[table]) * np.sqrt(years)) & apart
        found += [_warning(row, name) for row in pairs[far].head(_MOST).to_dict("records")]
    return found


def _history(base: pd.DataFrame, name: str) -> pd.DataFrame:
    """Typical deviation of the yearly steps of each district and age group from those of the others."""
    columns = [*_KEY, "year", name]
    later = base[columns].assign(year=base["year"] - 1)
    pairs = base[columns].merge(later, on=[*_KEY, "year"], suffixes=("_before", ""))
    step = _step(pairs, name)
    own = step - step.groupby([pairs["year"], pairs["age_group"]]).transform("median")
    spread = own.abs().groupby([pairs[column] for column in _KEY]).median() * 1.4826
    return spread.rename("spread").reset_index()


def _warning(row: dict[str, object], name: str) -> Finding:
    fields = {
        "ags": row["ags"],
        "time": str(row["year"]),
        "age_group": row["age_group"],
        "measure": name,
        "found": float(str(row[name])),
        "expected": float(str(row[f"{name}_before"])),
        "year": int(str(row["year_before"])),
    }
    number = int(str(row["row_number"]))
    return Finding("warning", "jump", row=number, rows=(number,), fields=fields)

"""Births and deaths as balances of the population: what they lack comes from the tables of the atlas."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.intake.model import Finding, Severity
from data.records import load_table

_KEY = ["region", "year"]
_HALVES = ["births", "deaths"]
_TOTAL = "insgesamt"


def complete_balance(
    frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Complete rows that hold births or deaths by the other half, the population at both ends and the moves.

    Correction is what is left: population_end - population_start - births + deaths - net_migration. A year whose
    two ends rest on different censuses has no balance: the break would pass for a correction.

    Args:
        frame: rows of an upload, births (persons) or deaths (persons) stated.
        tables: current tables of the atlas.

    Returns:
        One row per (region, year) that can be completed, and what was noticed; an error when there is none.
    """
    halves = _with_stored(_joined(frame), tables["population_balance"])
    both = halves.dropna(subset=_HALVES)
    lone = sorted({int(year) for year in halves.loc[halves[_HALVES].isna().any(axis=1), "year"]})
    rows = both.merge(_ends(tables), on=_KEY, how="inner").merge(_moves(tables), on=_KEY, how="inner")
    lacking = sorted({int(year) for year in both["year"]} - {int(year) for year in rows["year"]})
    severity: Severity = "note" if len(rows) else "error"
    found = [Finding(severity, "balance_half", fields={"years": lone})] if lone else []
    found += [Finding(severity, "balance_lacks", fields={"years": lacking})] if lacking else []
    return _filled(rows), tuple(found)


def _joined(frame: pd.DataFrame) -> pd.DataFrame:
    """Births and deaths of two sheets or files beside each other."""
    measures = dict.fromkeys((*_HALVES, "source_id", "row_number", "sheet", "flag"), "first")
    plain = frame.astype({"sheet": "str"})
    return plain.groupby(_KEY, as_index=False, sort=False).agg(measures)


def _with_stored(rows: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """The half a file lacks, where the atlas has it for that year."""
    known = rows[_KEY].merge(stored[[*_KEY, *_HALVES]], on=_KEY, how="left")
    return rows.assign(**{name: rows[name].astype("Int64").fillna(known[name].astype("Int64")) for name in _HALVES})


def _ends(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Population at both ends of each year, on one census."""
    totals = tables["population_totals"].query("sex == @_TOTAL")
    figures = tables["population"].query("age_group == @_TOTAL").rename(columns={"ags": "region"})
    columns = [*_KEY, "population", "census_base", "source_id"]
    known = pd.concat([totals[columns], figures[columns]], ignore_index=True).dropna(subset=["population"])
    known = known.drop_duplicates(_KEY)
    before = known.assign(year=known["year"] + 1)
    ends = before.merge(known, on=[*_KEY, "census_base"], suffixes=("_start", "_end"))
    return ends.drop(columns="census_base")


def _moves(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Net migration of each district; that of a Land is the sum of all its districts, whose moves cancel out."""
    moves = tables["migration"].query("age_group == @_TOTAL").dropna(subset=["net"])
    own = moves.rename(columns={"ags": "region", "net": "net_migration", "source_id": "source_id_moves"})
    columns = [*_KEY, "net_migration", "source_id_moves"]
    laender = [key for key in load_table("population_balance")["region"] if len(key) == 2]
    districts = own["region"].str.slice(0, 2)
    sums = []
    for land in dict.fromkeys(laender):
        inside = own[districts == land]
        years = inside.groupby("year", as_index=False).agg(
            net_migration=("net_migration", "sum"),
            count=("region", "nunique"),
            source_id_moves=("source_id_moves", "first"),
        )
        sums.append(years[years["count"] == inside["region"].nunique()].assign(region=land))
    every: pd.DataFrame = pd.concat([own, *sums], ignore_index=True)[columns]
    return every


def _filled(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that follow from the others, and all sources of a row."""
    start, end = rows["population_start"].astype("Int64"), rows["population_end"].astype("Int64")
    net = rows["net_migration"].astype("Int64")
    natural = rows["births"] - rows["deaths"]
    sources = [
        "|".join(dict.fromkeys(one))
        for one in rows[["source_id_moves", "source_id_start", "source_id_end", "source_id"]].itertuples(index=False)
    ]
    return rows.assign(
        population_start=start,
        population_end=end,
        natural_balance=natural,
        net_migration=net,
        correction=end - start - natural - net,
        status="derived",
        source_id=sources,
    )

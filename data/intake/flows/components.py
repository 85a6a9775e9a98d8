"""Balances within Germany out of the pairs of the matrix, completed by the net migration the atlas holds."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.intake.model import Finding
from data.intake.words.labels import TOTAL, age_codes

_KEY = ["ags", "year", "age_group"]


def domestic(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up the pairs of each district.

    Args:
        rows: target, origin, age_group, year, all, german, row, sheet.

    Returns:
        One row per (ags, year, age_group): net_domestic, net_domestic_german (persons, 0 where nobody moved), row,
        sheet; empty when the matrix does not tell German nationals apart.
    """
    if "german" not in rows:
        return pd.DataFrame()
    pairs = rows[rows["target"] != rows["origin"]]
    pairs = pd.concat([pairs, pairs.assign(age_group=TOTAL)], ignore_index=True)
    sums = pairs.groupby(["target", "year", "age_group"], as_index=False).agg(
        net_domestic=("all", "sum"), net_domestic_german=("german", "sum")
    )
    first = rows.groupby(["target", "year"], as_index=False).agg(row_number=("row", "min"), sheet=("sheet", "first"))
    whole = first.merge(pd.DataFrame({"age_group": [TOTAL, *age_codes("migration")]}), how="cross")
    found = whole.merge(sums, on=["target", "year", "age_group"], how="left").rename(columns={"target": "ags"})
    persons = {name: found[name].fillna(0).astype("int64") for name in ("net_domestic", "net_domestic_german")}
    return found.assign(**persons).astype({"ags": "str", "age_group": "str"})


def complete_components(
    frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Complete balances within Germany by those with abroad: net migration less the balance within Germany.

    Args:
        frame: from `domestic`, with `source_id`.
        tables: current tables of the atlas.

    Returns:
        Rows of `migration_components` for the years whose net migration is known, and a note on the others.
    """
    known = tables["migration"][[*_KEY, "net", "source_id"]].dropna(subset=["net"])
    rows = frame.merge(known, on=_KEY, suffixes=("", "_total"))
    total = rows["net"].astype("int64")
    rows = rows.assign(
        net_total=total,
        net_abroad=total - rows["net_domestic"],
        status="derived",
        source_id=[f"{one}|{own}" for one, own in zip(rows["source_id_total"], rows["source_id"], strict=True)],
    )
    lacking = sorted({int(year) for year in frame["year"]} - {int(year) for year in rows["year"]})
    return rows, (Finding("note", "components_wait", fields={"years": lacking}),) if lacking else ()

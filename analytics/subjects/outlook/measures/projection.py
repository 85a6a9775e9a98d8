"""The official projection, quoted, beside what has been observed since; never a part of the outlook of the atlas."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from data.atlas import Atlas

NET, ABROAD, BERLIN = "net_migration", "net_migration_abroad", "net_migration_berlin"
REST_OF_GERMANY = "net_migration_rest_of_germany"
NATURAL, CHANGE, POPULATION, PERCENT = "natural_balance", "change_persons", "population", "change_percent"
PARTS = (ABROAD, BERLIN, REST_OF_GERMANY)
MEASURES = (NET, *PARTS, NATURAL, CHANGE, POPULATION, PERCENT)


def compute_projection(atlas: Atlas) -> pd.DataFrame:
    """What is quoted, spread evenly over its years, and the same measure in the last year of the balance.

    Returns:
        Grain (region, measure), in the order of `MEASURES`, the Land first: the columns of projections; per_year
        (float, persons: value divided by the years from year_from to year_to; NaN for a percentage and for the
        population of one year), observed (float, in the unit of the row, from population_balance; NaN where the balance
        is not split so), observed_year (Int64; NA without a balance), balance_source_id (NA without an observed value).
    """
    rows = atlas.projections.assign(order=atlas.projections["measure"].map(MEASURES.index))
    rows = rows.sort_values(["region", "order"], ignore_index=True).drop(columns="order")
    spread = (rows["value"] / (rows["year_to"] - rows["year_from"])).astype("Float64").astype(float)
    balances = _last_balances(atlas)
    seen = [_observed(balances, row["region"], row["measure"]) for _, row in rows.iterrows()]
    observed = pd.DataFrame(seen, columns=["observed", "observed_year", "balance_source_id"])
    return rows.assign(
        per_year=spread.where(rows["unit"] == "persons"),
        observed=observed["observed"].astype(float),
        observed_year=observed["observed_year"].astype("Int64"),
        balance_source_id=observed["balance_source_id"],
    )


def _last_balances(atlas: Atlas) -> Mapping[Hashable, Mapping[Hashable, Any]]:
    """The last row of the balance by region."""
    rows = atlas.population_balance.sort_values("year").drop_duplicates("region", keep="last")
    return rows.set_index("region").to_dict("index")


def _observed(
    balances: Mapping[Hashable, Mapping[Hashable, Any]], region: str, measure: str
) -> tuple[float | None, int | None, str | None]:
    """A measure in the last year of the balance, that year and its sources."""
    if region not in balances or measure in PARTS:
        return None, None, None
    row = balances[region]
    start, end = int(row["population_start"]), int(row["population_end"])
    values = {
        NET: row[NET], NATURAL: row[NATURAL], CHANGE: end - start, POPULATION: end, PERCENT: 100 * (end / start - 1),
    }  # fmt: skip
    return float(values[measure]), int(row["year"]), str(row["source_id"])


def parts_of_net(projection: pd.DataFrame) -> tuple[float, float]:
    """Net migration as the source prints it, and what the parts it prints add up to.

    Args:
        projection: rows of one region with `NET` and all `PARTS`.
    """
    values = projection.set_index("measure")["value"]
    return float(values[NET]), float(sum(values[part] for part in PARTS))

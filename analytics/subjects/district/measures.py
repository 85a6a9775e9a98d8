"""What the atlas knows about one Kreis: residents, initiatives, documented funding, context."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.components import balances_by_sex
from analytics.rates.rates import TOTAL, compute_land_rates, compute_rates
from analytics.rates.series import check_kreise
from analytics.subjects.peers.measures import CHARACTERISTICS, compute_characteristics, find_neighbours, find_similar
from data.atlas import Atlas
from data.errors import UnknownNameError, check_name

SELF, NEIGHBOUR, ALIKE, LAND = "self", "neighbour", "alike", "land"
GERMANY = "DG"


def compute_population(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Residents of a Kreis on every date known; a date whose figure the source hides is not among them.

    Figures of different census bases are different measurements: no change is computed across them.

    Returns:
        Grain (date): date, year, population (Int64), census_base, change (Int64, against the previous date of the same
        census base; NA for the first of each base), source_id. Sorted by date.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    rows = atlas.population[(atlas.population["ags"] == ags) & (atlas.population["age_group"] == TOTAL)]
    table = rows[["date", "year", "population", "census_base", "source_id"]].sort_values("date", ignore_index=True)
    change = table.groupby("census_base")["population"].diff().astype("Int64")
    return table.assign(change=change).dropna(subset=["population"]).reset_index(drop=True)


def net_by_sex(atlas: Atlas, ags: str, year: int) -> pd.DataFrame:
    """Net migration of a Kreis in one year by age and sex, as published.

    Returns:
        Index age_group: net_female, net_male (persons, Int64, NA where the source has none), source_id. No rows in a
        year the source does not split by sex.
    """
    known = atlas.migration_sex
    rows = known[(known["ags"] == ags) & (known["year"] == year)]
    table = balances_by_sex(atlas).query("ags == @ags and year == @year").droplevel(["ags", "year"])
    return table.assign(source_id=rows.groupby("age_group")["source_id"].first())


def list_initiatives(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Rows of the register whose seat lies in the Kreis, documented before inferred, then by name.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    members = atlas.members
    inside = members[members["kreis_ags"] == ags]
    return inside.sort_values(["confidence", "name"], ignore_index=True)


def list_funding(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Documented amounts of the initiatives of the Kreis, one row per documented amount, never added up.

    Rows that repeat the same amount from a second source are left out; rows that document that nothing was found stay.
    """
    names = list_initiatives(atlas, ags).set_index("member_id")["name"]
    rows = atlas.funding[atlas.funding["member_id"].isin(names.index) & (atlas.funding["chart_use"] != "duplicate")]
    named = rows.assign(member_name=rows["member_id"].map(names))
    return named.sort_values(["period_start", "member_name"], ignore_index=True)


def list_context(atlas: Atlas) -> tuple[str, ...]:
    """Keys of the indicators of the context in the order of the table; the first is shown unless another is chosen."""
    return tuple(atlas.context_indicators["indicator_id"])


def find_context(atlas: Atlas, indicator: str) -> Mapping[Any, Any]:
    """Name, unit, kind, meaning and limits of an indicator of the context.

    Raises:
        UnknownNameError: the table has no such indicator.
    """
    rows = _context_rows(atlas)
    if indicator not in rows:
        raise UnknownNameError(kind="indicator_id", value=indicator, valid=list_context(atlas))
    return rows[indicator]


@once_per_atlas
def _context_rows(atlas: Atlas) -> Mapping[str, Mapping[Any, Any]]:
    """Rows of the table of indicators of the context by their key: the list of choices asks for each of them."""
    return MappingProxyType({row["indicator_id"]: row for row in atlas.context_indicators.to_dict("records")})


def compute_context(atlas: Atlas, ags: str, *, indicator: str) -> pd.DataFrame:
    """One indicator of the context beside net migration: the Kreis, its Land and Germany, year by year.

    Returns:
        Grain (region, year): region (ags, key of the Land, `GERMANY`), year (every one from the first to the last of
        the indicator), value (float, in the unit of the indicator; NaN where the source has none), net_per_1000
        (float, as `compute_rates`, all ages; NaN in a year without a rate, and for areas other than the Kreis and
        Brandenburg), source_id (of the value; NA without one).

    Raises:
        UnknownNameError: the Kreis or the indicator is unknown, or no value of the indicator is known for the Kreis.
    """
    check_kreise(atlas, [ags])
    find_context(atlas, indicator)
    rows = atlas.context[atlas.context["indicator_id"] == indicator]
    check_name("ags", ags, sorted(rows["region"].unique()))
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    regions = [ags, ags[:2], GERMANY]
    full = pd.MultiIndex.from_product([regions, years], names=["region", "year"])
    rates = pd.concat([compute_rates(atlas), compute_land_rates(atlas)])
    net = rates[rates["age_group"] == TOTAL].set_index(["ags", "year"])["net_per_1000"]
    values = rows.set_index(["region", "year"])[["value", "source_id"]].reindex(full)
    return values.assign(net_per_1000=net.reindex(full)).reset_index()


def compute_peers(atlas: Atlas, ags: str, *, year: int, age_group: str = TOTAL) -> pd.DataFrame:
    """Net migration of the Kreis beside its neighbours, the Kreise most like it and the Land.

    Returns:
        Grain (ags): ags ("12" for the Land), role (self|neighbour|alike|land; a neighbour that is also alike counts as
        neighbour), distance (float, only for the alike ones), net (persons), per_1000, status, reason, and the
        columns of `compute_characteristics` (NaN for the Land). The Kreis first, the Land last, others by value.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    rates = compute_rates(atlas)
    now = rates[(rates["year"] == year) & (rates["age_group"] == age_group)].set_index("ags")
    alike = find_similar(atlas, ags)
    neighbours = [key for key in find_neighbours(atlas, ags) if key in now.index]
    roles = pd.Series({ags: SELF} | dict.fromkeys(alike.index, ALIKE) | dict.fromkeys(neighbours, NEIGHBOUR))
    peers = now.loc[roles.index].assign(role=roles, distance=alike["distance"].reindex(roles.index))
    land = compute_land_rates(atlas)
    land = land[(land["year"] == year) & (land["age_group"] == age_group)].set_index("ags").assign(role=LAND)
    columns = ["role", "distance", "net", "net_per_1000", "status", "reason"]
    table = pd.concat([peers, land])[columns].rename(columns={"net_per_1000": "per_1000"})
    traits = compute_characteristics(atlas)[list(CHARACTERISTICS)].reindex(table.index)
    order = table["role"].map({SELF: 0, NEIGHBOUR: 1, ALIKE: 1, LAND: 2})
    table = pd.concat([table, traits], axis="columns").assign(order=order).rename_axis("ags").reset_index()
    return table.sort_values(["order", "per_1000"], ascending=[True, False], ignore_index=True).drop(columns="order")

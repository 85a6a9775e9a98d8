"""The few figures the start page opens with, each with its date and its sources."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from analytics.rates.coverage import curve_counts
from analytics.rates.rates import TOTAL, land_ags
from analytics.subjects.funding.measures import qualifier_of
from data.atlas import Atlas


@dataclass(frozen=True)
class Dated:
    """A number with the date it holds for and the ids (joined by ``|``) of its sources."""

    value: float
    date: str
    source_ids: str
    detail: str = ""


def first_member_count(atlas: Atlas) -> Dated:
    """The earliest documented member count of the network."""
    return _count(curve_counts(atlas).iloc[0])


def latest_member_count(atlas: Atlas) -> Dated:
    """The latest documented member count of the network."""
    return _count(curve_counts(atlas).iloc[-1])


def latest_network_funding(atlas: Atlas) -> Dated:
    """Network funding in euros of the last year a source documents; announced, summed and contested years do not count.

    ``detail`` is how exact the amount is in the source (more_than, about ...), "" when the row does not say.
    """
    table = atlas.network_funding
    known = table[(table["status"] == "documented") & table["documented_eur"].notna()].sort_values("year")
    row = known.iloc[-1]
    return Dated(float(row["documented_eur"]), str(int(row["year"])), str(row["source_ids"]), qualifier_of(atlas, row))


def first_funding_year(atlas: Atlas) -> int:
    """First year in which a source documents funding of the network."""
    table = atlas.network_funding
    return int(table.loc[table["status"] == "documented", "year"].min())


def undocumented_funding_years(atlas: Atlas) -> list[int]:
    """Years of the network for which no amount was found, in order."""
    table = atlas.network_funding
    return sorted(int(year) for year in table.loc[table["status"] == "gap", "year"])


def latest_land_net(atlas: Atlas) -> Dated:
    """Net migration of Brandenburg in persons: sum over its Kreise in the last year in which all of them report.

    Moves between two Kreise of the Land cancel out in the sum of net. The value is NaN where no year is complete.
    """
    table = atlas.migration
    inside = table[table["ags"].isin(land_ags(atlas)) & (table["age_group"] == TOTAL) & table["net"].notna()]
    yearly = inside.groupby("year")["net"].agg(["sum", "count"])
    complete = yearly[yearly["count"] == len(land_ags(atlas))]
    if complete.empty:
        # A Kreis hidden in every year hides the sum: no number, never a smaller one.
        return Dated(math.nan, str(int(table["year"].max())), "|".join(dict.fromkeys(table["source_id"])))
    year, total = int(complete.index.max()), int(complete["sum"].iloc[-1])
    sources = "|".join(dict.fromkeys(inside.loc[inside["year"] == year, "source_id"]))
    return Dated(float(total), str(year), sources)


def latest_land_border_net(atlas: Atlas) -> Dated:
    """Net migration of Brandenburg over its border in persons, as the statistical office last published it.

    A count over the Land border, hence no continuation of the Kreis table.
    """
    table = atlas.migration_land
    whole = table[
        (table["measure"] == "land_border")
        & (table["age_group"] == TOTAL)
        & _all_partners(table)
        & table["net"].notna()
    ].sort_values("year")
    row = whole.iloc[-1]
    return Dated(float(row["net"]), str(int(row["year"])), str(row["source_id"]))


def latest_carrier(atlas: Atlas) -> pd.Series:
    """The organisation that carries the network now, with the date it began."""
    return atlas.carriers.sort_values("date_from").iloc[-1]


def latest_evidence(atlas: Atlas) -> str:
    """Date of the latest sign of membership in the register, as precise as documented."""
    return str(atlas.members["last_evidence"].dropna().max())


def _count(row: pd.Series) -> Dated:
    return Dated(float(row["members"]), str(row["date"]), str(row["source_ids"]))


def _all_partners(table: pd.DataFrame) -> pd.Series:
    return table["partner"] == "alle"

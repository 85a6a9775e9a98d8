"""Moves over the border of Land Brandenburg by origin and destination, as published in press releases."""

from __future__ import annotations

import pandas as pd

from analytics.rates.rates import TOTAL
from analytics.rates.series import spread_out
from data.atlas import Atlas

ALL, BERLIN, ABROAD, UKRAINE = "alle", "Berlin", "Ausland", "Ukraine"
DOMESTIC = "Inland"
REST = "rest"
PARTNERS = (ABROAD, BERLIN, REST, ALL)
COMPUTED = "computed"


def compute_land_balance(atlas: Atlas) -> pd.DataFrame:
    """Net migration of the Land over its border, all ages, by partner.

    Arrivals and departures are counted differently from those over Kreis borders; only the balances compare.

    Returns:
        Grain (year, partner) for partner Ausland, Berlin, rest and alle, and Ukraine (part of Ausland) where published.
        Columns: arrivals, departures, net (persons, Int64, NA when not published), status: reported, inferred (by us
        from other published figures), computed (rest = all less Berlin less abroad) or missing; source_id.
    """
    rows = _border_rows(atlas)
    total = rows[rows["age_group"] == TOTAL]
    years = sorted(total["year"].unique())
    wide = spread_out(total, "year", "partner", "net").reindex(years)
    rest = wide[ALL] - wide[BERLIN] - wide[ABROAD]
    computed = pd.DataFrame({"year": rest.index, "partner": REST, "net": rest.astype("Int64").array})
    computed["status"] = computed["net"].notna().map({True: COMPUTED, False: "missing"})
    table = pd.concat([total[total["partner"].isin([ALL, BERLIN, ABROAD, UKRAINE])], computed], ignore_index=True)
    return _with_missing(table, years)


def compute_land_ages(atlas: Atlas) -> pd.DataFrame:
    """Net migration of the Land over its border for single age groups, with Berlin and with all partners.

    Returns:
        Grain (year, age_group, partner), only what was published. Columns: net (persons), note_de, note_en, status,
        source_id, contested (bool: the sources give figures for this year and age that were not reconciled).
    """
    rows = _border_rows(atlas)
    ages = rows[rows["age_group"] != TOTAL]
    keys = [ages["year"], ages["age_group"]]
    both = ages.groupby(keys)["partner"].transform("nunique") > 1
    noted = ages["note_de"].notna().groupby(keys).transform("any")
    columns = ["year", "age_group", "partner", "net", "note_de", "note_en", "status", "source_id"]
    return ages.assign(contested=both & noted)[[*columns, "contested"]].reset_index(drop=True)


def published_net(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Balances of one Kreis, all partners and ages, that a publication gives and the Kreis table lacks or contradicts.

    Returns:
        Grain (year), sorted, often empty. Columns: net (as published, persons), table_net (persons, Int64, of the Kreis
        table; NA where it has no figure), source_id. A published balance the table confirms is left out.
    """
    rows = _kreis_rows(atlas, ags)
    whole = rows[(rows["age_group"] == TOTAL) & (rows["partner"] == ALL)]
    own = atlas.migration[(atlas.migration["ags"] == ags) & (atlas.migration["age_group"] == TOTAL)]
    known = own.set_index("year")["net"].astype("Int64")
    both = whole.assign(table_net=known.reindex(whole["year"]).array)
    told = both["table_net"].isna() | (both["net"] != both["table_net"])
    return both.loc[told.astype(bool), ["year", "net", "table_net", "source_id"]].sort_values("year", ignore_index=True)


def domestic_net(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Balances of one Kreis from moves within Germany alone, as tables of origin and destination give them.

    They leave out moves across the border of Germany and are part of a balance with all partners, never one beside it.

    Returns:
        Grain (year, age_group), by year, then all ages and the ages in their order; often empty. Columns year,
        age_group, net (persons), source_id.
    """
    rows = _kreis_rows(atlas, ags)
    inside = rows[(rows["partner"] == DOMESTIC) & rows["net"].notna()]
    order = inside["age_group"].map(atlas.age_groups.set_index("age_group")["sort"])
    table = inside.assign(order=order).sort_values(["year", "order"], ignore_index=True)
    return table[["year", "age_group", "net", "source_id"]]


def _kreis_rows(atlas: Atlas, ags: str) -> pd.DataFrame:
    table = atlas.migration_land
    return table[(table["measure"] == "kreis_net") & (table["kreis_ags"] == ags)]


def _border_rows(atlas: Atlas) -> pd.DataFrame:
    table = atlas.migration_land
    return table[table["measure"] == "land_border"]


def _with_missing(table: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    grid = pd.MultiIndex.from_product([years, PARTNERS], names=["year", "partner"]).to_frame(index=False)
    full = grid.merge(table, how="outer", on=["year", "partner"])
    full["status"] = full["status"].fillna("missing")
    columns = ["year", "partner", "arrivals", "departures", "net", "status", "source_id"]
    return full[columns].sort_values(["year", "partner"], ignore_index=True)

"""Where people are missed most: an index of need per Kreis out of openly chosen parts.

Formula: every part is standardised over the Kreise with a value, z = (value - mean) / standard deviation (of the whole
population of Kreise, not of a sample), and turned so that a high z means greater need. The index is the weighted mean
of the z; rank 1 is the greatest need. The choice of parts and weights is a judgement, not a finding: therefore the
sensitivity draws all weights at once and leaves out each part in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.rates import TOTAL, compute_rates, population_by_migration_age
from analytics.rates.series import spread_out
from analytics.subjects.peers.measures import compute_population_change
from analytics.subjects.reach.measures.geometry import Floats
from data.atlas import Atlas
from data.errors import SelectionError, UnknownNameError, check_name

Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class NeedPart:
    """One part of the index.

    Attributes:
        code: its name, also the column of the value.
        direction: 1 when a high value means need, -1 when a low one does.
        age_group: age group it looks at.
        unit: per_1000, share (0..1) or change (0.05 = 5 % more).
    """

    code: str
    direction: int
    age_group: str
    unit: str


NET_YOUNG, NET_FAMILY, SHARE_OLD, POPULATION_CHANGE = "net_18_25", "net_30_50", "share_65", "population_change"
NEED_PARTS = (
    NeedPart(NET_YOUNG, -1, "18-25", "per_1000"),
    NeedPart(NET_FAMILY, -1, "30-50", "per_1000"),
    NeedPart(SHARE_OLD, 1, "65+", "share"),
    NeedPart(POPULATION_CHANGE, -1, TOTAL, "change"),
)
# No part is known to matter more than another: equal weights are the plainest of all arbitrary ones.
DEFAULT_WEIGHTS: Weights = tuple((part.code, 1.0) for part in NEED_PARTS)
# One year of a small Kreis is mostly chance; three are the usual compromise between calm and currency.
NET_YEARS = 3
DRAWS, SEED = 2000, 2025
RANK_INTERVAL = (0.05, 0.95)
TOP = 3
MISSING_PART = "missing_part"


@once_per_atlas
def need_values(atlas: Atlas) -> pd.DataFrame:
    """The parts of the index as they are, one row per Kreis with migration figures.

    Returns:
        Grain ags. Columns: name, land_ags, in_lausitz, and per part its value (`NEED_PARTS` for the unit; NaN when one
        of its figures is unknown) and `<part>_years` (text: the years it rests on, joined by ", " or "-"):
        net_18_25, net_30_50: mean net migration per 1,000 of the age over the last `NET_YEARS` years that no reception
        of refugees touched everywhere; share_65: residents of 65 and more among all on the last known day;
        population_change: of all residents between the first and the last year counted from the census on which most
        recently enough years rest (`compute_population_change`). distorted (bool): a break of this Kreis alone (a
        reception centre) falls into the years of a part.
    """
    kreise = atlas.kreise[atlas.kreise["ags"].isin(atlas.migration["ags"].unique())]
    table = kreise.set_index("ags")[["name", "land_ags", "in_lausitz"]].sort_index()
    years = calm_years(atlas)
    for part in NEED_PARTS[:2]:
        table[part.code] = _mean_net(atlas, part.age_group, years).reindex(table.index)
        table[f"{part.code}_years"] = ", ".join(str(year) for year in years)
    old, old_year = _share_old(atlas)
    change, span = compute_population_change(atlas)
    table[SHARE_OLD], table[f"{SHARE_OLD}_years"] = old.reindex(table.index), str(old_year)
    table[POPULATION_CHANGE] = change.reindex(table.index)
    table[f"{POPULATION_CHANGE}_years"] = "-".join(str(year) for year in span)
    own = atlas.breaks[atlas.breaks["ags"].notna() & (atlas.breaks["kind"] == "reception")]
    ends = own["year_to"].astype("Int64").fillna(own["year"])
    concerned = [*years, *span] or [0]
    touched = own[(own["year"] <= max(concerned)) & (ends >= min(concerned))]
    return table.assign(distorted=table.index.isin(set(touched["ags"]))).reset_index()


def calm_years(atlas: Atlas) -> list[int]:
    """The last `NET_YEARS` years with rates of all ages that no reception of refugees touched everywhere, ascending."""
    rates = compute_rates(atlas)
    known = sorted(rates.loc[rates["net_per_1000"].notna() & (rates["age_group"] != TOTAL), "year"].unique())
    wide = atlas.breaks[atlas.breaks["ags"].isna() & (atlas.breaks["kind"] == "reception")]
    ends = wide["year_to"].astype("Int64").fillna(wide["year"])
    touched = {year for first, last in zip(wide["year"], ends, strict=True) for year in range(first, last + 1)}
    return [int(year) for year in known if year not in touched][-NET_YEARS:]


def compute_need(atlas: Atlas, weights: Weights = DEFAULT_WEIGHTS) -> pd.DataFrame:
    """The index of need per Kreis for chosen weights.

    Args:
        atlas: the data package.
        weights: (part, weight) pairs; a weight is 0 or more, a part not named weighs 0.

    Returns:
        Grain ags. The columns of `need_values`; per part `<part>_z` (standardised, high = greater need, NaN when
        missing); index (NaN when a part with a weight is missing), rank (Int64, 1 = greatest need; equal ones share
        the better rank), ranked (Kreise with an index), reason ("" or `missing_part`).

    Raises:
        UnknownNameError: a part is unknown, or a weight is below 0 or no number.
        SelectionError: no part has a weight.
    """
    shares = check_weights(weights)
    values = need_values(atlas)
    z = _standardised(values)
    index = _index(z, shares)
    known = ~np.isnan(index)
    ranks = pd.Series(index).rank(ascending=False, method="min").astype("Int64")
    standardised = {f"{part.code}_z": z[:, number] for number, part in enumerate(NEED_PARTS)}
    return values.assign(
        **standardised, index=index, rank=ranks, ranked=int(known.sum()), reason=np.where(known, "", MISSING_PART)
    )


def compute_need_sensitivity(
    atlas: Atlas, weights: Weights = DEFAULT_WEIGHTS, *, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """How much of a Kreis's rank is the choice of weights.

    Weights are drawn uniformly from all that add up to 1 (Dirichlet distribution, all parameters 1) with a fixed seed,
    so that the answer is the same every time; apart from that each part with a weight is left out in turn, and the
    parts are ranked instead of standardised.

    Returns:
        Grain ags. Columns: name, index, rank (for the chosen weights), rank_low and rank_high (best and worst rank in
        90 % of the draws), share_top3 (share of the draws in which the Kreis is among the first three, 0..1),
        rank_without_<part> (Int64; NA when the part has no weight or no other one has), loo_low and loo_high (best and
        worst of these and of rank), rank_by_ranks (rank of the mean rank). All NA where the index is missing.

    Raises:
        As `compute_need`.
    """
    need = compute_need(atlas, weights)
    z, shares = _standardised(need), check_weights(weights)
    drawn = _drawn_ranks(z, draws, seed)
    low, high = np.quantile(drawn, RANK_INTERVAL, axis=0, method="inverted_cdf")
    table = need[["ags", "name", "index", "rank"]].assign(
        rank_low=low, rank_high=high, share_top3=(drawn <= TOP).mean(axis=0)
    )
    without = {f"rank_without_{part.code}": _ranks_without(z, shares, at) for at, part in enumerate(NEED_PARTS)}
    table = table.assign(**without, rank_by_ranks=_ranks(_index(_rank_parts(z), shares)[None, :])[0])
    each = table[["rank", *without]].astype("Float64")
    table = table.assign(loo_low=each.min(axis="columns"), loo_high=each.max(axis="columns"))
    ranks = ["rank", "rank_low", "rank_high", *without, "rank_by_ranks", "loo_low", "loo_high"]
    unknown = table["index"].isna()
    table[ranks] = table[ranks].mask(unknown)
    return table.astype(dict.fromkeys(ranks, "Int64")).assign(share_top3=table["share_top3"].mask(unknown))


def check_weights(weights: Weights) -> Floats:
    """The weights in the order of `NEED_PARTS`, adding up to 1.

    Raises:
        UnknownNameError: a part is unknown, or a weight is below 0 or no number.
        SelectionError: no part has a weight.
    """
    codes = tuple(part.code for part in NEED_PARTS)
    given = dict(weights)
    for code, weight in given.items():
        check_name("need_part", code, codes)
        if not (np.isfinite(weight) and weight >= 0):
            raise UnknownNameError(kind="weight", value=weight)
    chosen = np.array([given.get(code, 0.0) for code in codes], dtype=float)
    if not chosen.any():
        raise SelectionError(kind="need_part", found=0, least=1, most=len(codes))
    return np.asarray(chosen / chosen.sum(), dtype=float)


def _standardised(values: pd.DataFrame) -> Floats:
    """Kreise x parts; a part in which all Kreise are equal says nothing and is 0."""
    raw = values[[part.code for part in NEED_PARTS]].astype(float)
    z = (raw - raw.mean()) / raw.std(ddof=0).replace(0, 1)
    return np.asarray(z.to_numpy() * [part.direction for part in NEED_PARTS], dtype=float)


def _index(z: Floats, shares: Floats) -> Floats:
    """Weighted mean; a missing part without a weight does no harm."""
    return np.asarray(np.where(shares > 0, z, 0.0) @ shares, dtype=float)


def _drawn_ranks(z: Floats, draws: int, seed: int) -> Floats:
    drawn = np.random.default_rng(seed).dirichlet(np.ones(z.shape[1]), size=draws)
    return _ranks(drawn @ z.T)


def _ranks(index: Floats) -> Floats:
    """Rank within each row: 1 plus the number of greater values."""
    return np.asarray(1 + (index[:, None, :] > index[:, :, None]).sum(axis=2), dtype=float)


def _ranks_without(z: Floats, shares: Floats, at: int) -> Floats:
    rest = np.where(np.arange(len(shares)) == at, 0.0, shares)
    if shares[at] == 0 or not rest.any():
        return np.full(len(z), np.nan)
    return np.asarray(_ranks(_index(z, rest / rest.sum())[None, :])[0], dtype=float)


def _rank_parts(z: Floats) -> Floats:
    return pd.DataFrame(z).rank().to_numpy(dtype=float)


def _mean_net(atlas: Atlas, age_group: str, years: Sequence[int]) -> pd.Series:
    rates = compute_rates(atlas)
    rows = rates[(rates["age_group"] == age_group) & rates["year"].isin(list(years))]
    by_year = spread_out(rows, "ags", "year", "net_per_1000").astype(float)
    return by_year.mean(axis="columns", skipna=False)


def _share_old(atlas: Atlas) -> tuple[pd.Series, int]:
    residents = population_by_migration_age(atlas).dropna(subset=["population"])
    year = int(residents.loc[residents["age_group"] == "65+", "year"].max())
    last = spread_out(residents[residents["year"] == year], "ags", "age_group", "population").astype(float)
    return last["65+"] / last[TOTAL], year

"""Comparable Kreise among the 75 of East Germany, by one rule at a time: near, as large, as high, or built alike."""

from __future__ import annotations

import pandas as pd

from analytics.rates.scopes import widen_to_east
from analytics.rates.series import check_kreise
from analytics.subjects.peers.measures import compute_characteristics, compute_differences, find_neighbours
from analytics.subjects.peers.values import compute_spread
from data.atlas import Atlas
from data.errors import check_name

NEIGHBOURS, SIZE, VALUE, STRUCTURE = "neighbours", "size", "value", "structure"
RULES = (NEIGHBOURS, SIZE, VALUE, STRUCTURE)
STRUCTURE_TRAITS = ("density", "share_old", "share_young", "population_change")
"""What the panel holds of every Kreis, without the number of residents: that is a rule of its own."""
MOST = 5
# Coordinates in metres, true to distance in this part of Europe.
METRES = 25833
PER_CENT = ("share_old", "share_young", "population_change")


def list_by_rule(atlas: Atlas, ags: str, *, rule: str, indicator: str) -> pd.DataFrame:
    """The Kreise of East Germany a rule puts beside one: all its neighbours, else the nearest `MOST`.

    Args:
        atlas: the data package.
        ags: key of a Kreis.
        rule: one of `RULES`.
        indicator: what `VALUE` compares, as in `text.list_indicators`; the other rules do not ask for it.

    Returns:
        Grain ags, nearest first: distance, its unit by rule. neighbours: km between the centres of the areas; size: how
        many more (+) or fewer (-) residents, percent; value: the difference in the unit of the indicator, of shares in
        percentage points; structure: as in `measures.find_similar` over `STRUCTURE_TRAITS`, in standard deviations
        over the 75. A Kreis without the figure is left out; a Kreis without its own figure gets no rows.

    Raises:
        UnknownNameError: the Kreis or the rule is unknown.
    """
    check_name("rule", rule, RULES)
    east = widen_to_east(atlas)
    check_kreise(east, [ags])
    distance = _distances(east, ags, rule, indicator).drop(ags, errors="ignore").dropna()
    nearest = distance.abs().sort_values(kind="stable").index
    listed = distance[nearest if rule == NEIGHBOURS else nearest[:MOST]]
    return listed.rename("distance").rename_axis("ags").reset_index()


def _distances(east: Atlas, ags: str, rule: str, indicator: str) -> pd.Series:
    if rule == NEIGHBOURS:
        centres = east.boundaries["kreise_medium"].set_index("ags").geometry.to_crs(METRES).centroid
        km: pd.Series = centres[find_neighbours(east, ags)].distance(centres[ags]) / 1000
        return km
    if rule == SIZE:
        people = compute_characteristics(east)["population"]
        return 100 * (people / float(people[ags]) - 1)
    if rule == VALUE:
        values = compute_spread(east, indicator).set_index("ags")["value"].astype(float)
        return (values - values[ags]) * (100 if indicator in PER_CENT else 1)
    return (compute_differences(east, ags, STRUCTURE_TRAITS) ** 2).mean(axis="columns", skipna=False) ** 0.5

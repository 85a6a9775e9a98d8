"""How far the nearest initiative is from every Gemeinde, and how many people live within a limit.

A Gemeinde counts with all its people at one point (a settlement's, or one inside its area), and the people are those
of the census of 15 May 2022 in every year: only the initiatives move the share, never the population. Initiatives on
either side of a border serve both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.scopes import BRANDENBURG, LAUSITZ, LAUSITZ_IN_BRANDENBURG, is_inside
from analytics.subjects.reach.measures.geometry import (
    Floats,
    distance_matrix_km,
    nearest_of,
    sums_within,
    weighted_median,
)
from analytics.subjects.reach.measures.locations import (
    KNOWN,
    READINGS,
    counted_high,
    counted_low,
    documented_years,
    list_locations,
    locations_counted,
)
from data.atlas import Atlas
from data.errors import GrainError, SelectionError, UnknownNameError, check_name

Points = tuple[tuple[float, float], ...]
"""(latitude, longitude) of initiatives that do not exist, in degrees."""

# Ours, for want of a rule: with a detour of a third and 60 km/h about 20, 40 and 60 minutes by car.
LIMITS_KM = (15, 30, 45)
LAND = BRANDENBURG
SCOPES = (LAND, LAUSITZ, LAUSITZ_IN_BRANDENBURG)
"""Whose people count."""
EXTRA = "extra"
ASSUMED = "assumed"
MAX_EXTRA = 10
# The frame of the atlas, as the table of places has it.
LAT_RANGE, LON_RANGE = (50.0, 54.0), (11.0, 15.5)


@once_per_atlas
def gemeinde_points(atlas: Atlas) -> pd.DataFrame:
    """The Gemeinden of the atlas with their point and their people.

    Returns:
        Grain ags. Columns: name, kreis_ags, land_ags, in_lausitz (bool), lat, lon (degrees), point_kind
        (settlement|interior_point), population (persons at the census of 2022, float, NaN when unknown).

    Raises:
        GrainError: a Gemeinde occurs twice, or has no point or no Kreis.
    """
    areas = atlas.kreise.set_index("ags")[["land_ags", "in_lausitz"]]
    points = atlas.places[["ags", "lat", "lon", "coord_kind"]].rename(columns={"coord_kind": "point_kind"})
    columns = ["ags", "name", "kreis_ags", "population"]
    table = atlas.gemeinden[columns].merge(points, how="left", on="ags").join(areas, on="kreis_ags")
    missing = table[["lat", "land_ags"]].isna().any(axis="columns")
    for bad, code in ((table["ags"].duplicated(), "duplicate_key"), (missing, "missing_key")):
        if bad.any():
            raise GrainError(table="gemeinden", key=str(table.loc[bad, "ags"].iloc[0]), code=code)
    people = table["population"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    order = ["ags", "name", "kreis_ags", "land_ags", "in_lausitz", "lat", "lon", "point_kind", "population"]
    return table.assign(population=people, in_lausitz=table["in_lausitz"].astype(bool))[order]


@once_per_atlas
def location_distances(atlas: Atlas) -> pd.DataFrame:
    """Kilometres from every Gemeinde (index ags) to every seat (columns member_id, order of `list_locations`)."""
    towns, places = gemeinde_points(atlas), list_locations(atlas)
    matrix = distance_matrix_km(
        towns["lat"].to_numpy(), towns["lon"].to_numpy(), places["lat"].to_numpy(), places["lon"].to_numpy()
    )
    return pd.DataFrame(matrix, index=towns["ags"], columns=places["member_id"])


def distances(atlas: Atlas, *, year: int | None = None, extra: Points = (), reading: str = KNOWN) -> pd.DataFrame:
    """The nearest initiative to every Gemeinde, today or at the end of a year, and with assumed ones.

    Great-circle distance from the point of the Gemeinde to the point of the initiative (`geometry`).

    Args:
        atlas: the data package.
        year: None for today; else the initiatives that had begun and not ended by then (rules in `list_locations`).
        extra: points of further initiatives, assumed.
        reading: which members count, one of `READINGS`.

    Returns:
        Grain ags, all Gemeinden of the atlas. The columns of `gemeinde_points` and nearest (member_id, "extra-1" for
        the first assumed one, "" when there is none), nearest_name ("" for an assumed one), nearest_confidence
        (documented|inferred|assumed, ""), nearest_status (active|unknown|ended|assumed, ""), distance_km (float,
        never NaN; infinite when no initiative counts).

    Raises:
        UnknownNameError: the reading is unknown, or an assumed point lies outside the frame of the atlas.
        SelectionError: too many assumed points.
    """
    known = list_locations(atlas)
    counted = locations_counted(known, reading=reading, year=year).to_numpy()
    return _nearest(atlas, known, counted, check_points(extra))


def compute_reach(
    atlas: Atlas, *, scope: str, year: int | None = None, extra: Points = (), reading: str = KNOWN
) -> pd.DataFrame:
    """People and Gemeinden within each limit of the nearest initiative.

    Args:
        atlas: the data package.
        scope: land (the 413 Gemeinden of Brandenburg) or lausitz (the seven Kreise of the law in both Länder).
        year: as for `distances`.
        extra: as for `distances`.
        reading: as for `distances`.

    Returns:
        Grain limit_km (`LIMITS_KM`). Columns: people (persons at the census of 2022), people_share (0..1, NaN when
        nobody is counted), gemeinden, gemeinden_share, people_all, gemeinden_all. A Gemeinde without a known
        population counts among the Gemeinden only.

    Raises:
        UnknownNameError: the scope is unknown, or as for `distances`.
        SelectionError: as for `distances`.
    """
    return reach_of(distances(atlas, year=year, extra=extra, reading=reading), scope)


def reach_of(table: pd.DataFrame, scope: str) -> pd.DataFrame:
    """`compute_reach` from the result of `distances`."""
    inside = in_scope(table, scope)
    return _reach_rows(table["distance_km"].to_numpy()[inside], table["population"].to_numpy()[inside])


def compute_reach_readings(atlas: Atlas, scope: str) -> pd.DataFrame:
    """Today's reach by what is counted: grain (reading, limit_km), the columns of `compute_reach` and initiatives."""
    known = list_locations(atlas)
    parts = [
        compute_reach(atlas, scope=scope, reading=reading).assign(
            reading=reading, initiatives=int(locations_counted(known, reading=reading).sum())
        )
        for reading in READINGS
    ]
    return pd.concat(parts, ignore_index=True)


def compute_reach_by_year(atlas: Atlas, scope: str) -> pd.DataFrame:
    """Reach at the end of every documented year, with what dates and inferences leave open.

    Returns:
        Grain (year, limit_km). Columns of `compute_reach` for the main reading (all known initiatives from their first
        documented year); people_share_low and gemeinden_share_low (only members a source names, and of those without
        a sign of life today only up to their last evidence); people_share_high and gemeinden_share_high (also those
        whose start or end is not dated, in every year they may have worked); initiatives, initiatives_low,
        initiatives_high (seats counted), undated (counted in the upper bound only).

    Raises:
        UnknownNameError: the scope is unknown.
    """
    parts = [_reach_in_year(atlas, scope, year, documented_years(atlas)[-1]) for year in documented_years(atlas)]
    if not parts:
        return _reach_rows(np.zeros(0), np.zeros(0)).head(0).assign(year=[])
    return pd.concat(parts, ignore_index=True)


def median_distance_km(table: pd.DataFrame, scope: str) -> float:
    """Distance within which half of the people live; NaN when no population is known."""
    inside = in_scope(table, scope) & table["population"].notna().to_numpy()
    return weighted_median(table["distance_km"].to_numpy()[inside], table["population"].to_numpy()[inside])


def in_scope(table: pd.DataFrame, scope: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which Gemeinden belong to a scope.

    Raises:
        UnknownNameError: the scope is unknown.
    """
    check_name("scope", scope, SCOPES)
    return is_inside(table, scope).to_numpy()


def check_points(extra: Points) -> Points:
    """The assumed points as they are.

    Raises:
        SelectionError: more than `MAX_EXTRA`.
        UnknownNameError: a point outside the frame of the atlas.
    """
    if len(extra) > MAX_EXTRA:
        raise SelectionError(kind="point", found=len(extra), least=0, most=MAX_EXTRA)
    for lat, lon in extra:
        if not (LAT_RANGE[0] <= lat <= LAT_RANGE[1] and LON_RANGE[0] <= lon <= LON_RANGE[1]):
            raise UnknownNameError(kind="point", value=f"{lat},{lon}")
    return extra


def _nearest(atlas: Atlas, known: pd.DataFrame, counted: np.ndarray, extra: Points) -> pd.DataFrame:
    towns = gemeinde_points(atlas)
    matrix = location_distances(atlas).to_numpy()[:, counted]
    points = np.array(extra, dtype=float).reshape(-1, 2)
    assumed = distance_matrix_km(towns["lat"].to_numpy(), towns["lon"].to_numpy(), points[:, 0], points[:, 1])
    column, km = nearest_of(np.hstack([matrix, assumed]))
    rows = known[counted]
    # The last entry is what a Gemeinde without any initiative gets: nearest_of answers -1.
    names = {
        "nearest": [*rows["member_id"], *(f"{EXTRA}-{number + 1}" for number in range(len(extra))), ""],
        "nearest_name": [*rows["name"], *[""] * len(extra), ""],
        "nearest_confidence": [*rows["confidence"], *[ASSUMED] * len(extra), ""],
        "nearest_status": [*rows["status"], *[ASSUMED] * len(extra), ""],
    }
    return towns.assign(
        **{name: np.array(values, dtype=object)[column] for name, values in names.items()}, distance_km=km
    )


def _reach_rows(km: Floats, people: Floats, limits: Sequence[float] = LIMITS_KM) -> pd.DataFrame:
    known = np.nan_to_num(people)
    within, gemeinden = sums_within(km, known, limits), sums_within(km, np.ones(len(km)), limits)
    all_people, all_gemeinden = float(known.sum()), len(km)
    return pd.DataFrame(
        {
            "limit_km": list(limits),
            "people": within.astype(int),
            "people_share": within / all_people if all_people else np.nan,
            "gemeinden": gemeinden.astype(int),
            "gemeinden_share": gemeinden / all_gemeinden if all_gemeinden else np.nan,
            "people_all": int(all_people),
            "gemeinden_all": all_gemeinden,
        }
    )


def _reach_in_year(atlas: Atlas, scope: str, year: int, last: int) -> pd.DataFrame:
    known, towns = list_locations(atlas), gemeinde_points(atlas)
    inside = in_scope(towns, scope)
    matrix, people = location_distances(atlas).to_numpy()[inside], towns["population"].to_numpy()[inside]
    counted = {
        "": locations_counted(known, year=year),
        "_low": counted_low(known, year),
        "_high": counted_high(known, year, last=last),
    }
    rows = {end: _reach_rows(nearest_of(matrix[:, which.to_numpy()])[1], people) for end, which in counted.items()}
    bounds = {
        f"{name}{end}": rows[end][name] for end in ("_low", "_high") for name in ("people_share", "gemeinden_share")
    }
    numbers = {f"initiatives{end}": int(which.sum()) for end, which in counted.items()}
    undated = numbers["initiatives_high"] - numbers["initiatives"]
    return rows[""].assign(year=year, **bounds, **numbers, undated=undated)

"""Distances on the globe and sums within a limit: pure functions on arrays, which the map's script mirrors.

Formula (haversine, R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68(2), 1984, p. 159), angles in radians:
a = sin²((lat2 - lat1) / 2) + cos(lat1) cos(lat2) sin²((lon2 - lon1) / 2), distance = 2 R asin(sqrt(a)). The earth is
taken as a sphere; within the atlas that is off by at most half a per cent. It is the way of a bird, not of a bus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Mean radius R1 = (2a + b) / 3 of the ellipsoid GRS 80 (H. Moritz, Geodetic Reference System 1980, J. Geodesy, 2000).
EARTH_RADIUS_KM = 6371.0088


def haversine_km(lat: Any, lon: Any, to_lat: Any, to_lon: Any) -> Floats:
    """Great-circle distance in kilometres; the arguments in degrees, broadcast against each other."""
    phi, to_phi = np.radians(lat), np.radians(to_lat)
    half_lat = (to_phi - phi) / 2
    half_lon = np.radians(np.subtract(to_lon, lon)) / 2
    a = np.sin(half_lat) ** 2 + np.cos(phi) * np.cos(to_phi) * np.sin(half_lon) ** 2
    # Rounding may lift a past 1 for opposite points, where arcsin has no value.
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(a, 1.0))), dtype=float)


def distance_matrix_km(lat: Floats, lon: Floats, to_lat: Floats, to_lon: Floats) -> Floats:
    """Distances from every point (rows) to every other one (columns)."""
    return haversine_km(lat[:, None], lon[:, None], to_lat[None, :], to_lon[None, :])


def nearest_of(matrix: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """Column and distance of the nearest for each row; of equal ones the first. Without a column: -1 and infinity."""
    if matrix.shape[1] == 0:
        return np.full(len(matrix), -1, dtype=np.intp), np.full(len(matrix), np.inf)
    column = matrix.argmin(axis=1)
    return column, matrix[np.arange(len(matrix)), column]


def sums_within(distance_km: Floats, values: Floats, limits_km: Sequence[float]) -> Floats:
    """Sum of the values whose distance is at most each limit."""
    inside = distance_km[None, :] <= np.asarray(limits_km, dtype=float)[:, None]
    return np.asarray(inside @ values, dtype=float)


def weighted_median(values: Floats, weights: Floats) -> float:
    """Smallest value up to which at least half of the weight lies; NaN without weight."""
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order])
    if not len(running) or running[-1] <= 0:
        return float("nan")
    return float(values[order][np.searchsorted(running, running[-1] / 2)])

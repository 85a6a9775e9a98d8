"""White spots: how far the next initiative is, whom that leaves out, where need is greatest, and the best next places.

Every name the figures and answers need is here; the modules hold the rules.
"""

from analytics.rates.coverage import DOCUMENTED
from analytics.subjects.reach.measures.bounds import RegisterBound, compute_register_bound
from analytics.subjects.reach.measures.covering import (
    MAX_PLACES,
    NEED,
    OBJECTIVES,
    POPULATION,
    Covering,
    Place,
    PlaceSet,
    solve_covering,
)
from analytics.subjects.reach.measures.geometry import EARTH_RADIUS_KM
from analytics.subjects.reach.measures.locations import KNOWN, WITH_ENDED, documented_years, list_locations, unplaced
from analytics.subjects.reach.measures.need import (
    DEFAULT_WEIGHTS,
    DRAWS,
    NEED_PARTS,
    NeedPart,
    Weights,
    compute_need,
    compute_need_sensitivity,
)
from analytics.subjects.reach.measures.presence import kreis_presence, kreise_without
from analytics.subjects.reach.measures.reach import (
    LAND,
    LIMITS_KM,
    MAX_EXTRA,
    SCOPES,
    Points,
    compute_reach,
    compute_reach_by_year,
    compute_reach_readings,
    distances,
    gemeinde_points,
    in_scope,
    median_distance_km,
    reach_of,
)
from analytics.subjects.reach.measures.whatif import compute_gain, whatif_arrays

__all__ = [
    "DEFAULT_WEIGHTS",
    "DOCUMENTED",
    "DRAWS",
    "EARTH_RADIUS_KM",
    "KNOWN",
    "LAND",
    "LIMITS_KM",
    "MAX_EXTRA",
    "MAX_PLACES",
    "NEED",
    "NEED_PARTS",
    "OBJECTIVES",
    "POPULATION",
    "SCOPES",
    "WITH_ENDED",
    "Covering",
    "NeedPart",
    "Place",
    "PlaceSet",
    "Points",
    "RegisterBound",
    "Weights",
    "compute_gain",
    "compute_need",
    "compute_need_sensitivity",
    "compute_reach",
    "compute_reach_by_year",
    "compute_reach_readings",
    "compute_register_bound",
    "distances",
    "documented_years",
    "gemeinde_points",
    "in_scope",
    "kreis_presence",
    "kreise_without",
    "list_locations",
    "median_distance_km",
    "reach_of",
    "solve_covering",
    "unplaced",
    "whatif_arrays",
]

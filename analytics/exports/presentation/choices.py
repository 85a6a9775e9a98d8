"""What a filter of a view may be: the values the data hold. No other is ever drawn in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analytics.exports.views import LABELS, MEMBER_SIGNS, VIEWS, ZOOMS, Param, opening_params, page_of
from analytics.maps.classes import METHODS
from analytics.maps.indicators import find_indicator, indicator_years, map_indicators
from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.coverage import CONFIDENCES, STATES
from analytics.rates.rates import LAND_AGS, migration_age_groups
from analytics.rates.scopes import SCOPES, current_code
from analytics.rates.series import GROUPS, MEASURES
from analytics.subjects.counting.measures import half_years
from analytics.subjects.district.measures import list_context
from analytics.subjects.effects.measures import CONTROL_SETS
from analytics.subjects.effects.measures.estimate import ALL
from analytics.subjects.migration import small_multiples
from analytics.subjects.outlook.measures.membership import MODELS
from analytics.subjects.peers.measures import TRAITS
from analytics.subjects.peers.rules import RULES
from analytics.subjects.peers.text import list_indicators
from analytics.subjects.reach.measures import LIMITS_KM
from analytics.subjects.reach.measures import SCOPES as REACH_SCOPES
from analytics.subjects.reach.measures.covering import OBJECTIVES
from data.atlas import Atlas
from data.errors import UnknownNameError

Choices = tuple[str, ...]
YES, NO = "ja", "nein"


def choices(atlas: Atlas, view: str, param: Param) -> Choices | None:
    """The values a filter of a view can have, as an address writes them; None where they cannot be listed."""
    if param.kind == "flag":
        return YES, NO
    own = _OF_ONE.get((view, param.name)) or _OF_ONE.get((page_of(view).address, param.name))
    listed = own or _OF_ALL.get(param.name)
    return (listed(atlas) or None) if listed else None


def check_choices(atlas: Atlas, view: str, given: Mapping[str, object]) -> None:
    """Proves that every filter given to a view has a value that exists; what is left empty is not chosen.

    Raises:
        UnknownNameError: one has not; it names the filter and the values that exist.
    """
    for param in VIEWS[view].params:
        valid = None if param.kind == "flag" else choices(atlas, view, param)
        value = given.get(param.name, ())
        for one in value if isinstance(value, tuple) else (value,):
            if valid is not None and (one != "" or param.needed) and str(one) not in valid:
                raise UnknownNameError(kind=param.name, value=one, valid=valid)


def current_value(view: str, name: str, value: Any) -> Any:
    """The value of a filter as it is called now; only scopes and groups have had other codes."""
    scopes = REACH_SCOPES if view.startswith("whitespots") else SCOPES
    valid = {"scope": scopes, "group": GROUPS, "area": GROUPS}.get(name)
    return current_code(value, valid) if valid and isinstance(value, str) else value


def opening_values(atlas: Atlas, view: str) -> dict[str, Any]:
    """The filters of a view as its page opens, as far as they have no such default of their own."""
    names = {param.name for param in VIEWS[view].params}
    return {name: value for name, value in opening_params(atlas, view).items() if name in names}


@once_per_atlas
def migration_years(atlas: Atlas) -> Choices:
    """Years of the migration table."""
    return _sorted(range(int(atlas.migration["year"].min()), int(atlas.migration["year"].max()) + 1))


@once_per_choice
def map_years(atlas: Atlas, indicator: str) -> Choices:
    """Years an indicator of the map can be shown for: of migration also those between that the source lacks."""
    years = indicator_years(atlas, find_indicator(atlas, indicator))
    return tuple(map(str, range(years[0], years[-1] + 1)))


@once_per_atlas
def all_map_years(atlas: Atlas) -> Choices:
    """Years of any indicator of the map; whether the one asked for has it, the map says itself."""
    return _sorted({year for indicator in map_indicators(atlas) for year in map_years(atlas, indicator)})


@once_per_atlas
def migration_kreise(atlas: Atlas) -> Choices:
    """Keys of the districts of the migration table."""
    return _sorted(atlas.migration["ags"].unique())


@once_per_atlas
def _flow_years(atlas: Atlas) -> Choices:
    return _sorted(atlas.migration_flows["year"].unique())


def _kreise_and_land(atlas: Atlas) -> Choices:
    return (LAND_AGS, *migration_kreise(atlas))


def _sorted(values: Iterable[object]) -> Choices:
    return tuple(sorted(map(str, values)))


_Listing = Callable[["Atlas"], Choices]
_OF_ALL: Mapping[str, _Listing] = {
    "age_group": migration_age_groups,
    "ags": migration_kreise,
    "area": _kreise_and_land,
    "controls": lambda _: CONTROL_SETS,
    "confidence": lambda _: CONFIDENCES,
    "goal": lambda _: OBJECTIVES,
    "group": lambda _: GROUPS,
    "half_year": half_years,
    "indicator": map_indicators,
    "kreis": migration_kreise,
    "kreise": migration_kreise,
    "labels": lambda _: LABELS,
    "limit_km": lambda _: tuple(map(str, LIMITS_KM)),
    "measure": lambda _: MEASURES,
    "members": lambda _: MEMBER_SIGNS,
    "member_id": lambda atlas: _sorted(atlas.members["member_id"]),
    "method": lambda _: METHODS,
    "model": lambda _: MODELS,
    "outlined": migration_kreise,
    "rule": lambda _: RULES,
    "scope": lambda _: SCOPES,
    "status": lambda _: STATES,
    "traits": lambda _: TRAITS,
    "year": migration_years,
    "year_from": migration_years,
    "zoom": lambda _: ZOOMS,
}
# Where a page, or one view of it, means others than all do.
_OF_ONE: Mapping[tuple[str, str], _Listing] = {
    ("karte", "year"): all_map_years,
    ("herkunft", "year"): _flow_years,
    ("kreisprofil", "indicator"): list_context,
    ("vergleich", "indicator"): list_indicators,
    ("initiativen", "kreis"): lambda atlas: _sorted(atlas.kreise["ags"]),
    ("wirkung", "ags"): lambda atlas: (ALL, *migration_kreise(atlas)),
    ("weisseflecken", "scope"): lambda _: REACH_SCOPES,
    ("heatmap", "area"): lambda atlas: (LAND_AGS, *GROUPS, *migration_kreise(atlas)),
    ("small_multiples", "scope"): lambda _: small_multiples.SCOPES,
}

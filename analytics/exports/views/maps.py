"""Maps as views: one year of the map, the flows of a district, the distances to the next initiative."""

from __future__ import annotations

from dataclasses import replace

from analytics.exports.views.model import HIDDEN, MapView
from analytics.language import Wording
from analytics.maps.indicators import find_indicator
from analytics.maps.table import draw_map_table
from analytics.maps.values import compute_map_values
from analytics.maps.view import compute_map_view, map_source_ids
from analytics.rates.scopes import EVERYWHERE
from analytics.subjects.origin.flow_map import compute_flow_view, compute_flows, compute_kreis_balances, draw_flow_table
from analytics.subjects.reach.figures.map import compute_reach_areas, map_description
from analytics.subjects.reach.figures.shares import draw_reach_shares, reach_headline
from analytics.subjects.reach.figures.text import DEFAULT_LIMIT_KM, read_points, scope_rows
from analytics.subjects.reach.measures import LAND, LIMITS_KM, kreise_without
from data.atlas import Atlas
from data.errors import UnknownNameError, check_name


def draw_map_view(
    atlas: Atlas,
    w: Wording,
    *,
    indicator: str,
    age_group: str,
    method: str = "round",
    scope: str = EVERYWHERE,
    year_from: int | None = None,
    year: int | None = None,
    kreis: str = "",
    gemeinden: bool = False,
    members: str = "",
    outlined: tuple[str, ...] = (),
    labels: str = "",
    zoom: str = "",
) -> MapView:
    """One year of the map; the last one with values when no year is given.

    Raises:
        UnknownNameError: a name or the year is not in the data.
    """
    values = compute_map_values(atlas, indicator=indicator, age_group=age_group, scope=scope, year_from=year_from)
    view = compute_map_view(
        atlas, w, indicator=indicator, age_group=age_group, method=method, scope=scope, year_from=year_from,
        values=values,
    )  # fmt: skip
    shown = int(year or view["last_year"])
    check_name("year", shown, view["years"])
    for ags in {*outlined, *([kreis] if kreis else [])} - {entry["ags"] for entry in view["kreise"]}:
        raise UnknownNameError(kind="ags", value=ags)
    figure = draw_map_table(
        atlas, w, indicator=indicator, age_group=age_group, scope=scope, year_from=year_from, year=shown, values=values
    )
    index = view["years"].index(shown)
    table = figure.table[figure.table["year"] == shown].reset_index(drop=True)
    of_year = [note["text"] for note in view["notes"] if note["ags"] is None and note["year"] == shown]
    notes = tuple(filter(None, [*view["reading"], *of_year, view["coverage"][index]]))
    years = {shown, *([view["key"]["from"]] if view["key"]["from"] else [])}
    figure = replace(
        figure, table=table, description=view["descriptions"][index], subtitle=view["subtitles"][index], notes=notes,
        source_ids=map_source_ids(atlas, years, find_indicator(atlas, indicator)),
    )  # fmt: skip
    if members == HIDDEN:
        view = {**view, "members": [], "unplaced": ""}
    return MapView(view, shown, kreis, gemeinden, figure, outlined=outlined, members=members, labels=labels, zoom=zoom)


def draw_flow_map(atlas: Atlas, w: Wording, *, ags: str, year: int, age_group: str) -> MapView:
    """A Kreis with its balances with the others and with Berlin: areas and lines.

    Raises:
        UnknownNameError: no balances are known for this Kreis, year or age group.
    """
    figure = draw_flow_table(atlas, w, ags=ags, year=year, age_group=age_group)
    view = compute_flow_view(atlas, w, ags=ags, year=year, age_group=age_group)
    flows = compute_flows(compute_kreis_balances(atlas, ags=ags, age_group=age_group), ags=ags, year=year)
    return MapView(view, year, ags, False, figure, flows=flows)


def draw_reach_map(
    atlas: Atlas, w: Wording, *, scope: str = LAND, limit_km: int = DEFAULT_LIMIT_KM, neu: tuple[str, ...] = ()
) -> MapView:
    """The Gemeinden by distance to the nearest initiative, with assumed initiatives.

    Raises:
        UnknownNameError: scope, limit or a point is not valid.
    """
    figure = draw_reach_shares(atlas, w, scope=scope, limit_km=limit_km, neu=neu)
    figure = replace(
        figure,
        headline=reach_headline(atlas, w, scope=scope, limit_km=limit_km, neu=neu),
        description=map_description(atlas, w, scope=scope, neu=neu),
    )
    view = compute_reach_areas(atlas, w, scope=scope, neu=neu)
    white = tuple(scope_rows(kreise_without(atlas), scope)["ags"])
    return MapView(view, 0, "", False, figure, "gemeinden", white, read_points(neu), LIMITS_KM)

"""Which views may be collected, with the names and types of their filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.maps.indicators import find_indicator
from analytics.maps.table import draw_map_table
from analytics.maps.view import compute_map_view, map_source_ids
from analytics.subjects.counting.figures import draw_counting, draw_counting_years
from analytics.subjects.district.balance import draw_kreis_balance
from analytics.subjects.district.context import draw_kreis_context
from analytics.subjects.district.facts import draw_kreis_facts
from analytics.subjects.district.figures import draw_kreis_ages, draw_kreis_population
from analytics.subjects.district.initiatives import draw_kreis_funding, draw_kreis_initiatives
from analytics.subjects.district.peers import draw_kreis_peers
from analytics.subjects.district.standing import draw_kreis_standing
from analytics.subjects.effects.figures.assumptions import draw_effect_assumptions
from analytics.subjects.effects.figures.beside.estimators import draw_effect_estimators
from analytics.subjects.effects.figures.beside.threshold import draw_effect_threshold
from analytics.subjects.effects.figures.chance import draw_effect_chance
from analytics.subjects.effects.figures.controls.map import draw_effect_left_out, draw_effect_map
from analytics.subjects.effects.figures.controls.sets import draw_effect_controls
from analytics.subjects.effects.figures.raw import draw_effect_raw
from analytics.subjects.effects.figures.results import draw_effect_detectable, draw_effect_did, draw_effect_verdict
from analytics.subjects.effects.figures.robust import (
    draw_effect_ages,
    draw_effect_one_out,
    draw_effect_variants,
)
from analytics.subjects.effects.figures.starts import draw_effect_starts
from analytics.subjects.effects.figures.study import draw_effect_study
from analytics.subjects.effects.figures.synthetic import draw_effect_synthetic, draw_effect_weights
from analytics.subjects.funding.figures import (
    draw_funding_coverage,
    draw_funding_facts,
    draw_initiative_grants,
    draw_network_funding,
    draw_per_member,
    draw_programme_pot,
)
from analytics.subjects.growth.figures.coverage import draw_register_coverage
from analytics.subjects.growth.figures.curve import draw_growth_curve
from analytics.subjects.growth.figures.events import draw_events
from analytics.subjects.growth.figures.pace import draw_growth_measures
from analytics.subjects.growth.figures.yearly import draw_yearly_growth
from analytics.subjects.methods.land_simulations import draw_land_simulations
from analytics.subjects.methods.simulations import draw_simulations
from analytics.subjects.migration.ages import draw_age_grid
from analytics.subjects.migration.change import draw_change
from analytics.subjects.migration.land import draw_land_ages, draw_land_balance
from analytics.subjects.migration.ranking import draw_ranking
from analytics.subjects.migration.series import draw_series
from analytics.subjects.migration.turnaround import draw_turnaround
from analytics.subjects.origin.components import draw_components
from analytics.subjects.origin.flow_map import (
    Flow,
    compute_flow_view,
    compute_flows,
    compute_kreis_balances,
    draw_flow_table,
)
from analytics.subjects.origin.partners import draw_partners
from analytics.subjects.outlook.figures.backtest import draw_outlook_backtest
from analytics.subjects.outlook.figures.members import draw_outlook_membership, draw_outlook_models
from analytics.subjects.outlook.figures.migration import draw_outlook_fan, draw_outlook_lookback
from analytics.subjects.outlook.figures.projection import draw_outlook_projection
from analytics.subjects.outlook.figures.scenario import draw_outlook_scenario
from analytics.subjects.outlook.figures.trend import draw_outlook_trend, draw_outlook_trends
from analytics.subjects.overview.figures import draw_overview
from analytics.subjects.peers.east import draw_east_peers
from analytics.subjects.peers.figures import draw_comparable, draw_peer_swarm
from analytics.subjects.peers.series import draw_peer_series
from analytics.subjects.reach.figures.map import compute_reach_areas, map_description
from analytics.subjects.reach.figures.need import draw_need
from analytics.subjects.reach.figures.places import draw_next_places
from analytics.subjects.reach.figures.shares import draw_reach_kpis, draw_reach_shares, draw_unreached, reach_headline
from analytics.subjects.reach.figures.text import DEFAULT_LIMIT_KM, read_points, scope_rows
from analytics.subjects.reach.figures.years import draw_reach_by_year, draw_register_bound
from analytics.subjects.reach.measures import LAND, LIMITS_KM, Points, kreise_without
from analytics.subjects.register.figures import draw_register
from analytics.subjects.register.profile import (
    draw_member_events,
    draw_member_funding,
    draw_member_outcomes,
    draw_member_sources,
    draw_profile,
)
from data.atlas import Atlas
from data.errors import UnknownNameError

Shape = Literal["chart", "table", "map", "kpis"]
ParamKind = Literal["text", "year", "number", "flag", "list"]
# How initiatives stand on a map; by their places where nothing is chosen.
NUMBERED, MARKS, HIDDEN = "numbered", "marks", "hidden"
MEMBER_SIGNS = (NUMBERED, MARKS, HIDDEN)
# Whose names a map bears (as many as have room where nothing is chosen), and what of the territory it shows (the
# selection its figures are about where nothing is chosen). Both may go by the districts that are brought out.
TOLD, ALL_NAMES, NO_NAMES = "told", "all", "none"
WHOLE, ZOOM_LAUSITZ = "whole", "lausitz"
MARKED = "outlined"
LABELS, ZOOMS = (TOLD, MARKED, ALL_NAMES, NO_NAMES), (WHOLE, ZOOM_LAUSITZ, MARKED)


@dataclass(frozen=True)
class Param:
    """A filter of a view."""

    name: str
    kind: ParamKind = "text"
    needed: bool = False


@dataclass(frozen=True)
class MapView:
    """One year of a map, with the table behind it.

    Attributes:
        view: from `compute_map_view`.
        year: a year of the view.
        kreis: chosen Kreis (ags) or empty.
        gemeinden: whether the borders of the Gemeinden are drawn too.
        figure: headline, subtitle, sources and the table of this year.
        filled: which areas the entries of the view are: Kreise or Gemeinden.
        outlined: Kreise (ags) that are outlined.
        added: assumed initiatives (latitude, longitude), with a circle for each of the limits.
        limits_km: radius of those circles.
        flows: lines between the chosen Kreis and others.
        members: one of `MEMBER_SIGNS`; empty for marks with their places.
        labels: one of `LABELS`; empty for as many names as have room.
        zoom: one of `ZOOMS`; empty for the selection the figures are about.
    """

    view: dict[str, Any]
    year: int
    kreis: str
    gemeinden: bool
    figure: Figure
    filled: Literal["kreise", "gemeinden"] = "kreise"
    outlined: tuple[str, ...] = ()
    added: Points = ()
    limits_km: tuple[float, ...] = ()
    flows: tuple[Flow, ...] = ()
    members: str = ""
    labels: str = ""
    zoom: str = ""

    @property
    def index(self) -> int:
        """Place of the year in the lists of the view."""
        return int(self.view["years"].index(self.year))


@dataclass(frozen=True)
class View:
    """A view that may be collected.

    Attributes:
        name: stable name, used in files and addresses.
        shape: how it is shown: as chart, table, map or as key figures.
        builder: draws it.
        params: its filters.
    """

    name: str
    shape: Shape
    builder: Callable[..., Figure | MapView]
    params: tuple[Param, ...] = ()

    def draw(self, atlas: Atlas, w: Wording, **params: Any) -> Figure | MapView:
        """The view from the data as it is now."""
        return self.builder(atlas, w, **params)


def figure_of(content: Figure | MapView) -> Figure:
    """The figure itself, or the one that goes with a map."""
    return content.figure if isinstance(content, MapView) else content


def draw_map_view(
    atlas: Atlas,
    w: Wording,
    *,
    indicator: str,
    age_group: str,
    method: str = "round",
    scope: str = "land",
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
    view = compute_map_view(
        atlas, w, indicator=indicator, age_group=age_group, method=method, scope=scope, year_from=year_from
    )
    shown = int(year or view["last_year"])
    if shown not in view["years"]:
        raise UnknownNameError(kind="year", value=shown, valid=tuple(map(str, view["years"])))
    for ags in {*outlined, *([kreis] if kreis else [])} - {entry["ags"] for entry in view["kreise"]}:
        raise UnknownNameError(kind="ags", value=ags)
    figure = draw_map_table(
        atlas, w, indicator=indicator, age_group=age_group, scope=scope, year_from=year_from, year=shown
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


def _draw_growth(atlas: Atlas, w: Wording) -> Figure:
    """The curve without carriers and events: they have a slide of their own, here they would be too small."""
    return draw_growth_curve(atlas, w, compact=True)


_AGS = (Param("ags", needed=True),)
_COMPARED = (*_AGS, Param("traits", "list"))
_MEMBER = (Param("member_id", needed=True),)
_AGE = Param("age_group", needed=True)
_FLOWS = (*_AGS, Param("year", "year", needed=True), _AGE)
_MAP = (
    Param("indicator", needed=True), _AGE, Param("method"), Param("scope"), Param("year_from", "year"),
    Param("year", "year"), Param("kreis"), Param("gemeinden", "flag"),
    Param("members"), Param("outlined", "list"), Param("labels"), Param("zoom"),
)  # fmt: skip
_SERIES = (
    Param("kreise", "list", needed=True), _AGE, Param("measure"), Param("group"), Param("without_distorted", "flag"),
)  # fmt: skip
_EFFECTS = (Param("ags", needed=True), _AGE, Param("with_distorted", "flag"), Param("controls"))
_AREA, _LIMIT, _NEW, _WEIGHTS = (
    Param("scope"),
    Param("limit_km", "number"),
    Param("neu", "list"),
    Param("weights", "list"),
)

_OUTLOOK = (Param("area", needed=True), _AGE)
_TREND = Param("with_reception", "flag")

_ALL = (
    View("kpis", "kpis", draw_overview),
    View("growth", "chart", _draw_growth),
    View("growth_measures", "kpis", draw_growth_measures),
    View("yearly_growth", "chart", draw_yearly_growth),
    View("register_coverage", "chart", draw_register_coverage),
    View("events", "chart", draw_events),
    View("network_funding", "chart", draw_network_funding),
    View("programme_pot", "chart", draw_programme_pot),
    View("initiative_grants", "chart", draw_initiative_grants),
    View("per_member", "chart", draw_per_member),
    View("funding_coverage", "chart", draw_funding_coverage),
    View("funding_facts", "kpis", draw_funding_facts),
    View("map", "map", draw_map_view, _MAP),
    View("series", "chart", draw_series, _SERIES),
    View("heatmap", "chart", draw_age_grid, (Param("area", needed=True), Param("without_distorted", "flag"))),
    View(
        "ranking",
        "chart",
        draw_ranking,
        (Param("year", "year", needed=True), _AGE, Param("measure"), Param("kreise", "list"), Param("scope")),
    ),
    View(
        "change",
        "chart",
        draw_change,
        (
            Param("year_from", "year", needed=True),
            Param("year", "year", needed=True),
            _AGE,
            Param("measure"),
            Param("kreise", "list"),
            Param("scope"),
        ),
    ),
    View("turnaround", "chart", draw_turnaround, (_AGE, Param("kreise", "list"), Param("scope"))),
    View("land_balance", "chart", draw_land_balance),
    View("land_ages", "chart", draw_land_ages),
    View("origin_components", "chart", draw_components, (*_AGS, _AGE)),
    View("origin_map", "map", draw_flow_map, _FLOWS),
    View("origin_partners", "chart", draw_partners, _FLOWS),
    View("kreis_facts", "kpis", draw_kreis_facts, _AGS),
    View("kreis_population", "chart", draw_kreis_population, _AGS),
    View("kreis_ages", "chart", draw_kreis_ages, _AGS),
    View("kreis_balance", "chart", draw_kreis_balance, _AGS),
    View("kreis_context", "chart", draw_kreis_context, (*_AGS, Param("indicator", needed=True))),
    View("kreis_standing", "chart", draw_kreis_standing, _AGS),
    View("kreis_peers", "chart", draw_kreis_peers, _AGS),
    View("kreis_initiatives", "table", draw_kreis_initiatives, _AGS),
    View("kreis_funding", "table", draw_kreis_funding, _AGS),
    View("comparison_places", "table", draw_comparable, _COMPARED),
    View("comparison_swarm", "chart", draw_peer_swarm, (*_COMPARED, Param("indicator", needed=True))),
    View("comparison_east", "table", draw_east_peers, (*_AGS, Param("indicator", needed=True), Param("rule"))),
    View("comparison_series", "chart", draw_peer_series, (*_COMPARED, Param("age_group", needed=True))),
    View("simulations", "table", draw_simulations),
    View("simulations_land", "table", draw_land_simulations),
    View("register", "table", draw_register, tuple(map(Param, ("search", "kreis", "status", "confidence")))),
    View("profile", "table", draw_profile, _MEMBER),
    View("member_funding", "table", draw_member_funding, _MEMBER),
    View("member_outcomes", "table", draw_member_outcomes, _MEMBER),
    View("member_events", "table", draw_member_events, _MEMBER),
    View("member_sources", "table", draw_member_sources, _MEMBER),
    View("counting", "kpis", draw_counting, (Param("half_year"),)),
    View("counting_years", "table", draw_counting_years),
    View("whitespots_kpis", "kpis", draw_reach_kpis, (_AREA,)),
    View("whitespots_map", "map", draw_reach_map, (_AREA, _LIMIT, _NEW)),
    View("whitespots_shares", "chart", draw_reach_shares, (_AREA, _LIMIT, _NEW)),
    View("whitespots_unreached", "chart", draw_unreached, (_AREA, _LIMIT, _NEW)),
    View("whitespots_places", "chart", draw_next_places, (_AREA, _LIMIT, Param("goal"), _WEIGHTS)),
    View("whitespots_years", "chart", draw_reach_by_year, (_AREA, _LIMIT)),
    View("whitespots_bound", "chart", draw_register_bound, (_AREA,)),
    View("whitespots_need", "chart", draw_need, (_WEIGHTS,)),
    View("outlook_membership", "chart", draw_outlook_membership, (Param("model"),)),
    View("outlook_models", "chart", draw_outlook_models),
    View(
        "outlook_scenario",
        "chart",
        draw_outlook_scenario,
        (Param("per_year", "year", needed=True), Param("years", "year", needed=True)),
    ),
    View("outlook_fan", "chart", draw_outlook_fan, _OUTLOOK),
    View("outlook_lookback", "chart", draw_outlook_lookback, _OUTLOOK),
    View("outlook_backtest", "chart", draw_outlook_backtest, _OUTLOOK),
    View("outlook_trend", "chart", draw_outlook_trend, (*_OUTLOOK, _TREND)),
    View("outlook_trends", "chart", draw_outlook_trends, (_AGE, Param("area"), _TREND)),
    View("outlook_projection", "table", draw_outlook_projection),
    View("effects_verdict", "kpis", draw_effect_verdict, _EFFECTS),
    View("effects_raw", "chart", draw_effect_raw, _EFFECTS),
    View("effects_study", "chart", draw_effect_study, _EFFECTS),
    View("effects_did", "kpis", draw_effect_did, _EFFECTS),
    View("effects_synthetic", "chart", draw_effect_synthetic, _EFFECTS),
    View("effects_weights", "table", draw_effect_weights, _EFFECTS),
    View("effects_chance", "chart", draw_effect_chance, _EFFECTS),
    View("effects_ages", "chart", draw_effect_ages, _EFFECTS),
    View("effects_one_out", "chart", draw_effect_one_out, _EFFECTS),
    View("effects_variants", "chart", draw_effect_variants, _EFFECTS),
    View("effects_estimators", "chart", draw_effect_estimators, _EFFECTS),
    View("effects_controls", "chart", draw_effect_controls, _EFFECTS),
    View("effects_map", "map", draw_effect_map, _EFFECTS),
    View("effects_left_out", "table", draw_effect_left_out, _EFFECTS),
    View("effects_detectable", "kpis", draw_effect_detectable, _EFFECTS),
    View(
        "effects_threshold", "chart", draw_effect_threshold, (_AGE, Param("with_distorted", "flag"), Param("controls"))
    ),
    View("effects_starts", "table", draw_effect_starts, (_AGE, Param("with_distorted", "flag"))),
    View("effects_assumptions", "table", draw_effect_assumptions, _EFFECTS),
)
VIEWS: dict[str, View] = {view.name: view for view in _ALL}

"""Every page that shows figures, declared once: where it stands, its filters, how it opens, its views in order.

Navigation, presentation, snapshot, frames, the description of all addresses and the picture of a shared link read it.
"""

from __future__ import annotations

from typing import Any

from analytics.exports.views.layouts import DISTRICTS, INITIATIVES, MAPS
from analytics.exports.views.maps import draw_flow_map, draw_map_view, draw_reach_map
from analytics.exports.views.model import View
from analytics.exports.views.page import Layout, Page, Section
from analytics.exports.views.sources import SOURCES
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.maps.indicators import map_indicators
from analytics.rates.series import known_years, last_year
from analytics.subjects import defaults
from analytics.subjects.counting.figures import draw_counting, draw_counting_years
from analytics.subjects.district.balance import draw_kreis_balance
from analytics.subjects.district.context import draw_kreis_context
from analytics.subjects.district.facts import draw_kreis_facts
from analytics.subjects.district.figures import draw_kreis_ages, draw_kreis_population
from analytics.subjects.district.initiatives import draw_kreis_funding, draw_kreis_initiatives
from analytics.subjects.district.measures import list_context
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
from analytics.subjects.effects.measures import ALL, DEFAULT_AGE_GROUP
from analytics.subjects.funding.figures import (
    draw_funding_coverage,
    draw_funding_facts,
    draw_initiative_grants,
    draw_network_funding,
    draw_per_member,
    draw_programme_pot,
)
from analytics.subjects.growth.figures.coverage import draw_register_coverage
from analytics.subjects.growth.figures.curve import draw_growth_curve, first_year
from analytics.subjects.growth.figures.events import draw_events
from analytics.subjects.growth.figures.pace import draw_growth_measures
from analytics.subjects.growth.figures.yearly import draw_yearly_growth
from analytics.subjects.methods.land_simulations import draw_land_simulations
from analytics.subjects.methods.simulations import draw_simulations
from analytics.subjects.migration.ages import draw_age_grid
from analytics.subjects.migration.change import YEARS_BACK, draw_change
from analytics.subjects.migration.land import draw_land_ages, draw_land_balance
from analytics.subjects.migration.ranking import draw_ranking
from analytics.subjects.migration.series import draw_series
from analytics.subjects.migration.small_multiples import draw_small_multiples
from analytics.subjects.migration.turnaround import draw_turnaround
from analytics.subjects.origin.components import draw_components
from analytics.subjects.origin.measures import flow_years
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
from analytics.subjects.reach.figures.need import draw_need
from analytics.subjects.reach.figures.places import draw_next_places
from analytics.subjects.reach.figures.shares import (
    counted_sentence,
    draw_reach_kpis,
    draw_reach_shares,
    draw_unreached,
)
from analytics.subjects.reach.figures.years import draw_reach_by_year, draw_register_bound
from analytics.subjects.register.figures import coverage_headline, coverage_note, draw_register
from analytics.subjects.register.profile import (
    draw_member_events,
    draw_member_funding,
    draw_member_outcomes,
    draw_member_sources,
    draw_profile,
)
from data.atlas import Atlas

_KREIS, _AGE = {"kreis": "ags"}, {"alter": "age_group"}


def _draw_growth(atlas: Atlas, w: Wording) -> Figure:
    """The curve without carriers and events: they have a slide of their own, here they would be too small."""
    return draw_growth_curve(atlas, w, compact=True)


_GROWTH = View("growth", "chart", _draw_growth)
_SERIES = View("series", "chart", draw_series)
_COMPONENTS = View("origin_components", "chart", draw_components)
_PARTNERS = View("origin_partners", "chart", draw_partners)

_OVERVIEW = Page(
    "ueberblick",
    lambda w: w.text("Overview"),
    picture="map",
    layout=Layout("index.html", first=lambda w: w.text("The network in figures")),
    views=(View("kpis", "kpis", draw_overview, is_wide=True), _GROWTH),
)
_WACHSTUM = Page(
    "wachstum",
    lambda w: w.text("Growth"),
    title=lambda _, w: w.text("How has the network grown?"),
    lead=lambda atlas, w: w.text(
        "Every documented member count since {year}, what it supports and what it does not.", year=first_year(atlas)
    ),
    picture="growth",
    first="growth_measures",
    layout=Layout(whole={"growth": draw_growth_curve}),
    views=(
        View("growth_measures", "kpis", draw_growth_measures),
        _GROWTH,
        View("yearly_growth", "chart", draw_yearly_growth),
        View("register_coverage", "chart", draw_register_coverage, is_wide=True),
        View("events", "chart", draw_events, is_wide=True),
    ),
)
_KARTE = Page(
    "karte",
    lambda w: w.text("Map"),
    filters={"indikator": "indicator", **_AGE, "methode": "method", "ausschnitt": "scope", "jahr": "year",
             "jahr_von": "year_from", "kreis": "kreis"},
    opening=lambda atlas: {"indicator": map_indicators(atlas)[0], "age_group": defaults.AGE},
    picture="map",
    layout=MAPS,
    views=(View("map", "map", draw_map_view),),
)  # fmt: skip
_WANDERUNG = Page(
    "wanderung",
    lambda w: w.text("Over the years"),
    title=lambda _, w: w.text("Who comes, who goes"),
    lead=lambda atlas, w: w.text(
        "Moves over district borders in Brandenburg and the Lausitz in Saxony, {first}–{last}, and the balance of the "
        "Land with Berlin and with other countries. No source counts returners.",
        first=known_years(atlas)[-1], last=known_years(atlas)[0],
    ),
    filters={"kreise": "kreise", **_AGE, "indikator": "measure", "gruppe": "group", "ohne": "without_distorted",
             "gebiet": "area", "jahr": "year", "jahr_von": "year_from", "ausschnitt": "scope"},
    opening=lambda atlas: {
        "kreise": defaults.known_kreise(atlas), "area": defaults.known_kreise(atlas)[0], "age_group": defaults.AGE,
        "year": last_year(atlas), "year_from": last_year(atlas) - YEARS_BACK,
    },
    picture="series",
    first="series",
    views=(
        _SERIES,
        View("small_multiples", "chart", draw_small_multiples, is_wide=True),
        View("heatmap", "chart", draw_age_grid, is_wide=True),
        View("ranking", "chart", draw_ranking),
        View("turnaround", "chart", draw_turnaround),
        View("change", "chart", draw_change),
        View("land_balance", "chart", draw_land_balance),
        View("land_ages", "chart", draw_land_ages),
    ),
)  # fmt: skip
_HERKUNFT = Page(
    "herkunft",
    lambda w: w.text("Where from, where to"),
    lead=lambda atlas, w: w.text(
        "With whom a district gains and loses people inside Germany, {first}–{last}, and how much of its balance comes "
        "from abroad. Balances only: no source counts returners.",
        first=flow_years(atlas)[-1], last=flow_years(atlas)[0],
    ),
    filters={**_KREIS, "jahr": "year", **_AGE},
    opening=lambda atlas: {
        "ags": defaults.known_kreise(atlas)[0], "year": flow_years(atlas)[0], "age_group": defaults.ORIGIN_AGE,
    },
    picture="origin_partners",
    first="origin_map",
    elsewhere=("ansicht", "lage"),
    views=(_COMPONENTS, View("origin_map", "map", draw_flow_map, is_wide=True), _PARTNERS),
)  # fmt: skip
_KREISPROFIL = Page(
    "kreisprofil",
    lambda w: w.text("District profile"),
    filters={**_KREIS, "umfeld": "indicator"},
    opening=lambda atlas: {"ags": defaults.known_kreise(atlas)[0], "indicator": list_context(atlas)[0]},
    picture="kreis_population",
    first="kreis_facts",
    layout=DISTRICTS,
    views=(
        View("kreis_facts", "kpis", draw_kreis_facts),
        View("kreis_population", "chart", draw_kreis_population),
        View("kreis_ages", "chart", draw_kreis_ages),
        _SERIES,
        _COMPONENTS,
        View("kreis_balance", "chart", draw_kreis_balance),
        View("kreis_context", "chart", draw_kreis_context),
        _PARTNERS,
        View("kreis_standing", "chart", draw_kreis_standing),
        View("kreis_peers", "chart", draw_kreis_peers),
        View("kreis_initiatives", "table", draw_kreis_initiatives),
        View("kreis_funding", "table", draw_kreis_funding),
    ),
)
_VERGLEICH = Page(
    "vergleich", lambda w: w.text("Comparable places"),
    title=lambda _, w: w.text("Places that can be compared"),
    lead=lambda _, w: w.text(
        "A figure of one district says little alone. Here it stands beside its neighbours, its type and the "
        "districts most like it."
    ),
    filters={**_KREIS, "merkmale": "traits", "indikator": "indicator", "regel": "rule", **_AGE},
    opening=lambda atlas: {
        "ags": defaults.known_kreise(atlas)[0], "indicator": defaults.COMPARED, "age_group": defaults.AGE,
    },
    picture="comparison_swarm",
    first="comparison_swarm",
    views=(
        View("comparison_places", "table", draw_comparable),
        View("comparison_swarm", "chart", draw_peer_swarm),
        View("comparison_east", "table", draw_east_peers),
        View("comparison_series", "chart", draw_peer_series),
    ),
)  # fmt: skip
_INITIATIVEN = Page(
    "initiativen",
    lambda w: w.text("Initiatives"),
    title=coverage_headline,
    lead=coverage_note,
    filters={"suche": "search", "kreis": "kreis", "status": "status", "nachweis": "confidence"},
    layout=INITIATIVES,
    views=(
        View("register", "table", draw_register),
        View("profile", "table", draw_profile),
        View("member_funding", "table", draw_member_funding),
        View("member_outcomes", "table", draw_member_outcomes),
        View("member_events", "table", draw_member_events),
        View("member_sources", "table", draw_member_sources),
    ),
)
_FOERDERUNG = Page(
    "foerderung",
    lambda w: w.text("Funding"),
    title=lambda _, w: w.text("How is the network funded?"),
    lead=lambda _, w: w.text(
        "What is documented on money for the network, the programme and single initiatives. Kinds of amounts are kept "
        "apart and not added."
    ),
    picture="network_funding",
    first="funding_facts",
    views=(
        View("funding_facts", "kpis", draw_funding_facts, is_wide=True),
        View("network_funding", "chart", draw_network_funding),
        View("programme_pot", "chart", draw_programme_pot),
        View("initiative_grants", "chart", draw_initiative_grants, is_wide=True),
        View("per_member", "chart", draw_per_member),
        View("funding_coverage", "chart", draw_funding_coverage),
    ),
)
_ZAEHLBOGEN = Page(
    "zaehlbogen",
    lambda w: w.text("Counting sheet"),
    filters={"halbjahr": "half_year"},
    views=(View("counting", "kpis", draw_counting), View("counting_years", "table", draw_counting_years)),
)
_WEISSEFLECKEN = Page(
    "weisseflecken",
    lambda w: w.text("Coverage gaps"),
    lead=lambda atlas, w: w.text(
        "How far the nearest initiative is, whom that leaves out, and where one more would reach most people."
    ) + " " + counted_sentence(atlas, w),
    filters={"ausschnitt": "scope", "grenze": "limit_km", "neu": "neu", "ziel": "goal"},
    picture="whitespots_map",
    first="whitespots_map",
    elsewhere=("neu", "ziel"),
    layout=Layout("reichweite.html"),
    views=(
        View("whitespots_kpis", "kpis", draw_reach_kpis, is_wide=True),
        View("whitespots_map", "map", draw_reach_map, is_wide=True),
        View("whitespots_shares", "chart", draw_reach_shares),
        View("whitespots_unreached", "chart", draw_unreached, is_wide=True),
        View("whitespots_places", "chart", draw_next_places, is_wide=True),
        View("whitespots_years", "chart", draw_reach_by_year),
        View("whitespots_bound", "chart", draw_register_bound),
        View("whitespots_need", "chart", draw_need, is_wide=True),
    ),
)  # fmt: skip
_WIRKUNG = Page(
    "wirkung",
    lambda w: w.text("Before and after"),
    title=lambda _, w: w.text("Before and after an initiative"),
    lead=lambda _, w: w.text(
        "The migration balance before and after the start, against districts in which no initiative of the "
        "network had begun."
    ),
    filters={**_KREIS, **_AGE, "kontrollen": "controls", "verzerrt": "with_distorted"},
    opening=lambda _: {"ags": ALL, "age_group": DEFAULT_AGE_GROUP},
    picture="effects_verdict",
    first="effects_verdict",
    elsewhere=("worte",),
    views=(
        View("effects_verdict", "kpis", draw_effect_verdict),
        View("effects_raw", "chart", draw_effect_raw),
        View("effects_study", "chart", draw_effect_study),
        View("effects_did", "kpis", draw_effect_did, is_wide=True),
        View("effects_synthetic", "chart", draw_effect_synthetic),
        View("effects_weights", "table", draw_effect_weights),
        View("effects_chance", "chart", draw_effect_chance),
        View("effects_ages", "chart", draw_effect_ages),
        View("effects_one_out", "chart", draw_effect_one_out, is_wide=True),
        View("effects_variants", "chart", draw_effect_variants),
        View("effects_estimators", "chart", draw_effect_estimators),
        View("effects_controls", "chart", draw_effect_controls),
        View("effects_map", "map", draw_effect_map, is_wide=True),
        View("effects_left_out", "table", draw_effect_left_out),
        View("effects_detectable", "kpis", draw_effect_detectable),
        View("effects_threshold", "chart", draw_effect_threshold),
        View("effects_starts", "table", draw_effect_starts),
        View("effects_assumptions", "table", draw_effect_assumptions),
        # Shown on the page of formulas, which no snapshot has.
        View("simulations", "table", draw_simulations),
        View("simulations_land", "table", draw_land_simulations),
    ),
)
_AUSBLICK = Page(
    "ausblick",
    lambda w: w.text("Outlook"),
    title=lambda _, w: w.text("How it may go on"),
    lead=lambda _, w: w.text(
        "Membership and migration: trend, outlook with intervals, and what the series cannot say."
    ),
    filters={"modell": "model", "projahr": "per_year", "gebiet": "area", **_AGE, "aufnahme": "with_reception"},
    opening=lambda _: {
        "area": defaults.OUTLOOK, "per_year": defaults.MEMBERS_PER_YEAR, "years": defaults.YEARS_AHEAD,
        "age_group": defaults.AGE,
    },
    picture="outlook_fan",
    first="outlook_membership",
    elsewhere=("thema",),
    views=(
        View("outlook_membership", "chart", draw_outlook_membership),
        View("outlook_models", "chart", draw_outlook_models),
        View("outlook_scenario", "chart", draw_outlook_scenario),
        View("outlook_fan", "chart", draw_outlook_fan),
        View("outlook_lookback", "chart", draw_outlook_lookback),
        View("outlook_backtest", "chart", draw_outlook_backtest),
        View("outlook_trend", "chart", draw_outlook_trend),
        View("outlook_trends", "chart", draw_outlook_trends),
        View("outlook_projection", "table", draw_outlook_projection),
    ),
)  # fmt: skip
SECTIONS = (
    Section(lambda w: w.text("Overview"), (_OVERVIEW, _WACHSTUM)),
    Section(
        lambda w: w.text("Map"),
        (_KARTE, _WANDERUNG, _HERKUNFT),
        shared=("alter", "indikator", "jahr", "kreis", "ausschnitt"),
    ),
    Section(lambda w: w.text("District"), (_KREISPROFIL, _VERGLEICH), shared=("kreis",)),
    Section(lambda w: w.text("Initiatives"), (_INITIATIVEN, _FOERDERUNG, _ZAEHLBOGEN)),
    Section(lambda w: w.text("Where and whether it works"), (_WEISSEFLECKEN, _WIRKUNG, _AUSBLICK)),
)
"""The entries of the bar, in order."""
PAGES: dict[str, Page] = {page.address: page for section in SECTIONS for page in section.pages}
"""The pages by their address."""
_PAGE_OF = {view.name: page for page in (SOURCES, *reversed(PAGES.values())) for view in page.views}
VIEWS: dict[str, View] = {view.name: view for page in PAGES.values() for view in page.views}
"""Every view that may be collected, by its name."""


def page_of(view: str) -> Page:
    """The page of a view; of several that show it, the first."""
    return _PAGE_OF[view]


def opening_params(atlas: Atlas, view: str) -> dict[str, Any]:
    """Values the filters of the page of a view open with, as far as its views have no such default of their own."""
    return page_of(view).opening(atlas)

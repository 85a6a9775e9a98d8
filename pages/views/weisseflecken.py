"""White spots: who lives far from every initiative, what one more would change, and where need is greatest."""

from functools import partial
from typing import Any

import streamlit as st

from analytics.exports.views import PAGES
from analytics.subjects.reach.figures.map import compute_reach_view, find_candidates
from analytics.subjects.reach.figures.need import draw_need
from analytics.subjects.reach.figures.places import draw_next_places
from analytics.subjects.reach.figures.shares import draw_reach_kpis, draw_reach_shares, draw_unreached, reach_headline
from analytics.subjects.reach.figures.text import (
    DEFAULT_LIMIT_KM,
    WEIGHTS,
    goal_names,
    part_name,
    reach_scope_names,
    weight_name,
    write_weights,
)
from analytics.subjects.reach.figures.years import draw_reach_by_year, draw_register_bound
from analytics.subjects.reach.measures import LIMITS_KM, NEED, NEED_PARTS, OBJECTIVES, SCOPES
from pages.facts import served
from pages.session import cache, state
from pages.widgets.controls import choose_one
from pages.widgets.elements.reach_map import read_new_points, show_reach_map
from pages.widgets.elements.statements import show_statements
from pages.widgets.layout import behind, kpi_row, kpis_of, page_title, show_beside, show_figure

# Parameters of the weights in the address, in the order of the parts.
WEIGHT_PARAMS = ("g_jung", "g_familien", "g_alter", "g_schrumpfen")
w = state.wording()


def choose_view() -> tuple[str, int, str]:
    """Area and limit of the whole page, and what the best places are best for."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        quiet: dict[str, Any] = {"show_label": False}
        names = reach_scope_names(w).__getitem__
        scope = choose_one(
            w.text("Area"), "ausschnitt", SCOPES, default=SCOPES[0], label_of=names, variant="buttons", **quiet
        )
        limit = choose_one(
            w.text("Distance"),
            "grenze",
            LIMITS_KM,
            default=DEFAULT_LIMIT_KM,
            label_of="{} km".format,
            variant="pills",
            **quiet,
        )
        goal = choose_one(
            w.text("Best places by"),
            "ziel",
            OBJECTIVES,
            default=OBJECTIVES[0],
            label_of=lambda name: w.text("Best places by: {goal}", goal=goal_names(w)[name]),
            width=330,
            **quiet,
        )
    return scope, limit, goal


def choose_weights() -> tuple[str, ...]:
    """A slider for each part of the index; without any weight there is no index, so the default is shown."""
    chosen: dict[str, int] = {}
    for column, part, name in zip(st.columns(len(NEED_PARTS)), NEED_PARTS, WEIGHT_PARAMS, strict=True):
        with column:
            label, written = part_name(w, part.code), partial(weight_name, w)
            chosen[part.code] = choose_one(label, name, WEIGHTS, default=1, variant="slider", label_of=written)
    if any(chosen.values()):
        return write_weights(chosen)
    state.queue_notice(w.text("At least one part needs a weight. Equal weights are shown until you choose one."))
    return ()


title = st.container()
scope, limit, goal = choose_view()
above, need_card, below = st.container(), st.container(border=True, key="need"), st.container()
with need_card:
    st.header(w.text("Where are people missed most?"), anchor=False)
    st.markdown(w.text("Four signs of need, each as heavy as you think it is. Move a slider and the ranking follows."))
    weights = choose_weights()

# Only the goal "need" asks the solver again when a weight moves.
best = {"scope": scope, "limit_km": limit, "goal": goal, "weights": weights if goal == NEED else ()}
neu = read_new_points()
main = cache.figure(draw_reach_shares, scope=scope, limit_km=limit, neu=neu)
kpis = cache.figure(draw_reach_kpis, scope=scope)

with title:
    headline = cache.computed(reach_headline, scope=scope, limit_km=limit)
    page_title(headline, PAGES["weisseflecken"].lead(served.atlas(), w))
with above:
    view = cache.computed(compute_reach_view, scope=scope, limit_km=limit, neu=neu)
    show_reach_map(view, cache.computed(find_candidates, **best))
    kpi_row(kpis_of(kpis), per_row=len(kpis.table), figure=kpis)
    figure_column, words_column = st.columns(2, gap="medium")
    with figure_column:
        show_figure(main)
    with words_column:
        show_statements(main)
    with behind(w.text("Whom one, two or three more would reach"), ":material/map:", "places"):
        show_figure(cache.figure(draw_next_places, **best))
with below:
    show_figure(cache.figure(draw_need, weights=weights))
    with behind(w.text("How robust is this?"), ":material/fact_check:", "reach"):
        show_figure(cache.figure(draw_unreached, scope=scope, limit_km=limit, neu=neu))
        years = cache.figure(draw_reach_by_year, scope=scope, limit_km=limit)
        show_beside(years, cache.figure(draw_register_bound, scope=scope))

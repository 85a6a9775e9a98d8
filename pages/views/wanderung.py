"""Migration of the Kreise: series, ages, ranking, turnaround, and the balance of the Land."""

import streamlit as st

from analytics.rates.components import PARTS
from analytics.rates.naming import area_options, group_options, kreis_options, measure_name
from analytics.rates.series import MAX_KREISE, MEASURES, distorted_ags, known_years
from analytics.subjects import defaults
from analytics.subjects.migration.ages import draw_age_grid
from analytics.subjects.migration.change import base_year_of, draw_change, earlier_years
from analytics.subjects.migration.land import draw_land_ages, draw_land_balance
from analytics.subjects.migration.measures import ranked_years
from analytics.subjects.migration.ranking import draw_ranking
from analytics.subjects.migration.series import draw_series
from analytics.subjects.migration.turnaround import draw_turnaround
from pages.facts import served
from pages.session import cache, state
from pages.widgets.controls import choose_many, choose_one, choose_switch
from pages.widgets.filters import choose_age, choose_scope
from pages.widgets.layout import behind, declared_title, show_beside, show_figure

w = state.wording()
atlas, kreis_names = served.atlas(), kreis_options(served.atlas())
areas, groups = area_options(atlas, w), group_options(atlas, w)
years = known_years(atlas)


def choose_kreise() -> tuple[str, ...]:
    """One to six Kreise; what does not fit is named, not dropped in silence."""
    label = w.text("Districts (up to {most})", most=MAX_KREISE)
    chosen = choose_many(label, "kreise", list(kreis_names), default=defaults.KREISE, label_of=kreis_names.__getitem__)
    if not chosen:
        state.queue_notice(w.text("No district is chosen. The default is shown until you choose one."))
        return defaults.KREISE
    if len(chosen) > MAX_KREISE:
        left = w.join(kreis_names[ags] for ags in chosen[MAX_KREISE:])
        room = w.text("The chart holds {most} districts. Not drawn: {names}. Remove one to make room.",
                      most=MAX_KREISE, names=left)  # fmt: skip
        state.queue_notice(room)
    return tuple(chosen[:MAX_KREISE])


declared_title("wanderung")

with st.container(border=True, key="filter"):
    kreise = choose_kreise()
    widths = [1.2, 1, 1.4, 1.2]
    age_column, measure_column, group_column, switch_column = st.columns(widths, vertical_alignment="bottom")
    with age_column:
        age_group = choose_age(atlas, w)
    with measure_column:
        measure = choose_one(
            w.text("What is counted"),
            "indikator",
            MEASURES,
            default="net",
            label_of=lambda name: measure_name(w, name),
        )
    with group_column:
        group = choose_one(w.text("Comparison group"), "gruppe", list(groups), default="", label_of=groups.__getitem__)
    with switch_column:
        without = choose_switch(
            w.text("without {names}", names=w.join(kreis_names[ags] for ags in distorted_ags(atlas))),
            "ohne",
            help_text=w.text(
                "Reception centres distort the figures of these districts. The switch takes them out of the Land and "
                "out of the comparison group in all years."
            ),
        )

of_kreise = {"age_group": age_group, "kreise": kreise}
show_figure(cache.figure(draw_series, measure=measure, group=group, without_distorted=without, **of_kreise))

area = choose_one(
    w.text("Ages over time: district or group"),
    "gebiet",
    list(areas),
    default=kreise[0],
    label_of=areas.__getitem__,
)
show_figure(cache.figure(draw_age_grid, area=area, without_distorted=without))

part_column, year_column, scope_column = st.columns(3)
with part_column:
    label_of = {"": measure_name(w, measure)} | {part: measure_name(w, part) for part in PARTS if part != measure}
    part = choose_one(w.text("Ranked by"), "rang", list(label_of), default="", label_of=label_of.__getitem__)
    ranked = part or measure
rankable = ranked_years(atlas, ranked, age_group) if ranked in PARTS else years
with year_column:
    year = choose_one(w.text("Year of the ranking"), "jahr", rankable, default=rankable[0])
with scope_column:
    scope = choose_scope(w)
of_all = of_kreise | {"scope": scope}
ranking = cache.figure(draw_ranking, year=year, measure=ranked, **of_all)
show_beside(ranking, cache.figure(draw_turnaround, **of_all))

if earlier := [one for one in earlier_years(atlas, year) if one in rankable]:
    with behind(w.text("Compared with an earlier year"), ":material/event:", "change", "jahr_von"):
        year_from = choose_one(w.text("Compared with year"), "jahr_von", earlier, default=base_year_of(earlier, year))
        show_figure(cache.figure(draw_change, year_from=year_from, year=year, measure=ranked, **of_all))

with behind(w.text("The balance of Brandenburg as a whole"), ":material/map:", "land"):
    show_beside(cache.figure(draw_land_balance), cache.figure(draw_land_ages))

"""How it may go on: membership by three models and an example sum, migration by trend, outlook and a quotation."""

import streamlit as st

from analytics.subjects import defaults
from analytics.subjects.outlook.figures.backtest import draw_outlook_backtest
from analytics.subjects.outlook.figures.members import draw_outlook_membership, draw_outlook_models
from analytics.subjects.outlook.figures.migration import draw_outlook_fan, draw_outlook_lookback, has_outlook
from analytics.subjects.outlook.figures.projection import draw_outlook_projection
from analytics.subjects.outlook.figures.scenario import draw_outlook_scenario, scenario_years
from analytics.subjects.outlook.figures.text import end_of_data, model_name, outlook_areas, reception_text
from analytics.subjects.outlook.figures.trend import draw_outlook_trend, draw_outlook_trends
from analytics.subjects.outlook.measures.membership import MODELS
from analytics.subjects.outlook.measures.scenario import MOST_PER_YEAR, MOST_YEARS
from pages.facts import served
from pages.session import cache, state
from pages.widgets.controls import choose_one, choose_switch
from pages.widgets.elements.statements import show_statements
from pages.widgets.filters import choose_age
from pages.widgets.layout import declared_title, show_figure

MEMBERS, MIGRATION, BEST = "mitglieder", "wanderung", "genauestes"

w, atlas = state.wording(), served.atlas()


def show_members() -> None:
    """Three models beside the counts, their errors, an example sum, and what may be said."""
    model = choose_one(
        w.text("Interval drawn for"),
        "modell",
        [BEST, *MODELS],
        default=BEST,
        variant="buttons",
        label_of=lambda name: w.text("the closest model") if name == BEST else model_name(w, name),
    )
    outlook = cache.figure(draw_outlook_membership, model="" if model == BEST else model)
    show_figure(outlook)
    show_figure(cache.figure(draw_outlook_models))
    show_scenario()
    show_statements(outlook)


def show_scenario() -> None:
    """The example sum, with its two sliders in front."""
    ends, changes = scenario_years(atlas, MOST_YEARS), range(-MOST_PER_YEAR, MOST_PER_YEAR + 1)
    with st.container(border=True, key="scenario"):
        st.markdown(w.text("**An example, no forecast:** what would so many members more a year add up to?"))
        change_column, year_column = st.columns(2, gap="medium")
        with change_column:
            per_year = choose_one(
                w.text("Members more a year"),
                "projahr",
                changes,
                default=defaults.MEMBERS_PER_YEAR,
                label_of=lambda n: w.signed(n, 0),
                variant="slider",
            )
        with year_column:
            first = ends[defaults.YEARS_AHEAD - 1]
            end = choose_one(w.text("Up to the year"), "bis", ends, default=first, variant="slider")
    show_figure(cache.figure(draw_outlook_scenario, per_year=per_year, years=ends.index(end) + 1))


def show_migration() -> None:
    """Outlook, look-back and trend of one Kreis and age group, and what may be said."""
    areas = outlook_areas(atlas, w)
    with st.container(border=True, key="filter"):
        area_column, age_column, switch_column = st.columns([1.4, 1.2, 1.2], vertical_alignment="bottom")
        with area_column:
            label = w.text("District or Land")
            area = choose_one(label, "gebiet", list(areas), default=defaults.OUTLOOK, label_of=areas.__getitem__)
        with age_column:
            age_group = choose_age(atlas, w)
        with switch_column:
            with_reception = choose_switch(
                w.text("Trend with {years}", years=cache.computed(reception_text, area=area)),
                "aufnahme",
                help_text=w.text("Years shaped by the reception of refugees are left out of the straight line."),
            )
    st.info(cache.computed(end_of_data), icon=":material/event_busy:")
    outlook = cache.figure(draw_outlook_fan, area=area, age_group=age_group)
    show_figure(outlook)
    if cache.computed(has_outlook, area=area, age_group=age_group):
        show_figure(cache.figure(draw_outlook_lookback, area=area, age_group=age_group))
    show_figure(cache.figure(draw_outlook_backtest, area=area, age_group=age_group))
    for draw in (draw_outlook_trend, draw_outlook_trends):
        show_figure(cache.figure(draw, area=area, age_group=age_group, with_reception=with_reception))
    show_statements(outlook)
    st.header(w.text("What others project"), anchor=False)
    show_figure(cache.figure(draw_outlook_projection))


declared_title("ausblick")
topic = choose_one(
    w.text("Outlook for"),
    "thema",
    [MEMBERS, MIGRATION],
    default=MEMBERS,
    variant="buttons",
    label_of={MEMBERS: w.text("Members of the network"), MIGRATION: w.text("Migration of the districts")}.__getitem__,
)
{MEMBERS: show_members, MIGRATION: show_migration}[topic]()

"""Where people come from and go to: one Kreis with its partners inside Germany, and Germany beside abroad."""

import pandas as pd
import streamlit as st

from analytics.rates.naming import age_label, kreis_options
from analytics.subjects import defaults
from analytics.subjects.origin.components import draw_components
from analytics.subjects.origin.flow_map import draw_flow_table
from analytics.subjects.origin.measures import flow_ages, flow_years
from analytics.subjects.origin.partners import draw_partners, largest_partners
from pages.session import cache, state
from pages.session.callbacks import shielded
from pages.widgets.controls import choose_one
from pages.widgets.layout import page_title, show_figure
from pages.widgets.map_picture import show_map_picture

# So many partners are offered as the next Kreis to look at.
OFFERED = 6

w = state.wording()
atlas, names = cache.atlas(), kreis_options(cache.atlas())
years = flow_years(atlas)


def show_partner_buttons(partners: pd.DataFrame) -> None:
    """The Kreise with the largest balances, each a button that puts it in the middle."""
    kreise = [partner for partner in largest_partners(partners) if partner in names][:OFFERED]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="partners"):
        st.markdown(w.text("Put in the middle:"), width="content")
        for partner in kreise:
            st.button(names[partner], key=f"centre_{partner}", on_click=shielded(put_in_the_middle), args=(partner,))


def put_in_the_middle(ags: str) -> None:
    """Chooses a Kreis as if it had been picked in the list."""
    st.session_state["kreis"] = ags


page_title(
    w.text("Where from, where to"),
    w.text(
        "With whom a district gains and loses people inside Germany, {first}–{last}, and how much of its balance comes "
        "from abroad. Balances only: no source counts returners.",
        first=years[-1],
        last=years[0],
    ),
)

with st.container(border=True, key="filter"):
    kreis_column, year_column, age_column = st.columns(3, vertical_alignment="bottom")
    with kreis_column:
        ags = choose_one(w.text("District"), "kreis", list(names), default=defaults.KREIS, label_of=names.__getitem__)
    with year_column:
        year = choose_one(w.text("Year"), "jahr", years, default=years[0])
    with age_column:
        age_group = choose_one(
            w.text("Age group"),
            "alter",
            flow_ages(atlas),
            default=defaults.ORIGIN_AGE,
            label_of=lambda age: age_label(atlas, w, age),
        )

show_figure(cache.figure(draw_flow_table, ags=ags, year=year, age_group=age_group), draw=show_map_picture)
partners = cache.figure(draw_partners, ags=ags, year=year, age_group=age_group)
show_figure(partners)
show_partner_buttons(partners.table)
show_figure(cache.figure(draw_components, ags=ags, age_group=age_group))

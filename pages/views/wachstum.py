"""Growth: the curve, its measures, what the counts say and what not, the register, the events."""

import streamlit as st

from analytics.figure.model import Figure
from analytics.figure.sources import split_ids
from analytics.subjects.growth.figures.coverage import draw_register_coverage
from analytics.subjects.growth.figures.curve import draw_growth_curve
from analytics.subjects.growth.figures.events import draw_events
from analytics.subjects.growth.figures.pace import draw_growth_measures
from analytics.subjects.growth.figures.statements import what_can_be_said, what_cannot_be_said
from analytics.subjects.growth.figures.yearly import draw_yearly_growth
from pages.session import cache, state
from pages.widgets.layout import Kpi, declared_title, kpi_row, show_beside, show_figure
from pages.widgets.plain import as_text


def show_measures(figure: Figure) -> None:
    """Each measure with what it says and what it does not, side by side on a desktop."""
    for column, row in zip(st.columns(len(figure.table), gap="medium"), figure.table.itertuples(), strict=True):
        with column:
            st.markdown(f"**{row.label}: {row.value}**")
            st.caption(row.hint)
            st.markdown(f"**{w.text('What it says')}** – {row.says}")
            st.markdown(f"**{w.text('What it does not say')}** – {row.says_not}")


w = state.wording()
curve = cache.figure(draw_growth_curve)
measures = cache.figure(draw_growth_measures)

declared_title("wachstum")
kpi_row(
    [
        Kpi(
            row["label"],
            row["value"],
            row["hint"],
            split_ids(measures.table["source_ids"]),
            f"{row['says']} {row['says_not']}",
        )
        for row in measures.table.to_dict("records")
    ],
    figure=measures,
)
show_figure(curve)

says, says_not = st.columns(2, gap="medium")
with says, st.container(border=True, height="stretch", key="can_be_said"):
    st.header(w.text("What can be said"), anchor=False)
    st.markdown("\n".join(f"- {as_text(sentence)}" for sentence in cache.computed(what_can_be_said)))
with says_not, st.container(border=True, height="stretch", key="cannot_be_said"):
    st.header(w.text("What cannot be said"), anchor=False)
    st.markdown("\n".join(f"- {as_text(sentence)}" for sentence in cache.computed(what_cannot_be_said)))

show_beside(cache.figure(draw_yearly_growth), cache.figure(draw_register_coverage))
show_figure(measures, draw=show_measures)
show_figure(cache.figure(draw_events))

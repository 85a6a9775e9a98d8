"""Start page: the finding, the map, the key figures, what is not known, the growth, three doors."""

import streamlit as st

from analytics.subjects.growth.figures.curve import draw_growth_curve
from analytics.subjects.overview.figures import draw_overview
from pages.session import cache, state
from pages.widgets.elements.audience_cards import AudienceCard, show_audience_cards
from pages.widgets.elements.small_maps import show_overview_map
from pages.widgets.layout import kpi_row, kpis_of, page_title, show_figure, text_card
from pages.widgets.plain import as_text

w = state.wording()
overview = cache.figure(draw_overview)

page_title(overview.headline, overview.subtitle)
st.page_link(
    "views/einfach.py", label=w.text("In plain language: what the atlas shows"), icon=":material/arrow_forward:"
)

map_column, kpi_column = st.columns([1.75, 1], gap="medium")
with map_column:
    show_overview_map(w)
with kpi_column:
    kpi_row(kpis_of(overview), per_row=2, figure=overview)
    with text_card(w.text("What is not known")):
        st.markdown("\n".join(f"- {as_text(note)}" for note in overview.notes))

show_figure(cache.figure(draw_growth_curve, compact=True))

show_audience_cards(
    [
        AudienceCard(
            w.text("For those who decide"),
            w.text("Where does Brandenburg gain, where does it lose?"),
            w.text("Net migration of every district by age and year, and where the initiatives work."),
            (("karte", w.text("Open the map")), ("kreisprofil", w.text("One district on one page"))),
        ),
        AudienceCard(
            w.text("For those who coordinate"),
            w.text("Who belongs to the network, and how is it funded?"),
            w.text("The register with evidence for each member, the growth and what is known of the funding."),
            (("initiativen", w.text("Open the register")), ("wachstum", w.text("See the growth"))),
        ),
        AudienceCard(
            w.text("For those who check"),
            w.text("Where does every figure come from?"),
            w.text("Every table with fields, sources, licence and known limits, to download and to recalculate."),
            (("quellen", w.text("Sources and data")), ("wanderung", w.text("Analyse migration"))),
        ),
    ]
)

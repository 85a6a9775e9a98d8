"""One Kreis on one page that prints: key figures, sentences, residents, migration, comparison, initiatives, funding."""

import streamlit as st

from analytics.maps.view import compute_map_view
from analytics.rates.rates import TOTAL
from analytics.subjects import defaults
from analytics.subjects.district.balance import draw_kreis_balance
from analytics.subjects.district.context import context_name, draw_kreis_context
from analytics.subjects.district.facts import draw_kreis_facts
from analytics.subjects.district.figures import draw_kreis_ages, draw_kreis_population
from analytics.subjects.district.initiatives import draw_kreis_funding, draw_kreis_initiatives
from analytics.subjects.district.measures import list_context
from analytics.subjects.district.peers import draw_kreis_peers
from analytics.subjects.district.standing import draw_kreis_standing
from analytics.subjects.migration.series import draw_series
from analytics.subjects.origin.components import draw_components
from pages.facts import served
from pages.presentation.dossier import show_dossier, show_kreis_changes
from pages.session import cache, state
from pages.widgets.controls import choose_one
from pages.widgets.elements.map import show_map
from pages.widgets.filters import choose_kreis
from pages.widgets.layout import behind, kpi_row, kpis_of, page_title, show_beside, show_figure, text_card
from pages.widgets.plain import as_text

w = state.wording()

title = st.container()
ags = choose_kreis(served.atlas(), w)
facts = cache.figure(draw_kreis_facts, ags=ags)
with title:
    page_title(facts.headline, facts.subtitle)

kpi_row(kpis_of(facts), figure=facts)

text_column, map_column = st.columns([1.6, 1], gap="medium")
with text_column, text_card(w.text("In plain words")):
    st.markdown(as_text("\n\n".join(facts.notes)))
with map_column, text_card(w.text("Location")):
    view = cache.computed(compute_map_view, **defaults.AT_A_GLANCE)
    show_map(view, f"kreis_{ags}", "locator", initial={"kreis": ags})

since = show_dossier(w, kreis=ags)

show_beside(cache.figure(draw_kreis_population, ags=ags), cache.figure(draw_kreis_ages, ags=ags))

show_figure(cache.figure(draw_series, kreise=(ags,), age_group=TOTAL))

with behind(w.text("What the balance consists of"), ":material/fact_check:", "balance"):
    components_column, balance_column = st.columns([1.35, 1], gap="medium")
    with components_column:
        show_figure(cache.figure(draw_components, ags=ags, age_group=TOTAL))
    with balance_column:
        show_figure(cache.figure(draw_kreis_balance, ags=ags))
        st.page_link(
            "views/herkunft.py",
            label=w.text("Where from, where to"),
            icon=":material/arrow_forward:",
            query_params={"kreis": ags},
        )

with behind(w.text("Labour market, economy, ages: what surrounds migration"), ":material/map:", "context", "umfeld"):
    indicator = choose_one(
        w.text("Context of migration"),
        "umfeld",
        list_context(served.atlas()),
        default=list_context(served.atlas())[0],
        label_of=lambda name: context_name(served.atlas(), w, name),
        width=420,
    )
    show_figure(cache.figure(draw_kreis_context, ags=ags, indicator=indicator))

with behind(w.text("Compared with other districts"), ":material/fact_check:", "peers"):
    show_beside(cache.figure(draw_kreis_standing, ags=ags), cache.figure(draw_kreis_peers, ags=ags))
st.page_link(
    "views/vergleich.py",
    label=w.text("More places to compare with"),
    icon=":material/arrow_forward:",
    query_params={"kreis": ags},
)

initiatives = cache.figure(draw_kreis_initiatives, ags=ags)
show_figure(initiatives)
with st.container(horizontal=True, gap="medium", key="profile_links"):
    for row in initiatives.table.to_dict("records"):
        st.page_link(
            "views/initiativen.py",
            label=w.text("Profile: {name}", name=row["name"]),
            icon=":material/arrow_forward:",
            query_params={"initiative": row["member_id"]},
        )

show_kreis_changes(ags, since)

with behind(w.text("Funding"), ":material/euro:", "funding"):
    show_figure(cache.figure(draw_kreis_funding, ags=ags))

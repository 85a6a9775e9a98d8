"""Funding: the network, the pot beside it, single initiatives, amounts per member, the programme in words."""

import streamlit as st

from analytics.subjects.funding import figures as funding
from pages.session import cache, state
from pages.widgets.layout import behind, declared_title, kpi_row, kpis_of, show_beside, show_figure, show_quietly
from pages.widgets.plain import as_text


def evidence(answer: funding.Answer) -> str:
    """How sure an answer is and where it comes from, in one line."""
    return " · ".join(part for part in (answer.certainty, answer.sources) if part)


def show_answer(answer: funding.Answer) -> None:
    """One question with its answer, how sure it is and where it comes from."""
    with st.expander(as_text(answer.title)):
        st.markdown(as_text(answer.text))
        show_quietly(evidence(answer))


w = state.wording()
facts = cache.figure(funding.draw_funding_facts)

declared_title("foerderung")
kpi_row(kpis_of(facts), per_row=len(facts.table), figure=facts)

pot = cache.figure(funding.draw_programme_pot)
show_beside(cache.figure(funding.draw_network_funding), pot, widths=[1.35, 1])
show_figure(cache.figure(funding.draw_initiative_grants))
show_figure(cache.figure(funding.draw_per_member))

with st.container(border=True, key="programme"):
    st.header(w.text("What the programme pays"), anchor=False)
    st.markdown(
        w.text(
            "The text of the funding principles could not be read; the answers come from releases, agency reports "
            "and an answer of the state government."
        )
    )
    questions_column, versions_column = st.columns([1.35, 1], gap="large")
    with questions_column:
        for answer in cache.computed(funding.programme_answers, section="question"):
            show_answer(answer)
    with versions_column:
        st.subheader(w.text("How the programme changed"), anchor=False)
        for answer in cache.computed(funding.programme_answers, section="version"):
            st.markdown(f"**{as_text(answer.title)}**  \n{as_text(answer.text)}")
            show_quietly(evidence(answer))

with behind(w.text("How complete is this?"), ":material/fact_check:", "coverage"):
    show_figure(cache.figure(funding.draw_funding_coverage))

"""The register of initiatives: find one, read what is known about it."""

from functools import partial

import streamlit as st

from analytics.figure.model import Figure
from analytics.rates.coverage import CONFIDENCES, DOCUMENTED, STATES
from analytics.subjects.register import figures as members
from analytics.subjects.register import profile as member_profile
from pages.facts import served
from pages.presentation.dossier import show_dossier, show_member_changes
from pages.session import cache, state
from pages.session.callbacks import shielded
from pages.widgets.controls import choose_one
from pages.widgets.elements.register import show_register
from pages.widgets.elements.small_maps import show_locator
from pages.widgets.layout import declared_title, page_title, show_figure, text_card
from pages.widgets.plain import as_text
from pages.widgets.search_field import search_text

PROFILE_FIGURES = (
    member_profile.draw_member_funding,
    member_profile.draw_member_outcomes,
    member_profile.draw_member_events,
    member_profile.draw_member_sources,
)

w = state.wording()
names = members.member_names(served.atlas())
kreise = members.kreis_choices(served.atlas(), w)


def open_profile(member_id: str) -> None:
    """Opens the profile of an initiative; "" leads back to the register."""
    st.session_state["initiative"] = member_id


def choose_filters() -> dict[str, str]:
    """What the register is filtered by; all of it stands in the address."""
    with first:
        search = search_text(w.text("Search"), "suche", w.text("Name, place, district or host organisation"))
    with second:
        kreis = choose_one(w.text("District"), "kreis", list(kreise), default="", label_of=kreise.__getitem__)
    with st.container(horizontal=True, gap="medium"):
        label_of = partial(members.status_choice, w=w)
        status = choose_one(w.text("Status"), "status", ["", *STATES], default="", label_of=label_of, variant="buttons")
        label_of = partial(members.confidence_choice, w=w)
        label, options = w.text("Membership"), ["", *CONFIDENCES]
        confidence = choose_one(label, "nachweis", options, default="", label_of=label_of, variant="buttons")
    return {"search": search, "kreis": kreis, "status": status, "confidence": confidence}


def show_list() -> None:
    """Search, filters and the initiatives they leave."""
    with title:
        declared_title("initiativen")
    found = cache.figure(members.draw_register, **choose_filters())
    show_figure(found, draw=partial(show_register, w=w, on_choose=open_profile))


def draw_locator(place: Figure) -> None:
    """The place on a small map."""
    seat = place.table.iloc[0]
    show_locator(
        seat["member_id"], seat["kreis_ags"], status=seat["status"], documented=seat["confidence"] == DOCUMENTED
    )


def show_profile(member_id: str) -> None:
    """Facts, place, dossier, funding, outcomes, events, sources and news of one initiative."""
    place = cache.figure(member_profile.draw_place, member_id=member_id)
    with title:
        page_title(names[member_id], place.description)
    with first:
        st.button(
            w.text("Back to the register"), icon=":material/arrow_back:", on_click=shielded(open_profile), args=("",)
        )
    facts_column, place_column = st.columns([1.6, 1], gap="medium")
    with facts_column:
        show_figure(cache.figure(member_profile.draw_profile, member_id=member_id))
    with place_column:
        show_figure(place, draw=draw_locator)
        if address := member_profile.website(served.atlas(), member_id):
            st.link_button(w.text("Open the website"), address, icon=":material/open_in_new:")
    since = show_dossier(w, initiative=member_id)
    figures = [cache.figure(draw, member_id=member_id) for draw in PROFILE_FIGURES]
    for figure in figures:
        if len(figure.table):
            show_figure(figure)
    show_member_changes(member_id, since)
    if nothing := [figure.headline for figure in figures if figure.table.empty]:
        with text_card(w.text("What was not found")):
            st.markdown("\n".join(f"- {as_text(sentence)}" for sentence in nothing))


title = st.container()
first, second, third = st.columns([1.5, 1.2, 1.3], vertical_alignment="bottom")
with third:
    chosen = choose_one(
        w.text("Open a profile"),
        "initiative",
        ["", *names],
        default="",
        label_of=lambda member_id: names.get(member_id, w.text("Choose an initiative")),
    )
if chosen:
    show_profile(chosen)
else:
    show_list()

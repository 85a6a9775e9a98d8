"""Small maps: the state at a glance for the start page, the place of one initiative for its profile."""

import streamlit as st

from analytics.language import Wording
from analytics.maps.view import compute_map_view, map_source_ids
from analytics.subjects.defaults import AT_A_GLANCE
from pages.facts import served
from pages.session import cache
from pages.widgets import collecting
from pages.widgets.elements.map import show_map
from pages.widgets.layout import show_quietly
from pages.widgets.plain import as_text


def show_overview_map(w: Wording) -> None:
    """The latest net migration of all Kreise with the initiatives on top, as a card that leads to the map."""
    view = cache.computed(compute_map_view, **AT_A_GLANCE)
    latest = view["years"].index(view["last_year"])
    with st.container(border=True, key="figure_overview_map"):
        st.header(as_text(view["headlines"][latest]), anchor=False)
        st.markdown(f":gray[{as_text(view['subtitles'][latest])}]")
        show_map(view, "ueberblick", "mini")
        show_quietly(cache.source_links(map_source_ids(served.atlas())))
        collecting.show_collect_button(collecting.spec_from(collecting.MAP, AT_A_GLANCE), "collect_overview_map")
        st.page_link("views/karte.py", label=w.text("Open the map"), icon=":material/arrow_forward:")


def show_locator(member_id: str, kreis: str, *, status: str, documented: bool) -> None:
    """The place of one initiative, its Kreis shaded; nothing when the place is not known.

    Args:
        member_id: the initiative; others at the same seat are left out.
        kreis: ags of its Kreis.
        status: what is known of it today; decides on its mark.
        documented: whether its membership is documented; an inferred one has a dashed mark.
    """
    view = cache.computed(compute_map_view, **AT_A_GLANCE)
    points = [
        circle
        | {
            "ids": member_id,
            "state": status,
            "sure": documented,
            "items": [item for item in circle["items"] if item["id"] == member_id],
        }
        for circle in view["members"]
        if member_id in circle["ids"].split("|")
    ]
    if points:
        show_map(view, f"ort_{member_id}", "locator", initial={"kreis": kreis}, points=points)

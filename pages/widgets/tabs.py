"""The pages of one entry of the bar, as a row of links under it; filters they share travel along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import Page

from analytics.exports.views import PAGES, SECTIONS
from analytics.maps.indicators import rate_indicators
from pages.facts import served
from pages.session.registry import PageEntry

# On one page a district is chosen, on another several.
_ALSO = {"kreis": "kreise"}
# The flows are known for fewer years than all else.
_OWN_YEARS = "herkunft"


def show_tabs(pages: Mapping[str, Page], offered: Sequence[PageEntry], asked: PageEntry) -> None:
    """The row of the section `asked` belongs to; an entry of one page has none.

    Args:
        pages: all pages by their address.
        offered: the pages of the navigation that are open to whoever asks.
        asked: the page that is shown.
    """
    section = [entry for entry in offered if entry.section == asked.section]
    if asked not in section or len(section) < 2:
        return
    with st.container(horizontal=True, gap=None, key="tabs"):
        for entry in section:
            params = shared_params(asked.url_path, entry.url_path)
            st.page_link(pages[entry.url_path], label=entry.name, query_params=params)


def shared_params(here: str, there: str) -> dict[str, str]:
    """The filters of one page as another one reads them; what that page does not know is left out."""
    tabs = (
        section for section in SECTIONS if here != there and {here, there} <= {page.address for page in section.pages}
    )
    shared = next((section.shared for section in tabs), ())
    found = {_called(there, name): _chosen(_called(here, name)) for name in shared if _travels(name, here, there)}
    measure = found.get("indikator")
    if measure is not None:
        # The map shows rates, the series name the same measures without their unit.
        rates = rate_indicators(served.atlas())
        measures = {rate: of for of, rate in rates.items()}
        found["indikator"] = measures.get(measure, rates.get(measure))
    return {name: value for name, value in found.items() if value is not None}


def _travels(name: str, here: str, there: str) -> bool:
    return bool(_called(here, name) and _called(there, name)) and (name, there) != ("jahr", _OWN_YEARS)


def _called(page: str, name: str) -> str:
    """What a page calls a filter; blank when it has none."""
    return next((one for one in (name, _ALSO.get(name, name)) if one in PAGES[page].filters), "")


def _chosen(name: str) -> str | None:
    """Value of a filter: this run's, else the address's; the first of several."""
    chosen = st.session_state.get(name, st.query_params.get(name))
    if isinstance(chosen, list):
        chosen = chosen[0] if chosen else None
    return None if chosen is None else str(chosen)

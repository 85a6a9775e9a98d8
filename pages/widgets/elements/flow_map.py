"""The map of balances as an element of a page: year, hover, keyboard and zoom happen in the browser.

Only another Kreis in the middle, or another filter, asks the server.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.exports.presentation.collection import SlideSpec
from analytics.language import Wording
from pages.facts import served
from pages.server.routes.citation import citation_address
from pages.server.routes.embed import instructions_address
from pages.server.routes.exports import picture_address
from pages.server.routes.files.maps import element_addresses
from pages.session import state
from pages.session.callbacks import sent_value, shielded
from pages.widgets.collecting import collect, spec_from
from pages.widgets.elements.map import note_choice, own_element
from pages.widgets.elements.map_filters import read_moment

MAP, BARS = "origin_map", "origin_partners"
_HEIGHT_PX = 900
_KEY = "flow_map"
_element = own_element(_KEY, _HEIGHT_PX)


def show_flow_map(view: Mapping[str, Any], age_group: str) -> None:
    """Shows the map.

    Args:
        view: from `compute_flow_lines`.
        age_group: the age group it was computed for.
    """
    w, base = state.wording(), state.base_path()
    data = {
        "lang": w.lang,
        "view": view,
        "initial": read_moment(view, w),
        "urls": element_addresses(base, served.atlas().version, "flow"),
        "files": _files(view, age_group, w),
        "collect": {MAP: w.text("Map into the presentation"), BARS: w.text("Bars into the presentation")},
        "failed": w.text("The map could not be loaded. Please reload the page."),
    }
    _element(
        key=_KEY,
        data=data,
        on_centre_change=shielded(lambda: _put_in_the_middle(view, sent_value(_KEY, "centre"))),
        on_collect_change=shielded(lambda: _collect(view, age_group, sent_value(_KEY, "collect"))),
        on_left_change=shielded(lambda: note_choice(sent_value(_KEY, "left"))),
    )


def _spec(view: Mapping[str, Any], name: str, year: int, age_group: str) -> SlideSpec:
    return spec_from(name, {"ags": view["centre"]["ags"], "year": year, "age_group": age_group})


def _files(view: Mapping[str, Any], age_group: str, w: Wording) -> list[dict[str, Any]]:
    """What can be taken away: name, whether it is a file, and its address in each year."""
    base, lang = state.base_path(), w.lang
    maps = [_spec(view, MAP, year, age_group) for year in view["years"]]
    bars = [_spec(view, BARS, year, age_group) for year in view["years"]]
    kept = {"form": "16zu9", "datei": "ja"}
    return [
        {"name": w.text("Data (CSV)"), "download": True,
         "urls": [picture_address(base, spec, lang, file_format="csv") for spec in bars]},
        {"name": w.text("Picture (PNG)"), "download": True,
         "urls": [picture_address(base, spec, lang, **kept) for spec in maps]},
        {"name": w.text("Picture (SVG)"), "download": True,
         "urls": [picture_address(base, spec, lang, file_format="svg", **kept) for spec in maps]},
        {"name": w.text("Embed"), "download": False, "urls": [instructions_address(base, spec, lang) for spec in maps]},
        {"name": w.text("Cite"), "download": False, "urls": [citation_address(base, spec, lang) for spec in maps]},
    ]  # fmt: skip


def _put_in_the_middle(view: Mapping[str, Any], asked: Any) -> None:
    """Chooses a Kreis as if it had been picked in the list."""
    kreis = asked.get("kreis") if isinstance(asked, Mapping) else None
    if kreis in {partner["key"] for partner in view["partners"] if partner["kreis"]}:
        st.session_state["kreis"] = kreis


def _collect(view: Mapping[str, Any], age_group: str, asked: Any) -> None:
    """Adds map or bars with the year the visitor sees; without a word from the browser nothing is added."""
    if not isinstance(asked, Mapping) or asked.get("view") not in (MAP, BARS) or asked.get("year") not in view["years"]:
        return
    collect(_spec(view, asked["view"], asked["year"], age_group))

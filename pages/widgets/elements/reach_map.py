"""The map of distances as an element of a page: a new initiative is moved, drawn and counted in the browser.

The server hears where it rests, writes it into the address and draws the same figures for tables and slides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analytics.exports.presentation.collection import SlideSpec
from analytics.subjects.reach.figures.map import MOST_POINTS, is_on_map
from pages.facts import served
from pages.server.routes.citation import citation_address
from pages.server.routes.files.maps import element_addresses
from pages.session import state
from pages.session.callbacks import sent_value, shielded
from pages.session.state import base_path
from pages.widgets.collecting import collect, spec_from
from pages.widgets.elements.map import own_element

POINTS = "neu"
MAP_VIEW = "whitespots_map"
_HEIGHT_PX = 980
_element = own_element("reach_map", _HEIGHT_PX)


def read_new_points() -> tuple[str, ...]:
    """The assumed initiatives of the address; what is not on the map is named and left out."""
    w, atlas = state.wording(), served.atlas()
    asked = st.query_params.get_all(POINTS)
    state.check_param(POINTS, [text for text in asked if is_on_map(atlas, text)], w.text("New initiative"), most=None)
    kept = st.query_params.get_all(POINTS)
    if len(kept) > MOST_POINTS:
        state.queue_notice(w.text("The map holds {most} new initiatives. The first ones are shown.", most=MOST_POINTS))
        state.write_param(POINTS, kept[:MOST_POINTS])
    return tuple(kept[:MOST_POINTS])


def show_reach_map(view: Mapping[str, Any], candidates: list[dict[str, Any]]) -> None:
    """Shows the map.

    Args:
        view: from `compute_reach_view`.
        candidates: from `find_candidates`.
    """
    w, base = state.wording(), base_path()
    data = dict(view) | {
        "candidates": candidates,
        "urls": element_addresses(base, served.atlas().version, "reach")
        | {
            "facts": f"{base}/assets/map/{served.atlas().version}/reach.json",
            "cite": citation_address(base, _spec(view), w.lang),
        },
        "failed": w.text("The map could not be loaded. Please reload the page."),
    }
    key = "reach_map"
    _element(
        key=key,
        data=data,
        on_moved_change=shielded(lambda: _take_points(sent_value(key, "moved"))),
        on_collect_change=shielded(lambda: _collect(view, sent_value(key, "collect"))),
    )


def _asked_points(asked: Any) -> list[str]:
    points = asked.get("points") if isinstance(asked, Mapping) else None
    listed = points if isinstance(points, list) else []
    atlas = served.atlas()
    return [text for text in listed if isinstance(text, str) and is_on_map(atlas, text)][:MOST_POINTS]


def _take_points(asked: Any) -> None:
    """Writes where the new initiatives rest into the address; the page reads it from there."""
    if asked is None:
        return
    state.write_param(POINTS, _asked_points(asked))


def _collect(view: Mapping[str, Any], asked: Any) -> None:
    collect(_spec(view, _asked_points(asked)))


def _spec(view: Mapping[str, Any], points: Sequence[str] = ()) -> SlideSpec:
    """The map as a figure, with the assumed initiatives that rest on it."""
    return spec_from(MAP_VIEW, {"scope": view["scope"], "limit_km": view["limit"], "neu": tuple(points)})

"""The button "Add to the presentation" below figures, key figures and the map."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from analytics.exports.presentation.collection import SlideSpec, make_spec
from analytics.exports.views import VIEWS
from analytics.figure.model import Figure
from analytics.language import error_sentence
from analytics.maps.view import compute_map_view
from analytics.subjects.growth.figures.curve import draw_growth_curve
from data.errors import AtlasError
from pages.session import cache, state
from pages.session.callbacks import shielded
from pages.session.draft import presentation_state
from pages.session.presses import once

# Pages show some views in a form of their own: the growth with its carriers, maps as an element or a picture.
_NAMES = {view.builder: name for name, view in VIEWS.items()} | {
    draw_growth_curve: "growth", compute_map_view: "map",
}  # fmt: skip
MAP = "map"


def spec_of(figure: Figure) -> SlideSpec | None:
    """The slide a figure on the page becomes; None when there is no such slide."""
    figure_provenance = cache.figure_provenance(figure)
    name = _NAMES.get(figure_provenance.builder) if figure_provenance else None
    return _shared_spec(name, tuple(figure_provenance.params.items())) if figure_provenance and name else None


@lru_cache(maxsize=1024)
def _shared_spec(view: str, params: tuple[tuple[str, Hashable], ...]) -> SlideSpec:
    """The slide of a figure; the same object for all visitors, each of whom keeps it with the button."""
    return spec_from(view, dict(params))


def spec_from(view: str, params: Mapping[str, Any]) -> SlideSpec:
    """The slide of a view with what a page was asked; what the view does not know is left out."""
    known = {param.name for param in VIEWS[view].params}
    return make_spec(view, **{name: value for name, value in params.items() if name in known and value is not None})


def show_collect_button(spec: SlideSpec, key: str) -> None:
    """Adds a view to the presentation, or takes it out again.

    Args:
        spec: what the slide will show.
        key: of the button.
    """
    w = state.wording()
    inside = presentation_state().place(spec) is not None
    st.button(
        w.text("In the presentation") if inside else w.text("Add to the presentation"),
        icon=":material/check:" if inside else ":material/add_to_queue:",
        type="tertiary",
        key=key,
        on_click=shielded(once(_toggle)),
        args=(spec,),
    )


def _toggle(spec: SlideSpec) -> None:
    place = presentation_state().place(spec)
    if place is None:
        collect(spec)
    else:
        presentation_state().remove(presentation_state().slides[place].number)
        st.toast(state.wording().text("Taken out of the presentation."), icon=":material/undo:")


def collect(spec: SlideSpec) -> None:
    """Adds a slide and says so."""
    w = state.wording()
    try:
        presentation_state().add([spec])
    except AtlasError as error:
        st.toast(error_sentence(error, w), icon=":material/info:")
        return
    st.toast(w.text("Now slide {n} of your presentation", n=len(presentation_state().slides)), icon=":material/check:")


def collect_map(view: Mapping[str, Any], asked: Any) -> None:
    """Adds the map with the year and Kreis the visitor sees in the browser; what is not valid is left out.

    Without a word from the browser nothing is added: it would be a year that nobody chose.
    """
    if not isinstance(asked, Mapping):
        return
    chosen = asked
    year = chosen.get("year") if chosen.get("year") in view["years"] else view["last_year"]
    kreis = chosen.get("kreis") if chosen.get("kreis") in {entry["ags"] for entry in view["kreise"]} else ""
    key = view["key"]
    params = {
        "indicator": key["indicator"], "age_group": key["age"], "method": key["method"], "scope": key["scope"],
        "year_from": key["from"], "year": year, "kreis": kreis,
    }  # fmt: skip
    collect(spec_from(MAP, params))

"""Filters of the map page: bound to the address, checked, with a default for everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.language import Wording
from analytics.maps.classes import METHODS
from analytics.maps.indicators import default_base_year, find_indicator, indicator_rows, map_indicators
from analytics.maps.outlines import read_position
from analytics.rates.rates import TOTAL
from data.atlas import Atlas
from pages.session import state
from pages.widgets.controls import choose_one
from pages.widgets.filters import choose_age, choose_scope


def choose_view(atlas: Atlas, w: Wording) -> dict[str, Any]:
    """Shows the filters and returns the parameters of `compute_map_view`."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        indicator = _indicator(atlas, w)
        shown = find_indicator(atlas, indicator)
        # A place of its own: what follows keeps its place when there is no choice of age.
        with st.container(width="content"):
            age = TOTAL if shown.is_context else choose_age(atlas, w, show_label=False, width=240)
        scope = choose_scope(w, show_label=False, width=240)
        year_from = _year_from(atlas, w) if shown.is_change else None
        with st.popover(w.text("Display"), icon=":material/tune:", key="darstellung"):
            method = _method(w)
    return {"indicator": indicator, "age_group": age, "scope": scope, "method": method, "year_from": year_from}


def _indicator(atlas: Atlas, w: Wording) -> str:
    rows = indicator_rows(atlas).set_index("indicator_id")
    labels = {
        code: w.text("Context: {name}", name=w.pick(row, "label")) if row["is_context"] else w.pick(row, "label")
        for code, row in rows.iterrows()
    }
    return choose_one(
        w.text("Indicator"),
        "indikator",
        map_indicators(atlas),
        default=map_indicators(atlas)[0],
        label_of=labels.__getitem__,
        show_label=False,
        width=330,
    )


def _year_from(atlas: Atlas, w: Wording) -> int:
    years = sorted(int(year) for year in atlas.migration["year"].unique())
    return choose_one(
        w.text("Compared with"),
        "jahr_von",
        years,
        default=default_base_year(atlas),
        label_of=lambda year: w.text("compared with {year}", year=year),
        show_label=False,
        width=240,
    )


def _method(w: Wording) -> str:
    labels = {
        "round": w.text("round steps"),
        "quantile": w.text("quantiles"),
        "jenks": w.text("natural breaks (Jenks)"),
    }
    return choose_one(w.text("Classes"), "methode", METHODS, default=METHODS[0], label_of=labels.__getitem__)


def read_start(view: Mapping[str, Any], w: Wording) -> dict[str, Any]:
    """What the map starts with, from the parameters the map itself keeps in the address."""
    state.check_param("kreis", [kreis["ags"] for kreis in view["kreise"]], w.text("District"))
    state.check_param("initiativen", ["aus"], w.text("Initiatives"))
    params = st.query_params
    return read_moment(view, w) | {"kreis": params.get("kreis"), "members": "initiativen" not in params}


def read_moment(view: Mapping[str, Any], w: Wording) -> dict[str, Any]:
    """Year, position and view (map or table) a map starts with."""
    state.check_param("jahr", [str(year) for year in view["years"]], w.text("Year"))
    state.check_param("ansicht", ["tabelle"], w.text("View"))
    position = st.query_params.get("lage")
    state.check_param("lage", [position] if position and read_position(position) else [], w.text("Position"))
    params = st.query_params
    return {
        "year": int(params.get("jahr", view["last_year"])),
        "position": params.get("lage"),
        "mode": "table" if "ansicht" in params else "map",
    }

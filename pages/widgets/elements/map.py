"""The map as an element of a page: our own components-v2 element, which draws the layers of the map.

Year, selection, hover, zoom and search happen in the browser; a rerun only sends a new view when a filter changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from analytics.language import Wording
from pages.facts import served
from pages.server.routes.files.maps import file_addresses
from pages.session import state
from pages.session.callbacks import sent_value, shielded
from pages.widgets.collecting import collect_map

Mode = Literal["full", "mini", "locator"]
View = Mapping[str, Any]

# The element's code is fetched from our own address, where browsers keep it; Streamlit would resend it with every
# new view. The other files are asked for at once, so that they travel while the script still loads.
_LOADER = """
export default async function (component) {
  const { urls } = component.data;
  const address = (path) => new URL(path, document.baseURI).href;
  if (urls.leaflet) import(address(urls.leaflet)).catch(() => null);
  const { default: mount } = await import(address(urls.script)).catch(() => ({ default: sayFailed }));
  return mount(component);
}

function sayFailed({ data, parentElement }) {
  const said = Object.assign(document.createElement("p"), { textContent: data.failed });
  said.setAttribute("role", "alert");
  parentElement.replaceChildren(said);
}
"""
_HEIGHTS = {"full": 1100, "mini": 420, "locator": 260, "headline": 110}


def own_element(name: str, height_px: int) -> Any:
    """A components-v2 element whose code our own address serves: what stands until it is there, and its loader."""
    skeleton = f'<div class="atlas-skeleton" style="height:{height_px}px"></div>'
    return st.components.v2.component(name, html=skeleton, js=_LOADER, isolate_styles=True)


_ELEMENTS = {mode: own_element(f"atlas_map_{mode}", height) for mode, height in _HEIGHTS.items()}


def show_map(
    view: View,
    key: str,
    mode: Mode = "full",
    *,
    initial: Mapping[str, Any] | None = None,
    points: Sequence[Mapping[str, Any]] | None = None,
    collectable: bool = False,
) -> None:
    """Shows a map view.

    Args:
        view: from `cache.figure(compute_map_view, ...)`.
        key: key of the element; headline and map of a page share their state by it.
        mode: full (with legend, slider, panel, list, table), mini (map and legend; a click leads to the map page) or
            locator (one Kreis or point marked).
        initial: year, kreis, position ("zoom_lat_lon"), mode (map|table), members (bool) it starts with.
        points: circles instead of the register's, as in `view["members"]`; an empty list shows none.
        collectable: whether the map as it stands can be added to the presentation.
    """
    data = _base_data(key, mode, view, initial) | {"view": view}
    if points is not None:
        data["points"] = list(points)
    if mode == "locator":
        data["label"] = _locator_label(view, data["initial"]["kreis"], points or ())
    if collectable:
        data["collect"] = state.wording().text("Add to the presentation")
    element = f"map_{key}"
    # Year and Kreis are chosen in the browser; the click reports them.
    collect = shielded(lambda: collect_map(view, sent_value(element, "collect")))
    leave = shielded(lambda: note_choice(sent_value(element, "left")))
    _ELEMENTS[mode](key=element, data=data, on_collect_change=collect, on_left_change=leave)


def note_choice(chosen: Any) -> None:
    """Notes Kreis and year of the map, which stand in the browser's address already, for the tabs beside it."""
    if not isinstance(chosen, Mapping):
        return
    for name in {"kreis", "jahr"} - chosen.keys():
        st.query_params.pop(name, None)
    # In the order of the address, which stays as it is.
    for name, value in chosen.items():
        if name in ("kreis", "jahr") and isinstance(value, str):
            st.query_params[name] = value


def _locator_label(view: View, kreis: str | None, points: Sequence[Mapping[str, Any]]) -> str:
    """Text alternative of a locator: what is marked, and where."""
    w = state.wording()
    named = [item["name"] for point in points for item in point["items"]]
    district = next((entry["name"] for entry in view["kreise"] if entry["ags"] == kreis), "")
    if named and district:
        return w.text("Map: place of {names} in {district}.", names=w.join(named), district=district)
    return w.text("Map: place of {names}.", names=w.join(named) or district)


def show_map_headline(view: View, key: str, *, initial: Mapping[str, Any] | None = None) -> None:
    """The page's headline and subtitle, which follow the year of the map with the same key."""
    texts = {name: view[name] for name in ("headlines", "subtitles", "years", "last_year")}
    _ELEMENTS["headline"](key=f"headline_{key}", data=_base_data(key, "headline", view, initial) | texts)


def _base_data(key: str, mode: str, view: View, initial: Mapping[str, Any] | None) -> dict[str, Any]:
    base = state.base_path()
    w = state.wording()
    start = {"year": view["last_year"], "kreis": None, "position": None, "mode": "map", "members": True}
    return {
        "mode": mode,
        "group": key,
        "lang": w.lang,
        "base": base,
        "urls": file_addresses(base, served.atlas().version),
        "links": _links(base, w),
        "initial": start | dict(initial or {}),
        "failed": w.text("The map could not be loaded. Please reload the page."),
    }


def _links(base: str, w: Wording) -> dict[str, str]:
    lang = "" if w.lang == "de" else f"lang={w.lang}"
    return {
        "map": f"{base}/karte" + (f"?{lang}" if lang else ""),
        "initiatives": f"{base}/initiativen" + (f"?{lang}" if lang else ""),
        "initiative": f"{base}/initiativen?" + (f"{lang}&" if lang else "") + "initiative=",
    }

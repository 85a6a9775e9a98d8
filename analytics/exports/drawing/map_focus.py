"""What a map brings out: the districts it is about, whose names it may bear, and the section it shows."""

from __future__ import annotations

import re

from geopandas.geodataframe import GeoDataFrame
from geopandas.geoseries import GeoSeries

from analytics.exports.views import ALL_NAMES, MARKED, NO_NAMES, TOLD, WHOLE, ZOOM_LAUSITZ, MapView

# Around outlined districts their neighbours are seen, so that one knows where they lie.
AROUND_M = 12_000
# So many partners of a district are named on a map of its balances.
_PARTNERS = 5


def outlined_kreise(shown: MapView) -> set[str]:
    """Kreise (ags) with a dark edge: the chosen one and those that are brought out."""
    return {shown.kreis, *shown.outlined} - {""}


def told_about(shown: MapView) -> set[str]:
    """Kreise (ags) a map is about: outlined, named in its headline, at the widest lines, or all of a section."""
    told = outlined_kreise(shown) | {
        entry["ags"] for entry in shown.view["kreise"] if _names(shown.figure.headline, entry["name"])
    }
    # Wide lines come last.
    told |= {ags for flow in shown.flows[-_PARTNERS:] for ags in (flow.start, flow.end)}
    seen = _seen(shown)
    return told if len(seen) == len(shown.view["kreise"]) else told | seen


def _names(headline: str, name: str) -> bool:
    """Whether a headline names a district; Potsdam is no part of Potsdam-Mittelmark."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", headline) is not None


def named_kreise(shown: MapView) -> tuple[set[str], set[str]]:
    """Kreise (ags) that have to bear their name, and those that may."""
    every, told, outlined = {entry["ags"] for entry in shown.view["kreise"]}, told_about(shown), outlined_kreise(shown)
    choices = {TOLD: (told, told), MARKED: (outlined, outlined), ALL_NAMES: (every, every), NO_NAMES: (set(), set())}
    return choices.get(shown.labels, (told, every | told))


def section(kreise: GeoDataFrame, shown: MapView) -> GeoDataFrame | GeoSeries:
    """The Kreise the map is drawn for; all where it draws more than areas."""
    if shown.filled == "gemeinden" or shown.added or shown.flows or shown.zoom == WHOLE:
        return kreise
    seen = kreise[kreise["ags"].isin(_seen(shown))]
    return seen.buffer(AROUND_M) if shown.zoom == MARKED and outlined_kreise(shown) else seen


def _seen(shown: MapView) -> set[str]:
    """Kreise (ags) of the chosen zoom; without one those of the selection the figures are about."""
    entries = shown.view["kreise"]
    zoomed = {
        WHOLE: {entry["ags"] for entry in entries},
        ZOOM_LAUSITZ: {entry["ags"] for entry in entries if entry.get("lausitz")},
        MARKED: outlined_kreise(shown),
    }
    return zoomed.get(shown.zoom) or {entry["ags"] for entry in entries if entry["inside"]}

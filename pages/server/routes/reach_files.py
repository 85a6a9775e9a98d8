"""The files of the map of distances: its code, its style and the points it calculates with."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from analytics.exports.html.map_file import MODULES, STATIC, join_modules, map_style
from analytics.maps.layers import write_layers
from analytics.subjects.reach.figures.map import reach_map_facts
from data.atlas import Atlas

_OWN_MODULES = ("reach-distances", "reach-leaf", "reach-handles", "reach-panel", "reach")


@lru_cache(maxsize=1)
def reach_script() -> str:
    """All modules of the element as one."""
    shared = tuple(name for name in MODULES if name != "atlas-map")
    return join_modules((*shared, *_OWN_MODULES))


@lru_cache(maxsize=1)
def reach_style() -> str:
    """The style sheet of the map and what this element adds."""
    return map_style() + (STATIC / "map" / "reach.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def reach_assets_version() -> str:
    """Changes with the code of the element, so that browsers never mix two releases."""
    return hashlib.sha256((reach_script() + reach_style()).encode()).hexdigest()[:12]


def write_facts(atlas: Atlas) -> bytes:
    """Points, people and initiatives as compact JSON."""
    return write_layers(reach_map_facts(atlas))

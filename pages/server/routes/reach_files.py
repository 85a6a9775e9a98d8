"""The files of the map of distances: its code, its style and the points it calculates with."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from analytics.exports.html.map_file import MODULES, STATIC, join_modules, map_style
from analytics.maps.layers import write_layers
from analytics.subjects.reach.figures.map import whitespot_facts
from data.schemas import Atlas

_OWN_MODULES = ("whitespots-reach", "whitespots-leaf", "whitespots-handles", "whitespots-panel", "whitespots")


@lru_cache(maxsize=1)
def whitespot_script() -> str:
    """All modules of the element as one."""
    shared = tuple(name for name in MODULES if name != "atlas-map")
    return join_modules((*shared, *_OWN_MODULES))


@lru_cache(maxsize=1)
def whitespot_style() -> str:
    """The style sheet of the map and what this element adds."""
    return map_style() + (STATIC / "map" / "whitespots.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def whitespot_assets_version() -> str:
    """Changes with the code of the element, so that browsers never mix two releases."""
    return hashlib.sha256((whitespot_script() + whitespot_style()).encode()).hexdigest()[:12]


def write_facts(atlas: Atlas) -> bytes:
    """Points, people and initiatives as compact JSON."""
    return write_layers(whitespot_facts(atlas))

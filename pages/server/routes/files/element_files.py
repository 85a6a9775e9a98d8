"""The files of the elements that draw a map of their own: distances, and balances as lines."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Literal

from analytics.exports.html.map_file import MODULES, STATIC, join_modules, map_style
from analytics.maps.layers import write_layers
from analytics.subjects.reach.figures.map import reach_map_facts
from data.atlas import Atlas

Element = Literal["reach", "flow"]
# In the order they need each other; the last one mounts the element.
_OWN_MODULES: dict[Element, tuple[str, ...]] = {
    "reach": ("reach-distances", "reach-leaf", "reach-handles", "reach-panel", "reach"),
    "flow": ("flow-lines", "flow-leaf", "flow-list", "flow"),
}


@lru_cache(maxsize=2)
def element_script(element: Element) -> str:
    """All modules of an element as one."""
    shared = tuple(name for name in MODULES if name != "atlas-map")
    return join_modules((*shared, *_OWN_MODULES[element]))


@lru_cache(maxsize=2)
def element_style(element: Element) -> str:
    """The style sheet of the map and what an element adds."""
    return map_style() + (STATIC / "map" / f"{element}.css").read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def element_version(element: Element) -> str:
    """Changes with the code of the element, so that browsers never mix two releases."""
    return hashlib.sha256((element_script(element) + element_style(element)).encode()).hexdigest()[:12]


def write_facts(atlas: Atlas) -> bytes:
    """Points, people and initiatives of the map of distances as compact JSON."""
    return write_layers(reach_map_facts(atlas))

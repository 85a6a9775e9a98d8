"""All methods by area, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable

from analytics.figure.method import Method
from analytics.language import Wording
from analytics.subjects.effects.methods import effect_methods
from analytics.subjects.migration.methods import rate_methods
from analytics.subjects.outlook.methods import outlook_methods
from analytics.subjects.peers.methods import peer_methods
from analytics.subjects.reach.methods import reach_methods
from data.atlas import Atlas

AREAS: dict[str, Callable[..., tuple[Method, ...]]] = {
    "grundlagen": rate_methods,
    "vergleich": peer_methods,
    "flecken": reach_methods,
    "wirkung": effect_methods,
    "ausblick": outlook_methods,
}


def area_name(w: Wording, area: str) -> str:
    """Heading of an area."""
    names = {
        "grundlagen": w.text("Rates and growth"),
        "vergleich": w.text("Comparing"),
        "flecken": w.text("Coverage gaps"),
        "wirkung": w.text("Before and after"),
        "ausblick": w.text("Outlook"),
    }
    return names[area]


def compute_methods(atlas: Atlas, w: Wording, *, area: str, ags: str) -> tuple[Method, ...]:
    """The methods of one area, worked through on one Kreis."""
    return AREAS[area](atlas, w, ags=ags)

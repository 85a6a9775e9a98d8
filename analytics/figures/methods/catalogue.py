"""All methods by area, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analytics.figures.methods.comparison import comparison_methods
from analytics.figures.methods.effects import effect_methods
from analytics.figures.methods.method import Method
from analytics.figures.methods.outlook import outlook_methods
from analytics.figures.methods.rates import rate_methods
from analytics.figures.methods.whitespots import whitespot_methods
from analytics.wording import Wording

if TYPE_CHECKING:
    from data.schemas import Atlas

AREAS: dict[str, Callable[..., tuple[Method, ...]]] = {
    "grundlagen": rate_methods,
    "vergleich": comparison_methods,
    "flecken": whitespot_methods,
    "wirkung": effect_methods,
    "ausblick": outlook_methods,
}


def area_name(w: Wording, area: str) -> str:
    """Heading of an area."""
    names = {
        "grundlagen": w.text("Rates and growth"),
        "vergleich": w.text("Comparing"),
        "flecken": w.text("White spots"),
        "wirkung": w.text("Before and after"),
        "ausblick": w.text("Outlook"),
    }
    return names[area]


def compute_methods(atlas: Atlas, w: Wording, *, area: str, ags: str) -> tuple[Method, ...]:
    """The methods of one area, worked through on one Kreis."""
    return AREAS[area](atlas, w, ags=ags)

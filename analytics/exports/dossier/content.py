"""What a dossier holds, whomever the visit is to; `write.py` makes two pages of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.exports.drawing.picture import PictureShape
from analytics.exports.views import MapView
from analytics.figure.model import Figure


@dataclass(frozen=True)
class Listing:
    """A table of the second page: which columns of its figure, and how wide they are to each other."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Content:
    """The parts of a dossier; figures by their names in `drawn`.

    Attributes:
        name: whom the visit is to.
        place: where that is.
        page: the page of the atlas that has every row of the tables.
        facts: its licences stand at the end, its headline is the sentence to remember.
        cards: key figures, each with label, value and hint.
        sentences: what is known; a picture called `map` stands beside them.
        drawn: every figure.
        pictures: which figures are drawn, and their shapes.
        band: the picture across the first page.
        listings: which figures are tables of the second page.
        missing: what was looked for and not found, each a sentence.
        charts: sets of pictures that may fill the second page, the fullest first.
    """

    name: str
    place: str
    page: str
    facts: Figure
    cards: Sequence[Mapping[Any, str]]
    sentences: list[str]
    drawn: Mapping[str, Figure | MapView]
    pictures: Mapping[str, PictureShape]
    band: str
    listings: Mapping[str, Listing]
    missing: Sequence[str] = ()
    charts: tuple[tuple[str, ...], ...] = ((),)

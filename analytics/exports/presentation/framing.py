"""The slides around the collected ones: cover, contents, sections between stories, closing slide, sources."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.exports.presentation.collection import Collection
from analytics.language import Wording

# Slides from which on a deck usually has a cover and its sources, and contents.
_COVERED, _LONG = 2, 5


@dataclass(frozen=True)
class Framing:
    """Which slides are added around the collected ones.

    Attributes:
        cover: title, sender and date come first.
        agenda: the contents, with the number of each slide.
        sections: a slide before each story.
        closing: a slide that thanks.
        sources: all sources in full come last.
        sender: person or office that presents; stands on cover, closing slide and in the footer.
    """

    cover: bool = False
    agenda: bool = False
    sections: bool = False
    closing: bool = False
    sources: bool = False
    sender: str = ""


PARTS = ("cover", "agenda", "sections", "closing", "sources")
BARE = Framing()


def usual_framing(collection: Collection, w: Wording) -> Framing:
    """What a deck of this length has unless somebody wishes otherwise."""
    n = len(collection.slides)
    several = len(set(chapter_starts(collection).values())) > 1
    return Framing(n >= _COVERED, n >= _LONG, several, False, n >= _COVERED, network_name(w))


def network_name(w: Wording) -> str:
    """The usual sender."""
    return w.text("Network {name}", name=w.quote("Ankommen in Brandenburg"))


def chapter_starts(collection: Collection) -> dict[int, str]:
    """Place of the first slide of each story, with the name of the story."""
    starts: dict[int, str] = {}
    for place, spec in enumerate(collection.slides):
        if spec.chapter and spec.chapter != next(reversed(starts.values()), ""):
            starts[place] = spec.chapter
    return starts

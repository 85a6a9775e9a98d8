"""Slides as they would be made today, drawn for the room the old ones were made for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analytics.exports.pptx.content.canvas import Frame
from analytics.exports.pptx.masters.template import Master, open_master
from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.merging.old_slide import OldSlide
from analytics.exports.pptx.pairs import halved
from analytics.exports.pptx.slides import add_slide
from analytics.exports.views import MapView
from analytics.figure.model import Figure
from analytics.language import get_wording
from data.atlas import Atlas
from data.errors import ExportError


@dataclass(frozen=True)
class Anew:
    """Draws slides in presentations of their own.

    Attributes:
        atlas: the data package.
        masters: that of the deck, and ours, which slides pasted into a deck were made with.
    """

    atlas: Atlas
    masters: tuple[Master, ...]

    def draw(self, old: OldSlide, content_for: Callable[[Master], Figure | MapView]) -> None:
        """Draws a slide with the master it was made with; with ours where no one can tell."""
        for master in self.masters if old.knows_frames else self.masters[-1:]:
            old.master = halved(master, old.side)
            self.draw_into(old, content_for(old.master))
            if old.has_its_room:
                break

    def draw_into(self, old: OldSlide, content: Figure | MapView, frame: Frame | None = None) -> None:
        """Draws a slide with its master; content into a frame where one is given."""
        w = get_wording(old.mark.lang)
        old.fresh = add_slide(old.master, self.atlas, w, content, old.spec, old.mark.token, frame)
        old.new = read_slots(old.fresh)


def draw_anew(atlas: Atlas, deck: bytes) -> Anew:
    """Draws slides of a deck; its own master first."""
    return Anew(atlas, tuple(_masters(deck)))


def _masters(deck: bytes) -> Iterator[Master]:
    ours = open_master()
    try:
        theirs = open_master(deck)
    except ExportError:
        theirs = ours
    yield theirs
    if (theirs.area, theirs.title) != (ours.area, ours.title):
        yield ours

"""A slide of the old deck beside its new version, and what of it the person changed."""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, Literal

from analytics.exports.pptx.memory.marker import SlideMark
from analytics.exports.pptx.memory.slots import Slots, frame_name, read_slots
from analytics.exports.pptx.parts.styles import A, lost_edge
from analytics.exports.presentation.collection import SlideSpec
from analytics.exports.presentation.pairs import Side
from analytics.figure.model import Figure

Value = str | float | None
Spot = tuple[float, float]
STYLED = ("style|", "marker|", "label|", "axis|", "look|")

_GROUNDS = (f"{A}solidFill", f"{A}pattFill", f"{A}noFill")
# Shifts smaller than this, in points, are rounding of programs.
_MOVED = 0.75
# What of the frames of words no figure changes.
_WORDS_EDGES = {"frame|subtitle": ("left", "top"), "frame|source": ("left", "right", "bottom")}
_LAYOUT = ("subtitle", "remark", "chart", "table", "map", "areas", "rest", "source")


@dataclass(frozen=True)
class LabelEdit:
    """What the person did to a label.

    Attributes:
        name: what it said when it was made.
        kind: what was done.
        spot: where it was made, in points.
        shift: how far it was moved.
        shape: the label; None when it was deleted.
    """

    name: str
    kind: Literal["moved", "styled", "deleted"]
    spot: Spot
    shift: Spot = (0.0, 0.0)
    shape: Any = None


@dataclass
class OldSlide:
    """A slide of the old deck beside its new version.

    Attributes:
        number: of the slide, from 1.
        slide: as the person left it; the merge changes it.
        mark: what it remembers of its making.
        spec: the view to draw today.
        now: texts, numbers and styles before the merge.
        fresh: the slide as it would be made today; None when the data no longer hold what it shows.
        master: what that is drawn with.
        new: texts, numbers and styles of the new version.
        written: the same as it would be without any edit of the person.
        overwrite: whether what the person typed over is replaced as well.
        years: the year it was made for and the latest of today, where they differ.
        follows: whether it is to show the latest year, as the person says now or said before; None when never asked.
        pictured: whether another program made a picture of its chart, map or table.
        labels: what the person did to single labels; known after the merge.
        figure: of today.
        undo: what puts back how the person grouped and named the shapes.
        page: what the slide shows of a long table; None for anything else.
        parts: the slides of this table in order, this one among them.
        tables: the merge of the table; None for anything else.
        side: which half of its slide the figure has; empty for all of it.
        state: whether the slide stays, is new, or shows a part of a table that is needed no more.
    """

    number: int
    slide: Any
    mark: SlideMark
    spec: SlideSpec
    now: Slots
    fresh: Any = None
    master: Any = None
    new: Slots = field(default_factory=dict)
    written: Slots = field(default_factory=dict)
    overwrite: bool = False
    years: tuple[int, int] | None = None
    follows: bool | None = None
    pictured: bool = False
    labels: list[LabelEdit] = field(default_factory=list)
    figure: Any = None
    undo: list[Callable[[], None]] = field(default_factory=list)
    _after: Slots | None = None

    def after(self) -> Slots:
        """Texts, numbers and styles as the merge left them, read once; to be asked when all slides are merged."""
        if self._after is None:
            self._after = read_slots(self.slide)
        return self._after

    def close(self) -> None:
        """Groups and names the shapes as the person did."""
        for step in self.undo:
            step()

    page: Figure | None = None
    parts: list[OldSlide] = field(default_factory=list)
    tables: Any = None
    side: Side = ""
    state: Literal["stays", "added", "surplus", "removed"] = "stays"

    @property
    def table_parts(self) -> list[OldSlide]:
        """The slides of its table; itself where the table stands on one."""
        return self.parts or [self]

    @property
    def knows_styles(self) -> bool:
        """Whether the slide remembers the styles it was made with; decks of earlier versions do not."""
        return any(slot.startswith(STYLED) for slot in self.mark.slots)

    @property
    def keeps_layout(self) -> bool:
        """Whether subtitle, content and source stand where they were put and say what was written."""
        there = [role for role in _LAYOUT if {f"frame|{role}"} <= self.mark.slots.keys() & self.now.keys()]
        still = self.has_its_room and not any(self.moved(f"frame|{role}") for role in there)
        return still and not any(self.edited(role) for role in there if role in self.now)

    @property
    def knows_frames(self) -> bool:
        """Whether the slide remembers where shapes were put."""
        return any(slot.startswith("frame|") for slot in self.mark.slots)

    @property
    def has_its_room(self) -> bool:
        """Whether the new version has the room in which this slide was made: words begin and end where they did."""
        pairs = [
            (_edges(self.mark.slots[slot], sides), _edges(self.new[slot], sides))
            for slot, sides in _WORDS_EDGES.items() if slot in self.mark.slots and slot in self.new
        ]  # fmt: skip
        return bool(pairs) and all(
            abs(one - other) < _MOVED for made, new in pairs for one, other in zip(made, new, strict=True)
        )

    def moved(self, slot: str) -> bool:
        """Whether a shape stands elsewhere than it was put."""
        made, now = (map(float, str(slots[slot]).split()) for slots in (self.mark.slots, self.now))
        return any(abs(one - other) >= _MOVED for one, other in zip(made, now, strict=True))

    def edited(self, slot: str) -> bool:
        """Whether the person changed what was written there."""
        if self.overwrite or (slot.startswith(STYLED) and not self.knows_styles):
            return False
        if slot.startswith("map|") and not self.now.get(slot):
            # LibreOffice drops the text alternatives of shapes in a group: nothing a person typed over.
            return False
        if slot.startswith("alt|") and not (slot in self.mark.slots and self.now.get(slot)):
            # Decks of earlier versions do not remember text alternatives, and some programs drop them.
            return False
        now, made = self.now.get(slot), self.mark.slots.get(slot)
        if slot.startswith(("style|", "marker|")) and lost_edge(str(now), str(made)):
            return False
        return not equal(now, made)

    def takes(self, slot: str) -> bool:
        """Whether a slot is to be written: it has a new content and the person did not touch it."""
        both = slot in self.new and slot in self.now
        return both and not self.edited(slot) and not equal(self.now[slot], self.new[slot])


def _edges(frame: Value, sides: tuple[str, ...]) -> list[float]:
    left, top, width, height = map(float, str(frame).split())
    edges = {"left": left, "top": top, "right": left + width, "bottom": top + height}
    return [edges[side] for side in sides]


def equal(one: Value, other: Value) -> bool:
    """Whether two contents are the same but for rounding and spaces."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.split() == other.split())


def pair_names(old: list[str], new: list[str]) -> dict[str, str]:
    """Old name → new name: equal ones first, the rest in order where both sides have as many."""
    pairs = {name: name for name in old if name in new}
    before, after = [name for name in old if name not in pairs], [name for name in new if name not in pairs]
    return pairs | (dict(zip(before, after, strict=True)) if len(before) == len(after) else {})


def set_text(frame: Any, text: str) -> None:
    """New words in the old style, line by line."""
    lines = text.split("\n")
    paragraphs = list(frame.paragraphs)
    for paragraph in paragraphs[len(lines) :]:
        paragraph._p.getparent().remove(paragraph._p)
    for _ in lines[len(paragraphs) :]:
        paragraphs[-1]._p.addnext(deepcopy(paragraphs[-1]._p))
    for paragraph, line in zip(frame.paragraphs, lines, strict=True):
        set_line(paragraph, line)


def set_line(paragraph: Any, line: str) -> None:
    """New words, each in the style of those it takes the place of: a word in italics stays in italics."""
    runs = list(paragraph.runs)
    if not runs:
        paragraph.text = line
        return
    written = "".join(run.text for run in runs)
    before = _same(written, line)
    after = min(_same(written[::-1], line[::-1]), min(len(written), len(line)) - before)
    owners = [number for number, run in enumerate(runs) for _ in run.text] or [0]
    new = len(line) - before - after
    kept = owners[:before], owners[len(owners) - after :] if after else []
    # What is new stands in the run of the word that it takes the place of.
    owners = [*kept[0], *([owners[min(before, len(owners) - 1)]] * new), *kept[1]]
    for number, run in enumerate(runs):
        run.text = "".join(sign for sign, owner in zip(line, owners, strict=False) if owner == number)
        if number and not run.text:
            run._r.getparent().remove(run._r)


def _same(one: str, other: str) -> int:
    """With how many same signs both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def describe(shape: Any, fresh: Any) -> None:
    """The text alternative of the new version."""
    said = fresh._element.xpath(".//p:cNvPr")[0].get("descr")
    if said:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", said)


def describe_content(old: OldSlide, shape: Any, fresh: Any) -> None:
    """The text alternative of a chart, table or map in its new version, unless the person wrote one."""
    if not old.edited(f"alt|{frame_name(shape)}"):
        describe(shape, fresh)


def take_fill(shape: Any, other: Any) -> None:
    """Gives a shape the ground of another one."""
    mine, theirs = shape._element.spPr, other._element.spPr
    for style in [child for child in mine if child.tag in _GROUNDS]:
        mine.remove(style)
    mine.insert(2, deepcopy(next(child for child in theirs if child.tag in _GROUNDS)))

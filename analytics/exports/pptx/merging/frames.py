"""Where the content of a slide stands, with room for the source of today and the bounds of axes the person set."""

from __future__ import annotations

import math
from typing import Any

from analytics.exports.drawing.marks import LINE_FACTOR
from analytics.exports.drawing.text_metrics import wrap_words
from analytics.exports.pptx.content.canvas import WIDER, Extent, Frame
from analytics.exports.pptx.memory.slots import panel_of
from analytics.exports.pptx.merging.old_slide import OldSlide
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.parts.styles import C
from analytics.exports.pptx.slides import FOOT

POINT = 12700
GAP = 6.0
# Frames nearer than this are the same.
_SAME = 0.75
# Share of the span of its figures by which a bound of ours lies beyond them at most.
_LOOSE = 0.25
# Room for the label behind a bar that the person typed, as a share of it.
_ROOM = 0.12
_CONTENT = ("chart", "table", "map", "areas")
Pair = tuple[float, float]


def find_frame(old: OldSlide) -> Frame | None:
    """The frame to draw the new version for; None when it stands right as it is drawn on a slide of its own."""
    shape, there = content_of(old.slide), content_of(old.fresh)
    if shape is None or there is None or panel_of(there) or (old.figure.chart is not None and _is_plain_grid(old)):
        return None
    if role_of(shape.name) in ("map", "areas") and shift_of(old, shape) is not None:
        return None
    x_range, y_range = _kept_ranges(old, shape) if role_of(shape.name) == "chart" else (None, None)
    extent = _area(old.slide, shape, source_top(old) - GAP)
    natural = _area(old.fresh, there, _top(shape_of(old.fresh, "source")) - GAP)
    extent = natural if old.keeps_layout else extent
    moved = any(abs(one - other) > _SAME for one, other in zip(extent, natural, strict=True))
    return Frame(extent, x_range, y_range) if moved or x_range or y_range else None


def shift_of(old: OldSlide, shape: Any) -> Pair | None:
    """How far the person moved a shape; None where they changed its size as well, or no one can tell."""
    slot = f"frame|{role_of(shape.name)}"
    if not old.has_its_room or slot not in old.mark.slots or slot not in old.now:
        return None
    made, now = ([float(word) for word in str(slots[slot]).split()] for slots in (old.mark.slots, old.now))
    same = all(abs(one - other) <= _SAME for one, other in zip(made[2:], now[2:], strict=True))
    return (now[0] - made[0], now[1] - made[1]) if same else None


def _is_plain_grid(old: OldSlide) -> bool:
    """Whether the rows and columns of a table are as they were made: wherever it stands, they follow the figures."""
    sizes = [slot for slot in ("size|columns", "size|rows") if slot in old.mark.slots]
    return bool(sizes) and old.has_its_room and not any(old.edited(slot) for slot in sizes)


def content_of(slide: Any) -> Any:
    """The chart, table or map of a slide."""
    return next((shape for shape in slide.shapes if role_of(shape.name) in _CONTENT), None)


def shape_of(slide: Any, role: str) -> Any:
    """The shape of a role; None without."""
    return next((shape for shape in slide.shapes if role_of(shape.name) == role), None)


def extent_of(shape: Any) -> Extent:
    """Left, top, right and bottom in points."""
    left, top = shape.left / POINT, shape.top / POINT
    return left, top, left + shape.width / POINT, top + shape.height / POINT


def stand_like(shape: Any, fresh: Any) -> None:
    """Puts a shape where its new version stands."""
    shape.left, shape.top, shape.width, shape.height = fresh.left, fresh.top, fresh.width, fresh.height


def source_top(old: OldSlide) -> float:
    """Upper edge of the source of today, which grows upwards; infinite without one."""
    shape = shape_of(old.slide, "source")
    if shape is None or not old.takes("source"):
        return _top(shape)
    if old.keeps_layout:
        return _top(shape_of(old.fresh, "source"))
    width = shape.width / POINT / WIDER
    lines = sum(len(wrap_words(row, width, FOOT)) for row in str(old.new["source"]).split("\n"))
    needed = lines * FOOT * LINE_FACTOR + 4
    return float(extent_of(shape)[3] - max(needed, shape.height / POINT))


def _top(shape: Any) -> float:
    return math.inf if shape is None else extent_of(shape)[1]


def _area(slide: Any, shape: Any, floor: float) -> Extent:
    """Room of the content; what the person put over the source stays there."""
    left, top, right, bottom = extent_of(shape)
    source = _top(shape_of(slide, "source"))
    kind = role_of(shape.name)
    if bottom <= source + _SAME and floor < math.inf:
        bottom = floor if kind == "table" else min(bottom, floor)
    if kind in ("map", "areas"):
        # The legend stands beside the map: its room is as wide as subtitle, map and source.
        wide = [extent_of(one) for one in (shape_of(slide, role) for role in ("subtitle", "source")) if one is not None]
        left, right = min((one[0] for one in wide), default=left), max((one[2] for one in wide), default=right)
    return left, top, right, bottom


def _kept_ranges(old: OldSlide, shape: Any) -> tuple[Pair | None, Pair | None]:
    """Horizontal and vertical range the person set, or that their own figures need."""
    ranges = {number: _kept_range(old, number) for number in (0, 1)}
    space = shape.chart._chartSpace
    if next(space.iter(f"{C}scatterChart"), None) is not None:
        return ranges[0], ranges[1]
    direction = next(space.iter(f"{C}barDir"), None)
    return (ranges[0], None) if direction is not None and direction.get("val") == "bar" else (None, ranges[0])


def _kept_range(old: OldSlide, number: int) -> Pair | None:
    slots = [f"axis|{number}|{tag}" for tag in ("min", "max")]
    kept = [slot in old.now and slot in old.new and _set_by_person(old, slot) for slot in slots]
    if not all(slot in old.new for slot in slots):
        return None
    low, high = (float((old.now if own else old.new)[slot]) for slot, own in zip(slots, kept, strict=True))
    wide = _with_typed(old, low, high, kept) if number == 0 and not _is_points(old) else (low, high)
    return wide if (any(kept) or wide != (low, high)) and low < high else None


def _with_typed(old: OldSlide, low: float, high: float, kept: list[bool]) -> Pair:
    """The range of values, wide enough for those the person typed; an end they set stays."""
    typed = [
        float(value) for slot, value in old.now.items()
        if slot.startswith("chart|") and slot in old.mark.slots and old.edited(slot) and math.isfinite(float(value))
    ]  # fmt: skip
    lowest, highest = min(typed, default=low), max(typed, default=high)
    return (
        low if kept[0] or lowest >= low else lowest - (high - lowest) * _ROOM,
        high if kept[1] or highest <= high else highest + (highest - low) * _ROOM,
    )


def _set_by_person(old: OldSlide, slot: str) -> bool:
    if old.knows_styles or old.overwrite:
        return old.edited(slot)
    # Decks of earlier versions do not tell: ours was never round and far from the figures, nor ever cut them off.
    bound = float(old.now[slot])
    across, end = slot.startswith("axis|0") and _is_points(old), slot.rpartition("|")[2]
    values = [0.0, *_made_values(old, across=across)]
    spare = bound - max(values) if end == "max" else min(values) - bound
    return bound.is_integer() and not 0 <= spare <= _LOOSE * (max(values) - min(values))


def _is_points(old: OldSlide) -> bool:
    return any("#" in slot for slot in old.mark.slots if slot.startswith("chart|"))


def _made_values(old: OldSlide, *, across: bool) -> list[float]:
    """Values along an axis when the slide was made."""
    made = {slot: value for slot, value in old.mark.slots.items() if slot.startswith("chart|")}
    if across:
        return [float(slot.rpartition("|")[2].partition("#")[0]) for slot in made if "#" in slot]
    return [float(value) for value in made.values()]

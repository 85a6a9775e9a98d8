"""What lies over a chart or a map: drawn for the place where that stands on the slide, words of the person kept."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from analytics.exports.pptx.content.canvas import Extent
from analytics.exports.pptx.memory.slots import LABELLED
from analytics.exports.pptx.merging.frames import POINT, content_of, extent_of, shape_of, shift_of
from analytics.exports.pptx.merging.labels import keep_labels
from analytics.exports.pptx.merging.old_slide import OldSlide, Spot, take_fill
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.parts.styles import A, P

_REDRAWN = ("backdrop", "flows", "labels", "legend")
OVER_MAP = ("members", "added", "gemeinden", "lines")
# Places nearer than this, in points, are the same.
_SAME = 1.5
# Shares of the width or height of a map by which an area lies elsewhere when another part is shown.
_ANOTHER_PART = 0.05
Move = Callable[[Any], None]


def merge_overlays(old: OldSlide, floor: float) -> None:
    """Labels, backdrop, initiatives and legend of today.

    Args:
        old: the slide.
        floor: lowest edge of the content in points.
    """
    content, there = content_of(old.slide), content_of(old.fresh)
    if content is None or there is None:
        return
    place: Move = _nothing
    keep: Move = _nothing
    if role_of(content.name) in ("map", "areas"):
        shift = shift_of(old, content)
        wanted = _wanted(extent_of(content), floor) if shift is None else _shifted(extent_of(there), shift)
        if _shows_another_part(content, there):
            content, wanted = _draw_anew(old, content), extent_of(there)
        else:
            _fetch_left_behind(old, content, there)
        place, keep = _mover(extent_of(there), wanted), _mover(extent_of(content), wanted)
    for shape in [entry for entry in old.slide.shapes if not entry.is_placeholder]:
        _merge_overlay(old, shape, place, keep)
    _add_missing(old, content, place)


def _merge_overlay(old: OldSlide, shape: Any, place: Move, keep: Move) -> None:
    role = role_of(shape.name)
    fresh = shape_of(old.fresh, role) if role else None
    if fresh is not None and (role in _REDRAWN or (role in OVER_MAP and _names(shape) != _names(fresh))):
        _redraw(old, shape, fresh, place, role)
        return
    if role in ("labels", "flows", "backdrop") and fresh is None:
        # Nothing of the kind lies over the figures of today.
        shape._element.getparent().remove(shape._element)
    elif role in (*OVER_MAP, "map", "areas") or _is_outline(old, shape):
        keep(shape)


def _shows_another_part(content: Any, there: Any) -> bool:
    """Whether the areas of two maps lie differently: older maps of a region showed the whole country."""
    before, after = _layout(content), _layout(there)
    shared = before.keys() & after.keys()
    return any(abs(before[ags][axis] - after[ags][axis]) > _ANOTHER_PART for ags in shared for axis in (0, 1))


def _layout(group: Any) -> dict[str, tuple[float, float]]:
    """Where the middle of each area lies, as shares of the whole map."""
    areas = {area.name.partition(" ")[0]: extent_of(area) for area in group.shapes}
    left, top = (min(extent[i] for extent in areas.values()) for i in (0, 1))
    right, bottom = (max(extent[i] for extent in areas.values()) for i in (2, 3))
    return {
        ags: (((a + c) / 2 - left) / (right - left), ((b + d) / 2 - top) / (bottom - top))
        for ags, (a, b, c, d) in areas.items()
    }


def _draw_anew(old: OldSlide, content: Any) -> Any:
    """Puts the map of today in the place of one that shows another part; a ground the person gave an area stays."""
    areas = {area.name.partition(" ")[0]: area for area in content.shapes}
    own = {ags: area for ags, area in areas.items() if old.edited(f"fill|{ags}")}
    for shape in [entry for entry in old.slide.shapes if not entry.is_placeholder]:
        if role_of(shape.name) in (*OVER_MAP, "map", "areas") or _is_outline(old, shape):
            fresh = next((other for other in old.fresh.shapes if other.name == shape.name), None)
            if fresh is not None:
                shape._element.getparent().replace(shape._element, _numbered(old, fresh, shape.shape_id))
    renewed = content_of(old.slide)
    for area in renewed.shapes:
        if (ags := area.name.partition(" ")[0]) in own:
            take_fill(area, own[ags])
    return renewed


def _fetch_left_behind(old: OldSlide, content: Any, there: Any) -> None:
    """Where the person moved the map alone, what lay over it and still stands where it was made goes after it."""
    slot = f"frame|{role_of(content.name)}"
    if slot not in old.mark.slots or slot not in old.now or not old.moved(slot) or old.overwrite:
        return
    left, top, width, height = map(float, str(old.mark.slots[slot]).split())
    made = (left, top, left + width, top + height)
    follow = _mover(made, extent_of(content))
    for shape in [entry for entry in old.slide.shapes if not entry.is_placeholder]:
        frame = f"frame|{role_of(shape.name)}"
        if role_of(shape.name) in OVER_MAP:
            stayed = frame in old.mark.slots and frame in old.now and not old.moved(frame)
        else:
            stayed = _is_outline(old, shape) and _stands_as_made(old, shape, extent_of(there), made)
        if stayed:
            follow(shape)


def _stands_as_made(old: OldSlide, shape: Any, there: Extent, made: Extent) -> bool:
    """Whether an outline stands to the map as it was made, as it does on the slide of today."""
    fresh = next(other for other in old.fresh.shapes if other.name == shape.name)
    wanted = _carried(extent_of(fresh), there, made)
    return all(abs(one - other) < _SAME for one, other in zip(extent_of(shape), wanted, strict=True))


def _is_outline(old: OldSlide, shape: Any) -> bool:
    """An outline of ours that belongs to no group, such as that of the Lausitz."""
    return not role_of(shape.name) and any(
        other.name == shape.name for other in old.fresh.shapes if not other.is_placeholder
    )  # fmt: skip


def _names(shape: Any) -> list[str]:
    return sorted(inner.name for inner in shape.shapes)


def _nothing(shape: Any) -> None:
    """Leaves the shape where it is."""


def _shifted(extent: Extent, shift: Spot) -> Extent:
    """The map of today, as far from its place as the person moved the one before."""
    left, top, right, bottom = extent
    return left + shift[0], top + shift[1], right + shift[0], bottom + shift[1]


def _wanted(extent: Extent, floor: float) -> Extent:
    """The map where it stands, smaller when the source of today needs the room below it."""
    left, top, right, bottom = extent
    share = min(1.0, (floor - top) / (bottom - top)) if bottom > top else 1.0
    half = (right - left) * share / 2
    return (left + right) / 2 - half, top, (left + right) / 2 + half, top + (bottom - top) * share


def _carried(extent: Extent, start: Extent, end: Extent) -> Extent:
    """An extent moved as one frame has to be moved to become another."""
    wide, tall = ((end[i + 2] - end[i]) / (start[i + 2] - start[i]) for i in (0, 1))
    left, top, right, bottom = extent
    across = [end[0] + (x - start[0]) * wide for x in (left, right)]
    down = [end[1] + (y - start[1]) * tall for y in (top, bottom)]
    return across[0], down[0], across[1], down[1]


def _mover(start: Extent, end: Extent) -> Move:
    """Moves a shape as one frame has to be moved to become another."""
    if all(abs(one - other) < 0.5 for one, other in zip(start, end, strict=True)):
        return _nothing

    def move(shape: Any) -> None:
        left, top, right, bottom = _carried(extent_of(shape), start, end)
        shape.left, shape.top = round(left * POINT), round(top * POINT)
        shape.width, shape.height = round((right - left) * POINT), round((bottom - top) * POINT)

    return move


def _redraw(old: OldSlide, shape: Any, fresh: Any, place: Move, role: str) -> None:
    """The group as drawn anew, with the labels the person wrote."""
    if role == "legend" and _was_moved(shape):
        fresh.left, fresh.top = shape.left, shape.top
    else:
        place(fresh)
    if role in LABELLED:
        keep_labels(old, role, shape, fresh, bound=shape_of(old.slide, "chart") is not None)
    shape._element.getparent().replace(shape._element, _numbered(old, fresh, shape.shape_id))


def _numbered(old: OldSlide, fresh: Any, number: int = 0) -> Any:
    """A copy whose numbers no other shape of the slide has: an animation names a shape by its number."""
    copy = deepcopy(fresh._element)
    used = max((int(entry.get("id")) for entry in old.slide._element.iter(f"{P}cNvPr")), default=0)
    for step, entry in enumerate(copy.iter(f"{P}cNvPr")):
        entry.set("id", str(number if number and not step else used + 1 + step))
    return copy


def _was_moved(shape: Any) -> bool:
    frame = shape._element.grpSpPr.find(f"{A}xfrm")
    if frame is None or frame.find(f"{A}chOff") is None:
        return False
    return dict(frame.find(f"{A}off").attrib) != dict(frame.find(f"{A}chOff").attrib)


def _add_missing(old: OldSlide, content: Any, place: Move) -> None:
    """What the slide had no need of when it was made."""
    for role in ("backdrop", "labels"):
        fresh = shape_of(old.fresh, role)
        had = shape_of(old.slide, role) is not None or {f"frame|{role}", role} & old.mark.slots.keys()
        if fresh is None or had or (role == "backdrop" and shape_of(old.slide, "labels") is None):
            continue
        place(fresh)
        if role == "backdrop":
            content._element.addprevious(_numbered(old, fresh))
        else:
            content._element.addnext(_numbered(old, fresh))

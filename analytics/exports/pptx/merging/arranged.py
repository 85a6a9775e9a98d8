"""Shapes of ours that the person grouped, renamed or took apart: found again for a merge, left so after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analytics.exports.pptx.memory.slots import Slots, read_shape
from analytics.exports.pptx.merging.frames import shape_of
from analytics.exports.pptx.merging.old_slide import equal
from analytics.exports.pptx.parts.names import BESIDE, names_in, role_of
from analytics.exports.pptx.parts.styles import A
from analytics.language import get_wording

_CHARTS, _TABLES, _MAPS, _LABELS = ("chart",), ("table",), ("map", "areas"), ("labels", "legend")
_TEXTS = ("subtitle", "source", "remark", "rest")
# Share of what a shape held when it was made that tells it from one of the person's own.
_HALF = 0.5
Undo = Callable[[], None]


def arrange(slide: Any, made: Slots, lang: str) -> list[Undo]:
    """Opens groups, gives back names and gathers what was taken apart.

    Args:
        slide: as the person left it.
        made: what it remembers of its making.
        lang: language it was written in.

    Returns:
        What puts the person's arrangement back, to be called in order.
    """
    undo = open_groups(slide, lambda shape: bool(role_of(shape.name)))
    names = names_in(get_wording(lang))
    for role in [slot.partition("|")[2] for slot in made if slot.startswith("frame|")]:
        if role in names and shape_of(slide, role) is None:
            undo += _renamed(slide, role, made, names[role]) or _gathered(slide, role, made, names[role])
    return undo[::-1]


def open_groups(slide: Any, is_ours: Callable[[Any], bool]) -> list[Undo]:
    """Opens the groups of the person that hold certain shapes.

    Args:
        slide: as the person left it.
        is_ours: whether a shape is one of those.

    Returns:
        What closes each of them again.
    """
    return [_opened(group, is_ours) for group in list(slide.shapes) if _holds(group, is_ours)]


def _holds(group: Any, is_ours: Callable[[Any], bool]) -> bool:
    is_group = hasattr(group, "shapes") and not role_of(group.name.removeprefix(BESIDE))
    return any(is_ours(shape) or _holds(shape, is_ours) for shape in (group.shapes if is_group else ()))


def _opened(group: Any, is_ours: Callable[[Any], bool]) -> Undo:
    """Takes the shapes of a group out to the slide, where they stand."""
    tree, slide_shapes = group._element.getparent(), group._parent
    deeper = [_opened(shape, is_ours) for shape in list(group.shapes) if _holds(shape, is_ours)]
    inner = list(group.shapes)
    for shape, frame in [(shape, _outside(group, shape)) for shape in inner]:
        shape.left, shape.top, shape.width, shape.height = frame
        group._element.addprevious(shape._element)
    members = [(shape._element, _part(shape.name)) for shape in inner]
    at = tree.index(group._element)
    tree.remove(group._element)

    def close() -> None:
        tree.insert(min(at, len(tree)), group._element)
        for element, part in members:
            _move_in(group, _present(slide_shapes, tree, element, part))
        group._element.recalculate_extents()
        for again in deeper[::-1]:
            again()

    return close


def _part(name: str) -> tuple[str, bool]:
    """Role of a shape, and whether it is of the figure beside the first one."""
    return role_of(name.removeprefix(BESIDE)), name.startswith(BESIDE)


def _present(shapes: Any, tree: Any, element: Any, part: tuple[str, bool]) -> Any:
    """The element, or the one of its role that was drawn anew in its place; None when that is gone."""
    if element.getparent() is tree:
        return element
    return next((shape._element for shape in shapes if part[0] and _part(shape.name) == part), None)


def _move_in(group: Any, element: Any) -> None:
    if element is not None:
        group._element.append(element)


def _outside(group: Any, shape: Any) -> tuple[int, int, int, int]:
    """Where a shape of a group stands on the slide: left, top, width, height."""
    frame = group._element.grpSpPr.find(f"{A}xfrm")
    inner_at, inner = frame.find(f"{A}chOff"), frame.find(f"{A}chExt")
    if inner_at is None or inner is None:
        return shape.left, shape.top, shape.width, shape.height
    wide, tall = (
        length / int(inner.get(size)) if int(inner.get(size)) else 1.0
        for length, size in ((group.width, "cx"), (group.height, "cy"))
    )
    left = group.left + (shape.left - int(inner_at.get("x"))) * wide
    top = group.top + (shape.top - int(inner_at.get("y"))) * tall
    return round(left), round(top), round(shape.width * wide), round(shape.height * tall)


def _renamed(slide: Any, role: str, made: Slots, name: str) -> list[Undo]:
    """Gives back its name to the one shape that holds what was made for the role."""
    wanted = _traces(made, role)
    free = [shape for shape in slide.shapes if not shape.is_placeholder and not role_of(shape.name)]
    found = [shape for shape in free if wanted and _share(wanted, _traces(_read(slide, shape, name), role)) >= _HALF]
    if len(found) != 1:
        return []
    own, found[0].name = found[0].name, name
    return [lambda: _rename(slide, role, own)]


def _rename(slide: Any, role: str, name: str) -> None:
    shape = shape_of(slide, role)
    if shape is not None:
        shape.name = name


def _read(slide: Any, shape: Any, name: str) -> Slots:
    """What a shape would say if it had that name."""
    own, shape.name = shape.name, name
    slots = dict(read_shape(shape, slide))
    shape.name = own
    return slots


def _traces(slots: Slots, role: str) -> set[str]:
    """What tells the shape of a role from others."""
    if role in _CHARTS:
        return {slot.rpartition("|")[2] for slot in slots if slot.startswith("chart|")}
    if role in _TABLES:
        return {str(text) for slot, text in slots.items() if slot.startswith("table|") and text}
    if role in _MAPS:
        return {slot.partition("|")[2] for slot in slots if slot.startswith("map|")}
    if role in _LABELS:
        return {slot for slot in slots if slot.startswith(f"place|{role}|")}
    return {" ".join(str(slots[role]).split())} if role in _TEXTS and slots.get(role) else set()


def _share(wanted: set[str], found: set[str]) -> float:
    return len(wanted & found) / len(wanted)


def _gathered(slide: Any, role: str, made: Slots, name: str) -> list[Undo]:
    """Groups again what stands on the slide piece by piece."""
    wanted = _traces(made, role)
    if role not in (*_MAPS, *_LABELS) or not wanted:
        return []
    loose = [shape for shape in slide.shapes if not shape.is_placeholder and not role_of(shape.name)]
    pieces = [shape for shape in loose if _is_piece(shape, role, wanted)]
    if len(pieces) < _HALF * len(wanted):
        return []
    if role in _LABELS:
        first, last = loose.index(pieces[0]), loose.index(pieces[-1])
        pieces = loose[first : last + 1]
    mark = pieces[0]._element.getprevious()
    group = slide.shapes.add_group_shape(pieces)
    group.name = name
    mark.addnext(group._element)
    return [lambda: _scatter(slide, role)]


def _is_piece(shape: Any, role: str, wanted: set[str]) -> bool:
    if role in _MAPS:
        return shape.name.partition(" ")[0] in wanted
    return any(equal(shape.name, slot.split("|", 2)[2].partition("\n")[0]) for slot in wanted)


def _scatter(slide: Any, role: str) -> None:
    group = shape_of(slide, role)
    if group is None:
        return
    for shape, frame in [(shape, _outside(group, shape)) for shape in group.shapes]:
        shape.left, shape.top, shape.width, shape.height = frame
        group._element.addprevious(shape._element)
    group._element.getparent().remove(group._element)

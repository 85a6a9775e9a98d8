"""Single labels of a group that the person moved, styled, wrote or deleted keep that; their figures are of today."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from statistics import median
from typing import Any

from analytics.exports.pptx.memory.slots import TEXT_BOX, Slots, is_retyped, place_word, text_labels
from analytics.exports.pptx.merging.frames import POINT
from analytics.exports.pptx.merging.old_slide import LabelEdit, OldSlide, Spot, equal
from analytics.exports.pptx.parts.styles import A

# Shifts smaller than this, in points, are rounding of programs.
_SAME = 1.5
# From so many labels on, a change of most of them is another program's way of writing.
_MANY = 4


def find_edits(old: OldSlide, role: str, group: Any) -> list[LabelEdit]:
    """Edits of the labels of a group; none where the slide does not remember how they were made."""
    made = _made_spots(old.mark.slots, role)
    if old.overwrite or not made:
        return []
    standing = _paired(made, text_labels(group))
    gone = [LabelEdit(name, "deleted", made[name]) for name in made if name not in standing]
    shifts = {name: _shift(made[name], shape) for name, shape in standing.items()}
    common = _common(list(shifts.values()))
    moved = [
        LabelEdit(name, "moved", made[name], (x - common[0], y - common[1]), standing[name])
        for name, (x, y) in shifts.items()
        if max(abs(x - common[0]), abs(y - common[1])) > _SAME
    ]
    looks = {name: old.now.get(f"look|{role}|{name}") for name in standing}
    styled = [
        LabelEdit(name, "styled", made[name], shape=standing[name])
        for name, look in looks.items()
        # What another program made a plain shape of looks as that program writes it.
        if standing[name].shape_type == TEXT_BOX and not equal(look, old.mark.slots.get(f"look|{role}|{name}"))
    ]
    return [*gone, *_single(moved, standing), *_single(styled, standing)]


def _single(edits: list[LabelEdit], standing: dict[str, Any]) -> list[LabelEdit]:
    return [] if len(standing) >= _MANY and 2 * len(edits) > len(standing) else edits


def _made_spots(slots: Slots, role: str) -> dict[str, Spot]:
    head = f"place|{role}|"
    return {slot.removeprefix(head): _spot(str(word)) for slot, word in slots.items() if slot.startswith(head)}


def _spot(word: str) -> Spot:
    left, top = map(float, word.split())
    return left, top


def _spot_of(shape: Any) -> Spot:
    return _spot(place_word(shape.left, shape.top))


def _shift(made: Spot, shape: Any) -> Spot:
    left, top = _spot_of(shape)
    return left - made[0], top - made[1]


def _common(shifts: list[Spot]) -> Spot:
    """By how much all labels were moved with their group."""
    if len(shifts) < _MANY:
        return 0.0, 0.0
    return median(x for x, _ in shifts), median(y for _, y in shifts)


def _paired(made: dict[str, Spot], labels: dict[str, Any]) -> dict[str, Any]:
    """The label that stands for each one made: of several with the same words the nearest."""
    pairs: dict[str, Any] = {}
    free = list(labels.values())
    for name, spot in made.items():
        same = [shape for shape in free if shape.name == name.partition("\n")[0]]
        if same:
            pairs[name] = min(same, key=lambda shape: _distance(spot, _spot_of(shape)))
            free = [shape for shape in free if shape is not pairs[name]]
    return pairs


def _distance(one: Spot, other: Spot) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def keep_labels(old: OldSlide, role: str, group: Any, fresh: Any, *, bound: bool) -> None:
    """Puts the person's edits on the labels of today.

    Args:
        old: the slide.
        role: of the group.
        group: as the person left it.
        fresh: the group of today, in its place on the slide.
        bound: whether a label moved goes with what it stands at, as over a chart; else it stays where it is.
    """
    edits, made = find_edits(old, role, group), _made_spots(old.mark.slots, role)
    old.labels += edits
    labels = text_labels(group)
    standing = _paired(made, labels) or labels
    if not old.overwrite:
        for name, inner in standing.items():
            if is_retyped(inner):
                _keep_words(inner, same_label(inner.name, made.get(name, _spot_of(inner)), fresh))
        _add_own(fresh, list(labels.values()), list(standing.values()))
    found = [(edit, same_label(edit.name.partition("\n")[0], edit.spot, fresh)) for edit in edits]
    for edit, label in found:
        if label is not None:
            _apply(edit, label, group, fresh, bound=bound)
    if edits and not _scale_of(fresh)[1]:
        fresh._element.recalculate_extents()


def _apply(edit: LabelEdit, label: Any, group: Any, fresh: Any, *, bound: bool) -> None:
    if edit.kind == "styled":
        _keep_look(edit.shape, label)
    elif edit.kind == "moved":
        _keep_place(edit, label, group, fresh, bound=bound)
    elif label._element.getparent() is not None:
        label._element.getparent().remove(label._element)


def _add_own(fresh: Any, labels: list[Any], made: list[Any]) -> None:
    """Labels the person put into the group."""
    known = {id(shape) for shape in made}
    for inner in labels:
        if id(inner) not in known:
            fresh._element.append(deepcopy(inner._element))


def same_label(name: str, spot: Spot, fresh: Any) -> Any:
    """The label of today for the same thing: its words without numbers agree; of several, the nearest."""
    labels = [entry for entry in fresh.shapes if entry.has_text_frame and entry.text_frame.text]
    same = [entry for entry in labels if without_numbers(entry.name) == without_numbers(name)]
    return min(same, key=lambda entry: _distance(spot, _spot_of(entry)), default=None)


def without_numbers(text: str) -> str:
    """What a label says besides its figures, by which it is found again when these are others."""
    return re.sub(r"[\d.,+\u2212\s\u00a0-]+", " ", text).strip()


def _keep_words(inner: Any, label: Any) -> None:
    """Lines the person wrote, in the label of today; its other lines are new."""
    if label is None:
        return
    made = inner.name.split()
    mine, theirs = inner.text_frame.paragraphs, label.text_frame.paragraphs
    for number, paragraph in enumerate(mine):
        if number < len(theirs) and not _part_of(paragraph.text.split(), made) and theirs[number].runs:
            for run in theirs[number].runs[1:]:
                run._r.getparent().remove(run._r)
            theirs[number].runs[0].text = paragraph.text


def _part_of(words: list[str], made: list[str]) -> bool:
    return any(equal(" ".join(made[at : at + len(words)]), " ".join(words)) for at in range(len(made)))


def _keep_look(mine: Any, label: Any) -> None:
    """Ground and edge of the label, and the look of its words line by line."""
    own = mine._element.spPr
    for tag in ("solidFill", "gradFill", "pattFill", "noFill", "ln"):
        for style in label._element.spPr.findall(f"{A}{tag}"):
            label._element.spPr.remove(style)
    for style in own:
        if style.tag.rpartition("}")[2] in ("solidFill", "gradFill", "pattFill", "noFill", "ln"):
            label._element.spPr.append(deepcopy(style))
    lines = mine.text_frame.paragraphs
    for number, paragraph in enumerate(label.text_frame.paragraphs):
        runs = lines[min(number, len(lines) - 1)].runs
        for place, run in enumerate(paragraph.runs if runs else ()):
            style = runs[min(place, len(runs) - 1)]._r.rPr
            if style is not None:
                run._r.replace(run._r.get_or_add_rPr(), deepcopy(style))


def _keep_place(edit: LabelEdit, label: Any, group: Any, fresh: Any, *, bound: bool) -> None:
    if bound:
        label.left += round(edit.shift[0] * POINT)
        label.top += round(edit.shift[1] * POINT)
        return
    (left, top), _ = _scale_of(group)
    (here_x, here_y), _ = _scale_of(fresh)
    label.left, label.top = here_x.inside(left.outside(edit.shape.left)), here_y.inside(top.outside(edit.shape.top))


@dataclass(frozen=True)
class _Axis:
    """How the places inside a group become places of the slide along one direction."""

    off: int
    inner: int
    share: float

    def outside(self, length: int) -> float:
        """A place of the slide."""
        return self.off + (length - self.inner) * self.share

    def inside(self, length: float) -> int:
        """A place inside the group."""
        return round(self.inner + (length - self.off) / self.share)


def _scale_of(group: Any) -> tuple[tuple[_Axis, _Axis], bool]:
    """Both directions of a group, and whether it is moved or scaled as a whole."""
    frame = group._element.grpSpPr.find(f"{A}xfrm")
    inner_at, inner = frame.find(f"{A}chOff"), frame.find(f"{A}chExt")
    axes = []
    for at, size in (("x", "cx"), ("y", "cy")):
        off, extent = int(frame.find(f"{A}off").get(at)), int(frame.find(f"{A}ext").get(size))
        start = int(inner_at.get(at)) if inner_at is not None else off
        length = int(inner.get(size)) if inner is not None else extent
        axes.append(_Axis(off, start, extent / length if length and extent else 1.0))
    x, y = axes
    return (x, y), any(axis.off != axis.inner or abs(axis.share - 1) > 1e-6 for axis in axes)

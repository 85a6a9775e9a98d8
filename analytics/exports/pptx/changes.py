"""What a refresh changes on a slide and what it leaves alone, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from analytics.exports.pptx.edits import list_facts
from analytics.exports.pptx.memory.slots import Slots, read_slots, series_of, with_series
from analytics.exports.pptx.merging.labels import without_numbers
from analytics.exports.pptx.merging.old_slide import OldSlide, Value, equal, pair_names
from analytics.exports.pptx.merging.tables.sides import Which, named_cells, shows_row
from analytics.exports.pptx.parts.names import names_in
from analytics.exports.pptx.parts.styles import is_own
from analytics.exports.pptx.slot_words import UNTIL, SlotWords
from analytics.language import Wording

Status = Literal["changed", "kept", "gone", "unknown", "asked", "same"]
# Signs of the longest text shown whole in a list of changes, and of what stands before the first difference.
_LONG, _LEAD = 160, 40
Difference = tuple[str, Value, Value | tuple[Value, ...], Status]
_UNLISTED = ("labels", "frame", "place", "look", "ground", "size", "alt")
_STYLED = ("style", "marker", "axis", "fill", "label", "words")


@dataclass(frozen=True)
class Change:
    """One thing that a refresh changes, or leaves alone.

    Attributes:
        slide: number of the slide, from 1.
        headline: of the slide as it stands.
        place: which text or number, e.g. ``Elbe-Elster · 2018``; empty for a whole slide.
        before: as it stands in the deck.
        after: as the data say now.
        status: changed (will be replaced), kept (the person typed over it), gone (the data no longer hold it),
            unknown (not made here), asked (looks like a slide of ours, `after` is its headline
            today), same (nothing new on this slide).
        remembered: of the year of a slide, whether the person was asked before.
    """

    slide: int
    headline: str
    place: str
    before: str
    after: str
    status: Status
    remembered: bool = False


def list_changes(old: OldSlide, w: Wording, kreise: Mapping[str, str]) -> list[Change]:
    """What a merge did to a slide, read back from it; Kreise are called by their names, given by key."""
    headline = str(old.now.get("title") or old.now.get("heading", ""))
    if old.state in ("added", "removed"):
        return [_of_part(old, headline, w)]
    if old.fresh is None:
        return [Change(old.number, headline, "", "", "", "gone")]
    if old.pictured:
        return [
            Change(old.number, headline, w.text("Chart"), w.text("a picture, hence the whole slide stays"), "", "kept")
        ]
    after = old.after()
    facts = list_facts(old, after, w, kreise)
    told = tuple(start for fact in facts for start in fact.covers)
    differences = _gathered([entry for entry in _differences(old, after) if not entry[0].startswith(told)])
    words = SlotWords(old.figure, with_series(old.new, pair_names(series_of(old.new), series_of(after))), w, kreise)
    changes = [
        Change(old.number, headline, words.place(slot), words.value(slot, was), words.value(slot, now), status)
        for slot, was, now, status in differences
        # What differs behind the digits that are written is no news.
        if not isinstance(was, int | float) or words.value(slot, was) != words.value(slot, now)
    ]
    own = [Change(old.number, headline, fact.place, fact.said, "", "kept") for fact in facts]
    found = [*_year(old, headline, w), *changes, *_points(old, after, headline, w), *own, *_labels(old, headline, w)]
    found += _alternatives(old, headline, w)
    return found or [Change(old.number, headline, "", "", "", "same")]


def _of_part(old: OldSlide, headline: str, w: Wording) -> Change:
    """That a long table needs a slide more, or one less."""
    subtitle = str(read_slots(old.slide).get("subtitle", ""))
    part = subtitle.rpartition(" · ")[2]
    if old.state == "added":
        return Change(old.number, headline, w.text("Table"), "", w.text("a new slide: {part}", part=part), "changed")
    return Change(old.number, headline, w.text("Table"), part, w.text("slide no longer needed"), "changed")


def _year(old: OldSlide, headline: str, w: Wording) -> Iterator[Change]:
    """That the slide shows another year now, or could."""
    if old.years is not None:
        before, after = map(str, old.years)
        status: Status = "kept" if old.spec == old.mark.spec else "changed"
        yield Change(old.number, headline, w.text("Year"), before, after, status, old.mark.follows is not None)


def _labels(old: OldSlide, headline: str, w: Wording) -> Iterator[Change]:
    """Single labels that the person moved, styled or deleted."""
    said = {"moved": w.text("moved"), "styled": w.text("own look"), "deleted": w.text("deleted")}
    for edit in old.labels:
        name = " ".join(edit.name.partition("\n")[0].split())
        yield Change(old.number, headline, w.text("Label {name}", name=w.quote(name)), said[edit.kind], "", "kept")


def _alternatives(old: OldSlide, headline: str, w: Wording) -> Iterator[Change]:
    """Text alternatives of charts, tables and maps in the person's words."""
    names = names_in(w)
    for slot, said in old.now.items():
        name = slot.partition("|")[2]
        if slot.startswith("alt|") and old.edited(slot):
            place = f"{names.get(name, name)} · {w.text('Text alternative')}"
            yield Change(old.number, headline, place, str(said), str(old.new.get(slot, "")), "kept")


def _gathered(differences: list[Difference]) -> list[Difference]:
    """Figures that are new one after the other, in a row of a table or in a series, as one."""
    found: list[Difference] = []
    for entry in differences:
        slot, was, now, status = entry
        kind, *rest = slot.split("|")
        if kind == "cell" and was is None and rest[1] == now and status == "changed":
            # The heading of a new column: its cells name it.
            continue
        last = found[-1] if found else None
        if last is not None and _goes_on(last, entry):
            first = last[0].rpartition("|")[2].partition(UNTIL)[0]
            name = "|".join([kind, rest[0], f"{first}{UNTIL}{rest[1]}"])
            found[-1] = (name, None, (*_several(last[2]), *_several(now)), status)
        else:
            found.append(entry)
    return found


def _several(value: Value | tuple[Value, ...]) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _goes_on(last: Difference, entry: Difference) -> bool:
    (one, was, _, status), (other, now_was, now, now_status) = last, entry
    heads = [slot.split("|")[:2] for slot in (one, other)]
    new = was is None and now_was is None and now is not None and status == now_status == "changed"
    return new and heads[0] == heads[1] and heads[0][0] in ("cell", "chart")


def _differences(old: OldSlide, after: Slots) -> Iterator[Difference]:
    names = series_of(after)
    kinds: tuple[Which, ...] = ("made", "before", "after", "wanted")
    found = zip(kinds, (old.mark.slots, old.now, after, old.new), strict=True)
    base, now, done, new = (_by_name(old, kind, slots, names) for kind, slots in found)
    for slot in dict.fromkeys([*base, *now, *done]):
        kind = slot.partition("|")[0]
        # A label whose figure is another now has another name: it is listed by the one that stands in the deck.
        if kind in _UNLISTED or (kind == "chart" and "#" in slot) or (kind == "words" and slot not in now):
            continue
        # LibreOffice drops the text alternatives of areas: what was written stands for them.
        before = now.get(slot) or (base.get(slot) if kind == "map" and slot in now else now.get(slot))
        later, wanted = done.get(slot), old.written.get(slot) if kind in _STYLED else new.get(slot)
        if kind == "words":
            before, wanted = _label_today(slot, before, done)
        if kind in ("style", "marker", "axis") and not equal(before, later):
            continue
        if kind not in _STYLED and not equal(before, later):
            yield slot, before, later, "changed"
        elif _is_own(old, slot, base, before) and not equal(before, wanted) and _matters(slot, base, wanted):
            yield slot, before, wanted, "kept"


def _label_today(slot: str, before: Value, done: Slots) -> tuple[Value, Value]:
    """Of a label in the person's words, what it says with the figure of today, and what it would say without them."""
    said = without_numbers(slot)
    twins = [name for name in done if name.startswith("words|") and without_numbers(name) == said != "words|"]
    return (done[twins[0]], twins[0].partition("|")[2]) if twins else (before, None)


def _matters(slot: str, base: Slots, wanted: Value) -> bool:
    """Notes and remarks belong to the person once they are touched: no alarm unless the data changed too."""
    return slot not in ("notes", "remark") or not equal(base.get(slot), wanted)


def _is_own(old: OldSlide, slot: str, base: Slots, before: Value) -> bool:
    """Whether what stands there is the person's."""
    if slot.startswith(("style|", "marker|", "axis|")):
        if not old.knows_styles and not slot.startswith("axis|"):
            return before is not None and not is_own(str(before))
        made = base.get(slot, base.get(slot.rpartition("|")[0])) if old.knows_styles else None
        return before is not None and not equal(before, old.written.get(slot)) and not equal(before, made)
    if slot.startswith("label|") and not old.knows_styles:
        return False
    return not equal(before, base.get(slot))


def _by_name(old: OldSlide, which: Which, slots: Slots, series: list[str]) -> Slots:
    """The slots with the series of today and with cells by the names of row and column."""
    renamed = with_series(slots, pair_names(series_of(slots), series))
    named = {slot: value for slot, value in renamed.items() if not slot.startswith("table|")}
    cells = named_cells(old, which).items()
    return named | {f"cell|{row}|{column}": text for (row, column), text in cells if shows_row(old, row)}


def _points(old: OldSlide, after: Slots, headline: str, w: Wording) -> Iterator[Change]:
    """Points of a point chart in one line: each of them has two numbers and no name."""
    series = series_of({slot: value for slot, value in after.items() if "#" in slot})
    for name in series:
        before, now = (
            {slot: value for slot, value in slots.items() if slot.startswith(f"chart|{name}|")}
            for slots in (old.now, after)
        )
        n = sum(1 for slot, value in now.items() if not equal(before.get(slot), value))
        if n:
            words = w.plural("{n} point at a new place", "{n} points at new places", n)
            yield Change(old.number, headline, name, "", words, "changed")


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts, cut to where they begin to differ when they are long."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = before.rfind(" ", 0, max(0, same - _LEAD)) + 1
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _LONG]
    return f"{'… ' if start else ''}{shown.strip()}{' …' if start + _LONG < len(text) else ''}"

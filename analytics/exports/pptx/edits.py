"""What the person did to a slide besides typing over words and figures, one fact each, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.exports.pptx.memory.slots import Slots, series_of
from analytics.exports.pptx.merging.frames import content_of
from analytics.exports.pptx.merging.old_slide import OldSlide, pair_names
from analytics.exports.pptx.merging.tables.edits import TableEdits, find_table_edits
from analytics.exports.pptx.parts.names import names_in, role_of
from analytics.exports.pptx.parts.styles import A, C
from analytics.language import Wording

# Shapes whose place is the person's; what lies over a chart or a map goes with it.
_PLACED = ("subtitle", "remark", "chart", "table", "map", "areas", "legend", "rest")
_OF_CHART = ("chart|", "style|", "marker|", "label|", "axis|", "look|")
_OF_ROLE = {"chart": _OF_CHART, "table": ("cell|",), "labels": ("labels", "words|")} | dict.fromkeys(
    ("map", "areas"), ("map|", "fill|")
)
# Cells named one by one; more are counted.
_NAMED = 3
_MOVED = 0.75


@dataclass(frozen=True)
class Fact:
    """One thing the person did, which stays.

    Attributes:
        place: where.
        said: what was done.
        covers: beginnings of the slots of which it says all there is to say.
    """

    place: str
    said: str
    covers: tuple[str, ...] = ()


def list_facts(old: OldSlide, after: Slots, w: Wording, kreise: Mapping[str, str]) -> list[Fact]:
    """What the person did to shapes, series, rows and cells of a slide that was merged, and holds `after` now."""
    return [
        *_deleted(old, w, kreise), *_moved(old, w), *_of_series(old, after, w), *_of_categories(old, after),
        *_points_deleted(old, after, w),
        *_of_charts(old, w),
        *_of_table(find_table_edits(old), w),
    ]  # fmt: skip


def _deleted(old: OldSlide, w: Wording, kreise: Mapping[str, str]) -> Iterator[Fact]:
    names, gone = names_in(w), w.text("deleted")
    made, now = old.mark.slots, old.now
    if "title" in made and "title" not in now:
        yield Fact(w.text("Headline"), gone, ("title",))
    roles = [slot.partition("|")[2] for slot in made if slot.startswith("frame|")]
    missing = [role for role in roles if f"frame|{role}" not in now]
    for role in missing:
        of_panel = (role, *(f"{kind}{role}" for kind in _OF_CHART))
        yield Fact(names.get(role, role), gone, _OF_ROLE.get(role, of_panel if role not in names else (role,)))
    for number in dict.fromkeys(slot.split("|")[1] for slot in made if slot.startswith("card|")):
        if not any(slot.startswith(f"card|{number}|") for slot in now):
            yield Fact(_card_name(old, number, w), gone, (f"card|{number}|",))
    for slot in made if not {"map", "areas"} & set(missing) else ():
        kind, _, ags = slot.partition("|")
        if kind == "map" and slot not in now:
            yield Fact(kreise.get(ags, ags), gone, (slot, f"fill|{ags}"))


def _moved(old: OldSlide, w: Wording) -> Iterator[Fact]:
    names = names_in(w)
    # Panels stand by the name of what they show.
    frames = [slot.removeprefix("frame|") for slot in old.mark.slots if slot.startswith("frame|")]
    for role in (*_PLACED, *(frame for frame in frames if frame not in names)):
        slot = f"frame|{role}"
        if slot in old.mark.slots and slot in old.now:
            said = _shift(str(old.mark.slots[slot]), str(old.now[slot]), w, tall=role not in ("table", "chart"))
            if said:
                yield Fact(names.get(role, role), said)
    for slot in old.mark.slots:
        if slot.startswith("place|card|") and slot in old.now:
            said = _shift(str(old.mark.slots[slot]), str(old.now[slot]), w, tall=True)
            if said:
                yield Fact(_card_name(old, slot.rpartition("|")[2], w), said)


def _card_name(old: OldSlide, number: str, w: Wording) -> str:
    return f"{w.text('Key figure')} {w.quote(str(old.new.get(f'card|{number}|0', number)))}"


def _shift(made: str, now: str, w: Wording, *, tall: bool) -> str:
    left, top, width, height = (
        abs(float(one) - float(other)) >= _MOVED for one, other in zip(made.split(), now.split(), strict=True)
    )
    # The height of a table follows its rows, that of a chart the source below it.
    sized = width or (tall and height)
    said = [w.text("moved")] if left or top else []
    return w.join([*said, *([w.text("resized")] if sized else [])])


def _of_series(old: OldSlide, done: Slots, w: Wording) -> Iterator[Fact]:
    after, today = series_of(done), series_of(old.new)
    made = pair_names(after, today)
    for name in after:
        if name in today or "frame|chart" not in old.now:
            continue
        if name in made:
            yield Fact(w.text("Series {name}", name=w.quote(made[name])), name)
        else:
            yield Fact(w.text("Series {name}", name=w.quote(name)), w.text("added"), _slots_of_series(name))
    here = pair_names(series_of(old.mark.slots), series_of(old.now))
    for name in series_of(old.mark.slots) if "frame|chart" in old.now and series_of(old.now) else ():
        if name not in here:
            yield Fact(w.text("Series {name}", name=w.quote(name)), w.text("deleted"), _slots_of_series(name))


def _slots_of_series(name: str) -> tuple[str, ...]:
    return tuple(f"{kind}|{name}{end}" for kind in ("chart", "style", "marker", "label") for end in ("", "|"))


def _of_categories(old: OldSlide, after: Slots) -> Iterator[Fact]:
    """Names of bars or points in a line that the person typed over."""
    told: set[str] = set()
    called = pair_names(series_of(old.mark.slots), series_of(after))
    for series in series_of(old.mark.slots):
        made, now, today = (_categories(slots, series) for slots in (old.mark.slots, old.now, old.new))
        gone, strange = [n for n in made if n not in now], [n for n in now if n not in made and n not in today]
        for name, own in zip(gone, strange, strict=True) if len(gone) == len(strange) else ():
            if name not in told and "#" not in name:
                yield Fact(name, own, tuple(_slots_of(called.get(series, series), name, own)))
            told.add(name)


def _points_deleted(old: OldSlide, after: Slots, w: Wording) -> Iterator[Fact]:
    """Bars or points in a line that the person deleted, or whose numbers they cleared."""
    made, called = series_of(old.mark.slots), pair_names(series_of(old.mark.slots), series_of(after))
    found: dict[tuple[str, ...], list[str]] = {}
    for series in made:
        now = _categories(old.now, called.get(series, series))
        gone = tuple(name for name in _categories(old.mark.slots, series) if name not in now and "#" not in name)
        if now and gone and not set(now) - {*_categories(old.mark.slots, series), *_categories(old.new, series)}:
            found.setdefault(gone, []).append(called.get(series, series))
    for gone, names in found.items():
        covers = tuple(f"{kind}|{name}|{one}" for name in names for one in gone for kind in ("chart", "style"))
        said = [w.join(gone)] if len(names) == len(made) else [w.join(names), w.join(gone)]
        yield Fact(" · ".join(said), w.text("deleted"), covers)


def _slots_of(series: str, name: str, own: str) -> Iterator[str]:
    yield f"chart|{series}|{name}"
    for one in (name, own):
        yield f"style|{series}|{one}"


def _categories(slots: Slots, series: str) -> list[str]:
    head = f"chart|{series}|"
    return [slot.removeprefix(head) for slot in slots if slot.startswith(head)]


def _of_charts(old: OldSlide, w: Wording) -> Iterator[Fact]:
    """What the person gave the chart as a whole."""
    mine, theirs = content_of(old.slide), content_of(old.fresh)
    if mine is None or theirs is None or role_of(mine.name) != "chart" or role_of(theirs.name) != "chart":
        return
    place = names_in(w)["chart"]
    if _kind(mine) != _kind(theirs):
        yield Fact(place, w.text("a kind of your own"))
    own, made = mine.chart._chartSpace, theirs.chart._chartSpace
    title = "".join(text for found in own.iterfind(f"{C}chart/{C}title") for text in found.itertext(f"{A}t"))
    if title and made.find(f"{C}chart/{C}title") is None:
        yield Fact(place, w.text("own title {title}", title=w.quote(title)))
    looks = {
        "legend": (w.text("own legend"), w.text("without its legend")),
        "majorGridlines": (w.text("own lines of the grid"), w.text("without lines of the grid")),
    }
    for tag, words in looks.items():
        here, there = (next(space.iter(f"{C}{tag}"), None) is not None for space in (own, made))
        if here != there:
            yield Fact(place, words[not here])
    if _is_smooth(own) and not _is_smooth(made):
        yield Fact(place, w.text("smoothed lines"))
    for said in _own_letters(own, made, w):
        yield Fact(place, said)


def _own_letters(own: Any, made: Any, w: Wording) -> Iterator[str]:
    for name in sorted(_typefaces(own) - _typefaces(made)):
        yield w.text("own typeface {name}", name=w.quote(name))
    if _has_own_size(own) and not _has_own_size(made):
        yield w.text("own size of the words at an axis")


def _typefaces(space: Any) -> set[str]:
    # What begins with a plus is the typeface of the theme.
    named = {entry.get("typeface", "") for entry in space.iter(f"{A}latin")}
    return {name for name in named if name and not name.startswith("+")}


def _has_own_size(space: Any) -> bool:
    axes = (entry for entry in space.iter(f"{C}catAx", f"{C}valAx", f"{C}dateAx"))
    return any(letters.get("sz") for axis in axes for letters in axis.iterfind(f"{C}txPr//{A}defRPr"))


def _is_smooth(space: Any) -> bool:
    # Without a value the format means yes.
    return any(entry.get("val", "1") in ("1", "true") for entry in space.iterfind(f".//{C}ser/{C}smooth"))


def _kind(shape: Any) -> list[str]:
    area = next(shape.chart._chartSpace.iter(f"{C}plotArea"))
    turned = [entry.get("val") for entry in area.iter(f"{C}barDir")]
    return [entry.tag for entry in area if entry.tag.endswith("Chart")] + turned


def _of_table(edits: TableEdits, w: Wording) -> Iterator[Fact]:
    gone, own = w.text("deleted"), w.text("added")
    for names, said in ((edits.rows_gone, gone), (edits.rows_added, own)):
        for name in names:
            yield Fact(w.text("Row {name}", name=w.quote(_plain(name))), said, (f"cell|{name}|",))
    for names, said in ((edits.columns_gone, gone), (edits.columns_added, own)):
        for name in names:
            covers = tuple(f"cell|{row}|{name}" for row in edits.rows)
            yield Fact(w.text("Column {name}", name=w.quote(_plain(name))), said, covers)
    if edits.joined:
        covers = tuple(f"cell|{row}|{column}" for row, column in edits.joined)
        yield Fact(_cells(edits.joined, w), w.text("merged"), covers)
    for colour in dict.fromkeys(edits.coloured.values()):
        cells = [key for key, own_colour in edits.coloured.items() if own_colour == colour]
        yield Fact(_cells(cells, w), w.text("own ground {colour}", colour=f"#{colour}" if colour else "–"))


def _cells(cells: Iterable[tuple[str, str]], w: Wording) -> str:
    named = [" · ".join(_plain(part) for part in key if part) for key in cells]
    if len(named) <= _NAMED:
        return w.join(named)
    return w.plural("{n} cell", "{n} cells", len(named))


def _plain(name: str) -> str:
    return name.partition("\n")[0]

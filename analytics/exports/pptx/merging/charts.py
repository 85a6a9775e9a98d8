"""Charts: numbers of today in the person's chart, what they typed over and how they made it style stay."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from analytics.exports.pptx.memory.slots import points_of, series_name, series_of, values_of
from analytics.exports.pptx.merging.data_sheet import drop_link, patch_sheet, sheet_cells
from analytics.exports.pptx.merging.old_slide import OldSlide, describe_content, equal, pair_names
from analytics.exports.pptx.merging.point_styles import SeriesStyles, merge_styles
from analytics.exports.pptx.parts.styles import C, theme_colours

_VALUES = ("val", "xVal", "yVal")


def merge_chart(old: OldSlide, shape: Any, fresh: Any) -> None:
    """Numbers, points and data sheet of a chart; what the person changed stays."""
    own, new = shape.chart._chartSpace, fresh.chart._chartSpace
    names = _SeriesNames(old, own, new)
    theirs = {series_name(series): series for series in new.iter(f"{C}ser")}
    touched = False
    last: Any = None
    for mine in list(own.iter(f"{C}ser")):
        name = names.new_of(series_name(mine))
        if name in theirs:
            touched |= _merge_series(old, mine, theirs.pop(name), names.base_of(series_name(mine)))
            last = mine
        elif names.base_of(series_name(mine)):
            mine.getparent().remove(mine)
        else:
            touched, last = True, mine
    come = [series for name, series in theirs.items() if old.overwrite or not names.was_made(name)]
    for series in come if last is not None else ():
        last.addnext(deepcopy(series))
        last = last.getnext()
    _number_series(own)
    _take_axes(old, own, new)
    if not old.edited("look|words"):
        _swap(own, new, f"{C}txPr")
    blob = fresh.chart.part.chart_workbook.xlsx_part.blob
    blob = patch_sheet(blob, sheet_cells(own)) if touched else blob
    drop_link(shape.chart)
    shape.chart.part.chart_workbook.update_from_xlsx_blob(blob)
    describe_content(old, shape, fresh)


class _SeriesNames:
    """Which series of the slide was which when it was made, and which it is today."""

    def __init__(self, old: OldSlide, own: Any, new: Any) -> None:
        base = series_of(old.mark.slots)
        now = [series_name(series) for series in own.iter(f"{C}ser")]
        self._to_base = pair_names(now, base)
        self._to_new = pair_names(base, [series_name(series) for series in new.iter(f"{C}ser")])

    def base_of(self, name: str) -> str:
        return self._to_base.get(name, "")

    def was_made(self, name: str) -> bool:
        """Whether a series of today stood on the slide when it was made; it does not now when the person deleted it."""
        return name in self._to_new.values()

    def new_of(self, name: str) -> str:
        return self._to_new.get(self._to_base.get(name, ""), "")


def _merge_series(old: OldSlide, mine: Any, theirs: Any, base: str) -> bool:
    """Whether anything the person typed stays in it."""
    typed = _typed_points(old, mine, theirs, base) if mine.find(f"{C}xVal") is not None else None
    to_base = _base_categories(old, mine, base, points_of(theirs.find(f"{C}cat")))
    merge_styles(old, SeriesStyles(mine, theirs, base, theme_colours(old.slide), to_base))
    if typed is None:
        return _merge_categories(old, mine, theirs, base, to_base)
    for tag in _VALUES:
        _swap(mine, theirs, f"{C}{tag}")
    for place, (x, y) in typed.items():
        _write_point(mine.find(f"{C}xVal"), place, x)
        _write_point(mine.find(f"{C}yVal"), place, y)
    _take_name(mine, theirs, base)
    return bool(typed)


def _merge_categories(old: OldSlide, mine: Any, theirs: Any, base: str, to_base: dict[str, str]) -> bool:
    new = points_of(theirs.find(f"{C}cat"))
    now_names = points_of(mine.find(f"{C}cat"))
    now = {to_base[name]: points_of(values_of(mine)).get(place) for place, name in now_names.items()}
    typed = {
        name: value for name, value in now.items()
        if name in to_base.values() and not equal(_number(value), old.mark.slots.get(f"chart|{base}|{name}"))
    }  # fmt: skip
    # A point the person deleted stays without a value: what lies over the chart needs its place.
    typed |= dict.fromkeys(_deleted(old, base, to_base))
    renamed = {before: name for name, before in to_base.items() if name != before}
    added = [name for name in now if name not in new.values() and not _made_here(old, base, name)]
    if old.overwrite:
        typed, renamed, added = {}, {}, []
    for tag in ("cat", "val"):
        _swap(mine, theirs, f"{C}{tag}")
    for place, name in new.items():
        if name in typed:
            _write_point(mine.find(f"{C}val"), place, typed[name])
        if name in renamed:
            _write_point(mine.find(f"{C}cat"), place, renamed[name])
    for place, name in enumerate(added, start=len(new)):
        _add_point(mine.find(f"{C}cat"), place, name)
        _add_point(mine.find(f"{C}val"), place, now[name])
    _take_name(mine, theirs, base)
    return bool(typed or renamed or added)


def _base_categories(old: OldSlide, mine: Any, base: str, new: dict[int, str]) -> dict[str, str]:
    """Name of a category on the slide → its name when the slide was made."""
    now = list(points_of(mine.find(f"{C}cat")).values())
    made = [slot.split("|", 2)[2] for slot in old.mark.slots if slot.startswith(f"chart|{base}|")]
    gone = [name for name in made if name not in now]
    strange = [name for name in now if name not in made and name not in new.values()]
    pairs = dict(zip(strange, gone, strict=True)) if len(strange) == len(gone) else {}
    return {name: pairs.get(name, name) for name in now}


def _deleted(old: OldSlide, base: str, to_base: dict[str, str]) -> list[str]:
    made = [slot.split("|", 2)[2] for slot in old.mark.slots if slot.startswith(f"chart|{base}|")]
    return [name for name in made if name not in to_base.values()]


def _made_here(old: OldSlide, base: str, name: str) -> bool:
    return f"chart|{base}|{name}" in old.mark.slots


def _typed_points(old: OldSlide, mine: Any, theirs: Any, base: str) -> dict[int, tuple[str, str]]:
    """Points of a point chart that stand elsewhere than they were put, by their place among today's points."""
    made = {}
    for slot, value in old.mark.slots.items():
        if slot.startswith(f"chart|{base}|") and "#" in slot:
            x, _, place = slot.rpartition("|")[2].rpartition("#")
            made[int(place)] = (float(x), float(value))
    xs, ys = points_of(mine.find(f"{C}xVal")), points_of(mine.find(f"{C}yVal"))
    moved = {place: (xs[place], ys[place]) for place in made if place in xs and place in ys}
    typed = {place: pair for place, pair in moved.items() if not _same_point(pair, made[place])}
    if old.overwrite:
        return {}
    heights = points_of(theirs.find(f"{C}yVal"))
    if len(heights) == len(made):
        return typed
    # Points came or went: the row a point stands in tells which it is, where it stands there alone.
    rows = {height: [p for p in heights if equal(float(heights[p]), height)] for _, height in made.values()}
    return {rows[made[place][1]][0]: pair for place, pair in typed.items() if len(rows[made[place][1]]) == 1}


def _same_point(pair: tuple[str, str], made: tuple[float, float]) -> bool:
    return float(f"{float(pair[0]):.6g}") == made[0] and equal(round(float(pair[1]), 6), made[1])


def _number(value: str | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _write_point(values: Any, place: int, value: str | None) -> None:
    point = next((entry for entry in values.iter(f"{C}pt") if entry.get("idx") == str(place)), None)
    if point is None and value is not None:
        _add_point(values, place, value, longer=False)
    elif point is not None and value is None:
        point.getparent().remove(point)
    elif point is not None:
        point.find(f"{C}v").text = value


def _add_point(values: Any, place: int, value: str | None, *, longer: bool = True) -> None:
    count = next(values.iter(f"{C}ptCount"))
    if longer:
        count.set("val", str(place + 1))
        where = next(values.iter(f"{C}f"))
        head, _, last = where.text.rpartition("$")
        where.text = f"{head}${int(last) + 1}"
    if value is None:
        return
    point = count.makeelement(f"{C}pt", {"idx": str(place)})
    point.append(point.makeelement(f"{C}v", {}))
    point[0].text = value
    before = [entry for entry in values.iter(f"{C}pt") if int(entry.get("idx")) < place]
    (before[-1] if before else count).addnext(point)


def _take_name(mine: Any, theirs: Any, base: str) -> None:
    """The name of today, unless the person gave the series one of their own."""
    if series_name(mine) == base:
        _swap(mine, theirs, f"{C}tx")
    else:
        mine.find(f".//{C}tx//{C}f").text = theirs.find(f".//{C}tx//{C}f").text


def _swap(mine: Any, theirs: Any, tag: str) -> None:
    here, there = mine.find(tag), theirs.find(tag)
    if here is not None and there is not None:
        mine.replace(here, deepcopy(there))


def _number_series(own: Any) -> None:
    for number, series in enumerate(own.iter(f"{C}ser")):
        series.find(f"{C}idx").set("val", str(number))
        series.find(f"{C}order").set("val", str(number))


def _take_axes(old: OldSlide, own: Any, new: Any) -> None:
    """Bounds of today; the new version was drawn for those the person set. What lies over the chart needs its frame."""
    for number, (mine, theirs) in enumerate(zip(own.iter(f"{C}valAx"), new.iter(f"{C}valAx"), strict=False)):
        for tag in ("max", "min"):
            _swap(mine.find(f"{C}scaling"), theirs.find(f"{C}scaling"), f"{C}{tag}")
        if not old.edited(f"axis|{number}|majorUnit"):
            _swap(mine, theirs, f"{C}majorUnit")
    _swap(own.find(f".//{C}plotArea"), new.find(f".//{C}plotArea"), f"{C}layout")

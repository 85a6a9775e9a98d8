"""Every text and number of a slide made here, by place, as it stands in the file now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analytics.exports.pptx.names import role_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Slots = dict[str, str | float]


def read_slots(slide: Any) -> Slots:
    """Texts and numbers by place: ``title``, ``chart|series|category``, ``map|ags`` and so on."""
    slots: Slots = {}
    title = slide.shapes.title
    if title is not None:
        slots["title"] = title.text_frame.text
    for shape in slide.shapes:
        slots.update(_shape_slots(shape))
    if slide.has_notes_slide:
        slots["notes"] = slide.notes_slide.notes_text_frame.text if slide.notes_slide.notes_text_frame else ""
    return slots


def _shape_slots(shape: Any) -> Iterator[tuple[str, str | float]]:
    role = role_of(shape.name)
    if role == "chart" and shape.has_chart:
        yield from chart_slots(shape.chart._chartSpace)
    elif role == "table" and shape.has_table:
        yield from _table_slots(shape.table)
    elif hasattr(shape, "shapes"):
        yield from _group_slots(shape, role)
    elif role == "card":
        for number, paragraph in enumerate(shape.text_frame.paragraphs):
            yield f"card|{shape.name.partition(':')[0].split()[-1]}|{number}", paragraph.text
    elif role in ("subtitle", "source", "remark", "rest") and shape.has_text_frame:
        yield role, shape.text_frame.text


def _table_slots(table: Any) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            yield f"table|{number}|{column}", cell.text


def _group_slots(group: Any, role: str) -> Iterator[tuple[str, str]]:
    if role in ("map", "areas"):
        for area in group.shapes:
            ags = area.name.partition(" ")[0]
            yield f"map|{ags}", _description(area)
            yield f"fill|{ags}", fill_of(area)
    elif role == "labels":
        yield "labels", " ".join(inner.text_frame.text for inner in group.shapes if inner.has_text_frame)


def _description(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr", ""))


def fill_of(shape: Any) -> str:
    """Colour of an area, ``hatch`` for a pattern, empty for anything else."""
    style = shape._element.spPr
    if style.find(f"{_A}pattFill") is not None:
        return "hatch"
    plain = style.find(f"{_A}solidFill/{_A}srgbClr")
    return str(plain.get("val")).upper() if plain is not None else ""


def chart_slots(space: Any) -> Iterator[tuple[str, float]]:
    """Numbers of a chart by series and category (or place of the point)."""
    for series in space.iter(f"{_C}ser"):
        name = "".join(series.find(f"{_C}tx").itertext("{*}v")) if series.find(f"{_C}tx") is not None else ""
        names = points_of(series.find(f"{_C}cat"))
        values = series.find(f"{_C}val")
        xs = points_of(series.find(f"{_C}xVal"))
        for place, value in points_of(values if values is not None else series.find(f"{_C}yVal")).items():
            where = names.get(place) or (f"{float(xs[place]):.6g}#{place}" if place in xs else str(place))
            yield f"chart|{name}|{where}", round(float(value), 6)


def points_of(values: Any) -> dict[int, str]:
    """Cached values of a reference by place."""
    if values is None:
        return {}
    return {int(point.get("idx")): point.findtext(f"{_C}v", "") for point in values.iter(f"{_C}pt")}

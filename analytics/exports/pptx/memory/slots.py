"""Every text and number of a slide made here, by place, as it stands in the file now."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from analytics.exports.pptx.parts.names import LONGEST_NAME, role_of, without_mark
from analytics.exports.pptx.parts.styles import A, C, Theme, digest, digest_words, label_style, theme_colours
from analytics.exports.pptx.parts.words import plain_headline

AXIS = ("min", "max", "majorUnit")
# Groups whose single labels a person moves, styles or deletes.
LABELLED = ("labels", "legend")
# What says its content to those who cannot see it, in words a person may have written better.
_DESCRIBED = ("chart", "table", "map", "areas")
_POINT, TEXT_BOX = 12700, 17
HATCH, OTHER = "hatch", "other"
_FILLS = ("solidFill", "gradFill", "blipFill")
Slots = dict[str, str | float]


def read_slots(slide: Any) -> Slots:
    """Texts and numbers by place: ``title``, ``chart|series|category``, ``map|ags`` and so on."""
    slots: Slots = {}
    title = slide.shapes.title
    if title is not None:
        slots["title"] = plain_headline(title.text_frame.text)
    for shape in slide.shapes:
        slots.update(read_shape(shape, slide))
    if slide.has_notes_slide:
        frame = slide.notes_slide.notes_text_frame
        slots["notes"] = without_mark(frame.text) if frame else ""
    return slots


def read_frames(slide: Any) -> dict[str, str]:
    """Where our shapes stand."""
    return {f"frame|{name}": frame_word(shape) for shape in slide.shapes if (name := frame_name(shape))}


def panel_of(shape: Any) -> str:
    """What the chart of a panel is called; empty for a chart that shows its figure alone, and for any other shape."""
    head, _, name = shape.name.partition(" · ")
    return name if name and shape.has_chart and role_of(head) == "chart" else ""


def frame_name(shape: Any) -> str:
    """By what the place of a shape is remembered; nothing for cards, and for shapes of the person's own."""
    role = role_of(shape.name)
    return panel_of(shape) or role if role != "card" else ""


def read_shape(shape: Any, slide: Any) -> Iterator[tuple[str, str | float]]:
    """Texts and numbers of one shape by place; nothing of a shape the person added."""
    role = role_of(shape.name)
    if name := frame_name(shape):
        yield f"frame|{name}", frame_word(shape)
    yield from _alternative(shape, role)
    if role == "chart" and shape.has_chart:
        yield from chart_slots(shape.chart._chartSpace)
        yield from style_slots(shape.chart._chartSpace, theme_colours(slide))
    elif role == "table" and shape.has_table:
        yield from _table_slots(shape.table)
    elif hasattr(shape, "shapes"):
        yield from _group_slots(shape, role)
    elif role == "card":
        for number, paragraph in enumerate(shape.text_frame.paragraphs):
            yield f"card|{card_number(shape)}|{number}", plain_headline(paragraph.text)
        yield f"place|card|{card_number(shape)}", frame_word(shape)
        yield f"look|card|{card_number(shape)}", label_style(shape)
    elif role in ("subtitle", "heading", "source", "remark", "rest") and shape.has_text_frame:
        yield role, plain_headline(shape.text_frame.text)


def _alternative(shape: Any, role: str) -> Iterator[tuple[str, str]]:
    if role in _DESCRIBED:
        yield f"alt|{frame_name(shape)}", str(_properties(shape).get("descr", ""))


def card_number(card: Any) -> str:
    """Which card of the slide it is, from 1."""
    return str(card.name.partition(":")[0].split()[-1])


def _table_slots(table: Any) -> Iterator[tuple[str, str]]:
    for name, lengths in (("columns", [c.width for c in table.columns]), ("rows", [r.height for r in table.rows])):
        yield f"size|{name}", place_word(*lengths)
    cells = [(number, column, cell) for number, row in enumerate(table.rows) for column, cell in enumerate(row.cells)]
    for number, column, cell in cells:
        yield f"table|{number}|{column}", _text_of(cell)
    for number, column, cell in cells:
        ground = ground_of(cell._tc)
        if ground:
            yield f"ground|{number}|{column}", ground


def _text_of(cell: Any) -> str:
    """As python-pptx reads it, which is slow, but for words that nothing divides."""
    words = cell._tc.findall(f"{A}txBody/{A}p/{A}r/{A}t")
    is_plain = len(words) == 1 and len(cell._tc[0].findall(f"{A}p")) == 1 and cell._tc.find(f".//{A}br") is None
    return words[0].text or "" if is_plain and cell._tc.find(f".//{A}fld") is None else str(cell.text)


def ground_of(cell: Any) -> str:
    """Colour of the ground of a cell; empty for none."""
    plain = cell.find(f"{A}tcPr/{A}solidFill")
    return "".join(str(entry.get("val")).upper() for entry in plain) if plain is not None else ""


def _group_slots(group: Any, role: str) -> Iterator[tuple[str, str]]:
    if role in ("map", "areas"):
        for area in group.shapes:
            own = _properties(area)
            ags = str(own.get("name", "")).partition(" ")[0]
            yield f"map|{ags}", str(own.get("descr", ""))
            yield f"fill|{ags}", fill_of(area)
        return
    if role in LABELLED:
        for name, inner in text_labels(group).items():
            yield f"place|{role}|{name}", place_word(inner.left, inner.top)
            yield f"look|{role}|{name}", label_style(inner)
    if role == "labels":
        shapes = list(group.shapes)
        yield "labels", " ".join(inner.text_frame.text for inner in shapes if inner.has_text_frame)
        for inner in shapes:
            if is_retyped(inner):
                yield f"words|{inner.name}", " ".join(inner.text_frame.text.split())


def place_word(*lengths: int) -> str:
    """Where a shape stands, in tenths of a point."""
    return " ".join(f"{length / _POINT:.1f}" for length in lengths)


def frame_word(shape: Any) -> str:
    """Where a shape stands and how large it is."""
    return place_word(shape.left, shape.top, shape.width, shape.height)


def text_labels(group: Any) -> dict[str, Any]:
    """The text boxes of a group by what they said when they were made; the second of a kind is called so."""
    found: dict[str, Any] = {}
    times: dict[str, int] = {}
    for inner in group.shapes:
        if _is_label(inner):
            name = str(_properties(inner).get("name", ""))
            times[name] = times.get(name, 0) + 1
            found[name if times[name] == 1 else f"{name}\n{times[name]}"] = inner
    return found


def _is_label(shape: Any) -> bool:
    """LibreOffice makes plain shapes with words of text boxes in a group."""
    return shape.has_text_frame and bool(shape.shape_type == TEXT_BOX or shape.text_frame.text.strip())


def is_retyped(label: Any) -> bool:
    """Whether a label says something else than when it was made: its name still does."""
    if not _is_label(label):
        return False
    name = str(_properties(label).get("name", ""))
    written, made = " ".join(label.text_frame.text.split()), " ".join(name.split())
    return not (written or "–").startswith(made) if len(name) >= LONGEST_NAME else made != (written or "–")


def _properties(shape: Any) -> Any:
    """Where name and text alternative stand: asking python-pptx for them is a search through the shape each time."""
    return shape._element[0][0]


def fill_of(shape: Any) -> str:
    """Colour of an area, ``hatch`` for a pattern, ``other`` for a colour of the theme, a picture or a course."""
    style = shape._element.spPr
    if style.find(f"{A}pattFill") is not None:
        return HATCH
    plain = style.find(f"{A}solidFill/{A}srgbClr")
    if plain is None:
        return OTHER if any(style.find(f"{A}{tag}") is not None for tag in _FILLS) else ""
    return str(plain.get("val")).upper()


def chart_slots(space: Any) -> Iterator[tuple[str, float]]:
    """Numbers of a chart by series and category (or place of the point)."""
    for series in space.iter(f"{C}ser"):
        values = points_of(values_of(series))
        for place, slot in point_slots(series).items():
            yield slot, round(float(values[place]), 6)


def series_of(slots: Slots) -> list[str]:
    """Names of the series of a chart, in order."""
    return list(dict.fromkeys(slot.split("|")[1] for slot in slots if slot.startswith("chart|")))


def with_series(slots: Slots, names: Mapping[str, str]) -> Slots:
    """The slots with the series of a chart called by other names."""
    renamed: Slots = {}
    for slot, value in slots.items():
        kind, *rest = slot.split("|")
        if kind in ("chart", "style", "marker", "label") and rest[0] in names:
            slot = "|".join([kind, names[rest[0]], *rest[1:]])
        renamed[slot] = value
    return renamed


def point_slots(series: Any) -> dict[int, str]:
    """Slot of each number of a series by place."""
    name, names = series_name(series), points_of(series.find(f"{C}cat"))
    across = {place: f"{float(x):.6g}#{place}" for place, x in points_of(series.find(f"{C}xVal")).items()}
    named = across | names
    return {place: f"chart|{name}|{named.get(place, place)}" for place in points_of(values_of(series))}


def style_slots(space: Any, colours: Theme) -> Iterator[tuple[str, str | float]]:
    """Looks of series and of points that differ, words of labels, bounds of axes."""
    for series in space.iter(f"{C}ser"):
        name, names = series_name(series), points_of(series.find(f"{C}cat"))
        yield f"style|{name}", digest(series.find(f"{C}spPr"), colours)
        if series.find(f"{C}marker") is not None:
            yield f"marker|{name}", digest(series.find(f"{C}marker"), colours)
        for point in series.findall(f"{C}dPt"):
            yield f"style|{name}|{_point_name(point, names)}", digest(point_style(point), colours)
        for label in series.iterfind(f"{C}dLbls/{C}dLbl"):
            words = "".join(label.itertext(f"{A}t"))
            if words:
                yield f"label|{name}|{_point_name(label, names)}", words
    yield "look|words", digest_words(space)
    yield from _axis_slots(space)


def _point_name(entry: Any, names: dict[int, str]) -> str:
    place = int(entry.find(f"{C}idx").get("val"))
    return names.get(place) or f"#{place}"


def _axis_slots(space: Any) -> Iterator[tuple[str, float]]:
    for number, axis in enumerate(space.iter(f"{C}valAx")):
        for tag in AXIS:
            bound = axis.find(f".//{C}{tag}")
            if bound is not None:
                yield f"axis|{number}|{tag}", round(float(bound.get("val")), 6)


def point_style(point: Any) -> Any:
    """What says how a point looks: its marker, else its fill and edge."""
    marker = point.find(f"{C}marker")
    return marker if marker is not None else point.find(f"{C}spPr")


def series_name(series: Any) -> str:
    """Name of a series as it stands in the chart."""
    head = series.find(f"{C}tx")
    return "".join(head.itertext("{*}v")) if head is not None else ""


def values_of(series: Any) -> Any:
    """The values of a series: of its categories, else the vertical ones of its points."""
    values = series.find(f"{C}val")
    return values if values is not None else series.find(f"{C}yVal")


def points_of(values: Any) -> dict[int, str]:
    """Cached values of a reference by place; nothing for a number that is none.

    PowerPoint caches the error of a cell as a point ("#N/A"), other programs a cell without a number as an empty one.
    """
    if values is None:
        return {}
    found = {int(point.get("idx")): point.findtext(f"{C}v", "") for point in values.iter(f"{C}pt")}
    is_numeric = values.find(f"{C}numRef") is not None or values.find(f"{C}numLit") is not None
    return {place: text for place, text in found.items() if not is_numeric or _is_number(text)}


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False

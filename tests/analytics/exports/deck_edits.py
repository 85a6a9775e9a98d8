"""What a person may do to a slide, each with the places where it may then differ from one made anew."""

import io
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

import openpyxl
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.util import Pt

from analytics.exports.pptx.memory.slots import point_slots, read_slots
from analytics.exports.pptx.parts.names import role_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PICTURE = 13
OVER = ("labels", "backdrop", "legend", "members", "added", "flows", "lines", "gemeinden")
CONTENT = ("chart", "table", "map", "areas")
MAGENTA = RGBColor(0xFF, 0x00, 0xFF)
Pick = Callable[[Sequence[Any]], Any]
# Roles of shapes, or slots, that may differ afterwards.
Touched = set[str]


def of_role(slide, *roles):
    return [shape for shape in slide.shapes if role_of(shape.name) in roles]


def numbers(slide):
    """Series, place and slot of every number of a chart."""
    return [
        (series, place, slot)
        for shape in of_role(slide, "chart")
        for series in shape.chart._chartSpace.iter(f"{C}ser")
        for place, slot in point_slots(series).items()
        if series.find(f"{C}cat") is not None
    ]


def chart_with(slide, series):
    """The chart of a slide that a series stands in."""
    charts = [shape.chart for shape in of_role(slide, "chart")]
    return next(chart for chart in charts if chart._chartSpace in series.iterancestors())


def labels(slide):
    """Text boxes over a chart or a map whose words no other one has."""
    found = [s for group in of_role(slide, "labels") for s in group.shapes if s.has_text_frame and s.text_frame.text]
    words = [shape.name for shape in found]
    return [shape for shape in found if words.count(shape.name) == 1]


def retype_text(slide, pick: Pick) -> Touched:
    role = pick(["title", *(role for role in ("subtitle", "source") if of_role(slide, role)), "notes"])
    if role == "title":
        slide.shapes.title.text_frame.text = "Meine Worte"
    elif role == "notes":
        slide.notes_slide.notes_text_frame.text = "Meine Worte"
    else:
        of_role(slide, role)[0].text_frame.paragraphs[0].runs[0].text = "Meine Worte"
    return {role}


def retype_number(slide, pick: Pick) -> Touched:
    series, place, slot = pick(numbers(slide))
    values = series.find(f"{C}val")
    next(point for point in values.iter(f"{C}pt") if point.get("idx") == str(place))[0].text = "7.25"
    return {slot}


def retype_sheet(slide, pick: Pick) -> Touched:
    series, place, slot = pick(numbers(slide))
    column = series.find(f"{C}val").findtext(f".//{C}f").partition("$")[2].partition("$")[0]
    part = chart_with(slide, series).part.chart_workbook
    book = openpyxl.load_workbook(io.BytesIO(part.xlsx_part.blob))
    book.active[f"{column}{place + 2}"] = 7.25
    buffer = io.BytesIO()
    book.save(buffer)
    part.update_from_xlsx_blob(buffer.getvalue())
    return {slot}


def retype_cell(slide, pick: Pick) -> Touched:
    table = of_role(slide, "table")[0].table
    row, column = pick(range(1, len(table.rows))), pick(range(1, len(table.columns)))
    paragraph = table.cell(row, column).text_frame.paragraphs[0]
    paragraph.runs[0].text = "Mein Wort"
    return {"table"}


def retype_card(slide, pick: Pick) -> Touched:
    card = pick(of_role(slide, "card"))
    place = pick(range(len(card.text_frame.paragraphs)))
    card.text_frame.paragraphs[place].runs[0].text = "Mein Wort"
    return {f"card|{card.name.partition(':')[0].split()[-1]}|{place}"}


def retype_label(slide, pick: Pick) -> Touched:
    label = pick(labels(slide))
    label.text_frame.paragraphs[0].runs[0].text = "Mein Wort"
    return {"label", label.name}


def move_label(slide, pick: Pick) -> Touched:
    label = pick(labels(slide))
    label.left, label.top = label.left + Pt(31), label.top - Pt(17)
    return {"label", label.name}


def style_label(slide, pick: Pick) -> Touched:
    label = pick(labels(slide))
    for paragraph in label.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(23), MAGENTA
    return {"label", label.name}


def delete_label(slide, pick: Pick) -> Touched:
    label = pick(labels(slide))
    label._element.getparent().remove(label._element)
    return {"label", label.name}


def recolour_point(slide, pick: Pick) -> Touched:
    series, place, slot = pick(numbers(slide))
    chart = chart_with(slide, series)
    one = next(one for plot in chart.plots for one in plot.series if one._element is series)
    point = one.points[place]
    shown = point.marker.format if series.find(f"{C}marker") is not None else point.format
    shown.fill.solid()
    shown.fill.fore_color.rgb = MAGENTA
    return {slot.replace("chart|", "style|", 1)}


def recolour_area(slide, pick: Pick) -> Touched:
    area = pick([shape for group in of_role(slide, "map") for shape in group.shapes])
    area.fill.solid()
    area.fill.fore_color.rgb = MAGENTA
    return {f"fill|{area.name.partition(' ')[0]}"}


def move_content(slide, pick: Pick) -> Touched:
    shape = pick(of_role(slide, *CONTENT))
    shape.left, shape.top = shape.left + Pt(20), shape.top + Pt(10)
    return {"frame"}


def delete_shape(slide, pick: Pick) -> Touched:
    shape = pick(of_role(slide, "subtitle", *OVER))
    role = role_of(shape.name)
    shape._element.getparent().remove(shape._element)
    return {f"gone {role}"}


def add_shape(slide, pick: Pick) -> Touched:
    box = slide.shapes.add_textbox(Pt(10), Pt(10), Pt(90), Pt(20))
    box.name, box.text_frame.text = "Mein Kasten", "Bitte bis Freitag"
    return {"Mein Kasten"}


EDITS = (
    retype_text, retype_number, retype_sheet, retype_cell, retype_card, retype_label, move_label, style_label,
    delete_label, recolour_point, recolour_area, move_content, delete_shape, add_shape,
)  # fmt: skip


def possible(slide) -> list[Any]:
    """Edits that the slide has something for."""
    needs = {
        delete_shape: lambda s: of_role(s, "subtitle", *OVER),
        retype_number: numbers, retype_sheet: numbers, recolour_point: numbers,
        **dict.fromkeys((retype_label, move_label, style_label, delete_label), labels),
        retype_cell: lambda s: of_role(s, "table"), retype_card: lambda s: of_role(s, "card"),
        recolour_area: lambda s: of_role(s, "map"), move_content: lambda s: of_role(s, *CONTENT),
    }  # fmt: skip
    return [edit for edit in EDITS if edit not in needs or needs[edit](slide)]


def parts(slide) -> dict[str, bytes]:
    """XML of every shape by its name, with the chart and the cells behind it; numbers of shapes left out."""
    found = {shape.name: _plain(shape) for shape in slide.shapes if shape.shape_type != _PICTURE}
    found["notes"] = slide.notes_slide.notes_text_frame.text.encode()
    return found


def _plain(shape) -> bytes:
    element = deepcopy(shape._element)
    for entry in element.iter("{*}cNvPr"):
        entry.attrib.pop("id", None)
    for entry in element.iter(f"{C}chart"):
        entry.attrib.clear()
    for entry in [*element.iter("{*}endParaRPr")]:
        entry.attrib.pop("dirty", None)
    xml = etree.tostring(element, method="c14n")
    if shape.has_chart:
        space = deepcopy(shape.chart._chartSpace)
        for entry in space.findall(f"{C}externalData"):
            entry.attrib.clear()
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        cells = [list(row) for row in book.active.iter_rows(values_only=True)]
        xml += etree.tostring(space, method="c14n") + repr(cells).encode()
    return xml


def differing_slots(one, other) -> set[str]:
    mine, theirs = read_slots(one), read_slots(other)
    return {slot for slot in mine.keys() | theirs.keys() if mine.get(slot) != theirs.get(slot)}

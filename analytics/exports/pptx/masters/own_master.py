"""Makes our own 16:9 master: ``python -m analytics.exports.pptx.masters.own_master`` writes static/template."""

from __future__ import annotations

import io
from typing import Any

from lxml import etree

from analytics.exports.pptx.masters.template import OWN
from analytics.exports.pptx.parts.shapes import NAMESPACES
from analytics.exports.pptx.parts.styles import A
from analytics.figure import theme

WIDTH, HEIGHT = 12192000, 6858000
LEFT, RIGHT = 548640, 11643360
FONT = "Figtree"
_NAMES = {"Title Only": "Überschrift und Inhalt", "Title Slide": "Titelfolie", "Section Header": "Abschnitt"}
# Top, height, size, anchor and colour of the words of cover and section.
_TITLE, _DETAILS = (1600200, 1828800, 4000, "b", "tx1"), (3566160, 1371600, 1800, "t", "tx2")
_LARGE = {"ctrTitle": _TITLE, "title": _TITLE, "subTitle": _DETAILS, "body": _DETAILS}


def write_master() -> bytes:
    """The master as a presentation without slides; fonts are named, not embedded."""
    from pptx import Presentation
    from pptx.util import Emu

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(WIDTH), Emu(HEIGHT)
    master = presentation.slide_masters[0]
    layouts = list(master.slide_layouts)
    for layout in layouts:
        if layout.name not in _NAMES:
            master.slide_layouts.remove(layout)
    _set_theme(master)
    _set_master(master)
    for layout in master.slide_layouts:
        _set_layout(layout)
    presentation.core_properties.title = "Ankommen-Atlas"
    presentation.core_properties.author = "Ankommen-Atlas"
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _set_theme(master: Any) -> None:
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    root.set("name", "Ankommen-Atlas")
    colours = {
        "dk1": theme.INK, "lt1": theme.CARD, "dk2": theme.INK_QUIET, "lt2": theme.SAND, "accent1": theme.GREEN,
        "accent2": theme.SERIES[1], "accent3": theme.SERIES[2], "accent4": theme.SERIES[3], "accent5": theme.SERIES[4],
        "accent6": theme.GAIN[3], "hlink": theme.GREEN, "folHlink": theme.SERIES[4],
    }  # fmt: skip
    for name, value in colours.items():
        slot = root.find(f".//{A}clrScheme/{A}{name}")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{A}srgbClr", val=value.lstrip("#").upper())
    for kind in ("majorFont", "minorFont"):
        font = root.find(f".//{A}{kind}")
        font.find(f"{A}latin").set("typeface", FONT)
        for child in font.findall(f"{A}font"):
            font.remove(child)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_master(master: Any) -> None:
    places = {
        "title": (LEFT, 384048, RIGHT - LEFT, 868680),
        "body": (LEFT, 1280160, RIGHT - LEFT, 4937760),
        "dt": (RIGHT - 2514600, 6473952, 1554480, 228600),
        "ftr": (LEFT, 6473952, 8412480, 228600),
        "sldNum": (RIGHT - 914400, 6473952, 914400, 228600),
    }
    for shape in master.placeholders:
        kind = shape._element.xpath(".//p:ph/@type")[0]
        shape.left, shape.top, shape.width, shape.height = places[kind]
        body = shape._element.txBody.bodyPr
        for side in ("lIns", "rIns"):
            body.set(side, "0")
        if kind == "title":
            body.set("anchor", "t")
            _no_autofit(body)
    root = master._element
    root.cSld.spTree.insert_element_before(_bar(), "p:extLst")
    title = root.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr")[0]
    title.set("algn", "l")
    size = title.find(f"{A}defRPr")
    size.set("sz", "2400")
    size.set("b", "1")
    for kind, side in (("sldNum", "r"), ("ftr", "l"), ("dt", "r")):
        for shape in root.xpath(f".//p:sp[.//p:ph[@type='{kind}']]//a:lvl1pPr"):
            shape.set("algn", side)


def _no_autofit(body: Any) -> None:
    for child in list(body):
        body.remove(child)
    etree.SubElement(body, f"{A}noAutofit")


def _bar() -> Any:
    """A green stroke above the title."""
    return etree.fromstring(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="90" name="Akzent" descr=""/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{LEFT}" y="310896"/><a:ext cx="548640" cy="45720"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p>"
        "</p:txBody></p:sp>"
    )


def _set_words(body: Any, size: int, anchor: str, ink: str) -> None:
    """Size, colour and place of the words of a title slide, all on the left."""
    body.bodyPr.set("anchor", anchor)
    _no_autofit(body.bodyPr)
    style = body.find(f"{A}lstStyle")
    for child in list(style):
        style.remove(child)
    level = etree.SubElement(style, f"{A}lvl1pPr", marL="0", indent="0", algn="l")
    etree.SubElement(level, f"{A}buNone")
    words = etree.SubElement(level, f"{A}defRPr", sz=str(size), cap="none")
    etree.SubElement(etree.SubElement(words, f"{A}solidFill"), f"{A}schemeClr", val=ink)


def _set_layout(layout: Any) -> None:
    old = layout.name
    layout._element.cSld.set("name", _NAMES[old])
    for shape in layout.placeholders:
        kind = shape._element.xpath(".//p:ph/@type")[0]
        if old != "Title Only" and kind in _LARGE:
            top, height, size, anchor, ink = _LARGE[kind]
            shape.left, shape.top, shape.width, shape.height = LEFT, top, RIGHT - LEFT, height
            _set_words(shape._element.txBody, size, anchor, ink)
        else:
            frame = shape._element.spPr.find(f"{A}xfrm")
            if frame is not None:
                shape._element.spPr.remove(frame)


if __name__ == "__main__":
    OWN.parent.mkdir(parents=True, exist_ok=True)
    OWN.write_bytes(write_master())

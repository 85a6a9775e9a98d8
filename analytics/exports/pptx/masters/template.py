"""The master a deck is built on: our own, or the person's template, checked before anything reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from analytics.exports.presentation.pairs import Side
from data.errors import ExportError

OWN = Path(__file__).parents[4] / "static" / "template" / "ankommen-atlas.pptx"
MOST_MB, MOST_UNPACKED_MB, MOST_PARTS = 50, 400, 6000
POINT = 12700
_POINTS_PER_CM = 72 / 2.54
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATES = (
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
)
_RUNS = ("vbaproject", "activex", "vbadata", ".exe", ".dll")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Master:
    """A presentation without slides and the layout that is used.

    Attributes:
        presentation: python-pptx's presentation.
        layout: the layout of every slide.
        area: left, top, right and bottom of the room below the title, in points.
        title: left, top, right and bottom of the title.
        title_size: size of the title's words in points.
        headline_size: size of the headlines of this deck, the same on every slide.
        own: whether it is our own master.
        side: which half of the slide the area is, left or right; empty for all of it.
    """

    presentation: Any
    layout: Any
    area: tuple[float, float, float, float]
    title: tuple[float, float, float, float]
    title_size: float
    headline_size: float
    own: bool
    side: Side = ""


@lru_cache(maxsize=1)
def _own_bytes() -> bytes:
    return OWN.read_bytes()


def open_master(template: bytes | None = None) -> Master:
    """Our own master, or the person's template without its sample slides.

    Raises:
        ExportError: file_too_large, file_macros, file_broken, file_external, template_no_layout or template_too_small.
    """
    presentation = open_presentation(template) if template is not None else _load(_own_bytes())
    _drop_slides(presentation)
    return master_of(presentation, own=template is None)


def master_of(presentation: Any, *, own: bool = False) -> Master:
    """The master a presentation has, with the layout for slides of figures.

    Raises:
        ExportError: template_no_layout.
    """
    layout, area, title = _pick_layout(presentation)
    size = title_size(layout)
    return Master(presentation, layout, area, title, size, size, own)


def open_presentation(content: bytes, *, links: bool = False) -> Any:
    """A presentation from outside.

    Args:
        content: the file.
        links: whether charts, films or pictures may be kept in other files, which nobody opens here; a deck goes
            back to the person whose links they are, a template to everybody.

    Raises:
        ExportError: file_too_large, file_macros, file_broken or file_external.
    """
    return _load(_checked(content, links=links))


def _load(content: bytes) -> Any:
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        presentation = Presentation(io.BytesIO(content))
        # What is broken further inside shows when it is walked through once.
        for master in presentation.slide_masters:
            for layout in master.slide_layouts:
                list(layout.placeholders)
    except (
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
        etree.LxmlError,
        PythonPptxError,
        zipfile.BadZipFile,
    ):
        raise ExportError(code="file_broken") from None
    _drop_unlisted(presentation)
    return presentation


def _drop_unlisted(presentation: Any) -> None:
    """Slides some tools leave behind when they delete one go: their names would be given to others a second time."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    ids = presentation.part._element.sldIdLst
    listed = {entry.rId for entry in ids} if ids is not None else set()
    left = [key for key, rel in presentation.part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.SLIDE]
    for key in left:
        if key not in listed:
            presentation.part.rels.pop(key)


def _checked(content: bytes, *, links: bool) -> bytes:
    if len(content) > MOST_MB * 1_000_000:
        raise ExportError(code="file_too_large", found_mb=round(len(content) / 1e6), most_mb=MOST_MB)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _without_template_type(archive, content, links=links)
    except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, NotImplementedError, OSError, etree.LxmlError):
        raise ExportError(code="file_broken") from None


def _without_template_type(archive: zipfile.ZipFile, content: bytes, *, links: bool) -> bytes:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_MB * 1_000_000:
        raise ExportError(
            code="file_too_large", found_mb=round(sum(p.file_size for p in parts) / 1e6), most_mb=MOST_UNPACKED_MB
        )
    types = archive.read("[Content_Types].xml")
    if any(word in part.filename.lower() for part in parts for word in _RUNS) or b"macroEnabled" in types:
        raise ExportError(code="file_macros")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_part(part.filename, archive.read(part), links=links)
    wanted = types
    for name in _TEMPLATES:
        wanted = wanted.replace(name.encode(), _MAIN.encode())
    return content if wanted == types else _with_types(archive, wanted)


def _check_part(name: str, content: bytes, *, links: bool) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ExportError(code="file_broken")
    if not name.endswith(".rels") or links:
        return
    for relation in _parsed(content).iter(_RELATION):
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            raise ExportError(code="file_external", value=relation.get("Target", ""))


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _with_types(archive: zipfile.ZipFile, types: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            copy.writestr(part.filename, types if part.filename == "[Content_Types].xml" else archive.read(part))
    return buffer.getvalue()


def _drop_slides(presentation: Any) -> None:
    """Sample slides go, and with them the lists that name them: a list of missing slides is a damaged file."""
    root = presentation.part._element
    ids = presentation.slides._sldIdLst
    for entry in list(ids):
        presentation.part.drop_rel(entry.rId)
        ids.remove(entry)
    for element in list(root.iter()):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in ("custShowLst",) or (name == "ext" and _names_sections(element)):
            element.getparent().remove(element)


def _names_sections(element: Any) -> bool:
    return any(isinstance(child.tag, str) and etree.QName(child).localname == "sectionLst" for child in element.iter())


def _pick_layout(presentation: Any) -> tuple[Any, tuple[float, float, float, float], tuple[float, float, float, float]]:
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    best: tuple[float, Any, Any, Any] | None = None
    small: tuple[float, str, float, float] = (0.0, "", 0.0, 0.0)
    for layout in (entry for master in presentation.slide_masters for entry in master.slide_layouts):
        holders = list(layout.placeholders)
        titles = [holder for holder in holders if holder.placeholder_format.type == KIND.TITLE]
        if len(titles) != 1:
            continue
        content = [h for h in holders if h.placeholder_format.type in (KIND.OBJECT, KIND.BODY, KIND.VERTICAL_OBJECT)]
        area, title = _room(presentation, layout, titles[0], content)
        area = _beside_decoration(presentation, layout, area)
        # Fields that reach beyond the page are cut to it.
        area = (max(area[0], 12), area[1], min(area[2], presentation.slide_width / POINT - 12), area[3])
        width, height = area[2] - area[0], area[3] - area[1]
        page = presentation.slide_width / POINT * (presentation.slide_height / POINT)
        share = width * height / page
        # A title down the side of the page, or without a height, leaves no room for a headline.
        aside = title[2] - title[0] < 0.4 * presentation.slide_width / POINT or title[3] - title[1] < 18
        if aside:
            continue
        if share < 0.35 or width < 240 or height < 150:
            small = max(small, (share, layout.name, width, height))
            continue
        # Nothing but a title leaves the most freedom; one field of content is the next best.
        score = share - 0.3 * max(0, len(content) - 1) - 0.05 * len(content)
        if best is None or score > best[0]:
            best = (score, layout, area, title)
    if best is None and small[1]:
        wide, tall = (round(side / _POINTS_PER_CM, 1) for side in small[2:])
        raise ExportError(code="template_too_small", value=small[1], width_cm=wide, height_cm=tall)
    if best is None:
        raise ExportError(code="template_no_layout")
    return best[1], best[2], best[3]


def _room(presentation: Any, layout: Any, title: Any, content: list[Any]) -> Any:
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    page_width, page_height = presentation.slide_width / POINT, presentation.slide_height / POINT
    head = _extent(title) or (page_width * 0.05, page_height * 0.05, page_width * 0.95, page_height * 0.18)
    feet = [
        extent[1] for holder in layout.placeholders
        if holder.placeholder_format.type in (KIND.FOOTER, KIND.SLIDE_NUMBER, KIND.DATE)
        and (extent := _extent(holder)) and extent[1] > page_height * 0.75
    ]  # fmt: skip
    bottom = min([*feet, page_height * 0.96]) - 4
    fields = [extent for holder in content if (extent := _extent(holder))]
    if len(fields) == 1 and fields[0][1] > head[1]:
        left, top, right, low = fields[0]
        return (left, max(top, head[3]) if top < head[3] + 40 else top, right, max(low, min(bottom, low + 30))), head
    return (head[0], head[3] + 6, max(head[2], page_width - head[0]), bottom), head


def _beside_decoration(
    presentation: Any, layout: Any, area: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The room without bands and logos of master and layout at the foot and down the sides."""
    page_width, page_height = presentation.slide_width / POINT, presentation.slide_height / POINT
    left, top, right, bottom = area
    for shape in decoration(layout):
        extent = _extent(shape)
        # What covers most of the page is its ground.
        if extent is None or (extent[2] - extent[0]) * (extent[3] - extent[1]) > 0.6 * page_width * page_height:
            continue
        tall = extent[3] - extent[1] > 0.4 * page_height
        if extent[1] > 0.6 * page_height and extent[0] < right and extent[2] > left:
            bottom = min(bottom, extent[1] - 4)
        elif tall and extent[2] < 0.25 * page_width:
            left = max(left, extent[2] + 8)
        elif tall and extent[0] > 0.75 * page_width:
            right = min(right, extent[0] - 8)
    return left, top, right, bottom


def decoration(layout: Any) -> Iterator[Any]:
    """Shapes of the layout, and of its master where the layout shows them, that hold nobody's content."""
    shown = [layout] if layout._element.get("showMasterSp") == "0" else [layout.slide_master, layout]
    for owner in shown:
        yield from (shape for shape in owner.shapes if not shape.is_placeholder)


def _extent(holder: Any) -> tuple[float, float, float, float] | None:
    if holder.left is None or holder.width is None:
        return None
    left, top = holder.left / POINT, holder.top / POINT
    return left, top, left + holder.width / POINT, top + holder.height / POINT


def title_size(layout: Any) -> float:
    """Size of the title's words: of the layout, else of its master."""
    title = next(h for h in layout.placeholders if h.placeholder_format.type in (1, 3))
    sizes = title._element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz")
    sizes += layout.slide_master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return float(sizes[0]) / 100 if sizes else 32.0


def number_holder(layout: Any) -> Iterator[Any]:
    """The layout's field for the number of the slide, ready to be put on a slide."""
    yield from _copies(layout, 13)


def footer_holder(layout: Any) -> Iterator[Any]:
    """The layout's field for the footer, as `number_holder`."""
    yield from _copies(layout, 15)


def _copies(layout: Any, kind: int) -> Iterator[Any]:
    for holder in layout.placeholders:
        if holder.placeholder_format.type == kind:
            yield deepcopy(holder._element)

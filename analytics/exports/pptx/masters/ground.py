"""What a template's slides really stand on, and whether its words stand out from it."""

from __future__ import annotations

import colorsys
import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from analytics.exports.pptx.masters.template import Master, decoration
from analytics.exports.pptx.parts.styles import A
from analytics.figure import theme
from analytics.language import Wording

CONTRAST = 4.5
"""What WCAG 2.2 asks of words of ordinary size."""
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_THEMES = "/theme"
# The two colours of the theme slides are written in.
_WORDS = ("tx1", "tx2")
_COVERS = 0.6
Rgb = tuple[float, float, float]


def faint_words(master: Master) -> dict[str, float]:
    """Colours of words that stand out too little from the ground, each with its contrast; none for a good template."""
    ground = ground_colour(master)
    if ground is None:
        return {}
    found = {name: theme.contrast(_hex(_scheme(master, name)), ground) for name in _WORDS}
    return {name: contrast for name, contrast in found.items() if contrast < CONTRAST}


def contrast_sentence(faint: dict[str, float], w: Wording) -> str:
    """What to say of a template whose words are hard to read; blank for a good one."""
    if not faint:
        return ""
    return w.text(
        "Words will be hard to read on this template: their contrast to its background is {contrast} to 1, and "
        "4.5 to 1 are needed. Please choose another colour of text or a plain background in its theme.",
        contrast=w.number(min(faint.values()), 1),
    )


def ground_colour(master: Master) -> str | None:
    """The colour below the content: the mean of a picture or a gradient; None where the file does not say."""
    found = None
    for owner, fill in _grounds(master):
        found = _filled(master, owner, fill) or found
    return _hex(found) if found else None


def _grounds(master: Master) -> Iterator[tuple[Any, Any]]:
    """What lies below, from the lowest up: the background, then shapes that cover most of the page."""
    layout = master.layout
    owner = layout if layout._element.find(".//{*}cSld/{*}bg") is not None else layout.slide_master
    background = owner._element.find(".//{*}cSld/{*}bg")
    if background is not None:
        yield owner, background[0]
    page = master.presentation.slide_width * master.presentation.slide_height
    for shape in decoration(layout):
        if shape.width and shape.height and shape.width * shape.height > _COVERS * page:
            part = layout if shape.part is layout.part else layout.slide_master
            yield part, shape._element.find("{*}blipFill/..") if shape.shape_type == 13 else shape._element.spPr


def _filled(master: Master, owner: Any, element: Any) -> Rgb | None:
    """The colour of a fill."""
    if element is None:
        return None
    if (picture := element.find(f".//{A}blip")) is not None:
        return _mean_of_picture(owner.part.related_part(picture.get(_R)).blob)
    stops = element.findall(f".//{A}gs")
    nodes = stops or [element.find(f"{A}solidFill") if element.find(f"{A}solidFill") is not None else element]
    colours = [colour for node in nodes for child in node if (colour := _read(master, child))]
    return _mean(colours) if colours else None


def _mean(colours: list[Rgb]) -> Rgb:
    red, green, blue = (sum(channel) / len(colours) for channel in zip(*colours, strict=True))
    return red, green, blue


def _mean_of_picture(content: bytes) -> Rgb | None:
    from PIL import Image, UnidentifiedImageError

    try:
        red, green, blue = Image.open(io.BytesIO(content)).convert("RGB").resize((1, 1)).tobytes()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        # A drawing (EMF, SVG): its colours are not known.
        return None
    return red / 255, green / 255, blue / 255


def _read(master: Master, element: Any) -> Rgb | None:
    """A colour as DrawingML has it, with its shade."""
    name = etree.QName(element).localname
    if name == "srgbClr":
        base = _rgb(element.get("val"))
    elif name == "sysClr":
        base = _rgb(element.get("lastClr", "FFFFFF"))
    elif name == "schemeClr":
        base = _scheme(master, element.get("val"))
    else:
        return None
    return _shaded(base, element)


def _shaded(base: Rgb, element: Any) -> Rgb:
    changes = {etree.QName(child).localname: int(child.get("val", 100_000)) / 100_000 for child in element}
    hue, light, full = colorsys.rgb_to_hls(*base)
    light = min(1.0, light * changes.get("lumMod", 1.0) + changes.get("lumOff", 0.0))
    return colorsys.hls_to_rgb(hue, light * changes.get("shade", 1.0), full)


def _scheme(master: Master, name: str) -> Rgb:
    """A colour of the theme, by the map of colours of the master."""
    slides = master.layout.slide_master
    mapped = slides._element.find("{*}clrMap").get(name, name)
    part = next(one.target_part for one in slides.part.rels.values() if one.reltype.endswith(_THEMES))
    slot = etree.fromstring(part.blob).find(f".//{A}clrScheme/{A}{mapped}")
    return (_read(master, slot[0]) if slot is not None and len(slot) else None) or (0.0, 0.0, 0.0)


def _rgb(value: str) -> Rgb:
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colour)

"""The specification inside a deck, by which its slides are recognised and refreshed.

It is kept twice: as a tag of the slide (travels with a slide that is copied) and as properties of the document
(survive programs that drop tags, such as LibreOffice); a token in the name of the subtitle joins both.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from analytics.exports.presentation.collection import SlideSpec, plain_spec, spec_from_plain
from data.errors import ExportError

TAG, PREFIX = "ANKOMMEN_ATLAS", "ankommen-atlas"
# Office shows at most 255 signs of a property.
PIECE = 240
MOST_UNPACKED = 4_000_000
_TOKEN = re.compile(r" · ([0-9a-f]{8})$")
_TAGS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
_TAGS_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tags"
_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPS_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


@dataclass(frozen=True)
class SlideMark:
    """What a slide remembers of its making.

    Attributes:
        token: joins slide and properties.
        spec: the view with its filters.
        lang: language it was written in.
        version: of the data.
        slots: every text and number as it was written.
        newest: latest year of the data then; 0 in decks of earlier versions.
        follows: whether the person wants it to show the latest year always, or to keep its own; None when never asked.
        part: which page of a long table it is, from 1; 0 for anything that stands on one slide.
    """

    token: str
    spec: SlideSpec
    lang: str
    version: str
    slots: dict[str, str | float]
    newest: int = 0
    follows: bool | None = None
    part: int = 0


def make_token(spec: SlideSpec, number: int) -> str:
    """Token of the slide at a place of a deck."""
    content = json.dumps([plain_spec(spec), number], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def token_of(names: Iterator[str]) -> str:
    """Token in the names of a slide's shapes; empty when there is none."""
    found = (_TOKEN.search(name) for name in names)
    return next((match.group(1) for match in found if match), "")


def pack(mark: SlideMark) -> str:
    """The mark as one word."""
    plain = {
        "token": mark.token,
        "spec": plain_spec(mark.spec),
        "lang": mark.lang,
        "version": mark.version,
        "slots": mark.slots,
        "newest": mark.newest,
        "follows": mark.follows,
        "part": mark.part,
    }
    return base64.b64encode(
        zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    ).decode()


def unpack(word: str) -> SlideMark | None:
    """Reads what `pack` wrote; None for anything else."""
    try:
        unpacker = zlib.decompressobj()
        plain = json.loads(unpacker.decompress(base64.b64decode(word, validate=True), MOST_UNPACKED))
        slots = {str(key): value for key, value in plain["slots"].items() if isinstance(value, str | int | float)}
        lang = plain["lang"] if plain["lang"] in ("de", "en") else "de"
        spec, newest = spec_from_plain(plain["spec"]), int(plain.get("newest", 0))
        token, version, part = str(plain["token"]), str(plain["version"]), int(plain.get("part", 0))
        return SlideMark(token, spec, lang, version, slots, newest, read_wish(plain), part)
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error, ExportError, RecursionError):
        return None


def read_wish(plain: Mapping[str, Any]) -> bool | None:
    """The answer to the question of the latest year; None without one, as in decks of earlier versions."""
    follows = plain.get("follows")
    return follows if isinstance(follows, bool) else None


def embed_tag(slide: Any, mark: SlideMark) -> None:
    """Puts the mark into the slide as a tag, replacing an earlier one."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    content = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:tagLst xmlns:p="{_P}">'
        f'<p:tag name="{TAG}" val={quoteattr(pack(mark))}/></p:tagLst>'
    )
    old = _tag_part(slide)
    if old is not None:
        old._blob = content.encode()
        return
    package = slide.part.package
    name = PackURI(str(package.next_partname("/ppt/tags/tag%d.xml")))
    rel = slide.part.relate_to(Part(name, _TAGS_TYPE, package, content.encode()), _TAGS_REL)
    data = etree.SubElement(slide._element.cSld, f"{{{_P}}}custDataLst")
    etree.SubElement(data, f"{{{_P}}}tags").set(f"{{{_R}}}id", rel)


def _tag_part(slide: Any) -> Any:
    for rel in slide.part.rels.values():
        if rel.reltype == _TAGS_REL and not rel.is_external and TAG.encode() in rel.target_part.blob:
            return rel.target_part
    return None


def embed_properties(presentation: Any, marks: list[SlideMark]) -> None:
    """Puts all marks into the properties of the document; other properties stay."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    package = presentation.part.package
    part = _properties_part(package)
    root = (
        etree.fromstring(part.blob)
        if part is not None
        else etree.Element(f"{{{_PROPS}}}Properties", nsmap={None: _PROPS, "vt": _VT})
    )
    for child in list(root):
        if str(child.get("name", "")).startswith(PREFIX):
            root.remove(child)
    numbers = [int(child.get("pid", "1")) for child in root]
    number = max([1, *numbers])
    for mark in marks:
        word = pack(mark)
        for piece in range(0, len(word), PIECE):
            number += 1
            entry = etree.SubElement(
                root,
                f"{{{_PROPS}}}property",
                fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
                pid=str(number),
                name=f"{PREFIX}.{mark.token}.{piece // PIECE:04d}",
            )
            etree.SubElement(entry, f"{{{_VT}}}lpwstr").text = word[piece : piece + PIECE]
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if part is not None:
        part._blob = content
    else:
        package.relate_to(Part(PackURI("/docProps/custom.xml"), _PROPS_TYPE, package, content), _PROPS_REL)


def _properties_part(package: Any) -> Any:
    for rel in package._rels.values():
        if rel.reltype == _PROPS_REL:
            return rel.target_part
    return None


def read_mark(presentation: Any, slide: Any) -> SlideMark | None:
    """The mark of a slide; None for a slide not made here."""
    part = _tag_part(slide)
    if part is not None:
        for tag in etree.fromstring(part.blob).iter(f"{{{_P}}}tag"):
            if tag.get("name") == TAG:
                return unpack(tag.get("val", ""))
    token = token_of(shape.name for shape in slide.shapes)
    properties = _properties_part(presentation.part.package)
    if not token or properties is None:
        return None
    pieces = {}
    for entry in etree.fromstring(properties.blob):
        name = str(entry.get("name", ""))
        if name.startswith(f"{PREFIX}.{token}."):
            pieces[name] = "".join(entry.itertext()).strip()
    return unpack("".join(pieces[name] for name in sorted(pieces)))

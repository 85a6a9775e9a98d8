"""Texts of a sheet outside its cells: comments, text boxes, titles of charts, headers and footers of its pages.

They are no part of a table, but may say what it counts: each is named, and judged as a note below the table is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from data.intake.model import ROWS_KEPT, Finding, cut
from data.intake.words.paragraphs import paragraphs

Kind = Literal["comment", "text_box", "chart_title", "page_text", "side_text", "prompt", "picture_said"]
KINDS: tuple[Kind, ...] = ("comment", "text_box", "chart_title", "page_text", "side_text", "prompt", "picture_said")
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}t"
_PARTS: dict[str, tuple[Kind, str]] = {
    "comments": ("comment", "{*}comment"),
    "threadedComment": ("comment", "{*}threadedComment"),
    "drawing": ("text_box", "{*}txBody"),
    "chartUserShapes": ("text_box", "{*}txBody"),
    "diagramData": ("text_box", _DIAGRAM),
    "chart": ("chart_title", "{*}title"),
    "chartEx": ("chart_title", "{*}title"),
}
"""What a sheet or drawing points to -> what its texts are, and the element that holds each."""
_OLD = "vmlDrawing"
READ = (*_PARTS, _OLD)
"""Parts that hold such texts."""
LEADING = ("drawing", "chart", "chartEx")
"""Parts that point to further ones with texts: a drawing to its charts, a chart to the shapes on it."""
_PAGE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d+|&[A-Za-z]')
_PROMPT = re.compile(rb'\b(?:prompt|promptTitle)="([^"]*)"|<form:[a-z-]+\b[^>]*?\bform:label="([^"]*)"')
_HELP = re.compile(rb"<table:help-message\b([^>]*>.*?)</table:help-message>", re.S)
_TITLE = re.compile(rb'\btable:title="([^"]*)"')
_TAG = re.compile(rb"<[^>]*>")
_EDITION = re.compile(
    r"\W*(?:(?:abgerufen|gedruckt|erstellt|druck|printed|retrieved|created|stand)\b.*"
    r"|(?:(?:seite|page|blatt|von|of)\b|[\W\d])*)",
    re.I | re.S,
)
"""The number of a page and the day of the print say nothing about the table."""
_THREAD = re.compile(r"^\[[^\]]{5,40}\]\s*\n")
"""How programs that know no threads show one; its texts stand in a part of their own."""
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Aside:
    """A text outside the table, with the cell it stands at where it has one; of a picture what its maker says of it."""

    kind: Kind
    text: str
    row: int | None = None
    column: str = ""


def name_asides(asides: Sequence[Aside], sheet: str) -> list[Finding]:
    """A note for each kind of text, and one for pictures: what is written in them cannot be read."""
    pictures = sum(aside.kind == "picture_said" for aside in asides)
    found = [Finding("note", "picture_unread", sheet=sheet, count=pictures)] if pictures else []
    for kind in KINDS:
        own = [aside for aside in asides if aside.kind == kind and aside.text]
        if own:
            texts = " | ".join(dict.fromkeys(" ".join(aside.text.split()) for aside in own))
            rows = tuple(aside.row for aside in own if aside.row is not None)[:ROWS_KEPT]
            found.append(Finding("note", "aside_left_out", sheet=sheet, value=cut(texts), row=own[0].row, rows=rows,
                                 column=own[0].column, count=len(own), fields={"kind": kind}))  # fmt: skip
    return found


def as_notes(asides: Iterable[Aside]) -> str:
    """The texts as notes on the table."""
    return " | ".join(one for aside in asides for one in paragraphs(aside.text.split("\n")))


def read_asides(relation: str, content: bytes, tree: Callable[[bytes], etree._Element]) -> list[Aside]:
    """Comments, text boxes and titles in a part an Excel sheet points to.

    Args:
        relation: kind of the relation that points to it, one of `READ`.
        content: the part.
        tree: reads a part strictly.
    """
    if relation == _OLD:
        return _old_shapes(content)
    root = tree(content)
    told = [aside for aside in _asides_of(root, *_PARTS[relation]) if not _THREAD.match(aside.text)]
    return [*told, *(_picture(one.find(".//{*}cNvPr")) for one in root.iter("{*}pic"))]


def _picture(said: etree._Element | None) -> Aside:
    words = (said.get("title"), said.get("descr")) if said is not None else ()
    return Aside("picture_said", " ".join(filter(None, words)))


def _asides_of(root: etree._Element, kind: Kind, holders: str) -> Iterator[Aside]:
    """Each comment, text box or title, its paragraphs as lines; what an axis counts says nothing of the table."""
    for holder in root.iter(holders):
        if kind == "chart_title" and not _is_inside(holder, "chart"):
            continue
        paragraphs = list(holder.iter("{*}p")) or [holder]
        lines = ["".join(run.text or " " for run in one.iter("{*}t", "{*}text", "{*}br", "{*}v")) for one in paragraphs]
        if text := "\n".join(filter(None, (line.strip() for line in lines))):
            cell = _CELL.match(holder.get("ref", ""))
            yield Aside(kind, text, int(cell.group(2)), cell.group(1)) if cell else Aside(kind, text)


def _is_inside(element: etree._Element, name: str) -> bool:
    """Whether an element stands directly inside another of a name."""
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname == name


def _old_shapes(content: bytes) -> list[Aside]:
    """Text boxes and drawn words in the way of old programs, which is not always whole XML."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    shapes = root.iter("{*}textbox", "{*}textpath") if root is not None else ()
    texts = (" ".join([*one.itertext(), one.get("string", "")]).split() for one in shapes)
    return [Aside("text_box", " ".join(words)) for words in texts if words]


def page_asides(sheet: bytes) -> tuple[Aside, ...]:
    """Headers and footers of the pages of an Excel sheet.

    Args:
        sheet: what stands behind the cells.
    """
    written = re.findall(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<", sheet)
    texts = (etree.fromstring(b"<t>" + one + b"</t>").text or "" for one in dict.fromkeys(written))
    return _telling(line for text in texts for line in re.split(r"&[LCR]|\n", text))


def prompt_asides(part: bytes) -> tuple[Aside, ...]:
    """What a sheet says when a cell is entered, and the labels of its forms.

    Args:
        part: what stands behind the cells of an Excel sheet, or the content of an OpenDocument.
    """
    written = [text for found in _PROMPT.findall(part) for text in found if text]
    for message in _HELP.findall(part):
        written += [*_TITLE.findall(message), message[message.index(b">") + 1 :]]
    texts = (html.unescape(_TAG.sub(b" ", one).decode("utf-8", "replace")) for one in written)
    return tuple(Aside("prompt", " ".join(text.split())) for text in dict.fromkeys(texts) if text.strip())


def _telling(lines: Iterable[str]) -> tuple[Aside, ...]:
    """Lines of a page that say more than its number and the day of the print."""
    plain = (" ".join(_PAGE.sub(" ", line).replace("&&", "&").split()) for line in lines)
    return tuple(Aside("page_text", line) for line in dict.fromkeys(plain) if not _EDITION.fullmatch(line))


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_PAGES = [f"{place}{kind}" for place in ("header", "footer") for kind in ("", "-left", "-first")]
_FIELDS = ("sheet-name", "page-number", "page-count", "title", "date", "time", "file-name")
"""What an OpenDocument page fills in itself."""
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def paragraph_text(paragraph: etree._Element) -> str:
    """Text of a paragraph of an OpenDocument, which writes some spaces and line breaks as elements (ODF 1.3, 6.1)."""
    for blank in paragraph.iter(*_BLANKS):
        blank.text = _BLANKS[str(blank.tag)]
    return re.sub(" {2,}", " ", "".join(paragraph.itertext()))


def shape_text(element: etree._Element) -> str:
    """The paragraphs of a comment or text box of an OpenDocument as lines."""
    lines = (paragraph_text(part).strip() for part in element.iter(f"{_TEXT}p"))
    return "\n".join(filter(None, lines))


def picture_words(image: etree._Element) -> str:
    """What the frame of a picture of an OpenDocument says of it."""
    frame = image.getparent()
    said = frame.iterfind(f"{_SVG}*") if frame is not None else ()
    return " ".join(" ".join(one.itertext()) for one in said)


def chart_titles(document: etree._Element) -> list[Aside]:
    """The title of a chart of an OpenDocument."""
    found = (shape_text(one) for one in document.iter("{*}title", "{*}subtitle") if _is_inside(one, "chart"))
    return [Aside("chart_title", text) for text in found if text]


def document_pages(styles: etree._Element) -> tuple[Aside, ...]:
    """Headers and footers of the pages of an OpenDocument."""
    lines = []
    for holder in styles.iter(*(f"{_STYLE}{name}" for name in _PAGES)):
        for paragraph in holder.iter(f"{_TEXT}p"):
            for one in list(paragraph.iter(*(f"{_TEXT}{name}" for name in _FIELDS))):
                one.text = ""
            lines.append("".join(paragraph.itertext()))
    return _telling(lines)

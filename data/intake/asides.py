"""Texts of a sheet outside its cells: comments, text boxes, headers and footers of its pages.

They are no part of a table, but may say what it counts: each is named, and judged as a note below the table is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from data.intake.model import ROWS_KEPT, Finding, cut

Kind = Literal["comment", "text_box", "page_text", "side_text"]
KINDS: tuple[Kind, ...] = ("comment", "text_box", "page_text", "side_text")
_PARTS: dict[str, Kind] = {"comments": "comment", "threadedComment": "comment", "drawing": "text_box"}
"""What a sheet points to -> what its text is."""
_PAGE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d+|&[A-Za-z]')
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
    """A text outside the table, with the cell it stands at where it has one."""

    kind: Kind
    text: str
    row: int | None = None
    column: str = ""


def name_asides(asides: Sequence[Aside], sheet: str) -> list[Finding]:
    """A note for each kind of text."""
    found = []
    for kind in KINDS:
        own = [aside for aside in asides if aside.kind == kind]
        if own:
            texts = " | ".join(dict.fromkeys(" ".join(aside.text.split()) for aside in own))
            rows = tuple(aside.row for aside in own if aside.row is not None)[:ROWS_KEPT]
            found.append(Finding("note", "aside_left_out", sheet=sheet, value=cut(texts), row=own[0].row, rows=rows,
                                 column=own[0].column, count=len(own), fields={"kind": kind}))  # fmt: skip
    return found


def as_notes(asides: Iterable[Aside]) -> str:
    """The texts as notes on the table."""
    return " | ".join(re.sub(r"\s*\n\s*", " | ", aside.text) for aside in asides)


def read_asides(parts: Sequence[tuple[str, str]], unpack: Callable[[str], etree._Element]) -> tuple[Aside, ...]:
    """Comments and text boxes of an Excel sheet.

    Args:
        parts: what the sheet points to: kind of the relation, and part.
        unpack: gives a part as a tree.
    """
    found = []
    for relation, part in parts:
        kind = _PARTS.get(posixpath.basename(relation))
        if kind:
            found += [aside for aside in _asides_of(unpack(part), kind) if not _THREAD.match(aside.text)]
    return tuple(found)


def _asides_of(root: etree._Element, kind: Kind) -> Iterator[Aside]:
    """Each comment or text box, its paragraphs as lines."""
    for holder in root.iter("{*}comment", "{*}threadedComment", "{*}txBody"):
        paragraphs = list(holder.iter("{*}p")) or [holder]
        lines = ["".join(run.text or "" for run in one.iter("{*}t", "{*}text")) for one in paragraphs]
        if text := "\n".join(filter(None, (line.strip() for line in lines))):
            cell = _CELL.match(holder.get("ref", ""))
            yield Aside(kind, text, int(cell.group(2)), cell.group(1)) if cell else Aside(kind, text)


def page_asides(sheet: bytes) -> tuple[Aside, ...]:
    """Headers and footers of the pages of an Excel sheet.

    Args:
        sheet: what stands behind the cells.
    """
    written = re.findall(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<", sheet)
    texts = (etree.fromstring(b"<t>" + one + b"</t>").text or "" for one in dict.fromkeys(written))
    return _telling(line for text in texts for line in re.split(r"&[LCR]|\n", text))


def _telling(lines: Iterable[str]) -> tuple[Aside, ...]:
    """Lines of a page that say more than its number and the day of the print."""
    plain = (" ".join(_PAGE.sub(" ", line).replace("&&", "&").split()) for line in lines)
    return tuple(Aside("page_text", line) for line in dict.fromkeys(plain) if not _EDITION.fullmatch(line))


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FIELDS = ("sheet-name", "page-number", "page-count", "title", "date", "time", "file-name")
"""What an OpenDocument page fills in itself."""


def shape_text(element: etree._Element) -> str:
    """The paragraphs of a comment or text box of an OpenDocument as lines."""
    lines = ("".join(part.itertext()).strip() for part in element.iter(f"{_TEXT}p"))
    return "\n".join(filter(None, lines))


def document_pages(styles: etree._Element) -> tuple[Aside, ...]:
    """Headers and footers of the pages of an OpenDocument."""
    lines = []
    for holder in styles.iter(*(f"{_STYLE}{name}" for name in ("header", "footer", "header-left", "footer-left"))):
        for paragraph in holder.iter(f"{_TEXT}p"):
            for one in list(paragraph.iter(*(f"{_TEXT}{name}" for name in _FIELDS))):
                one.text = ""
            lines.append("".join(paragraph.itertext()))
    return _telling(lines)

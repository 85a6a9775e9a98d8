"""Styles of an OpenDocument: which hide a sheet, raise or strike a text, or show a number in another way.

A style says only what its parent does not say already; a cell without a style has that of its row or column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from data.intake.cells.number_formats import NumberFormat, read_format
from data.intake.cells.struck import OFF, strike
from data.intake.workbooks.rules import may_hold, read_ranges
from data.intake.workbooks.xlsx import RAISED

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_FORMATS = tuple(f"{_NUMBER}{kind}-style" for kind in ("number", "percentage", "currency", "text"))
STYLES = (f"{STYLE}style", f"{STYLE}default-style", *_FORMATS)
"""Elements that `Styles.note` takes."""
_MOST_PARENTS = 20
Key = tuple[str, str]
"""Family and name of a style; the name of a default style is blank."""


@dataclass
class Styles:
    """What the styles of a document say, read in the order of the document.

    Attributes:
        said: style -> what it says itself of its text, its numbers and of whether it is shown.
        parents: style -> the style it builds on.
        ruled: cell styles that turn into another one: under which condition, and into which.
        formats: name of a number style -> its format as Excel writes it.
    """

    said: dict[Key, dict[str, str]] = field(default_factory=dict)
    parents: dict[Key, str] = field(default_factory=dict)
    ruled: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    _shows: dict[str, tuple[bool, NumberFormat | None]] = field(default_factory=dict)

    def note(self, style: etree._Element) -> None:
        """Add a style."""
        name = style.get(f"{STYLE}name", "")
        if style.tag in _FORMATS:
            self.formats[name] = _sections(style, self.formats)
            return
        key = (style.get(f"{STYLE}family", ""), name)
        own = {str(one): str(value) for part in style for one, value in part.attrib.items() if part.tag != _MAP}
        own |= {_FORMAT: data} if (data := style.get(_FORMAT)) else {}
        self.said[key] = own
        self.parents[key] = style.get(f"{STYLE}parent-style-name", "")
        if into := [(one.get(_CONDITION, ""), one.get(f"{STYLE}apply-style-name", "")) for one in style.iter(_MAP)]:
            self.ruled[name] = into

    def says(self, family: str, name: str, what: str) -> str:
        """What a style says, or the nearest it builds on; blank when none does."""
        for _ in range(_MOST_PARENTS):
            own = self.said.get((family, name), {})
            if what in own or not name:
                return own.get(what, "")
            name = self.parents.get((family, name), "")
        return ""

    def is_hidden(self, name: str) -> bool:
        """Whether sheets of a style are not shown."""
        return self.says("table", name, f"{TABLE}display") == "false"

    def shows(self, name: str) -> tuple[bool, NumberFormat | None]:
        """Whether a cell style strikes out, and its format where numbers or texts are shown in another way."""
        if name not in self._shows:
            code = self.formats.get(self.says("table-cell", name, _FORMAT), "")
            shown = read_format(code) if code else None
            self._shows[name] = self._strikes("table-cell", name), None if shown and shown.is_plain else shown
        return self._shows[name]

    def changes(self, name: str) -> bool:
        """Whether a cell in a style is struck out or shown otherwise."""
        struck, shown = self.shows(name)
        return struck or shown is not None

    def turns(self, name: str, text: str) -> bool:
        """Whether the style of a cell with a text may turn into one that strikes out or shows otherwise."""
        return any(
            self.changes(into) and may_hold(told.replace("cell-content()", ""), _ALONE, [(1, {0: text})])
            for told, into in self.ruled.get(name, ())
        )

    def _strikes(self, family: str, name: str) -> bool:
        return (self.says(family, name, _LINE) or "none") not in OFF

    def mark(self, row: etree._Element) -> None:
        """Write raised digits and strokes through parts of a text as such, in place."""
        for span in row.iter(f"{TEXT}span"):
            name = span.get(f"{TEXT}style-name", "")
            if span.text and self.says("text", name, _POSITION).startswith("super"):
                span.text = span.text.translate(RAISED)
            if span.text and self._strikes("text", name):
                span.text = strike(span.text)


_MAP = f"{STYLE}map"
_CONDITION = f"{STYLE}condition"
_ALONE = read_ranges("A1")
_FORMAT = f"{STYLE}data-style-name"
_LINE = f"{STYLE}text-line-through-style"
_POSITION = f"{STYLE}text-position"


def _sections(style: etree._Element, known: dict[str, str]) -> str:
    """A number style as a format of Excel: the styles it turns into under a condition, then what it shows itself."""
    mapped = ((one.get(f"{STYLE}condition", ""), one.get(f"{STYLE}apply-style-name", "")) for one in style.iter(_MAP))
    front = [f"[{re.sub(r'value[(][)]', '', told).replace('!=', '<>')}]{known.get(name, '')}" for told, name in mapped]
    is_share = style.tag == f"{_NUMBER}percentage-style"
    return ";".join([*front, "".join(_part(one, is_share=is_share) for one in style)])


def _part(part: etree._Element, *, is_share: bool) -> str:
    """One element of a number style as part of a format."""
    kind = str(part.tag).removeprefix(_NUMBER)
    if kind == "number":
        factor, decimals = part.get(f"{_NUMBER}display-factor", "1"), part.get(f"{_NUMBER}decimal-places")
        digits = "General" if decimals is None else "0." + "0" * min(int(decimals), _MOST_PARENTS)
        return digits + "," * ((len(factor) - 1) // 3)
    if kind in ("text", "currency-symbol"):
        text = "".join(part.itertext())
        return "%" if is_share and text.strip() == "%" else f'"{text.replace(chr(34), "")}"'
    return {"scientific-number": "0.0E+0", "fraction": "# ?/?", "text-content": "@"}.get(kind, "")

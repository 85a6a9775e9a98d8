"""Archives: ZIP files with tables inside and workbooks, opened with care.

Sizes are judged from the directory of the archive before anything is unpacked, and unpacking stops at the
limit even when the directory lies. Macros are refused, formulas are never evaluated, hidden sheets are not read
unless a person names one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.intake.asides import (
    LEADING,
    READ,
    Aside,
    chart_titles,
    document_pages,
    page_asides,
    prompt_asides,
    read_asides,
)
from data.intake.model import Finding, cut
from data.intake.workbooks.decoding import MAX_BYTES
from data.intake.workbooks.grid import MAX_COLUMNS
from data.intake.workbooks.ods import read_sheets
from data.intake.workbooks.sheets import SheetGrid, name_hidden
from data.intake.workbooks.xlsx import DamagedError, Listed, read_book, relations, tree
from data.intake.workbooks.xlsx_sheet import XlsxSheet, column_number

MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
"""Real tables pack 5 to 40 times; a bomb packs a thousand times."""
RATIO_FROM = 20 * 1024 * 1024
MAX_CELLS = 20_000_000
MAX_TABLES = 1000
"""Tables read from one archive."""
MAX_FILES = 10_000
"""Files in one archive, of whatever kind."""
_TABLE_ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".asc", ".ods", ".fods", ".gz")
_ABOUT = re.compile(r"(^|/)(read ?me|lies ?mich|licen[cs]e|lizenz|copying|changelog)[^/]*$", re.I)
_OPEN_DOCUMENT = re.compile(rb"(?:application/vnd\.oasis\.opendocument\.|<office:body>\s*<office:)([a-z-]+)")
_LONGEST_TEXT = 64 * 1024
"""Bytes of a text that goes along with tables; a longer one is a handbook."""
_ENTRY = b"PK\x01\x02"
"""How each line of an archive's directory begins."""
_OTHER_PROGRAMS = {
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "Index/Document.iwa": "Apple Numbers",
}
"""A part that gives a document of another program away."""


@dataclass(frozen=True)
class Member:
    """A file inside a ZIP."""

    name: str
    data: bytes
    path: str


@dataclass(frozen=True, eq=False)
class Opened:
    """What an archive held.

    Attributes:
        kind: `zip`, `xlsx` or `ods`.
        members: tables inside a ZIP.
        sheets: filled sheets of a workbook that may be read.
        findings: what was noticed; an error means nothing was opened.
        about: the text that goes along with the tables.
    """

    kind: str = "zip"
    members: tuple[Member, ...] = ()
    sheets: tuple[SheetGrid, ...] = ()
    findings: tuple[Finding, ...] = ()
    about: str = ""


class _RefusedError(Exception):
    """The archive is not opened; the finding says why."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.finding = Finding("error", code, fields=fields)


def is_archive(data: bytes) -> bool:
    """True for ZIP, which every new workbook is, too."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def open_archive(data: bytes, sheet: str = "") -> Opened:
    """Open a ZIP or workbook.

    Args:
        data: the file.
        sheet: the one sheet to read, also a hidden one; blank reads all that are shown.
    """
    # Counted before the directory is read: its lines alone could fill the memory.
    found = data.count(_ENTRY)
    if found > MAX_FILES:
        return Opened(findings=(Finding("error", "archive_many_files", fields={"found": found, "limit": MAX_FILES}),))
    kind = "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind(set(archive.namelist()))
            return _open(_Package(archive, len(data)), sheet)
    except _RefusedError as refused:
        return Opened(kind, findings=(refused.finding,))
    except (zipfile.BadZipFile, DamagedError, ValueError, OSError, NotImplementedError):
        return Opened(kind, findings=(Finding("error", "archive_damaged"),))


def _kind(names: set[str]) -> str:
    """What sort of archive it is, told by its parts."""
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "ods" if "content.xml" in names else "zip"


class _Package:
    """An archive whose parts are unpacked one by one, never beyond the limit."""

    def __init__(self, archive: zipfile.ZipFile, packed: int) -> None:
        self.archive = archive
        self.entries = [one for one in archive.infolist() if one.filename and not one.is_dir()]
        self.names = {one.filename for one in self.entries}
        unpacked = sum(one.file_size for one in self.entries)
        if any(one.flag_bits & 1 for one in self.entries):
            raise _RefusedError("password_protected")
        if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
            raise _RefusedError("archive_bomb", unpacked=unpacked, limit=MAX_UNPACKED)
        self.left = MAX_UNPACKED

    def unpack(self, name: str) -> bytes:
        """The bytes of a part, whatever size the directory promised.

        Raises:
            DamagedError: the part is damaged.
        """
        try:
            with self.archive.open(name) as stream:
                content = stream.read(self.left + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            RuntimeError,
            ValueError,
            NotImplementedError,
            KeyError,
        ) as error:
            raise DamagedError(name) from error
        except Exception as error:  # zlib.error, lzma.LZMAError: the packers share no base class
            if type(error).__name__ in {"error", "LZMAError"}:
                raise DamagedError(name) from error
            raise
        self.left -= len(content)
        if self.left < 0:
            raise _RefusedError("archive_bomb", unpacked=MAX_UNPACKED - self.left, limit=MAX_UNPACKED)
        return content


def _open(package: _Package, sheet: str) -> Opened:
    names = package.names
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _RefusedError("macro_workbook")
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return _open_xlsx(package, sheet)
    for part, kind in _OTHER_PROGRAMS.items():
        if part in names:
            raise _RefusedError("not_a_table", kind=kind)
    document = _document_kind(package)
    if document.startswith("spreadsheet"):
        return _open_ods(package, sheet)
    if document:
        raise _RefusedError("not_a_table", kind=document.removesuffix("-template"))
    return _open_zip(package)


def _document_kind(package: _Package) -> str:
    """Which OpenDocument it is, as its label, its list of parts or its content says; blank when it is none.

    Whoever packs the parts of a document anew often leaves `mimetype` out.
    """
    told = [one for one in ("mimetype", "META-INF/manifest.xml", "content.xml") if one in package.names]
    for part in told if "content.xml" in package.names else ():
        if named := _OPEN_DOCUMENT.search(package.unpack(part)):
            return named.group(1).decode("ascii")
    return ""


def _open_zip(package: _Package) -> Opened:
    files = [one for one in package.entries if not one.filename.startswith("__MACOSX/") and one.file_size]
    tables = [one for one in files if one.filename.lower().endswith(_TABLE_ENDINGS) and not _is_about(one.filename)]
    nested = [one.filename for one in files if one.filename.lower().endswith((".zip", ".7z", ".rar", ".tar"))]
    if nested:
        raise _RefusedError("archive_nested")
    if not files:
        raise _RefusedError("archive_empty")
    if not tables:
        raise _RefusedError("archive_without_table", names=[one.filename for one in files[:10]])
    if len(tables) > MAX_TABLES:
        raise _RefusedError("archive_too_many", found=len(tables), limit=MAX_TABLES)
    members = []
    for one in tables:
        content = package.unpack(one.filename)
        if len(content) > MAX_BYTES:
            raise _RefusedError("archive_bomb", unpacked=len(content), limit=MAX_BYTES)
        path = one.filename.replace("\\", "/")
        members.append(Member(path.rsplit("/", 1)[-1], content, path))
    others = [one.filename.rsplit("/", 1)[-1] for one in files if one not in tables]
    notes = (Finding("note", "archive_others", fields={"names": others[:10]}),) if others else ()
    about = [one.filename for one in files if _is_plain(one.filename) and one.file_size <= _LONGEST_TEXT]
    told = "\n".join(package.unpack(name).decode("utf-8", "replace") for name in about)
    return Opened("zip", tuple(members), findings=notes, about=told)


def _is_about(name: str) -> bool:
    """True for the text that goes along with the tables."""
    return bool(_ABOUT.search(name)) and not name.lower().endswith((".csv", ".xlsx", ".ods"))


def _is_plain(name: str) -> bool:
    """True for such a text that is no document of another program."""
    return _is_about(name) and bool(re.search(r"(?:\.(?:txt|md|rst|asc)|/[^/.]+|^[^/.]+)$", name, re.I))


def _open_xlsx(package: _Package, sheet: str) -> Opened:
    book = read_book(package.unpack, package.names)
    chosen = _choose([(one, one.name, one.hidden) for one in book.sheets], sheet)
    grids, formulas = [], 0
    ruled: list[Finding] = []
    for listed in chosen.read:
        assert isinstance(listed, Listed)  # noqa: S101 - for the type checker
        source = XlsxSheet(package.unpack(listed.part), book)
        _check_size(source)
        formulas += source.formulas
        grids.append(SheetGrid(source, sheet=listed.name))
        grids[-1].asides = (*_asides(package, listed.part), *page_asides(source.behind), *prompt_asides(source.behind))
        ruled += [Finding("error", "shown_by_rule", sheet=listed.name, value=one) for one in source.ruled]
    opened = _opened("xlsx", grids, chosen, formulas)
    others = () if sheet else book.without_cells
    left_out = [Finding("note", "sheet_left_out", sheet=name, fields={"reason": "no_table"}) for name in others]
    return replace(opened, findings=(*opened.findings, *left_out, *ruled))


def _asides(package: _Package, part: str) -> list[Aside]:
    """Comments, text boxes and titles of charts of a sheet, each once though stored in the way of old programs, too."""
    links, seen, found = [part], {part}, []
    for one in links:
        for relation, target in _links(package, one):
            if relation in READ and target not in seen:
                seen.add(target)
                found += read_asides(relation, package.unpack(target), tree)
                links += [target] if relation in LEADING else []
    return list(dict.fromkeys(found))


def _links(package: _Package, part: str) -> list[tuple[str, str]]:
    """Kind and name of every part that a part points to."""
    if posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels") not in package.names:
        return []
    listed = relations(package.unpack, package.names, part).values()
    return [(posixpath.basename(kind), target) for kind, target in listed if target in package.names]


def _open_ods(package: _Package, sheet: str) -> Opened:
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.unpack("META-INF/manifest.xml"):
        raise _RefusedError("password_protected")
    common = tree(package.unpack("styles.xml")) if "styles.xml" in package.names else None
    content = package.unpack("content.xml")
    found = read_sheets(content, common)
    chosen = _choose([(one, one.name, one.hidden) for one in found], sheet)
    grids = [SheetGrid(one, sheet=one.name, container="ods") for one in chosen.read]
    pages = (*(() if common is None else document_pages(common)), *prompt_asides(content))
    for grid, source in zip(grids, chosen.read, strict=True):
        _check_width(max((len(row) for row in grid.head), default=0))
        grid.asides = (*source.asides, *_chart_titles(package, source.objects), *pages)
    opened = _opened("ods", grids, chosen, sum(one.formulas for one in chosen.read))
    ruled = [
        Finding("error", "shown_by_rule", sheet=source.name, value=ranges)
        for source in chosen.read
        for ranges in source.ruled or filter(None, [cut(", ".join(source.turned))])
    ]
    return replace(opened, findings=(*opened.findings, *ruled))


def _chart_titles(package: _Package, objects: Sequence[str]) -> list[Aside]:
    """Titles of the charts that a sheet of an OpenDocument shows."""
    parts = (f"{posixpath.normpath(one)}/content.xml" for one in objects)
    return [title for part in parts if part in package.names for title in chart_titles(tree(package.unpack(part)))]


@dataclass(frozen=True)
class _Chosen:
    """Sheets to read, and names of those that are hidden."""

    read: list[Any]
    hidden: list[str]


def _choose(sheets: list[tuple[Any, str, bool]], name: str) -> _Chosen:
    """The sheet a person names, or every sheet that is shown."""
    if name and name not in [one for _, one, _ in sheets]:
        raise _RefusedError("sheet_unknown", names=[one for _, one, _ in sheets][:20], named=name)
    if name:
        return _Chosen([sheet for sheet, own, _ in sheets if own == name], [])
    return _Chosen([one for one, _, hidden in sheets if not hidden], [own for _, own, hidden in sheets if hidden])


def _opened(kind: str, grids: list[SheetGrid], chosen: _Chosen, formulas: int) -> Opened:
    filled = tuple(grid for grid in grids if not grid.is_empty)
    empty = [grid.sheet for grid in grids if grid.is_empty]
    findings = [Finding("note", "sheet_hidden", sheet=name) for name in chosen.hidden]
    findings += [Finding("note", "sheet_left_out", sheet=name, fields={"reason": "empty"}) for name in empty]
    findings += [one for grid in filled for one in name_hidden(grid)]
    if formulas:
        findings.append(Finding("note", "formulas_in_workbook", count=formulas))
    if not filled:
        findings.append(Finding("error", "file_empty"))
    return Opened(kind, sheets=filled, findings=tuple(findings))


def _check_width(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise _RefusedError("too_many_columns", found=columns, limit=MAX_COLUMNS)


_FAR = re.compile(rb' r="([A-Z]{3})\d')
_ANY = re.compile(rb' r="([A-Z]{1,3})\d')


def _check_size(source: XlsxSheet) -> None:
    """Refuse a sheet whose last cell lies so far out that the table around it cannot be meant."""
    far = set(_FAR.findall(source.xml))
    last = source.rows[-1][0] if source.rows else 0
    columns = max((column_number(name) + 1 for name in far), default=0)
    _check_width(columns)
    if last * MAX_COLUMNS > MAX_CELLS:
        columns = max((column_number(name) + 1 for name in set(_ANY.findall(source.xml))), default=0)
        if columns * last > MAX_CELLS:
            raise _RefusedError("too_many_cells", found=columns * last, limit=MAX_CELLS)

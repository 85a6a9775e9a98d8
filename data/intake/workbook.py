"""Containers: ZIP archives with one table inside, and Excel workbooks, opened with care.

Sizes are judged from the directory of the archive before anything is unpacked, and unpacking stops at the
limit even when the directory lies. Macros are refused, formulas are never evaluated.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from data.intake.decoding import MAX_BYTES
from data.intake.grid import MAX_COLUMNS, SheetGrid
from data.intake.model import Finding

MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
"""Real tables pack 5 to 40 times; a bomb packs a thousand times."""
_RATIO_FROM = 20 * 1024 * 1024
MAX_CELLS = 20_000_000
_CHUNK = 1024 * 1024
_TABLE_ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".asc")
_REFERENCE = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, eq=False)
class Opened:
    """What a container held.

    Attributes:
        inner: bytes of the one table inside a ZIP, None for a workbook.
        inner_name: its name.
        sheets: sheets of a workbook.
        findings: what was noticed; an error means nothing was opened.
    """

    inner: bytes | None = None
    inner_name: str = ""
    sheets: tuple[SheetGrid, ...] = ()
    findings: tuple[Finding, ...] = ()


def _failed(code: str, **fields: Any) -> Opened:
    return Opened(findings=(Finding("error", code, fields=fields),))


def is_archive(data: bytes) -> bool:
    """True for ZIP, which every new workbook is, too."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def open_archive(data: bytes) -> Opened:
    """Open a ZIP or workbook."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return _failed("archive_damaged")
    if any(entry.flag_bits & 1 for entry in entries):
        return _failed("password_protected")
    if _is_bomb(entries, len(data)):
        return _failed("archive_bomb", unpacked=sum(entry.file_size for entry in entries), limit=MAX_UNPACKED)
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return _open_workbook(data, archive, names)
    return _open_zip(archive, entries)


def _is_bomb(entries: list[zipfile.ZipInfo], packed: int) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or len(entries) > 10_000:
        return True
    return unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)


def _open_zip(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Opened:
    files = [
        entry
        for entry in entries
        if entry.filename and not entry.is_dir() and not entry.filename.startswith("__MACOSX/") and entry.file_size
    ]
    tables = [entry for entry in files if entry.filename.lower().endswith(_TABLE_ENDINGS)]
    if not tables:
        return _failed("archive_without_table", names=[entry.filename for entry in files[:10]])
    if len(tables) > 1:
        return _failed("archive_several_tables", names=[entry.filename for entry in tables[:10]])
    inner = _unpack(archive, tables[0])
    if inner is None:
        return _failed("archive_damaged")
    if len(inner) > MAX_BYTES:
        return _failed("archive_bomb", unpacked=len(inner), limit=MAX_BYTES)
    return Opened(inner=inner, inner_name=tables[0].filename.rsplit("/", 1)[-1])


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """At most one byte more than allowed, whatever the directory promised; None when damaged."""
    try:
        with archive.open(entry) as stream:
            return stream.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, NotImplementedError):
        return None
    except Exception as error:  # zlib.error, lzma.LZMAError: the packers share no base class
        if type(error).__name__ in {"error", "LZMAError"}:
            return None
        raise


def _open_workbook(data: bytes, archive: zipfile.ZipFile, names: set[str]) -> Opened:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return _failed("macro_workbook")
    sheets = sorted(name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name))
    formulas = 0
    for name in sheets:
        survey = _survey(archive, name)
        if survey is None:
            return _failed("archive_damaged")
        columns, rows, found = survey
        formulas += found
        if columns > MAX_COLUMNS:
            return _failed("too_many_columns", found=columns, limit=MAX_COLUMNS)
        if columns * rows > MAX_CELLS:
            return _failed("too_many_cells", found=columns * rows, limit=MAX_CELLS)
    return _read_sheets(data, formulas)


def _column_number(name: bytes) -> int:
    number = 0
    for sign in name:
        number = number * 26 + sign - 64
    return number


def _survey(archive: zipfile.ZipFile, name: str) -> tuple[int, int, int] | None:
    """Widest column, last row and number of formulas of a sheet, read in pieces.

    The reader builds the whole rectangle up to the last cell: one cell at XFD1048576 would fill the memory.
    """
    widest, last, formulas, read, rest = 0, 0, 0, 0, b""
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_CHUNK):
                read += len(piece)
                if read > MAX_UNPACKED:
                    return None
                text = rest + piece
                found = _REFERENCE.findall(text)
                columns = {column for column, _ in found}
                widest = max([widest, *(_column_number(column) for column in columns)])
                last = max([last, *(int(row) for _, row in found)])
                formulas += piece.count(b"<f>") + piece.count(b"<f ")
                rest = text[-200:]
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
        return None
    except Exception as error:  # zlib.error, see _unpack
        if type(error).__name__ in {"error", "LZMAError"}:
            return None
        raise
    return widest, last, formulas


def _read_sheets(data: bytes, formulas: int) -> Opened:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = tuple(
            SheetGrid(_cells(book.get_sheet_by_name(meta.name)), sheet=meta.name)
            for meta in book.sheets_metadata
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
        )
    except (python_calamine.CalamineError, OSError, ValueError, KeyError) as error:
        return _failed("archive_damaged", reason=str(error)[:200])
    except BaseException as error:
        # A panic inside the reader is no Exception by its class; anything else is not ours to stop.
        if type(error).__name__ != "PanicException":
            raise
        return _failed("archive_damaged")
    notes = (Finding("note", "formulas_in_workbook", count=formulas),) if formulas else ()
    return Opened(sheets=tuple(sheet for sheet in sheets if sheet.cells), findings=notes)


def _cells(sheet: python_calamine.CalamineSheet) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def cell_text(cell: Any) -> str:
    """A cell as text; numbers in a form that can be read in one way only (see `numbers`)."""
    if isinstance(cell, str):
        return cell.strip(" \t\r\n")
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    mantissa, exponent = f"{number:.16E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{int(exponent)}"

"""From bytes to grids: plain text, workbooks, archives with one or many tables, and packed text."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from data.intake.model import Cancelled, Choices, Finding, Progress
from data.intake.workbooks.decoding import MAX_BYTES, decode, find_double, refuse
from data.intake.workbooks.grid import Grid, TextGrid
from data.intake.workbooks.ods import as_package
from data.intake.workbooks.rows_json import rows_as_text
from data.intake.workbooks.sheets import DecodedOnce, SheetGrid
from data.intake.workbooks.workbook import MAX_RATIO, RATIO_FROM, Member, is_archive, open_archive

_GZIP = b"\x1f\x8b"
_DELIMITERS = ";\t,|"
_FEWEST_COLUMNS = 3


@dataclass(frozen=True, eq=False)
class Delivered:
    """What a file holds.

    Attributes:
        container: how it is packed, outermost first: `text`, `json`, `xlsx`, `ods`, `zip/text`, ...
        pieces: grids of every table file; the sheets of one workbook lie together.
        findings: what was noticed; an error means that part of the file was not opened.
        names: paths of the tables inside an archive.
        about: the text that goes along with them.
    """

    container: str
    pieces: tuple[tuple[Grid, ...], ...] = ()
    findings: tuple[Finding, ...] = ()
    names: tuple[str, ...] = ()
    about: str = ""

    @property
    def grids(self) -> tuple[Grid, ...]:
        """All grids."""
        return tuple(grid for piece in self.pieces for grid in piece)


@dataclass(frozen=True)
class Watch:
    """Who is told how far the reading has come, and who may stop it."""

    progress: Progress | None = None
    cancelled: Cancelled | None = None


def open_delivery(data: bytes, choices: Choices, watch: Watch) -> Delivered:
    """Open a file as it was delivered. Never raises for what is in it."""
    if data.startswith(_GZIP):
        return _open_gzip(data, choices, watch)
    rows, about = rows_as_text(data)
    if rows:
        grids, findings = _open_text(rows, replace(choices, encoding="", delimiter=""), watch)
        return Delivered("json", (tuple(grids),) if grids else (), tuple(findings), about=about)
    data = as_package(data) or data
    if not is_archive(data):
        grids, findings = _open_text(data, choices, watch)
        return Delivered("text", (tuple(grids),) if grids else (), tuple(findings))
    opened = open_archive(data, choices.sheet)
    if opened.kind != "zip":
        read = [_as_meant(sheet, choices, watch) for sheet in opened.sheets]
        more = [one for _, found in read for one in found]
        sheets = tuple(grid for grid, _ in read)
        return Delivered(opened.kind, (sheets,) if sheets else (), (*opened.findings, *more))
    delivered = _open_members(opened.members, opened.findings, choices, watch)
    return replace(delivered, names=tuple(one.path for one in opened.members), about=opened.about)


def _as_meant(sheet: SheetGrid, choices: Choices, watch: Watch) -> tuple[Grid, list[Finding]]:
    """A sheet read as the text it was made of: whole lines in one column, umlauts encoded twice; any other as it is."""
    findings: list[Finding] = []
    if sign := find_double(" ".join(cell for row in sheet.head for cell in row)):
        asides = sheet.asides
        sheet = SheetGrid(DecodedOnce(sheet.source), sheet=sheet.sheet, container=sheet.container)
        sheet.asides = asides
        findings.append(Finding("warning", "double_encoded", sheet=sheet.sheet, value=sign))
    grid, found = _split_lines(sheet, choices, watch)
    return grid, [*findings, *found]


def _split_lines(sheet: SheetGrid, choices: Choices, watch: Watch) -> tuple[Grid, list[Finding]]:
    """A sheet with lines of a text file in its first column as that file."""
    lines = [row[0] if row else "" for row in sheet.head]
    is_wide = any(cell for row in sheet.head for cell in row[1:])
    if is_wide or not any(delimiter in line for line in lines for delimiter in _DELIMITERS):
        return sheet, []
    rows = sheet.source.first_column
    text = "\n".join(rows.get(number, "") for number in range(1, max(rows) + 1)) + "\n"
    grids, findings = _open_text(text.encode(), replace(choices, encoding=""), watch)
    if not grids or max(map(len, grids[0].head)) < _FEWEST_COLUMNS:
        return sheet, []
    grid = grids[0]
    grid.sheet, grid.tab, grid.container, grid.asides = sheet.sheet, sheet.tab, sheet.container, sheet.asides
    return grid, findings


def _open_gzip(data: bytes, choices: Choices, watch: Watch) -> Delivered:
    """Unpack a file packed alone, never beyond the limit."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        inner = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error:
        return Delivered("gz", findings=(Finding("error", "archive_damaged"),))
    too_much = len(inner) > RATIO_FROM and len(inner) > MAX_RATIO * len(data)
    if len(inner) > MAX_BYTES or too_much:
        return Delivered("gz", findings=(_bomb(len(inner)),))
    if not unpacker.eof:
        return Delivered("gz", findings=(Finding("error", "archive_damaged"),))
    if inner.startswith(_GZIP) or inner[257:262] == b"ustar":
        return Delivered("gz", findings=(Finding("error", "archive_nested"),))
    opened = open_delivery(inner, choices, watch)
    return replace(opened, container=f"gz/{opened.container}")


def _bomb(unpacked: int) -> Finding:
    return Finding("error", "archive_bomb", fields={"unpacked": unpacked, "limit": MAX_BYTES})


def _open_members(
    members: tuple[Member, ...], findings: tuple[Finding, ...], choices: Choices, watch: Watch
) -> Delivered:
    """Open every table of an archive; with several, a finding says in which one it stands."""
    opened = [_open_member(member, choices, watch) for member in members]
    if len(members) > 1:
        opened = [_named(one, member.name) for one, member in zip(opened, members, strict=True)]
    pieces = tuple(piece for one in opened for piece in one.pieces)
    kinds = dict.fromkeys(one.container for one in opened)
    more = tuple(finding for one in opened for finding in one.findings)
    return Delivered(f"zip/{'+'.join(kinds)}" if kinds else "zip", pieces, (*findings, *more))


def _open_member(member: Member, choices: Choices, watch: Watch) -> Delivered:
    opened = open_delivery(member.data, replace(choices, sheet=""), watch)
    damaged = [one.code for one in opened.findings] == ["archive_damaged"]
    if opened.container.startswith("zip") and not damaged:
        return Delivered("zip", findings=(Finding("error", "archive_nested"),))
    return opened


def _named(opened: Delivered, name: str) -> Delivered:
    """The same, every grid and finding with the name of the file inside the archive."""

    def place(sheet: str) -> str:
        return f"{name}: {sheet}" if sheet else name

    for grid in opened.grids:
        grid.sheet = place(grid.sheet)
    return replace(opened, findings=tuple(replace(one, sheet=place(one.sheet)) for one in opened.findings))


def _open_text(data: bytes, choices: Choices, watch: Watch) -> tuple[list[Grid], list[Finding]]:
    refusal = refuse(data)
    if refusal:
        return [], [refusal]
    decoded = decode(data, choices.encoding)
    if not decoded.data[:4096].strip() and not decoded.data.strip():
        return [], list(decoded.findings) or [Finding("error", "file_empty")]
    grid = TextGrid(
        decoded.data,
        encoding=decoded.encoding,
        delimiter=choices.delimiter,
        progress=watch.progress,
        cancelled=watch.cancelled,
    )
    findings = [*decoded.findings, *grid.findings]
    if any(finding.severity == "error" for finding in grid.findings):
        return [], findings
    return [grid], findings

"""A sheet of cells, from a text file or a workbook, that reads like one thing to every format."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from data.intake.asides import Aside
from data.intake.cells.coded import Coded, Rows
from data.intake.model import Cancelled, Finding, Progress, cut
from data.intake.workbooks.decoding import line_ends

HEAD_ROWS = 60
MAX_COLUMNS = 1000
MAX_LINE = 1024 * 1024
MAX_FOOTER = 1024 * 1024
_MOST_ODD = 1000
"""Rows with another number of cells whose texts are kept: notes are fewer."""
_PIECE = 8 * 1024 * 1024
_BLOCK = 1024 * 1024
"""Bytes one thread splits at once: they stay near the processor."""
_HEAD_BYTES = 256 * 1024
_DELIMITERS = ";\t,|"
_FOOTER = (b"\n_____", b'\n"_____')
_TEXT_DICTIONARY = pa.dictionary(pa.int32(), pa.string())


class StoppedError(Exception):
    """The person cancelled."""


@dataclass(frozen=True, eq=False)
class Block:
    """Columns of a grid below its head.

    Attributes:
        columns: by zero-based position.
        rows: spreadsheet row of each row.
        findings: rows that do not fit the grid.
        skipped: keys whose rows were not read, with the number of their rows.
        odd: row -> cells of every row with another number of cells; each has its finding, too.
        strays: cells of a sheet right of the table.
    """

    columns: dict[int, Coded]
    rows: Rows
    findings: tuple[Finding, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    odd: Mapping[int, Sequence[str]] = field(default_factory=dict)
    strays: tuple[Aside, ...] = ()


def letter(position: int) -> str:
    """Column name a spreadsheet shows for a zero-based position: 0 -> A, 26 -> AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass
class Grid:
    """Base: the first rows as cells, and what follows on demand.

    Attributes:
        head: the first rows, cells trimmed, as found.
        sheet: name of the sheet, blank for a text file.
        tab: name of the sheet inside its workbook, blank for a text file.
        container: `text`, `xlsx` or `ods`.
        footer_row: spreadsheet row of the ruler line, None without one.
        footer: text below the ruler line.
        skipped: rows a spreadsheet shows above `head[0]` (the line `sep=;`).
        asides: texts of the sheet outside its cells.
    """

    head: list[list[str]]
    sheet: str = ""
    tab: str = ""
    container: str = "text"
    encoding: str = ""
    delimiter: str = ""
    footer_row: int | None = None
    footer: str = ""
    findings: list[Finding] = field(default_factory=list)
    skipped: int = 0
    asides: tuple[Aside, ...] = ()

    def read(
        self, first_row: int, width: int, wanted: Sequence[int], *, skip: Callable[[str], bool] | None = None
    ) -> Block:
        """Read columns from a spreadsheet row on, down to the footer.

        Args:
            first_row: spreadsheet row.
            width: columns of the table.
            wanted: zero-based columns.
            skip: whether the rows of a key in the first column may be left out; a grid that reads all rows
                at once leaves none out.

        Raises:
            StoppedError: the person cancelled.
        """
        raise NotImplementedError

    def spread_head(self) -> list[list[str]]:
        """The head with every merged cell written into its whole range; a text file has none."""
        return self.head


def split_cells(text: str, delimiter: str) -> list[list[str]]:
    """Records of a piece of delimited text, cells trimmed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records = []
    try:
        for record in reader:
            records.append([cell.strip(" \t\u00a0\ufeff") for cell in record])
    except csv.Error:
        # A cell beyond the reader's limit; the records before it are what a head needs.
        return records
    return records


def find_delimiter(text: str) -> tuple[str, list[list[str]]]:
    """The delimiter that splits most rows into the same number of cells, and these cells."""
    best, best_score, cells = ";", 0.0, None
    for delimiter in _DELIMITERS:
        if delimiter not in text:
            continue
        records = split_cells(text, delimiter)
        widths = Counter(len(record) for record in records if any(record))
        wide = {width: rows for width, rows in widths.items() if width > 1}
        if not wide:
            continue
        width, rows = max(wide.items(), key=lambda item: (item[1], item[0]))
        score = rows / sum(widths.values()) + 0.001 * min(width, 50)
        if score > best_score + 1e-9:
            best, best_score, cells = delimiter, score, records
    return best, split_cells(text, best) if cells is None else cells


class TextGrid(Grid):
    """A delimited text file."""

    def __init__(
        self,
        data: bytes,
        *,
        encoding: str,
        delimiter: str = "",
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        """Find line ends, delimiter, footer and head; nothing below the head is read yet."""
        findings: list[Finding] = []
        self.data = _even_line_ends(data, findings)
        self.progress, self.cancelled = progress, cancelled
        self._odd: dict[int, Sequence[str]] = {}
        # Notes stand at the end: searching all of a large file for a ruler line would cost a second.
        tail = max(len(self.data) - MAX_FOOTER, 0)
        # One sign is found far faster than several, and most files have none.
        marks = _FOOTER if self.data.find(b"_", tail) >= 0 else ()
        found = [place for mark in marks if (place := self.data.find(mark, tail)) >= 0]
        self.end = min(found) + 1 if found else len(self.data)
        head = self.data[: min(self.end, _HEAD_BYTES)]
        if self.end > _HEAD_BYTES and b"\n" in head:
            head = head[: head.rindex(b"\n") + 1]
        text = head.decode("utf-8", "replace")
        separator = re.match(r'^"?sep=(.)"?\r?\n', text)
        self.start = separator.end() if separator else 0
        text = text[self.start :]
        lines = "\n".join(text.split("\n", HEAD_ROWS * 2)[: HEAD_ROWS * 2])
        chosen = delimiter or (separator.group(1) if separator else "")
        chosen, records = (chosen, split_cells(lines, chosen)) if chosen else find_delimiter(lines)
        super().__init__(
            head=records[:HEAD_ROWS],
            encoding=encoding,
            delimiter=chosen,
            footer_row=self.data.count(b"\n", 0, self.end) + 1 if found else None,
            footer=self.data[self.end : self.end + _HEAD_BYTES].decode("utf-8", "replace"),
            findings=findings,
            skipped=1 if separator else 0,
        )
        self._line_ends = line_ends(lines, chosen) if '"' in lines else []
        self._check_shape()

    @property
    def ends_clean(self) -> bool:
        """True when the last row ends with a line end."""
        return self.data[self.end - 1 : self.end] == b"\n"

    @property
    def open_row(self) -> int:
        """Last row of a text that ends without a line end, 0 for any other."""
        is_open = self.end == len(self.data) and not self.ends_clean
        return self.data.count(b"\n", self.start) + 1 + self.skipped if is_open else 0

    def _check_shape(self) -> None:
        widest = max((len(record) for record in self.head), default=0)
        if widest > MAX_COLUMNS:
            self.findings.append(
                Finding("error", "too_many_columns", row=1, fields={"found": widest, "limit": MAX_COLUMNS})
            )
        position = 0
        for row in range(1, 3):
            end = self.data.find(b"\n", position, position + MAX_LINE + 1)
            if end < 0:
                if len(self.data) - position > MAX_LINE:
                    self.findings.append(_line_too_long(row))
                return
            position = end + 1

    def _offset(self, row: int) -> int:
        """Byte where a row starts; the first is the one after a `sep=;` line."""
        position, known = self.start, self._line_ends[: row - 1]
        # A cell of the head with a line break is one row of several lines.
        for _ in range(row - 1 + (known[-1] - len(known) if known else 0)):
            position = self.data.find(b"\n", position) + 1
            if position == 0:
                return self.end
        return position

    def read(
        self, first_row: int, width: int, wanted: Sequence[int], *, skip: Callable[[str], bool] | None = None
    ) -> Block:
        """See `Grid.read`; read in pieces, so that progress shows and memory stays bounded."""
        start = self._offset(first_row)
        pieces: list[pa.Table] = []
        rows: list[Rows] = []
        findings: list[Finding] = []
        self._odd.clear()
        next_row = first_row + self.skipped
        while start < self.end:
            if self.cancelled and self.cancelled():
                raise StoppedError
            stop = self._piece_end(start)
            table, numbers, used = self._read_piece(start, stop, width, wanted, next_row, findings)
            pieces.append(table)
            rows.append(numbers)
            next_row += used
            start = stop
            if self.progress:
                self.progress(0.8 * stop / max(len(self.data), 1))
        block = _joined(pieces, rows, wanted, [replace(one, sheet=self.sheet) for one in findings])
        return replace(block, odd=dict(self._odd))

    def _piece_end(self, start: int) -> int:
        """End of a piece: a line end outside quotation marks, near the size of a piece."""
        stop = start + _PIECE
        if stop >= self.end:
            return self.end
        quoted = self.data.find(b'"', start, stop) >= 0
        inside = quoted and self.data.count(b'"', start, stop) % 2 == 1
        limit = stop + 2 * MAX_LINE
        while stop < min(self.end, limit):
            line_end = self.data.find(b"\n", stop, self.end) + 1
            if line_end == 0:
                return self.end
            inside ^= self.data.count(b'"', stop, line_end) % 2 == 1
            stop = line_end
            if not inside:
                return stop
        return min(stop, self.end)

    def _read_piece(
        self, start: int, stop: int, width: int, wanted: Sequence[int], first_row: int, findings: list[Finding]
    ) -> tuple[pa.Table, Rows, int]:
        buffer = pa.py_buffer(self.data).slice(start, stop - start)
        quoted = self.data.find(b'"', start, stop) >= 0
        try:
            table = self._parse(buffer, width, wanted, quoted=quoted)
            return table, np.arange(first_row, first_row + table.num_rows, dtype=np.int64), table.num_rows
        except pa.ArrowInvalid:
            return self._parse_ragged(buffer, width, wanted, first_row, findings, quoted=quoted)

    def _parse(
        self, buffer: pa.Buffer, width: int, wanted: Sequence[int], *, quoted: bool, on_bad: object = None
    ) -> pa.Table:
        """Read a piece; where rows may be set aside or cells hold line ends, in blocks that take the longest line."""
        names, chosen = ([str(position) for position in several] for several in (range(width), wanted))
        threads, block = on_bad is None and buffer.size > _BLOCK, MAX_LINE * 4 if quoted or on_bad else _BLOCK
        return pacsv.read_csv(
            pa.BufferReader(buffer),
            read_options=pacsv.ReadOptions(column_names=names, use_threads=threads, block_size=block),
            parse_options=pacsv.ParseOptions(
                delimiter=self.delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=on_bad,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(chosen, _TEXT_DICTIONARY),
                include_columns=chosen,
                strings_can_be_null=False,
                # `decode` has done so.
                check_utf8=False,
            ),
        )

    def _endless(self, buffer: pa.Buffer, first_row: int, *, quoted: bool) -> Finding:
        if not quoted:
            return _line_too_long(first_row)
        row = first_row + _open_quote_row(buffer.to_pybytes())
        return Finding("error", "quote_open", row=row)

    def _parse_ragged(
        self,
        buffer: pa.Buffer,
        width: int,
        wanted: Sequence[int],
        first_row: int,
        findings: list[Finding],
        *,
        quoted: bool,
    ) -> tuple[pa.Table, Rows, int]:
        """Read once more, row by row accountable, setting rows of another width aside."""
        bad: list[tuple[int, int, str]] = []

        def set_aside(row: pacsv.InvalidRow) -> str:
            bad.append((row.number or 0, row.actual_columns, row.text))
            return "skip"

        try:
            table = self._parse(buffer, width, wanted, quoted=quoted, on_bad=set_aside)
        except pa.ArrowInvalid:
            # A cell larger than a block: a quotation mark that never closes, or one endless line.
            findings.append(self._endless(buffer, first_row, quoted=quoted))
            self.end = 0
            return _no_rows(wanted), np.zeros(0, dtype=np.int64), 0
        findings.extend(
            _ragged(number + first_row - 1, found, text, width)
            for number, found, text in bad
            if text.strip(f'{self.delimiter} \t"')
        )
        records = ((number, split_cells(text, self.delimiter)) for number, _, text in bad[:_MOST_ODD])
        self._odd |= {number + first_row - 1: cells[0] for number, cells in records if cells}
        total = table.num_rows + len(bad)
        numbers = np.arange(first_row, first_row + total, dtype=np.int64)
        return table, np.delete(numbers, [number - 1 for number, _, _ in bad]), total


def _open_quote_row(text: bytes) -> int:
    """Zero-based line of a piece from which a quotation mark stays open."""
    opened, inside = 0, False
    for number, line in enumerate(text[: 64 * MAX_LINE].split(b"\n")):
        if line.count(b'"') % 2:
            inside = not inside
            opened = number if inside else opened
    return opened


def _ragged(row: int, found: int, text: str, width: int) -> Finding:
    fields = {"found": found, "expected": width}
    return Finding("error", "row_length", row=row, value=cut(text), fields=fields, rows=(row,))


def _line_too_long(row: int) -> Finding:
    return Finding("error", "line_too_long", row=row, fields={"limit": MAX_LINE})


def _no_rows(wanted: Sequence[int]) -> pa.Table:
    empty = pa.array([], pa.string()).dictionary_encode()
    return pa.table({str(position): empty for position in wanted})


def _joined(pieces: list[pa.Table], rows: list[Rows], wanted: Sequence[int], findings: list[Finding]) -> Block:
    table = pa.concat_tables(pieces) if pieces else _no_rows(wanted)
    columns: dict[int, Coded] = {}
    for position in wanted:
        columns[position] = Coded.from_arrow(table[str(position)])
        # Each column is let go as soon as it is coded: the peak stays near one copy.
        table = table.drop_columns([str(position)])
    numbers = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    return Block(columns, numbers, tuple(findings))


def _even_line_ends(data: bytes, findings: list[Finding]) -> bytes:
    """Old Macintosh and mixed line ends become one kind; pure CRLF or LF stays untouched."""
    # find is far faster than count, and most files have none.
    if data.find(b"\r") < 0:
        return data
    returns = data.count(b"\r")
    pairs = data.count(b"\r\n")
    feeds = data.count(b"\n")
    if returns == pairs and feeds == pairs:
        return data
    if feeds:
        findings.append(Finding("note", "mixed_line_ends"))
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

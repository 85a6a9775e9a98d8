"""Rows as JSON: a list of objects that share their names, bare or below `data`, as the atlas offers its tables."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from data.intake.workbooks.sheets import number_text

_BEGINNINGS = (b"[{", b"[\n", b"[\r", b"[ ", b"{")
_MOST = 32 * 1024 * 1024
"""A larger file of this kind is no table of the atlas; as objects it would fill the memory."""
_NOTHING = (b"", "")
_LETTER = re.compile(r"[^\W\d_]")


def rows_as_text(data: bytes) -> tuple[bytes, str]:
    """The same rows as delimited text, one heading for each name, and what the file says beside them.

    The atlas writes one object to a line, all else on the first: row numbers stay those of the file.
    Both are blank when it is no list of plain objects.
    """
    if len(data) > _MOST or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_BEGINNINGS):
        return _NOTHING
    try:
        rows = json.loads(data, parse_float=lambda text: number_text(float(text)), parse_int=str)
        beside = ""
        if isinstance(rows, dict):
            whole, rows = rows, rows.get("data")
            beside = "\n".join(_said({name: value for name, value in whole.items() if name != "data"}))
    except (ValueError, RecursionError):
        return _NOTHING
    if not rows or not isinstance(rows, list) or not all(isinstance(row, dict) and row for row in rows):
        return _NOTHING
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name) for name in names] for row in rows]
    if not all(cell is None or isinstance(cell, str | bool) for row in cells for cell in row):
        return _NOTHING
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(cell) for cell in row] for row in cells)
    return stream.getvalue().encode(), beside


def _said(value: Any, name: str = "") -> list[str]:
    """The texts below a value, each with its name and alone: it may be that of a choice, or a word like `title`."""
    if isinstance(value, dict):
        return [line for key, one in value.items() for line in _said(one, key)]
    if isinstance(value, list):
        return [line for one in value for line in _said(one, name)]
    return [f"{name}: {value}", value] if isinstance(value, str) and _LETTER.search(value) else []


def _text(cell: Any) -> str:
    """A value as a cell of a table holds it."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else ("yes" if cell else "no")

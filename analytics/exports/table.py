"""CSV files that a German spreadsheet opens correctly, each row with its provenance."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from analytics.figure.model import Column, Figure, Kind
from analytics.figure.sources import source_rows
from analytics.language import Wording
from analytics.language.numbers import round_decimal
from analytics.rates.completeness import coverage_sentence
from data.atlas import Atlas
from data.spreadsheets import neutral_text

_NUMBERS = frozenset[Kind]({"int", "signed_int", "year", "decimal1", "signed1", "eur", "percent"})


def write_csv(figure: Figure, atlas: Atlas, w: Wording, *, plain: bool = False) -> bytes:
    """The figure's table as a file: one row per row of the table, columns as shown, then source, licence and coverage.

    German files use semicolon and decimal comma, English ones comma and point; both start with a byte order
    mark, by which spreadsheets recognise UTF-8. Numbers carry no thousands separator and all their digits.
    A missing value is an empty cell, never 0. A text that a spreadsheet would run as a formula is led by an
    apostrophe.

    Args:
        figure: whose table is written.
        atlas: holds the sources.
        w: language of the headings, and of the separators unless the file is plain.
        plain: comma, decimal point and no byte order mark in either language, as programs other than spreadsheets
            expect it.

    Raises:
        KeyError: a column of the figure is not in its table, or a source id is not in the sources table.
    """
    beside = _beside(figure, atlas, w)
    heading = [*(column.label for column in figure.columns), *beside]
    buffer = io.StringIO(newline="")
    german = w.lang == "de" and not plain
    writer = csv.writer(buffer, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow(map(neutral_text, heading))
    for row in _rows(figure, "," if german else "."):
        writer.writerow([*row, *beside.values()])
    return buffer.getvalue().encode("utf-8" if plain else "utf-8-sig")


def _beside(figure: Figure, atlas: Atlas, w: Wording) -> dict[str, str]:
    """What is to be known of the whole table, by headings; coverage where a number of values was asked for."""
    rows = source_rows(atlas, figure.source_ids, w)
    known = {w.text("Source"): _joined(rows["citation"]), w.text("Licence"): _joined(rows["licence"])}
    coverage = coverage_sentence(figure, w)
    known |= {w.text("Coverage"): coverage} if coverage else {}
    return {heading: neutral_text(words) for heading, words in known.items()}


def _joined(texts: pd.Series) -> str:
    return " | ".join(dict.fromkeys(str(text) for text in texts.dropna()))


def _rows(figure: Figure, decimal: str) -> Iterable[tuple[str, ...]]:
    written = [_format_column(figure.table[column.name], column, decimal) for column in figure.columns]
    return zip(*written, strict=True)


def _format_column(values: pd.Series, column: Column, decimal: str) -> list[str]:
    write = _writer(column.kind, decimal)
    return ["" if pd.isna(value) else write(value) for value in values]


def _writer(kind: Kind, decimal: str) -> Callable[[Any], str]:
    if kind not in _NUMBERS:
        return lambda value: neutral_text(str(value))
    return lambda value: _plain_number(value).replace(".", decimal)


def _plain_number(value: Any) -> str:
    """The number as a spreadsheet reads it: no separators for thousands, a plain hyphen as minus."""
    rounded = round_decimal(value, 6)
    written = format(rounded, "f") if rounded is not None else ""
    return written.rstrip("0").rstrip(".")

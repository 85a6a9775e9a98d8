"""Writers of workbooks, spreadsheets and packed files as offices and coordinators deliver them.

They know nothing of the reader. Every writer takes canonical rows and gives bytes.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter

from tests.samples import layouts as lay

FOOT = [
    "_______________",
    'zu "gesamte Tabelle":',
    "Sachsen: ohne die ungeklärten Fälle (Probe mit Zahlen des Atlas)",
    "© Statistische Ämter des Bundes und der Länder, Deutschland, 2026.",
    "Dieses Werk ist lizenziert unter der Datenlizenz Deutschland",
    "- Namensnennung - Version 2.0. | Stand: 27.04.2026 / 15:13:59",
]
COORDINATORS_LIST = [
    ["Kennung der Initiative", "Initiative", "Träger", "Ort", "Landkreis", "Gegründet", "Mitglied seit", "Status",
     "Beleglage", "Beleg (deutsch)", "Beleg (englisch)"],
    ["probe-lausitz", "Rückkehr Probe", "Verein Probe e. V.", "Forst (Lausitz), Guben", "Spree-Neiße", "ca. 2019",
     "März 2024", "aktiv", "belegt", "Eigene Liste", "Own list"],
]  # fmt: skip
"""A list as a coordinator keeps it: years in words, two places in one cell."""
Merged = tuple[int, int, int, int]


def book(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merged: Sequence[Merged] = (),
    hidden: Sequence[str] = (),
    formulas: Mapping[str, tuple[str, Any]] | None = None,
) -> bytes:
    """A workbook; merged ranges (zero-based) and formulas (cell -> formula, stored result) go on every sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for first, left, last, right in merged:
                sheet.merge_range(first, left, last, right, "")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in (None, ""):
                        sheet.write(number, column, value)
            for cell, (formula, result) in (formulas or {}).items():
                sheet.write_formula(cell, formula, None, result)
    return stream.getvalue()


def official_migration(rows: pd.DataFrame) -> bytes:
    """12711-04-02-4 as a workbook: the sheet bears the number, key and name stand on the first row of a block."""
    code = "12711-04-02-4"
    cells: list[list[Any]] = [
        ["Zu- und Fortzüge (über Kreisgrenzen) nach Geschlecht und\nAltersgruppen - Jahressumme"],
        ["Wanderungsstatistik"],
        [f"Jahr: {int(rows['year'].iloc[0])}"],
        ["Kreise und kreisfreie Städte\nAltersgruppe (unter 18 bis 65 u.m.)", "", "",
         "Zuzüge - Wanderungen über die Kreisgrenzen", "", "", "Fortzüge - Wanderungen über die Kreisgrenzen"],
        ["", "", "", "Geschlecht", "", "", "Geschlecht"],
        ["", "", "", *["Insgesamt", "männlich", "weiblich"] * 2],
        ["", "", "", *["Anzahl"] * 6],
    ]  # fmt: skip
    last = ""
    for row in rows.itertuples():
        front = [row.ags, lay.kreis_label(row.ags)] if row.ags != last else ["", ""]
        last = row.ags
        cells.append([*front, lay.label(row.age_group), row.arrivals, ".", ".", row.departures, ".", "."])
    cells += [[line] for line in FOOT]
    merged = [(0, 0, 0, 8), (1, 0, 1, 8), (2, 0, 2, 8), (3, 0, 6, 2), (3, 3, 3, 5), (3, 6, 3, 8), (4, 3, 4, 5),
              (4, 6, 4, 8)]  # fmt: skip
    return book({code: cells}, merged=merged)


def official_totals(rows: pd.DataFrame) -> bytes:
    """12411-01-01-4 as a workbook: reference days across, the sexes below them."""
    days = list(dict.fromkeys(rows["date"]))
    shown = [".".join(reversed(day.split("-"))) for day in days]
    cells: list[list[Any]] = [
        ["Bevölkerung nach Geschlecht - Stichtag 31.12. - regionale\nTiefe: Kreise und krfr. Städte"],
        ["Fortschreibung des Bevölkerungsstandes"],
        ["Bevölkerungsstand (Anzahl)"],
        ["Kreise und kreisfreie Städte", "", "Stichtag"],
        ["", "", *(cell for day in shown for cell in (day, "", ""))],
        ["", "", *["Insgesamt", "männlich", "weiblich"] * len(days)],
    ]
    for ags, own in rows.groupby("ags", sort=False):
        values = dict(zip(own["date"], own["population"], strict=True))
        figures = [cell for day in days for cell in (values.get(day, "."), ".", ".")]
        cells.append([ags, lay.kreis_label(str(ags)), *figures])
    cells += [[line] for line in FOOT]
    width = 1 + 3 * len(days)
    merged = [(3, 0, 5, 1), (3, 2, 3, width), *((4, first, 4, first + 2) for first in range(2, width, 3))]
    return book({"12411-01-01-4": cells}, merged=merged)


def side_by_side(rows: pd.DataFrame, *, merge: bool = True) -> bytes:
    """Totals with arrivals over all years, then departures over all years; two rows of heads."""
    years = sorted(rows["year"].unique())
    count = len(years)
    top = ["AGS", "Kreis", "Zuzüge", *[""] * (count - 1), "Fortzüge", *[""] * (count - 1)]
    cells: list[list[Any]] = [top, ["", "", *map(int, years), *map(int, years)]]
    for ags, own in rows.groupby("ags", sort=False):
        by_year = own.set_index("year")
        figures = [by_year[name].get(year, "") for name in ("arrivals", "departures") for year in years]
        cells.append([ags, lay.KREISE[str(ags)], *figures])
    merged = [(0, 0, 1, 0), (0, 1, 1, 1)]
    if count > 1:
        merged += [(0, 2, 0, 1 + count), (0, 2 + count, 0, 1 + 2 * count)]
    return book({"Tabelle1": cells}, merged=merged if merge else ())


def report_table(rows: pd.DataFrame) -> bytes:
    """The layout of the state office's reports: names only, group heads, two head rows, narrow spaces, en dashes."""

    def written(number: int) -> str:
        return f"{abs(number):,}".replace(",", "\u202f") if number >= 0 else f"– {abs(number):,}".replace(",", "\u202f")

    year = int(rows["year"].iloc[0])
    cells: list[list[Any]] = [
        [f"2  Wanderungen über die Kreisgrenzen im Land Brandenburg {year} nach Verwaltungsbezirken"],
        [],
        ["Kreisfreie Stadt\nLandkreis", "Zuzüge", "", "Fortzüge", "", "Wanderungs-\ngewinn bzw.\n-verlust (–)"],
        ["", "insgesamt", "darunter Ausland", "insgesamt", "darunter Ausland", ""],
        ["", "Anzahl"],
    ]
    for kind, name in (("Kreisfreie Stadt", "Kreisfreie Städte"), ("Landkreis", "Landkreise")):
        cells.append([name])
        for row in rows.itertuples():
            if lay.TYPES[row.ags] == kind:
                figures = [written(row.arrivals), "–", written(row.departures), "–", written(row.net)]
                cells.append([lay.KREISE[row.ags], *figures])
    cells.append(["1 Ohne Umzüge innerhalb des Kreises"])
    return book({"T2": cells})


@dataclass(frozen=True)
class Shown:
    """A number of an OpenDocument spreadsheet with the text its format makes of it."""

    kind: str
    number: float
    text: str


@dataclass(frozen=True)
class Commented:
    """A cell of an OpenDocument spreadsheet with a comment or a text box at it."""

    value: Any
    text: str
    holder: str = "office:annotation"


@dataclass(frozen=True)
class Styled:
    """A cell of an OpenDocument spreadsheet in a style of its own; `shown` False leaves out what it shows."""

    value: Any
    style: str = ""
    shown: bool = True


def _around(value: Styled | Charted | Commented) -> str:
    """A cell with a style of its own, or with something drawn at it."""
    cell = _ods_cell(value.value)
    if isinstance(value, Styled):
        cell = cell if value.shown else re.sub(r"<text:p>[^<]*</text:p>", "", cell)
        return cell.replace(" ", f' table:style-name="{value.style}" ', 1) if value.style else cell
    drawn = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    if isinstance(value, Commented):
        drawn = f"<{value.holder}><text:p>{html.escape(value.text)}</text:p></{value.holder}>"
    return cell.replace("><text:p>", f">{drawn}<text:p>", 1)


def _ods_cell(value: Any) -> str:
    if isinstance(value, Styled | Charted | Commented):
        return _around(value)
    if isinstance(value, Shown):
        inner = f"<text:p>{html.escape(value.text)}</text:p>" if value.text else ""
        kind = f'office:value-type="{value.kind}" office:value="{value.number}"'
        return f"<table:table-cell {kind}>{inner}</table:table-cell>"
    if isinstance(value, int | float):
        shown = html.escape(str(value))
        kind = f'office:value-type="float" office:value="{shown}"'
        return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
    if isinstance(value, str) and value.startswith("="):
        return f'<table:table-cell table:formula="of:{html.escape(value)}"/>'
    if isinstance(value, str) and value.startswith("#"):
        inner = f"<text:p>{html.escape(value)}</text:p>"
        return f'<table:table-cell table:formula="of:=X" calcext:value-type="error">{inner}</table:table-cell>'
    if not value:
        return "<table:table-cell/>"
    inner = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'


@dataclass(frozen=True)
class Charted:
    """A cell of an OpenDocument spreadsheet with a chart at it, kept as a document of its own."""

    value: Any
    title: str
    axis: str = ""


_NAMES = {"office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing",
          "number": "datastyle", "chart": "chart"}  # fmt: skip
_SPACES = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in _NAMES.items())
_SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def ods(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    hidden: Sequence[str] = (),
    styles: str = "",
    common: str = "",
    before: str = "",
    behind: str = "",
) -> bytes:
    """An OpenDocument spreadsheet; a text that begins with = is a formula nobody calculated, one with # an error.

    Args:
        sheets: rows by name of the sheet.
        hidden: names of sheets nobody sees.
        styles: further styles of the document.
        common: styles in the part of their own, `styles.xml`.
        before: elements of every sheet before its rows.
        behind: elements of every sheet behind its rows.
    """
    spaces = _SPACES + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    off = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="off" style:family="table">{off}</style:style>'
    tables = ""
    for name, rows in sheets.items():
        body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        kind = ' table:style-name="off"' if name in hidden else ""
        blank = '<table:table-cell table:number-columns-repeated="16384"/>'
        empty = f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>'
        inner = f"{before}{body}{empty}{behind}"
        tables += f'<table:table table:name="{html.escape(name)}"{kind}>{inner}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:automatic-styles>'
        f"{style}{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        for chart in (cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, Charted)):
            archive.writestr("Object 1/content.xml", _chart(chart))
        if common:
            part = f"<office:styles>{common}</office:styles>"
            archive.writestr("styles.xml", f"<office:document-styles {_SPACES}>{part}</office:document-styles>")
    return stream.getvalue()


def _chart(chart: Charted) -> str:
    title, axis = (
        f"<chart:title><text:p>{html.escape(text)}</text:p></chart:title>" for text in (chart.title, chart.axis)
    )
    body = f"<chart:chart>{title}<chart:plot-area><chart:axis>{axis}</chart:axis></chart:plot-area></chart:chart>"
    return f"<office:document-content {_SPACES}><office:body>{body}</office:body></office:document-content>"


def table_of(rows: pd.DataFrame, headings: Mapping[str, str]) -> list[list[Any]]:
    """Cells of a table: heading -> column of the frame; whole numbers stay numbers."""
    cells: list[list[Any]] = [list(headings)]
    for record in rows[list(headings.values())].itertuples(index=False):
        cells.append([cell if isinstance(cell, str) else int(cell) for cell in record])
    return cells


def packed(data: bytes) -> bytes:
    """The same as .gz, equal on every run."""
    return gzip.compress(data, mtime=0)


def eurostat_tsv(rows: pd.DataFrame, *, measure: str = "JAN") -> bytes:
    """demo_r_gind3 as TSV: years across, 1 January of the year after, a flag in some cells."""
    years = sorted(rows["year"].unique())
    lines = ["freq,indic_de,geo\\TIME_PERIOD\t" + "\t".join(f"{year + 1} " for year in years)]
    for ags, own in rows.groupby("ags", sort=False):
        values = dict(zip(own["year"], own["population"], strict=True))
        cells = [f"{values[year]} e" if year in values else ": " for year in years]
        lines.append(f"A,{measure},{lay.NUTS[str(ags)]}\t" + "\t".join(cells))
        lines.append(f"A,CNMIGRAT,{lay.NUTS[str(ags)]}\t" + "\t".join(": " for _ in years))
    return ("\n".join(lines) + "\n").encode()


def eurostat_csv(rows: pd.DataFrame) -> bytes:
    """The same as SDMX-CSV with labels."""
    lines = ["DATAFLOW,LAST UPDATE,freq,indic_de,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"]
    for row in rows.itertuples():
        geo = f'"{lay.NUTS[row.ags]}: {lay.KREISE[row.ags]}"'
        front = "ESTAT:DEMO_R_GIND3(1.0),20/02/26 23:00:00,A: Annual,JAN: Population on 1 January - total"
        lines.append(f"{front},{geo},{row.year + 1},{row.population},")
    return ("\n".join(lines) + "\n").encode()


def with_part(book: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same workbook with one part written anew."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as read, zipfile.ZipFile(stream, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            written.writestr(name, change(content.decode()) if name == part else content)
    return stream.getvalue()

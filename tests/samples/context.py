"""Writers of the tables of the context as the Regionaldatenbank lays them out. They know nothing of the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tests.samples.layouts import KREISE, TYPES, workbook

Rows = list[list[object]]
NAMES = {"DG": "Deutschland", "11": "  Berlin", "12": "  Brandenburg", "14": "  Sachsen"}


@dataclass(frozen=True)
class Sheet:
    """One official table.

    Attributes:
        code: its number.
        title: lines above the heads.
        heads: rows of heads; the first two columns are key and name.
        measures: indicator -> zero-based column.
        day: reference day before the year, blank for years.
    """

    code: str
    title: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    measures: Mapping[str, int]
    day: str = ""

    def retitled(self, old: str, new: str) -> Sheet:
        """The same table with another word in its title."""
        assert any(old in line for line in self.title), old
        return replace(self, title=tuple(line.replace(old, new) for line in self.title))

    def reheaded(self, old: str, new: str) -> Sheet:
        """The same table with another head."""
        heads = tuple(tuple(new if cell == old else cell for cell in row) for row in self.heads)
        assert heads != self.heads, old
        return replace(self, heads=heads)


_RATE = "Arbeitslosenquote bez. auf alle zivile Erwerbsp."
UNEMPLOYMENT = Sheet(
    "13211-02-05-4",
    (
        "Arbeitslose nach ausgewählten Personengruppen sowie\nArbeitslosenquoten - Jahresdurchschnitt - (ab 2009)\n"
        "regionale Tiefe:\nKreise und krfr. Städte",
        "Arbeitsmarktstatistik der Bundesagentur für Arbeit",
    ),
    (
        ("Jahr\nKreise und kreisfreie Städte", "", "Arbeitslose", "Arbeitslose", "", "",
         "Arbeitslosenquote bez. abh. zivile Erwerbspers.", _RATE, _RATE, "", "", ""),
        ("", "", "", "ausländisch", "15 bis unter 25 Jahre", "langzeitarbeitslos", "", "", "Männer", "Frauen",
         "ausländisch", "15 bis unter 25 Jahre"),
        ("", "", "Anzahl", "Anzahl", "Anzahl", "Anzahl", *["Prozent"] * 6),
    ),
    {"unemployment_rate": 7, "youth_unemployment_rate": 11},
)  # fmt: skip
EMPLOYEES = Sheet(
    "13111-01-03-4",
    (
        "Sozialversicherungspflichtig Beschäftigte am Arbeitsort nach\nGeschlecht und Nationalität - Stichtag 30.06. - "
        "regionale\nTiefe: Kreise und krfr. Städte",
        "Sozialversicherungspflichtig Beschäftigte",
        "Sozialversicherungspfl. Beschäftigte (Arbeitsort) (Anzahl)",
    ),
    (
        ("Stichtag\nKreise und kreisfreie Städte", "", "Nationalität", "", "", "", "", ""),
        ("", "", "Insgesamt", "", "", "ausländisch", "", ""),
        ("", "", "Geschlecht", "", "", "Geschlecht", "", ""),
        ("", "", "Insgesamt", "männlich", "weiblich", "Insgesamt", "männlich", "weiblich"),
    ),
    {"employees_at_workplace": 2},
    "30.06.",
)
QUOTIENTS = Sheet(
    "12411-08-01-4",
    (
        "Jugendquotient, Altenquotient - Stichtag 31.12. - regionale\nTiefe: Kreise und krfr. Städte",
        "Fortschreibung des Bevölkerungsstandes",
    ),
    (
        ("Stichtag\nKreise und kreisfreie Städte", "", "Jugendquotient", "", "", "Altenquotient", "", ""),
        ("", "", "Insgesamt", "männlich", "weiblich", "Insgesamt", "männlich", "weiblich"),
        ("", "", *["Quotient"] * 6),
    ),
    {"youth_quotient": 2, "old_age_quotient": 5},
    "31.12.",
)
_INCOME = "Empfänger/-innen von sozialen Mindestsicherungsleistungen"
INCOME = Sheet(
    "22811-01-01-4",
    (
        f"{_INCOME}\nnach Art der Leistung - Stichtag 31.12. - regionale Tiefe:\nKreise und krfr. Städte",
        "Sozialberichterstattung in der amtlichen Statistik",
    ),
    (
        ("Stichtag\nKreise und kreisfreie Städte", "", _INCOME, _INCOME, "", ""),
        ("", "", "", "Gesamtregelleistung (Bürgergeld) n.d.SGB II", "", "Regelleist. n.d. Asylbewerberleistungsgesetz"),
        ("", "", "", "zusammen", "Bürgergeld für erwerbsf. Leistungsberechtigte", ""),
        ("", "", *["Anzahl"] * 4),
    ),
    {"minimum_income_recipients": 2},
    "31.12.",
)
GDP = Sheet(
    "82000-01-01-4",
    ("Bruttoinlandsprodukt - Jahressumme - regionale Tiefe:\nKreise und krfr. Städte", "VGR der Länder"),
    (
        ("Jahr\nKreise und kreisfreie Städte", "", "Bruttoinlandsprodukt",
         "Bruttoinlandsprodukt je erwerbstätige Person", "Bruttoinlandsprodukt pro Kopf"),
        ("", "", "Tsd. EUR", "EUR", "EUR"),
    ),
    {"gdp_per_capita": 4},
)  # fmt: skip


def _natural(code: str, title: str, statistic: str, measure: str, column: str) -> Sheet:
    return Sheet(
        code,
        (f"{title} - Jahressumme - regionale\nTiefe: Kreise und krfr. Städte", statistic),
        (
            ("Jahr\nKreise und kreisfreie Städte", "", column, "", ""),
            ("", "", "Insgesamt", "männlich", "weiblich"),
            ("", "", *["Anzahl"] * 3),
        ),
        {measure: 2},
    )


BIRTHS = _natural(
    "12612-01-01-4", "Lebendgeborene nach Geschlecht", "Statistik der Geburten", "births", "Lebendgeborene"
)
DEATHS = _natural("12613-01-01-4", "Gestorbene nach Geschlecht", "Statistik der Sterbefälle", "deaths", "Gestorbene")
ALL = (UNEMPLOYMENT, EMPLOYEES, QUOTIENTS, INCOME, GDP)
FOOT = (
    "© Statistische Ämter des Bundes und der Länder, Deutschland, 2026.",
    "Dieses Werk ist lizenziert unter der Datenlizenz Deutschland",
    "- Namensnennung - Version 2.0. | Stand: 01.06.2026 / 13:07:30",
)
Values = Mapping[tuple[str, int, str], float]
"""(region, year, indicator) -> value."""


def cells(sheet: Sheet, values: Values, *, layout: str = "blocks", foot: Sequence[str] = ()) -> Rows:
    """The rows of a sheet.

    Args:
        sheet: which table.
        values: its figures; every other column holds a number of its own.
        layout: `blocks` (the time above each block), `column` (the time in front of the key) or `above` (one time
            above the heads).
        foot: notes below the ruler.
    """
    front = 1 if layout == "column" else 0
    years = sorted({year for _, year, _ in values}, reverse=True)
    rows: Rows = [[line] for line in sheet.title]
    if layout == "above":
        rows.append([f"{'Stichtag' if sheet.day else 'Jahr'}: {sheet.day}{years[0]}"])
    rows += [[row[0], *[""] * front, *row[1:]] for row in sheet.heads]
    for year in years:
        time = f"{sheet.day}{year}"
        rows += [[time]] if layout == "blocks" else []
        regions = dict.fromkeys(region for region, own, _ in values if own == year)
        for number, region in enumerate(regions):
            name = NAMES.get(region) or f"      {KREISE.get(region, 'München')}, {TYPES.get(region, 'Landkreis')}"
            row: list[object] = [*[time if number == 0 else ""][:front], region, name]
            row += [7.0 + at for at in range(2, len(sheet.heads[0]))]
            for measure, at in sheet.measures.items():
                row[at + front] = values[region, year, measure]
            rows.append(row)
    return [*rows, ["______________"], *[[line] for line in (*foot, *FOOT)]]


def book(sheet: Sheet, values: Values, *, layout: str = "blocks", tab: str = "", foot: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet."""
    return workbook({tab or sheet.code: cells(sheet, values, layout=layout, foot=foot)})


def text(sheet: Sheet, values: Values, *, layout: str = "blocks", decimal: str = ",") -> bytes:
    """The text export: a number in front, the title's lines on lines of their own."""
    rows = cells(sheet, values, layout=layout)
    width = max(len(row) for row in rows)
    lines = [f"Tabelle: {sheet.code}{';' * (width - 1)}"]
    for row in rows:
        written = [str(cell).replace(".", decimal) if isinstance(cell, float) else str(cell) for cell in row]
        title = len(row) == 1
        for part in written[0].split("\n") if title else [None]:
            own = [part] if part is not None else [f'"{one}"' if "\n" in one else one for one in written]
            lines.append(";".join([*own, *[""] * (width - len(own))]))
    return "\n".join(lines).encode() + b"\n"

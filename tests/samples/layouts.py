"""Writers of the official layouts, for samples and round trips. They know nothing of the reader.

Every writer takes canonical rows and gives the text or workbook an office would deliver.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence

import pandas as pd
import xlsxwriter

from data.records import load_age_groups, load_kreise

KREISE = dict(zip(load_kreise()["ags"], load_kreise()["name"], strict=True))
TYPES = dict(zip(load_kreise()["ags"], load_kreise()["kreis_type"], strict=True))
NUTS = dict(zip(load_kreise()["ags"], load_kreise()["nuts3"], strict=True))
_LABELS = {row.age_group: row.label_de for row in load_age_groups().itertuples()}
FOOT = (
    "__________\n"
    '"zu ""gesamte Tabelle"":\nErgebnisse nach Zensus; (Probe mit Zahlen des Atlas)"\n'
    '"© Statistische Ämter des Bundes und der Länder, Deutschland, 2020.\n'
    'Dieses Werk ist lizenziert unter der Datenlizenz Deutschland\n- Namensnennung - Version 2.0."\n'
    "Stand: 03.08.2020 / 12:35:41\n"
)
Number = Callable[[object], str]


def label(code: str) -> str:
    """Age group as official tables write it."""
    if code == "insgesamt":
        return "Insgesamt"
    return _LABELS[code].replace("und älter", "und mehr")


def number(value: object) -> str:
    """A whole number without thousands mark; missing as the sign for secret."""
    return "." if pd.isna(value) else str(int(value))  # type: ignore[call-overload]


def pointed(value: object) -> str:
    """A whole number with German thousands points."""
    return f"{int(value):,}".replace(",", ".")  # type: ignore[call-overload]


def kreis_label(ags: str) -> str:
    """Name with indentation and suffix, as in the Regionaldatenbank."""
    return f"      {KREISE[ags]}, {TYPES[ags]}"


def regional_migration(
    rows: pd.DataFrame, *, form: Number = number, extra: Sequence[str] = (), foot: str = FOOT
) -> str:
    """12711-04-02-4: one year, sexes suppressed as before 2002."""
    year = int(rows["year"].iloc[0])
    lines = [
        "GENESIS-Tabelle: 12711-04-02-4",
        "Zu- und Fortzüge (über Kreisgrenzen) nach Geschlecht und;;;;;;;;",
        "Altersgruppen - Jahressumme - regionale Tiefe: Kreise und;;;;;;;;",
        "krfr. Städte;;;;;;;;",
        "Wanderungsstatistik;;;;;;;;",
        f"Jahr: {year};;;;;;;;",
        ";;;"
        + ";".join(["Zuzüge - Wanderungen über die Kreisgrenzen"] * 3)
        + ";"
        + ";".join(["Fortzüge - Wanderungen über die Kreisgrenzen"] * 3),
        ";;;" + ";".join(["Geschlecht"] * 6),
        ";;;Insgesamt;männlich;weiblich;Insgesamt;männlich;weiblich",
        ";;;" + ";".join(["Anzahl"] * 6),
    ]
    for row in rows.itertuples():
        values = f"{form(row.arrivals)};.;.;{form(row.departures)};.;."
        lines.append(f"{row.ags};{kreis_label(row.ags)};{label(row.age_group)};{values}")
    return "\n".join([*lines, *extra]) + "\n" + foot


def regional_population(rows: pd.DataFrame) -> str:
    """12411-02-03-4: one reference day, a head of one line."""
    day = ".".join(reversed(str(rows["date"].iloc[0]).split("-")))
    lines = [
        "GENESIS-Tabelle: 12411-02-03-4",
        "Bevölkerung nach Geschlecht und Altersgruppen (17);;;;;",
        "- Stichtag 31.12. - regionale Tiefe: Kreise und krfr. Städte;;;;;",
        "Fortschreibung des Bevölkerungsstandes;;;;;",
        "Bevölkerungsstand (Anzahl);;;;;",
        f"Stichtag: {day};;;;;",
        ";;;Insgesamt;männlich;weiblich",
    ]
    for row in rows.itertuples():
        lines.append(f"{row.ags};{kreis_label(row.ags)};{label(row.age_group)};{number(row.population)};.;.")
    return "\n".join(lines) + "\n" + FOOT


def genesis_population(rows: pd.DataFrame, *, flag: str = "e") -> str:
    """12411-0017: age groups in columns, a flag beside each, time on the first row of its block."""
    groups = list(dict.fromkeys(rows["age_group"]))
    lines = [
        "Tabelle: 12411-0017",
        "Bevölkerung: Kreise, Stichtag, Altersgruppen;;;;",
        "Fortschreibung des Bevölkerungsstandes;;;;;;",
        "Bevölkerungsstand (Anzahl);;;;;;",
        ";;;Altersgruppen;;;;",
        ";;;" + ";;".join(label(group) for group in groups) + ";",
    ]
    for date, block in rows.groupby("date", sort=False):
        shown = ".".join(reversed(str(date).split("-")))
        for ags, one in block.groupby("ags", sort=False):
            values = dict(zip(one["age_group"], one["population"], strict=True))
            cells = ";".join(f"{number(values[group])};{flag}" for group in groups)
            lines.append(f"{shown};{ags};{KREISE[str(ags)]}, {TYPES[str(ags)]};{cells}")
            shown = ""
    foot = '__________\n"Ab 2011: Zensus 2011.\nAb 2022: Zensus 2022."\n'
    return "\n".join(lines) + "\n" + foot + "© Statistisches Bundesamt (Destatis), 2025\nStand: 16.06.2025\n"


def ffcsv_old(rows: pd.DataFrame) -> str:
    """Population as a flat file of the old generation; the total has an empty code."""
    head = "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit"
    for n in (1, 2):
        head += f";{n}_Merkmal_Code;{n}_Merkmal_Label;{n}_Auspraegung_Code;{n}_Auspraegung_Label"
    lines = [head + ";     BEVSTD__Bevoelkerungsstand__Anzahl"]
    for row in rows.itertuples():
        day = ".".join(reversed(row.date.split("-")))
        code = "" if row.age_group == "insgesamt" else "ALT"
        lines.append(
            f"12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;{day};KREISE;Kreise;{row.ags};"
            f"{KREISE[row.ags]};ALTX17;Altersgruppen;{code};{label(row.age_group)};{number(row.population)}"
        )
    return "\n".join(lines) + "\n"


_NEW_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;"
    "1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;"
    "2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label;value_q"
)


def _new_row(ags: str, time: tuple[str, str, str], age: str, value: str, code: str, name: str) -> str:
    kind = "12711" if time[0] == "JAHR" else "12411"
    title = "Wanderungsstatistik" if kind == "12711" else "Fortschreibung des Bevölkerungsstandes"
    age_code = "" if age == "insgesamt" else "ALT"
    return (
        f"{kind};{title};{time[0]};{time[1]};{time[2]};KREISE;Kreise und kreisfreie Städte;{ags};"
        f"{KREISE.get(ags[:5], ags)};ALTX07;Altersgruppen;{age_code};{label(age)};{value};Anzahl;{code};{name};e"
    )


def ffcsv_new_migration(rows: pd.DataFrame) -> str:
    """Migration as a flat file of the new generation: arrivals and departures in rows of their own."""
    lines = [_NEW_HEAD]
    for row in rows.itertuples():
        time = ("JAHR", "Jahr", str(row.year))
        for value, code, name in (
            (row.arrivals, "WAN001", "Zuzüge über Kreisgrenzen"),
            (row.departures, "WAN002", "Fortzüge über Kreisgrenzen"),
        ):
            lines.append(_new_row(row.ags, time, row.age_group, number(value), code, name))
    return "\n".join(lines) + "\n"


def ffcsv_new_population(rows: pd.DataFrame, *, key: Callable[[str], str] = str) -> str:
    """Population as a flat file of the new generation."""
    lines = [_NEW_HEAD]
    for row in rows.itertuples():
        time = ("STAG", "Stichtag", row.date)
        value = number(row.population)
        lines.append(_new_row(key(row.ags), time, row.age_group, value, "BEVSTD", "Bevölkerungsstand"))
    return "\n".join(lines) + "\n"


def inkar(rows: pd.DataFrame, *, name: str = "Bevölkerung gesamt") -> str:
    """Totals by year in columns, every field of the body quoted, thousands points."""
    years = sorted(rows["year"].unique())
    lines = [
        "Kennziffer;Raumeinheit;Aggregat" + f";{name}" * len(years),
        ";;;" + ";".join(str(year) for year in years),
    ]
    for ags, one in rows.groupby("ags", sort=False):
        values = dict(zip(one["year"], one["population"], strict=True))
        kind = "Landkreis" if TYPES[str(ags)] == "Landkreis" else "krsfr. Stadt"
        cells = ";".join(f'"{pointed(values[year])}"' for year in years)
        lines.append(f'"{ags}";"{KREISE[str(ags)]}";"{kind}";{cells}')
    return "\n".join(lines) + "\n"


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook; texts stay texts, also those that begin with =."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        # A fixed day keeps the samples the same on every run.
        book.set_properties({"created": datetime.datetime(2020, 1, 1)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number_, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None and value != "":
                        sheet.write(number_, column, value)
    return stream.getvalue()


def regional_workbook(rows: pd.DataFrame) -> bytes:
    """The workbook flavour of 12711-04-02-4: key and name only on the first row of a district."""
    cells: list[list[object]] = [line.split(";") for line in regional_migration(rows).split("\n")[:10]]
    last = ""
    for row in rows.itertuples():
        first = row.ags != last
        last = row.ags
        cells.append(
            [
                row.ags if first else "",
                kreis_label(row.ags) if first else "",
                label(row.age_group),
                int(row.arrivals),
                ".",
                ".",
                int(row.departures),
                ".",
                ".",
            ]
        )
    cells += [["__________"], ["© Statistische Ämter des Bundes und der Länder, Deutschland, 2020."]]
    return workbook({"12711-04-02-4": cells})


def matrix(rows: pd.DataFrame, *, sheet: str = "Brandenburg 2018") -> bytes:
    """Kreiswanderungsmatrix: the whole balance of a district stands on one pair, Berlin."""
    names = (
        "Zielland", "Zielkreis-\nSchlüssel", "Z-LD", "Z-RB", "Z-KR", "Zielkreis", "Herkunftsland",
        "Herkunftskreis-\nSchlüssel", "H-LD", "H-RB", "H-KR", "Herkunftskreis", "Regionstyp", "Altersgruppen",
    )  # fmt: skip
    head: list[list[object]] = [[*names, "Insgesamt"], [], [*[""] * 14, "insgesamt"], []]
    for row in rows[rows["age_group"] != "insgesamt"].itertuples():
        age = label(row.age_group).replace(" Jahre", "").replace(" bis unter ", " - ").replace("mehr", "älter")
        head.append(
            [
                "Brandenburg",
                row.ags,
                row.ags[:2],
                "0",
                row.ags[3:],
                KREISE[row.ags],
                "Berlin",
                "11000",
                "11",
                "0",
                "00",
                "Berlin",
                "x",
                age,
                int(row.net),
            ]
        )
    return workbook({sheet: head})


def destatis(rows: pd.DataFrame) -> bytes:
    """Population workbook: a group's residents all stand on its youngest age."""
    ages = load_age_groups().set_index("age_group")["age_from"]
    day = ".".join(reversed(str(rows["date"].iloc[0]).split("-")))
    head: list[list[object]] = [
        ["Bevölkerung nach Kreisen, Altersjahren"],
        [f"Stichtag: {day}"],
        [],
        [],
        ["NUTS3", "Schl.Nr.", "Region", "Insgesamt", "Altersjahre"],
        ["", "", "", "", "unter 1", *[str(age) for age in range(1, 90)], "90 und mehr"],
    ]
    for ags, one in rows.groupby("ags", sort=False):
        values = {code: int(count) for code, count in zip(one["age_group"], one["population"], strict=True)}
        single: list[object] = [0] * 91
        for code, count in values.items():
            if code != "insgesamt":
                single[int(ages[code])] = count
        head.append([NUTS[str(ags)], ags, KREISE[str(ags)], values["insgesamt"], *single])
    census = 2022 if day[-4:] >= "2022" else 2011
    head += [[], [f"Ergebnisse auf Grundlage des Zensus {census}."]]
    return workbook({"Insgesamt": head, "Männlich": head[:6]})


def tabular(rows: pd.DataFrame, columns: dict[str, str], *, delimiter: str = ";", form: Number = number) -> str:
    """Any table: heading -> canonical column."""
    lines = [delimiter.join(columns)]
    for row in rows.to_dict("records"):
        cells = [
            form(row[name]) if isinstance(row[name], int) and name != "year" else str(row[name])
            for name in columns.values()
        ]
        lines.append(delimiter.join(cells))
    return "\n".join(lines) + "\n"


def turned(text: str, *, titles: int = 1) -> str:
    """Delimited text with rows and columns swapped below its titles; lines of words at the end stay below."""
    rows = [line.split(";") for line in text.rstrip("\n").split("\n")]
    last = max(number for number, row in enumerate(rows) if any(row[1:])) + 1
    body = [list(column) for column in zip(*rows[titles:last], strict=True)]
    return "\n".join(";".join(row) for row in [*rows[:titles], *body, *rows[last:]]) + "\n"


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP with these files; the date is fixed, so that the samples are the same on every run."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            archive.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()

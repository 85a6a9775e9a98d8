"""Files in official layouts with invented figures: last year's own figures moved on, for tests only."""

import pandas as pd

AGES = {
    "unter 18": "unter 18 Jahre",
    "18-25": "18 bis unter 25 Jahre",
    "25-30": "25 bis unter 30 Jahre",
    "30-50": "30 bis unter 50 Jahre",
    "50-65": "50 bis unter 65 Jahre",
    "65+": "65 Jahre und mehr",
    "insgesamt": "Insgesamt",
}
_HEAD = """GENESIS-Tabelle: 12711-04-02-4
Zu- und Fortzüge (über Kreisgrenzen) nach Geschlecht und;;;;;;;;
Altersgruppen - Jahressumme - regionale Tiefe: Kreise und;;;;;;;;
krfr. Städte;;;;;;;;
Wanderungsstatistik;;;;;;;;
Jahr: {year};;;;;;;;
;;;{arrivals};{arrivals};{arrivals};{departures};{departures};{departures}
;;;Geschlecht;Geschlecht;Geschlecht;Geschlecht;Geschlecht;Geschlecht
;;;Insgesamt;männlich;weiblich;Insgesamt;männlich;weiblich
;;;Anzahl;Anzahl;Anzahl;Anzahl;Anzahl;Anzahl"""
_FOOT = """__________
"zu ""gesamte Tabelle"":
Erfundene Zahlen für einen Test."
"© Statistische Ämter des Bundes und der Länder, Deutschland, 2026.
Dieses Werk ist lizenziert unter der Datenlizenz Deutschland
- Namensnennung - Version 2.0."
Stand: 01.02.2026 / 10:00:00"""


def regional_file(migration: pd.DataFrame, kreise: pd.DataFrame, *, year: int = 2025, more: int = 0) -> bytes:
    """A table 12711-04-02-4 as the office writes it: the figures of 2024 under another year.

    Args:
        migration: the shipped table.
        kreise: names of the districts.
        year: year the file claims.
        more: added to the arrivals of the youngest and the total of every district.
    """
    names = kreise.set_index("ags")["name"]
    lines = [
        _HEAD.format(
            year=year,
            arrivals="Zuzüge - Wanderungen über die Kreisgrenzen",
            departures="Fortzüge - Wanderungen über die Kreisgrenzen",
        )
    ]
    last = migration[migration["year"] == 2024]
    for row in last.itertuples():
        arrivals = int(row.arrivals) + (more if row.age_group in ("unter 18", "insgesamt") else 0)
        cells = [*_sexes(arrivals), *_sexes(int(row.departures))]
        lines.append(";".join([row.ags, f"      {names[row.ags]}", AGES[row.age_group], *map(str, cells)]))
    return "\n".join([*lines, _FOOT, ""]).encode("cp1252")


def _sexes(persons: int) -> tuple[int, int, int]:
    return persons, persons // 2, persons - persons // 2


def population_file(population: pd.DataFrame, *, year: int = 2025) -> bytes:
    """A plain table with headings: the residents of 2024 under another year."""
    last = population[population["date"] == "2024-12-31"]
    lines = ["AGS;Stichtag;Altersgruppe;Bevölkerung"]
    lines += [f"{row.ags};31.12.{year};{row.age_group};{row.population}" for row in last.itertuples()]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")

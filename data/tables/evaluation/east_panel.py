"""The 75 districts of the five East German Länder, which only a wider comparison reads."""

from __future__ import annotations

from typing import Any

from data.tables.columns import DAY, Table, field, kreis, optional, pair, persons, sources
from data.tables.migration import Migration
from data.tables.population import Population
from data.tables.statuses import REPORTED

RECALCULATED, SUMMED = "recalculated", "sum_of_old_kreise"


def _panel_status() -> Any:
    return field(
        "reported; recalculated: the source's own figure for a district older than itself; sum_of_old_kreise: added up "
        "from whole older districts, migration as net only",
        "reported: wie in der Quelle; recalculated: von der Quelle auf das heutige Gebiet umgerechnet; "
        "sum_of_old_kreise: Summe ganzer älterer Kreise, Wanderung nur als Saldo",
        isin=[REPORTED, RECALCULATED, SUMMED],
    )


class PanelKreise(
    Table,
    key=["ags"],
    title=("East German panel: districts", "Ostdeutsches Panel: Kreise"),
    about=(
        "All 75 districts of the five East German Länder, with what makes one comparable.",
        "Alle 75 Kreise der fünf ostdeutschen Länder und was einen vergleichbar macht.",
    ),
):
    """The 75 districts of the five East German Länder on the territory of today. Key: ags."""

    ags: str = kreis(refers=None)
    name: str = field("Name of the district", "Name des Kreises")
    land_ags: str = field(
        "Official key of the Land (2 digits)",
        "Amtlicher Schlüssel des Landes (2 Stellen)",
        isin=["12", "13", "14", "15", "16"],
    )
    kreis_type: str = field(
        "Landkreis, or Kreisfreie Stadt (a town that is its own district)",
        "Landkreis oder Kreisfreie Stadt",
        isin=["Landkreis", "Kreisfreie Stadt"],
    )
    area_km2: float = field("Area on 31 December 2024", "Fläche am 31.12.2024", unit="km²", gt=0)
    population_2018: int = persons("Residents on 31 December 2018", "Bevölkerung am 31.12.2018", gt=0)
    over_100000_in_2018: bool = field(
        "A town with more than 100,000 residents on 31 December 2018 (yes/no)",
        "Stadt mit mehr als 100.000 Einwohnern am 31.12.2018 (yes/no)",
    )
    over_100000_ever: bool = field(
        "Holds a town with more than 100,000 residents at the end of any year from 2000 to 2024 (yes/no)",
        "Mit einer Stadt, die am Ende eines Jahres von 2000 bis 2024 mehr als 100.000 Einwohner hatte (yes/no)",
    )
    touches_berlin: bool = field("Shares a border with Berlin (yes/no)", "Grenzt an Berlin (yes/no)")
    reception_ratio: float = optional(
        "Arrivals of 2015 or 2016, whichever is larger, by the mean of 2012 to 2014; blank where arrivals are",
        "Zuzüge 2015 oder 2016, die größere Zahl, durch das Mittel von 2012 bis 2014; leer, wo Zuzüge fehlen",
        unit="ratio",
        gt=0,
    )
    return_initiative: bool = field(
        "A source names a return initiative outside the network (yes/no); no register of them was found",
        "Eine Quelle nennt eine Rückkehr-Initiative außerhalb des Netzwerks (yes/no); ein Verzeichnis wurde nicht "
        "gefunden",
    )
    missing_years: str = optional(
        "Years without exact net migration on the territory of today, joined by |; 2001 is missing everywhere",
        "Jahre ohne exakten Wanderungssaldo auf dem heutigen Gebiet, getrennt durch |; 2001 fehlt überall",
        str_matches=r"^\d{4}(\|\d{4})*$",
    )
    territory_de: str = pair("What happened to the territory", "Was mit dem Gebiet geschah", "de")
    territory_en: str = pair("What happened to the territory", "Was mit dem Gebiet geschah", "en")
    source_ids: str = sources()


class PanelMapping(
    Table,
    key=["old_ags", "new_ags"],
    title=("East German panel: older districts", "Ostdeutsches Panel: ältere Kreise"),
    about=(
        "Which district of today every older one went to, since 2000, and whether sums are exact.",
        "Zu welchem heutigen Kreis jeder ältere seit 2000 kam und ob Summen exakt sind.",
    ),
):
    """Which district of today an older one went to. Key: old_ags, new_ags."""

    old_ags: str = kreis("Key of the older district", "Schlüssel des älteren Kreises", refers=None)
    old_name: str = field("Name of the older district", "Name des älteren Kreises")
    new_ags: str = kreis("Key of the district of today", "Schlüssel des heutigen Kreises", refers="panel_kreise")
    new_name: str = field("Name of the district of today", "Name des heutigen Kreises")
    old_goes: str = field(
        "whole: all of the older district; part: it was divided",
        "whole: der ältere Kreis ganz; part: er wurde geteilt",
        isin=["whole", "part"],
    )
    new_is_whole: str = field(
        "Whether the district of today is a sum of whole older ones: yes, no, or from_2001",
        "Ob der heutige Kreis eine Summe ganzer älterer ist: yes, no oder from_2001 (ab 2001)",
        isin=["yes", "no", "from_2001"],
    )
    valid_from: str = field("First day", "Erster Tag", str_matches=DAY)
    law: str = field("Law of the reform, in German", "Gesetz der Reform")
    used_for_de: str = pair("What older figures were added up for", "Wofür ältere Zahlen addiert sind", "de")
    used_for_en: str = pair("What older figures were added up for", "Wofür ältere Zahlen addiert sind", "en")
    evidence_de: str = pair("What shows whether the sum is exact", "Was zeigt, ob die Summe exakt ist", "de")
    evidence_en: str = pair("What shows whether the sum is exact", "Was zeigt, ob die Summe exakt ist", "en")
    source_ids: str = sources()


class PanelMigration(
    Migration,
    title=("East German panel: migration", "Ostdeutsches Panel: Wanderung"),
    about=(
        "Arrivals, departures and net of 75 districts by age group, 2000 to 2024 without 2001.",
        "Zuzüge, Fortzüge und Saldo von 75 Kreisen nach Altersgruppen, 2000 bis 2024 ohne 2001.",
    ),
):
    """Moves over district borders on the territory of today. Key: ags, year, age_group."""

    ags: str = kreis(refers="panel_kreise")
    status: str = _panel_status()


class PanelPopulation(
    Population,
    title=("East German panel: population", "Ostdeutsches Panel: Bevölkerung"),
    about=(
        "Residents of 75 districts on 31 December; by age up to 2019 and in 2024, totals in all years.",
        ("Bevölkerung von 75 Kreisen am 31.12.; nach Alter bis 2019 und 2024, insgesamt in allen Jahren."),
    ),
):
    """Residents on 31 December on the territory of today. Key: ags, date, age_group."""

    ags: str = kreis(refers="panel_kreise")
    status: str = _panel_status()

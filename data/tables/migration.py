"""Moves over the borders of the districts and of the Land."""

from __future__ import annotations

import pandas as pd

from data.tables.columns import (
    KREIS_AGS,
    Table,
    age_group,
    calendar_year,
    field,
    kreis,
    optional,
    pair,
    persons,
    source,
)
from data.tables.statuses import figure_status


class Migration(
    Table,
    key=["ags", "year", "age_group"],
    title=("Migration of the districts", "Wanderung der Kreise"),
    about=(
        "Arrivals, departures and net migration over district borders by age group.",
        "Zuzüge, Fortzüge und Saldo über die Kreisgrenze nach Altersgruppen.",
    ),
):
    """Moves over district borders, one row per (ags, year, age_group); 2001 is missing in the source."""

    ags: str = kreis()
    year: int = calendar_year()
    age_group: str = age_group()
    arrivals: pd.Int64Dtype = persons(
        "People who moved in over the district border; blank as status says",
        "Zuzüge über die Kreisgrenze; leer, wie es status sagt",
        nullable=True,
        ge=0,
    )
    departures: pd.Int64Dtype = persons(
        "People who moved out over the district border; blank as status says",
        "Fortzüge über die Kreisgrenze; leer, wie es status sagt",
        nullable=True,
        ge=0,
    )
    net: pd.Int64Dtype = persons(
        "Arrivals minus departures; blank as status says",
        "Saldo: Zuzüge minus Fortzüge; leer, wie es status sagt",
        nullable=True,
    )
    status: str = figure_status()
    source_id: str = source()


class MigrationSex(
    Table,
    key=["ags", "year", "age_group", "sex"],
    title=("Migration of the districts by sex", "Wanderung der Kreise nach Geschlecht"),
    about=(
        "Arrivals, departures and net migration over district borders by sex and age group since 2018.",
        "Zuzüge, Fortzüge und Saldo über die Kreisgrenze nach Geschlecht und Alter seit 2018.",
    ),
):
    """Moves over district borders by sex, one row per (ags, year, age_group, sex)."""

    ags: str = kreis()
    year: int = calendar_year()
    age_group: str = age_group()
    sex: str = field("weiblich (female), männlich (male)", "weiblich, männlich", isin=["weiblich", "männlich"])
    arrivals: pd.Int64Dtype = persons("Arrivals over the district border", "Zuzüge über die Kreisgrenze", ge=0)
    departures: pd.Int64Dtype = persons("Departures over the district border", "Fortzüge über die Kreisgrenze", ge=0)
    net: pd.Int64Dtype = persons("Arrivals minus departures", "Saldo: Zuzüge minus Fortzüge")
    status: str = field("reported: as in the source", "reported: wie in der Quelle", isin=["reported"])
    source_id: str = source()


class MigrationLand(
    Table,
    key=["measure", "kreis_ags", "year", "age_group", "partner"],
    title=("Migration of Brandenburg since 2020", "Wanderung Brandenburgs seit 2020"),
    about=(
        "Moves over the border of the Land 2020-2024, and five district balances from press releases.",
        "Wanderung über die Landesgrenze 2020–2024 und fünf Kreissalden aus Pressemitteilungen.",
    ),
):
    """Moves over the border of the Land by partner, and district balances published one by one.

    Key: (measure, kreis_ags, year, age_group, partner). Not comparable with `Migration`.
    """

    land_ags: str = field(
        "Official key of the Land (2 digits)",
        "Amtlicher Schlüssel des Landes (2 Stellen)",
        str_matches=r"^\d{2}$",
    )
    kreis_ags: str = optional(
        "District of a kreis_net row (AGS)", "Kreis einer kreis_net-Zeile (AGS)", refers="kreise", str_matches=KREIS_AGS
    )
    year: int = calendar_year()
    measure: str = field(
        "land_border: moves over the border of the Land; kreis_net: balance of one district",
        "land_border: Wanderung über die Landesgrenze; kreis_net: Saldo eines Kreises",
        isin=["land_border", "kreis_net"],
    )
    age_group: str = age_group()
    partner: str = field(
        "From where or to where: alle (all), Ausland (abroad), Berlin, Inland (Germany without the district), Ukraine, "
        "übriges Bundesgebiet (rest of Germany)",
        "Herkunft oder Ziel: alle, Ausland, Berlin, Inland (Deutschland ohne den Kreis), Ukraine, übriges Bundesgebiet",
        isin=["alle", "Ausland", "Berlin", "Inland", "Ukraine", "übriges Bundesgebiet"],
    )
    arrivals: pd.Int64Dtype = persons(
        "Arrivals; blank when not published", "Zuzüge; leer, wenn nicht veröffentlicht", nullable=True, ge=0
    )
    departures: pd.Int64Dtype = persons(
        "Departures; blank when not published",
        "Fortzüge; leer, wenn nicht veröffentlicht",
        nullable=True,
        ge=0,
    )
    net: pd.Int64Dtype = persons("Arrivals minus departures", "Saldo: Zuzüge minus Fortzüge")
    status: str = field(
        "reported, or inferred from other published figures",
        "reported: veröffentlicht; inferred: aus anderen Zahlen erschlossen",
        isin=["reported", "inferred"],
    )
    note_de: str = pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: str = pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_id: str = source()

"""What is computed from migration, and what interrupts its series."""

from __future__ import annotations

import pandas as pd

from data.tables.columns import IDS, KREIS_AGS, Table, diverging, field, optional, pair, sources


class Breaks(
    Table,
    key=["break_id"],
    title=("Breaks and gaps", "Brüche und Lücken"),
    about=(
        "What interrupts the series: censuses, methods, reception of refugees, missing years.",
        "Was die Reihen unterbricht: Zensus, Erhebung, Aufnahme Geflüchteter, fehlende Jahre.",
    ),
):
    """One row per break or gap a reader of a series must know. Key: break_id."""

    break_id: str = field("Key of the break", "Schlüssel des Bruchs", str_matches=IDS)
    year: int = field("Year it begins", "Jahr, in dem er beginnt", unit="year", ge=1990)
    year_to: pd.Int64Dtype = optional(
        "Last year; blank: one year, or open (method)",
        "Letztes Jahr; leer: nur ein Jahr, bei method offen",
        unit="year",
        ge=1990,
    )
    kind: str = field(
        "census, method, reception, or gap",
        "census: Zensus; method: Erhebung; reception: Aufnahme Geflüchteter; gap: Lücke",
        isin=["census", "method", "reception", "gap"],
    )
    ags: str = optional(
        "District it concerns; blank for all",
        "Betroffener Kreis; leer für alle",
        refers="kreise",
        str_matches=KREIS_AGS,
    )
    label_de: str = pair("Label on a chart", "Beschriftung im Diagramm", "de")
    label_en: str = pair("Label on a chart", "Beschriftung im Diagramm", "en")
    text_de: str = pair("Explanation", "Erklärung", "de")
    text_en: str = pair("Explanation", "Erklärung", "en")
    source_ids: str = sources()


class Indicators(
    Table,
    key=["indicator_id"],
    title=("Indicators", "Indikatoren"),
    about=(
        "The indicators the atlas computes, with formula and limits.",
        "Die Indikatoren, die der Atlas berechnet, mit Formel und Grenzen.",
    ),
):
    """One row per indicator the map and charts offer. Key: indicator_id."""

    indicator_id: str = field("Key of the indicator", "Schlüssel des Indikators")
    label_de: str = pair("Name", "Name", "de")
    label_en: str = pair("Name", "Name", "en")
    unit_de: str = pair("Unit", "Einheit", "de")
    unit_en: str = pair("Unit", "Einheit", "en")
    kind: str = field(
        "rate, count, or change",
        "Rate (rate), Anzahl (count) oder Veränderung (change)",
        isin=["rate", "count", "change"],
    )
    measure: str = field(
        "Column of migration or migration_components it rests on, or net of migration_sex (net_female, net_male)",
        "Spalte aus migration oder migration_components, auf der er beruht, oder net aus migration_sex",
        isin=[
            "net",
            "arrivals",
            "departures",
            "net_domestic",
            "net_abroad",
            "net_domestic_german",
            "net_female",
            "net_male",
        ],
    )
    diverging: bool = diverging()
    meaning_de: str = pair("What it says", "Was er aussagt", "de")
    meaning_en: str = pair("What it says", "Was er aussagt", "en")
    formula_de: str = pair("How it is computed", "Wie er berechnet wird", "de")
    formula_en: str = pair("How it is computed", "Wie er berechnet wird", "en")
    limits_de: str = pair("What it does not say", "Was er nicht aussagt", "de")
    limits_en: str = pair("What it does not say", "Was er nicht aussagt", "en")
    source_ids: str = sources()

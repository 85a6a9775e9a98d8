"""What surrounds the moves of a district: labour market, economic output, ages, minimum income."""

from __future__ import annotations

from data.tables.columns import Table, diverging, field, pair, region, source, sources
from data.tables.statuses import figure_status


class Context(
    Table,
    key=["region", "year", "indicator_id"],
    title=("Context of the districts", "Umfeld der Kreise"),
    about=(
        (
            "Unemployment, employees, economic output, age quotients and minimum income by year: districts, "
            "Brandenburg, Saxony and Germany. Context of migration, not its cause."
        ),
        (
            "Arbeitslosigkeit, Beschäftigte, Wirtschaftsleistung, Altersquotienten und Mindestsicherung nach "
            "Jahren: Kreise, Brandenburg, Sachsen und Deutschland. Umfeld der Wanderung, nicht ihre Ursache."
        ),
    ),
):
    """One row per (region, year, indicator_id); what the source lacks has no row."""

    region: str = region()
    year: int = field(
        "Year; context_indicators names the reference day", "Jahr; den Stichtag nennt context_indicators",
        unit="year", ge=1990,
    )  # fmt: skip
    indicator_id: str = field(
        "Indicator (code of context_indicators)", "Indikator (Code aus context_indicators)", refers="context_indicators"
    )
    value: float = field(
        "Value as in the source; context_indicators names its unit",
        "Wert wie in der Quelle; seine Einheit nennt context_indicators",
        ge=0,
    )
    status: str = figure_status()
    source_id: str = source()


class ContextIndicators(
    Table,
    key=["indicator_id"],
    title=("Indicators of the context", "Indikatoren des Umfelds"),
    about=(
        "The indicators of the context, with unit, reference day and limits.",
        "Die Indikatoren des Umfelds mit Einheit, Stichtag und Grenzen.",
    ),
):
    """One row per indicator of `context`, in the order of lists. Key: indicator_id."""

    indicator_id: str = field("Key of the indicator", "Schlüssel des Indikators")
    label_de: str = pair("Name", "Name", "de")
    label_en: str = pair("Name", "Name", "en")
    unit_de: str = pair("Unit", "Einheit", "de")
    unit_en: str = pair("Unit", "Einheit", "en")
    kind: str = field(
        "percent, quotient (per 100), eur, or count: only a count cannot stand beside a larger area",
        "percent (Prozent), quotient (je 100), eur oder count (Anzahl); nur eine Anzahl lässt sich nicht neben ein "
        "größeres Gebiet stellen",
        isin=["percent", "quotient", "eur", "count"],
    )
    diverging: bool = diverging()
    reference_de: str = pair("Reference day or span", "Stichtag oder Zeitraum", "de")
    reference_en: str = pair("Reference day or span", "Stichtag oder Zeitraum", "en")
    meaning_de: str = pair("What it says", "Was er aussagt", "de")
    meaning_en: str = pair("What it says", "Was er aussagt", "en")
    formula_de: str = pair("How it is computed", "Wie er berechnet wird", "de")
    formula_en: str = pair("How it is computed", "Wie er berechnet wird", "en")
    limits_de: str = pair("What it does not say", "Was er nicht aussagt", "de")
    limits_en: str = pair("What it does not say", "Was er nicht aussagt", "en")
    source_ids: str = sources()

"""Money for programme, network and initiatives."""

from __future__ import annotations

import pandas as pd

from data.tables.columns import DAY, IDS, PARTIAL_DATE, Table, field, optional, pair, sources


class Funding(
    Table,
    key=["funding_id"],
    title=("Funding", "Förderung"),
    about=(
        "Documented amounts for programme, network and initiatives, and the gaps.",
        "Belegte Beträge für Programm, Netzwerk und Initiativen, und die Lücken.",
    ),
):
    """One row per documented amount, or per documented absence of one. Key: funding_id.

    Amounts overlap: grants to the network and to initiatives come out of the programme pot, so sums
    over `scope` are wrong. No row but those of kind `paid` is a payment.
    """

    funding_id: str = field("Key of the amount", "Schlüssel des Betrags", str_matches=IDS)
    year: pd.Int64Dtype = optional("First year it concerns", "Erstes betroffenes Jahr", unit="year", ge=2000)
    period_start: str = optional("First day of the period", "Erster Tag des Zeitraums", str_matches=DAY)
    period_end: str = optional("Last day of the period", "Letzter Tag des Zeitraums", str_matches=DAY)
    amount_eur: float = optional("Amount; blank when not found", "Betrag; leer, wenn nicht gefunden", unit="EUR", ge=0)
    kind: str = field(
        "available, granted, announced, budgeted, paid, applied_for, or not_found",
        "bereitgestellt (available), bewilligt (granted), angekündigt (announced), eingeplant (budgeted), "
        "gezahlt (paid), beantragt (applied_for), nicht gefunden (not_found)",
        isin=["available", "granted", "announced", "budgeted", "paid", "applied_for", "not_found"],
    )
    amount_qualifier: str = field(
        "How exact the amount is",
        "Wie genau der Betrag ist",
        isin=["about", "calculated", "exact_as_printed", "just_under", "more_than", "not_found", "up_to"],
    )
    scope: str = field(
        "What the amount is for; never add over scopes",
        "Wofür der Betrag gilt; nie über Bereiche addieren",
        isin=["network", "initiative", "programme_pot", "programme_total_granted", "context", "total_cost"],
    )
    member_id: str = optional(
        "Initiative in the register; blank otherwise",
        "Initiative im Register; sonst leer",
        refers="members",
        str_matches=IDS,
    )
    recipient: str = optional("Who receives it, by name", "Namentlicher Empfänger")
    funder: str = optional("Who gives it", "Geldgeber")
    programme: str = optional("Programme it comes from", "Programm, aus dem es stammt")
    purpose_de: str = pair("Purpose", "Zweck", "de")
    purpose_en: str = pair("Purpose", "Zweck", "en")
    chart_use: str = field(
        "yes: drawn; alternative, duplicate, contested, check_total, inside_total, only_if_split: not added; "
        "gap: no figure found; no_amount: grant without amount; no: not drawn",
        "yes: gezeichnet; alternative, duplicate, contested, check_total, inside_total, only_if_split: nicht addiert; "
        "gap: keine Angabe gefunden; no_amount: Förderung ohne Betrag; no: nicht gezeichnet",
        isin=[
            "yes",
            "no",
            "alternative",
            "duplicate",
            "contested",
            "check_total",
            "inside_total",
            "only_if_split",
            "gap",
            "no_amount",
        ],
    )
    per_year: str = field(
        "yes: a yearly amount; no: a sum over the period; inferred: an equal split we assumed",
        "yes: Jahresbetrag; no: Summe über den Zeitraum; inferred: von uns gleich aufgeteilt",
        isin=["yes", "no", "inferred"],
    )
    confidence: str = field(
        "documented, inferred, or not_found",
        "documented: belegt; inferred: erschlossen; not_found: nicht gefunden",
        isin=["documented", "inferred", "not_found"],
    )
    published: str = optional(
        "Date of the source, as precise as known",
        "Datum der Quelle, so genau wie bekannt",
        str_matches=PARTIAL_DATE,
    )
    note_de: str = pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: str = pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_ids: str = sources(nullable=True)


class NetworkFunding(
    Table,
    key=["year"],
    title=("Network funding by year", "Förderung des Netzwerks nach Jahren"),
    about=(
        "What is known of the network's funding in each year; gaps stay gaps.",
        "Was über die Förderung des Netzwerks in jedem Jahr bekannt ist; Lücken bleiben Lücken.",
    ),
):
    """One row per year of network funding, with the range the sources leave. Key: year."""

    year: int = field("Calendar year", "Kalenderjahr", unit="year", ge=2017)
    documented_eur: float = optional("Documented yearly amount", "Belegter Jahresbetrag", unit="EUR", ge=0)
    kind: str = field(
        "granted, available, or not_found",
        "bewilligt (granted), bereitgestellt (available), nicht gefunden (not_found)",
        isin=["granted", "available", "not_found"],
    )
    low_eur: float = optional("Lowest reading of the sources", "Niedrigste Lesart der Quellen", unit="EUR", ge=0)
    high_eur: float = optional("Highest reading of the sources", "Höchste Lesart der Quellen", unit="EUR", ge=0)
    basis_de: str = pair("What the figures rest on", "Worauf die Zahlen beruhen", "de")
    basis_en: str = pair("What the figures rest on", "Worauf die Zahlen beruhen", "en")
    funding_ids: str = field(
        "Rows of funding it rests on, joined by |", "Zeilen aus funding, getrennt durch |", str_matches=IDS
    )
    status: str = field(
        "documented, announced, part_of_sum, contested, or gap",
        "documented: belegt; announced: angekündigt; part_of_sum: Teil einer Summe; contested: strittig; gap: Lücke",
        isin=["documented", "announced", "part_of_sum", "contested", "gap"],
    )
    source_ids: str = sources(nullable=True)


class Programme(
    Table,
    key=["entry_id"],
    title=("The funding programme", "Das Förderprogramm"),
    about=(
        "What is known of the programme's rules; the text of the principles could not be read.",
        "Bekannte Regeln des Programms; die Fördergrundsätze selbst waren nicht lesbar.",
    ),
):
    """One row per version of the programme or question about it. Key: entry_id."""

    entry_id: str = field("Key of the entry", "Schlüssel des Eintrags", str_matches=IDS)
    section: str = field("version or question", "Fassung (version) oder Frage (question)", isin=["version", "question"])
    date_from: str = optional("Start of a version", "Beginn einer Fassung", str_matches=PARTIAL_DATE)
    title_de: str = pair("Title or question", "Titel oder Frage", "de")
    title_en: str = pair("Title or question", "Titel oder Frage", "en")
    text_de: str = pair("What is known", "Was bekannt ist", "de")
    text_en: str = pair("What is known", "Was bekannt ist", "en")
    confidence: str = field(
        "documented, inferred, or not_found",
        "documented: belegt; inferred: erschlossen; not_found: nicht gefunden",
        isin=["documented", "inferred", "not_found"],
    )
    source_ids: str = sources(nullable=True)

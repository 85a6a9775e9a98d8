"""One pandera class per canonical table, and the `Atlas` that holds them all.

The classes are the single source of truth: column order, type, allowed values, key, and the meaning
and unit of every field in English (`description`) and German (`metadata["description_de"]`). The data
package descriptor and the sources page are generated from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

if TYPE_CHECKING:
    from geopandas.geodataframe import GeoDataFrame

KREIS_AGS = r"^\d{5}$"
GEMEINDE_AGS = r"^\d{8}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
PERIOD = r"^\d{4}(-(\d{2}(-\d{2})?|H[12]))?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
IDS = r"^[A-Za-z0-9-]+(\|[A-Za-z0-9-]+)*$"
CONFIDENCE = ["documented", "inferred", "contested", "planned", "undated", "not_found"]
YES_NO = {"yes": True, "no": False}
REPORTED = "reported"
RECALCULATED, SUMMED = "recalculated", "sum_of_old_kreise"
REFERENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "events": (("member_id", "members", "member_id"),),
    "outcomes": (("member_id", "members", "member_id"),),
    "funding": (("member_id", "members", "member_id"),),
    "members": (("kreis_ags", "kreise", "ags"), ("ags", "gemeinden", "ags")),
    "migration": (
        ("ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "migration_land": (
        ("kreis_ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "population": (
        ("ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "population_totals": (("source_id", "sources", "source_id"),),
    "migration_components": (("ags", "kreise", "ags"), ("age_group", "age_groups", "age_group")),
    "migration_component_rates": (("ags", "kreise", "ags"), ("source_id", "sources", "source_id")),
    "migration_flows": (
        ("ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("partner", "migration_partners", "partner"),
        ("source_id", "sources", "source_id"),
    ),
    "migration_partners": (("source_id", "sources", "source_id"),),
    "gemeinden": (("kreis_ags", "kreise", "ags"),),
    "places": (("ags", "gemeinden", "ags"),),
    "regions": (("ags", "kreise", "ags"),),
    "breaks": (("ags", "kreise", "ags"),),
    "simulations": (("source_id", "sources", "source_id"),),
    "panel_mapping": (("new_ags", "panel_kreise", "ags"),),
    "panel_migration": (
        ("ags", "panel_kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "panel_population": (
        ("ags", "panel_kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
}
"""References between tables: column, the table it names rows of, that table's key; read by descriptor and rules."""
NO_FIGURE = ("secret", "later", "unreliable", "blocked", "missing")
"""Why an official cell holds no number, the strongest reason first."""
FIGURES: dict[str, tuple[str, ...]] = {"migration": ("arrivals", "departures", "net"), "population": ("population",)}
"""Value columns of the tables whose `status` says exactly whether one of them is blank."""


def _field(en: str, de: str, *, unit: str | None = None, **checks: Any) -> Any:
    """A pandera field with its meaning in both languages and its unit."""
    return pa.Field(description=en, metadata={"description_de": de, "unit": unit}, **checks)


def _text(en: str, de: str, **checks: Any) -> Any:
    """A text field that may be blank."""
    return _field(en, de, nullable=True, **checks)


def _pair(en: str, de: str, language: str, **checks: Any) -> Any:
    """One half of a `_de`/`_en` pair."""
    name_en, name_de = {"de": ("German", "deutsch"), "en": ("English", "englisch")}[language]
    return _field(f"{en} ({name_en})", f"{de} ({name_de})", **checks)


def _sources(**checks: Any) -> Any:
    return _field(
        "Sources of the row: one or more source_id, joined by |",
        "Quellen der Zeile: eine oder mehrere source_id, getrennt durch |",
        str_matches=IDS,
        **checks,
    )


def _source() -> Any:
    return _field("Source of the row: a source_id", "Quelle der Zeile: eine source_id", str_matches=IDS)


def _kreis(en: str = "Official key of the district", de: str = "Amtlicher Schlüssel des Kreises") -> Any:
    return _field(f"{en} (AGS, 5 digits)", f"{de} (AGS, 5 Stellen)", str_matches=KREIS_AGS)


def _figure_status() -> Any:
    return _field(
        "reported: all values as in the source; otherwise why one is blank: secret (statistical secrecy), later (not "
        "yet published), unreliable, blocked (not applicable), missing",
        "reported: alle Werte wie in der Quelle; sonst, warum einer leer ist: secret (geheim gehalten), later (noch "
        "nicht veröffentlicht), unreliable (nicht sicher genug), blocked (nicht sinnvoll), missing (fehlt)",
        isin=[REPORTED, *NO_FIGURE],
    )


def _panel_status() -> Any:
    return _field(
        "reported; recalculated: the source's own figure for a district older than itself; sum_of_old_kreise: added up "
        "from whole older districts, migration as net only",
        "reported: wie in der Quelle; recalculated: von der Quelle auf das heutige Gebiet umgerechnet; "
        "sum_of_old_kreise: Summe ganzer älterer Kreise, Wanderung nur als Saldo",
        isin=[REPORTED, RECALCULATED, SUMMED],
    )


def _census_base() -> Any:
    return _field(
        "Census the figure is carried forward from: pre2011, 2011, or 2022",
        "Zensus, auf dem die Fortschreibung beruht: pre2011 (vor 2011), 2011 oder 2022",
        isin=["pre2011", "2011", "2022"],
    )


def _persons(en: str, de: str, **checks: Any) -> Any:
    return _field(en, de, unit="persons", **checks)


class Table(pa.DataFrameModel):
    """Base of all canonical tables: no extra columns, fixed order, types enforced."""

    class Config:
        """Rules every table shares."""

        strict = True
        ordered = True
        coerce = True


class Sources(Table):
    """One row per source. Key: source_id."""

    source_id: Series[str] = _field("Stable key of the source", "Stabiler Schlüssel der Quelle", str_matches=IDS)
    title: Series[str] = _field("Title, or what the page is about", "Titel oder Gegenstand der Seite")
    publisher: Series[str] = _field("Who published it", "Herausgeber")
    url: Series[str] = _text("Address; blank when none was found", "Adresse; leer, wenn keine gefunden wurde")
    table_code: Series[str] = _text("Official table or report number", "Amtliche Tabellen- oder Berichtsnummer")
    licence: Series[str] = _field(
        "Terms of use as far as the source states them", "Nutzungsbedingung, soweit die Quelle sie nennt"
    )
    licence_url: Series[str] = _text("Address of the licence text", "Adresse des Lizenztextes")
    date_published: Series[str] = _text(
        "Date of publication, as precise as known",
        "Datum der Veröffentlichung, so genau wie bekannt",
        str_matches=PARTIAL_DATE,
    )
    date_accessed: Series[str] = _field("When it was read", "Wann sie gelesen wurde", str_matches=PARTIAL_DATE)
    coverage_de: Series[str] = _pair("What was taken from it", "Was daraus stammt", "de")
    coverage_en: Series[str] = _pair("What was taken from it", "Was daraus stammt", "en")
    limits_de: Series[str] = _pair("Known limits", "Bekannte Grenzen", "de", nullable=True)
    limits_en: Series[str] = _pair("Known limits", "Bekannte Grenzen", "en", nullable=True)
    citation: Series[str] = _field("Short line shown under a figure", "Kurzzeile unter einer Abbildung")

    class Config:
        """Key and title."""

        unique = ["source_id"]
        title = "Sources"
        description = "Every page, table and data set the figures come from, with licence and limits."
        metadata = {
            "title_de": "Quellen",
            "description_de": "Jede Seite, Tabelle und Datei, aus der die Angaben stammen, mit Lizenz und Grenzen.",
        }


class Members(Table):
    """One row per initiative that is or was a member of the network. Key: member_id."""

    member_id: Series[str] = _field(
        "Stable key of the initiative", "Stabiler Schlüssel der Initiative", str_matches=IDS
    )
    name: Series[str] = _field("Name of the initiative", "Name der Initiative")
    organisation: Series[str] = _text("Carrier; blank when not found", "Träger; leer, wenn nicht gefunden")
    place: Series[str] = _text("Town or village; blank when not found", "Ort; leer, wenn nicht gefunden")
    ags: Series[str] = _text(
        "Official key of the municipality (AGS, 8 digits)",
        "Amtlicher Schlüssel der Gemeinde (AGS, 8 Stellen)",
        str_matches=GEMEINDE_AGS,
    )
    kreis_ags: Series[str] = _text(
        "Official key of the district (AGS, 5 digits)",
        "Amtlicher Schlüssel des Kreises (AGS, 5 Stellen)",
        str_matches=KREIS_AGS,
    )
    region: Series[str] = _text("Region as the initiative names it", "Region, wie die Initiative sie nennt")
    founded_year: Series[pd.Int64Dtype] = _text(
        "Year the initiative began", "Jahr, in dem die Initiative begann", unit="year", ge=1990
    )
    joined_year: Series[pd.Int64Dtype] = _text(
        "Year it joined the network; known for few",
        "Jahr des Beitritts zum Netzwerk; nur für wenige bekannt",
        unit="year",
        ge=2017,
    )
    left_year: Series[pd.Int64Dtype] = _text(
        "Year it left the network", "Jahr des Austritts aus dem Netzwerk", unit="year", ge=2017
    )
    status: Series[str] = _field(
        "active, ended, or unknown",
        "aktiv (active), beendet (ended) oder unbekannt (unknown)",
        isin=["active", "ended", "unknown"],
    )
    website: Series[str] = _text("Address of its website", "Adresse der Website")
    focus_de: Series[str] = _pair("What it does", "Was sie tut", "de", nullable=True)
    focus_en: Series[str] = _pair("What it does", "Was sie tut", "en", nullable=True)
    confidence: Series[str] = _field(
        "documented: a source names it as a member; inferred: we concluded it",
        "documented: eine Quelle nennt sie als Mitglied; inferred: von uns erschlossen",
        isin=["documented", "inferred"],
    )
    note_de: Series[str] = _pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: Series[str] = _pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    lat: Series[float] = _text(
        "Latitude of the place (WGS 84)",
        "Geografische Breite des Ortes (WGS 84)",
        unit="degree",
        in_range={"min_value": 50.0, "max_value": 54.0},
    )
    lon: Series[float] = _text(
        "Longitude of the place (WGS 84)",
        "Geografische Länge des Ortes (WGS 84)",
        unit="degree",
        in_range={"min_value": 11.0, "max_value": 15.5},
    )
    known_member_by: Series[pd.Int64Dtype] = _text(
        "First year a source shows the membership",
        "Erstes Jahr, für das eine Quelle die Mitgliedschaft zeigt",
        unit="year",
        ge=2017,
    )
    last_evidence: Series[str] = _text(
        "Date of the latest sign of membership", "Datum des jüngsten Belegs", str_matches=PARTIAL_DATE
    )
    evidence_de: Series[str] = _pair("What shows the membership", "Was die Mitgliedschaft belegt", "de")
    evidence_en: Series[str] = _pair("What shows the membership", "Was die Mitgliedschaft belegt", "en")
    same_seat_as: Series[str] = _text(
        "member_id at whose circle it is drawn, when both are probably one seat",
        "member_id, bei deren Kreis sie gezeichnet wird, wenn beide vermutlich ein Sitz sind",
        str_matches=IDS,
    )
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["member_id"]
        title = "Register of initiatives"
        description = "Initiatives that are or were members of the network; the full list was not found."
        metadata = {
            "title_de": "Register der Initiativen",
            "description_de": "Initiativen, die Mitglied sind oder waren; die vollständige Liste wurde nicht gefunden.",
        }


class MembershipCounts(Table):
    """One row per dated member count from a source. Key: count_id."""

    count_id: Series[str] = _field("Key of the count", "Schlüssel der Zählung", str_matches=IDS)
    date: Series[str] = _text(
        "Date, as precise as documented; blank when undated",
        "Datum, so genau wie belegt; leer, wenn undatiert",
        str_matches=PARTIAL_DATE,
    )
    members: Series[int] = _field(
        "Number of member initiatives", "Zahl der Mitgliedsinitiativen", unit="initiatives", ge=1
    )
    scope: Series[str] = _field(
        "network_members, or initiatives_in_state (not members)",
        "network_members: Mitglieder; initiatives_in_state: Initiativen im Land, keine Mitglieder",
        isin=["network_members", "initiatives_in_state"],
    )
    chart_use: Series[str] = _field(
        "curve: the growth curve; alternative: another reading; duplicate: further evidence; excluded: not drawn",
        "curve: Wachstumskurve; alternative: abweichende Angabe; duplicate: weiterer Beleg; excluded: nicht gezeichnet",
        isin=["curve", "alternative", "duplicate", "excluded"],
    )
    confidence: Series[str] = _field(
        "documented, or contested by other sources",
        "documented: belegt; contested: von anderen Quellen bestritten",
        isin=["documented", "contested"],
    )
    context_de: Series[str] = _pair("What the source says", "Was die Quelle sagt", "de")
    context_en: Series[str] = _pair("What the source says", "Was die Quelle sagt", "en")
    note_de: Series[str] = _pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: Series[str] = _pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    publisher: Series[str] = _field("Who gives the count", "Wer die Zahl nennt")
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["count_id"]
        title = "Member counts"
        description = "Dated counts of the network's member initiatives, each from a source."
        metadata = {
            "title_de": "Zählungen der Mitglieder",
            "description_de": "Datierte Zählungen der Mitgliedsinitiativen des Netzwerks, jede aus einer Quelle.",
        }


class Carriers(Table):
    """One row per organisation that ran the network office. Key: carrier_id."""

    carrier_id: Series[str] = _field("Key of the carrier", "Schlüssel des Trägers", str_matches=IDS)
    name: Series[str] = _field("Name of the carrier", "Name des Trägers")
    place: Series[str] = _field("Seat", "Sitz")
    date_from: Series[str] = _field(
        "First day, as precise as documented", "Beginn, so genau wie belegt", str_matches=PARTIAL_DATE
    )
    date_to: Series[str] = _text(
        "Last day; blank while it lasts", "Ende; leer, solange es andauert", str_matches=PARTIAL_DATE
    )
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["carrier_id"]
        title = "Carriers of the network"
        description = "The organisations that carried the network, one after the other."
        metadata = {
            "title_de": "Träger des Netzwerks",
            "description_de": "Die Organisationen, die das Netzwerk nacheinander getragen haben.",
        }


class Events(Table):
    """One row per milestone. Key: event_id."""

    event_id: Series[str] = _field("Key of the event", "Schlüssel des Ereignisses", str_matches=IDS)
    date: Series[str] = _text("Date, as precise as documented", "Datum, so genau wie belegt", str_matches=PARTIAL_DATE)
    date_end: Series[str] = _text(
        "Last day when it took several", "Letzter Tag, wenn es mehrere waren", str_matches=PARTIAL_DATE
    )
    title_de: Series[str] = _pair("Title", "Titel", "de")
    title_en: Series[str] = _pair("Title", "Titel", "en")
    description_de: Series[str] = _pair("What happened", "Was geschah", "de")
    description_en: Series[str] = _pair("What happened", "Was geschah", "en")
    category: Series[str] = _field(
        "Kind of event",
        "Art des Ereignisses",
        isin=["politics", "funding", "network", "campaign", "carrier", "initiative", "evidence"],
    )
    annotate: Series[bool] = _field("Drawn on the growth curve (yes/no)", "Auf der Wachstumskurve gezeigt (yes/no)")
    confidence: Series[str] = _field(
        "documented, planned, or undated",
        "documented: belegt; planned: geplant; undated: ohne Datum",
        isin=["documented", "planned", "undated"],
    )
    note_de: Series[str] = _pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: Series[str] = _pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    member_id: Series[str] = _text(
        "Initiative it concerns; blank for the network",
        "Betroffene Initiative; leer für das Netzwerk",
        str_matches=IDS,
    )
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["event_id"]
        title = "Events"
        description = "Milestones of the network, its funding and its initiatives."
        metadata = {
            "title_de": "Ereignisse",
            "description_de": "Meilensteine des Netzwerks, seiner Förderung und seiner Initiativen.",
        }


class Outcomes(Table):
    """One row per published outcome figure of one initiative. Key: outcome_id."""

    outcome_id: Series[str] = _field("Key of the figure", "Schlüssel der Angabe", str_matches=IDS)
    member_id: Series[str] = _text(
        "Initiative; blank for the network", "Initiative; leer für das Netzwerk", str_matches=IDS
    )
    period: Series[str] = _text(
        "Date or period it covers (from/to)",
        "Datum oder Zeitraum, für den sie gilt (von/bis)",
        str_matches=PERIOD,
    )
    indicator_de: Series[str] = _pair("What was counted", "Was gezählt wurde", "de")
    indicator_en: Series[str] = _pair("What was counted", "Was gezählt wurde", "en")
    value: Series[float] = _field(
        "The figure; its unit is in unit_de and unit_en",
        "Die Zahl; Einheit in unit_de und unit_en",
        unit="see unit_en",
        ge=0,
    )
    unit_de: Series[str] = _pair("Unit", "Einheit", "de")
    unit_en: Series[str] = _pair("Unit", "Einheit", "en")
    qualifier: Series[str] = _text(
        "How exact the source is; blank: as printed",
        "Wie genau die Quelle ist; leer: wie gedruckt",
        isin=["about", "more_than", "at_least", "up_to", "average", "planned"],
    )
    confidence: Series[str] = _field(
        "documented, contested, or planned",
        "documented: belegt; contested: strittig; planned: geplant",
        isin=["documented", "contested", "planned"],
    )
    note_de: Series[str] = _pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: Series[str] = _pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["outcome_id"]
        title = "Outcomes of single initiatives"
        description = "Outcome figures as published; different methods, never to be added across initiatives."
        metadata = {
            "title_de": "Ergebnisse einzelner Initiativen",
            "description_de": "Veröffentlichte Ergebniszahlen; verschieden erhoben, nie über Initiativen zu addieren.",
        }


class Funding(Table):
    """One row per documented amount, or per documented absence of one. Key: funding_id.

    Amounts overlap: grants to the network and to initiatives come out of the programme pot, so sums
    over `scope` are wrong. No row but those of kind `paid` is a payment.
    """

    funding_id: Series[str] = _field("Key of the amount", "Schlüssel des Betrags", str_matches=IDS)
    year: Series[pd.Int64Dtype] = _text("First year it concerns", "Erstes betroffenes Jahr", unit="year", ge=2000)
    period_start: Series[str] = _text("First day of the period", "Erster Tag des Zeitraums", str_matches=DAY)
    period_end: Series[str] = _text("Last day of the period", "Letzter Tag des Zeitraums", str_matches=DAY)
    amount_eur: Series[float] = _text(
        "Amount; blank when not found", "Betrag; leer, wenn nicht gefunden", unit="EUR", ge=0
    )
    kind: Series[str] = _field(
        "available, granted, announced, budgeted, paid, applied_for, or not_found",
        "bereitgestellt (available), bewilligt (granted), angekündigt (announced), eingeplant (budgeted), "
        "gezahlt (paid), beantragt (applied_for), nicht gefunden (not_found)",
        isin=["available", "granted", "announced", "budgeted", "paid", "applied_for", "not_found"],
    )
    amount_qualifier: Series[str] = _field(
        "How exact the amount is",
        "Wie genau der Betrag ist",
        isin=["about", "calculated", "exact_as_printed", "just_under", "more_than", "not_found", "up_to"],
    )
    scope: Series[str] = _field(
        "What the amount is for; never add over scopes",
        "Wofür der Betrag gilt; nie über Bereiche addieren",
        isin=["network", "initiative", "programme_pot", "programme_total_granted", "context", "total_cost"],
    )
    member_id: Series[str] = _text(
        "Initiative in the register; blank otherwise", "Initiative im Register; sonst leer", str_matches=IDS
    )
    recipient: Series[str] = _text("Who receives it, by name", "Namentlicher Empfänger")
    funder: Series[str] = _text("Who gives it", "Geldgeber")
    programme: Series[str] = _text("Programme it comes from", "Programm, aus dem es stammt")
    purpose_de: Series[str] = _pair("Purpose", "Zweck", "de")
    purpose_en: Series[str] = _pair("Purpose", "Zweck", "en")
    chart_use: Series[str] = _field(
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
    per_year: Series[str] = _field(
        "yes: a yearly amount; no: a sum over the period; inferred: an equal split we assumed",
        "yes: Jahresbetrag; no: Summe über den Zeitraum; inferred: von uns gleich aufgeteilt",
        isin=["yes", "no", "inferred"],
    )
    confidence: Series[str] = _field(
        "documented, inferred, or not_found",
        "documented: belegt; inferred: erschlossen; not_found: nicht gefunden",
        isin=["documented", "inferred", "not_found"],
    )
    published: Series[str] = _text(
        "Date of the source, as precise as known",
        "Datum der Quelle, so genau wie bekannt",
        str_matches=PARTIAL_DATE,
    )
    note_de: Series[str] = _pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: Series[str] = _pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_ids: Series[str] = _sources(nullable=True)

    class Config:
        """Key and title."""

        unique = ["funding_id"]
        title = "Funding"
        description = "Documented amounts for programme, network and initiatives, and the gaps."
        metadata = {
            "title_de": "Förderung",
            "description_de": "Belegte Beträge für Programm, Netzwerk und Initiativen, und die Lücken.",
        }


class NetworkFunding(Table):
    """One row per year of network funding, with the range the sources leave. Key: year."""

    year: Series[int] = _field("Calendar year", "Kalenderjahr", unit="year", ge=2017)
    documented_eur: Series[float] = _text("Documented yearly amount", "Belegter Jahresbetrag", unit="EUR", ge=0)
    kind: Series[str] = _field(
        "granted, available, or not_found",
        "bewilligt (granted), bereitgestellt (available), nicht gefunden (not_found)",
        isin=["granted", "available", "not_found"],
    )
    low_eur: Series[float] = _text("Lowest reading of the sources", "Niedrigste Lesart der Quellen", unit="EUR", ge=0)
    high_eur: Series[float] = _text("Highest reading of the sources", "Höchste Lesart der Quellen", unit="EUR", ge=0)
    basis_de: Series[str] = _pair("What the figures rest on", "Worauf die Zahlen beruhen", "de")
    basis_en: Series[str] = _pair("What the figures rest on", "Worauf die Zahlen beruhen", "en")
    funding_ids: Series[str] = _field(
        "Rows of funding it rests on, joined by |", "Zeilen aus funding, getrennt durch |", str_matches=IDS
    )
    status: Series[str] = _field(
        "documented, announced, part_of_sum, contested, or gap",
        "documented: belegt; announced: angekündigt; part_of_sum: Teil einer Summe; contested: strittig; gap: Lücke",
        isin=["documented", "announced", "part_of_sum", "contested", "gap"],
    )
    source_ids: Series[str] = _sources(nullable=True)

    class Config:
        """Key and title."""

        unique = ["year"]
        title = "Network funding by year"
        description = "What is known of the network's funding in each year; gaps stay gaps."
        metadata = {
            "title_de": "Förderung des Netzwerks nach Jahren",
            "description_de": "Was über die Förderung des Netzwerks in jedem Jahr bekannt ist; Lücken bleiben Lücken.",
        }


class Programme(Table):
    """One row per version of the programme or question about it. Key: entry_id."""

    entry_id: Series[str] = _field("Key of the entry", "Schlüssel des Eintrags", str_matches=IDS)
    section: Series[str] = _field(
        "version or question", "Fassung (version) oder Frage (question)", isin=["version", "question"]
    )
    date_from: Series[str] = _text("Start of a version", "Beginn einer Fassung", str_matches=PARTIAL_DATE)
    title_de: Series[str] = _pair("Title or question", "Titel oder Frage", "de")
    title_en: Series[str] = _pair("Title or question", "Titel oder Frage", "en")
    text_de: Series[str] = _pair("What is known", "Was bekannt ist", "de")
    text_en: Series[str] = _pair("What is known", "Was bekannt ist", "en")
    confidence: Series[str] = _field(
        "documented, inferred, or not_found",
        "documented: belegt; inferred: erschlossen; not_found: nicht gefunden",
        isin=["documented", "inferred", "not_found"],
    )
    source_ids: Series[str] = _sources(nullable=True)

    class Config:
        """Key and title."""

        unique = ["entry_id"]
        title = "The funding programme"
        description = "What is known of the programme's rules; the text of the principles could not be read."
        metadata = {
            "title_de": "Das Förderprogramm",
            "description_de": "Bekannte Regeln des Programms; die Fördergrundsätze selbst waren nicht lesbar.",
        }


class Migration(Table):
    """Moves over district borders, one row per (ags, year, age_group); 2001 is missing in the source."""

    ags: Series[str] = _kreis()
    year: Series[int] = _field("Calendar year", "Kalenderjahr", unit="year", ge=1990)
    age_group: Series[str] = _field("Age group (code of age_groups)", "Altersgruppe (Code aus age_groups)")
    arrivals: Series[pd.Int64Dtype] = _persons(
        "People who moved in over the district border; blank as status says",
        "Zuzüge über die Kreisgrenze; leer, wie es status sagt",
        nullable=True,
        ge=0,
    )
    departures: Series[pd.Int64Dtype] = _persons(
        "People who moved out over the district border; blank as status says",
        "Fortzüge über die Kreisgrenze; leer, wie es status sagt",
        nullable=True,
        ge=0,
    )
    net: Series[pd.Int64Dtype] = _persons(
        "Arrivals minus departures; blank as status says",
        "Saldo: Zuzüge minus Fortzüge; leer, wie es status sagt",
        nullable=True,
    )
    status: Series[str] = _figure_status()
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["ags", "year", "age_group"]
        title = "Migration of the districts"
        description = "Arrivals, departures and net migration over district borders by age group."
        metadata = {
            "title_de": "Wanderung der Kreise",
            "description_de": "Zuzüge, Fortzüge und Saldo über die Kreisgrenze nach Altersgruppen.",
        }


class MigrationLand(Table):
    """Moves over the border of the Land by partner, and district balances published one by one.

    Key: (measure, kreis_ags, year, age_group, partner). Not comparable with `Migration`.
    """

    land_ags: Series[str] = _field(
        "Official key of the Land (2 digits)",
        "Amtlicher Schlüssel des Landes (2 Stellen)",
        str_matches=r"^\d{2}$",
    )
    kreis_ags: Series[str] = _text(
        "District of a kreis_net row (AGS)", "Kreis einer kreis_net-Zeile (AGS)", str_matches=KREIS_AGS
    )
    year: Series[int] = _field("Calendar year", "Kalenderjahr", unit="year", ge=1990)
    measure: Series[str] = _field(
        "land_border: moves over the border of the Land; kreis_net: balance of one district",
        "land_border: Wanderung über die Landesgrenze; kreis_net: Saldo eines Kreises",
        isin=["land_border", "kreis_net"],
    )
    age_group: Series[str] = _field("Age group (code of age_groups)", "Altersgruppe (Code aus age_groups)")
    partner: Series[str] = _field(
        "From where or to where: alle (all), Ausland (abroad), Berlin, Inland (Germany without the district), Ukraine, "
        "übriges Bundesgebiet (rest of Germany)",
        "Herkunft oder Ziel: alle, Ausland, Berlin, Inland (Deutschland ohne den Kreis), Ukraine, übriges Bundesgebiet",
        isin=["alle", "Ausland", "Berlin", "Inland", "Ukraine", "übriges Bundesgebiet"],
    )
    arrivals: Series[pd.Int64Dtype] = _persons(
        "Arrivals; blank when not published", "Zuzüge; leer, wenn nicht veröffentlicht", nullable=True, ge=0
    )
    departures: Series[pd.Int64Dtype] = _persons(
        "Departures; blank when not published",
        "Fortzüge; leer, wenn nicht veröffentlicht",
        nullable=True,
        ge=0,
    )
    net: Series[pd.Int64Dtype] = _persons("Arrivals minus departures", "Saldo: Zuzüge minus Fortzüge")
    status: Series[str] = _field(
        "reported, or inferred from other published figures",
        "reported: veröffentlicht; inferred: aus anderen Zahlen erschlossen",
        isin=["reported", "inferred"],
    )
    note_de: Series[str] = _pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: Series[str] = _pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["measure", "kreis_ags", "year", "age_group", "partner"]
        title = "Migration of Brandenburg since 2020"
        description = "Moves over the border of the Land 2020-2024, and five district balances from press releases."
        metadata = {
            "title_de": "Wanderung Brandenburgs seit 2020",
            "description_de": "Wanderung über die Landesgrenze 2020–2024 und fünf Kreissalden aus Pressemitteilungen.",
        }


class Population(Table):
    """Residents on 31 December, one row per (ags, date, age_group)."""

    ags: Series[str] = _kreis()
    date: Series[str] = _field("Reference day", "Stichtag", str_matches=DAY)
    year: Series[int] = _field("Year of the reference day", "Jahr des Stichtags", unit="year", ge=1990)
    age_group: Series[str] = _field("Age group (code of age_groups)", "Altersgruppe (Code aus age_groups)")
    population: Series[pd.Int64Dtype] = _persons(
        "Residents on the reference day; blank as status says",
        "Bevölkerung am Stichtag; leer, wie es status sagt",
        nullable=True,
        ge=0,
    )
    census_base: Series[str] = _census_base()
    status: Series[str] = _figure_status()
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["ags", "date", "age_group"]
        title = "Population of the districts"
        description = "Residents by age group on 31 December; every row names the census it is carried forward from."
        metadata = {
            "title_de": "Bevölkerung der Kreise",
            "description_de": "Bevölkerung am 31.12. nach Altersgruppen; jede Zeile nennt ihre Grundlage (Zensus).",
        }


class PopulationTotals(Table):
    """Residents on 31 December by sex, one row per (region, date, sex): districts, Länder, Germany."""

    region: Series[str] = _field(
        "District (AGS, 5 digits), Land (2 digits), or DG for Germany",
        "Kreis (AGS, 5 Stellen), Land (2 Stellen) oder DG für Deutschland",
        str_matches=r"^(\d{5}|\d{2}|DG)$",
    )
    date: Series[str] = _field("Reference day", "Stichtag", str_matches=DAY)
    year: Series[int] = _field("Year of the reference day", "Jahr des Stichtags", unit="year", ge=1990)
    sex: Series[str] = _field(
        "insgesamt (both), männlich (male), weiblich (female)",
        "insgesamt, männlich oder weiblich",
        isin=["insgesamt", "männlich", "weiblich"],
    )
    population: Series[int] = _persons("Residents on the reference day", "Bevölkerung am Stichtag", ge=0)
    census_base: Series[str] = _census_base()
    status: Series[str] = _figure_status()
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["region", "date", "sex"]
        title = "Population by sex"
        description = "Residents by sex on 31 December: districts, Brandenburg, Saxony, Berlin and Germany."
        metadata = {
            "title_de": "Bevölkerung nach Geschlecht",
            "description_de": "Bevölkerung am 31.12. nach Geschlecht: Kreise, drei Länder und Deutschland.",
        }


class PopulationBalance(Table):
    """How the population of a year changed, one row per (region, year): births, deaths, moves, correction."""

    region: Series[str] = _field(
        "District (AGS, 5 digits) or Land (2 digits)", "Kreis (AGS, 5 Stellen) oder Land (2 Stellen)",
        str_matches=r"^(\d{5}|\d{2})$",
    )  # fmt: skip
    year: Series[int] = _field("Calendar year", "Kalenderjahr", unit="year", ge=1990)
    population_start: Series[int] = _persons(
        "Residents on 31 December of the year before", "Bevölkerung am 31.12. des Vorjahres", ge=0
    )
    births: Series[int] = _persons("Live births", "Lebendgeborene", ge=0)
    deaths: Series[int] = _persons("Deaths", "Gestorbene", ge=0)
    natural_balance: Series[int] = _persons("Births minus deaths", "Geborene minus Gestorbene")
    net_migration: Series[int] = _persons("Arrivals minus departures", "Zuzüge minus Fortzüge")
    correction: Series[int] = _persons(
        "Rest up to the figure of the end of the year: official corrections of the stock",
        "Rest bis zum Stand am Jahresende: amtliche Bestandskorrekturen",
    )
    population_end: Series[int] = _persons("Residents on 31 December", "Bevölkerung am 31.12.", ge=0)
    status: Series[str] = _field(
        "derived: worked out from the sources named",
        "derived: aus den genannten Quellen berechnet",
        isin=["derived"],
    )
    source_id: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["region", "year"]
        title = "Balance of the population"
        description = "Births, deaths, net migration and correction 2024: districts and Land Brandenburg."
        metadata = {
            "title_de": "Bilanz der Bevölkerung",
            "description_de": "Geborene, Gestorbene, Wanderungssaldo und Korrektur 2024: Kreise und Land Brandenburg.",
        }


class MigrationComponents(Table):
    """Net migration of a district by where people came from and went, one row per (ags, year, age_group)."""

    ags: Series[str] = _kreis()
    year: Series[int] = _field("Calendar year", "Kalenderjahr", unit="year", ge=1990)
    age_group: Series[str] = _field("Age group (code of age_groups)", "Altersgruppe (Code aus age_groups)")
    net_total: Series[int] = _persons(
        "Arrivals minus departures over the district border", "Zuzüge minus Fortzüge über die Kreisgrenze"
    )
    net_domestic: Series[int] = _persons(
        "Balance with all other districts of Germany", "Saldo mit allen anderen Kreisen Deutschlands"
    )
    net_abroad: Series[int] = _persons(
        "Total less domestic balance: moves from and to abroad, in Saxony with unclear cases",
        "Gesamtsaldo ohne den Saldo innerhalb Deutschlands: Ausland, in Sachsen mit ungeklärten Fällen",
    )
    net_domestic_german: Series[int] = _persons(
        "Domestic balance of German nationals", "Saldo der Deutschen innerhalb Deutschlands"
    )
    status: Series[str] = _field(
        "derived: worked out from the sources named",
        "derived: aus den genannten Quellen berechnet",
        isin=["derived"],
    )
    source_id: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["ags", "year", "age_group"]
        title = "Migration from Germany and from abroad"
        description = "Net migration of the districts 2018-2021 by age: within Germany, German nationals, abroad."
        metadata = {
            "title_de": "Wanderung innerhalb Deutschlands und mit dem Ausland",
            "description_de": "Wanderungssaldo der Kreise 2018–2021 nach Alter: Inland, darunter Deutsche, Ausland.",
        }


class MigrationComponentRates(Table):
    """Domestic and external balance per 1,000 residents as second-hand sources give them, one row per (ags, year)."""

    ags: Series[str] = _kreis()
    year: Series[int] = _field("Calendar year", "Kalenderjahr", unit="year", ge=1990)
    net_domestic_per_1000: Series[float] = _field(
        "Domestic balance per 1,000 residents", "Binnenwanderungssaldo je 1.000 Einwohner", unit="per 1,000"
    )
    net_abroad_per_1000: Series[float] = _field(
        "External balance per 1,000 residents", "Außenwanderungssaldo je 1.000 Einwohner", unit="per 1,000"
    )
    status: Series[str] = _field(
        "second_hand: read in a copy that names the office as its source",
        "second_hand: aus einer Wiedergabe gelesen, die das Amt als Quelle nennt",
        isin=["second_hand"],
    )
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["ags", "year"]
        title = "Domestic and external migration rates"
        description = "Domestic and external balance per 1,000 residents 2022 and 2023, second-hand."
        metadata = {
            "title_de": "Binnen- und Außenwanderung je 1.000",
            "description_de": "Binnen- und Außenwanderungssaldo je 1.000 Einwohner 2022 und 2023, aus zweiter Hand.",
        }


class MigrationFlows(Table):
    """Balance of moves between a district and a partner, one row per (ags, year, age_group, partner, nationality).

    Balances only: the source gives neither arrivals nor departures of a pair.
    """

    ags: Series[str] = _kreis()
    year: Series[int] = _field("Calendar year", "Kalenderjahr", unit="year", ge=1990)
    age_group: Series[str] = _field("Age group (code of age_groups)", "Altersgruppe (Code aus age_groups)")
    partner: Series[str] = _field(
        "Partner (code of migration_partners); districts named one by one are not in their Land",
        "Partner (Code aus migration_partners); einzeln genannte Kreise sind im Land nicht noch einmal enthalten",
        str_matches=r"^\d{2}(\d{3})?$",
    )
    nationality: Series[str] = _field(
        "all, or german: German nationals only (given for Berlin and the Länder)",
        "all: alle; german: nur Deutsche (für Berlin und die Länder)",
        isin=["all", "german"],
    )
    net: Series[int] = _persons(
        "Moves from the partner minus moves to the partner", "Zuzüge vom Partner minus Fortzüge zum Partner"
    )
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["ags", "year", "age_group", "partner", "nationality"]
        title = "Balances between districts and their partners"
        description = "Net moves of the districts with each other, with Berlin and with each Land, 2018-2021, by age."
        metadata = {
            "title_de": "Salden zwischen Kreisen und ihren Partnern",
            "description_de": "Saldo der Kreise untereinander, mit Berlin und jedem Land, 2018–2021, nach Alter.",
        }


class MigrationPartners(Table):
    """Where people come from and go to inside Germany, one row per partner. Key: partner."""

    partner: Series[str] = _field(
        "District (AGS, 5 digits) or Land (2 digits)",
        "Kreis (AGS, 5 Stellen) oder Land (2 Stellen)",
        str_matches=r"^\d{2}(\d{3})?$",
    )
    name_de: Series[str] = _pair("Name of the partner", "Name des Partners", "de")
    name_en: Series[str] = _pair("Name of the partner", "Name des Partners", "en")
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["partner"]
        title = "Partners of migration"
        description = (
            "The districts of the atlas, Berlin and the Länder as partners; a Land without its named districts."
        )
        metadata = {
            "title_de": "Partner der Wanderung",
            "description_de": "Kreise des Atlas, Berlin und Länder als Partner; ein Land ohne seine genannten Kreise.",
        }


class AgeGroups(Table):
    """One row per age group of any table. Key: age_group. `18-25` means 18 to under 25."""

    age_group: Series[str] = _field("Code of the age group", "Code der Altersgruppe")
    age_from: Series[pd.Int64Dtype] = _text(
        "Youngest age; blank for all ages", "Unteres Alter; leer für alle Alter", unit="years", ge=0
    )
    age_to: Series[pd.Int64Dtype] = _text(
        "First age no longer in the group; blank when open",
        "Erstes Alter, das nicht mehr dazugehört; leer, wenn offen",
        unit="years",
        ge=0,
    )
    label_de: Series[str] = _pair("Label", "Bezeichnung", "de")
    label_en: Series[str] = _pair("Label", "Bezeichnung", "en")
    used_by: Series[str] = _field(
        "Table that uses it: migration, population, both, or migration_land",
        "Tabelle, die sie verwendet: migration, population, beide (both) oder migration_land",
        isin=["migration", "population", "both", "migration_land"],
    )
    sort: Series[int] = _field("Order in lists", "Reihenfolge in Listen")

    class Config:
        """Key and title."""

        unique = ["age_group"]
        title = "Age groups"
        description = "The age groups of the migration and population tables."
        metadata = {
            "title_de": "Altersgruppen",
            "description_de": "Die Altersgruppen der Wanderungs- und Bevölkerungstabellen.",
        }


class Kreise(Table):
    """The 20 districts of the atlas, and Berlin as backdrop. Key: ags."""

    ags: Series[str] = _kreis()
    name: Series[str] = _field("Name of the district", "Name des Kreises")
    kreis_type: Series[str] = _field(
        "Landkreis, or Kreisfreie Stadt (a town that is its own district)",
        "Landkreis oder Kreisfreie Stadt",
        isin=["Landkreis", "Kreisfreie Stadt"],
    )
    nuts3: Series[str] = _field("NUTS 3 code", "NUTS-3-Code", str_matches=r"^DE[0-9A-Z]{3}$")
    land_ags: Series[str] = _field(
        "Official key of the Land (2 digits)",
        "Amtlicher Schlüssel des Landes (2 Stellen)",
        isin=["11", "12", "14"],
    )
    area_km2: Series[float] = _field("Area on 31 December 2018", "Fläche am 31.12.2018", unit="km²", gt=0)
    in_lausitz: Series[bool] = _field(
        "In the Lausitzer Revier by law (yes/no)", "Im Lausitzer Revier nach InvKG (yes/no)"
    )
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["ags"]
        title = "Districts"
        description = "18 districts of Brandenburg, Bautzen and Görlitz; Berlin as backdrop."
        metadata = {
            "title_de": "Kreise",
            "description_de": "18 Kreise Brandenburgs, Bautzen und Görlitz; Berlin nur als Hintergrund.",
        }


class Gemeinden(Table):
    """One row per municipality, borders of 2016 with mergers up to 2022. Key: ags."""

    ags: Series[str] = _field(
        "Official key (AGS, 8 digits)",
        "Amtlicher Gemeindeschlüssel (AGS, 8 Stellen)",
        str_matches=GEMEINDE_AGS,
    )
    name: Series[str] = _field(
        "Name; Golzow and Mittenwalde occur twice", "Name; Golzow und Mittenwalde gibt es zweimal"
    )
    gemeinde_type: Series[str] = _field("Stadt (town) or Gemeinde", "Stadt oder Gemeinde", isin=["Stadt", "Gemeinde"])
    kreis_ags: Series[str] = _kreis()
    area_km2: Series[float] = _field(
        "Area computed from the geometry", "Aus der Geometrie berechnete Fläche", unit="km²", gt=0
    )
    population: Series[pd.Int64Dtype] = _persons(
        "Residents on the census day", "Bevölkerung am Zensusstichtag", nullable=True, ge=0
    )
    population_date: Series[str] = _text("Census day", "Zensusstichtag", str_matches=DAY)
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["ags"]
        title = "Municipalities"
        description = "413 municipalities of Brandenburg and 110 of Bautzen and Görlitz, with the census of 2022."
        metadata = {
            "title_de": "Gemeinden",
            "description_de": "413 Gemeinden Brandenburgs und 110 in Bautzen und Görlitz, mit dem Zensus 2022.",
        }


class Places(Table):
    """One point per municipality, to place circles and to find it by name. Key: ags."""

    ags: Series[str] = _field(
        "Official key (AGS, 8 digits)",
        "Amtlicher Gemeindeschlüssel (AGS, 8 Stellen)",
        str_matches=GEMEINDE_AGS,
    )
    lat: Series[float] = _field(
        "Latitude (WGS 84)",
        "Geografische Breite (WGS 84)",
        unit="degree",
        in_range={"min_value": 50.0, "max_value": 54.0},
    )
    lon: Series[float] = _field(
        "Longitude (WGS 84)",
        "Geografische Länge (WGS 84)",
        unit="degree",
        in_range={"min_value": 11.0, "max_value": 15.5},
    )
    coord_kind: Series[str] = _field(
        "settlement: a point in the settlement; interior_point: a point inside the area",
        "settlement: Punkt im Siedlungskern; interior_point: Punkt innerhalb der Fläche",
        isin=["settlement", "interior_point"],
    )
    geonameid: Series[str] = _text(
        "GeoNames number of a settlement", "GeoNames-Nummer einer Siedlung", str_matches=r"^\d+$"
    )
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["ags"]
        title = "Points of the municipalities"
        description = "One point per municipality."
        metadata = {"title_de": "Punkte der Gemeinden", "description_de": "Ein Punkt je Gemeinde."}


class Regions(Table):
    """Which districts belong to which definition of the Lausitz. Key: (region_id, ags)."""

    region_id: Series[str] = _field(
        "Key of the definition",
        "Schlüssel der Abgrenzung",
        isin=["lausitzer_revier", "wirtschaftsregion_lausitz", "planungsregion"],
    )
    name_de: Series[str] = _pair("Name of the definition", "Name der Abgrenzung", "de")
    name_en: Series[str] = _pair("Name of the definition", "Name der Abgrenzung", "en")
    ags: Series[str] = _kreis()
    clause_de: Series[str] = _pair("Clause of the law", "Fundstelle im Gesetz", "de", nullable=True)
    clause_en: Series[str] = _pair("Clause of the law", "Fundstelle im Gesetz", "en", nullable=True)
    whole_kreis: Series[bool] = _field(
        "The whole district belongs to it (yes/no)", "Der ganze Kreis gehört dazu (yes/no)"
    )
    note_de: Series[str] = _pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: Series[str] = _pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["region_id", "ags"]
        title = "Definitions of the Lausitz"
        description = "The Lausitz by federal law, as an economic region, and as a planning region."
        metadata = {
            "title_de": "Abgrenzungen der Lausitz",
            "description_de": "Die Lausitz nach Bundesgesetz, als Wirtschaftsregion und als Planungsregion.",
        }


class Breaks(Table):
    """One row per break or gap a reader of a series must know. Key: break_id."""

    break_id: Series[str] = _field("Key of the break", "Schlüssel des Bruchs", str_matches=IDS)
    year: Series[int] = _field("Year it begins", "Jahr, in dem er beginnt", unit="year", ge=1990)
    year_to: Series[pd.Int64Dtype] = _text(
        "Last year; blank: one year, or open (method)",
        "Letztes Jahr; leer: nur ein Jahr, bei method offen",
        unit="year",
        ge=1990,
    )
    kind: Series[str] = _field(
        "census, method, reception, or gap",
        "census: Zensus; method: Erhebung; reception: Aufnahme Geflüchteter; gap: Lücke",
        isin=["census", "method", "reception", "gap"],
    )
    ags: Series[str] = _text(
        "District it concerns; blank for all", "Betroffener Kreis; leer für alle", str_matches=KREIS_AGS
    )
    label_de: Series[str] = _pair("Label on a chart", "Beschriftung im Diagramm", "de")
    label_en: Series[str] = _pair("Label on a chart", "Beschriftung im Diagramm", "en")
    text_de: Series[str] = _pair("Explanation", "Erklärung", "de")
    text_en: Series[str] = _pair("Explanation", "Erklärung", "en")
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["break_id"]
        title = "Breaks and gaps"
        description = "What interrupts the series: censuses, methods, reception of refugees, missing years."
        metadata = {
            "title_de": "Brüche und Lücken",
            "description_de": "Was die Reihen unterbricht: Zensus, Erhebung, Aufnahme Geflüchteter, fehlende Jahre.",
        }


class Indicators(Table):
    """One row per indicator the map and charts offer. Key: indicator_id."""

    indicator_id: Series[str] = _field("Key of the indicator", "Schlüssel des Indikators")
    label_de: Series[str] = _pair("Name", "Name", "de")
    label_en: Series[str] = _pair("Name", "Name", "en")
    unit_de: Series[str] = _pair("Unit", "Einheit", "de")
    unit_en: Series[str] = _pair("Unit", "Einheit", "en")
    kind: Series[str] = _field(
        "rate, count, or change",
        "Rate (rate), Anzahl (count) oder Veränderung (change)",
        isin=["rate", "count", "change"],
    )
    measure: Series[str] = _field(
        "Column of migration or migration_components it rests on",
        "Spalte aus migration oder migration_components, auf der er beruht",
        isin=["net", "arrivals", "departures", "net_domestic", "net_abroad", "net_domestic_german"],
    )
    diverging: Series[bool] = _field(
        "Can be negative: needs a neutral 0 (yes/no)", "Kann negativ sein: braucht eine neutrale 0 (yes/no)"
    )
    meaning_de: Series[str] = _pair("What it says", "Was er aussagt", "de")
    meaning_en: Series[str] = _pair("What it says", "Was er aussagt", "en")
    formula_de: Series[str] = _pair("How it is computed", "Wie er berechnet wird", "de")
    formula_en: Series[str] = _pair("How it is computed", "Wie er berechnet wird", "en")
    limits_de: Series[str] = _pair("What it does not say", "Was er nicht aussagt", "de")
    limits_en: Series[str] = _pair("What it does not say", "Was er nicht aussagt", "en")
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["indicator_id"]
        title = "Indicators"
        description = "The indicators the atlas computes, with formula and limits."
        metadata = {
            "title_de": "Indikatoren",
            "description_de": "Die Indikatoren, die der Atlas berechnet, mit Formel und Grenzen.",
        }


class Simulations(Table):
    """One row per (scenario, estimator): what an estimator found on panels with a planted effect."""

    scenario: Series[str] = _field(
        "What was planted: no_effect; constant_effect; growing_effect: more every year; calm_treated: no effect, the "
        "treated districts vary as little as in the data; trends_apart: no effect, the treated districts rise faster "
        "in all years; one_kreis_no_effect and one_kreis_effect: a single treated district",
        "Was eingebaut wurde: no_effect: kein Effekt; constant_effect: gleich hoher Effekt; growing_effect: jedes Jahr "
        "mehr; calm_treated: kein Effekt, die Kreise mit Start schwanken so wenig wie in den Daten; trends_apart: kein "
        "Effekt, diese Kreise steigen in allen Jahren schneller; one_kreis_no_effect und one_kreis_effect: nur ein "
        "Kreis mit Start",
        isin=[
            "no_effect",
            "constant_effect",
            "growing_effect",
            "calm_treated",
            "trends_apart",
            "one_kreis_no_effect",
            "one_kreis_effect",
        ],
    )
    estimator: Series[str] = _field(
        "did_permutation: difference in differences, interval and test by permutation; did_clustered: the same "
        "estimate with clustered standard error; pooled: one regression for all; event_year: third year from the "
        "start on, test by permutation; synthetic_control; pre_trend: slope before the start",
        "did_permutation: Differenz der Differenzen, Intervall und Test durch Vertauschen; did_clustered: derselbe "
        "Schätzwert mit geclustertem Standardfehler; pooled: eine Regression für alle; event_year: drittes Jahr ab dem "
        "Start, Test durch Vertauschen; synthetic_control: synthetische Kontrolle; pre_trend: Steigung vor dem Start",
        isin=["did_permutation", "did_clustered", "pooled", "event_year", "synthetic_control", "pre_trend"],
    )
    planted_per_1000: Series[float] = _field(
        "Planted value: mean effect, for pre_trend the difference of the slopes per year",
        "Eingebauter Wert: mittlerer Effekt, bei pre_trend der Unterschied der Steigungen je Jahr",
        unit="persons per 1,000 residents",
    )
    mean_per_1000: Series[float] = _field(
        "Mean of the estimates", "Mittel der Schätzwerte", unit="persons per 1,000 residents"
    )
    bias_per_1000: Series[float] = _field(
        "Mean error: mean_per_1000 minus planted_per_1000",
        "Mittlerer Fehler: mean_per_1000 minus planted_per_1000",
        unit="persons per 1,000 residents",
    )
    rmse_per_1000: Series[float] = _field(
        "Root of the mean squared error",
        "Wurzel des mittleren quadrierten Fehlers",
        unit="persons per 1,000 residents",
        ge=0,
    )
    coverage: Series[float] = _text(
        "Share of intervals that hold the planted value; blank without an interval",
        "Anteil der Intervalle, die den eingebauten Wert enthalten; leer ohne Intervall",
        unit="share",
        in_range={"min_value": 0.0, "max_value": 1.0},
    )
    rejection_rate: Series[float] = _text(
        "Share of panels in which no effect (pre_trend: no difference) is rejected; blank without a test",
        "Anteil der Datensätze, in denen „kein Effekt“ (pre_trend: kein Unterschied) verworfen wird; leer ohne Test",
        unit="share",
        in_range={"min_value": 0.0, "max_value": 1.0},
    )
    level: Series[float] = _field(
        "Level of interval and test, e.g. 0.95",
        "Niveau von Intervall und Test, etwa 0.95",
        unit="share",
        in_range={"min_value": 0.0, "max_value": 1.0},
    )
    n_simulations: Series[int] = _field("Panels drawn", "Gezogene Datensätze", unit="panels", ge=1)
    n_treated: Series[int] = _field("Districts with a start", "Kreise mit Start", unit="districts", ge=1)
    n_kreise: Series[int] = _field("Districts in a panel", "Kreise je Datensatz", unit="districts", ge=2)
    n_years: Series[int] = _field("Years in a panel", "Jahre je Datensatz", unit="years", ge=2)
    last_year: Series[int] = _field(
        "Last year of the panels; the comparison before and after uses no later ones",
        "Letztes Jahr der Datensätze; spätere Jahre nutzt der Vergleich vorher und nachher nicht",
        unit="year",
        ge=1990,
    )
    seed: Series[int] = _field("Seed of the random numbers", "Startwert der Zufallszahlen")
    source_id: Series[str] = _source()

    class Config:
        """Key and title."""

        unique = ["scenario", "estimator"]
        title = "Simulations of the estimators"
        description = "What the estimators of the page before and after find when the true effect is known."
        metadata = {
            "title_de": "Simulationen der Schätzverfahren",
            "description_de": "Was die Verfahren von Vorher und Nachher finden, wenn der wahre Effekt bekannt ist.",
        }


class PanelKreise(Table):
    """The 75 districts of the five East German Länder on the territory of today. Key: ags."""

    ags: Series[str] = _kreis()
    name: Series[str] = _field("Name of the district", "Name des Kreises")
    land_ags: Series[str] = _field(
        "Official key of the Land (2 digits)",
        "Amtlicher Schlüssel des Landes (2 Stellen)",
        isin=["12", "13", "14", "15", "16"],
    )
    kreis_type: Series[str] = _field(
        "Landkreis, or Kreisfreie Stadt (a town that is its own district)",
        "Landkreis oder Kreisfreie Stadt",
        isin=["Landkreis", "Kreisfreie Stadt"],
    )
    area_km2: Series[float] = _field("Area on 31 December 2024", "Fläche am 31.12.2024", unit="km²", gt=0)
    population_2018: Series[int] = _persons("Residents on 31 December 2018", "Bevölkerung am 31.12.2018", gt=0)
    over_100000_in_2018: Series[bool] = _field(
        "A town with more than 100,000 residents on 31 December 2018 (yes/no)",
        "Stadt mit mehr als 100.000 Einwohnern am 31.12.2018 (yes/no)",
    )
    over_100000_ever: Series[bool] = _field(
        "Holds a town with more than 100,000 residents at the end of any year from 2000 to 2024 (yes/no)",
        "Mit einer Stadt, die am Ende eines Jahres von 2000 bis 2024 mehr als 100.000 Einwohner hatte (yes/no)",
    )
    touches_berlin: Series[bool] = _field("Shares a border with Berlin (yes/no)", "Grenzt an Berlin (yes/no)")
    reception_ratio: Series[float] = _text(
        "Arrivals of 2015 or 2016, whichever is larger, by the mean of 2012 to 2014; blank where arrivals are",
        "Zuzüge 2015 oder 2016, die größere Zahl, durch das Mittel von 2012 bis 2014; leer, wo Zuzüge fehlen",
        unit="ratio",
        gt=0,
    )
    return_initiative: Series[bool] = _field(
        "A source names a return initiative outside the network (yes/no); no register of them was found",
        "Eine Quelle nennt eine Rückkehr-Initiative außerhalb des Netzwerks (yes/no); ein Verzeichnis wurde nicht "
        "gefunden",
    )
    missing_years: Series[str] = _text(
        "Years without exact net migration on the territory of today, joined by |; 2001 is missing everywhere",
        "Jahre ohne exakten Wanderungssaldo auf dem heutigen Gebiet, getrennt durch |; 2001 fehlt überall",
        str_matches=r"^\d{4}(\|\d{4})*$",
    )
    territory_de: Series[str] = _pair("What happened to the territory", "Was mit dem Gebiet geschah", "de")
    territory_en: Series[str] = _pair("What happened to the territory", "Was mit dem Gebiet geschah", "en")
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["ags"]
        title = "East German panel: districts"
        description = "All 75 districts of the five East German Länder, with what makes one comparable."
        metadata = {
            "title_de": "Ostdeutsches Panel: Kreise",
            "description_de": "Alle 75 Kreise der fünf ostdeutschen Länder und was einen vergleichbar macht.",
        }


class PanelMapping(Table):
    """Which district of today an older one went to. Key: old_ags, new_ags."""

    old_ags: Series[str] = _kreis("Key of the older district", "Schlüssel des älteren Kreises")
    old_name: Series[str] = _field("Name of the older district", "Name des älteren Kreises")
    new_ags: Series[str] = _kreis("Key of the district of today", "Schlüssel des heutigen Kreises")
    new_name: Series[str] = _field("Name of the district of today", "Name des heutigen Kreises")
    old_goes: Series[str] = _field(
        "whole: all of the older district; part: it was divided",
        "whole: der ältere Kreis ganz; part: er wurde geteilt",
        isin=["whole", "part"],
    )
    new_is_whole: Series[str] = _field(
        "Whether the district of today is a sum of whole older ones: yes, no, or from_2001",
        "Ob der heutige Kreis eine Summe ganzer älterer ist: yes, no oder from_2001 (ab 2001)",
        isin=["yes", "no", "from_2001"],
    )
    valid_from: Series[str] = _field("First day", "Erster Tag", str_matches=DAY)
    law: Series[str] = _field("Law of the reform, in German", "Gesetz der Reform")
    used_for_de: Series[str] = _pair("What older figures were added up for", "Wofür ältere Zahlen addiert sind", "de")
    used_for_en: Series[str] = _pair("What older figures were added up for", "Wofür ältere Zahlen addiert sind", "en")
    evidence_de: Series[str] = _pair("What shows whether the sum is exact", "Was zeigt, ob die Summe exakt ist", "de")
    evidence_en: Series[str] = _pair("What shows whether the sum is exact", "Was zeigt, ob die Summe exakt ist", "en")
    source_ids: Series[str] = _sources()

    class Config:
        """Key and title."""

        unique = ["old_ags", "new_ags"]
        title = "East German panel: older districts"
        description = "Which district of today every older one went to, since 2000, and whether sums are exact."
        metadata = {
            "title_de": "Ostdeutsches Panel: ältere Kreise",
            "description_de": "Zu welchem heutigen Kreis jeder ältere seit 2000 kam und ob Summen exakt sind.",
        }


class PanelMigration(Migration):
    """Moves over district borders on the territory of today. Key: ags, year, age_group."""

    status: Series[str] = _panel_status()

    class Config:
        """Title; the key is that of the table it follows."""

        title = "East German panel: migration"
        description = "Arrivals, departures and net of 75 districts by age group, 2000 to 2024 without 2001."
        metadata = {
            "title_de": "Ostdeutsches Panel: Wanderung",
            "description_de": "Zuzüge, Fortzüge und Saldo von 75 Kreisen nach Altersgruppen, 2000 bis 2024 ohne 2001.",
        }


class PanelPopulation(Population):
    """Residents on 31 December on the territory of today. Key: ags, date, age_group."""

    status: Series[str] = _panel_status()

    class Config:
        """Title; the key is that of the table it follows."""

        title = "East German panel: population"
        description = "Residents of 75 districts on 31 December; by age up to 2019 and in 2024, totals in all years."
        metadata = {
            "title_de": "Ostdeutsches Panel: Bevölkerung",
            "description_de": "Bevölkerung von 75 Kreisen am 31.12.; nach Alter bis 2019 und 2024, insgesamt in allen "
            "Jahren.",
        }


TABLES: dict[str, type[Table]] = {
    "sources": Sources,
    "members": Members,
    "membership_counts": MembershipCounts,
    "carriers": Carriers,
    "events": Events,
    "outcomes": Outcomes,
    "funding": Funding,
    "network_funding": NetworkFunding,
    "programme": Programme,
    "migration": Migration,
    "migration_land": MigrationLand,
    "population": Population,
    "population_totals": PopulationTotals,
    "population_balance": PopulationBalance,
    "migration_components": MigrationComponents,
    "migration_component_rates": MigrationComponentRates,
    "migration_flows": MigrationFlows,
    "migration_partners": MigrationPartners,
    "age_groups": AgeGroups,
    "kreise": Kreise,
    "gemeinden": Gemeinden,
    "places": Places,
    "regions": Regions,
    "breaks": Breaks,
    "indicators": Indicators,
    "simulations": Simulations,
}
"""Every table of the atlas by name, in reading order."""

PANEL_TABLES: dict[str, type[Table]] = {
    "panel_kreise": PanelKreise,
    "panel_mapping": PanelMapping,
    "panel_migration": PanelMigration,
    "panel_population": PanelPopulation,
}
"""Tables of the East German panel, which only a wider comparison reads."""

PANEL_PREFIX = "panel_"
PACKAGE_TABLES = TABLES | PANEL_TABLES
"""Every table of the package."""

BOUNDARY_COLUMNS: dict[str, tuple[str, ...]] = {
    "kreise": ("ags", "name"),
    "gemeinden": ("ags", "name", "kreis_ags"),
    "laender": ("ags", "name"),
}
"""Properties of the boundary layers; each exists as `<layer>_medium` (screen) and `<layer>_fine` (print)."""

BOUNDARIES: tuple[str, ...] = tuple(f"{layer}_{scale}" for layer in BOUNDARY_COLUMNS for scale in ("medium", "fine"))
"""Keys of `Atlas.boundaries` and stems of the files under `sources/boundaries`."""


@dataclass(frozen=True, eq=False)
class EastPanel:
    """The East German panel, checked: `PANEL_TABLES` without the prefix of their names."""

    kreise: pd.DataFrame
    mapping: pd.DataFrame
    migration: pd.DataFrame
    population: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by their name in the package."""
        return {name: getattr(self, name.removeprefix(PANEL_PREFIX)) for name in PANEL_TABLES}


def _no_panel() -> EastPanel:
    raise LookupError("an atlas without the East German panel")


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything the atlas knows, checked.

    The frames are shared by all readers: treat them as read-only and work on copies.

    Attributes:
        boundaries: areas in EPSG:4326 by layer, keys as in `BOUNDARIES`.
        version: first 12 hex digits of the SHA-256 over the package's files.
        load_east: reads and checks the East German panel, once; most of what is asked never needs it.

    `membership_counts`, `events` and `carriers` carry two further columns, `period_start` and
    `period_end` (Timestamp): first and last day of the documented period, NaT when undated. An
    ongoing carrier has no `period_end`.
    """

    sources: pd.DataFrame
    members: pd.DataFrame
    membership_counts: pd.DataFrame
    carriers: pd.DataFrame
    events: pd.DataFrame
    outcomes: pd.DataFrame
    funding: pd.DataFrame
    network_funding: pd.DataFrame
    programme: pd.DataFrame
    migration: pd.DataFrame
    migration_land: pd.DataFrame
    population: pd.DataFrame
    population_totals: pd.DataFrame
    population_balance: pd.DataFrame
    migration_components: pd.DataFrame
    migration_component_rates: pd.DataFrame
    migration_flows: pd.DataFrame
    migration_partners: pd.DataFrame
    age_groups: pd.DataFrame
    kreise: pd.DataFrame
    gemeinden: pd.DataFrame
    places: pd.DataFrame
    regions: pd.DataFrame
    breaks: pd.DataFrame
    indicators: pd.DataFrame
    simulations: pd.DataFrame
    boundaries: dict[str, GeoDataFrame]
    version: str
    load_east: Callable[[], EastPanel] = _no_panel

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, in reading order."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name in TABLES}

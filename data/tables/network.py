"""The network: its initiatives, how many there were, who carried it, what happened, what came of it."""

from __future__ import annotations

import datetime

import pandas as pd

from data.tables.columns import (
    GEMEINDE_AGS,
    IDS,
    KREIS_AGS,
    PARTIAL_DATE,
    PERIOD,
    Table,
    field,
    optional,
    pair,
    persons,
    sources,
)

COUNTING = "counting_sheet"
COUNTED = ("enquiries", "consultations", "settled", "jobs")
"""What the counting sheet counts, from the first question to the job."""
HALF_YEAR = r"^20\d{2}-H[12]$"


def half_year_end(half_year: str) -> datetime.date:
    """Last day of a half-year such as 2025-H1."""
    year = int(half_year[:4])
    return datetime.date(year, 6, 30) if half_year.endswith("1") else datetime.date(year, 12, 31)


class Members(
    Table,
    key=["member_id"],
    title=("Register of initiatives", "Register der Initiativen"),
    about=(
        "Initiatives that are or were members of the network; the full list was not found.",
        "Initiativen, die Mitglied sind oder waren; die vollständige Liste wurde nicht gefunden.",
    ),
):
    """One row per initiative that is or was a member of the network. Key: member_id."""

    member_id: str = field("Stable key of the initiative", "Stabiler Schlüssel der Initiative", str_matches=IDS)
    name: str = field("Name of the initiative", "Name der Initiative")
    organisation: str = optional("Carrier; blank when not found", "Träger; leer, wenn nicht gefunden")
    place: str = optional("Town or village; blank when not found", "Ort; leer, wenn nicht gefunden")
    ags: str = optional(
        "Official key of the municipality (AGS, 8 digits)",
        "Amtlicher Schlüssel der Gemeinde (AGS, 8 Stellen)",
        refers="gemeinden",
        str_matches=GEMEINDE_AGS,
    )
    kreis_ags: str = optional(
        "Official key of the district (AGS, 5 digits)",
        "Amtlicher Schlüssel des Kreises (AGS, 5 Stellen)",
        refers="kreise",
        str_matches=KREIS_AGS,
    )
    region: str = optional("Region as the initiative names it", "Region, wie die Initiative sie nennt")
    founded_year: pd.Int64Dtype = optional(
        "Year the initiative began", "Jahr, in dem die Initiative begann", unit="year", ge=1990
    )
    joined_year: pd.Int64Dtype = optional(
        "Year it joined the network; known for few",
        "Jahr des Beitritts zum Netzwerk; nur für wenige bekannt",
        unit="year",
        ge=2017,
    )
    left_year: pd.Int64Dtype = optional(
        "Year it left the network", "Jahr des Austritts aus dem Netzwerk", unit="year", ge=2017
    )
    status: str = field(
        "active, ended, or unknown",
        "aktiv (active), beendet (ended) oder unbekannt (unknown)",
        isin=["active", "ended", "unknown"],
    )
    website: str = optional("Address of its website", "Adresse der Website")
    focus_de: str = pair("What it does", "Was sie tut", "de", nullable=True)
    focus_en: str = pair("What it does", "Was sie tut", "en", nullable=True)
    confidence: str = field(
        "documented: a source names it as a member; inferred: we concluded it",
        "documented: eine Quelle nennt sie als Mitglied; inferred: von uns erschlossen",
        isin=["documented", "inferred"],
    )
    note_de: str = pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: str = pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    lat: float = optional(
        "Latitude of the place (WGS 84)",
        "Geografische Breite des Ortes (WGS 84)",
        unit="degree",
        in_range={"min_value": 50.0, "max_value": 54.0},
    )
    lon: float = optional(
        "Longitude of the place (WGS 84)",
        "Geografische Länge des Ortes (WGS 84)",
        unit="degree",
        in_range={"min_value": 11.0, "max_value": 15.5},
    )
    known_member_by: pd.Int64Dtype = optional(
        "First year a source shows the membership",
        "Erstes Jahr, für das eine Quelle die Mitgliedschaft zeigt",
        unit="year",
        ge=2017,
    )
    last_evidence: str = optional(
        "Date of the latest sign of membership", "Datum des jüngsten Belegs", str_matches=PARTIAL_DATE
    )
    evidence_de: str = pair("What shows the membership", "Was die Mitgliedschaft belegt", "de")
    evidence_en: str = pair("What shows the membership", "Was die Mitgliedschaft belegt", "en")
    same_seat_as: str = optional(
        "member_id at whose circle it is drawn, when both are probably one seat",
        "member_id, bei deren Kreis sie gezeichnet wird, wenn beide vermutlich ein Sitz sind",
        str_matches=IDS,
    )
    source_ids: str = sources()


class MembershipCounts(
    Table,
    key=["count_id"],
    title=("Member counts", "Zählungen der Mitglieder"),
    about=(
        "Dated counts of the network's member initiatives, each from a source.",
        "Datierte Zählungen der Mitgliedsinitiativen des Netzwerks, jede aus einer Quelle.",
    ),
):
    """One row per dated member count from a source. Key: count_id."""

    count_id: str = field("Key of the count", "Schlüssel der Zählung", str_matches=IDS)
    date: str = optional(
        "Date, as precise as documented; blank when undated",
        "Datum, so genau wie belegt; leer, wenn undatiert",
        str_matches=PARTIAL_DATE,
    )
    members: int = field("Number of member initiatives", "Zahl der Mitgliedsinitiativen", unit="initiatives", ge=1)
    scope: str = field(
        "network_members, or initiatives_in_state (not members)",
        "network_members: Mitglieder; initiatives_in_state: Initiativen im Land, keine Mitglieder",
        isin=["network_members", "initiatives_in_state"],
    )
    chart_use: str = field(
        "curve: the growth curve; alternative: another reading; duplicate: further evidence; excluded: not drawn",
        "curve: Wachstumskurve; alternative: abweichende Angabe; duplicate: weiterer Beleg; excluded: nicht gezeichnet",
        isin=["curve", "alternative", "duplicate", "excluded"],
    )
    confidence: str = field(
        "documented, or contested by other sources",
        "documented: belegt; contested: von anderen Quellen bestritten",
        isin=["documented", "contested"],
    )
    context_de: str = pair("What the source says", "Was die Quelle sagt", "de")
    context_en: str = pair("What the source says", "Was die Quelle sagt", "en")
    note_de: str = pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: str = pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    publisher: str = field("Who gives the count", "Wer die Zahl nennt")
    source_ids: str = sources()


class Carriers(
    Table,
    key=["carrier_id"],
    title=("Carriers of the network", "Träger des Netzwerks"),
    about=(
        "The organisations that carried the network, one after the other.",
        "Die Organisationen, die das Netzwerk nacheinander getragen haben.",
    ),
):
    """One row per organisation that ran the network office. Key: carrier_id."""

    carrier_id: str = field("Key of the carrier", "Schlüssel des Trägers", str_matches=IDS)
    name: str = field("Name of the carrier", "Name des Trägers")
    place: str = field("Seat", "Sitz")
    date_from: str = field(
        "First day, as precise as documented", "Beginn, so genau wie belegt", str_matches=PARTIAL_DATE
    )
    date_to: str = optional(
        "Last day; blank while it lasts", "Ende; leer, solange es andauert", str_matches=PARTIAL_DATE
    )
    source_ids: str = sources()


class Events(
    Table,
    key=["event_id"],
    title=("Events", "Ereignisse"),
    about=(
        "Milestones of the network, its funding and its initiatives.",
        "Meilensteine des Netzwerks, seiner Förderung und seiner Initiativen.",
    ),
):
    """One row per milestone. Key: event_id."""

    event_id: str = field("Key of the event", "Schlüssel des Ereignisses", str_matches=IDS)
    date: str = optional("Date, as precise as documented", "Datum, so genau wie belegt", str_matches=PARTIAL_DATE)
    date_end: str = optional(
        "Last day when it took several", "Letzter Tag, wenn es mehrere waren", str_matches=PARTIAL_DATE
    )
    title_de: str = pair("Title", "Titel", "de")
    title_en: str = pair("Title", "Titel", "en")
    description_de: str = pair("What happened", "Was geschah", "de")
    description_en: str = pair("What happened", "Was geschah", "en")
    category: str = field(
        "Kind of event",
        "Art des Ereignisses",
        isin=["politics", "funding", "network", "campaign", "carrier", "initiative", "evidence"],
    )
    annotate: bool = field("Drawn on the growth curve (yes/no)", "Auf der Wachstumskurve gezeigt (yes/no)")
    confidence: str = field(
        "documented, planned, or undated",
        "documented: belegt; planned: geplant; undated: ohne Datum",
        isin=["documented", "planned", "undated"],
    )
    note_de: str = pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: str = pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    member_id: str = optional(
        "Initiative it concerns; blank for the network",
        "Betroffene Initiative; leer für das Netzwerk",
        refers="members",
        str_matches=IDS,
    )
    source_ids: str = sources()


class Outcomes(
    Table,
    key=["outcome_id"],
    title=("Outcomes of single initiatives", "Ergebnisse einzelner Initiativen"),
    about=(
        "Outcome figures as published; different methods, never to be added across initiatives.",
        "Veröffentlichte Ergebniszahlen; verschieden erhoben, nie über Initiativen zu addieren.",
    ),
):
    """One row per published outcome figure of one initiative. Key: outcome_id."""

    outcome_id: str = field("Key of the figure", "Schlüssel der Angabe", str_matches=IDS)
    member_id: str = optional(
        "Initiative; blank for the network", "Initiative; leer für das Netzwerk", refers="members", str_matches=IDS
    )
    period: str = optional(
        "Date or period it covers (from/to)",
        "Datum oder Zeitraum, für den sie gilt (von/bis)",
        str_matches=PERIOD,
    )
    indicator_de: str = pair("What was counted", "Was gezählt wurde", "de")
    indicator_en: str = pair("What was counted", "Was gezählt wurde", "en")
    value: float = field(
        "The figure; its unit is in unit_de and unit_en",
        "Die Zahl; Einheit in unit_de und unit_en",
        unit="see unit_en",
        ge=0,
    )
    unit_de: str = pair("Unit", "Einheit", "de")
    unit_en: str = pair("Unit", "Einheit", "en")
    qualifier: str = optional(
        "How exact the source is; blank: as printed",
        "Wie genau die Quelle ist; leer: wie gedruckt",
        isin=["about", "more_than", "at_least", "up_to", "average", "planned"],
    )
    confidence: str = field(
        "documented, contested, or planned",
        "documented: belegt; contested: strittig; planned: geplant",
        isin=["documented", "contested", "planned"],
    )
    note_de: str = pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: str = pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_ids: str = sources()


class CountingSheet(
    Table,
    key=["member_id", "half_year"],
    title=("Counting sheet of the initiatives", "Zählbogen der Initiativen"),
    about=(
        (
            "What the initiatives count for themselves, one row per initiative and half-year. Each person counts once "
            "per half-year in each column. The definitions are a proposal of the atlas, not of the network. Sums name "
            "the number of initiatives behind them; nothing is extrapolated."
        ),
        (
            "Was die Initiativen selbst zählen, eine Zeile je Initiative und Halbjahr. Jede Person zählt je "
            "Halbjahr in jeder Spalte einmal. Die Definitionen sind ein Vorschlag des Atlas, nicht des Netzwerks. "
            "Summen nennen, wie viele Initiativen dahinterstehen; hochgerechnet wird nichts."
        ),
    ),
    may_be_empty=True,
):
    """One row per initiative and half-year: what it counted, by definitions that are the same for all.

    Key: member_id, half_year. A blank number means not counted, 0 means counted and none. The meanings of the columns
    are the definitions: template, dictionary and page show these and no others.
    """

    member_id: str = field(
        "Initiative that counted: its key in the register (member_id)",
        "Initiative, die gezählt hat: ihre Kennung im Register (member_id)",
        refers="members",
        str_matches=IDS,
    )
    half_year: str = field(
        "Half-year that is over: 2025-H1 is January to June 2025, 2025-H2 is July to December 2025",
        "Abgelaufenes Halbjahr: 2025-H1 ist Januar bis Juni 2025, 2025-H2 ist Juli bis Dezember 2025",
        str_matches=HALF_YEAR,
    )
    enquiries: pd.Int64Dtype = persons(
        "Persons who turned to the initiative in the half-year because they think of returning or moving here, in "
        "whatever way they did; blank: not counted, 0: nobody",
        "Personen, die sich im Halbjahr an die Initiative gewandt haben, weil sie zurückkehren oder herziehen möchten, "
        "gleich auf welchem Weg; leer: nicht gezählt, 0: niemand",
        nullable=True,
        ge=0,
    )
    consultations: pd.Int64Dtype = persons(
        "Persons with whom the initiative talked about their own plans in the half-year, face to face, by telephone or "
        "by video; several talks with one person count once; blank: not counted, 0: nobody",
        "Personen, mit denen die Initiative im Halbjahr über ihr eigenes Vorhaben gesprochen hat, persönlich, am "
        "Telefon oder per Video; mehrere Gespräche mit einer Person zählen einmal; leer: nicht gezählt, 0: niemand",
        nullable=True,
        ge=0,
    )
    settled: pd.Int64Dtype = persons(
        "Persons who moved to the region of the initiative after a consultation, in the half-year of the move; whoever "
        "moves along with them counts too; blank: not counted, 0: nobody",
        "Personen, die nach einer Beratung in die Region der Initiative gezogen sind, im Halbjahr des Umzugs; wer "
        "mit ihnen umzieht, zählt mit; leer: nicht gezählt, 0: niemand",
        nullable=True,
        ge=0,
    )
    jobs: pd.Int64Dtype = persons(
        "Persons who took up a job or an apprenticeship that the initiative helped them to find, in the half-year in "
        "which they began; blank: not counted, 0: nobody",
        "Personen, die durch Vermittlung der Initiative eine Arbeit oder Ausbildung aufgenommen haben, im Halbjahr "
        "des Beginns; leer: nicht gezählt, 0: niemand",
        nullable=True,
        ge=0,
    )
    remark: str = optional("What to mind with these numbers", "Was bei diesen Zahlen zu beachten ist")
    delivered_by: str = optional(
        "Organisation that delivered the numbers; no name of a person",
        "Organisation, die die Zahlen geliefert hat; kein Name einer Person",
    )
    source_ids: str = sources()

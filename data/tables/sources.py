"""Where the figures come from."""

from __future__ import annotations

from data.tables.columns import IDS, PARTIAL_DATE, Table, field, optional, pair


class Sources(
    Table,
    key=["source_id"],
    title=("Sources", "Quellen"),
    about=(
        "Every page, table and data set the figures come from, with licence and limits.",
        "Jede Seite, Tabelle und Datei, aus der die Angaben stammen, mit Lizenz und Grenzen.",
    ),
):
    """One row per source. Key: source_id."""

    source_id: str = field("Stable key of the source", "Stabiler Schlüssel der Quelle", str_matches=IDS)
    title: str = field("Title, or what the page is about", "Titel oder Gegenstand der Seite")
    publisher: str = field("Who published it", "Herausgeber")
    url: str = optional("Address; blank when none was found", "Adresse; leer, wenn keine gefunden wurde")
    table_code: str = optional("Official table or report number", "Amtliche Tabellen- oder Berichtsnummer")
    licence: str = field(
        "Terms of use as far as the source states them", "Nutzungsbedingung, soweit die Quelle sie nennt"
    )
    licence_url: str = optional("Address of the licence text", "Adresse des Lizenztextes")
    date_published: str = optional(
        "Date of publication, as precise as known",
        "Datum der Veröffentlichung, so genau wie bekannt",
        str_matches=PARTIAL_DATE,
    )
    date_accessed: str = field("When it was read", "Wann sie gelesen wurde", str_matches=PARTIAL_DATE)
    coverage_de: str = pair("What was taken from it", "Was daraus stammt", "de")
    coverage_en: str = pair("What was taken from it", "Was daraus stammt", "en")
    limits_de: str = pair("Known limits", "Bekannte Grenzen", "de", nullable=True)
    limits_en: str = pair("Known limits", "Bekannte Grenzen", "en", nullable=True)
    citation: str = field("Short line shown under a figure", "Kurzzeile unter einer Abbildung")

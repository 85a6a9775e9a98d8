"""Citations of one office stand in one line; nothing else is run together."""

from analytics.figure.sources import merge_citations

OFFICE = "© Statistische Ämter des Bundes und der Länder, Deutschland"
OTHER = "© Statistisches Bundesamt (Destatis), 2025; Tabelle 12411-0017; eigene Auswahl"


def cite(table: str, year: str = "", licence: str = "dl-de/by-2-0", tail: str = "eigene Auswahl") -> str:
    return "; ".join([f"{OFFICE}, {year}" if year else OFFICE, licence, f"Tabelle {table}", tail])


def test_tables_and_years_of_one_office_stand_in_one_citation():
    cited = [cite("12711-04-02-4", "2026"), OTHER, cite("12411-02-03-4", "2020"), cite("12411-02-03-4")]
    assert merge_citations(cited) == [
        f"{OFFICE}, 2020, 2026; dl-de/by-2-0; Tabellen 12711-04-02-4, 12411-02-03-4; eigene Auswahl",
        OTHER,
    ]


def test_a_citation_alone_stays_as_it_is():
    for one in (cite("12711-04-02-4", "2020"), cite("12411-02-03-4"), OTHER, "rbb24, 12.2018"):
        assert merge_citations([one, one]) == [one]


def test_another_licence_or_another_use_is_never_run_together():
    cited = [cite("1", "2020"), cite("2", "2020", licence="CC-BY-4.0"), cite("3", "2020", tail="eigene Berechnung")]
    assert merge_citations(cited) == cited

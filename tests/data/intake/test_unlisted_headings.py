"""Columns below headings on no list, told by their cells; totals said in columns; parts larger than their whole."""

import json

import pytest

from data.intake import Intake, read_file
from data.intake.words.territory import find_kreis
from tests.samples import books

ROWS = ["2018;4581;4879", "2018;11677;9534"]
KEYS, NAMES = ["12052", "12054"], ["Cottbus", "Potsdam"]


def read(head: str, places: list[str], *, rows: list[str] = ROWS) -> Intake:
    lines = [f"{place};{row}" for place, row in zip(places, rows, strict=True)]
    return read_file("\n".join([head, *lines]).encode(), "datei.csv")


def codes(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


def rows(result: Intake) -> list[list[object]]:
    return result.frame[["ags", "year", "arrivals", "departures"]].values.tolist()


TRUE = [["12052", 2018, 4581, 4879], ["12054", 2018, 11677, 9534]]


@pytest.mark.parametrize(
    "heading", ["Kreise", "Gebiet", "Name", "Räumliche Einheit", "Landkreis bzw. kreisfreie Stadt"]
)
def test_a_column_of_names_is_told_by_its_cells(heading: str) -> None:
    assert rows(read(f"{heading};Jahr;Zuzüge;Fortzüge", NAMES)) == TRUE


@pytest.mark.parametrize("heading", ["ID", "Kreiscode", "GKZ", "Nr."])
def test_a_column_of_keys_is_told_by_its_cells(heading: str) -> None:
    assert rows(read(f"{heading};Jahr;Zuzüge;Fortzüge", KEYS)) == TRUE


@pytest.mark.parametrize("heading", ["Bezugsjahr", "Zeitraum", "TIME_PERIOD"])
def test_a_column_of_years_is_told_by_its_cells(heading: str) -> None:
    assert rows(read(f"AGS;{heading};Zuzüge;Fortzüge", KEYS)) == TRUE


@pytest.mark.parametrize(
    "heading", ["Ort", "Gemeinde", "Herkunftskreis", "Zielkreis", "Zuzüge"], ids=lambda text: text.casefold()
)
def test_a_column_of_towns_or_of_where_people_came_from_is_none_of_districts(heading: str) -> None:
    assert not read(f"{heading};Jahr;Zuzüge;Fortzüge", NAMES).ok


@pytest.mark.parametrize(
    "heading", ["Jahr bis", "year_from", "Jahr der Veröffentlichung", "Jahr des Zensus", "Vorjahr"]
)
def test_a_bound_of_a_span_and_another_year_are_no_year_of_the_rows(heading: str) -> None:
    assert codes(read(f"AGS;{heading};Zuzüge;Fortzüge", KEYS)) == ["year_missing"]


@pytest.mark.parametrize(
    "column", ["Geschlecht;Insgesamt", "Staatsangehörigkeit;insgesamt", "Zeitraum;Januar bis Dezember", "Stand;2020-08"]
)
def test_a_column_that_says_the_whole_or_when_it_was_written_changes_nothing(column: str) -> None:
    heading, value = column.split(";")
    told = [row.replace("2018;", f"2018;{value};") for row in ROWS]
    assert rows(read(f"AGS;Jahr;{heading};Zuzüge;Fortzüge", KEYS, rows=told)) == TRUE


def test_a_column_of_one_share_is_another_measure_also_where_a_workbook_stores_it() -> None:
    head = ["AGS", "Jahr", "Zuzüge", "Fortzüge", "Veränderung in %"]
    cells = [head, ["12052", 2018, 4581, 4879, 3.4], ["12054", 2018, 11677, 9534, 3.4]]
    assert rows(read_file(books.book({"Daten": cells}), "datei.xlsx")) == TRUE


@pytest.mark.parametrize(("share", "found"), [("4000", []), ("4582", ["part_exceeds"])])
def test_more_people_of_a_part_than_of_all_contradict_each_other(share: str, found: list[str]) -> None:
    told = [f"2018;4581;{share};4879", "2018;11677;3000;9534"]
    result = read("AGS;Jahr;Zuzüge;darunter aus Berlin;Fortzüge", KEYS, rows=told)
    assert codes(result) == found
    if found:
        fields = result.findings[0].fields
        assert (fields["found"], fields["expected"], result.findings[0].row) == (4581, 4582, 2)


@pytest.mark.parametrize("heading", ["Ausländer", "Arbeitslose", "Bevölkerung weiblich"])
def test_other_people_beside_the_moves_are_no_part_of_them(heading: str) -> None:
    told = ["2018;4581;4879;8123", "2018;11677;9534;17904"]
    assert rows(read(f"AGS;Jahr;Zuzüge;Fortzüge;{heading}", KEYS, rows=told)) == TRUE


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ({"Geschlecht": "weiblich"}, ["subset_only"]),
        ({"title": "Nur Deutsche"}, ["subset_only"]),
        ({"parameter": [{"Einheit": "Tausend"}]}, ["unit_not_persons"]),
        ({"Geschlecht": "Insgesamt", "stand": "2020-08", "n": 2}, []),
    ],
)
def test_what_a_json_file_says_beside_its_rows_counts(about: dict[str, object], found: list[str]) -> None:
    data = [{"ags": ags, "jahr": 2018, "zuzuege": 4581, "fortzuege": 4879} for ags in KEYS]
    result = read_file(json.dumps({"meta": about, "data": data}).encode(), "datei.json")
    assert sorted(set(codes(result))) == found


@pytest.mark.parametrize(
    ("cover", "found"),
    [
        (["Wanderungen von Frauen 2018"], ["subset_only"]),
        (["1 Zu- und Fortzüge der Ausländer", "2 Zu- und Fortzüge insgesamt"], []),
        (["Statistischer Bericht", "Wanderungen 2018"], []),
    ],
)
def test_the_title_on_a_cover_is_that_of_the_tables_behind_it(cover: list[str], found: list[str]) -> None:
    cells = [["AGS", "Jahr", "Zuzüge", "Fortzüge"], ["12052", 2018, 4581, 4879], ["12054", 2018, 11677, 9534]]
    book = books.book({"Titel": [[line] for line in cover], "Daten": cells})
    assert codes(read_file(book, "datei.xlsx")) == found


@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("Brandenburg a.d.H.", "12051"),
        ("Frankfurt/O.", "12053"),
        ("LK Märk.-Oderland", "12064"),
        ("Oberspreew.-Lausitz", "12066"),
        ("Frankfurt a.M.", "06412"),
        ("O.-R.", ""),
        ("Ober.", ""),
        ("Cottbus, kreisfr. Stadt", "12052"),
        ("Landkr. Görlitz", "14626"),
        ("Görlitz, kreisfr. Stadt", "14263"),
        ("Görlitz-Stadt", "14263"),
    ],
)
def test_a_name_or_kind_cut_short_is_that_of_the_one_district_that_begins_so(text: str, ags: str) -> None:
    assert find_kreis(text).ags == ags


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Monatswerte", "no_whole_year"),
        ("Zeitraum: 01.01.2018 - 30.06.2018", "no_whole_year"),
        ("Zeitraum: Jan-Jun 2018", "no_whole_year"),
        ("Prozentangaben", "unit_not_persons"),
        ("Zahlen sind Hochrechnungen", "not_observed"),
        ("über die Landesgrenze Brandenburgs", "measure_not_held"),
        ("Teilmenge", "note_limits"),
        ("WHERE geschlecht='w'", "subset_only"),
        ("auf Basis des Ausländerzentralregisters", "subset_only"),
        ("Zeitraum: 01.01.2018 - 31.12.2018", ""),
        ("Erstellt am 03.04.2019 von M. Muster", ""),
        ("Umzüge innerhalb eines Kreises sind nicht enthalten", ""),
    ],
)
def test_a_note_on_part_of_the_year_a_share_or_a_border_counts_and_who_wrote_it_does_not(
    note: str, expected: str
) -> None:
    lines = ["AGS;Jahr;Zuzüge;Fortzüge", *(f"{key};{row}" for key, row in zip(KEYS, ROWS, strict=True)), "", note]
    assert codes(read_file("\n".join(lines).encode(), "datei.csv")) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Oberspreewald-Lausitz/Elbe-Elster", "ambiguous_name"),
        ("Cottbus und Spree-Neiße", "ambiguous_name"),
        ("Cottbus/Chóśebuz", "kreis"),
        ("Ostprignitz-Ruppin", "kreis"),
    ],
)
def test_two_districts_in_one_name_are_asked_about(text: str, kind: str) -> None:
    assert find_kreis(text).kind == kind


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["12052;2016;1;2", ";2017;3;4", ";2018;5;6"],
            [["12052", 2016, 1, 2], ["12052", 2017, 3, 4], ["12052", 2018, 5, 6]],
        ),
        (
            ["12052;2018;1;2", "12053;;3;4", "12054;;5;6"],
            [["12052", 2018, 1, 2], ["12053", 2018, 3, 4], ["12054", 2018, 5, 6]],
        ),
    ],
    ids=["key", "year"],
)
def test_a_key_or_year_on_the_first_row_of_its_block_is_that_of_the_rows_below(
    lines: list[str], expected: list[list[object]]
) -> None:
    assert rows(read_file("\n".join(["AGS;Jahr;Zuzüge;Fortzüge", *lines]).encode(), "datei.csv")) == expected


@pytest.mark.parametrize("lines", [["12052;2018;1;2", ";2018;3;4", ";2018;5;6"], ["12052;2018;1;2", ";;3;4", ";;5;6"]])
def test_rows_that_nothing_tells_apart_have_lost_their_keys(lines: list[str]) -> None:
    assert not read_file("\n".join(["AGS;Jahr;Zuzüge;Fortzüge", *lines]).encode(), "datei.csv").ok


def test_the_nearest_word_for_a_column_of_a_list_wins() -> None:
    """`Förderung` alone may be an amount; beside `Betrag` it names what is funded."""
    lines = ["Förderung;Jahr;Betrag;Geldgeber", "Probe A;2023;71,5 T€;Land", "Probe B;2024;rd. 75.000;Land"]
    result = read_file("\n".join(lines).encode(), "liste.csv")
    assert result.table == "funding"
    assert result.frame["amount_eur"].tolist() == [71500, 75000]
    alone = read_file("Jahr;Förderung;Geldgeber\n2023;71.500 €;Land".encode(), "liste.csv")
    assert alone.frame["amount_eur"].tolist() == [71500]


def test_a_register_with_short_headings_is_one() -> None:
    head = "Name;Verein;Stadt;Lkr.;gegr.;dabei seit;Internet"
    result = read_file(f"{head}\nProbe;Verein e. V.;Cottbus;Cottbus;um 2015;Mai 2019;www.example.org".encode(), "x.csv")
    assert result.table == "members"
    row = result.frame.iloc[0]
    assert (row["organisation"], row["kreis_ags"], row["founded_year"], row["joined_year"]) == (
        "Verein e. V.",
        "12052",
        2015,
        2019,
    )

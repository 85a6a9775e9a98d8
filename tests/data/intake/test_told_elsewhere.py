"""What other sheets, names of sheets and rows between the figures say of them counts as what the head says."""

import pytest

from data.intake import Intake, read_file
from tests.samples import books
from tests.samples import context as sample

HEAD = "AGS;Kreis;Jahr;Zuzüge;Fortzüge"
ROWS = ["12052;Cottbus;2018;4581;4879", "12054;Potsdam;2018;11677;9534"]
BARE = ["AGS;Kreis;Zuzüge;Fortzüge", "12052;Cottbus;4581;4879", "12054;Potsdam;11677;9534"]
CELLS: list[list[object]] = [
    HEAD.split(";"),
    ["12052", "Cottbus", 2018, 4581, 4879],
    ["12054", "Potsdam", 2018, 11677, 9534],
]


def read(*lines: str) -> Intake:
    return read_file("\n".join(lines).encode(), "datei.csv")


def read_book(sheets: dict[str, list[list[object]]]) -> Intake:
    return read_file(books.book(sheets), "x.xlsx")


def codes(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["Geschlecht:", "weiblich"], "subset_only"),
        (["Altersgruppe", "18 bis unter 25 Jahre"], "subset_only"),
        (["Einheit", "Tausend"], "unit_not_persons"),
        (["Zeitraum", "1. Halbjahr 2018"], "no_whole_year"),
    ],
)
def test_a_sheet_that_lists_the_choices_of_an_export_speaks_of_its_figures(line: list[object], code: str) -> None:
    result = read_book({"Daten": CELLS, "Auswahl": [["Merkmal", "Auswahl"], line]})
    assert codes(result) == [code]
    assert result.findings[0].sheet == "Auswahl"


def test_a_sheet_that_lists_whole_choices_or_explains_words_is_left_alone() -> None:
    told: list[list[object]] = [
        ["Geschlecht", "Insgesamt"],
        ["Geschlecht", "männlich, weiblich"],
        ["Altersgruppe", "Insgesamt"],
        ["Einheit", "Anzahl"],
        ["Einheit", "Personen; Quoten in Prozent"],
        ["Zeit", "2018"],
        ["x", "gesperrt"],
    ]
    assert codes(read_book({"Daten": CELLS, "Auswahl": told})) == []


def test_a_sheet_named_after_a_year_holds_rows_of_it() -> None:
    assert codes(read_book({"2017": CELLS})) == ["tab_disagrees"]
    assert codes(read_book({"2018": CELLS})) == []


@pytest.mark.parametrize("tab", ["Fortzüge Frauen", "Fortzüge Polen", "Fortzüge in Tsd."])
def test_sheets_of_arrivals_and_departures_are_joined_only_when_both_are_of_all(tab: str) -> None:
    arrivals = [["AGS", "Kreis", "2018"], ["12052", "Cottbus", 4581], ["12054", "Potsdam", 11677]]
    departures = [["AGS", "Kreis", "2018"], ["12052", "Cottbus", 4879], ["12054", "Potsdam", 9534]]
    assert codes(read_book({"Zuzüge": arrivals, tab: departures}))
    frame = read_book({"Zuzüge": arrivals, "Fortzüge": departures}).frame
    assert frame[["arrivals", "departures"]].values.tolist() == [[4581, 4879], [11677, 9534]]


def test_blocks_with_titles_of_their_own_are_of_the_years_these_name() -> None:
    other = ["Zu- und Fortzüge 2017;;;", BARE[0], "12052;Cottbus;4700;4800", "12054;Potsdam;11000;9000"]
    result = read("Zu- und Fortzüge 2018;;;", *BARE, "", *other)
    assert result.ok
    rows = result.frame.set_index(["ags", "year"])["arrivals"].to_dict()
    assert rows == {("12052", 2018): 4581, ("12054", 2018): 11677, ("12052", 2017): 4700, ("12054", 2017): 11000}


def test_a_title_above_rows_denies_no_title_above_the_table() -> None:
    lines = ["Zu- und Fortzüge 2018;;;", BARE[0], "Wanderungen 2017;;;", *BARE[1:]]
    assert codes(read(*lines)) == ["title_disagrees"]
    assert codes(read(*lines[1:])) == []
    assert "subset_only" in codes(read(*lines[:3], "Zuzüge 2017, weiblich;;;", *BARE[1:]))


def test_a_sum_without_key_directly_below_the_head_is_no_head() -> None:
    result = read(HEAD, ";Summe;2018;16258;14413", *ROWS)
    assert codes(result) == []
    assert result.frame["arrivals"].tolist() == [4581, 11677]
    assert "sum_mismatch" in codes(read(HEAD, ";Summe;2018;26258;14413", *ROWS))


@pytest.mark.parametrize("within", ["Binnenwanderungssaldo", "Saldo Binnenwanderung"])
@pytest.mark.parametrize("abroad", ["Außenwanderungssaldo", "Aussenwanderungsgewinn"])
def test_balances_within_germany_and_with_abroad_are_held_against_the_whole(within: str, abroad: str) -> None:
    head = f"{HEAD};Saldo;{within};{abroad}"
    own = [f"{row};{net};{net - 120};{120}" for row, net in zip(ROWS, (-298, 2143), strict=True)]
    good = [own[0], own[1].replace("2023;120", "2043;100")]
    assert codes(read(head, *good)) == []
    assert codes(read(head, good[0], good[1].replace("2043", "1043")))


@pytest.mark.parametrize("note", ["Summe 2016-2018", "Durchschnitt der Jahre 2019 bis 2023", "kumulierte Werte"])
def test_a_note_of_a_context_table_about_several_years_is_asked_about(note: str) -> None:
    values = {(ags, 2023, name): 5.0 for ags in ("12052", "12054") for name in sample.UNEMPLOYMENT.measures}
    assert codes(read_file(sample.book(sample.UNEMPLOYMENT, values, foot=[note]), "x.xlsx")) == ["note_limits"]
    assert codes(read_file(sample.book(sample.UNEMPLOYMENT, values, tab="Prognose"), "x.xlsx")) == ["not_observed"]
    assert codes(read_file(sample.book(sample.UNEMPLOYMENT, values), "x.xlsx")) == []


LIST = (
    "Kennung der Initiative;Initiative;Träger;Ort;Landkreis;Gegründet;Mitglied seit;Status;Beleglage;"
    "Beleg (deutsch);Beleg (englisch)"
)


@pytest.mark.parametrize(
    ("place", "kreis", "code"),
    [
        ("Guben/Forst", "Spree-Neiße", ["places_several"]),
        ("Guben/Gubin", "Spree-Neiße", []),
        ("Görlitz", "Spree-Neiße", ["name_key_mismatch"]),
        ("Görlitz", "Landkreis Görlitz", []),
        ("Guben", "", []),
    ],
)
def test_a_place_of_a_list_is_one_place_in_the_district_beside_it(place: str, kreis: str, code: list[str]) -> None:
    row = f"probe;Rückkehr Probe;Verein;{place};{kreis};—;2024;aktiv;belegt;Eigene Liste;Own list"
    result = read(LIST, row)
    assert codes(result) == code
    assert result.frame["founded_year"].isna().all()


@pytest.mark.parametrize("heading", ["Staatsangehörigkeit", "Nationalität", "Geburtsland", "Staat", "Wanderung mit"])
@pytest.mark.parametrize("value", ["D", "Deutschland", "Brandenburg"])
def test_germany_throughout_below_another_heading_than_that_of_an_area_is_asked_about(heading: str, value: str) -> None:
    rows = [row.replace(";2018;", f";2018;{value};") for row in ROWS]
    head = HEAD.replace("Jahr;", f"Jahr;{heading};")
    assert codes(read(head, *rows)) == ["column_one_value"]
    assert codes(read(head.replace(heading, "Bundesland"), *rows)) == []


@pytest.mark.parametrize(
    "words", [("aus Landkreisen", "in Landkreise"), ("aus kreisfreien Städten", "in kreisfreie Städte"),
              ("aus der Region", "in die Region"), ("from districts", "to districts")],
)  # fmt: skip
def test_moves_from_some_areas_are_not_all_moves(words: tuple[str, str]) -> None:
    assert codes(read(HEAD.replace("Zuzüge", f"Zuzüge {words[0]}").replace("Fortzüge", f"Fortzüge {words[1]}"), *ROWS))
    title = "Zu- und Fortzüge in kreisfreien Städten und Landkreisen;;;;"
    assert codes(read(title, HEAD, *ROWS)) == []

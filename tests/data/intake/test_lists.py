"""A coordinator's own lists: recognised as what they are, words understood or kept, the rest asked for once."""

import pandas as pd
import pytest

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Choices, Intake, read_file, write_template_csv
from data.intake.lists.quantities import read_amount, read_one_year, read_partial_date
from data.records import load_table

LIST = (
    "Initiative;Träger;Ort;Landkreis;Gegründet;Mitglied seit;Status;Webseite;Bemerkung\n"
    "Ankunft Probe;Verein A;Lübben (Spreewald);Dahme-Spreewald;ca. 2019;März 2024;aktiv;www.example.org;zwei Büros\n"
    "Heimweh Probe;;Forst (Lausitz) und Guben;Spree-Neiße;vor 2015;01.10.2018;aktiv;;\n"
)


def errors(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


def test_a_list_of_initiatives_is_the_register_and_what_it_lacks_is_asked_for_once() -> None:
    result = read_file(LIST.encode("cp1252"), "liste.csv")
    assert result.table == "members"
    asked = {one.code: one for one in result.findings if one.severity == "error"}
    assert set(asked) == {"column_missing", "places_several", "year_open"}
    assert asked["column_missing"].fields["columns"] == ["member_id", "confidence", "evidence_de", "evidence_en"]
    assert asked["places_several"].fields["names"] == ["Forst (Lausitz)", "Guben"]
    assert asked["year_open"].value == "vor 2015"
    first = result.frame.iloc[0]
    assert (first["founded_year"], first["joined_year"], first["kreis_ags"]) == (2019, 2024, "12061")
    assert first["note_de"] == "zwei Büros; Gegründet: ca. 2019; Mitglied seit: März 2024"
    assert first["ags"] == "12061316"


def test_what_a_list_lacks_is_filled_in_for_every_row() -> None:
    fill = {"member_id": "probe", "confidence": "belegt", "evidence_de": "Liste", "evidence_en": "List"}
    rows = [*LIST.splitlines()[:2], "Rückkehr Probe;;Guben;Spree-Neiße;;;ruht;;"]

    result = read_file("\n".join(rows).encode(), "liste.csv", choices=Choices(fill=fill))

    assert errors(result) == []
    assert result.frame["member_id"].tolist() == ["probe-2", "probe-3"]
    assert result.frame["confidence"].tolist() == ["documented", "documented"]
    assert result.frame["evidence_de"].tolist() == ["Liste", "Liste"]
    assert Choices.from_json(result.choices.to_json()) == result.choices
    assert result.choices.replayed().fill == {}


def test_a_column_the_list_has_is_never_filled_over() -> None:
    result = read_file(LIST.encode(), "liste.csv", choices=Choices(fill={"status": "beendet", "lat": ""}))
    assert result.frame["status"].tolist() == ["active", "active"]


def test_a_state_in_words_of_its_own_is_stored_as_a_code_and_kept_in_the_note() -> None:
    result = read_file(LIST.replace("aktiv;;", "ruht;;").encode(), "liste.csv")
    assert result.frame["status"].tolist() == ["active", "unknown"]
    assert result.frame["note_de"].iloc[1].split("; ")[-1] == "Status: ruht"


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("Spremberg/Grodk und Guben", ["Spremberg", "Guben"]),
        ("Cottbus, Spremberg", ["Cottbus", "Spremberg"]),
        ("Guben oder Peitz", ["Guben", "Peitz"]),
        ("Guben & Neuhausen am See", ["Guben", "Neuhausen am See"]),
        ("Spremberg/Grodk", []),
        ("Guben, Markt 1", []),
    ],
)
def test_a_cell_with_two_places_is_asked_about(place: str, names: list[str]) -> None:
    result = read_file(f"Initiative;Ort;Status\nProbe;{place};aktiv\n".encode(), "liste.csv")
    asked = [list(one.fields["names"]) for one in result.findings if one.code == "places_several"]
    assert asked == ([names] if names else [])


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ("Finsterwalde;12062140", []),
        ("Görlitz;12062140", ["name_key_mismatch"]),
        ("Finsterwalde;Görlitz", ["name_key_mismatch"]),
        ("Ein Ortsteil;12062140", []),
    ],
)
def test_a_place_beside_the_key_of_another_is_asked_about(cells: str, codes: list[str]) -> None:
    result = read_file(f"Initiative;Ort;AGS;Status\nProbe;{cells};aktiv\n".encode(), "liste.csv")
    assert [one.code for one in result.findings if one.code == "name_key_mismatch"] == codes


@pytest.mark.parametrize(("day", "wrong"), [("2023-13", 1), ("2023-02-31", 1), ("2023-12", 0), ("2023-02-28", 0)])
def test_a_month_or_day_that_never_was_is_unreadable(day: str, wrong: int) -> None:
    result = read_file(f"Datum;Mitglieder;Kontext\n{day};22;Probe\n".encode(), "zaehlung.csv")
    assert [one.code for one in result.findings if one.value == day] == ["date_unreadable"] * wrong


@pytest.mark.parametrize(("written", "amount"), [("200.000,--", 200_000), ("1.500.-", 1500), ("70.000 ¢", None)])
def test_whole_euros_may_end_in_a_dash(written: str, amount: int | None) -> None:
    found = read_amount(written)
    assert (found and float(found.number)) == amount


def test_a_state_is_said_in_german_and_the_cell_stands_as_it_was_written() -> None:
    kept = read_file(LIST.replace("aktiv;;", "ruht;;").encode(), "liste.csv")
    said = next(one for one in kept.findings if one.code == "words_kept" and one.value == "ruht")
    assert (
        finding_text(said, get_wording("de")).what
        == "„ruht“ wird als unbekannt gelesen; der Wortlaut bleibt im Hinweis erhalten."
    )
    refused = read_file(LIST.replace("aktiv;;", "ja;;").encode(), "liste.csv")
    assert [one.value for one in refused.findings if one.code == "not_allowed"] == ["ja"]


@pytest.mark.parametrize(("year", "code"), [("43374", "year_open"), ("2099", "year_implausible"), ("?", "year_open")])
def test_what_cannot_be_the_year_of_a_beginning_is_asked_about(year: str, code: str) -> None:
    result = read_file(f"Initiative;Ort;Gegründet;Status\nProbe;Guben;{year};aktiv\n".encode(), "liste.csv")
    assert [one.code for one in result.findings if one.heading == "Gegründet"] == [code]


@pytest.mark.parametrize(
    ("written", "date", "code"),
    [
        ("2. Quartal 2024", "2024", "words_kept"),
        ("seit Sommer 2019", "2019", "words_kept"),
        ("Q2 2024", "2024", "words_kept"),
        ("01.03.2024 00:00", "2024-03-01", ""),
        ("31.02.2024", "31.02.2024", "date_unreadable"),
        ("13/2024", "13/2024", "date_unreadable"),
        ("heute", "heute", "date_unreadable"),
    ],
)
def test_a_date_in_words_is_its_year_with_the_words_kept(written: str, date: str, code: str) -> None:
    result = read_file(f"Stichtag;Anzahl Mitglieder\n{written};22\n".encode(), "x.csv")
    assert result.frame["date"].tolist() == [date]
    assert [one.code for one in result.findings if one.heading == "Stichtag"] == ([code] if code else [])


@pytest.mark.parametrize(
    ("written", "amount", "qualifier", "code"),
    [
        ("mind. 3.000 €", 3000, "more_than", "words_kept"),
        ("rd. 75.000", 75_000, "about", ""),
        ("–", None, None, "dash_open"),
        ("75k", None, None, "not_a_number"),
    ],
)
def test_the_word_before_an_amount_is_its_qualifier(
    written: str, amount: int | None, qualifier: str | None, code: str
) -> None:
    result = read_file(f"Empfänger;Förderjahr;Betrag\nVerein;2024;{written}\n".encode(), "x.csv")
    first = result.frame.iloc[0]
    assert (first["amount_eur"] == amount) if amount else pd.isna(first["amount_eur"])
    assert (first["amount_qualifier"] == qualifier) if qualifier else not result.ok
    assert [one.code for one in result.findings if one.heading == "Betrag" and one.code != "exact_filled"] == (
        [code] if code else []
    )
    lacking = next(one for one in result.findings if one.code == "column_missing")
    assert "amount_qualifier" not in lacking.fields["columns"]


def test_amounts_with_words_and_units_become_euros_and_a_qualifier() -> None:
    texts = ["71.500 €", "71,5 T€", "rd. 75.000", "bis zu 200.000 Euro", "0,2 Mio. €", "mehr als 1.234,56 EUR", "50000"]
    rows = load_table("funding").head(len(texts)).assign(amount_eur=None)
    lines = write_template_csv("funding", rows=rows).decode("utf-8-sig").split("\r\n")
    for number, text in enumerate(texts, start=1):
        cells = lines[number].split(";")
        cells[4], cells[6] = text, ""
        lines[number] = ";".join(cells)
    result = read_file("\r\n".join(lines).encode(), "x.csv")
    assert errors(result) == []
    assert result.frame["amount_eur"].tolist() == [71_500, 71_500, 75_000, 200_000, 200_000, 1234.56, 50_000]
    said = [
        "exact_as_printed",
        "exact_as_printed",
        "about",
        "up_to",
        "exact_as_printed",
        "more_than",
        "exact_as_printed",
    ]
    assert result.frame["amount_qualifier"].tolist() == said


def test_a_heading_in_thousands_of_euros_counts_for_all_its_cells() -> None:
    rows = load_table("funding").head(1)
    text = write_template_csv("funding", rows=rows).decode("utf-8-sig").replace("Betrag (Euro)", "Betrag (T€)")
    result = read_file(text.replace(";200000;", ";71,5;", 1).encode(), "x.csv")
    assert errors(result) == []
    assert result.frame["amount_eur"].tolist() == [71_500]


def test_a_count_with_its_date_beside_it_is_number_and_date() -> None:
    head = write_template_csv("membership_counts").decode("utf-8-sig").split("\r\n")[0]
    rest = "network_members;curve;belegt;Probe;test;;;Probe;"
    lines = [f"P1;Nov. 2023;22 (Stand: Nov. 2023);{rest}", f"P2;;rund 23 (Stand: März 2024);{rest}"]
    result = read_file("\n".join([head, *lines]).encode(), "x.csv")
    assert errors(result) == []
    assert result.frame[["members", "date"]].to_numpy().tolist() == [[22, "2023-11"], [23, "2024-03"]]
    assert result.frame["note_de"].fillna("").tolist() == ["", "Mitglieder: rund 23 (Stand: März 2024)"]


@pytest.mark.parametrize(
    ("text", "number", "qualifier"),
    [
        ("ca. 75.000 €", "75000", "about"),
        ("knapp 1,5 Mio. €", "1500000", "just_under"),
        ("über 20 Tsd. Euro", "20000", "more_than"),
        ("71 500 €", "71500", ""),
        ("€ 1,234,567", "1234567", ""),
        ("EUR 12.345,60", "1.23456E4", ""),
        ("75.000,- €", "75000", ""),
        ("1,2 Mrd. €", "1200000000", ""),
        ("75.000+", "75000", "at_least"),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, number: str, qualifier: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert (amount.number, amount.qualifier) == (number, qualifier)


@pytest.mark.parametrize("written", ["71,500", "71,500 €", "EUR 71,500"])
def test_three_digits_behind_a_comma_are_asked_about(written: str) -> None:
    """71.5 in German, 71500 in English; beside T€ they are decimals, behind a point a group."""
    head, row = write_template_csv("funding").decode("utf-8-sig").split("\r\n")[:2]
    text = f"{head}\n{row.replace(';200000;', f';{written};')}\n"
    asked = [one for one in read_file(text.encode(), "x.csv").findings if one.severity == "error"]
    assert [one.code for one in asked] == ["number_ambiguous"]
    assert (asked[0].fields["as_german"], asked[0].fields["as_english"]) == (71.5, 71500)
    answered = read_file(text.encode(), "x.csv", choices=Choices(numbers={"Betrag (Euro)": "english"}))
    assert answered.frame["amount_eur"].tolist() == [71500]
    assert read_amount("71,500 T€").number == read_amount("71.500 €").number


@pytest.mark.parametrize(
    "text",
    [
        "1.000 € monatlich",
        "1.000 €/Monat",
        "71.500 € p.a.",
        "1.000 € je Initiative",
        "50.000 € (beantragt)",
        "50.000 € (abgelehnt)",
    ],
)
def test_an_amount_that_is_one_of_several_or_was_not_given_is_asked_about(text: str) -> None:
    assert read_amount(text).is_open
    assert not read_amount("50.000 € (bewilligt)").is_open
    head = "Jahr;Betrag (Euro);Empfänger;Geldgeber;Zweck (deutsch)"
    result = read_file(f"{head}\n2019;{text};Verein;Land;Probe".encode(), "liste.csv", choices=Choices(table="funding"))
    assert [(one.row, one.value) for one in result.findings if one.code == "amount_open"] == [(2, text)]


@pytest.mark.parametrize(
    ("day", "stand", "differs"),
    [
        ("Nov. 2023", "Dez. 2023", True),
        ("2023", "Nov. 2022", True),
        ("15.11.2023", "Nov. 2023", False),
        ("2023", "Nov. 2023", False),
    ],
)
def test_another_date_beside_a_count_than_in_its_row_is_asked_about(day: str, stand: str, differs: bool) -> None:
    text = f"Datum;Mitglieder;Herausgeber\n{day};22 (Stand: {stand});Probe"
    result = read_file(text.encode(), "liste.csv", choices=Choices(table="membership_counts"))
    assert ("stand_differs" in {one.code for one in result.findings if one.severity == "error"}) is differs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "71,500",
        "71,500 €",
        "keine Angabe",
        "5 bis 7",
        "10/2019",
        "siehe Anlage 3",
        "75k",
        "75.000 $",
        "75.000 DM",
        "50 %",
        "2 Stellen",
        "75 T",
        "75 k",
    ],
)
def test_what_is_no_single_amount_is_not_read(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("ca. 2019", 2019),
        ("seit März 2024", 2024),
        ("vor 2015", None),
        ("2018/2019", None),
        ("2019/20", None),
        ("2. Quartal 2024", 2024),
        ("seit Sommer 2019", 2019),
        ("bald", None),
    ],
)
def test_a_year_is_taken_only_when_one_is_named(text: str, year: int | None) -> None:
    assert read_one_year(text) == year


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Nov. 2023", "2023-11"),
        ("1. März 2024", "2024-03-01"),
        ("3/2024", "2024-03"),
        ("Herbst 2019", ""),
        ("2024", "2024"),
        ("2024-03-15 00:00:00", "2024-03-15"),
        ("31.02.2024", ""),
        ("13/2024", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, date: str) -> None:
    assert read_partial_date(text) == date


def test_a_list_of_counts_by_their_stand_is_known_and_a_table_of_figures_never_takes_its_day_from_there() -> None:
    counts = read_file(b"Stand;Anzahl Mitglieder\nNov. 2023;rund 22\n", "x.csv")
    assert counts.table == "membership_counts"
    assert counts.frame[["date", "members"]].to_numpy().tolist() == [["2023-11", 22]]
    figures = read_file(b"AGS;Stand;Einwohner\n12052;31.12.2020;98693\n", "x.csv")
    assert not figures.ok


def test_a_list_with_more_columns_than_the_atlas_keeps_is_the_register() -> None:
    head = "Nr.;Initiative;Ansprechpartner;E-Mail;Telefon;Ort;Landkreis;Mitglied seit"
    result = read_file(
        f"{head}\n1;Ankommen Probe;Frau X;x@example.org;0123;Guben;Spree-Neiße;2019\n".encode(), "liste.csv"
    )
    assert result.table == "members"
    assert [one.code for one in result.findings if one.severity == "error"] == ["column_missing"]


@pytest.mark.parametrize("text", ["22 Mitglieder (Stand Dezember 2023)", "22 (Stand: 12/2023)", "22 Stand Dez. 2023"])
def test_a_number_with_words_before_its_stand_is_number_and_date(text: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert (float(amount.number), amount.date) == (22, "2023-12")


@pytest.mark.parametrize(("place", "offered"), [("Frankfurt", "Frankfurt (Oder)"), ("online", ""), ("Gubin", "Guben")])
def test_a_place_the_atlas_does_not_know_is_named_with_its_neighbours(place: str, offered: str) -> None:
    result = read_file(f"Initiative;Ort;Status\nProbe;{place};aktiv\n".encode(), "liste.csv")
    told = next(one for one in result.findings if one.code == "place_unknown")
    names = [name for name, _ in told.fields["candidates"]]
    assert (told.value, offered in names or not offered) == (place, True)


def test_a_count_of_a_day_to_come_and_a_state_that_is_none_are_asked_about() -> None:
    head, row = write_template_csv("membership_counts").decode("utf-8-sig").split("\r\n")[:2]
    result = read_file(f"{head}\n{row.replace(';2017;', ';2099-01;', 1)}\n".encode(), "x.csv")
    assert errors(result) == ["year_implausible"]
    left = read_file(LIST.replace("aktiv;;", "ausgetreten;;").encode(), "liste.csv")
    assert "not_allowed" in errors(left)

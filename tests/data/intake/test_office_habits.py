"""What offices write around figures: titles above flat files, letters for units and parts, sheets of balances."""

import re
import zipfile
from io import BytesIO

import pytest

from data.intake import Choices, Intake, read_file
from data.intake.lists.quantities import read_amount
from data.intake.words.labels import read_date, read_year
from data.intake.words.meaning import understand
from tests.samples import books
from tests.samples import layouts as lay

HEAD = ["AGS", "Kreis", "Jahr", "Zuzüge", "Fortzüge"]
ROWS = [["12052", "Cottbus", "2018", "4581", "4879"], ["12054", "Potsdam", "2018", "11677", "9534"]]
MOVES = [[4581, 4879], [11677, 9534]]
OLD = "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
OLD += "1_Auspraegung_Label;BEV081__Zuzuege_ueber_Kreisgrenzen__Anzahl;BEV082__Fortzuege_ueber_Kreisgrenzen__Anzahl"
FLAT = [OLD, *(f"12711;Wanderungsstatistik;JAHR;Jahr;2018;KREISE;Kreise;{k};{n};{z};{f}" for k, n, _, z, f in ROWS)]


def read(*lines: str, name: str = "datei.csv") -> Intake:
    return read_file("\n".join(lines).encode(), name)


def table(head: list[str] = HEAD, rows: list[list[str]] = ROWS) -> list[str]:
    return [";".join(row) for row in (head, *rows)]


def codes(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


def moves(result: Intake) -> list[list[int]]:
    assert codes(result) == []
    return result.frame[["arrivals", "departures"]].to_numpy().tolist()


@pytest.mark.parametrize(
    "title", ["GENESIS-Tabelle: 12711-04-02-4", "Tabelle: 12711-04-02-4;;;", "Zu- und Fortzüge (über Kreisgrenzen)"]
)
def test_a_flat_file_is_read_below_the_lines_of_a_title(title: str) -> None:
    result = read(title, *FLAT)
    assert (moves(result), result.recognition.format) == (MOVES, "ffcsv_old")
    assert result.frame["row_number"].tolist() == [3, 4]


@pytest.mark.parametrize(
    ("title", "code"), [("Frauen", "subset_only"), ("in Tausend", "unit_not_persons"), ("Prognose", "not_observed")]
)
def test_the_title_above_a_flat_file_limits_its_figures(title: str, code: str) -> None:
    assert codes(read(title, *FLAT)) == [code]


def test_a_flat_file_without_a_total_is_refused_in_one_sentence() -> None:
    head = f"{FLAT[0].split(';BEV')[0]};2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label"
    head += FLAT[0][FLAT[0].index(";BEV") :]
    front, figures = FLAT[1].rsplit(";", 2)[0], ";2290;2439"
    rows = [
        f"{front};GES;Geschlecht;GES{code};{name}{figures}" for code, name in (("M", "männlich"), ("W", "weiblich"))
    ]
    assert codes(read(head, *rows)) == ["dimension_without_total"]


def test_the_border_of_arrivals_and_departures_is_that_of_their_balance() -> None:
    head = f"{FLAT[0]};BEV083__Wanderungssaldo__Anzahl"
    assert moves(read(head, f"{FLAT[1]};-298", f"{FLAT[2]};2143")) == MOVES


@pytest.mark.parametrize("mark", ["i. T.", "i.T.", "T 2018"])
def test_a_letter_for_thousand_is_one(mark: str) -> None:
    assert "unit_not_persons" in codes(read(*table([*HEAD[:3], f"Zuzüge {mark}", f"Fortzüge {mark}"])))


@pytest.mark.parametrize("mark", ["D", "(A)", "[d]", "· A"])
def test_a_letter_nobody_explains_behind_a_measure_is_asked_about(mark: str) -> None:
    assert codes(read(*table([*HEAD[:3], f"Zuzüge {mark}", f"Fortzüge {mark}"]))) == ["words_unknown"]


@pytest.mark.parametrize("mark", ["a)", "1)", "insg.", "(ohne Umzüge innerhalb des Kreises)"])
def test_what_says_nothing_of_a_part_behind_a_measure_is_read(mark: str) -> None:
    assert moves(read(*table([*HEAD[:3], f"Zuzüge {mark}", f"Fortzüge {mark}"]))) == MOVES


def test_abbreviations_of_ages_are_no_letters_of_parts() -> None:
    heads = ["Zuzüge unter 18 J.", "Fortzüge unter 18 J.", "Zuzüge 65 u. ä.", "Fortzüge 65 u. ä."]
    result = read(";".join([*HEAD[:3], *heads]), "12052;Cottbus;2018;712;680;301;322")
    assert moves(result) == [[712, 680], [301, 322]]


@pytest.mark.parametrize(
    "name", ["Wanderung_T_2018.csv", "wanderung-t.csv", "T.csv", "12711_w_2018.csv", "zuege_2018_1HJ.csv"]
)
def test_a_file_named_after_a_unit_a_part_or_half_a_year_is_asked_about(name: str) -> None:
    assert codes(read(*table(), name=name)) == ["name_limits"]


@pytest.mark.parametrize("name", ["t.csv", "12411-0015_$F.csv", "Tabelle T1.csv", "12711-04-02-4-B.csv"])
def test_a_file_named_as_offices_do_is_not(name: str) -> None:
    assert moves(read(*table(), name=name)) == MOVES


@pytest.mark.parametrize("note", ["Wanderungen 1. Halbjahr", "Quartal I"])
def test_a_note_on_a_part_of_the_year_stops_the_file(note: str) -> None:
    assert codes(read(*table(), note)) == ["no_whole_year"]


@pytest.mark.parametrize("note", ["Stand: 1. Quartal 2019", "Ergebnisse des 1. Quartals 2019 erscheinen später"])
def test_a_note_on_when_figures_appeared_does_not(note: str) -> None:
    assert moves(read(*table(), note)) == MOVES


@pytest.mark.parametrize("where", ["title", "heading"])
def test_the_last_day_of_june_is_no_end_of_a_year(where: str) -> None:
    title = ["Bevölkerung am 30.06.;;;"] if where == "title" else []
    head = "AGS;Kreis;Jahr;" + ("Einwohner" if where == "title" else "Einwohner 30.6.")
    assert codes(read(*title, head, "12052;Cottbus;2018;100219")) == ["no_whole_year"]


@pytest.mark.parametrize(("heading", "parts"), [("Monat", "12"), ("Halbjahr", "12"), ("Quartal", ["Q1", "Q2"])])
def test_rows_of_months_or_quarters_are_no_years(heading: str, parts: list[str]) -> None:
    rows = [[*row, part] for row in ROWS for part in parts]
    assert "no_whole_year" in codes(read(*table([*HEAD, heading], rows)))


def test_rows_of_years_are_read_beside_those_of_quarters() -> None:
    rows = [[*key, *figures, part] for *key, a, d in ROWS for part, figures in (("Q1", ["5", "6"]), ("Jahr", [a, d]))]
    assert moves(read(*table([*HEAD, "Quartal"], rows))) == MOVES


def test_half_years_beside_the_year_are_left_out() -> None:
    cells = [
        ["AGS", "Kreis", "1. Halbjahr 2018", "", "Jahr 2018", ""],
        ["", "", "Zuzüge", "Fortzüge", "Zuzüge", "Fortzüge"],
        *([key, name, 5, 6, int(arrivals), int(departures)] for key, name, _, arrivals, departures in ROWS),
    ]
    assert moves(read_file(books.book({"T1": cells}), "x.xlsx")) == MOVES


def test_a_row_of_thousands_below_the_headings_is_their_unit() -> None:
    cells = [["Wanderungen 2018"], [*HEAD[:2], *HEAD[3:]], ["", "", 1000, 1000], ["12052", "Cottbus", 4, 5]]
    assert codes(read_file(books.book({"T1": cells}), "x.xlsx")) == ["unit_not_persons"]


def test_sheets_of_balances_beside_the_figures_are_named_and_left_out() -> None:
    balances = [[*HEAD[:3], "Saldo"], ["12052", "Cottbus", "2018", "-298"]]
    result = read_file(books.book({"Wanderung": [HEAD, *ROWS], "Saldo": balances}), "x.xlsx")
    assert moves(result) == MOVES
    left = [(one.sheet, one.fields["reason"]) for one in result.findings if one.code == "sheet_left_out"]
    assert left == [("Saldo", "balance")]
    assert codes(read_file(books.book({"Saldo": balances}), "x.xlsx")) == ["column_missing"]


def test_a_workbook_with_sheets_of_parts_only_says_so() -> None:
    assert codes(read_file(books.book({"Männlich": [HEAD, *ROWS], "Weiblich": [HEAD, *ROWS]}), "x.xlsx")) == [
        "subset_only"
    ]


def test_a_sheet_called_t_may_count_in_thousands() -> None:
    book = books.book({"T": [HEAD, *ROWS]})
    assert codes(read_file(book, "x.xlsx")) == ["name_limits"]
    assert moves(read_file(book, "x.xlsx", choices=Choices(harmless=("t",)))) == MOVES


def test_census_years_are_told_from_the_years_from_which_they_count() -> None:
    assert understand("ab 2022 Zensus 2022; bis 2021 Zensus 2011").bases == ("2022", "2011")
    assert (understand("Volkszählung 1987").bases, understand("Zensus '11").bases) == (("1987",), ("2011",))


@pytest.mark.parametrize(("text", "year"), [("2018*", 2018), ("2018 1)", 2018), ("2018¹⁾", 2018), ("2018-19", None)])
def test_a_year_with_the_mark_of_a_footnote_is_that_year(text: str, year: int | None) -> None:
    assert read_year(text) == year


@pytest.mark.parametrize(("text", "number"), [("22 1)", "22"), ("75 000 €", "75000"), ("1 234 567 2)", "1234567")])
def test_the_mark_of_a_footnote_behind_an_amount_is_none_of_its_digits(text: str, number: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert float(amount.number) == float(number)
    assert read_amount("22 25") is None


def test_a_day_with_midnight_behind_it_is_that_day() -> None:
    assert read_date("31.12.2018 00:00:00") == "2018-12-31"


def test_a_title_line_of_a_year_alone_is_no_row_of_data() -> None:
    rows = read(*table()).frame.assign(age_group="insgesamt")
    assert moves(read(lay.regional_migration(rows).replace("Jahr: 2018", "2018"))) == MOVES


def flat_document(sheets: dict[str, list[list[object]]], inside: str = "") -> bytes:
    """The content of an OpenDocument spreadsheet as the one XML file that LibreOffice writes on request."""
    with zipfile.ZipFile(BytesIO(books.ods(sheets))) as package:
        content = package.read("content.xml").decode()
    kind = ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    content = content.replace("office:document-content", "office:document")
    content = content.replace("</table:table>", f"{inside}</table:table>")
    return re.sub("<office:document", f"<office:document{kind}", content, count=1).encode()


def test_an_open_document_in_one_file_is_read_like_its_package() -> None:
    data = flat_document({"Wanderung": [HEAD, *ROWS]})
    assert moves(read_file(data, "x.fods")) == MOVES
    assert moves(read_file(lay.zipped({"x.fods": data}), "x.zip")) == MOVES


def test_an_open_document_in_one_file_with_others_inside_is_refused_by_its_name() -> None:
    result = read_file(flat_document({"Wanderung": [HEAD, *ROWS]}, "<office:document/>"), "x.fods")
    assert (codes(result), result.findings[0].fields) == (["not_a_table"], {"kind": "flat_document"})


@pytest.mark.parametrize(
    "heading",
    [
        "Verwaltungsbezirk",
        "Kreisfreie Stadt / Landkreis",
        "Gebietseinheit",
        "Kreisname",
        "Kreisfreie Stadt/Landkreis/Land",
        "Land, Kreis",
        "Raumbezug",
    ],
)
def test_offices_have_several_words_for_the_column_of_districts(heading: str) -> None:
    rows = [["Kreisfreie Städte", "", "", ""], *([name, *rest] for _, name, *rest in ROWS)]
    assert moves(read(*table([heading, *HEAD[2:]], rows))) == MOVES


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "head",
    [
        '"Kreisfreie Stadt\nLandkreis";Jahr;Zuzüge;Fortzüge',
        '"Zu- und Fortzüge\nder Kreise";;;\n"Kreis\nName";Jahr;"Zuzüge\ninsgesamt";"Fortzüge\ninsgesamt"',
    ],
)
def test_a_line_break_in_a_cell_of_the_head_is_no_row_of_its_own(head: str, end: str) -> None:
    text = f"{head}\nCottbus;2018;4581;4879\nGörliz;2018;1;2\n"
    result = read_file(text.replace("\n", end).encode(), "datei.csv")
    assert result.frame[["ags", "arrivals"]].to_numpy().tolist() == [["12052", 4581]]
    asked = [(one.code, one.row) for one in result.findings if one.severity == "error"]
    assert asked == [("unknown_name", 3 if head.startswith('"Kreisf') else 4)]

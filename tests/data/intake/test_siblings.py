"""Small files as people send them, one for each kind of head, cell, note and container that was once misread."""

import pytest

from data.intake import Intake, read_file
from data.intake.words.meaning import understand
from tests.samples import books
from tests.samples import layouts as lay

HEAD = "AGS;Jahr;Zuzüge;Fortzüge"
ROWS = ["12052;2018;4581;4879", "12054;2018;11677;9534"]
TABLE = [HEAD, *ROWS]


def read(*lines: str, name: str = "datei.csv") -> Intake:
    return read_file("\n".join(lines).encode(), name)


def codes(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


@pytest.mark.parametrize(
    "note",
    [
        "Hochgerechnet aus 10 Monaten",
        "Enthalten sind auch Umzüge zwischen Gemeinden desselben Kreises",
        "Werte unter 3 wurden auf 0 gesetzt",
        "Fehlende Werte durch das Vorjahr ersetzt",
    ],
)
def test_a_note_that_changes_what_is_counted_stops_the_file(note: str) -> None:
    result = read(*TABLE, "", note)
    assert set(codes(result)) & {"note_limits", "not_observed", "unit_not_persons"}


@pytest.mark.parametrize("note", ["Quelle: Landesamt, 2019", "Abweichungen in den Summen durch Rundung"])
def test_a_note_that_changes_nothing_is_left_alone(note: str) -> None:
    assert read(*TABLE, "", note).ok


@pytest.mark.parametrize("title", ["Wanderungen von Familien", "Wanderungen der Haushalte"])
def test_moves_of_families_are_no_moves_of_people(title: str) -> None:
    assert codes(read(f"{title};;;", *TABLE)) == ["subset_only"]


def test_a_corrected_column_beside_the_first_one_is_asked_about() -> None:
    result = read("AGS;Jahr;Zuzüge;Zuzüge korrigiert;Fortzüge", "12052;2018;4581;4583;4879")
    assert codes(result) == ["role_twice"]
    assert result.findings[0].fields["options"] == ["Zuzüge", "Zuzüge korrigiert"]


@pytest.mark.parametrize("year", ["Jahr 2018", "Berichtsjahr: 2018", "2018,0"])
def test_a_year_with_its_word_is_a_year(year: str) -> None:
    assert read(HEAD, f"12052;{year};4581;4879").frame["year"].tolist() == [2018]


@pytest.mark.parametrize("sign", ["n/a", "NA", "NaN", "NULL"])
def test_what_programs_write_for_no_value_is_missing_and_no_zero(sign: str) -> None:
    frame = read(HEAD, f"12052;2018;{sign};4879", ROWS[1]).frame.set_index("ags")
    assert frame["arrivals"].isna().tolist() == [True, False]
    assert frame["departures"].tolist() == [4879, 9534]


@pytest.mark.parametrize("sheet", ["Ausl.", "Nichtdt. 2018"])
def test_a_sheet_named_after_a_part_in_short_is_that_part(sheet: str) -> None:
    cells: list[list[object]] = [HEAD.split(";"), ["12052", 2018, 4581, 4879]]
    assert codes(read_file(lay.workbook({sheet: cells}), "x.xlsx")) == ["subset_only"]


def test_units_in_short_are_units() -> None:
    result = read("AGS;Jahr;Zuzüge (Anz.);Fortzüge (Anz.)", *ROWS)
    assert result.ok
    assert result.frame["arrivals"].tolist() == [4581, 11677]


@pytest.mark.parametrize("container", ["ods", "xlsx"])
@pytest.mark.parametrize("official", [False, True])
def test_lines_with_tabs_in_one_column_of_a_spreadsheet_are_the_text_they_were(container: str, official: bool) -> None:
    """OpenDocument writes a tab as an element; the tabs at the start of a line are its empty columns."""
    rows = read(*TABLE).frame.assign(age_group="insgesamt")
    lines = (lay.regional_migration(rows) if official else "\n".join(TABLE)).replace(";", "\t").split("\n")
    cells = [[line] for line in lines]
    if container == "xlsx":
        book = lay.workbook({"Tabelle1": cells})
    else:
        book = books.with_part(
            books.ods({"Tabelle1": cells}), "content.xml", lambda part: part.replace("\t", "<text:tab/>")
        )
    result = read_file(book, f"x.{container}")
    assert codes(result) == []
    assert result.frame[["arrivals", "departures"]].to_numpy().tolist() == [[4581, 4879], [11677, 9534]]


def test_a_web_page_with_a_table_and_a_workbook_of_2003_are_refused_by_their_names() -> None:
    row = "<tr><td>12052</td><td>2018</td><td>4581</td><td>4879</td></tr>"
    assert codes(read(f"<html><body><table>{row}{row}</table></body></html>", name="x.xls")) == ["html_table"]
    assert codes(read("<html><body><form>Anmeldung</form></body></html>", name="x.xls")) == ["html_instead"]
    old = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    result = read(old, name="x.xls")
    assert (codes(result), result.findings[0].fields["kind"]) == (["not_a_table"], "xml_workbook")


@pytest.mark.parametrize("heading", ["Status", "Bemerkung"])
@pytest.mark.parametrize("cells", [("geschätzt", "geschätzt"), ("geschätzt", ""), ("ohne Erstaufnahme", "")])
def test_a_word_beside_a_figure_that_changes_what_it_counts_is_asked_about(
    heading: str, cells: tuple[str, str]
) -> None:
    result = read(f"{HEAD};{heading}", *(f"{row};{cell}" for row, cell in zip(ROWS, cells, strict=True)))
    assert set(codes(result)) & {"not_observed", "note_limits"}


@pytest.mark.parametrize("cells", [("endgültig", "endgültig"), ("geprüft am 3.2.", ""), ("reported", "reported")])
def test_a_word_beside_a_figure_that_changes_nothing_is_left_alone(cells: tuple[str, str]) -> None:
    result = read(f"{HEAD};Status", *(f"{row};{cell}" for row, cell in zip(ROWS, cells, strict=True)))
    assert codes(result) == []


@pytest.mark.parametrize(
    "words", ["Einwohnerinnen", "Einwohner (eigene Erhebung)", "Einwohner seit 2010", "Bevölkerung (Stichprobe)"]
)
def test_headings_close_to_the_population_are_not_taken_for_it(words: str) -> None:
    assert codes(read(f"AGS;Stichtag;{words}", "12052;31.12.2018;100219"))


@pytest.mark.parametrize(
    "words",
    ["Einwohnerinnen und Einwohner", "Gesamtbevölkerung", "Bevölkerung am Ort der Hauptwohnung", "Einwohner/-innen"],
)
def test_other_names_of_the_population_are_read(words: str) -> None:
    assert read(f"AGS;Stichtag;{words}", "12052;31.12.2018;100219").frame["population"].tolist() == [100219]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["AGS;Jahr;Berichtsjahr;Zuzüge;Fortzüge", "12052;2018;2017;4581;4879"], "years_disagree"),
        (["AGS;Jahr;Stichtag;Einwohner", "12052;2018;31.12.2017;101036"], "years_disagree"),
        (["Zuzüge und Fortzüge 2017;;;", HEAD, *ROWS], "title_disagrees"),
        (["AGS;Kreis;Gebiet;Jahr;Zuzüge;Fortzüge", "12052;Cottbus;Potsdam;2018;4581;4879"], "name_key_mismatch"),
        (["AGS;NUTS;Jahr;Zuzüge;Fortzüge", "12052;DE401;2018;4581;4879"], "name_key_mismatch"),
    ],
)
def test_two_columns_that_say_the_same_must_agree(lines: list[str], code: str) -> None:
    assert codes(read(*lines)) == [code]


@pytest.mark.parametrize(
    "lines",
    [
        ["AGS;Jahr;Stichtag;Einwohner", "12052;2018;31.12.2018;100219"],
        ["AGS;NUTS;Kreis;Jahr;Zuzüge;Fortzüge", "12052;DE402;Cottbus, Stadt;2018;4581;4879"],
        ["Zuzüge und Fortzüge 2017 bis 2018;;;", HEAD, *ROWS],
        ["Zuzüge und Fortzüge, Stand: März 2019;;;", HEAD, *ROWS],
    ],
)
def test_columns_that_agree_are_left_alone(lines: list[str]) -> None:
    assert codes(read(*lines)) == []


def test_school_years_across_are_no_years() -> None:
    assert codes(read("Bevölkerung;;;", "AGS;Kreis;2017/18;2018/19", "12052;Cottbus;101036;100219"))


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("Alle Tabellen beziehen sich nur auf Frauen.", ["subset_only"]),
        ("Angaben in Tausend", ["unit_not_persons"]),
        ("Tabelle 3: Weibliche Bevölkerung in Tausend", []),
        ("Zuzüge ohne Ausland", []),
    ],
)
def test_a_sheet_of_remarks_speaks_of_all_tables_and_a_list_of_contents_does_not(
    remark: str, expected: list[str]
) -> None:
    cells: list[list[object]] = [HEAD.split(";"), ["12052", 2018, 4581, 4879]]
    book = lay.workbook({"Erläuterungen": [["Statistischer Bericht"], [remark]], "Daten": cells})
    assert codes(read_file(book, "x.xlsx")) == expected


@pytest.mark.parametrize(("year", "expected"), [(2012, ["base_outdated"]), (2008, [])])
def test_a_series_from_an_older_count_is_another_one_after_the_census_of_2011(year: int, expected: list[str]) -> None:
    result = read("Bevölkerung, Basis Volkszählung 1987;;", "AGS;Jahr;Einwohner", f"12052;{year};101671")
    assert codes(result) == expected


def test_a_column_of_numbers_without_a_heading_is_named() -> None:
    result = read("Bevölkerung;;;;", "AGS;Kreis;2017;;2018", "12052;Cottbus;101036;55;100219")
    assert result.frame["population"].tolist() == [101036, 100219]
    told = [(one.code, one.column) for one in result.findings]
    assert told == [("column_left_out", "D")]


def test_moves_added_up_over_years_are_not_those_of_one() -> None:
    assert codes(read("AGS;Jahr;Zuzüge seit 2010;Fortzüge seit 2010", "12052;2018;45810;48790")) == ["words_unknown"]


@pytest.mark.parametrize("unit", ["(T)", "in T", "[T]", "k", "T EW", "TPers.", "10^3", "10³", "in 100", "’000", "Tds."])
def test_thousands_in_short_are_no_persons_wherever_they_stand(unit: str) -> None:
    rows = ["12052;31.12.2018;100", "12054;31.12.2018;178"]
    head = "AGS;Stichtag;Einwohner"
    files = [
        [f"{head} {unit}", *rows],
        [f"Bevölkerung {unit};;", head, *rows],
        [head, f";;{unit}", *rows],
        [f"{head};{unit}", *(f"{row};" for row in rows)],
        [f"{head};Einheit", *(f"{row};{unit}" for row in rows)],
        [head, *rows, "", f"Angaben in {unit.removeprefix('in ')}"],
    ]
    # `T EW` names a measure: it heads a column without figures.
    assert all(codes(read(*lines)) for lines in files if (unit, lines) != ("T EW", files[3]))


@pytest.mark.parametrize("words", ["z. T. geschätzte Flächen", "Tab. T 1: Bevölkerung", "Bevölkerung, Tabelle k 2"])
def test_a_letter_alone_may_be_no_unit(words: str) -> None:
    assert "thousand" not in understand(words).values("unit")

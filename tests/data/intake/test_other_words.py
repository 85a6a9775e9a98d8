"""The same thing said in other words: ages without the word, partners, letters, days, sources and bases of a table."""

import bz2
import lzma
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Intake, read_file
from data.intake.words.labels import read_date
from data.intake.words.territory import find_kreis
from data.records import load_table
from tests.samples import layouts as lay

MOVES = load_table("migration")
COTTBUS = ("12052", 2018, 4581, 4879)


def read(*lines: str) -> Intake:
    return read_file("\n".join(lines).encode(), "datei.csv")


def codes(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


def one_column(heading: str, value: str) -> Intake:
    """Two districts with one more column that says the same of both."""
    head = f"AGS;Jahr;{heading};Zuzüge;Fortzüge"
    return read(head, f"12052;2018;{value};4581;4879", f"12054;2018;{value};11677;9534")


AGES = {"18-25": "18-25", "18 bis 24": "18-25", "(25-30)": "25-30", "65 plus": "65+", "ab 65": "65+", "18_25": "18-25"}


@pytest.mark.parametrize("words", list(AGES))
def test_ages_without_the_word_are_ages(words: str) -> None:
    result = read(f"AGS;Jahr;Zuzüge {words};Fortzüge {words}", "12052;2018;1290;1402")
    assert result.frame["age_group"].tolist() == [AGES[words]]


@pytest.mark.parametrize("words", ["bis 25", "über 65", "unter18", "Ü65", "20-29", "Jugend"])
def test_ages_the_atlas_does_not_hold_are_no_total(words: str) -> None:
    assert codes(read(f"AGS;Jahr;Zuzüge {words};Fortzüge {words}", "12052;2018;1290;1402"))


@given(st.integers(0, 60), st.integers(1, 40), st.sampled_from(["-", " bis ", "–", " - "]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_span_of_ages_beside_a_measure_is_never_the_total(start: int, width: int, sign: str, above: bool) -> None:
    words = f"{start}{sign}{start + width}"
    lines = [f"Zuzüge und Fortzüge {words};;;", "AGS;Jahr;Zuzüge;Fortzüge"] if above else []
    lines = lines or [f"AGS;Jahr;Zuzüge {words};Fortzüge {words}"]
    result = read(*lines, "12052;2018;1290;1402")
    assert result.frame is None or "insgesamt" not in set(result.frame["age_group"])


@pytest.mark.parametrize("sheet", ["18-25", "65+", "unter 18", "18_25", "U18", "20-29"])
def test_a_sheet_named_after_ages_without_the_word_is_no_total(sheet: str) -> None:
    cells: list[list[object]] = [["AGS", "Jahr", "Zuzüge", "Fortzüge"], ["12052", 2018, 1290, 1402]]
    assert codes(read_file(lay.workbook({sheet: cells}), "datei.xlsx")) == ["subset_only"]


@pytest.mark.parametrize("sheet", ["Tab. 3-4", "2-1", "Seite 1-2", "Tab_1", "T1"])
def test_a_sheet_with_the_number_of_a_table_is_no_age(sheet: str) -> None:
    cells: list[list[object]] = [["AGS", "Jahr", "Zuzüge", "Fortzüge"], list(COTTBUS)]
    assert codes(read_file(lay.workbook({sheet: cells}), "datei.xlsx")) == []


@pytest.mark.parametrize("sheet", ["Wanderung_2018", "Zuzüge_Fortzüge_2018"])
def test_a_year_behind_an_underscore_is_a_year(sheet: str) -> None:
    cells: list[list[object]] = [["AGS", "Zuzüge", "Fortzüge"], ["12052", 4581, 4879]]
    assert read_file(lay.workbook({sheet: cells}), "datei.xlsx").recognition.years == (2018,)


PARTNERS = ("Herkunft", "Ziel", "Herkunft/Ziel", "Herkunftsland", "Von/Nach"), ("Berlin", "Sachsen", "Polen", "Ausland")


@pytest.mark.parametrize(
    ("heading", "value"),
    [*product(*PARTNERS), ("Land", "Polen"), ("Region", "Ausland"), ("Gebiet", "neue Bundesländer")],
)
def test_moves_from_or_to_one_territory_are_not_all(heading: str, value: str) -> None:
    result = one_column(heading, value)
    assert codes(result)[0] in ("subset_only", "column_one_value")
    assert heading in result.findings[0].heading


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Land", "Brandenburg"), ("Quelle", "AfS Berlin-Brandenburg"), ("Geschlecht", "T"), ("Geschlecht", "beide")],
)
def test_a_column_that_says_nothing_of_a_part_is_left_alone(heading: str, value: str) -> None:
    assert codes(one_column(heading, value)) == []


def test_rows_of_everybody_are_known_by_their_letter() -> None:
    result = read("AGS;Jahr;Geschlecht;Zuzüge;Fortzüge", *(
        f"12052;2018;{sex};{arrivals};{departures}"
        for sex, arrivals, departures in (("i", 4581, 4879), ("m", 2291, 2440), ("w", 2290, 2439))
    ))  # fmt: skip
    assert result.ok
    assert result.frame["arrivals"].tolist() == [4581]


@pytest.mark.parametrize(
    "line",
    [
        "Quelle: Statistisches Landesamt, Kamenz 2019",
        "© Statistisches Landesamt 2019",
        "Zuzüge und Fortzüge der Kreise, Quelle: Landesamt, 2019",
        "Statistischer Bericht 2019",
        "Heft 3/2019",
        "Stand: 3/2019",
    ],
)
def test_the_year_of_a_source_or_report_is_not_the_reporting_year(line: str) -> None:
    rows = read("Zuzüge und Fortzüge der Kreise;;", f"{line};;", "AGS;Zuzüge;Fortzüge", "12052;4581;4879")
    assert codes(rows) == ["year_missing"]


def test_the_office_of_two_laender_is_no_partner() -> None:
    title = "Amt für Statistik Berlin-Brandenburg: Zuzüge und Fortzüge 2018;;"
    assert codes(read(title, "AGS;Zuzüge;Fortzüge", "12052;4581;4879")) == []


@pytest.mark.parametrize(
    ("heading", "value"), [("Basis", "2011"), ("Zensusbasis", "Zensus 11"), ("Basis", "Zensus 2011")]
)
def test_a_column_that_names_the_census_decides(heading: str, value: str) -> None:
    result = read(f"AGS;Stichtag;{heading};Bevölkerung", *(f"{a};31.12.2022;{value};90000" for a in ("12052", "12054")))
    assert set(result.frame["census_base"]) == {"2011"}


@pytest.mark.parametrize("text", ["31. Dezember 2018", "31. Dez. 2018", "31 December 2018", "31.12.2018"])
def test_a_day_in_words_is_that_day(text: str) -> None:
    assert read_date(text) == "2018-12-31"


@pytest.mark.parametrize("text", ["30. Februar 2018", "31. Quartal 2018", "12. 2018"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text) == ""


def test_a_page_that_names_foreigners_is_about_them() -> None:
    lines = ["AGS;Jahr;Zuzüge;Fortzüge", "12052;2018;1700;1500", "", "Ausländische Staatsangehörige"]
    assert codes(read(*lines)) == ["subset_only"]


@pytest.mark.parametrize("heading", ["Wert", "n", "Werte"])
def test_a_heading_of_empty_words_does_not_say_what_is_counted(heading: str) -> None:
    assert codes(read(f"AGS;Jahr;{heading}", "12052;2018;4581")) == ["measure_unnamed"]


def test_a_flat_file_that_lacks_a_measure_names_it_in_german() -> None:
    head = (
        "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
        "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label"
    )
    row = "12711;Wanderungsstatistik;JAHR;Jahr;2018;KREISE;Kreise;12052;x;4581;Anzahl;A;Zuzüge über Kreisgrenzen"
    found = read(head, row).findings
    assert "Fortzüge" in finding_text(found[0], get_wording("de")).what


def test_words_of_the_title_are_shown_as_written() -> None:
    result = read("Zuzüge und Fortzüge von Männern 2018;;", "AGS;Zuzüge;Fortzüge", "12052;2291;2440")
    assert "(Männern)" in finding_text(result.findings[0], get_wording("de")).what


def test_of_rows_by_origin_those_of_everybody_are_kept() -> None:
    result = read("AGS;Jahr;Herkunft;Zuzüge;Fortzüge", *(
        f"12052;2018;{origin};{arrivals};{departures}"
        for origin, arrivals, departures in (("Berlin", 900, 800), ("Insgesamt", 4581, 4879), ("Sachsen", 700, 600))
    ))  # fmt: skip
    assert result.ok
    assert result.frame["arrivals"].tolist() == [4581]


SUMS = [
    "Σ",
    "Gesamtergebnis",
    "Grand Total",
    "Summe Brandenburg",
    "Land Brandenburg",
    "Insgesamt¹",
    "Kreisfreie Städte",
]


@pytest.mark.parametrize("label", [*SUMS, "Brandenburg insgesamt", "Summe:", "Mittelwert"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_row_of_a_sum_under_any_name_is_left_out(label: str, place: int) -> None:
    labels: list[object] = [label, None] if place == 0 else [None, label]
    cells = [["AGS", "Kreis", "Jahr", "Zuzüge", "Fortzüge"], ["12052", "Cottbus", 2018, 4581, 4879]]
    result = read_file(lay.workbook({"T1": [*cells, [*labels, None, 200000, 190000]]}), "datei.xlsx")
    assert result.ok
    assert result.frame["arrivals"].tolist() == [4581]


def test_a_row_that_lost_its_key_is_no_sum() -> None:
    cells = [["AGS", "Kreis", "Jahr", "Zuzüge", "Fortzüge"], ["12052", "Cottbus", 2018, 4581, 4879]]
    lost: list[object] = [None, None, 2018, 11677, 9534]
    assert codes(read_file(lay.workbook({"T1": [*cells, lost]}), "datei.xlsx")) == ["key_blank"]


def years_across(*sexes: str) -> Intake:
    """Two districts, years side by side, a row for each sex, the key on the first of them."""
    heads: list[list[object]] = [
        ["Wanderungen über Kreisgrenzen"],
        ["AGS", "Kreis", "Geschlecht", "Zuzüge", None, "Fortzüge", None],
        [None, None, None, 2017, 2018, 2017, 2018],
    ]
    rows: list[list[object]] = []
    for ags, name, whole in (("12052", "Cottbus", (4500, 4581, 4700, 4879)), ("12054", "Potsdam", (1, 2, 3, 4))):
        for number, sex in enumerate(sexes):
            numbers = whole if sex == "insgesamt" else tuple(one // 2 for one in whole)
            rows.append([ags if number == 0 else None, name if number == 0 else None, sex, *numbers])
    return read_file(lay.workbook({"T1": [*heads, *rows]}), "datei.xlsx")


def test_sexes_down_and_years_across_give_the_rows_of_everybody_their_own_district() -> None:
    result = years_across("männlich", "weiblich", "insgesamt")
    assert result.ok
    rows = result.frame.sort_values(["ags", "year"])[["ags", "year", "arrivals", "departures"]]
    assert rows.to_numpy().tolist() == [
        ["12052", 2017, 4500, 4700],
        ["12052", 2018, 4581, 4879],
        ["12054", 2017, 1, 3],
        ["12054", 2018, 2, 4],
    ]


def test_sexes_down_without_everybody_are_refused_once() -> None:
    assert codes(years_across("männlich", "weiblich")) == ["subset_only"]


@pytest.mark.parametrize("part", ["aus Deutschland", "aus Bayern", "aus dem übrigen Bundesgebiet"])
def test_a_column_of_moves_from_one_side_is_no_rival_of_the_total(part: str) -> None:
    result = read(f"AGS;Jahr;Zuzüge;Zuzüge {part};Fortzüge", "12052;2018;4581;3000;4879")
    assert result.ok
    assert result.frame["arrivals"].tolist() == [4581]


@pytest.mark.parametrize(
    ("written", "ags"),
    [
        ("Uckermark 1)", "12073"),
        ("Oder-Spree²", "12067"),
        ("Spree-Neiße (Sprjewja-Nysa)", "12071"),
        ("Landkreis Dahme-Spreewald (LDS)", "12061"),
        ("Kr. Prignitz", "12070"),
        ("12.052", "12052"),
        ("12,052", "12052"),
        ("AGS 12052", "12052"),
        ("120520000", "12052"),
    ],
)
def test_a_district_is_known_with_what_offices_add_to_it(written: str, ags: str) -> None:
    assert find_kreis(written).ags == ags


@pytest.mark.parametrize("written", ["Frankfurt (Main)", "Görlitz, Kreisfreie Stadt 1)", "Forst (LDS)"])
def test_what_is_added_never_makes_another_district_known(written: str) -> None:
    assert find_kreis(written).kind != "kreis"


@pytest.mark.parametrize(
    "written",
    ["Bundesrepublik Deutschland", "Germany", "Neue Länder", "Lausitz", "Brandenburg - Land", "Brandenburg (BB)",
     "Metropolregion Berlin-Brandenburg", "Berliner Umland", "Weiterer Metropolenraum"],
)  # fmt: skip
def test_a_larger_area_suggests_no_district(written: str) -> None:
    assert find_kreis(written).kind in ("nation", "region", "land")


def test_codes_beside_their_labels_are_read_by_the_codes() -> None:
    head = "STRUCTURE,STRUCTURE_ID,freq,Time frequency,indic_de,Indicator,geo,Geo,TIME_PERIOD,Time,OBS_VALUE,Value"
    row = "dataflow,ESTAT:DEMO_R_GIND3(1.0),A,Annual,JAN,Population on 1 January,DE402,Cottbus,2019,,100219,"
    result = read(head, row)
    assert result.ok
    assert result.frame[["ags", "date", "population"]].to_numpy().tolist() == [["12052", "2018-12-31", 100219]]


@pytest.mark.parametrize(
    ("text", "day"), [("12/31/2018", "2018-12-31"), ("31/12/2018", "2018-12-31"), ("01/02/2018", "")]
)
def test_a_day_with_slashes_is_one_only_when_it_can_be_no_other(text: str, day: str) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(("packed", "kind"), [(bz2.compress, "bzip2"), (lzma.compress, "xz")])
def test_a_packing_nobody_unpacks_is_named(packed: Callable[[bytes], bytes], kind: str) -> None:
    result = read_file(packed(b"AGS;Jahr;Zuzuege\n" * 50), "datei.csv.bz2")
    assert [(one.code, one.fields["kind"]) for one in result.findings] == [("not_a_table", kind)]


NAMED = ["AGS;Kreis;Jahr;Zuzüge;Fortzüge", "12064;Märkisch-Oderland;2018;8160;5797", "12071;Spree-Neiße;2018;3268;3367"]


def twice(text: str) -> str:
    """A text read as Windows-1252 that was UTF-8."""
    return text.encode().decode("cp1252")


@pytest.mark.parametrize("container", ["text", "lines in one column", "cells"])
def test_a_table_encoded_twice_is_read_with_a_warning(container: str) -> None:
    lines = [twice(line) for line in NAMED]
    cells: list[list[object]] = [[line] if container == "lines in one column" else [*line.split(";")] for line in lines]
    whole = "\n".join(lines).encode()
    result = read_file(whole if container == "text" else lay.workbook({"T1": cells}), "datei")
    assert result.ok
    assert result.frame["arrivals"].tolist() == [8160, 3268]
    assert [(one.severity, one.code) for one in result.findings] == [("warning", "double_encoded")]


@pytest.mark.parametrize("sign", [";", "\t", ","])
def test_whole_lines_in_the_first_column_of_a_sheet_are_its_rows(sign: str) -> None:
    cells: list[list[object]] = [[line.replace(";", sign)] for line in NAMED]
    result = read_file(lay.workbook({"T1": cells}), "datei.xlsx")
    assert result.ok
    assert result.frame["departures"].tolist() == [5797, 3367]


def test_a_sheet_of_which_only_a_part_was_encoded_twice_ends_in_findings() -> None:
    cells: list[list[object]] = [
        ["AGS", "Kreis", "Jahr", "Zuzüge", "Fortzüge"],
        ["12064", "MÃ¤rk – Ō", 2018, 8160, 5797],
    ]
    assert read_file(lay.workbook({"T1": cells}), "datei.xlsx").findings

"""Workbooks, spreadsheets and packed files: every sheet is read or named, every layout gives its rows."""

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Choices, Intake, canonical, compute_difference, read_file, write_template
from data.records import load_table
from tests.samples import books
from tests.samples import layouts as lay

HEADINGS = {"AGS": "ags", "Zuzüge": "arrivals", "Fortzüge": "departures"}
KREISE = ["12052", "12066", "14626"]


def flows(*years: int, totals: bool = True) -> pd.DataFrame:
    table = load_table("migration")
    rows = table[table["year"].isin(years) & table["ags"].isin(KREISE)]
    return (rows[rows["age_group"] == "insgesamt"] if totals else rows).reset_index(drop=True)


def stocks(date: str) -> pd.DataFrame:
    table = load_table("population")
    return table[(table["date"] == date) & table["ags"].isin(KREISE)].reset_index(drop=True)


def titled(year: int) -> list[list[Any]]:
    return [[f"Zu- und Fortzüge {year}"], *books.table_of(flows(year), HEADINGS)]


def codes(result: Intake, severity: str = "") -> list[str]:
    return [one.code for one in result.findings if severity in ("", one.severity)]


def assert_rows(result: Intake, rows: pd.DataFrame, table: str = "migration") -> None:
    """Exactly these rows, and no error."""
    assert codes(result, "error") == []
    assert result.table == table
    key = ["ags", "date" if table == "population" else "year", "age_group"]
    values = ["population"] if table == "population" else ["arrivals", "departures", "net"]
    found = canonical(result.frame, table)[[*key, *values]].sort_values(key).reset_index(drop=True)
    expected = rows[[*key, *values]].sort_values(key).reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_years_on_several_sheets_are_read_and_covers_and_hidden_sheets_named() -> None:
    sheets = {
        "Deckblatt": [["Wanderungen im Land Brandenburg"], ["Herausgeber: Probe"]],
        "2017": titled(2017),
        "Entwurf": titled(2016),
        "2018": titled(2018),
        "Leer": [],
    }
    result = read_file(books.book(sheets, hidden=["Entwurf"]), "x.xlsx")
    assert_rows(result, flows(2017, 2018))
    assert {(one.code, one.sheet) for one in result.findings} == {
        ("sheet_left_out", "Deckblatt"),
        ("sheet_left_out", "Leer"),
        ("sheet_hidden", "Entwurf"),
    }
    assert result.frame["sheet"].astype(str).unique().tolist() == ["2017", "2018"]
    german = finding_text(next(one for one in result.findings if one.sheet == "Leer"), get_wording("de"))
    assert (german.what, german.place) == ("Nicht gelesen: Das Blatt ist leer.", "Blatt „Leer“")


def test_a_hidden_sheet_is_read_only_when_a_person_names_it() -> None:
    data = books.book({"Daten": titled(2018), "alt": titled(2017)}, hidden=["alt"])
    assert_rows(read_file(data, "x.xlsx"), flows(2018))
    assert_rows(read_file(data, "x.xlsx", choices=Choices(sheet="alt")), flows(2017))
    assert codes(read_file(data, "x.xlsx", choices=Choices(sheet="neu"))) == ["sheet_unknown"]


def test_the_name_of_a_sheet_says_its_year_and_whose_it_is() -> None:
    plain = {str(year): books.table_of(flows(year), HEADINGS) for year in (2017, 2018)}
    assert_rows(read_file(books.book(plain), "x.xlsx"), flows(2017, 2018))
    assert codes(read_file(books.book({"2017": titled(2018)}), "x.xlsx"), "error") == ["tab_disagrees"]
    parts = read_file(books.book({"Frauen": titled(2017), "Insgesamt": titled(2018)}), "x.xlsx")
    assert_rows(parts, flows(2018))
    assert [(one.code, one.sheet, one.fields["reason"]) for one in parts.findings] == [
        ("sheet_left_out", "Frauen", "subset")
    ]
    assert codes(read_file(books.book({"Frauen": titled(2018)}), "x.xlsx"), "error") == ["subset_only"]


def test_a_balance_left_open_as_a_formula_is_computed_and_said_so() -> None:
    cells = [[*row, "Saldo" if number == 1 else None] for number, row in enumerate(titled(2018))]
    formulas = {f"D{row}": (f"=B{row}-C{row}", 0) for row in (3, 4, 5)}
    result = read_file(books.book({"Daten": cells}, formulas=formulas), "x.xlsx")
    assert_rows(result, flows(2018))
    assert codes(result, "note") == ["formulas_in_workbook", "net_computed"]


def test_two_sheets_about_the_same_rows_and_sheets_of_two_tables_are_asked_about() -> None:
    twice = read_file(books.book({"Entwurf": titled(2018), "final": titled(2018)}), "x.xlsx")
    assert codes(twice, "error") == ["sheets_overlap"]
    assert twice.frame is None
    counts = [["Kennung der Zählung", "Stichtag oder Datum", "Mitglieder", "Umfang"], ["P1", "2020", 5, "x"]]
    mixed = read_file(books.book({"W": titled(2018), "M": counts}), "x.xlsx")
    assert codes(mixed, "error") == ["several_tables"]
    assert_rows(
        read_file(books.book({"W": titled(2018), "M": counts}), "x.xlsx", choices=Choices(sheet="W")), flows(2018)
    )


@pytest.mark.parametrize("container", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("shown", ["#N/A", "#DIV/0!", "#NV"])
def test_a_spreadsheet_error_is_an_error_with_its_place(container: str, shown: str) -> None:
    cells = titled(2018)
    cells[3][1] = shown
    if container == "xlsx":
        # The error stands in the cell as an error, not as its text.
        data = books.book({"Daten": cells}, formulas={"B4": ("=NA()", shown)})
    elif container == "ods":
        data = books.ods({"Daten": cells})
    else:
        data = "\n".join(["AGS;Jahr;Zuzüge;Fortzüge", *(f"{a};2018;{b};{c}" for a, b, c in cells[2:])]).encode()
    result = read_file(data, "x")
    found = [one for one in result.findings if one.severity == "error"]
    assert [(one.code, one.value) for one in found] == [("cell_error", shown)]
    assert (found[0].row, found[0].column) == ((3, "C") if container == "csv" else (4, "B"))


@pytest.mark.parametrize("result", ["", 0])
def test_a_formula_nobody_calculated_is_named_and_never_a_zero(result: Any) -> None:
    data = books.book({"Daten": titled(2018)}, formulas={"C4": ("=B4-298", result)})
    found = [one for one in read_file(data, "x.xlsx").findings if one.severity == "error"]
    assert [(one.code, one.row, one.column, one.value) for one in found] == [("formula_cell", 4, "C", "=B4-298")]


def test_a_formula_that_openpyxl_or_an_ods_left_open_is_named_too() -> None:
    book = openpyxl.Workbook()
    for row in titled(2018):
        book.active.append(row)
    book.active["B4"] = "=1+2"
    stream = io.BytesIO()
    book.save(stream)
    cells = titled(2018)
    cells[3][1] = "=1+2"
    for data in (stream.getvalue(), books.ods({"Daten": cells})):
        found = [one for one in read_file(data, "x").findings if one.severity == "error"]
        assert [(one.code, one.row, one.column) for one in found] == [("formula_cell", 4, "B")]


def test_a_merged_key_counts_for_all_its_rows_and_a_merged_number_is_asked_about() -> None:
    rows = flows(2018, totals=False)
    cells = books.table_of(
        rows, {"AGS": "ags", "Jahr": "year", "Alter": "age_group", **dict(list(HEADINGS.items())[1:])}
    )
    for start in range(1, len(cells), 7):
        for row in cells[start + 1 : start + 7]:
            row[0] = row[1] = ""
    merged = [(start, column, start + 6, column) for start in range(1, len(cells), 7) for column in (0, 1)]
    assert_rows(read_file(books.book({"Daten": cells}, merged=merged), "x.xlsx"), rows)
    # The same without merged cells, as pivot tables are saved.
    assert_rows(read_file(books.book({"Daten": cells}), "x.xlsx"), rows)
    spoilt = books.book({"Daten": cells}, merged=[*merged, (1, 3, 2, 3)])
    assert "value_merged" in codes(read_file(spoilt, "x.xlsx"), "error")


@pytest.mark.parametrize("merge", [True, False])
def test_years_side_by_side_are_years(merge: bool) -> None:
    rows = flows(2016, 2017, 2018)
    assert_rows(read_file(books.side_by_side(rows, merge=merge), "x.xlsx"), rows)


def test_two_head_rows_with_the_sexes_below_give_the_totals() -> None:
    rows = flows(2018)
    head = ["Schlüssel", "Kreis", "Zuzüge", "", "", "Fortzüge", "", ""]
    cells: list[list[Any]] = [
        ["Wanderungen über die Kreisgrenzen 2018"],
        [],
        head,
        ["", "", *["insgesamt", "männlich", "weiblich"] * 2],
    ]
    for row in rows.itertuples():
        halves = [(n, n // 2, n - n // 2) for n in (row.arrivals, row.departures)]
        cells.append([row.ags, lay.KREISE[row.ags], *halves[0], *halves[1]])
    assert_rows(read_file(books.book({"W": cells}, merged=[(2, 2, 2, 4), (2, 5, 2, 7)]), "x.xlsx"), rows)


def test_the_offices_workbooks_are_read_untouched() -> None:
    rows = flows(2018, totals=False)
    result = read_file(books.official_migration(rows), "x.xlsx")
    assert_rows(result, rows)
    assert (result.recognition.code, result.recognition.stand) == ("12711-04-02-4", "27.04.2026 / 15:13:59")
    assert result.recognition.licence.endswith("Version 2.0.")
    stock = pd.concat([stocks("2017-12-31"), stocks("2018-12-31")])
    totals = stock[stock["age_group"] == "insgesamt"].reset_index(drop=True)
    assert_rows(read_file(books.official_totals(totals), "x.xlsx"), totals, "population")


def test_finer_age_groups_are_added_up_where_they_fill_a_group() -> None:
    rows = stocks("2018-12-31")
    finer = {
        "65-75": ["65 bis unter 70 Jahre", "70 bis unter 75 Jahre"],
        "75+": ["75 bis unter 80", "80 Jahre und mehr"],
    }
    lines = []
    for row in rows.itertuples():
        labels = finer.get(row.age_group, [lay.label(row.age_group)])
        parts = [row.population] if len(labels) == 1 else [row.population // 3, row.population - row.population // 3]
        lines += [[row.ags, lay.kreis_label(row.ags), one, part, "."] for one, part in zip(labels, parts, strict=True)]
    title = [["Bevölkerung nach Altersgruppen"], ["Bevölkerungsstand (Anzahl)"]]
    head = [
        ["Stichtag\nKreise und kreisfreie Städte\nAlter", "", "", "Insgesamt", ""],
        ["", "", "", "Insgesamt", "weiblich"],
    ]
    cells = [*title, *head, ["31.12.2018"], *lines]
    result = read_file(
        books.book({"12411-03-03-4": cells}, merged=[(2, 0, 3, 2), (2, 3, 2, 4), (4, 0, 4, 4)]), "x.xlsx"
    )
    assert_rows(result, rows, "population")
    # With one part missing the group is not made up.
    del cells[5 + finer_row(lines)]
    assert "unknown_age" in codes(read_file(books.book({"12411-03-03-4": cells}), "x.xlsx"), "error")


def finer_row(lines: list[list[Any]]) -> int:
    return next(number for number, line in enumerate(lines) if line[2].startswith("65 bis unter 70"))


def test_a_report_of_the_state_office_is_read_by_names_and_its_other_rows_are_named() -> None:
    table = load_table("migration")
    keep = (table["year"] == 2018) & (table["age_group"] == "insgesamt") & table["ags"].str.startswith("12")
    rows = table[keep].reset_index(drop=True)
    result = read_file(books.report_table(rows), "x.xlsx")
    assert_rows(result, rows)
    assert {"text_rows_left_out", "column_left_out"} <= set(codes(result, "note"))


@pytest.mark.parametrize("word", ["Summe", "Insgesamt", "Zusammen", "Summe der Kreise"])
def test_a_sum_row_and_a_line_of_source_are_left_out_and_named(word: str) -> None:
    headings = {"AGS": "ags", "Kreis": "name", "Zuzüge": "arrivals", "Fortzüge": "departures"}
    cells = books.table_of(flows(2018).assign(name=lambda one: one["ags"].map(lay.KREISE)), headings)
    cells = [["Zu- und Fortzüge 2018"], *cells, ["", word, 99, 99], [], ["Quelle: Statistische Ämter"]]
    for data in (books.book({"Daten": cells}), books.ods({"Daten": cells})):
        result = read_file(data, "x")
        assert_rows(result, flows(2018))
        assert codes(result, "note") == ["sum_rows_left_out", "text_rows_left_out"]


@pytest.mark.parametrize("form", ["{}.0", "{},0", "float", "scientific"])
def test_keys_that_became_numbers_are_still_keys(form: str) -> None:
    rows = flows(2018)
    written = {"float": float, "scientific": lambda ags: f"{int(ags):.4E}".replace(".", ",")}
    keys = rows["ags"].map(written.get(form, form.format))
    cells = [
        ["AGS", "Jahr", "Zuzüge", "Fortzüge"],
        *zip(keys, rows["year"], rows["arrivals"], rows["departures"], strict=True),
    ]
    assert_rows(read_file(books.book({"D": cells}), "x.xlsx"), rows)


def test_rounded_keys_are_one_finding() -> None:
    text = "ARS;Jahr;Zuzüge;Fortzüge\n" + "".join(f"1,20{n}E+11;2018;5;4\n" for n in range(60, 70))
    found = [one for one in read_file(text.encode(), "x.csv").findings if one.severity != "note"]
    assert [(one.code, one.count) for one in found] == [("key_rounded", 10)]


def test_packed_text_is_unpacked_and_a_bomb_is_not() -> None:
    rows = flows(2018, totals=False)
    text = lay.regional_migration(rows).encode("latin-1")
    result = read_file(books.packed(text), "x.csv.gz")
    assert_rows(result, rows)
    assert result.recognition.container == "gz/text"
    assert codes(read_file(books.packed(bytes(60_000_000)), "x.csv.gz"), "error") == ["archive_bomb"]
    assert codes(read_file(books.packed(text)[:-9], "x.csv.gz"), "error") == ["archive_damaged"]


def test_an_archive_with_one_file_a_year_and_a_readme_is_one_upload() -> None:
    files = {
        f"12711_{year}.csv": lay.regional_migration(flows(year, totals=False)).encode() for year in (2016, 2017, 2018)
    }
    result = read_file(lay.zipped({**files, "README.txt": b"Lies mich; bitte\n", "bild.png": b"\x89PNG"}), "x.zip")
    assert_rows(result, flows(2016, 2017, 2018, totals=False))
    assert next(one for one in result.findings if one.code == "archive_others").fields["names"] == [
        "README.txt",
        "bild.png",
    ]
    broken = {**files, "12711_2018.csv": files["12711_2018.csv"].replace(b"18 Jahre;", b"18 Jahre;x", 1)}
    named = [one.sheet for one in read_file(lay.zipped(broken), "x.zip").findings if one.severity == "error"]
    assert named == ["12711_2018.csv"]


@pytest.mark.parametrize("write", [books.eurostat_tsv, books.eurostat_csv])
def test_eurostats_first_of_january_is_the_last_day_of_the_year_before(write: Any) -> None:
    stock = pd.concat([stocks("2016-12-31"), stocks("2017-12-31")])
    rows = stock[stock["age_group"] == "insgesamt"].reset_index(drop=True)
    result = read_file(write(rows), "demo_r_gind3.tsv")
    assert_rows(result, rows, "population")
    assert result.recognition.format == "eurostat"


def test_eurostat_without_population_is_refused_by_its_name() -> None:
    data = books.eurostat_tsv(stocks("2017-12-31").head(1), measure="GROW")
    result = read_file(data, "x.tsv")
    assert codes(result, "error") == ["eurostat_not_held"]
    assert "demo_r_gind3" in finding_text(result.findings[0], get_wording("de")).advice


def test_a_dimension_of_eurostat_the_atlas_does_not_know_counts_by_its_total_only() -> None:
    text = books.eurostat_tsv(stocks("2017-12-31").head(1)).decode()
    parts = text.replace("freq,", "freq,citizen,").replace("A,", "A,FOR,")
    assert codes(read_file(parts.encode(), "x.tsv"), "error") == ["eurostat_not_held"]
    whole = read_file(parts.replace("A,FOR,", "A,TOTAL,").encode(), "x.tsv")
    assert codes(whole, "error") == []


def test_the_status_of_an_observation_in_sdmx_is_its_flag() -> None:
    text = books.eurostat_csv(stocks("2017-12-31").head(1)).decode().replace("OBS_FLAG", "OBS_STATUS")
    result = read_file((text.rstrip("\n") + "P\n").encode(), "x.csv")
    assert codes(result, "error") == []
    assert result.frame["flag"].tolist() == ["p"]


def test_years_without_a_measure_are_asked_what_they_count() -> None:
    result = read_file(b"AGS;2017;2018\n12052;101036;100219\n12060;180864;182760\n", "x.csv")
    asked = next(one for one in result.findings if one.severity == "error")
    assert (asked.code, asked.value) == ("measure_unnamed", "2017")
    assert finding_text(asked, get_wording("de")).advice.startswith("Bitte die Messgröße in der Überschrift nennen")


UPLOADED = [
    "migration",
    "population",
    "members",
    "membership_counts",
    "events",
    "outcomes",
    "funding",
    "migration_land",
]
"""The counting sheet has tests of its own: it is shipped without rows."""


@pytest.mark.parametrize("table", UPLOADED)
def test_the_atlass_own_downloads_come_back_unchanged(table: str) -> None:
    rows = load_table(table)
    shown = rows.copy()
    for name in shown.select_dtypes(bool):
        shown[name] = shown[name].map({True: "yes", False: "no"})
    result = read_file(shown.to_csv(index=False).encode(), f"{table}.csv")
    assert result.table == table
    found = compute_difference(rows, result.frame, table)
    assert (found.counts["new"], found.counts["changed"], found.counts["gone"]) == (0, 0, 0)


def test_a_template_and_a_table_that_nobody_uploads_are_recognised() -> None:
    rows = flows(2018, totals=False)
    result = read_file(write_template("migration", rows=rows), "x.xlsx")
    assert_rows(result, rows)
    assert [(one.code, one.sheet) for one in result.findings] == [("sheet_left_out", "Erklärung")]
    kreise = load_table("age_groups").to_csv(index=False).encode()
    assert codes(read_file(kreise, "age_groups.csv"), "error") == ["own_table"]
    view = b"Kreis;Jahr;Saldo je 1.000;Quelle;Lizenz\r\nCottbus;2018;-2,9;S01;dl-de\r\n"
    assert codes(read_file(view, "karte.csv"), "error") == ["own_view"]
    told = b"Kreis;Jahr;Saldo je 1.000;Quelle;Lizenz;Abdeckung\r\nCottbus;2018;-2,9;S01;dl-de;1 von 1\r\n"
    assert codes(read_file(told, "karte.csv"), "error") == ["own_view"]


def test_a_table_of_balances_alone_asks_for_arrivals_and_departures() -> None:
    result = read_file(b"AGS;Jahr;Wanderungssaldo\n12052;2023;10\n", "x.csv")
    asked = next(one for one in result.findings if one.severity == "error")
    assert (result.table, asked.code) == ("migration", "column_missing")
    assert asked.fields["columns"] == ["arrivals", "departures"]


def test_a_table_with_english_headings_and_names_is_read() -> None:
    head = "District;Year;Arrivals across district borders;Departures across district borders"
    result = read_file(f"{head}\nCottbus;2023;10;7\n".encode(), "x.csv")
    assert result.ok
    assert result.frame[["ags", "net"]].to_numpy().tolist() == [["12052", 3]]

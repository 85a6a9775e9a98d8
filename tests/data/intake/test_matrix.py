"""The Kreiswanderungsmatrix goes in as published: balances with every partner, the year asked once, nothing guessed."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from analytics.rates.components import compute_components, second_hand_years
from data.intake import Choices, Correction, Intake, compute_difference, read_file
from data.intake.words.labels import age_codes, read_age
from data.proposal import atlas_after, propose
from data.records import load_table
from tests.facts import shipped_atlas
from tests.samples.layouts import workbook
from tests.samples.matrix import AGE, NAMES, NET, PEOPLE, SEXES, Rows, book, pairs, place


def codes(result: Intake) -> list[str]:
    return [finding.code for finding in result.findings if finding.severity == "error"]


def test_the_balances_of_a_district_are_the_shipped_ones_with_a_zero_where_nobody_moved() -> None:
    result = read_file(book(pairs()), "matrix.xlsx")
    assert codes(result) == []
    assert (result.table, result.recognition.years) == ("migration_flows", (2021,))
    counts = compute_difference(load_table("migration_flows"), result.frame, "migration_flows").counts
    assert counts == {"new": 0, "changed": 0, "gone": 0, "equal": 343}


def test_the_year_is_asked_once_and_never_taken_from_what_names_no_year_of_moves() -> None:
    for above in ([], [["Stand: 15.07.2023"]], [["Gebietsstand 31.12.2022"]]):
        data = book(pairs(), sheet="Brandenburg", above=above)
        assert codes(read_file(data, "KWM 2021.xlsx")) == ["year_missing"]
        told = read_file(data, "x.xlsx", choices=Choices(year=2021))
        assert (told.ok, told.recognition.years) == (True, (2021,))
        assert told.choices.replayed().year is None


@pytest.mark.parametrize("above", [[["Kreiswanderungsmatrix 2021"]], [["Berichtsjahr: 2021"], []]])
def test_a_title_that_names_the_year_is_believed(above: Rows) -> None:
    assert read_file(book(pairs(), sheet="Tabelle1", above=above), "x.xlsx").recognition.years == (2021,)


def test_a_new_year_passes_dry_run_and_rules_and_names_the_file_as_its_source() -> None:
    rows = [*pairs("12052"), *pairs("12062"), *[[*place("16051"), *row[6:]] for row in pairs()]]
    atlas = shipped_atlas()
    result = read_file(book(rows, sheet="Brandenburg 2022"), "x.xlsx")
    assert [(one.count, one.fields["territories"]) for one in result.findings if one.code == "cut_to_atlas"] == [
        (len(pairs()), 1)
    ]
    proposal = propose(result, atlas, 0, accessed="2026-11-29")
    assert proposal.ok
    assert proposal.difference.counts == {"new": 686, "changed": 0, "gone": 0, "equal": 0}
    after = atlas_after(proposal, atlas).migration_flows
    berlin = after.query("ags == '12052' and year == 2022 and partner == '11000' and age_group == 'insgesamt'")
    before = atlas.migration_flows.query(
        "ags == '12052' and year == 2021 and partner == '11000' and age_group == 'insgesamt'"
    )
    assert berlin["net"].tolist() == before["net"].tolist()
    assert set(berlin["source_id"]) == {result.source_id}


def test_a_new_year_extends_inland_and_abroad_with_it_and_the_published_rates_stand_back() -> None:
    atlas = shipped_atlas()
    proposal = propose(
        read_file(book(pairs("12052"), sheet="Brandenburg 2022"), "x.xlsx"), atlas, 0, accessed="2026-11-29"
    )
    assert [(one.table, one.difference.counts["new"]) for one in proposal.beside] == [("migration_components", 7)]
    after = atlas_after(proposal, atlas)
    row = after.migration_components.query("ags == '12052' and year == 2022 and age_group == 'insgesamt'").iloc[0]
    known = atlas.migration_components.query("ags == '12052' and year == 2021 and age_group == 'insgesamt'").iloc[0]
    net = atlas.migration.query("ags == '12052' and year == 2022 and age_group == 'insgesamt'")["net"].iloc[0]
    assert (row["net_total"], row["net_domestic"]) == (net, known["net_domestic"])
    assert row["net_abroad"] == net - known["net_domestic"]
    assert row["source_id"] == f"S17|{proposal.intake.source_id}"
    shown = compute_components(after).query("ags == '12052' and year == 2022 and age_group == 'insgesamt'").iloc[0]
    assert (shown["split"], shown["net_domestic"]) == ("derived", known["net_domestic"])
    assert second_hand_years(after) == [2022, 2023]
    everywhere = atlas.migration_components.query("year == 2021").assign(year=2022)
    parts = pd.concat([atlas.migration_components, everywhere], ignore_index=True)
    assert second_hand_years(replace(atlas, migration_components=parts)) == [2023]


def test_inland_and_abroad_of_the_shipped_years_are_the_shipped_ones_and_a_year_without_migration_waits() -> None:
    atlas = shipped_atlas()
    same = propose(read_file(book(rest_of_the_year()), "x.xlsx"), atlas, 0, accessed="2026-11-29")
    assert same.changes_nothing
    assert [(one.table, one.difference.counts["equal"]) for one in same.beside] == [("migration_components", 7)]
    later = propose(read_file(book(pairs(), sheet="Brandenburg 2025"), "x.xlsx"), atlas, 0, accessed="2026-11-29")
    assert later.beside == ()
    assert [(one.code, one.fields["years"]) for one in later.findings] == [("components_wait", [2025])]


def rest_of_the_year() -> Rows:
    """The pairs of a district, with the balances of German nationals its shipped partners do not show one by one."""
    rows = pairs()
    shipped = load_table("migration_components").query("ags == '12052' and year == 2021").set_index("age_group")
    for age in age_codes("migration"):
        own = [row for row in rows if read_age(str(row[AGE]), "migration") == age]
        german = int(shipped["net_domestic_german"][age]) - sum(int(str(row[NET + 3])) for row in own)
        inside = next(row for row in own if str(row[7]).startswith("12"))
        for column, more in ((NET + 3, german), (NET + 4, german), (NET + 6, -german), (NET + 7, -german)):
            inside[column] = int(str(inside[column])) + more
    return rows


def test_two_sheets_of_two_years_are_one_table_and_the_same_twice_is_refused() -> None:
    head: Rows = [[*NAMES, "Saldo"], [*[""] * 14, *PEOPLE], [], [*[""] * 14, *SEXES]]
    sheets = {"2020": [*head, *pairs(year=2020)], "2021": [*head, *pairs()]}
    assert read_file(workbook(sheets), "x.xlsx").recognition.years == (2020, 2021)
    twice = {"BB 2021": sheets["2021"], "Brandenburg 2021": sheets["2021"]}
    assert codes(read_file(workbook(twice), "x.xlsx")) == ["sheets_overlap"]


def _cell(rows: Rows, column: int, value: object, row: int = 0) -> Rows:
    rows[row][column] = value
    return rows


def _without(cut: Callable[[list[object]], bool]) -> Rows:
    return [row for row in pairs() if not cut(row)]


NEIGHBOURS: dict[str, tuple[bytes, str]] = {
    "arrivals instead of balances": (book(pairs(), saldo="Zuzüge"), "matrix_column"),
    "percent of the population": (book(pairs(), saldo="Saldo in %"), "matrix_column"),
    "per 1,000 people": (book(pairs(), saldo="Saldo je 1.000 Einwohner"), "matrix_column"),
    "women only, said above": (book(pairs(), above=[["Kreiswanderungsmatrix, Frauen"]]), "subset_only"),
    "foreign nationals only, said above": (book(pairs(), above=[["Ausländer"]]), "subset_only"),
    "first half of the year": (book(pairs(), above=[["1. Halbjahr 2021"]]), "no_whole_year"),
    "a word nobody knows": (book(pairs(), above=[["Kreiswanderungsmatrix 2021 bereinigt"]]), "words_unknown"),
    "a sheet named after a part": (book(pairs(), sheet="Frauen 2021"), "subset_only"),
    "a year to come": (book(pairs(), sheet="Brandenburg 2098"), "year_implausible"),
    "two years in the title": (book(pairs(), sheet="BB", above=[["2018-2021"]]), "year_missing"),
    "a Land cut out": (book(_without(lambda row: row[7] == "09162")), "matrix_cut"),
    "an age group cut out": (book(_without(lambda row: row[AGE] == "18 - 25")), "matrix_cut"),
    "other age groups": (book(_cell(pairs(), AGE, "18 - 30")), "unknown_age"),
    "a sum over all ages between": (book(_cell(pairs(), AGE, "Insgesamt")), "unknown_age"),
    "a sum over a Land as origin": (book(_cell(pairs(), 7, "09")), "unknown_key"),
    "a district dissolved long ago": (book(_cell(pairs(), 1, "14263")), "unknown_key"),
    "a pair twice": (book([*pairs(), pairs()[0]]), "matrix_pair_twice"),
    "a balance with itself": (book(_cell(pairs(), 7, "12052")), "matrix_with_itself"),
    "parts that do not sum": (book(_cell(pairs(), NET, 999)), "matrix_sum"),
    "a hidden figure": (book(_cell(pairs(), NET, ".")), "not_a_number"),
    "half a person": (book(_cell(pairs(), NET, 1.5)), "not_a_number"),
    "an empty cell": (book(_cell(pairs(), NET, "")), "cell_empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_what_only_looks_like_the_matrix_is_refused(name: str) -> None:
    data, code = NEIGHBOURS[name]
    result = read_file(data, "x.xlsx")
    assert code in codes(result)
    assert not result.ok


def test_a_corrected_cell_counts_and_a_word_said_to_be_harmless_is_not_asked_about_again() -> None:
    data = book(_cell(pairs(), NET, "x7"), above=[["Kreiswanderungsmatrix 2021 bereinigt"]])
    right = str(pairs()[0][NET])
    mended = Choices(harmless=("bereinigt",), corrections=(Correction(6, "O", "x7", right),))
    assert codes(read_file(data, "x.xlsx", choices=mended)) == []

"""The offices' tables of the context go in as published: only what the atlas holds, and nothing that looks like it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import Choices, Correction, Intake, compute_difference, read_file
from data.proposal import atlas_after, propose
from data.records import load_table
from tests.facts import shipped_atlas
from tests.samples import context as sample
from tests.samples.context import EMPLOYEES, GDP, INCOME, QUOTIENTS, UNEMPLOYMENT, Sheet, book, cells, text
from tests.samples.layouts import workbook

SHIPPED = load_table("context")
REGIONS = sorted(SHIPPED["region"].unique())
WHOLE = ("employees_at_workplace", "minimum_income_recipients", "gdp_per_capita")
Values = dict[tuple[str, int, str], float]


def shipped(sheet: Sheet, years: tuple[int, ...] = (2022, 2023)) -> Values:
    own = SHIPPED[SHIPPED["indicator_id"].isin(list(sheet.measures)) & SHIPPED["year"].isin(years)]
    keys = zip(own["region"], own["year"], own["indicator_id"], strict=True)
    return dict(zip([(str(r), int(y), str(i)) for r, y, i in keys], own["value"].tolist(), strict=True))


def elsewhere(sheet: Sheet, year: int) -> Values:
    return {(region, year, measure): 5.0 for region in ("11", "09162") for measure in sheet.measures}


def codes(result: Intake) -> list[str]:
    return [finding.code for finding in result.findings if finding.severity == "error"]


def found(result: Intake) -> Values:
    assert result.frame is not None
    rows = result.frame
    return dict(zip(zip(rows["region"], rows["year"], rows["indicator_id"], strict=True), rows["value"], strict=True))


@pytest.mark.parametrize("layout", ["blocks", "column"])
@pytest.mark.parametrize("sheet", sample.ALL, ids=lambda sheet: sheet.code)
def test_the_shipped_figures_come_back_from_workbook_and_text_cut_to_the_atlas(sheet: Sheet, layout: str) -> None:
    values = shipped(sheet)
    whole = book(sheet, values | elsewhere(sheet, 2023), layout=layout)
    for data in (whole, text(sheet, values, layout=layout)):
        result = read_file(data, "x")
        assert codes(result) == []
        assert (result.table, result.recognition.code, result.recognition.years) == (
            "context",
            sheet.code,
            (2022, 2023),
        )
        counts = compute_difference(SHIPPED, result.frame, "context").counts
        assert counts == {"new": 0, "changed": 0, "gone": 0, "equal": 23 * 2 * len(sheet.measures)}
    cut = next(
        one
        for one in read_file(book(sheet, values | elsewhere(sheet, 2023)), "x").findings
        if one.code == "cut_to_atlas"
    )
    assert (cut.fields["found"], cut.fields["territories"]) == (2, 2)


def _numbers(sheet: Sheet) -> st.SearchStrategy[float]:
    if set(sheet.measures) & set(WHOLE):
        return st.integers(0, 50_000_000).map(float)
    return st.integers(0, 1000).map(lambda tenths: tenths / 10)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Sheet, Values]:
    sheet = draw(st.sampled_from(sample.ALL))
    regions = draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=5, unique=True))
    years = draw(st.lists(st.integers(1995, 2025), min_size=1, max_size=3, unique=True))
    keys = [(region, year, measure) for region in regions for year in years for measure in sheet.measures]
    return sheet, {key: draw(_numbers(sheet)) for key in keys}


@given(tables(), st.sampled_from(["blocks", "column"]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_every_table_written_in_the_layout_is_read_as_the_same_table(
    table: tuple[Sheet, Values], layout: str, as_text: bool
) -> None:
    sheet, values = table
    data = text(sheet, values, layout=layout) if as_text else book(sheet, values, layout=layout)
    result = read_file(data, "x", choices=Choices(decimal=","))
    assert codes(result) == []
    assert found(result) == values


OTHER_TITLES = {
    "employees at home": EMPLOYEES.retitled("Arbeitsort", "Wohnort"),
    "a month": UNEMPLOYMENT.retitled("Jahresdurchschnitt", "Berichtsmonat"),
    "only quotients of the young": QUOTIENTS.retitled(", Altenquotient", ", Gesamtquotient").retitled(
        "Jugend", "Alten"
    ),
    "output per head changed": GDP.retitled("Jahressumme", "Veränderung"),
}
OTHER_WORDS = {
    "part-time only": EMPLOYEES.retitled("nach\n", "in Teilzeit nach\n"),
    "real prices": GDP.retitled("Jahressumme", "Jahressumme, preisbereinigt"),
    "another base": QUOTIENTS.retitled("Stichtag 31.12.", "Stichtag 31.12. - Basis Zensus 2011"),
    "estimates": INCOME.retitled("Stichtag", "Schätzung - Stichtag"),
    "agency districts": UNEMPLOYMENT.retitled("Kreise und krfr. Städte", "Agenturbezirke"),
}
OTHER_HEADS = {
    "dependent labour force": UNEMPLOYMENT.reheaded(sample._RATE, "Arbeitslosenquote bez. abh. zivile Erwerbspers."),
    "rates in thousandths": UNEMPLOYMENT.reheaded("Prozent", "Promille"),
    "young up to 30": UNEMPLOYMENT.reheaded("15 bis unter 25 Jahre", "15 bis unter 30 Jahre"),
    "men instead of all": QUOTIENTS.reheaded("Insgesamt", "männlich"),
    "per employed person": GDP.reheaded("Bruttoinlandsprodukt pro Kopf", "Bruttoinlandsprodukt je Arbeitsstunde"),
    "thousands of euros": GDP.reheaded("EUR", "Tsd. EUR"),
    "share instead of persons": INCOME.reheaded("Anzahl", "Prozent"),
    "foreign nationals only": EMPLOYEES.reheaded("Insgesamt", "ausländisch"),
}


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        *((one, "context_other_table") for one in OTHER_TITLES.values()),
        *((one, "words_unknown") for one in OTHER_WORDS.values()),
        *((one, "context_column") for one in OTHER_HEADS.values()),
        (UNEMPLOYMENT.retitled("Arbeitslose nach", "Arbeitslose Frauen nach"), "subset_only"),
        (replace(EMPLOYEES, day="30.09."), "context_day"),
        (replace(QUOTIENTS, day=""), "context_day"),
        (replace(GDP, day="31.12."), "no_whole_year"),
    ],
)
def test_a_wrong_neighbour_is_refused_or_asked_about(sheet: Sheet, code: str) -> None:
    for data in (book(sheet, shipped(sheet)), text(sheet, shipped(sheet))):
        result = read_file(data, "x")
        assert code in codes(result)
        assert not result.ok


@given(st.sampled_from([*OTHER_TITLES.values(), *OTHER_WORDS.values(), *OTHER_HEADS.values()]), st.data())
@settings(max_examples=25, deadline=None)
def test_no_wrong_neighbour_is_ever_stored_whatever_its_figures(sheet: Sheet, data: st.DataObject) -> None:
    key = st.tuples(st.sampled_from(REGIONS), st.integers(1995, 2025))
    keys = data.draw(st.lists(key, min_size=1, max_size=4, unique=True))
    values = {(*one, measure): data.draw(_numbers(sheet)) for one in keys for measure in sheet.measures}
    layout = data.draw(st.sampled_from(["blocks", "column"]))
    assert not read_file(book(sheet, values, layout=layout), "x.xlsx").ok


def _changed(sheet: Sheet, values: Mapping[tuple[str, int, str], float], cell: object, to: object) -> bytes:
    rows = [[to if one == cell else one for one in row] for row in cells(sheet, values)]
    return workbook({sheet.code: rows})


def test_cells_that_cannot_be_are_errors_with_their_place_and_what_is_not_stated_stays_out() -> None:
    values = shipped(UNEMPLOYMENT, (2023,)) | {("12052", 2023, "unemployment_rate"): 123.4}
    assert codes(read_file(book(UNEMPLOYMENT, values), "x")) == ["out_of_range"]
    for old, new, code in (
        (123.4, "x y", "not_a_number"),
        ("12052", "12099", "unknown_key"),
        ("12052", "12053", "name_key_mismatch"),
        ("2023", "2098", "year_implausible"),
        ("2023", "Jahr", "year_missing"),
    ):
        assert code in codes(read_file(_changed(UNEMPLOYMENT, values, old, new), "x")), code
    half = shipped(EMPLOYEES, (2023,)) | {("12052", 2023, "employees_at_workplace"): 0.5}
    assert codes(read_file(book(EMPLOYEES, half), "x")) == ["not_whole"]
    hidden = read_file(_changed(UNEMPLOYMENT, values, 123.4, "."), "x")
    assert codes(hidden) == []
    assert ("12052", 2023, "unemployment_rate") not in found(hidden)
    assert compute_difference(SHIPPED, hidden.frame, "context").counts["gone"] == 0
    mended = Choices(corrections=(Correction(None, "H", "8..6", "8,6"),))
    typo = _changed(UNEMPLOYMENT, values, 123.4, "8..6")
    assert found(read_file(typo, "x", choices=mended))["12052", 2023, "unemployment_rate"] == 8.6


def test_one_year_may_stand_above_the_heads_and_a_sheet_named_after_another_is_refused() -> None:
    values = shipped(QUOTIENTS, (2023,))
    assert found(read_file(book(QUOTIENTS, values, layout="above"), "x")) == values
    assert codes(read_file(book(QUOTIENTS, values, layout="above", tab="2022"), "x")) == ["tab_disagrees"]
    assert codes(read_file(book(QUOTIENTS, values, tab="Frauen"), "x")) == ["subset_only"]


def test_a_year_nobody_wrote_down_is_asked_and_then_counts_for_the_day_of_the_table() -> None:
    values = shipped(QUOTIENTS, (2023,))
    data = _changed(QUOTIENTS, values, "31.12.2023", "")
    assert codes(read_file(data, "x")) == ["year_missing"]
    assert found(read_file(data, "x", choices=Choices(year=2023))) == values


def test_another_census_than_the_stored_series_rests_on_is_asked_about_once() -> None:
    note = ["alle Länder: Die Einwohner werden auf Basis des Zensus 2022", "ausgewiesen."]
    data = book(GDP, shipped(GDP), foot=note)
    result = read_file(data, "x")
    assert [(one.code, one.fields["words"]) for one in result.findings if one.severity == "error"] == [
        ("words_unknown", ["zensus 2022"])
    ]
    assert codes(read_file(data, "x", choices=Choices(harmless=("zensus 2022",)))) == []
    old = book(QUOTIENTS, shipped(QUOTIENTS), foot=["Die Ergebnisse beruhen auf dem Zensus 2011."])
    assert codes(read_file(old, "x")) == ["words_unknown"]


@pytest.mark.parametrize("note", ["Angaben in Tausend", "Alle Werte in 1 000", "Beträge in Tsd. EUR"])
def test_a_note_by_which_figures_count_thousands_is_asked_about(note: str) -> None:
    data = book(GDP, shipped(GDP), foot=[note])
    (asked,) = [one for one in read_file(data, "x").findings if one.severity == "error"]
    assert asked.code == "note_limits"
    assert asked.value in note
    assert codes(read_file(data, "x", choices=Choices(harmless=tuple(asked.fields["words"])))) == []
    assert codes(read_file(book(GDP, shipped(GDP), foot=["Angaben in jeweiligen Preisen."]), "x")) == []


def test_a_new_year_passes_the_dry_run_and_two_tables_fit_into_one_workbook() -> None:
    atlas = shipped_atlas()
    values = {(region, 2025, measure): value for (region, _, measure), value in shipped(GDP, (2023,)).items()}
    rates = {(r, 2025, m): value for (r, _, m), value in shipped(UNEMPLOYMENT, (2025,)).items()}
    sheets = {GDP.code: cells(GDP, values), UNEMPLOYMENT.code: cells(UNEMPLOYMENT, rates)}
    result = read_file(workbook(sheets), "x.xlsx")
    proposal = propose(result, atlas, 0, accessed="2026-11-29")
    assert proposal.ok
    assert proposal.difference.counts == {"new": 23, "changed": 0, "gone": 0, "equal": 46}
    after = atlas_after(proposal, atlas).context.query("region == '12052' and year == 2025")
    assert after.set_index("indicator_id")["value"]["gdp_per_capita"] == values["12052", 2025, "gdp_per_capita"]
    assert after.set_index("indicator_id")["source_id"]["gdp_per_capita"] == result.source_id


def test_a_step_no_year_has_brought_is_asked_about() -> None:
    swapped = {(r, y, m): 2 * value for (r, y, m), value in shipped(QUOTIENTS, (2024,)).items()}
    atlas = shipped_atlas()
    data = book(QUOTIENTS, swapped)
    assert [one.code for one in propose(read_file(data, "x"), atlas, 0, accessed="2026-11-29").findings] == [
        "same_step_everywhere"
    ] * 2
    true = Choices(harmless=("same_step_everywhere",))
    assert propose(read_file(data, "x", choices=true), atlas, 0, accessed="2026-11-29").ok


@pytest.mark.parametrize("sheet", sample.ALL, ids=lambda sheet: sheet.code)
def test_no_stored_year_counts_as_such_a_step(sheet: Sheet) -> None:
    atlas = shipped_atlas()
    years = tuple(sorted(SHIPPED["year"].unique()))
    result = read_file(book(sheet, shipped(sheet, years)), "x")
    assert propose(result, atlas, 0, accessed="2026-11-29").findings == ()

"""Births and deaths go in as published and become balances with what the atlas knows of moves and population."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import Finding, Intake, read_file
from data.proposal import Proposal, atlas_after, propose
from data.records import load_table
from tests.facts import shipped_atlas
from tests.samples.context import BIRTHS, DEATHS, Rows, Sheet, Values, book, cells, text
from tests.samples.layouts import workbook

SHIPPED = load_table("population_balance")
REGIONS = SHIPPED["region"].tolist()


def shipped(measure: str, year: int = 2024) -> Values:
    return {(str(row.region), year, measure): float(str(getattr(row, measure))) for row in SHIPPED.itertuples()}


def both(year: int = 2024) -> dict[str, Rows]:
    sheets = ((BIRTHS, "births"), (DEATHS, "deaths"))
    return {sheet.code: cells(sheet, shipped(measure, year)) for sheet, measure in sheets}


def proposed(result: Intake) -> Proposal:
    return propose(result, shipped_atlas(), 0, accessed="2026-11-29")


def errors(findings: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in findings if one.severity == "error"]


def test_the_shipped_balances_come_back_from_one_workbook_with_both_tables() -> None:
    result = read_file(workbook(both()), "x.xlsx")
    assert (result.table, errors(result.findings), result.recognition.years) == ("population_balance", [], (2024,))
    assert proposed(result).difference.counts == {"new": 0, "changed": 0, "gone": 0, "equal": 21}


def test_both_tables_may_come_as_two_files_of_one_archive() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("12612-01-01-4.csv", text(BIRTHS, shipped("births")))
        archive.writestr("12613-01-01-4.xlsx", book(DEATHS, shipped("deaths")))
    assert proposed(read_file(stream.getvalue(), "x.zip")).difference.counts["equal"] == 21


def test_one_half_is_joined_with_the_stored_other_and_refused_where_there_is_none() -> None:
    more = shipped("births") | {("12052", 2024, "births"): 630.0}
    proposal = proposed(read_file(book(BIRTHS, more), "x.xlsx"))
    changed = proposal.difference.changed.set_index("column")["new"].to_dict()
    assert changed == {"births": 630, "natural_balance": -820, "correction": -20}
    alone = proposed(read_file(book(DEATHS, shipped("deaths", 2023)), "x.xlsx"))
    assert (errors(alone.findings), alone.ok) == (["balance_half"], False)


def test_a_new_year_follows_from_moves_and_population_and_names_all_sources() -> None:
    proposal = proposed(read_file(workbook(both(2023)), "x.xlsx"))
    assert proposal.ok
    assert proposal.difference.counts == {"new": 21, "changed": 0, "gone": 0, "equal": 0}
    after = atlas_after(proposal, shipped_atlas()).population_balance.query("year == 2023").set_index("region")
    cottbus = after.loc["12052"]
    assert (cottbus["population_start"], cottbus["population_end"]) == (94250, 94778)
    assert cottbus["correction"] == 94778 - 94250 - (627 - 1450) - cottbus["net_migration"]
    assert cottbus["source_id"] == f"S17|S18|{proposal.intake.source_id}"
    assert after.loc["12", "net_migration"] == after.drop(["12", "14625", "14626"])["net_migration"].sum()


def test_a_year_across_two_censuses_has_no_balance() -> None:
    proposal = proposed(read_file(workbook(both(2022)), "x.xlsx"))
    assert [(one.code, one.fields["years"]) for one in proposal.findings] == [("balance_lacks", [2022])]
    assert not proposal.ok


@given(
    st.dictionaries(st.tuples(st.sampled_from(REGIONS), st.integers(1995, 2025)), st.integers(0, 60_000), min_size=1),
    st.sampled_from([BIRTHS, DEATHS]),
    st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_every_table_written_in_the_layout_is_read_as_the_same_table(
    counts: dict[tuple[str, int], int], sheet: Sheet, as_text: bool
) -> None:
    measure = next(iter(sheet.measures))
    values = {(*key, measure): float(value) for key, value in counts.items()}
    result = read_file((text if as_text else book)(sheet, values), "x")
    assert result.ok
    assert result.frame is not None
    read = result.frame.set_index(["region", "year"])[measure]
    assert read.to_dict() == counts


WRONG = {
    "rates": (BIRTHS.reheaded("Anzahl", "je 1.000 Einwohner"), "context_column"),
    "boys": (BIRTHS.reheaded("Insgesamt", "männlich"), "context_column"),
    "girls, said in the title": (BIRTHS.retitled("Lebendgeborene", "Lebendgeborene Mädchen"), "subset_only"),
    "foreign nationals": (DEATHS.retitled("Gestorbene", "Gestorbene Ausländer"), "subset_only"),
    "infants": (DEATHS.retitled("nach Geschlecht", "im 1. Lebensjahr nach Geschlecht"), "words_unknown"),
    "causes": (DEATHS.retitled("nach Geschlecht", "nach Todesursachen"), "words_unknown"),
    "a day": (Sheet(BIRTHS.code, BIRTHS.title, BIRTHS.heads, BIRTHS.measures, "31.12."), "no_whole_year"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_only_looks_like_births_or_deaths_is_refused_or_asked_about(name: str) -> None:
    sheet, code = WRONG[name]
    measure = next(iter(sheet.measures))
    result = read_file(book(sheet, shipped(measure)), "x.xlsx")
    assert code in errors(result.findings)
    assert not result.ok


def test_births_by_month_are_never_taken_for_a_year() -> None:
    monthly = BIRTHS.retitled("Jahressumme", "Monatssumme")
    assert not read_file(book(monthly, shipped("births")), "x.xlsx").ok

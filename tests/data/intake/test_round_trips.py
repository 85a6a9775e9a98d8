"""Canonical rows written in any layout and read again are the same rows; any bytes give findings, no crash."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake import canonical, read_file, write_template, write_template_csv
from data.intake.cells.coded import Coded
from data.intake.cells.numbers import read_numbers
from data.intake.words.labels import age_codes
from tests.samples import layouts as lay
from tests.samples.tables import flows, stocks

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_same(data: bytes, rows: pd.DataFrame, table: str) -> None:
    result = read_file(data, "datei")
    assert [finding.code for finding in result.findings if finding.severity == "error"] == []
    assert result.table == table
    key = ["ags", "year", "age_group"]
    found = canonical(result.frame, table).drop(columns="source_id")
    expected = rows.drop(columns="source_id")[list(found.columns)]
    pd.testing.assert_frame_equal(
        found.sort_values(key).reset_index(drop=True),
        expected.sort_values(key).reset_index(drop=True),
        check_dtype=False,
    )


FLOW_WRITERS = {
    "regionalstatistik": lambda rows: lay.regional_migration(rows).encode("latin-1"),
    "workbook": lay.regional_workbook,
    "flat file": lambda rows: lay.ffcsv_new_migration(rows).encode(),
    "template": lambda rows: write_template("migration", rows=rows),
    "template csv": lambda rows: write_template_csv("migration", "en", rows=rows),
    "zip": lambda rows: lay.zipped({"a.csv": lay.regional_migration(rows).encode("cp1252")}),
}
STOCK_WRITERS = {
    "regionalstatistik": lambda rows: lay.regional_population(rows).encode("latin-1"),
    "genesis": lambda rows: lay.genesis_population(rows).encode(),
    "old flat file": lambda rows: lay.ffcsv_old(rows).encode("cp1252"),
    "new flat file": lambda rows: lay.ffcsv_new_population(rows).encode(),
    "destatis": lay.destatis,
    "template csv": lambda rows: write_template_csv("population", rows=rows),
}


@pytest.mark.parametrize("layout", list(FLOW_WRITERS))
def test_migration_survives_every_layout(layout: str) -> None:
    @SLOW
    @given(flows())
    def round_trip(rows: pd.DataFrame) -> None:
        assert_same(FLOW_WRITERS[layout](rows), rows, "migration")

    round_trip()


@pytest.mark.parametrize("layout", list(STOCK_WRITERS))
def test_population_survives_every_layout(layout: str) -> None:
    @SLOW
    @given(stocks())
    def round_trip(rows: pd.DataFrame) -> None:
        assert_same(STOCK_WRITERS[layout](rows), rows, "population")

    round_trip()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_findings_and_never_crash(data: bytes) -> None:
    result = read_file(data, "x.csv")
    assert not result.ok
    assert any(finding.severity == "error" for finding in result.findings)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_never_changes_a_number_in_silence(data: st.DataObject) -> None:
    """One byte changed: the values are the same, or a finding stands against them, or the cell shows it."""
    rows = pd.DataFrame(
        [("12066", 2018, code, 10, 4, 6) for code in age_codes("migration")]
        + [("12066", 2018, "insgesamt", 60, 24, 36)],
        columns=["ags", "year", "age_group", "arrivals", "departures", "net"],
    )
    raw = bytearray(lay.regional_migration(rows).encode("latin-1"))
    start = raw.index(b"12066;")
    end = raw.index(b"__________")
    place = data.draw(st.integers(min_value=start, max_value=end - 1))
    raw[place] = data.draw(st.sampled_from(list(b'0123456789;".,-x/\n\rAz\x00\xe4 ')))
    result = read_file(bytes(raw), "x.csv")
    if not result.ok:
        return
    frame = canonical(result.frame, "migration")
    totals = frame.groupby(["ags", "year"])[["arrivals", "departures"]].sum()
    changed = frame["arrivals"].sum() != 120 or frame["departures"].sum() != 48
    said = [finding for finding in result.findings if finding.code not in ("outside_atlas",)]
    assert not changed or said or len(totals) != 1 or set(frame["ags"]) != {"12066"}


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=-(10**9), max_value=10**9), st.integers(min_value=1, max_value=3))
def test_a_number_is_read_as_written_or_asked_about_never_a_thousand_times_wrong(n: int, digits: int) -> None:
    english = f"{n / 10**digits:,.{digits}f}"
    german = english.translate(str.maketrans(",.", ".,"))
    for text in (english, german):
        column = Coded.from_list([text])
        numbers = read_numbers(column)
        value = numbers.number_per_row(column)[0]
        if numbers.vote == "ambiguous":
            assert pd.isna(value)
        else:
            assert value == pytest.approx(n / 10**digits)

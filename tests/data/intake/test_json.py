"""Tables of the atlas as JSON, as it offers them for programs, go back in like its CSV."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.exports.opendata.rows import canonical, write_json, write_rows_csv
from data.intake import read_file
from data.intake.lists.vocabulary import UPLOADABLE
from data.records import load_table


def stated_rows(table: str) -> pd.DataFrame:
    """The table as it is shipped; the counting sheet, which is shipped empty, with one count."""
    rows = load_table(table)
    if not rows.empty:
        return rows
    assert table == "counting_sheet"
    counted = {"member_id": "guben-tut-gut", "half_year": "2025-H1", "enquiries": 12, "settled": 0, "source_ids": "S01"}
    return pd.DataFrame([counted], columns=rows.columns).astype(rows.dtypes)


@pytest.mark.parametrize("table", UPLOADABLE)
def test_a_download_as_json_is_read_like_the_one_as_csv(table: str) -> None:
    rows = canonical(stated_rows(table), table)

    back, twin = (
        read_file(write_json(rows, {"coverage": "1 value asked for, all shown."}), f"{table}.json"),
        read_file(write_rows_csv(rows), f"{table}.csv"),
    )

    assert back.ok
    assert (back.table, back.recognition.container) == (table, "json")
    own = [name for name in back.frame if name not in ("source_id", "source_ids")]
    assert_frame_equal(back.frame[own], twin.frame[own])


def test_a_fraction_of_three_digits_is_no_thousand() -> None:
    rows = canonical(load_table("members"), "members").head(1).assign(lat=51.633)
    assert read_file(write_json(rows, {"coverage": "1 value asked for, all shown."}), "x.json").frame[
        "lat"
    ].tolist() == [51.633]


@pytest.mark.parametrize("around", ["[\n{rows}\n]", '{{"coverage":"all shown","data":[\n{rows}\n]}}'])
def test_rows_are_numbered_as_in_the_file(around: str) -> None:
    text = around.format(
        rows='{"ags":"12052","year":2024,"arrivals":"1O5","departures":2},\n{"ags":"12053","year":2024,"arrivals":3}'
    )
    found = {one.code: one.row for one in read_file(text.encode(), "x.json").findings}
    assert found["not_a_number"] == 2


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '{"data": 1}',
        '{"data": [1]}',
        '{"data": {"a": 1}}',
        '[{"a": [1]}]',
        '[{"a": {"b": 1}}]',
        '[{"a": 1}',
        "[{}]",
        '[{"a": 1}, 2]',
        '[{"a":' * 100_000,
    ],
)
def test_what_is_no_list_of_plain_rows_is_named_as_json(text: str) -> None:
    result = read_file(text.encode(), "x.json")
    assert [(one.code, one.fields) for one in result.findings] == [("not_a_table", {"kind": "json"})]

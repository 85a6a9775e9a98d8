"""Partial dates as the days they span."""

import pandas as pd
import pytest

from data.errors import PackageError
from data.records.periods import add_period, check_dates, first_day, last_day


def dates(*values):
    return pd.Series(values, dtype="str")


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-04-29", "2024-04-29", "2024-04-29"),
        ("2023-12-31", "2023-12-31", "2023-12-31"),
    ],
)
def test_a_partial_date_spans_the_year_the_month_or_the_day(date, first, last):
    assert first_day(dates(date))[0] == pd.Timestamp(first)
    assert last_day(dates(date))[0] == pd.Timestamp(last)


def test_a_missing_date_stays_missing():
    assert first_day(dates("2017", None)).isna().tolist() == [False, True]
    assert last_day(dates("2017", None)).isna().tolist() == [False, True]


def test_without_an_end_the_first_date_spans_the_period():
    frame = pd.DataFrame({"date": dates("2022-12-05", "2019-05"), "date_end": dates("2022-12-18", None)})
    period = add_period(frame, "date", "date_end")
    assert period["period_end"].tolist() == [pd.Timestamp("2022-12-18"), pd.Timestamp("2019-05-31")]
    assert "period_end" not in frame


def test_the_row_of_an_impossible_date_is_named():
    frame = pd.DataFrame({"date": dates("2017", "2017-13")})
    with pytest.raises(PackageError) as caught:
        check_dates(frame, ("date",), "sources/x.csv")
    assert (caught.value.row, caught.value.column, caught.value.code) == (3, "date", "not_a_date")

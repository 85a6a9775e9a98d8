"""One number, one writing: rounded half away from zero on the decimal writing, zero without a sign, in every file."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.exports.number_formats import cell_format
from analytics.exports.pptx.parts.charts.plan import number_format
from analytics.figure.model import format_cell
from analytics.language import get_wording
from analytics.language.numbers import round_decimal, round_half_away, rounds_to_zero

W, E = get_wording("de"), get_wording("en")
NUMBER_KINDS = ("int", "signed_int", "decimal1", "signed1", "eur", "percent")
# Halves are where rules of rounding differ; the rest is any size a table may hold.
HALVES = st.integers(-(10**7), 10**7).map(lambda k: k / 20)
NUMBERS = st.one_of(HALVES, st.floats(-1e9, 1e9), st.floats(-1, 1), st.integers(-(10**12), 10**12))


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (31.25, 1, "31,3"),
        (-31.25, 1, "−31,3"),
        (0.35, 1, "0,4"),
        # Its binary value is 1.00499999999999989...; the reader sees 1.005.
        (1.005, 2, "1,01"),
        (2.5, 0, "3"),
        (-0.5, 0, "−1"),
        (0.04, 1, "0,0"),
        (-0.04, 1, "0,0"),
        (-0.05, 1, "−0,1"),
        (1234567.5, 0, "1.234.568"),
        (1e30, 1, "1.000.000.000.000.000.000.000.000.000.000,0"),
        (999.95, 1, "1.000,0"),
        (np.int64(-4711), 0, "−4.711"),
        (Decimal("12.345"), 2, "12,35"),
        (math.inf, 1, "–"),
        (math.nan, 1, "–"),
        (pd.NA, 0, "–"),
    ],
)
def test_a_number_is_rounded_half_away_from_zero(value, digits, written):
    assert W.number(value, digits) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0.04, "0,0"), (0.05, "+0,1"), (0, "0,0"), (-0.04, "0,0"), (-0.05, "−0,1"), (31.25, "+31,3")]
)
def test_a_number_that_is_written_as_zero_carries_no_sign(value, written):
    assert W.signed(value) == written


@pytest.mark.parametrize(
    ("share", "digits", "german", "english"),
    [
        (-0.001, 0, "0\xa0%", "0%"),
        (0.285, 0, "29\xa0%", "29%"),
        (0.0955, 1, "9,6\xa0%", "9.6%"),
        (-0.005, 0, "−1\xa0%", "−1%"),
    ],
)
def test_shares_follow_the_same_rule(share, digits, german, english):
    assert (W.percent(share, digits), E.percent(share, digits)) == (german, english)


def test_a_negative_amount_has_its_sign_before_the_currency():
    assert (W.eur(-16600.5), E.eur(-16600.5)) == ("−16.601\xa0€", "−€16,601")


@given(NUMBERS, st.integers(-3, 6))
def test_rounding_is_that_of_exact_fractions(value, digits):
    exact = Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
    steps = math.floor(abs(exact) * Fraction(10) ** digits + Fraction(1, 2))
    wanted = Fraction(steps) / Fraction(10) ** digits * (-1 if exact < 0 else 1)
    assert Fraction(str(round_decimal(value, digits))) == wanted
    assert round_half_away(value, digits) == float(wanted)
    assert rounds_to_zero(value, digits) == (wanted == 0)


def shown_by_a_spreadsheet(value: float, code: str, *, percent: bool = False) -> str:
    """What a spreadsheet shows: the part of the format by the number's sign, its amount rounded half away from zero."""
    above, below, zero = re.sub(r"\[\$[^\]]*\]", "", code).split(";")
    part = above if value > 0 else below if value < 0 else zero
    pattern = re.search(r"#,##0(\.0+)?", part)
    digits = len(pattern[1] or ".") - 1
    exact = abs(Fraction(repr(float(value)))) * (100 if percent else 1)
    steps = math.floor(exact * 10**digits + Fraction(1, 2))
    amount = f"{Decimal(steps).scaleb(-digits):,f}"
    return part.replace(pattern[0], amount).replace('"', "")


@given(NUMBERS, st.sampled_from(NUMBER_KINDS))
@example(0.04, "signed1")
@example(-0.04, "signed1")
@example(-0.0004, "percent")
@example(31.25, "decimal1")
def test_page_and_workbook_write_the_same(value, kind):
    shown = shown_by_a_spreadsheet(value, cell_format(kind, value, E), percent=kind == "percent")
    # The sign of a negative amount stands before the currency on the page and in the sheet.
    assert shown == format_cell(value, kind, E)


@given(NUMBERS, st.integers(0, 2), st.booleans())
def test_page_and_slide_write_the_same(value, digits, signed):
    zero = bool(value) and rounds_to_zero(value, digits)
    code = number_format(E, digits, signed=signed, zero=zero)
    page = E.signed(value, digits) if signed else E.number(value, digits)
    assert shown_by_a_spreadsheet(value, code) == page

"""How a column writes numbers is judged once for the column; what fits two readings is asked."""

import numpy as np
import pytest

from data.intake import Choices, read_file
from data.intake.cells.coded import Coded
from data.intake.cells.numbers import read_numbers


def read(*cells: str, reading: str | None = None) -> tuple[list[float], str]:
    column = Coded.from_list(list(cells))
    numbers = read_numbers(column, reading)  # type: ignore[arg-type]
    return list(numbers.number_per_row(column)), numbers.vote


def test_a_thousands_point_beside_a_decimal_comma_is_german() -> None:
    assert read("1.560", "1,01", "-47,9") == ([1560.0, 1.01, -47.9], "german")


def test_the_same_cell_beside_a_decimal_point_is_english() -> None:
    assert read("1.560", "7.5") == ([1.56, 7.5], "english")


def test_a_column_that_fits_both_readings_is_asked_about() -> None:
    values, vote = read("1.560", "2.424", "93")
    assert vote == "ambiguous"
    assert np.isnan(values[0])
    assert values[2] == 93


def test_a_column_that_contradicts_itself_is_asked_about() -> None:
    assert read("1,5", "1.5")[1] == "mixed"


def test_the_persons_answer_settles_the_column() -> None:
    assert read("1.560", reading="german")[0] == [1560.0]
    assert read("1.560", reading="english")[0] == [1.56]


@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        ("-", 0.0, "none"),
        ("–", 0.0, "none"),
        (".", None, "secret"),
        ("•", None, "secret"),
        ("…", None, "later"),
        ("...", None, "later"),
        ("/", None, "unreliable"),
        ("x", None, "blocked"),
        (":", None, "missing"),
        ("(123)", 123.0, "limited"),
        ("1234 e", 1234.0, "e"),
        ("12p", 12.0, "p"),
        ("\u2212 5", -5.0, ""),
        ("–5", -5.0, ""),
        ("1\u202f234", 1234.0, ""),
        ("1'234'567", 1234567.0, ""),
    ],
)
def test_signs_become_value_and_status(cell: str, value: float | None, status: str) -> None:
    column = Coded.from_list([cell])
    numbers = read_numbers(column)
    found = numbers.number_per_row(column)[0]
    assert (None if np.isnan(found) else found) == value
    assert numbers.status_per_row(column)[0] == status
    assert not numbers.bad.any()


TABLE = "AGS;Jahr;Altersgruppe;Zuzüge;Fortzüge\n12066;2018;insgesamt;1.560;2.424\n"


def test_an_ambiguous_column_blocks_with_both_readings_and_a_choice_answers_it() -> None:
    asked = read_file(TABLE.encode(), "x.csv")
    found = [finding for finding in asked.findings if finding.code == "number_ambiguous"]
    assert [(f.column, f.heading, f.fields["as_german"], f.fields["as_english"]) for f in found] == [
        ("D", "Zuzüge", 1560.0, 1.56),
        ("E", "Fortzüge", 2424.0, 2.424),
    ]
    choices = Choices(numbers={"Zuzüge": "german", "Fortzüge": "german"})
    answered = read_file(TABLE.encode(), "x.csv", choices=Choices.from_json(choices.to_json()))
    assert answered.ok
    assert answered.frame[["arrivals", "departures", "net"]].iloc[0].tolist() == [1560, 2424, -864]


def test_read_as_english_the_persons_are_not_whole_and_refused() -> None:
    result = read_file(TABLE.encode(), "x.csv", choices=Choices(decimal="."))
    assert "not_whole" in [finding.code for finding in result.findings]

"""Text is split into cells: they are those any reader of text finds, in the order in which their texts first occur."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.cells import patterns
from data.intake.cells.patterns import matching, substituted
from data.intake.workbooks import grid
from data.intake.workbooks.grid import Block, TextGrid

CELLS = st.text(st.characters(exclude_characters='";\r\n\0', exclude_categories=["Cs", "Z", "C"]), max_size=7)
LONG = st.one_of(CELLS, st.sampled_from(["insgesamt", "unter 18", "65 Jahre und mehr", "12345678", "123456789", "007"]))


def split(text: str, width: int, wanted: list[int]) -> Block:
    """The wanted columns of a text."""
    return TextGrid(text.encode(), encoding="utf-8", delimiter=";").read(1, width, wanted)


@given(st.lists(st.tuples(LONG, CELLS, LONG), min_size=1, max_size=60), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_cell_is_found_as_written(rows: list[tuple[str, ...]], line_end: str, closed: bool) -> None:
    text = line_end.join(";".join(row) for row in rows) + (line_end if closed else "")
    block = split(text, 3, [0, 1, 2])

    assert [block.columns[n].texts_per_row() for n in range(3)] == [list(column) for column in zip(*rows, strict=True)]
    assert block.rows.tolist() == list(range(1, len(rows) + 1))


def test_pieces_of_one_column_are_coded_together_in_the_order_of_their_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_PIECE", 16)
    monkeypatch.setattr(grid, "_BLOCK", 32)

    block = split("12051;insgesamt;1\n12052;unter 18;10\n12051;unter 18;1\n12053;insgesamt;105\n", 3, [1, 2])

    assert block.columns[2].texts() == ["1", "10", "105"]
    assert block.columns[2].codes.tolist() == [0, 1, 0, 2]
    assert block.columns[1].texts_per_row() == ["insgesamt", "unter 18", "unter 18", "insgesamt"]


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("1;2\n3\n", {2: ["3"]}),
        ("1;2\n3;4;5\n", {2: ["3", "4", "5"]}),
        ("1;2\n3;4;5\n6\n", {2: ["3", "4", "5"], 3: ["6"]}),
        ("1;2\n\n3;4\n", {}),
        ("1;2;3\n4\n", {1: ["1", "2", "3"], 2: ["4"]}),
    ],
)
def test_lines_of_another_width_are_set_aside_with_their_row(text: str, odd: dict[int, list[str]]) -> None:
    block = split(text, 2, [0, 1])

    assert block.odd == odd
    assert [one.row for one in block.findings if one.code == "row_length"] == list(odd)


def test_a_line_longer_than_a_block_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_BLOCK", 32)

    block = split(f"1;2\n3;{40 * 'x'}\n5;6\n", 2, [0, 1])

    assert block.columns[1].texts_per_row() == ["2", 40 * "x", "6"]


TEXTS = st.text(st.sampled_from("0123456789.,-–+'’ \u00a0\u202fE()pr*¹=@Aä$^\n٣"), max_size=9)
PATTERNS = (
    r"^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$",
    r"^-?\d+(\.\d+)?E[+-]?\d+$",
    "^[=@]|^[+-][A-Za-z]",
    "[ \u00a0\u202f'’]",
    '^="([^"]*)"$',
)


@given(st.lists(TEXTS, min_size=1, max_size=20), st.sampled_from(PATTERNS))
def test_patterns_mean_the_same_over_few_texts_and_over_many(texts: list[str], pattern: str) -> None:
    few, many = pa.array(texts, pa.string()), pa.array(texts * (patterns._FEW + 1), pa.string())

    assert matching(few, pattern).to_pylist() == matching(many, pattern).to_pylist()[: len(texts)]
    assert substituted(few, pattern, "").to_pylist() == substituted(many, pattern, "").to_pylist()[: len(texts)]


def test_a_group_of_a_pattern_is_kept_over_few_texts_and_over_many() -> None:
    texts = ['="01001"', "x"]
    few, many = (substituted(pa.array(texts * times), '^="([^"]*)"$', r"\1").to_pylist() for times in (1, 65))

    assert few == ["01001", "x"]
    assert many == few * 65

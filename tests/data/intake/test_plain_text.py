"""Text without quotation marks is split by places of its signs: the cells are those any reader of text finds."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.cells import plain
from data.intake.cells.plain import read_plain

CELLS = st.text(st.characters(exclude_characters='";\r\n\0', exclude_categories=["Cs"]), max_size=7)
LONG = st.one_of(CELLS, st.sampled_from(["insgesamt", "unter 18", "65 Jahre und mehr", "12345678", "123456789", "007"]))


def split(text: str, width: int, wanted: list[int], delimiter: str = ";") -> list[list[str]] | None:
    """Texts of the wanted columns."""
    data = text.encode()
    table = read_plain(data, 0, len(data), delimiter, width, wanted)
    return None if table is None else [table[str(position)].to_pylist() for position in wanted]


@given(st.lists(st.tuples(LONG, CELLS, LONG), min_size=1, max_size=60), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_cell_is_found_as_written(rows: list[tuple[str, ...]], line_end: str, closed: bool) -> None:
    text = line_end.join(";".join(row) for row in rows) + (line_end if closed else "")

    assert split(text, 3, [0, 1, 2]) == [list(column) for column in zip(*rows, strict=True)]


def test_chunks_of_one_column_are_coded_together_in_the_order_of_their_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_CHUNK", 16)
    data = b"12051;insgesamt;1\n12052;unter 18;10\n12051;unter 18;1\n12053;insgesamt;105\n"

    table = read_plain(data, 0, len(data), ";", 3, [1, 2])

    assert table is not None
    one = table["2"].combine_chunks()
    assert one.dictionary.to_pylist() == ["1", "10", "105"]
    assert one.indices.to_pylist() == [0, 1, 0, 2]
    assert table["1"].to_pylist() == ["insgesamt", "unter 18", "unter 18", "insgesamt"]
    assert isinstance(one, pa.DictionaryArray)


@pytest.mark.parametrize(
    "text",
    ["1;2\n3\n", "1;2\n3;4;5\n", "1;2\n3;4;5\n6\n", "1;2\n\n3;4\n", "1;2\n3;" + 40 * "x" + "\n", "1;2;3\n4\n"],
)
def test_lines_of_another_width_and_long_cells_are_left_to_the_reader_of_any_text(text: str) -> None:
    assert split(text, 2, [0, 1]) is None

"""CSV files: German spreadsheets open them, nothing in them runs, missing stays empty."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from analytics.exports.table import write_csv
from analytics.figure.model import Column, Figure
from analytics.language import get_wording

_COLUMNS = (
    Column("name", "Kreis", "text"),
    Column("rate", "Saldo", "signed1"),
    Column("people", "Personen", "int"),
    Column("amount", "Betrag", "eur"),
)


def figure(atlas, **columns) -> Figure:
    rows = {"name": ["Elbe-Elster"], "rate": [-1.25], "people": [12345], "amount": [71500.0]} | columns
    source = (str(atlas.sources["source_id"].iloc[0]),)
    return Figure("probe", "Headline", "Subtitle", "Description", pd.DataFrame(rows), _COLUMNS, source)


def read(content: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_a_german_file_has_semicolons_decimal_commas_and_a_byte_order_mark(atlas):
    content = write_csv(figure(atlas), atlas, get_wording("de"))
    assert content.startswith(b"\xef\xbb\xbf")
    heading, row = read(content, ";")
    assert heading == ["Kreis", "Saldo", "Personen", "Betrag", "Quelle", "Lizenz"]
    assert row[:4] == ["Elbe-Elster", "-1,25", "12345", "71500"]


def test_a_plain_file_is_the_same_in_either_language_but_for_its_headings(atlas):
    for lang in ("de", "en"):
        content = write_csv(figure(atlas), atlas, get_wording(lang), plain=True)
        assert not content.startswith(b"\xef\xbb\xbf")
        assert read(content, ",")[1][:4] == ["Elbe-Elster", "-1.25", "12345", "71500"]


def test_an_english_file_has_commas_and_decimal_points(atlas):
    heading, row = read(write_csv(figure(atlas), atlas, get_wording("en")), ",")
    assert heading[-2:] == ["Source", "Licence"]
    assert row[:4] == ["Elbe-Elster", "-1.25", "12345", "71500"]


def test_every_row_says_how_much_of_what_was_asked_the_file_holds(atlas):
    rates = {"name": ["Elbe-Elster", "Cottbus"], "ags": ["12062", "12052"], "rate": [-1.25, None], "people": [1, 2]}
    columns = [replace(column, beside=column.name != "rate") for column in _COLUMNS]
    one = replace(figure(atlas, **rates, amount=[1.0, 2.0]), columns=tuple(columns))
    heading, *rows = read(write_csv(one, atlas, get_wording("de")), ";")
    assert heading[-1] == "Vollständigkeit"
    assert {row[-1] for row in rows} == {"2 Kreise gefragt, 1 gezeigt; es fehlen: Cottbus (steht nicht in der Quelle)."}


def test_every_row_names_its_source_and_licence(atlas):
    source = atlas.sources.iloc[0]
    _, row = read(write_csv(figure(atlas), atlas, get_wording("de")), ";")
    assert row[4].lstrip("'") == source["citation"]
    assert row[5].lstrip("'") == source["licence"]


def test_a_missing_value_is_an_empty_cell_and_never_zero(atlas):
    _, row = read(
        write_csv(figure(atlas, rate=[float("nan")], people=pd.array([pd.NA], "Int64")), atlas, get_wording("de")), ";"
    )
    assert row[1:3] == ["", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(atlas, start):
    _, row = read(write_csv(figure(atlas, name=[f"{start}1+1"]), atlas, get_wording("de")), ";")
    assert row[0] == f"'{start}1+1"


def test_a_loss_stays_a_number_and_is_not_taken_for_a_formula(atlas):
    _, row = read(write_csv(figure(atlas, rate=[-7.0]), atlas, get_wording("de")), ";")
    assert row[1] == "-7"

"""What leaves as CSV runs in no spreadsheet, and comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.opendata.rows import write_rows_csv
from data.intake import read_file
from data.intake.lists.template import write_template_csv
from data.records import load_table
from data.records.tables import table_file
from data.records.writing import write_table
from data.spreadsheets import neutral_text, original_text

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize(
    "text",
    [
        "-1+1",
        "+A1",
        "-A1",
        "@see",
        "=1",
        "\t=1",
        "\r=1",
        "+49 331 866-0",
        "-",
        "--",
        "'=1",
        "''-A1",
        "-1;2",
        "+SUM(A1)",
    ],
)
def test_a_text_that_would_run_is_led_by_an_apostrophe_and_comes_back(text):
    assert neutral_text(text) == f"'{text}"
    assert original_text(neutral_text(text)) == text


@pytest.mark.parametrize(
    "text", ["-5", "+5", "-1,25", "-0.5", "'s-Hertogenbosch", "'n Avend", "A-1", "1-1", "", "0331/866-0", "–", "Süd+"]
)
def test_numbers_and_plain_texts_stay_as_they_are(text):
    assert neutral_text(text) == text
    assert original_text(text) == text


@given(st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\n1A,.")))
def test_no_written_text_runs_and_every_one_comes_back(text):
    written = neutral_text(text)
    assert original_text(written) == text
    assert not written.startswith(STARTS) or float(written.replace(",", ".")) is not None


def named(*names):
    return load_table("members").head(len(names)).assign(name=list(names))


NAMES = ("-1+1", "+A1", "+49 331 866-0", "'s-Hertogenbosch")
WRITTEN = ["'-1+1", "'+A1", "'+49 331 866-0", "'s-Hertogenbosch"]


def column(content, delimiter):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    return [next(text for heading, text in row.items() if heading.casefold() == "name") for row in rows]


def test_every_file_of_a_table_writes_such_names_as_text_and_numbers_as_numbers():
    frame = named(*NAMES)
    assert column(write_table(frame, "members"), ",") == WRITTEN
    assert column(write_template_csv("members", rows=frame), ";") == WRITTEN
    assert column(write_rows_csv(frame), ",") == WRITTEN
    losses = write_rows_csv(frame[["name"]].assign(value=[-7.5, -7, -0.25, 1])).decode().splitlines()
    assert [line.rsplit(",", 1)[1] for line in losses[1:]] == ["-7.5", "-7.0", "-0.25", "1.0"]


@pytest.mark.parametrize(
    "write", [lambda f: write_table(f, "members"), lambda f: write_template_csv("members", rows=f)]
)
def test_our_own_file_comes_back_with_the_same_names(write):
    intake = read_file(write(named(*NAMES)), "members.csv")
    assert intake.ok, intake.findings
    assert intake.frame["name"].tolist() == list(NAMES)


def test_a_shipped_file_is_read_with_the_names_that_were_written(tmp_path):
    file = tmp_path / table_file("members")
    file.parent.mkdir(parents=True)
    file.write_bytes(write_table(named(*NAMES), "members"))
    assert load_table("members", tmp_path)["name"].tolist() == list(NAMES)

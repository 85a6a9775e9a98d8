"""Bad input: one clear finding after little work, bounded memory, nothing to store."""

import io
import resource
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import read_file
from data.intake.workbooks import grid
from tests.effort import measure_effort
from tests.samples import layouts as lay

CALLS = 100_000
# Of the longest file: the lines up to the limit of a search are counted one by one, none of them twice.
MOST_CALLS = {"a quotation mark that never closes": 2_500_000}
PASSES = 25
MEGABYTES = 900
"""Above the file itself; the limit is there to catch a runaway, not to praise."""


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return stream.getvalue()


def far_cell(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "b")


def deep_cell(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 500, "b")


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(100_000_000))
    return stream.getvalue()


HEAD = "AGS;Jahr;Zuzüge;Fortzüge\n".encode()
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten thousand columns": (
        lambda: (";".join(["a"] * 10_000) + "\n" + ";".join(["1"] * 10_000)).encode(),
        "too_many_columns",
    ),
    "200 MB in a single line": (lambda: b"12066;" * 33_000_000, "line_too_long"),
    "an endless second line": (lambda: HEAD + b"9" * 150_000_000, "line_too_long"),
    "a quotation mark that never closes": (lambda: HEAD + b'"' + b"12066;2018;1;1\n" * 3_000_000, "quote_open"),
    "a bomb": (bomb, "archive_bomb"),
    "a cell at the far corner": (lambda: workbook(far_cell), "too_many_columns"),
    "a cell at the far bottom": (lambda: workbook(deep_cell), "too_many_cells"),
    "more than 200 MB": (lambda: b"1;2\n" * 55_000_000, "too_large"),
}


@pytest.mark.parametrize("name", list(CASES))
def test_a_hostile_file_ends_in_a_sentence_after_little_work(name: str) -> None:
    make, code = CASES[name]
    data = make()
    results = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    effort = measure_effort(lambda: results.append(read_file(data, "x.csv")))
    (result,) = results
    assert effort.calls < MOST_CALLS.get(name, CALLS)
    assert effort.passes < PASSES
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024
    assert code in [finding.code for finding in result.findings]
    assert not result.ok


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
@pytest.mark.parametrize("cell", ["9", "ü", "12066;"])
@pytest.mark.parametrize("head", ["", "AGS;Jahr;Zuzüge;Fortzüge\n"])
def test_a_single_line_beyond_the_limit_is_named_in_every_encoding(monkeypatch, encoding: str, cell: str, head: str):
    monkeypatch.setattr(grid, "MAX_LINE", 50_000)
    text = head + cell * (60_000 // len(cell))
    found = [one for one in read_file(text.encode(encoding), "x.csv").findings if one.code == "line_too_long"]
    assert [one.row for one in found] == [2 if head else 1]
    assert "Zeilenenden sind verloren gegangen" in finding_text(found[0], get_wording("de")).what


def test_every_sentence_says_what_and_most_say_what_to_do() -> None:
    result = read_file(b"<html><title>Anmelden</title>", "x.csv")
    german = finding_text(result.findings[0], get_wording("de"))
    english = finding_text(result.findings[0], get_wording("en"))
    assert "Webseite" in german.what
    assert german.advice
    assert german.place == "Zeile 1"
    assert "web page" in english.what


def test_a_formula_in_a_workbook_is_not_calculated_but_its_saved_result_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["AGS", "Jahr", "Altersgruppe", "Zuzüge", "Fortzüge"])
        sheet.write_row(1, 0, ["12066", 2020, "insgesamt", 5])
        sheet.write_formula(1, 4, "=D2-1", None, 4)

    result = read_file(workbook(fill), "x.xlsx")
    assert result.frame["departures"].tolist() == [4]
    assert "formulas_in_workbook" in [finding.code for finding in result.findings]


def test_the_row_numbers_are_those_of_the_spreadsheet_also_after_blank_and_short_rows() -> None:
    text = "AGS;Jahr;Zuzüge;Fortzüge\n12066;2018;5;4\n\n12052;2018\n12060;2018;x;4\n12061;2018;abc;4\n"
    result = read_file(text.encode(), "x.csv")
    assert {finding.code: finding.row for finding in result.findings} == {
        "row_length": 4,
        "not_a_number": 6,
        "not_stated": 5,
    }
    assert result.frame["row_number"].tolist() == [2, 5, 6]


def test_an_age_group_a_spreadsheet_made_a_date_is_recognised_as_such() -> None:
    text = "AGS;Stichtag;Altersgruppe;Bevölkerung\n12066;31.12.2018;06. Okt;5\n"
    found = read_file(text.encode(), "x.csv").findings[0]
    assert (found.code, found.fields["age_group"]) == ("age_became_date", "6-10")


def test_every_code_the_intake_uses_has_a_sentence(tmp_path) -> None:
    import re
    from pathlib import Path

    import data.intake
    from analytics.language.findings.sentences import KINDS, SAME, SENTENCES

    folder = Path(data.intake.__file__).parent
    used = set()
    for path in folder.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(
            re.findall(r'(?:Finding\(|add\(|add_each\(|return|else)\s*"(?:error|warning|note)",\s*"([a-z_]+)"', source)
        )
        used |= set(re.findall(r'_failed\("([a-z_]+)"', source))
    assert used - set(SENTENCES) - set(SAME) == set()
    assert sum(len(kind.SENTENCES) for kind in KINDS) == len(SENTENCES)
    assert len(used) > 50


def test_a_damaged_workbook_is_refused_not_half_read() -> None:
    whole = lay.workbook({"Daten": [["AGS", "Jahr"], ["12066", 2018]]})
    for length in range(0, len(whole) - 1, 97):
        assert not read_file(whole[:length], "x.xlsx").ok

"""Parts of the desk without a page: reading beside the page, findings as a file and as a list."""

import csv
import io
import threading

import pandas as pd
import pytest

from analytics.exports.findings import write_findings
from analytics.language import get_wording
from analytics.subjects.upload.figures import MOST_ROWS, draw_changed, draw_rows, format_raw_cell
from data.intake import Choices, Finding
from pages.upload.diff import changed_years, summary
from pages.upload.files import Job, PendingUpload
from pages.upload.findings import counted, findings_html
from tests.server.files import regional_file

DE, EN = get_wording("de"), get_wording("en")
FORMULA = Finding("error", "formula_cell", file="a.csv", row=4, column="B", heading="Zuzüge", value="=cmd|'/c calc'!A0")


def test_findings_become_a_file_that_runs_no_formula():
    rows = list(csv.reader(io.StringIO(write_findings([FORMULA], DE).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert "4" in rows[1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[1])
    assert any("=cmd" in cell for cell in rows[1])


def test_findings_on_the_page_never_become_markup():
    script = Finding("warning", "not_a_number", row=2, value="<script>alert(1)</script>")
    assert "<script>" not in findings_html([script], DE)


def test_findings_are_counted_and_errors_named_as_the_obstacle():
    assert counted([FORMULA], DE, ready=True).startswith("1 Fehler, 0 Warnungen und 0 Hinweise")
    assert "erst ohne Fehler" in counted([FORMULA], DE, ready=True)
    assert counted([], EN, ready=True) == "Nothing was noticed."


def test_a_stopped_reading_ends_with_the_note_that_it_was_stopped(atlas):
    job = Job()
    job.stopped.set()
    job.run(regional_file(atlas.migration, atlas.kreise), "a.csv", Choices())
    assert job.result is not None
    assert [one.code for one in job.result.findings] == ["cancelled"]


def test_reading_beside_the_page_gives_what_reading_at_once_gives(atlas):
    content = regional_file(atlas.migration, atlas.kreise)
    job = Job()
    thread = threading.Thread(target=job.run, args=(content, "a.csv", Choices()))
    thread.start()
    thread.join(timeout=60)
    assert job.share == 1.0
    assert job.result is not None
    assert len(job.result.frame) == 140


def test_a_choice_lets_the_file_be_read_anew_and_the_same_choice_does_not(atlas, monkeypatch):
    monkeypatch.setattr("pages.upload.files.recall", lambda signature: "")
    file = PendingUpload("f", "a.csv", regional_file(atlas.migration, atlas.kreise))
    first = file.read()
    assert not file.choose(table="")
    assert file.read() is first
    assert file.choose(encoding="utf-8")
    assert file.read() is not first
    assert not file.intake.ok


@pytest.mark.parametrize(
    ("value", "column", "expected"),
    [
        (2019, "year", "2019"),
        (12345, "arrivals", "12.345"),
        (-5, "net", "\u22125"),
        (1.5, "value", "1,500"),
        (True, "per_year", "ja"),
        (None, "note_de", "–"),
        (float("nan"), "lat", "–"),
    ],
)
def test_a_cell_is_written_as_people_read_it(value, column, expected):
    assert format_raw_cell(value, column, DE) == expected


def test_changed_cells_stand_old_beside_new_with_the_name_of_the_district(atlas):
    changed = pd.DataFrame(
        {"ags": ["12062"], "year": [2018], "age_group": ["insgesamt"], "column": ["arrivals"], "old": [10], "new": [12]}
    )
    figure = draw_changed(atlas, DE, changed=changed, key=("ags", "year", "age_group"), labels={"arrivals": "Zuzüge"})
    assert figure.table.iloc[0].to_dict() == {
        "ags": "12062 Elbe-Elster",
        "year": "2018",
        "age_group": "insgesamt",
        "column": "Zuzüge",
        "old": "10",
        "new": "12",
    }


def test_a_long_list_shows_its_beginning_and_says_so(atlas):
    rows = atlas.migration.head(MOST_ROWS + 1)
    figure = draw_rows(atlas, EN, rows=rows, key=("ags", "year", "age_group"), labels={}, name="New rows")
    assert len(figure.table) == MOST_ROWS
    assert figure.subtitle == "501 rows, the first 500 are shown"


def test_the_difference_is_said_in_one_line():
    counts = {"new": 140, "changed": 0, "gone": 3, "equal": 1200}
    assert summary(counts, DE) == "140 neu, 0 geändert, 3 entfallen, 1.200 gleich"


def test_the_years_on_the_maps_are_those_that_change(atlas):
    from data.intake import compute_difference

    new = atlas.migration[atlas.migration["year"] == 2024].assign(year=2026)
    assert changed_years(compute_difference(atlas.migration, new, "migration")) == [2026]

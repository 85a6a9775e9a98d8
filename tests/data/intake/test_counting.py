"""The counting sheet: its template comes back as it was filled in, and what cannot be a count is asked about."""

import datetime
import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Intake, check_against, check_together, read_file, write_template
from data.intake.counting.half_years import is_over, latest_half_years, read_half_year
from data.proposal import atlas_after, propose
from data.records import load_table

GERMAN = get_wording("de")
MEASURES = ["enquiries", "consultations", "settled", "jobs"]
GUBEN = ["guben-tut-gut", "2025-H1", 12, 5, 0, None, "Büro im März geschlossen", "Verein Probe"]
CALAU = ["netzwerk-calau", "2025-H1", 3, None, None, 1]


def filled(*rows: list, lang: str = "de") -> bytes:
    """The template with these rows typed into its first sheet."""
    book = load_workbook(io.BytesIO(write_template("counting_sheet", lang)))
    for number, row in enumerate(rows, start=2):
        for position, value in enumerate(row, start=1):
            book.worksheets[0].cell(number, position).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: list, name: str = "bogen.xlsx", lang: str = "de") -> Intake:
    return read_file(filled(*rows, lang=lang), name)


def errors(result: Intake) -> list[tuple[str, int, str]]:
    return [(one.code, one.row, one.value) for one in result.findings if one.severity == "error"]


def sentence(result: Intake, code: str) -> str:
    return finding_text(next(one for one in result.findings if one.code == code), GERMAN).what


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_filled_template_comes_back_as_it_was_filled_in(lang):
    result = read(GUBEN, CALAU, lang=lang)
    assert (result.table, result.recognition.format, errors(result)) == ("counting_sheet", "template", [])
    rows = result.frame
    assert rows[["member_id", "half_year"]].to_numpy().tolist() == [GUBEN[:2], CALAU[:2]]
    assert rows[MEASURES].iloc[0].tolist()[:3] == [12, 5, 0]
    assert rows[MEASURES].isna().to_numpy().tolist() == [[False, False, False, True], [False, True, True, False]]
    assert rows["remark"].iloc[0] == "Büro im März geschlossen"
    assert rows["source_ids"].unique().tolist() == [result.source_id]


def test_the_template_offers_what_may_be_entered_and_no_example():
    book = load_workbook(io.BytesIO(write_template("counting_sheet")))
    sheet, definitions, initiatives = book.worksheets
    assert book.sheetnames == ["Zählbogen", "Definitionen", "Initiativen"]
    assert [cell.value for cell in sheet[2]] == [None] * len(sheet[1])
    keys = [row[0].value for row in initiatives.iter_rows(min_row=2)]
    assert sorted(keys) == sorted(load_table("members")["member_id"])
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["A2"].formula1 == "'Initiativen'!$A$2:$A$21"
    assert (rules["C2"].type, rules["C2"].operator, rules["C2"].formula1) == ("whole", "greaterThanOrEqual", "0")
    assert set(rules) == {"A2", "B2", "C2", "D2", "E2", "F2"}
    told = " ".join(str(cell.value) for row in definitions.iter_rows() for cell in row if cell.value)
    assert "Vorschlag des Atlas, nicht des Netzwerks" in told
    assert "mehrere Gespräche mit einer Person zählen einmal" in told


def test_an_empty_template_says_that_nothing_was_entered():
    assert [code for code, _, _ in errors(read())] == ["no_data_rows"]


def test_what_cannot_be_a_count_is_named_with_its_place():
    result = read(
        ["guben-tut-gut", "2099-H1", 12.5, -5, "viele", "–"], ["netzwerk-calau", "H3 2025", "ca. 20", "x", None, "."]
    )
    assert set(errors(result)) == {
        ("half_year_open", 2, "2099-H1"), ("not_whole", 2, "12,5"), ("below_zero", 2, "-5"),
        ("not_a_number", 2, "viele"), ("dash_open", 2, "–"), ("half_year_unreadable", 3, "H3 2025"),
        ("not_a_number", 3, "ca. 20"), ("not_a_number", 3, "x"), ("not_a_number", 3, "."),
    }  # fmt: skip
    assert sentence(result, "half_year_open").startswith("Das Halbjahr „2099-H1“ ist noch nicht zu Ende")
    broken = next(one for one in result.findings if one.code == "not_whole")
    assert finding_text(broken, GERMAN).place == "Blatt „Zählbogen“, Zeile 2, Spalte C (Anfragen)"


def test_one_initiative_with_two_numbers_for_a_half_year_is_asked_which_is_right():
    result = read(GUBEN, CALAU, [*GUBEN[:2], 13], [*CALAU[:2], 3, None, None, 1])
    assert [code for code, _, _ in errors(result)] == ["two_counts", "duplicate_equal"]
    assert sentence(result, "two_counts") == "guben-tut-gut, 2025-H1, Anfragen: hier 13, in Zeile 2 aber 12."


def test_several_files_add_up_and_two_numbers_for_one_half_year_are_asked_about(atlas):
    first, second = read(GUBEN, name="guben.xlsx"), read(CALAU, name="calau.xlsx")
    assert check_together([first, second]) == ()
    after = atlas_after(propose(first, atlas, 0, accessed="2026-01-10"), atlas)
    then = propose(second, after, 1, accessed="2026-01-10")
    assert then.difference.counts == {"new": 1, "changed": 0, "gone": 0, "equal": 0}
    whole = atlas_after(then, after).counting_sheet
    assert whole.sort_values("member_id")[["member_id", "enquiries"]].to_numpy().tolist() == [
        ["guben-tut-gut", 12], ["netzwerk-calau", 3],
    ]  # fmt: skip

    (conflict,) = check_together([first, read([*GUBEN[:2], 14, 5], name="zwei.xlsx")])
    assert (conflict.severity, conflict.file) == ("error", "zwei.xlsx")
    told = finding_text(conflict, GERMAN).what
    assert told == "guben-tut-gut, 2025-H1, Anfragen: hier 14, in der Datei guben.xlsx aber 12."


def test_the_dry_run_shows_both_numbers_and_stores_nothing(atlas):
    held = atlas_after(propose(read(GUBEN), atlas, 0, accessed="2026-01-10"), atlas)
    proposal = propose(read([*GUBEN[:2], 14, None, 0]), held, 1, accessed="2026-01-11")
    changed = proposal.difference.changed.set_index("column")
    assert changed.loc["enquiries", ["old", "new"]].tolist() == [12, 14]
    assert [(one.code, one.severity) for one in proposal.findings] == [("blank_over_count", "warning")]
    told = finding_text(proposal.findings[0], GERMAN).what
    assert told.startswith("guben-tut-gut, 2025-H1, Beratungen: Im Atlas steht 5")
    assert held.counting_sheet["enquiries"].tolist() == [12]
    assert atlas.counting_sheet.empty


def test_an_initiative_that_is_not_in_the_register_is_named(atlas):
    result = read(["niemand", *GUBEN[1:]])
    (found,) = check_against(result.frame, "counting_sheet", atlas.tables())
    assert (found.severity, found.code, found.value) == ("error", "unknown_member_id", "niemand")
    assert errors(read(["Guben tut gut.", *GUBEN[1:]])) == [("unknown_member_id", 2, "Guben tut gut.")]


def test_wrong_neighbours_are_no_counting_sheet():
    for table in ("outcomes", "membership_counts", "members"):
        assert read_file(write_template(table, rows=load_table(table).head(2)), "x.xlsx").table == table
    own = "Initiative;Halbjahr;Anfragen;Beratungen\nGuben;1. Halbjahr 2025;3;1\n"
    asked = read_file(own.encode(), "eigene.csv")
    assert [one.fields["columns"] for one in asked.findings if one.code == "column_missing"] == [["member_id"]]


def test_the_download_of_a_filled_sheet_comes_back_unchanged():
    rows = read(GUBEN, CALAU).frame
    text = rows[list(load_table("counting_sheet").columns)].to_csv(index=False)
    again = read_file(text.encode(), "counting_sheet.csv")
    pd.testing.assert_frame_equal(again.frame[MEASURES], rows[MEASURES])


@pytest.mark.parametrize(
    ("text", "half_year"),
    [
        ("2025-H1", "2025-H1"), ("H2 2025", "2025-H2"), ("2. Halbjahr 2025", "2025-H2"), ("1. HJ 2025", "2025-H1"),
        ("2025 Halbjahr 1", "2025-H1"), ("2025", ""), ("3. Halbjahr 2025", ""), ("Januar 2025", ""),
    ],
)  # fmt: skip
def test_half_years_are_read_as_people_write_them(text, half_year):
    assert read_half_year(text) == half_year


def test_a_half_year_is_offered_once_it_is_over():
    assert latest_half_years(datetime.date(2026, 6, 30))[:2] == ["2025-H2", "2025-H1"]
    assert latest_half_years(datetime.date(2026, 7, 1))[0] == "2026-H1"
    assert not is_over("2026-H2", datetime.date(2026, 12, 31))

"""A cell that shows another number than it holds, or a unit, is never stored as the number."""

import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Intake, read_file
from tests.samples import books

ACCOUNTING = '_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-'
SHOWN_AS_IT_IS = (
    "General", "0", "0.00", "#,##0", "#,##0.00", "# ##0", "#\\ ##0", "#'##0", "0.00E+00", "@", "00000", '0" "', "0_ ",
    "#,##0_);(#,##0)", "#,##0_);[Red](#,##0)", "[Red]0", "[$-407]#,##0", "#,##0;[Red]-#,##0", "0;[Red]0", ACCOUNTING,
    '#,##0;-#,##0;"-"', "#,##0;-#,##0;–", "General;-General;", "[<1000]0;#,##0", '+0;-0;"±"0', '0 "Personen"',
    "# ?/?", "0;-0;0;@", "* 0",
)  # fmt: skip
SCALED = (
    "0%", "0.0%", "#,##0,", "0,", "0.0,", "0.0,,", '0.0 "Tsd."', '#,##0.0, "Tsd."', '0,0 "Mio."', '0"‰"', "0\\%",
    '0 "€/m²"', '"je 1.000 "0', '0 "T€"', "#,##0.00 [$€-407]", "[$Mio.-407] 0", '0"000"', '0"."0', '"("0")"', '"-"0',
    ";;;", '"k. A."', '[>3]0,"k";0', '[<3]0;0 "T Personen"', '0 "Einwohner"', '"<"0', '"ca. "0', "[h]", 9, 10, 44,
)  # fmt: skip
HEAD = ("AGS", "Jahr", "Zuzüge über Kreisgrenzen", "Fortzüge über Kreisgrenzen")
W = get_wording("de")


def book(rows: Sequence[Sequence[object]], code: str | int, column: int) -> bytes:
    """A workbook whose numbers in one column bear a format."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        look = written.add_format({"num_format": code})
        for number, row in enumerate(rows):
            for position, value in enumerate(row):
                sheet.write(number, position, value, look if number and position == column else None)
    return stream.getvalue()


def errors(result: Intake) -> list[tuple[str, str]]:
    return [(one.code, one.value) for one in result.findings if one.severity == "error"]


def arrivals(code: str | int, *numbers: int) -> Intake:
    rows = [[f"120{52 + n}", 2024, number, 7] for n, number in enumerate(numbers)]
    return read_file(book([HEAD, *rows], code, 2), "x.xlsx")


@given(st.sampled_from(SHOWN_AS_IT_IS), st.lists(st.integers(0, 99_999), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_format_that_shows_the_number_changes_nothing(code: str, numbers: list[int]) -> None:
    result = arrivals(code, *numbers)
    assert result.ok, (code, result.findings)
    assert result.frame["arrivals"].tolist() == numbers


@given(st.sampled_from(SCALED), st.lists(st.integers(4, 99_999), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_format_that_scales_hides_or_adds_a_unit_is_one_error(code: str | int, numbers: list[int]) -> None:
    result = arrivals(code, *numbers)
    found = [one for one in result.findings if one.severity == "error"]
    assert [(one.code, one.column, one.heading, one.count) for one in found] == [
        ("shown_otherwise", "C", HEAD[2], len(numbers))
    ], code


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0%", 5, "500% ⟨5⟩"),
        ("0.0%", 0.055, "5,5% ⟨0.055⟩"),
        ('0.0 "Tsd."', 5, "5,0 Tsd. ⟨5⟩"),
        ("#,##0,", 5000, "5 ⟨5000⟩"),
        ('0.0,,"\u00a0Mio."', 1_234_567, "1,2 Mio. ⟨1234567⟩"),
        ('0"‰"', 5, "5‰ ⟨5⟩"),
        ('"je 1.000: "0', 5, "je 1.000: 5 ⟨5⟩"),
        ("# ?/?", 5.5, "5 1/2 ⟨5.5⟩"),
        ('0"."0', 55, "5.5 ⟨55⟩"),
        (";;;", 5, "⟨5⟩"),
        ('0;-0;"k. A."', 0, "k. A. ⟨0⟩"),
        ("0;-0", -5, ""),
        ('0 "Tsd.";-0', 5, "5 Tsd. ⟨5⟩"),
    ],
)
def test_the_finding_says_what_is_shown_and_what_is_stored(code: str, number: float, shown: str) -> None:
    result = read_file(book([(*HEAD, "Saldo"), ["12052", 2024, 7, 12, number]], code, 4), "x.xlsx")
    assert [value for found, value in errors(result) if found == "shown_otherwise"] == ([shown] if shown else [])


def test_the_sentence_names_place_shown_and_stored_number() -> None:
    finding = arrivals('0.0 "Tsd."', 5).findings[0]
    told = finding_text(finding, W)
    assert told.what.startswith("Die Zelle zeigt „5,0 Tsd.“, gespeichert ist aber die Zahl 5:")
    assert told.place == "Blatt „Sheet1“, Zeile 2, Spalte C (Zuzüge über Kreisgrenzen)"
    assert "„Standard“" in told.advice


def test_a_share_beside_the_figures_is_left_out_as_before() -> None:
    rows = [(*HEAD, "Anteil"), ["12052", 2024, 10, 7, 0.5], ["12053", 2024, 20, 9, 0.25]]
    result = read_file(book(rows, "0.0%", 4), "x.xlsx")
    assert result.ok, result.findings
    assert [one.heading for one in result.findings if one.code == "column_left_out"] == ["Anteil"]


def test_an_official_workbook_in_thousands_is_refused_by_its_cells() -> None:
    top = [["Zuzüge und Fortzüge über Kreisgrenzen"], ["Jahr: 2024"]]
    rows = [*top, ["AGS", "Kreis", "Zuzüge", ""], ["", "", "insgesamt", "männlich"], ["12052", "Cottbus", 5, 2]]
    result = read_file(book(rows, '0 "Tsd."', 2), "x.xlsx")
    assert not result.ok


@pytest.mark.parametrize(
    ("kind", "number", "shown", "stored"),
    [
        ("float", 5000, "5.000", 5000),
        ("float", 5000, "5\u202f000", 5000),
        ("float", 5, "5,00", 5),
        ("float", 0, "–", 0),
        ("float", 0, "", 0),
        ("float", 5000, "5,00E+03", 5000),
        ("float", 5, "5 Personen", 5),
        ("float", 5000, "5", None),
        ("float", 5, "5,0 Tsd.", None),
        ("float", 5, "5 ‰", None),
        ("float", 5, "k. A.", None),
        ("percentage", 5, "500 %", None),
        ("percentage", 5, "", None),
        ("currency", 5, "5,00 €", None),
        ("currency", 5, "", None),
    ],
)
def test_an_open_document_says_itself_what_it_shows(kind: str, number: int, shown: str, stored: int | None) -> None:
    written = books.ods({"T1": [HEAD, ["12052", 2024, books.Shown(kind, number, shown), 7]]})
    result = read_file(written, "x.ods")
    assert result.ok == (stored is not None), result.findings
    if stored is not None:
        assert result.frame["arrivals"].tolist() == [stored]
    else:
        assert [code for code, _ in errors(result)] == ["shown_otherwise"]


@pytest.mark.parametrize("text", ["5 %", "5%", "5‰", "5 Tsd.", "5 T€", "5,0 Mio."])
def test_a_number_with_a_unit_in_a_text_file_is_none(text: str) -> None:
    result = read_file(f"{';'.join(HEAD)}\n12052;2024;{text};7\n12053;2024;{text};8\n".encode(), "x.csv")
    assert errors(result) == [("not_a_number", text)]


@pytest.mark.parametrize(
    ("code", "number", "heading", "euros"),
    [
        ("General", 71.5, "Betrag", 71.5),
        ("0.0", 71.5, "Betrag (T€)", 71_500),
        ('0.0 "T€"', 71.5, "Betrag", 71_500),
        ('0.0 "T€"', 71.523, "Betrag", 71_523),
        ('#,##0.0, "T€"', 71_520, "Betrag", 71_520),
        ("#,##0.0,", 71_500, "Betrag (T€)", 71_500),
        ('0 "Mio. €"', 3, "Betrag", 3_000_000),
        ('#,##0.00 "€"', 1234.5, "Betrag", 1234.5),
        (44, 75_000, "Betrag", 75_000),
        ("#,##0.0,", 71_500, "Betrag", None),
        ("0%", 0.5, "Betrag", None),
        ('#,##0.00 "$"', 71.5, "Betrag", None),
    ],
)
def test_an_amount_counts_in_the_euros_its_cell_shows(
    code: str | int, number: float, heading: str, euros: float | None
) -> None:
    rows = [
        ["Kennung der Förderung", "Empfänger", "Geldgeber", "Jahr", heading],
        ["f1", "Verein", "Land", 2024, number],
    ]
    result = read_file(book(rows, code, 4), "x.xlsx")
    assert result.frame["amount_eur"].dropna().tolist() == ([] if euros is None else [euros])
    assert ("shown_otherwise" in [found for found, _ in errors(result)]) == (euros is None)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("#N/A", "cell_error"),
        ("5,0 Tsd.", "not_a_number"),
        ("4,5", "not_whole"),
        ("-4", "below_zero"),
        ("1.234", "number_ambiguous"),
        (".", ""),
        ("4", ""),
    ],
)
def test_a_part_of_an_age_group_is_judged_before_it_is_added_up(part: str, code: str) -> None:
    ages = ("unter 18", "18 bis unter 25", "25 bis unter 30", "30 bis unter 40", "40 bis unter 50", "50 bis unter 65",
            "65 und mehr", "Insgesamt")  # fmt: skip
    counts = ("1", "2", "3", part, "5", "6", "7", "28")
    lines = [f"12062;{age};{count};{70 if age == 'Insgesamt' else 10}" for age, count in zip(ages, counts, strict=True)]
    top = "Zu- und Fortzüge über Kreisgrenzen\nJahr: 2024\nAGS;Altersgruppe;Zuzüge;Fortzüge\n;;insgesamt;insgesamt\n"
    result = read_file((top + "\n".join(lines) + "\n").encode(), "x.csv")
    found = [one for one in result.findings if one.code == code]
    assert [(one.value, one.row) for one in found] == ([(part, 8)] if code else []), result.findings
    middle = result.frame.set_index("age_group").loc["30-50"]
    assert (middle["arrivals"] == 9 and result.ok) if part == "4" else (middle["status"] == "secret") == (part == ".")


@pytest.mark.parametrize(("code", "is_refused"), [('0 "Tsd."', True), ("0%", True), ("#,##0", False), ("", False)])
def test_a_rule_that_shows_numbers_in_another_way_is_an_error(code: str, *, is_refused: bool) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["12052", 2024, 5, 7])
        look = written.add_format({"num_format": code} if code else {"bold": True})
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": look}
        sheet.conditional_format("C2:D2", rule)
    found = errors(read_file(stream.getvalue(), "x.xlsx"))
    assert found == ([("shown_by_rule", "C2:D2")] if is_refused else [])

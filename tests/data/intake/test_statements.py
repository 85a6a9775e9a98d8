"""Notes that say whom or what all figures count, wherever they stand and however they are broken into lines."""

import pytest

from data.intake import Intake, read_file
from data.intake.lists.quantities import read_amount, read_one_year, read_partial_date
from data.intake.words.labels import read_date
from data.intake.words.paragraphs import paragraphs
from data.records import load_table
from tests.samples import books
from tests.samples import layouts as lay

MOVES = load_table("migration")
TABLE = ["AGS;Kreis;Jahr;Zuzüge;Fortzüge", "12052;Cottbus;2018;4581;4879", "12054;Potsdam;2018;11677;9534"]
CELLS: list[list[object]] = [TABLE[0].split(";"), ["12052", "Cottbus", 2018, 4581, 4879]]
LIMITS = {
    "Die Zahlen beziehen sich auf Frauen.": "subset_only",
    "Erfasst sind Personen ab 18 Jahren.": "subset_only",
    "Gezählt wurden deutsche Staatsangehörige.": "subset_only",
    "Grundgesamtheit: Ausländerinnen und Ausländer": "subset_only",
    "Die Werte geben die Zuzüge aus dem Ausland wieder.": "subset_only",
    "Ausgewiesen werden Binnenwanderungen.": "subset_only",
    "Alle Angaben beziehen sich auf das 1. Halbjahr 2018.": "no_whole_year",
    "Berücksichtigt sind Personen mit Hauptwohnsitz im Alter von 18 bis unter 65 Jahren.": "subset_only",
    "Figures refer to foreign nationals.": "subset_only",
    "Data cover January to June 2018.": "no_whole_year",
}
HARMLESS = [
    "Die Angaben beziehen sich auf den Gebietsstand 31.12.2018.",
    "Die Tabelle zeigt Wanderungen über die Kreisgrenzen.",
    "Männer und Frauen zusammen",
    "Abweichungen in den Summen ergeben sich durch Runden.",
    "Ab dem Berichtsjahr 2016 sind die Ergebnisse nur eingeschränkt mit den Vorjahren vergleichbar.",
    "Herausgegeben im Mai 2019",
    "Stand: 01.08.2019",
]


def read(*lines: str) -> Intake:
    return read_file("\n".join(lines).encode(), "datei.csv")


def codes(result: Intake) -> set[str]:
    return {one.code for one in result.findings if one.severity == "error"}


def broken(note: str, share: float) -> list[str]:
    words = note.split()
    cut = max(1, int(len(words) * share))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


@pytest.mark.parametrize("note", LIMITS)
def test_a_statement_on_all_figures_stops_them_wherever_it_stands(note: str) -> None:
    rows = MOVES[(MOVES["year"] == 2018) & (MOVES["ags"] == "12052")]
    right = [[*CELLS[0], "", note], *CELLS[1:]]
    results = [
        read(*TABLE, "", note),
        read(*TABLE, "", "Hinweise:", "Quelle: Landesamt", f"1) {note}"),
        *(read(*TABLE, "", *broken(note, share)) for share in (0.5, 0.8)),
        read(*TABLE, ";;;;", *(f"{line};;;;" for line in broken(note, 0.5))),
        read_file(lay.workbook({"Daten": CELLS, "Hinweise": [[note]]}), "x.xlsx"),
        read(*lay.regional_migration(rows, foot=f"__________\n{note}\nStand: 03.08.2020 / 12:35:41\n").split("\n")),
        read_file(books.book({"Daten": right}), "x.xlsx"),
    ]
    assert [LIMITS[note] in codes(result) for result in results[:-1]] == [True] * 7
    assert codes(results[-1])


@pytest.mark.parametrize("note", HARMLESS)
def test_a_note_that_limits_nothing_may_be_broken_anywhere(note: str) -> None:
    for lines in ([note], *(broken(note, share) for share in (0.5, 0.8))):
        assert codes(read(*TABLE, "", *lines)) == set()


def test_short_lines_below_the_ruler_of_an_office_are_notes_of_their_own() -> None:
    """Run together, all of them would be one long note, which explains."""
    rows = MOVES[(MOVES["year"] == 2018) & (MOVES["ags"] == "12052")]
    foot = ["__________", "Wanderungsstatistik des Bundes", "nur Frauen", "Ergebnisse der Statistischen Ämter"]
    assert codes(read(*lay.regional_migration(rows, foot="\n".join(foot)).split("\n"))) >= {"subset_only"}


FIGURES = {
    "table": "\n".join(TABLE),
    "template": "AGS;Jahr;Altersgruppe;Zuzüge;Fortzüge\n12052;2018;Insgesamt;4581;4879",
    "wide": "AGS;Kreis;Zuzüge 2018;Fortzüge 2018\n12052;Cottbus;4581;4879",
    "turned": ";Cottbus;Potsdam\nZuzüge 2018;4581;11677\nFortzüge 2018;4879;9534",
    "long": "AGS;Jahr;Merkmal;Wert\n12052;2018;Zuzüge;4581\n12052;2018;Fortzüge;4879",
    "flat file": lay.ffcsv_new_migration(MOVES[(MOVES["year"] == 2018) & (MOVES["ags"] == "12052")]).rstrip("\n"),
    "Eurostat": "freq,indic_de,geo\\TIME_PERIOD\t2019\nA,JAN,DE402\t100219",
    "Eurostat SDMX": "freq,indic_de,geo,TIME_PERIOD,OBS_VALUE\nA,JAN,DE402,2019,100219",
}


@pytest.mark.parametrize("layout", FIGURES)
def test_notes_below_the_figures_are_judged_in_every_layout(layout: str) -> None:
    """Below a ruler and without one; what only explains is left alone."""
    text = FIGURES[layout]
    assert codes(read(text)) == set()
    for ruler in ([], ["__________"]):
        assert codes(read(text, *ruler, "nur Frauen")) == {"subset_only"}
        assert codes(read(text, *ruler, "Angaben in", "Tausend")) == {"unit_not_persons"}
        assert codes(read(text, *ruler, "Quelle: Landesamt 2019")) == set()


def test_notes_below_a_ruler_of_a_sheet_are_judged() -> None:
    rows = [*CELLS, ["__________"], ["nur Frauen"]]
    assert codes(read_file(lay.workbook({"Daten": rows}), "x.xlsx")) == {"subset_only"}


def test_a_row_of_eurostat_that_lost_a_cell_is_named() -> None:
    head = "freq,indic_de,geo\\TIME_PERIOD\t2018\t2019"
    assert codes(read(head, "A,JAN,DE402\t101036\t100219", "A,JAN,DE401\t71886")) == {"row_length"}


def test_a_year_alone_ends_the_note_above_it_and_nothing_else() -> None:
    head = ["AGS;Stichtag;Bevölkerung", "12052;31.12.2022;98000"]
    result = read(*head, "", "Ergebnisse auf Grundlage des Zensus", "2022")
    assert codes(result) == set()
    assert result.frame["census_base"].tolist() == ["2022"]
    assert codes(read(*head, "", "2022")) == {"row_length"}
    assert codes(read(*TABLE[:2], "Wanderungen der Kreise", "2018", *TABLE[2:])) == {"row_length"}


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        (["Männer und", "Frauen zusammen"], ["Männer und Frauen zusammen"]),
        (["Angaben in Tausend", "Quelle: Landesamt"], ["Angaben in Tausend", "Quelle: Landesamt"]),
        (["Nur Personen im Alter von 18", "bis 30 Jahren."], ["Nur Personen im Alter von 18 bis 30 Jahren."]),
        (["Stand:", "01.08.2019"], ["Stand: 01.08.2019"]),
        (["Alle Angaben für das 1.", "Halbjahr"], ["Alle Angaben für das 1. Halbjahr"]),
        (["nur Frauen", "", "vorläufig"], ["nur Frauen", "vorläufig"]),
        (["Hinweise:", "1) nur Frauen", "2) vorläufig"], ["Hinweise:", "1) nur Frauen", "2) vorläufig"]),
        (["Gerundet.", "Frauen"], ["Gerundet.", "Frauen"]),
    ],
)
def test_lines_that_run_on_are_one_note(lines: list[str], notes: list[str]) -> None:
    assert paragraphs(lines) == notes


@pytest.mark.parametrize("sheet", ["Geschlecht: weiblich", "Women only", "Filter: Geschlecht = weiblich"])
def test_a_sheet_of_remarks_may_say_in_one_cell_with_which_choice_a_table_was_made(sheet: str) -> None:
    assert codes(read_file(lay.workbook({"Daten": CELLS, "Info": [[sheet]]}), "x.xlsx")) == {"subset_only"}


@pytest.mark.parametrize(
    "words", ["Population (31 December)", "Population on December 31", "Population at year end", "Bevölkerung 31. Dez."]
)
def test_the_end_of_the_year_is_named_in_many_ways(words: str) -> None:
    assert read(f"AGS;Jahr;{words}", "12052;2018;100219").frame["date"].tolist() == ["2018-12-31"]


@pytest.mark.parametrize("title", ["Veröffentlicht im Jahr 2019", "Exported 2019-05-03", "Aktualisierung: Mai 2019"])
def test_when_a_table_was_published_is_no_year_of_its_figures(title: str) -> None:
    lines = [f"{title};;;;", *TABLE]
    assert read(*lines).frame["year"].unique().tolist() == [2018]
    assert codes(read(f"{title};;", "AGS;Zuzüge;Fortzüge", "12052;4581;4879")) == {"year_missing"}


@pytest.mark.parametrize(("text", "day"), [("31.12.18", "2018-12-31"), ("1.5.95", "1995-05-01"), ("31.13.18", "")])
def test_spreadsheets_show_a_day_with_two_digits_of_its_year(text: str, day: str) -> None:
    assert read_date(text) == day
    assert read_one_year(text) == (int(day[:4]) if day else None)


def test_days_of_two_digits_are_read_as_reference_days() -> None:
    assert read("AGS;Stichtag;Bevölkerung", "12052;31.12.18;100219").frame["date"].tolist() == ["2018-12-31"]
    assert codes(read("AGS;Stichtag;Bevölkerung", "12052;30.06.18;100219")) == {"not_year_end"}


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [("22 (Nov. 2023)", "22", "2023-11"), ("22 (11/2023)", "22", "2023-11"), ("ca. 22 (Ende 2023)", "22", "2023")],
)
def test_a_day_in_brackets_behind_a_count_is_that_of_the_count(text: str, number: str, date: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert (amount.number, amount.date) == (number, date)


@pytest.mark.parametrize("text", ["22 (davon 3 neu)", "22 (2022, 2023)", "22 + 3", "22 (18 bis 20)"])
def test_a_second_number_in_brackets_is_asked_about(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "date"), [("2021/05", "2021-05"), ("2009/10", ""), ("2019/20", ""), ("2021-5", "2021-05")]
)
def test_a_month_behind_its_year_is_no_season(text: str, date: str) -> None:
    assert read_partial_date(text) == date

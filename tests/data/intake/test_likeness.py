"""Another year's figures under a year, and arrivals in the place of departures, are asked about by name."""

import re

import pandas as pd
import pytest

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Choices, Finding, check_against, read_file
from data.intake.figures.likeness import find_copies, find_cut, find_swaps
from data.records import load_table

MOVES, PEOPLE, LAND = load_table("migration"), load_table("population"), load_table("migration_land")
SHIPPED = {"migration": MOVES, "population": PEOPLE}
YEARS = sorted(MOVES["year"].unique())
OURS = "flows_swapped"
FLOWS = ("arrivals", "departures")


def upload(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """The figures of a table under a year, as the importer hands them over."""
    frame = rows.assign(year=year, row_number=2, sheet="", flag="")
    return frame.assign(date=f"{year}-12-31") if "date" in frame else frame


def asked(frame: pd.DataFrame, table: str, base: pd.DataFrame) -> list[Finding]:
    """What is asked about the upload."""
    copies = find_copies(frame, {"migration": FLOWS, "population": ("population",)}[table], base)
    return [*copies, *(find_swaps(frame, base) if table == "migration" else [])]


def swapped(rows: pd.DataFrame) -> pd.DataFrame:
    """Arrivals and departures in each other's place, no balance beside them."""
    return rows.rename(columns={"arrivals": "departures", "departures": "arrivals"}).assign(net=pd.NA)


@pytest.mark.parametrize("table", ["migration", "population"])
def test_no_true_year_is_asked_about(table: str) -> None:
    base = SHIPPED[table]
    for year in sorted(base["year"].unique()):
        own = upload(base[base["year"] == year], year)
        # As a correction of what is stored, and as the next year.
        for stored in (base, base[base["year"] < year]):
            assert asked(own, table, stored) == []


@pytest.mark.parametrize(
    ("table", "from_year", "year", "districts"),
    [("migration", 2024, 2025, 20), ("migration", 2018, 2019, 20), ("population", 2024, 2025, 20)],
)
def test_figures_of_another_year_are_asked_about_by_that_year(
    table: str, from_year: int, year: int, districts: int
) -> None:
    base = SHIPPED[table]
    (found,) = asked(upload(base[base["year"] == from_year], year), table, base)

    assert (found.severity, found.code) == ("warning", "figures_of_other_year")
    assert found.fields == {"time": str(year), "year": from_year, "found": districts, "expected": 20}


def test_eleven_of_twenty_districts_are_most_and_ten_are_not() -> None:
    rows = upload(MOVES[MOVES["year"] == 2024], 2025)
    keys = sorted(rows["ags"].unique())
    for changed, expected in ((9, [11]), (10, [])):
        moved = rows.assign(arrivals=rows["arrivals"] + rows["ags"].isin(keys[:changed]).astype(int))
        assert [one.fields["found"] for one in asked(moved, "migration", MOVES)] == expected


def test_two_new_years_with_the_same_figures_name_each_other() -> None:
    rows = MOVES[MOVES["year"] == 2024]
    other = rows.assign(arrivals=rows["arrivals"] + 1)
    both = pd.concat([upload(other, 2025), upload(other, 2026)], ignore_index=True)

    found = asked(both, "migration", MOVES)

    assert [(one.fields["time"], one.fields["year"]) for one in found] == [("2025", 2026), ("2026", 2025)]


@pytest.mark.parametrize("year", YEARS)
def test_swapped_columns_show_beside_every_year(year: int) -> None:
    rows = upload(swapped(MOVES[MOVES["year"] == year]), year)

    for base in (MOVES, MOVES[MOVES["year"] != year]):
        found = [one for one in asked(rows, "migration", base) if one.code == "flows_swapped"]
        assert [one.severity for one in found] == ["error"]
        assert found[0].fields["found"] > 10


def by_hand(*moves: tuple[int, int]) -> pd.DataFrame:
    """Totals of the first districts."""
    rows = [(f"1205{place}", "insgesamt", *pair) for place, pair in enumerate(moves, start=1)]
    return pd.DataFrame(rows, columns=["ags", "age_group", *FLOWS])


@pytest.mark.parametrize(
    ("moves", "better"),
    [
        # ln(101/211) against ln(201/101): 2.03 as stated, 0.00 changed; the others alike.
        (((100, 210), (100, 290), (55, 100)), 3),
        # One district that turned around is no exchange, two of three are.
        (((210, 100), (290, 100), (55, 100)), None),
        (((100, 210), (100, 290), (100, 55)), 2),
        # Most fit better in exchange, but not clearly: all are near the balance.
        (((100, 101), (100, 101), (100, 10)), None),
    ],
)
def test_most_districts_must_fit_clearly_better_in_exchange(
    moves: tuple[tuple[int, int], ...], better: int | None
) -> None:
    base = by_hand((200, 100), (300, 100), (100, 50)).assign(year=2023)
    found = find_swaps(by_hand(*moves).assign(year=2024, row_number=2), base)

    assert [one.fields for one in found] == (
        [{"time": "2024", "year": 2023, "found": better, "expected": 3}] if better else []
    )


def test_two_districts_are_not_most_of_anything() -> None:
    rows = MOVES[(MOVES["year"] == 2024) & MOVES["ags"].isin(["12052", "12053"])]

    assert asked(upload(rows, 2025), "migration", MOVES) == []
    assert asked(upload(swapped(rows), 2024), "migration", MOVES) == []


def test_a_confirmed_exchange_warns_and_is_asked_again_for_the_next_file() -> None:
    rows = upload(swapped(MOVES[MOVES["year"] == 2024]), 2024)
    base = {"migration": MOVES, "migration_land": LAND.head(0)}
    told = [
        [one.severity for one in check_against(rows, "migration", base, confirmed=words) if one.code == OURS]
        for words in ((), (OURS,))
    ]

    assert told == [["error"], ["warning"]]
    assert Choices(harmless=(OURS, "vorab")).replayed().harmless == ("vorab",)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_both_are_said_in_words(lang: str) -> None:
    wording = get_wording(lang)
    rows = MOVES[MOVES["year"] == 2024]
    copy = finding_text(asked(upload(rows, 2025), "migration", MOVES)[0], wording)
    swap = finding_text(asked(upload(swapped(rows), 2024), "migration", MOVES)[0], wording)

    assert {"2025", "2024", "20"} <= set(re.findall(r"\d+", copy.what))
    assert {"2024", "20"} <= set(re.findall(r"\d+", swap.what))
    assert copy.advice
    assert swap.advice


@pytest.mark.parametrize(
    ("last", "warned"),
    [
        # A fifth of the 8,800 of the year before is 1,760.
        ("91", [("departures", 91.0)]),
        ("917", [("departures", 917.0)]),
        ("9177", []),
        ("9177\n", []),
        ("917\n", []),
    ],
)
def test_a_number_cut_at_the_end_of_the_file_is_named(last: str, warned: list[tuple[str, float]]) -> None:
    base = pd.DataFrame(
        {"ags": ["14626"], "year": [2023], "age_group": ["insgesamt"], "arrivals": [9000], "departures": [8800]}
    )
    text = f"AGS;Jahr;Zuzüge;Fortzüge\n14625;2024;9100;9000\n14626;2024;9470;{last}"
    read = read_file(text.encode(), "datei.csv")

    assert read.frame is not None
    assert read.recognition.open_row == (0 if last.endswith("\n") else 3)
    found = find_cut(read.frame, FLOWS, base, read.recognition.open_row)
    assert [(one.fields["measure"], one.fields["found"]) for one in found] == warned
    assert {(one.severity, one.row, one.fields["ags"]) for one in found} <= {("warning", 3, "14626")}


def test_small_numbers_and_notes_below_the_table_are_no_cut() -> None:
    base = pd.DataFrame(
        {"ags": ["14626"], "year": [2023], "age_group": ["insgesamt"], "arrivals": [19], "departures": [19]}
    )
    text = "AGS;Jahr;Zuzüge;Fortzüge\n14626;2024;19;1"

    assert find_cut(read_file(text.encode(), "a.csv").frame, FLOWS, base, 2) == []
    assert read_file(f"{text}\n__________\nQuelle".encode(), "a.csv").recognition.open_row == 0
    assert read_file(f"sep=;\n{text}".encode(), "a.csv").recognition.open_row == 3

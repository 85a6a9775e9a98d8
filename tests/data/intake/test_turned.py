"""Tables turned on their side are turned back and read by the same rules; what cannot be turned is refused by name."""

import pandas as pd
import pytest
from hypothesis import assume, given

from data.intake import Intake, read_file
from tests.data.intake.test_layout_round_trips import of_total
from tests.data.intake.test_round_trips import assert_same
from tests.data.intake.test_wrong_neighbours import (
    FEW,
    STOCKS,
    TABULAR_FLOWS,
    assert_never_stored,
    tabular_flows,
    tabular_stocks,
)
from tests.samples import books
from tests.samples import layouts as lay
from tests.samples.tables import flows, stocks

DISTRICTS = ";Cottbus;Potsdam"
MOVES = ["Zuzüge 2018;4581;11677", "Fortzüge 2018;4879;9534"]


def read(*lines: str) -> Intake:
    return read_file("\n".join(lines).encode(), "datei.csv")


def codes(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


def moves(result: Intake) -> list[list[object]]:
    assert codes(result) == []
    assert [one.code for one in result.findings].count("table_turned") == 1
    return result.frame[["ags", "year", "arrivals", "departures"]].to_numpy().tolist()


def side_by_side(rows: pd.DataFrame) -> bytes:
    """Districts across; arrivals of all years, then departures, behind two columns of labels."""
    years = sorted(rows["year"].unique())
    table = rows.pivot_table(index="year", columns="ags", values=["arrivals", "departures"])
    lines: list[list[object]] = [["AGS", "Jahr", *rows["ags"].unique()]]
    for label, name in (("Zuzüge", "arrivals"), ("Fortzüge", "departures")):
        for year in years:
            own = [int(table.loc[year, (name, ags)]) for ags in rows["ags"].unique()]
            lines.append([label if year == years[0] else "", int(year), *own])
    return books.ods({"Tabelle1": lines})


@FEW
@given(flows(), stocks())
def test_a_turned_table_is_the_table_it_was(moves: pd.DataFrame, people: pd.DataFrame) -> None:
    assume(min(len(set(rows["ags"])) for rows in (moves, people)) > 1)
    assert_same(lay.turned(tabular_flows(moves)).encode(), moves, "migration")
    assert_same(lay.turned(tabular_stocks(people)).encode(), people, "population")
    later = moves.assign(year=moves["year"] - 1)
    totals = of_total(pd.concat([moves, later], ignore_index=True))
    assert_same(side_by_side(totals), totals, "migration")


@FEW
@given(flows(), stocks())
def test_a_wrong_neighbour_of_a_turned_table_is_never_stored(moves: pd.DataFrame, people: pd.DataFrame) -> None:
    for name, change in TABULAR_FLOWS.items():
        assert_never_stored(name, lay.turned(change(tabular_flows(moves))))
    for name, change in STOCKS["tabular"].items():
        assert_never_stored(name, lay.turned(change(tabular_stocks(people))))


@pytest.mark.parametrize(
    "lines",
    [
        ["AGS;12052;12054", "Jahr;2018;2018", "Zuzüge;4581;11677", "Fortzüge;4879;9534"],
        ["AGS;12052;12054", "Kreis;Cottbus;Potsdam", "Jahr;2018;2018", "Zuzüge;4581;11677", "Fortzüge;4879;9534"],
        [DISTRICTS, *MOVES],
        [f"{DISTRICTS};Summe", f"{MOVES[0]};16258", f"{MOVES[1]};14413"],
        ["Wanderungen über Kreisgrenzen", DISTRICTS, *MOVES, "Quelle: Landesamt"],
        ["Jahr 2018;Cottbus;Potsdam", "Zuzüge;4581;11677", "Fortzüge;4879;9534"],
        [DISTRICTS, *MOVES, "Zuzüge 2019 (Prognose);5000;12000", "Fortzüge 2019 (Prognose);4000;9000"],
    ],
)
def test_districts_side_by_side_are_turned(lines: list[str]) -> None:
    assert moves(read(*lines)) == [["12052", 2018, 4581, 4879], ["12054", 2018, 11677, 9534]]


def test_years_below_one_another_need_a_title_that_says_what_is_counted() -> None:
    lines = ["Jahr;Cottbus;Potsdam;Elbe-Elster", "2017;101036;175710;103318", "2018;100219;178089;102638"]
    result = read("Bevölkerung am 31.12.", *lines)
    assert codes(result) == []
    assert result.frame.query("ags == '12052'")[["date", "population"]].to_numpy().tolist() == [
        ["2017-12-31", 101036],
        ["2018-12-31", 100219],
    ]
    assert not read(*lines).ok


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["in Tsd.;Cottbus;Potsdam", *MOVES], "unit_not_persons"),
        ([DISTRICTS, *MOVES, "nur Frauen"], "subset_only"),
        ([DISTRICTS, *MOVES, "nur Frauen;;"], "subset_only"),
        (["Wanderungen von Frauen", DISTRICTS, *MOVES], "subset_only"),
        (["AGS;12052;12054", "Jahr;2018;2018", "Frauen;;", "Zuzüge;1;2", "Fortzüge;3;4"], "lies_across"),
        (["AGS;12052;12054", "Jahr;2018;2018", "Geschlecht;w;w", "Zuzüge;1;2", "Fortzüge;3;4"], "subset_only"),
        ([f"{DISTRICTS};Summe", f"{MOVES[0]};16758", f"{MOVES[1]};14413"], "sum_mismatch"),
        ([f"{DISTRICTS};Cottbus", f"{MOVES[0]};1", f"{MOVES[1]};2"], "duplicate_key"),
        ([f"{DISTRICTS};Musterhausen", f"{MOVES[0]};5", f"{MOVES[1]};6"], "unknown_name"),
        ([DISTRICTS, "Zuzüge 2018;45x81;11677", MOVES[1]], "not_a_number"),
    ],
)
def test_what_stands_against_a_turned_table_is_told(lines: list[str], code: str) -> None:
    assert code in codes(read(*lines))


def test_places_of_a_turned_table_are_counted_as_the_note_says() -> None:
    """Column C of the file, the third, is row 3; row 2, the second, is column B."""
    result = read(DISTRICTS, "Zuzüge 2018;4581;116x77", MOVES[1])
    (error,) = (one for one in result.findings if one.severity == "error")
    assert (error.row, error.column) == (3, "B")

"""Long tables and measures on sheets of their own are put side by side: the same rows, the same refusals."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from data.intake import Intake, read_file
from tests.data.intake.test_round_trips import assert_same
from tests.samples import layouts as lay
from tests.samples.tables import flows

FEW = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROWS = ["12052;2018;Zuzüge;4581", "12052;2018;Fortzüge;4879", "12054;2018;Zuzüge;11677", "12054;2018;Fortzüge;9534"]
LONG = "AGS;Jahr;Merkmal;Wert"
MOVES = [[4581, 4879, -298], [11677, 9534, 2143]]
Cells = list[list[object]]
ARRIVALS: Cells = [["12052", "Cottbus", 4400, 4581], ["12054", "Potsdam", 11000, 11677]]
DEPARTURES: Cells = [["12052", "Cottbus", 4500, 4879], ["12054", "Potsdam", 9500, 9534]]
NET: Cells = [["12052", "Cottbus", -100, -298], ["12054", "Potsdam", 1500, 2143]]
HEAD: list[object] = ["AGS", "Kreis", 2017, 2018]


def read(*lines: str) -> Intake:
    return read_file("\n".join(lines).encode(), "datei.csv")


def book(**sheets: Cells) -> Intake:
    return read_file(lay.workbook({name: [HEAD, *cells] for name, cells in sheets.items()}), "x.xlsx")


def codes(result: Intake, severity: str = "error") -> list[str]:
    return [one.code for one in result.findings if one.severity == severity]


def moves(result: Intake) -> list[list[int]]:
    assert codes(result) == []
    return result.frame.query("year == 2018")[["arrivals", "departures", "net"]].to_numpy().tolist()


def long(rows: pd.DataFrame) -> bytes:
    """One figure in each row."""
    kept = rows.assign(Zuzüge=rows["arrivals"], Fortzüge=rows["departures"])
    melted = kept.melt(["ags", "year", "age_group"], ["Zuzüge", "Fortzüge"], "Merkmal", "Wert")
    return melted.rename(columns={"age_group": "Altersgruppe"}).to_csv(index=False, sep=";").encode()


def two_sheets(rows: pd.DataFrame) -> bytes:
    """Arrivals and departures on a sheet each, in another order."""
    sheets = {}
    for name, measure in (("Zuzüge", "arrivals"), ("Fortzüge", "departures")):
        own = rows[["ags", "year", "age_group", measure]].to_numpy().tolist()
        sheets[name] = [["AGS", "Jahr", "Altersgruppe", name], *(own if name == "Zuzüge" else own[::-1])]
    return lay.workbook(sheets)


@pytest.mark.parametrize("write", [long, two_sheets])
def test_a_recast_table_is_the_table_it_was_made_of(write: Callable[[pd.DataFrame], bytes]) -> None:
    @FEW
    @given(flows())
    def round_trip(rows: pd.DataFrame) -> None:
        assert_same(write(rows), rows, "migration")

    round_trip()


@pytest.mark.parametrize("head", ["AGS;Jahr;Merkmal;Wert", "Kreis;Jahr;Indikator;Anzahl", "ags;year;indicator;value"])
def test_a_long_table_is_read(head: str) -> None:
    assert moves(read(head, *ROWS)) == MOVES
    assert moves(read(head, *sorted(ROWS))) == MOVES
    abroad = [f"{ags};2018;{name};9" for ags in ("12052", "12054") for name in ("Zuzüge aus dem Ausland", "Saldo in %")]
    assert moves(read(head, *ROWS, *abroad)) == MOVES


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda row: row.replace("züge;", "züge über Gemeindegrenzen;"), "measure_not_held"),
        (lambda row: row.replace("Zuzüge", "Zuzüge aus dem Ausland"), "measure_not_held"),
        (lambda row: row.replace("züge;", "züge je 1 000 Einwohner;"), "unit_not_persons"),
        (lambda row: row.replace("züge;", "züge weiblich;"), "subset_only"),
        (lambda row: row.replace("Fortzüge", "Geburten"), "measure_not_held"),
        (lambda row: row.replace("2018", "30.06.2018"), "no_whole_year"),
        (lambda row: row.replace("9534", "95x4"), "not_a_number"),
    ],
)
def test_a_wrong_neighbour_of_a_long_table_is_never_stored(change: Callable[[str], str], code: str) -> None:
    assert code in codes(read(LONG, *map(change, ROWS)))


def test_units_parts_balances_and_repeated_figures_of_a_long_table_are_judged() -> None:
    units = [row.replace("züge;", "züge;{};") for row in ROWS]
    head = "AGS;Jahr;Merkmal;Einheit;Wert"
    rates = [row.format("je 1 000 Einwohner") for row in units]
    assert moves(read(head, *(row.format("Personen") for row in units), *rates)) == MOVES
    assert codes(read(head, *rates)) == ["unit_not_persons"]
    women = [row.replace("2018;", "2018;weiblich;") for row in ROWS]
    assert codes(read("AGS;Jahr;Geschlecht;Merkmal;Wert", *women)) == ["subset_only"]
    assert codes(read(LONG, *ROWS, "12052;2018;Saldo;-290")) == ["net_mismatch"]
    assert codes(read(LONG, *ROWS, "12052;2018;Zuzüge;1")) == ["duplicate_key"]
    assert codes(read(LONG, *ROWS, "nur Deutsche")) == ["subset_only"]


def test_sheets_of_arrivals_and_departures_are_joined_and_named() -> None:
    result = book(Zuzüge=ARRIVALS, Fortzüge=DEPARTURES[::-1])
    assert moves(result) == MOVES
    told = [one.fields["names"] for one in result.findings if one.code == "sheets_joined"]
    assert told == [["Zuzüge", "Fortzüge"]]


def test_a_sheet_of_balances_must_follow_from_the_others() -> None:
    assert moves(book(Zuzüge=ARRIVALS, Fortzüge=DEPARTURES, Saldo=NET)) == MOVES
    wrong = [*NET[:1], ["12054", "Potsdam", 1500, 2140]]
    result = book(Zuzüge=ARRIVALS, Fortzüge=DEPARTURES, Saldo=wrong)
    assert codes(result) == ["net_mismatch"]
    assert (result.findings[0].fields["found"], result.findings[0].fields["expected"]) == (2140, 2143)
    assert codes(book(Saldo=wrong[1:], Zuzüge=ARRIVALS, Fortzüge=DEPARTURES)) == ["net_mismatch"]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"Zuzüge Frauen": ARRIVALS, "Fortzüge Frauen": DEPARTURES}, "subset_only"),
        ({"Zuzüge aus dem Ausland": ARRIVALS, "Fortzüge": DEPARTURES}, "measure_not_held"),
        ({"Zuzüge": ARRIVALS, "Fortzüge": [*DEPARTURES, ["nur Deutsche"]]}, "subset_only"),
        ({"Zuzüge": ARRIVALS, "Fortzüge": DEPARTURES[:1]}, "measure_unnamed"),
        ({"Zuzüge": ARRIVALS, "Fortzüge": [["AGS", "Kreis", 2016, 2017], *DEPARTURES]}, "role_twice"),
        ({"Zuzüge": ARRIVALS, "Fortzüge": [*DEPARTURES[:1], ["12054", "Potsdam", 9500, "x9"]]}, "not_a_number"),
    ],
)
def test_a_wrong_neighbour_of_two_sheets_is_never_stored(sheets: dict[str, Cells], code: str) -> None:
    assert code in codes(book(**sheets))

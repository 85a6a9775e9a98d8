"""Sums that contradict their parts are said with their place and both figures, in every layout."""

import pandas as pd
import pytest

from data.intake import Finding, Intake, read_file
from data.records import load_table
from tests.samples import layouts as lay

FLOWS = load_table("migration").query("year == 2023 and age_group == 'insgesamt' and ags.str.startswith('12')")
ROWS = [f"{row.ags};{row.arrivals};{row.departures}" for row in FLOWS.itertuples()]
IN, OUT = 137720, 107934
"""Arrivals and departures of the 18 districts of Brandenburg in 2023, added up by hand."""
STOCKS = {"12052": 94778, "12054": 184290}


def read(head: str, *lines: str) -> Intake:
    return read_file("\n".join(["Zu- und Fortzüge über Kreisgrenzen 2023;;", head, *lines]).encode(), "x.csv")


def told(result: Intake) -> list[tuple[str, str, int | None, float, float]]:
    """Severity, code, row and both figures of every sum that is not that of its parts."""
    return [
        (one.severity, one.code, one.row, one.fields["found"], one.fields["expected"])
        for one in result.findings
        if one.code.endswith("sum_mismatch")
    ]


@pytest.mark.parametrize("label", ["Insgesamt", "Summe", "Land Brandenburg", "12", "Zusammen", "Alle Kreise"])
def test_a_sum_over_all_districts_of_a_land_is_compared_with_them(label: str) -> None:
    head = "AGS;Zuzüge;Fortzüge"
    assert told(read(head, *ROWS, f"{label};{IN};{OUT}")) == []
    wrong = told(read(head, *ROWS, f"{label};{IN + 500};{OUT}"))
    assert ("error", 21, IN + 500, IN) in [(severity, row, *both) for severity, _, row, *both in wrong]
    near = told(read(head, *ROWS, f"{label};{IN + 5};{OUT}"))
    assert {severity for severity, *_ in near} == {"warning"}


@pytest.mark.parametrize("label", ["Insgesamt", "Land Brandenburg", "12"])
def test_a_land_counts_moves_over_its_own_border(label: str) -> None:
    """Both directions are lower by the moves between the districts; the balance is the same."""
    found = told(read("AGS;Zuzüge;Fortzüge", *ROWS, f"{label};{IN - 40000};{OUT - 40000}"))
    assert [severity for severity, *_ in found] == ["warning"] * 2
    only_one = told(read("AGS;Zuzüge;Fortzüge", *ROWS, f"{label};{IN - 40000};{OUT}"))
    assert "error" in {severity for severity, *_ in only_one}


def test_a_sum_over_an_extract_may_count_more_and_is_pointed_out() -> None:
    found = told(read("AGS;Zuzüge;Fortzüge", *ROWS[4:6], "Summe;99;99"))
    assert [(severity, row) for severity, _, row, *_ in found] == [("warning", 5)] * 2


def test_a_sum_over_an_extract_that_fits_in_one_column_must_fit_in_the_other() -> None:
    """Barnim and Dahme-Spreewald: the arrivals show that the row is over these two."""
    arrivals, departures = (int(FLOWS[name][4:6].sum()) for name in ("arrivals", "departures"))
    assert told(read("AGS;Zuzüge;Fortzüge", *ROWS[4:6], f"Summe;{arrivals};{departures}")) == []
    found = told(read("AGS;Zuzüge;Fortzüge", *ROWS[4:6], f"Summe;{arrivals};{departures + 86}"))
    assert found == [("error", "sum_mismatch", 5, departures + 86, departures)]


@pytest.mark.parametrize(("foreign", "expected"), [(5_000, []), (9_000, ["error"]), (5_004, ["warning"])])
def test_german_and_foreign_nationals_in_rows_add_up_to_all(foreign: int, expected: list[str]) -> None:
    parts = {"insgesamt": 94_778, "Deutsche": 89_778, "Ausländer": foreign}
    rows = [f"12052;31.12.2023;{name};{number}" for name, number in parts.items()]
    lines = ["AGS;Stichtag;Staatsangehörigkeit;Einwohner", *rows]
    result = read_file("\n".join(lines).encode(), "x.csv")
    assert [severity for severity, *_ in told(result)] == expected


def test_sums_of_towns_and_rural_districts_are_over_their_own_rows() -> None:
    towns = [FLOWS[name][:4].sum() for name in ("arrivals", "departures")]
    rural = [FLOWS[name][4:].sum() for name in ("arrivals", "departures")]
    sums = [
        f"Kreisfreie Städte zusammen;{towns[0]};{towns[1]}",
        f"Landkreise zusammen;{rural[0]};{rural[1]}",
        f"Insgesamt;{IN};{OUT}",
    ]
    for lines in ([*ROWS[:4], sums[0], *ROWS[4:], sums[1], sums[2]], [*ROWS, *sums]):
        result = read("Kreis;Zuzüge;Fortzüge", *lines)
        assert result.ok
        assert told(result) == []


def test_years_and_ages_are_added_up_apart_and_averages_not_at_all() -> None:
    rows = [f"{row.split(';')[0]};{year};{year};{year}" for year in (2022, 2023) for row in ROWS]
    sums = ["Insgesamt;2022;36396;36396", "Insgesamt;2023;36414;36414", "Insgesamt;;1;1", "Durchschnitt;2023;1;1"]
    lines = ["Zu- und Fortzüge über Kreisgrenzen;;;", "AGS;Jahr;Zuzüge;Fortzüge", *rows, *sums]
    assert told(read_file("\n".join(lines).encode(), "x.csv")) == []


def population(form: str, off: int) -> Intake:
    """Two districts with men and women beside all, in rows or columns; `off` too many women."""
    parts = {ags: (number, number // 2, number - number // 2 + off) for ags, number in STOCKS.items()}
    names = ("insgesamt", "männlich", "weiblich")
    if form == "rows":
        rows = [
            f"{ags};31.12.2023;{name};{part}"
            for ags, own in parts.items()
            for name, part in zip(names, own, strict=True)
        ]
        lines = ["AGS;Stichtag;Geschlecht;Einwohner", *rows]
    else:
        total = "Einwohner" if form == "columns" else "Einwohner insgesamt"
        lines = [f"AGS;Stichtag;{total};männlich;weiblich"]
        lines += [f"{ags};31.12.2023;{';'.join(map(str, own))}" for ags, own in parts.items()]
    return read_file("\n".join(lines).encode(), "x.csv")


@pytest.mark.parametrize("form", ["rows", "columns", "total"])
def test_men_and_women_add_up_to_all(form: str) -> None:
    assert population(form, 0).ok
    assert told(population(form, 0)) == []
    assert [(severity, *both) for severity, _, _, *both in told(population(form, 300))] == [
        ("error", 94778, 95078), ("error", 184290, 184590)
    ]  # fmt: skip
    assert {severity for severity, *_ in told(population(form, 3))} == {"warning"}


def test_men_and_women_of_which_measure_is_not_guessed() -> None:
    """Behind two measures, columns of men and women belong to neither for certain."""
    lines = ["AGS;Zuzüge;Fortzüge;männlich;weiblich", "12052;5639;4330;1;2"]
    assert told(read(*lines)) == []
    close = ["AGS;Zuzüge;männlich;weiblich;Fortzüge;davon männlich;davon weiblich", "12052;5639;1;2;4330;3;4"]
    assert [both for _, _, _, *both in told(read(*close))] == [[5639, 3], [4330, 7]]


HALVES = {
    "nationality": ("{} Deutsche", "{} Ausländer"),
    "partner": ("{} innerhalb Deutschlands", "{} über die Grenze mit dem Ausland"),
    "sex": ("{} männlich", "{} weiblich"),
}


@pytest.mark.parametrize("facet", HALVES)
@pytest.mark.parametrize(("off", "expected"), [(0, []), (9, ["warning"]), (-500, ["error"])])
@pytest.mark.parametrize("is_book", [False, True])
def test_halves_in_columns_add_up_to_their_total(facet: str, off: int, expected: list[str], is_book: bool) -> None:
    """Cottbus 2023: of 5,639 arrivals 3,639 and 2,000 in two columns; `off` is added to the second."""
    names = ["AGS", *(name.format("Zuzüge") for name in ("{} insgesamt", *HALVES[facet])), "Fortzüge insgesamt"]
    cells = [names, ["12052", 5639, 3639, 2000 + off, 4330]]
    lines = [";".join(map(str, row)) for row in cells]
    book = lay.workbook({"T1": [["Zu- und Fortzüge über Kreisgrenzen 2023"], *cells]})
    result = read_file(book, "x.xlsx") if is_book else read(lines[0], lines[1])
    wanted = [(severity, f"{facet}_sum_mismatch", 3) for severity in expected]
    assert [(severity, code, row) for severity, code, row, *_ in told(result)] == wanted
    assert [both for _, _, _, *both in told(result)] == [[5639, 5639 + off]] * len(expected)


def test_halves_under_two_rows_of_heads_add_up_to_their_total() -> None:
    heads = [["AGS", "Kreis", "Zuzüge", "", "", "Fortzüge", "", ""],
             ["", "", *["insgesamt", "Deutsche", "Ausländer"] * 2]]  # fmt: skip
    row = ["12052", "Cottbus", 5639, 3000, 1639, 4330, 4000, 330]
    result = read_file(lay.workbook({"T1": [["Zu- und Fortzüge über Kreisgrenzen 2023"], *heads, row]}), "x.xlsx")
    assert told(result) == [("error", "nationality_sum_mismatch", 4, 5639, 4639)]


@pytest.mark.parametrize("heads", ["Deutsche;EU-Ausländer", "Deutsche;Ausländer;unbekannt", "Deutsche;Ausländer Ü18"])
def test_columns_of_some_nationalities_need_not_add_up(heads: str) -> None:
    cells = ";".join(["90000", "3000", "5"][: heads.count(";") + 1])
    result = read_file(f"AGS;Stichtag;Einwohner;{heads}\n12052;31.12.2023;94778;{cells}".encode(), "x.csv")
    assert result.ok
    assert told(result) == []


def test_a_workbook_states_place_and_both_figures() -> None:
    cells: list[list[object]] = [["Bevölkerung am 31.12.2023"], ["AGS", "Kreis", "Insgesamt"]]
    stocks = load_table("population").query("date == '2023-12-31' and age_group == 'insgesamt'")
    stocks = pd.DataFrame(stocks[stocks["ags"].str.startswith("12")])
    cells += [[row.ags, lay.KREISE[str(row.ags)], row.population] for row in stocks.itertuples()]
    total = int(stocks["population"].sum())
    found: list[Finding] = []
    for added in (0, 9000):
        result = read_file(lay.workbook({"T1": [*cells, ["", "Insgesamt", total + added]]}), "x.xlsx")
        found += [one for one in result.findings if one.code == "sum_mismatch"]
    assert [(one.severity, one.sheet, one.row, one.column, one.value) for one in found] == [
        ("error", "T1", 21, "C", "Insgesamt")
    ]
    assert (found[0].fields["found"], found[0].fields["expected"], found[0].fields["close"]) == (
        total + 9000,
        total,
        36,
    )


@pytest.mark.parametrize("label", ["Land Brandenburg", "Insgesamt"])
def test_a_number_below_one_of_its_parts_is_no_sum(label: str) -> None:
    """A mark or a placeholder in the row of the Land says nothing against the districts."""
    result = read("Kreis;Zuzüge;Fortzüge", *ROWS, f"{label};{IN};1")
    assert result.ok
    assert ("warning", 21, 1, OUT) in [(severity, row, *both) for severity, _, row, *both in told(result)]

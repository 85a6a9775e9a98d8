"""Rules between tables. Each rule is a pure function from the atlas to the violations it finds.

A violation is a `PackageError` that is yielded, not raised, so that a test or an import can list them
all; `check_rules` raises the first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from data.atlas import Atlas
from data.errors import PackageError
from data.records.areas import boundary_file
from data.records.reading import spreadsheet_row
from data.records.tables import table_file
from data.tables import references
from data.tables.areas import BOUNDARIES
from data.tables.statuses import FIGURES, REPORTED

TOTAL = "insgesamt"
ALL_PARTNERS = "alle"
BERLIN_GEMEINDE = "11000000"
"""Berlin is one area in the Gemeinde layers, as backdrop; it has no row in `gemeinden`."""

UNKNOWN_CODES = {
    "kreise": "unknown_ags", "panel_kreise": "unknown_ags", "gemeinden": "unknown_ags", "members": "unknown_member_id",
    "age_groups": "unknown_age_group", "context_indicators": "unknown_indicator_id",
}  # fmt: skip
"""What a key is called that the table it refers to does not have; sources have a rule of their own."""

Violations = Iterator[PackageError]


def violation_at(table: str, index: Any, column: str | None, code: str, **fields: Any) -> PackageError:
    """A violation at one cell; the frames keep the file's row order as their index."""
    return PackageError(file=table_file(table), row=spreadsheet_row(int(index)), column=column, code=code, **fields)


def unknown_values(frame: pd.DataFrame, table: str, column: str, known: Collection[str], code: str) -> Violations:
    """Cells of a column that name nothing known; a cell may join several names by |."""
    cells = frame[column].dropna()
    # A few hundred different cells stand in tens of thousands of rows.
    suspect = [cell for cell in cells.unique() if not all(value in known for value in str(cell).split("|"))]
    for index, cell in cells[cells.isin(suspect)].items():
        for value in str(cell).split("|"):
            if value not in known:
                yield violation_at(table, index, column, code, value=value)


def unknown_sources(atlas: Atlas) -> Violations:
    """Every source_id of every table resolves."""
    yield from unnamed_sources(atlas.tables(), set(atlas.sources["source_id"]))


def unnamed_sources(tables: Mapping[str, pd.DataFrame], known: Collection[str]) -> Violations:
    """Cells that name a source which is not known."""
    for table, frame in tables.items():
        for column in ("source_id", "source_ids"):
            if column in frame and table != "sources":
                yield from unknown_values(frame, table, column, known, "unknown_source_id")


def unknown_references(atlas: Atlas) -> Violations:
    """Every key of another table exists there: districts, municipalities, members, age groups."""
    tables = atlas.tables()
    yield from broken_references(tables, tables)


def broken_references(tables: Mapping[str, pd.DataFrame], known: Mapping[str, pd.DataFrame]) -> Violations:
    """Keys in these tables that the known ones do not have."""
    for table, frame in tables.items():
        for column, target, key in references(table):
            if target in UNKNOWN_CODES:
                values = set(known[target][key])
                yield from unknown_values(frame, table, column, values, UNKNOWN_CODES[target])


def unknown_hosts(atlas: Atlas) -> Violations:
    """Every member whose seat another shares is in the register."""
    known = set(atlas.members["member_id"])
    yield from unknown_values(atlas.members, "members", "same_seat_as", known, "unknown_member_id")


def unknown_funding(atlas: Atlas) -> Violations:
    """Every amount the yearly network funding rests on exists."""
    known = set(atlas.funding["funding_id"])
    yield from unknown_values(atlas.network_funding, "network_funding", "funding_ids", known, "unknown_funding_id")


def kreis_mismatches(atlas: Atlas) -> Violations:
    """A municipality's key begins with the key of its district."""
    for table in ("gemeinden", "members"):
        frame = getattr(atlas, table).dropna(subset=["ags", "kreis_ags"])
        wrong = frame[frame["ags"].str.slice(0, 5) != frame["kreis_ags"]]
        for index, row in wrong.iterrows():
            yield violation_at(
                table, index, "kreis_ags", "kreis_mismatch", value=row["kreis_ags"], expected=row["ags"][:5]
            )


def status_mismatches(atlas: Atlas) -> Violations:
    """A row of figures lacks a value exactly when its status names a reason."""
    for table, columns in FIGURES.items():
        frame = getattr(atlas, table)
        blank = frame[list(columns)].isna().any(axis="columns")
        for index, value in frame.loc[blank == (frame["status"] == REPORTED), "status"].items():
            yield violation_at(table, index, "status", "status_mismatch", value=value)


def net_mismatches(atlas: Atlas) -> Violations:
    """Net migration is arrivals minus departures wherever all three are given."""
    for table in ("migration", "migration_sex", "migration_land"):
        yield from wrong_balances(getattr(atlas, table), table)


def wrong_balances(flows: pd.DataFrame, table: str) -> Violations:
    """Rows with all three counts whose net is not arrivals minus departures."""
    frame = flows.dropna(subset=["arrivals", "departures", "net"])
    expected = frame["arrivals"] - frame["departures"]
    for index in frame.index[frame["net"] != expected]:
        fields = {"expected": int(expected[index]), "found": int(frame.loc[index, "net"])}
        yield violation_at(table, index, "net", "net_mismatch", **fields)


def age_sums(frame: pd.DataFrame, table: str, period: str, column: str) -> Violations:
    """Totals that differ from the sum of their age groups.

    Compared only where the total and all its groups are known: a hidden part is never worked out from the others.
    """
    key = ["ags", period]
    is_total = frame["age_group"] == TOTAL
    groups = frame[~is_total].groupby(key)[column].agg(["sum", "count", "size"])
    sums = groups.loc[groups["count"] == groups["size"], "sum"].rename("expected").reset_index()
    totals = frame[is_total].dropna(subset=[column]).reset_index().merge(sums, on=key)
    for _, row in totals[totals[column] != totals["expected"]].iterrows():
        yield violation_at(
            table,
            row["index"],
            column,
            "age_sum_mismatch",
            ags=row["ags"],
            period=str(row[period]),
            expected=int(row["expected"]),
            found=int(row[column]),
        )


def age_sum_mismatches(atlas: Atlas) -> Violations:
    """The age groups of a district and year sum to its total."""
    for column in ("arrivals", "departures", "net"):
        yield from age_sums(atlas.migration, "migration", "year", column)
    yield from age_sums(atlas.population, "population", "date", "population")


def land_sum_mismatches(atlas: Atlas) -> Violations:
    """The net of all districts of a Land sums to the Land's net, for years both tables give."""
    yield from wrong_land_sums(atlas.migration, atlas.kreise, atlas.migration_land)


def wrong_land_sums(migration: pd.DataFrame, areas: pd.DataFrame, land: pd.DataFrame) -> Violations:
    """Rows of a Land that differ from the sum of its districts.

    Moves inside the Land cancel out, so the sums must agree although arrivals and departures do not.
    """
    land = land[(land["measure"] == "land_border") & (land["age_group"] == TOTAL) & (land["partner"] == ALL_PARTNERS)]
    kreise = migration[migration["age_group"] == TOTAL]
    kreise = kreise.assign(land_ags=kreise["ags"].str.slice(0, 2))
    sums = kreise.groupby(["land_ags", "year"], as_index=False).agg(expected=("net", "sum"), n=("net", "count"))
    complete = areas.groupby("land_ags").size()
    sums = sums[sums["n"] == sums["land_ags"].map(complete)]
    both = land.reset_index().merge(sums, on=["land_ags", "year"])
    for _, row in both[both["net"] != both["expected"]].iterrows():
        yield violation_at(
            "migration_land",
            row["index"],
            "net",
            "land_sum_mismatch",
            period=str(row["year"]),
            expected=int(row["expected"]),
            found=int(row["net"]),
        )


def balance_mismatches(atlas: Atlas) -> Violations:
    """Births, deaths, moves and correction lead from the population at the start to that at the end of the year."""
    frame = atlas.population_balance
    natural = frame["births"] - frame["deaths"]
    end = frame["population_start"] + frame["natural_balance"] + frame["net_migration"] + frame["correction"]
    for column, expected in (("natural_balance", natural), ("population_end", end)):
        for index in frame.index[frame[column] != expected]:
            fields = {"expected": int(expected[index]), "found": int(frame.loc[index, column])}
            yield violation_at("population_balance", index, column, "component_mismatch", **fields)


def component_mismatches(atlas: Atlas) -> Violations:
    """Within Germany and with abroad sum to the total they were taken from."""
    frame = atlas.migration_components
    sums = frame["net_domestic"] + frame["net_abroad"]
    for index in frame.index[frame["net_total"] != sums]:
        fields = {"expected": int(sums[index]), "found": int(frame.loc[index, "net_total"])}
        yield violation_at("migration_components", index, "net_total", "component_mismatch", **fields)


def flow_mismatches(atlas: Atlas) -> Violations:
    """What one district gains with another, the other loses; and all partners sum to the balance within Germany."""
    table = "migration_flows"
    flows = atlas.migration_flows[atlas.migration_flows["nationality"] == "all"]
    mirror = flows.rename(columns={"ags": "partner", "partner": "ags", "net": "mirrored"})
    keys = ["ags", "partner", "year", "age_group"]
    both = flows.reset_index().merge(mirror[[*keys, "mirrored"]], on=keys)
    for _, row in both[both["net"] != -both["mirrored"]].iterrows():
        yield violation_at(
            table, row["index"], "net", "flow_mismatch", expected=-int(row["mirrored"]), found=int(row["net"])
        )
    keys = ["ags", "year", "age_group"]
    sums = flows.groupby(keys, as_index=False)["net"].sum()
    parts = atlas.migration_components.reset_index().merge(sums, on=keys)
    for _, row in parts[parts["net"] != parts["net_domestic"]].iterrows():
        fields = {"expected": int(row["net"]), "found": int(row["net_domestic"])}
        yield violation_at("migration_components", row["index"], "net_domestic", "flow_mismatch", **fields)


def reversed_periods(atlas: Atlas) -> Violations:
    """No period ends before it begins, no range is upside down."""
    for table, start, end in (
        ("carriers", "date_from", "date_to"),
        ("events", "date", "date_end"),
        ("funding", "period_start", "period_end"),
        ("breaks", "year", "year_to"),
        ("network_funding", "low_eur", "high_eur"),
    ):
        frame = getattr(atlas, table).dropna(subset=[start, end])
        for index, row in frame[frame[end] < frame[start]].iterrows():
            yield violation_at(table, index, end, "period_reversed", value=row[end], expected=row[start])


def boundary_mismatches(atlas: Atlas) -> Violations:
    """Every layer holds exactly the areas its table names, and only sound geometry."""
    expected = {
        "kreise": set(atlas.kreise["ags"]),
        "gemeinden": set(atlas.gemeinden["ags"]) | {BERLIN_GEMEINDE},
        "laender": set(atlas.kreise["land_ags"]),
    }
    for layer in BOUNDARIES:
        areas, file = atlas.boundaries[layer], boundary_file(layer)
        wanted, found = expected[layer.split("_")[0]], set(areas["ags"])
        for value in sorted(wanted - found):
            yield PackageError(file=file, column="ags", code="boundary_missing", value=value)
        for number, value in enumerate(areas["ags"], start=1):
            if value not in wanted:
                yield PackageError(file=file, row=number, column="ags", code="boundary_unexpected", value=value)
        for number in (~areas.geometry.is_valid).to_numpy().nonzero()[0]:
            value = areas["ags"].iloc[number]
            yield PackageError(file=file, row=int(number) + 1, column="geometry", code="geometry_invalid", value=value)


RULES: tuple[Callable[[Atlas], Violations], ...] = (
    unknown_sources,
    unknown_references,
    unknown_hosts,
    unknown_funding,
    kreis_mismatches,
    status_mismatches,
    net_mismatches,
    age_sum_mismatches,
    land_sum_mismatches,
    balance_mismatches,
    component_mismatches,
    flow_mismatches,
    reversed_periods,
    boundary_mismatches,
)
"""Every rule, in the order they are checked."""


def violations(atlas: Atlas) -> Violations:
    """Every violation of every rule."""
    for rule in RULES:
        yield from rule(atlas)


def check_rules(atlas: Atlas) -> None:
    """Raise the first violation.

    Raises:
        PackageError: the tables contradict each other.
    """
    for violation in violations(atlas):
        raise violation

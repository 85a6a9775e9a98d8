"""The East German panel: tables and borders only a wider comparison reads, so they are loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from data.atlas import EastPanel
from data.errors import PackageError
from data.records.areas import boundary_file, load_boundary
from data.records.rules import (
    Violations,
    age_sums,
    broken_references,
    unnamed_sources,
    violation_at,
    wrong_balances,
    wrong_land_sums,
)
from data.records.tables import load_table
from data.tables import PANEL_PREFIX, PANEL_TABLES
from data.tables.areas import PANEL_BOUNDARY
from data.tables.evaluation.east_panel import SUMMED

SHARED = ("sources", "age_groups", "migration_land")
"""Tables of the atlas the panel is checked against, as shipped."""
NEVER_PRINTED = {2001}
"""Years the source gives for no district; `missing_years` lists the others."""


def east_loader(root: Path) -> Callable[[], EastPanel]:
    """What loads the panel of a package when it is called."""
    return partial(load_east, root)


@lru_cache(maxsize=1)
def load_east(root: Path) -> EastPanel:
    """Load the panel and check every schema and every rule.

    Raises:
        PackageError: the first thing that is missing, damaged or contradictory, with file, row and column.
    """
    tables = {name.removeprefix(PANEL_PREFIX): load_table(name, root) for name in PANEL_TABLES}
    panel = EastPanel(**tables, areas=load_boundary(PANEL_BOUNDARY, root))
    for violation in panel_violations(panel, {name: load_table(name, root) for name in SHARED}):
        raise violation
    return panel


def panel_violations(panel: EastPanel, shared: dict[str, pd.DataFrame]) -> Violations:
    """Every violation of every rule of the panel.

    Args:
        panel: the panel.
        shared: the tables of `SHARED`.
    """
    tables = panel.tables()
    yield from unnamed_sources(tables, set(shared["sources"]["source_id"]))
    yield from broken_references(tables, tables | shared)
    yield from wrong_balances(panel.migration, "panel_migration")
    for column in ("arrivals", "departures", "net"):
        yield from age_sums(panel.migration, "panel_migration", "year", column)
    yield from age_sums(panel.population, "panel_population", "date", "population")
    yield from wrong_land_sums(panel.migration, panel.kreise, shared["migration_land"])
    yield from _status_mismatches(panel)
    yield from _year_mismatches(panel)
    yield from _area_mismatches(panel)


def _status_mismatches(panel: EastPanel) -> Violations:
    """A sum of older districts has a net only: moves between them would be counted; every other row has all three."""
    table = panel.migration
    for column in ("arrivals", "departures"):
        for index in table.index[table[column].isna() != (table["status"] == SUMMED)]:
            yield violation_at("panel_migration", index, column, "status_mismatch", value=table.loc[index, "status"])


def _area_mismatches(panel: EastPanel) -> Violations:
    """Every district of the panel has its area, and no other has one."""
    wanted, found, file = set(panel.kreise["ags"]), set(panel.areas["ags"]), boundary_file(PANEL_BOUNDARY)
    for ags in sorted(wanted - found):
        yield PackageError(file=file, column="ags", code="boundary_missing", value=ags)
    for ags in sorted(found - wanted):
        yield PackageError(file=file, column="ags", code="boundary_unexpected", value=ags)


def _year_mismatches(panel: EastPanel) -> Violations:
    """`missing_years` names exactly the years a district has no figures for."""
    years = panel.migration.groupby("ags")["year"].agg(set)
    all_years = set(range(int(panel.migration["year"].min()), int(panel.migration["year"].max()) + 1)) - NEVER_PRINTED
    for index, row in panel.kreise.iterrows():
        expected = "|".join(str(year) for year in sorted(all_years - years.get(row["ags"], set())))
        found = "" if pd.isna(row["missing_years"]) else row["missing_years"]
        if found != expected:
            fields = {"value": found, "allowed": (expected,)}
            yield violation_at("panel_kreise", index, "missing_years", "not_allowed", **fields)

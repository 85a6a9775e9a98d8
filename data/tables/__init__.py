"""Every table of the atlas: its name, its columns, its key, and what it refers to.

One class per table is the single source of truth: column order, type, allowed values, key, references, and
the meaning and unit of every field in English (`description`) and German (`metadata["description_de"]`). Loader,
checks, the data package descriptor and the sources page follow from it. Each module holds the tables of one subject;
a table has the name of its class, written `like_this`.
"""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

from data.tables import ages, areas, context, funding, indicators, migration, network, origin, population, sources
from data.tables.columns import Table
from data.tables.evaluation import east_panel, simulations


def _tables_of(*modules: ModuleType) -> dict[str, type[Table]]:
    """The tables defined in modules, in their order, by name."""
    return {
        re.sub(r"(?<!^)(?=[A-Z])", "_", one.__name__).lower(): one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Table) and one.__module__ == module.__name__
    }


TABLES = _tables_of(
    sources, network, funding, migration, population, origin, context, ages, areas, indicators, simulations
)
"""Every table of the atlas by name, in reading order."""

PANEL_TABLES = _tables_of(east_panel)
"""Tables of the East German panel, which only a wider comparison reads."""

PANEL_PREFIX = "panel_"
PACKAGE_TABLES = TABLES | PANEL_TABLES
"""Every table of the package."""


@cache
def references(table: str) -> tuple[tuple[str, str, str], ...]:
    """What a table refers to: column, the table it names a row of, that table's key."""
    columns = PACKAGE_TABLES[table].to_schema().columns
    targets = {name: (column.metadata or {}).get("refers") for name, column in columns.items()}
    return tuple((name, target, _key(target)) for name, target in targets.items() if target)


def _key(table: str) -> str:
    """The one column that names a row of a table others refer to."""
    (key,) = PACKAGE_TABLES[table].to_schema().unique
    return str(key)

"""The age groups of all tables."""

from __future__ import annotations

import pandas as pd

from data.tables.columns import Table, field, optional, pair


class AgeGroups(
    Table,
    key=["age_group"],
    title=("Age groups", "Altersgruppen"),
    about=(
        "The age groups of the migration and population tables.",
        "Die Altersgruppen der Wanderungs- und Bevölkerungstabellen.",
    ),
):
    """One row per age group of any table. Key: age_group. `18-25` means 18 to under 25."""

    age_group: str = field("Code of the age group", "Code der Altersgruppe")
    age_from: pd.Int64Dtype = optional(
        "Youngest age; blank for all ages", "Unteres Alter; leer für alle Alter", unit="years", ge=0
    )
    age_to: pd.Int64Dtype = optional(
        "First age no longer in the group; blank when open",
        "Erstes Alter, das nicht mehr dazugehört; leer, wenn offen",
        unit="years",
        ge=0,
    )
    label_de: str = pair("Label", "Bezeichnung", "de")
    label_en: str = pair("Label", "Bezeichnung", "en")
    used_by: str = field(
        "Table that uses it: migration, population, both, or migration_land",
        "Tabelle, die sie verwendet: migration, population, beide (both) oder migration_land",
        isin=["migration", "population", "both", "migration_land"],
    )
    sort: int = field("Order in lists", "Reihenfolge in Listen")

"""Loaders: one function per canonical table, and `load_atlas` for all of them, checked.

Every function takes the package root (default: the shipped package) and raises
`data.errors.PackageError` naming file, row and column when a file is missing or damaged.
"""

from data.records.atlas import load_atlas
from data.records.descriptor import load_descriptor
from data.records.tables import (
    load_age_groups,
    load_breaks,
    load_carriers,
    load_events,
    load_funding,
    load_gemeinden,
    load_indicators,
    load_kreise,
    load_members,
    load_membership_counts,
    load_migration,
    load_migration_land,
    load_network_funding,
    load_outcomes,
    load_places,
    load_population,
    load_programme,
    load_regions,
    load_simulations,
    load_sources,
    load_table,
)

__all__ = [
    "load_age_groups",
    "load_atlas",
    "load_breaks",
    "load_carriers",
    "load_descriptor",
    "load_events",
    "load_funding",
    "load_gemeinden",
    "load_indicators",
    "load_kreise",
    "load_members",
    "load_membership_counts",
    "load_migration",
    "load_migration_land",
    "load_network_funding",
    "load_outcomes",
    "load_places",
    "load_population",
    "load_programme",
    "load_regions",
    "load_simulations",
    "load_sources",
    "load_table",
]

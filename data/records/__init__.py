"""Loaders of the canonical tables: `load_atlas` for all of them, `load_table` for one, checked unless as shipped.

Every function takes the package root (default: the shipped package) and raises
`data.errors.PackageError` naming file, row and column when a file is missing or damaged.
"""

from data.records.atlas import load_atlas
from data.records.descriptor import load_descriptor
from data.records.tables import (
    load_age_groups,
    load_gemeinden,
    load_kreise,
    load_table,
)

__all__ = [
    "load_age_groups",
    "load_atlas",
    "load_descriptor",
    "load_gemeinden",
    "load_kreise",
    "load_table",
]

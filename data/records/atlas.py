"""The whole package at once: load, check every rule, name the version."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.atlas import Atlas
from data.config import Config
from data.errors import PackageError
from data.records.areas import boundary_file, load_boundaries
from data.records.descriptor import package_day
from data.records.east import east_loader
from data.records.rules import check_rules
from data.records.tables import load_table, table_file, with_periods
from data.tables import PACKAGE_TABLES, TABLES
from data.tables.areas import BOUNDARIES, PANEL_BOUNDARY

VERSION_DIGITS = 12


def package_files() -> tuple[str, ...]:
    """Every file of the package but its descriptor, in a fixed order."""
    layers = (*BOUNDARIES, PANEL_BOUNDARY)
    return (*(table_file(table) for table in PACKAGE_TABLES), *(boundary_file(layer) for layer in layers))


def package_version(root: Path) -> str:
    """First 12 hex digits of the SHA-256 over names and contents of the package's files.

    Raises:
        PackageError: `file_missing`.
    """
    digest = hashlib.sha256()
    for file in package_files():
        digest.update(file.encode())
        try:
            digest.update((root / file).read_bytes())
        except FileNotFoundError:
            raise PackageError(file=file, code="file_missing") from None
    return digest.hexdigest()[:VERSION_DIGITS]


def load_atlas(root: Path | None = None) -> Atlas:
    """Load the package, check every schema and every rule between the tables.

    Args:
        root: folder with `sources/`; default the shipped package (or `ANKOMMEN_PACKAGE_ROOT`).

    Raises:
        PackageError: the first thing that is missing, damaged or contradictory, with file, row and column.
    """
    base = Config.from_environment().package_root if root is None else root
    version = package_version(base)
    tables = {table: with_periods(table, load_table(table, base)) for table in TABLES}
    atlas = Atlas(
        **tables, boundaries=load_boundaries(base), version=version, dated=package_day(base),
        load_east=east_loader(base),
    )  # fmt: skip
    check_rules(atlas)
    return atlas

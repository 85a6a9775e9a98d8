"""The whole package at once: load, check every rule, name the version."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import pandas as pd

from data.atlas import Atlas
from data.config import Config
from data.records.areas import Layers, boundary_file
from data.records.descriptor import is_shipped_version, package_day
from data.records.east import east_loader
from data.records.reading import read_file
from data.records.rules import check_rules
from data.records.tables import check_table, load_table, table_file, with_periods
from data.tables import PACKAGE_TABLES
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
        digest.update(read_file(root, file))
    return digest.hexdigest()[:VERSION_DIGITS]


def load_atlas(root: Path | None = None) -> Atlas:
    """Load the package: tables and borders are read when they are first asked for.

    Unless it is the shipped one, byte for byte, all are read now, and every schema and every rule between the tables
    is checked.

    Args:
        root: folder with `sources/`; default the shipped package (or `ANKOMMEN_PACKAGE_ROOT`).

    Raises:
        PackageError: the first thing that is missing, damaged or contradictory, with file, row and column.
    """
    base = Config.from_environment().package_root if root is None else root
    version = package_version(base)
    atlas = Atlas.read_when_asked(
        partial(_read_table, base),
        boundaries=Layers(base), version=version, dated=package_day(base), load_east=east_loader(base),
    )  # fmt: skip
    if not is_shipped_version(version):
        _check_together(atlas)
    return atlas


def _read_table(root: Path, table: str) -> pd.DataFrame:
    return with_periods(table, load_table(table, root))


def check_package(root: Path) -> None:
    """Check a package as if nobody had before: every schema, every border and every rule, those of the panel too.

    Raises:
        PackageError: as `load_atlas`.
    """
    for table in PACKAGE_TABLES:
        check_table(table, load_table(table, root), table_file(table))
    atlas = load_atlas(root)
    _check_together(atlas)
    atlas.load_east()


def _check_together(atlas: Atlas) -> None:
    atlas.tables()
    dict(atlas.boundaries)
    check_rules(atlas)

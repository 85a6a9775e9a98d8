"""The atlas everyone sees: the shipped tables, overlaid by the active versions, checked as a whole."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.atlas import Atlas
from data.records.atlas import VERSION_DIGITS
from data.records.gaps import close_gaps
from data.records.rules import check_rules
from data.records.tables import check_table, with_periods
from data.store.history.provenance import SHIPPED
from data.store.store import Store
from data.store.uploads import with_upload_sources


def load_active_atlas(store: Store, shipped: Atlas, active: Mapping[str, int] | None = None) -> Atlas:
    """The shipped atlas with every stored table in its active version.

    Args:
        store: where the versions are.
        shipped: the atlas of the package; its boundaries and untouched tables are shared, not copied.
        active: versions to show by dataset (0: as shipped); default what is active now. A caller that
            keeps the result by version passes what it asked for, so that both are of one moment.

    Returns:
        An atlas, dated by its latest version, whose `version` differs whenever the shipped package or a version
        differs, and equals the shipped one where nothing was stored.

    Raises:
        PackageError: tables that are active together break a rule of a schema or between tables.
        StoreError: a version is unknown or damaged.
    """
    wanted = store.active_versions() if active is None else active
    wanted = {dataset: version for dataset, version in sorted(wanted.items()) if version != SHIPPED}
    if not wanted:
        return shipped
    tables = {dataset: store.load_table(dataset, version) for dataset, version in wanted.items()}
    tables["sources"] = with_upload_sources(store, tables.get("sources", shipped.sources), tables)
    infos = [store.version(name, version) for name, version in wanted.items()]
    marks = [f"{info.dataset}@{info.version}:{info.table_sha256}" for info in infos]
    days = [info.created_at.date() for info in infos]
    dated = max([shipped.dated, *days]) if shipped.dated else max(days)
    return dataclasses.replace(overlay(shipped, tables, "|".join([shipped.version, *marks])), dated=dated)


def overlay(atlas: Atlas, tables: Mapping[str, pd.DataFrame], mark: str) -> Atlas:
    """An atlas with some tables replaced, checked; also the dry run of a version not stored yet.

    Args:
        atlas: what to start from.
        tables: canonical frames by name.
        mark: what tells this atlas from others; its hash becomes the version.

    Raises:
        PackageError: a table breaks its schema, or the tables together break a rule.
    """
    checked: dict[str, Any] = {
        name: with_periods(name, check_table(name, frame.reset_index(drop=True), name))
        for name, frame in tables.items()
    }
    if "migration" in checked and "breaks" not in checked:
        checked["breaks"] = close_gaps(atlas.breaks, checked["migration"]["year"])
    version = hashlib.sha256(mark.encode()).hexdigest()[:VERSION_DIGITS]
    combined = dataclasses.replace(atlas, **checked, version=version)
    check_rules(combined)
    return combined

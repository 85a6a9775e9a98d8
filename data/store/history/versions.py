"""What the store tells about a version and about a line of its audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.store.history.provenance import SHIPPED


@dataclass(frozen=True)
class VersionInfo:
    """Description of one version; its table and file are loaded apart.

    Attributes:
        version: 1 and up, per dataset, never used twice.
        parent: version it was made from; 0 the table as shipped.
        created_at: when it was confirmed (UTC).
        created_by: who confirmed it.
        file_name: name of the file as delivered; None for an edit by hand, as file_sha256 and file_size.
        file_size: in bytes.
        table_sha256: of the stored table.
        row_count: rows of the whole table, not only of the file.
        mapping: the choices a person made, plain JSON; so `corrections` and `findings`.
    """

    dataset: str
    version: int
    parent: int
    created_at: datetime
    created_by: str
    file_name: str | None
    file_sha256: str | None
    file_size: int | None
    table_sha256: str
    row_count: int
    mapping: Any
    corrections: Any
    findings: Any

    @classmethod
    def from_row(cls, row: Mapping[str, Any] | sa.RowMapping) -> VersionInfo:
        """From a row of `dataset_version`."""
        stored = {"corrections": "mends"}
        values = {name: row[stored.get(name, name)] for name in cls.__dataclass_fields__}
        return cls(**{**values, "parent": values["parent"] or SHIPPED})


@dataclass(frozen=True)
class AuditEntry:
    """One line of the audit: `who` did `action` to `version` of `dataset` at a moment (UTC)."""

    at: datetime
    who: str
    action: str
    dataset: str | None
    version: int | None
    detail: Any

    @classmethod
    def from_row(cls, row: sa.RowMapping) -> AuditEntry:
        """From a row of `audit`."""
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Acceptance:
    """That a version became the active one at a moment (UTC); whose doing it was is told in the audit only.

    Attributes:
        version: 0 the table as shipped, to which only an undo leads back.
        undone: version that an undo took back; None where the version was accepted.
    """

    dataset: str
    version: int
    at: datetime
    undone: int | None = None

"""The store: versions of canonical tables, which of them is active, and who did what.

Version 0 (`SHIPPED`) stands for the table as shipped; it is never stored. A version that is active is
seen by every process at its next `active_versions()`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Literal, Self

import pandas as pd
import sqlalchemy as sa

from data.access import Action, Actor, check_allowed, store_action
from data.errors import NotAllowedError, check_name
from data.store import activations, content, log, presentations, signins
from data.store.database.opening import open_engine
from data.store.database.plain import plain, plain_text
from data.store.history import changes
from data.store.history.changes import Active
from data.store.history.provenance import (
    FROM_VERSION,
    SHIPPED,
    add_provenance,
    canonical_columns,
    check_rows,
    key_columns,
    resolve_version,
    shipped_provenance,
)
from data.store.history.versions import Acceptance, AuditEntry, VersionInfo
from data.store.presentations import PresentationInfo
from data.store.session import Session
from data.tables import TABLES

AUDIT_LINES = 200
"""Lines of the audit given at once unless the caller asks for another number."""


def open_store(url: str | None = None) -> Store:
    """Open the store, make it when there is none, bring it to the present form.

    Args:
        url: `sqlite:///file` or `postgresql://...`; default `ATLAS_DATABASE_URL`, else an embedded
            database in the data directory.

    Raises:
        StoreError: as `open_engine`.
    """
    return Store(open_engine(url))


class Store:
    """An open store; safe to share between threads, not across a fork.

    Every method raises `StoreError` when the database does not answer after further tries, and
    `UnknownNameError` for a dataset that is no canonical table. Every method that writes asks who it is that
    writes and raises `NotAllowedError` when that role may not, or no longer: a page that forgets cannot write.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._session = Session(engine)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    # reading

    def active_versions(self) -> dict[str, int]:
        """Active version by dataset; a dataset that is not named stands as shipped. One short query.

        Raises:
            StoreError: `version_unknown`, when this release knows no such dataset; `store_damaged`, when what was
                activated is gone: neither may look as if the table stood as shipped.
        """
        return activations.active_versions(self._session)

    def changed_at(self) -> datetime | None:
        """Moment (UTC) of the last change of what is active, an undo too; None while nothing ever was."""
        return activations.changed_at(self._session)

    def acceptances(self, limit: int) -> tuple[Acceptance, ...]:
        """The latest versions that became active, newest first, also by an undo; undone ones too: they once were."""
        undone = self.audit(action="undo", limit=limit)
        return activations.acceptances(self._session, undone, limit)

    def versions(self, dataset: str) -> tuple[VersionInfo, ...]:
        """Every version of a dataset, newest first, undone ones too."""
        _check_dataset(dataset)
        return activations.list_versions(self._session, dataset)

    def version(self, dataset: str, version: int) -> VersionInfo:
        """Description of one version.

        Raises:
            StoreError: `version_unknown`.
        """
        _check_dataset(dataset)
        return activations.find_version(self._session, dataset, version)

    def load_table(self, dataset: str, version: int | None = None) -> pd.DataFrame:
        """A stored table: exactly the columns and types `data.records.load_table` gives.

        Args:
            dataset: name of the canonical table.
            version: which one; default the active one.

        Raises:
            StoreError: `version_unknown`, also when the dataset stands as shipped; `content_damaged`.
        """
        return self._load_stored(dataset, version)[canonical_columns(dataset)]

    def check_table(self, dataset: str, version: int) -> None:
        """Compare a stored table with the checksum written beside it.

        Raises:
            StoreError: `version_unknown`, `content_damaged`.
        """
        content.read_table(self._session, self.version(dataset, version))

    def load_provenance(self, dataset: str, version: int | None = None) -> pd.DataFrame:
        """Where each row of a stored table came from, in the table's order.

        Returns:
            The key columns of the table, from_version (0: as shipped), sheet, row_number (missing:
            edited by hand, or as shipped) and file_name.

        Raises:
            StoreError: as `load_table`.
        """
        stored = self._load_stored(dataset, version)
        files = {info.version: info.file_name for info in self.versions(dataset)}
        columns = [*key_columns(dataset), FROM_VERSION, "sheet", "row_number"]
        return stored[columns].assign(file_name=stored[FROM_VERSION].map(files).astype("str"))

    def load_original(self, dataset: str, version: int) -> bytes | None:
        """The file as delivered, byte for byte; None for a version edited by hand.

        Raises:
            StoreError: `version_unknown`, `content_damaged`.
        """
        return content.read_original(self._session, self.version(dataset, version))

    def undo_target(self, dataset: str) -> int | None:
        """Version that `undo` would activate (0: the table as shipped); None when it would refuse."""
        _check_dataset(dataset)
        return activations.undo_target(self._session, dataset)

    def waiting_versions(self, dataset: str) -> frozenset[int]:
        """Versions that were stored and never active: they wait for somebody who may activate them."""
        _check_dataset(dataset)
        return activations.waiting_versions(self._session, dataset)

    def audit(
        self,
        dataset: str | None = None,
        *,
        who: str | None = None,
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = AUDIT_LINES,
    ) -> tuple[AuditEntry, ...]:
        """The latest lines of the audit, newest first.

        Args:
            dataset: lines about this table only; None for all, as with the next two.
            who: lines of this person.
            action: lines of this action.
            since: from this moment on.
            until: before this moment.
            limit: how many at most; None for all.
        """
        wanted = {"dataset": dataset, "who": who, "action": action}
        return log.lines(self._session, wanted, since=since, until=until, limit=limit)

    def logged_values(self, column: Literal["who", "action", "dataset"]) -> tuple[str, ...]:
        """Every value a column of the audit holds, sorted."""
        return log.values(self._session, column)

    def log_start(self) -> datetime | None:
        """Moment (UTC) of the first line of the audit; None when it has none."""
        return log.start(self._session)

    def recall_mapping(self, head_signature: str) -> Any:
        """The choices last remembered for files with this head; None when there are none."""
        return log.recall_mapping(self._session, head_signature)

    # changing

    def write_version(
        self,
        dataset: str,
        frame: pd.DataFrame,
        *,
        base_version: int,
        original: bytes | None,
        file_name: str | None,
        who: Actor,
        activate: bool = True,
        mapping: Mapping[str, Any] | None = None,
        corrections: Sequence[Any] = (),
        findings: Sequence[Any] = (),
        shipped: pd.DataFrame | None = None,
    ) -> VersionInfo:
        """Store a whole table as a new version and activate it, all or nothing.

        Args:
            dataset: name of the canonical table.
            frame: the canonical columns, and `sheet` and `row_number` for rows read from the file.
            base_version: version the caller compared with; 0 the table as shipped.
            original: the file as delivered; None for an edit by hand.
            file_name: its name.
            who: who confirmed it.
            activate: False to store it only; somebody else then activates it.
            mapping: the choices made for the file, anything with a plain JSON form; so the next two.
            corrections: what was corrected in it.
            findings: what was found in it.
            shipped: the table as shipped, when that is the base: tells its rows from new ones.

        Raises:
            NotAllowedError: storing this table, or activating it, is not for this role.
            PackageError: the frame breaks a rule of its schema.
            BaseMovedError: another version is active than `base_version`; nothing was stored.
        """
        _check_dataset(dataset)
        name = self._allowed(who, store_action(dataset)).name
        if activate:
            self._allowed(who, "activate")
        packed = content.pack_table(self._with_provenance(dataset, frame, base_version, shipped))
        file = content.pack_original(original)
        row = {
            "dataset": dataset,
            "parent": base_version or None,
            "created_at": changes.now(),
            "created_by": plain_text(name),
            "file_name": None if file_name is None else plain_text(file_name),
            "file_sha256": file.sha256,
            "file_size": file.size,
            "table_sha256": content.sha256_of(packed),
            "row_count": len(frame),
            "mapping": plain(mapping or {}),
            "mends": plain(corrections),
            "findings": plain(findings),
        }

        def step(connection: sa.Connection, active: Active) -> tuple[int, dict[str, Any]]:
            changes.check_base(dataset, base_version, active)
            blobs = {"table_parquet": packed, "original_zstd": file.packed}
            version = changes.add_version(connection, row, blobs)
            if activate:
                changes.add_activation(connection, dataset, version, active, name)
            detail = {"from": active.version, "file_name": row["file_name"], "rows": len(frame)}
            return version, {**detail, "role": who.role.code}

        action = "write" if activate else "store"
        return VersionInfo.from_row({**row, "version": self._session.change(dataset, action, name, step)})

    def activate(self, dataset: str, version: int, who: Actor, *, expected: int | None = None) -> int:
        """Activate any version (0: the table as shipped); also the way to redo what was undone.

        Args:
            dataset: name of the canonical table.
            version: which one; activating the active one changes nothing.
            who: who asked for it.
            expected: version the person saw as active; None not to care.

        Raises:
            NotAllowedError: this role may not.
            StoreError: `version_unknown`.
            BaseMovedError: another version is active than `expected`.
        """
        _check_dataset(dataset)
        return activations.activate(self._session, dataset, version, self._allowed(who, "activate"), expected)

    def undo(self, dataset: str, who: Actor, *, expected: int | None = None) -> int:
        """Go back one step along the activations that led here; the version now active.

        Repeated, it goes further back, at last to the table as shipped (0). What was undone is no longer
        on the way: activating something after an undo continues from where undo led.

        Args:
            dataset: name of the canonical table.
            who: who asked for it.
            expected: version the person saw as active, so that two clicks do not undo two steps.

        Raises:
            NotAllowedError: this role may not.
            StoreError: `nothing_to_undo`.
            BaseMovedError: another version is active than `expected`.
        """
        _check_dataset(dataset)
        return activations.undo(self._session, dataset, self._allowed(who, "undo"), expected)

    def remember_mapping(self, head_signature: str, choices: Any, who: Actor) -> None:
        """Remember choices (anything with a plain JSON form) for the next file with the same head."""
        log.remember_mapping(self._session, head_signature, choices, self._allowed(who, "upload"))

    def add_audit(
        self,
        who: Actor,
        action: str,
        *,
        dataset: str | None = None,
        version: int | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a line about something that happened outside the store, e.g. a refused file."""
        row = {
            "who": plain_text(self._allowed(who, "upload").name),
            "action": action,
            "dataset": dataset,
            "version": version,
            "detail": plain(detail or {}),
        }
        self._session.write(lambda connection: changes.add_audit(connection, **row))

    # presentations

    def presentations(self) -> tuple[PresentationInfo, ...]:
        """Presentations kept on the server, newest first."""
        return presentations.list_presentations(self._session)

    def load_presentation(self, number: str) -> str:
        """The collection of a kept presentation.

        Raises:
            StoreError: `presentation_unknown`.
        """
        return presentations.load_presentation(self._session, number)

    def keep_presentation(self, name: str, collection: str, who: Actor) -> str:
        """Keep a collection under a name; its mark.

        Raises:
            NotAllowedError: this role may not.
        """
        return presentations.keep_presentation(self._session, name, collection, self._allowed(who, "keep_presentation"))

    def discard_presentation(self, number: str, who: Actor) -> None:
        """Remove a kept presentation.

        Raises:
            NotAllowedError: this role may not.
        """
        presentations.discard_presentation(self._session, number, self._allowed(who, "keep_presentation"))

    # sign-ins

    def end_sign_in(self, who: Actor) -> None:
        """Let a sign-in count no longer, wherever its cookie still lies."""
        signins.end_sign_in(self._session, who)

    def has_ended(self, sign_in: str) -> bool:
        """Whether a sign-in was ended before its time."""
        return signins.has_ended(self._session, sign_in)

    # inside

    def _allowed(self, who: Actor, action: Action) -> Actor:
        """The actor, when the table of roles allows the action and the sign-in was not ended."""
        check_allowed(who, action)
        if signins.has_ended(self._session, who.sign_in):
            raise NotAllowedError(action=action, role=who.role.code, code="sign_in_expired")
        return who

    def _with_provenance(
        self, dataset: str, frame: pd.DataFrame, base_version: int, shipped: pd.DataFrame | None
    ) -> pd.DataFrame:
        """The frame checked, and every row with where it came from."""
        base = None if shipped is None else shipped_provenance(shipped, dataset)
        if base_version != SHIPPED:
            base = self._load_stored(dataset, base_version)
        return add_provenance(check_rows(frame, dataset), base, dataset)

    def _load_stored(self, dataset: str, version: int | None) -> pd.DataFrame:
        """A table with its provenance columns, read and verified."""
        number = self.active_versions().get(dataset, SHIPPED) if version is None else version
        stored = content.unpack_table(content.read_table(self._session, self.version(dataset, number)))
        return resolve_version(content.with_added_columns(stored, dataset), number)


def _check_dataset(dataset: str) -> None:
    check_name("table", dataset, TABLES)

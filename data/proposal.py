"""From a file that was read to a stored version: proposal, dry run, import. Nothing is stored before the last step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.access import Actor
from data.atlas import Atlas
from data.errors import PackageError
from data.intake import Difference, Finding, Intake, apply_to_base, check_against, compute_difference, source_row
from data.intake.context.balance import complete_balance
from data.intake.difference import key_of
from data.intake.flows.components import complete_components
from data.store import Store, VersionInfo, load_active_atlas, overlay
from data.store.uploads import SOURCE
from data.tables import TABLES

_PROVENANCE = ["row_number", "sheet"]
_SHA_SHOWN = 12
Complete = Callable[[pd.DataFrame, Mapping[str, pd.DataFrame]], tuple[pd.DataFrame, tuple[Finding, ...]]]
_COMPLETING: Mapping[str, Complete] = {
    "population_balance": complete_balance,
    "migration_components": complete_components,
}
"""Tables of which a file states a part: the rest follows from the tables of the atlas."""


@dataclass(frozen=True, eq=False)
class Proposal:
    """A file against the table it would change.

    Attributes:
        intake: the file as read, without error findings.
        table: canonical table.
        base_version: version compared with; 0 the table as shipped.
        base: canonical rows of that version.
        difference: what would change.
        frame: the next whole table, with `row_number` and `sheet` for rows the file brings.
        source: one row of `sources`: the file itself.
        findings: what the file says when held against what is stored.
        read: the rows the file gives, complete.
        beside: what the same file changes in further tables.
    """

    intake: Intake
    table: str
    base_version: int
    base: pd.DataFrame
    difference: Difference
    frame: pd.DataFrame
    source: pd.DataFrame
    findings: tuple[Finding, ...]
    read: pd.DataFrame
    beside: tuple[Proposal, ...] = ()

    @property
    def all(self) -> tuple[Proposal, ...]:
        """The proposals of all tables, each once."""
        return (self, *self.beside)

    @property
    def changing(self) -> tuple[Proposal, ...]:
        """The proposals of the tables that would change."""
        return tuple(one for one in self.all if any(one.difference.counts[name] for name in ("new", "changed", "gone")))

    @property
    def changes_nothing(self) -> bool:
        """True when every row of the file stands in the tables already."""
        return not self.changing

    @property
    def ok(self) -> bool:
        """True when nothing stands against storing it."""
        return not any(finding.severity == "error" for finding in self.findings)


def propose(
    intake: Intake,
    atlas: Atlas,
    base_version: int,
    *,
    accessed: str,
    complete: bool = False,
    versions: Mapping[str, int] | None = None,
) -> Proposal:
    """Compare a file with the table as it stands.

    Args:
        intake: a file with `ok`.
        atlas: the facts as they stand.
        base_version: version of the table the atlas holds.
        accessed: day (ISO) of the upload.
        complete: for a register table, that the file is the whole table.
        versions: active versions, for the tables a file changes beside its own; a table as shipped has none.
    """
    if intake.table is None or intake.frame is None:
        raise ValueError("a file without a table cannot be proposed")
    own = _propose(intake, intake.table, intake.frame, atlas, base_version, accessed=accessed, complete=complete)
    others = [
        _propose(intake, table, rows.assign(source_id=intake.source_id), atlas, (versions or {}).get(table, 0),
                 accessed=accessed)
        for table, rows in intake.beside.items()
    ]  # fmt: skip
    told = tuple(finding for one in others for finding in one.findings)
    return replace(own, findings=(*own.findings, *told), beside=tuple(one for one in others if len(one.read)))


def _propose(
    intake: Intake,
    table: str,
    read: pd.DataFrame,
    atlas: Atlas,
    base_version: int,
    *,
    accessed: str,
    complete: bool = False,
) -> Proposal:
    """The rows a file gives for one table against that table."""
    tables = atlas.tables()
    findings: tuple[Finding, ...] = ()
    if table in _COMPLETING:
        read, findings = _COMPLETING[table](read, tables)
        findings = tuple(replace(one, file=intake.file_name) for one in findings)
    base = tables[table][list(TABLES[table].to_schema().columns)]
    difference = compute_difference(base, read, table, complete=complete)
    whole = apply_to_base(base, read, table, complete=complete)
    against = check_against(
        read,
        table,
        tables,
        file=intake.file_name,
        confirmed=intake.choices.harmless,
        open_row=intake.recognition.open_row,
    )
    return Proposal(
        intake=intake,
        table=table,
        base_version=base_version,
        base=base,
        difference=difference,
        frame=_with_places(whole, read, difference, table),
        source=_named(source_row(intake, accessed=accessed), intake, accessed),
        findings=(*findings, *against),
        read=read,
    )


def _with_places(whole: pd.DataFrame, read: pd.DataFrame, difference: Difference, table: str) -> pd.DataFrame:
    """The next table, where every row the file brings says sheet and row; equal rows keep their origin."""
    key = key_of(table)
    fresh = pd.concat([difference.new[key], difference.changed[key]], ignore_index=True).drop_duplicates()
    places = read[[*key, *_PROVENANCE]].drop_duplicates(key).merge(fresh, on=key, how="inner")
    places = places.assign(sheet=places["sheet"].astype("str"))
    placed = whole.merge(places.astype({name: whole[name].dtype for name in key}), on=key, how="left")
    return placed.astype({"row_number": "Int64"})


def _named(source: pd.DataFrame, intake: Intake, accessed: str) -> pd.DataFrame:
    """The source with the line under a figure: office, table, file, day and fingerprint."""
    parts = [*dict.fromkeys(part for part in str(source["citation"].iloc[0]).split("; ") if part)]
    mark = f"{accessed}, SHA-256 {intake.sha256[:_SHA_SHOWN]}"
    return source.assign(citation="; ".join([*parts, mark]))


def atlas_after(proposal: Proposal, atlas: Atlas) -> Atlas:
    """The facts as everyone would see them: the dry run.

    Raises:
        PackageError: the tables together would break a rule.
    """
    tables = {one.table: one.frame[list(TABLES[one.table].to_schema().columns)] for one in proposal.all}
    sources = atlas.sources
    if proposal.intake.source_id not in set(sources["source_id"]):
        sources = pd.concat([sources, proposal.source], ignore_index=True)
    mark = f"{atlas.version}|{proposal.table}|{proposal.intake.sha256}|{proposal.intake.choices.to_json()}"
    return overlay(atlas, {**tables, "sources": sources}, mark)


def import_proposal(
    store: Store, proposal: Proposal, *, original: bytes, who: Actor, atlas: Atlas, shipped: pd.DataFrame
) -> VersionInfo:
    """Store the proposal as a version of each table it changes; remember the choices for the next file.

    The version is active at once when whoever confirmed it may activate; else it waits for somebody who may.

    Args:
        store: where to.
        proposal: from `propose`.
        original: the file as delivered.
        who: who confirmed it.
        atlas: the facts the proposal was compared with.
        shipped: the table as shipped.

    Raises:
        NotAllowedError: this role may not store the table; nothing was stored.
        PackageError: the tables together would break a rule; nothing was stored.
        BaseMovedError: somebody else activated another version meanwhile; nothing was stored.
        StoreError: the database does not answer.
    """
    if not proposal.ok:
        raise PackageError(file=proposal.intake.file_name, code="findings_open")
    atlas_after(proposal, atlas)
    intake = proposal.intake
    # What follows from the file first: should somebody come between, reading it again brings the rest.
    for one in [other for other in proposal.beside if other in proposal.changing]:
        info = _write(store, one, original, who, one.base)
    if proposal in proposal.changing or not proposal.beside:
        info = _write(store, proposal, original, who, shipped)
    if intake.recognition.signature:
        store.remember_mapping(intake.recognition.signature, intake.choices.replayed().to_json(), who)
    return info


def _write(store: Store, proposal: Proposal, original: bytes, who: Actor, shipped: pd.DataFrame) -> VersionInfo:
    """The version of one table."""
    intake = proposal.intake
    return store.write_version(
        proposal.table,
        proposal.frame,
        base_version=proposal.base_version,
        original=original,
        file_name=intake.file_name,
        who=who,
        activate=who.may("activate"),
        mapping=mapping_of(proposal),
        corrections=[vars(correction) for correction in intake.choices.corrections],
        findings=[finding.to_dict() for finding in (*intake.findings, *proposal.findings)],
        shipped=shipped,
    )


def mapping_of(proposal: Proposal) -> dict[str, Any]:
    """How the file was read, as plain values: choices, columns, recognition, and the file as a source."""
    seen = proposal.intake.recognition
    row = proposal.source.iloc[0]
    return {
        "choices": proposal.intake.choices.to_json(),
        "columns": dict(proposal.intake.mapping.columns),
        "recognition": {
            name: getattr(seen, name)
            for name in ("format", "container", "encoding", "delimiter", "decimal", "code", "title", "stand", "licence")
        },
        SOURCE: {name: None if pd.isna(value) else str(value) for name, value in row.items()},
    }


def compare_tables(old: pd.DataFrame, new: pd.DataFrame, table: str) -> Difference:
    """The difference between two whole tables: everything the new one lacks is gone.

    Args:
        old: canonical rows.
        new: canonical rows.
        table: canonical table.
    """
    difference = compute_difference(old, new, table, complete=True)
    key = key_of(table)
    lacking = old.merge(new[key], on=key, how="left", indicator=True)["_merge"] == "left_only"
    gone = old[lacking.to_numpy()].reset_index(drop=True)
    return replace(difference, gone=gone, counts={**difference.counts, "gone": len(gone)})


def rebase_edits(before: pd.DataFrame, after: pd.DataFrame, now: pd.DataFrame, table: str) -> pd.DataFrame:
    """What one person changed, applied to what somebody else has stored meanwhile.

    Args:
        before: canonical rows the person started from.
        after: the same rows as the person left them.
        now: canonical rows as they stand now.
        table: canonical table.

    Returns:
        The rows as they stand now with the person's new rows, changed cells and removals; a cell both changed
        holds the person's value, which the difference shows beside the other's.
    """
    difference, key = compare_tables(before, after, table), key_of(table)
    removed = now.merge(difference.gone[key], on=key, how="left", indicator=True)["_merge"] == "both"
    result = now[~removed.to_numpy()].reset_index(drop=True)
    for cell in difference.changed.to_dict("records"):
        here = (result[key] == pd.Series({name: cell[name] for name in key})).all(axis=1)
        result.loc[here, cell["column"]] = cell["new"]
    fresh = difference.new.merge(result[key], on=key, how="left", indicator=True)["_merge"] == "left_only"
    added = difference.new[fresh.to_numpy()][list(now.columns)]
    return pd.concat([result, added], ignore_index=True).astype(now.dtypes.to_dict())


def check_activation(store: Store, shipped: Atlas, active: Mapping[str, int], table: str, version: int) -> None:
    """Check that the tables would stand together with another version of one of them.

    Raises:
        PackageError: they would break a rule.
        StoreError: the version is unknown or damaged.
    """
    load_active_atlas(store, shipped, {**active, table: version})

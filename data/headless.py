"""Files in without a browser: `python -m data.intake FILE... [--apply]`.

Prints what was recognised, found and would change, as text or JSON. Exit code 0: all files are fine (and,
with `--apply`, stored); 1: an error stands against one of them, or rows would go that nobody allowed to go, and
nothing of any file was stored; 2: the command or the store is not usable.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.access import Actor, account, command_actor
from data.atlas import Atlas
from data.errors import AtlasError
from data.intake import Choices, Finding, Intake, check_together, read_file
from data.proposal import Proposal, atlas_after, import_proposal, propose
from data.records import load_atlas
from data.store import Store, load_active_atlas, open_store

_SHOWN = ("format", "container", "encoding", "delimiter", "decimal", "code", "title", "years", "date", "stand")
_CELLS_SHOWN = 20


@dataclass
class Result:
    """One file of the run.

    Attributes:
        findings: those of the file, of the other files, and of what is stored.
        version: version it was stored as, None when it was not.
        withheld: rows it would remove without leave; an excerpt looks just like a file in which they are gone.
    """

    path: Path
    data: bytes
    intake: Intake
    findings: list[Finding] = field(default_factory=list)
    proposal: Proposal | None = None
    version: int | None = None
    withheld: int = 0

    @property
    def failed(self) -> bool:
        """True when an error stands against the file, or rows would go without leave."""
        return self.withheld > 0 or any(finding.severity == "error" for finding in self.findings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code."""
    options = _parser().parse_args(arguments)
    try:
        results = _read(options)
        with open_store(options.store) as store:
            shipped = load_atlas()
            _compare(results, load_active_atlas(store, shipped), store)
            if options.apply and not options.allow_gone:
                _withhold(results)
            if options.apply and not any(result.failed for result in results):
                _apply(results, store, shipped, command_actor(options.who))
    except (OSError, AtlasError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(_as_json(results) if options.json else _as_text(results))
    return int(any(result.failed for result in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.intake", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--apply", action="store_true", help="store every file when no error stands against any")
    parser.add_argument("--allow-gone", action="store_true", help="store also when stored rows would go")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--choices", type=Path, help="JSON of data.intake.Choices, for all files")
    parser.add_argument("--who", default=account(), help="name written to the audit")
    parser.add_argument("--store", default=None, help="address of the store; default as configured")
    return parser


def _read(options: argparse.Namespace) -> list[Result]:
    choices = Choices.from_json(options.choices.read_text(encoding="utf-8")) if options.choices else Choices()
    results = []
    for path in options.files:
        data = path.read_bytes()
        intake = read_file(data, path.name, choices=choices)
        results.append(Result(path, data, intake, list(intake.findings)))
    for finding in check_together([result.intake for result in results]):
        for result in results[1:]:
            if result.intake.file_name == finding.file:
                result.findings.append(finding)
    return results


def _propose(intake: Intake, atlas: Atlas, store: Store) -> Proposal:
    active = store.active_versions()
    version, today = active.get(str(intake.table), 0), datetime.date.today().isoformat()
    return propose(intake, atlas, version, accessed=today, versions=active)


def _compare(results: list[Result], atlas: Atlas, store: Store) -> None:
    """Hold every readable file against what is stored; a broken rule between tables is an error, too."""
    for result in results:
        if not result.intake.ok:
            continue
        result.proposal = _propose(result.intake, atlas, store)
        result.findings += result.proposal.findings
        try:
            atlas_after(result.proposal, atlas)
        except AtlasError as error:
            fields = {"rule": error.code, **{name: str(value) for name, value in error.fields.items()}}
            result.findings.append(Finding("error", "rule_broken", file=result.intake.file_name, fields=fields))


def _withhold(results: list[Result]) -> None:
    """What a person ticks on the page, nobody ticks in a nightly job."""
    for result in results:
        if result.proposal:
            result.withheld = result.proposal.difference.counts["gone"]


def _apply(results: list[Result], store: Store, shipped: Atlas, who: Actor) -> None:
    """Store the files one after the other, each compared with what the one before left."""
    for result in results:
        atlas = load_active_atlas(store, shipped)
        proposal = _propose(result.intake, atlas, store)
        if proposal.changes_nothing:
            continue
        table = shipped.tables()[proposal.table]
        columns = list(proposal.base.columns)
        info = import_proposal(store, proposal, original=result.data, who=who, atlas=atlas, shipped=table[columns])
        result.version = info.version


def _recognition(intake: Intake) -> dict[str, Any]:
    return {name: getattr(intake.recognition, name) for name in _SHOWN if getattr(intake.recognition, name)}


def _as_json(results: list[Result]) -> str:
    return json.dumps([_plain(result) for result in results], ensure_ascii=False, indent=2, default=str) + "\n"


def _plain(result: Result) -> dict[str, Any]:
    difference = result.proposal.difference if result.proposal else None
    return {
        "file": str(result.path),
        "sha256": result.intake.sha256,
        "table": result.intake.table,
        "recognition": _recognition(result.intake),
        "columns": dict(result.intake.mapping.columns),
        "findings": [finding.to_dict() for finding in result.findings],
        "difference": difference.counts if difference else None,
        "changed": difference.changed.to_dict("records") if difference else [],
        "version": result.version,
        "withheld": result.withheld,
        "ok": not result.failed,
    }


def _as_text(results: list[Result]) -> str:
    return "\n".join(line for result in results for line in _lines(result)) + "\n"


def _lines(result: Result) -> list[str]:
    lines = [str(result.path), f"  table: {result.intake.table or '-'}"]
    lines += [f"  {name}: {value}" for name, value in _recognition(result.intake).items()]
    lines += [_finding_line(finding) for finding in result.findings]
    if result.proposal:
        difference = result.proposal.difference
        lines.append("  " + ", ".join(f"{count} {name}" for name, count in difference.counts.items()))
        for row in difference.changed.head(_CELLS_SHOWN).to_dict("records"):
            key = " ".join(str(row[name]) for name in difference.key)
            lines.append(f"    {key} {row['column']}: {row['old']} -> {row['new']}")
    if result.withheld:
        lines.append(f"  not stored: {result.withheld} stored rows would go; if they should, repeat with --allow-gone")
    if result.version is not None:
        lines.append(f"  stored as version {result.version}")
    return lines


def _finding_line(finding: Finding) -> str:
    place = [f"sheet {finding.sheet}"] if finding.sheet else []
    place += [f"row {finding.row}"] if finding.row is not None else []
    place += [f"column {finding.column} ({finding.heading})"] if finding.column else []
    place += [repr(finding.value)] if finding.value else []
    place += [f"{name}={value}" for name, value in finding.fields.items() if value not in ("", [], None)]
    times = f" x{finding.count}" if finding.count > 1 else ""
    return f"  {finding.severity}: {finding.code}{times} {', '.join(place)}".rstrip()


if __name__ == "__main__":
    sys.exit(main())

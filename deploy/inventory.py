"""`python -m deploy.inventory`: the parts of the atlas as CycloneDX, and their licences.

Writes `var/atlas.cdx.json` (every part with its hashes, from the locked list; made on demand, as it follows the list)
and `deploy/LICENCES.md` (kept, so that a new licence is seen in review). Needs no network: the licences are read
from the installed packages.

`python -m deploy.inventory FILE` writes the parts of the image instead, into the file: the Containerfile runs it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "requirements.txt"
IMAGE = (LOCKED, ROOT / "deploy" / "requirements-postgresql.txt", ROOT / "deploy" / "requirements-mcp.txt")
"""What the Containerfile installs."""
PARTS = ROOT / "var" / "atlas.cdx.json"
OVERVIEW = ROOT / "deploy" / "LICENCES.md"
_SPECIFICATION = "1.6"
_PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)\s*(?:;\s*(.*?))?\s*\\?$", re.MULTILINE)
_LONGEST_LICENCE = 60
# Longer than a name: the whole text stands where its name should. The names are those of the texts.
_NAMES_OF_TEXTS = (
    ("Permission is hereby granted, free of charge", "MIT"),
    ("Redistribution and use in source and binary forms", "BSD"),
    ("Apache License", "Apache-2.0"),
)
_HEAD = """# Licences of the parts

Written by `make inventory` from the installed packages; the list of parts with their hashes (CycloneDX) is
`var/atlas.cdx.json`. A package that is only installed elsewhere (another system or Python) has no licence here.
Fonts, icons and Leaflet in `static/` carry their licence beside them.

| package | version | licence |
|---|---|---|
"""


@dataclass(frozen=True)
class Part:
    """A package of the locked list.

    Attributes:
        name: as written there.
        version: the one version allowed.
        condition: on which systems it is installed; blank for everywhere.
    """

    name: str
    version: str
    condition: str = ""


def locked_parts() -> list[Part]:
    """What `make run` installs."""
    return [Part(*(found or "" for found in match.groups())) for match in _PIN.finditer(LOCKED.read_text("utf-8"))]


def write_parts(target: Path = PARTS, lists: Sequence[Path] = (LOCKED,)) -> None:
    """Writes the parts of some locked lists; the same input gives the same file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    locked = "\n".join(one.read_text("utf-8") for one in lists)
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "-", "--pyproject", "pyproject.toml"]
    options = ["--spec-version", _SPECIFICATION, "--output-reproducible", "--of", "JSON", "-o", str(target)]
    subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True, input=locked, text=True)  # noqa: S603 (our own)


def read_licences() -> dict[str, str]:
    """Licence of each installed package, by its normalised name."""
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed", "--with-system"]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own)
    entries: list[dict[str, Any]] = json.loads(told)
    return {normalised(entry["Name"]): short_licence(str(entry["License"])) for entry in entries}


def normalised(name: str) -> str:
    """A package's name in the one form all indexes know."""
    return re.sub(r"[-_.]+", "-", name).lower()


def short_licence(written: str) -> str:
    """One line: the name of a licence, also where a package puts the whole text."""
    line = " ".join(written.split())
    if len(line) > _LONGEST_LICENCE:
        line = next((name for text, name in _NAMES_OF_TEXTS if text in line), line[:_LONGEST_LICENCE] + "…")
    return line.replace("|", "/")


def overview(parts: list[Part], licences: dict[str, str]) -> str:
    """The page of licences, in the order of the locked list."""
    rows = [
        f"| {part.name} | {part.version} | {licences.get(normalised(part.name)) or f'only where {part.condition}'} |"
        for part in parts
    ]
    return _HEAD + "\n".join(rows) + "\n"


def main(arguments: Sequence[str] = ()) -> int:
    """Writes both, or the parts of the image into the file that is named."""
    if arguments:
        write_parts(Path(arguments[0]).absolute(), IMAGE)
        return 0
    write_parts()
    OVERVIEW.write_text(overview(locked_parts(), read_licences()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The descriptor of the package: what every table and field means, as `datapackage.json` says it."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from data.config import PACKAGE_ROOT, Config
from data.errors import PackageError

DESCRIPTOR = "datapackage.json"


def load_descriptor(root: Path | None = None) -> dict[str, Any]:
    """Load the Frictionless descriptor of the package.

    Returns:
        The descriptor; `resources` lists every table (`schema.fields`) and boundary layer (`properties`).

    Raises:
        PackageError: `file_missing`, or `file_unreadable` when it is no JSON with resources.
    """
    base = Config.from_environment().package_root if root is None else root
    try:
        content = json.loads((base / DESCRIPTOR).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackageError(file=DESCRIPTOR, code="file_missing") from None
    except (UnicodeDecodeError, json.JSONDecodeError, OSError) as error:
        raise PackageError(file=DESCRIPTOR, code="file_unreadable", reason=str(error)) from error
    if not isinstance(content, dict) or not content.get("resources"):
        raise PackageError(file=DESCRIPTOR, code="table_empty")
    return content


def package_day(root: Path) -> date | None:
    """The day on which the package was described as it is; None where it has no descriptor.

    Raises:
        PackageError: as `load_descriptor`, for one that cannot be read.
    """
    if not (root / DESCRIPTOR).exists():
        return None
    created = load_descriptor(root).get("created")
    return datetime.fromisoformat(created).date() if created else None


@cache
def _shipped() -> dict[str, Any]:
    """The descriptor that lies beside this code; nothing where there is none."""
    return load_descriptor(PACKAGE_ROOT) if (PACKAGE_ROOT / DESCRIPTOR).exists() else {"resources": []}


def is_shipped_file(file: str, content: bytes) -> bool:
    """Whether a file is byte for byte the one this code was shipped with, wherever it lies.

    `data.describe` checks a package before it writes down its hashes, and the tests check the shipped one, so that a
    start need not check it again. Any other byte is checked whenever it is read.
    """
    known = {resource["path"]: resource["hash"] for resource in _shipped()["resources"]}
    return known.get(file) == f"sha256:{hashlib.sha256(content).hexdigest()}"


def is_shipped_version(version: str) -> bool:
    """Whether a whole package is the one this code was shipped with, so that its tables are known to fit together."""
    return _shipped().get("version") == version

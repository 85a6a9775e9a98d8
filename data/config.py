"""Where the data lies. One frozen object, read from the environment, with defaults that need nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parent
"""Folder of the shipped package: `datapackage.json` and `sources/`."""


@dataclass(frozen=True)
class Config:
    """Settings of the data layer.

    Attributes:
        package_root: folder that holds `datapackage.json` and `sources/`.
    """

    package_root: Path = PACKAGE_ROOT

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """Read `ANKOMMEN_PACKAGE_ROOT`; unset or empty means the shipped package."""
        values = os.environ if environment is None else environment
        root = values.get("ANKOMMEN_PACKAGE_ROOT", "").strip()
        return cls(package_root=Path(root) if root else PACKAGE_ROOT)

"""Where the data lies. One frozen object, read from the environment, with defaults that need nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parent
"""Folder of the shipped package: `datapackage.json` and `sources/`."""


DATA_DIRECTORY = PACKAGE_ROOT.parent / "var"
"""Where the embedded store lies unless the operator names another place."""


@dataclass(frozen=True)
class Config:
    """Settings of the data layer.

    Attributes:
        package_root: folder that holds `datapackage.json` and `sources/`.
        data_directory: folder of the embedded store; made when it is first needed.
        database_url: address of a database server instead of the embedded store; may hold a password
            and is therefore never shown.
    """

    package_root: Path = PACKAGE_ROOT
    data_directory: Path = DATA_DIRECTORY
    database_url: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """Read the settings; an unset or empty variable means the default.

        `ANKOMMEN_PACKAGE_ROOT`, `ATLAS_DATA_DIRECTORY` and `ATLAS_DATABASE_URL`.
        """
        values = os.environ if environment is None else environment
        root = values.get("ANKOMMEN_PACKAGE_ROOT", "").strip()
        directory = values.get("ATLAS_DATA_DIRECTORY", "").strip()
        return cls(
            package_root=Path(root) if root else PACKAGE_ROOT,
            data_directory=Path(directory) if directory else DATA_DIRECTORY,
            database_url=values.get("ATLAS_DATABASE_URL", "").strip() or None,
        )

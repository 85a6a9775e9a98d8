"""Where the data lies. One frozen object, read from the environment, with defaults that need nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import SettingError

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

    @property
    def store_file(self) -> Path:
        """Where the embedded store lies, or would be made."""
        return self.data_directory / "atlas.sqlite3"

    def has_store(self) -> bool:
        """Whether there may be anything but the shipped tables: a server is named, or the embedded store was made."""
        return self.database_url is not None or self.store_file.exists()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """Read the settings; an unset or empty variable means the default.

        `ANKOMMEN_PACKAGE_ROOT`, `ATLAS_DATA_DIRECTORY` and `ATLAS_DATABASE_URL`.

        Raises:
            SettingError: the file of a setting cannot be read.
        """
        values = os.environ if environment is None else environment
        root = read_setting(values, "ANKOMMEN_PACKAGE_ROOT")
        directory = read_setting(values, "ATLAS_DATA_DIRECTORY")
        return cls(
            package_root=Path(root) if root else PACKAGE_ROOT,
            data_directory=Path(directory) if directory else DATA_DIRECTORY,
            database_url=read_setting(values, "ATLAS_DATABASE_URL") or None,
        )


def read_setting(values: Mapping[str, str], name: str) -> str:
    """A setting as it stands in the environment, else in the file that `<name>_FILE` names; blank when unset.

    Secrets come as files where containers are orchestrated: an environment is shown in more places than a file.

    Raises:
        SettingError: `file_unreadable`.
    """
    value, path = (values.get(key, "").strip() for key in (name, f"{name}_FILE"))
    if value or not path:
        return value
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingError(setting=f"{name}_FILE", path=path, code="file_unreadable") from None

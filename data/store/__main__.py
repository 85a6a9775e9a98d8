"""`python -m data.store backup FILE` and `python -m data.store restore FILE`.

The store is the configured one (`ATLAS_DATABASE_URL`, else the file in `ATLAS_DATA_DIRECTORY`), or that of
`--store`. A backup may be taken while the atlas runs. Restoring needs an empty store. Exit code 0: done and every
content compared with its checksum; 2: nothing was written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.errors import AtlasError
from data.store.backup import restore_backup, write_backup

_ACTS = {"backup": write_backup, "restore": restore_backup}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m data.store", description=__doc__)
    parser.add_argument("act", choices=_ACTS)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--store", default=None, help="address of the store; default as configured")
    options = parser.parse_args(arguments)
    try:
        copied = _ACTS[options.act](options.file, options.store)
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    rows = ", ".join(f"{number} {table}" for table, number in copied.rows.items())
    sys.stdout.write(f"{options.act}: {options.file}: {copied.versions} versions verified ({rows})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m data.store backup FILE`, `restore FILE`, `check` and `migrate`.

The store is the configured one (`ATLAS_DATABASE_URL`, else the file in `ATLAS_DATA_DIRECTORY`), or that of
`--store`. A backup may be taken while the atlas runs. Restoring needs an empty store. Exit code 0: done and every
content compared with its checksum; 2: nothing was written, or damage was found. The atlas migrates by itself when it
starts; `migrate` is for whoever wants to see it done before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.errors import AtlasError
from data.store.backup import check_store, migrate_store, restore_backup, write_backup

_ACTS = {"backup": write_backup, "restore": restore_backup}
_ACTS_WITHOUT_FILE = {"check": check_store, "migrate": migrate_store}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m data.store", description=__doc__)
    parser.add_argument("act", choices=(*_ACTS, *_ACTS_WITHOUT_FILE))
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?")
    parser.add_argument("--store", default=None, help="address of the store; default as configured")
    options = parser.parse_args(arguments)
    if (options.file is None) != (options.act in _ACTS_WITHOUT_FILE):
        parser.error("backup and restore take a FILE, check and migrate take none")
    try:
        if options.file is None:
            copied = _ACTS_WITHOUT_FILE[options.act](options.store)
        else:
            copied = _ACTS[options.act](options.file, options.store)
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    place = options.act if options.file is None else f"{options.act}: {options.file}"
    rows = ", ".join(f"{number} {table}" for table, number in copied.rows.items())
    sys.stdout.write(f"{place}: {copied.versions} versions verified ({rows})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

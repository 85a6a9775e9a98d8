"""Finds an nginx for the tests of several processes, or fetches one; `python -m tests.cluster.nginx` says which.

Debian's package is unpacked, not installed: no service starts on the machine of whoever runs the tests, and nobody
needs to be root.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_SYSTEM_PLACES = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"
_UNPACKED = Path(sys.prefix) / "nginx"
_PACKAGES = ("nginx", "nginx-light")
_ADVICE = (
    "The tests of several processes need nginx and none could be fetched. Install it (Debian, Ubuntu: apt-get install "
    "nginx-light; elsewhere: the package nginx), or name one with NGINX=/path/to/nginx, and run make test again."
)


def find_nginx() -> Path | None:
    """The first nginx that runs: NGINX, this machine's, the one unpacked earlier."""
    named = [os.environ.get("NGINX"), shutil.which("nginx", path=_SYSTEM_PLACES), _UNPACKED / "usr/sbin/nginx"]
    return next((Path(path) for path in named if path and _runs(Path(path))), None)


def _runs(path: Path) -> bool:
    return path.is_file() and subprocess.run([path, "-v"], check=False, capture_output=True).returncode == 0


def _fetch() -> None:
    """Unpacks the package that holds the program; its name changed between releases of Debian."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
    for package in _PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            command = ["apt-get", "download", "-qq", package]
            subprocess.run(command, cwd=folder, check=False)
            for archive in Path(folder).glob("*.deb"):
                subprocess.run(["dpkg-deb", "--extract", archive, _UNPACKED], check=False)
        if find_nginx() is not None:
            return


def require_nginx() -> Path:
    """An nginx, fetched when there is none.

    Raises:
        SystemExit: none is there and none could be fetched; the message says what to do.
    """
    found = find_nginx()
    if found is None:
        _fetch()
        found = find_nginx()
    if found is None:
        raise SystemExit(_ADVICE)
    return found


if __name__ == "__main__":
    sys.stdout.write(f"nginx: {require_nginx()}\n")

"""Finds a Chromium for the browser tests, or installs one; `python -m tests.browser.chromium` says which."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The one without windows first: the same engine, at half the work for each page.
_HEADLESS = "chromium-headless-shell"
_NAMES = (_HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Every host name but our own address fails to resolve: the network is cut for the browser.
ARGUMENTS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
]
_ADVICE = (
    "The tests need a Chromium and none could be installed. Install one (Debian: apt-get install chromium; "
    "elsewhere: Google Chrome, or .venv/bin/playwright install chromium) and run make test again."
)


def find_chromium() -> Path | None:
    """The first Chromium on this machine: CHROMIUM, the search path, playwright's own."""
    named = [os.environ.get("CHROMIUM"), *map(shutil.which, _NAMES)]
    found = next((Path(path) for path in named if path and Path(path).exists()), None)
    return found or _playwrights_own()


def _playwrights_own() -> Path | None:
    # Asked in a process of its own, because playwright cannot be started twice in one.
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    asked = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    path = Path(asked.stdout.strip() or "nowhere")
    return path if path.is_file() else None


def _install_headless() -> bool:
    """Installs Debian's Chromium without windows; False where that is not possible."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root or shutil.which("apt-get") is None:
        return False
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    for package in (_HEADLESS, "chromium"):
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        if subprocess.run(command, check=False).returncode == 0:
            return True
    return False


def _install() -> None:
    if _install_headless():
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def require_chromium() -> Path:
    """A Chromium, installed when there is none.

    Raises:
        SystemExit: none is there and none could be installed; the message says what to do.
    """
    found = find_chromium()
    if found is None:
        _install()
        found = find_chromium()
    if found is None:
        raise SystemExit(_ADVICE)
    return found


if __name__ == "__main__":
    if "CHROMIUM" not in os.environ and shutil.which(_HEADLESS) is None:
        _install_headless()
    sys.stdout.write(f"Chromium: {require_chromium()}\n")

"""Installs LibreOffice Impress and poppler for the gate of slides; `python -m tests.analytics.exports.gate.office`.

Without them the gate checks slides by their XML only and says so: nothing fails for want of a network or of rights.
"""

import os
import shutil
import subprocess
import sys

from tests.analytics.exports.gate.rendered import TOOLS

_PACKAGES = ("libreoffice-impress", "poppler-utils", "fonts-liberation")


def missing() -> list[str]:
    """Programs that are not there."""
    return [name for name in TOOLS if shutil.which(name) is None]


def _install() -> None:
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *_PACKAGES], check=False)


if __name__ == "__main__":
    if missing():
        _install()
    left = ", ".join(missing())
    advice = f"not there: {left}; slides are checked by their XML only (Debian: apt-get install {' '.join(_PACKAGES)})"
    sys.stdout.write(f"LibreOffice: {advice if left else shutil.which('soffice')}\n")

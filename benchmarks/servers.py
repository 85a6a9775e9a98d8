"""Starts the atlas and its Dash peer as separate processes on free ports."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

# A server at rest still looks at its store and its garbage; what it prepares has a pause of 15 seconds in it.
_LOOK_SECONDS, _IDLE_SHARE = 20.0, 0.05
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Build:
    """A checkout of the atlas and the Python it runs with.

    Attributes:
        name: what it is called in a table.
        folder: where its `app.py` lies.
        python: with what it needs installed.
    """

    name: str
    folder: Path
    python: str

    def has_page(self, page: str) -> bool:
        """Whether the build knows the page of this address."""
        return any((self.folder / "pages").rglob(f"{page or 'ueberblick'}.py"))


NOW = Build("now", ROOT, sys.executable)


def earlier_build(folder: str) -> Build:
    """The build checked out in a folder, with the environment `.venv` in it.

    Raises:
        FileNotFoundError: there is no such build, or it has no environment of its own.
    """
    path = Path(folder).resolve()
    python = path / ".venv" / "bin" / "python"
    for needed in (path / "app.py", python):
        if not needed.exists():
            raise FileNotFoundError(needed)
    return Build("before", path, str(python))


def find_free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, path: str, folder: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """The command as a process of a folder that answers on ``path``; ended when the block ends.

    Raises:
        TimeoutError: the server did not answer within a minute.
    """
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, **silent)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}{path}", process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def serving(build: Build, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The atlas as one build has it; ended when the block ends."""
    with running(atlas_command(port, build.python), port, "/healthz", build.folder) as server:
        yield server


def atlas_command(port: int, python: str = sys.executable) -> list[str]:
    """How the atlas is started."""
    return [python, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]


def dash_command(port: int) -> list[str]:
    """How the peer is started."""
    return [sys.executable, "-m", "benchmarks.dash_peer", str(port)]


def processor_seconds(server: psutil.Process) -> float:
    """What a process has used of the processor since it began."""
    times = server.cpu_times()
    return float(times.user + times.system)


def settle(servers: list[psutil.Process]) -> None:
    """Waits until the servers have ended what they prepare after their start, five minutes at most."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        start = sum(map(processor_seconds, servers))
        time.sleep(_LOOK_SECONDS)
        if sum(map(processor_seconds, servers)) - start < _IDLE_SHARE * _LOOK_SECONDS * len(servers):
            return


def print_load(moment: str) -> None:
    """What the machine does beside: processes that wanted to run in the last 1, 5 and 15 minutes."""
    print(f"load of the machine at the {moment}: " + ", ".join(f"{load:.2f}" for load in os.getloadavg()), flush=True)


def _wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode} before it answered {url}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {url}")

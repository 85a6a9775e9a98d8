"""Tasks the tests run in processes of their own, forked from this one, which starts no thread."""

import json
import os
import random
import sys
import traceback
from itertools import count

import alembic.command  # noqa: F401 - imported here, so that a forked task need not
import pandas as pd
import psycopg  # noqa: F401
from sqlalchemy import event

from data.access import command_actor
from data.config import Config
from data.errors import BaseMovedError
from data.records import load_table
from data.store import Store, open_store
from data.store.database.engine import make_engine, store_url

TABLE = load_table("migration")
KREIS = TABLE[(TABLE["ags"] == "12052") & (TABLE["age_group"] == "insgesamt")].tail(3)


def frame_of(number):
    """A table in which every row says which write it belongs to."""
    return KREIS.assign(arrivals=pd.array([number] * len(KREIS), dtype="Int64"))


def original_of(number, size):
    """A file that says which write it belongs to, and cannot be compressed."""
    return str(number).encode() + b"\n" + random.Random(number).randbytes(size)  # noqa: S311


def open_only(url):
    """Open the store; make it when there is none."""
    open_store(url).close()


def write_until_killed(url, log, first, size):
    """Write version after version; say in the log how far each came and what the store acknowledged."""
    diary = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(diary, b"start\n")
    store = open_store(url)
    event.listen(store._session._writer, "begin", lambda _: os.write(diary, b"transaction\n"))
    active = store.active_versions().get("migration", 0)
    for number in count(first):
        original = original_of(number, size)
        os.write(diary, f"begin {number}\n".encode())
        info = store.write_version(
            "migration",
            frame_of(number),
            base_version=active,
            original=original,
            file_name="f.csv",
            who=command_actor("w"),
        )
        active = info.version
        os.write(diary, f"done {number} {active}\n".encode())


def write_many(url, writes):
    """Write a number of versions against others who do the same; compare anew whenever they were quicker."""
    store = open_store(url)
    written = 0
    while written < writes:
        active = store.active_versions().get("migration", 0)
        try:
            store.write_version(
                "migration",
                frame_of(active),
                base_version=active,
                original=None,
                file_name=None,
                who=command_actor("w"),
            )
        except BaseMovedError:
            continue
        written += 1


def read_until_killed(url, log):
    """Read as a process of the release before does: it opened the store once and looks no more at its form."""
    diary = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    store = Store(make_engine(store_url(url, Config())))
    while True:
        versions = ",".join(f"{name}@{version}" for name, version in store.active_versions().items())
        os.write(diary, f"read {versions} {len(store.load_table('migration'))} rows\n".encode())


TASKS = {task.__name__: task for task in (open_only, write_until_killed, write_many, read_until_killed)}


def run(task, arguments):
    """Run a task in a fork; never return there."""
    status = 1
    try:
        task(**arguments)
        status = 0
    except BaseException:  # whatever it is, the test shall see it
        traceback.print_exc()
    os._exit(status)


def main():
    """Answer each line of input with one line: a process id, or how a process ended."""
    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            _, status = os.waitpid(request["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            task = TASKS[request.pop("task")]
            answer = os.fork() or run(task, request)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

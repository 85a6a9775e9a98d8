"""`kill -9` at any moment: the store opens again, with the old version active or the new one, never half."""

import random
import signal
import time
from collections import Counter

import sqlalchemy as sa

from data.config import Config
from data.store import open_store
from data.store.database.engine import make_engine, store_url

KILLS = 50
KILLS_IN_TRANSACTION = 15
TRANSACTION_SECONDS = 0.005
FILE_BYTES = 200_000
PATIENCE_SECONDS = 20


def lines(log):
    return [line.split() for line in log.read_text().splitlines()]


def wait_for(log, word, times=1):
    """Wait until the log holds a word so often; the seconds it took."""
    start = time.monotonic()
    while not log.exists() or log.read_text().count(word) < times:
        assert time.monotonic() - start < PATIENCE_SECONDS, f"no '{word}' in the log"
        time.sleep(0.0005)
    return time.monotonic() - start


def numbers_in(store, version):
    """The numbers a version's table and file carry; one number when it is whole and of one write."""
    original = store.load_original("migration", version)
    assert len(original) == len(original.split(b"\n", 1)[0]) + 1 + FILE_BYTES
    return {*store.load_table("migration", version)["arrivals"], int(original.split(b"\n", 1)[0])}


def wait_for_server(url):
    """Waits until a server has ended what the dead client sent: it may still commit it, or hold its locks."""
    held = sa.text(
        "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation "
        "WHERE relnamespace = current_schema()::regnamespace AND pid <> pg_backend_pid()"
    )
    engine = make_engine(store_url(url, Config()))
    start = time.monotonic()
    while engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            if connection.execute(held).scalar_one() == 0:
                break
        assert time.monotonic() - start < PATIENCE_SECONDS, "the server still works for the dead client"
        time.sleep(0.005)
    engine.dispose()


def check_store(url, log, numbers_seen):
    """The store opens; all that was acknowledged is there; what is active is whole, and old or new.

    `numbers_seen` holds the number of every version seen active so far, and gains the present one.
    """
    written = lines(log)
    acknowledged = {int(line[2]): int(line[1]) for line in written if line[0] == "done"}
    begun = next((int(line[1]) for line in reversed(written) if line[0] == "begin"), None)
    wait_for_server(url)
    with open_store(url) as store:
        known = {info.version for info in store.versions("migration")}
        active = store.active_versions().get("migration", 0)
        assert acknowledged.keys() <= known
        assert active >= max(acknowledged, default=0)
        assert known == set(range(1, active + 1)), "a version was stored and not activated"
        (number,) = numbers_in(store, active)
    assert number == {**numbers_seen, **acknowledged}.get(active, begun)
    numbers_seen[active] = number


def test_kills_spread_over_an_upload_lose_nothing_acknowledged(url, workers, tmp_path):
    log, numbers_seen, hits = tmp_path / "log.txt", {}, Counter()

    def upload_and_kill(first, wait):
        pid = workers.start("write_until_killed", url=url, log=str(log), first=first, size=FILE_BYTES)
        waited = wait()
        assert workers.kill(pid) == -signal.SIGKILL
        hits[lines(log)[-1][0]] += 1
        check_store(url, log, numbers_seen)
        return waited

    def in_a_transaction():
        wait_for(log, "transaction", log.read_text().count("transaction") + 1)
        time.sleep(moments.uniform(0, TRANSACTION_SECONDS))

    moments = random.Random(3)  # noqa: S311
    upload_seconds = upload_and_kill(1, lambda: wait_for(log, "done 2 "))
    for kill in range(1, KILLS + 1):
        moment = upload_seconds * (kill - moments.random()) / KILLS
        upload_and_kill(1000 * kill, lambda moment=moment: time.sleep(moment))
    for kill in range(KILLS + 1, KILLS + KILLS_IN_TRANSACTION + 1):
        upload_and_kill(1000 * kill, in_a_transaction)
    assert hits["transaction"] >= KILLS_IN_TRANSACTION / 3, f"too few kills hit a transaction: {hits}"
    with open_store(url) as store:
        for info in store.versions("migration"):
            assert len(numbers_in(store, info.version)) == 1
        assert len(store.audit("migration", limit=10_000)) == len(store.versions("migration"))


def test_a_kill_while_the_store_is_made_leaves_one_that_opens(fresh_url, workers):
    moments = random.Random(4)  # noqa: S311
    for _ in range(10):
        url = fresh_url()
        pid = workers.start("open_only", url=url)
        time.sleep(moments.uniform(0, 0.15))
        workers.kill(pid)
        with open_store(url) as store:
            assert store.active_versions() == {}

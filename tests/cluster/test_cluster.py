"""Two processes, PostgreSQL and nginx as delivered: what one stores the other shows, and anything may die."""

import json
import random
import re
import statistics
import threading
import time
import urllib.request

import pandas as pd
import pytest
from playwright.sync_api import Browser, expect

from data.access import local_actor
from data.errors import StoreError
from data.records import load_table
from data.store import open_store
from tests.browser.conftest import DESKTOP, READY_MS, Visit, new_visit
from tests.cluster.parts import wait_until
from tests.cluster.visitor import Visitor
from tests.server.files import population_file, regional_file

# Random means: in no order anybody chose; the same order again, so that a failure can be repeated.
new_chance = random.Random

OPERATOR = local_actor("operator")
KILLS = 20
FROZEN_READERS = 8
SEEN_WITHIN_SECONDS = 2.0
# A machine that does much else beside takes long to start a process; what it took is printed.
RECOVERED_WITHIN_SECONDS = 180.0
ORDER = 20261123


@pytest.fixture
def store(cluster):
    with open_store(cluster.database.url) as opened:
        yield opened


@pytest.fixture
def open_window(browser: Browser):
    """A function that opens a browser window on an address of the cluster."""
    contexts = []

    def open_one(base: str) -> Visit:
        contexts.append(browser.new_context(viewport=DESKTOP, locale="de-DE", ignore_https_errors=True))
        return new_visit(contexts[-1], base)

    yield open_one
    for context in contexts:
        context.close()


def send_file(visit: Visit, name: str, content: bytes) -> None:
    """The way of a file over the desk, up to the click that takes it over."""
    page = visit.open("/daten")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("heading", name=re.compile("Was aufgefallen ist"))).to_be_visible(timeout=READY_MS)
    visit.settle()


def take_over(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Als neue Version übernehmen").click()


def shows_2025(address: str) -> bool:
    with urllib.request.urlopen(f"{address}/data/migration.csv", timeout=20) as answer:
        return b",2025," in answer.read()


def test_what_is_stored_at_one_process_is_soon_seen_at_the_other(cluster, store, open_window, atlas, say):
    desk = open_window(cluster.direct("one"))
    send_file(desk, "tabelle.csv", regional_file(atlas.migration, atlas.kreise, more=50))
    take_over(desk)
    expect(desk.page.get_by_test_id("stAlert").first).to_contain_text("ist aktiv", timeout=READY_MS)
    seconds = [wait_until(lambda: shows_2025(cluster.direct("two")), "the other process did not show the version", 20)]
    for version in (0, 1, 0, 1):
        store.activate("migration", version, OPERATOR)
        seconds += [
            wait_until(lambda name=name, seen=bool(version): shows_2025(cluster.direct(name)) == seen, "not seen", 20)
            for name in cluster.replicas
        ]
    most, usual = max(seconds), statistics.median(seconds)
    say(f"an activation reached the other process after {most:.2f} s at most, {usual:.2f} s as a rule")
    # As a rule: on a busy machine the database counts as silent for a second, and readers are told so.
    assert usual <= SEEN_WITHIN_SECONDS


def test_a_visit_stays_with_its_process_and_a_large_file_arrives_there(visitor, cluster):
    first = visitor.ask("/karte")
    assert first.status == 200
    assert "Secure" in first.headers["Set-Cookie"]
    assert first.headers["Strict-Transport-Security"]
    process = visitor.process
    assert process in cluster.replicas
    visitor.connect()
    # The page where everybody may send a file: a presentation of their own.
    visitor.rerun("praesentation")
    for _ in range(6):
        assert visitor.upload(b"x;y\n" * 1_000_000).status == 204
    assert visitor.process == process
    stranger = Visitor(cluster)
    stranger.connect()
    stranger.cookies["atlas_route"] = "two" if stranger.process == "one" else "one"
    stranger.rerun("praesentation")
    # The other process knows no page of this visit that asks for a file.
    assert stranger.upload(b"x").status == 403
    stranger.leave()


def test_what_a_visitor_sends_chooses_no_other_machine_and_opens_nothing(visitor, cluster, open_window):
    visitor.cookies["atlas_route"] = "127.0.0.1:22"
    assert visitor.ask("/karte").status == 200
    assert visitor.process in cluster.replicas
    for closed in ("/metrics", "/readyz", "/_stcore/metrics"):
        assert visitor.ask(closed, **{"X-Forwarded-For": "127.0.0.1"}).status == 404
    window = open_window(cluster.url)
    window.open("/daten")
    expect(window.page.locator("input[type=file]")).to_have_count(0)
    expect(window.page.get_by_role("heading", name="Lesen ist offen, ändern nicht")).to_be_visible()


def test_the_logs_name_no_visitor_and_share_the_id_of_a_request(visitor, cluster):
    answer = visitor.ask("/karte?kreis=12062", **{"User-Agent": "visitor-with-a-name", "X-Request-ID": "0" * 32})
    own, proxy_log = answer.headers["X-Request-ID"], cluster.folder / "atlas.log"
    assert own != "0" * 32
    wait_until(lambda: own in proxy_log.read_text(), "the proxy did not log the request", 5)
    assert all({"request", "status", "seconds"} <= set(json.loads(line)) for line in proxy_log.read_text().splitlines())
    for log in cluster.folder.glob("*.log"):
        written = log.read_text(errors="replace")
        assert "visitor-with-a-name" not in written
        assert "12062" not in written
        assert "/karte" not in written


def test_a_process_dies_during_an_upload(cluster, store, open_window, atlas, say):
    """Its visitors go on at the other with the view they had; the upload is whole or not there."""
    window = open_window(cluster.url)
    window.open("/kreisprofil?kreis=12062")
    chosen, process = window.page.url, route_of(window)
    content = population_file(atlas.population)
    desk = open_window(cluster.direct(process))
    send_file(desk, "einwohner.csv", content)
    take_over(desk)
    desk.page.wait_for_timeout(new_chance(ORDER).uniform(0, 300))
    cluster.replicas[process].kill()
    start = time.monotonic()
    wait_until(lambda: wait_a_moment(window) and route_of(window) != process, "the visitor did not reconnect", 60)
    window.settle()
    say(f"a visitor whose process died was served by the other after {time.monotonic() - start:.1f} s")
    cluster.replicas[process].start()
    assert window.page.url == chosen
    expect(window.page.locator("h1").first).to_contain_text("Elbe-Elster")
    expect(window.page.get_by_test_id("stException")).to_have_count(0)
    stored = store.versions("population")
    say(f"the upload it was about to store is {'whole' if stored else 'not there'}")
    for info in stored:
        assert store.load_original("population", info.version) == content
        assert len(store.load_table("population", info.version)) == info.row_count
    assert store.active_versions().get("population", 0) == len(stored) <= 1


def route_of(window: Visit) -> str:
    return next(one["value"] for one in window.page.context.cookies() if one["name"] == "atlas_route")


def wait_a_moment(window: Visit) -> bool:
    """Lets the browser work; it does nothing while this test sleeps."""
    window.page.wait_for_timeout(100)
    return True


class Clerk(threading.Thread):
    """Stores version after version and remembers which ones were acknowledged."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.store = open_store(url)
        table = load_table("migration_land")
        self.table = table
        self.acknowledged: dict[int, int] = {}
        self.refused = 0
        self.stopped = threading.Event()
        self.error: Exception | None = None

    def frame(self, number: int) -> pd.DataFrame:
        return self.table.assign(arrivals=pd.array([number] * len(self.table), dtype="Int64"))

    def original(self, number: int) -> bytes:
        return f"file {number}\n".encode() + new_chance(number).randbytes(20_000)

    def run(self) -> None:
        number = 0
        while not self.stopped.is_set():
            number += 1
            time.sleep(0.2)  # a busy office, not a test of speed
            try:
                self._write(number)
            except StoreError:
                self.refused += 1
            except Exception as error:
                self.error = error
                return

    def _write(self, number: int) -> None:
        # Not activated: every activation would let both processes build the atlas anew, which is not what is tested.
        info = self.store.write_version(
            "migration_land", self.frame(number), base_version=0, original=self.original(number),
            file_name=f"{number}.csv", who=OPERATOR, activate=False,
        )  # fmt: skip
        self.acknowledged[info.version] = number


class Reader(threading.Thread):
    """Reads through the proxy all the time, on the web and over the web socket, and comes back after each loss."""

    def __init__(self, cluster) -> None:
        super().__init__(daemon=True)
        self.visitor = Visitor(cluster)
        self.stopped = threading.Event()
        self.good = 0
        self.lost = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.stopped.is_set():
            time.sleep(0.3)
            try:
                if self.visitor.socket is None:
                    self.visitor.connect()
                self._read()
                self.good += 1
            except Exception:
                # Whatever the proxy or a dying process does to a connection, the visitor tries again.
                self.lost += 1
                self.visitor.socket = None

    def _read(self) -> None:
        answer = self.visitor.ask("/data/members.csv")
        if answer.status == 200 and len(answer.body) != int(answer.headers["Content-Length"]):
            self.wrong.append("a file was cut")
        elif answer.status not in (200, 502, 503, 504):
            self.wrong.append(f"status {answer.status}")
        self.visitor.rerun("quellen")


def visitor_at(cluster, name: str) -> Visitor:
    """A visitor of this process; where it died before, the proxy leads there again after a few seconds only."""
    visitor = Visitor(cluster)

    def arrives() -> bool:
        visitor.cookies["atlas_route"] = name
        return visitor.ask("/karte").status == 200 and visitor.process == name

    wait_until(arrives, f"the proxy did not lead to process {name}", 20)
    visitor.connect()
    visitor.rerun("quellen")
    assert visitor.process == name
    return visitor


def read_while_frozen(visitor: Visitor, told: list) -> None:
    """A page and a file, and how long each took; the thaw waits for both."""
    for read in (lambda: visitor.rerun("quellen"), lambda: visitor.ask("/data/migration.csv")):
        start = time.monotonic()
        told.append((read(), time.monotonic() - start))


def test_a_frozen_database_holds_no_reader_and_nobody_has_to_do_anything_when_it_thaws(cluster, say):
    # The test before kills one of them and does not wait until it has come again.
    for name in cluster.replicas:
        cluster.wait_for_replica(name)
    visitors = [visitor_at(cluster, name) for name in cluster.replicas for _ in range(FROZEN_READERS // 2)]
    told: list = []
    readers = [threading.Thread(target=read_while_frozen, args=(visitor, told)) for visitor in visitors]
    with cluster.database.frozen():
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    pages = [seen.decode(errors="replace") for seen, _ in told if isinstance(seen, bytes)]
    files = [seen for seen, _ in told if not isinstance(seen, bytes)]
    assert (len(pages), len(files)) == (FROZEN_READERS, FROZEN_READERS)
    assert all("Die Datenbank antwortet gerade nicht. Sie sehen die Zahlen" in page for page in pages)
    assert {(one.status, one.headers["Atlas-Figures"].partition(";")[0]) for one in files} == {(200, "last-known")}
    seconds = sorted(taken for _, taken in told)
    say(f"frozen: {len(told)} answers, half within {statistics.median(seconds):.2f} s, the slowest {seconds[-1]:.2f} s")
    assert statistics.median(seconds) <= SEEN_WITHIN_SECONDS
    for name in cluster.replicas:
        wait_until(lambda name=name: figures_at(cluster.direct(name)) == "active", "the thaw was not noticed", 20)
    for visitor in visitors:
        assert b"antwortet gerade nicht" not in visitor.rerun("quellen")
        visitor.leave()


def figures_at(address: str) -> str:
    with urllib.request.urlopen(f"{address}/data/members.csv", timeout=20) as answer:
        return answer.headers["Atlas-Figures"]


def order_of_kills() -> list[str]:
    """Twenty victims in random order: processes, database and proxy alike."""
    chance = new_chance(ORDER)
    victims = ["one", "two"] * 2 + ["database"] * 6 + ["proxy"] * 10
    chance.shuffle(victims)
    assert len(victims) == KILLS
    return victims


def test_twenty_kills_lose_nothing_that_was_acknowledged(cluster, store, say):
    clerk, readers = Clerk(cluster.database.url), [Reader(cluster) for _ in range(2)]
    for thread in (clerk, *readers):
        thread.start()
    recovered: dict[str, list[float]] = {}
    chance = new_chance(ORDER)
    for victim in order_of_kills():
        time.sleep(chance.uniform(0.05, 0.4))
        part = {"database": cluster.database, "proxy": cluster.proxy, **cluster.replicas}[victim]
        if victim in cluster.replicas:
            # Never the last one: the other must be back from its own death.
            cluster.wait_for_replica("two" if victim == "one" else "one")
        written, start = len(clerk.acknowledged), time.monotonic()
        part.kill()
        part.start()
        wait_until(lambda: serves(cluster), f"no answer after {victim} was killed", RECOVERED_WITHIN_SECONDS)
        if victim == "database":
            wait_until(
                lambda seen=written: len(clerk.acknowledged) > seen, "nothing could be stored", RECOVERED_WITHIN_SECONDS
            )
        recovered.setdefault(victim, []).append(time.monotonic() - start)
    for thread in (clerk, *readers):
        thread.stopped.set()
    for thread in (clerk, *readers):
        thread.join(timeout=60)
    for victim, seconds in sorted(recovered.items()):
        say(f"{victim}: killed {len(seconds)} times, served again after {max(seconds):.2f} s at most")
    served = sum(reader.good for reader in readers)
    say(
        f"{len(clerk.acknowledged)} versions acknowledged, {clerk.refused} refused; visitors were served {served} times"
    )
    assert clerk.error is None
    assert len(clerk.acknowledged) >= KILLS
    assert [reader.wrong for reader in readers] == [[], []]
    assert all(reader.good >= KILLS for reader in readers)
    check_everything_is_there(store, clerk)


def serves(cluster) -> bool:
    """Whether a new visitor gets a page and a run of it."""
    visitor = Visitor(cluster)
    try:
        visitor.connect()
        visitor.rerun("quellen")
    except Exception:
        return False
    finally:
        visitor.leave()
    return True


def check_everything_is_there(store, clerk: Clerk) -> None:
    """Every acknowledged version, and each version that is there as a whole."""
    infos = store.versions("migration_land")
    assert {info.version for info in infos} >= set(clerk.acknowledged)
    for info in infos:
        number = int(info.file_name.removesuffix(".csv"))
        assert clerk.acknowledged.get(info.version, number) == number
        assert store.load_original("migration_land", info.version) == clerk.original(number)
        assert set(store.load_table("migration_land", info.version)["arrivals"]) == {number}
    assert len(store.audit("migration_land", limit=len(infos) + 1)) == len(infos)

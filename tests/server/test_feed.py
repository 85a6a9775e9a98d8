"""The feed of accepted versions is valid Atom, keeps its ids, names nobody and never hides that it does not know."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from lxml import etree
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.language import get_wording
from data.access import command_actor
from data.errors import StoreError
from data.records import load_descriptor
from data.store.history import changes
from pages.facts import served
from pages.server.document.head import head_part
from pages.server.middleware import middleware
from pages.server.routes.listing import routes
from tests.pages.uploads import import_file
from tests.server.files import population_file, regional_file

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST, SECOND, THIRD, FOURTH = (datetime(2031, 5, day, 8, 30, 15, 500, UTC) for day in (1, 2, 3, 4))
WHO = "frieda.musterfrau@example.org"
FILE = "geheim-2025.csv"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    served.forget()
    opened = served.store()
    yield opened
    opened.close()
    served.forget()


@pytest.fixture
def client():
    return TestClient(Starlette(routes=routes(), middleware=middleware()))


@pytest.fixture
def accepted(store, atlas, monkeypatch):
    """Migration, then population, then migration once more, which is undone."""
    for at, content in (
        (FIRST, regional_file(atlas.migration, atlas.kreise)),
        (SECOND, population_file(atlas.population)),
        (THIRD, regional_file(atlas.migration, atlas.kreise, more=1)),
    ):
        monkeypatch.setattr(changes, "now", lambda at=at: at)
        import_file(store, content, FILE, WHO)
    monkeypatch.setattr(changes, "now", lambda: FOURTH)
    store.undo("migration", command_actor(WHO))
    return store


def only(element, name):
    (found,) = element.findall(f"{ATOM}{name}")
    return found


def read_feed(content):
    """As RFC 4287 wants it: what a feed and an entry must have, once, and where links lead."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    assert only(only(feed, "author"), "name").text
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert set(links) == {"self", "alternate"}
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        assert only(element, "id").text.startswith("urn:uuid:")
        assert only(element, "title").text.strip()
        datetime.strptime(only(element, "updated").text, "%Y-%m-%dT%H:%M:%SZ")
    for entry in entries:
        # Without content an entry needs a link to what it stands for.
        assert only(entry, "link").get("rel") == "alternate"
    ids = [only(element, "id").text for element in (feed, *entries)]
    assert len(ids) == len(set(ids))
    moments = [only(entry, "updated").text for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert only(feed, "updated").text == moments[0]
    return feed, links, entries


@pytest.mark.parametrize(
    ("lang", "undone_as", "accepted_as", "shipped_as"),
    [
        (
            "de", "{table}: Version 2 rückgängig gemacht; es gilt wieder Version 1",
            "{table}: Version {n} übernommen", "Die Daten wie ausgeliefert: Datenstand {version}",
        ),
        (
            "en", "{table}: version 2 undone; version 1 holds again",
            "{table}: version {n} accepted", "The data as shipped: data version {version}",
        ),
    ],
)  # fmt: skip
def test_every_change_is_an_entry_with_its_moment(accepted, client, lang, undone_as, accepted_as, shipped_as):
    answer = client.get(f"/data/versions.atom?lang={lang}")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed, links, entries = read_feed(answer.content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    found = [only(entry, "title").text for entry in entries]
    tables = {one["name"]: one for one in load_descriptor()["resources"]}
    expected = [
        accepted_as.format(table=tables[name]["title_de" if lang == "de" else "title"], n=n)
        for name, n in (("migration", 2), ("population", 1), ("migration", 1))
    ]
    undone = undone_as.format(table=tables["migration"]["title_de" if lang == "de" else "title"])
    assert found == [undone, *expected, shipped_as.format(version=served.shipped().version)]
    assert [only(entry, "updated").text for entry in entries] == [
        *(f"2031-05-0{day}T08:30:15Z" for day in (4, 3, 2, 1)), load_descriptor()["created"],
    ]  # fmt: skip
    for link in (*links.values(), *(only(entry, "link").get("href") for entry in entries)):
        assert client.get(link.removeprefix("http://testserver")).status_code == 200


def test_an_undo_back_to_what_was_shipped_says_so(accepted, client):
    accepted.undo("population", command_actor(WHO))
    table = next(one["title"] for one in load_descriptor()["resources"] if one["name"] == "population")
    titles = [only(entry, "title").text for entry in read_feed(client.get("/data/versions.atom?lang=en").content)[2]]
    assert f"{table}: version 1 undone; what was shipped holds again" in titles


def test_nobody_and_no_file_of_anybody_is_named(accepted, client):
    text = client.get("/data/versions.atom").text
    assert not any(word in text for word in (WHO, "frieda", FILE, "geheim"))


def test_ids_stay_whatever_the_address_and_however_much_is_added(store, atlas, client, monkeypatch):
    def ids(base="http://testserver"):
        entries = read_feed(client.get(f"{base}/data/versions.atom").content)[2]
        return [only(entry, "id").text for entry in entries]

    first = ids()
    monkeypatch.setattr(changes, "now", lambda: FIRST)
    import_file(store, regional_file(atlas.migration, atlas.kreise), FILE)
    second = ids()
    assert len(first) == 1
    assert second[1:] == first
    assert ids("http://other.example.org") == second
    served.forget()
    assert ids() == second


def test_a_reader_who_has_it_gets_it_again_only_when_there_is_more(accepted, client):
    first = client.get("/data/versions.atom")
    assert first.headers["last-modified"] == format_datetime(FOURTH.replace(microsecond=0), usegmt=True)
    for condition in ({"If-None-Match": first.headers["etag"]}, {"If-Modified-Since": first.headers["last-modified"]}):
        assert client.get("/data/versions.atom", headers=condition).status_code == 304
    assert client.head("/data/versions.atom").headers["etag"] == first.headers["etag"]
    assert first.headers["access-control-allow-origin"] == "*"
    assert client.get("/data/versions.atom?jahr=2020").status_code == 400


def test_while_the_store_never_answered_the_feed_does_not_say_that_nothing_was_accepted(store, client, monkeypatch):
    def silent():
        raise StoreError(code="unavailable", reason="test")

    monkeypatch.setattr(store, "active_versions", silent)
    answer = client.get("/data/versions.atom")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


@pytest.mark.parametrize(("lang", "address"), [("de", "versions.atom"), ("en", "versions.atom?lang=en")])
def test_pages_and_the_list_of_the_data_lead_to_it(client, lang, address):
    page = client.get(f"/data/?lang={lang}", headers={"Accept": "text/html"}).text
    assert f'href="{address}"' in page
    assert client.get("/data/", headers={"Accept": "application/json"}).json()["feed"] == "versions.atom"
    head = head_part(get_wording(lang), "/karte", "Karte")
    assert 'rel="alternate" type="application/atom+xml"' in head
    assert f'href="/data/{address}"' in head

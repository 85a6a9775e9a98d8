"""What others find: the list of the data, the files programs look for first, and what a page's head says of it."""

import html
import json
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.exports.opendata.package import list_datasets
from analytics.exports.presentation.collection import unpack_collection
from analytics.language import get_wording
from pages.facts import package
from pages.operation.settings import Settings
from pages.server.document import head, links
from pages.server.headers import content_security_policy
from pages.server.middleware import middleware
from pages.server.routes import documents, search_engines, shared_picture
from pages.server.routes.listing import routes
from pages.session.registry import page_entries

PUBLIC = "https://atlas.example.org"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def client():
    app = Starlette(routes=routes(), middleware=middleware())
    return TestClient(app, base_url=PUBLIC, follow_redirects=False)


@pytest.fixture
def let(monkeypatch):
    """A function that lets the server have these settings."""

    def let(**changes):
        for module in (head, links, search_engines):
            monkeypatch.setattr(module, "settings", lambda: Settings(**changes))
        documents.document.cache_clear()

    yield let
    documents.document.cache_clear()


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html;q=0.1, application/json", "application/json"),
        ("text/*", "text/html"),
        ("text/html;q=0, */*", "application/json"),
    ],
)
def test_the_list_of_the_data_is_a_page_for_people_and_a_list_for_programs(client, accept, media_type):
    answer = client.get("/data/", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media_type)
    assert "Accept" in answer.headers["vary"].split(", ")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_every_file_of_the_list_is_there_and_none_is_left_out(client, atlas):
    listed = client.get("/data/", headers={"Accept": "application/json"}).json()
    files = {file["path"]: file["mediatype"] for dataset in listed["datasets"] for file in dataset["files"]}
    datasets = list_datasets(atlas, package.descriptor())
    assert set(files) == {one.path(ending) for one in datasets for ending in one.formats}
    page = client.get("/data/?lang=en", headers={"Accept": "text/html"}).text
    for path in (*files, *listed["files"]):
        assert f'href="{path}"' in page or f'href="/data/{path}"' in page
    for path in list(files)[::9] + listed["files"]:
        assert client.head(f"/data/{path}").status_code == 200


def test_the_list_has_both_languages_and_no_script_inside(client):
    for lang, title in (("de", "Die Daten für andere Systeme"), ("en", "The data for other systems")):
        page = client.get(f"/data/?lang={lang}", headers={"Accept": "text/html"}).text
        assert f'<html lang="{lang}"' in page
        assert f"<h1>{title}</h1>" in page
        assert re.findall(r"<script(?! defer src=)[^>]*>", page) == ['<script type="application/ld+json">']
    assert client.get("/data").headers["location"] == "/data/"


def test_the_sitemap_names_every_page_for_readers_in_both_languages(client):
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    found = {place.findtext(f"{SITEMAP}loc") for place in tree}
    for entry in page_entries(get_wording("de")):
        expected = {f"{PUBLIC}{entry.address}", f"{PUBLIC}{entry.address}?lang=en"}
        assert (expected <= found) is search_engines.is_for_readers(entry), entry.url_path
    assert f"{PUBLIC}/protokoll" not in found
    for address in found:
        assert client.get(address).status_code == 200
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in robots
    assert "Disallow: /data/" not in robots


def test_who_tells_weaknesses_finds_an_address_only_when_there_is_one(client, let):
    let()
    assert client.get(search_engines.SECURITY).status_code == 404
    let(security_contact="mailto:security@example.org")
    answer = client.get(search_engines.SECURITY)
    assert "Contact: mailto:security@example.org\n" in answer.text
    assert re.search(r"Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n", answer.text)


@pytest.mark.parametrize("base", ["", PUBLIC])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_head_of_every_page_says_what_it_is_and_where(client, let, base, lang):
    let(public_url=base)
    w, seen = get_wording(lang), set()
    for entry in page_entries(w):
        text = client.get(entry.address, params={"lang": lang}).text.partition("</head>")[0]
        own = f"{base}{entry.address}" + ("?lang=en" if lang == "en" else "")
        assert f'<link rel="canonical" href="{own}" />' in text
        assert f'hreflang="en" href="{base}{entry.address}?lang=en"' in text
        assert f'hreflang="x-default" href="{base}{entry.address}"' in text
        assert ('property="og:url"' in text) is bool(base)
        seen.add(re.search(r'<meta name="description" content="([^"]+)"', text)[1])
        assert text.count("<title>") == text.count('property="og:title"') == 1
    assert len(seen) == len(page_entries(w))


def test_the_data_are_described_for_searches_without_a_wider_policy(client, let, atlas):
    before = content_security_policy()
    let(public_url=PUBLIC)
    text = client.get("/").text
    said = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    assert (said["@type"], said["version"], said["temporalCoverage"]) == ("Dataset", atlas.version, "2000/2024")
    assert 50 < len(said["description"]) < 5000
    for file in said["distribution"]:
        answer = client.get(file["contentUrl"])
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(file["encodingFormat"])
    assert "ld+json" not in client.get("/karte").text
    # Where the description leads to says the same of itself.
    landing = client.get(urlsplit(said["url"]).path, headers={"Accept": "text/html"}).text
    assert json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', landing)[1]) == said
    assert content_security_policy() == before


def test_whatever_the_sitemap_names_says_which_address_is_its_own(client, let):
    let(public_url=PUBLIC)
    named = re.findall("<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)
    assert f"{PUBLIC}/data/?lang=en" in named
    for own in named:
        page = client.get(own, headers={"Accept": "text/html"}).text.partition("</head>")[0]
        assert f'<link rel="canonical" href="{own}" />' in page
        assert page.count('<meta name="description"') == 1


def shared_picture_of(client, address):
    page = client.get(address, headers={"Accept": "text/html"}).text
    (address,) = re.findall(r'<meta property="og:image" content="([^"]*)"', page)
    return html.unescape(address)


def slide_of(picture):
    (word,) = parse_qs(urlsplit(picture).query)["folie"]
    (spec,) = unpack_collection(word).slides
    return dict(spec.params)


def test_a_shared_link_is_shown_with_the_figure_it_asks_for(client, let):
    let(public_url=PUBLIC)
    of_2020 = shared_picture_of(client, "/karte?jahr=2020&lang=en")
    assert of_2020.startswith(f"{PUBLIC}/export/folie.png?")
    assert slide_of(of_2020)["year"] == 2020
    assert "lang=en" in of_2020
    picture = client.get(of_2020.removeprefix(PUBLIC))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert slide_of(shared_picture_of(client, "/kreisprofil?kreis=12071")) == {"ags": "12071"}


@pytest.mark.parametrize("asked", ["jahr=1871", "kreis=99999", "indikator=%22%3E%3Cscript%3E", "jahr=zwei"])
def test_a_view_that_does_not_exist_is_shared_as_its_page_opens(client, let, asked):
    let(public_url=PUBLIC)
    assert shared_picture_of(client, f"/karte?{asked}") == shared_picture_of(client, "/karte")


def test_a_page_without_a_figure_is_shared_with_the_map(client, let):
    let(public_url=PUBLIC)
    assert shared_picture_of(client, "/impressum") == f"{PUBLIC}/assets/screenshots/karte.png"


def test_every_page_with_a_figure_has_a_picture_of_its_own(client, let):
    let(public_url=PUBLIC)
    shared = {page: shared_picture_of(client, f"/{page}") for page in shared_picture.PAGES if page != "ueberblick"}
    assert all("/export/folie.png" in address for address in shared.values())
    # The start page and the map open with the same one.
    assert len(set(shared.values())) == len(shared)

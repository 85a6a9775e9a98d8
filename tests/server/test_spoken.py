"""Addresses one can read aloud lead to the page that shows what they name, or say that it does not exist."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.maps.indicators import indicator_rows
from pages.facts import served
from pages.server.document.links import spoken_name
from pages.server.middleware import middleware
from pages.server.routes.listing import routes


@pytest.fixture(scope="module")
def client():
    app = Starlette(routes=routes(), middleware=middleware())
    return TestClient(app, base_url="https://atlas.example.org", follow_redirects=False)


@pytest.mark.parametrize(
    ("spoken", "address"),
    [
        ("/kreis/elbe-elster", "/kreisprofil?kreis=12062"),
        ("/kreis/Frankfurt-Oder", "/kreisprofil?kreis=12053"),
        ("/kreis/görlitz", "/kreisprofil?kreis=14626"),
        ("/kreis/goerlitz?lang=en", "/kreisprofil?lang=en&kreis=14626"),
        ("/kreis/12071", "/kreisprofil?kreis=12071"),
        ("/kreis/gorlitz", "/kreisprofil?kreis=14626"),
        ("/kreis/landkreis-teltow-flaming", "/kreisprofil?kreis=12072"),
        ("/kreis/frankfurt", "/kreisprofil?kreis=12053"),
        ("/karte/zuzuge/2020", "/karte?indikator=arrivals_per_1000&jahr=2020"),
        ("/kreis/cottbus?a=1&a=2", "/kreisprofil?a=1&a=2&kreis=12052"),
        ("/initiative/comeback-elbe-elster", "/initiativen?initiative=comeback-elbe-elster"),
        ("/initiative/heeme-fehlste", "/initiativen?initiative=heeme-fehlste"),
        ("/karte/wanderungssaldo", "/karte?indikator=net_per_1000"),
        ("/karte/wanderungssaldo/2024", "/karte?indikator=net_per_1000&jahr=2024"),
        ("/karte/arrivals/2010?alter=all&lang=en", "/karte?alter=all&lang=en&indikator=arrivals_per_1000&jahr=2010"),
        ("/karte/arbeitslosenquote/2025", "/karte?indikator=unemployment_rate&jahr=2025"),
        ("/karte/old-age-quotient?lang=en", "/karte?lang=en&indikator=old_age_quotient"),
        # What an address asks beside gives way to what it says.
        ("/kreis/elbe-elster?kreis=12051", "/kreisprofil?kreis=12062"),
    ],
)
def test_a_spoken_address_leads_to_its_page(client, spoken, address):
    answer = client.get(spoken)
    assert (answer.status_code, answer.headers["Location"]) == (307, address)


@pytest.mark.parametrize(
    "path",
    [
        "/kreis/atlantis", "/kreis/-", "/kreis/brandenburg", "/kreis/brandenburger-lausitz", "/kreis/guben",
        "/kreis/a/b", "/initiative/nix", "/karte/nix", "/karte/wanderungssaldo/2001",
        "/karte/wanderungssaldo/2025", "/karte/altenquotient/2010",
        "/karte/wanderungssaldo/1899", "/karte/wanderungssaldo/2024/x", "/kreis/%0d%0aLocation:x",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found_and_never_something_else(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/kreis/a/b", "/kreis//x", "/embed/a/b/c", "/embed//growth", "/export/x", "/export/x/y"]
)
def test_what_lies_below_our_addresses_is_never_left_to_the_framework(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_a_stroke_too_much_leads_to_the_address_without_it(client):
    answer = client.get("/kreis/elbe-elster/?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (301, "/kreis/elbe-elster?lang=en")


def test_every_kreis_initiative_and_indicator_has_an_address_of_its_own():
    atlas = served.atlas()
    for names in (atlas.kreise["name"], atlas.members["name"], indicator_rows(atlas)["label_de"]):
        spoken = [spoken_name(name) for name in names]
        assert all(spoken)
        assert len(set(spoken)) == len(spoken)


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("/Kreis/Elbe-Elster", "/kreis/Elbe-Elster"),
        ("/KREIS/ELBE-ELSTER/?lang=en", "/kreis/ELBE-ELSTER?lang=en"),
        ("/Karte/Wanderungssaldo/2024", "/karte/Wanderungssaldo/2024"),
        ("/Initiative/Guben%20tut%20gut", "/initiative/Guben%20tut%20gut"),
        ("/kreis/m%E4rkisch-oderland", "/kreis/m%C3%A4rkisch-oderland"),
        ("/Kreis?kreis=12062", "/kreisprofil?kreis=12062"),
        ("/initiative/", "/initiativen"),
        ("/KARTE?jahr=2024", "/karte?jahr=2024"),
        ("/karte?Jahr=2010&LANG=en&x=A", "/karte?jahr=2010&lang=en&x=A"),
        ("/karte/", "/karte"),
        ("/F%C3%B6rderung", "/foerderung"),
        ("/fo%CC%88rderung", "/foerderung"),
        ("/forderung", "/foerderung"),
        ("/f%F6rderung", "/foerderung"),
        ("/wei%C3%9Fe-flecken", "/weisseflecken"),
        ("/%C3%9Cberblick/", "/"),
        ("/Data/Members.csv", "/data/members.csv"),
        ("/data/members.CSV", "/data/members.csv"),
        ("/DATA", "/data/"),
        ("/Embed/Growth?lang=en", "/embed/growth?lang=en"),
        ("/embed/growth/Zitieren", "/embed/growth/zitieren"),
        ("/export/Karte.CSV?jahr=2020", "/export/karte.csv?jahr=2020"),
        ("/MCP", "/mcp"),
        ("/Robots.txt", "/robots.txt"),
        ("/healthz/", "/healthz"),
    ],
)
def test_an_address_written_in_another_way_leads_to_the_usual_one(client, written, usual):
    answer = client.get(written)
    assert (answer.status_code, answer.headers["location"]) == (301, usual)
    # One step, and to something.
    assert client.get(usual).status_code in (200, 307, 405)


@pytest.mark.parametrize(
    "path",
    [
        "/Kreis/Atlantis/x", "/nix/Kreis/elbe-elster", "/embed", "/Embed/", "/export/", "//kreis/elbe-elster",
        "/kreis/..%2f..%2fetc", "/kreis/%00", "/kreis/a%5Cb", "/Nix", "/karte.html", "/kreis/%E4%FF/%F6",
    ],
)  # fmt: skip
def test_what_is_no_address_in_any_spelling_says_so_in_both_languages(client, path):
    answer = client.get(f"https://atlas.example.org{path}")
    if answer.status_code == 301:
        answer = client.get(answer.headers["location"])
    assert answer.status_code == 404
    assert "Diese Adresse gibt es im Atlas nicht." in answer.text
    assert "This address does not exist in the atlas." in answer.text


@pytest.mark.parametrize(
    "path", ["/embed/growth/zitieren.DOC", "/embed/Nix", "/export/karte.PDF", "/export/folie.%C3%9E", "/data/Nix.csv"]
)
def test_what_does_not_exist_in_small_letters_either_leads_nowhere(client, path):
    assert client.get(path).status_code == 404


def test_a_file_that_does_not_exist_names_the_list_of_those_that_do(client):
    answer = client.get("/data/nix.csv?lang=en")
    assert answer.status_code == 404
    assert answer.json()["error"] == "There is no such file. /data/ lists those there are."

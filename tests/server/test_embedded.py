"""Figures on pages of others: their addresses, their files, and what is said where there is no figure."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from analytics.exports.presentation.collection import make_spec
from analytics.exports.views import VIEWS
from pages.server.routes.embed import embed_address, read_spec

# What a view cannot be drawn without.
NEEDED = {
    "ags": "12062", "member_id": "M01", "age_group": "30-50", "indicator": "net_per_1000", "kreise": ["12062", "12071"],
    "area": "12", "year": 2018,
}  # fmt: skip


def needed(view: str) -> dict[str, object]:
    """Values of the filters a view cannot do without; any number will do, as nothing is drawn."""
    return {param.name: NEEDED.get(param.name, 2018) for param in VIEWS[view].params if param.needed}


@pytest.mark.parametrize("view", VIEWS)
def test_every_figure_has_an_address_that_leads_back_to_it(view):
    spec = make_spec(view, **needed(view))
    path, _, query = embed_address("", spec, "de").partition("?")
    assert path == f"/embed/{view}"
    assert read_spec(view, QueryParams(query)) == spec


@given(st.text(max_size=40))
def test_any_text_survives_the_address(words):
    spec = make_spec("register", search=words)
    query = embed_address("", spec, "de").partition("?")[2]
    expected = spec if dict(spec.params)["search"] else make_spec("register")
    assert read_spec("register", QueryParams(query)) == expected


@pytest.mark.parametrize("view", ["kpis", "growth", "map", "kreis_initiatives", "kreis_ages", "member_sources"])
def test_an_embedded_figure_is_whole_and_sets_no_cookie(client, atlas, view):
    member = atlas.members["member_id"].iloc[0]
    spec = make_spec(view, **{name: member if name == "member_id" else value for name, value in needed(view).items()})
    answer = client.get(embed_address("", spec, "en"))
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert '<html lang="en">' in answer.text
    assert "Licence:" in answer.text
    assert "<table>" in answer.text or "kpis" in answer.text
    # Every script is a file of ours or data.
    assert re.findall(r"<script(?! defer src=\"\.\./assets/document/| type=\"application/json\")", answer.text) == []
    assert re.findall(r" on\w+=", answer.text) == []


@pytest.mark.parametrize("per_year", [-5, 0, 5])
def test_a_scenario_of_fewer_members_has_an_address_and_a_citation_as_one_of_more(client, per_year):
    address = embed_address("", make_spec("outlook_scenario", per_year=per_year, years=5), "de")
    path, _, query = address.partition("?")
    for asked in (address, f"{path}/einbetten?{query}", f"{path}/zitieren.txt?{query}"):
        assert client.get(asked).status_code == 200, asked


def test_the_shared_files_are_there_and_can_be_kept(client):
    text = client.get("/embed/growth").text
    for address in re.findall(r'(?:src|href)="\.\.(/assets/document/[^"]+)"', text):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    old = client.get("/assets/document/old/document.js")
    assert old.headers["cache-control"] == "no-cache"
    assert client.get("/assets/document/old/nix.js").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/embed/nix", 404, "gibt es im Atlas nicht"),
        ("/embed/nix/einbetten", 404, "gibt es im Atlas nicht"),
        ("/embed/kreis_ages", 400, "„ags“"),
        ("/embed/ranking?year=zwei&age_group=30-50", 400, "„year“"),
        ("/embed/kreis_ages?ags=99999", 400, "„99999“"),
        ("/embed/kreis_ages?ags=<script>", 400, "&lt;script&gt;"),
        ("/embed/kreis_ages?lang=en", 400, "“ags”"),
        ("/embed/kreis_ages?ags=12062&lang=AAA", 400, "„AAA“"),
        ("/embed/kreis_ages?ags=12062&ags=12071", 400, "„12062, 12071“"),
        ("/embed/kreis_ages?ags=12062&jahr=1990", 400, "kennt keinen Parameter „jahr“"),
        ("/embed/map?indicator=net_per_1000&age_group=30-50&year=0", 400, "„year“ kann nicht „0“ sein"),
        ("/embed/map?indicator=net_per_1000&age_group=30-50&year_from=1800", 400, "„year_from“"),
        ("/embed/origin_map?ags=12062&age_group=insgesamt&year=2017", 400, "2018, 2019, 2020, 2021"),
        ("/embed/ranking?year=2018&age_group=30-50&kreise=12062&kreise=nix", 400, "„nix“"),
        ("/embed/series?kreise=12062&age_group=30-50&without_distorted=yes", 400, "ja, nein"),
        ("/embed/whitespots_unreached?limit_km=7", 400, "15, 30, 45"),
        ("/embed/register?status=nix", 400, "active, unknown, ended"),
        ("/export/karte.csv?jahr_von=-58800", 400, "„-58800“"),
        ("/export/karte.csv?indikator=net_change&jahr_von=1999", 400, "„1999“"),
        ("/export/karte.csv?jahr=2025", 404, "2023, 2024."),
        ("/embed/map?indicator=net_per_1000&age_group=30-50&year=2025", 404, "„2025“"),
        ("/embed/change?kreise=12051&age_group=insgesamt&year_from=2000&year=2000", 404, "„2000“"),
        ("/export/karte.csv?jahr=2018&jahr=2019", 400, "„2018, 2019“"),
        ("/export/karte.csv?year=2018", 400, "kennt keinen Parameter „year“"),
        ("/export/karte.csv?Jahr=2010", 400, "kennt keinen Parameter „Jahr“"),
        ("/export/karte.png?jahre=2010", 400, "kennt keinen Parameter „jahre“"),
        ("/embed/kreis_ages?ags=12062&AGE_GROUP=18-25", 400, "kennt keinen Parameter „AGE_GROUP“"),
        ("/export/folie.csv?folie=eJw&lang=AAA", 400, "„AAA“"),
        ("/export/ankommen-atlas.zip?jahr=2018", 400, "kennt keinen Parameter „jahr“"),
        ("/data/migration.csv?year=2018", 400, "kennt keinen Parameter „year“"),
        ("/data/indicators/net_per_1000.json?kreis=12062&lang=en", 400, "takes no parameter"),
    ],
)
def test_an_address_without_a_figure_is_answered_with_a_sentence(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "Traceback" not in answer.text

"""Decks and figures made once for all tests of the exports."""

import pytest

from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, draw_slide_figure, make_spec
from analytics.language import get_wording

SPECS = (
    make_spec("kpis"),
    make_spec("growth", remark="Zażółć gęślą jaźń – Chóśebuz, Grodk, Łužyca."),
    make_spec("network_funding"),
    make_spec("series", kreise=("12062", "12054"), age_group="insgesamt"),
    make_spec("ranking", year=2018, age_group="insgesamt"),
    make_spec("heatmap", area="12062"),
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, kreis="12062"),
    make_spec("kreis_funding", ags="12062"),
    make_spec("land_balance"),
    make_spec("initiative_grants"),
)


@pytest.fixture
def read_before(atlas, monkeypatch):
    """The commands find the shipped package read: each call would read it anew. Calls without this show that it is."""
    monkeypatch.setattr("analytics.commands.load_atlas", lambda: atlas)


@pytest.fixture(scope="session")
def w():
    return get_wording("de")


@pytest.fixture(scope="session")
def draw(atlas):
    """Draws each view once; views of changed data are drawn anew."""
    drawn = {}

    def remember(data, wording, spec):
        key = (id(data), wording.lang, spec)
        if key not in drawn:
            drawn[key] = draw_slide_figure(data, wording, spec)
        return drawn[key]

    return remember


@pytest.fixture(scope="session")
def collection():
    return Collection(SPECS, "Probe")


@pytest.fixture(scope="session")
def deck(atlas, w, collection, draw) -> bytes:
    return write_deck(atlas, w, collection, draw=draw)

"""What everybody sees: the active versions, at once after a change, and the last ones while the database is silent."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from analytics.exports.views import PAGES
from analytics.language import get_wording
from analytics.rates.completeness import all_notes
from analytics.subjects.district.context import draw_kreis_context
from data.access import command_actor
from data.errors import StoreError
from data.intake import read_file
from data.proposal import import_proposal, propose
from pages.facts import package, served
from pages.operation import visits
from pages.server import lifespan
from pages.session import cache, opening
from tests.server.files import regional_file


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    forget()
    opened = served.store()
    yield opened
    opened.close()
    forget()


def forget():
    served.forget()


@pytest.fixture
def imported(store, atlas):
    content = regional_file(atlas.migration, atlas.kreise)
    proposal = propose(read_file(content, "2025.csv"), atlas, 0, accessed="2026-11-23")
    import_proposal(store, proposal, original=content, who=command_actor("anna"), atlas=atlas, shipped=atlas.migration)
    return proposal


def test_without_a_version_everything_is_as_shipped(store):
    assert served.atlas() is served.shipped()
    assert package.stored_files() == {}


def test_an_activated_version_is_seen_at_once_and_an_undone_one_is_not(store, imported):
    assert served.atlas().migration["year"].max() == 2025
    store.undo("migration", command_actor("anna"))
    assert served.atlas() is served.shipped()


def test_the_same_versions_are_built_only_once(store, imported):
    assert served.atlas() is served.atlas()


def test_while_the_database_is_silent_the_last_figures_stay(store, imported, monkeypatch):
    shown = served.atlas()

    def silent():
        raise StoreError(code="unavailable", backend="sqlite", reason="OperationalError")

    monkeypatch.setattr(store, "active_versions", silent)
    assert served.atlas() is shown


def test_the_data_addresses_and_their_description_follow_the_active_versions(store, imported):
    files = package.stored_files()
    assert set(files) == {"migration.csv", "sources.csv", "breaks.csv"}
    assert b",2025," in files["migration.csv"]
    described = {one["name"]: one for one in package.descriptor()["resources"]}
    assert described["migration"]["rows"] == 3500
    assert described["migration"]["bytes"] == len(files["migration.csv"])


def test_the_source_line_of_an_upload_leads_to_its_version(store, imported):
    links = cache.source_links((imported.intake.source_id,))
    assert "2025.csv" in links
    assert "versionen?tabelle=migration" in links


def test_what_is_read_with_a_figure_is_worked_out_once_in_each_language(atlas, monkeypatch):
    asked = []

    def counted(figure, w):
        asked.append(w.lang)
        return all_notes(figure, w)

    monkeypatch.setattr(cache, "all_notes", counted)
    drawn = draw_kreis_context(atlas, get_wording("de"), ags="12052", indicator="unemployment_rate")
    told = {}
    for lang in ("de", "en", "de", "en"):
        monkeypatch.setattr(cache.state, "language", lambda spoken=lang: spoken)
        told[lang] = cache.notes(drawn)
        assert told[lang] == all_notes(drawn, get_wording(lang))
    assert asked == ["de", "en"]
    assert told["de"] != told["en"]


def test_a_figure_asked_for_with_its_defaults_named_or_not_is_drawn_once(store):
    drawn = []

    def draw(_atlas, w, *, ags, with_distorted=False, controls="brandenburg"):
        drawn.append((ags, with_distorted, controls, w.lang))
        return drawn[-1]

    short = cache.computed_in("de", draw, ags="all")
    named = cache.computed_in("de", draw, ags="all", with_distorted=False, controls="brandenburg")
    assert short is named
    assert cache.computed_in("de", draw, ags="all", with_distorted=True) == ("all", True, "brandenburg", "de")
    assert cache.computed_in("en", draw, ags="all") == ("all", False, "brandenburg", "en")
    assert len(drawn) == 3


def test_a_figure_many_ask_for_at_once_is_drawn_once_and_another_one_meanwhile(store):
    first, release, drawn = Event(), Event(), []

    def draw(_atlas, _w, *, ags):
        drawn.append(ags)
        if ags == "slow":
            first.set()
            assert release.wait(30)
        return [ags]

    together = Barrier(4)

    def ask():
        together.wait(30)
        return cache.computed_in("de", draw, ags="slow")

    with ThreadPoolExecutor(4) as visitors:
        slow = [visitors.submit(ask) for _ in range(4)]
        assert first.wait(30)
        # Who asks for something else does not wait.
        assert cache.computed_in("de", draw, ags="quick") == ["quick"]
        release.set()
        assert len({id(one.result()) for one in slow}) == 1
    assert drawn == ["slow", "quick"]


def test_a_chart_is_sent_as_it_was_drawn_and_made_ready_once(store):
    figure = cache.computed_in("de", draw_kreis_context, ags="12062", indicator="unemployment_rate")
    ready = cache.chart(figure)
    assert ready.to_dict() == figure.chart.to_dict()
    assert ready.to_dict() is cache.chart(figure).to_dict()
    assert json.loads(ready.to_json()) == json.loads(figure.chart.to_json())


@pytest.mark.parametrize(("here", "pause"), [(0, 0.1), (1, 2.0), (40, 2.0)])
def test_visitors_go_before_what_is_drawn_ahead(monkeypatch, here, pause):
    class Ended:
        def wait(self, seconds):
            waited.append(seconds)
            return False

    waited = []
    monkeypatch.setattr(visits, "taken", lambda: here)
    assert lifespan._pause(Ended()) is False
    assert waited == [pause]


def test_what_is_drawn_ahead_ends_when_the_server_does(store, monkeypatch):
    monkeypatch.setattr(opening, "_draw", lambda view: drawn.append(view.name))
    drawn, places = [], iter([False, False, True])
    opening.draw_openings(lambda: next(places))
    assert drawn == [view.name for page in PAGES.values() for view in page.views][:2]

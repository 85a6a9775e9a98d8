"""Seats: who finds none is asked to wait, who leaves gives theirs back, and nobody who stays loses one."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages.operation import metrics, visits
from tests.browser.conftest import ROOT


@pytest.fixture
def connected(monkeypatch):
    """The visits that are connected, as a server would say it, and a clock that stands still."""
    there, clock = set(), SimpleNamespace(now=1000.0)
    visits._seats.clear()
    monkeypatch.setattr(visits, "is_connected", there.__contains__)
    monkeypatch.setattr(visits, "time", SimpleNamespace(monotonic=lambda: clock.now))
    yield SimpleNamespace(there=there, clock=clock)
    visits._seats.clear()


@pytest.fixture
def sit_down(connected, monkeypatch):
    """A function in which a visit comes, or runs once more, and says whether it has a seat."""
    kept = {}

    def come(visit):
        connected.there.add(visit)
        monkeypatch.setattr(visits, "this_visit", lambda: visit)
        monkeypatch.setattr(visits, "st", SimpleNamespace(session_state=kept.setdefault(visit, {})))
        return visits.take_seat()

    return come


def test_the_visitor_after_the_last_seat_is_asked_to_wait_and_gets_the_first_free_one(settings):
    settings(max_sessions=1)
    visits._seats.clear()
    first, second = open_frame(), open_frame()
    assert "Der Atlas ist gerade voll besetzt" in written_on(second)
    assert any("Datenstand" in caption.value for caption in second.caption), "it still stands in its frame"
    assert "Der Atlas ist gerade voll besetzt" not in written_on(first)
    visits._seats.clear()
    second.run()
    assert "Der Atlas ist gerade voll besetzt" not in written_on(second)


@pytest.mark.parametrize("code", [1000, 1001])
def test_who_closes_the_page_or_loads_it_anew_gives_the_seat_back_at_once(settings, connected, sit_down, code):
    settings(max_sessions=1)
    for visit in ("first", "again", "and again"):
        assert sit_down(visit)
        assert metrics.registry.get_sample_value("atlas_visits") == 1
        connected.there.clear()
        visits.note_end(code)
    assert metrics.registry.get_sample_value("atlas_visits") == 0


def test_a_connection_that_breaks_keeps_its_seat_for_seconds(settings, connected, sit_down):
    settings(max_sessions=1)
    assert sit_down("first")
    connected.there.clear()
    visits.note_end(1006)
    connected.clock.now += 5.9
    assert not sit_down("second")
    assert sit_down("first"), "it came back"
    connected.there.discard("first")
    visits.note_end(1006)
    connected.clock.now += 5.9
    assert not sit_down("second"), "the time counts from the last break"
    connected.clock.now += 0.2
    assert sit_down("second")
    assert not sit_down("first"), "who comes back later waits like everybody"
    connected.there.discard("second")
    visits.note_end(1001)
    assert sit_down("first")


def test_nobody_who_stays_loses_a_seat_because_others_leave(settings, connected, sit_down):
    settings(max_sessions=2)
    assert sit_down("stays")
    for number in range(5):
        assert sit_down(f"leaves {number}")
        assert not sit_down("too many")
        connected.there.discard(f"leaves {number}")
        visits.note_end(1001)
    assert sit_down("stays")
    assert visits.taken() == 1


def test_a_seat_whose_end_nobody_noted_comes_back_all_the_same(settings, connected, sit_down):
    settings(max_sessions=1)
    assert sit_down("first")
    connected.there.clear()
    assert visits.taken() == 1
    connected.clock.now += 6.1
    assert visits.taken() == 0


def open_frame() -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    app.switch_page("views/impressum.py")
    return app.run()


def written_on(app: AppTest) -> str:
    return " ".join(str(getattr(element, "value", "")) for element in (*app.markdown, *app.title, *app.header))

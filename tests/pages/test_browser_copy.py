"""What the browser keeps comes back whole, is merged with what was done meanwhile, and no link overwrites it."""

import pytest

from analytics.exports.presentation.collection import Collection, pack_collection
from analytics.exports.presentation.draft import Draft, Slide, Step, pack_draft
from pages.presentation.browser_copy import take_found
from pages.session.draft import PresentationState
from tests.pages.test_pages import run_page
from tests.pages.test_presentation import GROWTH, RANKING, SERIES, presentation_state, views


def found(*specs, revision: str = "r1", seen: tuple[str, ...] = (), past: tuple[Step, ...] = ()) -> dict[str, object]:
    """What the browser reports: slides numbered from 1."""
    now = Step(tuple(Slide(n, spec) for n, spec in enumerate(specs, start=1)))
    return {"word": pack_draft(Draft(now, past)), "revision": revision, "seen": list(seen)}


def shown(mine: PresentationState) -> list[str]:
    return [slide.spec.view for slide in mine.slides]


def test_a_new_visit_takes_over_slides_words_and_the_steps_that_can_be_undone():
    mine = PresentationState()
    take_found(found(GROWTH, SERIES, past=(Step((Slide(1, GROWTH),)),)), mine)
    assert shown(mine) == ["growth", "series"]
    assert mine.slides[0].spec.headline == "Wir wachsen"
    assert mine.revision == "r1"
    mine.undo()
    assert shown(mine) == ["growth"]
    assert mine.revision != "r1"


def test_what_was_collected_before_the_browser_answered_is_added():
    mine = PresentationState()
    mine.add([RANKING])
    take_found(found(GROWTH, SERIES), mine)
    assert shown(mine) == ["growth", "series", "ranking"]
    # The browser may write: what it keeps is one of the states before this one.
    assert "r1" in mine.history


def as_loaded_anew(*specs) -> PresentationState:
    """A visit that knows its slides from the address only, under numbers of its own."""
    mine = PresentationState()
    mine.replace_all(Collection(specs))
    mine.past.clear()
    mine.linked, mine.link = True, mine.now
    return mine


def test_after_a_reload_the_slides_go_on_under_the_numbers_the_browser_keeps():
    mine = as_loaded_anew(GROWTH, SERIES)
    first, second = (slide.number for slide in mine.slides)
    take_found(found(GROWTH, SERIES, past=(Step((Slide(1, GROWTH),)),)), mine)
    assert [slide.number for slide in mine.slides] == [1, 2]
    assert mine.revision == "r1"
    assert mine.numbers == {first: 1, second: 2}
    mine.undo()
    assert shown(mine) == ["growth"]


def test_words_typed_after_a_reload_before_the_browser_answered_stay_and_double_no_slide():
    mine = as_loaded_anew(GROWTH, SERIES)
    mine.edit(mine.slides[1].number, headline="Gerade getippt", remark="")
    take_found(found(GROWTH, SERIES), mine)
    assert [slide.number for slide in mine.slides] == [1, 2]
    assert [slide.spec.headline for slide in mine.slides] == ["Wir wachsen", "Gerade getippt"]
    # The browser may write: what it keeps is one of the states before this one.
    assert mine.revision not in ("", "r1")
    assert "r1" in mine.history


def test_a_state_the_visit_knows_changes_nothing():
    mine = PresentationState()
    take_found(found(GROWTH), mine)
    mine.add([SERIES])
    before = mine.revision
    take_found(found(GROWTH), mine)
    assert (shown(mine), mine.revision) == (["growth", "series"], before)


def test_another_tabs_state_that_builds_on_this_one_is_taken_as_it_is():
    mine = PresentationState()
    take_found(found(GROWTH, SERIES, revision="r1"), mine)
    take_found(found(SERIES, revision="r2", seen=("r1",)), mine)
    assert shown(mine) == ["series"]
    assert mine.revision == "r2"


def test_two_tabs_that_changed_at_once_lose_nothing():
    mine = PresentationState()
    take_found(found(GROWTH, revision="r1"), mine)
    mine.add([SERIES])
    take_found(found(GROWTH, RANKING, revision="r2", seen=("r1",)), mine)
    assert shown(mine) == ["growth", "ranking", "series"]


@pytest.mark.parametrize(
    "report", [None, "x", {}, {"revision": "r1", "word": "kaputt"}, {"revision": "r1", "word": 7}, {"word": "AA"}]
)
def test_a_report_that_cannot_be_read_leaves_everything_as_it_is(report):
    mine = PresentationState()
    mine.add([GROWTH])
    take_found(report, mine)
    assert shown(mine) == ["growth"]


def test_a_browser_that_keeps_nothing_is_noted():
    mine = PresentationState()
    take_found({"refused": True}, mine)
    assert not mine.is_saved


def open_link(*specs) -> PresentationState:
    """A visit that opened a shared link first; the browser has not answered yet."""
    app = run_page("praesentation", sammlung=pack_collection(Collection(specs)))
    assert views(app) == [spec.view for spec in specs]
    return presentation_state(app)


def test_a_link_does_not_take_the_place_of_what_the_browser_keeps():
    mine = open_link(RANKING)
    take_found(found(GROWTH, SERIES), mine)
    assert shown(mine) == ["growth", "series"]
    assert mine.offered == Collection((RANKING,))


def test_a_link_to_ones_own_earlier_state_offers_nothing():
    mine = open_link(GROWTH)
    take_found(found(GROWTH, SERIES, past=(Step((Slide(1, GROWTH),)),)), mine)
    assert shown(mine) == ["growth", "series"]
    assert mine.offered is None


def test_a_link_is_taken_when_the_browser_keeps_no_slides():
    mine = open_link(RANKING)
    take_found({"revision": ""}, mine)
    assert shown(mine) == ["ranking"]
    assert not mine.linked
    mine = open_link(RANKING)
    take_found(found(past=(Step((Slide(1, GROWTH),)),)), mine)
    assert shown(mine) == ["ranking"]
    assert "r1" in mine.history


@pytest.mark.parametrize(
    ("button", "left"),
    [("keep", ["growth"]), ("add", ["growth", "ranking"]), ("open", ["ranking"])],
)
def test_the_visitor_decides_about_an_offered_link(button, left):
    app = run_page("praesentation", sammlung=pack_collection(Collection((GROWTH,))))
    app.query_params["sammlung"] = pack_collection(Collection((RANKING,)))
    app.run()
    assert views(app) == ["growth"]
    app.button(f"presentation_offer_{button}").click().run()
    assert views(app) == left
    assert "presentation_offer_keep" not in [one.key for one in app.button]


def test_deleting_leaves_nothing_that_could_be_brought_back():
    app = run_page("praesentation", sammlung=pack_collection(Collection((GROWTH,))))
    app.button("presentation_clear").click().run()
    app.button("presentation_forget").click().run()
    mine = presentation_state(app)
    assert (mine.slides, mine.past) == ((), [])
    assert set(mine.history.values()) == {Step()}

"""Presses that come quicker than the server draws: none is hidden by the next, none does its work twice."""

import json
from types import SimpleNamespace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType
from streamlit.testing.v1 import AppTest

from analytics.exports.presentation.collection import make_spec
from pages.session import callbacks
from pages.session.draft import PresentationState
from pages.session.presses import PressQueue, once

GROWTH = make_spec("growth")


def message(*pressed: str, changed: object = None, text: str = "") -> RerunData:
    states = WidgetStates()
    for name in pressed:
        states.widgets.add(id=name).trigger_value = True
    if changed is not None:
        states.widgets.add(id="list").json_trigger_value = json.dumps(changed)
    states.widgets.add(id="field").string_value = text
    return RerunData(widget_states=states, page_script_hash=text)


def heard(requests: ScriptRequests) -> list[tuple[str, str]]:
    """What the runs are told that follow from what waits: pressed or changed, and the text of the field."""
    found = []
    while (request := requests.on_scriptrunner_ready()).type is ScriptRequestType.RERUN:
        values = {one.id: one for one in request.rerun_data.widget_states.widgets}
        acts = [one.json_trigger_value or name for name, one in values.items() if name != "field"]
        found.append((" ".join(sorted(acts)), values["field"].string_value))
    return found


@pytest.fixture
def queue():
    return PressQueue()


def ask_for(requests, *messages):
    for one in messages:
        assert requests.request_rerun(one)


def test_the_second_press_on_a_button_comes_behind_the_first(queue):
    ask_for(queue, message("undo", text="a"), message("undo", text="b"), message("undo", text="c"))
    assert heard(queue) == [("undo", "a"), ("undo", "b"), ("undo", "c")]


def test_streamlit_by_itself_hears_one_of_three():
    usual = ScriptRequests()
    ask_for(usual, message("undo", text="a"), message("undo", text="b"), message("undo", text="c"))
    assert heard(usual) == [("undo", "c")]


def test_two_changes_of_a_list_are_told_in_their_order_and_what_came_between_is_not_forgotten(queue):
    ask_for(queue, message(changed="move"), message("undo"), message(changed="remove", text="z"), message("clear"))
    assert heard(queue) == [('"move" undo', ""), ('"remove"', "z"), ("clear", "")]


def test_different_presses_and_words_still_share_a_run(queue):
    ask_for(queue, message("keep", text="a"), message(text="b"), message("open", text="c"))
    assert heard(queue) == [("keep open", "c")]


def test_a_run_that_looks_takes_one_press_and_leaves_the_next(queue):
    ask_for(queue, message("undo", text="a"), message("undo", text="b"))
    taken = queue.on_scriptrunner_yield()
    assert taken.rerun_data.page_script_hash == "a"
    ask_for(queue, message("undo", text="c"))
    assert heard(queue) == [("undo", "b"), ("undo", "c")]
    assert queue.on_scriptrunner_yield().type is ScriptRequestType.STOP


def test_a_visit_that_ended_takes_nothing_any_more(queue):
    ask_for(queue, message("undo"), message("undo"))
    queue.request_stop()
    assert queue.on_scriptrunner_yield().type is ScriptRequestType.STOP
    assert not queue.request_rerun(message("undo"))


def test_a_button_does_its_work_once_as_it_was_drawn():
    done = []
    press = once(done.append)
    press("a")
    press("b")
    once(done.append)("c")
    assert done == ["a", "c"]


def test_taking_out_what_is_out_already_is_no_step_to_undo():
    mine = PresentationState()
    mine.add([GROWTH])
    number = mine.slides[0].number
    mine.remove(number)
    mine.remove(number)
    mine.clear()
    mine.undo()
    assert [slide.number for slide in mine.slides] == [number]


def test_a_title_that_arrives_behind_remove_all_stands_not_before_what_undo_brings_back():
    mine = PresentationState()
    mine.add([GROWTH])
    mine.clear()
    mine.rename("Ausschuss")
    assert mine.title == "Ausschuss"
    mine.undo()
    assert len(mine.slides) == 1


def page_that_answers_below() -> None:
    import streamlit as st

    from pages.session import presses
    from pages.session.callbacks import shielded
    from tests.pages.test_callbacks import ask_meanwhile

    st.button("Make", key="make", on_click=shielded(presses.ask), args=("make",))
    if st.session_state.get("_asked_make") and not st.session_state.get("cut"):
        # Another message of the browser comes before the part that answers is drawn: this run ends here.
        st.session_state["cut"] = True
        ask_meanwhile()
        st.text("drawn above")
    if presses.take_asked("make"):
        st.session_state["made"] = st.session_state.get("made", 0) + 1
    st.text(str(st.session_state.get("made")))


def test_a_press_is_answered_once_by_the_run_that_comes_to_its_part():
    page = AppTest.from_function(page_that_answers_below).run()
    page.button[0].click().run()
    assert page.session_state["cut"]
    assert page.text[-1].value == "1"
    assert page.run().text[-1].value == "1"


def test_each_call_for_a_message_is_told_its_own_change(monkeypatch):
    sent = [{"event": "change", "value": 1}, {"event": "left", "value": 0}, {"event": "change", "value": 2}]
    monkeypatch.setattr(callbacks, "st", SimpleNamespace(session_state={}))
    assert [callbacks._next_sent(sent, event) for event in ("change", "change", "left", "gone")] == [1, 2, 0, None]
    # The next message brings the same once more.
    assert callbacks._next_sent([*sent], "change") == 1


def test_visits_of_the_server_keep_their_presses_apart(monkeypatch):
    from pages.session.presses import hear_every_press

    monkeypatch.setattr(script_runner, "ScriptRequests", ScriptRequests)
    hear_every_press()
    assert script_runner.ScriptRequests is PressQueue

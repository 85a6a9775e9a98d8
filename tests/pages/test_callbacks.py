"""A callback is called, ends, and what it says is seen, also when another run is asked for meanwhile."""

from functools import wraps

import pytest
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from pages.session.callbacks import finish_callbacks


@pytest.fixture
def usual(monkeypatch):
    """Streamlit as it comes."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", as_it_comes(SafeSessionState.on_script_will_rerun))


@pytest.fixture
def finishing(usual):
    finish_callbacks()


def as_it_comes(call):
    return getattr(call, "__wrapped__", call)


def ask_meanwhile():
    """What another message of the browser does in this moment."""
    get_script_run_ctx().script_requests.request_rerun(RerunData(widget_states=None))


def page_with_a_button() -> None:
    import streamlit as st

    from pages.session.callbacks import shielded
    from tests.pages.test_callbacks import ask_meanwhile

    def keep() -> None:
        ask_meanwhile()
        st.session_state["first"] = 1
        st.toast("kept")
        st.session_state["second"] = 2

    st.button("Keep", on_click=shielded(keep))
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.text(f"{st.session_state.get('first')} {st.session_state.get('second')}")


def test_a_callback_ends_although_another_run_is_asked_for_and_that_run_follows(finishing):
    page = AppTest.from_function(page_with_a_button).run()
    page.button[0].click().run()
    assert page.text[0].value == "1 2"


def test_streamlit_by_itself_ends_a_callback_half_way(usual):
    page = AppTest.from_function(page_with_a_button).run()
    page.button[0].click().run()
    assert page.text[0].value == "None None"


def press_with_another_message_right_behind(monkeypatch) -> str:
    """Presses the button; before its callback is called, the browser asks for another run."""
    page = AppTest.from_function(page_with_a_button).run()
    call = SafeSessionState.on_script_will_rerun
    asked = []

    @wraps(as_it_comes(call))
    def call_after_another_message(*args, **kwargs):
        if not asked:
            asked.append(True)
            ask_meanwhile()
        call(*args, **kwargs)

    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", call_after_another_message)
    page.button[0].click().run()
    assert asked
    return page.text[0].value


def test_a_press_is_heard_although_another_message_comes_right_behind_it(finishing, monkeypatch):
    assert press_with_another_message_right_behind(monkeypatch) == "1 2"


def test_streamlit_by_itself_does_not_hear_it(usual, monkeypatch):
    assert press_with_another_message_right_behind(monkeypatch) == "None None"


def page_that_says_once() -> None:
    import streamlit as st

    from pages.session import state

    state.expect_nothing_shown()
    if st.session_state.pop("cut", False):
        state.take_once("said")
        st.stop()
    st.text(str(state.take_once("said")))
    state.forget_shown()


def test_a_sentence_taken_by_a_run_cut_short_is_shown_by_the_next_one_and_by_no_other():
    page = AppTest.from_function(page_that_says_once)
    page.session_state["said"] = "Nothing was stored."
    page.session_state["cut"] = True
    page.run()
    assert page.text.len == 0
    assert page.run().text[0].value == "Nothing was stored."
    assert page.run().text[0].value == "None"


def page_whose_file_is_gone() -> None:
    import streamlit as st
    from streamlit.runtime.uploaded_file_manager import DeletedFile

    from pages.session import state
    from pages.session.callbacks import field_value

    st.session_state["several"] = ["here", DeletedFile("1")]
    st.session_state["one"] = DeletedFile("2")
    st.text(f"{field_value('several')} {field_value('one')} {field_value('none')} {state.notices()}")


def test_a_file_whose_content_is_gone_is_left_out_and_told():
    page = AppTest.from_function(page_whose_file_is_gone).run()
    told = ["Eine Datei ist nicht angekommen oder nicht mehr da. Bitte wählen Sie sie noch einmal."]
    assert page.text[0].value == f"['here'] None None {told}"


def page_with_a_notice() -> None:
    import streamlit as st

    from pages.presentation import browser_copy
    from pages.session import state
    from pages.widgets.layout import show_notices

    if not st.session_state.get("again"):
        state.queue_notice("Neue Initiative: hier ist nicht wählbar.")
    st.button("Anders", on_click=lambda: None)
    st.button("Kopie", on_click=browser_copy._take_found)
    st.session_state["again"] = True
    show_notices()


def test_a_notice_stays_while_the_browser_hands_over_its_copy_and_goes_with_the_next_act():
    """Who has collected something gets a second run right after the first: the notice of the first was gone unread."""
    page = AppTest.from_function(page_with_a_notice).run()
    told = [entry.value for entry in page.warning]
    assert len(told) == 1
    page.button[1].click().run()
    assert [entry.value for entry in page.warning] == told
    page.button[0].click().run()
    assert [entry.value for entry in page.warning] == []

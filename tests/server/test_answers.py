"""Where to send a file is answered also when a page starts to be run in that moment."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from pages.server.answers import keep_answers

STREAMLITS_OWN = ForwardMsgQueue.clear


@pytest.fixture(params=["as Streamlit has it", "kept"])
def is_kept(request, monkeypatch) -> bool:
    own = getattr(STREAMLITS_OWN, "__wrapped__", STREAMLITS_OWN)
    monkeypatch.setattr(ForwardMsgQueue, "clear", own)
    if request.param == "kept":
        keep_answers()
        keep_answers()
    return request.param == "kept"


def waiting() -> ForwardMsgQueue:
    """What a session has not told the browser yet: an element, an answer, the end of a run."""
    queue = ForwardMsgQueue()
    element = ForwardMsg()
    element.delta.new_element.text.body = "old"
    answer = ForwardMsg()
    answer.file_urls_response.response_id = "1"
    end = ForwardMsg()
    end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    for message in (element, answer, end):
        queue.enqueue(message)
    return queue


def kinds(queue: ForwardMsgQueue) -> list[str | None]:
    return [message.WhichOneof("type") for message in queue.flush()]


def test_the_start_of_a_run_drops_elements_and_keeps_the_answer(is_kept):
    queue = waiting()
    queue.clear(retain_lifecycle_msgs=True)
    assert kinds(queue) == (["file_urls_response", "script_finished"] if is_kept else ["script_finished"])


@pytest.mark.usefixtures("is_kept")
def test_a_part_of_a_page_run_alone_tells_the_answer_once():
    queue = waiting()
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["part"])
    assert kinds(queue).count("file_urls_response") == 1


@pytest.mark.usefixtures("is_kept")
def test_what_was_told_is_not_told_again():
    queue = waiting()
    assert kinds(queue) == ["delta", "file_urls_response", "script_finished"]
    assert queue.is_empty()

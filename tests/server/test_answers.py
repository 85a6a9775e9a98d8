"""Answers reach the browser at once; where to send a file is answered also when a page starts to be run then."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from pages.server.answers import keep_answers, send_at_once

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


async def sends_at_once() -> int:
    """Whether what answers a connection to a socket bound as Streamlit binds it sends without waiting: 1, else 0."""
    send_at_once()
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    bound = socket.socket(socket.AF_INET)
    bound.bind(("127.0.0.1", 0))
    async with await asyncio.start_server(answer, sock=bound):
        _, writer = await asyncio.open_connection(*bound.getsockname())
        writer.close()
        return await told


def test_no_packet_of_an_answer_waits_for_the_one_before():
    # In a thread of its own: a browser of earlier tests may run its loop in this one.
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(asyncio.run, sends_at_once()).result() == 1

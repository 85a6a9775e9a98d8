"""Answers of the server reach the browser: at once, and also when a page starts to be run in the same moment.

Streamlit binds its socket without naming TCP (1.67, `_bind_socket`), so asyncio does not take it for one and leaves
Nagle's algorithm on: the second packet of every answer over a connection that is kept waits until the browser has
acknowledged the first, 40 ms on Linux.

A file is sent in two steps: the browser asks where to, then sends it there. Streamlit drops what still waits to be
told when a run starts, the answer to that question too (1.67, `ForwardMsgQueue.clear`); the browser then waits for
ever, and the file chosen is lost without a word. On a busy machine it was 7 of 40 files.
"""

from __future__ import annotations

import asyncio
import socket
from functools import wraps
from typing import Any

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

_ANSWERS = {"file_urls_response", "backend_operation_response", "heartbeat_ack"}


def keep_answers() -> None:
    """Lets the start of a run drop elements only; what the browser asked for is told."""
    clear = ForwardMsgQueue.clear
    if hasattr(clear, "__wrapped__"):
        return

    @wraps(clear)
    def keep(
        queue: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        answers = [message for message in queue._queue if message.WhichOneof("type") in _ANSWERS]
        clear(queue, retain_lifecycle_msgs, fragment_ids_this_run)
        if retain_lifecycle_msgs:
            queue._queue = [*answers, *(message for message in queue._queue if message not in answers)]

    ForwardMsgQueue.clear = keep  # type: ignore[method-assign,assignment]


def send_at_once() -> None:
    """Lets this loop's servers send what they have; before they listen. Connections take it over from the socket."""
    loop = asyncio.get_running_loop()
    listen = loop.create_server

    @wraps(listen)
    async def listen_without_delay(*args: Any, sock: socket.socket | None = None, **options: Any) -> asyncio.Server:
        if sock is not None and sock.type == socket.SOCK_STREAM:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await listen(*args, sock=sock, **options)

    loop.create_server = listen_without_delay  # type: ignore[method-assign]

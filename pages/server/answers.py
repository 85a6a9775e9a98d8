"""An answer of the server reaches the browser also when a page starts to be run in the same moment.

A file is sent in two steps: the browser asks where to, then sends it there. Streamlit drops what still waits to be
told when a run starts, the answer to that question too (1.67, `ForwardMsgQueue.clear`); the browser then waits for
ever, and the file chosen is lost without a word. On a busy machine it was 7 of 40 files.
"""

from __future__ import annotations

from functools import wraps

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

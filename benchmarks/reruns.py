"""A Streamlit visitor without a browser: one websocket, the messages a browser would send."""

import time
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

# The sentence that stands in place of a page that fails takes less than 2 kB.
_LEAST_BYTES = 10_000


@dataclass(frozen=True)
class Rerun:
    """One rerun as the visitor's side sees it.

    Attributes:
        wall_ms: from the request until the last message of the run.
        received_bytes: everything the server sent for it.
    """

    wall_ms: float
    received_bytes: int


def visit(port: int) -> connect:
    """A connection to the atlas; use it as ``async with visit(port) as visitor``."""
    return connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None)


async def rerun(visitor: ClientConnection, page: str, query: str = "") -> Rerun:
    """Asks for one run of a page and waits until it is finished."""
    request = BackMsg()
    request.rerun_script.page_name = page
    request.rerun_script.query_string = query
    sent = time.perf_counter()
    await visitor.send(request.SerializeToString())
    started, received = False, 0
    while True:
        payload = await visitor.recv(decode=False)
        message = ForwardMsg.FromString(payload)
        if message.WhichOneof("type") == "new_session":
            started = True
        received += len(payload)
        if started and message.WhichOneof("type") == "script_finished":
            return Rerun((time.perf_counter() - sent) * 1000, received)


async def warm_rerun(visitor: ClientConnection, page: str, query: str = "") -> None:
    """As `rerun`, the first one of a page, which fills caches; nothing of it is counted.

    Raises:
        RuntimeError: the page is not drawn. What fails is fast, and would be taken for a page.
    """
    if (await rerun(visitor, page, query)).received_bytes < _LEAST_BYTES:
        raise RuntimeError(f"the page {page or 'ueberblick'} is not drawn")

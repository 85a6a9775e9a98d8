"""A visitor who has left and is dropped by Streamlit leaves nothing of the visit in memory."""

import gc
from contextlib import contextmanager

import pytest
import streamlit as st
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state import SessionState

from pages.operation.visits import _Seat
from pages.session.draft import PresentationState

VISIT = AppSession, SessionState, _Seat, PresentationState
"""What each visit has one of."""


@pytest.fixture
def server(root, monkeypatch):
    """The atlas in this process."""
    monkeypatch.setattr(Runtime, "_instance", None)
    with TestClient(st.App(root / "pages" / "frame.py")) as started:
        yield started


def see(socket, page):
    """Asks for a page and waits until it is there; how many elements it has."""
    request = BackMsg()
    request.rerun_script.page_name = page
    socket.send_bytes(request.SerializeToString())
    elements, is_new = 0, False
    while True:
        message = ForwardMsg.FromString(socket.receive_bytes())
        is_new |= message.WhichOneof("type") == "new_session"
        elements += message.WhichOneof("type") == "delta"
        if is_new and message.WhichOneof("type") == "script_finished":
            return elements


def kept(kind):
    """How many objects of a kind are in memory."""
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


@contextmanager
def visiting(server):
    with server.websocket_connect("/_stcore/stream", subprotocols=["streamlit"]) as socket:
        yield socket


def drop_who_left():
    """What Streamlit does two minutes after they left."""
    manager = Runtime.instance()._session_mgr
    for visit in manager.list_sessions():
        if not manager.is_active_session(visit.session.id):
            manager.close_session(visit.session.id)


def test_nothing_of_a_visit_stays_once_it_is_dropped(server):
    others = [kept(kind) for kind in VISIT]
    with visiting(server) as first:
        assert see(first, "wachstum") > 40
        assert see(first, "initiativen") > 20
        assert [kept(kind) for kind in VISIT] == [number + 1 for number in others]
    # Streamlit's own loop keeps the last visit it has told something until it tells the next one something.
    with visiting(server) as second:
        assert see(second, "initiativen") > 20
        assert [kept(kind) for kind in VISIT] == [number + 2 for number in others]
        drop_who_left()
        assert [kept(kind) for kind in VISIT] == [number + 1 for number in others]

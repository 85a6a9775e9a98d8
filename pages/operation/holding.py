"""The room for files that visitors sent: who may send how much, and what they take together until their visit ends.

Streamlit takes a file from every visit, whether or not its page has a field for one, and keeps it in memory. Here a
visit may send what its page asks for, one visit never fills the room for all, and those who only read never fill
what is left for those who take figures over.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.runtime import Runtime

from pages.operation import visits
from pages.operation.settings import settings

_MEGABYTE = 1024 * 1024
_SHARE = {True: 0.75, False: 0.25}
"""What one visit may take of the room, by whether it may take figures over."""
_READERS_SHARE = 0.5
"""What all visits that may not may take of it together."""


@dataclass
class _Sender:
    """What a visit may send.

    Attributes:
        trusted: it may take figures over.
        largest: bytes of the largest file its page asks for; 0 when it asks for none.
        asked: the same, as far as the present run of the page has come.
        lang: of its page, in which it is told why a file is not taken.
    """

    trusted: bool = False
    largest: int = 0
    asked: int = 0
    lang: str = ""


_senders: dict[str, _Sender] = {}
_coming: dict[str, int] = {}
_lock = threading.Lock()


@contextmanager
def page_run(*, trusted: bool, lang: str = "") -> Iterator[None]:
    """A run of a page: what it asked for before holds until it ends, and what it did not ask for again no longer."""
    visit = visits.this_visit()
    with _lock:
        for gone in [one for one in _senders if one != visit and not visits.is_connected(one)]:
            del _senders[gone]
        sender = _senders.setdefault(visit, _Sender())
        sender.trusted, sender.asked, sender.lang = trusted, 0, lang
    yield
    sender.largest = sender.asked


def ask_for_files(largest_mb: int) -> None:
    """Lets the visit of this run send files; a page says so where it draws the field."""
    with _lock:
        sender = _senders.setdefault(visits.this_visit(), _Sender())
        sender.asked = max(sender.asked, largest_mb * _MEGABYTE)
        sender.largest = max(sender.largest, sender.asked)


def largest_file(visit: str) -> int:
    """Bytes of the largest file a visit may send now; 0 when it may send none."""
    sender = _senders.get(visit)
    return sender.largest if sender else 0


def language(visit: str) -> str:
    """Language of a visit's page; empty for a visit nothing is known of."""
    sender = _senders.get(visit)
    return sender.lang if sender else ""


def kept_bytes() -> dict[str, int]:
    """What the files take that Streamlit keeps in memory, by visit."""
    if not Runtime.exists():
        return {}
    kept = getattr(Runtime.instance().uploaded_file_mgr, "file_storage", {})
    return {visit: sum(len(file.data) for file in list(files.values())) for visit, files in list(kept.items())}


class Arrival:
    """A file that is being received: what has come of it counts as taken until it is kept or dropped."""

    def __init__(self, visit: str) -> None:
        self._visit, self._bytes = visit, 0

    def count(self, more: int) -> None:
        """Counts bytes that have come."""
        self._bytes += more
        _coming[self._visit] = _coming.get(self._visit, 0) + more

    def end(self) -> None:
        """Counts the file no longer."""
        left = _coming.pop(self._visit, 0) - self._bytes
        if left > 0:
            _coming[self._visit] = left


def own_share_is_used(visit: str, more: int = 0) -> bool:
    """Whether the files of this visit take more than one visit may."""
    own = kept_bytes().get(visit, 0) + _coming.get(visit, 0) + more
    return own > _SHARE[_is_trusted(visit)] * _room()


def is_full(visit: str, more: int = 0) -> bool:
    """Whether there is no room for more bytes of this visit; those who left make room first."""
    if _lacks_room(visit, more):
        _forget_departed()
    return _lacks_room(visit, more)


def _lacks_room(visit: str, more: int) -> bool:
    taken = kept_bytes()
    for one, size in _coming.items():
        taken[one] = taken.get(one, 0) + size
    readers = sum(size for one, size in taken.items() if not _is_trusted(one))
    too_much_read = not _is_trusted(visit) and readers + more > _READERS_SHARE * _room()
    return too_much_read or sum(taken.values()) + more > _room()


def _is_trusted(visit: str) -> bool:
    sender = _senders.get(visit)
    return sender is not None and sender.trusted


def _room() -> int:
    return settings().max_held_mb * 1_000_000


def _forget_departed() -> None:
    """Ends the visits whose browser is gone and that hold files. Only the event loop may do this."""
    for visit in kept_bytes():
        if not visits.is_here(visit):
            Runtime.instance().close_session(visit)
            # A visit that Streamlit forgot without noticing still has its files.
            Runtime.instance().uploaded_file_mgr.remove_session_files(visit)

"""Streamlit's scripts and styles, packed: at once for the first who asks, as small as they get for the many after."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue

from pyarrow import Codec

from pages.server.conditional import compress
from pages.server.routes.files.typefaces import front_end_content

# So often a file is asked for before it is packed again: a minute of the processor for all files of a chart's page.
OFTEN = 3
# A tenth smaller than what is sent at first, in fifty times that.
_SMALLEST = Codec("brotli", compression_level=11)
_LAST_IN_LINE = 19


# Streamlit ships a few hundred such files; the bound only guards against surprises.
@lru_cache(maxsize=1024)
def _packed_quickly(path: Path, coding: str) -> bytes:
    return compress(front_end_content(path), coding)


class Packer:
    """Keeps packed files, and packs once more what is asked for often.

    Args:
        later: does what it is given later, and in its turn.
    """

    def __init__(self, later: Callable[[Callable[[], None]], None]) -> None:
        self._later = later
        self._asked: Counter[Path] = Counter()
        self._smallest: dict[Path, bytes] = {}

    def pack(self, path: Path, coding: str) -> bytes:
        """A file of Streamlit as a browser takes it.

        Args:
            path: the file.
            coding: br or gzip.
        """
        if coding != "br":
            return _packed_quickly(path, coding)
        self._asked[path] += 1
        if self._asked[path] == OFTEN:
            self._later(lambda: self._pack_again(path))
        return self._smallest.get(path) or _packed_quickly(path, coding)

    def _pack_again(self, path: Path) -> None:
        self._smallest[path] = _SMALLEST.compress(front_end_content(path), asbytes=True)


class _Queue:
    """One thread that does what waits, one after the other, whenever nobody else needs the processor."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._begun = threading.Lock()

    def add(self, act: Callable[[], None]) -> None:
        self._waiting.put(act)
        # A server that nobody asks often has no such thread.
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._work, name="atlas-pack-again", daemon=True).start()

    def _work(self) -> None:
        # Where a thread has no rank of its own it shares that of the others.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LAST_IN_LINE)
        while True:
            self._waiting.get()()


@lru_cache(maxsize=1)
def packer() -> Packer:
    """The packer of this process."""
    return Packer(_Queue().add)

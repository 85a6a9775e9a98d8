"""Limits: how many files are read and written at once. The others wait their turn; at last a polite sentence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from analytics.language import Wording
from data.errors import AtlasError
from pages.operation.settings import settings

_ASK_SECONDS = 0.2


class BusyError(AtlasError):
    """Too many want the same at once, and waiting did not help. Nothing was done.

    Codes:
        busy.
    """

    def __init__(self) -> None:
        super().__init__(code="busy")


def busy_sentence(w: Wording) -> str:
    """What to do when it was too much at once."""
    return w.text("Many files are being written at this moment. Please try again in a minute.")


def queue_sentence(w: Wording) -> str:
    """That it takes longer than usual; the pictures of one's own slides count, too."""
    return w.text("Several files are being written at this moment; yours takes a little longer.")


class Gate:
    """Lets so many work at once; the others wait their turn."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(max(places, 1))

    @contextmanager
    def turn(self, wait_seconds: float, given_up: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """A place while the block runs.

        Args:
            wait_seconds: how long to wait for one.
            given_up: asked while waiting; the block then runs without a place and is to end at once.

        Raises:
            BusyError: no place became free in time.
        """
        held = self._take(time.monotonic() + wait_seconds, given_up)
        try:
            yield
        finally:
            if held:
                self._places.release()

    def is_full(self) -> bool:
        """Whether the next one has to wait."""
        free = self._places.acquire(blocking=False)
        if free:
            self._places.release()
        return not free

    def _take(self, deadline: float, given_up: Callable[[], bool]) -> bool:
        while not self._places.acquire(timeout=_ASK_SECONDS):
            if given_up():
                return False
            if time.monotonic() > deadline:
                raise BusyError
        return True


@lru_cache(maxsize=1)
def reading() -> Gate:
    """Places for files that are being read."""
    return Gate(settings().max_uploads)


@lru_cache(maxsize=1)
def writing() -> Gate:
    """Places for slides, reports, workbooks and pictures that are being written."""
    return Gate(settings().max_exports)

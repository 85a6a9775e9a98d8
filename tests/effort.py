"""How much work something takes, told so that neither the machine nor what else runs on it matters."""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

_BYTES = bytes(100_000_000)
_OTHER_BYTES = bytes(reversed(range(256)))


@dataclass(frozen=True)
class Effort:
    """What a piece of work took.

    Attributes:
        calls: calls of functions, in Python and in C, in every thread it began.
        passes: processor time of the process, in those that one pass over 100 MB takes in the same minute; what runs
            inside one call, in C, shows here only.
    """

    calls: int
    passes: float


def measure_effort(work: Callable[[], object]) -> Effort:
    """Does the work and counts it."""
    calls = 0

    def note(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = _one_pass()
    threading.setprofile(note)
    sys.setprofile(note)
    began = time.process_time()
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    taken = time.process_time() - began
    # From both sides: what else the machine does slows either down alike.
    return Effort(calls, 2 * taken / (before + _one_pass()))


def _one_pass() -> float:
    began = time.process_time()
    _BYTES.translate(_OTHER_BYTES)
    return time.process_time() - began

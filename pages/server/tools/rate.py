"""How often one address may ask in a minute; who asks is never kept, only a number that stands for it."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_MINUTE = 60.0
# Whoever asks from more addresses than these is for the proxy.
_MOST_KNOWN = 10_000


@dataclass
class RateLimit:
    """A bucket for each address that fills evenly again: a burst is served, a machine that never stops is not.

    Attributes:
        per_minute: requests of one address.
        clock: seconds that only grow.
    """

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[int, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait_seconds(self, address: str) -> int:
        """0 when a request of this address may be answered, which then counts; else the whole seconds to wait."""
        now, key = self.clock(), hash(address)
        left, since = self._left.pop(key, (float(self.per_minute), now))
        left = min(left + (now - since) * self.per_minute / _MINUTE, float(self.per_minute))
        is_served = left >= 1
        self._left[key] = (left - 1 if is_served else left, now)
        if len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        return 0 if is_served else math.ceil((1 - left) * _MINUTE / self.per_minute)

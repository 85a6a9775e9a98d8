"""The shipped data package, loaded and checked once for all tests of a process."""

from functools import lru_cache

from data.records import load_atlas
from data.schemas import Atlas


@lru_cache(maxsize=1)
def shipped_atlas() -> Atlas:
    """The shipped data package; tests read it and never write to it."""
    return load_atlas()

"""The shipped data package, loaded and checked once for all tests of a process."""

from functools import lru_cache

from data.atlas import Atlas
from data.records import load_atlas


@lru_cache(maxsize=1)
def shipped_atlas() -> Atlas:
    """The shipped data package; tests read it and never write to it."""
    return load_atlas()


def pick_kreis(view, ags):
    """The entry of a Kreis in a map view, None when it has none."""
    return next((entry for entry in view["kreise"] if entry["ags"] == ags), None)

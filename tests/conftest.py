"""Shared by all tests: the checked data package, loaded once."""

from pathlib import Path

import pytest

from data.records import load_atlas
from data.schemas import Atlas


@pytest.fixture(scope="session")
def root() -> Path:
    """Top folder of the repository."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The shipped data package; tests read it and never write to it."""
    return load_atlas()

"""Shared by all tests: a store of their own, and the checked data package, loaded once."""

import os
import tempfile
from pathlib import Path

import pytest

# Before anything reads the configuration: no test writes into the store of the person who runs it.
os.environ["ATLAS_DATA_DIRECTORY"] = tempfile.mkdtemp(prefix="atlas-store-")

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

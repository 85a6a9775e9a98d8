"""Shared by all tests: a store of their own, the checked data package, loaded once, and one Chromium."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import ARGUMENTS, require_chromium

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


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright can be started once in a process, so whoever needs a browser of their own starts it from here."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all browser tests of this process."""
    chromium = playwright.chromium.launch(executable_path=require_chromium(), args=ARGUMENTS)
    yield chromium
    chromium.close()

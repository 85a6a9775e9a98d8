"""Shared by all tests: a store of their own, the checked data package, loaded once, and one Chromium."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import ARGUMENTS, require_chromium

# Before anything reads the configuration: no test writes into the store of the person who runs it.
os.environ["ATLAS_DATA_DIRECTORY"] = tempfile.mkdtemp(prefix="atlas-store-")
# The many servers and commands of the tests need not compile the same code anew, wherever they run.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from data.atlas import Atlas
from tests.facts import shipped_atlas
from tests.server_logs import failed_pages

# Two processes share the files one by one: what takes long goes first, so that neither waits for the other at the end.
_LONGEST = (
    "browser/test_access.py", "cluster/test_cluster.py", "browser/test_snapshot.py", "browser/test_frame.py",
    "browser/test_nothing_lost.py", "browser/test_upload.py", "fuzz/test_addresses.py", "server/test_access.py",
    "pages/test_upload.py", "fuzz/test_hostile_words.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take long before the others, and those with a browser before those without."""

    def place(item: pytest.Item) -> tuple[int, bool]:
        path = item.path.as_posix()
        found = next((number for number, name in enumerate(_LONGEST) if path.endswith(f"tests/{name}")), len(_LONGEST))
        return found, "tests/browser/" not in path

    items.sort(key=place)


@pytest.fixture(scope="module", autouse=True)
def light_garbage() -> None:
    """Spares the collector what is loaded: Streamlit calls it after every run of a page, as on the server."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nobody_is_coming() -> None:
    """Tests ask for pages faster than people come: who was told to begin a visit by the test before is forgotten."""
    if visits := sys.modules.get("pages.operation.visits"):
        visits._coming.clear()


@pytest.fixture(scope="session", autouse=True)
def no_page_fails() -> Iterator[None]:
    """Ends the run as failed when a page failed on any server of this process, whether or not a test saw it."""
    yield
    assert failed_pages() == [], "a page failed on the server"


@pytest.fixture(scope="session")
def root() -> Path:
    """Top folder of the repository."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The shipped data package; tests read it and never write to it."""
    return shipped_atlas()


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

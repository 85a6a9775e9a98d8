"""What was collected stays: after a reload, in a second tab, after a restart of the server; no link overwrites it."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from analytics.exports.presentation.collection import Collection, make_spec, pack_collection
from analytics.exports.presentation.draft import Draft, unpack_draft
from pages.presentation.browser_copy import LONGEST_DAYS, STORAGE_KEY
from tests.browser.conftest import DESKTOP, READY_MS, free_port, new_visit, start_server

GROWTH = make_spec("growth")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here, with its own storage."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    yield context
    context.close()


@dataclass
class Restartable:
    """A server of one test's own, always at the same address."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    def start(self) -> str:
        self.starts += 1
        self.process = start_server(self.port, self.folder / f"server-{self.starts}.log")
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Restartable]:
    restartable = Restartable(tmp_path)
    yield restartable
    restartable.stop()


def bar_link(page: Page) -> Locator:
    return page.get_by_test_id("stTopNavLink").filter(has_text="Präsentation")


def expect_slides(page: Page, number: int) -> None:
    """The bar says how many slides there are."""
    text = f"Präsentation ({number})" if number else "Präsentation"
    expect(bar_link(page)).to_have_text(text, timeout=READY_MS)


def saved_word(page: Page) -> str | None:
    """What the browser keeps."""
    return page.evaluate("key => JSON.parse(localStorage.getItem(key) ?? '{}').word ?? null", STORAGE_KEY)


def wait_until_saved(page: Page) -> None:
    page.wait_for_function("key => localStorage.getItem(key)", arg=STORAGE_KEY)


def collect_first(page: Page) -> None:
    page.get_by_role("button", name="In die Präsentation").first.click()


def test_slides_words_and_undo_outlive_reload_tab_and_server(context: BrowserContext, server: Restartable):
    visit = new_visit(context, server.start())
    page = visit.open("/foerderung")
    collect_first(page)
    wait_until_saved(page)
    page.reload()
    expect_slides(page, 1)
    # Two tabs of one browser: each shows what the other does.
    other = new_visit(context, visit.base)
    other.open("/kreisprofil")
    expect_slides(other.page, 1)
    collect_first(other.page)
    expect_slides(page, 2)
    other.page.close()
    bar_link(page).click()
    page.get_by_label("Überschrift").first.fill("Was das Netzwerk kostet")
    page.get_by_role("link", name="Impressum").click()
    expect(page.get_by_role("heading", name="Impressum", level=1)).to_be_visible(timeout=READY_MS)
    server.stop()
    server.start()
    page.goto(f"{visit.base}/methoden")
    expect_slides(page, 2)
    bar_link(page).click()
    expect(page.get_by_label("Überschrift").first).to_have_value("Was das Netzwerk kostet", timeout=READY_MS)
    # The steps were kept, too: the words, then the second slide, then the first are taken back.
    for left in (2, 1, 0):
        page.get_by_role("button", name="Rückgängig").click()
        expect_slides(page, left)


def test_a_shared_link_replaces_nothing_and_deleting_leaves_nothing(context: BrowserContext, base_url: str):
    visit = new_visit(context, base_url)
    page = visit.open("/foerderung")
    assert saved_word(page) is None
    collect_first(page)
    wait_until_saved(page)
    assert len(unpack_draft(saved_word(page)).now.slides) == 1
    page.goto(f"{base_url}/praesentation?lang=de&sammlung={pack_collection(Collection((GROWTH, GROWTH)))}")
    expect(page.get_by_role("heading", name="Der geöffnete Link enthält eine andere Präsentation")).to_be_visible(
        timeout=READY_MS
    )
    expect_slides(page, 1)
    page.get_by_role("button", name="Ihre Folien an meine anhängen").click()
    expect_slides(page, 3)
    page.get_by_role("button", name="Aus diesem Browser löschen").click()
    expect(page.get_by_role("heading", name="Noch keine Folien")).to_be_visible(timeout=READY_MS)
    expect(page.get_by_role("button", name="Rückgängig")).to_have_count(0)
    page.wait_for_function("key => JSON.parse(localStorage.getItem(key)).word.length < 100", arg=STORAGE_KEY)
    assert unpack_draft(saved_word(page)) == Draft()
    page.goto(f"{base_url}/datenschutz?lang=de")
    expect(page.get_by_text(STORAGE_KEY)).to_be_visible(timeout=READY_MS)
    expect_slides(page, 0)
    assert visit.console_errors == []


def age(page: Page, days: int) -> None:
    """Makes what the browser keeps as old as after so many days without a visit."""
    page.evaluate(
        """([key, days]) => { const record = JSON.parse(localStorage.getItem(key));
                              record.at -= days * 864e5;
                              localStorage.setItem(key, JSON.stringify(record)); }""",
        [STORAGE_KEY, days],
    )


def test_every_visit_begins_the_days_anew_and_what_was_kept_too_long_is_said_to_be_deleted(
    context: BrowserContext, base_url: str
):
    visit = new_visit(context, base_url)
    page = visit.open(f"/praesentation?lang=de&sammlung={pack_collection(Collection((GROWTH,)))}")
    wait_until_saved(page)
    said = page.get_by_text(f"Seit {LONGEST_DAYS} Tagen hatte in diesem Browser niemand den Atlas geöffnet")
    for days in (LONGEST_DAYS - 1, LONGEST_DAYS - 1, LONGEST_DAYS + 1):
        expect(said).to_have_count(0)
        visit.open("/impressum")
        expect_slides(page, 1)
        page.wait_for_function("key => Date.now() - JSON.parse(localStorage.getItem(key)).at < 36e5", arg=STORAGE_KEY)
        age(page, days)
    visit.open("/praesentation?lang=de")
    expect(said).to_be_visible(timeout=READY_MS)
    expect_slides(page, 0)
    assert page.evaluate("key => localStorage.getItem(key)", STORAGE_KEY) is None

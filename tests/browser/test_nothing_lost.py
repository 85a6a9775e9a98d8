"""What was pressed or typed right before a link is clicked is not lost, at any pace, on a busy machine."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from analytics.exports.collection import Collection, make_spec, pack_collection
from tests.browser.conftest import DESKTOP, READY_MS, Visit, new_visit

# From a test's own speed, faster than any hand, to a quick visitor.
DELAYS_MS = (0, 60, 400)
# Every page that offers views for the presentation; the delays take turns.
COLLECTING = (
    "", "karte", "wachstum", "foerderung", "wanderung", "initiativen", "kreisprofil", "weisseflecken", "vergleich",
    "wirkung", "ausblick",
)  # fmt: skip
GROWTH = make_spec("growth")


@pytest.fixture(scope="module", autouse=True)
def busy_machine() -> Iterator[None]:
    """Two processes that take what they can get."""
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for burner in burners:
        burner.kill()
        burner.wait()


@pytest.fixture(scope="module")
def visit(browser: Browser, base_url: str) -> Iterator[Visit]:
    """One browser for all tests of this module: what it collected on one page is still there on the next."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    yield new_visit(context, base_url)
    context.close()


def open_early(visit: Visit, address: str) -> Page:
    """Opens an address without waiting until everything is drawn."""
    visit.page.goto(f"{visit.base}/{address}")
    return visit.page


def follow(page: Page, link: str) -> None:
    """Clicks a link of the footer and sees its page, not the old one and no failure."""
    page.get_by_role("link", name=link, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(link, timeout=READY_MS)


def bar_link(page: Page) -> Locator:
    """The link to the presentation in the bar; it says how many slides there are."""
    return page.get_by_test_id("stTopNavLink").filter(has_text="Präsentation")


def collected(page: Page) -> int:
    number = re.search(r"\((\d+)\)", bar_link(page).inner_text())
    return int(number[1]) if number else 0


@pytest.mark.parametrize(
    ("number", "address"), list(enumerate(COLLECTING)), ids=[name or "start" for name in COLLECTING]
)
def test_a_view_collected_right_before_a_link_is_collected(visit: Visit, number: int, address: str):
    page = open_early(visit, address)
    button = page.get_by_role("button", name="In die Präsentation").first
    expect(button).to_be_visible(timeout=READY_MS)
    expect(bar_link(page)).to_have_text(f"Präsentation ({number})" if number else "Präsentation", timeout=READY_MS)
    button.click()
    page.wait_for_timeout(DELAYS_MS[number % len(DELAYS_MS)])
    follow(page, "Impressum")
    expect(bar_link(page)).to_have_text(f"Präsentation ({number + 1})", timeout=READY_MS)


@pytest.mark.parametrize("label", ["Überschrift", "Ihre Bemerkung", "Titel der Präsentation", "Name"])
def test_words_stay_when_a_link_follows_at_once(visit: Visit, label: str):
    page = visit.page
    if not collected(page):
        open_early(visit, f"praesentation?lang=de&sammlung={pack_collection(Collection((GROWTH,)))}")
    for delay in DELAYS_MS:
        bar_link(page).click()
        field = page.get_by_label(label, exact=True).first
        text = f"Wir wachsen, Stand {delay}"
        field.fill("")
        field.press_sequentially(text)
        page.wait_for_timeout(delay)
        follow(page, "Impressum")
        bar_link(page).click()
        expect(page.get_by_label(label, exact=True).first).to_have_value(text, timeout=READY_MS)


def test_a_search_stands_in_the_address_the_back_button_leads_to(visit: Visit):
    page = open_early(visit, "initiativen?lang=de")
    page.get_by_label("Suche").press_sequentially("Spremberg")
    follow(page, "Impressum")
    page.go_back()
    expect(page.get_by_label("Suche")).to_have_value("Spremberg", timeout=READY_MS)


def test_a_cell_typed_right_after_the_register_opened_is_there_after_a_link(visit: Visit):
    page = open_early(visit, "register?lang=de&tabelle=events")
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(grid).to_be_visible(timeout=READY_MS)
    # Second column of the first row: below the head, right of the marker and the first column.
    grid.dblclick(position={"x": 320, "y": 52})
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Ganz neuer Titel")
    page.keyboard.press("Enter")
    follow(page, "Impressum")
    page.go_back()
    page.get_by_role("button", name="Prüfen und vergleichen").click()
    expect(page.get_by_text("Ganz neuer Titel").first).to_be_visible(timeout=READY_MS)

"""What was pressed or typed right before a link is clicked is not lost, at any pace, on a busy machine."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from analytics.exports.collection import Collection, make_spec, pack_collection
from tests.browser.conftest import DESKTOP, Visit, new_visit

# From a test's own speed, faster than any hand, to a quick visitor.
DELAYS_MS = (0, 60, 400)
GROWTH = make_spec("growth")


@pytest.fixture(scope="module", autouse=True)
def busy_machine() -> Iterator[None]:
    """Two processes that take what they can get."""
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for burner in burners:
        burner.kill()
        burner.wait()


@pytest.fixture
def visit(browser: Browser, base_url: str) -> Iterator[Visit]:
    """A browser that has never been here."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    yield new_visit(context, base_url)
    context.close()


def follow(page: Page, link: str) -> None:
    """Clicks a link of the footer and sees its page, not the old one and no failure."""
    page.get_by_role("link", name=link, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(link)


def open_presentation(page: Page) -> None:
    page.get_by_role("button", name="Arbeiten").press("Enter")
    page.get_by_role("menuitem", name="Präsentation").press("Enter")
    expect(page.get_by_role("heading", name="Ihre Präsentation")).to_be_visible()


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label).first


@pytest.mark.parametrize("label", ["Überschrift", "Ihre Bemerkung", "Titel der Präsentation"])
def test_words_of_the_presentation_stay_when_a_link_follows_at_once(visit: Visit, label):
    page = visit.open(f"/praesentation?lang=de&sammlung={pack_collection(Collection((GROWTH,)))}")
    for delay in DELAYS_MS:
        text = f"Wir wachsen, Stand {delay}"
        field(page, label).fill("")
        field(page, label).press_sequentially(text)
        page.wait_for_timeout(delay)
        follow(page, "Impressum")
        open_presentation(page)
        expect(field(page, label)).to_have_value(text)


def press_map(page: Page) -> None:
    page.get_by_role("button", name="In die Präsentation").click()


@pytest.mark.parametrize(
    ("address", "press"), [("/karte", press_map), ("/weisseflecken", press_map)], ids=["map", "white spots"]
)
def test_a_view_collected_right_before_a_link_is_collected(visit: Visit, address: str, press: Callable[[Page], None]):
    page = visit.page
    page.goto(visit.base + address)
    press(page)
    follow(page, "Impressum")
    open_presentation(page)
    expect(page.get_by_role("heading", name="1 Folie", exact=True)).to_be_visible()

"""Every page on a phone: nothing sticks out or is cut off, the navigation opens."""

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.language import get_wording
from pages.session.registry import page_entries
from tests.browser.axe import serious_violations

ENTRIES = {entry.url_path: entry for entry in page_entries(get_wording("de"))}
# A page of each kind, also with the drawer open.
LOOKED_AT_CLOSELY = {"ueberblick", "weisseflecken", "wirkung", "ausblick"}


@pytest.mark.parametrize("name", list(ENTRIES))
def test_page_never_scrolls_sideways_on_a_phone_and_has_no_serious_barrier(phone, name):
    page = phone.open(ENTRIES[name].address)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    # Streamlit scrolls inside its own element, so that one counts too.
    widths = page.get_by_test_id("stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert widths[0] <= widths[1]
    assert [
        pill.inner_text() for pill in page.get_by_test_id("stButtonGroup").locator("button").all() if is_cut(pill)
    ] == []
    assert phone.console_errors == []
    if name in LOOKED_AT_CLOSELY:
        check_barriers(page)


def check_barriers(page: Page) -> None:
    """No serious barrier, neither on the page nor in the open drawer."""
    page.wait_for_timeout(600)
    assert serious_violations(page) == []
    # The browser remembers a drawer that was left open.
    if page.get_by_test_id("stExpandSidebarButton").count():
        page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_test_id("stSidebarNavLink").get_by_text("Wo und ob es wirkt")).to_be_visible()
    assert serious_violations(page) == []


def is_cut(pill: Locator) -> bool:
    """Whether a pill lies beyond the edge of its own row of pills."""
    return bool(
        pill.evaluate(
            """pill => { const [own, row] = [pill, pill.parentElement].map((node) => node.getBoundingClientRect());
                         return own.left < row.left - 1 || own.right > row.right + 1; }"""
        )
    )


def test_the_navigation_of_a_phone_leads_to_another_page(phone):
    page = phone.open("/impressum")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").get_by_text("Wachstum").click()
    expect(page).to_have_title("Wachstum – Ankommen-Atlas")

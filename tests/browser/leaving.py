"""A page is left by a link; the bar says how many slides there are."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import READY_MS, Visit


def follow(page: Page, link: str) -> None:
    """Clicks a link of the footer and sees its page, not the old one and no failure."""
    page.get_by_role("link", name=link, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(link, timeout=READY_MS)


def bar_link(page: Page) -> Locator:
    """The link to the presentation in the bar; it says how many slides there are."""
    return page.get_by_test_id("stTopNavLink").filter(has_text="Präsentation")


def expect_slides(page: Page, number: int) -> None:
    """The bar says how many slides there are."""
    text = f"Präsentation ({number})" if number else "Präsentation"
    expect(bar_link(page)).to_have_text(text, timeout=READY_MS)


def leave_and_return(visit: Visit, delay_ms: int) -> None:
    """Follows a link after a moment, and comes back as the Back button does."""
    page = visit.page
    title = page.title()
    page.wait_for_timeout(delay_ms)
    follow(page, "Impressum")
    page.go_back()
    expect(page).to_have_title(title, timeout=READY_MS)
    visit.settle()

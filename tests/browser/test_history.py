"""Back and Forward of the browser: one step for each view, and every view comes back as it was left."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY_MS, Visit, pick_option


def follow(visit: Visit, name: str, path: str) -> None:
    """Goes to a page by the bar, or by the tabs under it, as a visitor does."""
    links = visit.page.locator('[data-testid="stTopNavLink"], .st-key-tabs a').filter(visible=True)
    links.get_by_text(name, exact=True).first.click()
    expect(visit.page).to_have_url(re.compile(rf"{path}(\?.*)?$"))
    visit.settle()


def choose_kreis(visit: Visit, label: str, name: str, ags: str) -> None:
    field = visit.page.get_by_role("combobox", name=label)
    field.click()
    field.fill(name)
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile(ags), timeout=READY_MS)
    visit.settle()


def open_start(visit: Visit) -> Page:
    page = visit.open("/impressum")
    follow(visit, "Überblick", "/")
    return page


def filter_profile(visit: Visit) -> None:
    follow(visit, "Kreis", "/kreisprofil")
    choose_kreis(visit, "Kreis", "Uckermark", "kreis=12073")


def filter_migration(visit: Visit) -> None:
    follow(visit, "Verlauf", "/wanderung")
    visit.page.get_by_test_id("stCheckbox").first.locator("label").click()
    expect(visit.page).to_have_url(re.compile(r"\?.*=(ja|nein)"))
    visit.settle()


def filter_map(visit: Visit) -> None:
    follow(visit, "Karte", "/karte")
    pick_option(visit.page, "Kennzahl", "Zuzüge")
    expect(visit.page).to_have_url(re.compile("indikator=arrivals_per_1000"), timeout=READY_MS)
    visit.settle()


@pytest.mark.parametrize(
    ("entry", "path", "act"),
    [("Überblick", "/", filter_profile), ("Karte", "/karte", filter_migration), ("Überblick", "/", filter_map)],
)
def test_a_changed_filter_adds_no_step_to_the_history(
    desktop: Visit, entry: str, path: str, act: Callable[[Visit], None]
):
    page = open_start(desktop)
    follow(desktop, entry, path)
    before = page.evaluate("history.length")
    act(desktop)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page).to_have_url(desktop.base + path, timeout=READY_MS)
    expect(page).to_have_title(f"{entry} – Ankommen-Atlas", timeout=READY_MS)


def test_back_leads_from_english_to_the_german_page_it_was_before(desktop: Visit):
    page = open_start(desktop)
    follow(desktop, "Kreis", "/kreisprofil")
    choose_kreis(desktop, "Kreis", "Uckermark", "kreis=12073")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_title("District profile – Ankommen-Atlas", timeout=READY_MS)
    page.go_back()
    expect(page).to_have_title("Kreisprofil – Ankommen-Atlas", timeout=READY_MS)
    expect(page.locator("html")).to_have_attribute("lang", "de", timeout=READY_MS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uckermark", timeout=READY_MS)
    page.go_forward()
    expect(page).to_have_title("District profile – Ankommen-Atlas", timeout=READY_MS)
    expect(page).to_have_url(re.compile("lang=en"), timeout=READY_MS)
    follow(desktop, "Overview", "/")
    page.go_back()
    expect(page).to_have_title("District profile – Ankommen-Atlas", timeout=READY_MS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uckermark", timeout=READY_MS)


@dataclass
class View:
    """What a visitor saw before moving on."""

    address: str
    title: str
    headline: str
    lang: str


def seen(page: Page) -> View:
    headline = page.get_by_role("heading", level=1).inner_text()
    return View(page.url, page.title(), headline, page.evaluate("document.documentElement.lang"))


def choose_on_map(visit: Visit) -> None:
    """Year and Kreis are the browser's alone; the address keeps them."""
    page = visit.page
    expect(page.locator(".leaflet-kreise-pane path").first).to_be_visible(timeout=READY_MS)
    page.locator(".year").fill("2012")
    page.keyboard.press("Enter")
    page.locator(".bars button[data-ags='12062']").click()
    expect(page).to_have_url(re.compile("jahr=2012.*kreis=12062|kreis=12062.*jahr=2012"), timeout=READY_MS)


def switch_to(visit: Visit, name: str, lang: str) -> None:
    visit.page.get_by_role("banner").get_by_role("link", name=name).click()
    expect(visit.page.locator("html")).to_have_attribute("lang", lang, timeout=READY_MS)
    visit.settle()


def test_back_and_forward_through_ten_views_restore_each(desktop: Visit):
    page = open_start(desktop)
    steps: list[Callable[[], None]] = [
        lambda: filter_profile(desktop),
        lambda: (filter_map(desktop), choose_on_map(desktop)),
        lambda: filter_migration(desktop),
        lambda: follow(desktop, "Initiativen", "/initiativen"),
        lambda: switch_to(desktop, "English", "en"),
        lambda: follow(desktop, "Funding", "/foerderung"),
        lambda: (follow(desktop, "Map", "/karte"), choose_on_map(desktop)),
        lambda: switch_to(desktop, "Deutsch", "de"),
        lambda: follow(desktop, "Überblick", "/"),
    ]
    views = [seen(page)]
    for step in steps:
        step()
        views.append(seen(page))
    for direction, wanted in ((page.go_back, views[-2::-1]), (page.go_forward, views[1:])):
        for view in wanted:
            direction()
            expect(page).to_have_title(view.title, timeout=READY_MS)
            expect(page).to_have_url(view.address, timeout=READY_MS)
            expect(page.locator("html")).to_have_attribute("lang", view.lang, timeout=READY_MS)
            expect(page.get_by_role("heading", level=1)).to_have_text(view.headline, timeout=READY_MS)
            desktop.settle()
            assert seen(page) == view
    assert desktop.console_errors == []

"""The search of the bar: old names, near misses and initiatives lead to a page, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_violations


def open_search(page, words):
    page.locator("#bar-search button").click()
    page.get_by_role("combobox", name="Ort, Kreis oder Initiative").fill(words)
    return page.locator("#bar-search .hits")


def test_a_district_that_was_dissolved_is_named_with_its_successor(open_page):
    page = open_page("/impressum")
    hits = open_search(page, "Kreis Calau")
    expect(hits).to_contain_text("Kreis bis 1993, heute Oberspreewald-Lausitz")
    assert serious_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#bar-search button")).to_be_focused()


@pytest.mark.parametrize(
    ("words", "keys", "address"),
    [
        # The page opens with this Kreis, so its address may do without.
        ("elbe elser", ["ArrowDown", "Enter"], r"/kreisprofil(\?kreis=12062)?$"),
        ("12071", ["Enter"], r"/kreisprofil\?kreis=12071$"),
        ("heeme", ["Enter"], r"/initiativen\?initiative=heeme-fehlste$"),
    ],
)
def test_what_is_chosen_opens_its_page(desktop, words, keys, address):
    desktop.open("/impressum")
    open_search(desktop.page, words)
    expect(desktop.page.locator("#bar-search [role=option]:not(.none)").first).to_be_visible()
    for key in keys:
        desktop.page.keyboard.press(key)
    expect(desktop.page).to_have_url(re.compile(address))
    desktop.settle()
    assert desktop.console_errors == []


def test_on_a_phone_in_english_it_stays_within_the_screen(open_phone):
    page = open_phone("/impressum?lang=en")
    page.locator("#bar-search button").click()
    field = page.get_by_role("combobox", name="Place, district or initiative")
    field.fill("zzzzzz")
    expect(page.locator("#bar-search .hits")).to_contain_text("Nothing found")
    box = page.locator("#bar-search .hits").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390

"""Comparable places in the browser: the whole job by keyboard, a link that restores the view, no barrier."""

import re

from playwright.sync_api import expect

from tests.browser.axe import serious_violations


def test_a_link_restores_district_indicator_rule_and_traits(open_page):
    page = open_page("/vergleich?lang=de&kreis=12052&indikator=share_old&merkmale=density&regel=size")
    expect(page.get_by_role("heading", name="Cottbus: ähnlich wie die meisten")).to_be_visible()
    expect(page.get_by_role("heading", name="Ähnliche Größe wie Cottbus")).to_be_visible()
    expect(page.get_by_role("heading", name="Cottbus ähnelt am meisten")).to_be_visible()
    assert "ähnlich nach Bevölkerungsdichte, 2024" in page.locator("main, [data-testid=stMain]").inner_text()


def test_another_district_is_chosen_by_keyboard_and_stands_in_the_address(open_page):
    page = open_page("/vergleich?lang=de")
    field = page.get_by_role("combobox", name="Kreis").first
    field.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Potsdam")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Potsdam: "))).to_be_visible()
    expect(page).to_have_url(re.compile("kreis=12054"))


def test_a_place_that_does_not_exist_is_said_and_the_default_shown(open_page):
    page = open_page("/vergleich?lang=de&kreis=99999")
    expect(page.get_by_text("99999")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Elbe-Elster: "))).to_be_visible()


def test_the_page_has_no_serious_barrier_with_its_table_open(read):
    page = read("/vergleich?lang=de").page
    page.locator(".st-key-table_comparison_swarm summary").click()
    expect(page.get_by_role("cell", name="Cottbus").first).to_be_visible()
    assert serious_violations(page) == []


def test_the_box_of_statements_speaks_plainly_when_asked(read):
    """The last test of its window, which it leaves with other words."""
    page = read("/vergleich?lang=de").page
    box = page.locator(".st-key-statements")
    expect(box.get_by_text("Gemessen an Einwohnerzahl")).to_be_visible()
    box.get_by_role("radio", name="Einfache Sprache").click()
    expect(box.get_by_text("Manche Kreise sind wie Elbe-Elster.")).to_be_visible()
    assert "worte=einfach" in page.url

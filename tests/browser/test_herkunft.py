"""The page of partners: a partner becomes the centre by a click, and choices stand in the address."""

from playwright.sync_api import expect

from tests.browser.conftest import READY_MS, pick_option


def test_a_partner_is_put_in_the_middle_by_a_click_and_stands_in_the_address(open_page):
    page = open_page("/herkunft?jahr=2020")
    page.locator(".st-key-partners").get_by_role("button", name="Oder-Spree").click()
    expect(page.get_by_role("heading", name="2020: Oder-Spree gewinnt am meisten mit")).to_be_visible(timeout=READY_MS)
    page.wait_for_url("**kreis=12067**")


def test_year_and_age_stand_in_the_address_and_the_table_has_every_partner(open_page):
    page = open_page("/herkunft")
    pick_option(page, "Altersgruppe", "18 bis unter 25 Jahre")
    page.wait_for_url("**alter=18-25**")
    card = page.locator(".st-key-figure_origin_partners")
    card.get_by_text("Tabelle und Download").click()
    # The head and 34 partners: 19 districts, Berlin and 14 Länder.
    expect(card.get_by_role("row")).to_have_count(35, timeout=READY_MS)

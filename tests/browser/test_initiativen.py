"""The register: search, filters and profiles that a link restores."""

import re

from playwright.sync_api import expect


def members(page):
    return page.get_by_role("table").get_by_role("rowheader").get_by_role("link")


def test_the_register_is_a_real_table_with_all_twenty(open_page):
    page = open_page("/initiativen")
    expect(page.get_by_role("columnheader", name="Mitglied seit")).to_be_visible()
    expect(members(page)).to_have_count(20)
    expect(page.locator("h1")).to_have_text("15 von 23 Mitgliedern sind belegt, 4 weitere erschlossen")
    expect(page.get_by_text("Ohne bekannten Ort, daher nicht auf der Karte")).to_be_visible()
    assert members(page).all_inner_texts()[-3:] == ["@see", "Freiraum", "Stadtrezeption"]


def test_typing_cott_leaves_both_initiatives_of_cottbus_and_the_link_restores_it(open_page):
    page = open_page("/initiativen")
    page.get_by_label("Suche").press_sequentially("cott", delay=20)
    expect(members(page)).to_have_count(2)
    expect(page).to_have_url(re.compile(r"suche=cott"))
    page = open_page("/initiativen?suche=cott&lang=en")
    expect(members(page)).to_have_count(2)
    expect(page.get_by_role("heading", name="2 initiatives")).to_be_visible()


def test_filters_in_the_address_are_applied_in_both_languages(open_page):
    page = open_page("/initiativen?kreis=12070&nachweis=inferred")
    expect(members(page)).to_have_count(1)
    page = open_page("/initiativen?kreis=12070&nachweis=inferred&lang=en")
    expect(members(page)).to_have_text(["Landeplatz – Ankommen in Nordwestbrandenburg"])


def test_a_bad_value_gives_a_notice_and_the_whole_register(open_page):
    page = open_page("/initiativen?kreis=99999&initiative=niemand")
    expect(page.get_by_test_id("stAlert")).to_have_count(2)
    expect(page.get_by_test_id("stAlert").filter(has_text="99999")).to_be_visible()
    expect(members(page)).to_have_count(20)
    expect(page).not_to_have_url(re.compile("niemand"))


def test_a_click_opens_the_profile_and_the_way_back_keeps_the_search(open_page):
    page = open_page("/initiativen?suche=guben")
    page.get_by_role("link", name="Guben tut gut.", exact=True).click()
    expect(page.locator("h1")).to_have_text("Guben tut gut.")
    expect(page).to_have_url(re.compile("initiative=guben-tut-gut"))
    page.get_by_role("button", name="Zurück zum Register").click()
    expect(page.locator("h1")).to_contain_text("15 von 23")
    expect(page.get_by_label("Suche")).to_have_value("guben")
    expect(page).not_to_have_url(re.compile("initiative="))


def test_a_profile_can_be_opened_by_keyboard(open_page):
    page = open_page("/initiativen?suche=spremberg")
    page.get_by_role("link", name="Heeme fehlste!", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Heeme fehlste!")


def test_a_link_restores_a_profile_with_its_figures(open_page):
    page = open_page("/initiativen?initiative=hierzulanden")
    expect(page.locator("h1")).to_have_text("hierzulande(n) (2.0 / 3.0)")
    expect(page.get_by_role("cell", name="rund 166.000\u00a0€")).to_be_visible()
    expect(page.get_by_role("link", name="Zur Website")).to_have_attribute("href", "https://hierzulanden.de")
    expect(page.get_by_text("Zahlen verschiedener Initiativen lassen sich nicht addieren")).to_be_visible()
    page = open_page("/initiativen?initiative=hierzulanden&lang=en")
    expect(page.get_by_role("cell", name="about €166,000")).to_be_visible()


def test_a_profile_without_a_known_place_draws_no_map(open_page):
    page = open_page("/initiativen?initiative=at-see")
    expect(page.get_by_role("heading", name="Ort nicht bekannt")).to_be_visible()
    expect(page.locator(".leaflet-container")).to_have_count(0)


def test_a_profile_with_a_known_place_shows_it_on_a_map(open_page):
    page = open_page("/initiativen?initiative=guben-tut-gut")
    expect(page.locator(".leaflet-container")).to_be_visible()


def test_the_phone_shows_cards_and_never_scrolls_sideways(open_phone):
    for address in ("/initiativen", "/initiativen?initiative=heeme-fehlste"):
        page = open_phone(address)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("node => node.scrollWidth <= node.clientWidth")
    page = open_phone("/initiativen?suche=guben")
    header = page.get_by_role("rowheader", name=re.compile("Guben tut gut")).bounding_box()
    cell = page.get_by_role("cell", name=re.compile("Guben, Spree-Neiße")).bounding_box()
    assert cell["y"] > header["y"] + 10


def test_the_language_switch_keeps_search_and_filters(open_page):
    page = open_page("/initiativen?suche=e&status=active&kreis=12071")
    found = ["Guben tut gut.", "Heeme fehlste!"]
    expect(members(page)).to_have_text(found)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("columnheader", name="Member since")).to_be_visible()
    expect(members(page)).to_have_text(found)
    expect(page.get_by_role("radio", name="running", exact=True)).to_be_checked()


def test_what_was_not_found_about_an_initiative_is_said(open_page):
    page = open_page("/initiativen?initiative=freiraum")
    expect(page.get_by_role("heading", name="Was nicht gefunden wurde")).to_be_visible()
    expect(page.get_by_text("Keine Förderangabe gefunden")).to_be_visible()

"""The sources page: files, fields, terms, breaks and sources, each under an address of its own."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ask


def test_every_table_can_be_downloaded_under_the_address_it_shows(read):
    page = read("/quellen").page
    link = page.get_by_role("link", name="/data/members.csv")
    expect(link).to_be_visible()
    answer = ask(page, link.evaluate("node => node.href"))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(list(csv.DictReader(io.StringIO(answer.text())))) == 20


def test_every_address_on_the_page_answers(read):
    page = read("/quellen").page
    addresses = page.locator("a[href*='data/']").evaluate_all("nodes => nodes.map(node => node.href)")
    assert len(addresses) > 25
    assert [address for address in addresses if ask(page, address).status != 200] == []


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/quellen?bereich=felder&tabelle=migration", "Zuzüge über die Kreisgrenze"),
        ("/quellen?bereich=felder&tabelle=migration&lang=en", "People who moved in over the district border"),
        ("/quellen?bereich=begriffe", "Die 14 Landkreise und 4 kreisfreien Städte Brandenburgs"),
        ("/quellen?bereich=begriffe&lang=en", "births and deaths are not part of it"),
        ("/quellen?bereich=brueche", "2001 fehlt"),
        ("/quellen?bereich=quellen&suche=regionaldatenbank", "12711-04-02-4"),
    ],
)
def test_a_link_restores_the_section(open_page, address, text):
    page = open_page(address)
    expect(page.get_by_text(text).first).to_be_visible()


def test_a_table_that_does_not_exist_gives_a_notice(open_page):
    page = open_page("/quellen?bereich=felder&tabelle=geheim")
    expect(page.get_by_test_id("stAlert")).to_contain_text("geheim")
    expect(page.get_by_role("heading", name="Register der Initiativen")).to_be_visible()


def test_another_section_is_one_click_away_and_stands_in_the_address(read):
    """The last test of its window, which it leaves at another section."""
    page = read("/quellen").page
    page.get_by_role("radio", name="Brüche und Lücken").click()
    expect(page.get_by_role("heading", name="unterbrechen die Reihen")).to_be_visible()
    page.wait_for_url("**/quellen?bereich=brueche")

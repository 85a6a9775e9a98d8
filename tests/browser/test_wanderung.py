"""The migration page: filters in the address, gaps and breaks told, notices in words."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

FIRST_SEVEN = ("12051", "12052", "12053", "12054", "12060", "12061", "12062")


def address(*kreise: str, **filters: str) -> str:
    return "/wanderung?" + urlencode([*(("kreise", ags) for ags in kreise), *filters.items()])


def alert_texts(page) -> str:
    return " ".join(page.get_by_test_id("stAlert").all_inner_texts())


def test_a_link_restores_districts_age_measure_group_and_switch(open_page):
    page = open_page(address("12067", gruppe="landkreise", alter="insgesamt", ohne="ja", jahr="2015", gebiet="12"))
    expect(page.locator('[aria-label*="Landkreise ohne Elbe-Elster und Oder-Spree"]').first).to_be_attached()
    expect(page.get_by_role("heading", name="2015: Oder-Spree gewinnt am meisten")).to_be_visible()
    expect(page.get_by_role("heading", name="Land Brandenburg ohne Elbe-Elster und Oder-Spree")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_hand_checked_numbers_stand_in_the_table(open_page):
    page = open_page(address("12067", alter="insgesamt", indikator="arrivals", jahr="2015"))
    card = page.locator(".st-key-figure_migration_ranking")
    card.get_by_text("Tabelle und Download").click()
    row = card.get_by_role("row", name="Oder-Spree")
    expect(row).to_contain_text("28.790")


def test_bad_values_are_named_and_the_default_is_shown(open_page):
    page = open_page(address("99999", alter="30-51", indikator="saldo", gruppe="umland", jahr="2001"))
    told = alert_texts(page)
    for value in ("99999", "30-51", "saldo", "umland", "2001"):
        assert f"„{value}“" in told
    expect(page.get_by_role("heading", name="2024: Elbe-Elster, Spree-Neiße und Cottbus im Plus")).to_be_visible()


def test_a_seventh_district_is_named_not_dropped_in_silence(open_page):
    page = open_page(address(*FIRST_SEVEN))
    told = alert_texts(page)
    assert "6 Kreise Platz" in told
    assert "Teltow" not in told
    expect(page.get_by_role("heading", name="gewählten Kreise")).to_be_visible()


def test_choosing_an_age_writes_it_into_the_address(open_page):
    page = open_page("/wanderung")
    page.get_by_role("combobox", name="Altersgruppe", exact=True).click()
    page.get_by_role("option", name="18 bis unter 25 Jahre").click()
    page.wait_for_url("**alter=18-25**")


@pytest.mark.parametrize(("lang", "words"), [("de", "2001 gibt es keinen Wert"), ("en", "No value for 2001")])
def test_the_gap_of_2001_is_part_of_the_text_alternative(open_page, lang, words):
    page = open_page(f"/wanderung?lang={lang}")
    expect(page.locator(f'[aria-label*="{words}"]').first).to_be_attached()

"""The funding page in a browser: finding, kinds kept apart, tables, the programme in words."""

import pytest
from playwright.sync_api import expect

from analytics.language import get_wording
from analytics.subjects.funding import figures as funding


@pytest.mark.parametrize(("lang", "path"), [("de", "/foerderung"), ("en", "/foerderung?lang=en")])
def test_the_page_states_the_finding_in_both_languages(read, atlas, lang, path):
    page = read(path).page
    network = funding.draw_network_funding(atlas, get_wording(lang))
    expect(page.get_by_role("heading", name=network.headline)).to_be_visible()


def test_network_and_pot_are_two_charts_with_their_text_alternatives(read, atlas):
    page = read("/foerderung").page
    german = get_wording("de")
    for draw in (funding.draw_network_funding, funding.draw_programme_pot, funding.draw_initiative_grants):
        expect(page.get_by_role("figure", name=draw(atlas, german).description)).to_have_count(1)


def test_the_table_of_the_network_opens_and_shows_the_sum_once(read):
    page = read("/foerderung").page
    card = page.locator(".st-key-figure_network-funding")
    card.get_by_text("Tabelle und Download").click()
    expect(card.locator("tbody tr", has_text="213.300")).to_have_count(1)
    expect(card.locator("tbody th", has_text="2021–2023")).to_have_count(1)


def test_the_amount_per_member_shows_its_formula(read):
    page = read("/foerderung").page
    card = page.locator(".st-key-figure_funding-per-member")
    expect(card).to_contain_text("÷ 22 Mitglieder (April 2024)")


def test_an_answer_about_the_programme_opens_with_its_source(read, atlas):
    page = read("/foerderung").page
    first = funding.programme_answers(atlas, get_wording("de"), section="question")[0]
    card = page.locator(".st-key-programme")
    card.get_by_text(first.title).click()
    expect(card.get_by_text(first.text)).to_be_visible()
    expect(card.get_by_text(first.certainty).first).to_be_visible()

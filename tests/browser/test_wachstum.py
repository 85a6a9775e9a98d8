"""The growth page in a browser: finding, text alternatives, table of every count."""

import pytest
from playwright.sync_api import expect

from analytics.language import get_wording
from analytics.subjects.growth.figures.coverage import draw_register_coverage
from analytics.subjects.growth.figures.curve import draw_growth_curve
from analytics.subjects.growth.figures.pace import draw_growth_measures
from analytics.subjects.growth.figures.statements import what_cannot_be_said
from analytics.subjects.growth.figures.yearly import draw_yearly_growth


@pytest.mark.parametrize(("lang", "path"), [("de", "/wachstum"), ("en", "/wachstum?lang=en")])
def test_the_page_states_the_finding_in_both_languages(read, atlas, lang, path):
    page = read(path).page
    curve = draw_growth_curve(atlas, get_wording(lang))
    expect(page.get_by_role("heading", name=curve.headline)).to_be_visible()


def test_each_chart_carries_its_text_alternative(read, atlas):
    page = read("/wachstum").page
    german = get_wording("de")
    for draw in (draw_growth_curve, draw_yearly_growth, draw_register_coverage):
        expect(page.get_by_role("figure", name=draw(atlas, german).description)).to_have_count(1)


def test_the_table_opens_and_holds_every_count(read, atlas):
    page = read("/wachstum").page
    card = page.locator(".st-key-figure_growth-curve")
    card.get_by_text("Tabelle und Download").click()
    rows = card.locator("tbody tr")
    expect(rows).to_have_count(len(atlas.membership_counts))
    expect(rows.first).to_contain_text("23")
    expect(card.locator('a[href^="https://ankommeninbrandenburg.de"]').first).to_be_attached()


def test_what_cannot_be_said_stands_beside_what_can(read, atlas):
    page = read("/wachstum").page
    box = page.locator(".st-key-cannot_be_said")
    for sentence in what_cannot_be_said(atlas, get_wording("de")):
        expect(box).to_contain_text(sentence)


def test_each_measure_says_what_it_does_not_say(read, atlas):
    page = read("/wachstum").page
    card = page.locator(".st-key-figure_growth-measures")
    for row in draw_growth_measures(atlas, get_wording("de")).table.itertuples():
        expect(card).to_contain_text(f"{row.label}: {row.value}")
        expect(card).to_contain_text(row.says_not)

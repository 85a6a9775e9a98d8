"""Before and after in a browser: the verdict first, every estimate with its words, refusals, links, keyboard, phone."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from analytics.language import get_wording
from analytics.subjects.effects.figures.beside.estimators import draw_effect_estimators
from analytics.subjects.effects.figures.chance import draw_effect_chance
from analytics.subjects.effects.figures.controls.map import draw_effect_map
from analytics.subjects.effects.figures.controls.sets import draw_effect_controls
from analytics.subjects.effects.figures.raw import draw_effect_raw
from analytics.subjects.effects.figures.results import draw_effect_did, draw_effect_verdict
from analytics.subjects.effects.figures.robust import (
    draw_effect_ages,
    draw_effect_one_out,
    draw_effect_variants,
)
from analytics.subjects.effects.figures.statements import effects_statements
from analytics.subjects.effects.figures.study import draw_effect_study
from analytics.subjects.effects.figures.synthetic import draw_effect_synthetic
from analytics.subjects.effects.measures import ALL, DEFAULT_AGE_GROUP, estimate
from tests.browser.axe import serious_violations

ELBE_ELSTER, COTTBUS, UCKERMARK = "12062", "12052", "12073"
CHARTS = (
    draw_effect_raw, draw_effect_study, draw_effect_synthetic, draw_effect_chance, draw_effect_ages,
    draw_effect_one_out, draw_effect_variants, draw_effect_estimators, draw_effect_map, draw_effect_controls,
)  # fmt: skip


def address(**filters: str) -> str:
    return f"/wirkung?{urlencode(filters)}" if filters else "/wirkung"


def alert_texts(page) -> str:
    return " ".join(page.get_by_test_id("stAlert").all_inner_texts())


def show_more(page, heading: str = "Wie belastbar ist das?"):
    """Opens what the page keeps behind a heading, unless a test before did."""
    words = page.get_by_text(heading, exact=True)
    if page.locator("details").filter(has=words).last.get_attribute("open") is None:
        words.click()
    return page


def drawn(atlas, draw, ags=ALL, age_group=DEFAULT_AGE_GROUP, lang="de", **more):
    return draw(atlas, get_wording(lang), ags=ags, age_group=age_group, **more)


@pytest.mark.parametrize("filters", [{}, {"kreis": COTTBUS}, {"kreis": UCKERMARK, "worte": "einfach"}])
def test_no_serious_barrier_in_any_state(read, filters):
    """The first test of these windows: the others open what is closed."""
    page = read(address(**filters)).page
    assert serious_violations(page) == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_verdict_and_its_sentence_come_first(open_page, atlas, lang):
    page = open_page(address(lang=lang))
    verdict = drawn(atlas, draw_effect_verdict, lang=lang)
    card = page.locator(".st-key-figure_effects_verdict")
    expect(page.get_by_role("heading", level=2).first).to_have_text(verdict.headline)
    expect(card).to_contain_text(verdict.subtitle)
    for row in verdict.table.itertuples():
        expect(card).to_contain_text(row.value)
        expect(card).to_contain_text(row.hint)


def test_each_chart_carries_its_text_alternative(read, atlas):
    page = show_more(show_more(read("/wirkung").page), "Welche Kreise dienen dem Vergleich?")
    for draw in CHARTS:
        figure = drawn(atlas, draw)
        expect(page.get_by_role("heading", name=figure.headline, exact=True)).to_be_visible()
        expect(page.get_by_role("figure", name=figure.description, exact=True)).to_have_count(1)


def test_a_link_restores_district_age_and_switch(open_page, atlas):
    page = show_more(open_page(address(kreis=UCKERMARK, alter="30-50", verzerrt="ja")))
    figure = drawn(atlas, draw_effect_did, UCKERMARK, "30-50", with_distorted=True)
    expect(page.get_by_role("heading", name=figure.headline)).to_be_visible()
    expect(page.locator(".st-key-figure_effects_verdict")).to_contain_text("Mit den Jahren und Kreisen")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_the_set_compared_with_leads_verdict_map_and_list_and_stands_in_the_address(open_page, atlas):
    page = open_page("/wirkung")
    box = page.get_by_role("combobox", name="Verglichen mit")
    box.focus()
    page.keyboard.type("nach den Regeln")
    page.keyboard.press("Enter")
    page.wait_for_url("**kontrollen=east**")
    card = page.locator(".st-key-figure_effects_verdict")
    expect(card).to_contain_text(drawn(atlas, draw_effect_verdict, controls="east").subtitle)
    expect(card).to_contain_text("Verglichen mit 37 Kreisen: Ostdeutschland nach den Regeln.")
    show_more(page, "Welche Kreise dienen dem Vergleich?")
    expect(page.get_by_role("heading", name="37 von 75 Kreisen Ostdeutschlands dienen dem Vergleich")).to_be_visible()
    expect(page.locator(".st-key-figure_effects_left_out")).to_contain_text("grenzt an Berlin")


def test_bad_values_are_named_and_the_default_is_shown(open_page, atlas):
    page = open_page(address(kreis="99999", alter="30-51", verzerrt="vielleicht"))
    told = alert_texts(page)
    for value in ("99999", "30-51", "vielleicht"):
        assert f"„{value}“" in told
    expect(page.get_by_role("heading", name=drawn(atlas, draw_effect_raw).headline)).to_be_visible()


def test_the_default_leaves_out_the_distorted_years_and_says_so(read):
    page = read("/wirkung").page
    card = page.locator(".st-key-figure_effects_verdict")
    expect(card).to_contain_text("Weggelassen, weil die Aufnahme Geflüchteter sie prägt: 2015, 2016 und Oder-Spree.")


def test_a_refused_comparison_shows_the_reason_and_no_estimate(read):
    page = read(address(kreis=COTTBUS)).page
    card = page.locator(".st-key-figure_effects_verdict")
    expect(card.get_by_role("heading")).to_have_text("Kein Vergleich möglich: kein belegter Start")
    expect(card).to_contain_text("Startjahr nicht gefunden")
    expect(page.locator(".st-key-figure_effects_study")).to_have_count(0)
    show_more(page, "Welche Starts werden verglichen?")
    expect(page.locator(".st-key-figure_effects_starts")).to_be_visible()
    expect(page.locator(".st-key-statements")).to_contain_text("Es ließ sich nichts vergleichen")


def test_a_refused_mix_gives_its_reason_in_words(open_page):
    page = show_more(open_page(address(kreis=ELBE_ELSTER, alter="30-50")))
    card = page.locator(".st-key-figure_effects_synthetic")
    expect(card.get_by_role("heading")).to_contain_text("Keine synthetische Kontrolle")
    expect(card).to_contain_text("keine Mischung der anderen Kreise")
    expect(page.locator(".st-key-figure_effects_weights")).to_have_count(0)


@pytest.mark.parametrize(("words", "part"), [("rede", "text"), ("einfach", "plain")])
def test_beside_the_verdict_stands_what_may_be_said_and_what_not(open_page, atlas, words, part):
    page = open_page(address(worte=words))
    box = page.locator(".st-key-statements")
    said = effects_statements(atlas, get_wording("de"), estimate(atlas))
    for saying in (*said.carried, *said.not_carried):
        expect(box).to_contain_text(getattr(saying, part))
    assert box.bounding_box()["y"] == page.locator(".st-key-figure_effects_verdict").bounding_box()["y"]


def test_the_table_of_single_years_holds_estimate_interval_and_status(read):
    page = show_more(read("/wirkung").page)
    card = page.locator(".st-key-figure_effects_study")
    card.get_by_text("Tabelle und Download").click()
    expect(card.get_by_role("row", name="−1 0,0")).to_contain_text("Bezugsjahr, 0 nach Definition")
    expect(card.get_by_role("row", name=re.compile(r"^0 −2,3 −5,4 \+0,8 4"))).to_contain_text("Schätzung")


def test_a_district_is_chosen_by_keyboard_and_stands_in_the_address(open_page, atlas):
    page = open_page("/wirkung")
    box = page.get_by_role("combobox", name="Initiative oder Kreis")
    box.focus()
    page.keyboard.type("Uckermark")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**kreis={UCKERMARK}**")
    expect(page.get_by_role("heading", name=drawn(atlas, draw_effect_raw, UCKERMARK).headline)).to_be_visible()


def test_the_switch_is_worked_by_keyboard(open_page):
    page = open_page("/wirkung")
    page.get_by_role("switch", name="mit 2015, 2016 und Oder-Spree").or_(
        page.get_by_role("checkbox", name="mit 2015, 2016 und Oder-Spree")
    ).focus()
    page.keyboard.press("Space")
    page.wait_for_url("**verzerrt=ja**")
    expect(page.locator(".st-key-figure_effects_verdict")).to_contain_text("Mit den Jahren und Kreisen")


@pytest.mark.parametrize("filters", [{}, {"kreis": ELBE_ELSTER}, {"kreis": COTTBUS}])
def test_nothing_sticks_out_on_a_phone(phone, filters):
    page = phone.open(address(**filters))
    widths = page.get_by_test_id("stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert widths[0] <= widths[1]
    assert phone.console_errors == []


def test_the_verdict_can_be_collected_for_a_presentation(read):
    page = read("/wirkung").page
    card = page.locator(".st-key-figure_effects_verdict")
    card.get_by_role("button", name="In die Präsentation").click()
    expect(card.get_by_role("button", name="In der Präsentation")).to_be_visible()

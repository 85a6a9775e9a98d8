"""The map of balances: a year is drawn in the browser alone, a partner comes into the middle, keyboard and phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_violations
from tests.browser.conftest import READY_MS, Visit, pick_option

LINES = ".flow-map path.flow[data-key]"
ODER_SPREE = "12067"


def open_map(visit: Visit, path: str) -> Page:
    page = visit.open(path)
    expect(page.locator(LINES).first).to_be_visible(timeout=READY_MS)
    return page


def test_another_year_is_drawn_in_the_turn_of_its_event_and_asks_nobody(desktop):
    page = open_map(desktop, "/herkunft")
    # 15 of 34 balances of 2021 reach 64 persons, a twentieth of the 1,273 of Oder-Spree in 2019.
    expect(page.locator(LINES)).to_have_count(15)
    page.evaluate(
        """() => {
            const send = WebSocket.prototype.send;
            window.sent = 0;
            WebSocket.prototype.send = function (...all) { window.sent += 1; return send.apply(this, all); };
        }"""
    )
    titles = page.locator(".range").evaluate(
        """(range) => [2020, 2019, 2018].map((year) => {
            range.value = String(year);
            range.dispatchEvent(new Event('input', { bubbles: true }));
            return range.getRootNode().querySelector('.flow-title').textContent;
        })"""
    )
    assert [title.split(":")[0] for title in titles] == ["2020", "2019", "2018"]
    assert titles[-1] == (
        "2018: Elbe-Elster gewinnt am meisten mit Oder-Spree (+1.263), verliert am meisten mit Oberhavel (−151)"
    )
    expect(page).to_have_url(re.compile("jahr=2018"))
    assert page.evaluate("window.sent") == 0


def test_elbe_elster_2021_stands_in_bars_and_table_as_the_source_has_it(desktop):
    page = open_map(desktop, "/herkunft?kreis=12062&jahr=2021")
    expect(page.locator('.bars [data-key="11000"] .bar-value')).to_have_text("+62")
    expect(page.locator(".drawn")).to_have_text(
        "15 von 34 Partnern haben eine Linie. 19 Salden unter 64 Personen haben keine: zusammen −493."
    )
    page.get_by_role("button", name="Tabelle", exact=True).click()
    table = page.locator(".flow-map table")
    # The head, 34 partners (19 districts, Berlin and 14 Länder) and the sum.
    expect(table.get_by_role("row")).to_have_count(36)
    assert table.get_by_role("row", name="Berlin").inner_text().split()[-1] == "+62"
    assert table.locator("tfoot tr").inner_text().split()[-1] == "−1.020"
    expect(page).to_have_url(re.compile("ansicht=tabelle"))


def test_a_partner_is_walked_to_and_put_in_the_middle_by_keyboard(desktop):
    page = open_map(desktop, "/herkunft?jahr=2020")
    stop = page.get_by_role("application", name="Partner mit der Tastatur")
    said = page.locator(".leaf-frame [aria-live]")
    stop.focus()
    expect(said).to_have_text("Oder-Spree: +644 Personen, 2020, Platz 1 von 34")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("Platz 2 von 34")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator(".flow-title")).to_contain_text("2020: Oder-Spree gewinnt am meisten mit", timeout=READY_MS)
    expect(page).to_have_url(re.compile(f"jahr=2020.*kreis={ODER_SPREE}|kreis={ODER_SPREE}.*jahr=2020"))
    expect(stop).to_be_focused()
    page.keyboard.press("Home")
    expect(said).to_have_text("Berlin: +1.369 Personen, 2020, Platz 1 von 34")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Berlin lässt sich nicht in die Mitte stellen")


def test_the_year_that_is_seen_goes_into_the_presentation_and_along_with_a_tab(desktop):
    page = open_map(desktop, "/herkunft")
    page.locator(".range").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Karte in die Präsentation").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("Folie 1")
    expect(page.locator(".flow-title")).to_contain_text("2020: Elbe-Elster")
    page.locator(".st-key-tabs").get_by_role("link", name="Karte").click()
    expect(page).to_have_url(re.compile("karte.*jahr=2020"))


def test_the_age_group_changes_map_and_address_and_keeps_the_year(desktop):
    page = open_map(desktop, "/herkunft?jahr=2019")
    pick_option(page, "Altersgruppe", "18 bis unter 25 Jahre")
    expect(page.locator(".flow-map .flow-head")).to_contain_text("18 bis unter 25 Jahre, 2019", timeout=READY_MS)
    expect(page).to_have_url(re.compile("alter=18-25"))
    expect(page).to_have_url(re.compile("jahr=2019"))


@pytest.mark.parametrize("visit_name", ["desktop", "phone"])
def test_the_five_largest_are_named_nothing_leaves_the_frame_and_axe_is_content(visit_name, request):
    visit: Visit = request.getfixturevalue(visit_name)
    page = open_map(visit, "/herkunft")
    expect(page.locator(".flow-map .name.large:not([hidden])")).to_have_count(5)
    outside = page.locator(".flow-map .names").evaluate(
        """(names) => {
            const frame = names.getBoundingClientRect();
            const leaves = (box) => box.left < frame.left || box.right > frame.right
                || box.top < frame.top || box.bottom > frame.bottom;
            const shown = [...names.children].filter((node) => !node.hidden);
            return shown.filter((node) => leaves(node.getBoundingClientRect())).map((node) => node.textContent);
        }"""
    )
    assert outside == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious_violations(page) == []

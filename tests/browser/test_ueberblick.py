"""The start page: the finding, four key figures with their sources, the map, and three ways on."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("address", "figures"),
    [
        ("/", ["23", "10 von 18", "mehr als 71.500 €", "+22.629"]),
        ("/?lang=en", ["23", "10 of 18", "more than €71,500", "+22,629"]),
    ],
)
def test_four_key_figures_are_written_in_the_readers_format(read, address, figures):
    page = read(address).page
    values = [text.replace("\u00a0", " ").strip() for text in page.get_by_test_id("stMetricValue").all_inner_texts()]
    assert values == figures


def test_the_headline_is_the_finding(read):
    expect(read("/").page.locator("h1")).to_have_text("Von 3 auf 23 Initiativen\u00a0– zu Hause in 10 von 18 Kreisen")


def test_date_and_source_of_a_key_figure_are_one_click_away(open_page):
    page = open_page("/")
    page.get_by_test_id("stPopover").nth(1).get_by_role("button").click()
    body = page.get_by_test_id("stPopoverBody")
    expect(body).to_contain_text("10 laufend, 6 mit unbekanntem Stand, 1 beendet")
    expect(body).to_contain_text("Mitgliedschaft nur erschlossen: Havelland")
    expect(body.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))


def test_no_key_figure_is_cut_off(read):
    page = read("/").page
    cut = page.get_by_test_id("stMetricValue").evaluate_all(
        "nodes => nodes.filter(n => [n, ...n.querySelectorAll('*')].some(x => x.scrollWidth > x.clientWidth + 1"
        " && getComputedStyle(x).overflowX !== 'visible')).length"
    )
    assert cut == 0


def test_key_figures_stand_two_by_two_on_a_phone(open_phone):
    page = open_phone("/")
    # All boxes at one moment: the map above may still be growing.
    boxes = "metrics => metrics.map(metric => metric.getBoundingClientRect().toJSON())"
    one, two, three, four = page.get_by_test_id("stMetric").evaluate_all(boxes)
    assert abs(one["y"] - two["y"]) < 5 < one["x"] < two["x"]
    assert abs(three["y"] - four["y"]) < 5 < three["x"] < four["x"]
    assert three["y"] > one["y"] + one["height"]


def test_the_map_comes_before_the_key_figures_and_is_the_largest_thing(read):
    page = read("/").page
    card = page.locator(".st-key-figure_overview_map").bounding_box()
    first = page.get_by_test_id("stMetric").first.bounding_box()
    assert card["x"] < first["x"]
    assert card["width"] > 2 * first["width"]


@pytest.mark.parametrize(
    ("label", "address"),
    [("Zum Register", "/initiativen"), ("Zum Wachstum", "/wachstum"), ("Zu Quellen und Daten", "/quellen")],
)
def test_the_doors_lead_on(desktop, label, address):
    page = desktop.open("/")
    page.get_by_role("link", name=label).click()
    expect(page).to_have_url(re.compile(re.escape(address)))


def test_what_is_not_known_is_said(read):
    page = read("/").page
    expect(page.get_by_role("heading", name="Was nicht bekannt ist")).to_be_visible()
    expect(page.get_by_text("15 belegt und 4 erschlossen")).to_be_visible()

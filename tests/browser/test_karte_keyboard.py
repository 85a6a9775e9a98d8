"""The map without a mouse: its legend, its areas, its year, and where the focus is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY_MS, Visit

SHAPES = ".leaflet-kreise-pane path"
HIGHEST_CLASS = "+20 bis unter +30"
# By hand from arrivals, departures and population of 2018: seven Kreise lie between +23,77 (Oberhavel) and +28,88
# (Barnim); the eighth (Oder-Spree) has +18,42.
IN_IT = "Barnim, Dahme-Spreewald, Märkisch-Oderland, Havelland, Potsdam-Mittelmark, Teltow-Fläming, Oberhavel"
# The focus inside the map's shadow root; None when it has fallen on the document.
FOCUSED = "document.activeElement.shadowRoot?.activeElement"


def open_map(visit: Visit, path: str = "/karte") -> Page:
    page = visit.open(path)
    expect(page.locator(SHAPES).first).to_be_visible(timeout=READY_MS)
    return page


def tab_to(page: Page, class_name: str) -> None:
    """Tab until an element of the class has the focus."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}?.classList.contains('{class_name}')"):
            return
    raise AssertionError(f"Tab never reached {class_name}")


def full_shapes(page: Page) -> int:
    return page.locator(f'{SHAPES}[fill-opacity="1"]').count()


def test_a_class_of_the_legend_is_marked_said_and_cleared_by_keyboard(desktop):
    page = open_map(desktop, "/karte?jahr=2018")
    page.get_by_role("combobox", name="Ort, Kreis oder AGS").focus()
    tab_to(page, "block")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name=f"{HIGHEST_CLASS} je 1.000 Gleichaltrige")).to_be_focused()
    page.keyboard.press("Enter")
    said = page.locator(".legend [role=status]")
    expect(said).to_contain_text(f"7 Kreise, {HIGHEST_CLASS} je 1.000 Gleichaltrige: ")
    named = said.inner_text().split(": ")[1].split(", ")
    assert sorted(named) == sorted(IN_IT.split(", "))
    expect(page.get_by_role("button", name=HIGHEST_CLASS)).to_have_attribute("aria-pressed", "true")
    assert full_shapes(page) == 7
    page.keyboard.press("Escape")
    expect(said).to_have_text("Keine Klasse ist mehr hervorgehoben")
    assert full_shapes(page) == 20
    assert page.evaluate(f"{FOCUSED}.classList.contains('block')")


def test_arrow_keys_move_over_the_map_and_enter_chooses(desktop):
    page = open_map(desktop, "/karte?jahr=2018")
    page.get_by_role("combobox", name="Ort, Kreis oder AGS").focus()
    tab_to(page, "block")
    page.keyboard.press("Tab")
    stop = page.get_by_role("application", name="Karte mit der Tastatur")
    expect(stop).to_be_focused()
    said = page.locator(".leaf-frame [aria-live]")
    expect(said).to_have_text("Barnim: +28,9 je 1.000 Gleichaltrige, 2018, Rang 1 von 20")
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("Märkisch-Oderland: +27,3 je 1.000 Gleichaltrige, 2018, Rang 3 von 20")
    expect(page.locator(".tooltip")).to_contain_text("Märkisch-Oderland")
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("Oder-Spree")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("Oder-Spree")
    expect(page).to_have_url(re.compile("kreis=12067"))
    expect(stop).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".panel h2")).to_have_text("Land Brandenburg")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Vergrößern")).to_be_focused()


def test_every_kreis_can_be_reached_from_every_other_and_lies_where_the_arrow_points(desktop):
    page = desktop.open("/impressum")
    table = page.evaluate(
        """async () => {
            const walk = await import('/assets/map/walk.js');
            const { kreise } = await (await fetch('/assets/map/any/layers.json')).json();
            const touching = walk.touchingKreise(kreise.features);
            const middle = ({ properties: p }) => [p.ags, { lat: p.label_lat, lon: p.label_lon }];
            const centres = new Map(kreise.features.map(middle));
            const to = (ags, east, north) => walk.neighbourTowards(touching, centres, ags, [east, north]);
            return Object.fromEntries([...centres].map(([ags, at]) => [ags, {
                ...at, touching: touching.get(ags),
                north: to(ags, 0, 1), south: to(ags, 0, -1), east: to(ags, 1, 0), west: to(ags, -1, 0) }]));
        }"""
    )
    assert len(table) == 20
    assert sorted(table["12052"]["touching"]) == ["12071"]  # Cottbus lies inside Spree-Neiße
    for entry in table.values():
        for way, sign, axis in (("north", 1, "lat"), ("south", -1, "lat"), ("east", 1, "lon"), ("west", -1, "lon")):
            assert entry[way] is None or (table[entry[way]][axis] - entry[axis]) * sign > 0
    for start in table:
        seen, ahead = {start}, [start]
        while ahead:
            for way in ("north", "south", "east", "west"):
                found = table[ahead[0]][way]
                if found and found not in seen:
                    seen.add(found)
                    ahead.append(found)
            ahead.pop(0)
        assert seen == set(table)


@pytest.mark.parametrize("typed", ["", "abc"])
def test_a_year_field_without_a_year_shows_the_year_again(desktop, typed):
    page = open_map(desktop, "/karte?jahr=2010")
    page.locator(".year").fill(typed)
    page.keyboard.press("Tab")
    expect(page.locator(".year")).to_have_value("2010")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2010")
    assert "jahr=2010" in page.url


def test_the_wheel_over_the_focused_year_changes_nothing_and_arrow_keys_do(desktop):
    page = open_map(desktop, "/karte?jahr=2010")
    year = page.locator(".year")
    year.click()
    box = year.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.wheel(0, 120)
    page.mouse.wheel(0, -360)
    page.keyboard.press("ArrowUp")
    expect(year).to_have_value("2011")
    expect(page).to_have_url(re.compile("jahr=2011"))


def test_the_focus_never_falls_on_the_document_after_the_last_kreis(desktop):
    page = open_map(desktop)
    page.locator(".bars button").last.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUSED}?.closest('.foot') !== null && {FOCUSED} !== null")
    page.locator(".bars button").first.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"Boolean({FOCUSED}?.closest('.panel'))")


def test_what_is_chosen_in_the_table_keeps_the_focus(desktop):
    page = desktop.open("/karte?ansicht=tabelle")
    page.get_by_role("button", name="Uckermark").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("Uckermark")
    assert page.evaluate(f"{FOCUSED}?.dataset.kreis") == "12073"


def test_the_map_is_named_in_words_that_are_read_apart(desktop):
    page = open_map(desktop)
    expect(page.locator(".panel svg.spark")).to_have_attribute("aria-label", "Verlauf 2000 bis 2024: Land Brandenburg")
    key = page.locator(".key").get_by_role("listitem")
    expect(key.filter(has_text="erschlossen")).to_have_text("gestrichelt: Mitgliedschaft nur erschlossen")
    expect(page.get_by_role("button", name="In die Präsentation: Karte")).to_be_visible()


def test_the_map_speaks_the_other_language_after_the_switch(desktop):
    page = open_map(desktop, "/karte?jahr=2012")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("combobox", name="Place, district or AGS")).to_be_visible(timeout=READY_MS)
    expect(page.get_by_role("button", name="Play the years")).to_be_visible()
    expect(page.locator(".year")).to_have_value("2012")
    page.get_by_role("banner").get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("combobox", name="Ort, Kreis oder AGS")).to_be_visible(timeout=READY_MS)

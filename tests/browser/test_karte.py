"""The map page in a browser: everything the visitor does on it, without the server's help."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_violations
from tests.browser.conftest import DESKTOP, READY_MS, ask, pick_option

SHAPES = ".canvas path.leaflet-interactive"


def open_map(visit, path="/karte") -> Page:
    """Opens the map page and waits until the Kreise are drawn."""
    return drawn_map(visit.open(path))


def drawn_map(page: Page) -> Page:
    expect(page.locator(SHAPES).nth(20)).to_be_attached(timeout=READY_MS)
    expect(page.locator(".panel")).to_be_visible()
    return page


def click_kreis(page: Page, across: float, down: float) -> None:
    """Clicks at a place of the map, given in shares of its width and height."""
    box = page.locator(".canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def chosen(page: Page) -> str:
    return page.locator(".panel h2").inner_text()


@pytest.fixture
def counted(desktop):
    """A visit that counts what the page sends to the server."""
    sent: list[int] = []
    desktop.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    return desktop, sent


@pytest.mark.parametrize(
    ("path", "headline"),
    [
        ("/karte", "Die 30- bis 50-Jährigen kommen: 2024 gewinnen alle Kreise außer Potsdam"),
        (
            "/karte?lang=en",
            "The 30- to 50-year-olds are coming: in 2024 all districts gain except Potsdam",
        ),
    ],
)
def test_the_map_is_visible_under_its_finding(read, path, headline):
    visit = read(path)
    page = drawn_map(visit.page)
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.locator(SHAPES).nth(5)).to_be_visible()
    assert visit.console_errors == []


def test_the_drawing_is_one_named_figure_outside_the_tab_order(read):
    page = drawn_map(read("/karte").page)
    figure = page.locator(".leaf")
    assert "Höchster Wert: Potsdam-Mittelmark (+26,5)" in figure.get_attribute("aria-label")
    assert figure.get_attribute("role") == "img"
    inside = figure.evaluate(
        "node => node.querySelectorAll('a, button, input, [tabindex]:not([tabindex=\"-1\"])').length"
    )
    assert inside == 0


def test_a_click_shows_the_kreis_at_once_and_asks_no_server(counted):
    desktop, sent = counted
    page = open_map(desktop)
    page.locator(".panel").evaluate(
        """panel => {
            const map = panel.getRootNode();
            // The window hears of the click last, in the same turn: what is drawn by then waited for nothing.
            const look = () => { window.drawnAtOnce = map.querySelector('.panel h2').textContent; };
            window.addEventListener('click', look, { once: true });
        }"""
    )
    before = len(sent)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    click_kreis(page, 0.56, 0.16)
    expect(page.locator(".panel h2")).to_have_text("Uckermark")
    assert page.evaluate("window.drawnAtOnce") == "Uckermark"
    assert len(sent) == before
    # Whether the line holds is asked at every click that comes some seconds after the last time, whatever is clicked.
    assert [address for address in asked if not address.endswith("/healthz")] == []
    assert "kreis=12073" in page.url


def test_hovering_names_value_rank_and_series(read):
    page = drawn_map(read("/karte").page)
    box = page.locator(".canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.56, box["y"] + box["height"] * 0.16)
    tooltip = page.locator(".tooltip")
    expect(tooltip).to_contain_text("Uckermark")
    expect(tooltip).to_contain_text("+18,9 je 1.000 Gleichaltrige, 2024")
    expect(tooltip).to_contain_text("Rang 5 von 20")
    expect(tooltip.locator("svg.spark")).to_be_visible()


def test_play_runs_over_the_years_without_the_server_and_the_legend_stands_still(counted):
    desktop, sent = counted
    page = open_map(desktop, "/karte?jahr=2014")
    limits = page.locator(".limit").all_inner_texts()
    before = len(sent)
    page.get_by_role("button", name="Jahre abspielen").click()
    expect(page.locator(".year")).to_have_value("2016", timeout=READY_MS)
    page.get_by_role("button", name="Anhalten").click()
    assert len(sent) == before
    assert page.locator(".limit").all_inner_texts() == limits


def test_the_slider_moves_with_the_keyboard_and_tells_a_missing_year(desktop):
    page = open_map(desktop, "/karte?jahr=2002&kreis=12062")
    slider = page.get_by_role("slider", name="Jahr")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "2001 fehlt in der Quelle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Für 2001 nennt die Quelle keine Zahlen")
    expect(page.locator(".key")).to_contain_text("20 Kreise ohne Wert")
    assert page.locator(f'{SHAPES}[fill="url(#atlas-hatch)"]').count() == 20
    page.keyboard.press("End")
    expect(page.locator(".year")).to_have_value("2024")


def test_a_year_can_be_typed(desktop):
    page = open_map(desktop)
    page.locator(".year").fill("2010")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2010")
    page.locator(".year").fill("1900")
    page.keyboard.press("Enter")
    expect(page.locator(".year")).to_have_value("2000")


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("Finst", ["Finsterwalde Elbe-Elster", "Finsterwalde Kreis bis 1993, heute Elbe-Elster"]),
        ("Kreis Seelow", ["Seelow Märkisch-Oderland", "Seelow Kreis bis 1993, heute Märkisch-Oderland"]),
        ("Golzow", ["Golzow Märkisch-Oderland", "Golzow Potsdam-Mittelmark"]),
        ("12062140", ["Finsterwalde Elbe-Elster"]),
        ("luebbenau", ["Lübbenau/Spreewald Oberspreewald-Lausitz"]),
    ],
)
def test_the_search_finds_places(read, typed, hits):
    page = drawn_map(read("/karte").page)
    page.get_by_role("combobox", name="Ort, Kreis oder AGS").fill(typed)
    options = page.locator(".hits li")
    expect(options).to_have_count(len(hits))
    assert [re.sub(r"\s+", " ", text) for text in options.all_inner_texts()] == hits


def test_finst_leads_to_elbe_elster_and_zooms_in(desktop):
    page = open_map(desktop)
    page.get_by_role("combobox", name="Ort, Kreis oder AGS").fill("Finst")
    expect(page.locator(".hits li").first).to_contain_text("Finsterwalde")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("Elbe-Elster")
    expect(page.locator(".pin")).to_contain_text("Finsterwalde")
    expect(page).to_have_url(re.compile(r"kreis=12062.*lage=9\.\d+_51\.6\d*_13\.7"))


def test_a_link_restores_year_kreis_indicator_position_and_view(desktop):
    page = open_map(
        desktop, "/karte?indikator=arrivals_per_1000&alter=18-25&jahr=2012&kreis=12052&lage=9.5_51.76_14.33"
    )
    expect(page.locator(".panel h2")).to_have_text("Cottbus")
    expect(page.locator(".year")).to_have_value("2012")
    expect(page.locator(".subtitle")).to_contain_text("Zuzüge der 18- bis unter 25-Jährigen")
    expect(page).to_have_url(re.compile(r"lage=9\.5_51\.76\d*_14\.33"))
    for part in ("indikator=arrivals_per_1000", "alter=18-25", "jahr=2012", "kreis=12052"):
        assert part in page.url


def test_a_link_restores_the_table_and_the_hidden_circles(desktop):
    page = desktop.open("/karte?ansicht=tabelle&jahr=2015&initiativen=aus")
    expect(page.get_by_role("table")).to_be_visible(timeout=READY_MS)
    expect(page.get_by_role("checkbox", name="Initiativen")).not_to_be_checked()


def test_filters_keep_year_kreis_and_zoom(desktop):
    page = open_map(desktop, "/karte?jahr=2012&kreis=12062")
    page.locator(".range").focus()
    page.keyboard.press("ArrowLeft")
    pick_option(page, "Kennzahl", "Fortzüge")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fortzüge 2011")
    expect(page.locator(".panel h2")).to_have_text("Elbe-Elster")
    expect(page).to_have_url(re.compile("indikator=departures_per_1000"))
    expect(page).to_have_url(re.compile("jahr=2011"))


def test_wrong_values_are_named_and_the_default_is_shown(desktop):
    page = open_map(desktop, "/karte?jahr=abc&kreis=99999&lage=hier&indikator=xx")
    for value in ("„abc“", "„99999“", "„hier“", "„xx“"):
        expect(page.get_by_test_id("stAlert").filter(has_text=value)).to_be_visible()
    expect(page.locator(".year")).to_have_value("2024")


def test_the_table_shows_the_same_values_sorted(desktop):
    page = open_map(desktop)
    page.get_by_role("button", name="Tabelle").click()
    rows = page.locator(".table-wrap tbody tr")
    expect(rows).to_have_count(20)
    assert rows.first.inner_text().split("\t")[:3] == ["1", "Potsdam-Mittelmark", "+26,5"]
    assert "Potsdam\t−0,5" in rows.last.inner_text()


def test_a_search_from_the_table_leads_to_the_map(desktop):
    page = desktop.open("/karte?ansicht=tabelle")
    page.get_by_role("combobox", name="Ort, Kreis oder AGS").fill("Finst")
    expect(page.locator(".hits li").first).to_contain_text("Finsterwalde")
    page.keyboard.press("Enter")
    expect(page.locator(".pin")).to_contain_text("Finsterwalde")
    # The map has gone there: districts far away are no longer drawn.
    expect(page.locator(f"{SHAPES}.kreis-12062")).to_be_visible()


def test_the_whole_job_is_done_by_keyboard_alone(desktop):
    page = open_map(desktop)
    page.get_by_role("combobox", name="Ort, Kreis oder AGS").focus()
    page.keyboard.type("Guben")
    expect(page.locator(".hits li").first).to_contain_text("Guben")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("Spree-Neiße")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.shadowRoot?.activeElement?.className") == "range":
            break
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".year")).to_have_value("2023")
    bar = page.locator(".bars button[data-ags='12073']")
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("Uckermark")
    expect(bar).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".panel").get_by_role("link", name="Kreisprofil")).to_have_attribute(
        "href", re.compile("kreis=12073")
    )


def test_large_values_have_bars_as_long_as_they_are(desktop):
    page = open_map(desktop, "/karte?jahr=2022")
    expect(page.locator(".year")).to_have_value("2022")
    # Teltow-Fläming +48.16, Potsdam-Mittelmark +40.72 per 1,000.
    wide, narrow = (page.locator(f".bars button[data-ags='{ags}'] .bar").bounding_box() for ags in ("12072", "12069"))
    assert wide["width"] / narrow["width"] == pytest.approx(48.16 / 40.72, abs=0.02)


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(desktop):
    page = open_map(desktop)
    box = page.locator(".canvas").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.wheel(0, 120)
    expect(page.locator(".wheel-hint")).to_be_visible()
    assert "lage=" not in page.url


def test_gemeinde_borders_come_only_when_zoomed_in(desktop):
    asked: list[str] = []
    desktop.page.on("request", lambda request: asked.append(request.url))
    page = open_map(desktop)
    assert not [address for address in asked if "gemeinden.json" in address]
    for _ in range(3):
        page.get_by_role("button", name="Vergrößern").click()
        page.wait_for_timeout(500)
    expect(page.locator(".leaflet-gemeinden-pane path").first).to_be_attached()
    page.get_by_role("button", name="Ganze Karte").click()
    expect(page.locator(".leaflet-gemeinden-pane path")).to_have_count(0)


@pytest.mark.parametrize("ending", ["csv", "png", "svg", "html"])
def test_downloads_carry_the_present_state(desktop, ending):
    page = open_map(desktop, "/karte?jahr=2015&kreis=12067")
    link = page.locator(f'.downloads a[href*="karte.{ending}"]')
    assert "jahr=2015" in link.get_attribute("href")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == f"karte_net_per_1000_30-50_2015.{ending}"


@pytest.mark.parametrize("about", ["einbetten", "zitieren"])
def test_how_to_embed_and_cite_is_said_of_the_present_state(desktop, about):
    page = open_map(desktop, "/karte?jahr=2015&kreis=12067")
    address = page.locator(f'.downloads a[href*="/embed/map/{about}"]').get_attribute("href")
    assert {"year=2015", "kreis=12067", "indicator=net_per_1000"} <= set(address.partition("?")[2].split("&"))
    answer = ask(page, f"{desktop.base}{address}")
    assert answer.status == 200
    assert "2015" in answer.text()


def test_a_wrong_download_address_is_refused_with_a_sentence(desktop, base_url):
    answer = ask(desktop.page, f"{base_url}/export/karte.csv?jahr=1990")
    assert answer.status == 400
    assert "„jahr“" in answer.text()
    assert ask(desktop.page, f"{base_url}/export/karte.exe").status == 404


def test_borders_are_compressed_kept_and_confirmed_by_tag(read, base_url):
    page = drawn_map(read("/karte").page)
    address = page.evaluate(
        "performance.getEntriesByType('resource').map(e => e.name).find(n => n.includes('layers.json'))"
    )
    answer = ask(page, address, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    again = ask(page, address, headers={"Accept-Encoding": "gzip", "If-None-Match": answer.headers["etag"]})
    assert again.status == 304
    assert ask(page, f"{base_url}/assets/map/old/layers.json").headers["cache-control"] == "no-cache"


def test_the_offline_file_opens_without_a_server(desktop, browser, tmp_path):
    content = ask(desktop.page, f"{desktop.base}/export/karte.html?jahr=2016&kreis=12062&lang=de").body()
    file = tmp_path / "karte.html"
    file.write_bytes(content)
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    expect(page.locator(SHAPES).nth(20)).to_be_attached(timeout=READY_MS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("2016")
    assert chosen(page) == "Elbe-Elster"
    page.locator(".bars button[data-ags='12060']").click()
    expect(page.locator(".panel h2")).to_have_text("Barnim")
    assert [address for address in asked if not address.startswith(("file:", "data:", "blob:"))] == []
    context.close()


def test_a_phone_shows_map_panel_and_list_without_sideways_scroll(phone):
    page = open_map(phone, "/karte?kreis=12062")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tops = [page.locator(part).bounding_box()["y"] for part in (".canvas", ".panel", ".bars", ".foot")]
    assert tops == sorted(tops)


@pytest.mark.parametrize("path", ["/karte?kreis=12062", "/karte?lang=en&ansicht=tabelle"])
def test_axe_finds_nothing_serious(desktop, path):
    page = open_map(desktop, path) if "tabelle" not in path else desktop.open(path)
    expect(page.locator(".panel")).to_be_visible()
    assert serious_violations(page) == []


def test_the_whole_territory_stands_above_the_fold_of_a_common_screen(desktop):
    desktop.page.set_viewport_size({"width": 1366, "height": 768})
    try:
        boxes = [shape.bounding_box() for shape in open_map(desktop).locator(SHAPES).all()]
        assert len(boxes) >= 20
        assert max(box["y"] + box["height"] for box in boxes if box) <= 768
    finally:
        desktop.page.set_viewport_size(DESKTOP)


def test_what_was_chosen_on_the_map_is_chosen_on_the_tab_beside_it_and_back(desktop):
    page = open_map(desktop, "/karte?alter=18-25")
    click_kreis(page, 0.56, 0.16)
    expect(page.locator(".panel h2")).to_have_text("Uckermark")
    page.get_by_role("navigation", name="Seiten dieses Bereichs").get_by_role("link", name="Verlauf").click()
    expect(page).to_have_url(re.compile(r"/wanderung\?.*kreise=12073"), timeout=READY_MS)
    desktop.settle()
    expect(page.get_by_role("main").get_by_text("Uckermark").first).to_be_visible()
    page.get_by_role("navigation", name="Seiten dieses Bereichs").get_by_role("link", name="Karte").click()
    expect(page).to_have_url(re.compile(r"/karte\?.*kreis=12073"), timeout=READY_MS)
    expect(page.locator(".panel h2")).to_have_text("Uckermark")


def test_the_context_has_years_of_its_own_and_no_ages_and_says_that_it_is_no_cause(desktop):
    """Unemployment is known to 2025, migration to 2024: the year of one gives way to the last of the other."""
    page = open_map(desktop, "/karte?indikator=unemployment_rate&kreis=12062")
    expect(page.locator("h1")).to_have_text(re.compile("^Arbeitslosenquote 2025: "))
    expect(page.locator(".panel .reading")).to_have_text(re.compile("^Umfeld, keine Ursache: "))
    expect(page.locator(".panel .fact dd").first).to_have_text("6,5")
    expect(page.get_by_label("Altersgruppe")).to_have_count(0)
    pick_option(page, "Kennzahl", "Wanderungssaldo")
    desktop.settle()
    expect(page.locator("h1")).to_have_text(re.compile("2024"))
    expect(page.locator(".panel .reading")).to_have_count(0)
    expect(page.get_by_label("Altersgruppe")).to_have_count(1)
    assert "jahr" not in page.url

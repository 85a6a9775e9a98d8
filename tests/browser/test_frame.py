"""Every page in both languages: complete, ours alone, readable, the right language, no sideways scroll."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pyarrow
import pytest
from playwright.sync_api import Browser, expect

from analytics.language import get_wording
from pages.server.routes.files.typefaces import known_icons
from pages.session.registry import page_entries
from tests.browser import paper
from tests.browser.axe import serious_violations
from tests.browser.conftest import DESKTOP, Visit, free_port, new_visit, start_server
from tests.browser.languages import left_in_the_other_language, of_no_language, said

ENTRIES = {lang: {entry.url_path: entry for entry in page_entries(get_wording(lang))} for lang in ("de", "en")}
PAGES = list(ENTRIES["de"])


def address(page: str, lang: str = "de") -> str:
    return ENTRIES["de"][page].address + ("?lang=en" if lang == "en" else "")


def fetch(url: str, **headers: str):
    request = urllib.request.Request(url, headers=headers)
    try:
        return urllib.request.urlopen(request, timeout=20)
    except HTTPError as error:
        return error


@pytest.fixture(scope="module", params=PAGES)
def german(request, shared_desktop: Visit) -> Visit:
    """The desktop window with a page in German; opened once for all tests of that page."""
    shared_desktop.forget()
    shared_desktop.name = request.param
    shared_desktop.open(address(request.param))
    return shared_desktop


def check_complete(visit: Visit, name: str, lang: str) -> None:
    page = visit.page
    expect(page).to_have_title(f"{ENTRIES[lang][name].name} – Ankommen-Atlas")
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.locator("h1").count() == 1
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert visit.foreign_requests == []
    assert visit.console_errors == []


def test_page_is_complete_in_its_language_and_asks_no_other_host(german):
    check_complete(german, german.name, "de")


def test_page_asks_for_no_typeface_that_nobody_reads_and_shows_no_icon_as_a_word(german):
    asked = german.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    faces = [address.rsplit("/")[-1].partition("?")[0] for address in asked if ".woff" in address]
    assert "material-symbols-subset.woff2" in faces
    assert [name for name in faces if name.startswith(("SourceSans", "SourceSerif", "MaterialSymbols"))] == []
    icons = german.page.locator('[data-testid="stIconMaterial"]').all_text_contents()
    assert set(icons) <= known_icons()


def test_page_has_no_serious_barrier(german):
    assert serious_violations(german.page) == []


def test_every_chart_has_a_text_alternative_and_its_table(german):
    charts = german.page.get_by_test_id("stPlotlyChart")
    for number in range(charts.count()):
        label, has_table = charts.nth(number).evaluate(
            """chart => {
                const labelled = [chart, ...chart.querySelectorAll('[aria-label]')];
                const card = chart.closest('[class*="st-key-figure_"]');
                return [labelled.map(part => part.getAttribute('aria-label')).find(Boolean),
                        Boolean(card && card.querySelector('[data-testid="stExpander"], table'))];
            }"""
        )
        assert len(label or "") > 40
        assert has_table, f"chart {number} has no table"


def test_page_stands_still_while_it_arrives(german):
    assert paper.layout_shift(german.page) <= 0.1


def test_what_stands_below_the_register_waits_for_its_rows(desktop):
    """Its element has its place before its rows: three times of four they pushed down what was already shown."""
    assert [shift for _ in range(5) if (shift := paper.layout_shift(desktop.open("/initiativen"))) > 0.1] == []


def test_page_prints_whole(german):
    """Every label of every figure lies on the paper and can be read from it; no control, no nearly empty sheet."""
    page = german.page
    address = page.url
    labels, controls = paper.figure_labels(page), paper.controls(page)
    sheets = paper.print_page(page)
    everything = "".join(sheet.text for sheet in sheets)
    assert paper.cut_labels(labels) == []
    assert [label.text for label in labels if label.size_px < 12] == []
    assert [label.text for label in labels if paper.squeezed(label.text) not in everything] == []
    assert [sheet.beyond for sheet in sheets if sheet.beyond] == []
    buttons = {"In die Präsentation", "Tabelle und Download"} & controls
    assert [words for words in buttons if paper.squeezed(words) in everything] == []
    assert paper.nearly_empty(sheets) == []
    # The imprint stands above, once: from whom, which data, when and from where; there is no footer.
    assert everything.count("Ankommen-Atlas,einoffenesWerkzeug") == 1
    printed = rf"Datenstand[0-9a-f]{{12}}\.Gedrucktam\d+\.\w+\d{{4}}von{re.escape(paper.squeezed(page.url))}"
    assert re.search(printed, sheets[0].text)
    # A map that was fitted to the paper is again what the visitor had before.
    assert page.url == address


def test_a_chart_drawn_once_more_on_its_way_to_paper_still_lies_on_it(open_page):
    page = open_page("/herkunft")
    # Chart and map draw themselves after the page; busy machines show one of them first.
    expect(page.locator(".js-plotly-plot svg.main-svg text").first).to_be_visible()
    expect(page.locator(".st-key-flow_map .names .name").first).to_be_visible()
    labels = paper.figure_labels(page)
    page.evaluate(
        """() => { window.dispatchEvent(new Event("beforeprint"));
                   const charts = document.querySelectorAll(".js-plotly-plot");
                   charts.forEach((chart) => Plotly.relayout(chart, { width: 1200 })); }"""
    )
    everything = "".join(sheet.text for sheet in paper.print_page(page))
    assert len(labels) > 40
    assert [label.text for label in labels if paper.squeezed(label.text) not in everything] == []


def test_paper_is_wide_enough_and_its_logo_stands_above_the_headline(desktop):
    page = desktop.open("/impressum")
    page.set_viewport_size({"width": paper.PAPER_PX, "height": DESKTOP["height"]})
    page.emulate_media(media="print")
    try:
        expect(page.locator("html")).to_have_class("on-paper")
        logo, title = page.get_by_test_id("stHeader").bounding_box(), page.locator("h1").bounding_box()
        assert logo["y"] + logo["height"] <= title["y"]
        imprint = page.locator(".st-key-paper_imprint p").bounding_box()
        assert imprint["x"] >= logo["x"] + 150, "the name beside the sign has room"
        assert 0 <= imprint["y"] <= imprint["y"] + imprint["height"] <= title["y"]
        sheet = page.get_by_test_id("stMainBlockContainer").bounding_box()
        assert sheet["x"] >= 0
        assert sheet["x"] + sheet["width"] <= paper.PAPER_PX
    finally:
        page.emulate_media(media="null")
        page.set_viewport_size(DESKTOP)


def test_page_is_complete_in_english_says_nothing_in_the_other_language_and_prints_whole(german):
    """The last test of a page: it leaves the window in English."""
    german_words = said(german.page)
    german.open(address(german.name, "en"))
    check_complete(german, german.name, "en")
    assert left_in_the_other_language(german_words, said(german.page)) == []
    assert paper.nearly_empty(paper.print_page(german.page)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Comeback Elbe-Elster, 2018", True),
        ("Teltow · Wandlitz", True),
        ("+26,5", True),
        ("/data/sources.csv", True),
        ("Copy to clipboard", False),
        ("Upload", False),
        ("Kreis wählen", False),
    ],
)
def test_names_and_numbers_are_of_no_language_and_sentences_are(words, expected):
    assert of_no_language(words) is expected


@pytest.fixture(scope="module")
def fresh_server(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """Address and log of a server nobody has visited yet."""
    port, log = free_port(), tmp_path_factory.mktemp("fresh") / "server.log"
    server = start_server(port, log)
    yield f"http://127.0.0.1:{port}", log
    server.terminate()
    server.wait(timeout=20)


def test_a_deep_link_as_the_very_first_visit_runs_the_frame(browser: Browser, fresh_server):
    context = browser.new_context(viewport=DESKTOP)
    try:
        page = new_visit(context, fresh_server[0]).open("/datenschutz?lang=en")
        expect(page).to_have_title("Privacy – Ankommen-Atlas")
        expect(page.get_by_test_id("stTopNavLink").first).to_be_visible()
        expect(page.get_by_role("navigation", name="Language")).to_be_visible()
    finally:
        context.close()


def test_the_servers_log_names_no_visitor(browser: Browser, fresh_server):
    context = browser.new_context(viewport=DESKTOP, user_agent="visitor-with-a-name")
    try:
        new_visit(context, fresh_server[0]).open("/?kreis=12062")
    finally:
        context.close()
    written = fresh_server[1].read_text()
    assert "visitor-with-a-name" not in written
    assert "12062" not in written
    assert "GET " not in written


def test_the_switch_changes_language_in_place_and_back(desktop):
    page = desktop.open("/impressum")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_title("Legal notice – Ankommen-Atlas")
    expect(page).to_have_url(re.compile(r"/impressum\?lang=en$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Deutsch").click()
    expect(page).to_have_title("Impressum – Ankommen-Atlas")
    expect(page.locator("html")).to_have_attribute("lang", "de")


_HIDES_FOCUS = """
() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const style = getComputedStyle(at);
  const isShown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  return isShown ? "" : at.outerHTML;
}
"""


def test_the_switch_is_reached_and_used_by_keyboard(desktop):
    page = desktop.open("/impressum")
    for _ in range(30):
        page.keyboard.press("Tab")
        # The links of the bar on the way show where the keyboard is by a line, not by a shade of 1.1:1.
        assert page.evaluate(_HIDES_FOCUS) == ""
        if page.evaluate("document.activeElement.shadowRoot?.activeElement?.lang") == "en":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_title("Legal notice – Ankommen-Atlas")


def test_english_stays_when_the_visitor_moves_to_another_page(desktop):
    page = desktop.open("/datenschutz?lang=en")
    page.get_by_test_id("stPageLink").get_by_text("Accessibility").click()
    expect(page).to_have_title("Accessibility – Ankommen-Atlas")
    expect(page).to_have_url(re.compile(r"/barrierefreiheit\?lang=en$"))


def test_an_unknown_language_gives_a_notice_and_german(desktop):
    page = desktop.open("/impressum?lang=pl")
    expect(page.get_by_test_id("stAlert")).to_contain_text("„pl“")
    expect(page).to_have_title("Impressum – Ankommen-Atlas")
    expect(page).to_have_url(re.compile(r"/impressum$"))


def test_the_document_has_language_and_title_before_any_script_runs(base_url):
    german = fetch(f"{base_url}/datenschutz").read().decode()
    english = fetch(f"{base_url}/datenschutz?lang=en").read().decode()
    assert '<html lang="de">' in german
    assert "<title>Datenschutz – Ankommen-Atlas</title>" in german
    assert '<html lang="en">' in english
    assert "<title>Privacy – Ankommen-Atlas</title>" in english


@pytest.mark.parametrize(
    "path", ["/", "/datenschutz", "/healthz", "/assets/icons/icon.svg", "/data/sources.csv", "/nix"]
)
def test_every_answer_carries_the_security_headers(base_url, path):
    headers = fetch(base_url + path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "object-src 'none'" in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"]
    assert headers["Permissions-Policy"]


def test_streamlits_scripts_come_compressed_and_stay_in_the_browsers_cache(base_url):
    script = re.search(r'src="\.(/static/js/index[^"]+)"', fetch(base_url + "/").read().decode()).group(1)
    plain = fetch(base_url + script)
    assert plain.headers["Content-Encoding"] is None
    content, sizes = plain.read(), {}
    for asked, coding in {"gzip": "gzip", "gzip, br": "br", "br;q=0, gzip": "gzip"}.items():
        answer = fetch(base_url + script, **{"Accept-Encoding": asked})
        assert answer.headers["Content-Encoding"] == coding
        assert "immutable" in answer.headers["Cache-Control"]
        packed = answer.read()
        sizes[coding] = len(packed)
        unpacked = pyarrow.input_stream(
            pyarrow.py_buffer(packed), compression={"br": "brotli"}.get(coding, coding)
        ).read()
        assert unpacked == content
    assert sizes["br"] < sizes["gzip"] < len(content)


def test_streamlits_style_sheet_is_kept_only_under_the_address_of_this_release(base_url):
    sheet = re.search(r'href="\.(/static/css/index[^"]+)"', fetch(base_url + "/").read().decode()).group(1)
    bare = sheet.partition("?")[0]
    kept = {
        address: fetch(base_url + address, **{"Accept-Encoding": "br"}).headers["Cache-Control"]
        for address in (sheet, bare, f"{bare}?v=older")
    }
    assert ["immutable" in value for value in kept.values()] == [True, False, False]


def test_fonts_and_leaflet_come_from_us_with_a_cache_time(base_url):
    for path in ("fonts/figtree-latin-wght-normal.woff2", "leaflet/leaflet.js", "leaflet/leaflet.css"):
        answer = fetch(f"{base_url}/assets/{path}")
        assert answer.status == 200
        assert "max-age" in answer.headers["Cache-Control"]


def test_an_unknown_address_is_not_found(base_url):
    assert fetch(base_url + "/nix").status == 404
    assert fetch(base_url + "/data/nix.csv").status == 404
    assert fetch(base_url + "/data/../pyproject.toml").status in (400, 404)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("datapackage.json", "application/json"),
        ("sources.csv", "text/csv; charset=utf-8; header=present"),
        ("boundaries/kreise_medium.geojson", "application/geo+json"),
        ("ankommen-atlas-data.zip", "application/zip"),
    ],
)
def test_the_data_package_is_served_with_type_and_etag(base_url, name, media_type):
    answer = fetch(f"{base_url}/data/{name}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == media_type
    assert name.split("/")[-1] in answer.headers["Content-Disposition"]
    again = fetch(f"{base_url}/data/{name}", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


def test_the_session_cookies_are_the_technical_ones_the_privacy_page_names(desktop):
    page = desktop.open("/datenschutz")
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names <= {"_streamlit_xsrf", "_streamlit_session"}
    for name in names:
        expect(page.get_by_text(name).first).to_be_visible()

"""Pages as their documents bring them: seen before any script has run, and taken away without a jump."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import serious_violations
from tests.browser.conftest import DESKTOP, READY_MS, Visit, free_port, new_visit, start_server

VIEW = ".first-view"
_WATCH = """
document.addEventListener("DOMContentLoaded", () => {
  window.headlines = [];
  const roots = () => [document, ...[...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)];
  const seen = () => roots().flatMap((root) => [...root.querySelectorAll("h1")])
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .map((node) => node.textContent.replace(/\\s/g, " "));
  const note = () => { window.headlines.push(seen()); if (!window.stopWatching) requestAnimationFrame(note); };
  note();
});
"""


@pytest.fixture
def before_scripts(browser: Browser, base_url: str):
    """Opens an address in a browser whose front end never comes."""
    contexts = []

    def open_early(address: str, size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, locale="de-DE")
        contexts.append(context)
        page = context.new_page()
        page.route("**/static/js/index*", lambda route: route.abort())
        page.goto(f"{base_url}{address}")
        expect(page.locator(VIEW)).to_be_visible()
        return page

    yield open_early
    for context in contexts:
        context.close()


ADDRESSES = {
    "/karte?alter=18-25&jahr=2018": "Die 18- bis 25-Jährigen gehen: 2018 verlieren 16 von 20 Kreisen",
    "/": "Von 3 auf 23 Initiativen – zu Hause in 10 von 18 Kreisen",
}
TOLD = {
    "/kreisprofil?kreis=12062": "Elbe-Elster gewann 2024 durch Umzüge 457 Menschen: Rang 16 von 20",
    "/wirkung": "Vor und nach dem Start einer Initiative",
    "/weisseflecken": "46 % der Menschen in Brandenburg haben eine Initiative im Umkreis von 30 km",
    "/herkunft": "Woher, wohin",
}
# Words of each that are seen in the same place before and after.
_FLOWS = "Elbe-Elster: Saldo mit seinen Partnern innerhalb Deutschlands, Personen, alle Altersgruppen, 2021"
SEEN = dict(zip(TOLD, ["97.967", "+0,8 je 1.000", "Was wäre, wenn es eine mehr gäbe?", _FLOWS], strict=True))
CHARTS = {"/wanderung": "Wer kommt, wer geht", "/ausblick": "Wie es weitergehen kann"}


@pytest.mark.parametrize("size", [DESKTOP, {"width": 390, "height": 844}, {"width": 320, "height": 640}])
@pytest.mark.parametrize("address", ADDRESSES)
def test_headline_and_map_are_seen_before_any_script_has_run(before_scripts, address, size):
    page = before_scripts(address, size)
    expect(page.get_by_role("heading", level=1)).to_have_text(ADDRESSES[address])
    areas = page.get_by_role("img", name="Karte: Wanderungssaldo")
    assert areas.bounding_box()["width"] > size["width"] / 3
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("size", [DESKTOP, {"width": 390, "height": 844}])
@pytest.mark.parametrize("address", TOLD)
def test_words_are_seen_where_the_page_puts_them(before_scripts, browser: Browser, base_url: str, address, size):
    early = before_scripts(address, size).get_by_text(SEEN[address], exact=True).bounding_box()
    context = browser.new_context(viewport=size, locale="de-DE")
    value = new_visit(context, base_url).open(address).get_by_text(SEEN[address], exact=True).first
    expect(value).to_be_visible()
    assert [early[side] for side in "xy"] == pytest.approx([value.bounding_box()[side] for side in "xy"], abs=12)
    context.close()


_LINES = "(nodes) => nodes.map((node) => node.getAttribute('d').match(/[-.0-9]+/g).map(Number))"


@pytest.mark.parametrize("size", [DESKTOP, {"width": 390, "height": 844}])
def test_balances_are_drawn_as_the_live_map_draws_them(before_scripts, browser: Browser, base_url: str, size):
    early = before_scripts("/herkunft", size).locator(f"{VIEW} .chart:visible")
    lines = early.locator("path.flow").evaluate_all(_LINES)
    names = set(early.locator("text").all_text_contents())
    context = browser.new_context(viewport=size, locale="de-DE")
    page = new_visit(context, base_url).open("/herkunft")
    expect(page.locator(".lines path.flow")).to_have_count(len(lines))
    live = page.locator(".lines path.flow").evaluate_all(_LINES)
    assert len(lines) == 15
    for drawn, expected in zip(lines, live, strict=True):
        assert drawn == pytest.approx(expected, abs=1.5)
    shown = page.locator(".flow-map .names .name:visible").all_text_contents()
    assert names == {name.replace("\n", "") for name in shown}
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, {"width": 390, "height": 844}])
@pytest.mark.parametrize("address", CHARTS)
def test_a_chart_is_seen_where_the_page_puts_it(before_scripts, browser: Browser, base_url: str, address, size):
    page = before_scripts(address, size)
    early = page.get_by_role("heading", level=2).first
    finding, early_y = early.inner_text(), early.bounding_box()["y"]
    drawn = page.locator(f"{VIEW} .chart:visible")
    assert drawn.bounding_box()["width"] > size["width"] * 0.8
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context = browser.new_context(viewport=size, locale="de-DE")
    arrived = new_visit(context, base_url).open(address).get_by_role("heading", level=2).first
    expect(arrived).to_have_text(finding)
    assert early_y == pytest.approx(arrived.bounding_box()["y"], abs=12)
    context.close()


@pytest.mark.parametrize("address", ["/karte?kreis=12062", "/", *TOLD, *CHARTS])
def test_it_has_no_serious_barrier(before_scripts, address):
    assert serious_violations(before_scripts(address, DESKTOP)) == []


@pytest.mark.parametrize(
    ("address", "arrived"),
    zip(
        [*ADDRESSES, *TOLD, *CHARTS],
        ["combobox", "button", "combobox", "combobox", "radio", "combobox", "combobox", "radio"],
        strict=True,
    ),
    ids=["map", "overview", "district", "effects", "reach", "flows", "series", "outlook"],
)
def test_one_headline_is_seen_at_any_moment_and_the_page_takes_its_place(
    browser: Browser, base_url: str, address: str, arrived: str
):
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    context.add_init_script(_WATCH)
    visit: Visit = new_visit(context, base_url)
    page = visit.open(address)
    expect(page.locator(VIEW)).to_have_count(0)
    page.evaluate("window.stopWatching = true")
    expect(page.get_by_role(arrived).first).to_be_visible()
    seen = {tuple(headlines) for headlines in page.evaluate("window.headlines")}
    assert seen == {((ADDRESSES | TOLD | CHARTS)[address],)}
    context.close()


def test_a_map_that_never_comes_is_told_in_a_sentence_and_does_not_hold_the_page_back(browser: Browser, base_url: str):
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    page = context.new_page()
    page.route("**/atlas-map.js", lambda route: route.abort())
    page.goto(f"{base_url}/karte")
    expect(page.locator(VIEW)).to_have_count(0, timeout=READY_MS)
    expect(page.get_by_role("combobox", name="Altersgruppe")).to_be_visible()
    expect(
        page.get_by_text("Die Karte konnte nicht geladen werden. Bitte laden Sie die Seite neu.").last
    ).to_be_visible()
    assert "dynamically imported" not in page.locator("body").inner_text()
    context.close()


@pytest.fixture(scope="module")
def crowded_url(tmp_path_factory: pytest.TempPathFactory):
    """Address of a server that always takes itself for crowded."""
    port = free_port()
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("ATLAS_CROWD_SESSIONS", "0")
        server = start_server(port, tmp_path_factory.mktemp("crowd") / "server.log")
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=30)


@pytest.mark.parametrize(("address", "size"), [("/", DESKTOP), ("/karte?kreis=12062", {"width": 320, "height": 640})])
def test_in_a_crowd_a_reader_needs_no_session_until_asking_for_more(browser: Browser, crowded_url: str, address, size):
    context = browser.new_context(viewport=size, locale="de-DE")
    page = context.new_page()
    sockets, failed = [], []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{crowded_url}{address}")
    start = page.get_by_role("button", name="Filter und Einzelheiten starten")
    expect(start).to_be_visible()
    assert serious_violations(page) == []
    headline = page.get_by_role("heading", level=1).inner_text()
    assert sockets == []
    english = page.get_by_role("link", name="EN", exact=True).get_attribute("href")
    assert english.endswith(f"{address}{'&' if '?' in address else '?'}lang=en")
    start.click()
    expect(page.get_by_role("status").filter(has_text="Die Seite wird gestartet.")).to_be_visible()
    expect(page.locator(VIEW)).to_have_count(0, timeout=READY_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    assert len(sockets) == 1
    assert failed == []
    context.close()

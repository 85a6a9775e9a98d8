"""Pages as their documents bring them: seen before any script has run, and taken away without a jump."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.axe import serious_violations
from tests.browser.conftest import (
    DESKTOP,
    PHONE,
    READY_MS,
    Visit,
    forget_visits,
    free_port,
    new_visit,
    start_server,
)

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


@pytest.fixture(scope="module")
def early_browser(browser: Browser) -> Iterator[BrowserContext]:
    """One browser for all pages whose front end never comes."""
    context = browser.new_context(locale="de-DE")
    yield context
    context.close()


@pytest.fixture
def before_scripts(early_browser: BrowserContext, base_url: str) -> Iterator[Callable[[str, dict[str, int]], Page]]:
    """Opens an address in a browser whose front end never comes; what is seen first stays for some seconds."""

    def open_early(address: str, size: dict[str, int]) -> Page:
        page = early_browser.new_page()
        page.set_viewport_size(size)
        page.route("**/static/js/index*", lambda route: route.abort())
        page.goto(f"{base_url}{address}")
        expect(page.locator(VIEW)).to_be_visible()
        return page

    yield open_early
    for page in early_browser.pages:
        page.close()


@pytest.fixture
def arrive(request: pytest.FixtureRequest, base_url: str) -> Iterator[Callable[[str, dict[str, int]], Page]]:
    """Opens an address for somebody who has never been here, and notes every headline seen on the way."""
    visits: list[Visit] = []

    def open_watched(address: str, size: dict[str, int]) -> Page:
        visit = new_visit(request.getfixturevalue("desktop_profile" if size == DESKTOP else "phone_profile"), base_url)
        visits.append(visit)
        forget_visits(visit)
        visit.page.add_init_script(_WATCH)
        visit.open(address)
        expect(visit.page.locator(VIEW)).to_have_count(0)
        visit.page.evaluate("window.stopWatching = true")
        return visit.page

    yield open_watched
    for visit in visits:
        visit.page.close()


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


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 320, "height": 640}])
@pytest.mark.parametrize("address", ADDRESSES)
def test_headline_and_map_are_seen_before_any_script_has_run(before_scripts, address, size):
    page = before_scripts(address, size)
    expect(page.get_by_role("heading", level=1)).to_have_text(ADDRESSES[address])
    areas = page.get_by_role("img", name="Karte: Wanderungssaldo")
    assert areas.bounding_box()["width"] > size["width"] / 3
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


_LINES = "(nodes) => nodes.map((node) => node.getAttribute('d').match(/[-.0-9]+/g).map(Number))"


def check_words(early: Page, live: Page, words: str) -> None:
    """The words are seen where the page puts them."""
    before, value = early.get_by_text(words, exact=True).bounding_box(), live.get_by_text(words, exact=True).first
    expect(value).to_be_visible()
    after = value.bounding_box()
    assert [before[side] for side in "xy"] == pytest.approx([after[side] for side in "xy"], abs=12)


def check_lines(early: Page, live: Page) -> None:
    """Balances are drawn as the live map draws them."""
    drawn_map = early.locator(f"{VIEW} .chart:visible")
    lines = drawn_map.locator("path.flow").evaluate_all(_LINES)
    names = set(drawn_map.locator("text").all_text_contents())
    expect(live.locator(".lines path.flow")).to_have_count(len(lines))
    live_lines = live.locator(".lines path.flow").evaluate_all(_LINES)
    assert len(lines) == 15
    for drawn, expected in zip(lines, live_lines, strict=True):
        assert drawn == pytest.approx(expected, abs=1.5)
    shown = live.locator(".flow-map .names .name:visible").all_text_contents()
    assert names == {name.replace("\n", "") for name in shown}


def check_chart(early: Page, live: Page, width: int) -> None:
    """A chart is as wide as the page and seen where the page puts it."""
    finding = early.get_by_role("heading", level=2).first
    assert early.locator(f"{VIEW} .chart:visible").bounding_box()["width"] > width * 0.8
    assert early.evaluate("document.documentElement.scrollWidth") <= width
    arrived = live.get_by_role("heading", level=2).first
    expect(arrived).to_have_text(finding.inner_text())
    assert finding.bounding_box()["y"] == pytest.approx(arrived.bounding_box()["y"], abs=12)


# What is there as soon as the page itself has come.
ARRIVED = dict(
    zip(
        [*ADDRESSES, *TOLD, *CHARTS],
        ["combobox", "button", "combobox", "combobox", "radio", "combobox", "combobox", "radio"],
        strict=True,
    )
)


@pytest.mark.parametrize(
    ("address", "size"),
    [*((address, DESKTOP) for address in ARRIVED), *((address, PHONE) for address in (*TOLD, *CHARTS))],
)
def test_the_page_takes_the_place_of_what_was_seen_first_and_one_headline_is_seen_at_any_moment(
    before_scripts, arrive, address, size
):
    live = arrive(address, size)
    expect(live.get_by_role(ARRIVED[address]).first).to_be_visible()
    seen = {tuple(headlines) for headlines in live.evaluate("window.headlines")}
    assert seen == {((ADDRESSES | TOLD | CHARTS)[address],)}
    early = before_scripts(address, size)
    if address in SEEN:
        check_words(early, live, SEEN[address])
    if address == "/herkunft":
        check_lines(early, live)
    if address in CHARTS:
        check_chart(early, live, size["width"])
    if size == DESKTOP:
        assert serious_violations(early) == []


def test_a_map_with_a_chosen_district_has_no_serious_barrier(before_scripts):
    assert serious_violations(before_scripts("/karte?kreis=12062", DESKTOP)) == []


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


# 1,276 people from 18 to 25 came and 852 left; 6,915 of them lived there.
_NAME_AND_VALUE = ("Cottbus", "+61,3")
_PRESS = """(ags) => document.querySelector(`.first-view path[data-ags="${ags}"]`)
  .dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))"""


def check_place(page: Page, name: str, value: str) -> None:
    """The card beside the first map tells of this Kreis, and so does the address."""
    place = page.locator(f"{VIEW} .place")
    expect(place.get_by_role("heading")).to_have_text(name)
    expect(place.locator(".value")).to_have_text(value)
    assert place.evaluate("(card) => card.getBoundingClientRect().top < innerHeight")


def test_a_district_pressed_before_the_page_is_there_is_told_at_once_and_stays_chosen(browser: Browser, base_url: str):
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    page = context.new_page()
    held: list[Route] = []
    page.route("**/atlas-map.js", lambda route: held.append(route))
    page.goto(f"{base_url}/karte?alter=18-25")
    # The server has answered: what is chosen now, it does not know.
    expect(page.locator("[data-delivered]").first).to_be_attached(timeout=READY_MS)
    page.evaluate(_PRESS, "12052")
    check_place(page, *_NAME_AND_VALUE)
    for route in held:
        route.continue_()
    expect(page.locator(VIEW)).to_have_count(0, timeout=READY_MS)
    expect(page.locator(".panel").get_by_role("heading", name=_NAME_AND_VALUE[0])).to_be_visible()
    assert page.url.endswith("/karte?alter=18-25&kreis=12052")
    context.close()


def test_a_district_pressed_on_the_start_page_opens_on_the_map(before_scripts):
    page = before_scripts("/", DESKTOP)
    page.evaluate(_PRESS, "12052")
    expect(page).to_have_url(re.compile(r"/karte\?kreis=12052$"))
    expect(page.locator(f"{VIEW} .place").get_by_role("heading")).to_have_text(_NAME_AND_VALUE[0])


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
    if "/karte" in address:
        # By 148 and 266 more people from 30 to 50 came than left; 22,253 and 21,458 of them lived there.
        page.evaluate(_PRESS, "12052")
        check_place(page, "Cottbus", "+6,7")
        page.locator(f"{VIEW} ol").get_by_role("link", name="Elbe-Elster").click()
        check_place(page, "Elbe-Elster", "+12,4")
    assert sockets == []
    english = page.get_by_role("link", name="EN", exact=True).get_attribute("href")
    now = page.url.removeprefix(crowded_url)
    assert english.endswith(f"{now}{'&' if '?' in now else '?'}lang=en")
    start.click()
    expect(page.get_by_role("status").filter(has_text="Die Seite wird gestartet.")).to_be_visible()
    expect(page.locator(VIEW)).to_have_count(0, timeout=READY_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    if "/karte" in address:
        expect(page.locator(".panel").get_by_role("heading", name="Elbe-Elster")).to_be_visible()
    assert len(sockets) == 1
    assert failed == []
    context.close()

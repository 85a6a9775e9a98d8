"""White spots in a browser: the new initiative is moved without the server, and both sides count the same."""

import random
import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from analytics.language import get_wording
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.map import map_bounds
from tests.browser.axe import serious_violations
from tests.browser.conftest import READY_MS

SHAPES = ".canvas path.leaflet-interactive"
LUDWIGSFELDE = "52.3036,13.2540"
W = get_wording("de")


def open_page(visit, path="/weisseflecken") -> Page:
    """Opens the page and waits until every Gemeinde is drawn."""
    return drawn_page(visit.open(path))


def drawn_page(page: Page) -> Page:
    expect(page.locator(SHAPES).nth(530)).to_be_attached(timeout=READY_MS)
    expect(page.locator(".what-if")).to_be_visible()
    return page


def show_map(page: Page) -> None:
    """Scrolls the map to the middle of the window, where a pointer can reach all of it."""
    page.locator(".canvas").evaluate("node => node.scrollIntoView({ block: 'center', behavior: 'instant' })")


def click_map(page: Page, across: float, down: float) -> None:
    show_map(page)
    box = page.locator(".canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def newly(page: Page) -> list[str]:
    """The people newly reached within each limit, as the panel writes them."""
    return page.locator(".results dd").all_inner_texts()


def address_points(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("neu", [])


def expected(atlas, points: list[str], scope: str = "brandenburg") -> list[str]:
    """What the server counts for these points, as the panel writes it."""
    extra = tuple(tuple(map(float, point.split(","))) for point in points)
    gain = ws.compute_gain(atlas, scope=scope, extra=extra)
    return [W.signed(people, 0) for people in gain["people_new"]]


def wait_for_points(page: Page, count: int) -> list[str]:
    page.wait_for_function(
        "n => new URLSearchParams(location.search).getAll('neu').length === n", arg=count, timeout=READY_MS
    )
    return address_points(page)


@pytest.mark.parametrize(
    ("path", "headline"),
    [
        ("/weisseflecken", "46 % der Menschen in Brandenburg haben eine Initiative im Umkreis von 30 km"),
        ("/weisseflecken?lang=en", "46% of the people in Brandenburg live within 30 km of an initiative"),
        (
            "/weisseflecken?ausschnitt=lausitz&grenze=15",
            "28 % der Menschen in der Lausitz mit Sachsen haben eine Initiative im Umkreis von 15 km",
        ),
    ],
)
def test_the_answer_stands_above_the_map(read, path, headline):
    visit = read(path)
    page = drawn_page(visit.page)
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    assert visit.console_errors == []


def test_the_map_says_in_words_what_it_shows_and_what_is_not_known(read):
    page = drawn_page(read("/weisseflecken").page)
    alternative = page.locator(".leaf").get_attribute("aria-label")
    assert "46\u00a0% im Umkreis von 30 km" in alternative
    assert "Umrandet, ohne bekannte oder nur mit beendeter Initiative des Netzwerks: Teltow-Fläming" in alternative
    expect(page.locator(".unknown")).to_have_text("3 Mitglieder ohne bekannten Ort fehlen auf der Karte.")
    expect(page.locator(".key")).to_contain_text("erschlossen")


def test_a_click_shows_at_once_whom_a_new_initiative_reaches_and_the_server_agrees(desktop, atlas):
    page = open_page(desktop)
    assert newly(page) == []
    click_map(page, 0.45, 0.62)
    expect(page.locator(".results dd").first).to_be_visible()
    here = newly(page)
    points = wait_for_points(page, 1)
    assert here == expected(atlas, points)
    expect(page.locator(".st-key-figure_whitespots h2")).to_contain_text("Mit einer weiteren Initiative")
    then = ws.compute_reach(atlas, scope="brandenburg", extra=(tuple(map(float, points[0].split(","))),))
    share = W.percent(then.set_index("limit_km").loc[30, "people_share"])
    expect(page.locator(".st-key-figure_whitespots h2")).to_contain_text(share)
    assert newly(page) == here
    assert desktop.console_errors == []


def test_the_browser_and_the_server_compute_the_same_numbers(read, atlas):
    """Two hundred points all over the map, every area, every limit: the same people, the same Gemeinden."""
    page = drawn_page(read("/weisseflecken").page)
    facts_address = page.evaluate(
        "performance.getEntriesByType('resource').map(e => e.name).find(name => name.endsWith('reach.json'))"
    )
    bounds, dice = map_bounds(atlas), random.Random(5)  # noqa: S311
    points = [
        (
            round(dice.uniform(bounds["south"], bounds["north"]), 4),
            round(dice.uniform(bounds["west"], bounds["east"]), 4),
        )
        for _ in range(200)
    ]
    found = page.evaluate(
        """async ([address, points, scopes]) => {
            const { nearestKm, reachWithin } = await import('/assets/map/reach-distances.js');
            const facts = await (await fetch(address)).json();
            const before = nearestKm(facts, facts.initiatives);
            return points.map(([lat, lon]) => {
                const km = nearestKm(facts, [{ lat, lon }], before);
                return { km, ...Object.fromEntries(scopes.map((scope) => [scope, reachWithin(facts, km, scope)])) };
            });
        }""",
        [facts_address, points, ws.SCOPES],
    )
    for point, there in zip(points, found, strict=True):
        table = ws.distances(atlas, extra=(point,))
        assert there["km"] == pytest.approx(table["distance_km"].tolist(), rel=1e-9, abs=1e-9)
        for scope in ws.SCOPES:
            here = ws.reach_of(table, scope)
            sums = there[scope]["sums"]
            assert [one["people"] for one in sums] == here["people"].tolist()
            assert [one["gemeinden"] for one in sums] == here["gemeinden"].tolist()
            assert there[scope]["all"] == {"people": here["people_all"][0], "gemeinden": here["gemeinden_all"][0]}


def test_the_map_goes_onto_a_slide_as_it_stands(read):
    page = drawn_page(read(f"/weisseflecken?neu={LUDWIGSFELDE}").page)
    page.locator(".collect").click()
    expect(page.get_by_test_id("stToast").first).to_contain_text("Folie")


def test_a_move_is_drawn_in_the_turn_of_its_key(read, atlas):
    """Twenty moves in one turn of the browser: neither the server nor a timer can have had a part in what is drawn.

    The last test of its window, which it leaves with a moved initiative.
    """
    page = drawn_page(read(f"/weisseflecken?neu={LUDWIGSFELDE}").page)
    expect(page.locator(".handle")).to_be_visible()
    drawn = page.locator(".handle").evaluate(
        """handle => {
            const map = handle.closest('.reach-map');
            const seen = () => [handle.style.transform, map.querySelector('.results').innerText];
            handle.focus();
            const drawn = [seen()];
            for (let i = 0; i < 20; i += 1) {
                const key = i % 2 ? 'ArrowUp' : 'ArrowLeft';
                handle.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true }));
                drawn.push(seen());
            }
            return drawn;
        }"""
    )
    places, results = zip(*drawn, strict=True)
    assert len(set(places)) == 21
    assert all(before != after for before, after in pairwise(results))
    last = newly(page)
    assert [number for number in last if number not in results[-1]] == []
    page.wait_for_function(
        "before => new URLSearchParams(location.search).get('neu') !== before", arg=LUDWIGSFELDE, timeout=READY_MS
    )
    assert last == expected(atlas, wait_for_points(page, 1))


def test_dragging_counts_while_it_moves_and_tells_the_server_where_it_ends(desktop, atlas):
    page = open_page(desktop, f"/weisseflecken?neu={LUDWIGSFELDE}")
    show_map(page)
    handle = page.locator(".handle")
    box = handle.bounding_box()
    start = newly(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 40, steps=6)
    while_moving = newly(page)
    assert while_moving != start
    assert address_points(page) == [LUDWIGSFELDE]
    page.mouse.up()
    page.wait_for_function(
        "before => new URLSearchParams(location.search).get('neu') !== before", arg=LUDWIGSFELDE, timeout=READY_MS
    )
    expect(page.locator('[data-stale="true"]')).to_have_count(0, timeout=READY_MS)
    assert newly(page) == while_moving == expected(atlas, wait_for_points(page, 1))


def test_the_whole_job_is_done_by_keyboard_alone(desktop, atlas):
    page = open_page(desktop)
    page.get_by_role("combobox", name="Gemeinde für eine neue Initiative").focus()
    page.keyboard.type("Luckenw")
    expect(page.get_by_role("option").first).to_contain_text("Luckenwalde")
    page.keyboard.press("Enter")
    handle = page.get_by_role("button", name=re.compile("Neue Initiative 1 bei Luckenwalde"))
    expect(handle).to_be_focused()
    first = newly(page)
    for _ in range(4):
        page.keyboard.press("Shift+ArrowUp")
    assert newly(page) != first
    expect(page.locator(".reach-map [aria-live]")).to_contain_text("Menschen mehr im Umkreis von 30 km")
    page.get_by_role("button", name="Noch eine").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Gemeinde für eine neue Initiative").fill("Eberswalde")
    page.keyboard.press("Enter")
    assert newly(page) == expected(atlas, wait_for_points(page, 2))
    page.keyboard.press("Delete")
    wait_for_points(page, 1)
    page.locator(".handle").focus()
    page.keyboard.press("Delete")
    wait_for_points(page, 0)
    expect(page.locator(".results dd")).to_have_count(0)


def test_the_best_places_are_put_on_the_map_with_one_press(desktop, atlas):
    page = open_page(desktop)
    best = ws.solve_covering(atlas, limit_km=30, count=2, scope="brandenburg").best
    page.get_by_role("button", name="2 neue Initiativen").click()
    page.get_by_role("button", name=re.compile(best.places[0].name)).first.click()
    assert newly(page)[1] == W.signed(best.people_new, 0)
    points = wait_for_points(page, 2)
    assert points == [f"{place.lat:.4f},{place.lon:.4f}" for place in best.places]


def test_a_link_restores_the_new_initiatives_the_area_and_the_limit(desktop, atlas):
    page = open_page(desktop, f"/weisseflecken?ausschnitt=lausitz&grenze=45&neu=51.1000,14.6667&neu={LUDWIGSFELDE}")
    expect(page.locator(".handle")).to_have_count(2)
    assert newly(page) == expected(atlas, ["51.1000,14.6667", LUDWIGSFELDE], "lausitz")
    expect(page.locator(".fact.chosen dt")).to_contain_text("45 km")
    cited = urlsplit(page.locator(".downloads").get_by_role("link", name=W.text("Cite")).get_attribute("href"))
    assert cited.path == "/embed/whitespots_map/zitieren"
    assert parse_qs(cited.query) == {
        "scope": ["lausitz"], "limit_km": ["45"], "neu": ["51.1000,14.6667", LUDWIGSFELDE],
    }  # fmt: skip


@pytest.mark.parametrize("bad", ["52.3", "hier", "48.1374,11.5755", "52.3036,13.2540,1"])
def test_a_point_that_is_not_on_the_map_gives_a_notice(desktop, bad):
    """Also to who has collected a slide, which the browser hands over with a second run right after the first."""
    page = open_page(desktop, f"/weisseflecken?neu={bad}")
    expect(page.get_by_test_id("stAlert")).to_contain_text("Neue Initiative")
    assert address_points(page) == []
    expect(page.locator(".handle")).to_have_count(0)


def test_a_slow_answer_of_the_server_moves_nothing_back(desktop):
    page = open_page(desktop, f"/weisseflecken?neu={LUDWIGSFELDE}")
    page.locator(".handle").focus()
    for key in ("ArrowLeft", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(f"Shift+{key}")
        page.wait_for_timeout(420)
    here = newly(page)
    desktop.settle()
    page.wait_for_timeout(1500)
    assert newly(page) == here


def test_the_weights_are_moved_by_keyboard_and_stand_in_the_address(desktop):
    page = open_page(desktop)
    before = page.locator(".st-key-figure_whitespots_need h2").inner_text()
    slider = page.locator(".st-key-g_jung").get_by_role("slider")
    slider.focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("g_jung=3"), timeout=READY_MS)
    desktop.settle()
    expect(page.locator(".st-key-figure_whitespots_need")).to_contain_text("„Junge gehen“ (×3)")
    assert page.locator(".st-key-figure_whitespots_need h2").inner_text() != before


def test_all_weights_at_nothing_give_a_notice(desktop):
    page = desktop.open("/weisseflecken?g_jung=0&g_familien=0&g_alter=0&g_schrumpfen=0")
    expect(page.get_by_test_id("stAlert")).to_contain_text("Mindestens ein Teil braucht ein Gewicht")


def test_every_analysis_ends_with_what_may_be_said(read):
    page = drawn_page(read("/weisseflecken").page)
    box = page.locator(".st-key-statements")
    expect(box).to_contain_text("Nach dem Register haben 8 von 18 Kreisen keine Initiative des Netzwerks")
    box.get_by_text("Einfache Sprache").click()
    expect(box).to_contain_text("Die genaue Zahl kennen wir nicht")


def test_page_with_a_new_initiative_has_no_serious_barrier(desktop):
    page = open_page(desktop, f"/weisseflecken?neu={LUDWIGSFELDE}&neu=52.8600,13.4000")
    expect(page.locator(".handle")).to_have_count(2)
    assert serious_violations(page) == []


def test_a_tap_on_the_phone_places_it_and_nothing_sticks_out(phone, atlas):
    page = open_page(phone)
    click_map(page, 0.45, 0.6)
    expect(page.locator(".handle")).to_be_visible()
    assert newly(page) == expected(atlas, wait_for_points(page, 1))
    widths = page.get_by_test_id("stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert widths[0] <= widths[1]

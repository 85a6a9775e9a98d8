"""Every page with a field or a button: what is chosen, typed, given or pressed right before a link is not lost.

The pages come from the registry and the fields from the pages as they run, so none can be forgotten; a field of a kind
that nobody knows fails the test.
"""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from analytics.exports import views
from analytics.language import get_wording
from pages.session.registry import PageEntry, page_entries
from tests.browser.busy import BusyMachine
from tests.browser.conftest import DESKTOP, READY_MS, Visit, new_visit
from tests.browser.fields import CHANGES, Field, fields
from tests.browser.leaving import expect_slides, follow

PAGES = [entry for entry in page_entries(get_wording("de")) if entry.url_path != "impressum"]
LAPTOP_PX = 768
# From a test's own speed, faster than any hand, to a quick visitor; the pages take turns.
DELAYS = dict(zip([entry.url_path for entry in PAGES], itertools.cycle([0, 60, 400]), strict=False))
# Where not the uppermost field comes last, so that each kind is followed by a link at once on some page.
LAST = {"wanderung": "st-key-ohne", "vergleich": "st-key-merkmale", "weisseflecken": "st-key-g_jung"}
# Not changed: these decide which fields there are below, or an empty log leaves them one option.
LEFT = {
    ("ausblick", "st-key-thema"), ("initiativen", "st-key-initiative"), ("versionen", "st-key-tabelle"),
    ("protokoll", "st-key-tabelle"), ("protokoll", "st-key-vorgang"), ("protokoll", "st-key-audit_who"),
}  # fmt: skip
# What has tests of its own: the grid of the register, and files, which are given below.
ELSEWHERE = {"stDataFrame": {"register"}, "stFileUploader": {"daten", "praesentation"}}
# Of the counting sheet there is nothing to collect before somebody has counted.
COLLECTING = set(views.PAGES) - {"zaehlbogen"}
# Beginnings of the keys of all other buttons that ask the server for something, and what becomes of a press on them.
PRESSES = {
    "presentation_": "changes the presentation (test_presses.py); a story is pressed below",
    "check_": "compares what stands in the register's grid, which stays (test_nothing_lost.py)",
    "snapshot": "begins a file that is fetched by a second press, as the pictures do (test_presses.py)",
}


@pytest.fixture(scope="module")
def visit(browser: Browser, base_url: str) -> Iterator[Visit]:
    """One browser for all tests of this module: what it collected on one page is still there on the next."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    yield new_visit(context, base_url)
    context.close()


@pytest.fixture(scope="module")
def slides() -> list[str]:
    """The pages from which a view was collected in this module."""
    return []


def in_turn(page: Page, name: str) -> list[Field]:
    """Every field of the page, from below: the upper ones decide which lower ones there are."""
    found = fields(page, *ELSEWHERE)
    assert [field for field in found if field.kind not in {*CHANGES, *ELSEWHERE} or not field.key] == []
    assert all(name in ELSEWHERE[field.kind] for field in found if field.kind in ELSEWHERE)
    upwards = [field for field in reversed(found) if field.kind in CHANGES and (name, field.key) not in LEFT]
    return sorted(upwards, key=lambda field: field.key == LAST.get(name))


def check_length(page: Page) -> None:
    """Before anything is opened, no page is longer than six screens of a laptop."""
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollHeight") <= 6 * LAPTOP_PX


def open_headings(page: Page) -> None:
    """Opens what long pages keep behind a heading: its fields are there for who opens it."""
    for heading in page.locator('[class*="st-key-more_"] details:not([open]) > summary').all()[::-1]:
        if heading.is_visible():
            heading.click()


def walk_to(visit: Visit, entry: PageEntry) -> Page:
    """Goes to a page within the same visit, as Back and Forward do: no page is loaded anew."""
    if not visit.page.url.startswith(visit.base):
        return visit.open(entry.address)
    visit.page.evaluate(
        """address => { history.pushState(null, "", address); window.dispatchEvent(new PopStateEvent("popstate")); }""",
        entry.address,
    )
    expect(visit.page).to_have_title(f"{entry.name} – Ankommen-Atlas", timeout=READY_MS)
    return visit.settle()


def leave(page: Page, name: str) -> None:
    page.wait_for_timeout(DELAYS[name])
    follow(page, "Impressum")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path)
def test_what_is_chosen_and_pressed_right_before_a_link_is_not_lost(
    visit: Visit, busy: BusyMachine, slides: list[str], entry: PageEntry
):
    name = entry.url_path
    page = walk_to(visit, entry)
    # What the browser keeps arrives in a run of its own, and brings fields and buttons along.
    expect_slides(page, len(slides))
    visit.settle()
    # How long the presentation is, is up to who makes it.
    if name != "praesentation":
        check_length(page)
    open_headings(page)
    turn = in_turn(page, name)
    assert [key for key in keys_of_buttons(page) if not key.startswith(("collect_", *PRESSES))] == []
    if turn:
        change_and_return(visit, busy, entry, turn)
    assert (page.get_by_role("button", name="In die Präsentation").count() > 0) == (name in COLLECTING)
    if name in COLLECTING:
        with busy:
            page.get_by_role("button", name="In die Präsentation").first.click()
            slides.append(name)
            leave(page, name)
            expect_slides(page, len(slides))


def keys_of_buttons(page: Page) -> list[str]:
    """Keys of the buttons that ask the server for something."""
    return (
        page.get_by_test_id("stMain")
        .get_by_test_id("stButton")
        .evaluate_all(
            """(buttons) => buttons.flatMap((button) => [...button.closest('[class*="st-key-"]').classList])
            .filter((name) => name.startsWith("st-key-")).map((name) => name.slice("st-key-".length))"""
        )
    )


def change_and_return(visit: Visit, busy: BusyMachine, entry: PageEntry, turn: list[Field]) -> None:
    """Gives every field another value, the last one right before a link; after Back all of them have theirs."""
    page = visit.page
    opened = {field: field.value(page) for field in turn}
    for field in turn:
        visit.settle()
        chosen = {one: one.value(page) for one in turn if one is not turn[-1]}
        if field is turn[-1]:
            break
        field.change(page)
    with busy:
        turn[-1].change(page)
        leave(page, entry.url_path)
        page.go_back()
        expect(page).to_have_title(f"{entry.name} – Ankommen-Atlas", timeout=READY_MS)
        visit.settle()
    found = {field: field.value(page) for field in turn}
    assert {field: found[field] for field in chosen} == chosen
    assert [field.key for field in turn if found[field] == opened[field]] == []


def test_a_file_given_right_before_a_link_is_there_on_return(visit: Visit, busy: BusyMachine):
    page = visit.open("/daten?lang=de")
    with busy:
        page.locator("input[type=file]").set_input_files(
            {"name": "liste.csv", "mimeType": "text/csv", "buffer": b"ags;jahr\n12051;2024\n"}
        )
        follow(page, "Impressum")
        page.go_back()
        expect(page.get_by_text("liste.csv").first).to_be_visible(timeout=READY_MS)


def test_a_story_taken_right_before_a_link_is_in_the_presentation(visit: Visit, busy: BusyMachine, slides: list[str]):
    page = visit.open("/praesentation?lang=de")
    expect_slides(page, len(slides))
    with busy:
        button = page.locator(".st-key-presentation_story_foerderbilanz button")
        number = int(button.inner_text().split()[-3])
        button.click()
        follow(page, "Impressum")
        expect_slides(page, len(slides) + number)


@pytest.mark.parametrize(
    ("address", "field", "keys"),
    [
        ("/weisseflecken?lang=de", '.st-key-g_jung input[type="range"]', ["ArrowRight", "Home", "PageUp", "End"]),
        ("/vergleich?lang=de", ".st-key-merkmale input", ["Backspace"]),
        ("/vergleich?lang=de", ".st-key-merkmale [data-tag]", ["Delete"]),
    ],
)
def test_what_a_key_chooses_is_waited_for_as_what_is_pressed(visit: Visit, address: str, field: str, keys: list[str]):
    """Streamlit hears of it at once, but drops it when the change of page comes before it was read."""
    page = visit.open(address)
    visit.settle()
    chosen = page.locator(field).first
    for key in keys:
        before = page.evaluate("() => window.atlasDelivery.number")
        chosen.press(key)
        page.wait_for_function("(before) => window.atlasDelivery.number > before", arg=before)
        page.wait_for_function("() => window.atlasDelivery.isDelivered()")

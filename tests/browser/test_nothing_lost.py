"""What was pressed or typed right before a link is clicked is not lost, at any pace, on a busy machine."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from analytics.exports.presentation.collection import Collection, make_spec, pack_collection
from pages.presentation.browser_copy import STORAGE_KEY
from tests.browser.busy import BusyMachine
from tests.browser.conftest import DESKTOP, READY_MS, Visit, new_visit
from tests.browser.leaving import bar_link, expect_slides, follow

# From a test's own speed, faster than any hand, to a quick visitor.
DELAYS_MS = (0, 60, 400)
GROWTH = make_spec("growth")


@pytest.fixture(scope="module")
def visit(browser: Browser, base_url: str) -> Iterator[Visit]:
    """One browser for all tests of this module, with a presentation of its own that a link once brought."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    visit = new_visit(context, base_url)
    visit.open(f"/praesentation?lang=de&sammlung={pack_collection(Collection((GROWTH,)))}")
    visit.page.wait_for_function("key => localStorage.getItem(key)", arg=STORAGE_KEY)
    yield visit
    context.close()


def open_early(visit: Visit, address: str) -> Page:
    """Opens an address without waiting until everything is drawn."""
    visit.page.goto(f"{visit.base}/{address}")
    return visit.page


@pytest.mark.parametrize("delay", [0, 200])
def test_a_map_collected_while_its_page_is_left_is_collected_as_it_was_seen(
    desktop: Visit, busy: BusyMachine, delay: int
):
    page = desktop.open("/karte?jahr=2000")
    button = page.get_by_role("button", name="In die Präsentation").element_handle()
    with busy:
        page.get_by_role("link", name="Kreis", exact=True).click()
        page.wait_for_timeout(delay)
        # Streamlit no longer tells what the map sent once its page is gone; the newest year was collected then.
        button.evaluate("button => button.click()")
        expect_slides(page, 1)
    bar_link(page).click()
    expect(page.get_by_label("Überschrift")).to_have_attribute("placeholder", re.compile("2000"), timeout=READY_MS)


@pytest.mark.parametrize("label", ["Überschrift", "Ihre Bemerkung", "Titel der Präsentation", "Name"])
def test_words_stay_when_a_link_follows_at_once(visit: Visit, busy: BusyMachine, label: str):
    page = open_early(visit, "praesentation?lang=de")
    expect_slides(page, 1)
    with busy:
        for delay in DELAYS_MS:
            field = page.get_by_label(label, exact=True).first
            text = f"Wir wachsen, Stand {delay}"
            field.fill("", timeout=READY_MS)
            field.press_sequentially(text)
            page.wait_for_timeout(delay)
            follow(page, "Impressum")
            bar_link(page).click()
            expect(page.get_by_label(label, exact=True).first).to_have_value(text, timeout=READY_MS)


@pytest.mark.parametrize(
    ("label", "delay"), [("Überschrift", 0), ("Ihre Bemerkung", 60), ("Titel der Präsentation", 0), ("Name", 400)]
)
def test_words_stay_when_back_follows_at_once(visit: Visit, busy: BusyMachine, label: str, delay: int):
    page = open_early(visit, "praesentation?lang=de")
    expect_slides(page, 1)
    follow(page, "Impressum")
    bar_link(page).click()
    with busy:
        field = page.get_by_label(label, exact=True).first
        field.fill("", timeout=READY_MS)
        field.press_sequentially("Was ich noch sagen will")
        page.wait_for_timeout(delay)
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Impressum", timeout=READY_MS)
        page.go_forward()
        expect(page.get_by_label(label, exact=True).first).to_have_value("Was ich noch sagen will", timeout=READY_MS)


def test_a_search_stands_in_the_address_the_back_button_leads_to(visit: Visit, busy: BusyMachine):
    page = visit.open("/initiativen?lang=de")
    with busy:
        page.get_by_label("Suche", exact=True).press_sequentially("Spremberg")
        expect(page.get_by_label("Suche", exact=True)).to_have_value("Spremberg")
        follow(page, "Impressum")
        page.go_back()
        expect(page.get_by_label("Suche", exact=True)).to_have_value("Spremberg", timeout=READY_MS)


def test_a_cell_typed_right_after_the_register_opened_is_there_after_a_link(visit: Visit, busy: BusyMachine):
    page = open_early(visit, "register?lang=de&tabelle=events")
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(grid).to_be_visible(timeout=READY_MS)
    with busy:
        # The German title of the first event; the grid is one canvas under a layer that scrolls it.
        grid.dblclick(position={"x": 600, "y": 52}, force=True)
        page.locator("#portal textarea").first.fill("Ganz neuer Titel", timeout=READY_MS)
        page.keyboard.press("Enter")
        follow(page, "Impressum")
        page.go_back()
        # The grid paints on its canvas and says its cells in a table for screen readers.
        cell = page.locator("[role=gridcell]").filter(has_text="Ganz neuer Titel")
        expect(cell).to_have_count(1, timeout=READY_MS)


@pytest.fixture
def answer_questions() -> Iterator[Callable[..., list[str]]]:
    """Answers what the browser asks before a page is left; returns the list that fills with what it asked."""
    listening: list[tuple[Page, Callable[[Dialog], None]]] = []

    def answer(page: Page, *, stay: bool) -> list[str]:
        asked: list[str] = []

        def listen(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.dismiss() if stay else dialog.accept()

        page.on("dialog", listen)
        listening.append((page, listen))
        return asked

    yield answer
    for page, listen in listening:
        page.remove_listener("dialog", listen)


def type_and_reload(page: Page, label: str) -> None:
    """In one turn of the browser: what is typed is told to the server a moment later by itself."""
    field = page.get_by_label(label, exact=True).first
    # Browsers ask only people who have done something on the page.
    field.click()
    field.evaluate(
        """() => { window.atlasOld = true;
                   document.execCommand("insertText", false, "Wir wachsen");
                   setTimeout(() => location.reload()); }"""
    )


@pytest.mark.parametrize("label", ["Überschrift", "Titel der Präsentation"])
def test_a_reload_right_after_typing_is_asked_about_and_who_stays_loses_nothing(
    desktop: Visit, answer_questions: Callable[..., list[str]], label: str
):
    page = desktop.open(f"/praesentation?sammlung={pack_collection(Collection((GROWTH,)))}")
    asked = answer_questions(page, stay=True)
    type_and_reload(page, label)
    page.wait_for_function("() => window.atlasDelivery.isDone()")
    assert asked == ["beforeunload"]
    # What has arrived needs no question, and comes back.
    desktop.settle()
    page.reload()
    page.wait_for_function("() => !window.atlasOld")
    expect(page.get_by_label(label, exact=True).first).to_have_value("Wir wachsen", timeout=READY_MS)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("label", ["Überschrift", "Titel der Präsentation"])
def test_who_leaves_all_the_same_finds_the_last_words_again(
    desktop: Visit, answer_questions: Callable[..., list[str]], label: str
):
    page = desktop.open(f"/praesentation?sammlung={pack_collection(Collection((GROWTH,)))}")
    asked = answer_questions(page, stay=False)
    type_and_reload(page, label)
    page.wait_for_function("() => !window.atlasOld")
    assert asked == ["beforeunload"]
    desktop.settle()
    expect(page.get_by_label(label, exact=True).first).to_have_value("Wir wachsen", timeout=READY_MS)
    # The server has them, too: they come back on another way, and the tab keeps nothing for itself.
    page.wait_for_function("() => window.atlasDelivery.isDelivered()")
    follow(page, "Impressum")
    bar_link(page).click()
    expect(page.get_by_label(label, exact=True).first).to_have_value("Wir wachsen", timeout=READY_MS)
    assert page.evaluate("sessionStorage.getItem('ankommen-atlas-unsent')") is None


@pytest.mark.parametrize("label", ["Überschrift", "Titel der Präsentation"])
def test_letters_typed_while_the_page_still_arrives_stay(desktop: Visit, busy: BusyMachine, label: str):
    address = f"praesentation?lang=de&sammlung={pack_collection(Collection((GROWTH,)))}"
    with busy:
        page = open_early(desktop, address)
        field = page.get_by_label(label, exact=True).first
        # From the first moment that anybody sees it; runs of the script may follow.
        field.wait_for(state="visible", timeout=READY_MS)
        field.press_sequentially("Wir wachsen, und zwar schnell", delay=20)
        desktop.settle()
        expect(field).to_have_value("Wir wachsen, und zwar schnell")
        follow(page, "Impressum")
        bar_link(page).click()
        expect(page.get_by_label(label, exact=True).first).to_have_value(
            "Wir wachsen, und zwar schnell", timeout=READY_MS
        )

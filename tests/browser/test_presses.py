"""Every kind of button that changes something is pressed right before a link: what it did is there on return.

The buttons of fields and of collecting are pressed by test_fields.py, those of an upload by test_upload.py.
"""

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from analytics.exports.presentation.collection import SlideSpec, make_spec
from pages.presentation.browser_copy import STORAGE_KEY
from tests.browser.busy import BusyMachine
from tests.browser.conftest import DESKTOP, READY_MS, Visit, new_visit
from tests.browser.leaving import expect_slides, leave_and_return
from tests.browser.presentation_page import headlines, slides, studio

GROWTH, FACTS = make_spec("growth"), make_spec("kreis_facts", ags="12062", headline="Elbe-Elster auf einen Blick")
AGAIN = make_spec("growth", headline="Noch einmal")
MAP = make_spec("map", indicator="net_per_1000", age_group="30-50", year=2010, kreis="12062")
DELAYS = itertools.cycle([0, 60, 400])


@pytest.fixture(scope="module")
def visit(browser: Browser, base_url: str) -> Iterator[Visit]:
    """One browser for all tests of this module."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", accept_downloads=True)
    yield new_visit(context, base_url)
    context.close()


def press(visit: Visit, busy: BusyMachine, button: Locator) -> None:
    """Presses a button, follows a link at once, and comes back."""
    with busy:
        button.click()
        leave_and_return(visit, next(DELAYS))


def open_alone(visit: Visit, *specs: SlideSpec) -> Page:
    """The page with this presentation, kept by the browser, whatever a test before left there."""
    visit.forget()
    page = visit.open(studio(*specs))
    expect_slides(page, len(specs))
    page.wait_for_function("key => localStorage.getItem(key)", arg=STORAGE_KEY)
    return page


def named(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name).first


def test_order_removal_undo_and_clearing_of_slides(visit: Visit, busy: BusyMachine):
    page = open_alone(visit, GROWTH, FACTS, AGAIN)
    first = headlines(page)[0]
    press(visit, busy, named(page, "Folie 2 eine Stelle nach oben"))
    expect(slides(page)).to_have_count(3)
    assert headlines(page) == ["Elbe-Elster auf einen Blick", first, "Noch einmal"]
    press(visit, busy, named(page, "Folie 1 entfernen"))
    expect_slides(page, 2)
    assert headlines(page) == [first, "Noch einmal"]
    press(visit, busy, named(page, "Rückgängig"))
    expect_slides(page, 3)
    assert headlines(page) == ["Elbe-Elster auf einen Blick", first, "Noch einmal"]
    press(visit, busy, named(page, "Alle entfernen"))
    expect_slides(page, 0)
    press(visit, busy, named(page, "Rückgängig"))
    expect_slides(page, 3)
    press(visit, busy, named(page, "Aus diesem Browser löschen"))
    expect_slides(page, 0)
    expect(named(page, "Rückgängig")).to_have_count(0)


def test_headline_sharing_pictures_and_a_file_on_its_way(visit: Visit, busy: BusyMachine):
    page = open_alone(visit, MAP, GROWTH, FACTS)
    press(visit, busy, slides(page).first.get_by_role("button", name="Frage"))
    expect(slides(page).first.get_by_label("Überschrift", exact=True)).to_have_value(re.compile(r"^Wo kommen mehr"))
    shared = slides(page).nth(1).get_by_label("Auf einer Folie mit der Darstellung davor")
    press(visit, busy, shared)
    expect(shared).to_be_checked()
    press(visit, busy, named(page, "Bilder erstellen"))
    expect(named(page, "Bilder herunterladen")).to_be_visible(timeout=READY_MS)
    with page.expect_download() as started:
        press(visit, busy, named(page, "PowerPoint herunterladen"))
    assert started.value.suggested_filename.endswith(".pptx")
    assert started.value.failure() is None


def test_keeping_opening_and_removing_on_the_server(visit: Visit, busy: BusyMachine):
    page = open_alone(visit, GROWTH)
    page.locator(".st-key-presentation_saved").get_by_label("Name").fill("Vor der Sitzung")
    press(visit, busy, named(page, "Diese Präsentation aufbewahren"))
    kept = page.locator('[class*="st-key-saved_"]').filter(has_text="Vor der Sitzung")
    expect(kept).to_have_count(1)
    named(page, "Alle entfernen").click()
    expect_slides(page, 0)
    press(visit, busy, kept.get_by_role("button", name="Öffnen"))
    expect_slides(page, 1)
    press(visit, busy, kept.get_by_role("button", name="Entfernen"))
    expect(kept).to_have_count(0)
    expect_slides(page, 1)


@pytest.mark.parametrize(("answer", "number"), [("Eigene behalten", 1), ("anhängen", 3), ("Statt meiner", 2)])
def test_the_answer_to_a_link_with_another_presentation(visit: Visit, busy: BusyMachine, answer: str, number: int):
    page = open_alone(visit, GROWTH)
    visit.open(studio(FACTS, MAP))
    press(visit, busy, page.locator(".st-key-presentation_offer").get_by_role("button", name=re.compile(answer)))
    expect_slides(page, number)
    expect(page.locator(".st-key-presentation_offer")).to_have_count(0)


def test_what_is_pressed_on_maps_and_in_the_register(visit: Visit, busy: BusyMachine):
    """One press after the other on the same page: each has to be there after it was left."""
    visit.forget()
    page = visit.open("/karte?lang=de")
    press(visit, busy, named(page, re.compile("Barnim")))
    expect(page).to_have_url(re.compile("kreis=12060"))
    expect(page.locator(".panel h2")).to_have_text("Barnim")
    press(visit, busy, named(page, "Tabelle"))
    expect(page).to_have_url(re.compile(r"kreis=12060.*ansicht=tabelle|ansicht=tabelle.*kreis=12060"))
    page = visit.open("/weisseflecken?lang=de")
    press(visit, busy, page.locator("button.candidate").first)
    expect(page.locator(".points li")).to_have_count(1)
    press(visit, busy, page.locator(".points li button").first)
    expect(page.locator(".points li")).to_have_count(0)
    page = visit.open("/herkunft?lang=de")
    press(visit, busy, page.locator(".bars button[data-key]").filter(has_text="Oder-Spree"))
    expect(page.locator(".flow-title")).to_contain_text("Oder-Spree gewinnt")
    page = visit.open("/initiativen?lang=de&initiative=guben-tut-gut")
    press(visit, busy, named(page, "Zurück zum Register"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("15 von 23 Mitgliedern")
    expect(page).not_to_have_url(re.compile("initiative="))

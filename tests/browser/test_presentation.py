"""The studio: views collected on the pages become slides; order, words, files, link and full screen."""

import io
import re
import zipfile
from urllib.parse import urljoin

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PdfReader

from analytics.exports.pptx.framing.mark import read_frame_mark
from analytics.exports.presentation.collection import Collection, make_spec, pack_collection, read_collection
from tests.browser.axe import serious_violations
from tests.browser.conftest import READY_MS, Visit, ask
from tests.browser.presentation_page import deck_titles, download, headlines, slides, studio

GROWTH = make_spec("growth")
MAP = make_spec("map", indicator="net_per_1000", age_group="30-50", year=2010, kreis="12062")
FACTS = make_spec("kreis_facts", ags="12062", headline="Elbe-Elster auf einen Blick")


def focused(page: Page) -> str | None:
    return page.evaluate(
        """() => { let at = document.activeElement;
                   while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                   return at?.getAttribute('aria-label'); }"""
    )


def test_views_collected_on_three_pages_become_three_slides_and_a_deck(desktop: Visit):
    page = desktop.open("/wachstum")
    page.locator(".st-key-figure_growth-curve, .st-key-figure_growth_curve").get_by_role(
        "button", name="In die Präsentation"
    ).click()
    expect(page.get_by_role("link", name="Präsentation (1)")).to_be_visible(timeout=READY_MS)
    page.get_by_role("link", name="Karte", exact=True).click()
    page.get_by_role("slider").first.press("Home")
    page.wait_for_url("**jahr=2000**")
    page.get_by_role("button", name="In die Präsentation").click()
    expect(page.get_by_role("link", name="Präsentation (2)")).to_be_visible(timeout=READY_MS)
    page.get_by_role("link", name="Kreis", exact=True).click()
    # Before, the map is still there, with a button of the same name.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elbe-Elster", timeout=READY_MS)
    desktop.settle()
    page.get_by_role("button", name="In die Präsentation").first.click()
    expect(page.get_by_role("link", name="Präsentation (3)")).to_be_visible(timeout=READY_MS)
    page.get_by_role("link", name="Präsentation (3)").press("Enter")
    expect(page.get_by_role("heading", name="3 Folien")).to_be_visible(timeout=READY_MS)
    shown = headlines(desktop.settle())
    assert "2000" in shown[1]
    assert shown[2].startswith("Elbe-Elster")
    name, content = download(page, "PowerPoint herunterladen")
    assert name == "praesentation-ankommen.pptx"
    assert deck_titles(content) == shown
    assert desktop.console_errors == []


def test_a_shared_link_restores_slides_and_words_in_order(open_page):
    page = open_page(studio(FACTS, GROWTH, MAP, make_spec("kpis")))
    expect(slides(page)).to_have_count(4)
    shown = headlines(page)
    assert shown[0] == "Elbe-Elster auf einen Blick"
    assert "2010" in shown[2]
    # Two may share a slide where half of it is enough; where it is not, the list says so.
    shared = slides(page).get_by_label("Auf einer Folie mit der Darstellung davor")
    assert [box.is_visible() for box in shared.all()] == [False, True, True, False]
    alone = ["braucht eine Folie für sich" in slide.inner_text() for slide in slides(page).all()]
    assert alone == [False, False, False, True]


def test_slides_are_put_in_order_by_keyboard_and_the_focus_goes_along(open_page):
    page = open_page(studio(GROWTH, MAP, FACTS))
    page.get_by_role("button", name="Folie 3 eine Stelle nach oben").focus()
    page.keyboard.press("Enter")
    expect(slides(page).nth(1)).to_have_attribute("aria-label", "Folie 2: Elbe-Elster auf einen Blick")
    assert focused(page) == "Folie 2 eine Stelle nach oben"
    page.keyboard.press("Alt+ArrowUp")
    expect(slides(page).first).to_have_attribute("aria-label", "Folie 1: Elbe-Elster auf einen Blick")
    assert headlines(page)[0] == "Elbe-Elster auf einen Blick"


def test_an_own_headline_and_remark_stand_in_address_and_file(open_page):
    page = open_page(studio(GROWTH))
    before = page.url
    page.get_by_label("Überschrift").fill("Łužyca wächst – „wirklich“")
    page.get_by_label("Ihre Bemerkung").fill("Stand: Ausschuss am Montag")
    page.keyboard.press("Tab")
    page.wait_for_function("before => location.href !== before", arg=before)
    expect(slides(page).first).to_have_attribute("aria-label", "Folie 1: Łužyca wächst – „wirklich“")
    _, saved = download(page, "Sammlung als Datei speichern")
    spec = read_collection(saved).slides[0]
    assert (spec.headline, spec.remark) == ("Łužyca wächst – „wirklich“", "Stand: Ausschuss am Montag")
    assert deck_titles(download(page, "PowerPoint herunterladen")[1]) == ["Łužyca wächst – „wirklich“"]


def test_a_removed_slide_comes_back(open_page):
    page = open_page(studio(GROWTH, FACTS))
    page.get_by_role("button", name="Folie 1 entfernen").click()
    expect(slides(page)).to_have_count(1)
    page.get_by_role("button", name="Rückgängig").click()
    expect(slides(page)).to_have_count(2)


def test_a_saved_file_opens_again(open_page, tmp_path):
    page = open_page(studio(GROWTH, MAP))
    name, saved = download(page, "Sammlung als Datei speichern")
    path = tmp_path / name
    path.write_bytes(saved)
    page.get_by_role("button", name="Aus diesem Browser löschen").click()
    expect(page.get_by_role("heading", name="Noch keine Folien")).to_be_visible()
    page.locator(".st-key-presentation_saving input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name="2 Folien")).to_be_visible()


def test_a_field_for_a_file_stays_the_same_while_slides_above_it_come_and_go(desktop):
    """One that is put up anew would drop a file given to it in that moment."""
    page = desktop.open(studio(GROWTH))
    field = page.locator(".st-key-presentation_saving input[type=file]").element_handle()
    page.get_by_role("button", name="Aus diesem Browser löschen").click()
    expect(page.get_by_role("heading", name="Noch keine Folien")).to_be_visible()
    desktop.settle()
    assert field.evaluate("field => field.isConnected")
    page.get_by_role("button", name="10 Folien übernehmen").first.click()
    expect(page.get_by_role("heading", name="10 Folien")).to_be_visible()
    desktop.settle()
    assert field.evaluate("field => field.isConnected")


def test_a_file_that_is_no_collection_gives_a_sentence(open_page, tmp_path):
    path = tmp_path / "anderes.json"
    path.write_text('{"slides": 3}')
    page = open_page("/praesentation?lang=de")
    page.locator(".st-key-presentation_saving input[type=file]").set_input_files(path)
    expect(page.get_by_text("Die Sammlung konnte nicht gelesen werden")).to_be_visible()


def test_a_template_with_macros_gives_a_sentence_and_our_master_stays(open_page, tmp_path):
    buffer = io.BytesIO()
    Presentation().save(buffer)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("ppt/vbaProject.bin", b"x")
    path = tmp_path / "vorlage.pptx"
    path.write_bytes(buffer.getvalue())
    page = open_page(studio(FACTS))
    page.get_by_text("Eigene Vorlage verwenden").click()
    page.locator(".st-key-presentation_exports input[type=file]").set_input_files(path)
    expect(page.get_by_text("„vorlage.pptx“: Die Datei enthält Makros")).to_be_visible()
    assert deck_titles(download(page, "PowerPoint herunterladen")[1]) == ["Elbe-Elster auf einen Blick"]


def test_an_own_template_is_used(open_page, tmp_path):
    template = Presentation()
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "Musterfolie"
    path = tmp_path / "haus.pptx"
    template.save(path)
    page = open_page(studio(FACTS))
    page.get_by_text("Eigene Vorlage verwenden").click()
    page.locator(".st-key-presentation_exports input[type=file]").set_input_files(path)
    expect(page.get_by_text("Mit Ihrer Vorlage „haus.pptx“")).to_be_visible()
    content = download(page, "PowerPoint herunterladen")[1]
    assert deck_titles(content) == ["Elbe-Elster auf einen Blick"]
    assert Presentation(io.BytesIO(content)).slide_width == template.slide_width


def test_a_headline_is_chosen_from_three_and_own_words_come_back(desktop: Visit):
    page = desktop.open(studio(MAP))
    card, field = slides(page).first, slides(page).first.get_by_label("Überschrift", exact=True)
    expect(card.get_by_role("button", name="Aussage")).to_have_attribute("aria-pressed", "true")
    expect(card.get_by_role("button", name="Meine Worte")).to_have_count(0)
    field.fill("Hier ziehen alle hin")
    card.get_by_role("button", name="Frage").click()
    expect(field).to_have_value(re.compile(r"^Wo kommen mehr Menschen, als gehen\? \(.+ 20\d\d\)$"))
    desktop.settle()
    question = field.input_value()
    assert deck_titles(download(page, "PowerPoint herunterladen")[1]) == [question]
    card.get_by_role("button", name="Meine Worte").click()
    expect(field).to_have_value("Hier ziehen alle hin")
    desktop.settle()
    card.get_by_role("button", name="Aussage").click()
    expect(field).to_have_value("")
    assert desktop.console_errors == []


def test_the_slides_around_are_chosen_by_boxes(desktop: Visit):
    page = desktop.open(studio(GROWTH, FACTS))
    expect(page.get_by_role("checkbox", name="Deckblatt")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Inhalt")).not_to_be_checked()
    page.get_by_text("Schlussfolie", exact=True).click()
    desktop.settle()
    page.get_by_text("Alle Quellen am Ende", exact=True).click()
    desktop.settle()
    page.get_by_role("textbox", name="Absender").fill("Landkreis Elbe-Elster")
    page.get_by_role("textbox", name="Absender").press("Enter")
    desktop.settle()
    slides = Presentation(io.BytesIO(download(page, "PowerPoint herunterladen")[1])).slides
    marks = [read_frame_mark(slide) for slide in slides]
    assert [mark.kind if mark else "" for mark in marks] == ["cover", "", "", "closing"]
    assert marks[0].sender == "Landkreis Elbe-Elster"


def test_all_pictures_come_in_one_archive(open_page):
    page = open_page(studio(GROWTH, FACTS))
    page.get_by_role("button", name="Bilder erstellen").click()
    name, content = download(page, "Bilder herunterladen")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [entry[:3] for entry in archive.namelist()] == ["01-", "02-"]
        assert archive.read(archive.namelist()[0]).startswith(b"\x89PNG")
    assert name == "praesentation-bilder.zip"


def test_the_show_is_turned_by_arrow_keys_and_left_by_escape(desktop: Visit):
    page = desktop.open(studio(GROWTH, MAP, FACTS))
    start = page.get_by_role("button", name="Im Vollbild vorführen")
    start.click()
    show = page.get_by_role("dialog")
    expect(show).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(show.get_by_text("Folie 2 von 3", exact=True)).to_be_visible()
    page.keyboard.press("End")
    expect(show.get_by_text("Folie 3 von 3", exact=True)).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(show.get_by_role("img")).to_have_attribute("alt", re.compile("Wanderungssaldo"))
    page.keyboard.press("Escape")
    expect(show).to_be_hidden()
    expect(start).to_be_focused()
    assert desktop.console_errors == []
    assert desktop.foreign_requests == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_filled_studio_has_no_serious_barrier(open_page, lang):
    page = open_page(studio(GROWTH, MAP, FACTS, lang=lang))
    expect(slides(page)).to_have_count(3)
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    assert serious_violations(page) == []


def test_the_filled_studio_fits_a_phone(open_phone):
    page = open_phone(studio(GROWTH, MAP, FACTS))
    expect(slides(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_report_and_workbook_hold_the_slides_in_the_chosen_language(desktop: Visit):
    page = desktop.open(studio(GROWTH, FACTS))
    page.get_by_role("radio", name="English").click()
    # At once: the file waits for the run that the choice asks for.
    name, content = download(page, "Bericht herunterladen")
    words = "".join(part.extract_text() for part in PdfReader(io.BytesIO(content)).pages)
    assert name == "presentation-ankommen.pdf"
    assert "Elbe-Elster auf einen Blick" in words
    assert "Members of the network" in words
    book = load_workbook(io.BytesIO(download(page, "Arbeitsmappe herunterladen")[1]))
    assert len(book.sheetnames) == 3
    assert book.worksheets[1]["A1"].value == "Elbe-Elster auf einen Blick"


def test_a_story_fills_the_studio(open_page):
    page = open_page("/praesentation?lang=de")
    page.get_by_role("button", name="10 Folien übernehmen").click()
    expect(page.get_by_role("heading", name="10 Folien", exact=True)).to_be_visible()
    expect(page.get_by_label("Titel der Präsentation")).to_have_value("Das Netzwerk in zehn Folien")
    titles = deck_titles(download(page, "PowerPoint herunterladen")[1])
    # The register runs over three slides of one title.
    assert (len(titles), len(set(titles))) == (12, 10)


def test_every_figure_can_be_had_as_a_picture_named_after_what_it_shows(open_page):
    page = open_page("/kreisprofil?lang=de&kreis=12062")
    card = page.locator(".st-key-figure_kreis_population")
    card.get_by_text("Tabelle und Download").click()
    address = card.get_by_role("link", name="PNG quadratisch").get_attribute("href")
    # Asked for directly: the link opens a tab of its own, whose download belongs to no page the test holds.
    answer = ask(page, urljoin(page.url, address))
    name = answer.headers["content-disposition"]
    assert name.startswith("attachment; filename*=UTF-8''bevoelkerung-12062")
    assert name.endswith("-quadrat.png")
    assert answer.body().startswith(b"\x89PNG")


def test_every_figure_can_be_had_as_a_plain_table(open_page):
    page = open_page("/kreisprofil?lang=de&kreis=12062")
    card = page.locator(".st-key-figure_kreis_population")
    card.get_by_text("Tabelle und Download").click()
    address = card.get_by_role("link", name="CSV für Programme").get_attribute("href")
    answer = ask(page, urljoin(page.url, address))
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''bevoelkerung-12062")
    table = answer.body().decode("utf-8")
    assert "97967" in table
    assert not table.startswith("\ufeff")
    assert ";" not in table.splitlines()[0]


def test_an_address_that_names_no_slide_is_answered_with_a_sentence(desktop: Visit):
    gone = pack_collection(Collection((make_spec("kreis_facts", ags="99999"),)))
    answer = ask(desktop.page, f"{desktop.base}/export/folie.png?folie={gone}")
    assert answer.status == 400
    assert "„99999“" in answer.text()
    assert ask(desktop.page, f"{desktop.base}/export/folie.png?folie=kaputt").status == 400
    assert ask(desktop.page, f"{desktop.base}/export/folie.exe").status == 404
    assert ask(desktop.page, f"{desktop.base}/export/folie.csv?folie={gone}").status == 400

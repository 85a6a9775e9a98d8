"""The studio: views collected on the pages become slides; order, words, files, link and full screen."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PdfReader

from analytics.exports.pptx.framing.mark import read_frame_mark
from analytics.exports.pptx.parts.words import plain_headline
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec, pack_collection, read_collection
from analytics.language import get_wording
from tests.analytics.exports.decks import older_atlas, without_tags
from tests.browser.axe import serious_violations
from tests.browser.conftest import READY_MS, Visit

GROWTH = make_spec("growth")
MAP = make_spec("map", indicator="net_per_1000", age_group="30-50", year=2010, kreis="12062")
FACTS = make_spec("kreis_facts", ags="12062", headline="Elbe-Elster auf einen Blick")


def studio(*slides, lang: str = "de") -> str:
    return f"/praesentation?lang={lang}&sammlung={pack_collection(Collection(slides))}"


def headlines(page: Page) -> list[str]:
    """What each slide is called, in order; its own words or those written from the data."""
    fields = slides(page).get_by_label("Überschrift")
    expect(fields.first).to_be_visible()
    return [field.input_value() or field.get_attribute("placeholder") for field in fields.all()]


def slides(page: Page):
    return page.locator("ol.slides > li")


def download(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def deck_titles(content: bytes) -> list[str]:
    """Headlines of the slides of figures, without the cover and the like around them."""
    slides = Presentation(io.BytesIO(content)).slides
    return [plain_headline(one.shapes.title.text_frame.text) for one in slides if read_frame_mark(one) is None]


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
    page = open_page(studio(FACTS, GROWTH, MAP))
    expect(slides(page)).to_have_count(3)
    shown = headlines(page)
    assert shown[0] == "Elbe-Elster auf einen Blick"
    assert "2010" in shown[2]


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


@pytest.fixture
def old_deck(atlas, tmp_path) -> Path:
    """A deck made when 200 people fewer had come to Elbe-Elster, edited by hand since."""
    migration = atlas.migration.copy()
    rows = (migration["ags"] == "12062") & (migration["year"] == 2024) & (migration["age_group"] == "insgesamt")
    migration.loc[rows, ["arrivals", "net"]] -= 200
    then = replace(atlas, migration=migration, version="000000000000")
    series = make_spec("series", kreise=("12062",), age_group="insgesamt")
    deck = Presentation(io.BytesIO(write_deck(then, get_wording("de"), Collection((FACTS, series)))))
    deck.slides[1].shapes.title.text_frame.text = "Mein Titel"
    deck.slides[0].shapes.add_textbox(0, 0, 2_000_000, 400_000).text_frame.text = "Grußwort des Landrats"
    deck.slides.add_slide(deck.slide_layouts[0])
    path = tmp_path / "Kreistag 2024.pptx"
    deck.save(path)
    return path


def test_an_edited_deck_is_compared_then_refreshed_and_keeps_what_the_person_added(open_page, old_deck):
    page = open_page("/praesentation?lang=de")
    card = page.locator(".st-key-presentation_refresh")
    card.locator("input[type=file]").set_input_files(old_deck)
    expect(card.get_by_text("2 Folien bekommen neue Zahlen oder Worte.")).to_be_visible()
    expect(card.get_by_text("Nicht hier entstanden und deshalb unberührt: Folie 3.")).to_be_visible()
    row = card.get_by_role("row").filter(has_text="+2,6").filter(has_text="+4,7")
    expect(row.first).to_be_visible()
    expect(card.get_by_role("row").filter(has_text="Mein Titel")).to_be_visible()
    expect(card.get_by_role("img", name=re.compile("^Vorher: Elbe-Elster"))).to_be_visible()
    expect(card.get_by_role("img", name=re.compile("^Nachher: Elbe-Elster"))).to_be_visible()
    name, content = download(page, "Aufgefrischte Präsentation herunterladen")
    assert name == "Kreistag 2024-aktuell.pptx"
    deck = Presentation(io.BytesIO(content))
    texts = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert "Grußwort des Landrats" in texts
    assert any("+4,7" in text for text in texts)
    assert deck.slides[1].shapes.title.text_frame.text == "Mein Titel"
    assert len(deck.slides) == 3


def test_what_the_person_typed_over_is_replaced_only_when_asked(desktop: Visit, old_deck):
    page = desktop.open("/praesentation?lang=de")
    card = page.locator(".st-key-presentation_refresh")
    card.locator("input[type=file]").set_input_files(old_deck)
    card.get_by_role("button", name="Folie 2", exact=True).click()
    desktop.settle()
    titles = deck_titles(download(page, "Aufgefrischte Präsentation herunterladen")[1])
    assert titles[1] != "Mein Titel"
    assert titles[1]


def test_several_decks_are_refreshed_at_once_and_a_bad_one_stops_no_other(desktop: Visit, old_deck, tmp_path):
    second, bad = tmp_path / "Vorstand.pptx", tmp_path / "kaputt.pptx"
    second.write_bytes(old_deck.read_bytes())
    bad.write_bytes(b"nichts")
    page = desktop.open("/praesentation?lang=de")
    card = page.locator(".st-key-presentation_refresh")
    card.locator("input[type=file]").set_input_files([old_deck, bad, second])
    expect(card.get_by_text("Die Datei ist beschädigt")).to_be_visible(timeout=READY_MS)
    name, content = download(page, "2 aufgefrischte Präsentationen (ZIP)")
    assert name == "praesentationen-aktuell.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["Kreistag 2024-aktuell.pptx", "Vorstand-aktuell.pptx"]


@pytest.fixture
def unmarked_deck(atlas, tmp_path) -> Path:
    """Two slides of earlier figures, back from a program that kept neither tags nor notes."""
    ranking = make_spec("ranking", year=2018, age_group="insgesamt")
    shown = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018)
    deck = without_tags(write_deck(older_atlas(atlas), get_wording("de"), Collection((ranking, shown))))
    for slide in deck.slides:
        slide.notes_slide.notes_text_frame.text = ""
    path = tmp_path / "ohne Kennung.pptx"
    deck.save(path)
    return path


def test_slides_that_lost_their_marks_are_asked_about_and_refreshed_with_one_click(desktop: Visit, unmarked_deck):
    page = desktop.open("/praesentation?lang=de")
    card = page.locator(".st-key-presentation_refresh")
    card.locator("input[type=file]").set_input_files(unmarked_deck)
    expect(card.get_by_text("Folie 2 sieht aus wie")).to_be_visible(timeout=READY_MS)
    expect(page.get_by_role("button", name="Aufgefrischte Präsentation herunterladen")).to_have_count(0)
    card.get_by_role("button", name="Alle aktualisieren").click()
    desktop.settle()
    expect(card.get_by_role("button", name="Alle aktualisieren")).to_have_count(0)
    deck = Presentation(io.BytesIO(download(page, "Aufgefrischte Präsentation herunterladen")[1]))
    plot = next(shape.chart.plots[0] for shape in deck.slides[0].shapes if shape.has_chart)
    # 98 people more came than went, 102,638 lived there.
    assert dict(zip(plot.categories, plot.series[0].values, strict=True))["Elbe-Elster"] == pytest.approx(
        0.95, abs=0.006
    )


def test_a_deck_not_made_here_gives_a_sentence_and_no_download(open_page, tmp_path):
    path = tmp_path / "fremd.pptx"
    Presentation().save(path)
    page = open_page("/praesentation?lang=de")
    page.locator(".st-key-presentation_refresh input[type=file]").set_input_files(path)
    expect(page.get_by_text("Keine Folie dieser Präsentation ist hier entstanden")).to_be_visible()
    expect(page.get_by_role("button", name="Aufgefrischte Präsentation herunterladen")).to_have_count(0)


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
    answer = page.request.get(urljoin(page.url, address))
    name = answer.headers["content-disposition"]
    assert name.startswith("attachment; filename*=UTF-8''bevoelkerung-12062")
    assert name.endswith("-quadrat.png")
    assert answer.body().startswith(b"\x89PNG")


def test_every_figure_can_be_had_as_a_plain_table(open_page):
    page = open_page("/kreisprofil?lang=de&kreis=12062")
    card = page.locator(".st-key-figure_kreis_population")
    card.get_by_text("Tabelle und Download").click()
    address = card.get_by_role("link", name="CSV für Programme").get_attribute("href")
    answer = page.request.get(urljoin(page.url, address))
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''bevoelkerung-12062")
    table = answer.body().decode("utf-8")
    assert "97967" in table
    assert not table.startswith("\ufeff")
    assert ";" not in table.splitlines()[0]


def test_an_address_that_names_no_slide_is_answered_with_a_sentence(desktop: Visit):
    gone = pack_collection(Collection((make_spec("kreis_facts", ags="99999"),)))
    answer = desktop.page.request.get(f"{desktop.base}/export/folie.png?folie={gone}")
    assert answer.status == 400
    assert "„99999“" in answer.text()
    assert desktop.page.request.get(f"{desktop.base}/export/folie.png?folie=kaputt").status == 400
    assert desktop.page.request.get(f"{desktop.base}/export/folie.exe").status == 404
    assert desktop.page.request.get(f"{desktop.base}/export/folie.csv?folie={gone}").status == 400

"""Decks that come back: compared, refreshed, asked about, or refused with a sentence."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.language import get_wording
from tests.analytics.exports.decks import older_atlas, without_tags
from tests.browser.conftest import READY_MS, Visit
from tests.browser.presentation_page import deck_titles, download

FACTS = make_spec("kreis_facts", ags="12062", headline="Elbe-Elster auf einen Blick")


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

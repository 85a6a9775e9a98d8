"""The page of the presentation as tests use it: opened with slides, read, its files fetched."""

import io
from pathlib import Path

from playwright.sync_api import Page, expect
from pptx import Presentation

from analytics.exports.pptx.framing.mark import read_frame_mark
from analytics.exports.pptx.parts.words import plain_headline
from analytics.exports.presentation.collection import Collection, pack_collection


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

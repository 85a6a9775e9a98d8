"""The gate for slides: every kind on every kind of template, in both languages, by XML and as LibreOffice draws it.

`make slides` runs this file alone and leaves a sheet of all slides of each deck in `var/slides`, to be looked at.
"""

import io
import os
from itertools import product
from pathlib import Path

import pytest
from pptx import Presentation

from analytics.exports.pptx.masters.ground import CONTRAST, faint_words
from analytics.exports.pptx.masters.template import open_master
from analytics.exports.pptx.write import write_deck
from analytics.language import LANGUAGES, get_wording
from tests.analytics.exports.gate.geometry import beyond, places, small_words, wordless
from tests.analytics.exports.gate.kinds import FRAMING, deck_of_kinds
from tests.analytics.exports.gate.rendered import MISSING, collisions, contact_sheet, render, words_of
from tests.analytics.exports.gate.templates import TEMPLATES

CASES = list(product(TEMPLATES, LANGUAGES))
# The folder for the sheets; none are written without it.
SHEETS = os.environ.get("SLIDES")


@pytest.fixture(scope="module")
def masters():
    """The bytes of each template; None for our own master."""
    return {name: make() if make else None for name, make in TEMPLATES.items()}


@pytest.fixture(scope="module")
def decks(atlas, draw, masters) -> dict[tuple[str, str], bytes]:
    return {
        (name, lang): write_deck(
            atlas, get_wording(lang), deck_of_kinds(atlas, own=name == "own"), template=masters[name], draw=draw,
            framing=FRAMING,
        )
        for name, lang in CASES
    }  # fmt: skip


def told(case, deck, check) -> list[str]:
    """Findings of a check, each with the number of its slide."""
    return [f"{case} slide {n}: {one}" for n, slide in enumerate(deck.slides, 1) for one in check(slide)]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_words_of_a_slide_are_apart_inside_and_large_enough(decks, masters, case):
    master, deck = open_master(masters[case[0]]), Presentation(io.BytesIO(decks[case]))
    assert told(case, deck, lambda slide: places(slide, master)) == []
    assert told(case, deck, small_words) == []
    assert told(case, deck, wordless) == []
    assert told(case, deck, lambda slide: beyond(slide, master)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_words_stand_out_from_the_ground_of_the_template(masters, name):
    assert faint_words(open_master(masters[name])) == {}, f"below {CONTRAST}"


@pytest.fixture(scope="module")
def pages(decks, tmp_path_factory):
    """Words of each page of each deck, as LibreOffice draws them; all decks at one start of it."""
    if MISSING:
        pytest.skip(f"not installed, so slides are checked by their XML only: {', '.join(MISSING)}")
    folder = tmp_path_factory.mktemp("slides")
    paths = {case: folder / f"{'-'.join(case).replace(':', 'x')}.pptx" for case in decks}
    for case, path in paths.items():
        path.write_bytes(decks[case])
    drawn = dict(zip(paths, render(list(paths.values()), folder), strict=True))
    if SHEETS:
        Path(SHEETS).mkdir(parents=True, exist_ok=True)
        for pdf in drawn.values():
            contact_sheet(pdf, Path(SHEETS) / f"{pdf.stem}.png")
    return {case: words_of(pdf) for case, pdf in drawn.items()}


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_no_words_collide_as_they_are_drawn(decks, pages, case):
    assert len(pages[case]) == len(Presentation(io.BytesIO(decks[case])).slides)
    found = [f"{case} page {n}: {one}" for n, page in enumerate(pages[case], 1) for one in collisions(*page)]
    assert found == []

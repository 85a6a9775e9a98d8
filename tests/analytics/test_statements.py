"""Statements come three and two, and go with the figure onto slide, report and workbook."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, draw_slide_figure, make_spec
from analytics.exports.report import write_report
from analytics.exports.workbook import write_workbook
from analytics.figure.statements import Saying, Statements
from analytics.language import get_wording

STATEMENTS = Statements(
    carried=tuple(Saying(f"Trägt {n}.", f"Einfach {n}.") for n in range(3)),
    not_carried=tuple(Saying(f"Trägt nicht {n}.", f"Einfach nicht {n}.") for n in range(2)),
)


def test_a_box_without_three_and_two_statements_is_refused():
    with pytest.raises(ValueError, match="2 carried and 2 not carried"):
        Statements(STATEMENTS.carried[:2], STATEMENTS.not_carried)


def _draw(atlas, w, spec):
    return replace(draw_slide_figure(atlas, w, spec), statements=STATEMENTS)


COLLECTION = Collection((make_spec("growth"),))


def test_the_speaker_notes_hold_the_statements(atlas):
    deck = Presentation(io.BytesIO(write_deck(atlas, get_wording("de"), COLLECTION, draw=_draw)))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    said = next(text for text in notes if "Trägt 0." in text)
    assert said.index("Was sich sagen lässt") < said.index("Trägt 2.") < said.index("Trägt nicht 1.")


def test_report_and_workbook_hold_the_statements(atlas):
    w = get_wording("de")
    words = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(write_report(atlas, w, COLLECTION, draw=_draw))).pages
    )
    assert "Trägt 1." in words
    assert "Trägt nicht 0." in words
    sheet = load_workbook(io.BytesIO(write_workbook(atlas, w, COLLECTION, draw=_draw))).worksheets[0]
    cells = [cell.value for cell in sheet["A"]]
    assert cells.index("Trägt 2.") < cells.index("Trägt nicht 0.")

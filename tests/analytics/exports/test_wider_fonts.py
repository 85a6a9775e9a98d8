"""Slides shown in a font wider than ours: numbers stay whole, entries of legends stay apart, years do not touch."""

import io
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import ImageFont
from pptx import Presentation

from analytics.exports.drawing.map import lay_out_map
from analytics.exports.drawing.map_columns import LEGEND_WIDTH
from analytics.exports.drawing.marks import Words
from analytics.exports.drawing.scene.legend import legend_entries, legend_rows
from analytics.exports.drawing.text_metrics import line_width
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.language import get_wording
from tests.analytics.exports.gate.templates import four_to_three

GRID, FAN = make_spec("heatmap", area="12062"), make_spec("outlook_fan", area="12", age_group="30-50")
REACH = make_spec("whitespots_map")
WIDE = ImageFont.truetype(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"), 200)


def width(text: str, size: float) -> float:
    return WIDE.getlength(text) * size / 200


@pytest.fixture(scope="module")
def narrow(atlas, w, draw):
    collection = Collection((GRID, FAN))
    return Presentation(io.BytesIO(write_deck(atlas, w, collection, template=four_to_three(), draw=draw))).slides


def test_no_number_of_a_grid_breaks_and_years_without_room_stand_upright(narrow, deck):
    small = next(shape for shape in narrow[0].shapes if shape.has_table).table
    column, size = small.columns[1].width / 12700, 9.0
    assert max(width(cell.text, size) for row in list(small.rows)[1:] for cell in list(row.cells)[1:]) <= column
    assert width("2000", size) > column
    heads = list(small.rows[0].cells)[1:]
    assert {cell._tc.tcPr.get("vert") for cell in heads} == {"vert270"}
    assert [cell.text for cell in heads][:2] == ["2000", "2001"]
    assert width("2000", size) <= small.rows[0].height / 12700
    own = next(shape for slide in Presentation(io.BytesIO(deck)).slides for shape in slide.shapes if shape.has_table)
    assert {cell._tc.tcPr.get("vert") for cell in list(own.table.rows[0].cells)[1:]} == {None}


def test_years_that_are_left_out_leave_the_others_level(narrow):
    axis = next(shape for shape in narrow[1].shapes if shape.has_chart).chart._chartSpace.find(".//{*}catAx")
    assert axis.find("{*}tickLblSkip").get("val") == "2"
    # 1 is a sixty-thousandth of a degree: LibreOffice leaves words out only where the angle is not 0.
    assert axis.find("{*}txPr/{*}bodyPr").get("rot") == "1"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_entries_of_a_legend_end_before_the_sign_of_the_next(atlas, draw, lang):
    chart = draw(atlas, get_wording(lang), FAN).chart
    for row in legend_rows(legend_entries(chart), 600):
        for (place, _, trace), (following, _, _) in pairwise(row):
            # 20 to the words; the line of a sign begins 4 before its place.
            assert place + 20 + width(trace.name, 13) <= following - 4


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_legend_of_a_map_stays_in_its_column(atlas, draw, lang):
    w = get_wording(lang)
    marks = lay_out_map(atlas, draw(atlas, w, REACH), 648, 330, w, size=10.5)
    legend = [
        mark for mark in marks if isinstance(mark, Words) and mark.origin[0] == "legend" and mark.across == "left"
    ]
    assert len(legend) > 8
    assert all(
        mark.x + max(line_width(line, mark.size) for line in mark.lines) * 1.16 <= LEGEND_WIDTH for mark in legend
    )
    # Entries beside each other are as high.
    heights = sorted({mark.top for mark in legend})
    assert min(after - before for before, after in pairwise(heights)) >= 9

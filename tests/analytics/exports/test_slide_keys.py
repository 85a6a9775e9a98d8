"""What a slide needs to be read: the colours of a grid, values before the lines behind them, a subtitle to its end."""

import io

import pytest
from pptx import Presentation

from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from tests.analytics.exports.gate.templates import four_to_three

GRID, RANKING = make_spec("heatmap", area="12062"), make_spec("ranking", year=2018, age_group="insgesamt")


@pytest.fixture(scope="module", params=[None, four_to_three], ids=["own", "4:3"])
def slides(request, atlas, w, draw):
    template = request.param() if request.param else None
    collection = Collection((GRID, RANKING, make_spec("kpis")))
    return Presentation(io.BytesIO(write_deck(atlas, w, collection, template=template, draw=draw))).slides


def shape(slide, name):
    return next(one for one in slide.shapes if one.name.partition(" · ")[0] == name)


def test_a_grid_has_its_colours_and_limits_below_it(atlas, w, draw, slides):
    key, table = shape(slides[0], "Legende"), shape(slides[0], "Tabelle")
    assert key.top >= table.top + table.height
    words = [inner.text_frame.text for inner in key.shapes if inner.text_frame.text]
    assert "0" in words
    assert words[-1] == "je 1.000 Gleichaltrige"
    colours = [str(inner.fill.fore_color.rgb).lower() for inner in key.shapes if not inner.text_frame.text]
    trace = draw(atlas, w, GRID).chart.data[0]
    assert colours == list(dict.fromkeys(colour.lstrip("#").lower() for _, colour in trace.colorscale))


def test_the_line_of_the_land_runs_behind_the_values(slides):
    chart = next(one.chart for one in slides[1].shapes if one.has_chart)
    labels = list(chart._chartSpace.iter("{*}dLbl"))
    assert len(labels) == 20
    assert all(label.find("{*}spPr/{*}solidFill/{*}schemeClr").get("val") == "bg1" for label in labels)


def test_a_long_subtitle_is_written_to_its_end(atlas, w, draw, slides):
    assert shape(slides[2], "Untertitel").text_frame.text == draw(atlas, w, make_spec("kpis")).subtitle

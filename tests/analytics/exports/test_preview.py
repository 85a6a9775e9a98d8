"""Pictures of slides before and after a refresh: what stands in the file, where it stands, in numbers that fit."""

import base64
import io
import re
from dataclasses import replace

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.preview.pair import picture_pair
from analytics.exports.pptx.preview.slide import preview_slide
from analytics.exports.pptx.refresh import refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def blank():
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    return deck


def drawn(deck):
    picture = preview_slide(deck, deck.slides[0], german=True)
    return etree.fromstring(picture.svg), picture.undrawn


def chart_of(deck, kind, values, *, low=None, high=None):
    data = CategoryChartData()
    data.categories = [f"K{place}" for place in range(len(values))]
    data.add_series("Reihe", values)
    frame = deck.slides[0].shapes.add_chart(kind, Pt(100), Pt(50), Pt(400), Pt(200), data)
    if high is not None:
        frame.chart.value_axis.minimum_scale, frame.chart.value_axis.maximum_scale = low, high
    return frame


def boxes(root, colour):
    """Left, top, width and height of the rectangles of a colour."""
    found = [entry for entry in root.iter(f"{SVG}rect") if entry.get("fill") == colour]
    return [tuple(float(entry.get(name)) for name in ("x", "y", "width", "height")) for entry in found]


def test_bars_are_as_long_as_their_values(blank):
    frame = chart_of(blank, XL_CHART_TYPE.BAR_CLUSTERED, (10, -5), low=-10, high=10)
    fill = frame.chart.plots[0].series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0xFF, 0, 0xFF)
    root, undrawn = drawn(blank)
    # 84 of 100 parts of 400 points are the plot, from 148 on; its middle, 316, is zero.
    assert [(round(left, 1), round(width, 1)) for left, _, width, _ in boxes(root, "#FF00FF")] == [
        (316.0, 168.0), (232.0, 84.0),
    ]  # fmt: skip
    assert undrawn == 0


def test_a_line_breaks_where_a_year_has_no_figure(blank):
    chart_of(blank, XL_CHART_TYPE.LINE, (1, 2, None, 4), low=0, high=4)
    root, _ = drawn(blank)
    path = next(entry for entry in root.iter(f"{SVG}path") if entry.get("fill") == "none")
    assert len(re.findall("M", path.get("d"))) == 2
    # The plot is 160 points high, from 62 on: 4 of 4 is its upper edge.
    assert path.get("d").split()[-1] == "62"


def test_a_shape_in_a_scaled_group_stands_where_it_is_seen(blank):
    box = blank.slides[0].shapes.add_textbox(Pt(100), Pt(100), Pt(50), Pt(20))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(0xFF, 0, 0xFF)
    group = blank.slides[0].shapes.add_group_shape([box])
    group.left, group.top, group.width, group.height = Pt(10), Pt(20), Pt(100), Pt(40)
    assert boxes(drawn(blank)[0], "#FF00FF") == [(10, 20, 100, 40)]


def test_a_kind_of_chart_that_is_not_drawn_is_counted(blank):
    chart_of(blank, XL_CHART_TYPE.PIE, (1, 2))
    assert drawn(blank)[1] == 1


def test_words_of_the_person_are_words_and_no_markup(blank):
    blank.slides[0].shapes.add_textbox(0, 0, Pt(300), Pt(30)).text_frame.text = "<script>a & b</script>"
    words = "".join(drawn(blank)[0].itertext())
    assert "<script>a & b</script>" in words


def test_a_slide_is_shown_with_the_figures_of_the_time_and_of_today(atlas, w, draw):
    rows = (atlas.migration["ags"] == "12062") & (atlas.migration["year"] == 2018)
    migration = atlas.migration.copy()
    migration.loc[rows & (migration["age_group"] == "insgesamt"), ["arrivals", "net"]] -= 2000
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, kreis="12062")
    old = write_deck(replace(atlas, migration=migration, version="older0000000"), w, Collection((spec,)), draw=draw)
    deck = Presentation(io.BytesIO(old))
    area = next(s for s in deck.slides[0].shapes if role_of(s.name) == "map").shapes[0]
    area.fill.solid()
    area.fill.fore_color.rgb = RGBColor(0xFF, 0, 0xFF)
    buffer = io.BytesIO()
    deck.save(buffer)
    old = buffer.getvalue()
    pair = picture_pair(old, refresh_deck(atlas, w, old, draw=draw), 1, german=True)
    svgs = [base64.b64decode(picture.address.partition(",")[2]).decode() for picture in pair]
    # 98 more came than left, of 102,638 inhabitants at the end of 2018; 2,000 fewer came when the deck was made.
    assert ["−18,5" in svg for svg in svgs] == [True, False]
    assert ["+1,0" in svg for svg in svgs] == [False, True]
    assert all("#FF00FF" in svg for svg in svgs)
    assert all(picture.alternative.startswith("Mehr Zuzüge als Fortzüge: 2018") for picture in pair)

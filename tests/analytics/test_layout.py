"""What a chart says itself stands, however often its layout is written, and its figure is as high as it."""

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import add_shapes
from analytics.figure.model import Figure
from analytics.language import get_wording


def test_settings_are_added_to_those_the_layout_has():
    chart = go.Figure(layout={"xaxis": {"range": [0, 1], "title": {"text": "years"}}, "yaxis": {"range": [2, 3]}})
    theme.lay_out(chart, xaxis={"title": {"font": {"size": 9}}, "range": [4, 5]}, height=70)
    assert chart.layout.xaxis.to_plotly_json() == {"range": [4, 5], "title": {"text": "years", "font": {"size": 9}}}
    assert chart.layout.yaxis.to_plotly_json() == {"range": [2, 3]}
    assert chart.layout.height == 70


def test_the_shared_layout_leaves_what_a_chart_says_itself():
    chart = go.Figure(layout={"margin": {"l": 99}, "showlegend": True, "xaxis2": {"range": [0, 1]}})
    chart.add_annotation(text="a", x=1, y=2)
    add_shapes(chart, [{"type": "line", "x0": 0}, {"type": "rect", "x0": 1}])
    add_shapes(chart, [{"type": "line", "x0": 2}])
    theme.style(chart, get_wording("de"), height_px=310)
    assert chart.layout.margin.to_plotly_json() == {"l": 99, "r": 16, "t": 16, "b": 8}
    assert (chart.layout.showlegend, chart.layout.height, chart.layout.separators) == (True, 310, ",.")
    assert chart.layout.xaxis.tickfont.size == 13
    assert chart.layout.xaxis2.to_plotly_json() == {"range": [0, 1]}
    assert [note.text for note in chart.layout.annotations] == ["a"]
    assert [(shape.type, shape.x0) for shape in chart.layout.shapes] == [("line", 0), ("rect", 1), ("line", 2)]


def test_a_figure_is_as_high_as_its_chart():
    said = ("key", "headline", "subtitle", "description", pd.DataFrame(), (), ())
    drawn = theme.style(go.Figure(), get_wording("de"), height_px=310)
    assert Figure(*said, chart=drawn).height_px == 310
    assert Figure(*said, chart=go.Figure()).height_px == Figure(*said).height_px == 420

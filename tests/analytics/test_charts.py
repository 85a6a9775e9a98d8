"""The shared charts draw what their table says, in its order, and name it."""

import pandas as pd
import pytest

from analytics.figure.charts.lines import Line, draw_lines, series_style
from analytics.figure.charts.rows import Room, draw_bars, frame_rows, join_marks, stack_bars
from analytics.figure.shapes import bars
from analytics.language import get_wording

EN = get_wording("en")
ROOM = Room(row=30, names=100, right=50, above=10, below=20, extra=44)


@pytest.fixture
def table():
    named = {
        "name": ["first", "second", "third"],
        "words": ["+2", "none", "-1"],
        "colour": ["#111111", "#222222", "#333333"],
    }
    return pd.DataFrame(named | {"value": [2.0, float("nan"), -1.0]})


def test_the_first_row_of_a_table_stands_on_top(table):
    chart = draw_bars(EN, table.assign(bold=[True, False, False]), "value", ROOM, (-2, 3))
    bars = chart.data[0]
    assert (bars.x[0], bars.x[2], list(bars.y)) == (-1, 2, [0, 1, 2])
    assert list(bars.marker.color) == ["#333333", "#222222", "#111111"]
    assert list(bars.hovertext) == ["<b>third</b><br>-1", "<b>second</b><br>none", "<b>first</b><br>+2"]
    assert chart.layout.yaxis.ticktext == ("third", "second", "<b>first</b>")
    assert [(note.text, note.y) for note in chart.layout.annotations] == [("-1", 0), ("none", 1), ("+2", 2)]
    assert chart.layout.margin.to_plotly_json() == {"l": 100, "r": 50, "t": 10, "b": 20}
    assert (chart.layout.height, chart.layout.xaxis.range) == (134, (-2, 3))


def test_words_behind_bars_need_no_hover_and_no_box_where_there_are_none(table):
    chart = draw_bars(EN, table.assign(words=["+2", "", "-1"]), "value", ROOM, (-2, 3), behind=True)
    assert (chart.data[0].hovertext, chart.data[0].hoverinfo) == (None, "skip")
    assert [(note.text, note.x, note.y) for note in chart.layout.annotations] == [("-1", -1, 0), ("+2", 2, 2)]


def test_a_row_without_one_of_two_values_has_no_line_between_them(table):
    chart = draw_bars(EN, table, "value", ROOM, (-2, 3))
    join_marks(chart, [0.0, 0.0, 0.0], table["value"], ["#111111", "#222222", "#333333"], width=2, opacity=0.5)
    drawn = [(line.x0, line.x1, line.y0, line.y1, line.line.color) for line in chart.layout.shapes]
    assert drawn == [(0, 2, 0, 0, "#111111"), (0, -1, 2, 2, "#333333")]


def test_ticks_are_named_only_where_values_do_not_stand_at_the_marks(table):
    chart = draw_bars(EN, table, "value", ROOM, (-2, 3))
    assert chart.layout.xaxis.showticklabels is False
    frame_rows(EN, chart, table["name"], ROOM, (-2, 3), ticks=[(0, "none"), (2, "two")])
    assert (chart.layout.xaxis.tickvals, chart.layout.xaxis.ticktext) == ((0, 2), ("none", "two"))
    assert chart.layout.xaxis.showticklabels is True


def test_a_line_is_named_at_its_last_value_and_one_without_values_is_not():
    gone = float("nan")
    rows = [
        pd.DataFrame({"name": name, "year": [2020, 2021, 2022], "value": values})
        for name, values in (("one", [1.0, gone, gone]), ("two", [gone] * 3), ("three", [-4.0, gone, 2.0]))
    ]
    lines = [Line(part, "value", series_style(number), EN.signed) for number, part in enumerate(rows)]
    chart = draw_lines(EN, lines, plot_px=200, top_px=28, below_px=12)
    assert [(note.text, note.x, note.y) for note in chart.layout.annotations] == [
        ("one +1.0", 2020, 1),
        ("three +2.0", 2022, 2),
    ]
    assert [line.name for line in chart.data] == ["one", "two", "three"]
    assert chart.data[2].hovertext[2] == "<b>three</b> · 2022<br>+2.0"
    assert chart.data[2].connectgaps is False
    assert (chart.layout.xaxis.range[0], chart.layout.yaxis.range) == (2019.5, (-4, 2))
    assert (chart.layout.height, chart.layout.margin.t) == (280, 28)


def test_stacked_parts_are_named_in_their_order_and_a_click_hides_none():
    stacked = [bars([0.25, 0.5], None, name="near"), bars([0.75, 0.5], None, name="far")]
    chart = stack_bars(EN, stacked, ["below", "above"], ROOM, words=["1", "2"])
    assert [part.name for part in chart.data] == ["near", "far"]
    assert (chart.layout.barmode, chart.layout.xaxis.range, chart.layout.height) == ("relative", (0, 1), 104)
    assert (chart.layout.showlegend, chart.layout.legend.traceorder) == (True, "normal")
    assert (chart.layout.legend.itemclick, chart.layout.legend.itemdoubleclick) == (False, False)
    assert [(note.text, note.y) for note in chart.layout.annotations] == [("1", 0), ("2", 1)]

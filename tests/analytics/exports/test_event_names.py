"""Names of events under their strip, where there is room for them, and numbers that lead to them."""

import pytest

from analytics.exports.drawing.marks import Words
from analytics.exports.drawing.scene import lay_out
from analytics.subjects.growth.figures.events import draw_events


@pytest.fixture(scope="module")
def chart(atlas, w):
    return draw_events(atlas, w).chart


def words(scene, kind):
    return [mark for mark in scene.marks if isinstance(mark, Words) and mark.origin[0] == kind]


def test_every_dated_event_is_named_under_the_strip_and_numbered_in_it(atlas, chart, w):
    scene = lay_out(chart, 900, 344, w)
    written = words(scene, "names")
    listed = " ".join(one.text for one in written if len(one.lines) > 1)
    dated = atlas.events.dropna(subset=["date"])
    assert all(title in listed for title in dated["title_de"])
    assert listed.startswith("1 Landtagsbeschluss zu Rückkehrenden 2 Workshop „Zuzug nach Brandenburg“")
    numbers = [one.text for one in written if len(one.lines) == 1]
    # Three meetings of autumn 2017 stand too near for a number each.
    assert numbers[:3] == ["1", "2", "3"]
    assert "7–9" in numbers
    assert numbers[-1] == str(len(dated))
    assert max(one.top + one.height for one in written) <= 344


def test_names_of_rows_stand_beside_them_where_events_have_names(chart, w):
    scene = lay_out(chart, 900, 344, w)
    rows = words(scene, "annotation")
    assert rows[0].text == "Politik (2)"
    assert all(row.left >= 0 and row.x < scene.left for row in rows)


@pytest.mark.parametrize(("width", "height"), [(390, 344), (900, 200)])
def test_a_small_chart_has_no_names(chart, w, width, height):
    assert words(lay_out(chart, width, height, w), "names") == []

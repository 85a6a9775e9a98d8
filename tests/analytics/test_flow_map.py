"""The map of balances: lines by hand-checked figures, one scale for all years, native shapes on a slide."""

import io
import math

import pytest
from pptx import Presentation

from analytics.exports.drawing.map import lay_out_map
from analytics.exports.drawing.marks import Path, Words
from analytics.exports.html.document import kind_of
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.exports.views.maps import draw_flow_map
from analytics.language import get_wording
from analytics.maps.classes import find_skewed_classes
from analytics.rates.rates import TOTAL
from analytics.subjects.origin.flow_map import Flow, compute_flows, compute_kreis_balances

DE = get_wording("de")
ELBE_ELSTER, ODER_SPREE, FRANKFURT, BARNIM = "12062", "12067", "12053", "12060"


@pytest.fixture(scope="module")
def shown(atlas):
    return draw_flow_map(atlas, DE, ags=ELBE_ELSTER, year=2021, age_group=TOTAL)


def test_lines_point_to_where_more_moved_and_thick_ones_come_last(shown):
    ends = [(flow.start, flow.end) for flow in shown.flows]
    assert ends[-2:] == [(FRANKFURT, ELBE_ELSTER), (ODER_SPREE, ELBE_ELSTER)]
    assert (ELBE_ELSTER, BARNIM) in ends
    assert [flow.share for flow in shown.flows] == sorted(flow.share for flow in shown.flows)
    # 749 of 1,273, the largest balance of any year: with Oder-Spree in 2019.
    assert shown.flows[-1] == Flow(ODER_SPREE, ELBE_ELSTER, pytest.approx(749 / 1273), is_gain=True)


def test_the_scale_is_that_of_all_years_and_small_balances_have_no_line(atlas):
    balances = compute_kreis_balances(atlas, ags=ELBE_ELSTER, age_group=TOTAL)
    largest = balances["net"].abs().max()
    shares = {year: max(flow.share for flow in compute_flows(balances, ags=ELBE_ELSTER, year=year)) for year in
              (2018, 2019, 2020, 2021)}  # fmt: skip
    assert max(shares.values()) == 1.0
    for year, share in shares.items():
        assert share == balances.loc[balances["year"] == year, "net"].abs().max() / largest
    assert min(flow.share for flow in compute_flows(balances, ags=ELBE_ELSTER, year=2021)) >= 0.05


def test_what_one_district_shows_as_gain_the_other_shows_as_loss(atlas, shown):
    other = draw_flow_map(atlas, DE, ags=ODER_SPREE, year=2021, age_group=TOTAL)
    texts = {entry["ags"]: entry["t"][0] for entry in other.view["kreise"]}
    assert texts[ELBE_ELSTER] == "−749"
    assert {entry["ags"]: entry["t"][0] for entry in shown.view["kreise"]}[ODER_SPREE] == "+749"


def test_words_say_what_is_not_on_the_map(shown):
    assert shown.figure.headline == (
        "2021: Elbe-Elster gewinnt mit 4 von 20 Partnern auf der Karte (+1.077), verliert mit 16 (−966)"
    )
    # −1,020 within Germany, of these +1,077 − 966 on the map.
    assert shown.figure.notes[0] == "Nicht auf der Karte: −1.131 mit dem übrigen Deutschland."
    assert "Oder-Spree +749" in shown.figure.description
    assert kind_of(shown) == "picture"


def test_every_balance_is_one_closed_shape_as_wide_as_it_is_large_that_points_to_where_more_moved(atlas, shown):
    marks = lay_out_map(atlas, shown, 1000.0, 600.0, DE)
    lines = [mark.points for mark in marks if isinstance(mark, Path) and mark.origin[0] == "flow"]
    fills = [mark.fill for mark in marks if isinstance(mark, Path) and mark.origin[0] == "flow"]
    assert len(lines) == len(shown.flows)
    assert all(line[0] == line[-1] for line in lines)
    widest, *_, thinnest = (line[:-1] for line in lines)
    # Both sides, and between them the head: wing, tip, wing. Behind it the line is as wide as its balance, by the
    # scale of the page on a phone: 0.62 of 1.6 for nobody, of 17 for the 1,273 of 2019.
    neck = (len(widest) - 3) // 2
    assert math.dist(widest[neck - 1], widest[neck + 3]) == pytest.approx(0.62 * (1.6 + 15.4 * 749 / 1273))
    # From Oder-Spree in the north-east to Elbe-Elster, and from there to a district in the north.
    assert widest[neck + 1][1] > widest[0][1] + 50
    assert thinnest[(len(thinnest) - 3) // 2 + 1][1] < thinnest[0][1] - 50
    assert fills[0] != fills[-1]


def test_classes_of_skewed_values_stand_at_a_sixteenth_and_a_quarter_of_the_largest():
    classes = find_skewed_classes([-138.0, 62.0, 1273.0])
    assert classes.limits == (-500.0, -100.0, 0.0, 100.0, 500.0)
    assert [classes.index(value) for value in (-138.0, -1.0, 0.0, 62.0, 749.0)] == [1, 2, 3, 3, 5]


def test_the_district_in_the_middle_and_those_at_the_widest_lines_are_named(atlas):
    oder_spree = draw_flow_map(atlas, DE, ags=ODER_SPREE, year=2021, age_group=TOTAL)
    drawn = lay_out_map(atlas, oder_spree, 1200, 560, DE)
    named = [mark.text for mark in drawn if isinstance(mark, Words) and mark.origin[0] == "name"]
    assert {"Oder-Spree", "Berlin +1.085", "Teltow-Fläming −944", "Elbe-Elster −749", "Frankfurt (Oder) −645"} <= {
        *named
    }


@pytest.mark.parametrize("size", [(1200, 560), (740, 820)])
def test_no_name_lies_on_a_line(atlas, size):
    oder_spree = draw_flow_map(atlas, DE, ags=ODER_SPREE, year=2021, age_group=TOTAL)
    drawn = lay_out_map(atlas, oder_spree, *size, DE)
    lines = [point for mark in drawn if isinstance(mark, Path) and mark.origin[0] == "flow" for point in mark.points]
    names = [mark for mark in drawn if isinstance(mark, Words) and mark.origin[0] == "name"]
    crossed = [
        name.text for name in names for x, y in lines
        if name.left < x < name.left + name.width and name.top < y < name.top + name.height
    ]  # fmt: skip
    assert (len(names) > 10, crossed) == (True, [])


def test_on_a_slide_lines_are_native_shapes_of_one_group(atlas, shown):
    spec = make_spec("origin_map", ags=ELBE_ELSTER, year=2021, age_group=TOTAL)
    slide = Presentation(io.BytesIO(write_deck(atlas, DE, Collection((spec,))))).slides[0]
    group = next(shape for shape in slide.shapes if shape.name == "Linien der Salden")
    assert len(group.shapes) == len(shown.flows)
    assert all(shape._element.tag.endswith("}sp") for shape in group.shapes)
    districts = next(shape for shape in slide.shapes if shape.name == "Kreise")
    assert any(shape.name.startswith(ODER_SPREE) for shape in districts.shapes)

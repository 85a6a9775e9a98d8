"""Lines of balances in pixels: widths, heads, places that keep apart, names beside them."""

import math

import pytest

from analytics.exports.drawing.flow_lines import flow_width, lay_out_lines, rim_places, shape_around, spread
from analytics.exports.drawing.flow_names import NAMED, WantedName, box_around, place_names

ROOM = (0, 0, 400, 300)


def test_the_widest_balance_is_seventeen_pixels_wide_and_half_of_it_halfway_to_the_thinnest():
    assert flow_width(-800, 800) == 17
    assert flow_width(400, 800) == pytest.approx((17 + 1.6) / 2)
    assert flow_width(800, 800, narrow=True) == pytest.approx(17 * 0.62)


def test_places_that_lie_too_close_give_way_by_half_each():
    assert spread([0, 4], [10]) == [-3, 7]
    assert spread([0, 20], [10]) == [0, 20]


def test_a_place_beyond_the_map_stands_on_its_rim_in_its_direction():
    placed = rim_places({"north": (100, -900), "west": (-900, 50)}, 200, 100, 10, 30)
    assert placed["north"] == pytest.approx((100, 10))
    assert placed["west"] == pytest.approx((10, 50))


def test_a_line_ends_with_its_head_where_more_people_moved_to():
    gain, loss = lay_out_lines((0, 0), [("b", -3, (300, 0)), ("a", 9, (0, 300))], abs, 24)
    assert (gain.key, loss.key) == ("a", "b")
    # A gain ends at the ring around the middle, a loss at its partner.
    assert gain.curve[0] == (0, 300)
    assert math.hypot(*gain.curve[-1]) == pytest.approx(24)
    assert loss.curve[-1] == (300, 0)
    # As a document writes it: from one side of its beginning around to the other.
    first, last = loss.shape[0], loss.shape[-1]
    assert loss.outline.startswith(f"M{first[0]:.1f} {first[1]:.1f}L")
    assert loss.outline.endswith(f"L{last[0]:.1f} {last[1]:.1f}Z")


def test_an_outline_is_as_wide_as_its_line_behind_the_head_and_ends_in_its_tip():
    spine = shape_around([(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)], 8)
    assert max(spine) == (100, 0)
    # The head is 6 + 1.15 * 8 long; the line behind it is 8 wide, its beginning 35 % of that.
    neck = 100 - 15.2
    assert [y for x, y in spine if x == pytest.approx(neck)] == pytest.approx([4, 10, -10, -4])
    assert [y for x, y in spine if x == 0] == pytest.approx([1.4, -1.4])


def test_names_keep_off_marks_and_each_other_and_a_small_one_without_room_is_left_out():
    wanted = [WantedName((f"Kreis {number}",), (200, 150)) for number in range(NAMED + 1)]
    wanted.append(WantedName(("Rand",), (200, 150)))
    line = box_around((200, 150), 400, 300)
    placed = place_names(wanted, [box_around((200, 150), 9, 9)], [line], ROOM)
    # Those that must be said may lie on a line; the last one finds no place off it.
    assert [name.lines for name in placed] == [name.lines for name in wanted[:-1]]
    boxes = [(name.x, name.y) for name in placed]
    assert all(abs(x - u) > 30 or abs(y - v) > 14 for i, (x, y) in enumerate(boxes) for u, v in boxes[:i])

"""Outlines of the drawn map: small, with borders in common, where web maps put them."""

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Polygon

from analytics.maps.outlines import compute_gemeinde_outlines, compute_outlines, project, read_position

KREISE = 20


def area_of(path: str) -> MultiPolygon:
    """The area an outline draws: rings of a first point and the steps from each point to the next."""
    rings = []
    for ring in path.split("z")[:-1]:
        first, _, steps = ring.removeprefix("M").partition("l")
        points = np.array([*first.split(), *steps.split()], dtype=float).reshape(-1, 2)
        rings.append(Polygon(points.cumsum(axis=0)))
    return MultiPolygon(rings)


def test_the_lines_of_neighbours_meet_and_are_small(atlas):
    outlines = compute_outlines(atlas)
    assert len(outlines.kreise) == KREISE
    assert sum(map(len, outlines.kreise.values())) < 25_000
    areas = {ags: area_of(path) for ags, path in outlines.kreise.items()}
    # Elbe-Elster and Oberspreewald-Lausitz share a border, Prignitz and Görlitz do not; a pixel is ten steps.
    assert areas["12062"].distance(areas["12066"]) < 10
    assert areas["12062"].intersection(areas["12066"]).area < 0.01 * areas["12062"].area
    assert areas["12070"].distance(areas["14626"]) > 1000
    assert [round(edge) for edge in areas["12062"].bounds] == list(outlines.boxes["12062"])


def test_gemeinden_share_their_borders_and_are_a_small_drawing(atlas):
    outlines = compute_gemeinde_outlines(atlas)
    assert len(outlines) == len(atlas.boundaries["gemeinden_medium"])
    assert sum(map(len, outlines.values())) < 100_000
    # Finsterwalde and its neighbour Sonnewalde; a pixel is ten steps, and lines are written in whole ones.
    own, other = area_of(outlines["12062140"]), area_of(outlines["12062469"])
    assert own.distance(other) < 1
    assert own.intersection(other).area < 0.001 * own.area


def test_a_place_is_projected_as_web_maps_do():
    # Null Island is the middle of the world, which is 256 pixels wide at zoom 0: 16,384 pixels at zoom 7, halved.
    assert project(0, 0) == (163_840, 163_840)
    # At the northern edge of the web map, 85.0511 degrees, y is 0.
    assert project(85.05112878, 0) == (163_840, 0)


@pytest.mark.parametrize(
    ("text", "position"),
    [("9.5_51.63_13.71", (9.5, 51.63, 13.71)), ("9_51_13", (9.0, 51.0, 13.0)), ("", None), ("9.5_x_13", None),
     ("9.5_51.63", None), ("999_51.63_13.71", None)],
)  # fmt: skip
def test_a_position_is_read_or_not(text, position):
    assert read_position(text) == position

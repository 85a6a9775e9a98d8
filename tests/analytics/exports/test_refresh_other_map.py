"""A map made when its view showed another part of the country becomes the one of today, as a whole."""

import io

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor

from analytics.exports.pptx.merging.frames import extent_of
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.refresh import refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from tests.analytics.exports.decks import older_atlas, saved

MAP = {"indicator": "net_per_1000", "age_group": "insgesamt", "year": 2018}
WHOLE, REGION = make_spec("map", **MAP), make_spec("map", scope="lausitz", **MAP)
COTTBUS = "12052"
FORMER_OUTLINE, OUTLINE = "Lausitzer Revier nach InvKG", "Lausitz mit Sachsen nach InvKG"


@pytest.fixture(scope="module")
def refreshed(atlas, w, draw):
    """The map of all districts, remembered as that of the Lausitz, as it was called; Cottbus coloured by the person."""

    def draw_whole(data, wording, _):
        return draw(data, wording, WHOLE)

    deck = Presentation(io.BytesIO(write_deck(older_atlas(atlas), w, Collection((REGION,)), draw=draw_whole)))
    slide = deck.slides[0]
    own = next(area for area in group(slide).shapes if area.name.startswith(COTTBUS))
    own.fill.solid()
    next(shape for shape in slide.shapes if shape.name == OUTLINE).name = FORMER_OUTLINE
    own.fill.fore_color.rgb = RGBColor(0xFF, 0, 0xFF)
    return Presentation(io.BytesIO(refresh_deck(atlas, w, saved(deck), draw=draw))).slides[0]


@pytest.fixture(scope="module")
def fresh(atlas, w, draw):
    return Presentation(io.BytesIO(write_deck(atlas, w, Collection((REGION,)), draw=draw))).slides[0]


def group(slide, role="map"):
    return next(shape for shape in slide.shapes if role_of(shape.name) == role)


def middles(slide):
    """The middle of each district, measured from that of Cottbus in widths of Cottbus."""
    places = {area.name.partition(" ")[0]: extent_of(area) for area in group(slide).shapes}
    left, _, right, bottom = places[COTTBUS]
    return {
        ags: ((a + c - left - right) / (right - left), (b + d - 2 * bottom) / (right - left))
        for ags, (a, b, c, d) in places.items()
    }


def test_the_areas_lie_as_on_the_map_of_today(refreshed, fresh):
    mine, theirs = middles(refreshed), middles(fresh)
    assert mine.keys() == theirs.keys()
    assert all(mine[ags] == pytest.approx(theirs[ags], abs=0.05) for ags in mine)


def test_marks_and_outline_lie_on_the_same_map(refreshed, fresh):
    for slide in (refreshed, fresh):
        left, top, right, bottom = extent_of(group(slide))
        inside = extent_of(group(slide, "members"))
        assert left <= inside[0] < inside[2] <= right + 1
        assert top <= inside[1] < inside[3] <= bottom + 1
    (outline,) = [shape for shape in refreshed.shapes if shape.name in (FORMER_OUTLINE, OUTLINE)]
    today = next(shape for shape in fresh.shapes if shape.name == OUTLINE)
    assert (outline.left, outline.top, outline.width) == (today.left, today.top, today.width)


def test_a_colour_of_the_person_stays(refreshed):
    own = next(area for area in group(refreshed).shapes if area.name.startswith(COTTBUS))
    assert own.fill.fore_color.rgb == RGBColor(0xFF, 0, 0xFF)

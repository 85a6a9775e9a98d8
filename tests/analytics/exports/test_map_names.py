"""The map of a slide: near what it is about, and with the names of the districts it is about."""

import pytest

from analytics.exports.drawing.map import lay_out_map
from analytics.exports.drawing.map_columns import LEGEND_GAP, LEGEND_WIDTH
from analytics.exports.drawing.map_names import extent, is_free
from analytics.exports.drawing.marks import Area, Dot, Path, Words
from analytics.exports.presentation.collection import draw_slide_figure, make_spec
from data.errors import UnknownNameError

WIDTH, HEIGHT = 866.0, 330.0
WORKING_AGE = {"indicator": "net_per_1000", "age_group": "30-50", "year": 2024}
LAUSITZ = {"Bautzen", "Cottbus", "Dahme-Spreewald", "Elbe-Elster", "Görlitz", "Oberspreewald-Lausitz", "Spree-Neiße"}


def marks(atlas, w, **params):
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2024, **params)
    return lay_out_map(atlas, draw_slide_figure(atlas, w, spec), WIDTH, HEIGHT, w)


def names(drawn) -> dict[str, str]:
    """Value by name of every label of a Kreis that has both."""
    labels = [mark.lines for mark in drawn if isinstance(mark, Words) and mark.origin[0] == "name"]
    return {lines[0][0].text: lines[1][0].text for lines in labels if len(lines) == 2}


def test_a_map_of_the_lausitz_names_all_seven_districts_with_their_values(atlas, w):
    told = names(marks(atlas, w, scope="lausitz"))
    assert told.keys() >= LAUSITZ
    # 457 people more came to Elbe-Elster than went; 97,967 lived there.
    assert told["Elbe-Elster"] == "+4,7"


def test_the_chosen_district_is_named_wherever_it_lies(atlas, w):
    for ags, name in (("12062", "Elbe-Elster"), ("12052", "Cottbus"), ("12053", "Frankfurt (Oder)")):
        assert name in names(marks(atlas, w, kreis=ags))


def test_a_name_off_its_district_has_a_line_that_ends_in_it(atlas, w):
    drawn = marks(atlas, w, kreis="12052")
    (line,) = [mark for mark in drawn if isinstance(mark, Path) and mark.origin[0] == "name"]
    (city,) = [mark for mark in drawn if isinstance(mark, Area) and mark.name == "12052 Cottbus"]
    x, y = line.points[-1]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*city.rings[0], strict=True))
    assert left < x < right
    assert top < y < bottom


@pytest.mark.parametrize("scope", ["gesamt", "lausitz", "lausitz_brandenburg"])
def test_no_name_meets_another_and_nothing_leaves_the_room(atlas, w, scope):
    drawn = marks(atlas, w, scope=scope)
    places = [extent(mark) for mark in drawn if isinstance(mark, Words) and mark.origin[0] in ("name", "place")]
    assert all(is_free(place, places[:number]) for number, place in enumerate(places))
    points = [point for mark in drawn if isinstance(mark, Area) for ring in mark.rings for point in ring]
    assert min(x for x, _ in points) >= LEGEND_WIDTH + LEGEND_GAP - 0.01
    assert max(x for x, _ in points) <= WIDTH + 0.01
    assert 0 <= min(y for _, y in points) <= max(y for _, y in points) <= HEIGHT + 0.01


def test_a_section_is_drawn_larger_than_the_whole(atlas, w):
    def width(scope: str) -> float:
        (area,) = [one for one in marks(atlas, w, scope=scope) if isinstance(one, Area) and one.name == "14626 Görlitz"]
        xs = [x for x, _ in area.rings[0]]
        return max(xs) - min(xs)

    assert width("lausitz") > 1.3 * width("gesamt")


def legend_words(drawn):
    return {mark.text for mark in drawn if isinstance(mark, Words) and mark.origin[0] == "legend"}


@pytest.mark.parametrize(("scope", "said"), [("gesamt", set()), ("lausitz", {"blass: außerhalb der Auswahl"})])
def test_areas_in_a_neutral_colour_are_explained(atlas, w, scope, said):
    words = legend_words(marks(atlas, w, scope=scope))
    assert "Berlin: keine Angabe" in words
    assert {word for word in words if word.startswith("blass")} == said


def test_a_map_with_municipalities_keeps_the_borders_of_the_districts_over_the_mesh(atlas, w):
    areas = [mark for mark in marks(atlas, w, kreis="12062", gemeinden=True) if isinstance(mark, Area)]
    groups = [mark.group for mark in areas]
    assert groups.index("lines") > max(place for place, group in enumerate(groups) if group == "gemeinden")
    lines = {mark.name: mark.edge_width for mark in areas if mark.group == "lines"}
    mesh = {mark.edge_width for mark in areas if mark.group == "gemeinden"}
    # 20 districts and Berlin; that of the slide stands out among them.
    assert len(lines) == 21
    assert lines["Elbe-Elster"] == max(lines.values()) > min(lines.values()) > max(mesh)


def test_initiatives_are_numbered_with_their_names_beside_the_map_or_not_shown(atlas, w):
    numbered = marks(atlas, w, members="numbered")
    signs = [mark for mark in numbered if isinstance(mark, Dot) and mark.origin[0] == "member"]
    listed = [mark.text for mark in numbered if isinstance(mark, Words) and mark.origin == ("legend", 3)]
    numbers = [str(number) for number in range(1, len(signs) + 1)]
    assert [word for word in listed if word.isdigit()] == numbers
    assert {mark.text for mark in numbered if isinstance(mark, Words) and mark.origin[0] == "place"} <= set(numbers)
    # 20 initiatives, three of them without a known place; two share a place with another.
    assert len(signs) == 15
    assert listed[listed.index("6") + 1] == "Guben tut gut."
    bottom = max(mark.top + mark.height for mark in numbered if isinstance(mark, Words) and mark.origin[0] == "legend")
    assert bottom <= HEIGHT
    hidden = marks(atlas, w, members="hidden")
    assert not [mark for mark in hidden if mark.origin[0] in ("member", "place")]
    assert not {word for word in legend_words(hidden) if "Initiative" in word}
    only = marks(atlas, w, members="marks")
    assert len([mark for mark in only if mark.origin[0] == "member"]) == 15
    assert not [mark for mark in only if mark.origin[0] == "place"]


def test_a_list_leaves_a_small_map_room_and_where_it_cannot_the_places_stand_for_numbers(atlas, w):
    shown = draw_slide_figure(atlas, w, make_spec("map", **WORKING_AGE, members="numbered"))
    small, half = (lay_out_map(atlas, shown, *size, w, size=10.5) for size in ((648, 300), (423, 265)))
    listed = [mark for mark in small if isinstance(mark, Words) and mark.origin == ("legend", 3)]
    assert [mark.text for mark in listed if mark.text.isdigit()] == [str(number) for number in range(1, 16)]
    xs = [
        x for mark in small if isinstance(mark, Area) and mark.group == "kreise" for ring in mark.rings for x, _ in ring
    ]
    assert max(xs) - min(xs) > 200
    legend = [mark for mark in small if isinstance(mark, Words) and mark.origin[0] == "legend" and mark not in listed]
    assert max(mark.left + mark.width for mark in legend) < min(xs) < max(xs) < min(mark.left for mark in listed)
    assert max(mark.top + mark.height for mark in [*legend, *listed]) <= 300
    assert not [mark for mark in half if mark.origin == ("legend", 3)]
    places = [mark.text for mark in half if isinstance(mark, Words) and mark.origin[0] == "place"]
    assert "Templin" in places
    assert not any(place.isdigit() for place in places)


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        # In 2024 only Potsdam lost people of this age, as the headline says.
        ("told", {"Potsdam", "Elbe-Elster"}),
        ("outlined", {"Elbe-Elster"}),
        ("none", set()),
    ],
)
def test_names_are_those_that_were_chosen(atlas, w, labels, named):
    spec = make_spec("map", **WORKING_AGE, outlined=["12062"], labels=labels)
    drawn = lay_out_map(atlas, draw_slide_figure(atlas, w, spec), WIDTH, HEIGHT, w)
    assert names(drawn).keys() == named
    assert len([mark for mark in drawn if isinstance(mark, Words) and mark.origin[0] == "name"]) == len(named)


def test_all_districts_are_named_with_their_values_where_that_is_chosen(atlas, w):
    drawn = marks(atlas, w, labels="all", members="hidden")
    assert len(names(drawn)) == 20
    places = [extent(mark) for mark in drawn if isinstance(mark, Words) and mark.origin[0] == "name"]
    assert all(is_free(place, places[:number]) for number, place in enumerate(places))


def test_highlighted_districts_have_a_dark_edge_over_their_neighbours_and_a_word_in_the_legend(atlas, w):
    drawn = marks(atlas, w, outlined=["12062", "12071"])
    areas = [mark for mark in drawn if isinstance(mark, Area) and mark.group == "kreise"]
    assert {mark.name for mark in areas[-2:]} == {"12062 Elbe-Elster", "12071 Spree-Neiße"}
    assert min(mark.edge_width for mark in areas[-2:]) > max(mark.edge_width for mark in areas[:-2])
    assert "hervorgehoben" in legend_words(drawn)
    assert "hervorgehoben" not in legend_words(marks(atlas, w))


def test_a_map_is_zoomed_on_what_was_chosen(atlas, w):
    def width(**params) -> float:
        (area,) = [
            one for one in marks(atlas, w, **params) if isinstance(one, Area) and one.name == "12062 Elbe-Elster"
        ]
        xs = [x for x, _ in area.rings[0]]
        return max(xs) - min(xs)

    land, lausitz = width(), width(zoom="lausitz")
    assert width(outlined=["12062"], zoom="outlined") > 1.3 * lausitz > 1.3 * 1.3 * land
    assert width(scope="lausitz", zoom="whole") == pytest.approx(land)
    # Without a highlighted district there is nothing to go near to.
    assert width(zoom="outlined") == pytest.approx(land)


def test_an_unknown_district_or_choice_is_refused(atlas, w):
    for wrong in ({"outlined": ["99999"]}, {"labels": "some"}, {"zoom": "moon"}):
        with pytest.raises(UnknownNameError):
            marks(atlas, w, **wrong)

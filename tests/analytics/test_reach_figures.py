"""Figures of the white spots: the finding, the words and the numbers that stand in them, in both languages."""

import io
import json

import numpy as np
import pytest
from pptx import Presentation

from analytics.exports.drawing.map import lay_out_map
from analytics.exports.drawing.marks import Area, Path
from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.refresh import compare_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, draw_slide_figure, make_spec
from analytics.exports.views import VIEWS, MapView
from analytics.figure import theme
from analytics.language import get_wording
from analytics.maps.layers import write_layers
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.map import (
    compute_reach_view,
    find_candidates,
    is_on_map,
    map_description,
    reach_map_facts,
)
from analytics.subjects.reach.figures.need import draw_need
from analytics.subjects.reach.figures.places import draw_next_places
from analytics.subjects.reach.figures.shares import draw_reach_kpis, draw_reach_shares, draw_unreached, reach_headline
from analytics.subjects.reach.figures.statements import reach_statements
from analytics.subjects.reach.figures.text import read_points, read_weights, write_point, write_weights
from analytics.subjects.reach.figures.years import draw_reach_by_year, draw_register_bound
from data.errors import SelectionError, UnknownNameError

LANGUAGES = ("de", "en")
LUDWIGSFELDE = "52.3036,13.2540"
VIEW_NAMES = sorted(name for name in VIEWS if name.startswith("whitespots"))


@pytest.fixture(params=LANGUAGES)
def w(request):
    return get_wording(request.param)


def test_every_figure_of_the_page_can_be_collected():
    assert VIEW_NAMES == [
        "whitespots_bound",
        "whitespots_kpis",
        "whitespots_map",
        "whitespots_need",
        "whitespots_places",
        "whitespots_shares",
        "whitespots_unreached",
        "whitespots_years",
    ]


@pytest.mark.parametrize("name", VIEW_NAMES)
def test_every_view_has_finding_alternative_sources_and_columns(atlas, w, name):
    drawn = draw_slide_figure(atlas, w, make_spec(name))
    figure = drawn.figure if isinstance(drawn, MapView) else drawn
    assert figure.headline
    assert figure.subtitle
    assert len(figure.description) > 40
    assert set(figure.source_ids) <= set(atlas.sources["source_id"])
    assert {column.name for column in figure.columns} <= set(figure.table.columns)


@pytest.mark.parametrize("scope", ws.SCOPES)
def test_the_headline_says_the_share_of_the_measure(atlas, w, scope):
    for limit in ws.LIMITS_KM:
        share = ws.compute_reach(atlas, scope=scope).set_index("limit_km").loc[limit, "people_share"]
        assert w.percent(share) in reach_headline(atlas, w, scope=scope, limit_km=limit)


def test_the_classes_of_a_row_add_up_to_everybody(atlas, w):
    table = draw_reach_shares(atlas, w, neu=(LUDWIGSFELDE,)).table
    assert table["row"].nunique() == 3
    for _, rows in table.groupby("row"):
        assert rows["people_share"].sum() == pytest.approx(1)
        assert rows["gemeinden"].sum() == 413


def test_a_new_initiative_changes_headline_bars_and_table_alike(atlas, w):
    extra = read_points((LUDWIGSFELDE,))
    reach = ws.compute_reach(atlas, scope="brandenburg", extra=extra).set_index("limit_km")
    figure = draw_reach_shares(atlas, w, limit_km=30, neu=(LUDWIGSFELDE,))
    assert w.percent(reach.loc[30, "people_share"]) in figure.headline
    with_new = figure.table[figure.table["row"] == figure.table["row"].iloc[-1]]
    assert with_new["people"].iloc[:2].sum() == reach.loc[30, "people"]
    left = draw_unreached(atlas, w, limit_km=30, neu=(LUDWIGSFELDE,)).table
    assert left["population"].sum() == reach.loc[30, "people_all"] - reach.loc[30, "people"]
    assert (left["distance_km"] > 30).all()


def test_the_key_figures_name_the_kreise_and_the_members_without_a_place(atlas, w):
    cards = draw_reach_kpis(atlas, w).table
    without = ws.kreise_without(atlas)
    names = without[without["land_ags"] == "12"]["name"]
    assert cards["value"].iloc[3].startswith(str(len(names)))
    assert all(name in cards["detail"].iloc[3] for name in names)
    assert cards["value"].iloc[4] == str(len(ws.unplaced(atlas)))


def test_reach_by_year_lies_between_its_bounds(atlas, w):
    table = draw_reach_by_year(atlas, w).table
    assert (table["people_share_low"] <= table["people_share"]).all()
    assert (table["people_share"] <= table["people_share_high"]).all()


def test_the_bound_is_drawn_as_estimate_not_as_fact(atlas, w):
    chart = draw_register_bound(atlas, w).chart
    known, *possible = chart.data
    assert known.marker.pattern.shape is None
    assert all(trace.marker.pattern.shape == "/" for trace in possible)


def test_the_solvers_answers_are_those_of_the_chart_and_of_the_map(atlas, w):
    table = draw_next_places(atlas, w).table
    candidates = find_candidates(atlas, w, scope="brandenburg", limit_km=30, goal=ws.POPULATION)
    # Two sets of three places reach equally many.
    assert table.loc[table["best"], "count"].tolist() == [1, 2, 3, 3]
    best = [one["people"] for entry in candidates for one in entry["sets"] if one["best"]]
    assert best == table.loc[table["best"], "people_new"].tolist()
    for entry in candidates:
        extra = read_points(tuple(entry["sets"][0]["points"]))
        gain = ws.compute_gain(atlas, scope="brandenburg", extra=extra).set_index("limit_km")
        assert gain.loc[30, "people_new"] == entry["sets"][0]["people"]


def test_places_that_are_equally_good_are_named_together_each_with_its_district(atlas, w):
    figure = draw_next_places(atlas, w, scope="lausitz_brandenburg", limit_km=30)
    first = figure.table[figure.table["count"] == 1]
    # Three neighbours within 30 km of the same Gemeinden; the fourth best would stand below them.
    assert first["people_new"].tolist() == [134369] * 3
    assert first["best"].tolist() == [True] * 3
    last = {
        "de": " oder Schwerin (Dahme-Spreewald) die meisten: jeweils 134.369",
        "en": " or Schwerin (Dahme-Spreewald): 134,369",
    }
    assert f"in Groß Köris, Teupitz{last[w.lang]}" in figure.headline
    candidates = find_candidates(atlas, w, scope="lausitz_brandenburg", limit_km=30, goal=ws.POPULATION)
    assert [one["best"] for one in candidates[0]["sets"]] == [True] * 3
    assert {"de": "eine so gut wie die andere", "en": "one as good as the other"}[w.lang] in candidates[0]["note"]


def test_need_weighted_places_are_another_question(atlas, w):
    figure = draw_next_places(atlas, w, goal=ws.NEED, weights=("share_65:3",))
    assert figure.subtitle != draw_next_places(atlas, w).subtitle


def test_the_ranking_of_need_shows_the_range_of_each_rank(atlas, w):
    figure = draw_need(atlas, w)
    lines = [trace for trace in figure.chart.data if trace.mode == "lines"]
    assert len(lines) == 20
    first = figure.table.iloc[0]
    assert list(lines[-1].x) == [first["rank_low"], first["rank_high"]]
    moved = draw_need(atlas, w, weights=("net_18_25:0", "net_30_50:3"))
    assert moved.table["ags"].tolist() != figure.table["ags"].tolist()
    assert "×3" in moved.subtitle


def test_weights_and_points_survive_the_address():
    assert write_weights({"net_18_25": 1, "share_65": 3}) == ("share_65:3",)
    assert dict(read_weights(("share_65:3",)))["share_65"] == 3.0
    assert read_points((write_point(52.30361, 13.254),)) == ((52.3036, 13.254),)


@pytest.mark.parametrize("bad", ["52.3", "a,b", "52,13", "52.3036, 13.2", "99.1,13.1"])
def test_a_point_that_is_none_is_refused(atlas, w, bad):
    with pytest.raises(UnknownNameError):
        draw_reach_shares(atlas, w, neu=(bad,))
    assert not is_on_map(atlas, bad)


@pytest.mark.parametrize("bad", ["share_65", "share_65:9", "height:1"])
def test_a_weight_that_is_none_is_refused(atlas, w, bad):
    with pytest.raises(UnknownNameError):
        draw_need(atlas, w, weights=(bad,))


def test_an_index_without_any_weight_is_refused(atlas, w):
    with pytest.raises(SelectionError):
        draw_need(atlas, w, weights=tuple(f"{part.code}:0" for part in ws.NEED_PARTS))


def test_too_many_new_initiatives_are_refused(atlas, w):
    with pytest.raises(SelectionError):
        draw_reach_shares(atlas, w, neu=(LUDWIGSFELDE,) * (ws.MAX_EXTRA + 1))


def test_the_statements_carry_the_figures_of_the_measures(atlas, w):
    said = reach_statements(atlas, w, scope="brandenburg", limit_km=30)
    reach = ws.compute_reach(atlas, scope="brandenburg").set_index("limit_km").loc[30]
    best = ws.solve_covering(atlas, limit_km=30, count=1, scope="brandenburg").best
    bound = ws.compute_register_bound(atlas, limit_km=30, scope="brandenburg")
    assert w.percent(reach["people_share"]) in said.carried[0].text
    assert w.number(reach["people_all"] - reach["people"]) in said.carried[0].plain
    assert w.number(best.people_new) in said.carried[2].text
    assert best.places[0].name in said.carried[2].plain
    assert w.percent(bound.share_highest) in said.not_carried[0].text
    assert draw_reach_shares(atlas, w).statements == said


def test_the_facts_of_the_map_hold_every_gemeinde_and_every_running_seat(atlas):
    facts = reach_map_facts(atlas)
    json.loads(write_layers(facts))
    table = ws.distances(atlas)
    assert facts["places"]["ags"] == table["ags"].tolist()
    assert {len(column) for column in facts["places"].values()} == {523}
    assert sum(len(item["names"]) for item in facts["initiatives"]) == int(ws.list_locations(atlas)[ws.KNOWN].sum())
    assert facts["radius_km"] == ws.EARTH_RADIUS_KM


def test_the_text_alternative_names_shares_white_kreise_and_gaps(atlas, w):
    said = map_description(atlas, w, scope="brandenburg", neu=(LUDWIGSFELDE,))
    shares = ws.compute_reach(atlas, scope="brandenburg", extra=read_points((LUDWIGSFELDE,)))["people_share"]
    assert all(w.percent(share) in said for share in shares)
    assert "Teltow-Fläming" in said
    assert compute_reach_view(atlas, w, scope="brandenburg", limit_km=30)["description"] != said


def test_the_slide_draws_every_gemeinde_the_white_kreise_and_the_circles(atlas, w):
    shown = draw_slide_figure(atlas, w, make_spec("whitespots_map", neu=(LUDWIGSFELDE,)))
    marks = lay_out_map(atlas, shown, 900, 450, w)
    areas = [mark for mark in marks if isinstance(mark, Area) and mark.group == "kreise"]
    assert len(areas) == 523
    fills = {mark.name[:8]: mark.fill for mark in areas}
    classes = {entry["ags"]: entry["c"][0] for entry in shown.view["kreise"]}
    colours = shown.view["legend"]["colours"]
    assert all(fills[ags] == colours[at] for ags, at in classes.items())
    dark = [mark for mark in marks if isinstance(mark, Area) and mark.group == "lines" and mark.edge_width > 1]
    assert len(dark) == len(shown.outlined) == 8
    rings = [mark for mark in marks if isinstance(mark, Path) and mark.origin[0] == "added"]
    assert len(rings) == len(ws.LIMITS_KM)
    radii = [np.ptp([x for x, _ in ring.points]) / 2 for ring in rings]
    assert radii[1] / radii[0] == pytest.approx(2, rel=1e-6)


def test_the_slide_of_the_map_is_recognised_and_refreshed_by_its_gemeinden(atlas):
    w = get_wording("de")
    deck = write_deck(atlas, w, Collection((make_spec("whitespots_map", neu=(LUDWIGSFELDE,)),)))
    slots = read_slots(Presentation(io.BytesIO(deck)).slides[0])
    assert sum(slot.startswith("fill|") for slot in slots) == 523
    assert [change.status for change in compare_deck(atlas, w, deck)] == ["same"]


def test_a_place_that_is_served_already_reaches_nobody_new(atlas):
    """Senftenberg holds an initiative: a second one there changes nothing; "46 % instead of 46 %" would say nothing."""
    seat = atlas.members.set_index("member_id").loc["wirtschaftsregion-westlausitz"]
    there = (write_point(seat["lat"], seat["lon"]),)
    said = reach_headline(atlas, get_wording("de"), scope=ws.LAND, limit_km=30, neu=there)
    assert said == "Eine weitere Initiative dort erreicht im Umkreis von 30 km niemanden neu: Dort ist schon eine"
    assert "%" in reach_headline(atlas, get_wording("de"), scope=ws.LAND, limit_km=30, neu=(LUDWIGSFELDE,))


def test_pale_bars_have_an_edge_that_marks_need_and_bars_of_no_length_none(atlas):
    chart = draw_next_places(atlas, get_wording("de")).chart
    marker, people = chart.data[0].marker, chart.data[0].x
    assert min(theme.contrast(colour, theme.CARD) for colour in marker.color) < 3
    assert theme.contrast(marker.line.color, theme.CARD) >= 3
    assert [width > 0 for width in marker.line.width] == [count > 0 for count in people]

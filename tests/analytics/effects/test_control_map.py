"""The map of the Kreise compared with: which sign each carries, the reasons of the others, and its places."""

import pytest

from analytics.exports.drawing.marks import Area, Dot, Words
from analytics.exports.drawing.scene import lay_out
from analytics.language import LANGUAGES, get_wording
from analytics.subjects.effects.figures.controls.map import draw_effect_left_out, draw_effect_map
from analytics.subjects.effects.figures.robust import draw_effect_one_out
from analytics.subjects.effects.measures import CONTROL_SETS, EAST, estimate
from analytics.subjects.effects.measures.marks import mark_kreise

TOTAL = {"ags": "all", "age_group": "insgesamt"}
# Compared with in a trial of its own (the four columns add up to 75); the placebo is either compared with or not.
COMPARED = {
    "brandenburg": 10, "east": 37, "east_with_initiatives": 39, "east_with_reception": 42, "east_landkreise": 36,
    "east_from_2004": 49, "east_all": 56,
}  # fmt: skip


def drawn(atlas, controls, draw=draw_effect_map, lang="de"):
    return draw(atlas, get_wording(lang), **TOTAL, controls=controls)


@pytest.mark.parametrize("controls", CONTROL_SETS)
def test_the_map_counts_those_compared_with_and_the_list_the_others(atlas, controls):
    figure = drawn(atlas, controls)
    assert figure.headline == f"{COMPARED[controls]} von 75 Kreisen Ostdeutschlands dienen dem Vergleich"
    assert figure.table["used"].sum() == COMPARED[controls]
    left_out = drawn(atlas, controls, draw_effect_left_out)
    # Four are under study.
    assert left_out.table["n"].sum() == 75 - 4 - COMPARED[controls]
    assert figure.table["ags"].nunique() == len(figure.table) == 75


def test_each_kreis_carries_one_of_four_signs(atlas):
    marks = mark_kreise(atlas, estimate(atlas, controls=EAST)).set_index("ags")
    assert marks["mark"].value_counts().to_dict() == {"compared": 35, "unused": 32, "studied": 4, "land_check": 4}
    assert set(marks.index[marks["mark"] == "studied"]) == {"12062", "12070", "12071", "12073"}
    assert set(marks.index[marks["mark"] == "land_check"]) == {"12051", "12053", "12066", "12068"}
    # Two of the placebo are compared with as well, of the other two nobody knows the start.
    assert marks.loc[["12051", "12066"], "used"].tolist() == [True, False]


def test_where_one_kreis_is_under_study_the_other_starts_are_left_out(atlas):
    marks = mark_kreise(atlas, estimate(atlas, ags="12073", controls=EAST)).set_index("ags")
    assert marks.loc["12073", "mark"] == "studied"
    assert marks.loc["12062", ["mark", "reason"]].tolist() == ["unused", "other_start"]


def test_the_list_gives_the_reason_of_each_kreis(atlas):
    table = drawn(atlas, EAST, draw_effect_left_out).table.set_index("why")
    assert table.loc["weggelassen: grenzt an Berlin", "n"] == 5
    assert "Bautzen" in table.loc[table["names"].str.contains("Hildburghausen"), "names"].iloc[0]
    # The town and the rural district of one name are told apart.
    assert "Leipzig und" not in table["names"].str.cat(sep=" ")
    names = drawn(atlas, "brandenburg").table.set_index("ags")["name"]
    assert (names["14713"], names["14729"]) == ("Leipzig", "Leipzig (Landkreis)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_alternative_names_every_reason(atlas, lang):
    figure = drawn(atlas, EAST, lang=lang)
    unused = figure.table[figure.table["mark"] == "unused"]
    for why in unused["why"].unique():
        assert why[1:] in figure.description
    assert all(name in figure.description for name in unused["name"])


def test_the_picture_keeps_the_proportions_of_the_country_and_names_the_reasons_beside_it(atlas):
    figure = drawn(atlas, EAST)
    scene = lay_out(figure.chart, 1100, 500, get_wording("de"))
    across = abs(scene.x.at(1.0) - scene.x.at(0.0))
    assert across == pytest.approx(abs(scene.ys["y"].at(1.0) - scene.ys["y"].at(0.0)))
    assert sum(isinstance(mark, Area) for mark in scene.marks) == 3
    # One sign for each Kreis, and four in the legend.
    assert sum(isinstance(mark, Dot) for mark in scene.marks) == 75 + 4
    beside = [mark for mark in scene.marks if isinstance(mark, Words) and mark.origin[0] == "beside"]
    assert any("grenzt an Berlin" in mark.text for mark in beside)
    assert min(mark.left for mark in beside) > scene.right
    # A flat slide takes smaller words: none lies over its foot.
    for height in (500, 300):
        flat = lay_out(figure.chart, 900, height, get_wording("de"))
        ends = [mark.top + mark.height for mark in flat.marks if mark.origin[0] == "beside"]
        assert ends
        assert max(ends) <= height
    narrow = lay_out(figure.chart, 350, 600, get_wording("de"))
    assert not [mark for mark in narrow.marks if mark.origin[0] == "beside"]


def test_a_long_list_of_single_kreise_is_drawn_in_part_and_told_whole(atlas):
    figure = drawn(atlas, EAST, draw_effect_one_out)
    assert len(figure.table) == 1 + 4 + 37
    assert len(figure.chart.layout.yaxis.ticktext or figure.chart.data[-1].y) == 20
    assert "19 Kreise" in " ".join(figure.notes)

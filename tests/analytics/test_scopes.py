"""The areas a view can be cut to: counted by hand from the list of Kreise and the law on the coal regions."""

import pandas as pd
import pytest

from analytics.exports.presentation.collection import draw_slide_figure, make_spec
from analytics.exports.queries.areas import find_area
from analytics.exports.views import draw_map_view
from analytics.language import get_wording
from analytics.maps.values import compute_map_values
from analytics.rates.naming import area_name
from analytics.rates.rates import TOTAL
from analytics.rates.scopes import SCOPES, current_code, is_inside, scope_ags
from analytics.rates.series import GROUPS
from analytics.subjects.migration.change import draw_change
from analytics.subjects.migration.ranking import draw_ranking
from analytics.subjects.migration.turnaround import draw_turnaround
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.text import people_where, reach_scope_names
from data.errors import UnknownNameError

# Cottbus, Dahme-Spreewald, Elbe-Elster, Oberspreewald-Lausitz, Spree-Neiße; then Bautzen and Görlitz.
IN_BRANDENBURG = ["12052", "12061", "12062", "12066", "12071"]
LAUSITZ = [*IN_BRANDENBURG, "14625", "14626"]


@pytest.mark.parametrize(
    ("scope", "count", "some"),
    [("gesamt", 20, ["12054", "14625"]), ("brandenburg", 18, ["12054"]), ("lausitz", 7, LAUSITZ),
     ("lausitz_brandenburg", 5, IN_BRANDENBURG)],
)  # fmt: skip
def test_the_map_compares_the_districts_of_its_scope(atlas, scope, count, some):
    inside = scope_ags(atlas, scope)
    assert (len(inside), set(some) <= set(inside)) == (count, True)
    values = compute_map_values(atlas, indicator="net_per_1000", age_group="18-25", scope=scope)
    assert set(values.loc[values["in_scope"], "ags"]) == set(inside)
    assert values["n"].max() == count


def test_the_map_of_the_lausitz_in_brandenburg_says_so_and_ranks_no_saxon_district(atlas):
    shown = draw_map_view(
        atlas, get_wording("de"), indicator="net_per_1000", age_group="18-25", scope="lausitz_brandenburg", year=2024
    )
    assert sorted(shown.figure.table["ags"]) == IN_BRANDENBURG
    assert "Brandenburger Lausitz" in shown.figure.subtitle


def test_the_rankings_are_cut_to_the_scope_and_say_so(atlas):
    w = get_wording("de")
    ranking = draw_ranking(atlas, w, year=2024, age_group=TOTAL, scope="lausitz")
    # Cottbus and Elbe-Elster: ranks 3 and 16 of all 20, here of seven.
    ranks = dict(zip(ranking.table["ags"], ranking.table["rank"], strict=True))
    assert (sorted(ranks), ranks["12052"], ranks["12062"]) == (sorted(LAUSITZ), 1, 4)
    assert ranking.subtitle.endswith("2024, Lausitz mit Sachsen")
    assert not any("Oder-Spree" in note for note in ranking.notes)
    change = draw_change(atlas, w, year_from=2014, year=2024, age_group=TOTAL, scope="lausitz_brandenburg")
    assert list(change.table["ags"]) == ["12052", "12062", "12066", "12071", "12061"]
    assert len(draw_turnaround(atlas, w, age_group=TOTAL, scope="brandenburg").table) == 18
    with pytest.raises(UnknownNameError):
        draw_ranking(atlas, w, year=2024, age_group=TOTAL, scope="nowhere")


def test_the_people_of_the_three_scopes_of_reach_fit_each_other(atlas):
    people = {scope: int(ws.compute_reach(atlas, scope=scope)["people_all"].iloc[0]) for scope in ws.SCOPES}
    towns = ws.gemeinde_points(atlas)
    saxon = towns[towns["in_lausitz"] & (towns["land_ags"] == "14")]
    assert people["lausitz"] - people["lausitz_brandenburg"] == saxon["population"].sum()
    assert people["lausitz_brandenburg"] < people["brandenburg"]
    assert list(reach_scope_names(get_wording("de")).values()) == [
        "Land Brandenburg", "Lausitz mit Sachsen", "Brandenburger Lausitz",
    ]  # fmt: skip
    assert people_where(get_wording("de"), "lausitz_brandenburg") == "Menschen in der Brandenburger Lausitz"


@pytest.mark.parametrize(
    ("asked", "area"),
    [
        ("Lausitz mit Sachsen", "lausitz"), ("Lausitzer Revier", "lausitz"), ("lausitz", "lausitz"),
        ("Brandenburger Lausitz", "lausitz_brandenburg"), ("lausitz_brandenburg", "lausitz_brandenburg"),
        ("Lausitz, Brandenburger Teil", "lausitz_brandenburg"), ("lausitz_land", "lausitz_brandenburg"),
    ],
)  # fmt: skip
def test_a_series_is_asked_for_by_the_words_of_the_scopes_and_by_the_former_ones(atlas, asked, area):
    assert find_area(atlas, get_wording("de"), asked, sums=True) == area
    assert area_name(atlas, get_wording("de"), area) in ("Lausitz mit Sachsen", "Brandenburger Lausitz")


def test_a_scope_is_one_rule_for_all_areas():
    areas = pd.DataFrame({"land_ags": ["12", "12", "14"], "in_lausitz": [True, False, True]})
    assert {scope: is_inside(areas, scope).tolist() for scope in SCOPES} == {
        "gesamt": [True, True, True],
        "brandenburg": [True, True, False],
        "lausitz": [True, False, True],
        "lausitz_brandenburg": [True, False, False],
    }


@pytest.mark.parametrize(
    ("former", "valid", "now"),
    [
        ("land", SCOPES, "gesamt"), ("land", ws.SCOPES, "brandenburg"), ("lausitz_land", GROUPS, "lausitz_brandenburg"),
        ("lausitz", SCOPES, "lausitz"), ("umland", SCOPES, "umland"),
    ],
)  # fmt: skip
def test_former_codes_of_scopes_are_still_understood(former, valid, now):
    assert current_code(former, valid) == now


def test_slides_and_addresses_with_former_codes_show_what_they_showed():
    ranking = make_spec("ranking", year=2024, age_group=TOTAL, scope="land")
    assert dict(ranking.params)["scope"] == "gesamt"
    assert dict(make_spec("whitespots_map", scope="land").params)["scope"] == "brandenburg"
    series = make_spec("series", kreise=("12062",), age_group=TOTAL, group="lausitz_land")
    assert dict(series.params)["group"] == "lausitz_brandenburg"


def test_the_ages_of_a_comparison_group_can_be_collected_as_the_page_shows_them(atlas):
    spec = make_spec("heatmap", area="lausitz_land")
    assert "Brandenburger Lausitz" in draw_slide_figure(atlas, get_wording("de"), spec).headline

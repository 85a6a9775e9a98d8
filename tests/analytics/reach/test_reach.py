"""People and Gemeinden within a limit: by hand on three Gemeinden, and what must hold for every choice."""

import math

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.measures.presence import ENDED_ONLY, INFERRED_ONLY, WITH_INITIATIVE
from data.errors import UnknownNameError

points = st.tuples(st.floats(50.5, 53.6), st.floats(11.3, 15.1))
several = st.lists(points, min_size=1, max_size=3).map(tuple)
slow_fixture = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def three(small_atlas):
    """Three Gemeinden north of one initiative, on its meridian.

    One degree along a meridian is 111.1951 km, so 0.1° = 11.120 km, 0.2° = 22.239 km, 0.4° = 44.478 km:
    within 15 km the first (1,000 of 10,000 people, 1 of 3), within 30 km two (4,000), within 45 km all.
    """
    return small_atlas(
        [(52.1, 13.0, 1_000, "12062"), (52.2, 13.0, 3_000, "12062"), (52.4, 13.0, 6_000, "12063")], [(52.0, 13.0)]
    )


def test_three_gemeinden_by_hand(three):
    assert ws.distances(three)["distance_km"].tolist() == pytest.approx([11.1195, 22.2390, 44.4780], abs=1e-4)
    reach = ws.compute_reach(three, scope="brandenburg")
    assert reach["limit_km"].tolist() == [15, 30, 45]
    assert reach["people"].tolist() == [1_000, 4_000, 10_000]
    assert reach["people_share"].tolist() == [0.1, 0.4, 1.0]
    assert reach["gemeinden"].tolist() == [1, 2, 3]
    assert reach["gemeinden_share"].tolist() == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert set(reach["people_all"]) == {10_000}
    assert ws.median_distance_km(ws.distances(three), "brandenburg") == pytest.approx(44.478, abs=1e-3)


def test_the_lausitz_counts_its_kreise_of_both_laender_only(small_atlas):
    atlas = small_atlas(
        [(51.6, 13.7, 1_000, "12062"), (51.2, 15.0, 2_000, "14626"), (52.6, 12.3, 4_000, "12063")], [(51.6, 13.7)]
    )
    assert ws.compute_reach(atlas, scope="brandenburg")["people_all"].tolist() == [5_000] * 3
    lausitz = ws.compute_reach(atlas, scope="lausitz")
    assert lausitz["people_all"].tolist() == [3_000] * 3
    assert lausitz["people"].tolist() == [1_000] * 3


def test_a_gemeinde_without_population_counts_among_the_gemeinden_only(small_atlas):
    atlas = small_atlas([(52.1, 13.0, 1_000, "12062"), (52.1, 13.1, pd.NA, "12062")], [(52.0, 13.0)])
    reach = ws.compute_reach(atlas, scope="brandenburg")
    assert reach["people_share"].iloc[0] == 1.0
    assert (reach["gemeinden"].iloc[0], reach["gemeinden_all"].iloc[0]) == (2, 2)
    assert ws.gemeinde_points(atlas)["population"].isna().tolist() == [False, True]


def test_without_people_or_initiatives_nothing_is_made_up(small_atlas):
    bare = ws.compute_reach(small_atlas([(52.1, 13.0, 1_000, "12062")]), scope="brandenburg")
    assert bare["people"].tolist() == [0, 0, 0]
    assert bare["people_share"].tolist() == [0.0, 0.0, 0.0]
    nobody = ws.compute_reach(small_atlas([(52.1, 13.0, pd.NA, "12062")], [(52.0, 13.0)]), scope="brandenburg")
    assert nobody["people_share"].isna().all()
    undated = small_atlas([(52.1, 13.0, 1_000, "12062")])
    assert ws.compute_reach_by_year(undated, "brandenburg").empty


def test_the_whole_is_the_sum_of_its_parts(atlas):
    table = ws.distances(atlas)
    land, lausitz = ws.in_scope(table, "brandenburg"), ws.in_scope(table, "lausitz")
    assert (land | lausitz).all()
    by_hand = table[land & (table["distance_km"] <= 30)]["population"].sum()
    assert ws.compute_reach(atlas, scope="brandenburg").set_index("limit_km").loc[30, "people"] == by_hand == 1_166_549


def test_readings_nest_and_the_strict_one_reaches_fewer(atlas):
    table = ws.compute_reach_readings(atlas, "brandenburg")
    people = {reading: rows["people"].to_numpy() for reading, rows in table.groupby("reading")}
    assert (people["active"] <= people["documented"]).all()
    assert (people["documented"] <= people["known"]).all()
    assert (people["known"] <= people["with_ended"]).all()
    numbers = table.drop_duplicates("reading").set_index("reading")["initiatives"]
    # Of 20 members 3 have no place and 2 share a seat: 16 seats; one ended, three more are inferred alone.
    assert numbers.to_dict() == {"known": 15, "documented": 12, "active": 9, "with_ended": 16}


@slow_fixture
@given(extra=several)
def test_reach_never_falls_when_a_place_is_added(atlas, extra):
    for scope in ws.SCOPES:
        one, all_of_them = (ws.compute_reach(atlas, scope=scope, extra=some) for some in (extra[:1], extra))
        today = ws.compute_reach(atlas, scope=scope)
        for column in ("people", "gemeinden", "people_share", "gemeinden_share"):
            assert (one[column] >= today[column]).all()
            assert (all_of_them[column] >= one[column]).all()
            assert all_of_them[column].is_monotonic_increasing
        assert all_of_them["people_share"].between(0, 1).all()
        assert all_of_them["gemeinden_share"].between(0, 1).all()


@slow_fixture
@given(extra=several)
def test_gain_is_the_difference_of_two_reaches(atlas, extra):
    gain = ws.compute_gain(atlas, scope="brandenburg", extra=extra)
    after = ws.compute_reach(atlas, scope="brandenburg", extra=extra)
    assert (gain["people_before"] + gain["people_new"]).tolist() == after["people"].tolist()
    assert (gain["gemeinden_before"] + gain["gemeinden_new"]).tolist() == after["gemeinden"].tolist()
    assert (gain["people_new"] >= 0).all()


@slow_fixture
@given(point=points)
def test_the_arrays_of_the_map_give_the_same_answer_in_plain_arithmetic(atlas, point):
    """What the map's script does, written out without numpy."""
    arrays = ws.whatif_arrays(atlas)
    radius, (lat, lon) = arrays["radius_km"], point

    def new_distance(at: int) -> float:
        phi, to = math.radians(arrays["lat"][at]), math.radians(lat)
        half_lat, half_lon = (to - phi) / 2, math.radians(lon - arrays["lon"][at]) / 2
        a = math.sin(half_lat) ** 2 + math.cos(phi) * math.cos(to) * math.sin(half_lon) ** 2
        return min(arrays["distance_km"][at], 2 * radius * math.asin(math.sqrt(a)))

    nearer = [new_distance(at) for at in range(len(arrays["ags"]))]
    for scope in ws.SCOPES:
        reach = ws.compute_reach(atlas, scope=scope, extra=(point,))
        for limit, people in zip(arrays["limits_km"], reach["people"], strict=True):
            within = [at for at, km in enumerate(nearer) if arrays[scope][at] and km <= limit]
            assert sum(arrays["population"][at] for at in within) == people


def test_the_arrays_hold_none_where_no_initiative_counts(small_atlas):
    assert ws.whatif_arrays(small_atlas([(52.1, 13.0, 1_000, "12062")]))["distance_km"] == [None]


# By the register: in 2012 Finsterwalde (founded 2012) only; seven more have no documented start and may have existed.
# By 2018: Finsterwalde 2012, Templin 2013, Spremberg and Pritzwalk 2017, Guben, Müncheberg and Wittstock 2018.
# In 2023 certain: Finsterwalde, Guben, Müncheberg, Spremberg, Calau, Wittenberge; the last signs of Templin (2018),
# Wittstock (2018) and of the documented member in Pritzwalk (2022) are older, and Wiesenburg has ended.
@pytest.mark.parametrize(
    ("year", "low", "number", "high"), [(2012, 1, 1, 8), (2018, 7, 7, 12), (2022, 8, 13, 15), (2023, 6, 12, 15)]
)
def test_initiatives_counted_in_a_year(atlas, year, low, number, high):
    row = ws.compute_reach_by_year(atlas, "brandenburg").set_index(["year", "limit_km"]).loc[(year, 30)]
    assert (row["initiatives_low"], row["initiatives"], row["initiatives_high"]) == (low, number, high)
    assert row["undated"] == high - number


@pytest.mark.parametrize("scope", ws.SCOPES)
def test_years_run_without_a_gap_and_bounds_hold_the_main_reading(atlas, scope):
    table = ws.compute_reach_by_year(atlas, scope)
    assert table["year"].unique().tolist() == list(ws.documented_years(atlas)) == list(range(2012, 2027))
    for name in ("people_share", "gemeinden_share"):
        assert (table[f"{name}_low"] <= table[name]).all()
        assert (table[name] <= table[f"{name}_high"]).all()
        assert table[f"{name}_high"].between(0, 1).all()


@pytest.mark.parametrize("scope", ws.SCOPES)
def test_the_last_year_is_today(atlas, scope):
    table = ws.compute_reach_by_year(atlas, scope)
    last = table[table["year"] == table["year"].max()].set_index("limit_km")
    today = ws.compute_reach(atlas, scope=scope).set_index("limit_km")
    assert last["people"].tolist() == today["people"].tolist()
    assert last["people_share_high"].tolist() == today["people_share"].tolist()


def test_a_year_of_one_initiative_by_its_documents(small_atlas):
    town = [(52.0, 13.0, 100, "12062")]

    def shares(year, **columns):
        atlas = small_atlas(town, [(52.0, 13.0, columns), (53.5, 14.9, {"founded_year": 2010})])
        row = ws.compute_reach_by_year(atlas, "brandenburg").set_index(["year", "limit_km"]).loc[(year, 15)]
        return [row[f"people_share{end}"] for end in ("_low", "", "_high")]

    assert shares(2014, founded_year=2015) == [0.0, 0.0, 0.0]
    assert shares(2015, founded_year=2015) == [1.0, 1.0, 1.0]
    # Shown for 2018 only: it may have begun earlier.
    assert shares(2017, known_member_by=2018) == [0.0, 0.0, 1.0]
    # The earlier of the two years that show it.
    assert shares(2019, joined_year=2019, known_member_by=2020) == [1.0, 1.0, 1.0]
    # No year but that of the last evidence.
    assert shares(2024, confidence="inferred") == [0.0, 0.0, 1.0]
    assert shares(2025, confidence="inferred") == [0.0, 1.0, 1.0]
    # No sign of life after 2020, but no end either.
    assert shares(2021, founded_year=2015, status="unknown", last_evidence="2020") == [0.0, 1.0, 1.0]
    # Ended in 2020: counts in that year, not in the next.
    gone = {"founded_year": 2015, "status": "ended", "left_year": 2020}
    assert shares(2020, **gone) == [1.0, 1.0, 1.0]
    assert shares(2021, **gone) == [0.0, 0.0, 0.0]
    # Ended at a time nobody wrote down, last seen in 2020.
    lost = {"founded_year": 2015, "status": "ended", "last_evidence": "2020-12"}
    assert shares(2021, **lost) == [0.0, 0.0, 1.0]
    assert shares(2025, **lost) == [0.0, 0.0, 0.0]


def test_a_member_without_any_year_never_counts_before_today(small_atlas):
    atlas = small_atlas(
        [(52.0, 13.0, 100, "12062")], [(52.0, 13.0, {"last_evidence": None}), (53.5, 14.9, {"founded_year": 2010})]
    )
    assert ws.list_locations(atlas).set_index("member_id").loc["m0", "start"] == "undated"
    row = ws.compute_reach_by_year(atlas, "brandenburg").set_index(["year", "limit_km"]).loc[(2020, 15)]
    assert (row["people_share"], row["people_share_high"], row["undated"]) == (0.0, 1.0, 1)
    assert ws.compute_reach(atlas, scope="brandenburg")["people_share"].tolist() == [1.0, 1.0, 1.0]


def test_kreise_without_an_initiative(atlas):
    bare = ws.kreise_without(atlas)
    assert set(bare["name"]) == {
        "Brandenburg an der Havel",
        "Frankfurt (Oder)",
        "Potsdam",
        "Barnim",
        "Dahme-Spreewald",
        "Oberhavel",
        "Potsdam-Mittelmark",
        "Teltow-Fläming",
        "Bautzen",
        "Görlitz",
    }
    assert bare["distance_km"].is_monotonic_decreasing


def test_presence_keeps_inferred_and_ended_apart(atlas):
    presence = ws.kreis_presence(atlas).set_index("name")["presence"]
    assert presence["Havelland"] == INFERRED_ONLY
    assert presence["Potsdam-Mittelmark"] == ENDED_ONLY
    assert presence["Cottbus"] == WITH_INITIATIVE
    assert len(presence) == 20


def test_the_people_of_the_kreise_are_those_of_the_gemeinden(atlas):
    assert ws.kreis_presence(atlas)["people"].sum() == atlas.gemeinden["population"].sum()


def test_the_register_bound_holds_whatever_gemeinden_the_hidden_members_sit_in(atlas):
    bound = ws.compute_register_bound(atlas, limit_km=30, scope="brandenburg")
    # The network counts 23; of 20 in the register one has ended and three have no place.
    assert (bound.unplaced, bound.unnamed, bound.proven) == (3, 4, True)
    reach = ws.compute_reach(atlas, scope="brandenburg").set_index("limit_km").loc[30]
    assert bound.people_low == reach["people"]
    strict = ws.compute_reach(atlas, scope="brandenburg", reading="documented").set_index("limit_km").loc[30]
    assert bound.people_documented == strict["people"] < bound.people_low
    assert bound.people_low <= bound.people_high <= bound.people_highest <= bound.people_all
    towns = ws.gemeinde_points(atlas)
    for seed in range(20):
        some = towns.sample(bound.unplaced, random_state=seed)
        extra = tuple(zip(some["lat"], some["lon"], strict=True))
        held = ws.compute_reach(atlas, scope="brandenburg", extra=extra).set_index("limit_km").loc[30, "people"]
        assert bound.people_low <= held <= bound.people_high


def test_the_register_bound_is_sharp_without_hidden_members(small_atlas, three):
    bound = ws.compute_register_bound(three, limit_km=15, scope="brandenburg")
    assert bound.unplaced == 0
    assert bound.people_low == bound.people_high == 1_000
    # The network counts more members than this register names: they could reach everybody.
    assert bound.people_highest == 10_000
    with pytest.raises(UnknownNameError):
        ws.compute_register_bound(three, limit_km=20, scope="brandenburg")

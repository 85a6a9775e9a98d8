"""Distances from every Gemeinde to the nearest initiative, worked out by hand with the haversine formula."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.measures.geometry import (
    EARTH_RADIUS_KM,
    haversine_km,
    nearest_of,
    sums_within,
    weighted_median,
)
from data.errors import GrainError, SelectionError, UnknownNameError

POTSDAM, FRANKFURT, GOERLITZ, BRANDENBURG = "12054000", "12053000", "14626110", "12051000"
DEGREE_KM = math.pi * EARTH_RADIUS_KM / 180  # 111.195 km: one degree along a meridian
latitudes = st.floats(50, 54)
longitudes = st.floats(11, 15.5)
points = st.tuples(latitudes, longitudes)


@pytest.fixture
def today(atlas):
    return ws.distances(atlas).set_index("ags")


# By hand, a = sin²(Δφ/2) + cos φ1 cos φ2 sin²(Δλ/2), d = 2 R asin √a with R = 6,371.0088 km:
#
# Potsdam (52.39886 N, 13.06566 E) to Rathenow (52.605 N, 12.337 E):
#   Δφ =  0.20614° =  0.00359782, sin²(Δφ/2) = 3.23608e-6;  Δλ = -0.72866° = -0.01271752, sin²(Δλ/2) = 4.04333e-5
#   a = 3.23608e-6 + 0.610161 · 0.607307 · 4.04333e-5 = 1.821881e-5;  √a = 0.004268350;  d = 54.38756 km
# Frankfurt (Oder) (52.34714 N, 14.55062 E) to Eisenhüttenstadt (52.144 N, 14.642 E):
#   Δφ = -0.20314° = -0.00354546, sin²(Δφ/2) = 3.14257e-6;  Δλ =  0.09138° =  0.00159488, sin²(Δλ/2) = 6.35912e-7
#   a = 3.14257e-6 + 0.610876 · 0.613679 · 6.35912e-7 = 3.380963e-6;  √a = 0.001838740;  d = 23.42927 km
# Görlitz (51.15518 N, 14.98853 E) to Spremberg (51.571 N, 14.379 E):
#   Δφ =  0.41582° =  0.00725743, sin²(Δφ/2) = 1.316751e-5;  Δλ = -0.60953° = -0.01063831, sin²(Δλ/2) = 2.829312e-5
#   a = 1.316751e-5 + 0.627213 · 0.621544 · 2.829312e-5 = 2.419732e-5;  √a = 0.004919077;  d = 62.67922 km
@pytest.mark.parametrize(
    ("ags", "nearest", "km"),
    [
        (POTSDAM, "wirtschaftsregion-westbrandenburg", 54.38756),
        (FRANKFURT, "jetzt-plaene-schmieden", 23.42927),
        (GOERLITZ, "heeme-fehlste", 62.67922),
    ],
)
def test_three_gemeinden_by_hand(today, ags, nearest, km):
    assert today.loc[ags, "nearest"] == nearest
    assert today.loc[ags, "distance_km"] == pytest.approx(km, abs=1e-4)


def test_potsdam_depends_on_an_inferred_initiative_and_says_so(atlas, today):
    assert today.loc[POTSDAM, "nearest_confidence"] == "inferred"
    strict = ws.distances(atlas, reading="documented").set_index("ags")
    assert strict.loc[POTSDAM, "distance_km"] > today.loc[POTSDAM, "distance_km"]


def test_every_gemeinde_of_both_laender_has_a_distance_and_its_census_population(atlas, today):
    assert (today["land_ags"] == "12").sum() == 413
    assert (today["land_ags"] == "14").sum() == 110
    assert today["distance_km"].notna().all()
    assert set(atlas.gemeinden["population_date"]) == {"2022-05-15"}
    assert today.loc[today["land_ags"] == "12", "population"].sum() == 2_534_075


def test_the_sphere_is_within_half_a_per_cent_of_the_ellipsoid(today, atlas):
    locations = ws.list_locations(atlas).set_index("member_id")
    ends = locations.loc[today["nearest"]]
    _, _, metres = Geod(ellps="GRS80").inv(today["lon"], today["lat"], ends["lon"], ends["lat"])
    far = today["distance_km"] > 1
    assert (abs(np.array(metres) / 1000 / today["distance_km"] - 1)[far] < 0.005).all()


def test_the_nearest_is_the_minimum_over_all_seats(atlas, today):
    locations = ws.list_locations(atlas)
    running = locations[locations["known"]]
    for _, row in today.sample(25, random_state=1).iterrows():
        every = haversine_km(row["lat"], row["lon"], running["lat"].to_numpy(), running["lon"].to_numpy())
        assert row["distance_km"] == pytest.approx(every.min())


def test_an_ended_initiative_is_nobodys_nearest_today(atlas, today):
    assert "neuland-hoher-flaeming" not in set(today["nearest"])
    assert "neuland-hoher-flaeming" in set(ws.distances(atlas, year=2022)["nearest"])
    assert "neuland-hoher-flaeming" in set(ws.distances(atlas, reading=ws.WITH_ENDED)["nearest"])


def test_two_members_of_one_seat_are_one_place(atlas, today):
    assert "landeplatz-nordwestbrandenburg" not in set(today["nearest"])
    seat = ws.list_locations(atlas).set_index("member_id").loc["wadwd-ev"]
    assert seat["with_members"] == "landeplatz-nordwestbrandenburg"
    # The inferred one of the two is active, the documented one is not: together they are no documented active seat.
    assert (seat["confidence"], seat["status"], seat["active"]) == ("documented", "active", False)


def test_a_seat_whose_first_member_ended_lives_on_with_the_other(small_atlas):
    atlas = small_atlas(
        [(52.0, 13.0, 100, "12062")],
        [(52.1, 13.0, {"status": "ended"}), (52.1, 13.0, {"same_seat_as": "m0", "confidence": "inferred"})],
    )
    locations = ws.list_locations(atlas)
    assert locations["member_id"].tolist() == ["m0"]
    assert locations[["known", "documented", "status"]].iloc[0].tolist() == [True, False, "active"]


def test_of_two_at_one_point_the_documented_one_is_named(today):
    assert today.loc["12052000", "nearest"] == "boomtown-cottbus"


def test_an_assumed_initiative_is_named_so_and_only_where_it_is_nearer(atlas, today):
    row = today.loc[GOERLITZ]
    with_one = ws.distances(atlas, extra=((row["lat"], row["lon"]),)).set_index("ags")
    assert with_one.loc[GOERLITZ, ["nearest", "nearest_name", "nearest_confidence"]].tolist() == [
        "extra-1",
        "",
        "assumed",
    ]
    assert with_one.loc[GOERLITZ, "distance_km"] == pytest.approx(0, abs=1e-9)
    assert with_one.loc[FRANKFURT, "nearest"] == "jetzt-plaene-schmieden"


def test_without_any_initiative_the_distance_is_infinite_not_missing(small_atlas):
    table = ws.distances(small_atlas([(52.0, 13.0, 100, "12062")]))
    assert table["distance_km"].tolist() == [math.inf]
    assert table["nearest"].tolist() == [""]


def test_a_gemeinde_without_a_point_is_refused_by_name(small_atlas):
    atlas = small_atlas([(52.0, 13.0, 100, "12062"), (52.1, 13.0, 100, "12062")])
    with pytest.raises(GrainError) as caught:
        ws.distances(dataclasses.replace(atlas, places=atlas.places.head(1)))
    assert (caught.value.key, caught.value.code) == ("12062001", "missing_key")


def test_a_gemeinde_of_an_unknown_kreis_is_refused_by_name(small_atlas):
    with pytest.raises(GrainError) as caught:
        ws.distances(small_atlas([(52.0, 13.0, 100, "12999")]))
    assert (caught.value.key, caught.value.code) == ("12999000", "missing_key")


def test_wrong_readings_points_and_scopes_are_refused(atlas):
    with pytest.raises(UnknownNameError):
        ws.distances(atlas, reading="all")
    with pytest.raises(UnknownNameError) as caught:
        ws.distances(atlas, extra=((48.1, 11.6),))
    assert caught.value.kind == "point"
    with pytest.raises(UnknownNameError):
        ws.distances(atlas, extra=((math.nan, 13.0),))
    with pytest.raises(SelectionError):
        ws.distances(atlas, extra=((52.0, 13.0),) * (ws.MAX_EXTRA + 1))
    with pytest.raises(UnknownNameError):
        ws.compute_reach(atlas, scope="sachsen")


def test_one_degree_along_a_meridian_and_opposite_points():
    assert haversine_km(51.0, 13.0, 52.0, 13.0) == pytest.approx(111.195, abs=1e-3)
    assert haversine_km(0.0, 0.0, 0.0, 180.0) == pytest.approx(math.pi * EARTH_RADIUS_KM)


@given(points, points, points)
def test_distance_is_a_distance(one, two, three):
    there, back = haversine_km(*one, *two), haversine_km(*two, *one)
    assert there == pytest.approx(back, abs=1e-9)
    assert there >= 0
    assert haversine_km(*one, *one) == 0
    assert there <= haversine_km(*one, *three) + haversine_km(*three, *two) + 1e-6


def test_nearest_of_takes_the_first_of_equal_ones_and_knows_nothing_without_columns():
    column, km = nearest_of(np.array([[3.0, 1.0, 1.0], [0.5, 2.0, 0.5]]))
    assert column.tolist() == [1, 0]
    assert km.tolist() == [1.0, 0.5]
    assert nearest_of(np.zeros((2, 0)))[0].tolist() == [-1, -1]


def test_sums_within_and_median_by_hand():
    km, people = np.array([5.0, 15.0, 40.0]), np.array([10.0, 20.0, 30.0])
    assert sums_within(km, people, (4, 15, 45)).tolist() == [0.0, 30.0, 60.0]
    assert weighted_median(km, people) == 15.0  # 10 + 20 of 60 people
    assert weighted_median(km, np.array([1.0, 1.0, 3.0])) == 40.0
    assert math.isnan(weighted_median(km, np.zeros(3)))

"""The covering solver against brute force, on small cases and on all Gemeinden."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.measures.geometry import haversine_km
from analytics.subjects.reach.measures.solver import Solution, cover_most, covered_worth, promising
from data.errors import SelectionError, UnknownNameError


@st.composite
def problems(draw):
    rows, places = draw(st.integers(1, 7)), draw(st.integers(2, 7))
    covers = draw(st.lists(st.lists(st.booleans(), min_size=places, max_size=places), min_size=rows, max_size=rows))
    worth = draw(st.lists(st.integers(0, 200_000), min_size=rows, max_size=rows))
    return np.array(covers, dtype=bool), np.array(worth, dtype=float), draw(st.integers(1, min(3, places)))


def brute(covers, worth, count):
    """Every set of at most so many places with its worth, best first."""
    places = covers.shape[1]
    sets = [chosen for size in range(count + 1) for chosen in combinations(range(places), size)]
    return sorted(((covered_worth(covers, worth, chosen), chosen) for chosen in sets), reverse=True)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_solver_agrees_with_brute_force(problem):
    covers, worth, count = problem
    found, best = cover_most(covers, worth, count), brute(covers, worth, count)[0][0]
    assert (found.value, found.bound, found.optimal) == (best, best, True)
    assert len(found.chosen) <= count
    # No place is chosen that adds nothing.
    fewer = [covered_worth(covers, worth, [one for one in found.chosen if one != left]) for left in found.chosen]
    assert all(value < best for value in fewer)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_forbidden_sets_lead_to_the_next_best(problem):
    covers, worth, count = problem
    first = cover_most(covers, worth, count)
    if not first.chosen:
        return
    second = cover_most(covers, worth, count, forbidden=[first.chosen])
    others = [value for value, chosen in brute(covers, worth, count) if not set(first.chosen) <= set(chosen)]
    assert second.value == others[0]


@settings(max_examples=100, deadline=None)
@given(problems(), st.floats(0.5, 1))
def test_no_place_of_a_good_set_is_left_out_beforehand(problem, share):
    covers, worth, count = problem
    able, ranked = set(promising(covers, worth, count, share)), brute(covers, worth, count)
    for value, chosen in ranked:
        if value >= share * ranked[0][0] and len(chosen) == count:
            assert set(chosen) <= able


def test_of_equal_places_the_preferred_one_is_taken():
    covers = np.array([[True, True, False], [False, False, True]])
    worth = np.array([5.0, 1.0])
    assert cover_most(covers, worth, 1, preference=np.array([0.1, 0.9, 1.0])).chosen == (1,)
    assert cover_most(covers, worth, 1, preference=np.array([0.9, 0.1, 1.0])).chosen == (0,)


def test_nothing_to_reach_chooses_nothing():
    assert cover_most(np.zeros((1, 3), dtype=bool), np.array([4.0]), 2) == Solution((), 0, 0)


@pytest.mark.parametrize("weight", ws.OBJECTIVES)
@pytest.mark.parametrize("limit", ws.LIMITS_KM)
@pytest.mark.parametrize("scope", ws.SCOPES)
def test_one_place_is_the_best_of_all_gemeinden(atlas, scope, limit, weight):
    covers, worth = _full(atlas, scope, limit, weight)
    alone = worth @ covers
    found = ws.solve_covering(atlas, limit_km=limit, count=1, scope=scope, weight=weight)
    assert found.optimal
    assert found.best.objective == pytest.approx(alone.max())
    assert found.bound == pytest.approx(alone.max())
    near = np.sort(alone[alone >= 0.95 * alone.max()])[::-1]
    listed = [found.best.objective, *(one.objective for one in found.alternatives)]
    assert listed == pytest.approx(near[: len(listed)].tolist())
    assert found.more_alternatives == (len(near) > len(listed))


@pytest.mark.parametrize("limit", ws.LIMITS_KM)
@pytest.mark.parametrize("scope", ws.SCOPES)
def test_two_places_are_the_best_of_all_pairs(atlas, scope, limit):
    covers, worth = _full(atlas, scope, limit, "population")
    weighted = covers.T.astype(float) * worth
    alone, both = worth @ covers, weighted @ covers
    pairs = alone[:, None] + alone[None, :] - both
    found = ws.solve_covering(atlas, limit_km=limit, count=2, scope=scope)
    assert found.best.people_new == pairs.max()
    assert found.optimal


def test_three_places_are_the_best_of_all_triples(atlas):
    covers, worth = _full(atlas, "lausitz", 30, "population")
    best = 0.0
    for first in range(covers.shape[1]):
        left = worth * ~covers[:, first]
        alone, both = left @ covers, (covers.T * left) @ covers
        best = max(best, (worth @ covers[:, first]) + (alone[:, None] + alone[None, :] - both).max())
    found = ws.solve_covering(atlas, limit_km=30, count=3, scope="lausitz")
    assert found.best.people_new == best


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_answer_is_what_the_reach_says_when_the_places_are_added(atlas, count):
    found = ws.solve_covering(atlas, limit_km=30, count=count, scope="brandenburg")
    for chosen in (found.best, *found.alternatives):
        extra = tuple((place.lat, place.lon) for place in chosen.places)
        gain = ws.compute_gain(atlas, scope="brandenburg", extra=extra).set_index("limit_km").loc[30]
        assert (gain["people_new"], gain["gemeinden_new"]) == (chosen.people_new, chosen.gemeinden_new)
    assert found.share_after == pytest.approx((found.people_before + found.best.people_new) / found.people_all)


def test_alternatives_come_in_order_and_are_nearly_as_good(atlas):
    found = ws.solve_covering(atlas, limit_km=30, count=3, scope="brandenburg")
    shares = [one.share_of_best for one in found.alternatives]
    assert shares == sorted(shares, reverse=True)
    assert all(0.95 <= share <= 1 for share in shares)
    sets = [frozenset(place.ags for place in one.places) for one in (found.best, *found.alternatives)]
    assert len(set(sets)) == len(sets)


def test_more_places_reach_at_least_as_many(atlas):
    reached = [
        ws.solve_covering(atlas, limit_km=15, count=count, scope="lausitz").best.people_new for count in (1, 2, 3)
    ]
    assert reached == sorted(reached)


def test_a_third_place_that_reaches_nobody_is_not_named(atlas):
    two, three = (ws.solve_covering(atlas, limit_km=45, count=count, scope="lausitz") for count in (2, 3))
    assert two.share_after == three.share_after == 1
    assert len(three.best.places) == 2


def test_need_counts_people_by_the_rank_of_their_kreis(small_atlas):
    # Elbe-Elster is the neediest of 20 Kreise, Potsdam the least: 1,000 people there outweigh 15,000 here.
    atlas = small_atlas([(51.6, 13.4, 1_000, "12062"), (52.4, 13.0, 15_000, "12054")])
    by_need = ws.solve_covering(atlas, limit_km=15, count=1, scope="brandenburg", weight="need")
    assert [place.kreis_ags for place in by_need.best.places] == ["12062"]
    assert by_need.best.objective == pytest.approx(1_000)
    by_people = ws.solve_covering(atlas, limit_km=15, count=1, scope="brandenburg")
    assert [place.kreis_ags for place in by_people.best.places] == ["12054"]


def test_where_everybody_is_reached_no_place_is_named(small_atlas):
    found = ws.solve_covering(
        small_atlas([(52.0, 13.0, 10, "12062")], [(52.0, 13.0)]), limit_km=15, count=2, scope="brandenburg"
    )
    assert found.best.places == ()
    assert (found.best.people_new, found.gap, found.optimal, found.alternatives) == (0, 0.0, True, ())


def test_wrong_questions_are_refused(atlas):
    with pytest.raises(SelectionError):
        ws.solve_covering(atlas, limit_km=30, count=4, scope="brandenburg")
    with pytest.raises(UnknownNameError):
        ws.solve_covering(atlas, limit_km=20, count=1, scope="brandenburg")
    with pytest.raises(UnknownNameError):
        ws.solve_covering(atlas, limit_km=30, count=1, scope="brandenburg", weight="votes")


def _full(atlas, scope, limit, weight):
    """Unreached Gemeinden x all Gemeinden of the scope, and the worth of their people, worked out independently."""
    table = ws.distances(atlas)
    towns = table[ws.in_scope(table, scope)]
    bare = towns[towns["distance_km"] > limit]
    ends = zip(bare["lat"], bare["lon"], strict=True)
    covers = np.array([haversine_km(lat, lon, towns["lat"], towns["lon"]) <= limit for lat, lon in ends])
    if weight == "population":
        return covers, bare["population"].to_numpy()
    need = ws.compute_need(atlas).set_index("ags")
    share = (21 - need["rank"].astype(float)) / 20
    return covers, bare["population"].to_numpy() * bare["kreis_ags"].map(share).to_numpy()

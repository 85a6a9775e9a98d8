"""Class limits: round, fixed over all years, 0 neutral where values can be negative."""

import math

import pytest

from analytics.figure import theme
from analytics.language import get_wording
from analytics.maps.classes import METHODS, class_bounds, find_classes
from analytics.maps.view import compute_map_view
from analytics.rates.rates import compute_rates, migration_age_groups


def values_of(atlas, age_group, column="net_per_1000"):
    rates = compute_rates(atlas)
    return rates.loc[rates["age_group"] == age_group, column]


@pytest.mark.parametrize("method", METHODS)
def test_zero_is_a_limit_of_every_balance(atlas, method):
    for age_group in migration_age_groups(atlas):
        assert 0.0 in find_classes(values_of(atlas, age_group), method=method, diverging=True).limits


@pytest.mark.parametrize("method", METHODS)
def test_limits_rise_and_every_class_has_a_colour(atlas, method):
    for column in ("net_per_1000", "arrivals_per_1000", "departures_per_1000"):
        for age_group in migration_age_groups(atlas):
            classes = find_classes(
                values_of(atlas, age_group, column), method=method, diverging=column.startswith("net")
            )
            assert list(classes.limits) == sorted(set(classes.limits))
            assert 2 <= len(classes.colours) == len(classes.limits) + 1 <= 9
            assert len(set(classes.colours)) == len(classes.colours)


def test_round_limits_are_equal_steps(atlas):
    limits = find_classes(values_of(atlas, "30-50"), method="round", diverging=True).limits
    assert limits == (-10, 0, 10, 20, 30)


def test_the_palest_colours_lie_on_both_sides_of_zero(atlas):
    classes = find_classes(values_of(atlas, "65+"), method="round", diverging=True)
    zero = classes.limits.index(0.0)
    assert classes.colours[zero] == theme.LOSS[1]
    assert classes.colours[zero + 1] == theme.GAIN[0]


def test_a_value_on_a_limit_belongs_to_the_class_above():
    classes = find_classes([-12.0, -3.0, 0.0, 4.0, 9.0, 14.0], method="round", diverging=True)
    assert classes.colours[classes.index(0.0)] in theme.GAIN
    assert classes.index(-0.01) == classes.index(0.0) - 1
    assert classes.index(math.nan) == -1


def test_natural_breaks_keep_each_cluster_together():
    """mapclassify 2.10.0 closes a class at its upper limit, the largest value in it; our limits open a class."""
    clusters = [[1, 2, 3], [10, 11, 12], [20, 21, 22], [30, 31, 32], [40, 41, 42], [50, 51, 52]]
    classes = find_classes([float(one) for cluster in clusters for one in cluster], method="jenks", diverging=False)
    assert [[classes.index(one) for one in cluster] for cluster in clusters] == [[k] * 3 for k in range(6)]


def test_limits_do_not_move_with_year_or_area(atlas):
    words = get_wording("de")
    whole = compute_map_view(atlas, words, indicator="net_per_1000", age_group="18-25", scope="gesamt")
    lausitz = compute_map_view(atlas, words, indicator="net_per_1000", age_group="18-25", scope="lausitz")
    assert whole["legend"]["limits"] == lausitz["legend"]["limits"]
    assert all(len(kreis["c"]) == len(whole["years"]) for kreis in whole["kreise"])


def test_one_extreme_year_does_not_stretch_the_steps():
    usual = [float(value) for value in range(-20, 21)] * 10
    classes = find_classes([*usual, 900.0], method="round", diverging=True)
    assert classes.limits[-1] <= 20
    assert class_bounds(classes)[-1] == 900.0


@pytest.mark.parametrize("values", [[], [math.nan]])
def test_nothing_to_classify_is_refused(values):
    with pytest.raises(ValueError, match="no value"):
        find_classes(values, method="round", diverging=True)


def test_an_unknown_method_names_the_known_ones():
    with pytest.raises(ValueError, match="round, quantile, jenks"):
        find_classes([1.0], method="equal", diverging=False)


def test_a_single_value_still_makes_a_legend():
    for method in METHODS:
        assert find_classes([5.0, 5.0], method=method, diverging=False).limits

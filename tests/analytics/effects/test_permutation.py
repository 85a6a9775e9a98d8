"""Randomisation inference: exact where it can be, repeatable where it is drawn, its interval the inverted test."""

import itertools

import numpy as np
import pytest

from analytics.subjects.effects.measures import DRAWS, build_panel, permute
from analytics.subjects.effects.measures.estimators.contrasts import after_minus_before, estimate_contrast
from analytics.subjects.effects.measures.estimators.permutation import draw_assignments, pool_values, rank_contrast


def one_by_one(values, weights, assignment):
    """The estimate of one assignment, written as the definition reads."""
    controls = [row for row in range(len(values)) if row not in assignment]
    gains = [
        values[row] @ weights[place] - np.mean([values[other] @ weights[place] for other in controls])
        for place, row in enumerate(assignment)
    ]
    return np.mean(gains)


def test_a_matrix_product_equals_the_definition(noisy):
    values = pool_values(noisy, noisy.treated)
    contrast = after_minus_before(noisy.years, list(noisy.treated))
    assignments, _ = draw_assignments(20, 4, n=30)
    slow = [one_by_one(values, contrast.weights, assignment) for assignment in assignments]
    assert estimate_contrast(values, contrast, assignments) == pytest.approx(slow)


def test_few_kreise_are_enumerated_and_the_real_assignment_comes_first():
    assignments, exact = draw_assignments(11, 1)
    assert exact
    assert assignments.ravel().tolist() == list(range(11))
    assignments, exact = draw_assignments(6, 2)
    assert exact
    assert {tuple(row) for row in assignments} == set(itertools.permutations(range(6), 2))


def test_many_kreise_are_drawn_without_giving_one_two_starts():
    assignments, exact = draw_assignments(14, 4)
    assert not exact
    assert assignments.shape == (DRAWS + 1, 4)
    assert assignments[0].tolist() == [0, 1, 2, 3]
    assert all(len(set(row)) == 4 for row in assignments.tolist())


def test_two_looks_give_the_same_figures(noisy):
    first, second = permute(noisy, noisy.treated), permute(noisy, noisy.treated)
    assert (first.p_value, first.low, first.high) == (second.p_value, second.low, second.high)
    assert permute(noisy, noisy.treated, seed=1).low != first.low


def test_the_p_value_is_the_rank_of_the_estimate(make_panel):
    # gains 9, 1, 2, ..., 10 in eleven Kreise: against the others only the last one differs more from them
    gains = [9, 1, 2, 3, 4, 5, 5, 6, 7, 8, 10]
    panel = make_panel([[0, gain] for gain in gains], (2001, 2002), (2002,))
    found = permute(panel, panel.treated)
    sizes = sorted((abs(gain - (sum(gains) - gain) / 10) for gain in gains), reverse=True)
    own = abs(9 - (sum(gains) - 9) / 10)
    assert found.p_value == pytest.approx(sum(size >= own - 1e-12 for size in sizes) / 11)
    assert (found.exact, found.assignments, found.smallest_p) == (True, 11, pytest.approx(1 / 11))


def test_with_ten_controls_no_interval_at_95_percent_is_possible(atlas):
    panel = build_panel(atlas)
    found = permute(panel, panel.treated[["12062"]])
    assert (found.level, found.assignments) == (0.90, 11)
    assert found.low < found.estimate < found.high


def test_with_eight_controls_no_interval_is_given(atlas):
    panel = build_panel(atlas).without(["14625", "14626"])
    found = permute(panel, panel.treated[["12062"]])
    assert np.isnan([found.low, found.high, found.level]).all()


@pytest.mark.parametrize("size", [1, 4])
def test_the_interval_holds_the_effects_the_test_does_not_reject(noisy, size):
    treated = noisy.treated.iloc[:size]
    values = pool_values(noisy, treated)
    contrast = after_minus_before(noisy.years, list(treated))
    assignments, exact = draw_assignments(len(values), size)
    found = rank_contrast(values, contrast, assignments, exact=exact)

    def p_value_of(effect):
        without = values.copy()
        without[:size] -= effect * contrast.cells
        return rank_contrast(without, contrast, assignments, exact=exact).p_value

    # 17 Kreise are too few for 95 %: one of them alone is 6 %.
    assert found.level == (0.90 if size == 1 else 0.95)
    rejected = 1 - found.level + 1e-9
    slack = 1e-6 * (found.high - found.low)
    for inside in (found.low + slack, found.estimate, found.high - slack):
        assert p_value_of(inside) > rejected
    for outside in (found.low - slack, found.high + slack):
        assert p_value_of(outside) <= rejected


def test_the_interval_and_the_test_say_the_same_about_no_effect(noisy):
    for shift in np.linspace(-2, 2, 21):
        moved = type(noisy)(noisy.age_group, noisy.rates.copy(), noisy.roles, noisy.left_out)
        moved.rates.loc[noisy.treated.index] += shift * after_minus_before(noisy.years, list(noisy.treated)).cells
        found = permute(moved, noisy.treated)
        assert (found.p_value <= 0.05) == (not found.low <= 0 <= found.high)


def test_nothing_can_be_written_into_shared_assignments():
    assignments, _ = draw_assignments(9, 2)
    with pytest.raises(ValueError, match="read-only"):
        assignments[0, 0] = 5


def test_equal_kreise_are_all_as_large(make_panel):
    panel = make_panel(np.zeros((12, 8)), range(2001, 2009), (2006,))
    assert permute(panel, panel.treated).p_value == 1

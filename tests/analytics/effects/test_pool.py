"""Synthetic controls of drawn Kreise: what is kept from one draw serves the next, and says what a fresh fit would."""

import math
from pathlib import Path

import numpy as np
import pytest

import analytics.subjects.effects
from analytics.subjects.effects.measures import fit_synthetic
from analytics.subjects.effects.measures.estimators import synthetic
from analytics.subjects.effects.measures.estimators.permutation import SEED, TIE, draw_assignments, pool_values
from analytics.subjects.effects.measures.estimators.synthetic import Pool, solve_weights

YEARS = np.arange(2001, 2019)


def fresh_ratio(rates, row, chosen, before):
    """Root of the mean squared gap after the start over that before it, fitted from scratch; NaN for a poor fit."""
    donors = np.delete(rates, chosen, axis=0)
    gap = rates[row] - solve_weights(rates[row, before], donors[:, before].T) @ donors
    first, later = (math.sqrt((gap[part] ** 2).mean()) for part in (before, ~before))
    return math.nan if first > rates[row, before].std() else later / first


def test_a_ratio_is_that_of_a_fresh_fit_and_every_second_fit_is_spared(monkeypatch):
    rates, before = np.random.default_rng(3).normal(size=(24, len(YEARS))), YEARS < 2013
    draws = draw_assignments(24, 3, n=150, seed=5)[0].tolist()
    expected = [fresh_ratio(rates, row, chosen, before) for chosen in draws for row in chosen]
    fits = []

    def counted(target, donors):
        fits.append(len(target))
        return solve_weights(target, donors)

    monkeypatch.setattr(synthetic, "solve_weights", counted)
    pool = Pool(rates, before, 3)
    found = [pool.drawn_ratio(row, chosen) for chosen in draws for row in chosen]
    assert found == pytest.approx(expected, rel=1e-10, nan_ok=True)
    assert any(map(math.isnan, found))
    assert len(fits) < 0.75 * len(found)


def test_the_share_of_draws_is_that_of_all_their_means(noisy):
    rates, starts = pool_values(noisy, noisy.treated), list(noisy.treated)
    befores = [np.less(YEARS, start) for start in starts]
    draws = draw_assignments(len(rates), len(starts), n=60, seed=SEED)[0].tolist()
    means = [
        np.nanmean([fresh_ratio(rates, row, chosen, before) for row, before in zip(chosen, befores, strict=True)])
        for chosen in draws
    ]
    found = fit_synthetic(noisy, noisy.treated, n=60)
    assert all(one.refused in ("", synthetic.POOR_FIT) for one in found.kreise)
    tried = [row for row, one in enumerate(found.kreise) if one.refused != synthetic.FIT_YEARS]
    assert len(tried) == len(starts)
    assert found.p_value == pytest.approx(np.mean(np.array(means) >= means[0] * (1 - TIE)))


def test_the_comparison_is_computed_without_the_large_libraries_of_statistics():
    # Together they take a second to load, which the first visitor of a server would wait for.
    folder = Path(analytics.subjects.effects.__file__).parent
    sources = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    assert len(sources) > 30
    assert not any(
        name in source
        for source in sources
        for name in ("scipy.stats", "import stats", "import statsmodels", "from statsmodels")
    )

"""What the checks of before and after are worth when something changes in the whole Land.

    python -m benchmarks.land_simulations [--runs 500] [--write]

Every run draws a panel as large as that of East Germany by the rules, with its years and the noise measured in it: the
Kreise with a start and four without one lie in one Land, the others elsewhere. Where a change of the Land is planted,
all its Kreise rise from 2012 on by about what the placebo of the Land shows in the data: all by as much, or each by an
amount of its own between nothing and twice as much. The panel goes to the
functions of the page, to the clustered standard error and to a wild cluster bootstrap. `--write` stores the rows in the
table `simulations`; run `python -m data.describe` afterwards.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analytics.subjects.effects.measures import EAST, Panel, Permutation, Synthetic, build_panel, permute, try_land
from analytics.subjects.effects.measures.beside.staggered import estimate_in_land, of_same_land
from analytics.subjects.effects.measures.beside.synthetic_did import fit_synthetic_did
from analytics.subjects.effects.measures.estimators.contrasts import after_minus_before
from analytics.subjects.effects.measures.estimators.permutation import pool_values
from analytics.subjects.effects.measures.estimators.synthetic import FIT_YEARS
from analytics.subjects.effects.measures.robustness import (
    VARIANT_COLUMNS,
    compare_trends,
    leave_one_out,
    try_earlier_starts,
)
from analytics.subjects.effects.measures.verdict import FRAGILE, LARGER, TEST_LEVEL, find_weaknesses, judge
from benchmarks.simulations import (
    DIGITS,
    PLANTED,
    SEED,
    SYNTHETIC_DRAWS,
    Finding,
    Noise,
    by_test,
    draw_rates,
    errors,
    make_panel,
    measure_noise,
    share,
    store,
)
from data.records import load_atlas
from data.tables import TABLES

RUNS = 500
SOURCE = "E02"
IN_LAND, ELSEWHERE = 4, 35
"""Kreise without a start in the Land and outside, as in the data."""
STARTS = (2012, 2013, 2017, 2017)
TREATED_COUNTS = (4, 8, 12)
CHANGE, CHANGE_FROM = 5.0, 2012
BOOTSTRAP_DRAWS = 399


@dataclass(frozen=True)
class LandScenario:
    """What is planted: an effect in the Kreise with a start, a change in all Kreise of the Land, even or uneven."""

    name: str
    effect: float = 0.0
    change: float = 0.0
    uneven: bool = False


SCENARIOS = (
    LandScenario("land_calm_no_effect"),
    LandScenario("land_calm_effect", effect=PLANTED),
    LandScenario("land_change_no_effect", change=CHANGE),
    LandScenario("land_change_effect", effect=PLANTED, change=CHANGE),
    LandScenario("land_uneven_no_effect", change=CHANGE, uneven=True),
    LandScenario("land_uneven_effect", effect=PLANTED, change=CHANGE, uneven=True),
)


def draw_land_panel(
    scenario: LandScenario, noise: Noise, years: Sequence[int], treated: int, chance: np.random.Generator
) -> Panel:
    """One panel; the Kreise with a start come first, then those of the same Land, then the others."""
    kreise = treated + IN_LAND + ELSEWHERE
    every = range(years[0], years[-1] + 1)
    rates = draw_rates(noise, chance.choice(noise.spreads, kreise), len(every), chance)
    rates = rates[:, [year - years[0] for year in years]]
    shares = chance.uniform(0, 2, treated + IN_LAND) if scenario.uneven else np.ones(treated + IN_LAND)
    rates[: treated + IN_LAND] += np.outer(scenario.change * shares, np.array(years) >= CHANGE_FROM)
    begins = [STARTS[row % len(STARTS)] for row in range(treated)]
    for row, start in enumerate(begins):
        rates[row] += scenario.effect * (np.array(years) >= start)
    keys = [f"{12000 + row}" if row < treated + IN_LAND else f"{13000 + row}" for row in range(kreise)]
    return make_panel(rates, keys, years, begins)


def try_land_estimators(panel: Panel, truth: float, chance: np.random.Generator, *, seed: int) -> dict[str, Finding]:
    """The test of the page alone, after all checks, other estimators, and what a regression would say.

    The seed is that of the few draws of the synthetic difference-in-differences (see `simulations.try_estimators`).
    """
    treated = panel.treated
    tested = permute(panel, treated)
    inside = estimate_in_land(panel, treated, of_same_land(panel, treated, panel.controls))
    cells = np.zeros_like(values := pool_values(panel, treated))
    cells[: len(treated)] = after_minus_before(panel.years, list(treated)).cells
    found, low, high, p_bootstrap = regress(values, cells, chance)
    return {
        "did_permutation": by_test(tested, truth),
        "did_guarded": Finding(tested.estimate, truth, None, claims(panel, treated, tested)),
        "land_year": by_test(inside, truth),
        "synthetic_did": by_test(fit_synthetic_did(panel, treated, n=SYNTHETIC_DRAWS, seed=seed), truth),
        "pooled_clustered": Finding(found, truth, low <= truth <= high, not low <= 0 <= high),
        "pooled_bootstrap": Finding(found, truth, None, p_bootstrap <= TEST_LEVEL),
    }


def claims(panel: Panel, treated: pd.Series, tested: Permutation) -> bool:
    """Whether the verdict calls the difference larger than chance; a synthetic control and variants cannot undo it."""
    land = try_land(panel, treated, {})
    # What the placebo of the Land caps needs no further check.
    if tested.p_value > TEST_LEVEL or land.fails(tested.estimate):
        return False
    weaknesses = find_weaknesses(
        tested.estimate,
        permutation=tested,
        one_out=leave_one_out(panel, treated),
        earlier=try_earlier_starts(panel, treated),
        synthetic=Synthetic((), FIT_YEARS, float("nan"), float("nan")),
        variants=pd.DataFrame(columns=VARIANT_COLUMNS),
        land=land,
    )
    verdict, _ = judge(tested.estimate, tested, compare_trends(panel, treated), weaknesses, guarded=True)
    return verdict in (FRAGILE, LARGER)


def regress(values: np.ndarray, after: np.ndarray, chance: np.random.Generator) -> tuple[float, float, float, float]:
    """One effect with fixed effects for Kreis and year: estimate, clustered interval (CR1), p by wild bootstrap.

    The bootstrap flips the residuals of whole Kreise under the hypothesis of no effect (Rademacher weights) and
    compares t values: Cameron, Gelbach and Miller 2008, https://doi.org/10.1162/rest.90.3.414.
    """
    design, rest = (table - table.mean(0) - table.mean(1, keepdims=True) + table.mean() for table in (after, values))
    size, own = (design**2).sum(), (design**2).sum(axis=1)
    rows = design.size
    small = len(values) / (len(values) - 1) * (rows - 1) / (rows - sum(design.shape))
    found = float((design * rest).sum() / size)
    error = float(np.sqrt(small * (((design * rest).sum(axis=1) - found * own) ** 2).sum()) / size)
    flips = chance.choice([-1.0, 1.0], (BOOTSTRAP_DRAWS, len(values)))
    scores = flips * (design * rest).sum(axis=1)
    drawn = scores.sum(axis=1) / size
    # What a year's mean of the flipped residuals takes out of each Kreis, as fixed effects for years would.
    shared = flips @ rest / len(values) @ design.T
    errors_ = np.sqrt(small * ((scores - shared - drawn[:, None] * own) ** 2).sum(axis=1)) / size
    as_large = int((np.abs(drawn / errors_) >= abs(found / error)).sum())
    reach = float(stats.t.ppf(1 - TEST_LEVEL / 2, len(values) - 1) * error)
    return found, found - reach, found + reach, (1 + as_large) / (1 + BOOTSTRAP_DRAWS)


def summarise(
    scenario: LandScenario, treated: int, years: Sequence[int], found: dict[str, list[Finding]]
) -> list[dict[str, object]]:
    """One row of the table for each estimator."""
    return [
        {
            "scenario": scenario.name,
            "estimator": name,
            "planted_per_1000": scenario.effect,
            **errors(findings),
            "coverage": share(one.covered for one in findings),
            "rejection_rate": share(one.rejected for one in findings),
            "level": 1 - TEST_LEVEL,
            "n_simulations": len(findings),
            "n_treated": treated,
            "n_kreise": treated + IN_LAND + ELSEWHERE,
            "n_years": len(years),
            "last_year": years[-1],
            "seed": SEED,
            "source_id": SOURCE,
        }
        for name, findings in found.items()
    ]


def simulate(runs: int, counts: Sequence[int] = TREATED_COUNTS) -> pd.DataFrame:
    """The rows of the table `simulations` in which the Land may change."""
    atlas = load_atlas()
    noise, years = measure_noise(atlas, EAST), build_panel(atlas, controls=EAST).years
    rows = []
    for number, scenario in enumerate(SCENARIOS):
        for treated in counts:
            chance = np.random.default_rng([SEED, 100 + number, treated])
            found: dict[str, list[Finding]] = {}
            for run in range(runs):
                panel = draw_land_panel(scenario, noise, years, treated, chance)
                for name, finding in try_land_estimators(panel, scenario.effect, chance, seed=run).items():
                    found.setdefault(name, []).append(finding)
            rows += summarise(scenario, treated, years, found)
    return pd.DataFrame(rows).round(DIGITS)[list(TABLES["simulations"].to_schema().columns)]


def main() -> None:
    """Command line: print the rows, and store them with `--write`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.land_simulations", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--write", action="store_true", help="store the rows in the data package")
    options = parser.parse_args()
    began = time.perf_counter()
    table = simulate(options.runs)
    print(table.drop(columns=["n_years", "last_year", "seed", "source_id", "n_simulations"]).to_string(index=False))
    print(f"{options.runs} panels each: {time.perf_counter() - began:.0f} s")
    if options.write:
        store(table)


if __name__ == "__main__":
    main()

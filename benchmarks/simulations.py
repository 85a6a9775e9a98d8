"""Do the estimators of the page before and after find what is there, and nothing where nothing is?

    python -m benchmarks.simulations [--runs 1000] [--write]

Every run draws a panel of 20 Kreise and 18 years with the noise measured in the data package (spread of each Kreis
and dependence from year to year, after taking out Kreis and year means), plants an effect, and gives the panel to the
very functions the page uses. Printed is one row for each scenario and estimator; `--write` also stores them as the
table `simulations` of the package, from which the methods page shows them. Run `python -m data.describe` afterwards.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures import (
    BRANDENBURG,
    Panel,
    Permutation,
    build_panel,
    fit_synthetic,
    fit_twfe,
    permute,
)
from analytics.subjects.effects.measures.beside.synthetic_did import SyntheticDid, fit_synthetic_did
from analytics.subjects.effects.measures.design.panel import LEFT_OUT_COLUMNS
from analytics.subjects.effects.measures.design.starts import CONTROL, TREATED
from analytics.subjects.effects.measures.estimators.contrasts import after_minus_before, event_year
from analytics.subjects.effects.measures.estimators.permutation import draw_assignments, pool_values, rank_contrast
from analytics.subjects.effects.measures.estimators.regression import pool_twfe
from analytics.subjects.effects.measures.robustness import compare_trends
from analytics.subjects.effects.measures.verdict import PRE_TREND_LEVEL, TEST_LEVEL
from data.config import PACKAGE_ROOT
from data.records import load_atlas
from data.records.tables import table_file
from data.records.writing import write_table
from data.tables import TABLES

if TYPE_CHECKING:
    from data.atlas import Atlas

KREISE = 20
YEARS = tuple(range(2001, 2019))
# Like the documented starts: two in the middle of the series, two near its end.
STARTS = (2012, 2013, 2016, 2016)
RUNS = 1000
SEED = 20181231
# 60 assignments with the real one: the fewest that tell 5 % exactly and keep the benchmark under five minutes.
SYNTHETIC_DRAWS = 59
EVENT = 2
PLANTED = 6.0
"""Persons per 1,000: about what these data can show with a chance of 80 %."""
GROWTH = 2.0
DRIFT = 0.5
SOURCE = "E01"
DIGITS = 4


@dataclass(frozen=True)
class Scenario:
    """What is planted.

    Attributes:
        name: code in the table.
        starts: start years of the treated Kreise.
        effect: persons per 1,000 in every year from the start on.
        growth: effect of the first year, which is added again every year, instead of `effect`.
        drift: how much faster the treated Kreise rise than the others, per year, in all years.
        calm: the treated Kreise are given the spread of the treated ones in the data, which is about half as large.
    """

    name: str
    starts: tuple[int, ...] = STARTS
    effect: float = 0.0
    growth: float = 0.0
    drift: float = 0.0
    calm: bool = False

    def effect_in(self, event: int) -> float:
        """The planted effect so many years after the start."""
        return 0.0 if event < 0 else self.effect + self.growth * (event + 1)

    @property
    def planted(self) -> float:
        """The mean effect over the years of each treated Kreis, then over the Kreise."""
        means = [np.mean([self.effect_in(year - start) for year in YEARS if year >= start]) for start in self.starts]
        return float(np.mean(means))


SCENARIOS = (
    Scenario("no_effect"),
    Scenario("constant_effect", effect=PLANTED),
    Scenario("growing_effect", growth=GROWTH),
    Scenario("calm_treated", calm=True),
    Scenario("trends_apart", drift=DRIFT),
    Scenario("one_kreis_no_effect", starts=STARTS[:1]),
    Scenario("one_kreis_effect", starts=STARTS[:1], effect=2 * PLANTED),
)


@dataclass(frozen=True)
class Noise:
    """What the rates do beside Kreis and year means.

    Attributes:
        dependence: correlation of a year with the one before (AR(1)).
        spreads: standard deviation of each Kreis, per 1,000.
        calm_spreads: those of the treated Kreise.
        levels: mean of each Kreis, per 1,000.
    """

    dependence: float
    spreads: np.ndarray
    calm_spreads: np.ndarray
    levels: np.ndarray


@dataclass(frozen=True)
class Finding:
    """What one estimator says of one panel; None where it says nothing."""

    estimate: float
    truth: float
    covered: bool | None
    rejected: bool | None


def measure_noise(atlas: Atlas, controls: str = BRANDENBURG) -> Noise:
    """Spread, dependence and levels of the panel with these Kreise to compare with."""
    panel = build_panel(atlas, controls=controls)
    rates = panel.rates
    rest = rates.sub(rates.mean(axis=1), axis=0).sub(rates.mean(axis=0), axis=1) + rates.to_numpy().mean()
    pairs = [(year, year + 1) for year in panel.years if year + 1 in panel.years]
    first, second = (np.concatenate([rest[pair[side]] for pair in pairs]) for side in (0, 1))
    spreads = rest.std(axis=1)
    treated = spreads[list(panel.treated.index)].to_numpy()
    return Noise(float(first @ second / (first @ first)), spreads.to_numpy(), treated, rates.mean(axis=1).to_numpy())


def draw_panel(scenario: Scenario, noise: Noise, chance: np.random.Generator) -> Panel:
    """One panel with the planted effect; the treated Kreise come first."""
    spreads = chance.choice(noise.spreads, KREISE)
    if scenario.calm:
        spreads[: len(scenario.starts)] = chance.choice(noise.calm_spreads, len(scenario.starts))
    rates = draw_rates(noise, spreads, len(YEARS), chance)
    for row, start in enumerate(scenario.starts):
        rates[row] += [scenario.effect_in(year - start) + scenario.drift * (year - YEARS[0]) for year in YEARS]
    return make_panel(rates, [f"{12000 + number}" for number in range(KREISE)], YEARS, scenario.starts)


def draw_rates(noise: Noise, spreads: np.ndarray, years: int, chance: np.random.Generator) -> np.ndarray:
    """Rates without any effect: (kreise, years)."""
    shocks = chance.normal(size=(len(spreads), years))
    values = np.empty_like(shocks)
    values[:, 0] = shocks[:, 0]
    for year in range(1, years):
        keep = noise.dependence * values[:, year - 1]
        values[:, year] = keep + math.sqrt(1 - noise.dependence**2) * shocks[:, year]
    levels = chance.choice(noise.levels, len(spreads))[:, None]
    return np.asarray(values * spreads[:, None] + levels + chance.normal(size=years))


def make_panel(rates: np.ndarray, keys: list[str], years: Sequence[int], begins: Sequence[int]) -> Panel:
    """A panel whose first Kreise begin in these years."""
    starts = [*begins, *[pd.NA] * (len(keys) - len(begins))]
    roles = pd.DataFrame({"start_year": pd.array(starts, dtype="Int64")}, index=keys)
    roles["role"] = np.where(roles["start_year"].notna(), TREATED, CONTROL)
    return Panel("insgesamt", pd.DataFrame(rates, keys, years), roles, pd.DataFrame(columns=LEFT_OUT_COLUMNS))


def try_estimators(panel: Panel, scenario: Scenario, *, seed: int) -> dict[str, Finding]:
    """Every estimator of the page on one panel.

    The few draws of the synthetic controls get a seed for each panel: the same few assignments for all panels would
    measure their accident, not the test.
    """
    treated, truth = panel.treated, scenario.planted
    chance, clustered = permute(panel, treated), fit_twfe(panel, treated)
    synthetic, trend = fit_synthetic(panel, treated, n=SYNTHETIC_DRAWS, seed=seed), compare_trends(panel, treated)
    weighted = fit_synthetic_did(panel, treated, n=SYNTHETIC_DRAWS, seed=seed)
    values = pool_values(panel, treated)
    cells = np.zeros_like(values)
    cells[: len(treated)] = after_minus_before(panel.years, list(treated)).cells
    found = {
        "did_permutation": by_test(chance, truth),
        "did_clustered": Finding(
            clustered.estimate,
            truth,
            clustered.low <= truth <= clustered.high,
            not clustered.low <= 0 <= clustered.high,
        ),
        "pooled": Finding(pool_twfe(values, cells), truth, None, None),
        "synthetic_control": Finding(synthetic.estimate, truth, None, synthetic.p_value <= TEST_LEVEL),
        "synthetic_did": by_test(weighted, truth),
        "pre_trend": Finding(trend.slope, scenario.drift, None, trend.p_slope <= PRE_TREND_LEVEL),
    }
    return found | {"event_year": _event(values, panel, scenario)}


def by_test(found: Permutation | SyntheticDid, truth: float) -> Finding:
    """The finding of an estimator with an interval and a test."""
    return Finding(found.estimate, truth, found.low <= truth <= found.high, found.p_value <= TEST_LEVEL)


def run_scenario(scenario: Scenario, noise: Noise, runs: int) -> dict[str, list[Finding]]:
    """All findings by estimator."""
    chance = np.random.default_rng([SEED, SCENARIOS.index(scenario)])
    found: dict[str, list[Finding]] = {}
    for run in range(runs):
        for name, finding in try_estimators(draw_panel(scenario, noise, chance), scenario, seed=run).items():
            found.setdefault(name, []).append(finding)
    return found


def summarise(scenario: Scenario, found: dict[str, list[Finding]]) -> list[dict[str, object]]:
    """One row of the table for each estimator."""
    return [
        {
            "scenario": scenario.name,
            "estimator": name,
            "planted_per_1000": findings[0].truth,
            **errors([one for one in findings if not math.isnan(one.estimate)]),
            "coverage": share(one.covered for one in findings),
            "rejection_rate": share(one.rejected for one in findings),
            "level": 1 - (PRE_TREND_LEVEL if name == "pre_trend" else TEST_LEVEL),
            "n_simulations": len(findings),
            "n_treated": len(scenario.starts),
            "n_kreise": KREISE,
            "n_years": len(YEARS),
            "last_year": YEARS[-1],
            "seed": SEED,
            "source_id": SOURCE,
        }
        for name, findings in found.items()
    ]


def simulate(runs: int, scenarios: Sequence[Scenario] = SCENARIOS) -> pd.DataFrame:
    """The table `simulations`."""
    noise = measure_noise(load_atlas())
    rows = [row for scenario in scenarios for row in summarise(scenario, run_scenario(scenario, noise, runs))]
    return pd.DataFrame(rows).round(DIGITS)[list(TABLES["simulations"].to_schema().columns)]


def store(table: pd.DataFrame) -> None:
    """Put these rows in place of those of the same scenarios; the rows of the others stay."""
    known = load_atlas().simulations
    others = known[~known["scenario"].isin(table["scenario"])]
    whole = pd.concat([others, table]) if len(others) else table
    (PACKAGE_ROOT / table_file("simulations")).write_bytes(write_table(whole, "simulations"))


def _event(values: np.ndarray, panel: Panel, scenario: Scenario) -> Finding:
    contrast = event_year(panel.years, scenario.starts, EVENT)
    assignments, exact = draw_assignments(len(values), len(scenario.starts))
    found = rank_contrast(values, contrast, assignments, exact=exact)
    truth = scenario.effect_in(EVENT)
    return by_test(found, truth)


def errors(findings: list[Finding]) -> dict[str, float]:
    """Mean estimate, mean error and typical error."""
    estimates = np.array([one.estimate for one in findings])
    errors = estimates - np.array([one.truth for one in findings])
    return {
        "mean_per_1000": float(estimates.mean()),
        "bias_per_1000": float(errors.mean()),
        "rmse_per_1000": float(np.sqrt((errors**2).mean())),
    }


def share(answers: Iterable[bool | None]) -> float:
    """Share of yes among the answers there are; NaN without one."""
    given = [answer for answer in answers if answer is not None]
    return float(np.mean(given)) if given else float("nan")


def main() -> None:
    """Command line: print the table, and store it with `--write`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulations", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--write", action="store_true", help="store the table in the data package")
    options = parser.parse_args()
    began = time.perf_counter()
    table = simulate(options.runs)
    shown = ["n_kreise", "n_years", "last_year", "seed", "source_id", "n_simulations"]
    print(table.drop(columns=shown).to_string(index=False))
    print(f"{options.runs} panels for each of {len(SCENARIOS)} scenarios: {time.perf_counter() - began:.0f} s")
    if options.write:
        store(table)


if __name__ == "__main__":
    main()

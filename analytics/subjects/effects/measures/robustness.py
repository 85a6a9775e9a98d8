"""What the estimate withstands: other years, other Kreise, other choices; and how small an effect could be seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.design.starts import MIN_AFTER, MIN_BEFORE
from analytics.subjects.effects.measures.estimators.contrasts import (
    Contrast,
    Floats,
    Ints,
    after_minus_before,
    after_minus_trend,
    estimate_contrast,
    event_year,
    slope_before,
)
from analytics.subjects.effects.measures.estimators.permutation import (
    LEVELS,
    Permutation,
    draw_assignments,
    pool_values,
    rank_contrast,
    rejected_rank,
)
from analytics.subjects.effects.measures.estimators.regression import Regression, pool_twfe

POWER = 0.80
SHORT_WINDOW = 5
"""Years before the start in the variant that forgets the early 2000s; the least the comparison accepts."""
SAXONY = "14"

EVENT_COLUMNS = ["event_year", "estimate", "low", "high", "level", "n", "p_value", "reference"]
LEAVE_OUT_COLUMNS = ["ags", "role", "estimate", "low", "high", "level", "p_value"]
PLACEBO_COLUMNS = ["years_earlier", "estimate"]
VARIANT_COLUMNS = ["variant", "estimate", "low", "high", "level", "p_value", "n_treated", "n_control", "n_years"]


@dataclass(frozen=True)
class PreTrend:
    """Whether treated and control Kreise already moved apart before the start.

    Attributes:
        slope: difference of the straight-line slopes before the start, per 1,000 and year.
        p_slope: share of assignments with a slope difference at least as large.
        spread: root of the mean squared estimate of the event study before the start, per 1,000.
        p_spread: share of assignments with at least as much.
        years: years before the start, of the treated Kreis with fewest.
    """

    slope: float
    p_slope: float
    spread: float
    p_spread: float
    years: int


@dataclass(frozen=True)
class DetectableEffect:
    """The smallest true effect these data would show with a chance of `power`.

    Attributes:
        permutation: by the distribution of placebo assignments, per 1,000; NaN when too few assignments exist.
        level: level of that test (0.95, or 0.90 where fewer assignments exist), NaN like it.
        standard_error: by the clustered standard error at 95 %, per 1,000: too optimistic with few treated Kreise.
        power: chance of seeing it.
    """

    permutation: float
    level: float
    standard_error: float
    power: float


def study_events(panel: Panel, treated: pd.Series) -> pd.DataFrame:
    """Event study: every year counted from the start, against the last year with figures before it.

    Returns:
        Grain event_year, in order. Columns estimate, low, high (per 1,000; the interval of this single year by
        permutation), level, n (treated Kreise that have the year), p_value, reference (bool; the year all others are
        measured from, 0 by definition).
    """
    assignments, exact = _assignments(panel, treated)
    values, begins = pool_values(panel, treated), list(treated)
    events = sorted({year - start for start in begins for year in panel.years})
    rows = []
    for event in events:
        contrast = event_year(panel.years, begins, event)
        if contrast is not None:
            found = rank_contrast(values, contrast, assignments, exact=exact)
            used = int((contrast.shares > 0).sum())
            rows.append((event, found.estimate, found.low, found.high, found.level, used, found.p_value, False))
        elif any(start + event in panel.years for start in begins):
            rows.append((event, 0.0, 0.0, 0.0, np.nan, len(begins), np.nan, True))
    return pd.DataFrame(rows, columns=EVENT_COLUMNS)


def compare_trends(panel: Panel, treated: pd.Series) -> PreTrend:
    """Slopes and single years before the start, judged by permutation like the estimate itself."""
    assignments, exact = _assignments(panel, treated)
    values, begins = pool_values(panel, treated), list(treated)
    tested = rank_contrast(values, slope_before(panel.years, begins), assignments, exact=exact)
    leads = [event_year(panel.years, begins, event) for event in range(min(panel.years) - max(begins), 0)]
    spreads = _spreads(values, [one for one in leads if one is not None], assignments)
    return PreTrend(
        slope=tested.estimate,
        p_slope=tested.p_value,
        spread=float(spreads[0]),
        p_spread=float((spreads >= spreads[0] * (1 - 1e-9)).mean()),
        years=min(sum(year < start for year in panel.years) for start in begins),
    )


def compare_spreads(panel: Panel, treated: pd.Series) -> tuple[float, float]:
    """How much the rates fluctuate before the first start, beside Kreis and year means: treated, then controls.

    The permutation test supposes the same for all. Where the controls fluctuate more, it is cautious: true effects are
    missed more often than the level says, chance is taken for an effect less often.

    Returns:
        Standard deviations in persons per 1,000.
    """
    before = panel.rates.loc[[*treated.index, *panel.controls], [year for year in panel.years if year < treated.min()]]
    rest = before.sub(before.mean(axis=1), axis=0).sub(before.mean(axis=0), axis=1) + before.to_numpy().mean()
    own, others = rest.loc[treated.index].to_numpy(), rest.loc[panel.controls].to_numpy()
    return float(np.sqrt((own**2).mean())), float(np.sqrt((others**2).mean()))


def leave_one_out(panel: Panel, treated: pd.Series) -> pd.DataFrame:
    """The estimate without each Kreis in turn.

    Returns:
        Grain ags. Columns role (treated|control), estimate, low, high, level, p_value. The only treated Kreis cannot
        be left out and has no row.
    """
    values, keys, begins = pool_values(panel, treated), [*treated.index, *panel.controls], list(treated)
    rows = []
    for row in range(0 if len(treated) > 1 else 1, len(keys)):
        kept = [start for place, start in enumerate(begins) if place != row]
        found = _rank_starts(np.delete(values, row, axis=0), after_minus_before(panel.years, kept))
        role = "treated" if row < len(treated) else "control"
        rows.append((keys[row], role, *_summary(found)))
    return pd.DataFrame(rows, columns=LEAVE_OUT_COLUMNS)


def try_earlier_starts(panel: Panel, treated: pd.Series) -> pd.DataFrame:
    """The estimate as if every Kreis had started earlier, from the years before its real start only.

    Returns:
        Grain years_earlier (years with figures between the pretended and the real start). Column estimate, per 1,000.
        Empty when the years before the start do not suffice.
    """
    values, years = pool_values(panel, treated), np.array(panel.years)
    own = np.arange(len(treated))[None, :]
    rows = []
    for earlier in range(MIN_AFTER, len(years)):
        if min((years < start).sum() for start in treated) - earlier < MIN_BEFORE:
            break
        contrast = _pretend(panel, treated, earlier)
        rows.append((earlier, float(estimate_contrast(values, contrast, own)[0])))
    return pd.DataFrame(rows, columns=PLACEBO_COLUMNS)


def placebo_years_p(estimate: float, earlier: pd.DataFrame) -> float:
    """Share of the pretended and the real start whose estimate is at least as large; NaN without a pretended one."""
    if earlier.empty:
        return float("nan")
    return float((1 + (earlier["estimate"].abs() >= abs(estimate)).sum()) / (1 + len(earlier)))


def try_variants(panel: Panel, treated: pd.Series, others: dict[str, Panel]) -> pd.DataFrame:
    """The estimate under other defensible choices.

    Args:
        panel: the panel of the result.
        treated: its treated Kreise.
        others: panels made in another way, by the name of the variant; a treated Kreis they do not treat drops out.

    Returns:
        Grain variant. Columns estimate, low, high, level, p_value (NaN for pooled, which has no permutation test
        here), n_treated, n_control, n_years. Variants: short_window, trend_adjusted, without_saxony,
        unknown_as_controls, pooled, and the names of `others`.
    """
    begins = list(treated)
    rows = [
        _variant("short_window", panel, treated, after_minus_before(panel.years, begins, last_before=SHORT_WINDOW)),
        _variant("trend_adjusted", panel, treated, after_minus_trend(panel.years, begins)),
    ]
    saxony = [ags for ags in panel.controls if ags.startswith(SAXONY)]
    panels = {
        "without_saxony": panel.without(saxony),
        "unknown_as_controls": panel.with_unknown_as_controls(),
        **others,
    }
    for name, other in panels.items():
        kept = other.treated.reindex(treated.index).dropna().astype(int)
        if len(kept) and len(other.controls) > 1:
            rows.append(_variant(name, other, kept, after_minus_before(other.years, list(kept))))
    pooled = pool_twfe(pool_values(panel, treated), _after_cells(panel, treated))
    sizes = (len(treated), len(panel.controls), len(panel.years))
    rows.append(("pooled", pooled, np.nan, np.nan, np.nan, np.nan, *sizes))
    return pd.DataFrame(rows, columns=VARIANT_COLUMNS)


def detectable_effect(permutation: Permutation, regression: Regression) -> DetectableEffect:
    """Smallest effect seen with 80 % power, by both measures of chance."""
    # Loaded by the first computation, so that commands that compute nothing of the kind do not wait for it.
    from scipy.special import stdtrit

    by_permutation, level = smallest_visible(permutation.distribution)
    freedom = regression.clusters - 1
    factor = float(stdtrit(freedom, (1 + LEVELS[0]) / 2) + stdtrit(freedom, POWER))
    return DetectableEffect(by_permutation, level, factor * regression.standard_error, POWER)


def smallest_visible(placebos: Floats) -> tuple[float, float]:
    """The effect a test by these placebo estimates would see with 80 % power, and its level; NaN with too few."""
    assignments = len(placebos) + 1
    level = next((one for one in LEVELS if rejected_rank(one, assignments)), float("nan"))
    if level != level:
        return float("nan"), level
    critical = np.sort(np.abs(placebos))[::-1][rejected_rank(level, assignments) - 1]
    return float(critical + np.quantile(np.concatenate([placebos, -placebos]), POWER)), level


def _assignments(panel: Panel, treated: pd.Series) -> tuple[Ints, bool]:
    return draw_assignments(len(treated) + len(panel.controls), len(treated))


def _spreads(values: np.ndarray, leads: list[Contrast], assignments: Ints) -> np.ndarray:
    squares = [estimate_contrast(values, lead, assignments) ** 2 for lead in leads]
    return np.asarray(np.sqrt(np.mean(squares, axis=0)))


def _rank_starts(values: Floats, contrast: Contrast) -> Permutation:
    """The test of a contrast; the first rows are those of the treated Kreise."""
    assignments, exact = draw_assignments(len(values), len(contrast.shares))
    return rank_contrast(values, contrast, assignments, exact=exact)


def _summary(found: Permutation) -> tuple[float, float, float, float, float]:
    return found.estimate, found.low, found.high, found.level, found.p_value


def _variant(name: str, panel: Panel, treated: pd.Series, contrast: Contrast) -> tuple[object, ...]:
    sizes = (len(treated), len(panel.controls), len(panel.years))
    return (name, *_summary(_rank_starts(pool_values(panel, treated), contrast)), *sizes)


def _pretend(panel: Panel, treated: pd.Series, earlier: int) -> Contrast:
    """Each Kreis's contrast on the years before its real start, the last `earlier` of them counted as after."""
    years = np.array(panel.years)
    weights = np.zeros((len(treated), len(years)))
    for row, start in enumerate(treated):
        known = years[years < start]
        contrast = after_minus_before([int(year) for year in known], [int(known[-earlier])])
        weights[row, : len(known)] = contrast.weights[0]
    return Contrast(weights, np.full(len(treated), 1 / len(treated)), np.zeros_like(weights))


def _after_cells(panel: Panel, treated: pd.Series) -> np.ndarray:
    cells = np.zeros((len(treated) + len(panel.controls), len(panel.years)))
    cells[: len(treated)] = after_minus_before(panel.years, list(treated)).cells
    return cells

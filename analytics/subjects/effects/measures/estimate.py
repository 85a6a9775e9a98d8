"""Before and after in the Kreise of the initiatives: all that a page, a slide and the command line need, at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from analytics.rates.rates import compute_rates
from analytics.subjects.effects.measures.design.cached import keep_per_choice
from analytics.subjects.effects.measures.design.controls import BRANDENBURG, EAST, figures_of, rule_out
from analytics.subjects.effects.measures.design.panel import DEFAULT_AGE_GROUP, Panel, panel_of
from analytics.subjects.effects.measures.design.starts import (
    AFTER_DATA,
    JOINED,
    LEFT_OUT,
    SHORT,
    date_initiatives,
    explain_starts,
)
from analytics.subjects.effects.measures.estimators.permutation import Permutation, permute
from analytics.subjects.effects.measures.estimators.regression import Regression, fit_twfe
from analytics.subjects.effects.measures.estimators.synthetic import Synthetic, fit_synthetic
from analytics.subjects.effects.measures.guard import LandPlacebo, try_land
from analytics.subjects.effects.measures.robustness import (
    DetectableEffect,
    PreTrend,
    compare_trends,
    detectable_effect,
    leave_one_out,
    placebo_years_p,
    study_events,
    try_earlier_starts,
    try_variants,
)
from analytics.subjects.effects.measures.verdict import (
    MIN_CONTROLS,
    NO_START,
    TOO_FEW_CONTROLS,
    TOO_FEW_YEARS,
    find_weaknesses,
    judge,
)
from data.atlas import Atlas
from data.errors import check_name

ALL = "all"


@dataclass(frozen=True, eq=False)
class EffectResult:
    """Before and after in one Kreis, or in all Kreise with a usable start, against Kreise where nothing had begun.

    All estimates are in persons per 1,000 residents of the age group and year; positive means a better balance.

    Attributes:
        ags: the Kreis under study, or "all".
        age_group: code of the migration table.
        with_distorted: years and Kreise shaped by the reception of refugees are kept.
        panel: the figures it rests on, with what was left out and what each Kreis is.
        starts: every initiative and whether its start is used (see `panel.starts`).
        treated: first start year by ags of the Kreise under study; empty when refused.
        verdict: one of `verdict.VERDICTS`.
        reasons: codes that led to it, the deciding one first; for a refused comparison the role or start reason.
        did: two-way fixed effects with clustered standard error; None when refused, like all that follow.
        permutation: randomisation inference; its low, high and level are the interval to show.
        event_study: one row per year counted from the start (see `robustness.study_events`).
        synthetic: synthetic controls, each with the reason where refused.
        earlier_starts: estimates as if the start had been earlier (see `robustness.try_earlier_starts`).
        p_years: the share of them, the real one included, at least as large; NaN without any.
        one_out: the estimate without each Kreis in turn (see `robustness.leave_one_out`).
        variants: the estimate under other choices (see `robustness.try_variants`).
        residents: residents of the age group in the treated Kreise, mean on the last 31 December of the panel: what
            turns a rate into persons; NaN when unknown.
        mde: the smallest effect these data would show.
        pre_trend: whether the Kreise moved apart already before the start.
        controls: the set of Kreise compared with, one of `controls.CONTROL_SETS`.
        land: the placebo in Kreise of the same Land; None where the controls are of the same Land anyway.
    """

    ags: str
    age_group: str
    with_distorted: bool
    panel: Panel
    starts: pd.DataFrame
    treated: pd.Series
    verdict: str
    reasons: tuple[str, ...]
    did: Regression | None = None
    permutation: Permutation | None = None
    event_study: pd.DataFrame | None = None
    synthetic: Synthetic | None = None
    earlier_starts: pd.DataFrame | None = None
    p_years: float = float("nan")
    one_out: pd.DataFrame | None = None
    variants: pd.DataFrame | None = None
    residents: float = float("nan")
    mde: DetectableEffect | None = None
    pre_trend: PreTrend | None = None
    controls: str = BRANDENBURG
    land: LandPlacebo | None = None

    @property
    def n_treated(self) -> int:
        """Kreise under study."""
        return len(self.treated)

    @property
    def n_control(self) -> int:
        """Kreise they are compared with."""
        return len(self.panel.controls)


def estimate(
    atlas: Atlas,
    *,
    ags: str = ALL,
    age_group: str = DEFAULT_AGE_GROUP,
    with_distorted: bool = False,
    controls: str = BRANDENBURG,
    last_year: int | None = None,
) -> EffectResult:
    """Before and after, computed once for an atlas and a choice: several figures of a page ask for the same.

    Args:
        atlas: the data package.
        ags: a Kreis, or "all" for the mean of all Kreise with a usable start.
        age_group: a code of the migration table.
        with_distorted: keep years and Kreise that the reception of refugees shapes.
        controls: the set of Kreise to compare with.
        last_year: the last year compared, None for the last one the estimators were tried on.

    Raises:
        UnknownNameError: the Kreis, the age group or the set is unknown.
    """
    return _estimate(atlas, ags, age_group, with_distorted, controls, last_year)


def usable_kreise(atlas: Atlas, *, age_group: str = DEFAULT_AGE_GROUP, with_distorted: bool = False) -> list[str]:
    """Kreise with an estimate, by first start: what a page may offer beside "all"."""
    return [str(ags) for ags in panel_of(atlas, age_group=age_group, with_distorted=with_distorted).treated.index]


def pose(
    atlas: Atlas,
    *,
    ags: str,
    age_group: str,
    with_distorted: bool,
    controls: str = BRANDENBURG,
    last_year: int | None = None,
) -> tuple[Panel, pd.Series]:
    """The panel of a question and the Kreise under study: first start year by ags, empty where none is usable.

    Raises:
        UnknownNameError: the Kreis, the age group or the set is unknown.
    """
    known = (ALL, *sorted(atlas.migration["ags"].unique()))
    check_name("ags", ags, known)
    panel = panel_of(atlas, age_group=age_group, with_distorted=with_distorted, controls=controls, last_year=last_year)
    return panel, panel.treated if ags == ALL else panel.treated[panel.treated.index == ags]


def refuse(panel: Panel, ags: str, treated: pd.Series) -> tuple[str, tuple[str, ...]] | None:
    """Verdict and reason when there is nothing to estimate, None when there is."""
    if len(treated):
        few = len(panel.controls) < MIN_CONTROLS
        return (TOO_FEW_CONTROLS, (TOO_FEW_CONTROLS,)) if few else None
    if ags != ALL and ags not in panel.roles.index:
        return NO_START, (LEFT_OUT,)
    rows = panel.roles if ags == ALL else panel.roles.loc[[ags]]
    short = rows.loc[rows["role"] == SHORT, "reason"]
    if len(short):
        return TOO_FEW_YEARS, tuple(dict.fromkeys(short))
    if (rows["reason"] == AFTER_DATA).any():
        return TOO_FEW_YEARS, (AFTER_DATA,)
    return NO_START, tuple(dict.fromkeys(rows["reason"]))


@keep_per_choice
def _estimate(
    atlas: Atlas, ags: str, age_group: str, with_distorted: bool, controls: str, last_year: int | None
) -> EffectResult:
    panel, treated = pose(
        atlas, ags=ags, age_group=age_group, with_distorted=with_distorted, controls=controls, last_year=last_year
    )
    listed = explain_starts(date_initiatives(atlas), panel.roles)
    refused = refuse(panel, ags, treated)
    if refused:
        return EffectResult(
            ags, age_group, with_distorted, panel, listed, treated.iloc[:0], *refused, controls=controls
        )
    did, permutation = fit_twfe(panel, treated), permute(panel, treated)
    pre_trend, synthetic = compare_trends(panel, treated), fit_synthetic(panel, treated)
    earlier, one_out = try_earlier_starts(panel, treated), leave_one_out(panel, treated)
    variants = try_variants(panel, treated, _other_panels(atlas, age_group, with_distorted, controls, last_year))
    land = None if controls == BRANDENBURG else try_land(panel, treated, rule_out(atlas, EAST))
    weaknesses = find_weaknesses(
        did.estimate,
        permutation=permutation,
        one_out=one_out,
        earlier=earlier,
        synthetic=synthetic,
        variants=variants,
        land=land,
    )
    verdict, reasons = judge(did.estimate, permutation, pre_trend, weaknesses, guarded=land is not None)
    return EffectResult(
        ags=ags,
        age_group=age_group,
        with_distorted=with_distorted,
        panel=panel,
        starts=listed,
        treated=treated,
        verdict=verdict,
        reasons=reasons,
        did=did,
        permutation=permutation,
        event_study=study_events(panel, treated),
        synthetic=synthetic,
        earlier_starts=earlier,
        p_years=placebo_years_p(did.estimate, earlier),
        one_out=one_out,
        variants=variants,
        residents=_residents(figures_of(atlas, controls), panel, treated),
        mde=detectable_effect(permutation, did),
        pre_trend=pre_trend,
        controls=controls,
        land=land,
    )


def _residents(atlas: Atlas, panel: Panel, treated: pd.Series) -> float:
    table = compute_rates(atlas)
    rows = table[(table["age_group"] == panel.age_group) & (table["year"] == panel.years[-1])]
    return float(rows.loc[rows["ags"].isin(treated.index), "population"].astype(float).mean())


def _other_panels(
    atlas: Atlas, age_group: str, with_distorted: bool, controls: str, last_year: int | None
) -> dict[str, Panel]:
    """The same figures under the two choices that need other panels."""
    panel = partial(panel_of, atlas, age_group=age_group, controls=controls, last_year=last_year)
    name = "without_distorted" if with_distorted else "with_distorted"
    return {
        name: panel(with_distorted=not with_distorted),
        "joined": panel(with_distorted=with_distorted, prefer=JOINED),
    }

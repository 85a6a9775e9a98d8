"""Before and after: what changed in Kreise in which an initiative began, against Kreise in which none had."""

from analytics.subjects.effects.measures.ages import compare_ages
from analytics.subjects.effects.measures.control_list import compare_sets, explain_controls
from analytics.subjects.effects.measures.design.controls import BRANDENBURG, CONTROL_SETS, EAST, figures_of, rule_out
from analytics.subjects.effects.measures.design.panel import (
    DEFAULT_AGE_GROUP,
    Panel,
    build_panel,
    distorted_kreise,
    distorted_years,
    last_tried_year,
    starts,
)
from analytics.subjects.effects.measures.design.starts import MIN_AFTER, MIN_BEFORE, START_REASONS
from analytics.subjects.effects.measures.estimate import ALL, EffectResult, estimate, usable_kreise
from analytics.subjects.effects.measures.estimators.contrasts import reference_year
from analytics.subjects.effects.measures.estimators.permutation import DRAWS, Permutation, permute
from analytics.subjects.effects.measures.estimators.regression import Regression, fit_twfe
from analytics.subjects.effects.measures.estimators.synthetic import (
    REFUSALS,
    Synthetic,
    SyntheticControl,
    fit_synthetic,
)
from analytics.subjects.effects.measures.guard import LandPlacebo, try_land
from analytics.subjects.effects.measures.robustness import DetectableEffect, PreTrend, compare_spreads
from analytics.subjects.effects.measures.verdict import MIN_CONTROLS, REFUSED, VERDICTS, WEAKNESSES

__all__ = [
    "ALL",
    "BRANDENBURG",
    "CONTROL_SETS",
    "DEFAULT_AGE_GROUP",
    "DRAWS",
    "EAST",
    "MIN_AFTER",
    "MIN_BEFORE",
    "MIN_CONTROLS",
    "REFUSALS",
    "REFUSED",
    "START_REASONS",
    "VERDICTS",
    "WEAKNESSES",
    "DetectableEffect",
    "EffectResult",
    "LandPlacebo",
    "Panel",
    "Permutation",
    "PreTrend",
    "Regression",
    "Synthetic",
    "SyntheticControl",
    "build_panel",
    "compare_ages",
    "compare_sets",
    "compare_spreads",
    "distorted_kreise",
    "distorted_years",
    "estimate",
    "explain_controls",
    "figures_of",
    "fit_synthetic",
    "fit_twfe",
    "last_tried_year",
    "permute",
    "reference_year",
    "rule_out",
    "starts",
    "try_land",
    "usable_kreise",
]

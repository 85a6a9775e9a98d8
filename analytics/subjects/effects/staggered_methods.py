"""Methods behind the other estimators of before and after."""

from __future__ import annotations

from analytics.figure.literature import ARKHANGELSKY, CALLAWAY_SANTANNA, CAMERON_MILLER
from analytics.figure.method import Method
from analytics.language import Wording
from analytics.subjects.effects.figures.text import level_text
from analytics.subjects.effects.measures import EffectResult
from analytics.subjects.effects.measures.beside.estimators import (
    GROUP_TIME,
    LAND_YEAR,
    SYNTHETIC_DID,
    compare_estimators,
)
from analytics.subjects.effects.measures.beside.synthetic_did import PLACEBOS
from data.atlas import Atlas


def staggered_methods(atlas: Atlas, w: Wording, result: EffectResult, name: str) -> tuple[Method, ...]:
    """Effects by start and year, synthetic difference in differences, and a change of the Land taken out."""
    rows = compare_estimators(atlas, ags=result.ags, controls=result.controls)
    found = {str(row["estimator"]): row for _, row in rows.iterrows()}

    def example(code: str) -> tuple[str, ...]:
        if code not in found:
            return (w.text("{name}: too few districts.", name=name),)
        row = found[code]
        return (
            w.text(
                "{name}: {estimate} per 1,000 a year ({interval}); {n} districts to compare with.",
                name=name,
                estimate=w.signed(row["estimate"], 2),
                interval=level_text(w, row["level"], row["low"], row["high"]),
                n=w.number(row["n_control"]),
            ),
        )

    return (
        _group_time(w, example(GROUP_TIME)),
        _synthetic_did(w, example(SYNTHETIC_DID)),
        _land_year(w, example(LAND_YEAR)),
    )


def _group_time(w: Wording, example: tuple[str, ...]) -> Method:
    return Method(
        key="group_time",
        name=w.text("Effects by start and year"),
        question=w.text("What changes if every year is measured from the last one before the start?"),
        formula=r"\mathrm{ATT}(s,t) = (\bar r_{s,t} - \bar r_{s,s-1}) - (\bar r_{C(t),t} - \bar r_{C(t),s-1})",
        rule=w.text(
            "Every year from the start on, minus the last year before it, against the same change in districts that "
            "have not begun by that year, later starters included. Mean over the years of each district, then over the "
            "districts; chance by exchanging the starts."
        ),
        example=example,
        reference=CALLAWAY_SANTANNA,
        limits=w.text("Everything hangs on a single year before the start, so the estimate fluctuates more."),
        unit="analytics.subjects.effects.measures.beside.staggered.estimate_group_time",
    )


def _synthetic_did(w: Wording, example: tuple[str, ...]) -> Method:
    return Method(
        key="synthetic_did",
        name=w.text("Synthetic difference in differences"),
        question=w.text("What remains if districts and years are weighted so that they run alike before the start?"),
        formula=(
            r"\hat\tau = \Big(\bar r_{k,\text{after}} - \sum_{t<s} \lambda_t r_{kt}\Big) "
            r"- \sum_j \omega_j \Big(\bar r_{j,\text{after}} - \sum_{t<s} \lambda_t r_{jt}\Big)"
        ),
        rule=w.text(
            "Difference in differences with weights of districts (ω) and of years (λ), zero or more and 1 in total, "
            "both fitted with an intercept before the start; a penalty keeps the weights of districts spread out. "
            "Districts that start in the same year are estimated together. Chance: the starts given to {n} draws of "
            "districts without one.",
            n=w.number(PLACEBOS),
        ),
        example=example,
        reference=ARKHANGELSKY,
        limits=w.text(
            "It takes out what other Länder show, not what changed in one Land alone. Where a single district starts, "
            "each district compared with can be drawn once: against ten, chance gives at least as much in 9 % of the "
            "cases or more, so no difference is ever called larger than chance."
        ),
        unit="analytics.subjects.effects.measures.beside.synthetic_did.fit_synthetic_did",
    )


def _land_year(w: Wording, example: tuple[str, ...]) -> Method:
    return Method(
        key="land_year",
        name=w.text("A change of the Land taken out"),
        question=w.text("Is it the initiative or the Land?"),
        formula=r"r_{kt} = \alpha_k + \mu_{\ell(k),t} + \beta \cdot D_{kt} + \varepsilon_{kt}",
        rule=w.text(
            "Fixed effects for every Land and year (μ) instead of every year. Districts elsewhere then tell only of "
            "their own Land, so the comparison is one with districts of the same Land alone."
        ),
        example=example,
        reference=CAMERON_MILLER,
        limits=w.text(
            "An effect on all districts of the Land alike, also on neighbours, cannot be told from a change of the "
            "Land; with few districts chance is large."
        ),
        unit="analytics.subjects.effects.measures.beside.staggered.estimate_in_land",
    )

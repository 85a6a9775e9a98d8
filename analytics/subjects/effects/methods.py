"""Methods behind before and after: differences, chance, synthetic controls, what could be seen, and the verdict."""

from __future__ import annotations

import pandas as pd

from analytics.figure.literature import ABADIE, BLOOM, CAMERON_MILLER, GOODMAN_BACON, PHIPSON_SMYTH
from analytics.figure.method import Method
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.subjects.effects.figures.beside.threshold import threshold_sentence
from analytics.subjects.effects.figures.means import compute_means
from analytics.subjects.effects.measures import (
    ALL,
    MIN_AFTER,
    MIN_BEFORE,
    MIN_CONTROLS,
    EffectResult,
    estimate,
    usable_kreise,
)
from analytics.subjects.effects.measures.beside.threshold import compute_thresholds
from analytics.subjects.effects.staggered_methods import staggered_methods
from data.atlas import Atlas


def effect_methods(atlas: Atlas, w: Wording, *, ags: str) -> tuple[Method, ...]:
    """The methods of before and after; on a Kreis without a usable start the example is all Kreise that have one."""
    result = estimate(atlas, ags=ags if ags in usable_kreise(atlas) else ALL)
    name = w.text("all districts with a usable start") if result.ags == ALL else kreis_names(atlas)[result.ags]
    return (
        _difference(w, result, name),
        _event_study(w, result, name),
        _synthetic(atlas, w, result),
        *staggered_methods(atlas, w, result, name),
        _chance(w, result, name),
        _detectable(atlas, w, result, name),
        _verdict(w),
    )


def _refused(w: Wording) -> tuple[str, ...]:
    return (w.text("No start in the data can be used at present, so there is nothing to work through."),)


def _difference(w: Wording, result: EffectResult, name: str) -> Method:
    did = result.did
    example = _refused(w) if did is None else (*_four_means(w, result, name), _did_text(w, result))
    return Method(
        key="did",
        name=w.text("Difference in differences"),
        question=w.text("Did the balance change more where an initiative of the network began than where none did?"),
        formula=r"r_{kt} = \alpha_k + \lambda_t + \beta \cdot D_{kt} + \varepsilon_{kt}",
        rule=w.text(
            "Change of the mean rate from before to after the start, minus the same change in the districts where "
            "nothing had begun. Computed with fixed effects for district (α) and year (λ), a block for each start, so "
            "that a district that has begun is never the control of another; errors clustered by district."
        ),
        example=example,
        reference=f"{CAMERON_MILLER}; {GOODMAN_BACON}",
        limits=w.text(
            "It is an effect only if both groups would have gone the same way without the initiative: nobody can see "
            "that."
        ),
        unit="analytics.subjects.effects.measures.fit_twfe",
    )


def _four_means(w: Wording, result: EffectResult, name: str) -> tuple[str, ...]:
    """The four means the difference is made of, when one Kreis is under study."""
    if result.n_treated != 1:
        return ()
    means = compute_means(result)
    return (
        w.text(
            "{name}, start {start}: mean {after} per 1,000 from the start on, {before} before: {change}.",
            name=name, start=int(result.treated.iloc[0]), after=w.signed(means.after, 2),
            before=w.signed(means.before, 2), change=w.signed(means.change, 2),
        ),
        w.text(
            "{n} districts without a start: {after} and {before}: {change}.",
            n=result.n_control, after=w.signed(means.others_after, 2), before=w.signed(means.others_before, 2),
            change=w.signed(means.others_change, 2),
        ),
    )  # fmt: skip


def _did_text(w: Wording, result: EffectResult) -> str:
    did = result.did
    if did is None:
        return ""
    return w.text(
        "Difference of the changes: {estimate} per 1,000 a year (clustered error {error}; {clusters} districts).",
        estimate=w.signed(did.estimate, 2),
        error=w.number(did.standard_error, 2),
        clusters=did.clusters,
    )


def _event_study(w: Wording, result: EffectResult, name: str) -> Method:
    study = result.event_study
    example = _refused(w)
    if study is not None:
        rows = study[~study["reference"]].tail(2)
        example = tuple(
            w.text(
                "{name}, {event} years from the start: {estimate} per 1,000, by chance between {low} and {high}.",
                name=name,
                event=w.signed(row["event_year"], 0),
                estimate=w.signed(row["estimate"], 2),
                low=w.signed(row["low"], 1),
                high=w.signed(row["high"], 1),
            )
            for _, row in rows.iterrows()
        )
    return Method(
        key="event_study",
        name=w.text("Event study"),
        question=w.text("When did the difference appear: only after the start, or already before?"),
        formula=r"\beta_e = (r_{k,s+e} - r_{k,s-1}) - (\bar{r}_{C,s+e} - \bar{r}_{C,s-1})",
        rule=w.text(
            "The difference in differences of every single year e, counted from the start s, against the last year "
            "with figures before it. Estimates before the start should lie around 0."
        ),
        example=example,
        reference=GOODMAN_BACON,
        limits=w.text("A single year of one district is mostly chance."),
        unit="analytics.subjects.effects.measures.estimate",
    )


def _synthetic(atlas: Atlas, w: Wording, result: EffectResult) -> Method:
    example = _refused(w)
    if result.synthetic is not None:
        one = result.synthetic.kreise[0]
        names = kreis_names(atlas)
        weights = one.weights[one.weights >= 0.005]
        parts = w.join(f"{names[str(key)]} {w.percent(value, 0)}" for key, value in weights.items())
        example = (
            w.text("{name} is mixed from {parts}.", name=names[one.ags], parts=parts)
            if len(weights)
            else w.text("{name}: refused, too few years or districts.", name=names[one.ags]),
        )
        if pd.notna(one.ratio):
            example += (
                w.text(
                    "Mean error before {before}, after {after}: ratio {ratio}, place {rank} of {ranked}.",
                    before=w.number(one.rmspe_before, 2),
                    after=w.number(one.rmspe_after, 2),
                    ratio=w.number(one.ratio, 2),
                    rank=one.rank,
                    ranked=one.ranked,
                ),
            )
    return Method(
        key="synthetic",
        name=w.text("Synthetic control"),
        question=w.text("How would a mixture of other districts have gone on that went the same way before?"),
        formula=(
            r"\min_{w} \sum_{t < s} \Big( r_{kt} - \sum_{j} w_j r_{jt} \Big)^2, \quad w_j \ge 0, \ \sum_j w_j = 1"
        ),
        rule=w.text(
            "Weights of districts without a start, so that their mixture comes nearest to the district before the "
            "start. The gap afterwards is compared with the gap of every other district treated the same way."
        ),
        example=example,
        reference=ABADIE,
        limits=w.text("Refused where the mixture does not fit before the start, or years or districts are too few."),
        unit="analytics.subjects.effects.measures.fit_synthetic",
    )


def _chance(w: Wording, result: EffectResult, name: str) -> Method:
    test = result.permutation
    example = _refused(w)
    if test is not None:
        larger = round(test.p_value * test.assignments)
        example = (
            w.text(
                "{name}: of {n} ways to choose the districts, the real one included, {larger} give an estimate at "
                "least as large as {estimate}: p = {p}.",
                name=name,
                n=w.number(test.assignments),
                larger=w.number(larger),
                estimate=w.signed(test.estimate, 2),
                p=w.number(test.p_value, 3),
            ),
        )
    return Method(
        key="chance",
        name=w.text("Randomisation inference"),
        question=w.text("How often does chance alone give so large a difference?"),
        formula=r"p = \frac{1 + \#\{\, b : |\hat\beta_b| \ge |\hat\beta| \,\}}{1 + B}",
        rule=w.text(
            "The starts are given to other districts, all ways or 999 drawn ones, and the estimate is computed again "
            "each time. With so few districts this is more honest than a standard error."
        ),
        example=example,
        reference=PHIPSON_SMYTH,
        limits=w.text(
            "Exact only if any district could have been the one that began. Initiatives begin where somebody wants "
            "them."
        ),
        unit="analytics.subjects.effects.measures.permute",
    )


def _detectable(atlas: Atlas, w: Wording, result: EffectResult, name: str) -> Method:
    mde = result.mde
    example = _refused(w)
    if mde is not None:
        by_error = w.text(
            "{name}: {value} per 1,000 a year by the standard error (too optimistic with few districts).",
            name=name,
            value=w.number(mde.standard_error, 1),
        )
        by_chance = w.text(
            "By the distribution of chance: {value} per 1,000 a year.", value=w.number(mde.permutation, 1)
        )
        example = (by_chance, by_error) if pd.notna(mde.permutation) else (by_error,)
        example += (f"{threshold_sentence(w, compute_thresholds(atlas))}.",)
    return Method(
        key="mde",
        name=w.text("Smallest effect that could be seen"),
        question=w.text("How large would an effect have to be for these data to show it?"),
        formula=r"\text{MDE} = (t_{1-\alpha/2} + t_{1-\kappa}) \cdot \operatorname{SE}(\hat\beta), \quad \kappa = 0.2",
        rule=w.text(
            "The true effect that would be told from chance in 80 % of cases. Anything smaller may exist and stay "
            "unseen."
        ),
        example=example,
        reference=BLOOM,
        limits=w.text("“Not seen” is not “not there”."),
        unit="analytics.subjects.effects.measures.estimate",
    )


def _verdict(w: Wording) -> Method:
    return Method(
        key="verdict",
        name=w.text("The verdict"),
        question=w.text("What may be said in the end?"),
        formula="",
        rule=w.text(
            "One out of a fixed list, first match: no documented start; too few years; too few comparable districts; "
            "apart already before the start; not distinguishable from chance; larger than chance but fragile; larger "
            "than chance. None of them says that an effect is proven."
        ),
        example=(
            w.text(
                "At least {before} years before and {after} from the start on, at least {controls} districts without "
                "a start.",
                before=MIN_BEFORE,
                after=MIN_AFTER,
                controls=MIN_CONTROLS,
            ),
            w.text("Not distinguishable: chance gives as much in more than 5 % of cases."),
            w.text(
                "Fragile: leaving out one district, an earlier placebo start, the synthetic control or another "
                "choice of years changes the answer."
            ),
        ),
        reference=w.text("own rule"),
        limits=w.text(
            "The limits are conventions; they are the same for every district and age and stand in the code."
        ),
        unit="analytics.subjects.effects.measures.estimate",
    )

"""Before and after in key figures: the verdict, the difference in differences, the smallest difference to be seen."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.rates.rates import compute_rates
from analytics.subjects.effects.figures.chart import of_estimate
from analytics.subjects.effects.figures.means import compute_means
from analytics.subjects.effects.figures.statements import effects_statements
from analytics.subjects.effects.figures.text import (
    compared_sources,
    effect_sources,
    estimated,
    interval_text,
    land_placebo_sentence,
    left_out_note,
    level_text,
    persons,
    place_stem,
    residents_text,
    result_sentence,
    rough,
    rule_of_years,
    subject,
    unit,
    weakness_notes,
)
from analytics.subjects.effects.figures.words.reasons import verdict_label
from analytics.subjects.effects.figures.words.sets import set_label
from analytics.subjects.effects.measures import (
    BRANDENBURG,
    MIN_AFTER,
    MIN_BEFORE,
    EffectResult,
    usable_kreise,
)
from data.atlas import Atlas

Card = dict[str, str]


@of_estimate
def draw_effect_verdict(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The verdict: one of a fixed list, the sentence with its interval, and the figures behind it.

    Table: one row per key figure (label, value, hint). Subtitle: the sentence. Notes: what weakens it, what was left
    out.
    Carries the statements of the whole comparison, also where it is refused.

    Raises:
        UnknownNameError: the Kreis or the age group is unknown.
    """
    table = pd.DataFrame(_refused_cards(atlas, w, result) if result.did is None else _verdict_cards(w, result))
    return Figure(
        key="effects_verdict",
        headline=verdict_label(w, result.verdict),
        subtitle=result_sentence(atlas, w, result),
        description=_said(table),
        table=table,
        columns=_card_columns(w),
        source_ids=effect_sources(atlas, result),
        notes=_verdict_notes(atlas, w, result),
        stem=f"vorher-nachher-ergebnis-{place_stem(result)}-{result.age_group.replace(' ', '-')}",
        statements=effects_statements(atlas, w, result),
    )


@of_estimate
def draw_effect_did(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The difference in differences with its two measures of chance, and whether the years before run alike."""
    estimated(result)
    table = pd.DataFrame(_did_cards(w, result))
    return Figure(
        key="effects_did",
        headline=_did_headline(w, result),
        subtitle=w.text(
            "Difference in differences by two-way fixed effects: {subject}, {n} districts to compare with",
            subject=subject(atlas, w, result),
            n=w.number(result.n_control),
        ),
        description=_said(table),
        table=table,
        columns=_card_columns(w),
        source_ids=compared_sources(atlas, result),
        notes=(
            w.text(
                "Mean after the start minus mean before it, less the same difference in the districts compared. The "
                "clustered standard error is far too small with so few districts; the verdict does not rest on it. "
                "The difference is computed from exact figures, so the rounded ones may not add up."
            ),
        ),
        stem=f"vorher-nachher-differenz-{place_stem(result)}-{result.age_group.replace(' ', '-')}",
    )


@of_estimate
def draw_effect_detectable(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The smallest difference these data would show, in persons a year, beside what districts gain or lose at all."""
    table = pd.DataFrame(_detectable_cards(atlas, w, result))
    return Figure(
        key="effects_detectable",
        headline=_detectable_headline(w, result),
        subtitle=w.text(
            "Smallest difference that would be seen with a chance of {power}: {subject}",
            power=w.percent(estimated(result).mde.power),
            subject=subject(atlas, w, result),
        ),
        description=_said(table),
        table=table,
        columns=_card_columns(w),
        source_ids=compared_sources(atlas, result),
        notes=(
            w.text(
                "A smaller effect can exist without being seen here. That nothing is seen is no sign that nothing is "
                "there."
            ),
        ),
        stem=f"vorher-nachher-sichtbar-{place_stem(result)}-{result.age_group.replace(' ', '-')}",
    )


def _card_columns(w: Wording) -> tuple[Column, ...]:
    return (Column("label", w.text("Key figure")), Column("value", w.text("Value")), Column("hint", w.text("Meaning")))


def _said(table: pd.DataFrame) -> str:
    return " ".join(f"{row.label}: {row.value} ({row.hint})." for row in table.itertuples())


def _verdict_notes(atlas: Atlas, w: Wording, result: EffectResult) -> tuple[str, ...]:
    """What weakens the result as one paragraph, then the set compared with, then what was left out."""
    weak = weakness_notes(w, result)
    return (*((" ".join(weak),) if weak else ()), *_set_notes(w, result), left_out_note(atlas, w, result.panel))


def _set_notes(w: Wording, result: EffectResult) -> tuple[str, ...]:
    """The set compared with where it is not the usual one, and what the placebo of the Land gives."""
    if result.controls == BRANDENBURG:
        return ()
    chosen = w.plural(
        "Compared with {n} district: {set}.",
        "Compared with {n} districts: {set}.",
        result.n_control,
        set=set_label(w, result.controls),
    )
    return tuple(filter(None, [chosen, land_placebo_sentence(w, result.land)]))


def _rate(w: Wording, per_1000: float) -> str:
    return w.text("{rate} per 1,000", rate=w.signed(per_1000))


def _verdict_cards(w: Wording, result: EffectResult) -> list[Card]:
    parts = estimated(result)
    tested, value = parts.permutation, parts.did.estimate
    return [
        {
            "label": w.text("Difference against the comparison"),
            "value": _rate(w, value),
            "hint": w.text("{unit}; {interval}", unit=unit(w, result), interval=interval_text(w, result)),
        },
        {
            "label": w.text("In persons"),
            "value": w.text("{n} a year", n=w.signed(persons(result, value), 0)),
            "hint": _persons_hint(w, result),
        },
        {
            "label": w.text("Chance alone gives as much"),
            "value": w.text("{share} of cases", share=w.percent(tested.p_value)),
            "hint": _chance_hint(w, result),
        },
        {
            "label": w.text("Smallest difference to be seen"),
            "value": _smallest(w, result),
            "hint": w.text("a smaller one would stay hidden in chance"),
        },
    ]


def _persons_hint(w: Wording, result: EffectResult) -> str:
    tested, size = estimated(result).permutation, residents_text(w, result)
    if pd.isna(tested.level):
        return size
    low, high = persons(result, tested.low), persons(result, tested.high)
    return w.text("{size}; {low} to {high}", size=size, low=w.signed(low, 0), high=w.signed(high, 0))


def _chance_hint(w: Wording, result: EffectResult) -> str:
    tested = estimated(result).permutation
    if tested.exact:
        return w.text("all {n} ways to give the start to a district", n=w.number(tested.assignments))
    return w.text("{n} ways drawn to give the starts to other districts", n=w.number(tested.assignments))


def _smallest(w: Wording, result: EffectResult) -> str:
    size = estimated(result).mde.permutation
    return w.text("not to be given") if pd.isna(size) else w.text("{rate} per 1,000", rate=w.number(size, 1))


def _refused_cards(atlas: Atlas, w: Wording, result: EffectResult) -> list[Card]:
    names = kreis_names(atlas)
    usable = usable_kreise(atlas, age_group=result.age_group, with_distorted=result.with_distorted)
    return [
        {
            "label": w.text("What a comparison needs"),
            "value": w.text("{before} + {after} years", before=w.number(MIN_BEFORE), after=w.number(MIN_AFTER)),
            "hint": rule_of_years(w),
        },
        {
            "label": w.text("Years compared"),
            "value": w.text("{first}–{last}", first=result.panel.years[0], last=result.panel.years[-1]),
            "hint": w.text("net migration of the districts by age"),
        },
        {
            "label": w.text("Districts that can be compared"),
            "value": w.number(len(usable)),
            "hint": w.join(names[ags] for ags in usable) or w.missing(),
        },
    ]


def _did_headline(w: Wording, result: EffectResult) -> str:
    means = compute_means(result)
    return w.text(
        "With an initiative of the network {own}, without {others}: a difference of {difference} per 1,000",
        own=w.signed(means.change),
        others=w.signed(means.others_change),
        difference=w.signed(estimated(result).did.estimate),
    )


def _did_cards(w: Wording, result: EffectResult) -> list[Card]:
    means = compute_means(result)
    return [
        _change_card(w, w.text("Change where it began"), means.before, means.after),
        _change_card(w, w.text("Change in the districts compared"), means.others_before, means.others_after),
        {
            "label": w.text("Difference of the two"),
            "value": _rate(w, estimated(result).did.estimate),
            "hint": interval_text(w, result),
        },
        *_doubt_cards(w, result),
    ]


def _change_card(w: Wording, label: str, before: float, after: float) -> Card:
    words = w.text("mean {before} before the start, {after} from it on", before=w.signed(before), after=w.signed(after))
    return {"label": label, "value": _rate(w, after - before), "hint": words}


def _doubt_cards(w: Wording, result: EffectResult) -> list[Card]:
    did, trend = estimated(result).did, estimated(result).pre_trend
    return [
        {
            "label": w.text("Clustered standard error"),
            "value": w.number(did.standard_error, 1),
            "hint": w.text(
                "{interval}, too narrow here",
                interval=level_text(w, did.level, did.low, did.high),
            ),
        },
        {
            "label": w.text("Drifting apart before the start"),
            "value": _rate(w, trend.slope),
            "hint": w.text("per year; chance gives as much in {share} of cases", share=w.percent(trend.p_slope)),
        },
        {
            "label": w.text("Values in the comparison"),
            "value": w.number((result.n_treated + result.n_control) * len(result.panel.years)),
            "hint": w.text(
                "{treated} with a start, {controls} to compare with, {years} years",
                treated=w.plural("{n} district", "{n} districts", result.n_treated),
                controls=w.number(result.n_control),
                years=w.number(len(result.panel.years)),
            ),
        },
    ]


def _detectable_headline(w: Wording, result: EffectResult) -> str:
    size = estimated(result).mde.permutation
    if pd.isna(size):
        return w.text("With so few districts no difference could be told from chance")
    return w.text("Only about {n} people a year and district would be seen", n=rough(w, persons(result, size)))


def _detectable_cards(atlas: Atlas, w: Wording, result: EffectResult) -> list[Card]:
    mde = estimated(result).mde
    people = persons(result, mde.permutation)
    return [
        {
            "label": w.text("Smallest difference to be seen"),
            "value": _smallest(w, result),
            "hint": w.text(
                "{unit}, by reassigning the starts ({level})", unit=unit(w, result), level=_level(w, mde.level)
            ),
        },
        {
            "label": w.text("In persons"),
            "value": w.text("not to be given") if pd.isna(people) else w.text("about {n} a year", n=rough(w, people)),
            "hint": residents_text(w, result),
        },
        _scale_card(atlas, w, result),
    ]


def _level(w: Wording, level: float) -> str:
    return w.missing() if pd.isna(level) else w.text("level {level}", level=w.percent(level))


def _scale_card(atlas: Atlas, w: Wording, result: EffectResult) -> Card:
    """What the districts gained or lost altogether in the last year: the scale for the smallest difference."""
    rates, last = compute_rates(atlas), result.panel.years[-1]
    chosen = (
        rates["ags"].isin(result.treated.index) & (rates["age_group"] == result.age_group) & (rates["year"] == last)
    )
    return {
        "label": w.text("For comparison: the whole balance"),
        "value": w.text("{n} a year", n=w.signed(rates.loc[chosen, "net"].astype(float).mean(), 0)),
        "hint": w.text("arrivals minus departures of that age per district, {year}", year=last),
    }

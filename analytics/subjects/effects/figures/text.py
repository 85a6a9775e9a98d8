"""The words of the comparison before and after: where, since when, how large, how sure, and the fixed list of verdicts.

No sentence here says that an initiative changed anything: they compare what was with what the comparison would expect.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.language.numbers import round_half_away, rounds_to_zero
from analytics.rates.breaks import break_labels
from analytics.rates.naming import age_label, age_people, kreis_names, rate_sources, rate_unit
from analytics.rates.rates import PER, TOTAL
from analytics.rates.series import breaks_between
from analytics.subjects.effects.figures.words.reasons import role_reason, verdict_meaning, weakness_text
from analytics.subjects.effects.figures.words.sets import set_label
from analytics.subjects.effects.measures import (
    ALL,
    BRANDENBURG,
    DetectableEffect,
    EffectResult,
    LandPlacebo,
    Panel,
    Permutation,
    PreTrend,
    Regression,
    Synthetic,
    distorted_kreise,
    distorted_years,
    figures_of,
    last_tried_year,
    usable_kreise,
)
from analytics.subjects.effects.measures.design.panel import RECEPTION, UNTRIED
from analytics.subjects.effects.measures.design.starts import MIN_AFTER, MIN_BEFORE
from analytics.subjects.effects.measures.verdict import (
    LAND_UNTRIED,
    MIN_CONTROLS,
    TOO_FEW_CONTROLS,
)
from data.atlas import Atlas
from data.errors import UnknownNameError

SHOWN_SHARE = 0.01
"""A smaller share would be written as none."""


def effect_options(atlas: Atlas, w: Wording) -> dict[str, str]:
    """What can be asked: all together, then each Kreis of an initiative with the initiatives' names; key to words."""
    names = kreis_names(atlas)
    placed = atlas.members[atlas.members["kreis_ags"].isin(atlas.migration["ags"].unique())]
    usable = usable_kreise(atlas)
    kreise = {}
    for ags, rows in placed.groupby("kreis_ags"):
        words = f"{names[str(ags)]}: {', '.join(rows['name'])}"
        kreise[str(ags)] = words if ags in usable else w.text("{place} (no comparison)", place=words)
    return {ALL: w.text("all together")} | dict(sorted(kreise.items(), key=lambda item: item[1]))


def distorted_text(atlas: Atlas, w: Wording) -> str:
    """Years and Kreise the reception of refugees shapes, for the switch that keeps them."""
    names = kreis_names(atlas)
    return w.join([*map(str, distorted_years(atlas)), *(names[ags] for ags in distorted_kreise(atlas))])


@dataclass(frozen=True, eq=False)
class Estimated:
    """The parts of a result that exist only where there was something to estimate."""

    did: Regression
    permutation: Permutation
    event_study: pd.DataFrame
    synthetic: Synthetic
    earlier_starts: pd.DataFrame
    one_out: pd.DataFrame
    variants: pd.DataFrame
    mde: DetectableEffect
    pre_trend: PreTrend


def estimated(result: EffectResult) -> Estimated:
    """The parts of the estimate.

    Raises:
        UnknownNameError: there is none, the Kreis has no start that can be compared; with the Kreise that have one.
    """
    parts = {field.name: getattr(result, field.name) for field in fields(Estimated)}
    if any(part is None for part in parts.values()):
        raise UnknownNameError(kind="ags", value=result.ags, valid=tuple(map(str, result.panel.treated.index)))
    return Estimated(**parts)


def where(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    """The place at the start of a sentence; in German with its preposition and article."""
    name = kreis_names(atlas).get(result.ags, "")
    if result.ags == ALL:
        return w.plural(
            "In the {n} district with a start that can be compared",
            "In the {n} districts with a start that can be compared",
            result.n_treated,
        )
    return (
        w.text("In the rural district {name}", name=name)
        if _is_rural(atlas, result)
        else w.text("In {name}", name=name)
    )


def where_inside(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    """The place inside a sentence, as `where`."""
    placed = where(atlas, w, result)
    return placed[0].lower() + placed[1:]


def _is_rural(atlas: Atlas, result: EffectResult) -> bool:
    return result.ags in set(atlas.kreise.loc[atlas.kreise["kreis_type"] == "Landkreis", "ags"])


def since(w: Wording, result: EffectResult) -> str:
    """The start years, each once."""
    years = sorted({str(year) for year in result.treated})
    return w.join(years)


def subject(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    """Place, start and age group for a subtitle, and the set compared with where it is not the usual one."""
    words = f"{place_since(atlas, w, result)}, {age_label(atlas, w, result.age_group)}"
    if result.controls == BRANDENBURG:
        return words
    return w.text("{subject}; compared with: {set}", subject=words, set=set_label(w, result.controls))


def place_stem(result: EffectResult) -> str:
    """Place and set compared with for the name of a file; the usual set goes without saying."""
    return result.ags if result.controls == BRANDENBURG else f"{result.ags}-{result.controls.replace('_', '-')}"


def compared_sources(atlas: Atlas, result: EffectResult) -> tuple[str, ...]:
    """Sources of the rates of all Kreise compared."""
    return rate_sources(figures_of(atlas, result.controls), result.panel.years)


def place_since(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    """Place and start, without a start where there is none to compare."""
    if result.ags == ALL:
        place = w.plural(
            "{n} district with a comparable start", "{n} districts with a comparable start", result.n_treated
        )
    else:
        place = kreis_names(atlas)[result.ags]
    if result.treated.empty:
        return place
    return w.text("{place} (start {years})", place=place, years=since(w, result))


def residents_text(w: Wording, result: EffectResult) -> str:
    """How many people one Kreis of the result has, of the age group."""
    fields = {"residents": w.number(result.residents), "year": result.panel.years[-1]}
    if result.age_group == TOTAL:
        return w.text("per district with {residents} residents ({year})", **fields)
    return w.text("per district with {residents} people of that age ({year})", **fields)


def balance(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    """What is measured, with the age group where it is not everybody."""
    if result.age_group == TOTAL:
        return w.text("the net migration")
    return w.text("the net migration of {people}", people=age_people(atlas, w, result.age_group))


def unit(w: Wording, result: EffectResult) -> str:
    """Unit of every estimate: persons per 1,000 and year."""
    return w.text("{per_1000} and year", per_1000=rate_unit(w, result.age_group))


def level_text(w: Wording, level: float, low: float, high: float) -> str:
    """An interval with its level, or that there is none."""
    if pd.isna(level) or pd.isna(low) or pd.isna(high):
        return w.text("no interval: too few districts to compare with")
    return w.text(
        "{level}% interval {low} to {high}", level=w.number(level * 100), low=w.signed(low), high=w.signed(high)
    )


def interval_text(w: Wording, result: EffectResult) -> str:
    """The interval of the estimate by reassigning the starts."""
    tested = estimated(result).permutation
    return level_text(w, tested.level, tested.low, tested.high)


def persons(result: EffectResult, per_1000: float) -> float:
    """A rate as persons a year in one Kreis, at the residents of the last year; NaN when they are unknown."""
    return per_1000 / PER * result.residents


def rough(w: Wording, people: float) -> str:
    """A number of people as one says it: to the nearest ten."""
    return w.number(round_half_away(people, -1))


def effect_sources(atlas: Atlas, result: EffectResult) -> tuple[str, ...]:
    """Sources of the rates and of the start years used."""
    used = set(result.panel.roles.loc[list(result.treated.index), "member_id"])
    members = atlas.members[atlas.members["member_id"].isin(used)]
    return tuple(dict.fromkeys([*compared_sources(atlas, result), *split_ids(members["source_ids"])]))


def difference_text(w: Wording, per_1000: float) -> str:
    """A difference as more, fewer or the same, without its direction being read as good or bad."""
    size = w.number(abs(per_1000), 1)
    if rounds_to_zero(per_1000, 1):
        return w.text("as high as")
    if per_1000 > 0:
        return w.text("{size} higher than", size=size)
    return w.text("{size} lower than", size=size)


def result_sentence(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    """The result as one plain sentence with its interval and verdict, or why there is none."""
    if result.did is None:
        return refusal_sentence(atlas, w, result)
    return w.text(
        "{where}, {balance} after the start was, {unit}, {difference} the comparison would expect ({interval}); "
        "{meaning}.",
        where=where(atlas, w, result),
        balance=balance(atlas, w, result),
        unit=unit(w, result),
        difference=difference_text(w, result.did.estimate),
        interval=interval_text(w, result),
        meaning=verdict_meaning(w, result.verdict),
    )


def refusal_sentence(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    """Why there is no comparison."""
    if result.ags == ALL:
        return w.text("No comparison of before and after is possible: {reason}.", reason=refusal_reason(w, result))
    return w.text(
        "{name}: no comparison of before and after is possible ({reason}).",
        name=kreis_names(atlas)[result.ags],
        reason=refusal_reason(w, result),
    )


def refusal_reason(w: Wording, result: EffectResult) -> str:
    """Why there is no comparison, as a clause."""
    if result.verdict == TOO_FEW_CONTROLS:
        return w.plural(
            "only {n} district is left in which nothing had begun, at least {least} are needed",
            "only {n} districts are left in which nothing had begun, at least {least} are needed",
            result.n_control,
            least=w.number(MIN_CONTROLS),
        )
    return role_reason(w, result.reasons[0])


def weakness_notes(w: Wording, result: EffectResult) -> tuple[str, ...]:
    """All that weakens the result, one sentence each, in the order of the rule."""
    return tuple(words for words in (weakness_text(w, code) for code in result.reasons) if words)


def land_placebo_sentence(w: Wording, land: LandPlacebo | None) -> str:
    """What the districts of the same Land without a documented start did; "" where it was not asked."""
    if land is None or not land.tried:
        return weakness_text(w, LAND_UNTRIED) if land is not None else ""
    return w.plural(
        "Counted as if it had started, {n} district of the same Land without a documented start gives {difference} per "
        "1,000 ({interval}); chance gives as much in {share} of cases.",
        "Counted as if they had started, {n} districts of the same Land without a documented start give {difference} "
        "per 1,000 ({interval}); chance gives as much in {share} of cases.",
        len(land.kreise),
        difference=w.signed(land.estimate),
        interval=level_text(w, land.level, land.low, land.high),
        share=w.percent(land.p_value) if land.p_value >= SHOWN_SHARE else w.text("less than 1%"),
    )


def left_out_note(atlas: Atlas, w: Wording, panel: Panel) -> str:
    """What was left out: later years, and what the reception of refugees shapes, or that nothing of it was."""
    return " ".join([*_later_years(atlas, w, panel), _reception_note(atlas, w, panel)])


def _later_years(atlas: Atlas, w: Wording, panel: Panel) -> list[str]:
    """Up to which year is compared, and why not to the last one known; nothing when no year is left out."""
    last = int(atlas.migration["year"].max())
    if UNTRIED not in set(panel.left_out["reason"]):
        return []
    tried = last_tried_year(atlas)
    breaks = breaks_between(atlas, tried + 1, last)
    sentence = w.text(
        "The years up to {tried} are compared: on them the method was checked. District figures reach {last}; the "
        "later years are not compared yet.",
        tried=tried,
        last=last,
    )
    labels = break_labels(w, breaks[breaks["ags"].isna() & (breaks["year"] > tried)])
    return [sentence, w.text("New in them: {breaks}.", breaks=labels)] if labels else [sentence]


def _reception_note(atlas: Atlas, w: Wording, panel: Panel) -> str:
    rows = panel.left_out[panel.left_out["reason"] == RECEPTION]
    years = list(rows.loc[rows["kind"] == "year", "key"])
    names = kreis_names(atlas)
    kreise = [names[ags] for ags in rows.loc[rows["kind"] == "kreis", "key"]]
    if not years and not kreise:
        return w.text("With the years and districts that the reception of refugees shapes. The switch leaves them out.")
    return w.text(
        "Left out because the reception of refugees shapes them: {what}. The switch brings them back.",
        what=w.join([*years, *kreise]),
    )


def rule_of_years(w: Wording) -> str:
    """How much a comparison needs."""
    return w.text(
        "A comparison needs at least {before} years with figures before the start, {after} from it on, and {least} "
        "districts in which nothing had begun.",
        before=w.number(MIN_BEFORE),
        after=w.number(MIN_AFTER),
        least=w.number(MIN_CONTROLS),
    )

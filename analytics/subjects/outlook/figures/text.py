"""How models, refusals and verdicts of the outlook are called, and the sentences that several figures share."""

from __future__ import annotations

import pandas as pd

from analytics.language import Wording
from analytics.language.statuses import hidden_text
from analytics.rates.naming import kreis_names, names_without
from analytics.rates.rates import LAND_AGS
from analytics.rates.series import distorted_ags, last_year, reception_years
from analytics.subjects.outlook.measures import backtest, membership, trend, usable
from analytics.subjects.outlook.measures.forecast import DAMPED, ETS, LEADS, LEVEL, NAIVE
from analytics.subjects.outlook.measures.migration import Outlook, latest_year
from data.atlas import Atlas


def model_name(w: Wording, model: str) -> str:
    """Name of a model of the membership, as a heading."""
    return {
        membership.NO_CHANGE: w.text("No change"),
        membership.LINEAR: w.text("Straight line"),
        membership.LOGISTIC: w.text("Growth with an upper bound"),
    }[model]


def model_refusal(w: Wording, refusal: str) -> str:
    """Why a model of the membership was not fitted."""
    return {
        membership.NOT_FITTED: w.text("no curve of this form fits the counts"),
        membership.NO_BOUND: w.text("the counts do not determine an upper bound"),
        membership.TOO_FEW: w.text("too few counts"),
    }[refusal]


def method_name(w: Wording, method: str) -> str:
    """Name of a method of forecasting, short enough for a row."""
    return w.text("Model") if method == ETS else w.text("Last value goes on")


def outlook_area(atlas: Atlas, w: Wording, area: str) -> str:
    """Name of a Kreis or of the Land, which is taken without the Kreise a reception centre distorts."""
    if area != LAND_AGS:
        return kreis_names(atlas)[area]
    return names_without(atlas, w, area, distorted_ags(atlas))


def outlook_areas(atlas: Atlas, w: Wording) -> dict[str, str]:
    """The Land and all Kreise with migration figures, key to name."""
    names = kreis_names(atlas)
    kreise = sorted(set(atlas.migration["ags"]), key=names.__getitem__)
    return {LAND_AGS: outlook_area(atlas, w, LAND_AGS)} | {ags: names[ags] for ags in kreise}


def lead_text(w: Wording, lead: int) -> str:
    """How far ahead a forecast looks."""
    return w.plural("{n} year ahead", "{n} years ahead", lead)


def years_short(w: Wording, years: tuple[int, ...]) -> str:
    """Years of a series inside a sentence."""
    return w.join(str(year) for year in years)


def reception_text(atlas: Atlas, w: Wording, area: str = "") -> str:
    """The years of the series that the reception of refugees shapes, with those of the Kreis's own reception centre."""
    known = [year for year in reception_years(atlas, area) if year in set(atlas.migration["year"])]
    starts = [year for year in known if year - 1 not in known]
    ends = [year for year in known if year + 1 not in known]
    runs = [range(first, last + 1) for first, last in zip(starts, ends, strict=True)]
    return w.join(part for run in runs for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)))


def refusal_short(w: Wording, refusal: str) -> str:
    """Why there is no outlook, in a few words for a heading."""
    return {
        usable.DISTORTED: w.text("figures distorted"),
        usable.HIDDEN_VALUES: w.text("values kept secret"),
        usable.UNEXPLAINED: w.text("change of the figures unexplained"),
        usable.MISSING_YEARS: w.text("years missing"),
        usable.TOO_SHORT: w.text("series too short"),
    }[refusal]


def refusal_sentence(atlas: Atlas, w: Wording, told: Outlook) -> str:
    """Why there is no outlook and what would be needed."""
    name, run = outlook_area(atlas, w, told.area), told.run
    if told.refusal == usable.DISTORTED:
        return w.text(
            "{name}: a reception centre distorts arrivals and departures. What the series does next says nothing about "
            "people who settle.",
            name=name,
        )
    if told.refusal == usable.UNEXPLAINED:
        return w.text(
            "{name}: why the figures fell until {year} is unexplained. Without those years {n} are left, {least} are "
            "needed.",
            name=name,
            year=run.stopped_by,
            n=len(run.years),
            least=usable.LEAST_OUTLOOK_YEARS,
        )
    return w.text(
        "{name}: an unbroken series of {least} years up to the last known one is needed, {n} are there{why}.",
        name=name,
        least=usable.LEAST_OUTLOOK_YEARS,
        n=len(run.years),
        why=_gap_text(w, told),
    )


def _gap_text(w: Wording, told: Outlook) -> str:
    stopped = told.run.stopped_by
    if stopped is None:
        return ""
    status = str(told.series.loc[told.series["year"] == stopped, "status"].iloc[0])
    reason = hidden_text(w, status)
    if reason:
        return w.text(" (the value for {year} is {reason})", year=stopped, reason=reason)
    return w.text(" (no value for {year})", year=stopped)


def end_of_data(atlas: Atlas, w: Wording) -> str:
    """Where the figures of the Kreise end, and what that makes of an outlook."""
    last = last_year(atlas)
    sentence = w.text(
        "The figures of the districts end in {last}. An outlook therefore looks ahead from {last}, not from today.",
        last=last,
    )
    if last + LEADS > latest_year(atlas):
        return sentence
    over = w.text(
        "The years {first}–{end} are over: what came is in no table of the atlas yet. Whoever uploads later years "
        "moves the outlook.",
        first=last + 1,
        end=last + LEADS,
    )
    return f"{sentence} {over}"


def shape_text(w: Wording, shape: str) -> str:
    """What the fitted model assumes."""
    if shape == DAMPED:
        return w.text("the latest direction goes on and fades out")
    return w.text("the latest level goes on")


def lookback_sentence(w: Wording, summary: pd.DataFrame, verdict: str) -> str:
    """Who was closer in the look-back, with both errors."""
    mae = summary[summary["lead"] == backtest.ALL_LEADS].set_index("method")["mae"]
    fields = {"model": w.number(mae[ETS], 1), "naive": w.number(mae[NAIVE], 1)}
    sentences = {
        backtest.MODEL_BETTER: w.text(
            "Looking back, the model was closer than the last value: off by {model} instead of {naive} per 1,000 on "
            "average.",
            **fields,
        ),
        backtest.NAIVE_BETTER: w.text(
            "Looking back, the last value alone was closer than the model: off by {naive} instead of {model} per 1,000 "
            "on average.",
            **fields,
        ),
        backtest.EQUAL: w.text(
            "Looking back, the model was no better than the last value: off by {model} and {naive} per 1,000 on "
            "average.",
            **fields,
        ),
    }
    return sentences[verdict]


def coverage_sentence(w: Wording, summary: pd.DataFrame) -> str:
    """How many of the values that came the model's own interval held."""
    row = summary[(summary["lead"] == backtest.ALL_LEADS) & (summary["method"] == ETS)].iloc[0]
    return w.text(
        "Its own interval promised {level} and held {inside} of {n} values ({share}).",
        level=w.percent(LEVEL),
        inside=w.number(round(row["coverage"] * row["n"])),
        n=w.number(row["n"]),
        share=w.percent(row["coverage"]),
    )


def trend_text(w: Wording, found: trend.Trend) -> str:
    """The slope with its interval."""
    return w.text(
        "{slope} per 1,000 and year ({level} interval {low} to {high})",
        level=w.percent(trend.CONFIDENCE),
        slope=w.signed(found.slope, 2),
        low=w.signed(found.low, 2),
        high=w.signed(found.high, 2),
    )


def verdict_text(w: Wording, verdict: str) -> str:
    """Direction of a trend, as a cell."""
    return {
        trend.RISING: w.text("rising"),
        trend.FALLING: w.text("falling"),
        trend.UNCLEAR: w.text("no clear direction"),
        trend.REFUSED: w.text("too few years"),
    }[verdict]

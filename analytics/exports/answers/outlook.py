"""How membership and migration may go on, with intervals, look-back and refusals: as plain data."""

from __future__ import annotations

from typing import Annotated, Any

import pandas as pd

from analytics.exports.answers.plain import as_plain, statements_as_plain
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.naming import kreis_names, rate_sources
from analytics.rates.rates import LAND_AGS
from analytics.subjects import defaults
from analytics.subjects.outlook.figures.statements import member_statements, migration_statements
from analytics.subjects.outlook.figures.text import (
    end_of_data,
    lookback_sentence,
    model_refusal,
    outlook_area,
    reception_text,
    refusal_sentence,
)
from analytics.subjects.outlook.measures import membership
from analytics.subjects.outlook.measures.backtest import ALL_LEADS, best_counts, compute_backtest
from analytics.subjects.outlook.measures.forecast import ETS, LEVEL
from analytics.subjects.outlook.measures.migration import Outlook, compute_outlook
from analytics.subjects.outlook.measures.scenario import compute_scenario
from analytics.subjects.outlook.measures.trend import CONFIDENCE, Trend, compute_trend, compute_trends
from data.atlas import Atlas

_BOUNDS = {name: f"{name}_per_1000" for name in ("mean", "low", "high", "wide_low", "wide_high")}
_SLOPES = {name: f"{name}_per_1000_and_year" for name in ("slope", "low", "high", "error", "sen")}
_MEMBERS = {name: f"{name}_members" for name in ("mean", "low", "high")}


def answer(
    atlas: Atlas,
    w: Wording,
    *,
    ags: Annotated[str, "a Kreis, or 12 for the Land without those a reception centre distorts"] = LAND_AGS,
    age_group: Annotated[str, "a code of the migration table"] = defaults.AGE,
    with_reception: Annotated[bool, "the trend uses the years of reception too"] = False,
    per_year: Annotated[int, "members more a year in the example sum"] = defaults.MEMBERS_PER_YEAR,
    years: Annotated[int, "how many years the sum reaches"] = defaults.YEARS_AHEAD,
) -> dict[str, Any]:
    """The outlook of the membership, and of the migration of one area and age group.

    Returns:
        JSON-ready, None for what is not known: question, parameters, results (membership, migration, example_sum),
        intervals, verdict (of the look-back, or the refusal), assumptions, limits, statements (of the migration),
        statements_membership, sources (source_id), data_version.

    Raises:
        UnknownNameError: an unknown area or age group.
        SelectionError: an example sum out of its limits.
    """
    told = compute_outlook(atlas, ags, age_group=age_group)
    trend = compute_trend(atlas, ags, age_group=age_group, with_reception=with_reception)
    fits, points = membership.fit_all(atlas), membership.documented_points(atlas)
    comparison = membership.compare_models(membership.backtest_members(atlas))
    results = {
        "membership": _membership(w, fits, points, comparison),
        "migration": _migration(atlas, w, told, trend, with_reception=with_reception),
        "example_sum_no_forecast": compute_scenario(atlas, per_year=per_year, years=years),
    }
    return {
        "question": w.text("How may membership and migration go on, and how far can such an outlook be trusted?"),
        "parameters": {
            "ags": ags,
            "age_group": age_group,
            "with_reception": with_reception,
            "example_members_per_year": per_year,
            "example_years": years,
        },
        "results": as_plain(results),
        "intervals": as_plain(_intervals(fits, points, told, trend)),
        "verdict": _verdict(atlas, w, told),
        "assumptions": _assumptions(atlas, w),
        "limits": [end_of_data(atlas, w), *_limits(w, points)],
        "statements": statements_as_plain(migration_statements(atlas, w, told, trend)),
        "statements_membership": statements_as_plain(member_statements(w, fits, points, comparison)),
        "sources": list(dict.fromkeys([*split_ids(points["source_ids"]), *rate_sources(atlas)])),
        "data_version": atlas.version,
    }


def _membership(
    w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame, comparison: pd.DataFrame
) -> dict[str, Any]:
    return {
        "counts": points[["date", "members"]],
        "models": [
            {
                "model": model,
                "refused": model_refusal(w, fit.refusal) if fit.refusal else None,
                "parameters": fit.parameters,
                "outlook": _member_outlook(fit, points),
            }
            for model, fit in fits.items()
        ],
        "look_back": comparison.rename(columns={"mae": "mean_absolute_error_members", "coverage": "coverage_share"}),
        "closest_model": membership.best_model(comparison),
    }


def _member_outlook(fit: membership.Fit, points: pd.DataFrame) -> pd.DataFrame:
    told = membership.forecast_members(fit, membership.outlook_dates(points)[1:])
    return told.rename(columns={**_MEMBERS, "at": "at_years"})


def _migration(atlas: Atlas, w: Wording, told: Outlook, trend: Trend | None, *, with_reception: bool) -> dict[str, Any]:
    names = kreis_names(atlas)
    trends = compute_trends(atlas, age_group=told.age_group, with_reception=with_reception)
    series = told.series[["year", "net", "per_1000", "status"]]
    return {
        "area": outlook_area(atlas, w, told.area),
        "series": series.rename(columns={"net": "net_persons", "per_1000": "net_per_1000"}),
        "years_used": list(told.run.years),
        "refused": told.refusal or None,
        "outlook_is_past": told.past,
        "model_shape": told.shape or None,
        "outlook": told.table.rename(columns=_BOUNDS),
        "look_back": told.own.rename(columns={"mae": "mean_absolute_error_per_1000", "coverage": "coverage_share"}),
        "look_back_all_kreise": told.all_kreise.rename(
            columns={"mae": "mean_absolute_error_per_1000", "coverage": "coverage_share"}
        ),
        "kreise_by_verdict": best_counts(compute_backtest(atlas, told.age_group)),
        "trend": _trend(trend),
        "trends_of_all_kreise": trends.assign(name=trends["ags"].map(names)).rename(columns=_SLOPES),
    }


def _trend(trend: Trend | None) -> dict[str, Any] | None:
    if trend is None:
        return None
    numbers = {long: getattr(trend, short) for short, long in _SLOPES.items()}
    rest = {"p_value": trend.p_value, "lags_years": trend.lags, "years_used": list(trend.years)}
    return numbers | rest | {"verdict": trend.verdict}


def _intervals(
    fits: dict[str, membership.Fit], points: pd.DataFrame, told: Outlook, trend: Trend | None
) -> dict[str, Any]:
    ends = {model: _member_outlook(fit, points).tail(1) for model, fit in fits.items()}
    found: dict[str, Any] = {
        f"membership_{model}": {"low_members": row["low_members"].iloc[0], "high_members": row["high_members"].iloc[0],
                                "level": LEVEL}
        for model, row in ends.items() if len(row)
    }  # fmt: skip
    if trend is not None:
        found["trend"] = {"low_per_1000_and_year": trend.low, "high_per_1000_and_year": trend.high, "level": CONFIDENCE}
    if len(told.table):
        end = told.of(ETS).iloc[-1]
        found["outlook_own"] = {"low_per_1000": end["low"], "high_per_1000": end["high"], "level": LEVEL}
        found["outlook_as_wide_as_past_errors"] = {
            "low_per_1000": end["wide_low"],
            "high_per_1000": end["wide_high"],
            "level": LEVEL,
        }
    return found


def _verdict(atlas: Atlas, w: Wording, told: Outlook) -> dict[str, Any] | None:
    if told.refusal:
        return {"code": f"refused_{told.refusal}", "sentence": refusal_sentence(atlas, w, told)}
    if not told.verdict:
        return None
    n = int(told.own.loc[told.own["lead"] == ALL_LEADS, "n"].max())
    return {"code": told.verdict, "sentence": lookback_sentence(w, told.own, told.verdict), "comparisons": n}


def _assumptions(atlas: Atlas, w: Wording) -> list[str]:
    return [
        w.text("What shaped the series so far goes on shaping it: no new decision, employer, war or census."),
        w.text("The model's own interval takes the fitted model for true; the wide one assumes errors as before."),
        w.text("The trend leaves out {years} unless asked for; the outlook cannot, it needs an unbroken series.",
               years=reception_text(atlas, w)),
    ]  # fmt: skip


def _limits(w: Wording, points: pd.DataFrame) -> list[str]:
    return [
        w.text(
            "{n} counts of members do not decide between models; nothing is made up for the time between counts.",
            n=w.number(len(points)),
        ),
        w.text("A trend describes the years used. It does not say that it goes on, nor why it is there."),
        w.text("The example sum is arithmetic with an assumed number, no forecast."),
    ]

"""What may be said of the outlook and what may not: templates that take the result as it is."""

from __future__ import annotations

import pandas as pd

from analytics.figure.statements import Saying, Statements
from analytics.language import Wording
from analytics.rates.naming import age_people
from analytics.rates.series import reception_years
from analytics.subjects.outlook.figures.text import (
    coverage_sentence,
    lookback_sentence,
    model_name,
    outlook_area,
    refusal_sentence,
    trend_text,
    years_short,
)
from analytics.subjects.outlook.measures import backtest, membership
from analytics.subjects.outlook.measures.forecast import ETS, LEVEL
from analytics.subjects.outlook.measures.migration import Outlook
from analytics.subjects.outlook.measures.trend import FALLING, RISING, Trend
from data.atlas import Atlas


def member_statements(
    w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame, comparison: pd.DataFrame
) -> Statements:
    """Statements on the membership.

    Args:
        w: the reader's language.
        fits: from `membership.fit_all`.
        points: from `membership.documented_points`.
        comparison: from `membership.compare_models`.
    """
    return Statements(
        carried=(_rise(w, points), _closest(w, comparison), _next_years(w, fits, points, comparison)),
        not_carried=(_no_forecast(w, fits, points), _no_bound(w, fits, points)),
    )


def migration_statements(atlas: Atlas, w: Wording, told: Outlook, trend: Trend | None) -> Statements:
    """Statements on the migration of one area and age group.

    Args:
        atlas: the data package.
        w: the reader's language.
        told: from `compute_outlook`.
        trend: from `compute_trend`; None when refused.
    """
    return Statements(
        carried=(_direction(atlas, w, told, trend), _lookback(atlas, w, told), _span(atlas, w, told)),
        not_carried=(_today(w, told), _cause(atlas, w, told)),
    )


def _rise(w: Wording, points: pd.DataFrame) -> Saying:
    first, last = points.iloc[0], points.iloc[-1]
    fields = {
        "first": w.number(first["members"]),
        "first_date": w.date(first["date"]),
        "last": w.number(last["members"]),
        "last_date": w.date(last["date"]),
    }
    return Saying(
        w.text(
            "The network counted {first} members in {first_date} and {last} in {last_date}; {n} documented counts lie "
            "between and at the ends.",
            **fields,
            n=w.number(len(points)),
        ),
        w.text(
            "The network had {first} members in {first_date}. In {last_date} it had {last}. We know this from counts "
            "that were written down.",
            **fields,
        ),
    )


def _closest(w: Wording, comparison: pd.DataFrame) -> Saying:
    best, worst = comparison.iloc[0], comparison.dropna(subset=["mae"]).iloc[-1]
    fields = {
        "best": w.quote(model_name(w, best["model"])),
        "off": w.number(best["mae"], 1),
        "worst": w.quote(model_name(w, worst["model"])),
        "worst_off": w.number(worst["mae"], 1),
    }
    return Saying(
        w.text(
            "Held against later counts, the assumption {best} was closest: off by {off} members on average, {worst} by "
            "{worst_off}.",
            **fields,
        ),
        w.text(
            "We tested three ways to guess later numbers. {best} was the best guess. It was wrong by {off} members on "
            "average.",
            **fields,
        ),
    )


def _next_years(w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame, comparison: pd.DataFrame) -> Saying:
    best = membership.best_model(comparison)
    row = membership.forecast_members(fits[best], membership.outlook_dates(points)[1:2]).iloc[0]
    fields = {
        "model": w.quote(model_name(w, best)),
        "low": w.number(row["low"]),
        "high": w.number(row["high"]),
        "date": w.date(str(int(points["date"].iloc[-1][:4]) + 1) + points["date"].iloc[-1][4:7]),
    }
    return Saying(
        w.text(
            "If the network changes as it did so far, it has between {low} and {high} members in {date}: the {level} "
            "interval of the model {model}.",
            **fields,
            level=w.percent(LEVEL),
        ),
        w.text(
            "Maybe the network goes on as before. Then it probably has between {low} and {high} members in {date}. It "
            "can also be different.",
            **fields,
        ),
    )


def _no_forecast(w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame) -> Saying:
    when = membership.outlook_dates(points)[-1:]
    ends = [membership.forecast_members(fit, when)["mean"].iloc[0] for fit in fits.values() if not fit.refusal]
    fields = {
        "n": w.number(len(points)),
        "low": w.number(min(ends)),
        "high": w.number(max(ends)),
        "years": membership.YEARS_AHEAD,
    }
    return Saying(
        w.text(
            "How many members there will be in {years} years: {n} counts do not decide between models that lead to "
            "{low} and to {high}.",
            **fields,
        ),
        w.text(
            "Nobody knows how many members there will be in {years} years. We have only {n} numbers. They fit {low} "
            "members and also {high}.",
            **fields,
        ),
    )


def _no_bound(w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame) -> Saying:
    fit, last = fits[membership.LOGISTIC], w.number(points["members"].iloc[-1])
    plain = w.text(
        "The network need not stop growing. A line in a chart that gets flat is no rule. It only shows what was "
        "counted."
    )
    if fit.refusal:
        return Saying(w.text("That growth is coming to an end: the counts do not determine an upper bound."), plain)
    return Saying(
        w.text(
            "That growth ends at {bound} members: this bound comes from past counts, the last one is {last}, and no "
            "count knows how many more initiatives want to join.",
            bound=w.number(fit.parameters["bound_members"], 1),
            last=last,
        ),
        plain,
    )


def _direction(atlas: Atlas, w: Wording, told: Outlook, trend: Trend | None) -> Saying:
    fields: dict[str, object] = {
        "name": outlook_area(atlas, w, told.area),
        "people": age_people(atlas, w, told.age_group),
    }
    if trend is None:
        return Saying(
            w.text("{name}: among {people}, too few usable years are known for a trend.", **fields),
            w.text("For {name} there are too few numbers. So we cannot say: it rises or it falls.", **fields),
        )
    fields |= {"first": trend.years[0], "last": trend.years[-1]}
    slope = trend_text(w, trend) + _left_out(atlas, w, told.area, trend)
    return Saying(_direction_text(w, trend.verdict, fields, slope), _direction_plain(w, trend.verdict, fields))


def _left_out(atlas: Atlas, w: Wording, area: str, trend: Trend) -> str:
    """The years inside the span that the trend leaves out although they are known, for the end of a sentence."""
    inside = range(trend.years[0], trend.years[-1] + 1)
    years = tuple(year for year in reception_years(atlas, area) if year in inside and year not in trend.years)
    return w.text(", without {years}", years=years_short(w, years)) if years else ""


def _direction_text(w: Wording, verdict: str, fields: dict[str, object], slope: str) -> str:
    if verdict == RISING:
        return w.text(
            "{name}: the migration balance of {people} rose from {first} to {last}: {trend}.", **fields, trend=slope
        )
    if verdict == FALLING:
        return w.text(
            "{name}: the migration balance of {people} fell from {first} to {last}: {trend}.", **fields, trend=slope
        )
    return w.text(
        "{name}: the migration balance of {people} has no clear direction from {first} to {last}: {trend}.",
        **fields,
        trend=slope,
    )


def _direction_plain(w: Wording, verdict: str, fields: dict[str, object]) -> str:
    if verdict == RISING:
        return w.text(
            "From {first} to {last} things got better in {name}: in relation to those who left, more people came than "
            "before.",
            **fields,
        )
    if verdict == FALLING:
        return w.text(
            "From {first} to {last} things got worse in {name}: in relation to those who left, fewer people came than "
            "before.",
            **fields,
        )
    return w.text(
        "From {first} to {last} the numbers in {name} went up and down. A clear direction cannot be seen.", **fields
    )


def _lookback(atlas: Atlas, w: Wording, told: Outlook) -> Saying:
    plain = w.text(
        "We tested the computer's outlook on earlier years. Often it was no better than this simple guess: everything "
        "stays as it was."
    )
    if told.all_kreise.empty:
        return Saying(w.text("There is nothing yet an outlook could be tested on."), plain)
    alone = len(told.own) > 0
    summary, verdict = (
        (told.own, told.verdict) if alone else (told.all_kreise, backtest.compare_errors(told.all_kreise))
    )
    name = outlook_area(atlas, w, told.area) if alone else w.text("All districts")
    better = w.text(
        "We tested the computer's outlook on earlier years. {name}: it was closer than this simple guess: everything "
        "stays as it was.",
        name=name,
    )
    words = f"{name}: {lookback_sentence(w, summary, verdict)} {coverage_sentence(w, summary)}"
    return Saying(words, better if verdict == backtest.MODEL_BETTER else plain)


def _span(atlas: Atlas, w: Wording, told: Outlook) -> Saying:
    name = outlook_area(atlas, w, told.area)
    if told.refusal:
        return Saying(
            w.text("An outlook is not given. {reason}", reason=refusal_sentence(atlas, w, told)),
            w.text("For {name} we give no outlook. The numbers are not good enough for it.", name=name),
        )
    end = told.of(ETS).iloc[-1]
    fields = {
        "name": name,
        "last": told.run.last,
        "year": end["year"],
        "low": w.signed(end["wide_low"]),
        "high": w.signed(end["wide_high"]),
    }
    return Saying(
        w.text(
            "{name}: judged by the figures up to {last}, the balance in {year} lies between {low} and {high} per 1,000 "
            "if the model errs as it did before.",
            **fields,
        ),
        w.text(
            "The numbers for {name} end in {last}. They fit many values for {year}: from {low} to {high} for every "
            "1,000 people.",
            **fields,
        ),
    )


def _today(w: Wording, told: Outlook) -> Saying:
    last = told.run.last if told.run.years else int(told.series["year"].max())
    return Saying(
        w.text(
            "How many people come today: the figures of the districts end in {last}, and no outlook replaces the years "
            "that are missing since.",
            last=last,
        ),
        w.text(
            "We do not know how it is today. The numbers end in {last}. A look ahead is no count.",
            last=last,
        ),
    )


def _cause(atlas: Atlas, w: Wording, told: Outlook) -> Saying:
    return Saying(
        w.text(
            "That an initiative, a programme or a decision caused the direction in {name}: a trend names no cause.",
            name=outlook_area(atlas, w, told.area),
        ),
        w.text("The numbers do not say why more or fewer people come. That must be examined in another way."),
    )

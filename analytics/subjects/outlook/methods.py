"""Methods behind the outlook: models of the membership, trend, forecast, look-back, scenario."""

from __future__ import annotations

from analytics.figure.literature import HYNDMAN, NEWEY_WEST, SEN
from analytics.figure.method import Method
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.rates.rates import TOTAL
from analytics.subjects.growth.measures import compute_growth
from analytics.subjects.outlook.figures.text import method_name, model_name
from analytics.subjects.outlook.measures.backtest import ALL_LEADS
from analytics.subjects.outlook.measures.forecast import ETS, LEVEL, NAIVE
from analytics.subjects.outlook.measures.membership import backtest_members, compare_models
from analytics.subjects.outlook.measures.migration import Outlook, compute_outlook
from analytics.subjects.outlook.measures.scenario import compute_scenario
from analytics.subjects.outlook.measures.trend import LEAST_TREND_YEARS, fit_trend
from analytics.subjects.outlook.measures.usable import LEAST_OUTLOOK_YEARS, year_series
from data.atlas import Atlas

_PER_YEAR, _YEARS = 2, 3


def outlook_methods(atlas: Atlas, w: Wording, *, ags: str) -> tuple[Method, ...]:
    """The methods of the outlook, for all ages of one Kreis."""
    outlook, name = compute_outlook(atlas, ags, age_group=TOTAL), kreis_names(atlas)[ags]
    return (
        _models(atlas, w),
        _trend(atlas, w, ags, name),
        _forecast(w, outlook, name),
        _look_back(w, outlook, name),
        _scenario(atlas, w),
    )


def _models(atlas: Atlas, w: Wording) -> Method:
    compared = compare_models(backtest_members(atlas)).dropna(subset=["mae"])
    return Method(
        key="models",
        name=w.text("How the membership may go on"),
        question=w.text("Which simple model would have been least wrong so far?"),
        formula=(
            r"m(t) = m_n, \qquad m(t) = a + b t, \qquad m(t) = \frac{K}{1 + e^{-g (t - c)}}, \qquad "
            r"\text{MAE} = \frac{1}{n} \sum_i |\hat{m}_i - m_i|"
        ),
        rule=w.text(
            "Each model is fitted to the counts known at an earlier date and held against the counts that came: the "
            "mean absolute error decides, on forecasts all models could make. A model that the counts do not "
            "determine is refused."
        ),
        example=tuple(
            w.text(
                "{model}: mean error {mae} members over {pairs} forecasts.",
                model=model_name(w, str(row["model"])),
                mae=w.number(row["mae"], 1),
                pairs=row["pairs"],
            )
            for _, row in compared.iterrows()
        )
        or (w.text("Too few counts to compare the models."),),
        reference=HYNDMAN,
        limits=w.text(
            "So few counts tell a rise from none, not a curve from a line. No model knows a decision of the Land."
        ),
        unit="analytics.subjects.outlook.measures.membership.compare_models",
    )


def _trend(atlas: Atlas, w: Wording, ags: str, name: str) -> Method:
    series = year_series(atlas, ags, TOTAL)
    trend = fit_trend(list(series["year"]), list(series["per_1000"].astype(float)))
    if trend is None:
        example = (w.text("{name}: fewer than {years} known years, no trend.", name=name, years=LEAST_TREND_YEARS),)
    else:
        example = (
            w.text(
                "{name}, {first}–{last}, every known year: slope {slope} per 1,000 a year, 95 % interval {low} to "
                "{high}; robust slope {sen}.",
                name=name,
                first=trend.years[0],
                last=trend.years[-1],
                slope=w.signed(trend.slope, 2),
                low=w.signed(trend.low, 2),
                high=w.signed(trend.high, 2),
                sen=w.signed(trend.sen, 2),
            ),
        )
    return Method(
        key="trend",
        name=w.text("Trend of the balance"),
        question=w.text("Does the balance rise or fall over the years?"),
        formula=(
            r"r_t = a + b t + u_t, \qquad \widehat{\operatorname{Var}}(\hat b) \text{: Newey–West}, \qquad "
            r"b_{S} = \operatorname{median}_{i<j} \frac{r_j - r_i}{t_j - t_i}"
        ),
        rule=w.text(
            "Straight line by least squares; its error allows neighbouring years to resemble each other. Beside it the "
            "median of all slopes between two years, which single odd years do not move. The page leaves out the "
            "years of refugee reception unless asked."
        ),
        example=example,
        reference=f"{NEWEY_WEST}; {SEN}",
        limits=w.text("A line describes what was. It does not say that it goes on."),
        unit="analytics.subjects.outlook.measures.trend.fit_trend",
    )


def _forecast(w: Wording, outlook: Outlook, name: str) -> Method:
    if outlook.refusal:
        example: tuple[str, ...] = (w.text("{name}: refused; the page says why.", name=name),)
    else:
        last = {method: outlook.of(method).iloc[-1] for method in (ETS, NAIVE)}
        example = tuple(
            w.text(
                "{name}, {method}, {year}: {mean} per 1,000, {level} interval {low} to {high}.",
                name=name,
                method=method_name(w, method),
                year=row["year"],
                mean=w.signed(row["mean"]),
                level=w.percent(LEVEL, 0),
                low=w.signed(row["low"]),
                high=w.signed(row["high"]),
            )
            for method, row in last.items()
        )
    return Method(
        key="forecast",
        name=w.text("Outlook of three years"),
        question=w.text("Where would the series go if it went on as before?"),
        formula=(
            r"\ell_t = \ell_{t-1} + \phi b_{t-1} + \alpha e_t, \quad b_t = \phi b_{t-1} + \beta e_t, \qquad "
            r"\hat r^{\text{naive}}_{t+h} = r_t"
        ),
        rule=w.text(
            "Exponential smoothing with a level and, where the data ask for it, a trend that fades out; always beside "
            "the naive forecast that the last value goes on. Refused below {years} years without a gap, and for "
            "districts a reception centre distorts.",
            years=LEAST_OUTLOOK_YEARS,
        ),
        example=example,
        reference=HYNDMAN,
        limits=w.text("It knows no new factory, no war and no census. Its interval takes the model for true."),
        unit="analytics.subjects.outlook.measures.forecast.forecast_ets",
    )


def _look_back(w: Wording, outlook: Outlook, name: str) -> Method:
    rows = outlook.own[outlook.own["lead"] == ALL_LEADS] if len(outlook.own) else outlook.own
    example = tuple(
        w.text(
            "{name}, {method}: mean error {mae} per 1,000, {coverage} of the values inside the interval.",
            name=name,
            method=method_name(w, str(row["method"])),
            mae=w.number(row["mae"], 1),
            coverage=w.percent(row["coverage"], 0),
        )
        for _, row in rows.iterrows()
    )
    return Method(
        key="look_back",
        name=w.text("Look-back"),
        question=w.text("How good would such an outlook have been in earlier years?"),
        formula=r"\text{MAE} = \frac{1}{n} \sum_{o} \sum_{h=1}^{3} | \hat r_{o+h \mid o} - r_{o+h} |",
        rule=w.text(
            "At every earlier year o the forecast is made from the years known by then and held against what came. No "
            "later figure enters."
        ),
        example=example or (w.text("{name}: refused; the page says why.", name=name),),
        reference=HYNDMAN,
        limits=w.text("A handful of look-backs, and neighbouring ones share most of their years."),
        unit="analytics.subjects.outlook.measures.backtest.compute_backtest",
    )


def _scenario(atlas: Atlas, w: Wording) -> Method:
    last = compute_scenario(atlas, per_year=_PER_YEAR, years=_YEARS).iloc[-1]
    return Method(
        key="scenario",
        name=w.text("Adding up"),
        question=w.text("What would so and so many initiatives a year add up to?"),
        formula=r"m(T) = m_0 + z \cdot T",
        rule=w.text("Members at the last count plus the assumed number a year. Arithmetic, not a forecast."),
        example=(
            w.text(
                "{members} members + {per_year} × {years} years = {result}.",
                members=compute_growth(atlas).last,
                per_year=_PER_YEAR,
                years=_YEARS,
                result=int(last["members"]),
            ),
        ),
        reference=w.text("own rule"),
        limits=w.text("Nothing says that the assumption comes true."),
        unit="analytics.subjects.outlook.measures.scenario.compute_scenario",
    )

"""What the estimators of before and after find on panels in which the truth is known."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.subjects.methods.land_simulations import PREFIX
from data.atlas import Atlas

NO_EFFECT, TEST = "no_effect", "did_permutation"


def draw_simulations(atlas: Atlas, w: Wording) -> Figure:
    """Every scenario and estimator: planted, found, and how often a test is wrong."""
    rows = atlas.simulations[~atlas.simulations["scenario"].str.startswith(PREFIX)]
    table = rows.assign(
        scenario_words=[_scenario(w, scenario) for scenario in rows["scenario"]],
        estimator_words=[_estimator(w, estimator) for estimator in rows["estimator"]],
    )
    first = rows.iloc[0]
    return Figure(
        key="simulations",
        headline=_headline(w, rows),
        subtitle=w.text(
            "Estimates on {n} simulated panels per row, {kreise} districts and {years} years, noise as in the data; "
            "per 1,000 residents and year",
            n=w.number(first["n_simulations"]),
            kreise=first["n_kreise"],
            years=first["n_years"],
        ),
        description=_headline(w, rows),
        table=table,
        columns=(
            Column("scenario_words", w.text("Planted in the data")),
            Column("estimator_words", w.text("Estimator")),
            Column("planted_per_1000", w.text("Truth"), "signed1"),
            Column("mean_per_1000", w.text("Mean found"), "signed1"),
            Column("rmse_per_1000", w.text("Typical error"), "decimal1"),
            Column("coverage", w.text("Truth inside the interval"), "percent"),
            Column("rejection_rate", w.text("“Something is there” said"), "percent"),
        ),
        source_ids=tuple(dict.fromkeys(rows["source_id"])),
        notes=(
            w.text(
                "Where nothing was planted, the last column is the share of false alarms and should be near 5 %; where "
                "something was, it is the share of finds and should be high. The clustered standard error raises "
                "far too many false alarms with so few districts: that is why the page rests on the test by exchange."
            ),
        ),
        stem="simulationen",
    )


def _headline(w: Wording, rows: pd.DataFrame) -> str:
    found = rows[(rows["scenario"] == NO_EFFECT) & (rows["estimator"] == TEST)]
    rate = float(found["rejection_rate"].iloc[0])
    return w.text("Where nothing happened, the test raises a false alarm in {rate} of cases", rate=w.percent(rate, 1))


def _scenario(w: Wording, scenario: str) -> str:
    words = {
        NO_EFFECT: w.text("no effect"),
        "constant_effect": w.text("the same effect every year"),
        "growing_effect": w.text("an effect that grows"),
        "calm_treated": w.text("no effect; districts with a start vary little"),
        "trends_apart": w.text("no effect, but districts with a start rise faster anyway"),
        "one_kreis_no_effect": w.text("no effect; one district with a start"),
        "one_kreis_effect": w.text("an effect in one district"),
    }
    return words[scenario]


def _estimator(w: Wording, estimator: str) -> str:
    words = {
        TEST: w.text("differences, test by exchange"),
        "did_clustered": w.text("differences, clustered error"),
        "pooled": w.text("one regression for all starts"),
        "event_year": w.text("third year from the start"),
        "synthetic_control": w.text("synthetic control"),
        "synthetic_did": w.text("synthetic difference-in-differences"),
        "pre_trend": w.text("slope before the start"),
    }
    return words[estimator]

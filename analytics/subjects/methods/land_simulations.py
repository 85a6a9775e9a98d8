"""What the checks of before and after are worth on panels in which the whole Land changes and the truth is known."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from data.atlas import Atlas

PREFIX = "land_"
CALM_NOTHING, CALM_EFFECT = "land_calm_no_effect", "land_calm_effect"
CHANGE_NOTHING, CHANGE_EFFECT = "land_change_no_effect", "land_change_effect"
UNEVEN_NOTHING, UNEVEN_EFFECT = "land_uneven_no_effect", "land_uneven_effect"
ALONE, GUARDED, IN_LAND, SYNTHETIC = "did_permutation", "did_guarded", "land_year", "synthetic_did"
CLUSTERED, BOOTSTRAP = "pooled_clustered", "pooled_bootstrap"


def draw_land_simulations(atlas: Atlas, w: Wording) -> Figure:
    """How often "something is there" is said, by what was planted, by the number of Kreise with a start and by test.

    Table: grain (scenario, n_treated). Columns scenario_words, n_treated, one share for each test, and coverage of the
    two intervals.
    """
    rows = atlas.simulations[atlas.simulations["scenario"].str.startswith(PREFIX)]
    table = _spread(w, rows)
    first = rows.iloc[0]
    return Figure(
        key="simulations_land",
        headline=_headline(w, table),
        subtitle=w.text(
            "How often “something is there” is said, on {n} simulated panels per row: East Germany by the rules, "
            "{years} years, noise as in the data",
            n=w.number(first["n_simulations"]),
            years=w.number(first["n_years"]),
        ),
        description=_headline(w, table),
        table=table,
        columns=_columns(w),
        source_ids=tuple(dict.fromkeys(rows["source_id"])),
        notes=_notes(w, rows, table),
        stem="simulationen-land",
    )


def _spread(w: Wording, rows: pd.DataFrame) -> pd.DataFrame:
    keys = ["scenario", "n_treated"]
    said = rows.pivot_table(index=keys, columns="estimator", values="rejection_rate")
    held = rows.pivot_table(index=keys, columns="estimator", values="coverage")[[ALONE, IN_LAND]]
    table = said.join(held.add_prefix("coverage_")).reset_index()
    words = _scenario_words(w)
    table = table.sort_values(
        keys, key=lambda column: column.map(list(words).index) if column.name == keys[0] else column
    )
    return table.assign(scenario_words=table["scenario"].map(words)).reset_index(drop=True)


def _scenario_words(w: Wording) -> dict[str, str]:
    return {
        CALM_NOTHING: w.text("no effect, calm Land"),
        CHANGE_NOTHING: w.text("no effect, Land rises"),
        UNEVEN_NOTHING: w.text("no effect, Land rises unevenly"),
        CALM_EFFECT: w.text("effect, calm Land"),
        CHANGE_EFFECT: w.text("effect, Land rises"),
        UNEVEN_EFFECT: w.text("effect, Land rises unevenly"),
    }


def _columns(w: Wording) -> tuple[Column, ...]:
    return (
        Column("scenario_words", w.text("Planted")),
        Column("n_treated", w.text("Starts"), "int"),
        Column(ALONE, w.text("Test alone"), "percent"),
        Column(GUARDED, w.text("All checks"), "percent"),
        Column(IN_LAND, w.text("Land only"), "percent"),
        Column(SYNTHETIC, w.text("Synthetic"), "percent"),
        Column(CLUSTERED, w.text("Clustered"), "percent"),
        Column(BOOTSTRAP, w.text("Bootstrap"), "percent"),
        Column(f"coverage_{ALONE}", w.text("Held"), "percent"),
        Column(f"coverage_{IN_LAND}", w.text("Held, Land only"), "percent"),
    )


def _headline(w: Wording, table: pd.DataFrame) -> str:
    return w.text(
        "If the whole Land rises, the test alone raises a false alarm in {alone} of cases, after all checks in "
        "{guarded}",
        alone=w.percent(_first(table, CHANGE_NOTHING, ALONE)),
        guarded=w.percent(_first(table, CHANGE_NOTHING, GUARDED), 1),
    )


def _first(table: pd.DataFrame, scenario: str, column: str) -> float:
    """The share with the fewest Kreise, about as many as there are today."""
    return float(table.loc[table["scenario"] == scenario, column].iloc[0])


def _notes(w: Wording, rows: pd.DataFrame, table: pd.DataFrame) -> tuple[str, ...]:
    effect = rows.loc[rows["scenario"] == CALM_EFFECT, "planted_per_1000"].iloc[0]
    return (
        w.text(
            "Starts: districts with a start. Test alone: by exchange, as on the page. Land only: against districts of "
            "the same Land. Synthetic: synthetic difference-in-differences. Clustered, bootstrap: one regression for "
            "all, by clustered error and by wild cluster bootstrap. Held: share of intervals that hold the truth."
        ),
        w.text(
            "Rises unevenly: every district of the Land by an amount of its own, at most twice the mean. Without an "
            "effect, the synthetic difference-in-differences then raises a false alarm in {synthetic} of cases, the "
            "comparison inside the Land in {land}, all checks together in {guarded}.",
            synthetic=w.percent(_first(table, UNEVEN_NOTHING, SYNTHETIC)),
            land=w.percent(_first(table, UNEVEN_NOTHING, IN_LAND), 1),
            guarded=w.percent(_first(table, UNEVEN_NOTHING, GUARDED), 1),
        ),
        w.text(
            "Where nothing was planted, every share is one of false alarms and should be at most 5 %. With {n} "
            "districts with a start and a calm Land, the clustered error gives {clustered}, the wild cluster bootstrap "
            "{bootstrap}, the test by exchange {alone}.",
            n=w.number(table["n_treated"].iloc[0]),
            clustered=w.percent(_first(table, CALM_NOTHING, CLUSTERED), 1),
            bootstrap=w.percent(_first(table, CALM_NOTHING, BOOTSTRAP), 1),
            alone=w.percent(_first(table, CALM_NOTHING, ALONE), 1),
        ),
        w.text(
            "The checks have a price: an effect of {effect} per 1,000 passes them in {calm} of cases if the Land stays "
            "calm, in {change} if it rises.",
            effect=w.number(effect),
            calm=w.percent(_first(table, CALM_EFFECT, GUARDED)),
            change=w.percent(_first(table, CHANGE_EFFECT, GUARDED)),
        ),
    )

"""Before and after in the Kreise of the initiatives, with interval, verdict and what it withstands: as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import pandas as pd

from analytics.exports.answers.plain import as_plain, statements_as_plain
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.naming import kreis_names, rate_sources
from analytics.rates.rates import PER
from analytics.subjects.effects.figures.assumptions import list_assumptions
from analytics.subjects.effects.figures.statements import effects_statements
from analytics.subjects.effects.figures.text import land_placebo_sentence, left_out_note, result_sentence, rule_of_years
from analytics.subjects.effects.figures.words.reasons import control_reason, verdict_label, weakness_text
from analytics.subjects.effects.measures import (
    ALL,
    BRANDENBURG,
    CONTROL_SETS,
    DEFAULT_AGE_GROUP,
    EffectResult,
    Permutation,
    SyntheticControl,
    compare_ages,
    compare_spreads,
    estimate,
    explain_controls,
    figures_of,
    last_tried_year,
)
from analytics.subjects.effects.measures.beside.estimators import compare_estimators
from analytics.subjects.effects.measures.beside.threshold import compute_thresholds, list_missing_starts
from data.atlas import Atlas

_PER_1000 = {name: f"{name}_per_1000" for name in ("estimate", "low", "high", "spread")}
_TREND = _PER_1000 | {"slope": "slope_per_1000_and_year", "years": "years_before"}


def answer(
    atlas: Atlas,
    w: Wording,
    *,
    ags: Annotated[str, "a Kreis, or all for the mean of all with a usable start"] = ALL,
    age_group: Annotated[str, "a code of the migration table"] = DEFAULT_AGE_GROUP,
    with_distorted: Annotated[bool, "keep years and districts of reception"] = False,
    controls: Annotated[str, "districts compared with", CONTROL_SETS] = BRANDENBURG,
    last_year: Annotated[int | None, "last year compared; default: the last one checked"] = None,
) -> dict[str, Any]:
    """What changed after the documented starts, against Kreise in which nothing had begun.

    Returns:
        JSON-ready, None for what is not known: question, parameters, results, intervals, verdict (code, sentence,
        reasons), assumptions, limits, statements, sources (source_id), data_version. All rates are persons per 1,000
        residents of the age group and year. Where the comparison is refused, `results` holds the starts only.

    Raises:
        UnknownNameError: the Kreis, the age group or the set is unknown.
    """
    result = estimate(
        atlas, ags=ags, age_group=age_group, with_distorted=with_distorted, controls=controls, last_year=last_year
    )
    assumptions = list_assumptions(w, result)
    sources = _figure_sources(atlas, result)
    return {
        "question": w.text("Did more people come, or fewer leave, where an initiative began than elsewhere?"),
        "parameters": {
            "ags": ags,
            "age_group": age_group,
            "with_distorted": with_distorted,
            "controls": controls,
            "last_year": result.panel.years[-1],
        },
        "results": as_plain(_frame_of(atlas, w, result) | _results(atlas, result, last_year)),
        "intervals": as_plain(_intervals(result)),
        "verdict": {
            "code": result.verdict,
            "label": verdict_label(w, result.verdict),
            "sentence": result_sentence(atlas, w, result),
            "reasons": list(result.reasons),
        },
        "assumptions": [f"{row.needs} {row.known}" for row in assumptions.itertuples()],
        "limits": _limits(atlas, w, result),
        "statements": statements_as_plain(effects_statements(atlas, w, result)),
        "sources": list(dict.fromkeys([*sources, *_start_sources(atlas, result)])),
        "data_version": atlas.version,
    }


def _frame_of(atlas: Atlas, w: Wording, result: EffectResult) -> dict[str, Any]:
    """Who is compared with whom, over which years, and what was left out: given for refused comparisons too."""
    names = kreis_names(figures_of(atlas, result.controls))
    return {
        "treated": [
            {"ags": ags, "name": names[str(ags)], "start_year": start} for ags, start in result.treated.items()
        ],
        "controls": [{"ags": ags, "name": names[ags]} for ags in result.panel.controls],
        "choice_of_controls": _choice(atlas, w, result),
        "years": list(result.panel.years),
        "left_out": result.panel.left_out,
        "starts": result.starts,
    }


def _choice(atlas: Atlas, w: Wording, result: EffectResult) -> pd.DataFrame | None:
    """Every East German Kreis with the reason it is compared or not; None where no rule chose."""
    if result.controls == BRANDENBURG:
        return None
    listed = explain_controls(atlas, result.panel, result.controls)
    return listed.assign(sentence=[control_reason(w, code) for code in listed["reason"]])


def _results(atlas: Atlas, result: EffectResult, last_year: int | None) -> dict[str, Any]:
    did, test, mde, trend = result.did, result.permutation, result.mde, result.pre_trend
    if did is None or test is None or mde is None or trend is None:
        return {}
    return {
        "difference_per_1000": did.estimate,
        "difference_persons_per_year": did.estimate * result.residents / PER,
        "clustered_standard_error_per_1000": did.standard_error,
        "observations": did.observations,
        "permutation": _permutation(test),
        "placebo_years": {
            "p_value": result.p_years,
            "estimates": _in_units(result.earlier_starts, years_earlier="years_with_figures_earlier"),
        },
        "event_study": _in_units(result.event_study, n="treated_kreise"),
        "synthetic_control": _synthetic(result),
        "leave_one_out": _in_units(result.one_out),
        "other_choices": _in_units(result.variants),
        "estimators": _in_units(_estimators(atlas, result, last_year), n_control="control_kreise"),
        "age_groups": _in_units(_ages(atlas, result, last_year)),
        "land_placebo": _land(result),
        "smallest_detectable": {
            "by_permutation_per_1000": mde.permutation,
            "by_permutation_persons_per_year": mde.permutation * result.residents / PER,
            "level": mde.level,
            "by_standard_error_per_1000": mde.standard_error,
            "power": mde.power,
        },
        "with_more_start_years": _thresholds(atlas, result, last_year),
        "before_the_start": {_TREND.get(name, name): value for name, value in asdict(trend).items()},
    }


def _ages(atlas: Atlas, result: EffectResult, last_year: int | None) -> pd.DataFrame:
    return compare_ages(
        atlas,
        ags=result.ags,
        with_distorted=result.with_distorted,
        controls=result.controls,
        last_year=last_year,
    )


def _estimators(atlas: Atlas, result: EffectResult, last_year: int | None) -> pd.DataFrame:
    return compare_estimators(
        atlas,
        ags=result.ags,
        age_group=result.age_group,
        with_distorted=result.with_distorted,
        controls=result.controls,
        last_year=last_year,
    )


def _thresholds(atlas: Atlas, result: EffectResult, last_year: int | None) -> dict[str, Any]:
    """The smallest difference to be seen in all Kreise together if more of them had a documented start."""
    rows = compute_thresholds(
        atlas,
        age_group=result.age_group,
        with_distorted=result.with_distorted,
        controls=result.controls,
        last_year=last_year,
    )
    units = {"more": "kreise_more", "n_treated": "treated_kreise", "smallest": "smallest_per_1000"}
    return {
        "smallest_detectable": _in_units(rows, **units),
        "missing": list_missing_starts(atlas, result.panel),
    }


def _land(result: EffectResult) -> dict[str, Any] | None:
    """The placebo of the Land, None where the controls are of the same Land."""
    found = result.land
    return None if found is None else {_PER_1000.get(name, name): value for name, value in asdict(found).items()}


def _permutation(test: Permutation) -> dict[str, Any]:
    return {
        "p_value": test.p_value,
        "smallest_possible_p_value": test.smallest_p,
        "assignments": test.assignments,
        "all_assignments": test.exact,
    }


def _intervals(result: EffectResult) -> dict[str, Any]:
    """The interval to quote, and the clustered one with its name, because readers know and misuse it."""
    return {
        name: {"low_per_1000": one.low, "high_per_1000": one.high, "level": one.level}
        for name, one in (("permutation", result.permutation), ("clustered_too_narrow_with_few_starts", result.did))
        if one is not None
    }


def _synthetic(result: EffectResult) -> dict[str, Any]:
    found = result.synthetic
    if found is None:
        return {}
    return {
        "difference_per_1000": found.estimate,
        "p_value": found.p_value,
        "refused": found.refused or None,
        "kreise": [_synthetic_kreis(one) for one in found.kreise],
    }


def _synthetic_kreis(one: SyntheticControl) -> dict[str, Any]:
    return {
        "ags": one.ags,
        "start_year": one.start_year,
        "refused": one.refused or None,
        "difference_per_1000": one.estimate,
        "weights": one.weights.to_dict(),
        "path": one.path.rename(columns={name: f"{name}_per_1000" for name in ("actual", "synthetic", "gap")}),
        "rmspe_before_per_1000": one.rmspe_before,
        "rmspe_after_per_1000": one.rmspe_after,
        "ratio": one.ratio,
        "rank": one.rank,
        "ranked": one.ranked,
        "p_value": one.p_value,
    }


def _in_units(table: pd.DataFrame | None, **names: str) -> pd.DataFrame | None:
    return None if table is None else table.rename(columns=_PER_1000 | names)


def _limits(atlas: Atlas, w: Wording, result: EffectResult) -> list[str]:
    unplaced = int(atlas.members["kreis_ags"].isna().sum())
    return [
        *filter(None, (weakness_text(w, code) for code in result.reasons)),
        *filter(None, [land_placebo_sentence(w, result.land)]),
        rule_of_years(w),
        *_untried(atlas, w, result),
        left_out_note(atlas, w, result.panel),
        w.plural(
            "{n} member has no known place: it may work in a district that counts as one without an initiative of "
            "the network.",
            "{n} members have no known place: they may work in districts that count as ones without an initiative "
            "of the network.",
            unplaced,
        ),
        _other_initiatives(w, result),
        *_fluctuation(w, result),
    ]


def _other_initiatives(w: Wording, result: EffectResult) -> str:
    if result.controls == BRANDENBURG:
        return w.text(
            "The register holds members of one network only; other initiatives, also in the two Saxon districts, are "
            "not in it."
        )
    return w.text(
        "The register holds members of one network only. Other initiatives are not in it: a district compared may have "
        "one, above all in the other Länder."
    )


def _untried(atlas: Atlas, w: Wording, result: EffectResult) -> list[str]:
    tried = last_tried_year(atlas)
    if result.panel.years[-1] <= tried:
        return []
    return [w.text("Years after {tried} are compared although the method was not checked on them.", tried=tried)]


def _fluctuation(w: Wording, result: EffectResult) -> list[str]:
    if result.did is None:
        return []
    own, others = compare_spreads(result.panel, result.treated)
    return [
        w.text(
            "The permutation test supposes that any district could have been the one. Before the first start the "
            "districts with a start fluctuated by {own} per 1,000, the districts compared by {others}: where these "
            "fluctuate more, the test is cautious and misses more than it says.",
            own=w.number(own, 1),
            others=w.number(others, 1),
        )
    ]


def _figure_sources(atlas: Atlas, result: EffectResult) -> list[str]:
    """Sources of the rates and, where rules chose the Kreise, of what the rules ask."""
    rates = rate_sources(figures_of(atlas, result.controls), result.panel.years)
    chosen = [] if result.controls == BRANDENBURG else split_ids(atlas.load_east().kreise["source_ids"])
    return [*rates, *chosen]


def _start_sources(atlas: Atlas, result: EffectResult) -> list[str]:
    """Sources of the starts that are used."""
    used = result.starts.loc[result.starts["used"], "member_id"]
    cells = atlas.members.loc[atlas.members["member_id"].isin(used), "source_ids"]
    return [source for cell in cells for source in str(cell).split("|")]

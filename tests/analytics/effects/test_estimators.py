"""Other estimators: numbers of libraries, numbers by hand, and none of them claims more than the page."""

import itertools

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS

from analytics.exports.answers.effects import answer
from analytics.language import get_wording
from analytics.subjects.effects.figures.beside.estimators import draw_effect_estimators
from analytics.subjects.effects.measures import BRANDENBURG, CONTROL_SETS, EAST, VERDICTS, estimate, try_land
from analytics.subjects.effects.measures.beside.estimators import LAND_YEAR, cap, compare_estimators
from analytics.subjects.effects.measures.beside.staggered import (
    estimate_group_time,
    estimate_in_land,
    of_same_land,
    weigh_group_time,
)
from analytics.subjects.effects.measures.beside.synthetic_did import fit_synthetic_did, weigh_cohort
from analytics.subjects.effects.measures.estimators.contrasts import after_minus_before, estimate_contrast
from analytics.subjects.effects.measures.verdict import FRAGILE, LARGER

REAL = np.arange(4)[None]
SIZES = ((14, 12, 1, 4), (20, 16, 3, 5), (41, 16, 2, 4))
# The weights solved by CLARABEL 0.11.1 through cvxpy 1.9.3 to 1e-12, the difference computed from them.
SOLVED = (2.276786560331, 0.785919294038, -1.740014349165)


def staggered():
    """The panel given to csdid 0.4.3: 14 units, 16 years, the first four start."""
    chance = np.random.default_rng(11)
    rates = np.round(chance.normal(size=(14, 16)) * 3 + chance.normal(size=16) * 2, 3)
    return rates, list(range(2000, 2016)), [2008, 2009, 2013, 2013]


def synthetic_panels():
    chance = np.random.default_rng(3)
    for kreise, years, treated, after in SIZES:
        noise, shared = chance.normal(size=(kreise, years)) * 3, chance.normal(size=years) * 3
        level, slope = chance.normal(size=(kreise, 1)) * 4, 0.5 * chance.normal(size=(kreise, 1))
        yield np.round(noise + shared + level + slope * np.arange(years), 3), treated, years - after


def test_group_time_effects_are_those_of_csdid():
    # csdid 0.4.3: est_method "reg", control_group "notyettreated", aggte "group", overall_att.
    rates, years, starts = staggered()
    assert weigh_group_time(years, starts, 14).estimate(rates, REAL)[0] == pytest.approx(1.1293138221153847, abs=1e-9)


def test_without_later_starters_it_is_the_contrast_from_the_last_year_before():
    # csdid with "nevertreated" gives 1.1620745535714283; so does the contrast the page has for it.
    rates, years, starts = staggered()
    never = estimate_contrast(rates, after_minus_before(years, starts, last_before=1), REAL)[0]
    assert never == pytest.approx(1.1620745535714283, abs=1e-9)
    together = weigh_group_time(years, [2008] * 4, 14).estimate(rates, REAL)[0]
    alone = estimate_contrast(rates, after_minus_before(years, [2008] * 4, last_before=1), REAL)[0]
    assert together == pytest.approx(alone)


def test_group_time_effects_by_hand(make_panel):
    # The first begins in 2002 and gains 4, the second in 2003 and gains 2; before that it serves as a control of the
    # first with its rise of 1 in 2002. 2002: 4 - mean(1, 0, 0) = 11/3; 2003: 4 - 0; second: 3 - 1 - 0 = 2.
    panel = make_panel([[0, 0, 4, 4], [0, 0, 1, 3], [5, 5, 5, 5], [7, 7, 7, 7]], range(2000, 2004), [2002, 2003])
    assert estimate_group_time(panel, panel.treated).estimate == pytest.approx(((11 / 3 + 4) / 2 + 2) / 2)


@pytest.mark.parametrize(("panel", "solved"), zip(synthetic_panels(), SOLVED, strict=True))
def test_synthetic_did_is_that_of_a_general_solver(panel, solved):
    rates, treated, before = panel
    found = weigh_cohort(rates[-treated:].mean(axis=0), rates[:-treated], before, treated=treated)
    assert found.estimate == pytest.approx(solved, abs=1e-6)
    for weights in (found.kreise, found.years):
        assert weights.sum() == pytest.approx(1)
        assert weights.min() >= 0


def test_synthetic_did_finds_what_was_planted_whatever_the_levels(make_panel):
    chance = np.random.default_rng(5)
    shared = chance.normal(size=14) * 5
    rates = chance.normal(size=(16, 1)) * 10 + shared + chance.normal(size=(16, 14)) * 0.01
    rates[0, 8:] += 3
    rates[1, 10:] += 3
    panel = make_panel(rates, range(2000, 2014), [2008, 2010])
    found = fit_synthetic_did(panel, panel.treated)
    assert found.estimate == pytest.approx(3, abs=0.05)
    assert found.low < 3 < found.high
    assert found.p_value == pytest.approx(0.01)


def test_where_every_placebo_is_known_each_counts_once(make_panel):
    # One start against six controls: each of the six is the placebo of one draw, from the five others.
    rates = np.random.default_rng(11).normal(size=(7, 12))
    panel = make_panel(rates, range(2000, 2012), [2007])
    found = fit_synthetic_did(panel, panel.treated)
    placebos = [weigh_cohort(rates[row], np.delete(rates[1:], row - 1, axis=0), 7).estimate for row in range(1, 7)]
    as_large = sum(abs(placebo) >= abs(found.estimate) for placebo in placebos)
    assert found.p_value == pytest.approx((1 + as_large) / 7)
    assert found.high - found.estimate == pytest.approx(1.959964 * np.std(placebos), rel=1e-6)


def test_a_change_of_the_land_is_taken_out_as_by_fixed_effects_for_land_and_year(atlas):
    result = estimate(atlas)
    panel, one = result.panel, result.treated.head(1)
    alike = of_same_land(panel, one, panel.controls)
    assert len(alike) == 8
    kreise = [*one.index, *panel.controls]
    rows = pd.DataFrame(itertools.product(kreise, panel.years), columns=["ags", "year"])
    rows["rate"] = panel.rates.loc[kreise].to_numpy().ravel()
    rows["after"] = ((rows["ags"] == one.index[0]) & (rows["year"] >= one.iloc[0])).astype(float)
    land_year = pd.get_dummies(rows["ags"].str[:2] + rows["year"].astype(str), dtype=float)
    # One Kreis of each Land is spanned by the years of its Land.
    spare = [next(ags for ags in kreise if ags.startswith(land)) for land in ("12", "14")]
    own = pd.get_dummies(rows["ags"], dtype=float).drop(columns=spare)
    design = pd.concat([rows["after"], own, land_year], axis=1)
    fitted = OLS(rows["rate"], design).fit().params["after"]
    assert estimate_in_land(panel, one, alike).estimate == pytest.approx(fitted, abs=1e-8)


def test_what_remains_is_the_difference_less_the_placebo_of_the_land(atlas):
    result = estimate(atlas, controls=EAST)
    elsewhere = [ags for ags in result.panel.controls if not ags.startswith("12")]
    apart = result.panel.without([ags for ags in result.panel.controls if ags.startswith("12")])
    difference = estimate_in_land(apart, result.treated, elsewhere).estimate
    land = try_land(result.panel, result.treated, dict.fromkeys(("12052", "12063"), ""))
    rows = compare_estimators(atlas, ags="all", controls=EAST).set_index("estimator")
    assert rows.loc["land_year_unknown", "estimate"] == pytest.approx(difference - land.estimate)
    # The outer Kreise of Brandenburg without a documented start rose more than those with one.
    assert rows.loc["land_year_unknown", "estimate"] == pytest.approx(-3.6, abs=0.05)


@pytest.mark.parametrize("last_year", [None, 2024])
@pytest.mark.parametrize("controls", CONTROL_SETS)
def test_no_set_and_no_estimator_claims_an_effect(atlas, controls, last_year):
    rows = compare_estimators(atlas, ags="all", controls=controls, last_year=last_year)
    assert set(rows["estimator"]) <= {"stacked", "group_time", "synthetic_did", "land_year", "land_year_unknown"}
    assert len(rows) >= 4
    assert not rows["verdict"].isin([FRAGILE, LARGER]).any()


@pytest.mark.parametrize("age_group", ["unter 18", "18-25", "25-30", "30-50", "50-65", "65+"])
@pytest.mark.parametrize("controls", [BRANDENBURG, EAST])
def test_no_age_group_and_no_estimator_claims_an_effect_to_the_last_year(atlas, controls, age_group):
    rows = compare_estimators(atlas, ags="all", age_group=age_group, controls=controls, last_year=2024)
    assert not rows["verdict"].isin([FRAGILE, LARGER]).any()


@pytest.mark.parametrize("verdict", VERDICTS)
def test_an_estimator_claims_no_more_than_the_page_allows(atlas, verdict):
    class Page:
        pass

    Page.verdict = verdict
    assert VERDICTS.index(cap(Page, 0.001)) <= VERDICTS.index(verdict)
    assert cap(Page, 0.001) == verdict
    assert VERDICTS.index(cap(Page, 0.2)) <= VERDICTS.index("not_distinguishable")


def test_page_and_json_say_the_same_and_what_cannot_be_seen(atlas):
    w = get_wording("de")
    figure = draw_effect_estimators(atlas, w, ags="all", age_group="insgesamt")
    assert figure.headline == "Nach anderen Schätzverfahren wechselt der Unterschied seine Richtung"
    assert figure.table["estimate"].round(1).tolist() == [0.8, -1.8, -0.5, 1.1, 0.6]
    assert set(figure.table["verdict_words"]) == {"Mit diesen Daten nicht vom Zufall zu unterscheiden"}
    assert "auch Nachbarn" in figure.notes[1]
    found = answer(atlas, w)["results"]["estimators"]
    assert [row["estimate_per_1000"] for row in found] == figure.table["estimate"].tolist()
    assert found[3]["estimator"] == LAND_YEAR
    assert found[3]["verdict"] == "not_distinguishable"

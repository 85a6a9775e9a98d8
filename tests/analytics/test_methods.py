"""The methods page: complete in both languages, its examples right, its code where it says."""

import importlib
import re

import pytest

from analytics.language import get_wording
from analytics.subjects.methods.index import AREAS, area_name, compute_methods
from analytics.subjects.methods.land_simulations import draw_land_simulations
from analytics.subjects.methods.simulations import draw_simulations
from tests.facts import shipped_atlas

ELBE_ELSTER = "12062"
ATLAS = shipped_atlas()


def methods(area, ags=ELBE_ELSTER, lang="de"):
    return {method.key: method for method in compute_methods(ATLAS, get_wording(lang), area=area, ags=ags)}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("area", list(AREAS))
def test_every_method_is_complete(area, lang):
    assert area_name(get_wording(lang), area)
    for method in methods(area, lang=lang).values():
        words = (method.name, method.question, method.rule, method.reference, method.limits, *method.example)
        assert all(words), method.key
        assert not re.search(r"\bnan\b|\bNone\b(?! of)|<NA>|\{", " ".join(words)), method.key


@pytest.mark.parametrize("area", list(AREAS))
def test_every_method_names_code_that_exists(area):
    for method in methods(area).values():
        module, _, name = method.unit.rpartition(".")
        assert callable(getattr(importlib.import_module(module), name)), method.unit


@pytest.mark.parametrize("area", list(AREAS))
def test_every_kreis_can_be_the_example(area):
    for ags in sorted(set(ATLAS.migration["ags"])):
        assert all(method.example for method in methods(area, ags).values())


def test_the_rate_of_elbe_elster_is_worked_through():
    # Table 12711-04-02-4: 3,320 arrivals, 2,863 departures; 97,967 residents on 31.12.2024.
    # 457 / 97,967 * 1,000 = 4.66.
    example = " ".join(methods("grundlagen")["rate"].example)
    assert "3.320 Zuzüge − 2.863 Fortzüge = +457" in example
    assert "+457 ÷ 97.967 Einwohner × 1.000 = +4,7" in example


def test_the_growth_of_the_network_is_worked_through():
    # 23 / 3 = 7.667; 7.667 ** (1 / 8.37) = 1.2755; 20 / 8.37 = 2.39.
    example = " ".join(methods("grundlagen")["growth"].example)
    assert "= 27,5\u00a0%" in example
    assert "= 2,4 Mitglieder je Jahr" in example


def test_the_nearest_district_is_worked_through_to_its_distance():
    # ((0.25 ** 2 + 0.28 ** 2 + 0.11 ** 2) / 3) ** 0.5 = 0.226
    example = methods("vergleich")["likeness"].example
    parts = [float(re.search(r"([\d,]+) Standard", step).group(1).replace(",", ".")) for step in example[:3]]
    mean = (sum(part**2 for part in parts) / 3) ** 0.5
    assert f"Abstand {mean:.2f}".replace(".", ",") in example[3]


def test_the_index_of_need_is_the_mean_of_its_parts():
    example = methods("flecken")["need"].example
    parts = [float(step.rpartition("= ")[2].replace(",", ".")) for step in example[:4]]
    assert f"Mittel +{sum(parts) / 4:.2f}".replace(".", ",") in example[4]


def test_the_simulations_say_how_often_the_test_is_wrong():
    figure = draw_simulations(ATLAS, get_wording("de"))
    rows = ATLAS.simulations
    alarm = rows[(rows["scenario"] == "no_effect") & (rows["estimator"] == "did_permutation")].iloc[0]
    assert f"{100 * alarm['rejection_rate']:.1f}".replace(".", ",") in figure.headline
    assert 0.03 <= alarm["rejection_rate"] <= 0.07
    assert alarm["n_simulations"] >= 500
    assert len(figure.table) == 49


def test_the_simulations_of_the_land_say_what_the_checks_are_worth():
    figure = draw_land_simulations(ATLAS, get_wording("de"))
    rows = ATLAS.simulations
    few = rows[(rows["scenario"] == "land_change_no_effect") & (rows["n_treated"] == 4)].set_index("estimator")
    guarded = f"{100 * few.loc['did_guarded', 'rejection_rate']:.1f}".replace(".", ",")
    assert f"nach allen Prüfungen in {guarded}" in figure.headline
    assert figure.table["n_treated"].tolist() == [4, 8, 12] * 6
    assert figure.table["scenario"].iloc[0] == "land_calm_no_effect"
    assert figure.source_ids == ("E02",)


def test_the_difference_in_differences_is_worked_through_to_the_estimate():
    # Elbe-Elster: +6.55 there, +5.85 elsewhere, +0.70 between them.
    own, others, result = methods("wirkung")["did"].example
    there, elsewhere = (float(step.rpartition(": ")[2].rstrip(".").replace(",", ".")) for step in (own, others))
    assert f"+{there - elsewhere:.2f}".replace(".", ",") in result

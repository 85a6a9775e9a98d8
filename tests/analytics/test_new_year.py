"""A year uploaded later moves every page without code; without its population it shows persons and asks for it."""

import dataclasses

import pandas as pd
import pytest

from analytics.exports.presentation.stories import tell_story
from analytics.exports.views import opening_params
from analytics.language import get_wording
from analytics.maps.view import compute_map_view
from analytics.rates.naming import population_to_fetch
from analytics.rates.series import last_year, years_without_population
from analytics.subjects.district.facts import draw_kreis_facts
from analytics.subjects.district.figures import draw_kreis_ages
from analytics.subjects.district.peers import draw_kreis_peers
from analytics.subjects.district.standing import draw_kreis_standing
from analytics.subjects.effects.measures import build_panel
from analytics.subjects.methods.index import compute_methods
from analytics.subjects.migration.series import draw_series
from analytics.subjects.outlook.figures.text import end_of_data
from analytics.subjects.overview.figures import draw_overview
from tests.facts import pick_kreis

ELBE_ELSTER, NEW = "12062", 2025
W = get_wording("de")
NET = {"indicator": "net_per_1000", "age_group": "insgesamt"}


@pytest.fixture(scope="module")
def persons_only(atlas):
    """The package with the moves of 2024 once more as those of 2025, and no population of that year."""
    again = atlas.migration[atlas.migration["year"] == 2024].assign(year=NEW)
    migration = pd.concat([atlas.migration, again], ignore_index=True)
    return dataclasses.replace(atlas, migration=migration, version="persons")


@pytest.fixture(scope="module")
def whole(persons_only):
    """The same with the residents of the end of 2024 as those of the end of 2025."""
    people = persons_only.population
    again = people[people["year"] == 2024].assign(year=NEW, date=f"{NEW}-12-31")
    population = pd.concat([people, again], ignore_index=True)
    return dataclasses.replace(persons_only, population=population, version="whole")


def test_a_whole_year_is_the_one_every_page_speaks_of(whole):
    assert last_year(whole) == NEW
    assert population_to_fetch(whole, W) == ""
    said = [
        draw_overview(whole, W).table["hint"].iloc[-1],
        draw_overview(whole, W).notes[1],
        draw_kreis_facts(whole, W, ags=ELBE_ELSTER).headline,
        draw_kreis_ages(whole, W, ags=ELBE_ELSTER).subtitle,
        draw_kreis_peers(whole, W, ags=ELBE_ELSTER).subtitle,
        draw_kreis_standing(whole, W, ags=ELBE_ELSTER).subtitle,
        draw_series(whole, W, kreise=(ELBE_ELSTER,), age_group="insgesamt").subtitle,
        " ".join(compute_methods(whole, W, area="grundlagen", ags=ELBE_ELSTER)[0].example),
        end_of_data(whole, W),
    ]
    assert all(str(NEW) in sentence for sentence in said)
    assert not any("2024" in sentence for sentence in said[:2])
    view = compute_map_view(whole, W, **NET)
    assert view["last_year"] == NEW
    assert str(NEW) in view["headlines"][-1]
    years = [dict(slide.params)["year"] for slide in tell_story(whole, W, "lausitz").slides if slide.view == "map"]
    assert years == [NEW] * 3
    assert opening_params(whole, "ranking")["year"] == NEW


def test_the_comparison_before_and_after_does_not_move_with_an_uploaded_year(atlas, whole):
    assert build_panel(whole).years == build_panel(atlas).years
    assert build_panel(whole).rates.equals(build_panel(atlas).rates)


def test_moves_without_a_population_show_persons_and_name_the_table_to_fetch(persons_only):
    assert years_without_population(persons_only) == [NEW]
    assert population_to_fetch(persons_only, W) == (
        "Für Raten fehlt die Bevölkerung 2025 (Tabelle 12411-02-03-4): laden Sie sie als Nächstes hoch."
    )
    view = compute_map_view(persons_only, W, **NET)
    at = view["years"].index(NEW)
    kreis = pick_kreis(view, ELBE_ELSTER)
    # 3,320 - 2,863 in the moves of 2024.
    assert (kreis["v"][at], kreis["p"][at]) == (None, "+457")
    reason = "Für 2025 gibt es keine Rate: Die Bevölkerung dieses Jahres fehlt"
    assert view["gaps"][str(NEW)] == view["headlines"][at] == reason
    assert view["last_year"] == last_year(persons_only) == 2024


def test_a_year_of_few_districts_still_says_that_the_population_is_missing(atlas):
    """The districts the file leaves out do not turn the reason into one of the source."""
    again = atlas.migration[(atlas.migration["year"] == 2024) & (atlas.migration["ags"] == "12073")].assign(year=NEW)
    partly = dataclasses.replace(atlas, migration=pd.concat([atlas.migration, again], ignore_index=True), version="p")
    assert "Bevölkerung dieses Jahres fehlt" in compute_map_view(partly, W, **NET)["gaps"][str(NEW)]

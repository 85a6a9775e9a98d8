"""Comparable places: who they are, the swarm, the groups' medians, and what may be said."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.language import get_wording
from analytics.rates.naming import east_names
from analytics.rates.scopes import widen_to_east
from analytics.subjects.peers.east import draw_east_peers
from analytics.subjects.peers.figures import draw_comparable, draw_peer_swarm, stack_dots
from analytics.subjects.peers.measures import (
    ALIKE,
    HIGHER,
    LOWER,
    NEIGHBOUR,
    SAME_TYPE,
    SIMILAR,
    TRAITS,
    compute_differences,
    compute_population_change,
    find_similar,
    list_comparable,
)
from analytics.subjects.peers.rules import NEIGHBOURS, RULES, SIZE, STRUCTURE, VALUE, list_by_rule
from analytics.subjects.peers.series import draw_peer_series
from analytics.subjects.peers.text import list_indicators
from analytics.subjects.peers.values import SELF, compute_group_series, compute_spread, merge_groups
from data.errors import UnknownNameError

ELBE_ELSTER, COTTBUS, SPREE_NEISSE, POTSDAM = "12062", "12052", "12071", "12054"


def test_a_change_of_residents_stays_within_one_census(atlas):
    change, years = compute_population_change(atlas)
    assert years == (2011, 2021)
    rows = atlas.population[(atlas.population["ags"] == ELBE_ELSTER) & (atlas.population["age_group"] == "insgesamt")]
    people = rows.set_index(["census_base", "year"])["population"]
    assert change[ELBE_ELSTER] == pytest.approx(people["2011", 2021] / people["2011", 2011] - 1)


def test_the_groups_of_elbe_elster(atlas):
    groups = list_comparable(atlas, ELBE_ELSTER).groupby("group")["ags"].agg(list)
    assert groups[NEIGHBOUR] == ["12066", "12061", "12072"]
    assert groups[ALIKE] == [SPREE_NEISSE, "12073", "12066"]
    # 14 rural districts of Brandenburg and two of Saxony, without Elbe-Elster itself.
    assert len(groups[SAME_TYPE]) == 15


def test_a_city_is_compared_with_cities(atlas):
    listed = list_comparable(atlas, COTTBUS)
    assert set(listed.loc[listed["group"] == SAME_TYPE, "ags"]) == {"12051", "12053", POTSDAM}


def test_differences_are_measured_in_standard_deviations(atlas):
    differences = compute_differences(atlas, ELBE_ELSTER, TRAITS)
    assert differences.loc[ELBE_ELSTER].tolist() == [0, 0, 0, 0, 0]
    assert differences.std().tolist() == pytest.approx([1] * 5)


def test_other_traits_find_other_places(atlas):
    by_change = find_similar(atlas, POTSDAM, traits=("population_change",))
    change, _years = compute_population_change(atlas)
    gaps = (change - change[POTSDAM]).abs().drop(POTSDAM).sort_values()
    assert list(by_change.index) == list(gaps.index[:3])


def test_every_place_is_listed_once_nearest_first(atlas):
    merged = merge_groups(list_comparable(atlas, ELBE_ELSTER))
    assert merged["ags"].is_unique
    assert merged.loc[merged["ags"] == "12066", "groups"].iloc[0] == (NEIGHBOUR, ALIKE, SAME_TYPE)
    only_type = [groups == (SAME_TYPE,) for groups in merged["groups"]]
    assert only_type == sorted(only_type)


def test_the_spread_of_the_families_net_migration(atlas):
    spread = compute_spread(atlas, "net:30-50").set_index("ags")
    own = spread.loc[ELBE_ELSTER]
    assert (own["year"], own["rank"], own["n"]) == (2024, 12, 20)
    for _, row in spread.iterrows():
        expected = HIGHER if row["value"] > row["high"] else LOWER if row["value"] < row["low"] else SIMILAR
        assert row["verdict"] == expected


def test_group_medians_hold_every_year_and_leave_gaps_open(atlas):
    series = compute_group_series(atlas, ELBE_ELSTER, age_group="30-50")
    assert list(series["group"].unique()) == [SELF, NEIGHBOUR, ALIKE, SAME_TYPE]
    assert series["year"].nunique() == 25
    gap = series[series["year"] == 2001]
    assert gap["per_1000"].isna().all()
    assert (gap["n"] == 0).all()


def test_the_median_of_three_is_the_middle_one(atlas):
    alike = list(find_similar(atlas, ELBE_ELSTER).index)
    own = {ags: compute_group_series(atlas, ags, age_group="30-50").set_index(["group", "year"]) for ags in alike}
    values = sorted(own[ags].loc[(SELF, 2024), "per_1000"] for ags in alike)
    series = compute_group_series(atlas, ELBE_ELSTER, age_group="30-50").set_index(["group", "year"])
    assert series.loc[(ALIKE, 2024), "per_1000"] == values[1]
    assert series.loc[(ALIKE, 2024), "n"] == 3


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30), st.floats(0.1, 20))
def test_dots_of_the_swarm_never_touch(values, width):
    levels = stack_dots(values, width)
    for one in range(len(values)):
        for other in range(one):
            assert levels[one] != levels[other] or abs(values[one] - values[other]) >= width


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_indicator_of_every_kind_of_place_can_be_drawn(atlas, lang):
    w = get_wording(lang)
    for ags in (ELBE_ELSTER, COTTBUS, "14625"):
        for indicator in list_indicators(atlas):
            figure = draw_peer_swarm(atlas, w, ags=ags, indicator=indicator)
            assert len(figure.table) == 20
            assert figure.statements
            assert "nan" not in figure.headline + figure.description


def test_the_places_come_with_their_reasons_in_words(atlas):
    figure = draw_comparable(atlas, get_wording("de"), ags=ELBE_ELSTER)
    assert figure.headline == "Elbe-Elster ähnelt am meisten Spree-Neiße, Uckermark und Oberspreewald-Lausitz"
    row = figure.table[figure.table["name"] == "Spree-Neiße"].iloc[0]
    assert row["near"] == "Anteil der Menschen ab 65 (31,4\u00a0%, hier 30,9\u00a0%)"
    assert row["group_words"] == "Ähnlichste und gleicher Typ"


def test_the_statements_repeat_the_figures_of_the_swarm(atlas):
    statements = draw_peer_swarm(atlas, get_wording("de"), ags=ELBE_ELSTER, indicator="net:30-50").statements
    assert "Rang 12 von 20" in statements.carried[1].text
    assert "+12,4" in statements.carried[1].text


def test_what_is_not_known_is_named(atlas):
    w = get_wording("de")
    with pytest.raises(UnknownNameError):
        draw_peer_swarm(atlas, w, ags=ELBE_ELSTER, indicator="wetter")
    with pytest.raises(UnknownNameError):
        draw_comparable(atlas, w, ags=ELBE_ELSTER, traits=("wetter",))
    with pytest.raises(UnknownNameError):
        draw_peer_series(atlas, w, ags="99999", age_group="30-50")


def test_a_hidden_last_figure_is_named_and_not_guessed(atlas):
    migration = atlas.migration.copy()
    hidden = (migration["ags"] == ELBE_ELSTER) & (migration["year"] == 2024)
    migration.loc[hidden, ["arrivals", "departures", "net"]] = pd.NA
    migration.loc[hidden, "status"] = "secret"
    figure = draw_peer_swarm(
        replace(atlas, migration=migration), get_wording("de"), ags=ELBE_ELSTER, indicator="net:30-50"
    )
    assert figure.headline == "Elbe-Elster: keine Zahl zu Wanderungssaldo, 30 bis unter 50 Jahre"
    assert "Für Elbe-Elster gibt es 2024 keine Zahl" in figure.statements.carried[1].text


def test_one_rule_at_a_time_names_places_of_all_east_germany(atlas):
    listed = {rule: list_by_rule(atlas, ELBE_ELSTER, rule=rule, indicator="net:30-50") for rule in RULES}
    # Oberspreewald-Lausitz, Meißen, Nordsachsen, Teltow-Fläming, Dahme-Spreewald and Wittenberg: three Länder.
    assert list(listed[NEIGHBOURS]["ags"]) == ["12066", "14627", "14730", "12072", "12061", "15091"]
    # 98,308 residents of Schwerin against 97,967 on 31 December 2024.
    assert listed[SIZE].iloc[0].tolist() == ["13004", pytest.approx(100 * (98308 / 97967 - 1))]
    assert listed[VALUE]["ags"].iloc[0] == "12053"
    assert list(listed[STRUCTURE]["ags"]) == [SPREE_NEISSE, "15091", "16065", "12066", "12073"]
    for rows in listed.values():
        assert rows["distance"].abs().is_monotonic_increasing


def test_value_differences_of_shares_are_percentage_points(atlas):
    listed = list_by_rule(atlas, POTSDAM, rule=VALUE, indicator="share_old").set_index("ags")["distance"]
    old = compute_spread(widen_to_east(atlas), "share_old").set_index("ags")["value"]
    assert listed["16053"] == pytest.approx(100 * (old["16053"] - old[POTSDAM]))
    assert listed["16053"] == pytest.approx(2.3, abs=0.05)


@pytest.mark.parametrize("rule", RULES)
def test_places_of_east_germany_say_why_and_what_is_known_of_initiatives(atlas, rule):
    figure = draw_east_peers(atlas, get_wording("de"), ags="14625", indicator="net:30-50", rule=rule)
    assert figure.table["why"].str.len().min() > 0
    known = figure.table.set_index("ags")["initiatives"]
    outside = known[~known.index.str.startswith("12")]
    assert set(outside) <= {"unbekannt", "eine außerhalb des Netzwerks, laut Quelle"}
    assert "unbekannt" not in set(known.drop(outside.index))
    assert "nur im Land des Netzwerks bekannt" in figure.notes[-1]


def test_a_town_and_the_district_of_its_name_are_told_apart(atlas):
    names = east_names(atlas, get_wording("de"))
    assert (names["14713"], names["14729"]) == ("Leipzig", "Leipzig (Landkreis)")
    assert names.is_unique


def test_an_unknown_rule_is_named(atlas):
    with pytest.raises(UnknownNameError):
        draw_east_peers(atlas, get_wording("de"), ags=ELBE_ELSTER, indicator="net:30-50", rule="gefühl")

"""Migration rates, read by hand from the tables of the package."""

import dataclasses

import pandas as pd
import pytest

from analytics.maps.places import find_places, search_index
from analytics.rates.ranking import first_lasting_gain_year, rank_kreise
from analytics.rates.rates import compute_group_rates, compute_land_rates, compute_rates, lausitz_ags, nest_age_groups
from data.errors import GrainError


@pytest.fixture(scope="module")
def rates(atlas):
    return compute_rates(atlas).set_index(["ags", "year", "age_group"])


@pytest.mark.parametrize(
    ("key", "net", "population", "rate"),
    [
        # 5,660 + 5,803 + 5,286 + 6,857 = 23,606 residents aged 30 to under 50; 1,294 - 1,097 = 197
        (("12062", 2018, "30-50"), 197, 23606, 8.345),
        # 28,790 - 23,300 = 5,490
        (("12067", 2015, "insgesamt"), 5490, 182397, 30.099),
        # 4,442 + 17,935 = 22,377 residents aged 18 to under 25; 1,378 - 2,635 = -1,257
        (("14625", 2010, "18-25"), -1257, 22377, -56.174),
        (("14625", 2010, "insgesamt"), -2117, 321511, -6.585),
        # 1,052 - 786 = 266; 3,422 + 6,125 + 6,304 + 5,607 = 21,458 on the census of 2022
        (("12062", 2024, "30-50"), 266, 21458, 12.396),
        # 5,126 - 3,941 = 1,185
        (("12052", 2024, "insgesamt"), 1185, 95123, 12.458),
        # 12,606 - 11,519 = 1,087
        (("12067", 2024, "insgesamt"), 1087, 179817, 6.045),
        # 6,145 - 3,991 = 2,154: the highest rate of the year of arrivals from Ukraine
        (("12053", 2022, "insgesamt"), 2154, 56434, 38.168),
        # 4,736 of 5,244 left again: 508 on the last year-end of the census of 2011
        (("12062", 2021, "insgesamt"), 508, 100317, 5.064),
    ],
)
def test_rates_divide_by_residents_of_the_same_age_at_the_end_of_the_same_year(rates, key, net, population, rate):
    row = rates.loc[key]
    assert (row["net"], row["population"]) == (net, population)
    assert row["net_per_1000"] == pytest.approx(rate, abs=0.001)


def test_every_kreis_has_a_row_for_every_year_and_age_group(rates):
    assert len(rates) == 20 * 25 * 7
    assert rates.index.is_unique


def test_2001_has_no_rate_and_says_why_although_the_population_is_known(rates):
    missing = rates.xs(2001, level="year")
    assert missing["net_per_1000"].isna().all()
    assert missing["population"].notna().all()
    assert set(missing["reason"]) == {"no_migration"}
    assert set(missing["status"]) == {"missing"}


def test_a_year_without_population_has_no_rate_but_keeps_its_persons(atlas):
    without = atlas.population[(atlas.population["ags"] != "12062") | (atlas.population["year"] != 2018)]
    rates = compute_rates(dataclasses.replace(atlas, population=without)).set_index(["ags", "year", "age_group"])
    row = rates.loc[("12062", 2018, "30-50")]
    assert row["net"] == 197
    assert pd.isna(row["net_per_1000"])
    assert row["reason"] == "no_population"


def test_a_missing_fine_age_group_is_not_read_as_zero(atlas):
    gone = (atlas.population["ags"] == "12062") & (atlas.population["age_group"] == "45-50")
    rates = compute_rates(dataclasses.replace(atlas, population=atlas.population[~gone]))
    row = rates.set_index(["ags", "year", "age_group"]).loc[("12062", 2018, "30-50")]
    assert pd.isna(row["population"])
    assert row["reason"] == "no_population"


def test_a_doubled_key_is_refused(atlas):
    doubled = pd.concat([atlas.migration, atlas.migration.head(1)], ignore_index=True)
    with pytest.raises(GrainError) as caught:
        compute_rates(dataclasses.replace(atlas, migration=doubled))
    assert caught.value.table == "migration"


def test_fine_age_groups_fill_each_migration_group_without_gap_or_overlap(atlas):
    nested = nest_age_groups(atlas.age_groups)
    assert nested["fine_group"].is_unique
    assert list(nested.loc[nested["age_group"] == "30-50", "fine_group"]) == ["30-35", "35-40", "40-45", "45-50"]


def test_lausitz_gained_3506_people_in_2018(atlas):
    table = compute_group_rates(atlas, lausitz_ags(atlas)).set_index(["year", "age_group"])
    # -298 + 2,398 + 98 + 364 - 99 + 318 + 725
    assert table.loc[(2018, "insgesamt"), "net"] == 3506


def test_the_land_has_a_balance_but_no_arrivals_of_its_own(atlas, rates):
    land = compute_land_rates(atlas).set_index(["year", "age_group"])
    kreise = rates.xs((2018, "insgesamt"), level=["year", "age_group"])
    assert land.loc[(2018, "insgesamt"), "net"] == kreise.loc[kreise.index.str.startswith("12"), "net"].sum()
    assert land["arrivals"].isna().all()
    assert land["arrivals_per_1000"].isna().all()
    assert pd.isna(land.loc[(2001, "insgesamt"), "net"])


def test_rank_one_is_the_highest_ties_share_and_missing_values_do_not_count():
    ranks = rank_kreise(pd.Series({"a": 3.0, "b": 5.0, "c": 3.0, "d": float("nan"), "e": -1.0}))
    assert ranks["rank"].tolist()[:3] == [2, 1, 2]
    assert pd.isna(ranks.loc["d", "rank"])
    assert ranks.loc["e", "rank"] == 4
    assert set(ranks["n"]) == {4}


def test_a_rank_counts_only_among_rows_of_the_same_year():
    values, years = pd.Series([3.0, 5.0, 3.0, float("nan"), 1.0]), pd.Series([2020, 2020, 2021, 2021, 2021])
    ranks = rank_kreise(values, within=years)
    assert ranks["rank"].tolist() == [2, 1, 1, pd.NA, 2]
    assert ranks["n"].tolist() == [2, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("series", "year"),
    [
        ({2000: -1, 2001: 2, 2002: -3, 2003: 1, 2004: 4}, 2003),
        ({2000: 1, 2001: None, 2002: 2}, 2000),
        ({2000: 5, 2001: -1}, None),
        ({2000: 5, 2001: 0}, None),
        ({}, None),
    ],
)
def test_a_lasting_gain_holds_until_the_last_year_with_data(series, year):
    assert first_lasting_gain_year(pd.Series(series, dtype="Float64")) == year


def test_elbe_elster_gains_30_to_50_year_olds_for_good_since_2015(rates):
    series = rates.loc["12062"].xs("30-50", level="age_group")["net"]
    assert first_lasting_gain_year(series) == 2015


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Finst", [("Finsterwalde", "Elbe-Elster")]),
        ("golzow", [("Golzow", "Märkisch-Oderland"), ("Golzow", "Potsdam-Mittelmark")]),
        ("12062140", [("Finsterwalde", "Elbe-Elster")]),
        ("Luebbenau", [("Lübbenau/Spreewald", "Oberspreewald-Lausitz")]),
        ("lubbenau", [("Lübbenau/Spreewald", "Oberspreewald-Lausitz")]),
        ("Elbe-El", [("Elbe-Elster", "Elbe-Elster")]),
        ("xyzzy", []),
        ("", []),
    ],
)
def test_places_are_found_by_name_by_plain_spelling_and_by_key(atlas, query, found):
    hits = find_places(search_index(atlas), query)
    assert list(zip(hits["name"], hits["kreis_name"], strict=True)) == found


def test_the_search_holds_each_kreis_and_gemeinde_once(atlas):
    index = search_index(atlas)
    assert index["ags"].is_unique
    # 20 Kreise and 523 Gemeinden, less the four cities that are both.
    assert len(index) == 20 + 523 - 4

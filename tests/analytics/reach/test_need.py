"""The index of need: parts, weights, rank, and how much of the rank is the choice of weights."""

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.rates.rates import compute_rates
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.measures.need import calm_years, check_weights, need_values
from data.errors import SelectionError, UnknownNameError

CODES = [part.code for part in ws.NEED_PARTS]
SPREE_NEISSE, POTSDAM, ODER_SPREE, ELBE_ELSTER = "12071", "12054", "12067", "12062"
weights = st.tuples(*(st.floats(0, 10) for _ in CODES)).filter(lambda drawn: sum(drawn) > 0.01)
slow_fixture = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_years_of_reception_are_left_out_of_net_migration(atlas):
    assert calm_years(atlas) == [2021, 2023, 2024]


def test_parts_of_spree_neisse_by_the_tables(atlas):
    row = need_values(atlas).set_index("ags").loc[SPREE_NEISSE]
    rates = compute_rates(atlas).set_index(["ags", "year", "age_group"])["net_per_1000"]
    for code, age in (("net_18_25", "18-25"), ("net_30_50", "30-50")):
        assert row[code] == pytest.approx(np.mean([rates[(SPREE_NEISSE, year, age)] for year in (2021, 2023, 2024)]))
    people = atlas.population.set_index(["ags", "date", "age_group"])["population"]

    def residents(date, *ages):
        return sum(int(people[(SPREE_NEISSE, date, age)]) for age in ages)

    old, everybody = residents("2024-12-31", "65-75", "75+"), residents("2024-12-31", "insgesamt")
    assert row["share_65"] == pytest.approx(old / everybody)
    # Both ends rest on the census of 2011.
    change = residents("2021-12-31", "insgesamt") / residents("2011-12-31", "insgesamt") - 1
    assert row["population_change"] == pytest.approx(change)
    assert (row["share_65_years"], row["population_change_years"]) == ("2024", "2011-2021")


def test_the_population_change_never_crosses_a_census(atlas):
    first, last = need_values(atlas)["population_change_years"].iloc[0].split("-")
    bases = atlas.population[atlas.population["year"].isin([int(first), int(last)])]["census_base"]
    assert set(bases) == {"2011"}


def test_without_a_long_enough_census_there_is_no_change_and_no_index(atlas):
    short = dataclasses.replace(atlas, population=atlas.population[atlas.population["year"] >= 2019])
    table = ws.compute_need(short)
    assert table["population_change"].isna().all()
    assert table["index"].isna().all()
    assert set(table["population_change_years"]) == {""}
    others = ws.compute_need(short, (("share_65", 1.0),))
    assert others["rank"].notna().all()


def test_districts_with_a_reception_centre_in_these_years_are_flagged(atlas):
    table = need_values(atlas).set_index("ags")
    assert table.index[table["distorted"]].tolist() == [ELBE_ELSTER, ODER_SPREE]


def test_index_by_hand_for_one_kreis(atlas):
    table = ws.compute_need(atlas).set_index("ags")
    row = table.loc[SPREE_NEISSE]
    z = [
        -(row["net_18_25"] - table["net_18_25"].mean()) / table["net_18_25"].std(ddof=0),
        -(row["net_30_50"] - table["net_30_50"].mean()) / table["net_30_50"].std(ddof=0),
        (row["share_65"] - table["share_65"].mean()) / table["share_65"].std(ddof=0),
        -(row["population_change"] - table["population_change"].mean()) / table["population_change"].std(ddof=0),
    ]
    assert [row[f"{code}_z"] for code in CODES] == pytest.approx(z)
    assert row["index"] == pytest.approx(sum(z) / 4)
    assert (row["rank"], row["ranked"]) == (3, 20)
    assert table.loc[POTSDAM, "rank"] == 20
    assert table.loc[ELBE_ELSTER, "rank"] == 1


@slow_fixture
@given(drawn=weights, factor=st.floats(0.1, 50))
def test_standardised_parts_sum_to_zero_and_only_the_ratio_of_weights_counts(atlas, drawn, factor):
    chosen = tuple(zip(CODES, drawn, strict=True))
    scaled = tuple((code, weight * factor) for code, weight in chosen)
    one, two = ws.compute_need(atlas, chosen), ws.compute_need(atlas, scaled)
    assert one["index"].tolist() == pytest.approx(two["index"].tolist(), abs=1e-9)
    assert one["index"].sum() == pytest.approx(0, abs=1e-9)
    assert one["rank"].between(1, 20).all()
    # A greater need never has a worse rank.
    assert one.sort_values("index", ascending=False)["rank"].is_monotonic_increasing


def test_one_part_alone_ranks_by_its_value(atlas):
    table = ws.compute_need(atlas, (("share_65", 2.0),))
    assert table.sort_values("rank")["share_65"].is_monotonic_decreasing


def test_a_missing_part_leaves_the_index_missing_with_its_reason(atlas):
    gone = (atlas.population["ags"] == POTSDAM) & (atlas.population["year"] == 2024)
    gone &= atlas.population["age_group"].isin(["65-75", "75+"])
    population = atlas.population.assign(population=atlas.population["population"].mask(gone))
    hidden = dataclasses.replace(atlas, population=population)
    row = ws.compute_need(hidden).set_index("ags").loc[POTSDAM]
    assert np.isnan(row["index"])
    assert (row["reason"], row["ranked"]) == ("missing_part", 19)
    # Without a weight on the missing part nothing is missing.
    assert ws.compute_need(hidden, (("net_18_25", 1.0),)).set_index("ags").loc[POTSDAM, "reason"] == ""
    row = ws.compute_need_sensitivity(hidden).set_index("ags").loc[POTSDAM]
    assert row[["rank", "rank_low", "rank_high", "share_top3", "loo_high"]].isna().all()


def test_ranks_of_the_others_stay_within_their_number_when_one_is_missing(atlas):
    gone = (atlas.population["ags"] == POTSDAM) & (atlas.population["year"] == 2024)
    population = atlas.population.assign(population=atlas.population["population"].mask(gone))
    table = ws.compute_need_sensitivity(dataclasses.replace(atlas, population=population)).dropna(subset=["index"])
    assert table["rank_high"].max() <= 19
    assert table["rank_low"].min() == 1


def test_sensitivity_is_the_same_every_time_and_holds_together(atlas):
    one, two = ws.compute_need_sensitivity(atlas), ws.compute_need_sensitivity(atlas)
    assert one.equals(two)
    assert (one["rank_low"] <= one["rank_high"]).all()
    assert one["share_top3"].between(0, 1).all()
    assert one["share_top3"].sum() == pytest.approx(3, abs=1e-9)
    assert (one["loo_low"] <= one["rank"]).all()
    assert (one["rank"] <= one["loo_high"]).all()


def test_leaving_out_a_part_is_the_index_of_the_others(atlas):
    sensitivity = ws.compute_need_sensitivity(atlas).set_index("ags")
    for code in CODES:
        rest = tuple((other, 1.0) for other in CODES if other != code)
        expected = ws.compute_need(atlas, rest).set_index("ags")["rank"]
        assert sensitivity[f"rank_without_{code}"].tolist() == expected.tolist()


def test_a_part_without_a_weight_cannot_be_left_out(atlas):
    table = ws.compute_need_sensitivity(atlas, (("share_65", 1.0),))
    assert table["rank_without_net_18_25"].isna().all()
    assert table["rank_without_share_65"].isna().all()
    assert table["loo_low"].tolist() == table["rank"].tolist()


def test_another_seed_moves_a_share_by_little(atlas):
    one, two = (ws.compute_need_sensitivity(atlas, seed=seed)["share_top3"] for seed in (1, 2))
    assert abs(one - two).max() < 0.05


def test_wrong_weights_are_refused(atlas):
    with pytest.raises(UnknownNameError) as caught:
        ws.compute_need(atlas, (("rent", 1.0),))
    assert caught.value.valid == tuple(CODES)
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(UnknownNameError):
            check_weights((("share_65", wrong),))
    with pytest.raises(SelectionError):
        check_weights(tuple((code, 0.0) for code in CODES))

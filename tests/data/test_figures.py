"""Numbers read in the official tables by hand, looked up in the loaded package."""

import pandas as pd
import pytest

LAUSITZ = {"12052", "12061", "12062", "12066", "12071", "14625", "14626"}


def moves(atlas, ags, year, age_group):
    frame = atlas.migration.set_index(["ags", "year", "age_group"])
    row = frame.loc[(ags, year, age_group)]
    return int(row["arrivals"]), int(row["departures"]), int(row["net"])


@pytest.mark.parametrize(
    ("ags", "year", "age_group", "expected"),
    [
        ("12062", 2018, "insgesamt", (3929, 3831, 98)),
        ("12062", 2018, "30-50", (1294, 1097, 197)),
        ("12062", 2018, "18-25", (658, 925, -267)),
        ("12067", 2015, "insgesamt", (28790, 23300, 5490)),
        ("14625", 2010, "insgesamt", (5930, 8047, -2117)),
        ("14625", 2010, "65+", (389, 458, -69)),
        ("12071", 2000, "insgesamt", (7439, 8418, -979)),
        ("12071", 2008, "insgesamt", (2961, 4404, -1443)),
        ("12051", 2000, "unter 18", (366, 620, -254)),
        ("14626", 2018, "65+", (493, 498, -5)),
        # The workbooks of 12711-04-02-4 for 2019 to 2024, as the office printed them.
        ("12062", 2024, "insgesamt", (3320, 2863, 457)),
        ("12052", 2024, "insgesamt", (5126, 3941, 1185)),
        ("12067", 2024, "insgesamt", (12606, 11519, 1087)),
        ("12067", 2023, "insgesamt", (16973, 14527, 2446)),
        ("12062", 2021, "insgesamt", (5244, 4736, 508)),
        ("12053", 2022, "insgesamt", (6145, 3991, 2154)),
        ("12054", 2024, "30-50", (2883, 2910, -27)),
        ("14625", 2019, "insgesamt", (8020, 7152, 868)),
    ],
)
def test_moves_are_those_of_the_official_table(atlas, ags, year, age_group, expected):
    assert moves(atlas, ags, year, age_group) == expected


def test_women_and_men_are_together_all_who_moved(atlas):
    keys, counts = ["ags", "year", "age_group"], ["arrivals", "departures", "net"]
    together = atlas.migration_sex.groupby(keys)[counts].sum()
    everybody = atlas.migration.set_index(keys).loc[together.index, counts]
    assert len(together) == 20 * 7 * 7
    assert (together.astype(int) == everybody.astype(int)).to_numpy().all()


def test_the_lausitz_gained_3506_people_through_moves_in_2018(atlas):
    # Cottbus -298, Dahme-Spreewald 2,398, Elbe-Elster 98, Oberspreewald-Lausitz 364, Spree-Neiße -99,
    # Bautzen 318, Görlitz 725.
    frame = atlas.migration.query("year == 2018 and age_group == 'insgesamt'")
    assert int(frame.loc[frame["ags"].isin(LAUSITZ), "net"].sum()) == 3506


def test_the_lausitz_gained_6318_people_through_moves_in_2024(atlas):
    # Cottbus 1,185, Dahme-Spreewald 2,200, Elbe-Elster 457, Oberspreewald-Lausitz 566, Spree-Neiße 337,
    # Bautzen 623, Görlitz 950.
    frame = atlas.migration.query("year == 2024 and age_group == 'insgesamt'")
    assert int(frame.loc[frame["ags"].isin(LAUSITZ), "net"].sum()) == 6318


@pytest.mark.parametrize(
    ("year", "net"), [(2018, 21062), (2020, 24812), (2021, 25349), (2022, 55521), (2023, 29786), (2024, 22629)]
)
def test_the_18_districts_together_gain_what_the_office_published_for_brandenburg(atlas, year, net):
    # Press releases 168-2022, 141-2023 and 107-2025, the association's report on 2023; 2018 from the table itself.
    frame = atlas.migration.query("age_group == 'insgesamt' and ags.str.startswith('12')")
    assert int(frame.loc[frame["year"] == year, "net"].sum()) == net


def test_in_2022_every_district_gains_more_than_in_the_year_before_and_after(atlas):
    totals = atlas.migration.query("age_group == 'insgesamt'")
    net = totals.pivot_table(index="ags", columns="year", values="net", aggfunc="sum")
    assert ((net[2022] > net[2021]) & (net[2022] > net[2023])).all()


def test_2001_is_missing_for_every_district_and_no_other_year_is(atlas):
    years = atlas.migration.groupby("ags")["year"].agg(lambda values: sorted(set(values)))
    assert (years.map(tuple) == (2000, *range(2002, 2025))).all()


def test_population_of_elbe_elster_at_the_end_of_2018(atlas):
    frame = atlas.population.set_index(["ags", "date", "age_group"])["population"]
    assert frame[("12062", "2018-12-31", "insgesamt")] == 102638
    assert frame[("12051", "2018-12-31", "unter 3")] == 1822
    assert frame[("14626", "2023-12-31", "insgesamt")] == 245867
    assert frame[("14625", "2024-12-31", "insgesamt")] == 292608


def test_population_by_age_is_there_for_every_year_end(atlas):
    frame = atlas.population.set_index(["ags", "date", "age_group"])["population"]
    dates = sorted(set(atlas.population["date"]))
    assert dates == [f"{year}-12-31" for year in range(2000, 2025)]
    assert atlas.population.groupby(["ags", "date"]).size().eq(18).all()
    # Of tables 12411-03-03-4 (2019), 12411-02-03-4 (2021, 2022) and the single years of Destatis (2024).
    assert frame[("12062", "2019-12-31", "insgesamt")] == 101827
    assert frame[("12051", "2019-12-31", "3-6")] == 1927
    assert frame[("12062", "2021-12-31", "insgesamt")] == 100317
    assert frame[("12062", "2022-12-31", "insgesamt")] == 99684
    assert frame[("12052", "2024-12-31", "insgesamt")] == 95123
    assert frame[("12052", "2024-12-31", "18-20")] == 1708


def test_totals_by_sex_add_up_and_are_those_of_the_table_by_age(atlas):
    # Table 12411-01-01-4, another table than those by age: 20 districts, 15 year-ends.
    table = atlas.population_totals
    totals = table.pivot_table(index=["region", "year"], columns="sex", values="population", aggfunc="sum")
    assert (totals["insgesamt"] == totals["männlich"] + totals["weiblich"]).all()
    assert totals.loc[("12062", 2024)].to_dict() == {"insgesamt": 97967, "männlich": 48497, "weiblich": 49470}
    ages = atlas.population.query("age_group == 'insgesamt'").set_index(["ags", "year"])["population"]
    both = ages[ages.index.get_level_values("year") >= 2010]
    assert len(both) == 300
    assert (totals["insgesamt"].reindex(both.index) == both).all()


def test_the_census_of_2022_lowers_brandenburg_by_27976_people_at_the_end_of_that_year(atlas):
    # 31.12.2022 on the 2011 census: 2,573,135, the old series of table 12411-02-03-5.
    totals = atlas.population_totals.query("year == 2022 and sex == 'insgesamt'").set_index("region")["population"]
    assert totals["12"] == 2545159 == 2573135 - 27976
    assert totals[totals.index.str.match(r"^12\d{3}$")].sum() == 2545159


def test_the_series_of_2018_agrees_with_the_municipal_register_of_the_same_day(atlas):
    # Source S04 is a second publication of the same day; three of its 20 values, read by hand.
    frame = atlas.population.query("date == '2018-12-31' and age_group == 'insgesamt'").set_index("ags")
    assert frame.loc[["12051", "12054", "14625"], "population"].tolist() == [72124, 178089, 300880]
    assert set(frame["source_id"]) == {"S02"}
    assert int(frame["population"].sum()) == 2511917 + 300880 + 254894


def test_the_census_of_2011_lowers_brandenburg_by_50093_people_in_one_step(atlas):
    frame = atlas.population.query("age_group == 'insgesamt'")
    brandenburg = frame[frame["ags"].str.startswith("12")].groupby("year")["population"].sum()
    assert int(brandenburg[2011] - brandenburg[2010]) == -50093
    assert int(brandenburg[2010] - brandenburg[2009]) == -8252


def test_each_date_rests_on_one_census(atlas):
    bases = atlas.population.groupby("year")["census_base"].unique()
    assert all(len(base) == 1 for base in bases)
    assert bases[2010][0] == "pre2011"
    assert bases[2011][0] == "2011"
    assert bases[2018][0] == "2011"
    assert bases[2021][0] == "2011"
    assert bases[2022][0] == "2022"
    assert bases[2023][0] == "2022"
    assert bases[2024][0] == "2022"


def test_brandenburg_gained_22629_people_over_its_border_in_2024(atlas):
    row = atlas.migration_land.query(
        "year == 2024 and measure == 'land_border' and age_group == 'insgesamt' and partner == 'alle'"
    ).iloc[0]
    assert (row["arrivals"], row["departures"], row["net"]) == (86342, 63713, 22629)


def test_the_balance_of_2020_is_marked_as_inferred(atlas):
    rows = atlas.migration_land[atlas.migration_land["status"] == "inferred"]
    assert rows["year"].tolist() == [2020]
    assert rows["net"].tolist() == [24812]


def test_the_curve_runs_from_3_members_in_2017_to_23_in_november_2025(atlas):
    curve = atlas.membership_counts.query("chart_use == 'curve'")
    assert curve["members"].tolist() == [3, 8, 13, 15, 18, 19, 19, 22, 22, 22, 23, 23, 23]
    assert curve["date"].tolist()[0] == "2017"
    assert curve["date"].tolist()[-1] == "2025-11"


def test_the_register_holds_16_documented_and_4_inferred_members(atlas):
    assert atlas.members["confidence"].value_counts().to_dict() == {"documented": 16, "inferred": 4}
    assert atlas.members["joined_year"].notna().sum() == 7
    assert atlas.members.loc[atlas.members["place"].isna(), "member_id"].tolist() == [
        "at-see",
        "freiraum",
        "stadtrezeption",
    ]


def test_network_funding_of_2024_is_71500_euros_and_2025_is_a_gap(atlas):
    years = atlas.network_funding.set_index("year")
    assert years.loc[2024, "documented_eur"] == 71500
    assert years.loc[[2021, 2022, 2023], "documented_eur"].isna().all()
    assert years.loc[2025, "status"] == "gap"
    assert pd.isna(years.loc[2025, "low_eur"])


def test_the_lausitz_by_law_is_five_districts_of_brandenburg_and_two_of_saxony(atlas):
    law = atlas.regions.query("region_id == 'lausitzer_revier'")
    assert set(law["ags"]) == LAUSITZ
    assert set(atlas.kreise.loc[atlas.kreise["in_lausitz"], "ags"]) == LAUSITZ


def test_two_pairs_of_municipalities_share_a_name(atlas):
    names = atlas.gemeinden.loc[atlas.gemeinden["ags"].str.startswith("12"), "name"]
    assert sorted(names[names.duplicated()]) == ["Golzow", "Mittenwalde"]


def test_finsterwalde_lies_in_elbe_elster(atlas):
    row = atlas.gemeinden.set_index("name").loc["Finsterwalde"]
    assert (row["ags"], row["kreis_ags"]) == ("12062140", "12062")

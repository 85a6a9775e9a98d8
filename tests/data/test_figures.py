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
    ],
)
def test_moves_are_those_of_the_official_table(atlas, ags, year, age_group, expected):
    assert moves(atlas, ags, year, age_group) == expected


def test_the_lausitz_gained_3506_people_through_moves_in_2018(atlas):
    # Cottbus -298, Dahme-Spreewald 2,398, Elbe-Elster 98, Oberspreewald-Lausitz 364, Spree-Neiße -99,
    # Bautzen 318, Görlitz 725.
    frame = atlas.migration.query("year == 2018 and age_group == 'insgesamt'")
    assert int(frame.loc[frame["ags"].isin(LAUSITZ), "net"].sum()) == 3506


def test_2001_is_missing_for_every_district_and_no_other_year_is(atlas):
    years = atlas.migration.groupby("ags")["year"].agg(lambda values: sorted(set(values)))
    assert (years.map(tuple) == (2000, *range(2002, 2019))).all()


def test_population_of_elbe_elster_at_the_end_of_2018(atlas):
    frame = atlas.population.set_index(["ags", "date", "age_group"])["population"]
    assert frame[("12062", "2018-12-31", "insgesamt")] == 102638
    assert frame[("12051", "2018-12-31", "unter 3")] == 1822
    assert frame[("14626", "2023-12-31", "insgesamt")] == 245867
    assert frame[("14625", "2024-12-31", "insgesamt")] == 292608


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

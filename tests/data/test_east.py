"""The East German panel: agrees with the atlas and with what was printed elsewhere, and damage to it is found."""

import pytest

from data.errors import PackageError
from data.records import load_atlas
from data.records.east import load_east

KEYS = ["ags", "year", "age_group"]


@pytest.fixture(scope="module")
def panel(atlas):
    return atlas.load_east()


def failure(package):
    with pytest.raises(PackageError) as caught:
        load_east(package.root)
    return caught.value


def test_seventy_five_districts_of_five_laender(panel):
    assert panel.kreise.groupby("land_ags").size().to_dict() == {"12": 18, "13": 8, "14": 13, "15": 14, "16": 22}
    assert len(panel.mapping) == 76


def test_its_figures_of_the_twenty_districts_are_those_of_the_atlas(atlas, panel):
    figures = ["arrivals", "departures", "net"]
    both = atlas.migration.merge(panel.migration, on=KEYS, suffixes=("", "_panel"))
    assert len(both) == len(atlas.migration) == 3360
    assert all((both[name] == both[f"{name}_panel"]).all() for name in figures)
    both = atlas.population.merge(panel.population, on=["ags", "date", "age_group"], suffixes=("", "_panel"))
    assert len(both) == 9000
    assert (both["population"] == both["population_panel"]).all()


def test_most_districts_are_complete_and_the_rest_name_their_missing_years(panel):
    missing = panel.kreise.set_index("ags")["missing_years"]
    assert missing.isna().sum() == 66
    assert missing["15083"] == "2000"
    assert missing["13071"] == "2000|2002|2003|2004|2005|2006|2007|2008|2009|2010"


def test_a_sum_of_older_districts_has_a_net_only(panel):
    rows = panel.migration[panel.migration["status"] == "sum_of_old_kreise"]
    assert len(rows) == 497
    assert rows["arrivals"].isna().all()
    assert set(rows.loc[rows["ags"] == "16063", "year"]) == {2000, *range(2002, 2021)}


def test_the_atlas_does_not_read_it_before_it_is_asked(package):
    package.change("panel_migration", 2, "net", "x")
    loaded = load_atlas(package.root)
    with pytest.raises(PackageError, match="not_a_number"):
        loaded.load_east()


def test_a_wrong_balance_is_named(package):
    row = package.row_of("panel_migration", ags="13003", year="2010", age_group="insgesamt")
    package.change("panel_migration", row, "net", "1")
    error = failure(package)
    assert (error.file, error.row, error.column, error.code) == (
        "sources/panel_migration.csv", row, "net", "net_mismatch",
    )  # fmt: skip


def test_a_net_only_year_that_does_not_add_up_is_named(package):
    row = package.row_of("panel_migration", ags="16063", year="2005", age_group="insgesamt")
    package.change("panel_migration", row, "net", "1")
    assert (failure(package).row, failure(package).code) == (row, "age_sum_mismatch")


def test_a_status_that_does_not_fit_the_figures_is_named(package):
    row = package.row_of("panel_migration", ags="16063", year="2005", age_group="65+")
    package.change("panel_migration", row, "status", "reported")
    assert (failure(package).row, failure(package).code) == (row, "status_mismatch")


def test_a_district_that_the_panel_does_not_know_is_named(package):
    row = package.row_of("panel_population", ags="16063", date="2005-12-31", age_group="65-75")
    package.change("panel_population", row, "ags", "99999")
    error = failure(package)
    assert (error.row, error.code, error.fields["value"]) == (row, "unknown_ags", "99999")


def test_an_unknown_source_is_named(package):
    package.change("panel_kreise", 2, "source_ids", "S36|X99")
    assert (failure(package).column, failure(package).code) == ("source_ids", "unknown_source_id")


def test_missing_years_that_the_figures_contradict_are_named(package):
    row = package.row_of("panel_kreise", ags="15083")
    package.change("panel_kreise", row, "missing_years", "")
    error = failure(package)
    assert (error.row, error.column, error.fields["allowed"]) == (row, "missing_years", ("2000",))


def test_the_districts_of_brandenburg_add_up_to_the_land(package):
    row = package.row_of("migration_land", measure="land_border", age_group="insgesamt", partner="alle", year="2024")
    package.change("migration_land", row, "net", "1")
    assert failure(package).code in {"net_mismatch", "land_sum_mismatch"}

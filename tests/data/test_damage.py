"""A damaged copy of the package stops the load and names file, row and column."""

import pytest

from data.errors import PackageError
from data.records import load_atlas
from data.tables import PACKAGE_TABLES
from data.tables.areas import BOUNDARIES


def failure(package):
    with pytest.raises(PackageError) as caught:
        load_atlas(package.root)
    return caught.value


def where(error):
    return error.file, error.row, error.column, error.code


@pytest.mark.parametrize("table", list(PACKAGE_TABLES))
def test_a_missing_table_is_named(package, table):
    package.path(table).unlink()
    assert where(failure(package)) == (f"sources/{table}.csv", None, None, "file_missing")


@pytest.mark.parametrize("layer", BOUNDARIES)
def test_a_missing_boundary_layer_is_named(package, layer):
    (package.root / "sources" / "boundaries" / f"{layer}.geojson").unlink()
    assert where(failure(package)) == (f"sources/boundaries/{layer}.geojson", None, None, "file_missing")


def test_a_missing_column_is_named(package):
    rows = package.read("migration")
    column = rows[0].index("net")
    package.write("migration", [row[:column] + row[column + 1 :] for row in rows])
    assert where(failure(package)) == ("sources/migration.csv", 1, "net", "column_missing")


def test_an_unexpected_column_is_named(package):
    rows = package.read("kreise")
    package.write("kreise", [[*rows[0], "extra"], *([*row, "x"] for row in rows[1:])])
    assert where(failure(package)) == ("sources/kreise.csv", 1, "extra", "column_unexpected")


def test_a_doubled_column_is_named(package):
    rows = package.read("kreise")
    package.write("kreise", [[*row, row[1]] for row in rows])
    assert where(failure(package)) == ("sources/kreise.csv", 1, "name", "column_unexpected")


def test_a_row_with_a_comma_too_many_is_named(package):
    with package.path("carriers").open("a", encoding="utf-8") as file:
        file.write("neu,Verein, e.V.,Ort,2025,,S01\n")
    error = failure(package)
    assert where(error) == ("sources/carriers.csv", 4, None, "row_length")
    assert error.fields == {"expected": 6, "found": 7}


def test_an_open_quotation_is_named(package):
    with package.path("carriers").open("a", encoding="utf-8") as file:
        file.write('neu,"Verein,Ort,2025,,S01\n')
    assert where(failure(package)) == ("sources/carriers.csv", None, None, "file_unreadable")


def test_an_empty_file_is_named_by_its_first_missing_column(package):
    package.path("carriers").write_text("", encoding="utf-8")
    assert where(failure(package)) == ("sources/carriers.csv", 1, "carrier_id", "column_missing")


def test_a_byte_order_mark_from_a_spreadsheet_does_no_harm(package):
    content = package.path("carriers").read_bytes()
    package.path("carriers").write_bytes(b"\xef\xbb\xbf" + content)
    assert load_atlas(package.root).carriers["carrier_id"].tolist() == ["g3", "asg-spremberg"]


def test_an_infinite_amount_is_named(package):
    package.change("funding", 2, "amount_eur", "inf")
    assert where(failure(package)) == ("sources/funding.csv", 2, "amount_eur", "not_a_number")


def test_columns_in_another_order_are_named(package):
    rows = package.read("carriers")
    package.write("carriers", [[row[1], row[0], *row[2:]] for row in rows])
    error = failure(package)
    assert where(error) == ("sources/carriers.csv", 1, "name", "column_order")
    assert error.fields["expected"] == "carrier_id"


def test_an_empty_table_is_named(package):
    package.write("events", package.read("events")[:1])
    assert where(failure(package)) == ("sources/events.csv", None, None, "table_empty")


def test_a_file_in_another_encoding_is_named(package):
    text = package.path("kreise").read_text(encoding="utf-8")
    package.path("kreise").write_bytes(text.encode("cp1252"))
    assert where(failure(package)) == ("sources/kreise.csv", None, None, "file_unreadable")


def test_a_letter_in_a_number_is_named_with_its_cell(package):
    row = package.row_of("migration", ags="12062", year="2018", age_group="insgesamt")
    package.change("migration", row, "arrivals", "39O9")
    error = failure(package)
    assert where(error) == ("sources/migration.csv", row, "arrivals", "not_a_number")
    assert error.fields["value"] == "39O9"


def test_a_fraction_of_a_person_is_named(package):
    package.change("population", 2, "population", "10.5")
    assert where(failure(package)) == ("sources/population.csv", 2, "population", "not_a_whole_number")


def test_a_blank_in_a_needed_cell_is_named(package):
    package.change("kreise", 4, "name", "")
    assert where(failure(package)) == ("sources/kreise.csv", 4, "name", "cell_empty")


def test_a_word_that_is_neither_yes_nor_no_is_named(package):
    package.change("kreise", 3, "in_lausitz", "vielleicht")
    error = failure(package)
    assert where(error) == ("sources/kreise.csv", 3, "in_lausitz", "not_yes_no")
    assert error.fields["value"] == "vielleicht"


def test_a_date_the_calendar_lacks_is_named(package):
    package.change("events", 2, "date", "2017-02-30")
    error = failure(package)
    assert where(error) == ("sources/events.csv", 2, "date", "not_a_date")
    assert error.fields["value"] == "2017-02-30"


def test_a_value_outside_the_list_is_named_with_the_list(package):
    package.change("members", 2, "status", "aktiv")
    error = failure(package)
    assert where(error) == ("sources/members.csv", 2, "status", "not_allowed")
    assert error.fields["value"] == "aktiv"
    assert error.fields["allowed"] == ("active", "ended", "unknown")


def test_a_negative_count_is_named(package):
    package.change("migration", 2, "arrivals", "-1")
    error = failure(package)
    assert where(error) == ("sources/migration.csv", 2, "arrivals", "out_of_range")
    assert (error.fields["minimum"], error.fields["maximum"]) == (0, None)


def test_a_key_that_lost_its_leading_digits_is_named(package):
    package.change("places", 5, "ags", "123")
    error = failure(package)
    assert where(error) == ("sources/places.csv", 5, "ags", "wrong_pattern")
    assert error.fields["value"] == "123"


def test_a_doubled_key_is_named_at_its_second_place(package):
    rows = package.read("migration")
    package.write("migration", [*rows, rows[1]])
    error = failure(package)
    assert where(error) == ("sources/migration.csv", len(rows) + 1, None, "duplicate_key")
    assert error.fields["first_row"] == 2
    assert error.fields["columns"] == ("ags", "year", "age_group")


def test_an_unknown_source_is_named(package):
    package.change("members", 3, "source_ids", "S01|Q999")
    error = failure(package)
    assert where(error) == ("sources/members.csv", 3, "source_ids", "unknown_source_id")
    assert error.fields["value"] == "Q999"


def test_an_unknown_district_is_named(package):
    row = package.row_of("regions", ags="12062")
    package.change("regions", row, "ags", "12099")
    error = failure(package)
    assert where(error) == ("sources/regions.csv", row, "ags", "unknown_ags")
    assert error.fields["value"] == "12099"


def test_an_unknown_initiative_is_named(package):
    package.change("outcomes", 2, "member_id", "niemand")
    assert where(failure(package)) == ("sources/outcomes.csv", 2, "member_id", "unknown_member_id")


def test_an_unknown_amount_is_named(package):
    package.change("network_funding", 2, "funding_ids", "F999")
    assert where(failure(package)) == ("sources/network_funding.csv", 2, "funding_ids", "unknown_funding_id")


def test_an_unknown_age_group_is_named(package):
    row = package.row_of("migration_land", age_group="30-45")
    package.change("migration_land", row, "age_group", "30-46")
    assert where(failure(package)) == ("sources/migration_land.csv", row, "age_group", "unknown_age_group")


def test_a_municipality_in_the_wrong_district_is_named(package):
    row = package.row_of("gemeinden", name="Finsterwalde")
    package.change("gemeinden", row, "kreis_ags", "12066")
    error = failure(package)
    assert where(error) == ("sources/gemeinden.csv", row, "kreis_ags", "kreis_mismatch")
    assert error.fields == {"value": "12066", "expected": "12062"}


def test_a_net_that_is_not_arrivals_minus_departures_is_named(package):
    row = package.row_of("migration", ags="12062", year="2018", age_group="insgesamt")
    package.change("migration", row, "net", "99")
    error = failure(package)
    assert where(error) == ("sources/migration.csv", row, "net", "net_mismatch")
    assert error.fields == {"expected": 98, "found": 99}


def test_age_groups_of_the_population_that_miss_the_total_are_named(package):
    row = package.row_of("population", ags="12062", date="2018-12-31", age_group="insgesamt")
    package.change("population", row, "population", "102639")
    error = failure(package)
    assert where(error) == ("sources/population.csv", row, "population", "age_sum_mismatch")
    assert error.fields == {"ags": "12062", "period": "2018-12-31", "expected": 102638, "found": 102639}


def test_age_groups_of_the_moves_that_miss_the_total_are_named(package):
    row = package.row_of("migration", ags="12062", year="2018", age_group="30-50")
    package.change("migration", row, "arrivals", "1295")
    package.change("migration", row, "net", "198")
    total = package.row_of("migration", ags="12062", year="2018", age_group="insgesamt")
    error = failure(package)
    assert where(error) == ("sources/migration.csv", total, "arrivals", "age_sum_mismatch")
    assert (error.fields["expected"], error.fields["found"]) == (3930, 3929)


def test_a_land_balance_that_misses_the_sum_of_its_18_districts_is_named(package):
    row = package.row_of("migration_land", year="2024", age_group="insgesamt", partner="alle")
    package.change("migration_land", row, "departures", "63712")
    package.change("migration_land", row, "net", "22630")
    error = failure(package)
    assert where(error) == ("sources/migration_land.csv", row, "net", "land_sum_mismatch")
    rows = package.read("migration")
    head = rows[0].index
    districts = [
        int(cells[head("net")])
        for cells in rows[1:]
        if cells[head("ags")].startswith("12")
        and cells[head("year")] == "2024"
        and cells[head("age_group")] == "insgesamt"
    ]
    assert (len(districts), sum(districts)) == (18, 22629)
    assert error.fields == {"period": "2024", "expected": 22629, "found": 22630}


def test_a_period_that_ends_before_it_begins_is_named(package):
    package.change("carriers", 2, "date_to", "2016")
    assert where(failure(package)) == ("sources/carriers.csv", 2, "date_to", "period_reversed")


def test_a_boundary_file_that_is_no_json_is_named(package):
    path = package.root / "sources" / "boundaries" / "kreise_medium.geojson"
    path.write_text(path.read_text(encoding="utf-8")[:1000], encoding="utf-8")
    assert where(failure(package)) == ("sources/boundaries/kreise_medium.geojson", None, None, "file_unreadable")


def test_an_area_the_layer_lost_is_named(package):
    path = package.root / "sources" / "boundaries" / "kreise_medium.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"ags":"12062"', '"ags":"12099"'), encoding="utf-8")
    error = failure(package)
    assert where(error) == ("sources/boundaries/kreise_medium.geojson", None, "ags", "boundary_missing")
    assert error.fields["value"] == "12062"


def test_the_error_itself_names_the_cell_for_the_log(package):
    package.change("migration", 2, "arrivals", "x")
    assert "not_a_number" in str(failure(package))

"""The shipped package as a whole: loads, keeps its rules, is described, speaks two languages."""

import json
import re
from multiprocessing.reduction import ForkingPickler

import pandas as pd
import pytest
from frictionless import validate

from data import describe
from data.config import PACKAGE_ROOT, Config
from data.describe import describe_package, descriptor_text
from data.errors import PackageError
from data.records import load_atlas, load_descriptor
from data.records.atlas import check_package
from data.records.tables import check_table, load_table
from data.tables import PACKAGE_TABLES, TABLES
from data.tables.areas import BOUNDARIES

SAME_IN_BOTH = {"Tour de Niederlausitz", "Zuzugswochen 2025", "Name"}
SAME_LAENDER = {"Schleswig-Holstein", "Hamburg", "Bremen", "Saarland", "Baden-Württemberg"}


def test_the_shipped_package_breaks_no_rule():
    """Nobody checks it at a start, so this must: every schema, every border, every rule."""
    check_package(PACKAGE_ROOT)


@pytest.mark.parametrize("table", PACKAGE_TABLES)
def test_a_table_that_is_not_checked_again_is_what_a_checked_one_is(table):
    read = load_table(table)
    checked = check_table(table, read, table)
    pd.testing.assert_frame_equal(read, checked, check_exact=True)
    assert [type(read[column].array) for column in read] == [type(checked[column].array) for column in read]


def test_tables_and_borders_of_the_shipped_package_are_read_when_they_are_asked_for():
    atlas = load_atlas()
    assert not set(vars(atlas)) & set(TABLES)
    assert atlas.members is atlas.members
    assert set(vars(atlas)) & set(TABLES) == {"members"}
    # Processes beside this one read for themselves.
    assert len(ForkingPickler.loads(ForkingPickler.dumps(atlas)).migration) == len(atlas.migration)
    assert atlas.boundaries["laender_medium"] is atlas.boundaries["laender_medium"]
    with pytest.raises(AttributeError):
        _ = atlas.member
    with pytest.raises(KeyError):
        _ = atlas.boundaries["laender"]


def test_a_descriptor_of_its_own_does_not_vouch_for_a_package(package, monkeypatch):
    package.change("migration", 2, "net", "1")
    written = (package.root / "datapackage.json").read_text("utf-8")
    monkeypatch.setattr(describe, "PACKAGE_ROOT", package.root)
    with pytest.raises(PackageError, match="net_mismatch"):
        describe.main([])
    assert (package.root / "datapackage.json").read_text("utf-8") == written
    (package.root / "datapackage.json").write_text(descriptor_text(package.root), "utf-8")
    with pytest.raises(PackageError, match="net_mismatch"):
        load_atlas(package.root)


def test_the_atlas_has_every_table_and_layer(atlas):
    assert list(atlas.tables()) == list(TABLES)
    assert tuple(atlas.boundaries) == BOUNDARIES


def test_row_counts_are_those_of_the_researched_facts(atlas):
    counts = {name: len(frame) for name, frame in atlas.tables().items()}
    assert counts["migration"] == 20 * 24 * 7
    assert counts["population"] == 20 * 25 * 18
    assert counts["population_totals"] == 24 * 15 * 3
    assert (counts["context"], counts["context_indicators"]) == (23 * (3 * 16 + 15 + 3 * 14), 7)
    assert (counts["kreise"], counts["gemeinden"], counts["places"]) == (21, 523, 523)
    assert (counts["members"], counts["funding"], counts["migration_land"]) == (20, 63, 28)


def test_the_version_names_the_content(atlas, package):
    assert re.fullmatch(r"[0-9a-f]{12}", atlas.version)
    assert load_atlas(package.root).version == atlas.version
    package.change("carriers", 2, "place", "Finsterwalde!")
    assert load_atlas(package.root).version != atlas.version


def test_every_german_text_has_an_english_one_and_they_differ(atlas):
    for name, frame in atlas.tables().items():
        for german in [column for column in frame if column.endswith("_de")]:
            de, en = frame[german], frame[f"{german[:-3]}_en"]
            assert (de.isna() == en.isna()).all(), (name, german)
            same = set(de[de.notna() & (de == en)])
            assert same <= SAME_IN_BOTH | SAME_LAENDER | set(atlas.kreise["name"]), (name, german, same)


def test_german_texts_use_german_quotation_marks_and_english_ones_english(atlas):
    for name, frame in atlas.tables().items():
        for column in [column for column in frame if column.endswith(("_de", "_en"))]:
            text = " ".join(frame[column].dropna())
            assert '"' not in text, (name, column)
            if column.endswith("_de"):
                assert text.count("„") == text.count("“"), (name, column)
                assert "”" not in text, (name, column)


def test_no_german_text_writes_numbers_the_english_way(atlas):
    for name, frame in atlas.tables().items():
        for column in [column for column in frame if column.endswith("_de")]:
            assert not re.search(r"\d,\d{3}\b", " ".join(frame[column].dropna())), (name, column)


def test_periods_span_the_documented_precision(atlas):
    counts = atlas.membership_counts.set_index("count_id")
    assert counts.loc["C01", ["period_start", "period_end"]].tolist() == [
        pd.Timestamp("2017-01-01"),
        pd.Timestamp("2017-12-31"),
    ]
    assert counts.loc["C04", ["period_start", "period_end"]].tolist() == [
        pd.Timestamp("2017-12-01"),
        pd.Timestamp("2017-12-31"),
    ]
    assert counts.loc["C28", ["period_start", "period_end"]].isna().all()


def test_an_event_of_several_days_ends_on_its_last_day(atlas):
    event = atlas.events.set_index("date").loc["2022-12-05"]
    assert (event["period_start"], event["period_end"]) == (pd.Timestamp("2022-12-05"), pd.Timestamp("2022-12-18"))


def test_the_carrier_of_today_has_no_end(atlas):
    carriers = atlas.carriers.set_index("carrier_id")
    assert carriers.loc["g3", "period_end"] == pd.Timestamp("2024-02-29")
    assert pd.isna(carriers.loc["asg-spremberg", "period_end"])


def test_the_descriptor_is_the_one_the_files_and_schemas_give():
    assert (PACKAGE_ROOT / "datapackage.json").read_text(encoding="utf-8") == descriptor_text()


def test_the_descriptor_validates_as_a_frictionless_data_package():
    report = validate(str(PACKAGE_ROOT / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_every_field_says_what_it_means_in_both_languages():
    for resource in describe_package()["resources"]:
        fields = resource["schema"]["fields"] if "schema" in resource else resource["properties"]
        for field in fields:
            assert field["description"], (resource["name"], field["name"])
            assert field["description_de"], (resource["name"], field["name"])


@pytest.mark.parametrize(
    ("table", "field", "unit"),
    [
        ("migration", "net", "persons"),
        ("population", "population", "persons"),
        ("funding", "amount_eur", "EUR"),
        ("kreise", "area_km2", "km²"),
    ],
)
def test_quantities_name_their_unit(table, field, unit):
    resources = {resource["name"]: resource for resource in load_descriptor()["resources"]}
    fields = {entry["name"]: entry for entry in resources[table]["schema"]["fields"]}
    assert fields[field]["unit"] == unit


def test_every_resource_with_rows_but_the_sources_names_sources():
    for resource in load_descriptor()["resources"]:
        if resource["name"] not in {"sources", "age_groups"} and resource.get("rows") != 0:
            assert resource["sources"], resource["name"]


def test_no_source_names_a_path_of_a_machine():
    text = (PACKAGE_ROOT / "sources" / "sources.csv").read_text(encoding="utf-8")
    assert not re.search(r"/(work|tmp|home|root)/", text)


def test_a_missing_descriptor_is_named(package):
    (package.root / "datapackage.json").unlink()
    with pytest.raises(PackageError) as caught:
        load_descriptor(package.root)
    assert (caught.value.file, caught.value.code) == ("datapackage.json", "file_missing")


def test_a_descriptor_that_is_no_json_is_named(package):
    (package.root / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(PackageError) as caught:
        load_descriptor(package.root)
    assert caught.value.code == "file_unreadable"


def test_the_package_root_comes_from_the_environment(tmp_path):
    assert Config.from_environment({}).package_root == PACKAGE_ROOT
    assert Config.from_environment({"ANKOMMEN_PACKAGE_ROOT": str(tmp_path)}).package_root == tmp_path


def test_the_descriptor_is_plain_json():
    assert json.loads(descriptor_text())["resources"][0]["name"] == "sources"

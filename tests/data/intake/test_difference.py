"""What an upload changes, and the table that follows."""

import pandas as pd

from data.atlas import Atlas
from data.intake import apply_to_base, check_against, check_together, compute_difference, read_file
from data.intake.provenance import source_row
from data.records import load_table
from data.records.checking import as_pandera
from data.tables import TABLES
from tests.samples import layouts as lay

BASE = load_table("migration")
YEAR = BASE[BASE["year"] == 2024].reset_index(drop=True)


def upload(rows: pd.DataFrame) -> pd.DataFrame:
    result = read_file(lay.regional_migration(rows).encode("latin-1"), "x.csv")
    assert result.frame is not None
    return result.frame


def test_the_same_figures_change_nothing_and_keep_their_source() -> None:
    difference = compute_difference(BASE, upload(YEAR), "migration")
    assert difference.counts == {"new": 0, "changed": 0, "gone": 0, "equal": len(YEAR)}
    pd.testing.assert_frame_equal(apply_to_base(BASE, upload(YEAR), "migration"), BASE)


def test_a_changed_cell_stands_old_beside_new_and_names_the_new_source() -> None:
    rows = YEAR.assign(arrivals=YEAR["arrivals"] + (YEAR.index == 0), net=YEAR["net"] + (YEAR.index == 0))
    new = upload(rows)
    difference = compute_difference(BASE, new, "migration")
    assert difference.counts["changed"] == 1
    cells = difference.changed.set_index("column")
    assert cells.loc["arrivals", "new"] - cells.loc["arrivals", "old"] == 1
    after = apply_to_base(BASE, new, "migration")
    assert (after["source_id"] != BASE["source_id"]).sum() == 1
    assert len(after) == len(BASE)


def test_a_new_year_is_added_and_the_other_years_stay() -> None:
    rows = YEAR.assign(year=2025)
    new = upload(rows)
    difference = compute_difference(BASE, new, "migration")
    assert difference.counts == {"new": len(YEAR), "changed": 0, "gone": 0, "equal": 0}
    after = apply_to_base(BASE, new, "migration")
    assert len(after) == len(BASE) + len(YEAR)
    as_pandera(TABLES["migration"].to_schema()).validate(after)


def test_districts_missing_in_the_upload_are_gone_in_its_year_only() -> None:
    rows = YEAR[YEAR["ags"] != "12051"].reset_index(drop=True)
    difference = compute_difference(BASE, upload(rows), "migration")
    assert difference.counts["gone"] == 7
    after = apply_to_base(BASE, upload(rows), "migration")
    assert len(after) == len(BASE) - 7
    assert 2017 in after.loc[after["ags"] == "12051", "year"].tolist()


def test_a_register_upload_adds_and_changes_and_removes_only_when_declared_complete() -> None:
    base = load_table("members")
    new = base.head(3).assign(row_number=1)
    assert compute_difference(base, new, "members").counts["gone"] == 0
    assert compute_difference(base, new, "members", complete=True).counts["gone"] == len(base) - 3
    pd.testing.assert_frame_equal(apply_to_base(base, new, "members"), base)


def test_a_jump_against_the_year_before_and_missing_districts_are_warnings(atlas: Atlas) -> None:
    one = YEAR["ags"] == "12066"
    rows = YEAR[one].assign(year=2025, arrivals=YEAR["arrivals"] * 3).reset_index(drop=True)
    rows["net"] = rows["arrivals"] - rows["departures"]
    codes = {
        (finding.severity, finding.code)
        for finding in check_against(upload(rows), "migration", atlas.tables(), file="x.csv")
    }
    assert {("warning", "jump"), ("warning", "kreise_missing")} <= codes


def test_two_files_of_the_same_year_are_refused() -> None:
    one = read_file(lay.regional_migration(YEAR.head(7)).encode(), "a.csv")
    two = read_file(lay.regional_migration(YEAR.head(7)).encode(), "b.csv")
    assert [finding.code for finding in check_together([one, two])] == ["same_year_twice"]


def test_the_file_becomes_a_source_that_passes_the_schema() -> None:
    result = read_file(lay.regional_migration(YEAR.head(7)).encode(), "a.csv")
    row = source_row(result, accessed="2026-11-23")
    as_pandera(TABLES["sources"].to_schema()).validate(row)
    assert row.loc[0, "source_id"] == result.source_id == result.frame["source_id"].iloc[0]
    assert row.loc[0, "date_published"] == "2020-08-03"

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.access import command_actor
from data.records import load_table
from data.store.database.plain import plain


def origin(store, version=None):
    """(from_version, sheet, row_number, file_name) of each row, missing as None."""
    frame = store.load_provenance("migration", version)
    columns = frame[["from_version", "sheet", "row_number", "file_name"]].astype(object)
    return [tuple(row) for row in columns.where(columns.notna(), None).itertuples(index=False)]


def test_each_row_leads_back_to_version_file_sheet_and_row(store, write, migration):
    write(migration.assign(sheet="Tabelle1", row_number=[8, 9, 12]), file_name="a.xlsx")
    assert origin(store) == [(1, "Tabelle1", row, "a.xlsx") for row in (8, 9, 12)]


def test_the_provenance_names_the_key_of_the_row(store, write, migration):
    write(migration)
    keys = ["ags", "year", "age_group"]
    pd.testing.assert_frame_equal(store.load_provenance("migration")[keys], migration[keys])


def test_rows_that_stayed_keep_their_origin_and_edited_ones_lose_it(store, write, migration):
    write(migration.assign(row_number=[8, 9, 10]), file_name="a.csv")
    edited = migration.copy()
    edited.loc[1, "arrivals"] = 1
    write(edited, original=None, file_name=None)
    assert origin(store) == [(1, None, 8, "a.csv"), (2, None, None, None), (1, None, 10, "a.csv")]


def test_rows_of_a_new_file_lead_to_that_file(store, write, migration):
    write(migration.assign(row_number=[8, 9, 10]), file_name="a.csv")
    merged = migration.assign(row_number=pd.array([None, None, 5], dtype="Int64"))
    write(merged, file_name="b.csv")
    assert origin(store) == [(1, None, 8, "a.csv"), (1, None, 9, "a.csv"), (2, None, 5, "b.csv")]
    assert origin(store, 1)[2] == (1, None, 10, "a.csv")


def test_rows_of_the_shipped_table_stay_shipped(store, write, migration):
    edited = migration.copy()
    edited.loc[2, "arrivals"] = 1
    write(edited, shipped=migration, original=None, file_name=None)
    assert origin(store) == [(0, None, None, None)] * 2 + [(1, None, None, None)]


def test_rows_with_missing_cells_are_recognised_as_unchanged(store):
    members = load_table("members").head(3)
    assert members.isna().any(axis=None)
    arguments = {"original": None, "file_name": None, "who": command_actor("ada")}
    store.write_version("members", members.assign(row_number=[2, 3, 4]), base_version=0, **arguments)
    store.write_version("members", members, base_version=1, **arguments)
    assert list(store.load_provenance("members")["from_version"]) == [1, 1, 1]


def test_the_order_and_index_of_a_frame_do_not_matter(store, write, migration):
    turned = migration.iloc[::-1]
    write(turned.assign(row_number=[8, 9, 10]))
    pd.testing.assert_frame_equal(store.load_table("migration"), turned.reset_index(drop=True))


@dataclass(frozen=True)
class Correction:
    row: int
    day: date


def test_what_intake_found_is_stored_as_plain_values():
    found = {"n": np.int64(3), "x": np.float64("nan"), "inf": float("inf"), "na": pd.NA, "s": "a\0b\ud800", 1: True}
    assert plain(found) == {"n": 3, "x": None, "inf": None, "na": None, "s": "ab?", "1": True}
    assert plain((Correction(3, date(2024, 1, 2)),)) == [{"row": 3, "day": "2024-01-02"}]


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="bytes"):
        plain({"blob": b"x"})

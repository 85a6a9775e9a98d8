"""A loaded year is no longer called missing."""

import pandas as pd
import pytest

from data.records.gaps import close_gaps

LATER = {
    "break_id": "gap-later", "year": 2025, "year_to": 2030, "kind": "gap", "label_de": "2025–2030: keine Kreiszahlen",
    "label_en": "2025–2030: no district figures", "text_de": "Für 2025 bis 2030 fehlen die Zahlen.",
    "text_en": "Figures for 2025 to 2030 are missing.", "source_ids": "S17",
}  # fmt: skip


@pytest.fixture
def breaks(atlas):
    """The table with one more gap, of several years."""
    rows = [*atlas.breaks.to_dict("records"), LATER]
    return pd.DataFrame(rows, columns=list(atlas.breaks.columns)).astype(atlas.breaks.dtypes.to_dict())


def gaps(frame):
    rows = frame[frame["kind"] == "gap"]
    return {row["break_id"]: row["label_de"] for _, row in rows.iterrows()}


def test_without_new_years_every_break_stays_as_it_is(atlas):
    assert close_gaps(atlas.breaks, atlas.migration["year"]).equals(atlas.breaks)


def test_a_gap_names_only_the_years_left(breaks):
    left = close_gaps(breaks, [2000, 2025]).set_index("break_id")
    assert left.loc["gap-later", "label_de"] == "2026–2030: keine Kreiszahlen"
    assert left.loc["gap-later", "text_de"] == "Für 2026 bis 2030 fehlen die Zahlen."


def test_a_year_in_the_middle_splits_the_gap(breaks):
    left = gaps(close_gaps(breaks, [2000, 2029]))
    assert left["gap-later"] == "2025–2028: keine Kreiszahlen"
    assert left["gap-later-2"] == "2030: keine Kreiszahlen"


def test_a_closed_gap_is_gone_and_other_breaks_stay(breaks):
    closed = close_gaps(breaks, [2000, *range(2025, 2031)])
    assert set(gaps(closed)) == {"gap-2001"}
    assert len(closed) == len(breaks) - 1


def test_the_year_2001_is_the_only_one_missing(atlas):
    assert gaps(atlas.breaks) == {"gap-2001": "2001 fehlt"}

"""A loaded year is no longer called missing."""

from data.records.gaps import close_gaps


def gaps(frame):
    rows = frame[frame["kind"] == "gap"]
    return {row["break_id"]: row["label_de"] for _, row in rows.iterrows()}


def test_without_new_years_every_break_stays_as_it_is(atlas):
    assert close_gaps(atlas.breaks, atlas.migration["year"]).equals(atlas.breaks)


def test_a_gap_names_only_the_years_left(atlas):
    left = gaps(close_gaps(atlas.breaks, [*atlas.migration["year"], 2019]))
    assert left["gap-2019"] == "2020–2024: keine Kreiszahlen"


def test_a_year_in_the_middle_splits_the_gap(atlas):
    left = gaps(close_gaps(atlas.breaks, [*atlas.migration["year"], 2023]))
    assert left["gap-2019"] == "2019–2022: keine Kreiszahlen"
    assert left["gap-2019-2"] == "2024: keine Kreiszahlen"


def test_a_closed_gap_is_gone_and_other_breaks_stay(atlas):
    closed = close_gaps(atlas.breaks, [*atlas.migration["year"], *range(2019, 2025)])
    assert set(gaps(closed)) == {"gap-2001"}
    assert len(closed) == len(atlas.breaks) - 1

"""The counting sheet: sums checked by hand, each with the initiatives behind it, and no sum where nobody counted."""

import dataclasses

import pandas as pd
import pytest

from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.language import get_wording
from analytics.subjects.counting import figures as counting
from analytics.subjects.counting.measures import compute_sums, half_years
from data.errors import UnknownNameError

DE, EN = get_wording("de"), get_wording("en")
ROWS = [
    ("guben-tut-gut", "2025-H1", 12, 5, 0, None),
    ("netzwerk-calau", "2025-H1", 3, None, None, None),
    ("guben-tut-gut", "2025-H2", 20, 7, 2, None),
    ("boomtown-cottbus", "2016-H2", 4, None, None, None),
    ("heeme-fehlste", "2024-H1", None, None, None, None),
]


@pytest.fixture
def counted(atlas):
    rows = pd.DataFrame(ROWS, columns=list(atlas.counting_sheet.columns)[:6])
    rows = rows.assign(remark=None, delivered_by="Verein Probe", source_ids="Q001")
    sheet = rows.astype(atlas.counting_sheet.dtypes.to_dict())
    return dataclasses.replace(atlas, counting_sheet=sheet, version="counted")


def test_sums_name_the_initiatives_behind_them_and_nothing_is_extrapolated(counted):
    sums = compute_sums(counted).set_index(["half_year", "measure"])
    first = sums.loc["2025-H1"]
    # 12 + 3 enquiries, 5 consultations of one initiative, a counted zero, and jobs that nobody counted.
    assert first["total"].fillna(-1).tolist() == [15, 5, 0, -1]
    assert first["given"].tolist() == [2, 1, 1, 0]
    assert first.loc["enquiries", "who"] == ("guben-tut-gut", "netzwerk-calau")
    # The network counted 22 members in April 2024 and 23 in November 2025.
    assert first["members"].tolist() == [22, 22, 22, 22]


def test_a_row_without_any_number_is_no_count(counted):
    assert half_years(counted) == ("2025-H2", "2025-H1", "2016-H2")


def test_before_the_first_count_of_the_network_no_second_number_is_made_up(counted):
    sums = compute_sums(counted).set_index(["half_year", "measure"])
    assert pd.isna(sums.loc[("2016-H2", "enquiries"), "members"])
    figure = counting.draw_counting(counted, DE, half_year="2016-H2")
    assert figure.table["hint"].iloc[0] == "1 Initiative"


def test_the_figure_says_how_many_of_how_many(counted):
    figure = counting.draw_counting(counted, DE, half_year="2025-H1")
    assert figure.headline == "1. Halbjahr 2025: Gezählt haben 2 von 22 Initiativen"
    assert figure.table["value"].tolist() == ["15", "5", "0", DE.missing()]
    assert figure.table["hint"].tolist() == [
        "2 von 22 Initiativen", "1 von 22 Initiativen", "1 von 22 Initiativen", "0 von 22 Initiativen",
    ]  # fmt: skip
    assert "Anfragen: 15 (2 von 22 Initiativen)." in figure.description
    assert "Guben tut gut. und Netzwerk Calau" in figure.notes[0]
    assert any("zählt diesen Menschen doppelt" in note for note in figure.notes)
    assert "Q001" in figure.source_ids
    assert counting.draw_counting(counted, EN).headline == "2nd half of 2025: 1 of 23 initiatives counted"


def test_half_years_of_other_initiatives_are_not_compared_silently(counted, atlas):
    warned = "Die Halbjahre lassen sich nicht miteinander vergleichen"
    figure = counting.draw_counting_years(counted, DE)
    assert any(note.startswith(warned) for note in figure.notes)
    assert "Halbjahre nicht vergleichbar" in figure.subtitle
    assert figure.table["enquiries"].tolist() == [
        "20 (1 von 23)", "15 (2 von 22)", "4 (1)",
    ]  # fmt: skip
    assert figure.table["jobs"].iloc[1] == f"{DE.missing()} (0 von 22)"
    same = counted.counting_sheet.iloc[[0, 2]]
    alike = dataclasses.replace(counted, counting_sheet=same, version="alike")
    figure = counting.draw_counting_years(alike, DE)
    assert "vergleichbar" not in figure.subtitle
    notes = " ".join(figure.notes)
    assert warned not in notes
    assert "dieselben Initiativen" in notes


def test_with_nothing_counted_the_figure_says_so_and_holds_no_sum(atlas):
    figure = counting.draw_counting(atlas, DE)
    assert figure.headline == "0 von 23 Initiativen haben gezählt"
    assert figure.table["value"].tolist() == [DE.missing()] * 4
    assert figure.table["hint"].tolist() == ["0 von 23 Initiativen"] * 4
    assert figure.notes[0].startswith("Noch hat keine Initiative des Netzwerks einen Zählbogen eingereicht")
    assert counting.draw_counting_years(atlas, DE).table.empty
    with pytest.raises(UnknownNameError):
        counting.draw_counting(atlas, DE, half_year="2025-H1")


def test_a_slide_is_made_with_and_without_counts(counted, atlas):
    slides = Collection((make_spec("counting"), make_spec("counting_years")), "Probe")
    for data in (counted, atlas):
        assert write_deck(data, DE, slides)[:2] == b"PK"


def test_the_definitions_are_those_of_the_table(atlas):
    table = counting.draw_definitions(atlas, DE).table
    assert table["label"].tolist() == ["Anfragen", "Beratungen", "Angekommene", "Vermittelte Stellen"]
    assert "mehrere Gespräche mit einer Person zählen einmal" in table["meaning"].iloc[1]


def test_published_outcomes_are_kept_apart(counted, atlas):
    pd.testing.assert_frame_equal(counted.outcomes, atlas.outcomes)
    assert not set(atlas.outcomes["outcome_id"]) & set(compute_sums(counted)["measure"])

"""Years beside each other: the ranking of one, and two compared."""

import pytest

from analytics.language import get_wording
from analytics.subjects.migration.change import base_year_of, compare_years, draw_change, earlier_years
from analytics.subjects.migration.ranking import draw_ranking
from data.errors import UnknownNameError

ELBE_ELSTER, ODER_SPREE, BAUTZEN, COTTBUS, SPREE_NEISSE = "12062", "12067", "14625", "12052", "12071"


def test_the_ranking_is_sorted_and_names_first_and_last(atlas):
    figure = draw_ranking(atlas, get_wording("de"), year=2018, age_group="30-50", kreise=(ELBE_ELSTER,))
    assert figure.headline == "2018: Barnim gewinnt am meisten, Cottbus liegt am Ende"
    assert figure.table["value"].is_monotonic_decreasing
    row = figure.table.set_index("ags").loc[ELBE_ELSTER]
    assert (row["rank"], round(row["value"], 1)) == (16, 8.3)


def test_a_year_without_figures_gives_no_rank_and_says_so(atlas):
    figure = draw_ranking(atlas, get_wording("de"), year=2001, age_group="30-50")
    assert figure.headline == "Für diese Auswahl lässt sich keine Rate angeben"
    assert figure.table["rank"].isna().all()
    assert set(figure.table["state"]) == {"fehlt: nicht in der Quelle"}


def test_two_years_stand_beside_each_other_largest_rise_first(atlas):
    table = compare_years(atlas, year_from=2014, year=2024, age_group="18-25")
    row = table.set_index("ags").loc[ELBE_ELSTER]
    # Moves and residents of 18 to 20 and 20 to 25 as the office prints them.
    assert row["then"] == pytest.approx(1000 * (335 - 604) / (1_173 + 3_084))
    assert row["now"] == pytest.approx(1000 * (533 - 657) / (1_459 + 3_201))
    assert row["change"] == pytest.approx(row["now"] - row["then"])
    assert table["change"].dropna().is_monotonic_decreasing
    assert table["rank"].tolist()[:3] == [1, 2, 3]


def test_the_change_is_said_and_drawn_in_its_order(atlas):
    w = get_wording("de")
    figure = draw_change(atlas, w, year_from=2014, year=2024, age_group="30-50", kreise=(ELBE_ELSTER,))
    assert (
        figure.headline == "2014 bis 2024: Am stärksten gestiegen in Frankfurt (Oder), am stärksten gesunken in Potsdam"
    )
    assert "Elbe-Elster −0,3 → +12,4" in figure.description
    assert [column.label for column in figure.columns[2:5]] == ["2014", "2024", "Veränderung"]
    assert any("Zensus 2022" in note for note in figure.notes)
    assert any("Oder-Spree" in note for note in figure.notes)
    written = [one.text for one in figure.chart.layout.annotations]
    assert written[-1] == "−5,5 → +12,2"
    arrivals = draw_change(atlas, w, year_from=2014, year=2024, age_group="30-50", measure="arrivals")
    assert "+" not in arrivals.chart.layout.annotations[0].text


def test_the_year_to_compare_with_is_ten_years_before_as_far_as_there_is_one(atlas):
    assert base_year_of(earlier_years(atlas, 2024), 2024) == 2014
    assert base_year_of([2003, 2002, 2000], 2005) == 2000
    # 2001 is missing in the source.
    assert base_year_of([2010, 2002, 2000], 2011) == 2000
    assert earlier_years(atlas, 2000) == []


def test_the_earlier_year_lies_before_the_later_one(atlas):
    for year_from in (2024, 2025):
        with pytest.raises(UnknownNameError):
            compare_years(atlas, year_from=year_from, year=2024, age_group="30-50")
    empty = draw_change(atlas, get_wording("de"), year_from=2001, year=2002, age_group="30-50")
    assert empty.headline == "Für diese Auswahl lässt sich keine Rate angeben"
    assert set(empty.table["state"]) == {"fehlt: nicht in der Quelle"}

"""Districts of before the reforms: each is found by its old name and leads to the one of today."""

import pytest

from analytics.maps.places import find_places, former_index


def test_the_38_districts_of_1993_lead_to_the_14_of_today(atlas):
    brandenburg = atlas.former_kreise[atlas.former_kreise["dissolved_on"] == "1993-12-06"]
    rural = brandenburg[brandenburg["kreis_type"] == "Landkreis"]
    assert len(rural) == 38
    assert rural["kreis_ags"].nunique() == 14
    # Two towns were districts of their own and became part of one.
    towns = brandenburg[brandenburg["kreis_type"] == "Kreisfreie Stadt"]
    assert dict(zip(towns["name"], towns["kreis_ags"], strict=True)) == {
        "Eisenhüttenstadt": "12067",
        "Schwedt": "12073",
    }


@pytest.mark.parametrize(
    ("query", "until", "today"),
    [
        ("Kreis Calau", 1993, "Oberspreewald-Lausitz"),
        ("Bad Liebenwerda", 1993, "Elbe-Elster"),
        ("lk forst", 1993, "Spree-Neiße"),
        ("Landkreis Kamenz", 2008, "Bautzen"),
        ("Loebau-Zittau", 2008, "Görlitz"),
    ],
)
def test_an_old_name_is_found_with_its_last_year_and_its_successor(atlas, query, until, today):
    hits = find_places(former_index(atlas), query)
    assert list(zip(hits["until"], hits["kreis_name"], strict=True)) == [(until, today)]


def test_the_key_of_the_successor_finds_no_former_district(atlas):
    assert find_places(former_index(atlas), "12062").empty

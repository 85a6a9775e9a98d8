"""Keys and names of territories: known, explained, or reported with candidates, never guessed."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import Choices, read_file
from data.intake.words import keys
from data.intake.words.territory import find_gemeinde, find_kreis
from data.records import load_kreise

TYPES = dict(zip(load_kreise()["ags"], load_kreise()["kreis_type"], strict=True))
NAMES = dict(zip(load_kreise()["ags"], load_kreise()["name"], strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "12064", "120640000000", "DE409", "Märkisch-Oderland", "Maerkisch-Oderland", "Markisch Oderland",
        "Landkreis Märkisch-Oderland", "Märkisch-Oderland, Landkreis", "LK MÄRKISCH-ODERLAND",
    ],
)  # fmt: skip
def test_one_district_in_many_writings(text: str) -> None:
    assert (find_kreis(text).kind, find_kreis(text).ags) == ("kreis", "12064")


@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("Cottbus/Chóśebuz", "12052"),
        ("Spree-Neiße/Sprjewja-Nysa", "12071"),
        ("Stadt Frankfurt (Oder)", "12053"),
        ("Potsdam, Landeshauptstadt", "12054"),
        ("Goerlitz", "14626"),
    ],
)
def test_sorbian_halves_and_words_for_town_do_not_matter(text: str, ags: str) -> None:
    assert find_kreis(text).ags == ags


def test_a_misspelt_name_is_not_guessed_but_its_neighbours_are_named() -> None:
    found = find_kreis("Ukermark")
    assert (found.kind, found.ags) == ("unknown_name", "")
    assert ("Uckermark", "12073") in found.candidates


def test_a_short_name_is_offered_what_begins_with_it() -> None:
    assert find_kreis("Frankfurt").candidates == (("Frankfurt (Oder)", "12053"),)


def test_a_dissolved_district_is_explained_by_its_successor() -> None:
    found = find_kreis("14286")
    assert (found.kind, found.successor, found.since) == ("dissolved", "14626", "2008-08-01")


@pytest.mark.parametrize("text", ["12052 Cottbus", "Cottbus (12052)", "12052 - Cottbus/Chóśebuz", "'12052", "12052.0"])
def test_a_key_with_its_name_or_marked_as_text_is_read(text: str) -> None:
    assert (find_kreis(text).kind, find_kreis(text).ags) == ("kreis", "12052")


def test_a_key_and_the_name_of_another_district_in_one_cell_are_not_read() -> None:
    assert find_kreis("12051 Cottbus").kind == "unknown_name"


@pytest.mark.parametrize("key", ["13001", "01001", "1001", "11000", "02", "11"])
def test_other_territories_are_outside_not_unknown(key: str) -> None:
    assert find_kreis(key).kind == "outside"


@pytest.mark.parametrize("key", ["12999", "99999", "17001", "1", "123456789"])
def test_an_impossible_key_is_unknown(key: str) -> None:
    assert find_kreis(key).kind in ("unknown_key", "land")


def test_a_municipality_is_found_by_key_regional_key_and_name() -> None:
    assert find_gemeinde("12066112").ags == "12066112"
    assert find_gemeinde("120660112112").ags == "12066112"
    assert find_gemeinde("Senftenberg").ags.startswith("12066")


def test_a_decision_is_applied_and_an_empty_one_leaves_the_rows_out() -> None:
    data = "Kreis;Jahr;Zuzüge;Fortzüge\nCotbus;2018;5;3\nBarnim;2018;1;1\n".encode()
    assert not read_file(data, "x").ok
    assert read_file(data, "x", choices=Choices(names={"Cotbus": "12052"})).frame["ags"].tolist() == [
        "12052",
        "12060",
    ]
    assert read_file(data, "x", choices=Choices(names={"Cotbus": ""})).frame["ags"].tolist() == ["12060"]


@given(st.sampled_from(sorted(set(NAMES) - {"11000"})), st.integers(2, 30), st.booleans())
@settings(max_examples=60, deadline=None)
def test_suggestions_never_cross_kinds(ags: str, cut: int, is_city: bool) -> None:
    """A misspelt name with its kind is offered districts of that kind alone."""
    kind = "Kreisfreie Stadt" if is_city else "Landkreis"
    name = NAMES[ags]
    place = cut % len(name)
    found = find_kreis(f"{kind} {name[:place]}q{name[place:]}")
    assert {TYPES[key] for _, key in found.candidates} <= {kind}


@pytest.mark.parametrize(
    ("key", "name", "code"),
    [
        ("14626", "Görlitz, Kreisfreie Stadt", "name_key_mismatch"),
        ("14625", "Bautzen, Stadt", "name_other_kind"),
        ("12052", "Landkreis Cottbus", "name_other_kind"),
        ("12052", "Cottbus, Stadt", ""),
        ("14626", "Görlitz, Landkreis", ""),
        ("14626", "Görlitz", ""),
    ],
)
def test_key_and_name_of_different_kinds_are_asked_about(key: str, name: str, code: str) -> None:
    lines = ["AGS;Kreis;Jahr;Zuzüge;Fortzüge", f"{key};{name};2018;5;3", "12066;Oberspreewald-Lausitz;2018;5;3"]
    result = read_file("\n".join(lines).encode(), "x.csv")
    assert [one.code for one in result.findings if one.severity == "error"] == ([code] if code else [])


@pytest.mark.parametrize("column", ["ags", "name"])
def test_a_table_of_all_germany_is_cut_to_the_atlas_and_says_so(column: str) -> None:
    """Of the 401 districts of 2018 twenty are the atlas's; Berlin is known and counts among the others."""
    with keys._GERMANY.open(encoding="utf-8", newline="") as stream:
        listed = [row for row in csv.DictReader(stream) if int(row["first_year"]) <= 2018 <= int(row["last_year"])]
    lines = [f"{row[column]};2018;{number + 7};{number}" for number, row in enumerate(listed)]
    head = "AGS" if column == "ags" else "Kreis"
    text = f"{head};Jahr;Zuzüge;Fortzüge\n" + "\n".join(lines) + "\n"
    result = read_file(text.encode(), "x.csv")
    assert len(listed) == 401
    assert [one.code for one in result.findings if one.severity != "note"] == []
    assert sorted(result.frame["ags"]) == sorted(set(NAMES) - {"11000"})
    told = next(one for one in result.findings if one.code == "outside_atlas")
    assert (told.count, told.fields["territories"]) == (381, 381)


@pytest.mark.parametrize(
    ("name", "kind", "ags"),
    [
        ("District of Görlitz", "kreis", "14626"),
        ("Görlitz, rural district", "kreis", "14626"),
        ("City of Cottbus", "kreis", "12052"),
        ("Cottbus, urban district", "kreis", "12052"),
        ("Brandenburg, city", "kreis", "12051"),
        ("State of Brandenburg", "land", "12"),
        ("Free State of Saxony", "land", "14"),
        ("East Germany", "region", ""),
        ("Cottbus, district", "unknown_name", ""),
        ("Görlitz (Stadt)", "dissolved", "14263"),
        ("Görlitz, city", "dissolved", "14263"),
        ("Görlitz Stadt", "dissolved", "14263"),
    ],
)
def test_the_kind_is_part_of_a_name_in_english_and_in_brackets(name: str, kind: str, ags: str) -> None:
    found = find_kreis(name)
    assert (found.kind, found.ags) == (kind, ags)


@pytest.mark.parametrize(
    "name",
    [
        "Planungsregion Lausitz-Spreewald",
        "Uckermark-Barnim",
        "Lausitzer Revier",
        "Kammerbezirk Cottbus",
        "Brandenburg-Nordost",
        "SK Halle",
        "SK Oldenburg",
        "LK Lindau",
        "StadtRegion Aachen",
        "Regionalverband Saarbrücken",
    ],
)
def test_an_area_above_the_districts_and_one_elsewhere_by_its_short_name_are_left_out(name: str) -> None:
    assert find_kreis(name).kind in ("region", "outside")


@pytest.mark.parametrize("name", ["SK Frankfurt", "SK Lindau", "Uckermark-Barnimm", "LK Spree"])
def test_a_short_name_of_two_places_or_of_another_kind_is_asked_about(name: str) -> None:
    assert find_kreis(name).kind == "unknown_name"

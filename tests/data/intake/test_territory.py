"""Keys and names of territories: known, explained, or reported with candidates, never guessed."""

import pytest

from data.intake import Choices, read_file
from data.intake.words.territory import find_gemeinde, find_kreis


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

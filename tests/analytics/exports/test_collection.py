"""Collections: what is saved comes back, what is bad is refused by a code and never by a crash."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.presentation.collection import (
    MOST_SLIDES,
    Collection,
    draw_slide_figure,
    make_spec,
    pack_collection,
    read_collection,
    unpack_collection,
    write_collection,
)
from analytics.exports.presentation.stories import STORIES, tell_story
from analytics.exports.views import VIEWS
from data.errors import ExportError, UnknownNameError

MAP = make_spec("map", indicator="net_per_1000", age_group="18-25", year=2018, gemeinden=True, headline="Łódź & <b>")
SERIES = make_spec("series", kreise=["12062"], age_group="insgesamt", remark="Chóśebuz – „so“")


def test_a_saved_collection_comes_back_as_it_was():
    collection = Collection((MAP, SERIES), "Für den Ausschuss")
    assert read_collection(write_collection(collection)) == collection


def test_a_collection_fits_into_an_address_without_escaped_signs():
    collection = Collection((MAP, SERIES) * 5, "Für den Ausschuss")
    word = pack_collection(collection)
    assert unpack_collection(word) == collection
    assert all(sign.isalnum() or sign in "-_" for sign in word)
    assert len(word) < 500


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_headline_and_remark_survives_file_and_address(headline, remark):
    collection = Collection((make_spec("growth", headline=headline, remark=remark),))
    assert read_collection(write_collection(collection)) == collection
    assert unpack_collection(pack_collection(collection)) == collection


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_with_a_code(content):
    with pytest.raises(ExportError):
        read_collection(content)


@given(st.text(max_size=80))
def test_any_other_word_in_the_address_is_refused_with_a_code(word):
    with pytest.raises(ExportError):
        unpack_collection(word)


def test_a_word_that_would_unpack_to_megabytes_is_refused():
    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 50_000_000)).decode().rstrip("=")
    with pytest.raises(ExportError, match="collection_unreadable"):
        unpack_collection(bomb)


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ({"slides": [{"view": "nothing"}]}, "unknown_view"),
        ({"slides": [{"view": "growth", "params": {"ags": "12062"}}]}, "unknown_param"),
        ({"slides": [{"view": "kreis_facts"}]}, "missing_param"),
        ({"slides": [{"view": "kreis_facts", "params": {"ags": 12062}}]}, "wrong_value"),
        ({"slides": [{"view": "ranking", "params": {"year": True, "age_group": "insgesamt"}}]}, "wrong_value"),
        ({"slides": [{"view": "growth", "headline": "x" * 5000}]}, "text_too_long"),
        ({"slides": [{"view": "growth"}] * (MOST_SLIDES + 1)}, "too_many_slides"),
        ({"slides": "growth"}, "collection_unreadable"),
        (["growth"], "collection_unreadable"),
    ],
)
def test_a_bad_collection_is_refused_by_its_code(plain, code):
    with pytest.raises(ExportError) as caught:
        read_collection(json.dumps(plain).encode())
    assert caught.value.code == code


def test_a_view_whose_data_vanished_names_what_is_missing(atlas, w):
    with pytest.raises(UnknownNameError) as caught:
        draw_slide_figure(atlas, w, make_spec("kreis_facts", ags="99999"))
    assert caught.value.value == "99999"


def test_views_have_unique_names():
    assert all(name == view.name for name, view in VIEWS.items())
    assert {"growth", "network_funding", "programme_pot", "series", "heatmap", "ranking", "turnaround"} <= set(VIEWS)


def test_the_story_of_the_network_has_ten_slides(atlas, w):
    assert len(tell_story(atlas, w, "netzwerk").slides) == 10


@pytest.mark.parametrize("name", STORIES)
def test_every_story_survives_saving(atlas, w, name):
    collection = tell_story(atlas, w, name, kreis="12062")
    assert unpack_collection(pack_collection(collection)) == collection


def test_a_story_of_a_kreis_needs_one_that_exists(atlas, w):
    with pytest.raises(ExportError, match="kreis_needed"):
        tell_story(atlas, w, "kreis")
    with pytest.raises(UnknownNameError):
        tell_story(atlas, w, "kreis", kreis="11000")
    with pytest.raises(ExportError, match="unknown_story"):
        tell_story(atlas, w, "märchen")

"""Two figures on one slide: side by side, each with its finding and its source, refreshed like two slides."""

from dataclasses import replace

import pytest

from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import (
    Collection,
    make_spec,
    put_beside,
    read_collection,
    right_halves,
    write_collection,
)
from data.errors import ExportError
from tests.analytics.exports.deck_edits import differing_slots, parts
from tests.analytics.exports.decks import older_atlas, opened, saved, without_tags
from tests.analytics.exports.gate.templates import TEMPLATES

RANKING = make_spec("ranking", year=2018, age_group="insgesamt", scope="lausitz")
SERIES = make_spec("series", kreise=("12062",), age_group="insgesamt")
PAIR = Collection((RANKING, replace(SERIES, beside=True), SERIES))
QUESTION = "Wo kommen mehr Menschen, als gehen? (Lausitz mit Sachsen, 2018)"


@pytest.fixture(scope="module")
def older(atlas):
    return older_atlas(atlas)


@pytest.fixture(scope="module")
def made(older, w, draw):
    return write_deck(older, w, PAIR, draw=draw)


def texts(slide):
    return {shape.name.partition(" · ")[0]: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}


def test_both_stand_side_by_side_below_the_question_they_answer(atlas, w, draw):
    deck = opened(write_deck(atlas, w, PAIR, draw=draw))
    assert len(deck.slides) == 2
    slide = deck.slides[0]
    assert slide.shapes.title.text_frame.text == QUESTION
    left, right = (shape for shape in slide.shapes if shape.has_chart)
    assert left.left + left.width < right.left
    said = texts(slide)
    assert said["Aussage"] == "2018: Dahme-Spreewald gewinnt am meisten, Cottbus liegt am Ende"
    assert said["→ Aussage"].startswith("Elbe-Elster: im Plus seit")
    assert all("Quelle" in said[f"{side}Quelle und Lizenz"] for side in ("", "→ "))
    numbers = [entry.get("id") for entry in slide._element.iter("{*}cNvPr")]
    assert len(numbers) == len(set(numbers))


def test_the_persons_headline_stands_above_both(atlas, w, draw):
    own = Collection(
        (replace(RANKING, headline="Die Lausitz gewinnt"), replace(SERIES, headline="Und Elbe-Elster", beside=True))
    )
    slide = opened(write_deck(atlas, w, own, draw=draw)).slides[0]
    assert slide.shapes.title.text_frame.text == "Die Lausitz gewinnt"
    assert texts(slide)["→ Aussage"] == "Und Elbe-Elster"


def test_a_master_too_small_for_twenty_rows_beside_a_line_gives_each_a_slide(atlas, w, draw):
    small = TEMPLATES["4:3"]()
    wide = replace(RANKING, params=make_spec("ranking", year=2018, age_group="insgesamt").params)
    two = opened(write_deck(atlas, w, Collection((wide, PAIR.slides[1])), template=small, draw=draw)).slides
    assert [sum(shape.has_chart for shape in slide.shapes) for slide in two] == [1, 1]


def test_numbers_of_a_finding_stay_whole_and_labels_behind_bars_have_room(atlas, w, draw):
    pair = (make_spec("kreis_balance", ags="12062"), make_spec("growth", beside=True))
    slide = opened(write_deck(atlas, w, Collection(pair), draw=draw)).slides[0]
    assert "7,7\u2011Fache" in texts(slide)["→ Aussage"]
    axis = next(shape for shape in slide.shapes if shape.has_chart).chart.value_axis
    # 1,767 died, 516 were born: the label of the longest bar needs about a quarter of its length.
    assert axis.minimum_scale < -1767 * 1.15


@pytest.mark.parametrize("lose", [lambda content: content, lambda content: saved(without_tags(content))])
def test_an_older_pair_becomes_the_one_of_today(atlas, w, draw, made, lose):
    after = opened(refresh_deck(atlas, w, lose(made), draw=draw)).slides
    fresh = opened(write_deck(atlas, w, PAIR, draw=draw)).slides
    assert len(after) == len(fresh)
    assert differing_slots(after[0], fresh[0]) == set()
    mine, theirs = parts(after[0]), parts(fresh[0])
    assert [name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)] == []


def test_what_the_person_did_to_the_right_one_stays_and_both_are_listed_by_their_findings(atlas, w, draw, made):
    deck = opened(made)
    own = next(shape for shape in deck.slides[0].shapes if shape.name.startswith("→ Untertitel"))
    own.text_frame.paragraphs[0].runs[0].text = "Meine Worte"
    changes = [change for change in compare_deck(atlas, w, saved(deck), draw=draw) if change.slide == 1]
    assert {change.headline for change in changes} == {QUESTION, "Elbe-Elster: im Plus seit 2019, noch keine Wende"}
    assert ("Meine Worte", "kept") in {(change.before, change.status) for change in changes}
    slide = opened(refresh_deck(atlas, w, saved(deck), draw=draw)).slides[0]
    assert texts(slide)["→ Untertitel"] == "Meine Worte"
    right = [shape for shape in slide.shapes if shape.has_chart][1].chart
    assert list(right.plots[0].categories)[-1] == "2024"


def test_a_slide_holds_two_charts_at_most_and_nothing_else_shares_one():
    table, grid = make_spec("register"), make_spec("heatmap", area="12062")
    beside = replace(SERIES, beside=True)
    assert right_halves((RANKING, beside, beside, beside)) == {1, 3}
    assert right_halves((beside, table, beside, grid, beside)) == set()
    assert right_halves((RANKING, replace(beside, chapter="Netzwerk"))) == set()
    assert read_collection(write_collection(PAIR)) == PAIR
    plain = Collection((RANKING, SERIES, grid))
    assert put_beside(plain, [2]).slides[1].beside
    for numbers in ([1], [3], [9]):
        with pytest.raises(ExportError) as refused:
            put_beside(plain, numbers)
        assert refused.value.code == "not_beside"

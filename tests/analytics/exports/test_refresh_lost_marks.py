"""Decks back from other programs: known by a mark in the notes, or asked about by headline; never silently wrong."""

import io
import warnings
import zipfile

import pytest
from pptx.dml.color import RGBColor

from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.merging.years import YearWish
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.parts.styles import is_own, lost_edge
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.figure.theme import LOSS_RAMP
from data.errors import ExportError
from tests.analytics.exports.decks import older_atlas, opened, saved, without_tags

SPECS = (
    make_spec("ranking", year=2018, age_group="insgesamt"),
    make_spec("heatmap", area="12062"),
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, kreis="12062"),
    make_spec("kreis_facts", ags="12062"),
)


@pytest.fixture(scope="module")
def older(atlas):
    return older_atlas(atlas)


@pytest.fixture(scope="module")
def old(older, w, draw) -> bytes:
    return write_deck(older, w, Collection(SPECS), draw=draw)


@pytest.fixture
def deck(old):
    """Without tags and without properties of the document."""
    return without_tags(old)


def test_every_colour_of_a_scale_is_known_as_one_of_ours():
    assert [colour for colour in LOSS_RAMP if not is_own(colour.lstrip("#").upper())] == []
    assert not is_own("FF00FF")


@pytest.mark.parametrize(
    ("now", "lost"),
    [("circle/1D6153/1D6153", True), ("square/1D6153/1D6153", False), ("circle/FF00FF/FF00FF", False),
     ("circle/1D6153/", False), ("1D6153/1D6153", False)],
)  # fmt: skip
def test_only_the_edge_of_a_marker_is_known_as_lost_on_the_way(now, lost):
    assert lost_edge(now, "circle/1D6153/FFFEFB") is lost


def without_mark(deck):
    """Also without the mark in the notes, as decks of earlier versions."""
    for slide in deck.slides:
        slide.notes_slide.notes_text_frame.text = read_slots(slide)["notes"]


def renamed(deck):
    """As online tools do it."""
    for number, slide in enumerate(deck.slides, start=1):
        for place, entry in enumerate(slide._element.iter("{*}cNvPr")):
            entry.set("name", f"Google Shape;{place};p{number}")


def shape(slide, role):
    return next(shape for shape in slide.shapes if role_of(shape.name) == role)


def texts(slide):
    return {
        slot: value for slot, value in read_slots(slide).items()
        if slot.partition("|")[0] in ("title", "subtitle", "source", "chart", "table", "map", "fill", "card", "labels")
    }  # fmt: skip


def test_the_mark_in_the_notes_is_enough(atlas, w, deck, draw):
    fresh = opened(write_deck(atlas, w, Collection(SPECS), draw=draw))
    for mine, theirs in zip(opened(refresh_deck(atlas, w, saved(deck), draw=draw)).slides, fresh.slides, strict=True):
        assert texts(mine) == texts(theirs)
    assert "unknown" not in {change.status for change in compare_deck(atlas, w, saved(deck), draw=draw)}


def test_grounds_of_a_grid_follow_the_figures_and_one_of_the_person_stays(atlas, w, deck, draw):
    cell = shape(deck.slides[1], "table").table.cell(2, 5)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(0xFF, 0, 0xFF)
    fresh, mine = (
        {slot: value for slot, value in read_slots(opened(content).slides[1]).items() if slot.startswith("ground|")}
        for content in (
            write_deck(atlas, w, Collection(SPECS), draw=draw), refresh_deck(atlas, w, saved(deck), draw=draw)
        )
    )  # fmt: skip
    assert mine == fresh | {"ground|2|5": "FF00FF"}


def test_the_notes_tell_what_the_person_typed(atlas, w, deck, draw):
    chart = shape(deck.slides[0], "chart").chart
    place = list(chart.plots[0].categories).index("Cottbus")
    next(p for p in next(chart._chartSpace.iter("{*}val")).iter("{*}pt") if p.get("idx") == str(place))[0].text = "99"
    deck.slides[1].shapes.title.text_frame.text = "Meine Überschrift"
    kept = [c for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.status == "kept" and c.place != "Jahr"]
    assert {(c.slide, c.before) for c in kept} == {(1, "+99,0"), (2, "Meine Überschrift")}
    slides = opened(refresh_deck(atlas, w, saved(deck), draw=draw)).slides
    assert 99.0 in read_slots(slides[0]).values()
    assert slides[1].shapes.title.text_frame.text == "Meine Überschrift"


def test_shapes_renamed_by_another_program_are_found_again(atlas, w, deck, draw):
    renamed(deck)
    fresh = opened(write_deck(atlas, w, Collection(SPECS), draw=draw))
    for mine, theirs in zip(opened(refresh_deck(atlas, w, saved(deck), draw=draw)).slides, fresh.slides, strict=True):
        found, wanted = texts(mine), texts(theirs)
        assert {slot for slot in wanted if found.get(slot) != wanted[slot]} == set()


def test_a_slide_that_remembers_nothing_is_asked_about_and_left_alone(atlas, w, deck, draw):
    without_mark(deck)
    asked = compare_deck(atlas, w, saved(deck), draw=draw)
    assert [(change.slide, change.status) for change in asked] == [(n, "asked") for n in range(1, 5)]
    with pytest.raises(ExportError, match="slides_unconfirmed"):
        refresh_deck(atlas, w, saved(deck), draw=draw)
    slides = opened(refresh_deck(atlas, w, saved(deck), draw=draw, confirmed=frozenset({1}))).slides
    assert texts(slides[1]) == texts(deck.slides[1])


def test_a_slide_taken_for_what_it_looks_like_gets_the_figures_of_today(atlas, w, deck, draw):
    without_mark(deck)
    fresh = opened(write_deck(atlas, w, Collection(SPECS), draw=draw))
    confirmed = frozenset({1, 2, 3, 4})
    slides = opened(
        refresh_deck(atlas, w, saved(deck), draw=draw, confirmed=confirmed, years=YearWish(deck=False))
    ).slides
    for mine, theirs in zip(slides, fresh.slides, strict=True):
        found, wanted = texts(mine), texts(theirs)
        assert {slot for slot in wanted if found.get(slot) != wanted[slot]} == set()


def test_a_headline_of_the_person_stays_on_a_slide_known_by_its_subtitle(atlas, w, deck, draw):
    without_mark(deck)
    deck.slides[1].shapes.title.text_frame.text = "Was wir gelernt haben"
    slides = opened(refresh_deck(atlas, w, saved(deck), draw=draw, confirmed=frozenset({2}))).slides
    assert slides[1].shapes.title.text_frame.text == "Was wir gelernt haben"
    assert "2024" in {cell.text for cell in shape(slides[1], "table").table.rows[0].cells}


def test_of_two_decks_pasted_together_each_slide_keeps_its_own_memory(atlas, older, w, draw, deck):
    """The properties are those of the other deck, whose slides have the same tokens."""
    other = opened(write_deck(atlas, w, Collection(SPECS), draw=draw))
    relations = other.part.package._rels
    part = next(rel.target_part for rel in relations.values() if rel.reltype.endswith("/custom-properties"))
    deck.part.package.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    )
    statuses = {c.status for c in compare_deck(older, w, saved(deck), draw=draw)}
    assert statuses == {"same"}


def test_a_picture_of_a_chart_is_said_and_its_slide_left_alone(atlas, w, deck, draw):
    from PIL import Image

    drawn = shape(deck.slides[0], "chart")
    buffer = io.BytesIO()
    Image.new("RGB", (80, 60)).save(buffer, "PNG")
    deck.slides[0].shapes.add_picture(buffer, drawn.left, drawn.top, drawn.width, drawn.height)
    drawn._element.getparent().remove(drawn._element)
    first = [c for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.slide == 1]
    assert [(c.status, c.before) for c in first] == [("kept", "ein Bild, darum bleibt die ganze Folie, wie sie ist")]
    after = opened(refresh_deck(atlas, w, saved(deck), draw=draw)).slides[0]
    assert texts(after) == texts(deck.slides[0])


def test_notes_without_the_mark_read_as_they_were_written(old, deck):
    notes = read_slots(deck.slides[0])["notes"]
    assert "AA1." not in notes
    assert "AA1." in deck.slides[0].notes_slide.notes_text_frame.text


def test_a_slide_another_tool_left_behind_gives_no_name_twice(atlas, w, old, draw):
    left = opened(old)
    ids = left.slides._sldIdLst
    first, second, *_ = list(ids)
    ids.remove(first)
    ids.remove(second)
    ids.append(second)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = refresh_deck(atlas, w, saved(left), draw=draw)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len(names) == len(set(names))
    assert sum(name.startswith("ppt/slides/slide") for name in names) == len(SPECS) - 1

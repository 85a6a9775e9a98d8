"""Refresh: figures are replaced in place, what the person added stays, what they typed over is reported and kept."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Emu

from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.merging.old_slide import set_line
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from data.errors import ExportError
from tests.analytics.exports.decks import opened, saved

SPECS = (
    make_spec("ranking", year=2018, age_group="insgesamt"),
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018),
    make_spec("kreis_facts", ags="12062"),
    make_spec("register"),
    make_spec("network_funding"),
)


@pytest.fixture(scope="module")
def old(atlas, w, draw) -> bytes:
    return write_deck(atlas, w, Collection(SPECS), draw=draw)


@pytest.fixture(scope="module")
def newer(atlas):
    """The same package with 500 more arrivals in Elbe-Elster in 2018."""
    migration = atlas.migration.copy()
    rows = (migration["ags"] == "12062") & (migration["year"] == 2018) & (migration["age_group"] == "insgesamt")
    migration.loc[rows, "arrivals"] += 500
    migration.loc[rows, "net"] += 500
    return replace(atlas, migration=migration, version="newer0000000")


def shape(slide, role):
    return next(shape for shape in slide.shapes if role_of(shape.name) == role)


def test_nothing_changes_while_the_data_are_the_same(atlas, w, old, draw):
    assert {change.status for change in compare_deck(atlas, w, old, draw=draw)} == {"same"}


def test_a_changed_number_is_listed_with_its_old_and_new_value_measure_and_sign(newer, w, old, draw):
    changes = compare_deck(newer, w, old, draw=draw)
    change = next(change for change in changes if change.slide == 1 and change.place.endswith("Elbe-Elster"))
    assert change.status == "changed"
    assert change.place == "Wanderungssaldo über Kreisgrenzen je 1.000 Einwohner · Elbe-Elster"
    # 98, then 598 more came than left, of 102,638.
    assert (change.before, change.after) == ("+1,0", "+5,8")


def test_after_a_refresh_the_deck_is_the_one_made_today(newer, w, old, draw):
    fresh = write_deck(newer, w, Collection(SPECS), draw=draw)
    refreshed = refresh_deck(newer, w, old, draw=draw)
    for mine, theirs in zip(opened(refreshed).slides, opened(fresh).slides, strict=True):
        found, wanted = read_slots(mine), read_slots(theirs)
        assert found == wanted
    assert {change.status for change in compare_deck(newer, w, refreshed, draw=draw)} == {"same"}


def test_a_deck_of_a_foreign_template_keeps_the_room_that_has(atlas, newer, w, draw):
    content = saved(Presentation())
    old, fresh = (write_deck(data, w, Collection(SPECS), template=content, draw=draw) for data in (atlas, newer))
    for mine, theirs in zip(opened(refresh_deck(newer, w, old, draw=draw)).slides, opened(fresh).slides, strict=True):
        assert read_slots(mine) == read_slots(theirs)


def test_the_data_sheet_of_a_chart_is_refreshed_too(newer, w, old, draw):
    import openpyxl

    slide = opened(refresh_deck(newer, w, old, draw=draw)).slides[0]
    chart = shape(slide, "chart").chart
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    numbers = {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}
    cached = {slot.rpartition("|")[2]: value for slot, value in read_slots(slide).items() if slot.startswith("chart|")}
    assert numbers == pytest.approx(cached, abs=1e-6)


def test_what_the_person_added_and_moved_stays(newer, w, old, draw):
    deck = opened(old)
    slide = deck.slides[0]
    slide.shapes.add_textbox(0, 0, 914400, 914400).text_frame.text = "Meine Anmerkung"
    shape(slide, "chart").left = Emu(1234567)
    slide.shapes.title.text_frame.text = "Meine eigene Überschrift"
    blank = deck.slides.add_slide(deck.slide_layouts[0])
    blank.shapes.title.text_frame.text = "Danke"
    refreshed = opened(refresh_deck(newer, w, saved(deck), draw=draw))
    texts = [entry.text_frame.text for entry in refreshed.slides[0].shapes if entry.has_text_frame]
    assert "Meine Anmerkung" in texts
    assert "Meine eigene Überschrift" in texts
    assert shape(refreshed.slides[0], "chart").left == 1234567
    assert refreshed.slides[len(refreshed.slides) - 1].shapes.title.text_frame.text == "Danke"


def test_a_slide_of_the_person_is_named_as_not_made_here(atlas, w, old, draw):
    deck = opened(old)
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text_frame.text = "Danke"
    last = compare_deck(atlas, w, saved(deck), draw=draw)[-1]
    assert (last.slide, last.headline, last.status) == (len(deck.slides), "Danke", "unknown")


def test_a_text_typed_over_is_reported_and_kept(newer, w, old, draw):
    deck = opened(old)
    card = next(entry for entry in deck.slides[2].shapes if entry.name.startswith("Kennzahl 2"))
    card.text_frame.paragraphs[1].runs[0].text = "viel"
    edited = saved(deck)
    kept = [change for change in compare_deck(newer, w, edited, draw=draw) if change.status == "kept"]
    assert [(change.slide, change.before) for change in kept] == [(3, "viel")]
    refreshed = opened(refresh_deck(newer, w, edited, draw=draw))
    assert "viel" in [
        paragraph.text
        for entry in refreshed.slides[2].shapes
        if entry.has_text_frame
        for paragraph in entry.text_frame.paragraphs
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Elbe-Elster gewann 598 Menschen", [("Elbe-Elster ", None), ("gewann", True), (" 598 Menschen", None)]),
        ("Elbe-Elster verlor 98 Menschen", [("Elbe-Elster ", None), ("verlor", True), (" 98 Menschen", None)]),
        ("2024 im Plus", [("2024 im Plus", None)]),
        ("", [("", None)]),
    ],
)
def test_a_word_in_italics_stays_so_in_new_words(line, expected):
    deck = Presentation()
    box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, Emu(9), Emu(9))
    paragraph = box.text_frame.paragraphs[0]
    for words, is_italic in (("Elbe-Elster ", None), ("gewann", True), (" 98 Menschen", None)):
        run = paragraph.add_run()
        run.text, run.font.italic = words, is_italic
    set_line(paragraph, line)
    assert [(run.text, run.font.italic) for run in paragraph.runs] == expected


def test_a_chart_whose_numbers_were_typed_over_is_kept_also_by_a_second_refresh(newer, w, old, draw):
    deck = opened(old)
    chart = shape(deck.slides[0], "chart").chart
    point = next(chart._chartSpace.iter("{*}val")).find(".//{*}pt/{*}v")
    point.text = "99"
    once = refresh_deck(newer, w, saved(deck), draw=draw)
    twice = refresh_deck(newer, w, once, draw=draw)
    for content in (once, twice):
        assert 99.0 in read_slots(opened(content).slides[0]).values()
        assert "kept" in {change.status for change in compare_deck(newer, w, content, draw=draw) if change.slide == 1}


def test_when_asked_for_also_typed_over_numbers_are_replaced_on_that_slide_alone(newer, w, old, draw):
    deck = opened(old)
    for slide in (deck.slides[0], deck.slides[2]):
        slide.shapes.title.text_frame.text = "Meine eigene Überschrift"
    refreshed = opened(refresh_deck(newer, w, saved(deck), draw=draw, overwrite=frozenset({1})))
    assert refreshed.slides[0].shapes.title.text_frame.text != "Meine eigene Überschrift"
    assert refreshed.slides[2].shapes.title.text_frame.text == "Meine eigene Überschrift"


def test_a_recoloured_area_keeps_its_colour(newer, w, old, draw):
    from pptx.dml.color import RGBColor

    deck = opened(old)
    area = next(entry for entry in shape(deck.slides[1], "map").shapes if entry.name.startswith("12062"))
    area.fill.solid()
    area.fill.fore_color.rgb = RGBColor(0xFF, 0, 0)
    slide = opened(refresh_deck(newer, w, saved(deck), draw=draw)).slides[1]
    slots = read_slots(slide)
    assert slots["fill|12062"] == "FF0000"
    assert slots["map|12062"] != read_slots(opened(old).slides[1])["map|12062"]


def test_without_tags_the_properties_of_the_document_tell_what_a_slide_is(atlas, newer, w, old, draw):
    deck = opened(old)
    for slide in deck.slides:
        for rel, entry in list(slide.part.rels.items()):
            if entry.reltype.endswith("/tags"):
                slide.part.drop_rel(rel)
        for data in slide._element.xpath(".//p:custDataLst"):
            data.getparent().remove(data)
            for rel in [key for key, entry in slide.part.rels.items() if entry.reltype.endswith("/tags")]:
                slide.part.drop_rel(rel)
    assert {change.status for change in compare_deck(atlas, w, saved(deck), draw=draw)} == {"same"}
    assert "changed" in {change.status for change in compare_deck(newer, w, saved(deck), draw=draw)}


def test_a_map_whose_text_alternatives_another_program_dropped_is_no_edit(atlas, newer, w, old, draw):
    deck = opened(old)
    for area in shape(deck.slides[1], "map").shapes:
        del area._element.xpath(".//p:cNvPr")[0].attrib["descr"]
    content = saved(deck)
    assert {change.status for change in compare_deck(atlas, w, content, draw=draw)} == {"same"}
    change = next(entry for entry in compare_deck(newer, w, content, draw=draw) if entry.place == "Elbe-Elster")
    assert (change.status, change.before) == ("changed", "+1,0")


def test_a_slide_whose_data_vanished_is_named_and_left_as_it_is(atlas, w, old):
    from data.errors import UnknownNameError

    def vanished(data, wording, spec):
        raise UnknownNameError(kind="ags", value="12062")

    assert {change.status for change in compare_deck(atlas, w, old, draw=vanished)} == {"gone"}
    before, after = opened(old), opened(refresh_deck(atlas, w, old, draw=vanished))
    assert [read_slots(slide) for slide in before.slides] == [read_slots(slide) for slide in after.slides]


def test_a_deck_not_made_here_is_refused(atlas, w):
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0])
    with pytest.raises(ExportError, match="deck_not_ours"):
        compare_deck(atlas, w, saved(deck))

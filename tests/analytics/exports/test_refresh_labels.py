"""Single labels and cells that a person moved, styled, deleted or coloured keep that while all others are of today."""

import io

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Pt

from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from tests.analytics.exports.decks import older_atlas, saved

MAGENTA = RGBColor(0xFF, 0x00, 0xFF)
SPECS = (
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018),
    make_spec("series", kreise=("12062",), age_group="insgesamt"),
    make_spec("heatmap", area="12062"),
)
MAP, SERIES, GRID = range(3)


@pytest.fixture(scope="module")
def old(atlas, w, draw) -> bytes:
    return write_deck(older_atlas(atlas), w, Collection(SPECS), draw=draw)


@pytest.fixture
def deck(old):
    return Presentation(io.BytesIO(old))


@pytest.fixture
def refreshed(atlas, w, deck, draw):
    def refresh():
        return Presentation(io.BytesIO(refresh_deck(atlas, w, saved(deck), draw=draw)))

    return refresh


def group(slide, role="labels"):
    return next(shape for shape in slide.shapes if role_of(shape.name) == role)


def label(slide, said):
    return next(e for e in group(slide).shapes if e.has_text_frame and e.text_frame.text.startswith(said))


def spots(slide):
    return {(e.text_frame.text, e.left, e.top) for e in group(slide).shapes if e.has_text_frame and e.text_frame.text}


def test_a_label_of_a_map_that_was_moved_stays_there_with_the_figure_of_today(deck, refreshed, atlas, w, draw):
    fresh = Presentation(io.BytesIO(write_deck(atlas, w, Collection(SPECS), draw=draw)))
    own = label(deck.slides[MAP], "Bautzen")
    own.left, own.top = own.left - Pt(44), own.top + Pt(21)
    slide = refreshed().slides[MAP]
    shown = label(slide, "Bautzen")
    assert (shown.left, shown.top) == (own.left, own.top)
    assert len(spots(slide) - spots(fresh.slides[MAP])) == 1


def test_a_moved_label_of_a_line_goes_with_the_end_of_the_line(deck, refreshed, atlas, w, draw):
    fresh = Presentation(io.BytesIO(write_deck(atlas, w, Collection(SPECS), draw=draw))).slides[SERIES]
    own = label(deck.slides[SERIES], "Land Brandenburg")
    own.left, own.top = own.left + Pt(5), own.top - Pt(30)
    shown, made = (label(slide, "Land Brandenburg") for slide in (refreshed().slides[SERIES], fresh))
    assert shown.text_frame.text == made.text_frame.text
    assert shown.left - made.left == pytest.approx(Pt(5), abs=Pt(0.2))
    assert shown.top - made.top == pytest.approx(-Pt(30), abs=Pt(0.2))


def test_a_label_keeps_its_own_size_and_colour_with_the_words_of_today(deck, refreshed):
    for paragraph in label(deck.slides[SERIES], "Elbe-Elster").text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(23), MAGENTA
    slide = refreshed().slides[SERIES]
    shown = label(slide, "Elbe-Elster")
    # Of 1,000 inhabitants 4.7 more came than left in 2024.
    assert "+4,7" in shown.text_frame.text
    assert {(r.font.size, r.font.color.rgb) for p in shown.text_frame.paragraphs for r in p.runs} == {(Pt(23), MAGENTA)}
    others = [e for e in group(slide).shapes if e.has_text_frame and e.name != shown.name]
    assert Pt(23) not in {run.font.size for e in others for p in e.text_frame.paragraphs for run in p.runs}


def test_a_deleted_label_stays_away_and_one_of_the_person_stays(deck, refreshed):
    gone = label(deck.slides[SERIES], "Zensus 2011")
    gone._element.getparent().remove(gone._element)
    own = group(deck.slides[SERIES]).shapes.add_textbox(Pt(300), Pt(200), Pt(80), Pt(20))
    own.name, own.text_frame.text = "Mein Hinweis", "Hier!"
    said = {e.text_frame.text for e in group(refreshed().slides[SERIES]).shapes if e.has_text_frame}
    assert "Zensus 2011" not in said
    assert "Hier!" in said


def test_what_was_done_to_labels_is_listed_and_nothing_else_of_the_kind(atlas, w, deck, draw):
    slide = deck.slides[MAP]
    label(slide, "Bautzen").left -= Pt(40)
    label(slide, "Guben").text_frame.paragraphs[0].runs[0].font.size = Pt(20)
    kept = [c for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.status == "kept" and c.slide == 1]
    assert {(c.place, c.before) for c in kept if c.place != "Jahr"} == {
        ("Beschriftung „Bautzen +1,1“", "verschoben"),
        ("Beschriftung „Guben“", "eigenes Aussehen"),
    }


def test_labels_moved_with_their_map_are_no_single_edits(atlas, w, deck, draw):
    for shape in deck.slides[MAP].shapes:
        if not shape.is_placeholder:
            shape.left += Pt(15)
    kept = [c for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.status == "kept" and c.slide == 1]
    assert {c.place: c.before for c in kept if c.place != "Jahr"} == {
        "Untertitel": "verschoben", "Kreise": "verschoben", "Legende": "verschoben",
    }  # fmt: skip


def test_edits_of_labels_are_kept_by_a_second_refresh(atlas, w, deck, draw):
    own = label(deck.slides[MAP], "Bautzen")
    own.left -= Pt(44)
    once = refresh_deck(atlas, w, saved(deck), draw=draw)
    slide = Presentation(io.BytesIO(refresh_deck(atlas, w, once, draw=draw))).slides[MAP]
    assert label(slide, "Bautzen").left == own.left


def test_a_cell_of_a_grid_keeps_the_ground_a_person_gave_it(deck, refreshed):
    def cell(slide):
        return group(slide, "table").table.cell(1, 3)

    cell(deck.slides[GRID]).fill.solid()
    cell(deck.slides[GRID]).fill.fore_color.rgb = MAGENTA
    assert cell(refreshed().slides[GRID]).fill.fore_color.rgb == MAGENTA


def test_what_lay_behind_a_chart_and_was_deleted_stays_away(deck, refreshed):
    backdrop = group(deck.slides[SERIES], "backdrop")
    backdrop._element.getparent().remove(backdrop._element)
    assert "backdrop" not in {role_of(shape.name) for shape in refreshed().slides[SERIES].shapes}


def alternatives(slides):
    """What the map, the chart and the table say to those who cannot see them."""
    shapes = [group(slide, role) for slide, role in zip(slides, ("map", "chart", "table"), strict=True)]
    return [shape._element[0][0] for shape in shapes]


def test_an_alternative_in_the_persons_words_stays_and_is_listed(atlas, w, deck, refreshed, draw):
    for entry, name in zip(alternatives(deck.slides), ("Kreise", "Diagramm", "Tabelle"), strict=True):
        entry.set("descr", f"Meine Worte: {name}")
    changes = compare_deck(atlas, w, saved(deck), draw=draw)
    assert [(change.place, change.before) for change in changes if change.status == "kept"] == [
        (f"{name} · Textalternative", f"Meine Worte: {name}") for name in ("Kreise", "Diagramm", "Tabelle")
    ]
    after = [entry.get("descr") for entry in alternatives(refreshed().slides)]
    assert after == ["Meine Worte: Kreise", "Meine Worte: Diagramm", "Meine Worte: Tabelle"]


def test_alternatives_that_another_program_dropped_come_again_and_are_no_edit(atlas, w, deck, refreshed, draw):
    made = [entry.attrib.pop("descr") for entry in alternatives(deck.slides)]
    assert [one for one in compare_deck(atlas, w, saved(deck), draw=draw) if one.status == "kept"] == []
    after = [entry.get("descr") for entry in alternatives(refreshed().slides)]
    assert all(after)
    # The map of 2018 is another with the right figures, the series and the grid go on to today's last year.
    assert [one == other for one, other in zip(after, made, strict=True)] == [False, False, False]


def test_a_renamed_label_is_listed_with_the_figure_of_today(atlas, w, draw):
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, kreis="12062")
    deck = Presentation(io.BytesIO(write_deck(older_atlas(atlas), w, Collection((spec,)), draw=draw)))
    label(deck.slides[0], "Elbe-Elster").text_frame.paragraphs[0].runs[0].text = "LK EE"
    changes = compare_deck(atlas, w, saved(deck), draw=draw)
    # 98 more came than left, of 102,638.
    assert [(change.before, change.after) for change in changes if change.status == "kept"] == [
        ("LK EE +1,0", "Elbe-Elster +1,0")
    ]

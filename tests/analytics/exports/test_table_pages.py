"""Long tables: over several slides when written, moved on by a refresh."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.language import get_wording

REGISTER, DISTRICTS = make_spec("register"), make_spec("kreis_facts", ags="12062")
# 20 initiatives, sorted as on the page: nine, nine and two rows on our master.
ROWS = [7, 7, 6]


@pytest.fixture(scope="module")
def shorter(atlas):
    """The register before two initiatives of the first page and three of the second joined: 15 rows."""
    names = ["Guben tut gut.", "Heeme fehlste!", "Netzwerk Calau / WBC Calau", "Neuland Hoher Fläming", "@see"]
    gone = atlas.members[atlas.members["name"].isin(names)]["member_id"]
    assert len(gone) == 5
    return replace(atlas, members=atlas.members[~atlas.members["member_id"].isin(gone)], version="shorter00000")


def slides_of(content):
    return list(Presentation(io.BytesIO(content)).slides)


def bytes_of(deck):
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def table_of(slide):
    return next(shape for shape in slide.shapes if shape.has_table and role_of(shape.name) == "table").table


def firsts(slide):
    return [row.cells[0].text for row in list(table_of(slide).rows)[1:]]


def subtitle(slide):
    return next(shape.text_frame.text for shape in slide.shapes if role_of(shape.name) == "subtitle")


@pytest.fixture(scope="module")
def decks(atlas, shorter, w):
    collection = Collection((REGISTER, DISTRICTS))
    return {name: write_deck(data, w, collection) for name, data in (("old", shorter), ("now", atlas))}


def test_a_long_table_stands_on_several_slides_with_its_headings_and_every_row(decks, atlas):
    slides = slides_of(decks["now"])[:-1]
    assert [len(firsts(slide)) for slide in slides] == ROWS
    assert [subtitle(slide).rpartition(" · ")[2] for slide in slides] == [
        "Tabelle 1 von 3", "Tabelle 2 von 3", "Tabelle 3 von 3",
    ]  # fmt: skip
    assert {name for slide in slides for name in firsts(slide)} == set(atlas.members["name"])
    heads = [[cell.text for cell in table_of(slide).rows[0].cells] for slide in slides]
    assert heads[0] == heads[1] == heads[2] == ["Initiative", "Träger", "Ort", "Kreis", "Mitglied seit"]
    sizes = [int(size) for slide in slides for size in table_of(slide)._tbl.xpath(".//a:rPr/@sz")]
    assert min(sizes) >= 900


def test_the_words_are_english_on_english_slides_and_a_short_table_has_none(atlas):
    collection = Collection((REGISTER, make_spec("kreis_initiatives", ags="12062")))
    slides = slides_of(write_deck(atlas, get_wording("en"), collection))
    assert subtitle(slides[2]).endswith(" · Table 3 of 3")
    assert "Table" not in subtitle(slides[3])


def test_a_refresh_moves_rows_on_and_adds_the_slide_they_need_behind_the_last(atlas, w, decks):
    before, after = slides_of(decks["old"]), slides_of(refresh_deck(atlas, w, decks["old"]))
    assert len(before) == 3
    fresh = slides_of(decks["now"])
    assert [firsts(slide) for slide in after[:3]] == [firsts(slide) for slide in fresh[:3]]
    assert [subtitle(slide) for slide in after[:3]] == [subtitle(slide) for slide in fresh[:3]]
    assert after[3].shapes.title.text_frame.text == fresh[3].shapes.title.text_frame.text


def test_a_refresh_of_a_refreshed_deck_finds_nothing_new(atlas, w, decks):
    changes = compare_deck(atlas, w, refresh_deck(atlas, w, decks["old"]))
    assert {change.status for change in changes} == {"same"}


def test_a_row_typed_over_moves_on_with_its_words(atlas, w, decks):
    deck = Presentation(io.BytesIO(decks["old"]))
    row = next(row for row in table_of(deck.slides[0]).rows if row.cells[0].text.startswith("Sehnsucht"))
    row.cells[1].text_frame.paragraphs[0].runs[0].text = "Mein Träger"
    old = bytes_of(deck)
    after = slides_of(refresh_deck(atlas, w, old))
    moved = [row for row in table_of(after[1]).rows if row.cells[0].text.startswith("Sehnsucht")]
    assert [row.cells[1].text for row in moved] == ["Mein Träger"]
    assert [len(firsts(slide)) for slide in after[:3]] == ROWS
    changes = compare_deck(atlas, w, old)
    kept = [(change.slide, change.before) for change in changes if change.status == "kept"]
    assert kept == [(2, "Mein Träger")]
    listed = [change for change in changes if change.place.startswith("Sehnsucht")]
    assert [change.status for change in listed] == ["kept"]
    assert [change.after for change in changes if change.place == "Tabelle"] == ["neue Folie: Tabelle 3 von 3"]


def test_rows_that_fit_on_fewer_slides_leave_no_slide_behind_but_one_the_person_wrote_on(shorter, w, decks):
    after = slides_of(refresh_deck(shorter, w, decks["now"]))
    assert [firsts(slide) for slide in after[:2]] == [firsts(slide) for slide in slides_of(decks["old"])[:2]]
    assert len(after) == 3
    deck = Presentation(io.BytesIO(decks["now"]))
    deck.slides[2].shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Bitte bis Freitag"
    kept = bytes_of(deck)
    assert len(slides_of(refresh_deck(shorter, w, kept))) == 4
    assert [change.slide for change in compare_deck(shorter, w, kept) if change.status == "gone"] == [3]


def test_a_page_the_person_deleted_stays_deleted(atlas, w, decks):
    deck = Presentation(io.BytesIO(decks["now"]))
    ids = deck.slides._sldIdLst
    deck.part.drop_rel(ids[2].rId)
    ids.remove(ids[2])
    after = slides_of(refresh_deck(atlas, w, bytes_of(deck)))
    assert [subtitle(slide).rpartition(" · ")[2] for slide in after[:2]] == ["Tabelle 1 von 3", "Tabelle 2 von 3"]
    assert len(after) == 3


def test_a_name_that_is_cut_in_a_narrower_table_is_still_its_row(atlas, w, decks):
    """Somebody made the deck 4:3; the longest name loses its last words, and nothing comes or goes."""
    deck = Presentation(io.BytesIO(decks["now"]))
    share = 9_144_000 / deck.slide_width
    for shape in (shape for slide in deck.slides for shape in slide.shapes):
        shape.left, shape.width = round(shape.left * share), round(shape.width * share)
        for column in shape.table.columns if shape.has_table else ():
            column.width = round(column.width * share)
    deck.slide_width = 9_144_000
    whole = "Wachstumskern Autobahndreieck Wittstock/Dosse (WADWD e.V.)"
    row = next(row for slide in deck.slides for row in table_of(slide).rows if row.cells[0].text == whole)
    row.cells[2].text = "Pritzwalk an der Dömnitz"
    content = bytes_of(deck)
    listed = {(c.place.partition(" · ")[2], c.status): c for c in compare_deck(atlas, w, content) if whole in c.place}
    assert {key[1] for key in listed} <= {"changed", "kept"}
    cut = listed[("Initiative", "changed")]
    assert (cut.before, cut.after) == (whole, "Wachstumskern Autobahndreieck Wittstock/Dosse …")
    assert listed[("Ort", "kept")].before == "Pritzwalk an der Dömnitz"
    refreshed = refresh_deck(atlas, w, content)
    rows = [[cell.text for cell in row.cells] for slide in slides_of(refreshed)[:-1] for row in table_of(slide).rows]
    assert ["Pritzwalk an der Dömnitz", "Prignitz", "2017"] in [row[2:] for row in rows if row[0] == cut.after]
    assert len([row for row in rows if row[0] != "Initiative"]) == len(atlas.members)

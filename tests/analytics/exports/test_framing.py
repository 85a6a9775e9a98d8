"""The slides around the figures: cover, contents, sections, closing slide, sources; a refresh knows them again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pptx import Presentation

from analytics.exports.pptx.framing.mark import frame_slots, read_frame_mark
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec, read_collection, write_collection
from analytics.exports.presentation.framing import Framing, usual_framing
from analytics.language import get_wording
from tests.analytics.exports.decks import opened, saved

ALL = Framing(cover=True, agenda=True, sections=True, closing=True, sources=True, sender="Staatskanzlei, Referat 12")
MONEY = ("network_funding", "per_member", "programme_pot")


def spec(view, chapter="", **params):
    return make_spec(view, chapter=chapter, **params)


TWO_STORIES = Collection(
    (
        *(spec(view, "Förderbilanz") for view in MONEY),
        spec("ranking", "Lausitz", year=2018, age_group="insgesamt"),
        spec("heatmap", "Lausitz", area="12062"),
    ),
    "Bericht an den Beirat",
)


def kinds(deck):
    return [mark.kind if (mark := read_frame_mark(slide)) else "figure" for slide in deck.slides]


def default_template():
    return saved(Presentation())


def bare_template():
    """A house template without layouts for cover and section."""
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        if layout.name not in ("Title Only", "Blank"):
            deck.slide_layouts.remove(layout)
    return saved(deck)


@pytest.fixture(scope="module")
def framed(atlas, w, draw):
    return write_deck(atlas, w, TWO_STORIES, draw=draw, framing=ALL)


@pytest.fixture(scope="module")
def newer(atlas):
    """A later version, in which Elbe-Elster won 500 people more in 2018 and a funding row is gone."""
    migration = atlas.migration.copy()
    rows = (migration["ags"] == "12062") & (migration["year"] == 2018) & (migration["age_group"] == "insgesamt")
    migration.loc[rows, ["arrivals", "net"]] += 5000
    later = atlas.dated + timedelta(days=40)
    return replace(atlas, migration=migration, version="newer0000000", dated=later)


@pytest.mark.parametrize("template", [None, default_template(), bare_template()], ids=["own", "default", "bare"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_all_parts_stand_in_order_inside_the_page(atlas, draw, template, lang):
    words = get_wording(lang)
    deck = opened(write_deck(atlas, words, TWO_STORIES, draw=draw, framing=ALL, template=template))
    found = kinds(deck)
    figures = ["section", "figure", "figure", "figure", "section", "figure", "figure"]
    assert found[:10] == ["cover", "agenda", *figures, "closing"]
    assert set(found[10:]) == {"sources"}
    cover = deck.slides[0]
    assert cover.shapes.title.text_frame.text == "Bericht an den Beirat"
    assert frame_slots(cover)["details"].split("\n") == [
        "Staatskanzlei, Referat 12", words.date(date.today()),
        words.text("Data as of {date}", date=words.date(atlas.dated)),
    ]  # fmt: skip
    assert frame_slots(deck.slides[1])["table"].split("\n")[1:] == ["Förderbilanz\t3", "Lausitz\t7"]
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width + 12700, shape.name
            assert shape.top + shape.height <= deck.slide_height + 12700, shape.name


def test_cover_and_section_use_the_layouts_of_the_template(atlas, w, draw, framed):
    own = opened(framed)
    foreign = opened(write_deck(atlas, w, TWO_STORIES, draw=draw, framing=ALL, template=default_template()))
    assert [own.slides[n].slide_layout.name for n in (0, 2)] == ["Titelfolie", "Abschnitt"]
    assert [foreign.slides[n].slide_layout.name for n in (0, 2)] == ["Title Slide", "Section Header"]


def test_the_sender_stands_below_a_title_on_which_the_template_puts_its_field(atlas, w, draw):
    template = Presentation()
    title, words = list(template.slide_layouts[0].placeholders)[:2]
    words.left, words.top, words.width, words.height = title.left, title.top, title.width, title.height
    one = Collection((make_spec("kpis"),), "Bericht")
    cover = opened(write_deck(atlas, w, one, draw=draw, framing=ALL, template=saved(template))).slides[0]
    sender = next(shape for shape in cover.shapes if shape.name == "Absender und Datum")
    assert "Staatskanzlei" in sender.text_frame.text
    assert sender.top >= title.top + title.height or sender.top + sender.height <= title.top


def test_one_story_has_no_sections_and_its_contents_are_headlines(atlas, w, draw):
    one = Collection(tuple(replace(one, chapter="Förderbilanz") for one in TWO_STORIES.slides), "Geld")
    usual = usual_framing(one, w)
    assert usual == Framing(True, True, False, False, True, "Netzwerk „Ankommen in Brandenburg“")
    deck = opened(write_deck(atlas, w, one, draw=draw, framing=usual))
    rows = [line.split("\t") for line in frame_slots(deck.slides[1])["table"].split("\n")[1:]]
    titles = [deck.slides[int(number) - 1].shapes.title.text_frame.text.replace("\u2011", "-") for _, number in rows]
    assert [name for name, _ in rows] == titles
    assert len(rows) == 5


@pytest.mark.parametrize(("slides", "wanted"), [(1, (False, False)), (2, (True, False)), (5, (True, True))])
def test_what_is_usual_depends_on_the_number_of_slides(w, slides, wanted):
    usual = usual_framing(Collection(TWO_STORIES.slides[:slides]), w)
    assert (usual.cover, usual.agenda) == wanted
    assert (usual.sources, usual.closing) == (wanted[0], False)


def test_the_last_slide_names_every_source_with_title_address_date_and_licence(atlas, w, draw, framed):
    deck = opened(framed)
    pages = [slide for slide, kind in zip(deck.slides, kinds(deck), strict=True) if kind == "sources"]
    rows = [line.split("\t") for page in pages for line in frame_slots(page)["table"].split("\n")[1:]]
    ids = {one for spec in TWO_STORIES.slides for one in draw(atlas, w, spec).source_ids}
    wanted = atlas.sources[atlas.sources["source_id"].isin(ids)]
    assert len(rows) == len(wanted)
    for _, source in wanted.iterrows():
        assert any(source["title"] in row[0] and source["publisher"] in row[0] for row in rows), source["title"]
    assert all(len(row) == 4 and all(row) for row in rows)
    official = next(row for row in rows if "12711-04-02-4" in row[0])
    assert (official[1], official[2], official[3]) == ("regionalstatistik.de", "2020", "dl-de/by-2-0")
    links = {link.target_ref for page in pages for link in page.part.rels.values() if link.is_external}
    assert "https://www.regionalstatistik.de" in links


def test_sender_and_title_stand_in_the_footer(framed):
    deck = opened(framed)
    texts = {
        n: [s.text_frame.text for s in slide.placeholders if s.placeholder_format.type == 15]
        for n, slide in enumerate(deck.slides)
    }
    assert texts[3] == ["Staatskanzlei, Referat 12 · Bericht an den Beirat"]
    assert texts[0] == []


def test_a_refresh_of_the_same_data_leaves_everything_as_it_is(atlas, w, draw, framed):
    changes = compare_deck(atlas, w, framed, draw=draw)
    assert {change.status for change in changes} == {"same"}
    assert len({change.slide for change in changes}) == len(opened(framed).slides)


def test_a_refresh_renews_date_contents_and_sources(newer, w, draw, framed):
    deck = opened(refresh_deck(newer, w, framed, draw=draw))
    fresh = opened(write_deck(newer, w, TWO_STORIES, draw=draw, framing=ALL))
    for one, other in zip(deck.slides, fresh.slides, strict=True):
        if read_frame_mark(one):
            assert frame_slots(one) == frame_slots(other)
    assert w.date(newer.dated) in frame_slots(deck.slides[0])["details"]
    listed = [(change.slide, change.place, change.status) for change in compare_deck(newer, w, framed, draw=draw)]
    assert (1, "Absender und Datum", "changed") in listed


def test_contents_follow_headline_and_order_of_the_slides(newer, w, draw):
    one = Collection(tuple(replace(one, chapter="") for one in TWO_STORIES.slides), "Geld")
    deck = opened(write_deck(newer, w, one, draw=draw, framing=Framing(agenda=True)))
    ids = deck.slides._sldIdLst
    ids.append(ids[1])
    deck.slides[1].shapes.title.text_frame.text = "Meine Überschrift"
    after = opened(refresh_deck(newer, w, saved(deck), draw=draw))
    rows = frame_slots(after.slides[0])["table"].split("\n")[1:]
    assert rows[0] == "Meine Überschrift\t2"
    assert rows[-1].endswith("\t6")
    assert len(after.slides[0].shapes) == len(deck.slides[0].shapes)


def test_what_the_person_wrote_on_them_stays_and_is_listed(newer, w, draw, framed):
    deck = opened(framed)
    cover, agenda, sources = deck.slides[0], deck.slides[1], deck.slides[10]
    details = next(shape for shape in cover.placeholders if shape.name == "Absender und Datum")
    details.text_frame.text = "Frau Muster, 3. Dezember"
    table = next(shape.table for shape in agenda.shapes if shape.has_table)
    table.cell(1, 0).text_frame.paragraphs[0].runs[0].text = "Das Geld"
    listed = next(shape.table for shape in sources.shapes if shape.has_table)
    listed.cell(1, 0).text_frame.paragraphs[0].runs[0].text = "Eigene Quelle"
    content = saved(deck)
    fewer = replace(newer, sources=newer.sources.assign(title=newer.sources["title"] + " (neu)"))
    after = opened(refresh_deck(fewer, w, content, draw=draw))
    assert frame_slots(after.slides[0])["details"] == "Frau Muster, 3. Dezember"
    assert "Das Geld\t3" in frame_slots(after.slides[1])["table"]
    assert "Eigene Quelle" in frame_slots(after.slides[10])["table"]
    kept = [
        (change.slide, change.place) for change in compare_deck(fewer, w, content, draw=draw) if change.status == "kept"
    ]
    assert kept == [(1, "Absender und Datum"), (2, "Inhalt"), (11, "Quellenverzeichnis")]
    forced = opened(refresh_deck(fewer, w, content, draw=draw, overwrite=frozenset({1})))
    assert "Referat 12" in frame_slots(forced.slides[0])["details"]


def tables(deck):
    """What stands on all slides but the first."""
    return [frame_slots(slide) for slide in list(deck.slides)[1:]]


def test_a_longer_list_of_sources_gets_slides_of_its_own(atlas, w, draw):
    few, many = Collection((spec("ranking", year=2018, age_group="insgesamt"),)), Collection((spec("growth"),))
    short = opened(write_deck(atlas, w, few, draw=draw, framing=Framing(sources=True)))
    assert kinds(short) == ["figure", "sources"]

    def swapped(data, words, _):
        return draw(data, words, many.slides[0])

    after = opened(refresh_deck(atlas, w, saved(short), draw=swapped))
    fresh = opened(write_deck(atlas, w, many, draw=draw, framing=Framing(sources=True)))
    assert kinds(after) == kinds(fresh)
    assert len(kinds(fresh)) > 3
    assert tables(after) == tables(fresh)
    back = opened(refresh_deck(atlas, w, saved(after), draw=draw))
    assert kinds(back) == ["figure", "sources"]
    assert tables(back) == tables(short)


def test_stories_survive_the_file_of_a_collection():
    assert read_collection(write_collection(TWO_STORIES)) == TWO_STORIES

"""Decks: charts are charts, maps are shapes, every object has its text, the numbers are those of the figure."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from analytics.exports.drawing.text_metrics import wrap_words
from analytics.exports.pptx.masters.own_master import write_master
from analytics.exports.pptx.masters.template import OWN, open_master
from analytics.exports.pptx.memory.slots import chart_slots, points_of
from analytics.exports.pptx.notes import speaker_notes
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.parts.words import plain_headline
from analytics.exports.pptx.slides import with_one_size
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, draw_slide_figure, make_spec
from analytics.exports.presentation.stories import tell_story
from analytics.exports.views import VIEWS, figure_of, opening_params
from analytics.language import get_wording
from data.errors import ExportError

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def slides(deck):
    return list(Presentation(io.BytesIO(deck)).slides)


def chart_of(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def group(slide, name):
    return next(shape for shape in slide.shapes if shape.name == name)


def test_every_slide_carries_the_headline_of_its_figure(atlas, w, collection, draw, slides):
    for spec, slide in zip(collection.slides, slides, strict=True):
        content = draw(atlas, w, spec)
        figure = getattr(content, "figure", content)
        written = slide.shapes.title.text_frame.text
        assert plain_headline(written) == figure.headline
        # "7,7-Fache" is never broken at its hyphen; "30- bis" may be at its space.
        assert not re.search(r"\w-\w", written)


STORIES_SHOWN = [("netzwerk", ""), ("lausitz", ""), ("kreis", "12071"), ("besuch", "14625"), ("foerderbilanz", "")]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(("story", "kreis"), STORIES_SHOWN)
def test_all_headlines_of_a_story_have_one_size_and_two_lines_at_most(atlas, draw, lang, story, kreis):
    words = get_wording(lang)
    master = open_master()
    said = [
        spec.headline or figure_of(draw(atlas, words, spec)).headline
        for spec in tell_story(atlas, words, story, kreis=kreis).slides
    ]
    assert with_one_size(master, said).headline_size == master.title_size == 24
    width = (master.title[2] - master.title[0]) / 1.16
    assert max(len(wrap_words(headline, width, 24, bold=True)) for headline in said) <= 2


def test_one_long_headline_makes_all_of_a_foreign_deck_smaller_but_a_page_of_words_only_itself(atlas, w, draw):
    long = "Bautzen: größter Verlust bei den 18- bis unter 25-Jährigen, größter Gewinn bei den 30-Jährigen und Älteren"
    buffer = io.BytesIO()
    Presentation().save(buffer)
    for headlines, sizes in (((long, "Kurz"), 1), ((long, "Kurz", "Wort " * 80), 2)):
        specs = tuple(make_spec("per_member", headline=headline) for headline in headlines)
        content = write_deck(atlas, w, Collection(specs), template=buffer.getvalue(), draw=draw)
        titles = [slide.shapes.title for slide in Presentation(io.BytesIO(content)).slides]
        found = {title._element.xpath(".//a:rPr/@sz")[0] for title in titles}
        assert len(found) == sizes
        assert max(map(int, found)) < 4400


def test_headlines_of_our_master_begin_at_the_top_of_their_field():
    title = next(h for h in open_master().presentation.slide_masters[0].placeholders if "Title" in h.name)
    assert title._element.txBody.bodyPr.get("anchor") == "t"


def test_subtitle_source_and_date_stand_on_every_slide_and_no_hash(atlas, w, slides):
    for slide in slides:
        texts = plain_headline(" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))
        assert "Quelle" in texts
        assert f"Datenstand {w.date(atlas.dated)}" in texts
        assert atlas.version not in texts


def test_the_source_note_is_one_line_with_publisher_year_and_licence_below_how_to_read_the_chart(slides):
    rows = [
        shape.text_frame.text.split("\n")
        for slide in slides
        for shape in slide.shapes
        if role_of(shape.name) == "source"
    ]
    assert [row[:-1] for row in rows[2:5]] == [
        ["Zeichen an den Beträgen: ≈ rund, > mehr als, < knapp."], [],
        ["Gestrichelt: Land Brandenburg, die Summe seiner 18 Kreise."],
    ]  # fmt: skip
    notes = [row[-1] for row in rows]
    assert len(notes) == len(slides)
    assert "Statistische Ämter des Bundes und der Länder 2020 (dl\u2011de/by\u20112\u20110)" in notes[4]
    for note in notes:
        assert len(wrap_words(note, 813 / 1.16, 10)) == 1, note


def test_every_graphic_object_has_a_text_alternative(slides):
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                continue
            assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


def test_the_title_is_read_first_and_the_source_after_the_content(slides):
    for slide in slides:
        names = [shape.name for shape in slide.shapes if not shape.is_placeholder]
        assert slide.shapes[0] == slide.shapes.title
        assert names[0].startswith("Untertitel")
        assert names[-1] == "Quelle und Lizenz"


def test_shape_numbers_are_unique_on_a_slide(slides):
    for slide in slides:
        ids = [element.get("id") for element in slide._element.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))


def test_bars_hold_the_numbers_of_the_ranking(atlas, w, draw, slides):
    figure = draw(atlas, w, make_spec("ranking", year=2018, age_group="insgesamt"))
    found = {slot.rpartition("|")[2]: value for slot, value in chart_slots(chart_of(slides[4])._chartSpace)}
    wanted = dict(zip(figure.table["name"], figure.table["value"].astype(float), strict=True))
    assert found == pytest.approx(wanted, abs=1e-6)


def test_the_data_sheet_holds_the_numbers_of_the_chart(slides):
    import openpyxl

    part = chart_of(slides[3]).part
    sheet = openpyxl.load_workbook(io.BytesIO(part.chart_workbook.xlsx_part.blob)).active
    head, *rows = sheet.iter_rows(values_only=True)
    cached = dict(chart_slots(part._element))
    sheet_numbers = {
        f"chart|{name}|{row[0]}": round(row[column], 6)
        for row in rows
        for column, name in enumerate(head)
        if column and row[column] is not None
    }
    assert sheet_numbers == pytest.approx(cached)


def test_a_missing_year_stays_a_gap_and_never_becomes_zero(slides):
    series = next(chart_of(slides[3])._chartSpace.iter(f"{C}ser"))
    years = points_of(series.find(f"{C}cat"))
    known = points_of(series.find(f"{C}val"))
    place = next(number for number, year in years.items() if year == "2001")
    assert place not in known
    assert chart_of(slides[3])._chartSpace.find(f".//{C}dispBlanksAs").get("val") == "gap"


def test_numbers_are_written_the_german_way(slides):
    formats = {element.get("formatCode") for element in chart_of(slides[4])._chartSpace.iter(f"{C}numFmt")}
    assert any("[$-407]" in code and "0.0" in code for code in formats)


def test_the_map_consists_of_twenty_named_areas(atlas, slides):
    areas = list(group(slides[6], "Kreise").shapes)
    names = atlas.kreise.set_index("ags")["name"]
    wanted = {f"{ags} {names[ags]}" for ags in atlas.migration["ags"].unique()}
    assert {area.name for area in areas} == wanted
    assert len(areas) == 20


def test_spree_neisse_has_a_hole_where_cottbus_lies(slides):
    area = next(area for area in group(slides[6], "Kreise").shapes if area.name.startswith("12071"))
    assert len(area._element.xpath(".//a:path/a:close")) >= 2


def test_areas_carry_value_and_class_colour(atlas, w, draw, slides, collection):
    shown = draw(atlas, w, collection.slides[6])
    entries = {entry["ags"]: entry for entry in shown.view["kreise"]}
    for area in group(slides[6], "Kreise").shapes:
        entry = entries[area.name.split()[0]]
        colour = shown.view["legend"]["colours"][entry["c"][shown.index]].lstrip("#").upper()
        assert area._element.xpath("./p:spPr/a:solidFill/a:srgbClr/@val") == [colour]
        assert area._element.xpath(".//p:cNvPr/@descr") == [f"{entry['name']}: {entry['t'][shown.index]}"]


def test_no_letter_of_a_slide_is_smaller_than_nine_points(slides):
    sizes = [int(run.get("sz")) for slide in slides for run in slide._element.iter(qn("a:rPr")) if run.get("sz")]
    assert len(sizes) > 100
    assert min(sizes) >= 900


def test_labels_on_the_map_do_not_collide(slides):
    boxes = [
        (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in group(slides[6], "Beschriftung").shapes
        if shape.has_text_frame and shape.text_frame.text
    ]
    assert len(boxes) >= 20
    slack = 3 * 12700
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = (
                one[2] - slack <= other[0]
                or other[2] - slack <= one[0]
                or one[3] - slack <= other[1]
                or other[3] - slack <= one[1]
            )
            assert apart


def test_on_request_the_map_shows_all_municipalities(atlas, w):
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, gemeinden=True)
    content = write_deck(atlas, w, Collection((spec,)))
    slide = Presentation(io.BytesIO(content)).slides[0]
    assert len(group(slide, "Gemeinden").shapes) == 523
    assert len(content) < 1_000_000


def test_a_grid_of_colours_becomes_a_native_table_with_its_values(slides, atlas, w, draw, collection):
    table = next(shape.table for shape in slides[5].shapes if shape.has_table)
    figure = draw(atlas, w, collection.slides[5])
    last = figure.table[figure.table["year"] == 2024].set_index("age")["net_per_1000"]
    for row in list(table.rows)[1:]:
        value = last[row.cells[0].text]
        assert row.cells[len(table.columns) - 1].text == w.signed(value, 0 if abs(value) >= 9.95 else 1)


def test_speaker_notes_say_what_can_and_what_cannot_be_said(slides):
    for slide in slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert "Was sich sagen lässt" in notes
        assert "Was sich nicht sagen lässt" in notes
        assert "Quellen\n" in notes
        assert ".." not in notes


def test_speaker_notes_say_nothing_twice(atlas, w):
    """The finding of the simulations is all there is to say, and the citation of our own names its licence."""
    spec = make_spec("simulations")
    lines = speaker_notes(atlas, w, draw_slide_figure(atlas, w, spec), spec).splitlines()
    assert len([line for line in lines if "in 5,3\xa0% der Fälle falsch an" in line]) == 1
    assert [line.count("Apache License 2.0") for line in lines if "eigene Simulation" in line] == [1]


def test_document_and_words_name_their_language(deck, slides):
    properties = Presentation(io.BytesIO(deck)).core_properties
    assert (properties.title, properties.language) == ("Probe", "de-DE")
    languages = {value for slide in slides for value in slide._element.xpath(".//a:rPr/@lang")}
    assert languages == {"de-DE"}


def test_the_properties_of_the_document_are_those_of_the_deck_not_of_a_library(deck, slides):
    core = Presentation(io.BytesIO(deck)).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert abs(datetime.now(UTC).replace(tzinfo=None) - core.created) < timedelta(hours=1)
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        names, extended = archive.namelist(), archive.read("docProps/app.xml").decode()
    assert f"<Slides>{len(slides)}</Slides><Notes>{len(slides)}</Notes>" in extended
    assert "Macintosh" not in extended
    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]


def test_polish_and_sorbian_letters_arrive_unchanged(slides):
    texts = [shape.text_frame.text for shape in slides[1].shapes if role_of(shape.name) == "remark"]
    assert texts == ["Zażółć gęślą jaźń – Chóśebuz, Grodk, Łužyca."]


def test_a_headline_of_400_signs_is_kept_whole_and_made_smaller(atlas, w, draw):
    headline = ("Ein sehr langer Titel über die Lausitz " * 11)[:400].strip()
    content = write_deck(atlas, w, Collection((make_spec("network_funding", headline=headline),)), draw=draw)
    title = Presentation(io.BytesIO(content)).slides[0].shapes.title
    assert title.text_frame.text == headline
    assert int(title._element.xpath(".//a:rPr/@sz")[0]) < 2400


def test_words_that_look_like_markup_stay_words(atlas, w, draw):
    spec = make_spec("per_member", headline="<a:t>&lt;</a:t> =1+1", remark='"><script>x</script>')
    content = write_deck(atlas, w, Collection((spec,)), draw=draw)
    slide = Presentation(io.BytesIO(content)).slides[0]
    assert slide.shapes.title.text_frame.text == "<a:t>&lt;</a:t> =1+1"
    assert '"><script>x</script>' in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_every_part_is_well_formed_and_every_relation_has_its_target(deck):
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                if name.endswith(".rels"):
                    assert all(_target(name, relation) in names for relation in root)


def _target(rels, relation):
    assert relation.get("TargetMode") != "External" or relation.get("Type").endswith("hyperlink")
    target = relation.get("Target")
    if target.startswith("/"):
        return target[1:]
    parts = re.sub(r"_rels/[^/]+$", "", rels).split("/")[:-1]
    for piece in target.split("/"):
        parts = parts[:-1] if piece == ".." else [*parts, piece]
    return "/".join(parts)


def test_an_empty_collection_is_refused(atlas, w):
    with pytest.raises(ExportError, match="collection_empty"):
        write_deck(atlas, w, Collection(()))


def test_our_master_is_the_one_its_script_makes():
    def parts(content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}

    assert parts(write_master()) == parts(OWN.read_bytes())
    assert len(open_master().presentation.slides) == 0


def test_every_colour_in_a_chart_is_one_colour(atlas, w, draw):
    """A list of colours written where one belongs makes the deck a file that has to be repaired."""
    specs = []
    for name, view in VIEWS.items():
        opening = opening_params(atlas, name)
        known = {param.name: opening[param.name] for param in view.params if param.name in opening}
        if view.shape == "chart" and all(param.name in known for param in view.params if param.needed):
            specs.append(make_spec(name, **known))
    assert {"origin_components", "change", "ranking"} <= {spec.view for spec in specs}
    with zipfile.ZipFile(io.BytesIO(write_deck(atlas, w, Collection(tuple(specs)), draw=draw))) as deck:
        written = {
            colour
            for name in deck.namelist()
            if name.startswith("ppt/charts/chart")
            for colour in re.findall(rb'srgbClr val="([^"]*)"', deck.read(name))
        }
    assert len(written) > 10
    assert [one for one in written if not re.fullmatch(rb"[0-9A-F]{6}", one)] == []


def test_a_map_has_the_height_of_the_page_beside_its_words_but_with_a_remark_below_them(atlas, w, draw):
    spec = make_spec("map", indicator="net_per_1000", age_group="30-50", year=2024)
    told = make_spec("map", remark="Ein Satz.", indicator="net_per_1000", age_group="30-50", year=2024)
    deck = Presentation(io.BytesIO(write_deck(atlas, w, Collection((spec, told)), draw=draw)))
    bare, below = ({role_of(one.name): one for one in slide.shapes} for slide in deck.slides)
    assert bare["subtitle"].left + bare["subtitle"].width < bare["map"].left
    assert bare["map"].top <= bare["subtitle"].top + bare["subtitle"].height < bare["legend"].top
    assert below["map"].top >= below["remark"].top + below["remark"].height
    assert bare["map"].height > 1.2 * below["map"].height

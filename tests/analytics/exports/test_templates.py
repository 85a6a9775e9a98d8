"""Templates from outside: used when they can be used, refused by a code when they cannot, and nothing in them runs."""

import io
import zipfile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Inches

from analytics.exports.drawing.marks import Area, Path
from analytics.exports.pptx.content.inks import lay_on_paper
from analytics.exports.pptx.masters.ground import contrast_sentence, faint_words, ground_colour
from analytics.exports.pptx.masters.template import open_master
from analytics.exports.pptx.refresh import merge_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.figure import theme
from analytics.figure.theme import contrast
from analytics.language import error_sentence
from data.errors import ExportError
from tests.analytics.exports.decks import older_atlas
from tests.analytics.exports.gate.templates import dark, four_to_three

ONE = Collection((make_spec("per_member"), make_spec("kpis")))


def template(change=None) -> bytes:
    deck = Presentation()
    for _ in range(3):
        deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text_frame.text = "Musterfolie"
    if change:
        change(deck)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def repacked(content: bytes, changes: dict[str, object], extra: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changes[name](part) if name in changes else part)
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def made(atlas, w, draw, content):
    return Presentation(io.BytesIO(write_deck(atlas, w, ONE, template=content, draw=draw)))


def test_sample_slides_are_dropped_and_a_4_to_3_page_is_kept(atlas, w, draw):
    deck = made(atlas, w, draw, template())
    assert len(deck.slides) == 2
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert all(
        "Musterfolie" not in shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    )


def test_nothing_reaches_beyond_the_page(atlas, w, draw):
    deck = made(atlas, w, draw, template())
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 12700
            assert shape.top + shape.height <= deck.slide_height + 12700


def test_charts_take_the_colours_of_the_template(atlas, w, draw):
    chart = next(shape.chart for shape in made(atlas, w, draw, template()).slides[0].shapes if shape.has_chart)
    assert chart._chartSpace.xpath(".//c:ser/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1"]


INK = "0F2620"


def words_on_grounds_that_stay(deck):
    """Colours of what is written on a pale bar and on a pale box."""
    bars, boxes = deck.slides
    chart = next(shape.chart for shape in bars.shapes if shape.has_chart)
    series = list(chart._chartSpace.iter("{*}ser"))[-1]
    group = next(shape for shape in boxes.shapes if shape.name == "Beschriftung")
    label = next(inner for inner in group.shapes if inner.has_text_frame and "213,3" in inner.text_frame.text)
    return [
        *series.xpath("./c:dLbls/c:dLbl/c:txPr//a:solidFill/*/@val"),
        *label._element.xpath(".//a:rPr/a:solidFill/*/@val"),
    ]


PALE = Collection((make_spec("whitespots_shares"), make_spec("network_funding")))


def test_words_on_a_ground_that_no_template_recolours_keep_their_colour(atlas, w, draw):
    deck = Presentation(io.BytesIO(write_deck(atlas, w, PALE, template=dark(), draw=draw)))
    assert set(words_on_grounds_that_stay(deck)) == {INK}


def test_a_refresh_writes_words_anew_that_an_older_deck_wrote_in_a_colour_of_the_theme(atlas, w, draw, monkeypatch):
    with monkeypatch.context() as before:
        for module in ("parts.charts.xml", "content.chart"):
            before.setattr(f"analytics.exports.pptx.{module}.is_fixed", lambda _: False)
        older = write_deck(older_atlas(atlas), w, PALE, template=dark(), draw=draw)
    assert set(words_on_grounds_that_stay(Presentation(io.BytesIO(older)))) == {"tx1"}
    merged = merge_deck(atlas, w, older, draw=draw)
    assert [change for change in merged.changes(w) if change.status == "kept"] == []
    assert set(words_on_grounds_that_stay(Presentation(io.BytesIO(merged.save())))) == {INK}


def test_a_potx_is_a_template_too(atlas, w, draw):
    potx = repacked(
        template(),
        {
            "[Content_Types].xml": lambda part: part.replace(
                b"presentationml.presentation.main", b"presentationml.template.main"
            )
        },
    )
    assert len(made(atlas, w, draw, potx).slides) == 2


def test_sections_that_name_dropped_slides_go_with_them(atlas, w, draw):
    section = (
        b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        b'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        b'<p14:section name="A" id="{00000000-0000-0000-0000-000000000001}">'
        b'<p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst></p14:section>'
        b"</p14:sectionLst></p:ext></p:extLst></p:presentation>"
    )
    content = repacked(template(), {"ppt/presentation.xml": lambda part: part.replace(b"</p:presentation>", section)})
    out = write_deck(atlas, w, ONE, template=content, draw=draw)
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert b"sectionLst" not in archive.read("ppt/presentation.xml")


def _without_layouts(deck):
    for layout in list(deck.slide_layouts)[2:]:
        if not any(slide.slide_layout.name == layout.name for slide in deck.slides):
            deck.slide_layouts.remove(layout)


def _only_blank(deck):
    for identifier in list(deck.slides._sldIdLst):
        deck.part.drop_rel(identifier.rId)
        deck.slides._sldIdLst.remove(identifier)
    for layout in list(deck.slide_layouts):
        if layout.name != "Blank":
            deck.slide_layouts.remove(layout)


def _small_fields(deck):
    """Every layout leaves its content a strip of four centimetres, between a headline and a band."""
    for owner in (deck.slide_masters[0], *deck.slide_layouts):
        for shape in owner.placeholders:
            if shape.placeholder_format.type == 1:
                shape.left, shape.top, shape.width, shape.height = Inches(0.5), Inches(0.5), Inches(9), Inches(4.4)


def _external(part: bytes) -> bytes:
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://example.org/a.png" TargetMode="External"/></Relationships>'
    )
    return part.replace(b"</Relationships>", link)


def bad_templates():
    good = template()
    types, master = "[Content_Types].xml", "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    macro = lambda part: part.replace(b"presentation.main+xml", b"presentation.macroEnabled.main+xml")  # noqa: E731
    return {
        "macros by type": (repacked(good, {types: macro}), "file_macros"),
        "macros by part": (repacked(good, {}, {"ppt/vbaProject.bin": b"x"}), "file_macros"),
        "controls": (repacked(good, {}, {"ppt/activeX/activeX1.xml": b"<x/>"}), "file_macros"),
        "no layout": (template(_only_blank), "template_no_layout"),
        "small layouts": (template(_small_fields), "template_too_small"),
        "60 MB": (b"PK" + b"0" * 60_000_000, "file_too_large"),
        "no zip": (b"%PDF-1.7 nothing", "file_broken"),
        "empty": (b"", "file_broken"),
        "cut": (good[: len(good) // 2], "file_broken"),
        "broken xml": (repacked(good, {"ppt/slideMasters/slideMaster1.xml": lambda part: part[:500]}), "file_broken"),
        "entities": (
            repacked(good, {"ppt/theme/theme1.xml": lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part}),
            "file_broken",
        ),
        "no presentation": (repacked(good, {types: lambda part: b"<Types/>"}), "file_broken"),
        "external picture": (repacked(good, {master: _external}), "file_external"),
        "a workbook": (_workbook(), "file_broken"),
    }


def _workbook() -> bytes:
    import openpyxl

    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", bad_templates())
def test_a_bad_template_is_refused_by_its_code_and_gets_a_sentence(atlas, w, draw, name):
    content, code = bad_templates()[name]
    with pytest.raises(ExportError) as caught:
        write_deck(atlas, w, ONE, template=content, draw=draw)
    assert caught.value.code == code
    assert len(error_sentence(caught.value, w)) > 20


def test_layouts_that_are_too_small_are_called_so_with_their_size(atlas, w, draw):
    with pytest.raises(ExportError) as caught:
        write_deck(atlas, w, ONE, template=template(_small_fields), draw=draw)
    # 7.5 inches less headline, footer and edges leave some five centimetres of 10 inches less two edges.
    assert "zu klein" in error_sentence(caught.value, w)
    assert caught.value.height_cm < 6.5
    assert 22 < caught.value.width_cm < 24


def _coloured(colour):
    def change(deck):
        fill = deck.slide_masters[0].background.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(colour)

    return change


def _pictured(deck):
    """A dark picture over the whole page of the master."""
    buffer = io.BytesIO()
    Image.new("RGB", (20, 15), "#101820").save(buffer, "PNG")
    scratch = deck.slides[0].shapes.add_picture(buffer, 0, 0, deck.slide_width, deck.slide_height)
    master = deck.slide_masters[0]
    rel = master.part.relate_to(deck.slides[0].part.related_part(scratch._element.blip_rId), RT.IMAGE)
    scratch._element.blipFill.blip.rEmbed = rel
    master.shapes._spTree.insert(2, scratch._element)


@pytest.mark.parametrize(
    ("change", "ground"), [(None, "#ffffff"), (_coloured("203040"), "#203040"), (_pictured, "#101820")]
)
def test_the_ground_is_what_is_really_seen_and_dark_words_on_it_are_told(w, change, ground):
    master = open_master(template(change))
    assert ground_colour(master) == ground
    faint = faint_words(master)
    assert bool(faint) == (ground != "#ffffff")
    assert ("Kontrast" in contrast_sentence(faint, w)) == bool(faint)


def test_contrast_is_that_of_the_guidelines():
    """Black on white is 21 to 1; #767676 on white is the well-known 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)


def corporate(deck):
    """A band across the foot of the master, a bar down its left side, a ground behind everything."""
    shapes = deck.slide_masters[0].shapes._spTree
    for number, (left, top, width, height) in enumerate(
        ((0, 0, 10, 7.5), (0, 6.2, 10, 0.5), (0, 0, 0.9, 7.5)), start=90
    ):
        scratch = Presentation()
        box = scratch.slides.add_slide(scratch.slide_layouts[6]).shapes.add_shape(
            1, Inches(left), Inches(top), Inches(width), Inches(height)
        )
        box._element.nvSpPr.cNvPr.set("id", str(number))
        shapes.append(box._element)


def test_content_and_source_stay_off_the_bands_of_the_master(atlas, w, draw):
    deck = made(atlas, w, draw, template(corporate))
    for slide in deck.slides:
        content = [shape for shape in slide.shapes if not shape.is_placeholder]
        assert max(shape.top + shape.height for shape in content) <= Inches(6.2)
        assert min(shape.left for shape in content) >= Inches(0.9)
        # The ground takes no room: the content still fills more than half of the page.
        assert max(shape.left + shape.width for shape in content) > Inches(9)


@pytest.mark.parametrize(("content", "every"), [(None, []), (template(), ["2"])], ids=["16:9", "4:3"])
def test_years_for_which_a_page_is_too_narrow_are_written_every_second_time(atlas, w, draw, content, every):
    spec = make_spec("series", kreise=("12062",), age_group="insgesamt")
    slide = Presentation(io.BytesIO(write_deck(atlas, w, Collection((spec,)), template=content, draw=draw))).slides[0]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert chart._chartSpace.xpath(".//c:catAx/c:tickLblSkip/@val") == every


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The accents of the library's template, and what it calls paper and ink.
OFFICE = {"accent1": "#4F81BD", "accent2": "#C0504D", "accent3": "#9BBB59", "tx1": "#000000", "bg1": "#FFFFFF"}


@pytest.mark.parametrize("pale", [four_to_three, dark])
def test_words_on_bars_and_over_lines_can_be_read_in_the_colours_of_the_template(atlas, w, draw, pale):
    specs = (make_spec("land_balance"), make_spec("series", kreise=("12062", "12054"), age_group="insgesamt"))
    deck = Presentation(io.BytesIO(write_deck(atlas, w, Collection(specs), template=pale(), draw=draw)))
    paper, ink = ("#000000", "#FFFFFF") if pale is dark else ("#FFFFFF", "#000000")
    own = OFFICE | {"bg1": paper, "tx1": ink, "tx2": ink}
    bars = next(shape.chart for shape in deck.slides[0].shapes if shape.has_chart)._chartSpace
    seen = []
    for series in bars.iter(f"{C}ser"):
        fill = series.find(f"{C}spPr/{A}solidFill/{A}schemeClr")
        for label in series.iterfind(f"{C}dLbls/{C}dLbl") if fill is not None else ():
            word = label.find(f".//{A}defRPr//{A}schemeClr").get("val")
            seen.append(contrast(own[word], own[fill.get("val")]))
    assert len(seen) >= 8
    assert min(seen) >= 4.5
    ends = next(shape for shape in deck.slides[1].shapes if shape.name == "Beschriftung")
    inks = {
        run.get("val") for run in ends._element.iter(f"{A}schemeClr") if run.getparent().getparent().tag == f"{A}rPr"
    }
    assert {"tx1"} <= inks
    assert all(contrast(own[name], paper) >= 4.5 for name in inks if name in own)


def test_on_a_dark_template_a_map_looks_as_on_paper():
    """An area at 40 per cent on the paper, 255, 254, 251: red 0.4 x 16 + 0.6 x 255 = 159.4, green 190, blue 182.6."""
    dotted = Path(("legend", 1), ((10, 50), (24, 50)), theme.INK, 1.6, "dot")
    outside = Area(("map", 0), (((0, 0), (9, 0), (9, 9)),), "#105e50", opacity=0.4)
    leader = Path(("name", 1), ((0, 0), (9, 9)), theme.INK, 0.8)
    marks = [outside, leader, dotted]
    assert list(lay_on_paper(marks, {"bg1": "FFFFFF"})) == marks
    pale, same, ground, line = lay_on_paper(marks, {"bg1": "000000"})
    assert (pale.fill, pale.opacity) == ("#9fbeb7", 1.0)
    assert (same, line) == (leader, dotted)
    assert (ground.left, ground.top, ground.right, ground.bottom, ground.fill) == (10, 44, 24, 56, theme.CARD)


def test_nothing_of_a_map_shines_through_on_a_dark_template(atlas, w, draw):
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, scope="lausitz")
    deck = Presentation(io.BytesIO(write_deck(atlas, w, Collection((spec,)), template=dark(), draw=draw)))
    groups = [shape for shape in deck.slides[0].shapes if hasattr(shape, "shapes")]
    assert len(groups) >= 4
    assert [group.name for group in groups if next(group._element.iter(f"{A}alpha"), None) is not None] == []

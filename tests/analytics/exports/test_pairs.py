"""Two figures on one slide: side by side, each with its finding and its source, refreshed like two slides."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image
from pptx.util import Pt
from pypdf import PdfReader

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
from analytics.exports.presentation.pair_picture import Half, write_pair
from analytics.exports.presentation.pairs import group_halves
from analytics.exports.report import write_report
from data.errors import ExportError
from tests.analytics.exports.deck_edits import differing_slots, parts
from tests.analytics.exports.decks import older_atlas, opened, saved, without_tags
from tests.analytics.exports.gate.templates import TEMPLATES

RANKING = make_spec("ranking", year=2018, age_group="insgesamt", scope="lausitz")
SERIES = make_spec("series", kreise=("12062",), age_group="insgesamt")
PAIR = Collection((RANKING, replace(SERIES, beside=True), SERIES))
MAP = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, kreis="12062")
FACTS = make_spec("kreis_facts", ags="12062")
# A map beside a chart, key figures beside a map: with a slide after each, so that both pairs are told apart.
OTHERS = Collection((MAP, replace(RANKING, beside=True), FACTS, replace(MAP, beside=True)))
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


@pytest.mark.parametrize("collection", [PAIR, OTHERS], ids=["charts", "map and key figures"])
@pytest.mark.parametrize("lose", [lambda content: content, lambda content: saved(without_tags(content))])
def test_an_older_pair_becomes_the_one_of_today(atlas, older, w, draw, collection, lose):
    made = write_deck(older, w, collection, draw=draw)
    after = opened(refresh_deck(atlas, w, lose(made), draw=draw)).slides
    fresh = opened(write_deck(atlas, w, collection, draw=draw)).slides
    assert len(after) == len(fresh) == 2
    for one, other in zip(after, fresh, strict=True):
        assert differing_slots(one, other) == set()
        mine, theirs = parts(one), parts(other)
        assert [name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)] == []


def test_a_map_keeps_names_and_legend_in_half_a_slide(atlas, w, draw):
    left, right = opened(write_deck(atlas, w, OTHERS, draw=draw)).slides
    for slide, before, middle in ((left, "", slice(0, 1)), (right, "→ ", slice(1, 2))):
        shapes = {shape.name: shape for shape in slide.shapes}
        kreise, legend, labels = (shapes[f"{before}{name}"] for name in ("Kreise", "Legende", "Beschriftung"))
        assert len(kreise.shapes) == 20
        assert legend.left + legend.width <= kreise.left
        room = slide.part.package.presentation_part.presentation.slide_width // 2
        assert all(shape.left // room == middle.start for shape in (kreise, legend))
        said = " ".join(shape.text_frame.text for shape in labels.shapes if shape.has_text_frame)
        assert "Elbe-Elster" in said
        assert (
            min(run.font.size.pt for shape in legend.shapes for p in shape.text_frame.paragraphs for run in p.runs) == 9
        )
    assert sum(shape.name.startswith("Kennzahl") for shape in right.shapes) == 4


def test_bars_in_half_a_small_slide_keep_most_of_their_room(atlas, w, draw):
    pair = (make_spec("kreis_balance", ags="12062"), make_spec("growth", beside=True))
    slide = opened(write_deck(atlas, w, Collection(pair), template=TEMPLATES["4:3"](), draw=draw)).slides[0]
    chart = next(shape for shape in slide.shapes if shape.has_chart).chart
    axis = chart.value_axis
    # From 1,767 deaths to 516 births: about half of the width, the labels of both ends have the rest.
    assert (1767 + 516) / (axis.maximum_scale - axis.minimum_scale) > 0.45
    width = chart._chartSpace.find(".//{*}plotArea/{*}layout/{*}manualLayout/{*}w").get("val")
    assert float(width) > 0.5


def test_the_report_sets_both_side_by_side_below_one_heading(atlas, w, draw):
    pages = PdfReader(io.BytesIO(write_report(atlas, w, PAIR, draw=draw))).pages
    lines = pages[0].extract_text(extraction_mode="layout").split("\n")
    both = [line for line in lines if "gewinnt am" in line and "im Plus" in line]
    assert len(both) == 1
    assert both[0].index("gewinnt am") < both[0].index("im Plus")
    assert QUESTION.partition(" (")[0] in " ".join(pages[0].extract_text().split())


def test_a_map_and_key_figures_have_the_width_of_the_page_in_the_report(atlas, w, draw):
    pages = PdfReader(io.BytesIO(write_report(atlas, w, OTHERS, draw=draw))).pages
    lines = [line for page in pages for line in page.extract_text(extraction_mode="layout").split("\n")]
    # The first map has room below the title: it does not leave the first page half empty.
    assert "außer Prignitz, Spree-Neiße und Cottbus" in pages[0].extract_text()
    fact = re.compile(r"Bevölkerung\s+97\.967\s+Zensus 2022, 31\. Dezember 2024")
    assert [bool(fact.fullmatch(line.strip())) for line in lines].count(True) == 1
    (ranking,) = [line.strip() for line in lines if "gewinnt am" in line]
    assert ranking.startswith("2018: ")
    # The map stands above the chart and below the key figures, each with its whole finding on one line.
    assert [line.strip().endswith("außer Prignitz, Spree-Neiße und Cottbus") for line in lines].count(True) == 2


def test_one_picture_shows_both_figures_of_a_slide(atlas, w, draw):
    specs = PAIR.slides[:2]
    halves = [Half(draw(atlas, w, spec), finding) for spec, finding in zip(specs, ("Links", "Rechts"), strict=True)]
    picture = Image.open(io.BytesIO(write_pair(atlas, w, "Beide", tuple(halves)))).convert("L")
    assert picture.size == (2400, 1350)
    # Ink in both halves below the words, none between them.
    assert [len(picture.crop((x, 400, x + 1000, 1200)).getcolors()) > 50 for x in (80, 1240)] == [True, True]
    assert len(picture.crop((1176, 200, 1190, 1200)).getcolors()) == 1
    assert group_halves(PAIR.slides, ["a", "b", "c"]) == [("a", "b"), ("c",)]


def grouped(slide, names):
    group = slide.shapes.add_group_shape([shape for shape in slide.shapes if names(shape)])
    group.name = "Gruppe 99"


def chart_of_the_right_alone(slide):
    own = slide.shapes.add_textbox(0, 0, Pt(90), Pt(20))
    own.text_frame.text = "Meine Worte"
    grouped(slide, lambda shape: shape.name == "→ Diagramm" or shape.shape_id == own.shape_id)


def everything(slide):
    grouped(slide, lambda shape: not shape.is_placeholder)


def own_name(slide):
    next(shape for shape in slide.shapes if shape.name == "→ Diagramm").name = "Mein Diagramm"


def names_of_another_program(slide):
    for number, shape in enumerate(slide.shapes):
        if not shape.is_placeholder:
            shape.name = f"Google Shape;{number};p1"


def all_shapes(shapes):
    for shape in shapes:
        yield shape
        yield from all_shapes(shape.shapes) if hasattr(shape, "shapes") else ()


@pytest.mark.parametrize("arrange", [chart_of_the_right_alone, everything, own_name, names_of_another_program])
def test_grouped_and_renamed_both_get_the_figures_of_today_and_stay_so(atlas, w, draw, made, arrange):
    deck = opened(made)
    arrange(deck.slides[0])
    tree = [shape.name for shape in deck.slides[0].shapes if shape.name in ("Gruppe 99", "Mein Diagramm")]
    slide = opened(refresh_deck(atlas, w, saved(deck), draw=draw)).slides[0]
    charts = [shape for shape in all_shapes(slide.shapes) if getattr(shape, "has_chart", False)]
    fresh = [shape.chart for shape in opened(write_deck(atlas, w, PAIR, draw=draw)).slides[0].shapes if shape.has_chart]
    assert len(charts) == 2
    for shape, other in zip(charts, fresh, strict=True):
        mine, theirs = shape.chart.plots[0], other.plots[0]
        assert list(mine.categories) == list(theirs.categories)
        assert [list(one.values) for one in mine.series] == [list(one.values) for one in theirs.series]
    assert [shape.name for shape in slide.shapes if shape.name in ("Gruppe 99", "Mein Diagramm")] == tree
    assert ("Meine Worte" in [one.text_frame.text for one in all_shapes(slide.shapes) if one.has_text_frame]) == (
        arrange is chart_of_the_right_alone
    )


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


def test_a_slide_holds_two_figures_at_most_and_tables_have_one_for_themselves():
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

"""What a person changed on a slide stays; everything else is of today, in the look it would have if made today."""

import io
from copy import deepcopy
from dataclasses import replace

import openpyxl
import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Pt

from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.merging.years import YearWish
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from tests.analytics.exports.decks import saved

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SPECS = (
    make_spec("ranking", year=2018, age_group="insgesamt"),
    make_spec("series", kreise=("12062",), age_group="insgesamt"),
    make_spec("heatmap", area="12062"),
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018),
    make_spec("kreis_standing", ags="12062"),
)
RANKING, SERIES, GRID, MAP, DOTS = range(5)
# What follows the axis where a figure typed over needs a longer one.
LAID_OUT = {"axis|0|min", "axis|0|max", "frame|backdrop", "frame|labels", "place|labels|Land +8,4"}


@pytest.fixture(scope="module")
def older(atlas):
    """The package as it was when 2020 was the last year, with other figures for 2018 than today."""
    migration = atlas.migration[atlas.migration["year"] <= 2020].copy()
    # Elbe-Elster loses 2,000 people more and Barnim 5,000 fewer come: the order of the districts is another.
    for ags, persons in (("12062", -2000), ("12060", -5000)):
        rows = (migration["ags"] == ags) & (migration["year"] == 2018) & (migration["age_group"] == "insgesamt")
        migration.loc[rows, ["arrivals", "net"]] += persons
    return replace(atlas, migration=migration, version="older0000000")


@pytest.fixture(scope="module")
def old(older, w, draw) -> bytes:
    return write_deck(older, w, Collection(SPECS), draw=draw)


@pytest.fixture(scope="module")
def fresh(atlas, w, draw):
    return Presentation(io.BytesIO(write_deck(atlas, w, Collection(SPECS), draw=draw)))


@pytest.fixture
def deck(old):
    return Presentation(io.BytesIO(old))


@pytest.fixture
def refreshed(atlas, w, deck, draw):
    """Refreshes the deck as it was edited."""

    def refresh():
        return Presentation(io.BytesIO(refresh_deck(atlas, w, saved(deck), draw=draw)))

    return refresh


def shape(slide, role):
    return next(entry for entry in slide.shapes if role_of(entry.name) == role)


def space(slide):
    return shape(slide, "chart").chart._chartSpace


def categories(series):
    return [point.findtext(f"{C}v") for point in series.find(f"{C}cat").iter(f"{C}pt")]


def differing(mine, theirs) -> set[str]:
    """Places where two slides differ."""
    one, other = read_slots(mine), read_slots(theirs)
    return {slot for slot in one.keys() | other.keys() if one.get(slot) != other.get(slot)}


def frames(slide):
    return [(e.name, e.left, e.top, e.width, e.height) for e in slide.shapes if not e.is_placeholder]


def shapes_within(slide, role):
    return [
        (inner.name, inner.left, inner.top) for entry in slide.shapes if role_of(entry.name) == role
        for inner in entry.shapes
    ]  # fmt: skip


def test_a_deck_nobody_touched_becomes_the_one_made_today_to_every_look_and_place(refreshed, fresh):
    for mine, theirs in zip(refreshed().slides, fresh.slides, strict=True):
        assert differing(mine, theirs) == set()
        assert frames(mine) == frames(theirs)
        for role in ("labels", "backdrop", "legend"):
            assert shapes_within(mine, role) == shapes_within(theirs, role)


def test_one_number_typed_over_stays_and_all_others_follow(atlas, w, deck, refreshed, fresh, draw):
    series = next(space(deck.slides[RANKING]).iter(f"{C}ser"))
    place = categories(series).index("Cottbus")
    next(p for p in series.find(f"{C}val").iter(f"{C}pt") if p.get("idx") == str(place))[0].text = "99"
    slide = refreshed().slides[RANKING]
    name = next(slot for slot in read_slots(slide) if slot.endswith("|Cottbus") and slot.startswith("chart|"))
    assert differing(slide, fresh.slides[RANKING]) == {name} | LAID_OUT
    assert read_slots(slide)[name] == 99
    # The axis ends behind the bar, and the line of the Land stands at its value on it: +8,4.
    low, high = (read_slots(slide)[f"axis|0|{end}"] for end in ("min", "max"))
    assert 99 < high < 130
    left, width = (float(space(slide).find(f".//{C}plotArea//{C}{side}").get("val")) for side in ("x", "w"))
    chart, line = shape(slide, "chart"), shape(slide, "backdrop")
    share = ((line.left + line.width / 2 - chart.left) / chart.width - left) / width
    assert low + share * (high - low) == pytest.approx(8.4, abs=0.2)
    changes = [change for change in compare_deck(atlas, w, saved(deck), draw=draw) if change.slide == 1]
    assert [c.before for c in changes if c.status == "kept"] == ["+99,0"]
    # 98 more came than left, of 102,638 inhabitants at the end of 2018; 2,000 fewer when the deck was made.
    elster = next(change for change in changes if change.place.endswith("Elbe-Elster"))
    assert (elster.status, elster.before, elster.after) == ("changed", "−18,5", "+1,0")


def test_the_data_sheet_holds_the_typed_number_and_the_new_ones(deck, refreshed):
    series = next(space(deck.slides[RANKING]).iter(f"{C}ser"))
    place = categories(series).index("Cottbus")
    next(p for p in series.find(f"{C}val").iter(f"{C}pt") if p.get("idx") == str(place))[0].text = "99"
    slide = refreshed().slides[RANKING]
    sheet = openpyxl.load_workbook(io.BytesIO(shape(slide, "chart").chart.part.chart_workbook.xlsx_part.blob)).active
    rows = {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Cottbus"] == 99
    shown = {slot.rpartition("|")[2]: v for slot, v in read_slots(slide).items() if slot.startswith("chart|")}
    assert rows == pytest.approx(shown, abs=1e-6)


def test_a_bar_the_person_coloured_keeps_its_colour_at_its_new_rank(deck, refreshed, fresh):
    chart = shape(deck.slides[RANKING], "chart").chart
    names = list(chart.plots[0].categories)
    point = chart.plots[0].series[0].points[names.index("Elbe-Elster")]
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = RGBColor(0xFF, 0, 0xFF)
    slide = refreshed().slides[RANKING]
    found = {
        slot.rpartition("|")[2]
        for slot, look in read_slots(slide).items()
        if slot.startswith("style|") and "FF00FF" in look
    }
    assert found == {"Elbe-Elster"}
    own = {slot for slot in differing(slide, fresh.slides[RANKING]) if not slot.endswith("|Elbe-Elster")}
    assert own == set()


def test_a_line_keeps_colour_axis_and_title_when_years_come(atlas, w, deck, refreshed, fresh, draw):
    chart = shape(deck.slides[SERIES], "chart").chart
    chart.plots[0].series[0].format.line.color.rgb = RGBColor(0xFF, 0, 0xFF)
    chart.value_axis.maximum_scale = 40
    chart.has_title = True
    chart.chart_title.text_frame.text = "Mein Titel"
    slide = refreshed().slides[SERIES]
    chart = shape(slide, "chart").chart
    assert (
        list(chart.plots[0].categories)[-1] == list(shape(fresh.slides[SERIES], "chart").chart.plots[0].categories)[-1]
    )
    assert chart.plots[0].series[0].format.line.color.rgb == RGBColor(0xFF, 0, 0xFF)
    assert chart.value_axis.maximum_scale == 40
    assert chart.chart_title.text_frame.text == "Mein Titel"
    kept = {c.place: c.before for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.status == "kept"}
    assert kept == {
        "Farbe von Elbe-Elster": "#FF00FF", "Oberes Ende der Achse": "40", "Diagramm": "eigener Titel „Mein Titel“",
    }  # fmt: skip


def test_what_a_person_gave_a_chart_as_a_whole_is_listed_and_stays(atlas, w, deck, refreshed, draw):
    chart = shape(deck.slides[SERIES], "chart").chart
    chart.has_legend, chart.value_axis.has_major_gridlines = True, False
    chart.plots[0].series[0].smooth = True
    chart.font.name, chart.category_axis.tick_labels.font.size = "Georgia", Pt(18)
    kept = [(c.place, c.before) for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.status == "kept"]
    looks = ["eigene Legende", "ohne Gitterlinien", "geglättete Linien"]
    letters = ["eigene Schrift „Georgia“", "eigene Schriftgröße an einer Achse"]
    assert kept == [("Diagramm", said) for said in (*looks, *letters)]
    chart = shape(refreshed().slides[SERIES], "chart").chart
    assert (chart.has_legend, chart.value_axis.has_major_gridlines) == (True, False)
    assert chart.plots[0].series[0].smooth
    assert (chart.font.name, chart.category_axis.tick_labels.font.size) == ("Georgia", Pt(18))


def test_a_line_that_another_program_filled_is_nothing_the_person_did(atlas, w, deck, draw):
    """LibreOffice gives lines an inside and takes the edges of markers."""
    lines = shape(deck.slides[SERIES], "chart").chart.plots[0].series
    for style in (line._element.find(f"{C}spPr") for line in lines):
        style.insert(0, deepcopy(style.find(f"{A}ln/{A}solidFill")))
    edges = [edge for line in lines for edge in line._element.iterfind(f"{C}marker/{C}spPr/{A}ln")]
    assert edges
    for edge in edges:
        edge.getparent().remove(edge)
    listed = [c for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.slide == SERIES + 1]
    assert {c.status for c in listed} <= {"changed"}


def hollow_dots(slide):
    """Centres of the rings over the line of the Land, in order."""
    rings = [e for e in shape(slide, "labels").shapes if e.name.startswith("trace") and not e.text_frame.text]
    return [(ring.left + ring.width / 2, ring.top + ring.height / 2) for ring in rings]


def test_rings_stay_on_their_line_when_chart_and_axis_were_changed(deck, refreshed):
    """Worked out by hand from the frame of the chart, its plot area and its axis."""
    drawn = shape(deck.slides[SERIES], "chart")
    drawn.left, drawn.top, drawn.width, drawn.height = Pt(100), Pt(150), Pt(600), Pt(250)
    drawn.chart.value_axis.maximum_scale = 40
    slide = refreshed().slides[SERIES]
    chart = shape(slide, "chart")
    assert (chart.left, chart.width) == (Pt(100), Pt(600))
    inner = {tag: float(chart.chart._chartSpace.find(f".//{C}{tag}").get("val")) for tag in "xywh"}
    axis, values = chart.chart.value_axis, list(chart.chart.plots[0].series[1].values)
    expected = []
    for place, value in enumerate(values):
        if value is not None:
            x = chart.left + chart.width * (inner["x"] + inner["w"] * (place + 0.5) / len(values))
            share = (axis.maximum_scale - value) / (axis.maximum_scale - axis.minimum_scale)
            expected.append((x, chart.top + chart.height * (inner["y"] + inner["h"] * share)))
    dots = hollow_dots(slide)
    assert len(dots) > 10
    for dot in dots:
        assert min(abs(dot[0] - x) + abs(dot[1] - y) for x, y in expected) < Pt(1.5)


def test_a_cell_typed_over_stays_and_the_new_years_come(atlas, w, deck, refreshed, fresh, draw):
    table = shape(deck.slides[GRID], "table").table
    years = [cell.text for cell in table.rows[0].cells]
    table.cell(2, years.index("2010")).text_frame.paragraphs[0].runs[0].text = "k. A."
    slide = refreshed().slides[GRID]
    table = shape(slide, "table").table
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads == [cell.text for cell in shape(fresh.slides[GRID], "table").table.rows[0].cells]
    assert set(heads) - set(years) == {"2021", "2022", "2023", "2024"}
    assert differing(slide, fresh.slides[GRID]) == {f"table|2|{heads.index('2010')}"}
    kept = [change for change in compare_deck(atlas, w, saved(deck), draw=draw) if change.status == "kept"]
    assert [(change.place, change.before) for change in kept] == [(f"{table.cell(2, 0).text} · 2010", "k. A.")]
    assert sum(column.width for column in table.columns) == pytest.approx(shape(slide, "table").width, abs=100)


def test_a_row_the_person_deleted_stays_away_and_one_of_their_own_stays(deck, refreshed):
    table = shape(deck.slides[GRID], "table").table._tbl
    rows = table.tr_lst
    own = deepcopy(rows[1])
    texts = [next(iter(cell.iter(f"{A}t")), None) for cell in own.iter(f"{A}tc")]
    texts[0].text = "Mein Ziel"
    gone = "".join(rows[3].tc_lst[0].itertext())
    table.remove(rows[3])
    rows[2].addnext(own)
    names = [row.cells[0].text for row in shape(refreshed().slides[GRID], "table").table.rows]
    assert gone not in names
    assert names[3] == "Mein Ziel"


def test_a_label_of_the_map_keeps_its_own_name_and_gets_the_new_value(deck, refreshed, fresh):
    def label(slide):
        return next(e for e in shape(slide, "labels").shapes if e.has_text_frame and e.name.startswith("Bautzen"))

    label(deck.slides[MAP]).text_frame.paragraphs[0].runs[0].text = "LK Bautzen"
    slide = refreshed().slides[MAP]
    assert [p.text for p in label(slide).text_frame.paragraphs] == ["LK Bautzen", "+1,1"]
    others = [e.text_frame.text for e in shape(slide, "labels").shapes if e.has_text_frame]
    made = [e.text_frame.text for e in shape(fresh.slides[MAP], "labels").shapes if e.has_text_frame]
    assert sum(1 for one, other in zip(others, made, strict=True) if one != other) == 1


def test_labels_of_a_map_that_was_moved_stand_on_their_districts(deck, refreshed, fresh):
    """Every shape of the map is moved by 60 points to the left and 20 down: so are the new labels."""
    slide = deck.slides[MAP]
    for entry in slide.shapes:
        if role_of(entry.name) not in ("legend", "source", "subtitle") and not entry.is_placeholder:
            entry.left, entry.top = entry.left - Pt(60), entry.top + Pt(20)
    mine, theirs = refreshed().slides[MAP], fresh.slides[MAP]
    before, after = shape(theirs, "map"), shape(mine, "map")
    scale = after.width / before.width
    for role in ("labels", "members"):
        here, there = shape(mine, role), shape(theirs, role)
        assert (here.left - after.left) / scale == pytest.approx(there.left - before.left, abs=Pt(12))
        assert (here.top - after.top) / scale == pytest.approx(there.top - before.top, abs=Pt(12))


def test_what_was_kept_once_is_kept_again(atlas, w, deck, draw):
    chart = shape(deck.slides[SERIES], "chart").chart
    chart.plots[0].series[0].format.line.color.rgb = RGBColor(0xFF, 0, 0xFF)
    chart.value_axis.maximum_scale = 40
    once = refresh_deck(atlas, w, saved(deck), draw=draw)
    slide = Presentation(io.BytesIO(refresh_deck(atlas, w, once, draw=draw))).slides[SERIES]
    chart = shape(slide, "chart").chart
    assert chart.value_axis.maximum_scale == 40
    assert chart.plots[0].series[0].format.line.color.rgb == RGBColor(0xFF, 0, 0xFF)


def years_of(atlas, w, content, draw, **chosen):
    changes = compare_deck(atlas, w, content, draw=draw, **chosen)
    return [(change.slide, change.before, change.after, change.status) for change in changes if change.place == "Jahr"]


@pytest.fixture(scope="module")
def two_years(older, w, draw) -> bytes:
    """Key figures, which always show the latest year, and maps of the latest year then, 2020, and of 2015."""
    area = {"indicator": "net_per_1000", "age_group": "insgesamt"}
    specs = (
        make_spec("kreis_facts", ags="12062"),
        make_spec("map", year=2020, **area),
        make_spec("map", year=2015, **area),
    )
    return write_deck(older, w, Collection(specs), draw=draw)


def test_a_slide_of_the_latest_year_then_shows_the_latest_of_today(atlas, w, two_years, draw):
    assert years_of(atlas, w, two_years, draw) == [(2, "2020", "2024", "changed")]
    once = refresh_deck(atlas, w, two_years, draw=draw)
    slides = Presentation(io.BytesIO(once)).slides
    assert slides[1].shapes.title.text_frame.text.count("2024") == 1
    assert "2015" in slides[2].shapes.title.text_frame.text
    assert {change.status for change in compare_deck(atlas, w, once, draw=draw)} == {"same"}


def test_whoever_keeps_the_years_is_told_of_the_newer_one_now_and_next_time(atlas, w, two_years, draw):
    kept = [(2, "2020", "2024", "kept")]
    assert years_of(atlas, w, two_years, draw, years=YearWish(deck=False)) == kept
    once = refresh_deck(atlas, w, two_years, draw=draw, years=YearWish(deck=False))
    assert "2020" in Presentation(io.BytesIO(once)).slides[1].shapes.title.text_frame.text
    assert years_of(atlas, w, once, draw, years=YearWish(deck=False)) == kept


def test_a_slide_whose_own_headline_names_the_year_keeps_it_and_says_so(atlas, w, two_years, draw):
    deck = Presentation(io.BytesIO(two_years))
    deck.slides[1].shapes.title.text_frame.text = "So war es 2020"
    assert years_of(atlas, w, saved(deck), draw) == [(2, "2020", "2024", "kept")]


def in_data_sheet(chart, **cells):
    """Types numbers into the data sheet alone, as a program does that leaves the chart's own copy as it was."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    for name, value in cells.items():
        book.active[name] = value
    buffer = io.BytesIO()
    book.save(buffer)
    chart.part.chart_workbook.update_from_xlsx_blob(buffer.getvalue())


def test_a_number_typed_into_the_data_sheet_alone_is_an_edit(atlas, w, deck, refreshed, fresh, draw):
    drawn = shape(deck.slides[RANKING], "chart").chart
    row = list(drawn.plots[0].categories).index("Cottbus") + 2
    in_data_sheet(drawn, **{f"B{row}": 42.5})
    slide = refreshed().slides[RANKING]
    name = next(slot for slot in read_slots(slide) if slot.endswith("|Cottbus") and slot.startswith("chart|"))
    assert differing(slide, fresh.slides[RANKING]) == {name} | LAID_OUT - {"axis|0|min"}
    assert 42.5 < read_slots(slide)["axis|0|max"] < 55
    assert read_slots(slide)[name] == 42.5
    sheet = openpyxl.load_workbook(io.BytesIO(shape(slide, "chart").chart.part.chart_workbook.xlsx_part.blob)).active
    assert {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}["Cottbus"] == 42.5
    changes = [change for change in compare_deck(atlas, w, saved(deck), draw=draw) if change.slide == 1]
    assert [(c.place.rpartition(" ")[2], c.before) for c in changes if c.status == "kept"] == [("Cottbus", "+42,5")]


def test_a_point_moved_in_the_data_sheet_alone_is_an_edit(deck, refreshed):
    in_data_sheet(shape(deck.slides[DOTS], "chart").chart, A2=-77.0)
    slide = refreshed().slides[DOTS]
    assert float(next(space(slide).iter(f"{C}xVal")).findtext(f".//{C}v")) == -77
    assert [slot for slot in read_slots(slide) if "|-77#" in slot]


def test_a_data_sheet_of_another_making_says_nothing_of_the_person(atlas, w, old, deck, draw):
    in_data_sheet(shape(deck.slides[RANKING], "chart").chart, **{f"B{row}": row for row in range(2, 22)})
    statuses = {c.status for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.slide == 1}
    assert "kept" not in statuses


@pytest.mark.parametrize("cached", ["#N/A", "#DIV/0!", ""])
def test_a_cell_whose_number_became_an_error_stays_a_gap(atlas, w, deck, refreshed, fresh, draw, cached):
    """PowerPoint caches the error of a cell as a point; others an empty one."""
    series = next(space(deck.slides[RANKING]).iter(f"{C}ser"))
    place = categories(series).index("Cottbus")
    next(p for p in series.find(f"{C}val").iter(f"{C}pt") if p.get("idx") == str(place))[0].text = cached
    slide = refreshed().slides[RANKING]
    gone = differing(fresh.slides[RANKING], slide) - LAID_OUT
    assert [slot.rpartition("|")[2] for slot in gone] == ["Cottbus"]
    assert not any(slot.startswith("chart|") and slot.endswith("|Cottbus") for slot in read_slots(slide))
    changes = [change for change in compare_deck(atlas, w, saved(deck), draw=draw) if change.slide == 1]
    assert [(c.place, c.before) for c in changes if c.status == "kept"] == [("Cottbus", "gelöscht")]

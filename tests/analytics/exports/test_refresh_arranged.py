"""Shapes a person grouped, renamed or took apart are refreshed like others; what was done is told, one fact a line."""

import io

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.util import Pt

from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from tests.analytics.exports.decks import older_atlas, saved

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SPECS = (
    make_spec("ranking", year=2018, age_group="insgesamt"),
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018),
    make_spec("heatmap", area="12062"),
    make_spec("kreis_facts", ags="12062"),
)
RANKING, MAP, GRID, FACTS = range(4)
# 98 more came to Elbe-Elster than left in 2018, of 102,638 inhabitants at the end of the year.
ELSTER = 0.954812


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


@pytest.fixture
def kept(atlas, w, deck, draw):
    """What stays as the person left it on a slide: place and words."""

    def listed(number):
        changes = compare_deck(atlas, w, saved(deck), draw=draw)
        return [
            (c.place, c.before) for c in changes if c.status == "kept" and c.slide == number + 1 and c.place != "Jahr"
        ]

    return listed


def shape(slide, role):
    return next(entry for entry in slide.shapes if role_of(entry.name) == role)


def values(chart):
    return dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))


def test_a_chart_in_a_group_of_the_person_is_refreshed_and_stays_in_the_group(deck, refreshed, kept):
    slide = deck.slides[RANKING]
    note = slide.shapes.add_textbox(Pt(10), Pt(10), Pt(90), Pt(20))
    members = [entry for entry in slide.shapes if role_of(entry.name) in ("chart", "labels", "backdrop")]
    group = slide.shapes.add_group_shape([*members, note])
    group.name = "Meine Gruppe"
    # Half as large, at another place.
    group.left, group.top, group.width, group.height = Pt(100), Pt(120), group.width // 2, group.height // 2
    after = refreshed().slides[RANKING]
    again = next(entry for entry in after.shapes if entry.name == "Meine Gruppe")
    assert len(again.shapes) == len(members) + 1
    assert values(next(e for e in again.shapes if e.has_chart).chart)["Elbe-Elster"] == pytest.approx(ELSTER, abs=1e-3)
    for one, other in zip((again.left, again.top, again.width), (group.left, group.top, group.width), strict=True):
        assert one == pytest.approx(other, abs=Pt(3))


@pytest.mark.parametrize(("number", "role"), [(RANKING, "chart"), (MAP, "map"), (GRID, "table")])
def test_a_shape_with_a_name_of_the_persons_own_is_found_by_what_it_holds(deck, refreshed, kept, number, role):
    shape(deck.slides[number], role).name = "Mein Element"
    assert kept(number) == []
    after = refreshed().slides[number]
    mine = next(entry for entry in after.shapes if entry.name == "Mein Element")
    mine.name = {"chart": "Diagramm", "map": "Kreise", "table": "Tabelle"}[role]
    figures = read_slots(after)
    wanted = {"chart": "Elbe-Elster", "map": "map|12062", "table": "table|0|25"}[role]
    value = next(value for slot, value in figures.items() if slot.endswith(wanted) and not slot.startswith("style"))
    # The grid of the years from 2000 on ends in 2024.
    assert value in (pytest.approx(ELSTER, abs=1e-3), "Elbe-Elster: +1,0", "2024")


def test_a_chart_of_the_person_on_a_slide_without_ours_is_left_alone(deck, refreshed):
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    slide = deck.slides[RANKING]
    ours = shape(slide, "chart")._element
    ours.getparent().remove(ours)
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("Eigenes", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Pt(200), Pt(200), data).name = "Mein Kuchen"
    mine = next(entry for entry in refreshed().slides[RANKING].shapes if entry.name == "Mein Kuchen")
    assert list(mine.chart.plots[0].series[0].values) == [1, 2]


def test_a_map_taken_apart_gets_the_figures_of_today_and_stays_apart(deck, refreshed, kept):
    slide = deck.slides[MAP]
    group = shape(slide, "map")
    areas = [entry._element for entry in group.shapes]
    for area in areas:
        group._element.addprevious(area)
    group._element.getparent().remove(group._element)
    assert kept(MAP) == []
    after = refreshed().slides[MAP]
    assert "map" not in {role_of(entry.name) for entry in after.shapes}
    area = next(entry for entry in after.shapes if entry.name.startswith("12062"))
    assert area._element.xpath(".//p:cNvPr")[0].get("descr") == "Elbe-Elster: +1,0"


def test_no_two_shapes_have_one_number_so_that_animations_find_theirs(refreshed):
    for slide in refreshed().slides:
        numbers = [entry.get("id") for entry in slide._element.iter(f"{P}cNvPr")]
        assert len(numbers) == len(set(numbers))


def test_the_labels_of_a_chart_keep_their_number(deck, refreshed):
    made = shape(deck.slides[RANKING], "labels").shape_id
    assert shape(refreshed().slides[RANKING], "labels").shape_id == made


def test_moved_frames_are_listed_once_and_not_again_what_moved_with_them(atlas, w, deck, refreshed, kept, draw):
    chart = shape(deck.slides[RANKING], "chart")
    chart.left, chart.width = chart.left + Pt(30), chart.width - Pt(60)
    assert kept(RANKING) == [("Diagramm", "verschoben und in der Größe geändert")]
    again = compare_deck(atlas, w, saved(refreshed()), draw=draw)
    assert [(c.place, c.status) for c in again if c.slide == 1 and c.place != "Jahr"] == [("Diagramm", "kept")]


def test_what_was_deleted_is_one_fact_however_many_figures_it_had(deck, kept):
    chart = shape(deck.slides[RANKING], "chart")._element
    chart.getparent().remove(chart)
    table = shape(deck.slides[GRID], "table").table._tbl
    table.remove(table.tr_lst[2])
    area = next(e for e in shape(deck.slides[MAP], "map").shapes if e.name.startswith("12054"))._element
    area.getparent().remove(area)
    assert kept(RANKING) == [("Diagramm", "gelöscht")]
    assert kept(GRID) == [("Zeile „unter 18 Jahre“", "gelöscht")]
    assert kept(MAP) == [("Potsdam", "gelöscht")]


def test_own_grounds_and_merged_cells_are_listed(deck, kept):
    table = shape(deck.slides[GRID], "table").table
    for column in (3, 4):
        cell = table.cell(1, column)
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor(0xFF, 0, 0xFF)
    table.cell(2, 1).merge(table.cell(3, 2))
    assert kept(GRID) == [
        ("4 Zellen", "verbunden"),
        ("alle Altersgruppen · 2002 und alle Altersgruppen · 2003", "eigene Hintergrundfarbe #FF00FF"),
    ]


def test_a_recoloured_district_is_listed_with_the_colour_of_today(atlas, w, deck, draw):
    area = next(e for e in shape(deck.slides[MAP], "map").shapes if e.name.startswith("12062"))
    area.fill.patterned()
    change = next(c for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.place == "Farbe von Elbe-Elster")
    assert (change.status, change.before, change.after) == ("kept", "schraffiert", "#E2EBE5")


def test_new_years_of_a_row_are_one_fact(atlas, w, deck, draw):
    changes = [c for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.slide == GRID + 1]
    added = [(c.place, c.after) for c in changes if c.place.startswith("65 Jahre und älter")]
    # 14 more of the 26,5 thousand in 2021 and so on, as the page shows them.
    assert [place for place, _ in added] == ["65 Jahre und älter · 2021–2024"]
    assert len(added[0][1].split("; ")) == 4


def test_a_series_and_a_bar_keep_the_names_a_person_gave_them_with_the_look_of_today(deck, refreshed, kept):
    space = shape(deck.slides[RANKING], "chart").chart._chartSpace
    series = next(space.iter(f"{C}ser"))
    series.find(f".//{C}tx//{C}v").text = "Mein Name"
    name = next(v for v in series.find(f"{C}cat").iter(f"{C}v") if v.text == "Elbe-Elster")
    name.text = "LK EE"
    assert [fact for fact in kept(RANKING) if not fact[0].startswith("Farbe")] == [
        ("Datenreihe „Wanderungssaldo über Kreisgrenzen je 1.000 Einwohner“", "Mein Name"), ("Elbe-Elster", "LK EE"),
    ]  # fmt: skip
    chart = shape(refreshed().slides[RANKING], "chart").chart
    assert chart.plots[0].series[0].name == "Mein Name"
    assert values(chart)["LK EE"] == pytest.approx(ELSTER, abs=1e-3)


def test_a_chart_linked_to_a_file_elsewhere_is_no_reason_to_refuse_the_deck(deck, refreshed):
    part = shape(deck.slides[RANKING], "chart").chart.part
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"
    data = part._element.find(f"{C}externalData")
    data.set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
        part.relate_to("file:///C:/mappe.xlsx", kind, is_external=True),
    )
    chart = shape(refreshed().slides[RANKING], "chart").chart
    assert values(chart)["Elbe-Elster"] == pytest.approx(ELSTER, abs=1e-3)
    assert chart.part.chart_workbook.xlsx_part is not None


def test_labels_that_another_program_made_plain_shapes_are_not_taken_for_deleted(deck, refreshed, kept):
    labels = shape(deck.slides[MAP], "labels")
    for entry in labels.shapes:
        entry._element.xpath(".//p:cNvSpPr")[0].attrib.pop("txBox", None)
    assert kept(MAP) == []
    words = [e.text_frame.text for e in shape(refreshed().slides[MAP], "labels").shapes if e.has_text_frame]
    assert "Bautzen\n+1,1" in words


def test_a_figure_that_another_program_split_into_pieces_is_replaced_as_one(deck, refreshed):
    def saldo(slide):
        card = next(e for e in slide.shapes if e.name.startswith("Kennzahl 2"))
        return card.text_frame.paragraphs[1]

    line = saldo(deck.slides[FACTS])
    made = line.runs[0].text
    line.runs[0].text = made[:1]
    line.add_run().text = made[1:]
    assert saldo(refreshed().slides[FACTS]).text == "+4,7"


def cards(slide):
    return [shape for shape in slide.shapes if role_of(shape.name) == "card"]


def test_cards_follow_what_they_say_in_place_and_size_and_one_that_was_moved_stays(atlas, w, deck, refreshed, kept):
    def look(card):
        sizes = [line.runs[0].font.size for line in card.text_frame.paragraphs]
        return card.left, card.top, card.width, card.height, sizes

    moved = cards(deck.slides[FACTS])[1]
    moved.left, moved.top, moved.height = Pt(200), Pt(300), Pt(90)
    after = cards(refreshed().slides[FACTS])
    fresh = cards(Presentation(io.BytesIO(write_deck(atlas, w, Collection(SPECS[FACTS:])))).slides[0])
    assert [look(after[place]) for place in (0, 2, 3)] == [look(fresh[place]) for place in (0, 2, 3)]
    assert look(after[1])[:4] == (Pt(200), Pt(300), moved.width, Pt(90))
    assert look(after[1])[4] == look(fresh[1])[4]
    assert kept(FACTS) == [("Kennzahl „Saldo insgesamt“", "verschoben und in der Größe geändert")]


def test_a_point_the_person_deleted_gets_no_number_again_and_is_listed(deck, refreshed, kept):
    chart = shape(deck.slides[RANKING], "chart").chart
    series = chart.plots[0].series[0]
    pairs = [(n, v) for n, v in zip(chart.plots[0].categories, series.values, strict=True) if n != "Cottbus"]
    data = CategoryChartData()
    data.categories = [name for name, _ in pairs]
    data.add_series(series.name, [value for _, value in pairs])
    chart.replace_data(data)
    assert ("Cottbus", "gelöscht") in kept(RANKING)
    after = values(shape(refreshed().slides[RANKING], "chart").chart)
    assert after["Cottbus"] is None
    assert after["Elbe-Elster"] == pytest.approx(ELSTER, abs=1e-3)


def test_a_line_the_person_deleted_stays_away_and_is_listed(atlas, w, draw):
    spec = make_spec("series", kreise=("12062", "12054"), age_group="insgesamt")
    deck = Presentation(io.BytesIO(write_deck(older_atlas(atlas), w, Collection((spec,)), draw=draw)))
    line = next(ser for ser in shape(deck.slides[0], "chart").chart.plots[0].series if ser.name == "Potsdam")._element
    line.getparent().remove(line)
    kept = [(c.place, c.before) for c in compare_deck(atlas, w, saved(deck), draw=draw) if c.status == "kept"]
    assert kept == [("Datenreihe „Potsdam“", "gelöscht")]
    after = Presentation(io.BytesIO(refresh_deck(atlas, w, saved(deck), draw=draw))).slides[0]
    assert [ser.name for ser in shape(after, "chart").chart.plots[0].series] == ["Elbe-Elster", "Land Brandenburg"]


def test_what_lies_over_a_map_goes_after_it_once_and_no_further(atlas, w, deck, refreshed, draw):
    slide = deck.slides[MAP]
    group, dots = shape(slide, "map"), shape(slide, "members")
    before = (dots.left - group.left) / group.width, dots.width / group.width
    # Only the map: half as large, at another place.
    group.left, group.top, group.width, group.height = Pt(300), Pt(150), group.width // 2, group.height // 2
    once = refreshed()
    twice = Presentation(io.BytesIO(refresh_deck(atlas, w, saved(once), draw=draw)))
    for after in (once.slides[MAP], twice.slides[MAP]):
        group, dots = shape(after, "map"), shape(after, "members")
        assert ((dots.left - group.left) / group.width, dots.width / group.width) == pytest.approx(before, abs=0.02)

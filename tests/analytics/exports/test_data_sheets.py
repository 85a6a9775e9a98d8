"""The sheet behind a chart on a slide: what its values are, of whom, and where they come from."""

import io

import openpyxl
import pytest
from pptx import Presentation

from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec

RATE = "Wanderungssaldo über Kreisgrenzen je 1.000 Einwohner"
FROM_MEDIAN = "Abstand vom Median aller Kreise"


def sheet_of(atlas, w, draw, spec):
    """Heads and rows of the data sheet of a slide's chart."""
    slide = Presentation(io.BytesIO(write_deck(atlas, w, Collection((spec,)), draw=draw))).slides[0]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    head, *rows = book.active.iter_rows(values_only=True)
    return head, rows, book.active


def test_the_data_sheet_names_its_sources(atlas, w, draw):
    spec = make_spec("ranking", year=2018, age_group="insgesamt")
    _, _, sheet = sheet_of(atlas, w, draw, spec)
    head, first, *_ = sheet.parent["Quellen"].iter_rows(values_only=True)
    assert head == ("Quelle", "Adresse der Quelle", "Stand", "Lizenz")
    assert first[0].startswith("Statistische Ämter des Bundes und der Länder")
    assert first[1] == "https://www.regionalstatistik.de"
    assert first[3] == "dl-de/by-2-0"


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        (make_spec("kreis_ages", ags="12062"), "Wanderungssaldo je 1.000 Gleichaltrige"),
        (
            make_spec("ranking", year=2018, age_group="insgesamt"),
            "Wanderungssaldo über Kreisgrenzen je 1.000 Einwohner",
        ),
        (make_spec("kreis_peers", ags="12062"), "Wanderungssaldo je 1.000 Einwohner"),
    ],
)
def test_a_series_is_called_after_the_measure_it_holds(atlas, w, draw, spec, name):
    head, _, sheet = sheet_of(atlas, w, draw, spec)
    assert head[1] == name
    assert sheet["B2"].number_format == "#,##0.0"


def test_a_point_of_the_data_sheet_names_its_district_and_says_when_there_is_no_year(atlas, w, draw):
    head, rows, _ = sheet_of(atlas, w, draw, make_spec("turnaround", age_group="insgesamt"))
    assert head[:2] == ("Erstes Jahr mit dauerhaftem Plus aus Umzügen über Kreisgrenzen", "Zeile im Diagramm")
    table = draw(atlas, w, make_spec("turnaround", age_group="insgesamt")).table.set_index("name")
    assert {row[2] for row in rows} == set(table.index)
    for row in rows:
        year = table.loc[row[2], "turn_year"]
        assert row[3].startswith("noch nicht" if year != year else str(int(year))), row


def test_a_place_that_stands_for_words_shows_these_in_the_data_sheet(atlas, w, draw):
    spec = make_spec("turnaround", age_group="30-50")
    _, rows, sheet = sheet_of(atlas, w, draw, spec)
    last = draw(atlas, w, spec).table["turn_year"].max()
    shown = {cell.value: cell.number_format for row in sheet["A2" : f"C{len(rows) + 1}"] for cell in (row[0], row[2])}
    assert {year: shown[year] for year in shown if year > last} == {2027: '"bis 2024 noch nicht"'}


@pytest.mark.parametrize(
    ("spec", "head"),
    [
        (
            make_spec("kreis_standing", ags="12062"),
            [f"{FROM_MEDIAN} in skalierten medianen absoluten Abweichungen (MAD)", "Zeile im Diagramm"],
        ),
        (make_spec("series", kreise=("12062",), age_group="insgesamt"), [RATE, "Elbe-Elster"]),
        (
            make_spec("kreis_population", ags="12062"),
            ["Bevölkerung von Elbe-Elster am 31.12.", "vor dem Zensus 2011", "Zensus 2011", "Zensus 2022"],
        ),
    ],
)
def test_the_data_sheet_says_what_its_values_are(atlas, w, draw, spec, head):
    found, _, _ = sheet_of(atlas, w, draw, spec)
    assert [name for name in found if name][: len(head)] == head

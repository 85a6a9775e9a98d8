"""The seven districts of the Lausitz side by side: one native chart each, all on one scale."""

import io

import openpyxl
import pytest
from pptx import Presentation

from analytics.exports.pptx.refresh import refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, draw_view, make_spec
from data.errors import UnknownNameError
from tests.analytics.exports.decks import older_atlas, opened, saved

SPEC = make_spec("small_multiples", age_group="insgesamt")
SEVEN = [
    "Cottbus", "Dahme-Spreewald", "Elbe-Elster", "Oberspreewald-Lausitz", "Spree-Neiße", "Bautzen", "Görlitz",
]  # fmt: skip


def charts(content: bytes):
    slide = Presentation(io.BytesIO(content)).slides[0]
    return {shape.name.partition(" · ")[2]: shape for shape in slide.shapes if shape.has_chart}


@pytest.fixture(scope="module")
def written(atlas, w, draw):
    return write_deck(atlas, w, Collection((SPEC,)), draw=draw)


def test_the_figure_holds_every_district_and_says_how_many_gained_first_and_last(atlas, w):
    figure = draw_view(atlas, w, SPEC)
    # Of the seven only Dahme-Spreewald gained in 2000 (7,958 came, 5,937 left); in 2024 all did.
    assert figure.headline == "2024: 7 von 7 Kreisen im Plus – 2000: 1 von 7"
    assert list(dict.fromkeys(figure.table["name"])) == SEVEN
    with pytest.raises(UnknownNameError):
        draw_view(atlas, w, make_spec("small_multiples", age_group="insgesamt", scope="land"))


def test_each_district_has_a_native_chart_of_its_years_on_the_same_scale(written):
    found = charts(written)
    assert list(found) == SEVEN
    bounds = {(shape.chart.value_axis.minimum_scale, shape.chart.value_axis.maximum_scale) for shape in found.values()}
    assert bounds == {(-20.0, 30.0)}
    tops = {(shape.top, shape.height, shape.width // 12700) for shape in found.values()}
    assert len(tops) == 1
    assert [plot.series[0].name for shape in found.values() for plot in shape.chart.plots] == SEVEN
    sheet = openpyxl.load_workbook(io.BytesIO(found["Cottbus"].chart.part.chart_workbook.xlsx_part.blob)).active
    rows = {str(year): value for year, value in sheet.iter_rows(min_row=2, max_col=2, values_only=True)}
    assert (min(rows), max(rows)) == ("2000", "2024")


def test_a_refresh_brings_the_new_years_and_leaves_a_chart_where_it_was_moved(atlas, w, draw, written):
    deck = opened(write_deck(older_atlas(atlas), w, Collection((SPEC,)), draw=draw))
    moved = next(shape for shape in deck.slides[0].shapes if shape.name.endswith(" · Bautzen"))
    moved.top += 127000
    after, fresh = charts(refresh_deck(atlas, w, saved(deck), draw=draw)), charts(written)
    for name, shape in after.items():
        assert list(shape.chart.plots[0].series[0].values) == list(fresh[name].chart.plots[0].series[0].values)
    assert after["Bautzen"].top == fresh["Bautzen"].top + 127000
    assert after["Görlitz"].top == fresh["Görlitz"].top

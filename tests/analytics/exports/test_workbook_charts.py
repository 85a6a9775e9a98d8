"""Charts of the workbook are native, refer to cells that hold the numbers of the page, and name their axes."""

import io
import re
import zipfile

import openpyxl
import pytest

from analytics.exports.presentation.collection import Collection, make_spec
from analytics.exports.workbook import write_workbook

SPECS = (
    make_spec("ranking", year=2018, age_group="insgesamt"),
    make_spec("series", kreise=("12062",), age_group="insgesamt"),
    make_spec("register"),
    make_spec("land_balance"),
)
RANKING, SERIES, REGISTER, BALANCE = range(4)


@pytest.fixture(scope="module")
def content(atlas, w, draw) -> bytes:
    return write_workbook(atlas, w, Collection(SPECS), draw=draw)


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def charts(content):
    """XML of each chart in the order of the sheets."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [archive.read(name).decode() for name in names]


def cells(sheet, chart, tag):
    """What stands in the cells that the first series refers to."""
    where = re.search(rf"<c:{tag}>.*?<c:f>.*?!(.*?)</c:f>", chart).group(1).replace("$", "")
    return [cell.value for row in sheet[where] for cell in row]


def test_each_sheet_of_a_figure_with_a_chart_has_one_and_a_list_has_none(book, charts):
    assert [len(sheet._charts) for sheet in book.worksheets] == [1, 1, 0, 1, 0]
    assert len(charts) == 3


def test_the_bars_refer_to_the_figures_of_the_page(atlas, w, draw, book, charts):
    table = draw(atlas, w, SPECS[RANKING]).table
    sheet = book.worksheets[RANKING]
    shown = dict(zip(cells(sheet, charts[0], "cat"), cells(sheet, charts[0], "val"), strict=True))
    assert shown == pytest.approx(dict(zip(table["name"], table["value"].astype(float), strict=True)))
    # 98 more came than left, of 102,638 inhabitants at the end of 2018.
    assert shown["Elbe-Elster"] == pytest.approx(1000 * 98 / 102_638, abs=0.01)


def test_axes_are_named_after_measure_and_unit(charts):
    titles = [re.findall(r"<a:t>(.*?)</a:t>", chart) for chart in charts]
    assert "Kreis" in titles[0]
    assert any("je 1.000 Einwohner" in title for title in titles[0])
    assert "Jahr" in titles[1]


def test_a_missing_year_is_a_gap(book, charts):
    sheet = book.worksheets[SERIES]
    values = dict(zip(cells(sheet, charts[1], "cat"), cells(sheet, charts[1], "val"), strict=True))
    assert values["2001"] is None
    assert '<c:dispBlanksAs val="gap"/>' in charts[1] or "dispBlanksAs" not in charts[1]

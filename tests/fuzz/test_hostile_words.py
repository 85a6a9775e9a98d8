"""Names out of the data stay words, in every view and every file, whatever they try to be."""

import csv
import io
import re
import zipfile

import lxml.html
import openpyxl
import pytest
from lxml import etree
from pypdf import PdfReader

from analytics.exports.html.iframe_page import write_embedded
from analytics.exports.html.map_file import place_entries
from analytics.exports.html.table import table_html
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, draw_slide_figure, make_spec
from analytics.exports.report import write_report
from analytics.exports.table import write_csv
from analytics.exports.views import VIEWS, MapView, figure_of
from analytics.exports.workbook import write_workbook
from analytics.figure.sources import source_links
from analytics.language import get_wording
from tests.fuzz.hostile import EVIL, FORMULA, NAME, VALUES, make_hostile

W = get_wording("de")
# Every look of a slide, and every view that shows names.
_SLIDES = (
    "kpis", "growth", "events", "initiative_grants", "per_member", "kreis_initiatives", "kreis_funding", "register",
    "profile", "member_funding", "member_outcomes", "member_events", "member_sources", "map",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(atlas):
    return make_hostile(atlas)


def spec_of(name: str):
    own = {"comparison": "population", "kreis": "unemployment_rate"}.get(name.partition("_")[0])
    values = VALUES | ({"indicator": own} if own else {})
    return make_spec(name, **{one.name: values[one.name] for one in VIEWS[name].params if one.needed})


@pytest.fixture(scope="module")
def collection():
    return Collection(tuple(spec_of(name) for name in _SLIDES), NAME)


def check_markup(text: str) -> None:
    """No element or attribute that only the hostile words could have brought."""
    tree = lxml.html.document_fromstring(text)
    for element in tree.iter(etree.Element):
        for attribute, value in element.attrib.items():
            assert not attribute.lower().startswith("on"), (element.tag, attribute)
            if attribute in ("href", "src", "action", "formaction", "xlink:href"):
                assert not any(evil in value.lower() for evil in EVIL), (element.tag, value)
                assert value != "x"


@pytest.mark.parametrize("name", list(VIEWS))
def test_the_names_in_a_view_are_words_on_the_page_in_the_frame_and_in_the_file(hostile, name):
    drawn = draw_slide_figure(hostile, W, spec_of(name))
    figure = figure_of(drawn)
    check_markup(write_embedded(hostile, W, drawn, assets="..", start="../").decode())
    check_markup(table_html(figure, W))
    rows = csv.reader(io.StringIO(write_csv(figure, hostile, W).decode("utf-8-sig")), delimiter=";")
    risky = [cell for row in rows for cell in row if re.match(r"[=@\t\r]|[+-](?![\d.,\s]*%?$)", cell)]
    assert [cell for cell in risky if "HYPERLINK" in cell or "(" in cell] == []


def test_the_register_shows_the_whole_name(hostile):
    figure = figure_of(draw_slide_figure(hostile, W, spec_of("register")))
    shown = lxml.html.document_fromstring(table_html(figure, W)).text_content()
    assert FORMULA in shown


def test_no_slide_holds_an_address_from_a_name(hostile, collection):
    content = write_deck(hostile, W, collection)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                tree = etree.fromstring(archive.read(part))
                targets = [one.get("Target", "") for one in tree.iter("{*}Relationship")]
                assert not any(evil in target for target in targets for evil in EVIL), part
            if part.endswith(".xlsx"):
                check_workbook(archive.read(part))


def check_workbook(content: bytes) -> None:
    """No cell calculates, none leads to a foreign address."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                assert not cell.hyperlink or not any(evil in str(cell.hyperlink.target) for evil in EVIL)


def test_no_cell_of_the_workbook_calculates_or_links(hostile, collection):
    check_workbook(write_workbook(hostile, W, collection))


def test_the_report_is_set_as_it_stands_and_links_nowhere(hostile, collection):
    reader = PdfReader(io.BytesIO(write_report(hostile, W, collection)))
    links = [
        str(note.get_object().get("/A", {}).get("/URI", ""))
        for page in reader.pages
        for note in page.get("/Annots") or []
    ]
    assert [link for link in links if any(evil in link for evil in EVIL)] == []
    written = "".join(page.extract_text() for page in reader.pages)
    assert "#link(" in re.sub(r"\s", "", written)


def test_the_line_of_sources_holds_no_link_but_the_sources_own(hostile):
    line = source_links(hostile, list(hostile.sources["source_id"])[:6], W)
    bare = re.sub(r"\\.", "", line)
    addresses = re.findall(r"\]\(([^)]*)\)", bare)
    assert addresses
    assert all(address.startswith("http") and not any(evil in address for evil in EVIL) for address in addresses)


def test_the_points_of_the_map_are_data_and_no_markup(hostile):
    drawn = draw_slide_figure(hostile, W, spec_of("map"))
    assert isinstance(drawn, MapView)
    page = write_embedded(hostile, W, drawn, assets="..", start="../").decode()
    assert "<img src=x" not in page
    assert all(isinstance(entry, dict) for entry in place_entries(hostile))

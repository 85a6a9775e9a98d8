"""Files of the map: pictures, the offline page, the table."""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image

from analytics.exports.drawing.picture import write_picture
from analytics.exports.html.map_file import map_script, map_style, write_map_html
from analytics.exports.table import write_csv
from analytics.exports.views import ALL_NAMES, MARKS, draw_map_view
from analytics.language import get_wording
from analytics.maps.legend import legend_place
from analytics.maps.table import draw_map_table
from analytics.maps.view import compute_map_view
from data.errors import UnknownNameError

NET = {"indicator": "net_per_1000", "age_group": "30-50"}


@pytest.fixture(scope="module")
def view(atlas):
    return compute_map_view(atlas, get_wording("de"), **NET)


def on_paper(atlas, year, file_format, kreis=""):
    """The map as `/export/karte` draws it."""
    w = get_wording("de")
    shown = draw_map_view(atlas, w, **NET, year=year, kreis=kreis, members=MARKS, labels=ALL_NAMES)
    return write_picture(atlas, w, shown, shape="a4", file_format=file_format)


@pytest.fixture(scope="module")
def svg(atlas):
    return on_paper(atlas, 2018, "svg", "12062").decode()


@pytest.fixture(scope="module")
def page(atlas):
    return write_map_html(atlas, get_wording("de"), **NET, year=2016, kreis="12062").decode()


def test_the_svg_carries_finding_licence_and_colours_as_words(svg, view):
    drawing = ET.fromstring(svg)  # noqa: S314 - our own file
    text = " ".join(" ".join(node.itertext()) for node in drawing.iter("{http://www.w3.org/2000/svg}title"))
    assert not list(drawing.iter("{http://www.w3.org/2000/svg}text")), "without our font its words would move"
    assert "Die 30- bis 50-Jährigen kommen" in text
    assert "Elbe-Elster +8,3" in text
    # Every district has its name, its value below it.
    assert all(f"{kreis['name']} {kreis['t'][view['years'].index(2018)]}" in text for kreis in view["kreise"])
    assert "dl-de/by-2-0" in text
    assert "BKG 2016 (Daten verändert)" in re.sub(r"\s+", " ", text)
    for colour in {view["legend"]["colours"][kreis["c"][-1]] for kreis in view["kreise"]}:
        assert colour in svg


def test_the_same_view_gives_the_same_svg(atlas, svg):
    assert on_paper(atlas, 2018, "svg", "12062").decode() == svg


@pytest.mark.parametrize("year", [2001, 2018])
def test_the_png_is_a_picture_of_the_year_even_without_values(atlas, year):
    picture = Image.open(io.BytesIO(on_paper(atlas, year, "png")))
    assert picture.format == "PNG"
    assert picture.width > 1500


def test_a_year_outside_the_view_is_refused(atlas):
    with pytest.raises(UnknownNameError) as refused:
        on_paper(atlas, 1999, "png")
    assert (refused.value.kind, refused.value.value) == ("year", 1999)


def test_a_value_stands_on_the_legend_inside_its_class(view):
    legend = view["legend"]
    at = legend_place(legend, 8.345)
    assert legend["limits"][int(at) - 1] <= 8.345 < legend["limits"][int(at)]
    assert legend_place(legend, legend["bounds"][0]) == 0
    assert legend_place(legend, legend["bounds"][-1]) == len(legend["colours"])


def test_the_offline_page_asks_no_other_address(page):
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "http" not in markup
    assert not re.search(r"\b(src|href)=", markup)
    assert "url(http" not in page
    # What remains are citations shown as links, Leaflet's own comment and the name of the SVG namespace.
    addresses = {address.split("/")[2] for address in re.findall(r"https?://[\w.-]+[^\s\"'<>)]*", page)}
    assert addresses <= {
        "www.regionalstatistik.de",
        "www.destatis.de",
        "www-genesis.destatis.de",
        "www.bkg.bund.de",
        "www.geonames.org",
        "leafletjs.com",
        "www.w3.org",
    }


def test_the_offline_page_cannot_be_ended_early_by_data(page):
    scripts = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, flags=re.DOTALL)
    assert len(scripts) == 2
    assert all("<" not in content for content in scripts)


def test_a_name_that_looks_like_a_template_is_a_name(atlas):
    evil = "{{ 7 * 7 }}{% raw %}{# ab #}"
    changed = replace(atlas, members=atlas.members.assign(name=evil), version="evil")
    page = write_map_html(changed, get_wording("de"), **NET).decode()
    assert evil in page
    assert '"49' not in page


def test_the_bundle_has_one_entry_and_no_imports_left():
    script = map_script()
    assert script.count("export default") == 1
    assert not re.search(r"^\s*import ", script, flags=re.MULTILINE)
    assert not re.search(r"^export (?!default)", script, flags=re.MULTILINE)


def test_no_name_is_declared_twice_in_the_bundle():
    names = re.findall(r"^(?:async )?(?:function|const|let) (\w+)", map_script(), flags=re.MULTILINE)
    names += re.findall(r"^export default async function (\w+)", map_script(), flags=re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_the_style_loads_nothing():
    assert "url(" not in map_style()


@pytest.mark.parametrize(("lang", "separator", "value"), [("de", ";", "8,345336"), ("en", ",", "8.345336")])
def test_the_table_holds_all_years_with_status_and_reason(atlas, lang, separator, value):
    words = get_wording(lang)
    content = write_csv(draw_map_table(atlas, words, **NET, year=2018), atlas, words).decode("utf-8-sig")
    lines = content.splitlines()
    assert len(lines) == 1 + 20 * 25
    row = next(line for line in lines if line.startswith(f"12062{separator}Elbe-Elster{separator}2018"))
    assert value in row
    gap = next(line for line in lines if line.startswith(f"12062{separator}Elbe-Elster{separator}2001"))
    assert "missing" in gap
    assert "2001" in gap.split(separator)[8]

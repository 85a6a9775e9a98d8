"""Report, workbook and pictures, and that all of them say the same as the figure."""

import csv
import io
import math
import os
import re
import shutil
import subprocess
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from analytics.commands import main
from analytics.exports.drawing.picture import picture_name, write_picture
from analytics.exports.pptx.framing.mark import read_frame_mark
from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.exports.presentation.stories import STORIES, tell_story
from analytics.exports.report import write_report
from analytics.exports.table import write_csv
from analytics.exports.worded_numbers import number_in
from analytics.exports.workbook import sheet_names, write_workbook
from analytics.figure.model import Column, Figure, format_cell
from analytics.language import get_wording

RANKING = make_spec("ranking", year=2018, age_group="insgesamt")
REGISTER = make_spec("kreis_funding", ags="12062")


@pytest.fixture(scope="module")
def report(atlas, w, collection, draw) -> bytes:
    return write_report(atlas, w, collection, draw=draw)


@pytest.fixture(scope="module")
def text(report) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(report)).pages).split())


@pytest.fixture(scope="module")
def book(atlas, w, collection, draw):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(atlas, w, collection, draw=draw)))


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", words)


def test_the_report_is_tagged_titled_and_in_german(report):
    root = PdfReader(io.BytesIO(report)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("de")
    assert PdfReader(io.BytesIO(report)).metadata.title == "Probe"
    assert b"pdfuaid:part" in report or "/StructTreeRoot" in root


def test_the_report_holds_every_headline_and_the_table_of_sources(atlas, w, collection, draw, text):
    for spec in collection.slides:
        content = draw(atlas, w, spec)
        assert squeezed(getattr(content, "figure", content).headline) in squeezed(text)
    assert "Quellenverzeichnis" in text


def test_figure_slide_report_and_workbook_say_the_same_number_by_number(atlas, w, draw):
    figure = draw(atlas, w, RANKING)
    wanted = dict(zip(figure.table["name"], figure.table["value"].astype(float), strict=True))
    collection = Collection((RANKING,))
    slide = Presentation(io.BytesIO(write_deck(atlas, w, collection, draw=draw))).slides[0]
    on_slide = {
        slot.rpartition("|")[2]: value for slot, value in read_slots(slide).items() if slot.startswith("chart|")
    }
    assert on_slide == pytest.approx(wanted, abs=1e-6)
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(atlas, w, collection, draw=draw))).worksheets[0]
    rows = list(sheet.iter_rows(min_row=5, max_row=24, values_only=True))
    assert {row[1]: row[3] for row in rows} == pytest.approx(wanted)
    pdf = PdfReader(io.BytesIO(write_report(atlas, w, collection, draw=draw)))
    words = squeezed(" ".join(page.extract_text() for page in pdf.pages))
    for name, value in wanted.items():
        assert squeezed(name) in words
        assert squeezed(w.signed(value)) in words


def test_a_table_says_the_same_on_slide_in_report_and_workbook(atlas, w, draw):
    figure = draw(atlas, w, REGISTER)
    collection = Collection((REGISTER,))
    slots = read_slots(Presentation(io.BytesIO(write_deck(atlas, w, collection, draw=draw))).slides[0])
    pdf = PdfReader(io.BytesIO(write_report(atlas, w, collection, draw=draw)))
    words = squeezed(" ".join(page.extract_text() for page in pdf.pages))
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(atlas, w, collection, draw=draw))).worksheets[0]
    for number, (_, row) in enumerate(figure.table.iterrows(), start=1):
        column = figure.columns[2]
        value = format_cell(row[column.name], column.kind, w)
        assert slots[f"table|{number}|2"] == value
        assert squeezed(value) in words
        assert sheet.cell(4 + number, 3).value == row[column.name]


NUMBERS = {"int", "signed_int", "decimal1", "signed1", "eur", "year", "percent"}


@pytest.mark.parametrize("story", list(STORIES))
def test_each_number_of_a_story_stands_in_the_workbook_and_in_the_file_of_the_page(atlas, w, draw, story):
    collection = tell_story(atlas, w, story, kreis="12062")
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(atlas, w, collection, draw=draw)))
    compared = 0
    for spec, sheet in zip(collection.slides, book.worksheets[:-1], strict=True):
        content = draw(atlas, w, spec)
        figure = getattr(content, "figure", content)
        head = 5 if spec.remark else 4
        page = list(csv.reader(io.StringIO(write_csv(figure, atlas, w, plain=True).decode()), delimiter=","))
        for place, column in enumerate(figure.columns):
            if column.kind not in NUMBERS:
                continue
            wanted = [None if pd.isna(value) else float(value) for value in figure.table[column.name]]
            in_book = [sheet.cell(head + 1 + row, place + 1).value for row in range(len(wanted))]
            in_file = [float(row[place]) if row[place] else None for row in page[1:]]
            assert in_book == pytest.approx(wanted), (figure.key, column.name)
            assert in_file == pytest.approx(wanted, abs=1e-6), (figure.key, column.name)
            compared += len(wanted)
    assert compared > 0


def test_numbers_in_the_workbook_are_numbers_and_missing_ones_are_empty(book):
    grid = book.worksheets[5]
    values = [row[4] for row in grid.iter_rows(min_row=5, max_row=137, values_only=True)]
    assert any(value is None for value in values)
    assert all(value is None or isinstance(value, int | float) for value in values)


def test_each_sheet_names_its_figure_and_the_sources_have_a_sheet(book, collection):
    assert len(book.worksheets) == len(collection.slides) + 1
    assert book.worksheets[-1].title == "Quellen"
    assert book.worksheets[1]["A1"].value.startswith("Von 3 auf 23")
    assert book.worksheets[1]["A3"].value.startswith("Zażółć")


def test_no_cell_of_the_workbook_runs_as_a_formula(atlas, w):
    table = pd.DataFrame(
        {"name": ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2"], "value": [1.0, math.nan, 2.0, -3.5]}
    )
    columns = (Column("name", "=HYPERLINK(1)"), Column("value", "Wert", "signed1"))
    figure = Figure("probe", "=1+1", "+2", "-", table, columns, (str(atlas.sources["source_id"].iloc[0]),))
    content = write_workbook(atlas, w, Collection((make_spec("growth"),)), draw=lambda *_: figure)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert [sheet.cell(row, 1).value for row in range(5, 9)] == list(table["name"])


def test_sheet_names_are_short_unique_and_allowed():
    names = sheet_names(["Von 3 auf 23: [alles] / was * war? " * 3, "Von 3 auf 23: [alles] / was * war? " * 3, "'"])
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_a_sheet_name_is_cut_between_words_and_counted_as_excel_counts():
    assert sheet_names(["Mehr Zuzüge als Fortzüge: 2018 gewinnen alle"]) == ["1 Mehr Zuzüge als Fortzüge…"]
    # A sign outside the basic plane counts two: 2 + 14 * 2 + 1 = 31.
    assert sheet_names(["🏡" * 40]) == ["1 " + "🏡" * 14 + "…"]


def cells_under(book, number, heading):
    sheet = book.worksheets[number]
    head = next(row for row in sheet.iter_rows(max_row=6) if heading in [cell.value for cell in row])
    at = next(cell.column for cell in head if cell.value == heading)
    return [sheet.cell(row, at) for row in range(head[0].row + 1, sheet.max_row + 1)]


def test_beside_worded_figures_and_days_stand_numbers_and_dates(atlas, w, draw):
    specs = (make_spec("network_funding"), make_spec("events"), make_spec("kreis_facts", ags="12062"))
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(atlas, w, Collection(specs), draw=draw)))
    worded, numbers = (cells_under(book, 0, heading) for heading in ("Betrag", "Betrag (Zahl)"))
    assert (worded[0].value, numbers[0].value, numbers[0].number_format) == ("rund 50.000\xa0€", 50000, "#,##0")
    days = cells_under(book, 1, "Datum (Tag)")
    assert (days[0].value, days[0].number_format) == (datetime(2017, 5, 18), "dd.mm.yyyy")
    # 97.967 people, +4.7 and +12.4 per 1,000.
    assert [cell.value for cell in cells_under(book, 2, "Wert (Zahl)")][:3] == [97967, 4.7, 12.4]


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        ("de", "rund 50.000\xa0€", 50000), ("de", "\u22121.234,5", -1234.5), ("de", "1,2 Mio. €", 1_200_000),
        ("de", "+21.062", 21062), ("de", "2017", None), ("de", "2017–2019", None), ("de", "18. Mai 2017", None),
        ("de", "12062", None), ("de", "16 von 20", None), ("de", "keine Angabe", None),
        ("de", "rbb24", None), ("de", "3. Fachtag", None), ("en", "about €50,000", 50000), ("en", "1,234.5", 1234.5),
    ],
)  # fmt: skip
def test_the_number_of_a_worded_figure_is_read_in_its_language(lang, text, number):
    assert number_in(text, get_wording(lang)) == number


def test_headings_and_states_of_a_map_are_words(atlas, w, draw):
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(atlas, w, Collection((spec,)), draw=draw)))
    assert "net_per_1000" not in [cell.value for cell in book.worksheets[0][4]]
    assert {cell.value for cell in cells_under(book, 0, "Status")[:20]} == {"veröffentlicht"}


def test_a_sheet_is_ready_to_print_and_to_filter(book):
    sheet = book.worksheets[5]
    assert sheet.page_setup.orientation == "landscape"
    # One page wide is what the format says without a word; as many pages long as needed.
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    # A table has its own filter, and its headings are those of the cells, each once.
    for one in book.worksheets:
        for table in one.tables.values():
            assert table.autoFilter.ref == table.ref
            shown = [str(cell.value) for cell in one[table.ref][0]]
            assert [column.name for column in table.tableColumns] == shown
            assert len({name.casefold() for name in shown}) == len(shown)
    assert min(sheet.tables.values(), key=lambda table: table.ref).ref.startswith("A4:")


@pytest.mark.parametrize(("shape", "size"), [("wide", (2400, 1350)), ("square", (2000, 2000)), ("a4", (1654, None))])
def test_pictures_have_the_size_of_their_form_at_twice_the_resolution(atlas, w, draw, shape, size):
    picture = Image.open(io.BytesIO(write_picture(atlas, w, draw(atlas, w, RANKING), shape=shape)))
    assert picture.width == size[0]
    assert size[1] in (None, picture.height)


def test_a_transparent_picture_has_no_ground_and_a_white_one_has(atlas, w, draw):
    content = draw(atlas, w, RANKING)
    clear = Image.open(io.BytesIO(write_picture(atlas, w, content, transparent=True))).convert("RGBA")
    solid = Image.open(io.BytesIO(write_picture(atlas, w, content))).convert("RGBA")
    assert clear.getpixel((2, 2))[3] == 0
    assert solid.getpixel((2, 2))[3] == 255


def test_an_svg_holds_headline_source_and_licence_as_words(atlas, w, draw):
    figure = draw(atlas, w, make_spec("network_funding"))
    svg = write_picture(atlas, w, figure, file_format="svg").decode()
    words = squeezed(" ".join(re.findall(r"<title>([^<]+)</title>", svg)))
    assert squeezed(figure.headline)[:40] in words
    assert "Lizenz:" in words
    assert "http://" not in re.sub(
        r'xmlns[^"]*"[^"]*"|"http://www.w3.org[^"]*"|http://(purl|creativecommons|www.w3)[^<"]*', "", svg
    )


def test_an_svg_needs_no_font_to_keep_its_layout(atlas, w, draw):
    """Its words are outlines; one that a document carries with our font keeps them as text."""
    content = draw(atlas, w, RANKING)
    assert b"<text" not in write_picture(atlas, w, content, file_format="svg")
    assert b"<text" in write_picture(atlas, w, content, file_format="svg", framed=False)


@pytest.mark.parametrize(
    ("size_mm", "pixels"), [((160, None), (1259, 708)), ((None, 90), (1259, 708)), ((100, 150), (787, 1181))]
)
def test_a_picture_has_the_size_on_paper_it_is_asked_for(atlas, w, draw, size_mm, pixels):
    """160 mm at 200 dots per inch are 1259 dots; a side left out follows the form, 16:9."""
    picture = Image.open(io.BytesIO(write_picture(atlas, w, draw(atlas, w, RANKING), size_mm=size_mm)))
    assert picture.size == pytest.approx(pixels, abs=2)


def test_a_picture_is_the_same_file_each_time(atlas, w, draw):
    content = draw(atlas, w, RANKING)
    assert write_picture(atlas, w, content, file_format="svg") == write_picture(atlas, w, content, file_format="svg")


def test_file_names_say_what_is_inside(atlas, w, draw, collection):
    shown = draw(atlas, w, collection.slides[6])
    assert picture_name(shown, "wide", "png") == "karte_net_per_1000_insgesamt_2018-16zu9.png"


def test_the_command_line_writes_a_workbook_and_says_what_is_wrong(tmp_path, capsys):
    target = tmp_path / "foerderbilanz.xlsx"
    assert main(["workbook", "--story", "foerderbilanz", "-o", str(target)]) == 0
    assert len(openpyxl.load_workbook(target).worksheets) == 7
    assert main(["deck", "--story", "kreis", "-o", str(tmp_path / "kreis.pptx")]) == 1
    assert "Kreis" in capsys.readouterr().err


@pytest.mark.usefixtures("read_before")
def test_the_command_line_puts_slides_around_a_deck_or_leaves_them_out(tmp_path):
    def kinds(*options):
        target = tmp_path / "deck.pptx"
        assert main(["deck", "--story", "besuch", "--kreis", "12062", *options, "-o", str(target)]) == 0
        marks = [read_frame_mark(slide) for slide in Presentation(target).slides]
        return [mark.kind for mark in marks if mark], {mark.sender for mark in marks if mark}

    found, senders = kinds("--agenda", "--closing", "--no-sources", "--sender", "Büro der Landrätin")
    assert (found, senders) == (["cover", "agenda", "closing"], {"Büro der Landrätin"})
    assert set(kinds()[0]) == {"cover", "sources"}


@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize(
    ("name", "start"), [("x.PNG", b"\x89PNG"), ("x.svg", b"<?xml"), ("x.SVG", b"<?xml"), ("x.pdf", b"%PDF")]
)
def test_a_picture_is_what_its_name_says(name, start, tmp_path):
    assert main(["picture", "--story", "foerderbilanz", "--slide", "2", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        (["picture", "--slide", "1"], "x.jpg", ".png, .svg und .pdf"),
        (["picture", "--slide", "1"], "x", ".png, .svg und .pdf"),
        (["deck"], "x.pdf", ".pptx"),
        (["workbook"], "x.csv", ".xlsx"),
        (["report"], "x.docx", ".pdf"),
    ],
)
def test_a_name_of_another_format_is_refused(command, name, words, tmp_path, capsys):
    assert main([*command, "--story", "foerderbilanz", "-o", str(tmp_path / name)]) == 1
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize("slide", ["0", "-1", "7", "99"])
def test_a_slide_the_story_does_not_have_is_refused(slide, tmp_path, capsys):
    """The funding balance has six slides."""
    assert main(["picture", "--story", "foerderbilanz", "--slide", slide, "-o", str(tmp_path / "x.png")]) == 1
    assert "die Sammlung hat 6" in capsys.readouterr().err


@pytest.mark.usefixtures("read_before")
def test_the_command_line_takes_a_size_in_millimetres_and_no_background(tmp_path, capsys):
    target = tmp_path / "x.pdf"
    command = ["picture", "--story", "foerderbilanz", "--slide", "2", "-o", str(target)]
    assert main([*command, "--width-mm", "160", "--height-mm", "100", "--transparent"]) == 0
    box = PdfReader(target).pages[0].mediabox
    assert [float(side) / 72 * 25.4 for side in (box.width, box.height)] == pytest.approx([160, 100], abs=0.1)
    for wrong in ("0", "-5", "nan", "9999"):
        assert main([*command, "--width-mm", wrong]) == 1
        assert "zwischen 80 und 600 mm" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_kind_of_slide(deck, collection, tmp_path):
    (tmp_path / "deck.pptx").write_bytes(deck)
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "deck.pptx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=os.environ | {"HOME": str(tmp_path)})
    assert len(PdfReader(tmp_path / "deck.pdf").pages) == len(collection.slides)

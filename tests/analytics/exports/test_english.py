"""English files are English throughout: decks with notes and data sheets, workbooks, reports, tables, citations."""

import csv
import io
import re
from datetime import date

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from analytics.exports.citation import make_citation, write_citation
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.stories import STORIES, tell_story
from analytics.exports.report import write_report
from analytics.exports.table import write_csv
from analytics.exports.workbook import write_workbook
from analytics.language import get_wording
from analytics.language.source_words import cite, name_licence

EN = get_wording("en")
# What stands in a table of the atlas as a name is the same in every language.
_NAMES = {
    "sources": ("publisher", "title"), "members": ("name", "organisation", "place", "region"), "carriers": ("name",),
    "kreise": ("name",), "panel_kreise": ("name",), "gemeinden": ("name",),
    "funding": ("recipient", "funder", "programme"), "membership_counts": ("publisher",), "events": ("name",),
}  # fmt: skip
# Named in a remark of the funding table only.
_FORMER = "Arbeits- und Ausbildungsförderungsverein"
# Addresses, and titles in quotation marks: a name too.
_QUOTED = re.compile(r"https?://\S+|[„“][^“”]*[“”]")
_GERMAN = re.compile(
    r"\b(?:und|oder|der|die|das|dem|des|ein|eine|einer|nicht|mit|von|vom|zum|zur|für|je|im|am|bei|nach|aus|auf|ohne|seit"
    r"|über|unter|rund|knapp|mehr|weniger|als|eigene|Auswahl|Berechnung|Tabellen?|unbekannt|Lizenz|Quellen?|Datenlizenz"
    r"|Namensnennung|Datenstand|Jahre?n?|Einwohner|Gleichaltrige|keine?r?|alle|Zuzüge|Fortzüge|Saldo|Kreise?n?|Folien?"
    r"|gelesen|Angaben?|zitiert|Vervielfältigung|gestattet|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
    r"|Veranstaltung|Förderung|läuft|beendet)\b|\bo\.\sD\.|\b\d\d?\.\d\d?\.(?:19|20)\d\d\b|(?<![\d,.])\d+,\d\d?(?!\d)"
)


@pytest.fixture(scope="module")
def names(atlas):
    """Names of the data, longest first, so that none is left in halves."""
    tables = atlas.tables()
    found = {
        str(value)
        for table, columns in _NAMES.items()
        for column in columns
        if table in tables and column in tables[table]
        for value in tables[table][column].dropna()
    }
    parts = {part.strip() for name in found for part in re.split(r"[;,„“()]", name)}
    return sorted((name for name in found | parts | {_FORMER} if len(name) > 3), key=len, reverse=True)


def german_in(texts, names) -> list[str]:
    left = set()
    for text in set(texts):
        plain = " ".join(_QUOTED.sub("·", text).replace("\u00a0", " ").split())
        if not _GERMAN.search(plain):
            continue
        # A hyphen may end a line.
        plain = plain.replace("- ", "-")
        for name in names:
            plain = plain.replace(name.replace("- ", "-"), "·")
        if _GERMAN.search(plain):
            left.add(f"{_GERMAN.findall(plain)}: {plain}")
    return sorted(left)


def words_of_deck(content: bytes) -> list[str]:
    """Everything a slide, its notes and its charts say, alternative texts and data sheets included."""
    said = []
    for slide in Presentation(io.BytesIO(content)).slides:
        roots = [slide._element, slide.notes_slide.notes_text_frame._txBody]
        for shape in slide.shapes:
            if shape.has_chart:
                roots.append(shape.chart._chartSpace)
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                said += words_of_book(book)
        for root in roots:
            said += ["".join(node.itertext()) for node in root.iter("{*}p")]
            said += [node.get("descr", "") for node in root.iter("{*}cNvPr")]
            said += [node.text or "" for node in root.iter("{*}v", "{*}f")]
    # A mark for programs, written in the alphabet of base 64.
    return [text for text in said if not re.search(r"[A-Za-z0-9+/=]{60}", text)]


def words_of_book(book) -> list[str]:
    cells = [
        str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell
    ]
    return [*book.sheetnames, *cells]


@pytest.mark.parametrize("story", list(STORIES))
def test_no_german_is_left_in_an_english_file(atlas, draw, names, story):
    collection = tell_story(atlas, EN, story, kreis="12062")
    assert german_in(words_of_deck(write_deck(atlas, EN, collection, draw=draw)), names) == []
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(atlas, EN, collection, draw=draw)))
    assert german_in(words_of_book(book), names) == []
    report = PdfReader(io.BytesIO(write_report(atlas, EN, collection, draw=draw)))
    # Lines of a page are put together: a name may be broken over two of them.
    text = " ".join(" ".join(page.extract_text().replace("\u00ad", "-").split()) for page in report.pages)
    # Addresses in the table of sources are broken anywhere; its words stand in the workbook too.
    assert german_in(re.split(r"(?<=[.;])\s", text.rpartition("Table of sources")[0]), names) == []


def test_no_german_is_left_in_an_english_table_or_citation(atlas, draw, names):
    for story in STORIES:
        for spec in tell_story(atlas, EN, story, kreis="12062").slides:
            content = draw(atlas, EN, spec)
            figure = getattr(content, "figure", content)
            rows = csv.reader(io.StringIO(write_csv(figure, atlas, EN).decode("utf-8-sig")))
            day = date(2026, 11, 29)
            cited = make_citation(atlas, EN, figure, publisher="Atlas", address="x", dated=day, accessed=day)
            forms = [write_citation(cited, form, EN) for form in ("txt", "ris")]
            assert german_in([*(cell for row in rows for cell in row), *forms], names) == []


def test_every_licence_and_citation_of_the_sources_has_english_words(atlas, names):
    """A new phrase in sources.csv needs its English in `analytics/language/source_words.py`."""
    german = {name_licence(text, get_wording("de")) for text in atlas.sources["licence"]}
    assert german == set(atlas.sources["licence"])
    alike = {text for text in german if name_licence(text, EN) == text}
    assert alike == {"Apache License 2.0", "CC BY 4.0", "GeoNutzV"}
    assert german_in((cite(text, EN) for text in atlas.sources["citation"]), names) == []


def test_uploaded_files_and_unknown_words_are_cited_too():
    assert cite("Eigene Angabe; 12711-04-02-4; Datei wanderung.csv", EN) == (
        "no publisher stated; 12711-04-02-4; file wanderung.csv"
    )
    assert cite("Spreebote, 12.2018", EN) == "Spreebote, December 2018"
    assert cite("Spreebote, 99.2018", EN) == "Spreebote, 99.2018"
    assert name_licence("etwas Eigenes", EN) == "etwas Eigenes"

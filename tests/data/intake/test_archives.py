"""Archives and pages that are no table: each is called what it is, and no sentence holds an empty pair of brackets."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import read_file
from data.intake.workbooks.workbook import MAX_FILES
from tests.samples import books

TABLE = [["AGS", "Jahr", "Altersgruppe", "Zuzüge", "Fortzüge"], ["12066", 2018, "insgesamt", 5, 4]]


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def without(data: bytes, name: str) -> bytes:
    """The archive without one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({one: archive.read(one) for one in archive.namelist() if one != name})


def errors(data: bytes, name: str = "x.zip") -> list[str]:
    return [one.code for one in read_file(data, name).findings if one.severity == "error"]


def said(data: bytes, lang: str = "de", name: str = "x.zip") -> str:
    return finding_text(read_file(data, name).findings[0], get_wording(lang)).what


@pytest.mark.parametrize("ending", ["csv", "txt", "jpg"])
def test_more_files_than_anybody_packs_are_counted_and_said(ending):
    data = packed({f"f{number}.{ending}": "a;b\n1;2\n" for number in range(MAX_FILES + 1)})
    assert said(data) == "Das Archiv enthält 10.001 Dateien; Archive mit mehr als 10.000 werden nicht geöffnet."
    assert said(data, "en") == "The archive holds 10,001 files; archives with more than 10,000 are not opened."


def test_as_many_files_as_are_allowed_are_opened():
    data = packed({"a.csv": "x", **{f"f{number}.jpg": "x" for number in range(MAX_FILES - 1)}})
    assert "archive_many_files" not in errors(data)


@pytest.mark.parametrize(
    "parts", [{}, {"folder/": ""}, {"a.csv": ""}, {"a.csv": "", "b.txt": "", "c/": ""}, {"__MACOSX/a.csv": "x"}]
)
def test_an_archive_without_content_is_called_empty(parts):
    assert said(packed(parts)) == "Das Archiv ist leer: Es enthält keine Datei oder nur Dateien ohne Inhalt."


def test_files_that_are_no_tables_are_named():
    assert said(packed({"a.jpg": "x"})) == "Das Archiv enthält keine Tabelle (a.jpg)."


@pytest.mark.parametrize("part", ["mimetype", "META-INF/manifest.xml"])
def test_a_spreadsheet_that_lacks_one_of_its_labels_is_read_all_the_same(part):
    whole = read_file(books.ods({"Daten": TABLE}), "x.ods")
    bare = read_file(without(books.ods({"Daten": TABLE}), part), "x.ods")
    assert whole.recognition.container == bare.recognition.container == "ods"
    assert [one.code for one in bare.findings] == [one.code for one in whole.findings]


@pytest.mark.parametrize(("kind", "word"), [("text", "Textdokument"), ("presentation", "Präsentationsdatei")])
def test_another_document_of_the_same_office_is_named(kind, word):
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    data = packed({"mimetype": mimetype, "content.xml": "<a/>"})
    assert word in said(data, name="x.odt")
    manifest = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}-template"/>'
    assert word in said(packed({"META-INF/manifest.xml": manifest, "content.xml": "<a/>"}), name="x.ott")


def test_a_workbook_that_is_refused_inside_an_archive_says_why():
    locked = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "x",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
        }
    )
    assert errors(locked, "x.ods") == ["password_protected"]
    assert errors(packed({"x.ods": locked})) == ["password_protected"]
    assert errors(packed({"x.xlsx": books.book({"Daten": TABLE})[:-90]})) == ["archive_damaged"]
    assert errors(packed({"x.xlsx": packed({"a.csv": "x;y"})})) == ["archive_nested"]


@pytest.mark.parametrize(
    "title",
    ["", "<title></title>", "<title> \n </title>", "<head><title>", "<title>&nbsp;</title>",
     "<title>\u200b</title>", "<title>()</title>", "<title>&#32;&ndash;</title>"],
)  # fmt: skip
def test_a_page_without_a_title_is_a_page_and_nothing_in_brackets(title):
    data = f"<!doctype html><html>{title}<body>x".encode()
    assert said(data) == (
        "Das ist eine Webseite, keine Tabelle: Oft hat der Download auf eine Anmelde- oder Fehlerseite geführt."
    )
    assert said(data, "en") == ("This is a web page, not a table: often the download led to a sign-in or error page.")


@pytest.mark.parametrize(
    ("title", "shown"), [("\n Bitte\n anmelden ", "Bitte anmelden"), ("Zuz&uuml;ge &amp; Saldo", "Zuzüge & Saldo")]
)
def test_the_title_of_a_page_is_one_line_as_its_readers_see_it(title, shown):
    assert said(f"<html><title>{title}</title>".encode()).startswith(f"Das ist eine Webseite ({shown}), keine")

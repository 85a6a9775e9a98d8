"""Files that reach for something else: entities, links to other files, macros, path names. Nothing is followed."""

import io
import resource
import zipfile

import pytest

from data.intake import read_file
from tests.effort import measure_effort
from tests.samples import layouts as lay

ROWS = [["AGS", "Jahr", "Altersgruppe", "Zuzüge", "Fortzüge"], ["12066", 2018, "insgesamt", 5, 4]]
TEXT = "AGS;Jahr;Altersgruppe;Zuzüge;Fortzüge\n12066;2018;insgesamt;5;4\n"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def rewritten(change: dict[str, bytes]) -> bytes:
    """A good workbook with parts replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(lay.workbook({"Daten": ROWS}))) as good,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in good.namelist():
            archive.writestr(name, change.pop(name, good.read(name)))
        for name, content in change.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet(prolog: str, words: str) -> dict[str, bytes]:
    """The workbook's sheet with a prolog of its own and these words as its first cell."""
    cells = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    return {"xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{prolog}{body}'.encode()}


def test_an_entity_that_names_a_file_brings_nothing_of_it(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("do-not-read-me")
    content = rewritten(sheet(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>', "AGS &e;"))
    result = read_file(content, "x.xlsx")
    assert "do-not-read-me" not in repr(result.findings) + repr(result.frame)
    assert not result.ok


def test_entities_that_multiply_are_not_multiplied():
    content = rewritten(sheet(f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>', "&l11;"))
    # What is loaded with the first workbook, and what measuring itself takes, is not the work of this one.
    measure_effort(lambda: read_file(rewritten({}), "x.xlsx"))
    results = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    effort = measure_effort(lambda: results.append(read_file(content, "x.xlsx")))
    # The multiplied words would be 300 GB: no part of them is written anywhere.
    assert effort.calls < 5_000
    assert effort.passes < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
    assert not results[0].ok


def test_macros_are_refused():
    result = read_file(rewritten({"xl/vbaProject.bin": b"macro"}), "x.xlsm")
    assert not result.ok
    assert any("macro" in finding.code for finding in result.findings)


def test_links_to_other_workbooks_are_not_followed_and_change_nothing():
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        b'Target="http://127.0.0.1:9/other.xlsx" TargetMode="External"/></Relationships>'
    )
    added = {"xl/externalLinks/externalLink1.xml": link, "xl/externalLinks/_rels/externalLink1.xml.rels": rels}
    linked, plain = read_file(rewritten(added), "x.xlsx"), read_file(rewritten({}), "x.xlsx")
    assert plain.ok
    assert linked.ok
    assert linked.frame["arrivals"].tolist() == plain.frame["arrivals"].tolist()


@pytest.mark.parametrize(
    "name",
    ["../../../../tmp/evil.csv", "/etc/cron.d/evil.csv", "C:\\Windows\\evil.csv", "a/../../evil.csv", "x\x1b[2J.csv"],
)
def test_a_path_in_an_archive_is_only_a_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, TEXT)
    result = read_file(stream.getvalue(), "x.zip")
    assert result.ok
    assert list(tmp_path.rglob("*")) == []


def test_an_archive_inside_an_archive_is_not_opened():
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", TEXT)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("b.zip", inner.getvalue())
    assert not read_file(outer.getvalue(), "x.zip").ok


def test_the_directory_of_an_archive_that_lies_about_sizes_is_not_believed():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(300_000_000))
    content = bytearray(stream.getvalue())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert not read_file(bytes(content), "x.zip").ok

#!/usr/bin/env bash
# tablib 3.10.0 shifts the cells of an ODS row, swaps a value for the comment on it and cuts a name at a second space.
#
# OpenDocument 1.3 (part 3) writes equal neighbours once, with table:number-columns-repeated (9.1.4), keeps a comment
# inside the cell it belongs to (office:annotation) and writes a space that XML would swallow as <text:s/>. Office
# programs do all three without being asked. `Dataset.load(..., format="ods")` takes a repeated cell for one cell, so the
# rest of the row moves to the left under wrong headings, and the first paragraph anywhere in the cell for its text, so
# a number in a comment becomes the figure. Nothing is raised or said.
#
# Guess before the run: repeated cells are spread, comments are not part of the value, names stay whole.
# Seen: of 2021 to 2024 with 7, 7, 7, 8 the year 2022 reads 8; a cell of 5 with the comment "99" reads 99; "Frankfurt  (Oder)" is cut.
# Remedy: read ODS with odfdo, ezodf or python-calamine, which keep all three.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tablib==3.10.0 odfpy==1.4.1
"$folder/venv/bin/python" - <<'PYTHON'
import io
import zipfile

import tablib

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def text(content):
    return f'<table:table-cell office:value-type="string"><text:p>{content}</text:p></table:table-cell>'


def number(value, times=1, comment=""):
    note = f"<office:annotation><text:p>{comment}</text:p></office:annotation>" if comment else ""
    return (
        f'<table:table-cell table:number-columns-repeated="{times}" office:value-type="float" office:value="{value}">'
        f"{note}<text:p>{value}</text:p></table:table-cell>"
    )


def workbook(*rows):
    names = " ".join(f'xmlns:{part}="{OASIS}:{part}:1.0"' for part in ("office", "table", "text"))
    lines = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    content = (
        f'<office:document-content {names} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Moves"><table:table-column table:number-columns-repeated="5"/>{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", KIND), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.3">{parts}</manifest:manifest>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    packed.seek(0)
    return packed


HEAD = [text(word) for word in ("area", "2021", "2022", "2023", "2024")]
REPEATED = [text("Frankfurt <text:s/>(Oder)"), number(7, times=3), number(8)]
COMMENTED = [text("Cottbus"), number(1), number(2), number(3), number(5, comment="99")]
read = tablib.Dataset().load(workbook(HEAD, REPEATED, COMMENTED), format="ods")
print(read.headers)
for row in read:
    print(list(row))
assert read.headers == ["area", "2021", "2022", "2023", "2024"]
assert list(read[0]) == ["Frankfurt ", 7.0, 8.0, "", ""], "the behaviour has changed: read the release notes"
assert list(read[1]) == ["Cottbus", 1.0, 2.0, 3.0, 99.0], "the behaviour has changed: read the release notes"
PYTHON

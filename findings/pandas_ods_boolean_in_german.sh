#!/usr/bin/env bash
# pandas 3.1.1 reads "true" from an ODS file as False when the file was written by an office program in German.
#
# A truth value of an OpenDocument cell is its attribute `office:boolean-value="true"`; the paragraph beside it is only
# what the program showed, "WAHR" in German. `read_excel(engine="odf")` looks at the paragraph and takes for True
# nothing but the English word TRUE. A list "reports this year: yes/no" kept by a German office arrives as "no" in
# every row, without a warning. python-calamine 0.9.1 reads the attribute.
#
# Guess before the run: the attribute decides, as it does for numbers (`office:value`).
# Seen: WAHR is False, FALSCH is False; the same file with TRUE in the paragraph is True.
# Remedy: read ODS with calamine, or the attribute itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1
"$folder/venv/bin/python" - <<'PYTHON'
import io
import zipfile

import pandas as pd
from python_calamine import load_workbook

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(yes: str, no: str) -> io.BytesIO:
    """Two cells, true and false, as an office program writes them in its language."""
    cells = "".join(
        f'<table:table-cell office:value-type="boolean" office:boolean-value="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
        for value, shown in (("true", yes), ("false", no))
    )
    names = " ".join(f'xmlns:{part}="{OASIS}:{part}:1.0"' for part in ("office", "table", "text"))
    content = (
        f'<office:document-content {names} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="List"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", KIND), ("content.xml", "text/xml"))
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0">{parts}</manifest:manifest>',
        )
        archive.writestr("content.xml", content)
    file.seek(0)
    return file


def by_pandas(file: io.BytesIO) -> list[bool]:
    return pd.read_excel(file, engine="odf", header=None).iloc[0].tolist()


german, english = by_pandas(workbook("WAHR", "FALSCH")), by_pandas(workbook("TRUE", "FALSE"))
other = load_workbook(workbook("WAHR", "FALSCH")).get_sheet_by_index(0).to_python()[0]
print("pandas, written in German: ", german)
print("pandas, written in English:", english)
print("calamine, written in German:", other)
assert english == [True, False]
assert german == [False, False], "the behaviour has changed: read the release notes"
assert other == [True, False]
PYTHON

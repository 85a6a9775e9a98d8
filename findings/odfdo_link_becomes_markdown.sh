#!/usr/bin/env bash
# odfdo 3.27.3 reads a linked cell of an ODS file as Markdown: "[Cottbus](https://…)" in place of "Cottbus".
#
# In OpenDocument a link is an element around the words of the cell (text:a, ODF 1.3 part 3, 6.1.8); the text of the cell
# is the words. Lists of districts copied from the web or made with links to profiles hold such cells, often some only.
#
# Guess before the run: "Cottbus", as ezodf and python-calamine read it.
# Seen: brackets and the address in the value; the cell beside it, which bears no link, is plain.
# Where it hurts: the linked districts of a list are found in no other table, the others are.
# Remedy: take the paragraphs of the cell and their text, or read with python-calamine.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check odfdo==3.27.3 python-calamine==0.9.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import io

import odfdo
from python_calamine import load_workbook

document = odfdo.Document("ods")
document.body.clear()
cells = "".join(
    f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    for words in (
        '<text:a xlink:type="simple" xlink:href="https://example.org/12052">Cottbus</text:a>',
        "Elbe-Elster",
    )
)
table = odfdo.Element.from_tag(
    f'<table:table table:name="List"><table:table-column table:number-columns-repeated="2"/>'
    f"<table:table-row>{cells}</table:table-row></table:table>"
)
document.body.append(table)
packed = io.BytesIO()
document.save(packed)
packed.seek(0)
by_calamine = load_workbook(packed).get_sheet_by_index(0).to_python()
packed.seek(0)
by_odfdo = odfdo.Document(packed).body.get_table(0).get_values()
print("python-calamine:", by_calamine)
print("odfdo:", by_odfdo)
assert by_calamine == [["Cottbus", "Elbe-Elster"]]
assert by_odfdo == [["[Cottbus](https://example.org/12052)", "Elbe-Elster"]], "the behaviour has changed: read the release notes"
PYTHON

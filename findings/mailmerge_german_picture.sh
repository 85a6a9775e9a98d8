#!/usr/bin/env bash
# docx-mailmerge2 1.0.3 writes 1,234.50000 where a German letter asks for 1.234,50, and drops a 0 with its words.
#
# A merge field of a Word template may say how a number is shown; a German Word writes it with the German marks,
# `\# "#.##0,00"`. It may also bring words that stand before the value unless the value is empty (`\b "Saldo: "`). The
# library respects such formats "when compatible".
#
# Guess before the run: 1.234,50, or the number without format; "Saldo: 0", as for a text "0".
# Seen: the point is taken for the decimal mark and everything behind it for decimals: five of them, with an American
# comma between the thousands. The number 0 counts as empty and is gone with its words; -0.5 without decimals is -0.
# Where it hurts: notices of grants, written from a table: 1,234.50000 € is one euro and some cents to a German reader,
# and who gets nothing has no line that says so.
# Remedy: hand over texts, formatted before; they pass untouched, "0" as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import docx
from docx.oxml import parse_xml
from mailmerge import MailMerge

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIELDS = [
    r"grant \# &quot;#.##0,00 €&quot;",
    r"english \# &quot;#,##0.00 €&quot;",
    r"balance \b &quot;Saldo: &quot;",
    r"change \# 0",
]
template = docx.Document()
for field in FIELDS:
    inner = f'<w:fldSimple w:instr=" MERGEFIELD {field} "><w:r><w:t>value</w:t></w:r></w:fldSimple>'
    template.element.body.insert_element_before(parse_xml(f"<w:p {SPACE}>{inner}</w:p>"), "w:sectPr")
template.save("template.docx")


def letter(**values):
    with MailMerge("template.docx") as merge:
        merge.merge(**values)
        merge.write("letter.docx")
    return [paragraph.text for paragraph in docx.Document("letter.docx").paragraphs]


numbers = letter(grant=1234.5, english=1234.5, balance=0, change=-0.5)
texts = letter(grant="1.234,50 €", english="", balance="0", change="-0,5")
other = letter(grant=1234.5, english=1234.5, balance=7, change=1)
print(numbers, texts, other)
assert texts == ["1.234,50 €", "", "Saldo: 0", "-0,5"]
assert (numbers[1], other[2]) == ("1,234.50 €", "Saldo: 7")
assert (numbers[0], numbers[2], numbers[3]) == ("1,234.50000 €", "", "-0"), (
    "the behaviour has changed: read the release notes"
)
PYTHON

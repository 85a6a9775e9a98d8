#!/usr/bin/env bash
# odfpy 1.4.1 and officeparser 7.8.0 (npm) read what was struck out of an ODT file, as its first words.
#
# With changes tracked, an office program moves deleted words out of the text into a list before it
# (text:tracked-changes, OpenDocument 1.3 part 3, 5.5) and leaves a mark behind. Only the mark belongs to the text. The
# readers take every paragraph they find. odfpy runs the name of who wrote a remark and the remark into the sentence.
#
# Guess before the run: deleted words are left out, as odfdo does, and remarks are left out or kept apart.
# Seen: the words struck out stand first, before the title. odfpy adds who deleted them and when.
# Where it hurts: a draft becomes public as text, for search or for reading aloud, with the sentence that was taken out.
# Nobody who opens the file sees it.
# Remedy: read with odfdo 3.27.3, or accept all changes before the file is passed on.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odfpy==1.4.1 odfdo==3.27.3
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional officeparser@7.8.0
venv/bin/python -W ignore - <<'PYTHON'
import zipfile

import odfdo
from odf import opendocument, teletype

KIND = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "text")
)
WHO = "<dc:creator>Amt</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>"
DELETED = f"<text:deletion><office:change-info>{WHO}</office:change-info><text:p>Nicht sagen.</text:p></text:deletion>"
REMARK = f"<office:annotation>{WHO}<text:p>Stimmt das?</text:p></office:annotation>"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:body
><office:text><text:tracked-changes><text:changed-region text:id="c1" xml:id="c1">{DELETED}</text:changed-region
></text:tracked-changes><text:h text:outline-level="1">Bericht</text:h><text:p>Zwei kamen<text:change
text:change-id="c1"/> {REMARK}an.</text:p></office:text></office:body></office:document-content>"""
FILES = '<manifest:file-entry manifest:full-path="/" manifest:media-type="%s"/>' % KIND
FILES += '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
with zipfile.ZipFile("draft.odt", "w") as archive:
    archive.writestr("mimetype", KIND)
    archive.writestr("content.xml", CONTENT)
    archive.writestr(
        "META-INF/manifest.xml",
        f'<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.3">{FILES}</manifest:manifest>',
    )

shown = odfdo.Document("draft.odt").to_markdown()
read = teletype.extractText(opendocument.load("draft.odt").text)
print("odfdo:", repr(shown))
print("odfpy:", repr(read))
assert "Nicht sagen" not in shown and "Zwei kamen an." in shown
MARK = "Amt2026-01-01T00:00:00"
assert read == f"{MARK}Nicht sagen.BerichtZwei kamen {MARK}Stimmt das?an.", (
    "the behaviour has changed: read the release notes"
)
PYTHON
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import * as officeparser from "officeparser";

const read = await officeparser.parseOffice("draft.odt");
const lines = read.toText().split("\n").filter((line) => line);
console.log("officeparser:", lines);
assert.deepStrictEqual(lines.slice(1), ["Bericht", "Zwei kamen an."]);
assert.strictEqual(lines[0], "Nicht sagen.", "the behaviour has changed: read the release notes");
JAVASCRIPT
node look.mjs

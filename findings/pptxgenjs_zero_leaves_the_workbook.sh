#!/usr/bin/env bash
# PptxGenJS 4.0.1 (npm) leaves a 0 out of the workbook behind a chart: it is drawn until somebody opens the figures.
#
# A chart of a PowerPoint file holds its figures twice: in the drawing, and in a small workbook that "Edit data" opens and
# the chart is then drawn from. They are meant to be the same.
#
# Guess before the run: both hold 10, 0 and 7.
# Seen: the drawing holds 10, 0, 7; the cell of the 0 in the workbook is empty, in bar and line charts alike. It looks the
# same as the cell of a year that is missing. A scatter chart keeps its 0.
# Where it hurts: a year in which nobody came back. Whoever corrects another figure of the slide gets a gap there, or with
# the library's setting for blanks a line drawn across it; whoever copies the figures copies a hole.
# Remedy: hand over the text "0", which lands in both.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts pptxgenjs@4.0.1 jszip@3.10.1
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import JSZip from "jszip";
import Presentation from "pptxgenjs";

async function figures(kind, value) {
  const deck = new Presentation();
  const series = [{ name: "came back", labels: ["2022", "2023", "2024"], values: [10, value, 7] }];
  deck.addSlide().addChart(kind, series, { x: 1, y: 1, w: 5, h: 3 });
  const parts = await JSZip.loadAsync(await deck.write({ outputType: "nodebuffer" }));
  const named = (pattern) => parts.file(pattern)[0];
  const drawing = await named(/charts\/chart\d+\.xml$/).async("string");
  const workbook = await JSZip.loadAsync(await named(/embeddings\/.*\.xlsx$/).async("nodebuffer"));
  const sheet = await workbook.file("xl/worksheets/sheet1.xml").async("string");
  const values = drawing.match(/<c:val>.*?<\/c:val>/s)[0];
  return {
    drawn: [...values.matchAll(/<c:v>(.*?)<\/c:v>/g)].map((found) => found[1]),
    workbook: [2, 3, 4].map((row) => sheet.match(new RegExp(`<c r="B${row}"[^>]*><v>(.*?)</v>`))[1]),
  };
}

const changed = "the behaviour has changed: read the release notes";
for (const kind of ["line", "bar"]) {
  const zero = await figures(kind, 0);
  const remedied = await figures(kind, "0");
  console.log(kind, zero, "as a text:", remedied.workbook);
  assert.deepStrictEqual(zero.drawn, ["10", "0", "7"]);
  assert.deepStrictEqual(remedied, { drawn: ["10", "0", "7"], workbook: ["10", "0", "7"] });
  assert.deepStrictEqual(zero.workbook, ["10", "", "7"], changed);
}
JAVASCRIPT
node look.mjs

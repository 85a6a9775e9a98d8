#!/usr/bin/env bash
# @tmcw/togeojson 7.1.3 (npm) turns every "no" of a KML file into a yes, "0" and "false" alike.
#
# KML 2.2 (OGC 07-147r2) gives the fields of a table types; one is bool, written 0, 1, false or true. Lists of places are
# passed on so: "runs this year: false". The converter turns the text into a truth value as JavaScript does for any text
# that is not blank. Numbers of the same table come out right, keys typed as string keep their zeros.
#
# Guess before the run: each field with its type and its value.
# Seen: 0 and false are true. kml2geojson 6.0.0 (PyPI) reads 0 as false.
# Where it hurts: a map of the initiatives that still run shows all of them.
# Remedy: have such fields written as string, or 0 and 1 as int.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { kml } from "@tmcw/togeojson";
import { DOMParser } from "@xmldom/xmldom";

function read(runs) {
  const field = (name, type) => `<SimpleField name="${name}" type="${type}"/>`;
  const value = (name, text) => `<SimpleData name="${name}">${text}</SimpleData>`;
  const text = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Schema id="list">${field("kreis", "string")}${field("rate", "double")}${field("runs", "bool")}</Schema>
    <Placemark><ExtendedData><SchemaData schemaUrl="#list">
      ${value("kreis", "01001")}${value("rate", "-3.5")}${value("runs", runs)}
    </SchemaData></ExtendedData><Point><coordinates>9.43,54.78</coordinates></Point></Placemark>
  </Document></kml>`;
  return kml(new DOMParser().parseFromString(text, "text/xml")).features[0].properties;
}

const seen = Object.fromEntries(["true", "1", "false", "0"].map((word) => [word, read(word)]));
console.log(seen);
assert.strictEqual(seen.true.kreis, "01001");
assert.strictEqual(seen.true.rate, -3.5);
assert.ok(seen.true.runs === true && seen["1"].runs === true);
const changed = "the behaviour has changed: read the release notes";
assert.ok(seen.false.runs === true && seen["0"].runs === true, changed);
JAVASCRIPT
node look.mjs

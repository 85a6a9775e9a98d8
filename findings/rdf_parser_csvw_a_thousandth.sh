#!/usr/bin/env bash
# @zazuko/rdf-parser-csvw 0.17.0 (npm) publishes 1.234 persons as 1.234: the number format of the metadata is passed over.
#
# CSVW metadata say how a table is written: `groupChar` "." marks the thousands, `decimalChar` "," the decimals, a boolean
# format "ja|nein" the words, `null` the marks for nothing, of which there may be several. "Generating RDF from Tabular
# Data on the Web" makes RDF of the values that are meant, so of 1.234 the decimal 1234.
#
# Guess before the run: formats are followed, as those of dates are, or refused.
# Seen: 01.02.2020 becomes 2020-02-01; but 1.234 stays 1.234, a valid decimal and a thousandth of what is meant. 12,5
# and "ja" are handed on under types that do not allow them. With two marks for nothing neither is known: "-" is a decimal.
# Where it hurts: figures of a statistical office as linked data; small cities are right, large ones have one inhabitant.
# Remedy: write numbers and truth values of the CSV file as XML Schema does, and let one mark stand for nothing.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @zazuko/rdf-parser-csvw@0.17.0 @rdfjs/dataset@2.0.2 n3@1.26.0
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { Readable } from "node:stream";
import rdf from "@rdfjs/dataset";
import CsvwParser from "@zazuko/rdf-parser-csvw";
import { Parser } from "n3";

const METADATA = `
@prefix csvw: <http://www.w3.org/ns/csvw#> .
[] csvw:url "moves.csv" ; csvw:dialect [ csvw:delimiter ";" ] ; csvw:tableSchema [
  csvw:aboutUrl "area/{area}" ; csvw:column (
    [ csvw:title "area" ; csvw:name "area" ]
    [ csvw:title "people" ; csvw:name "people" ; csvw:null "-", "." ; csvw:datatype [
      csvw:base "decimal" ; csvw:format [ csvw:decimalChar "," ; csvw:groupChar "." ] ] ]
    [ csvw:title "counted" ; csvw:name "counted" ; csvw:null "-" ; csvw:datatype [
      csvw:base "date" ; csvw:format "dd.MM.yyyy" ] ]
    [ csvw:title "final" ; csvw:name "final" ; csvw:datatype [ csvw:base "boolean" ; csvw:format "ja|nein" ] ]
  ) ] .`;
const TABLE = `area;people;counted;final
a;500;01.02.2020;ja
b;1.234;-;nein
c;12,5;-;nein
d;-;-;nein
`;

const metadata = rdf.dataset(new Parser().parse(METADATA));
const parser = new CsvwParser({ metadata, baseIRI: "http://example.org/", timezone: "utc" });
const values = {};
for await (const { subject, predicate, object } of parser.import(Readable.from([TABLE]))) {
  if (!subject.value.startsWith("http://example.org/area/")) continue;
  const [area, column] = [subject.value.slice(-1), predicate.value.split("#")[1]];
  values[`${area} ${column}`] = `${object.value} ${object.datatype.value.split("#")[1]}`;
}
console.log(values);
assert.strictEqual(values["a people"], "500 decimal");
assert.strictEqual(values["a counted"], "2020-02-01 date");
assert.ok(!("b counted" in values));
const changed = "the behaviour has changed: read the release notes";
assert.strictEqual(values["b people"], "1.234 decimal", changed);
assert.strictEqual(values["c people"], "12,5 decimal", changed);
assert.strictEqual(values["d people"], "- decimal", changed);
assert.strictEqual(values["a final"], "ja boolean", changed);
JAVASCRIPT
node look.mjs

#!/usr/bin/env bash
# color-contrast-checker 2.1.0 (npm) passes small grey text after it was asked about a heading: it keeps the last size.
#
# WCAG 2.2 (1.4.3) wants a contrast of 4.5 for text and of 3 for large text. The checker takes the size of the letters
# as a third argument, or 14 when none is given. It also takes a list of pairs, some with a size and some without.
#
# Guess before the run: each pair is judged by its own size, one without by 14.
# Seen: #777777 on white (4.48) fails, and passes AA once any other pair was asked with size 24, in calls and in a list
# alike. In a list the order of the pairs decides.
# Where it hurts: a check of a page that runs through headings and text; whether the text passes depends on whether
# a heading stands before it.
# Remedy: give a size with each pair, or make a new checker for each.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts color-contrast-checker@2.1.0
cat > look.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const Checker = require("color-contrast-checker");

const text = { colorA: "#777777", colorB: "#FFFFFF" };
const heading = { colorA: "#000000", colorB: "#FFFFFF", fontSize: 24 };
const levels = (pairs) => new Checker().checkPairs(pairs).map((pair) => pair.WCAG_AA);
const [before, after] = [levels([text, heading]), levels([heading, text])];
const checker = new Checker();
const calls = [[], [24], []].map((size) => checker.isLevelAA("#777777", "#FFFFFF", ...size));
console.log({ "text, heading": before, "heading, text": after, calls });
assert.deepStrictEqual(before, [false, true]);
assert.deepStrictEqual(levels([heading, { ...text, fontSize: 14 }]), [true, false]);
assert.deepStrictEqual(after, [true, true], "the behaviour has changed: read the release notes");
assert.deepStrictEqual(calls, [false, true, true], "the behaviour has changed: read the release notes");
JAVASCRIPT
node look.cjs

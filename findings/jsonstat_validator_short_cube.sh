#!/usr/bin/env bash
# jsonstat-validator 0.4.6 calls a cube valid that lacks half its values, or holds one for a cell that does not exist.
#
# In JSON-stat 2.0 a `value` that is a list has one element per cell, the product of `size`; as an object, its keys
# are positions of cells, counted from 0. A reader that trusts the number of cells puts values under wrong categories or
# stops. The validator compares dimensions and categories with `size`, but never the values.
#
# Guess before the run: a short list and a position beyond the last cell are refused.
# Seen: 2 values for 4 cells and position 7 of 4 are valid; three categories where `size` says two are refused.
# Remedy: count the values oneself before a cube is published.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check jsonstat-validator==0.4.6 pydantic==2.14.3
"$folder/venv/bin/python" - <<'PYTHON'
from jsonstat_validator import JSONStatValidationError, validate_jsonstat


def judge(value, areas=("12052", "12062")):
    cube = {
        "version": "2.0",
        "class": "dataset",
        "id": ["area", "year"],
        "size": [2, 2],
        "dimension": {"area": {"category": {"index": list(areas)}}, "year": {"category": {"index": ["2023", "2024"]}}},
        "value": value,
    }
    try:
        return validate_jsonstat(cube)
    except JSONStatValidationError:
        return False


seen = {
    "four values": judge([1, 2, 3, 4]),
    "two values": judge([1, 2]),
    "sparse": judge({"0": 1, "3": 4}),
    "position 7": judge({"0": 1, "7": 4}),
    "three areas": judge([1, 2, 3, 4], ("12052", "12062", "12063")),
}
print(seen)
assert seen["four values"] and seen["sparse"]
assert seen["two values"] and seen["position 7"], "the behaviour has changed: read the release notes"
assert not seen["three areas"]
PYTHON

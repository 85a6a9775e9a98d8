#!/usr/bin/env bash
# weightipy 0.4.2 shrinks a survey to 60 persons of 100 when a category of the targets has no answers, and says nothing.
#
# Weights make the answers of a survey match the population, here by age. They keep the number of persons: 100 answers
# have weights that sum to 100. Nobody over 64 answered a survey of people who returned; the population has 40 per cent
# of them.
#
# Guess before the run: an error, as for a target that cannot be met, or weights that sum to 100.
# Seen: the weights sum to 60. A category that answered, but has no target, comes on top with weight 1 each: they sum to
# 110. Neither is told.
# Where it hurts: weighted counts ("so many want to return") are 40 per cent too low; the shares look well.
# Remedy: compare categories of targets and answers first, and the sum of the weights after.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weightipy==0.4.2 pandas==2.3.3 numpy==2.4.6
"$folder/venv/bin/python" -W ignore::FutureWarning - <<'PYTHON' 2>&1 | tee "$folder/said"
import pandas as pd
import weightipy


def total(persons, targets):
    ages = pd.DataFrame({"age": [age for age, number in persons.items() for _ in range(number)]})
    weighted = weightipy.weight_dataframe(ages, weightipy.scheme_from_dict({"age": targets}), "weight")
    return round(float(weighted["weight"].sum()), 6)


seen = {
    "all answered": total({1: 60, 2: 40}, {1: 50, 2: 50}),
    "nobody of group 3": total({1: 60, 2: 40}, {1: 30, 2: 30, 3: 40}),
    "no target for group 3": total({1: 60, 2: 30, 3: 10}, {1: 50, 2: 50}),
}
print("sum of 100 weights:", seen)
assert seen["all answered"] == 100
assert seen["nobody of group 3"] == 60, "the behaviour has changed: read the release notes"
assert seen["no target for group 3"] == 110, "the behaviour has changed: read the release notes"
PYTHON
[ "$(wc -l < "$folder/said")" -eq 1 ] || { echo "it says something now: read the release notes"; exit 1; }

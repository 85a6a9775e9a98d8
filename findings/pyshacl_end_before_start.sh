#!/usr/bin/env bash
# pyshacl 0.40.1 lets a period end before it starts when start and end are of two types, and stops at two wrong years.
#
# Catalogues in DCAT state the time a dataset covers by start and end, each as a year, a year and month, a date or a
# date with time. SHACL's sh:lessThanOrEquals (4.5.4) must report every pair for which `start <= end` is not true or
# cannot be compared. A date and a dateTime, and a year and a month, cannot; pyshacl ranks them by their types.
# Two years are compared as long as all is well; the wrong order, the one case the rule is for, ends in TypeError.
#
# Guess before the run: "not comparable" is reported as the standard says, and 2026 to 2024 is a violation.
# Seen: 2026-01-01 to 2024-12-31T00:00:00 conforms, 2026 to 2024-03 conforms, 2026 to 2024 raises TypeError.
# Where it hurts: catalogues merged from several offices pass with periods that run backwards.
# Remedy: demand one type by sh:datatype on both ends, and xsd:date instead of years.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyshacl==0.40.1 rdflib==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
from pyshacl import validate
from rdflib import Graph

NAMES = """
@prefix : <urn:example:> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RULE = ":Rule a sh:NodeShape; sh:targetNode :period; sh:property [sh:path dcat:startDate; sh:lessThanOrEquals dcat:endDate] ."


def judge(start, end):
    fact = f":period dcat:startDate {start}; dcat:endDate {end} ."
    try:
        conforms, _, _ = validate(Graph().parse(data=NAMES + fact), shacl_graph=Graph().parse(data=NAMES + RULE))
    except TypeError:
        return "TypeError"
    return "conforms" if conforms else "reported"


EXPECTED = {
    ('"2023-01-01"^^xsd:date', '"2024-12-31"^^xsd:date'): "conforms",
    ('"2026-01-01"^^xsd:date', '"2024-12-31"^^xsd:date'): "reported",
    ('"2026-01-01"^^xsd:date', '"2024-12-31T00:00:00"^^xsd:dateTime'): "conforms",
    ('"2026"^^xsd:gYear', '"2024-03"^^xsd:gYearMonth'): "conforms",
    ('"2023"^^xsd:gYear', '"2024"^^xsd:gYear'): "conforms",
    ('"2026"^^xsd:gYear', '"2024"^^xsd:gYear'): "TypeError",
}
for (start, end), expected in EXPECTED.items():
    seen = judge(start, end)
    print(f"{start} to {end}: {seen}")
    assert seen == expected, "the behaviour has changed: read the release notes"
PYTHON

#!/usr/bin/env bash
# rdflib 7.6.0 takes the time zone away from every date it only passes on.
#
# An xsd:date may carry a zone ("2024-12-31+01:00", XML Schema 1.1 part 2, 3.3.9); it says when the day began, and some
# catalogues of open data state when a dataset was issued so. Two dates with different zones are different values.
#
# Guess before the run: a literal that is read and written again keeps its lexical form, as a year (xsd:gYear) does.
# Seen: "2024-12-31+01:00" and "2024-12-31Z" come out as "2024-12-31"; two statements have become one. A dateTime keeps
# its zone.
# Where it hurts: converting a catalogue from one notation to another changes its facts, and a comparison with the
# original finds differences that nobody made.
# Remedy: read with rdflib.NORMALIZE_LITERALS = False, and compare dates as text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
import rdflib

CATALOGUE = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:example:a> dct:issued "2024-12-31+01:00"^^xsd:date, "2024-12-31Z"^^xsd:date .
<urn:example:b> dct:issued "2024-12-31T08:00:00+01:00"^^xsd:dateTime .
<urn:example:c> dct:issued "2024"^^xsd:gYear .
"""


def written():
    return sorted(str(value) for value in rdflib.Graph().parse(data=CATALOGUE, format="turtle").objects())


seen = written()
print("as it comes:", seen)
assert seen == ["2024", "2024-12-31", "2024-12-31T08:00:00+01:00"], "the behaviour has changed: read the release notes"
rdflib.NORMALIZE_LITERALS = False
untouched = written()
print("not normalised:", untouched)
assert untouched == ["2024", "2024-12-31+01:00", "2024-12-31T08:00:00+01:00", "2024-12-31Z"]
PYTHON

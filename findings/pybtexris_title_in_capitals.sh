#!/usr/bin/env bash
# pybtexris 0.2.0 cuts a RIS record in two at a title like "RÜCKKEHRER - ZAHLEN", and drops what an abstract goes on with.
#
# RIS is the form in which libraries and journals hand out references: a tag of two letters, two blanks, a hyphen, the
# value; "ER" ends a record. By its specification (Reference Manager) a value longer than 70 characters may go on in lines
# without a tag. The parser for pybtex looks for ER and a hyphen
# anywhere, not at the start of a line, and takes two digits and a hyphen for a tag as well.
#
# Guess before the run: one record with its author, title and year, and the whole abstract.
# Seen: two. One has the author and the title "RÜCKKEHR", the other the year, the journal and nobody. The second line of
# the abstract is gone; the third, which begins with the ages 20-24, is a field called "20".
# gris 0.9.0 and RISparser 0.4.4 read one record with everything in it.
# Where it hurts: references with the title in capitals: German words for people, as for many things, end in ER. The list
# has an entry without a year and one without an author, which looks like poor data of the catalogue.
# Remedy: read the file with gris or RISparser, and write BibTeX from there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pybtexris==0.2.0 pybtex==0.26.1 gris==0.9.0 \
  RISparser==0.4.4
cat > "$folder/references.ris" <<'RIS'
TY  - JOUR
AU  - Muster, Anna
TI  - RÜCKKEHRER - ZAHLEN FÜR BRANDENBURG
JO  - Zeitschrift
PY  - 2024
AB  - Junge Menschen ziehen für die Ausbildung aus den Kreisen am Rand des Landes weg
und kommen Jahre später mit Kindern in die Nähe ihrer Eltern wieder, im Alter von
20-24 Jahren die wenigsten
RIS
printf 'ER  - \n' >> "$folder/references.ris"
"$folder/venv/bin/python" -W ignore - "$folder/references.ris" <<'PYTHON'
import sys

from gris import read_ris
from pybtex.database import parse_file
from RISparser import readris

path = sys.argv[1]
TITLE = "RÜCKKEHRER - ZAHLEN FÜR BRANDENBURG"
CHANGED = "the behaviour has changed: read the release notes"
(by_gris,) = read_ris(path)
with open(path, encoding="utf-8") as stream:
    (by_risparser,) = readris(stream)
assert by_gris["TI"] == by_risparser["title"] == TITLE
assert "wieder" in by_gris["AB"] and "die wenigsten" in by_gris["AB"]
assert "wieder" in by_risparser["abstract"] and "die wenigsten" in by_risparser["abstract"]
entries = list(parse_file(path, bib_format="ris").entries.values())
for entry in entries:
    print(dict(entry.fields), {role: [str(person) for person in people] for role, people in entry.persons.items()})
assert len(entries) == 2, CHANGED
first, second = entries
assert first.fields["title"] == "RÜCKKEHR" and "year" not in first.fields, CHANGED
assert second.fields["year"] == "2024" and not second.persons and "title" not in second.fields, CHANGED
assert second.fields["abstract"].endswith("am Rand des Landes weg"), CHANGED
assert second.fields["20"] == "24 Jahren die wenigsten", CHANGED
PYTHON

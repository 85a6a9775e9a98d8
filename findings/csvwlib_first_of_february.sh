#!/usr/bin/env bash
# csvwlib 0.3.2 publishes 1 February 2020 as 2 January: it does not read the date format that the metadata state.
#
# The W3C's metadata for tables tell how a date is written; dd.MM.yyyy is one of the formats that a processor must know
# ("Model for Tabular Data and Metadata on the Web", formats for dates and times, 6.4.4). The library turns a table and its metadata into JSON or RDF. It honours the format
# of numbers and of truth values, and lets a general reader of dates guess, to whom the month comes first.
#
# Guess before the run: 01.02.2020 is 2020-02-01, as number and truth value of the same row are right.
# Seen: 2020-01-02. 13.02.2020, in the next row, is 2020-02-13, since no month has that number. csvw 4.1.1 reads both.
# Where it hurts: dates of one row in three (132 days of the year) are wrong, the others right; all of them are valid.
# Remedy: write dates as 2020-02-01 before the table is published.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check csvwlib==0.3.2 csvw==4.1.1 rdflib==7.6.0
cat > "$folder/groups.csv" <<'CSV'
kreis,gegruendet,zuzug,offen
12052,01.02.2020,1.234,ja
12062,13.02.2020,2.000,nein
CSV
cat > "$folder/groups.csv-metadata.json" <<'JSON'
{"@context": "http://www.w3.org/ns/csvw", "url": "groups.csv", "tableSchema": {"columns": [
  {"name": "kreis", "titles": "kreis", "datatype": "string"},
  {"name": "gegruendet", "titles": "gegruendet", "datatype": {"base": "date", "format": "dd.MM.yyyy"}},
  {"name": "zuzug", "titles": "zuzug",
   "datatype": {"base": "integer", "format": {"decimalChar": ",", "groupChar": "."}}},
  {"name": "offen", "titles": "offen", "datatype": {"base": "boolean", "format": "ja|nein"}}
]}}
JSON
"$folder/venv/bin/python" -W ignore - "$folder" <<'PYTHON'
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from csvw import Table
from csvwlib import CSVWConverter

folder = sys.argv[1]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        return


server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
threading.Thread(target=server.serve_forever, daemon=True).start()
table = f"http://127.0.0.1:{server.server_port}/groups.csv"
published = CSVWConverter.to_json(csv_url=table, metadata_url=f"{table}-metadata.json", mode="minimal")
server.shutdown()
for row in published:
    print(row)
assert [row["zuzug"] for row in published] == [1234, 2000]
assert [row["offen"] for row in published] == [True, False]
by_csvw = [str(row["gegruendet"])[:10] for row in Table.from_file(f"{folder}/groups.csv-metadata.json")]
print("csvw:", by_csvw)
assert by_csvw == ["2020-02-01", "2020-02-13"]
CHANGED = "the behaviour has changed: read the release notes"
assert [row["gegruendet"] for row in published] == ["2020-01-02", "2020-02-13"], CHANGED
PYTHON

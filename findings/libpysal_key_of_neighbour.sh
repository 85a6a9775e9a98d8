#!/usr/bin/env bash
# libpysal 4.14.1 loses the leading zero of area keys when a list of neighbours is read as a Graph; as W it keeps them.
#
# GAL and GWT files hold the neighbours of each area by its key, here the official keys of two districts of Schleswig-
# Holstein and one of Brandenburg. `Graph.to_gal` writes 01001; `graph.read_gal` and `read_gwt` take every key that
# looks like one for a number: 1001. The older reader of the same package, `libpysal.io.open`, keeps the text.
#
# Guess before the run: what one method writes as text the other reads as text.
# Seen: 1001, 1002 and 12052 as integers; a series by official key no longer finds one of its areas.
# Where it hurts: nine of sixteen Länder have keys that begin with 0.
# Remedy: read with libpysal.io.open and Graph.from_W, or keep the graph as Parquet.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check libpysal==4.14.1 pandas==3.1.1 numpy==2.4.6 \
  geopandas==1.2.0 shapely==2.2.0
"$folder/venv/bin/python" -W ignore - "$folder" <<'PYTHON'
import sys
from pathlib import Path

import libpysal
from libpysal import graph

folder = Path(sys.argv[1])
neighbours = graph.Graph.from_dicts({"01001": ["01059"], "01059": ["01001"], "12052": ["01059"]})
neighbours.to_gal(folder / "areas.gal")
neighbours.to_gwt(folder / "areas.gwt")
written = (folder / "areas.gal").read_text()
print(written)
assert "01001 1\n01059" in written
as_graph = {
    "gal": list(graph.read_gal(folder / "areas.gal").unique_ids),
    "gwt": list(graph.read_gwt(folder / "areas.gwt").unique_ids),
}
as_weights = sorted(libpysal.io.open(str(folder / "areas.gal")).read().neighbors)
print("read as Graph:", as_graph)
print("read as W:", as_weights)
assert as_weights == ["01001", "01059", "12052"]
for keys in as_graph.values():
    assert keys == [1001, 1059, 12052], "the behaviour has changed: read the release notes"
PYTHON

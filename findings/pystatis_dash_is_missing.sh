#!/usr/bin/env bash
# pystatis 0.5.5 reads the dash of official tables as missing, the same as a value kept secret.
#
# In the tables of the statistical offices "-" means: nothing exists, exactly zero. "." means: unknown or secret. The flat
# files of GENESIS, the Regionaldatenbank and the census database carry both signs.
#
# Guess before the run: the dash becomes 0, the point becomes NaN.
# Seen: both become NaN, and nothing says which was which; a sum over districts then treats an exact zero as unknown.
# Where it hurts: small districts and narrow age groups, where zero is a finding. Remedy: read `raw_data` oneself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pystatis==0.5.5 pandas==2.3.3
HOME="$folder" "$folder/venv/bin/python" - <<'PYTHON'
import pystatis.table as module

HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n"
)
ROW = "12711;Wanderungsstatistik;JAHR;Jahr;2024;KREISE;Kreise;{key};{name};{value};Anzahl;BEV081;Zuzüge\n"
FILE = HEAD + "".join(
    ROW.format(key=key, name=name, value=value)
    for key, name, value in (("12052", "Cottbus", "4581"), ("12062", "Elbe-Elster", "-"), ("12065", "Oberhavel", "."))
)

# The answer of the service, without the network.
module.load_data = lambda **call: FILE.encode() if call["endpoint"] == "data" else b"{}"
module.db.identify_db_matches = lambda name: ["regio"]
module.db.select_db_by_credentials = lambda matches: "regio"

table = module.Table("12711-0001")
table.get_data()
print(table.data.to_string())
values = table.data.set_index(table.data.columns[1])["Zuzüge__Anzahl"]
assert values["12052"] == 4581
assert values["12065"] != values["12065"], "a secret value is missing"
assert values["12062"] != values["12062"], "the dash is no longer missing: read the release notes"
PYTHON

#!/usr/bin/env bash
# pystatis 0.5.5 keeps the leading zero of a regional key only where the region is the first variable of the table.
#
# The flat files number their variables (1_variable_..., 2_variable_...) in the order of the table. Only the columns of
# number 1 are read as text. In a table by sex and district the district is number 2.
#
# Guess before the run: keys are text wherever they stand, since the same library looks for the regional variable itself.
# Seen: Flensburg, 01001, comes out as the number 1001.
# Where it hurts: joining such a table with borders or with another table by key loses Schleswig-Holstein, Hamburg,
# Lower Saxony, Bremen, North Rhine-Westphalia, Hesse, Rhineland-Palatinate, Baden-Württemberg and Bavaria silently.
# Remedy: fill the key to five or eight places after reading.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pystatis==0.5.5 pandas==2.3.3
HOME="$folder" "$folder/venv/bin/python" - <<'PYTHON'
import pystatis.table as module

HEAD = "statistics_code;statistics_label;time_code;time_label;time;"
SEX = "{n}_variable_code;{n}_variable_label;{n}_variable_attribute_code;{n}_variable_attribute_label;"
VALUE = "value;value_unit;value_variable_code;value_variable_label\n"
WOMEN = "GES;Geschlecht;GESW;weiblich;"
DISTRICT = "KREISE;Kreise;{key};{name};"
DISTRICTS = (("01001", "Flensburg"), ("12052", "Cottbus"))


def read(first, second):
    rows = "".join(
        "12711;Wanderungsstatistik;JAHR;Jahr;2024;" + (first + second).format(key=key, name=name) + "5;Anzahl;BEV081;Zuzüge\n"
        for key, name in DISTRICTS
    )
    answer = HEAD + SEX.format(n=1) + SEX.format(n=2) + VALUE + rows
    # The answer of the service, without the network.
    module.load_data = lambda **call: answer.encode() if call["endpoint"] == "data" else b"{}"
    module.db.identify_db_matches = lambda name: ["regio"]
    module.db.select_db_by_credentials = lambda matches: "regio"
    table = module.Table("12711-0001")
    table.get_data()
    return list(table.data.filter(like="__Code").iloc[:, 0])


first, second = read(DISTRICT, WOMEN), read(WOMEN, DISTRICT)
print("district is variable 1:", first)
print("district is variable 2:", second)
assert first == ["01001", "12052"]
assert second == [1001, 12052], "the behaviour has changed: read the release notes"
PYTHON

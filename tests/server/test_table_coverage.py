"""What stands beside the tables on how much of what they ask for they hold; counted by hand."""

import csv
import io

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analytics.exports.opendata.coverage import describe_coverage
from analytics.language import get_wording

DE = get_wording("de")
KEY = ["ags", "year", "age_group"]
NAMES = {"12052": "Cottbus", "12062": "Elbe-Elster"}


def table(rows):
    return pd.DataFrame(rows, columns=[*KEY, "net", "status"]).astype({"net": "Int64"})


def test_each_area_is_asked_for_in_each_year_of_each_part_and_what_is_missing_is_named_with_its_reason():
    rows = [(ags, year, age, 1, "reported") for ags in NAMES for year in (2018, 2019, 2021) for age in ("18-25", "65+")]
    whole = table(rows)
    assert describe_coverage(whole, KEY, NAMES, DE) == (
        "16 Werte gefragt, 12 gezeigt; es fehlen: 2020 (steht nicht in der Quelle)."
    )
    less = table(rows[:-1])
    assert "Elbe-Elster 2021 zum Teil" in describe_coverage(less, KEY, NAMES, DE)
    secret = whole.assign(net=whole["net"].mask(whole["ags"].eq("12052") & whole["year"].eq(2021)))
    secret["status"] = secret["status"].mask(secret["net"].isna(), "secret")
    assert describe_coverage(secret, KEY, NAMES, DE).endswith("; Cottbus 2021 (geheim gehalten).")
    assert describe_coverage(whole[whole["year"] < 2020], KEY, NAMES, DE) == "8 Werte gefragt, alle gezeigt."


def test_an_area_is_no_partner_of_its_own_and_many_alike_are_counted():
    flows = pd.DataFrame({"ags": ["1", "2"], "partner": ["2", "1"], "year": [2020, 2020], "net": [3, -3]})
    assert describe_coverage(flows, ["ags", "year", "partner"], {}, DE) == "2 Werte gefragt, alle gezeigt."
    rows = [
        (str(ags), year, "65+", 1, "reported")
        for ags in range(9)
        for year in (2018, 2019)
        if not (ags and year == 2019)
    ]
    assert "8 Gebiete 2019 (steht nicht" in describe_coverage(table(rows), KEY, {}, DE)


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        # 20 districts, 2000 to 2024, six ages and the total; 2001 was never found.
        ("migration", "3.500 Werte gefragt, 3.360 gezeigt; es fehlen: 2001 (steht nicht in der Quelle)."),
        # 20 districts with 19 others, Berlin and 15 Länder, four years, seven ages, all and German nationals.
        ("migration_flows", "27.440 Werte gefragt, alle gezeigt."),
        # With the Land; women are counted from 2018 on.
        ("indicators/female_per_1000", "3.675 Werte gefragt, 1.029 gezeigt; es fehlen: 2000–2017 (steht nicht in der"),
    ],
)
def test_the_files_beside_a_table_say_what_it_covers_and_the_table_stays_as_it_is(client, stem, said):
    beside = client.get(f"/data/{stem}.csv-metadata.json").json()
    assert {one["@language"] for one in beside["rdfs:comment"]} == {"de", "en"}
    assert any(one["@value"].startswith(said) for one in beside["rdfs:comment"])
    cube = client.get(f"/data/{stem}.jsonstat.json?lang=de").json()
    assert cube["note"][-1].startswith(said)
    answer = client.get(f"/data/{stem}.json")
    assert 'rel="describedby"' in answer.headers["link"]
    assert "gefragt" not in client.get(f"/data/{stem}.csv").text
    own = answer.json()
    assert list(own) == ["coverage", "coverage_de", "data"]
    assert [own["coverage"], own["coverage_de"]] == [one["@value"] for one in beside["rdfs:comment"]]
    assert own["coverage_de"] == cube["note"][-1]
    parquet = pq.read_schema(io.BytesIO(client.get(f"/data/{stem}.parquet").content))
    assert own["coverage"] == parquet.metadata[b"coverage"].decode()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/data/{stem}.csv").text)))
    assert [[*row] for row in own["data"]] == [[*row] for row in rows]


def test_areas_say_it_in_the_same_words_and_only_where_values_are_asked_for(client):
    stem = "indicators/female_per_1000"
    areas, rows = (client.get(f"/data/{stem}.{ending}").json() for ending in ("geojson", "json"))
    assert {name: areas[name] for name in ("coverage", "coverage_de")} == {
        name: rows[name] for name in ("coverage", "coverage_de")
    }
    assert list(client.get("/data/members.json").json()) == ["data"]
    assert "coverage" not in client.get("/data/boundaries/kreise_medium.geojson").json()


def test_the_description_demands_the_sentence_of_each_table_that_has_it(client):
    paths = client.get("/data/openapi.json").json()["paths"]

    def demanded(path):
        (content,) = paths[path]["get"]["responses"]["200"]["content"].values()
        return content["schema"]["required"]

    assert demanded("/data/migration.json") == ["data", "coverage", "coverage_de"]
    assert demanded("/data/indicators/net_per_1000.geojson") == ["type", "features", "coverage", "coverage_de"]
    assert demanded("/data/members.json") == ["data"]


def test_a_list_asks_for_no_number_of_rows(client):
    assert "rdfs:comment" not in client.get("/data/members.csv-metadata.json").json()

"""Small questions: the rows are right, and what is missing, held back or not counted is said."""

import json

import pytest

from analytics.commands import main
from analytics.exports.queries.places import edge_kreise
from analytics.exports.queries.tools import TOOLS, about, ask, parameters
from analytics.exports.queries.values import AGE_WORDS
from analytics.language import get_wording
from analytics.rates.rates import migration_age_groups
from analytics.subjects.peers.measures import find_neighbours
from tests.facts import shipped_atlas

W = get_wording("de")


def told(atlas, tool, **given):
    answer = ask(atlas, W, tool, given)
    assert answer.refusal is None, answer.refusal
    assert answer.sources or tool == "download"
    assert answer.data_version == atlas.version
    return answer


def refused(atlas, tool, **given):
    answer = ask(atlas, W, tool, given)
    assert answer.refusal is not None
    assert answer.rows == ()
    assert not answer.coverage.complete
    assert answer.refusal.reason.endswith(".")
    return answer.refusal


def test_a_missing_year_stays_a_gap_with_its_reason(atlas):
    answer = told(atlas, "get_values", measure="net", areas=["Cottbus"], years=[2000, 2001, 2002], quantity="persons")
    rows = atlas.migration[(atlas.migration["ags"] == "12052") & (atlas.migration["age_group"] == "insgesamt")]
    net = dict(zip(rows["year"], rows["net"], strict=True))
    assert [row["value"] for row in answer.rows] == [net[2000], None, net[2002]]
    assert not answer.coverage.complete
    assert (answer.coverage.asked, answer.coverage.shown) == (3, 2)
    (gap,) = answer.coverage.missing
    assert (gap.names, gap.years, gap.code) == (("Cottbus",), (2001,), "no_migration")
    assert "Cottbus 2001" in answer.coverage.sentence


def test_a_pivot_holds_the_same_values_and_keeps_the_gap(atlas):
    given = {"measure": "net", "areas": "Cottbus,Uckermark", "years": "2001,2002"}
    long = told(atlas, "get_values", **given)
    by_area = told(atlas, "get_values", **given, pivot="area")
    by_year = told(atlas, "get_values", **given, pivot="year")
    values = {(row["name"], row["year"]): row["value"] for row in long.rows}
    assert {(row["name"], year): row[str(year)] for row in by_area.rows for year in (2001, 2002)} == values
    assert {(name, row["year"]): row[name] for row in by_year.rows for name in ("Cottbus", "Uckermark")} == values
    assert values["Cottbus", 2001] is None


def test_only_breaks_that_concern_the_years_and_districts_are_named(atlas):
    then_and_now = told(atlas, "get_values", measure="net", areas=["Cottbus"], years=[2000, 2024]).limits
    assert any("Zensus 2011" in limit for limit in then_and_now)
    assert not any("2015" in limit or "Oder-Spree" in limit for limit in then_and_now)
    alone = told(atlas, "get_values", measure="net", areas=["Oder-Spree"], years=[2024]).limits
    assert any(limit.startswith("Oder-Spree: Erstaufnahme des Landes. Die Zentrale") for limit in alone)
    of_the_land = told(atlas, "get_values", measure="net", areas=["Brandenburg"], years=[2024]).limits
    assert "Oder-Spree: Erstaufnahme des Landes." in of_the_land


def test_a_part_of_a_large_table_is_refused_not_given(atlas):
    refusal = refused(atlas, "get_values", measure="net", areas=["all"], years=list(range(2000, 2025)))
    assert refusal.code == "too_many_rows"


def test_ranks_are_those_of_all_districts_also_where_only_few_are_shown(atlas):
    answer = told(atlas, "rank", measure="arrivals", year=2024, quantity="persons", order="lowest", most=2)
    rows = atlas.migration[(atlas.migration["year"] == 2024) & (atlas.migration["age_group"] == "insgesamt")]
    lowest = rows.sort_values("arrivals")["arrivals"].tolist()[:2]
    assert [(row["rank"], row["of"], row["value"]) for row in answer.rows] == [(20, 20, lowest[0]), (19, 20, lowest[1])]
    assert answer.coverage.left_out == 18
    assert not answer.coverage.complete


def test_the_three_meanings_of_near_are_three_answers(atlas):
    by_km = told(atlas, "near", place="Guben", meaning="kilometres", most=1)
    assert by_km.rows == ({"ags": "12071337", "name": "Schenkendöbern", "kreis_name": "Spree-Neiße", "km": 5.5},)
    border = told(atlas, "near", place="Elbe-Elster", meaning="border")
    assert [row["ags"] for row in border.rows] == find_neighbours(atlas, "12062")
    similar = told(atlas, "near", place="Elbe-Elster", meaning="similar", most=2)
    assert [row["name"] for row in similar.rows] == ["Spree-Neiße", "Uckermark"]
    assert refused(atlas, "near", place="Elbe-Elster", meaning="kilometres").code == "kreis_has_no_point"
    assert refused(atlas, "near", place="Guben", meaning="border").code == "gemeinde"
    assert refused(atlas, "near", place="Guben").code == "missing_parameter"


def test_neighbours_are_complete_only_inside_the_atlas(atlas):
    # Potsdam borders on Berlin, Havelland and Potsdam-Mittelmark alone; Elbe-Elster also on Saxony and Saxony-Anhalt.
    assert "12054" not in edge_kreise(atlas)
    assert told(atlas, "near", place="Potsdam", meaning="border").coverage.complete
    assert not told(atlas, "near", place="Elbe-Elster", meaning="border").coverage.complete


def test_a_list_of_initiatives_is_never_complete_while_the_register_is_not(atlas):
    none = told(atlas, "initiatives", district="Barnim")
    assert none.rows == ()
    assert not none.coverage.complete
    assert any("heißt nicht" in sentence for sentence in none.sentences)


def test_initiatives_without_a_place_are_named_where_distances_are_asked_for(atlas):
    near = told(atlas, "initiatives", near_place="Guben", within_km=10)
    assert [(row["name"], row["km"] < 1) for row in near.rows] == [("Guben tut gut.", True)]
    assert set(near.coverage.missing[0].names) == {"@see", "Freiraum", "Stadtrezeption"}


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_says_what_it_is_for_and_every_parameter_what_it_means(tool):
    assert about(tool).endswith(".")
    assert all(len(one.about) > 10 for one in parameters(tool))


def test_what_a_parameter_may_be_is_what_the_figures_know(atlas):
    """The names of earlier versions are still understood, and the words name every age group."""
    valid = {(tool, one.name): one.choices for tool in TOOLS for one in parameters(tool)}
    assert valid["rank", "scope"] == (
        "gesamt", "brandenburg", "lausitz", "lausitz_brandenburg", "land", "lausitz_land",
    )  # fmt: skip
    assert valid["rank_by_change", "measure"] == (
        "net", "arrivals", "departures", "domestic", "abroad", "german", "net_female", "net_male",
    )  # fmt: skip
    assert valid["initiatives", "status"] == ("", "active", "unknown", "ended")
    ages = AGE_WORDS.partition("e.g. ")[2].partition(";")[0].split(", ")
    assert tuple(ages) == migration_age_groups(atlas)


@pytest.mark.parametrize(
    ("tool", "given", "code"),
    [
        ("nothing", {}, "unknown_tool"),
        ("rank", {"measure": "net", "colour": "red"}, "unknown_parameter"),
        ("rank", {"measure": "net", "year": "soon"}, "wrong_value"),
        ("rank", {"measure": "net", "year": True}, "wrong_value"),
        ("rank", {"measure": "net", "year": 2024.5}, "wrong_value"),
        ("rank", {"measure": "net", "year": float("inf")}, "wrong_value"),
        ("rank", {"measure": "net", "year": 1e300}, "wrong_value"),
        ("rank", {"measure": "net", "scope": "world"}, "wrong_value"),
        ("get_values", {"measure": "net", "areas": [{}]}, "wrong_value"),
        ("rank_by_change", {"year_from": 2024, "year": 2014}, "years_reversed"),
        ("get_values", {"measure": "net", "areas": []}, "missing_parameter"),
        ("get_values", {"measure": "net", "areas": [""]}, "missing_parameter"),
        ("get_values", {"measure": "net", "areas": ["Cottbus"], "years": [-1]}, "wrong_value"),
        ("initiatives", {"within_km": 10}, "missing_parameter"),
        ("initiatives", {"near_place": "Guben", "within_km": -10}, "wrong_value"),
        # Known as a whole, but told of one Kreis at a time.
        ("profile", {"district": "Brandenburger Lausitz"}, "several_districts"),
        ("effects", {"district": "lausitz_land"}, "several_districts"),
        ("initiatives", {"district": "Brandenburg"}, "several_districts"),
        # The beginning of a name is no Gemeinde of that name.
        ("get_values", {"measure": "net", "areas": ["Ostprignitz"]}, "not_covered"),
        ("get_values", {"measure": "net", "areas": ["Forst"]}, "gemeinde"),
        # The parts of this year are known of no Kreis at all.
        ("get_values", {"measure": "net_female", "areas": ["Lausitz"], "years": [2017]}, "unsplit"),
        ("get_values", {"measure": "domestic", "areas": ["Lausitz"], "years": [2021]}, "not_summed"),
    ],
)
def test_a_wrong_question_is_refused_in_a_sentence(atlas, tool, given, code):
    assert refused(atlas, tool, **given).code == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("Rückwanderer", "returners"), ("zurückgeholt", "returners"), ("people who came back", "returners"),
        ("Umzugsgründe", "motives"), ("Beweggrund", "motives"), ("aus welchem Grund", "motives"),
        ("Wohndauer", "length_of_stay"), ("Vermittlungen", "through_initiatives"), ("Akademiker", "occupation"),
        ("Zuzugsgründe", "motives"), ("Wanderungsmotive", "motives"), ("Bevölkerungsprognose", "forecast"),
        ("Hausärzte", "occupation"), ("Einpendler", "commuters"), ("Verbleibsquote", "length_of_stay"),
        ("Geburten", "births_and_deaths"), ("Sterbefälle", "births_and_deaths"), ("deaths", "births_and_deaths"),
        ("natürliche Bevölkerungsbewegung", "births_and_deaths"), ("natural balance", "births_and_deaths"),
        ("Wie viele hier Geborene kommen zurück?", "returners"), ("Ausländeranteil", "foreigners"),
        ("Migrationshintergrund", "foreigners"), ("migration background", "foreigners"),
        ("Zuzüge aus Berlin", "partners"), ("Umzüge innerhalb des Kreises", "unknown_measure"),
        ("Familien mit Kindern", "unknown_measure"),
    ],
)  # fmt: skip
def test_the_same_question_in_other_words_is_refused_for_the_same_reason(atlas, asked, code):
    assert refused(atlas, "search_measure", query=asked).code == code


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Cottbus/Chóśebuz", "Cottbus"), ("Guben/Gubin", "Guben"), ("Neustadt/Dosse", "Neustadt (Dosse)"),
        ("Doberlug Kirchhain", "Doberlug-Kirchhain"), ("Dahme/Mark", "Dahme/Mark"), ("AGS 12 062", "Elbe-Elster"),
        ("12062000", "Elbe-Elster"), ("120620000000", "Elbe-Elster"), ("120625202124", "Elsterwerda"),
    ],
)  # fmt: skip
def test_a_place_is_found_by_its_official_name_and_key_however_they_are_written(atlas, asked, first):
    assert told(atlas, "search_place", query=asked).rows[0]["name"] == first


@pytest.mark.parametrize(("asked", "name"), [("12062000", "Elbe-Elster"), ("12000000", "Land Brandenburg")])
def test_figures_are_told_by_an_official_key_with_zeros_at_its_end(atlas, asked, name):
    (row,) = told(atlas, "get_values", measure="net", areas=[asked], years=[2024]).rows
    assert row["name"] == name


def test_of_two_names_in_one_both_are_found_and_no_figure_is_told_of_one_alone(atlas):
    rows = told(atlas, "search_place", query="Elbe-Elster und Cottbus").rows
    assert {row["name"] for row in rows if row["level"] == "kreis"} == {"Elbe-Elster", "Cottbus"}
    refusal = refused(atlas, "get_values", measure="net", areas=["Elbe-Elster/Meißen"], years=[2024])
    assert (refusal.code, refusal.nearest) == ("not_covered", "Ähnlich heißen: Elbe-Elster.")


def test_a_number_that_json_calls_whole_is_taken_as_such(atlas):
    whole, written = (told(atlas, "rank", measure="net", year=year).rows for year in (2024.0, 2024))
    assert whole == written


def test_who_asks_for_births_is_led_to_where_they_stand(atlas):
    nearest = refused(atlas, "get_values", measure="Geburten", areas=["Elbe-Elster"]).nearest
    assert "„Kreisprofil“" in nearest
    assert "`population_balance`" in nearest
    assert [row["name"] for row in told(atlas, "download", search="population_balance").rows] == ["population_balance"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("Beitrag der Frauen", ["net_female", "arrivals_female", "departures_female"]),
        ("Grundsicherung", ["minimum_income_recipients"]),
        ("aus dem Ausland", ["abroad"]),
        ("Sind die Zuzüge zurückgegangen?", ["arrivals"]),
        ("Was liegt den Zuzügen zugrunde?", ["arrivals"]),
        ("Einwanderung", ["abroad"]),
        ("out-migration", ["departures"]),
        ("Veränderung nach Herkunft", ["domestic", "abroad", "german"]),
    ],
)
def test_small_words_of_a_question_find_no_measure(atlas, asked, codes):
    assert [row["measure"] for row in told(atlas, "search_measure", query=asked).rows] == codes


def test_no_list_is_longer_than_an_answer_and_it_says_so(atlas):
    answer = told(atlas, "search_place", query="e", most=1000)
    assert len(answer.rows) == 60
    assert not answer.coverage.complete


def test_areas_are_found_by_names_of_either_language_and_by_former_codes(atlas):
    for name in ("Brandenburger Lausitz", "Lausitz in Brandenburg", "lausitz_land"):
        answer = told(atlas, "get_values", measure="net", areas=[name], years=[2024], quantity="persons")
        # 1,185 + 2,200 + 457 + 566 + 337
        assert answer.rows[0]["value"] == 4745
    assert [row["of"] for row in told(atlas, "rank", measure="net", scope="lausitz_land", most=1).rows] == [5]


def test_names_are_found_as_people_write_them(atlas):
    for name in ("12071", "Spree-Neisse", "spree-neiße", "Landkreis Spree-Neiße", "Spree Neisse"):
        assert told(atlas, "get_values", measure="net", areas=[name], years=[2024]).rows[0]["ags"] == "12071"
    assert told(atlas, "get_values", measure="net", areas=["Frankfurt"], years=[2024]).rows[0]["ags"] == "12053"


@pytest.fixture
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    monkeypatch.setattr("analytics.commands.load_atlas", shipped_atlas)


@pytest.mark.usefixtures("_own_store")
def test_the_command_line_gives_the_same_answers(atlas, capsys):
    given = ["measure=net", "areas=Cottbus,Uckermark", "years=2001,2002", "pivot=area"]
    assert main(["ask", "get_values", *given, "--json"]) == 0
    expected = ask(atlas, W, "get_values", dict(pair.split("=") for pair in given)).plain()
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(expected))
    assert main(["ask", "search_measure", "query=Rückkehrer"]) == 0
    assert "Keine Quelle zählt Rückkehrende" in capsys.readouterr().out
    assert main(["ask", "rank", "measure=net", "most=1", "--lang", "en"]) == 0
    assert "Coverage" in capsys.readouterr().out


def test_arrivals_of_several_districts_come_with_the_warning_that_a_move_between_them_counts_twice(atlas):
    for measure in ("arrivals", "departures_male"):
        limits = told(atlas, "get_values", measure=measure, areas=["all"], years=[2024], quantity="persons").limits
        assert sum("Nicht über Kreise zusammenzählen" in one for one in limits) == 1
    assert not any("zusammenzählen" in one for one in told(atlas, "rank", measure="net").limits)

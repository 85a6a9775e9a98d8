"""The analyses without a browser: the same results as JSON, or as text to read."""

import json
import subprocess
import sys
from argparse import ArgumentParser

import pytest

from analytics.commands import main
from analytics.exports.answers.command import add_answers
from data.errors import StoreError
from tests.facts import shipped_atlas

KEYS = {
    "question", "parameters", "results", "intervals", "verdict", "assumptions", "limits", "statements", "sources",
    "data_version",
}  # fmt: skip


ATLAS = shipped_atlas()


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    # The same facts for all tests: what an answer computes is kept with them.
    monkeypatch.setattr("analytics.commands.load_atlas", lambda: ATLAS)


def answer(capsys, *arguments):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", ["whitespots", "effects", "outlook"])
def test_every_answer_holds_its_parts(capsys, command):
    told = answer(capsys, command)
    assert set(told) >= KEYS
    assert len(told["statements"]["carried"]) == 3
    assert len(told["statements"]["not_carried"]) == 2
    assert told["sources"]


def test_before_and_after_comes_with_interval_and_verdict(capsys):
    told = answer(capsys, "effects", "--kreis", "12062")
    assert told["verdict"]["code"] == "not_distinguishable"
    assert [row["name"] for row in told["results"]["treated"]] == ["Elbe-Elster"]
    assert told["intervals"]


def test_an_assumed_initiative_reaches_people(capsys):
    told = answer(capsys, "whitespots", "--extra", "52.39,13.06")
    assert told["parameters"]["extra_degrees"] == [[52.39, 13.06]]


def test_an_outlook_that_is_refused_says_so(capsys):
    told = answer(capsys, "outlook", "--kreis", "12067", "--lang", "en")
    assert "reception centre" in told["verdict"]["sentence"]


def test_the_text_names_what_the_data_carry(capsys):
    assert main(["whitespots"]) == 0
    text = capsys.readouterr().out
    assert text.index("Das tragen die Daten\n") < text.index("Das tragen die Daten nicht") < text.index("Annahmen")


def test_an_answer_can_be_written_to_a_file(capsys, tmp_path):
    assert main(["outlook", "--json", "-o", str(tmp_path / "ausblick.json")]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads((tmp_path / "ausblick.json").read_text(encoding="utf-8"))["question"]


def test_an_unknown_district_is_a_sentence_not_a_trace(capsys):
    assert main(["effects", "--kreis", "99999"]) == 1
    assert "„99999“" in capsys.readouterr().err


def test_a_place_that_is_none_is_refused_with_an_example():
    command = [sys.executable, "-m", "analytics", "whitespots", "--extra", "hier"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "52.39,13.06" in done.stderr


def test_before_and_after_is_compared_with_the_atlas_unless_another_set_is_asked_for(capsys):
    told = answer(capsys, "effects")
    assert (told["parameters"]["controls"], told["parameters"]["last_year"]) == ("brandenburg", 2018)
    assert len(told["results"]["controls"]) == 10
    assert told["results"]["choice_of_controls"] is told["results"]["land_placebo"] is None


def test_the_east_lists_who_is_compared_and_what_the_land_did(capsys):
    told = answer(capsys, "effects", "--controls", "east", "--lang", "en")
    used = [row["ags"] for row in told["results"]["choice_of_controls"] if row["used"]]
    assert [row["ags"] for row in told["results"]["controls"]] == used
    assert len(used) == 37
    assert any(limit.startswith("Counted as if they had started, 4 districts") for limit in told["limits"])
    assert any("chance gives as much in less than 1% of cases" in limit for limit in told["limits"])


def test_the_answer_from_the_east_names_the_sources_of_the_panel_and_its_later_years(capsys):
    told = answer(capsys, "effects", "--controls", "east", "--last-year", "2024", "--lang", "en")
    assert {"S35", "S36", "S37", "S38", "S41"} <= set(told["sources"])
    assert told["parameters"]["last_year"] == 2024
    assert any(limit.startswith("Years after 2018 are compared although") for limit in told["limits"])
    assert {row["ags"]: row["reason"] for row in told["results"]["choice_of_controls"]}["14625"] == "own_initiative"
    assert told["results"]["land_placebo"]["kreise"] == ["12051", "12053", "12066", "12068"]


@pytest.mark.parametrize(
    ("by_filter", "by_parameter"),
    [
        (
            ["effects", "--kreis", "12062", "--alter", "18-25", "--kontrollen", "east", "--verzerrt"],
            ["effects", "--kreis", "12062", "--age-group", "18-25", "--controls", "east", "--with-distorted"],
        ),
        (
            ["whitespots", "--ausschnitt", "lausitz", "--grenze", "15", "--ziel", "need", "--neu", "52.4,13.1"],
            ["whitespots", "--scope", "lausitz", "--limit-km", "15", "--weight", "need", "--extra", "52.4,13.1"],
        ),
        (
            ["outlook", "--gebiet", "12067", "--alter", "18-25", "--aufnahme", "--projahr", "3", "--years", "4"],
            ["outlook", "--kreis", "12067", "--age-group", "18-25", "--with-reception", "--per-year", "3", "--years",
             "4"],
        ),
    ],
)  # fmt: skip
def test_options_are_called_as_the_filters_of_the_page_too(by_filter, by_parameter):
    parser = ArgumentParser()
    add_answers(parser.add_subparsers(dest="command"))
    assert parser.parse_args(by_filter) == parser.parse_args(by_parameter)
    assert parser.parse_args(by_filter) != parser.parse_args(by_filter[:1])


def test_a_store_that_fails_is_told_with_table_version_and_what_helps(monkeypatch, capsys):
    def fail():
        raise StoreError(code="content_damaged", dataset="migration", version=3, part="table")

    monkeypatch.setattr("analytics.commands._facts", fail)
    assert main(["effects", "--lang", "de"]) == 1
    told = capsys.readouterr().err
    assert "Tabelle migration, Version 3." in told
    assert "python -m data.store restore" in told

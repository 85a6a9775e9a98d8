"""The nightly job: what it prints, what it stores, and its exit code."""

import json
from pathlib import Path

import pytest

from data.headless import main
from data.records import load_table
from data.store import open_store
from tests.samples import layouts as lay

YEAR = load_table("migration").query("year == 2024").reset_index(drop=True)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'atlas.db'}"


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_bytes(text.encode("latin-1"))
    return str(path)


def test_a_dry_run_stores_nothing_and_says_what_would_change(tmp_path, store, capsys):
    file = write(tmp_path, "neu.csv", lay.regional_migration(YEAR.assign(year=2025)))
    assert main([file, "--store", store, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)[0]
    assert told["difference"] == {"new": 140, "changed": 0, "gone": 0, "equal": 0}
    assert told["version"] is None
    with open_store(store) as opened:
        assert opened.versions("migration") == ()


def test_apply_stores_a_version_with_the_new_year(tmp_path, store, capsys):
    file = write(tmp_path, "neu.csv", lay.regional_migration(YEAR.assign(year=2025)))
    assert main([file, "--apply", "--store", store]) == 0
    assert "stored as version 1" in capsys.readouterr().out
    with open_store(store) as opened:
        assert 2025 in set(opened.load_table("migration")["year"])


def test_an_excerpt_removes_no_district_unless_that_is_allowed(tmp_path, store, capsys):
    file = write(tmp_path, "auszug.csv", lay.regional_migration(YEAR[YEAR["ags"] == "12062"]))
    assert main([file, "--apply", "--store", store]) == 1
    assert "not stored: 119 stored rows would go" in capsys.readouterr().out
    with open_store(store) as opened:
        assert opened.versions("migration") == ()
    assert main([file, "--apply", "--allow-gone", "--store", store]) == 0
    with open_store(store) as opened:
        left = opened.load_table("migration").query("year == 2024")
    # The other Land is not the file's business.
    assert set(left["ags"]) == {"12062", "14625", "14626"}


def test_one_bad_file_keeps_all_out_and_the_exit_code_is_one(tmp_path, store, capsys):
    good = write(tmp_path, "gut.csv", lay.regional_migration(YEAR.assign(year=2025)))
    bad = write(tmp_path, "schlecht.csv", "<html></html>")
    assert main([good, bad, "--apply", "--store", store]) == 1
    assert "error: html_instead" in capsys.readouterr().out
    with open_store(store) as opened:
        assert opened.versions("migration") == ()


def test_a_file_that_is_not_there_ends_with_code_two(tmp_path, store, capsys):
    assert main([str(tmp_path / "fehlt.csv"), "--store", store]) == 2
    assert "fehlt.csv" in capsys.readouterr().err


def test_what_the_store_refuses_is_told_in_one_line_of_codes(tmp_path, capsys):
    file = write(tmp_path, "neu.csv", lay.regional_migration(YEAR.assign(year=2025)))
    (tmp_path / "atlas.db").write_bytes(b"")
    assert main([file, "--store", f"sqlite:///{tmp_path / 'atlas.db'}"]) == 2
    assert capsys.readouterr().err.startswith("store_empty backend='sqlite' reason=")

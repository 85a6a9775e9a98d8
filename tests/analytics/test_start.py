"""What a command loads before it does anything: most of the time of a short one."""

import os
import subprocess
import sys

from analytics.commands import main
from data.config import Config

UNNEEDED = ("pandera", "typeguard", "sqlalchemy", "data.store", "streamlit", "data.intake")
"""What checks a table from elsewhere, the store, the screen: not for a command that reads the shipped package."""

COMMAND = """
import sys
from analytics.commands import main
assert main(["ask", "rank", "measure=net", "most=1"]) == 0
import analytics.exports.dossier.write, analytics.exports.pptx.command, analytics.exports.pptx.write
sys.stderr.write(" ".join(sys.modules))
"""


def test_a_command_loads_nothing_that_only_an_upload_or_a_page_needs(tmp_path):
    place = os.environ | {"ATLAS_DATA_DIRECTORY": str(tmp_path), "ATLAS_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, check=True, env=place)
    loaded = set(done.stderr.split())
    assert {"analytics.exports.pptx.refresh", "data.tables.migration"} <= loaded
    assert not loaded & set(UNNEEDED)
    assert not list(tmp_path.iterdir()), "who reads needs no store"


def test_a_store_that_is_there_is_asked_and_one_without_tables_is_not_passed_over(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    monkeypatch.delenv("ATLAS_DATABASE_URL", raising=False)
    Config(data_directory=tmp_path).store_file.touch()
    assert main(["ask", "rank", "measure=net", "most=1"]) == 1
    assert capsys.readouterr().err.startswith("Die Datei des Datenspeichers ist leer")


def test_a_server_may_always_hold_more_than_the_shipped_tables(tmp_path):
    assert not Config(data_directory=tmp_path).has_store()
    assert Config(data_directory=tmp_path, database_url="postgresql://atlas@db/atlas").has_store()

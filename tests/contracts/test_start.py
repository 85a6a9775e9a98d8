"""A damaged data package or a wrong setting stops the start with one sentence, not with a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start_with(package: Path) -> subprocess.CompletedProcess[str]:
    return start({"ANKOMMEN_PACKAGE_ROOT": str(package)})


def start(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the data package that a test may damage."""
    shutil.copytree(ROOT / "data" / "sources", tmp_path / "sources")
    shutil.copy(ROOT / "data" / "datapackage.json", tmp_path)
    return tmp_path


def test_a_missing_table_stops_the_start_with_its_name(package):
    (package / "sources" / "members.csv").unlink()
    ended = start_with(package)
    assert ended.returncode != 0
    assert "members.csv" in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_damaged_cell_stops_the_start_with_file_row_and_column(package):
    table = package / "sources" / "kreise.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    heading, first = lines[0].split(","), lines[1].split(",")
    first[heading.index("area_km2")] = "viel"
    table.write_text("\n".join([lines[0], ",".join(first), *lines[2:]]) + "\n", encoding="utf-8")
    ended = start_with(package)
    assert ended.returncode != 0
    assert "kreise.csv" in ended.stderr
    assert "Zeile 2" in ended.stderr
    assert "area_km2" in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_wrong_number_stops_the_start_with_its_setting_and_one_line_in_the_log():
    ended = start({"ATLAS_MAX_SESSIONS": "abc"})
    assert ended.returncode == 1
    written = [line for line in ended.stderr.splitlines() if line]
    assert len(written) == 2, "a line of the log and a sentence"
    line = json.loads(written[0])
    assert (line["level"], line["code"], line["setting"]) == ("error", "not_a_whole_number", "ATLAS_MAX_SESSIONS")
    assert written[1] == (
        "In ATLAS_MAX_SESSIONS steht „abc“; erlaubt ist eine ganze Zahl von 1 bis 1000000. "
        "Bitte die Einstellung berichtigen oder weglassen (dann gilt 400) und neu starten."
    )

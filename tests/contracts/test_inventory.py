"""The list of parts and the page of licences follow the locked list; the check of known holes reads the same lists."""

import json
import os
import re
import subprocess
from pathlib import Path

from deploy.inventory import IMAGE, OVERVIEW, locked_parts, main, short_licence, write_parts

ROOT = Path(__file__).parents[2]
# Licences that would ask for more than their text beside the program.
_STRICT = re.compile(r"(?<!L)GPL|AGPL|SSPL|Commercial|Proprietary|UNKNOWN", re.IGNORECASE)


def test_every_locked_package_is_read():
    names = re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert [part.name for part in locked_parts()] == names
    assert len(names) > 50


def test_the_page_of_licences_is_up_to_date_and_holds_no_strict_one():
    rows = re.findall(r"^\| ([^ |]+) \| ([^ |]+) \| (.+) \|$", OVERVIEW.read_text("utf-8"), re.MULTILINE)
    listed = [(name, version) for name, version, _ in rows if name not in ("package", "---")]
    assert listed == [(part.name, part.version) for part in locked_parts()], "run: make inventory"
    assert [row for row in rows if _STRICT.search(row[2])] == []


def test_the_list_of_parts_holds_every_package_with_its_hashes(tmp_path):
    write_parts(tmp_path / "parts.json")
    parts = json.loads((tmp_path / "parts.json").read_text("utf-8"))
    assert parts["bomFormat"] == "CycloneDX"
    found = {(one["name"], one["version"]) for one in parts["components"]}
    assert found == {(part.name, part.version) for part in locked_parts()}
    assert all(one["externalReferences"][0]["hashes"] for one in parts["components"])
    assert str(ROOT) not in json.dumps(parts)


def test_the_image_tells_the_parts_of_all_its_lists(tmp_path):
    assert main([str(tmp_path / "image.json")]) == 0
    names = {one["name"] for one in json.loads((tmp_path / "image.json").read_text("utf-8"))["components"]}
    assert {"streamlit", "psycopg", "mcp"} <= names
    installed = re.findall(r"pip install .*-r (\S+)$", (ROOT / "deploy/Containerfile").read_text(), re.MULTILINE)
    assert {Path(one).name for one in installed} - {"requirements-inventory.txt"} == {one.name for one in IMAGE}


def test_a_licence_is_one_line_also_where_a_package_gives_its_text():
    assert short_licence("MIT License") == "MIT License"
    assert short_licence("Copyright x\n\nPermission is hereby granted, free of charge, to any person" * 3) == "MIT"
    assert "|" not in short_licence("A | B")


def test_the_check_of_known_holes_is_a_script_that_reads_every_locked_list():
    script = ROOT / "deploy" / "check-vulnerabilities.sh"
    assert os.access(script, os.X_OK)
    subprocess.run(["sh", "-n", str(script)], check=True)
    text = script.read_text()
    for name in ("requirements.txt", "deploy/requirements-postgresql.txt", "deploy/requirements-mcp.txt"):
        assert name in text
        assert (ROOT / name).is_file()

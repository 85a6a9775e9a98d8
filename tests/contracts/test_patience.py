"""A test passes the first time or fails: nothing is tried again, and no fixed wait is longer than it was."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_SECONDS = {"sleep": 1.0, "wait_for_timeout": 1.5}
# Fixed waits of half a second and more, by file; a new one is a condition that has not been found yet.
ALLOWED = {
    "browser/test_headers.py": 2, "browser/test_karte.py": 1, "browser/test_phone.py": 1,
    "browser/test_presentation.py": 4, "browser/test_weisseflecken.py": 1, "data/store/test_rolling.py": 1,
    "server/test_operate.py": 1,
}  # fmt: skip
RETRIES = ("rerunfailures", "flaky", "pytest-retry")


def fixed_waits(path: Path) -> list[tuple[str, float]]:
    """Name and seconds of every wait whose length is written as a number."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LONGEST_SECONDS:
            (length,) = node.args or (None,)
            if isinstance(length, ast.Constant):
                found.append((node.func.attr, length.value / (1000 if node.func.attr == "wait_for_timeout" else 1)))
    return found


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT / "tests").as_posix())
def test_no_fixed_wait_is_long_and_no_new_one_is_there(path):
    waits = fixed_waits(path)
    assert [wait for wait in waits if wait[1] > LONGEST_SECONDS[wait[0]]] == []
    long = sum(seconds >= 0.5 for _, seconds in waits)
    assert long <= ALLOWED.get(path.relative_to(ROOT / "tests").as_posix(), 0)


def test_no_test_is_tried_again():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = " ".join(project["optional-dependencies"]["dev"])
    assert [name for name in RETRIES if name in needed] == []
    assert "--reruns" not in (ROOT / "Makefile").read_text() + (ROOT / "pyproject.toml").read_text()
    marks = re.compile(r"mark\.(flaky|xfail)\b")
    assert [path.name for path in TESTS if marks.search(path.read_text(encoding="utf-8"))] == []

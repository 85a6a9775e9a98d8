"""The pages of threats and of the operator's duties name only tests that exist, and every threat has one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "deploy" / "THREATS.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("|") and "`tests/" in line]
OPERATING = (ROOT / "deploy" / "OPERATING.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\*|\w+)`", PAGE + OPERATING)))


def test_every_row_of_the_table_names_a_test():
    table = [line for line in PAGE.splitlines() if line.startswith("|")]
    assert len(ROWS) == len(table) - 2
    assert len(ROWS) > 12


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda part: part)
def test_a_named_test_exists(path, name):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    tests = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert tests if name == "*" else name in tests


def test_the_page_is_one_page():
    assert len(PAGE.split()) < 1100


def test_every_duty_of_the_operator_is_answered_here_or_said_to_be_theirs():
    rows = [line.strip("|").split("|") for line in OPERATING.splitlines() if line.startswith("|")]
    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in rows)
    assert {row[0].split()[0].strip(",") for row in rows} >= {
        "APP.3.1", "APP.3.2", "SYS.1.6", "CON.3", "OPS.1.1.5", "ORP.4", "DER.2.1",
    }  # fmt: skip
    assert len(OPERATING.splitlines()) < 150

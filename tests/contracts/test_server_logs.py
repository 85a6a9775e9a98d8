"""A page that fails on a server of the tests fails the run, whether or not a test saw it."""

import json
from pathlib import Path

from tests.server_logs import failures_in

TESTS = Path(__file__).parents[1]


def test_every_server_that_stays_is_watched():
    texts = {path: path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py") if path != Path(__file__)}
    starting = {path for path, text in texts.items() if '"streamlit", "run"' in text and "Popen(" in text}
    assert {path.relative_to(TESTS).as_posix() for path in starting} == {"browser/conftest.py", "cluster/parts.py"}
    assert [path.name for path in starting if "watch(" not in texts[path]] == []


def test_a_failed_page_is_found_among_other_lines():
    failed = {"message": "page failed", "error": {"kind": "KeyError", "place": "slides.py:52"}}
    log = "\n".join(["Starting", json.dumps({"message": "started"}), json.dumps(failed)])
    assert [json.loads(one) for one in failures_in(log)] == [failed["error"]]

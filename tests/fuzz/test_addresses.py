"""Every described address with odd values, and every address with odd paths and methods: no failure, no trace."""

import os
from itertools import cycle
from unittest.mock import patch

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.server.middleware import middleware
from pages.server.routes.listing import routes

# Drawn in a process of its own for half a minute; tests/server/test_open_data.py asks for it.
_SLOW = "/export/ankommen-atlas.zip"
_TELLTALES = ("Traceback", "site-packages", 'File "', ".py:", os.getcwd())
# Nothing in such an address can be odd but the tag, so a few questions are enough.
_FIXED = "/data/"
_QUICK = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
_ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "'; DROP TABLE members; --", "../../etc/passwd", "..%2f..%2fapp.py", "{{7*7}}", "${7*7}", "%00", "\0",
            "<script>alert(1)</script>", "=1+1", "-1", "9" * 400, "nan", "inf", "1e309", "٣", "\ud7ff", "NULL",
            "a" * 5000, "٢٠١٨", "²", "True", "[]", '{"a":1}', "insgesamt|30-50", "12062\n", "\r\nSet-Cookie: a=b",
        ]
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def client():
    """All our own addresses behind everything that stands before them, in this process."""
    app = Starlette(routes=routes(), middleware=middleware())
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as started:
        yield started


@pytest.fixture(scope="module")
def described(client):
    return schemathesis.openapi.from_dict(client.get("/data/openapi.json").json())


def check_calm(answer) -> None:
    """Not failed, and nothing of the inside shown."""
    assert answer.status_code < 500, (answer.url, answer.text[:200])
    if answer.headers.get("content-type", "").startswith(("text/plain", "application/json")) or answer.is_error:
        assert not any(mark in answer.text for mark in _TELLTALES), (answer.url, answer.text[:200])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def cases_of(operation) -> list:
    """What is asked of an address: odd and usual values as they are described."""
    few = operation.method != "get" or (operation.path.startswith(_FIXED) and "{" not in operation.path)
    cases = []

    @settings(_QUICK, max_examples=1 if few else 6)
    @given(case=operation.as_strategy())
    def keep(case):
        cases.append(case)

    keep()
    return cases


def figure_of(operation) -> str:
    """The figure an address shows or speaks of, with its filters as they are described there; blank for any other."""
    _, start, figure, *_ = *operation.path.split("/"), ""
    if start != "embed":
        return ""
    # As written: resolved, the same list of values has another name at each address.
    item = operation.schema.raw_schema["paths"][operation.path]
    listed = (*item.get("parameters", ()), *item["get"].get("parameters", ()))
    return f"{figure} {[one for one in listed if one['in'] == 'query']}"


def test_no_described_address_fails_or_shows_a_trace(client, described):
    """The addresses of one figure describe the same filters and are asked with the same: it is drawn once for all."""
    asked = 0
    filters: dict[str, list] = {}
    for result in described.get_all_operations():
        operation = result.ok()
        if operation.path == _SLOW:
            continue
        cases = cases_of(operation)
        queries = [case.query for case in cases]
        if figure := figure_of(operation):
            queries = filters.setdefault(figure, queries)
        for case, query in zip(cases, cycle(queries), strict=False):
            check_calm(client.request(case.method, case.formatted_path, params=query or None))
        asked += 1
    assert asked > 10


@_QUICK
@given(data=st.data())
def test_odd_values_in_every_described_parameter_give_a_sentence(client, described, data):
    for result in described.get_all_operations():
        operation = result.ok()
        if operation.path == _SLOW or "{" in operation.path:
            continue
        names = [one.name for one in operation.query]
        if names:
            check_calm(client.get(operation.path, params={name: data.draw(_ODD) for name in names}))


@pytest.mark.parametrize(
    "prefix",
    ["/", "/data/", "/data/indicators/", "/embed/", "/assets/", "/assets/map/x/", "/export/", "/static/", "/_stcore/"],
)  # fmt: skip
def test_odd_names_in_a_path_give_a_sentence(client, prefix):
    @_QUICK
    @given(name=_ODD)
    def ask(name):
        check_calm(client.get(prefix + name.replace("?", "").replace("#", "").replace("\r", "").replace("\n", "")))

    ask()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "NIX"])
@pytest.mark.parametrize("path", ["/", "/karte", "/data/members.csv", "/embed/growth", "/healthz", "/export/folie.png"])
def test_an_odd_method_changes_nothing_and_fails_nowhere(client, method, path):
    answer = client.request(method, path)
    check_calm(answer)
    assert answer.status_code in (200, 204, 400, 404, 405)


def test_a_failure_inside_an_address_shows_neither_trace_nor_message(client):
    with patch("pages.server.routes.opendata.package._content", side_effect=RuntimeError("secret-inside")):
        answer = client.get("/data/members.csv")
    assert answer.status_code == 500
    assert "secret-inside" not in answer.text
    assert "Traceback" not in answer.text

"""Secrets of the operator are in no log, no error and no answer, also when things go wrong."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.language import error_sentence, get_wording
from data.config import Config
from data.errors import AtlasError
from data.store import open_store
from pages.operation.logs import JsonLines
from pages.operation.settings import Settings
from pages.server.middleware import middleware
from pages.server.routes.listing import routes

ROOT = Path(__file__).parents[2]
PASSWORD, COOKIE, TOKEN, CLIENT = "pass-w0rd-of-db", "c00kie-signs-all", "t0ken-of-metrics", "cl1ent-secret-x"
ADDRESS = f"postgresql://atlas:{PASSWORD}@127.0.0.1:9/atlas"
SECRETS = (PASSWORD, COOKIE, TOKEN, CLIENT)


def check_silent(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []


def logged(error: BaseException) -> str:
    """The line the log gets for an error."""
    return JsonLines().format(logging.LogRecord("atlas", 40, "x", 1, "failed", None, (type(error), error, None)))


def test_a_database_that_does_not_answer_is_reported_without_its_password():
    with pytest.raises(AtlasError) as caught, open_store(ADDRESS):
        pass
    error = caught.value
    check_silent(error_sentence(error, get_wording("de")) + error_sentence(error, get_wording("en")))
    check_silent(logged(error) + str(error) + repr(error) + repr(vars(error)))


@pytest.mark.parametrize("address", [f"postgresql://atlas:{PASSWORD}@[::1", f"nosuch://atlas:{PASSWORD}@x/y", PASSWORD])
def test_an_address_that_is_none_is_reported_without_its_password(address):
    with pytest.raises(Exception) as caught, open_store(address):
        pass
    check_silent(logged(caught.value))
    if isinstance(caught.value, AtlasError):
        check_silent(error_sentence(caught.value, get_wording("de")))


def test_secrets_have_no_written_form():
    chosen = Settings(metrics_token=TOKEN, oidc_client_secret=CLIENT)
    check_silent(repr(chosen) + str(chosen) + repr(Config(database_url=ADDRESS)))


def test_a_start_that_fails_prints_one_sentence_and_no_secret(tmp_path):
    environment = os.environ | {
        "ATLAS_DATABASE_URL": ADDRESS.replace("postgresql", "nosuch"),
        "STREAMLIT_SERVER_COOKIE_SECRET": COOKIE, "ATLAS_METRICS_TOKEN": TOKEN,
        "ATLAS_OIDC_CLIENT_SECRET": CLIENT, "ATLAS_OIDC_CLIENT_ID": "atlas",
        "ATLAS_OIDC_METADATA_URL": "http://127.0.0.1:9/none",
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert ended.returncode != 0
    check_silent(ended.stdout + ended.stderr)
    assert "Traceback" not in ended.stderr


def test_the_tools_of_the_store_print_no_secret(tmp_path):
    environment = os.environ | {"ATLAS_DATABASE_URL": ADDRESS}
    for command in (
        ["data.store", "backup", str(tmp_path / "b.zip")],
        ["data.intake", str(ROOT / "data/sources/members.csv")],
    ):
        ended = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
        )
        check_silent(ended.stdout + ended.stderr)
        assert "Traceback" not in ended.stderr


def test_a_wrong_token_of_the_metrics_is_refused_and_not_logged(monkeypatch):
    monkeypatch.setattr("pages.server.requests.settings", lambda: Settings(metrics_token=TOKEN, log_requests="all"))
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("atlas")
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "level", logging.INFO)
    client = TestClient(Starlette(routes=routes(), middleware=middleware()))
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong-one"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    check_silent(answer.text + stream.getvalue())
    assert "wrong-one" not in stream.getvalue()
    assert all(json.loads(line) for line in stream.getvalue().splitlines())

"""What the tests of the server share."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.records import load_descriptor
from pages.operation import limits, visits
from pages.operation.settings import Settings
from pages.server import requests as middleware
from pages.server.routes import health
from pages.server.routes.listing import routes

INDICATORS = (
    "net_per_1000", "arrivals_per_1000", "departures_per_1000", "net_change", "domestic_per_1000", "abroad_per_1000",
    "german_per_1000", "female_per_1000", "male_per_1000", "unemployment_rate", "youth_unemployment_rate",
    "employees_at_workplace", "gdp_per_capita", "old_age_quotient", "youth_quotient", "minimum_income_recipients",
)  # fmt: skip
"""Every indicator that can be taken away."""


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """The own addresses without the pages behind them, in one loop for all questions: each would start its own."""
    with TestClient(Starlette(routes=routes()), raise_server_exceptions=True) as started:
        yield started


@pytest.fixture(scope="module")
def descriptor():
    return load_descriptor()


@pytest.fixture
def settings(monkeypatch):
    """A function that lets the server have these settings."""

    def let(**changes):
        chosen = Settings(**changes)
        for module in (middleware, limits, visits, health):
            monkeypatch.setattr(module, "settings", lambda: chosen)
        for kept in (limits.reading, limits.writing):
            kept.cache_clear()
        return chosen

    yield let
    for kept in (limits.reading, limits.writing):
        kept.cache_clear()

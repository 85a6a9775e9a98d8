"""What the tests of the server share."""

import pytest

from pages.operation import limits, visits
from pages.operation.settings import Settings
from pages.server import requests as middleware
from pages.server.routes import health


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

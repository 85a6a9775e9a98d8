"""Two processes of the atlas, PostgreSQL and nginx, started once for all tests of this folder. Never skipped."""

import pytest

from tests.cluster.parts import start_cluster
from tests.cluster.visitor import Visitor


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    started = start_cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


@pytest.fixture
def visitor(cluster):
    """Somebody who comes through the proxy."""
    coming = Visitor(cluster)
    yield coming
    coming.leave()


@pytest.fixture
def say(capsys):
    """Writes a measurement where whoever runs the tests sees it."""

    def write(line):
        with capsys.disabled():
            print(f"\n  {line}", end="", flush=True)  # noqa: T201

    return write

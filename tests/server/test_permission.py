"""Who may change something: only where the server answers nobody but its own machine."""

import pytest

from pages.access.permission import is_loopback


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.1.1", "localhost", "LOCALHOST", "::1", "[::1]", " 127.0.0.1 "])
def test_a_loopback_address_admits_changes(address):
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["", None, "0.0.0.0", "::", "192.168.1.4", "atlas.example.org", "127.0.0.1.evil"])  # noqa: S104
def test_any_other_address_does_not(address):
    assert not is_loopback(address)

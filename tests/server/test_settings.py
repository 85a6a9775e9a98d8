"""The server's settings come from the environment, and a wrong one is named."""

import pytest

from pages.operation.settings import Settings


def test_nothing_set_means_the_defaults():
    assert Settings.from_environment({"ATLAS_MAX_UPLOADS": " "}) == Settings()


def test_lists_and_numbers_are_read():
    read = Settings.from_environment({"ATLAS_EMBED_HOSTS": "https://a.de, https://b.de", "ATLAS_MAX_SESSIONS": "50"})
    assert read.embed_hosts == ("https://a.de", "https://b.de")
    assert read.max_sessions == 50


def test_a_wrong_number_is_named():
    with pytest.raises(ValueError, match="ATLAS_MAX_EXPORTS must be a whole number"):
        Settings.from_environment({"ATLAS_MAX_EXPORTS": "many"})

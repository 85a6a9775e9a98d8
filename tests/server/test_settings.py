"""The server's settings come from the environment, and a wrong one is named."""

import pytest

from analytics.language import error_sentence, get_wording
from data.config import Config
from data.errors import SettingError
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


def test_a_secret_may_lie_in_a_file(tmp_path):
    token, address = tmp_path / "token", tmp_path / "address"
    token.write_text("from a file\n")
    address.write_text("postgresql://atlas@database/atlas\n")
    named = {"ATLAS_METRICS_TOKEN_FILE": str(token), "ATLAS_DATABASE_URL_FILE": str(address)}
    tokens = [Settings.from_environment(one).metrics_token for one in (named, named | {"ATLAS_METRICS_TOKEN": "own"})]
    assert tokens == ["from a file", "own"]
    assert Config.from_environment(named).database_url == "postgresql://atlas@database/atlas"


def test_a_file_of_a_setting_that_is_not_there_is_named(tmp_path):
    missing = str(tmp_path / "missing")
    with pytest.raises(SettingError) as caught:
        Config.from_environment({"ATLAS_DATABASE_URL_FILE": missing})
    assert "ATLAS_DATABASE_URL_FILE" in str(caught.value), "a tool prints it as it is"
    sentence = error_sentence(caught.value, get_wording("de"))
    assert sentence.startswith(f"Die Datei, die ATLAS_DATABASE_URL_FILE nennt, ist nicht lesbar: {missing}.")

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


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("MAX_EXPORTS", "many", "In ATLAS_MAX_EXPORTS steht „many“; erlaubt ist eine ganze Zahl von 1 bis 1000000."),
        ("MAX_SESSIONS", "0", "In ATLAS_MAX_SESSIONS steht „0“; erlaubt ist eine ganze Zahl von 1 bis 1000000."),
        ("MAX_UPLOADS", "-2", "In ATLAS_MAX_UPLOADS steht „-2“; erlaubt ist eine ganze Zahl von 1 bis 1000000."),
        ("MAX_HELD_MB", "²", "In ATLAS_MAX_HELD_MB steht „²“; erlaubt ist eine ganze Zahl von 1 bis 1000000."),
        (
            "MAX_HELD_MB",
            "1000001",
            "In ATLAS_MAX_HELD_MB steht „1000001“; erlaubt ist eine ganze Zahl von 1 bis 1000000.",
        ),
        (
            "MCP_PER_MINUTE",
            "1.5",
            "In ATLAS_MCP_PER_MINUTE steht „1.5“; erlaubt ist eine ganze Zahl von 0 bis 1000000.",
        ),
        ("LOG_REQUESTS", "some", "In ATLAS_LOG_REQUESTS steht „some“; erlaubt ist eines der Wörter slow, all, none."),
        (
            "REPLICA",
            "a; b",
            "In ATLAS_REPLICA steht „a; b“; erlaubt ist ein Name aus höchstens 32 Buchstaben, Ziffern, - und _.",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(setting, value, sentence):
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({f"ATLAS_{setting}": value})
    said = error_sentence(caught.value, get_wording("de"))
    assert said.startswith(sentence)
    assert said.endswith("neu starten.")


def test_zero_questions_a_minute_are_allowed_and_turn_the_server_off():
    assert Settings.from_environment({"ATLAS_MCP_PER_MINUTE": "0"}).mcp_per_minute == 0


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

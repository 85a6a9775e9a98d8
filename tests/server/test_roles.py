"""Who is who: the role of a token, the machine itself, own pages, and what each role may."""

import pytest

from analytics.language import get_wording
from data.access import ACTIONS, Actor, Role
from pages.access import permission
from pages.operation.settings import Settings
from pages.server import websocket_origin as origin
from pages.session import identity, signin
from pages.session.registry import page_entries
from tests.server.people import LEAST_ROLE, RULES, A, C, R, V, claims

ENTRIES = {entry.url_path: entry for entry in page_entries(get_wording("de"))}
CLOSED_PAGES = {"daten": A, "register": C, "versionen": A, "protokoll": V}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        (claims("anna"), A),
        (claims("ANNA"), A),
        (claims("vera", verified="true"), V),
        (claims("vera", verified=False), R),
        (claims("vera", verified="false"), R),
        (claims("vera", verified=None), R),
        (claims("vera", verified=1), R),
        (claims("vera", verified="yes"), R),
        (claims("anna", email=None), R),
        (claims("x", email=""), R),
        (claims("x", realm_access={"roles": ["coordinator"]}), C),
        (claims("x", realm_access={"roles": ["atlas-analyst", "offline_access"]}), A),
        (claims("x", realm_access={"roles": "analyst, Administrator"}), V),
        (claims("x", realm_access={"roles": ["root", "admin", ""]}), R),
        (claims("x", realm_access={"roles": [None, 3, {}]}), R),
        (claims("x", realm_access=["administrator"]), R),
        (claims("x", **{"realm_access.roles": ["coordinator"]}), C),
        (claims("x", roles=["administrator"]), R),
        (claims("x", verified=False, realm_access={"roles": ["administrator"]}), R),
        (claims("x", verified=None, realm_access={"roles": ["coordinator"]}), C),
        (claims("carla", realm_access={"roles": ["administrator"]}), V),
        ({}, R),
    ],
)
def test_the_role_of_a_token(said, role):
    assert identity.role_of(said, RULES) is role


def test_without_rules_everybody_reads():
    said = claims("vera", realm_access={"roles": ["administrator"]}, roles=["administrator"])
    assert identity.role_of(said, Settings()) is R
    assert identity.role_of(claims("x", email=""), Settings(administrators=("",))) is R


@pytest.mark.parametrize("end", [None, "tomorrow", True, -1, 0, 1e30, float("nan"), []])
def test_a_token_without_a_usable_end_is_over(end):
    actor = identity.signed_in_actor(claims("vera", exp=end), RULES)
    assert actor.is_expired()
    assert not any(actor.may(action) for action in ACTIONS if action != "read")


def test_the_name_beside_a_change_cannot_be_borrowed():
    assert identity.display_name(claims("anna")) == "Anna (anna@example.org)"
    assert identity.display_name(claims("anna", verified=False, name="Vera")) == "Vera (id-anna)"
    assert identity.display_name(claims("anna", name="x" * 300)).endswith("x (anna@example.org)")
    assert len(identity.display_name(claims("anna", name="x" * 300))) == identity.LONGEST_NAME
    assert identity.display_name({"sub": "s" * 300}) == "s" * identity.LONGEST_NAME


def test_each_sign_in_has_a_fingerprint_of_its_own_that_names_nobody():
    prints = {
        identity.fingerprint(claims("anna", **change)) for change in ({}, {"iat": 2}, {"nonce": "m"}, {"sub": "b"})
    }
    assert len(prints) == 4
    assert all(len(one) == 64 and "anna" not in one for one in prints)


@pytest.mark.parametrize(
    ("headers", "direct"),
    [
        ({}, True),
        ({"Host": "localhost:8501", "Origin": "http://localhost:8501"}, True),
        ({"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}, True),
        ({"Host": "[::1]:8501", "Origin": "http://[::1]:8501"}, True),
        ({"Host": "127.0.0.1:8501", "Origin": "https://atlas.example.org"}, False),
        ({"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:9999"}, False),
        ({"Host": "127.0.0.1:8501", "Origin": "null"}, False),
        ({"Host": "atlas.example.org", "Origin": "https://atlas.example.org"}, False),
        ({"Host": "127.0.0.1.evil.example", "Origin": "http://127.0.0.1.evil.example"}, False),
        ({"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501", "X-Forwarded-For": "203.0.113.7"}, False),
        ({"Host": "localhost", "Origin": "http://localhost", "X-Real-IP": "203.0.113.7"}, False),
        ({"Host": "localhost", "Origin": "http://localhost", "forwarded": "for=203.0.113.7"}, False),
    ],
)
def test_only_a_browser_on_this_very_machine_counts_as_the_machine(headers, direct):
    assert permission.is_direct(headers) is direct


@pytest.mark.parametrize(
    ("source", "host", "own"),
    [
        (None, "atlas.example.org", True),
        ("https://atlas.example.org", "atlas.example.org", True),
        ("https://public.example.org", "127.0.0.1:8501", True),
        ("http://public.example.org", "127.0.0.1:8501", False),
        ("https://evil.example", "atlas.example.org", False),
        ("https://atlas.example.org.evil.example", "atlas.example.org", False),
        ("http://127.0.0.1:9999", "127.0.0.1:8501", False),
        ("null", "atlas.example.org", False),
        ("", "atlas.example.org", False),
    ],
)
def test_only_own_pages_connect(monkeypatch, source, host, own):
    monkeypatch.setattr(origin, "settings", lambda: Settings(public_url="https://public.example.org/atlas"))
    assert origin.is_own_origin(source, host) is own


def test_the_provider_can_be_named_in_the_environment_and_the_secret_is_never_shown():
    environment = {
        "ATLAS_OIDC_METADATA_URL": "https://provider/.well-known/openid-configuration", "ATLAS_OIDC_CLIENT_ID": "atlas",
        "ATLAS_OIDC_CLIENT_SECRET": "very secret", "ATLAS_PUBLIC_URL": "https://atlas.example.org/",
    }  # fmt: skip
    read = Settings.from_environment(environment)
    section = signin.secrets_from(read)["auth"]
    assert section["redirect_uri"] == "https://atlas.example.org/oauth2callback"
    assert (section["client_secret"], len(section["cookie_secret"]) >= 32) == ("very secret", True)
    assert "very secret" not in repr(read)
    assert signin.secrets_from(Settings()) is None
    assert signin.secrets_from(Settings(oidc_client_id="atlas")) is None


# the table and the pages


def test_the_table_says_what_the_specification_says():
    assert dict(ACTIONS) == LEAST_ROLE
    for action, least in LEAST_ROLE.items():
        for role in Role:
            assert Actor("x", role, "local").may(action) is (role >= least), (action, role)
    assert not Actor("x", V, "local").may("format_the_disk")


def test_every_page_says_what_it_takes_to_open_it():
    found = {name: LEAST_ROLE[entry.action] for name, entry in ENTRIES.items()}
    assert {name: role for name, role in found.items() if role is not R} == CLOSED_PAGES

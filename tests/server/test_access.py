"""Who is who, and what each role finds on each page: the matrix of roles, pages and actions without a browser."""

import dataclasses
import time
from pathlib import Path

import pytest
import streamlit
from streamlit.navigation.page import Page
from streamlit.testing.v1 import AppTest

from analytics.language import get_wording
from data.access import ACTIONS, Actor, Role, command_actor
from data.errors import NotAllowedError
from data.tables import TABLES
from pages.access import permission
from pages.facts import served
from pages.operation.settings import Settings
from pages.server import websocket_origin as origin
from pages.session import identity, registry, signin
from pages.session.registry import page_entries
from pages.upload import audit
from pages.upload.files import PendingUpload
from tests.server.files import regional_file

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
ENTRIES = {entry.url_path: entry for entry in page_entries(get_wording("de"))}
R, A, C, V = Role.READER, Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR

# The specification, written down apart from the program's own table.
LEAST_ROLE = {
    "read": R, "upload": A, "mend": A, "see_versions": A, "edit_register": C, "activate": C, "undo": C,
    "keep_presentation": C, "see_originals": V, "see_audit": V, "export_audit": V, "see_roles": V,
}  # fmt: skip
CLOSED_PAGES = {"daten": A, "register": C, "versionen": A, "protokoll": V}

RULES = Settings(
    roles_claim="realm_access.roles",
    analysts=("Anna@Example.org",),
    coordinators=("carla@example.org",),
    administrators=("vera@example.org", "ursula@example.org"),
)


def claims(person: str, /, *, verified: object = True, ends_in: float = 3600, **more: object) -> dict[str, object]:
    said = {
        "is_logged_in": True, "iss": "https://provider", "sub": f"id-{person}", "name": person.title(), "iat": 1,
        "nonce": f"n-{person}", "email": f"{person}@example.org", "email_verified": verified,
        "exp": time.time() + ends_in,
    }  # fmt: skip
    return {key: value for key, value in (said | more).items() if value is not None}


# People who may come: what their token says, and what they count for.
PEOPLE = {
    "visitor": ({}, R),
    "reader": (claims("rosa"), R),
    "analyst": (claims("anna"), A),
    "coordinator": (claims("carla"), C),
    "administrator": (claims("vera"), V),
    "administrator with an unverified address": (claims("ursula", verified=False), R),
    "administrator whose token has expired": (claims("vera", ends_in=-1), R),
}


# who is who


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


@pytest.fixture
def store(tmp_path, monkeypatch, atlas):
    """A store with two versions that the pages of this test see."""
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    forget_store()
    opened = served.store()
    figures = atlas.migration[list(TABLES["migration"].to_schema().columns)]
    for version in range(2):
        opened.write_version(
            "migration", figures, base_version=version, original=b"1", file_name="a.csv", who=command_actor("nachtlauf")
        )
    yield opened
    opened.close()
    forget_store()


def forget_store():
    served.forget()


@pytest.fixture
def come(monkeypatch):
    """A function that lets somebody come to a server with sign-in."""
    monkeypatch.setattr(signin, "is_configured", lambda: True)
    monkeypatch.setattr(signin, "_providers", lambda: ["default"])
    monkeypatch.setattr(permission, "settings", lambda: RULES)
    said: dict[str, object] = {}
    monkeypatch.setattr(signin, "claims", lambda: dict(said))

    def come_as(who: dict[str, object]) -> None:
        said.clear()
        said.update(who)

    return come_as


def open_page(
    name: str, app: AppTest | None = None, files: list[PendingUpload] | None = None, **params: str
) -> AppTest:
    app = app or AppTest.from_file(str(FRAME), default_timeout=90)
    app.switch_page(ENTRIES[name].script)
    if files is not None:
        app.session_state["_upload_files"] = files
    for key, value in params.items():
        app.query_params[key] = value
    return app.run()


def headings(app: AppTest) -> set[str]:
    return {one.value for one in app.header}


REFUSALS = {
    "Lesen ist offen, hierfür melden Sie sich an", "Ihre Anmeldung ist abgelaufen", "Ihre Rolle umfasst das nicht",
}  # fmt: skip


@pytest.mark.parametrize("person", list(PEOPLE))
def test_which_pages_the_frame_opens_and_offers(store, come, monkeypatch, person):
    said, role = PEOPLE[person]
    come(said)
    ran, offered = [], {}
    monkeypatch.setattr(Page, "run", lambda page: ran.append(page.url_path or "ueberblick"))

    def note(script, **words):
        offered[script.removeprefix("views/").removesuffix(".py")] = words["visibility"]
        return Page(script, **words)

    monkeypatch.setattr(streamlit, "Page", note)
    app, found = None, {}
    for name in ENTRIES:
        ran.clear()
        app = open_page(name, app)
        assert [one.value for one in app.exception] == []
        refused = bool(headings(app) & REFUSALS)
        assert bool(ran) is not refused, name
        assert ran in ([name], []), name
        found[name] = bool(ran)
    assert found == {name: role >= CLOSED_PAGES.get(name, R) for name in ENTRIES}
    listed = {name for name, entry in ENTRIES.items() if entry.section}
    assert {name for name, seen in offered.items() if seen == "visible"} == {name for name in listed if found[name]}


@pytest.mark.parametrize("name", list(CLOSED_PAGES))
@pytest.mark.parametrize("person", list(PEOPLE))
def test_each_page_asks_again_when_the_frame_forgets(store, come, monkeypatch, person, name):
    said, role = PEOPLE[person]
    come(said)
    forgetful = tuple(dataclasses.replace(entry, action="read") for entry in ENTRIES.values())
    monkeypatch.setattr(registry, "page_entries", lambda _w, **_slides: forgetful)
    app = open_page(name)
    assert [one.value for one in app.exception] == []
    assert bool(headings(app) & REFUSALS) is not (role >= CLOSED_PAGES[name])


def seen_controls(store) -> dict[str, bool]:
    """For each action, whether the pages offer it to whoever is there."""
    daten, register = open_page("daten"), open_page("register")
    versionen, protokoll = open_page("versionen"), open_page("protokoll")
    konto, studio = open_page("konto"), open_page("praesentation")
    start = open_page("ueberblick")
    apps = (daten, register, versionen, protokoll, konto, studio, start)
    assert [one.value for app in apps for one in app.exception] == []
    labels = {name: {one.label for one in app.button} for name, app in (("v", versionen), ("r", register))}
    downloads = {app: [one.proto.label for one in app.get("download_button")] for app in (versionen, protokoll)}
    return {
        "read": bool(start.title),
        "upload": bool(daten.get("file_uploader")),
        "mend": bool(daten.get("file_uploader")),
        "see_versions": "Zwei Versionen vergleichen" in headings(versionen),
        "edit_register": "Prüfen und vergleichen" in labels["r"],
        "activate": "Aktivieren" in labels["v"],
        "undo": any(label.startswith("Rückgängig") for label in labels["v"]),
        "keep_presentation": "Auf dem Server aufbewahrt" in headings(studio),
        "see_originals": "Datei" in downloads[versionen],
        "see_audit": any("Änderung" in heading for heading in headings(protokoll)),
        "export_audit": any("CSV" in label for label in downloads[protokoll]),
        "see_roles": any(one.label == "Wer welche Rolle hat" for one in konto.expander),
    }


@pytest.mark.parametrize("person", list(PEOPLE))
def test_what_the_pages_offer_to_whom(store, come, person):
    said, role = PEOPLE[person]
    come(said)
    assert seen_controls(store) == {action: role >= least for action, least in LEAST_ROLE.items()}


# what happens between the page and the click


def button(app: AppTest, label: str):
    found = [one for one in app.button if label in one.label]
    assert found, (label, [one.label for one in app.button], headings(app), [one.value for one in app.warning])
    return found[0]


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (claims("anna"), "Ihre Rolle erlaubt das nicht"),
        (claims("carla", ends_in=-1), "Ihre Anmeldung ist abgelaufen"),
        ({}, ""),
    ],
)
@pytest.mark.parametrize("label", ["Rückgängig", "Aktivieren"])
def test_a_button_that_was_offered_before_does_not_help(store, come, later, sentence, label):
    come(claims("carla"))
    app = open_page("versionen")
    come(later)
    before = store.audit()
    button(app, label).click().run()
    assert [one.value for one in app.exception] == []
    assert store.audit() == before
    assert store.active_versions() == {"migration": 2}
    if sentence and headings(app).isdisjoint(REFUSALS):
        assert any(sentence in one.value for one in app.warning)


def test_signing_out_elsewhere_ends_this_visit_at_its_next_step(store, come):
    come(claims("carla"))
    app = open_page("versionen")
    assert button(app, "Aktivieren")
    store.end_sign_in(identity.signed_in_actor(claims("carla"), RULES))
    before = store.audit()
    button(app, "Rückgängig").click().run()
    assert store.audit() == before
    assert headings(app) & REFUSALS
    app = open_page("versionen")
    assert headings(app) & REFUSALS


def test_an_analysts_upload_waits_until_a_coordinator_activates_it(store, come, atlas):
    come(claims("anna"))
    file = PendingUpload("f1", "2025.csv", regional_file(atlas.migration, atlas.kreise, more=50))
    app = open_page("daten", files=[file])
    assert "Als neue Version übernehmen" not in {one.label for one in app.button}, "hers is not active yet"
    assert "5 · Vorlegen" in headings(app)
    assert any("wartet auf die Freigabe" in one.value for one in app.markdown)
    button(app, "Zur Freigabe vorlegen").click().run()
    assert "wartet auf die Freigabe durch jemanden mit der Rolle „Koordination“" in app.success[0].value
    assert store.active_versions() == {"migration": 2}
    assert store.versions("migration")[0].created_by == "Anna (anna@example.org)"
    come(claims("carla"))
    app = open_page("versionen")
    app.selectbox(key="other_migration").set_value(3).run()
    button(app, "Aktivieren").click().run()
    assert store.active_versions() == {"migration": 3}
    assert [line.who for line in store.audit(action="activate")] == ["Carla (carla@example.org)"]


# the log


def test_the_log_as_a_file_runs_no_formula_and_asks_for_the_role_again(store):
    store.add_audit(command_actor('=HYPERLINK("http://evil")'), "@note", dataset="migration")
    vera = identity.signed_in_actor(claims("vera"), RULES)
    w = get_wording("de")
    text = audit.audit_file(audit.Filter(), vera, w).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "Wann;Wer;Rolle;Vorgang;Tabelle;Einzelheiten"
    assert len(lines) == 1 + 3
    assert "'=HYPERLINK" in lines[1]
    assert "'@note" in lines[1]
    for who in (claims("carla"), claims("vera", ends_in=-1), claims("vera", verified=False)):
        with pytest.raises(NotAllowedError):
            audit.audit_file(audit.Filter(), identity.signed_in_actor(who, RULES), w)


def test_the_log_is_filtered_by_its_address_and_a_wrong_value_is_named(store, come):
    come(claims("vera"))
    store.undo("migration", identity.signed_in_actor(claims("carla"), RULES))
    assert "3 Änderungen" in headings(open_page("protokoll"))
    assert "1 Änderung" in headings(open_page("protokoll", vorgang="undo"))
    assert "2 Änderungen" in headings(open_page("protokoll", vorgang="write", zeit="7"))
    app = open_page("protokoll", zeit="1999-01")
    assert "1999-01" in app.warning[0].value
    app.selectbox(key="audit_who").set_value("Carla (carla@example.org)").run()
    assert "1 Änderung" in headings(app)
    assert "carla" not in str(dict(app.query_params))

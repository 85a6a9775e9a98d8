"""Who is who, and what each role finds on each page: the matrix of roles, pages and actions without a browser."""

import dataclasses
from pathlib import Path

import pytest
import streamlit
from streamlit.navigation.page import Page
from streamlit.testing.v1 import AppTest

from analytics.language import get_wording
from data.access import command_actor
from data.errors import NotAllowedError
from data.tables import TABLES
from pages.access import permission
from pages.facts import served
from pages.session import identity, registry, signin
from pages.session.registry import page_entries
from pages.upload import audit
from pages.upload.files import PendingUpload
from tests.server.files import regional_file
from tests.server.people import LEAST_ROLE, PEOPLE, RULES, A, C, R, V, claims

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
ENTRIES = {entry.url_path: entry for entry in page_entries(get_wording("de"))}
CLOSED_PAGES = {"daten": A, "register": C, "versionen": A, "protokoll": V}


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

    def note(pages, **words):
        offered.update({page.url_path or "ueberblick": page.visibility for page in pages})
        return navigate(pages, **words)

    navigate = streamlit.navigation
    monkeypatch.setattr(streamlit, "navigation", note)
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

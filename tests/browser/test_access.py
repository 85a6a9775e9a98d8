"""Signing in for real: round trips to a provider, each role's pages, expiry, forged cookies, foreign pages."""

import csv
import io
import json
import re
import secrets as random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from websockets.exceptions import InvalidStatus

from analytics.exports.presentation.collection import Collection, make_spec, pack_collection
from data.access import Role
from tests.browser.axe import serious_violations
from tests.browser.conftest import DESKTOP, PHONE, Visit, ask, forget_visits, free_port, new_visit, start_server
from tests.browser.provider import CLAIM, run_provider
from tests.browser.signing_in import (
    ENTRIES,
    REFUSED,
    USER_COOKIE,
    Site,
    bar,
    come_with_little_time,
    cookies,
    is_open,
    offered,
    open_with_cookie,
    path_at,
    sign_in,
    socket,
)
from tests.server.files import regional_file

R, A, C, V = Role.READER, Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR
NAMES = {R: "Lesen", A: "Analyse", C: "Koordination", V: "Verwaltung"}
CLOSED_PAGES = {"daten": A, "register": C, "versionen": A, "protokoll": V}
ROLES = {"rosa": R, "anna": A, "carla": C, "vera": V, "ursula": R}
SIGN_IN_COOKIES = {USER_COOKIE, "_streamlit_user_tokens", "_streamlit_session"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_provider() as address:
        yield address


@pytest.fixture(scope="module")
def site(provider, tmp_path_factory) -> Iterator[Site]:
    """A server whose provider and roles are named in the environment."""
    folder, port, secret = tmp_path_factory.mktemp("access"), free_port(), random.token_hex()
    environment = {
        "ATLAS_DATA_DIRECTORY": str(folder / "store"),
        "ATLAS_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "ATLAS_OIDC_METADATA_URL": f"{provider}/.well-known/openid-configuration",
        "ATLAS_OIDC_CLIENT_ID": "atlas",
        "ATLAS_OIDC_CLIENT_SECRET": random.token_hex(),
        "ATLAS_ANALYSTS": "anna@example.org, emil@example.org",
        "ATLAS_COORDINATORS": "carla@example.org",
        "ATLAS_ADMINISTRATORS": "vera@example.org, ursula@example.org",
        "STREAMLIT_SERVER_COOKIE_SECRET": secret,
    }
    with pytest.MonkeyPatch.context() as patched:
        for name, value in environment.items():
            patched.setenv(name, value)
        process = start_server(port, folder / "server.log")
    yield Site(f"http://127.0.0.1:{port}", provider, folder / "server.log", secret)
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def free_browsers(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Browsers nobody uses at the moment; they keep our scripts, which take long to load, and nothing of a visit."""
    free: list[BrowserContext] = []
    yield free
    for context in free:
        context.close()


@pytest.fixture(scope="module")
def sign_ins() -> dict[str, list[dict[str, object]]]:
    """Cookies of people who signed in and stay so: one round trip a person, whatever tests they appear in."""
    return {}


@pytest.fixture
def come(browser: Browser, free_browsers, sign_ins, site) -> Iterator[Callable[..., Visit]]:
    """A function that lets somebody come with a browser of their own, signed in when a name is given.

    Who is going to sign out, or has other claims than before, has to sign in `anew`.
    """
    taken: list[BrowserContext] = []

    def come_as(name: str = "", size: dict[str, int] = DESKTOP, *, anew: bool = False) -> Visit:
        context = free_browsers.pop() if free_browsers else browser.new_context(locale="de-DE", accept_downloads=True)
        taken.append(context)
        visit = new_visit(context, site.base)
        visit.page.set_viewport_size(size)  # type: ignore[arg-type]
        forget_visits(visit)
        if name in sign_ins and not anew:
            context.add_cookies(sign_ins[name])  # type: ignore[arg-type]
        elif name:
            sign_in(visit, name)
        if name and not anew:
            sign_ins[name] = context.cookies()  # type: ignore[assignment]
        return visit

    yield come_as
    for context in taken:
        for page in context.pages:
            page.close()
        free_browsers.append(context)


@pytest.mark.parametrize("name", list(ROLES))
def test_a_round_trip_opens_what_the_role_may_open_and_signing_out_closes_it(come, name):
    role = ROLES[name]
    visit = come()
    visit.open("/konto")
    expect(bar(visit.page)).to_have_count(0)
    assert set(cookies(visit)) == {"_streamlit_xsrf"}
    sign_in(visit, name)
    expect(bar(visit.page)).to_contain_text(f"Rolle {NAMES[role]}")
    assert cookies(visit).keys() >= SIGN_IN_COOKIES - {"_streamlit_session"}

    work = {entry.url_path: entry for entry in ENTRIES.values() if entry.section == "Daten"}
    allowed = {page for page in work if role >= CLOSED_PAGES.get(page, R)}
    assert offered(visit) == {work[page].name for page in allowed}
    assert {page for page in work if is_open(visit, page)} == allowed

    other_tab = new_visit(visit.page.context, visit.base)
    other_tab.open("/konto")
    expect(bar(other_tab.page)).to_be_visible()
    bar(visit.page).get_by_role("button", name="Abmelden").click()
    visit.page.wait_for_url("**/oauth2/end_session**")
    visit.page.get_by_role("button", name="End session").click()
    visit.page.wait_for_url(visit.base + "/")
    visit.settle()
    expect(bar(visit.page)).to_have_count(0)
    assert not cookies(visit).keys() & SIGN_IN_COOKIES
    assert not is_open(visit, "daten")
    # The other tab was not reloaded: its own next step ends it.
    other_tab.page.get_by_role("link", name="Karte").first.click()
    expect(other_tab.page.get_by_role("heading", level=1)).not_to_have_text("Lesen geht ohne Konto")
    expect(bar(other_tab.page)).to_have_count(0)


def test_what_an_analyst_stores_a_coordinator_activates_and_an_administrator_reads_in_the_log(come, atlas):
    anna = come("anna")
    page = anna.open("/daten")
    content = regional_file(atlas.migration, atlas.kreise, more=50)
    page.locator("input[type=file]").set_input_files(
        {"name": "tabelle.csv", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Zur Freigabe vorlegen").click()
    expect(
        page.get_by_test_id("stAlert").filter(has_text="wartet auf die Freigabe durch jemanden mit der Rolle")
    ).to_be_visible()
    page = anna.open("/versionen")
    expect(page.get_by_text("wartet").first).to_be_visible()
    expect(page.get_by_role("button", name="Aktivieren")).to_have_count(0)
    assert "2025" not in anna.open("/karte").locator("h1").first.inner_text()

    carla = come("carla")
    page = carla.open("/versionen")
    page.get_by_role("button", name="Aktivieren").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Version 1")
    expect(page.get_by_role("button", name=re.compile("Rückgängig"))).to_be_visible()
    page.get_by_role("button", name=re.compile("Rückgängig")).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Rückgängig gemacht")

    vera = come("vera")
    page = vera.open("/protokoll")
    expect(page.get_by_text("Carla Beispiel (carla@example.org)").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Als CSV herunterladen").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["Wer"].split()[0], row["Rolle"], row["Vorgang"]) for row in rows if row["Tabelle"]] == [
        ("Carla", "Koordination", "rückgängig gemacht"),
        ("Carla", "Koordination", "aktiviert"),
        ("Anna", "Analyse", "gespeichert, wartet auf Freigabe"),
    ]
    page = vera.open("/protokoll?vorgang=undo")
    expect(page.get_by_role("heading", name="1 Änderung", exact=True)).to_be_visible()
    assert serious_violations(page) == []


# A part that appears above a kept presentation must not show its buttons twice while the page is drawn anew.
COUNT_REMOVERS = """() => {
    const card = document.querySelector('.st-key-presentation_saved');
    const count = () => [...card.querySelectorAll('button')]
        .filter((button) => button.textContent.includes('Entfernen') && button.checkVisibility()).length;
    window.mostRemovers = count();
    new MutationObserver(() => { window.mostRemovers = Math.max(window.mostRemovers, count()); })
        .observe(card, { childList: true, subtree: true });
}"""


def test_a_coordinator_keeps_a_presentation_that_others_open_and_readers_do_not_see(come):
    carla = come("carla")
    word = pack_collection(Collection((make_spec("growth"),), "Ausschuss"))
    page = carla.open(f"/praesentation?sammlung={word}")
    card = page.locator(".st-key-presentation_saved")
    card.get_by_label("Name").fill("Ausschuss im Dezember")
    card.get_by_label("Name").press("Enter")
    card.get_by_role("button", name="Diese Präsentation aufbewahren").click()
    expect(card.get_by_text("Ausschuss im Dezember", exact=True)).to_be_visible()
    assert serious_violations(page) == []
    vera = come("vera")
    page = vera.open("/praesentation")
    page.evaluate(COUNT_REMOVERS)
    page.locator(".st-key-presentation_saved").get_by_role("button", name="Öffnen").click()
    expect(page.get_by_text("1 Folie").first).to_be_visible()
    vera.settle()
    assert page.evaluate("window.mostRemovers") == 1
    page.locator(".st-key-presentation_saved").get_by_role("button", name="Entfernen").click()
    expect(page.get_by_text("Ausschuss im Dezember", exact=True)).to_have_count(0)
    expect(come("anna").open("/praesentation").locator(".st-key-presentation_saved")).to_have_count(0)


def test_a_token_that_expires_while_the_page_is_open_ends_the_sign_in(come, site):
    visit, end = come_with_little_time(come, site)
    page = visit.page
    time.sleep(max(0.0, end - time.time()) + 0.5)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option").nth(1).click()
    expect(page.get_by_role("heading", name="Ihre Anmeldung ist abgelaufen")).to_be_visible()
    expect(bar(page)).to_contain_text("Anmeldung abgelaufen")
    expect(page.get_by_role("button", name="Erneut anmelden")).to_be_visible()
    assert serious_violations(page) == []


def test_a_forged_cookie_opens_nothing_and_a_copied_one_only_until_its_owner_signs_out(come, site):
    vera = come("vera", anew=True)
    genuine = cookies(vera)[USER_COOKIE]
    claims = json.loads(decode_signed_value(site.secret, USER_COOKIE, genuine))
    assert claims["email"] == "vera@example.org"
    payload, stamp, signature = genuine.rsplit(".", 2)
    middle = len(payload) // 2
    other_sign = "A" if payload[middle] != "A" else "B"
    resigned = create_signed_value(random.token_hex(), USER_COOKIE, json.dumps(claims)).decode()
    other_purpose = create_signed_value(site.secret, "_streamlit_user_tokens", json.dumps(claims)).decode()
    elsewhere = create_signed_value(
        site.secret, USER_COOKIE, json.dumps(claims | {"origin": "https://other.example.org"})
    ).decode()
    unsigned = json.dumps(claims).replace(";", "").replace(" ", "")
    forged = {
        "payload": f"{payload[:middle]}{other_sign}{payload[middle + 1 :]}.{stamp}.{signature}",
        "signature": f"{payload}.{stamp}.{signature[:-2]}{'AA' if signature[-2:] != 'AA' else 'BB'}",
        "other secret": resigned,
        "other purpose": other_purpose,
        "other origin": elsewhere,
        "unsigned": unsigned,
        "chunks": "chunks-999999",
    }
    other = come()
    for kind, value in forged.items():
        page = open_with_cookie(other, value)
        expect(page.get_by_role("heading", name=REFUSED), kind).to_be_visible()
    expect(bar(open_with_cookie(other, genuine))).to_contain_text("Rolle Verwaltung")
    vera.open("/konto")
    vera.page.get_by_test_id("stMain").get_by_role("button", name="Abmelden").last.click()
    vera.page.wait_for_url("**/oauth2/end_session**")
    expect(other.open("/versionen").get_by_role("heading", name=REFUSED)).to_be_visible()


def test_a_page_of_another_host_cannot_connect_even_with_the_cookies(come, site):
    vera = come("vera")
    for source in ("https://evil.example", "http://127.0.0.1:1", "null", site.base.replace("127.0.0.1", "localhost")):
        with pytest.raises(InvalidStatus) as caught, socket(site, vera, source):
            pass
        assert caught.value.response.status_code == 403, source
    with socket(site, vera, site.base) as own:
        assert own.subprotocol == "streamlit"


def test_no_address_changes_anything_and_all_read_the_same(come, site):
    paths = [
        *(entry.address for entry in ENTRIES.values()),
        "/data/migration.csv",
        "/data/datapackage.json",
        "/healthz",
    ]
    visits = {"": come(), "rosa": come("rosa"), "vera": come("vera")}
    seen = {}
    for name, visit in visits.items():
        asked = visit.page.context.request
        seen[name] = {
            path: (asked.get(path_at(site, path)).status, asked.get(path_at(site, path)).text()) for path in paths
        }
        for path in paths:
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                answer = asked.fetch(path_at(site, path), method=method, data="x=1")
                assert answer.status in (403, 404, 405), (name, method, path)
    assert seen[""] == seen["rosa"] == seen["vera"]
    assert not [path for path, (status, text) in seen["vera"].items() if status != 200 or "example.org" in text]


@pytest.mark.parametrize(
    "query",
    ["", "?code=x&state=y", "?error=access_denied&error_description=%3Cscript%3E", "?state=" + "z" * 500],
)
def test_a_wrong_way_back_leads_to_the_start_page_and_signs_nobody_in(come, query):
    visit = come()
    answer = ask(visit.page, f"{visit.base}/oauth2callback{query}", max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (302, "/")
    visit.open(f"/oauth2callback{query}")
    expect(bar(visit.page)).to_have_count(0)
    assert not cookies(visit).keys() & {USER_COOKIE}


def test_saying_no_at_the_provider_leads_back_without_a_sign_in(come):
    visit = come()
    visit.open("/konto")
    visit.page.get_by_test_id("stMain").get_by_role("button", name="Anmelden").click()
    visit.page.wait_for_url("**/oauth2/authorize**")
    visit.page.get_by_role("button", name="Deny").click()
    visit.page.wait_for_url(visit.base + "/")
    visit.settle()
    expect(bar(visit.page)).to_have_count(0)


def test_the_privacy_page_names_every_cookie_of_a_sign_in(come):
    visit = come()
    named: set[str] = set()
    visit.page.on(
        "response", lambda answer: named.update(re.findall(r"(?m)^(\w+)=", answer.header_value("set-cookie") or ""))
    )
    sign_in(visit, "anna")
    named |= cookies(visit).keys()
    text = visit.open("/datenschutz").get_by_test_id("stMain").inner_text()
    own = {name for name in named if name.startswith(("_streamlit", "atlas"))}
    assert own >= SIGN_IN_COOKIES
    assert {name for name in own if name not in text} == set()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_account_and_log_are_readable_for_everybody(come, lang, size):
    visit = come("vera", size)
    for path in ("/konto", "/protokoll"):
        page = visit.open(f"{path}?lang={lang}")
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.lang") == lang
        # The list of pages in the drawer of a phone is Streamlit's own markup; the page itself is the same.
        assert size is PHONE or serious_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.console_errors == []
    assert visit.foreign_requests == []


def test_the_log_of_the_server_names_nobody_who_signed_in(come, site):
    come("anna").open("/daten")
    text = site.log.read_text(errors="replace")
    assert "example.org" not in text
    assert "Beispiel" not in text


def test_the_provider_may_stand_in_secrets_toml_with_a_name_and_give_the_roles_itself(browser, provider, tmp_path):
    port = free_port()
    file = tmp_path / "secrets.toml"
    file.write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{random.token_hex()}"\n'
        f'[auth.keycloak]\nclient_id = "atlas"\nclient_secret = "{random.token_hex()}"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("STREAMLIT_SECRETS_FILES", str(file))
        patched.setenv("ATLAS_ROLES_CLAIM", CLAIM)
        patched.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path / "store"))
        process = start_server(port, tmp_path / "server.log")
    try:
        for name, role in (("clara", C), ("vera", R)):
            context = browser.new_context(viewport=DESKTOP, locale="de-DE")
            visit = new_visit(context, f"http://127.0.0.1:{port}")
            sign_in(visit, name)
            expect(bar(visit.page)).to_contain_text(f"Rolle {NAMES[role]}")
            assert is_open(visit, "register") is (role >= C)
            context.close()
    finally:
        process.terminate()
        process.wait(timeout=20)

"""An atlas with sign-in, as people come to it: signing in, what is open to them, cookies, what the provider says."""

import json
import re
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from analytics.language import get_wording
from pages.session.registry import page_entries
from tests.browser.conftest import Visit, forget_visits
from tests.browser.provider import person, short_lived

ENTRIES = {entry.url_path: entry for entry in page_entries(get_wording("de"))}
REFUSED = re.compile("hierfür melden Sie sich an|Ihre Anmeldung ist abgelaufen|Ihre Rolle umfasst das nicht")
USER_COOKIE = "_streamlit_user"


@dataclass
class Site:
    """An atlas with sign-in."""

    base: str
    provider: str
    log: Path
    secret: str


def sign_in(visit: Visit, name: str) -> None:
    """The whole way: the atlas, the provider's page, and back; the page of the account may be open already."""
    if visit.page.url != f"{visit.base}/konto":
        visit.open("/konto")
    visit.page.get_by_test_id("stMain").get_by_role("button", name=re.compile("anmelden|Anmelden")).click()
    visit.page.wait_for_url("**/oauth2/authorize**")
    visit.page.get_by_placeholder("sub").fill(name)
    visit.page.get_by_role("button", name="Authorize", exact=True).click()
    visit.page.wait_for_url(visit.base + "/")
    visit.settle()
    visit.forget_log()


def bar(page: Page):
    return page.locator(".st-key-account_bar")


def is_open(visit: Visit, name: str) -> bool:
    page = visit.open(ENTRIES[name].address)
    return page.get_by_role("heading", name=REFUSED).count() == 0


def offered(visit: Visit) -> set[str]:
    """Pages the bar and its tabs lead to when somebody works on the data; the account is always among them."""
    page = visit.page
    expect(page.get_by_test_id("stTopNavLink").get_by_text("Konto", exact=True)).to_be_visible()
    entry = page.get_by_test_id("stTopNavLink").get_by_text("Daten", exact=True)
    if not entry.count():
        return set()
    entry.click()
    tabs = page.get_by_role("navigation", name="Seiten dieses Bereichs").get_by_role("link")
    expect(tabs.first).to_have_text("Neue Zahlen")
    # The tabs arrive one after the other.
    visit.settle()
    return {text.strip() for text in tabs.all_inner_texts()}


def cookies(visit: Visit) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in visit.page.context.cookies() if "name" in cookie}


def tell_provider(site: Site, name: str, claims: dict[str, object]) -> None:
    body = json.dumps(claims).encode()
    request = urllib.request.Request(
        f"{site.provider}/users/{name}", body, {"Content-Type": "application/json"}, method="PUT"
    )
    urllib.request.urlopen(request, timeout=10).close()


def come_with_little_time(come, site: Site) -> tuple[Visit, float]:
    """Somebody on the page of versions whose token ends soon, and when; a busy machine is given more time."""
    for seconds in (15, 45, 120):
        claims = person("emil").claims | short_lived(seconds)
        tell_provider(site, "emil", claims)
        visit = come("emil", anew=True)
        page = visit.open("/versionen")
        if page.get_by_role("heading", name=REFUSED).count() == 0:
            return visit, float(str(claims["exp"]))
    raise AssertionError("the page of versions was never open")


def open_with_cookie(other: Visit, value: str) -> Page:
    """A closed page in another browser that has never been here and sends this as its sign-in."""
    forget_visits(other)
    other.page.context.add_cookies([{"name": USER_COOKIE, "value": value, "url": other.base}])
    return other.open("/versionen")


def socket(site: Site, visit: Visit, source: str):
    kept = cookies(visit)
    line = "; ".join(f"{name}={value}" for name, value in kept.items())
    return connect(
        site.base.replace("http", "ws") + "/_stcore/stream",
        origin=Origin(source),
        subprotocols=[Subprotocol("streamlit"), Subprotocol(kept["_streamlit_xsrf"])],
        additional_headers={"Cookie": line},
        open_timeout=10,
    )


def path_at(site: Site, path: str) -> str:
    return site.base + path

"""A lost connection is said at once, in the page's language, with what it means; and it comes back by itself."""

import signal
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from analytics.exports.presentation.collection import Collection, make_spec, pack_collection
from tests.browser.conftest import DESKTOP, READY_MS, free_port, new_visit, start_server

# What a visitor would still call "at once" on a machine that runs more than this test.
AT_ONCE_MS = 6_000
LOST = {"de": "Es geht nichts verloren", "en": "Nothing is lost"}
BACK = {"de": "Die Verbindung besteht wieder.", "en": "The connection is back."}


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server of this module's own, to be stopped and continued; the last test of the module kills it."""
    port = free_port()
    server = start_server(port, tmp_path_factory.mktemp("own") / "server.log")
    yield f"http://127.0.0.1:{port}", server
    server.kill()
    server.wait(timeout=20)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_cut_network_is_said_at_once(browser: Browser, base_url: str, lang: str):
    context = browser.new_context(viewport=DESKTOP)
    page = new_visit(context, base_url).open(f"/impressum?lang={lang}")
    notice = page.get_by_role("alert").filter(has_text=LOST[lang])
    context.set_offline(True)
    expect(notice).to_be_visible(timeout=AT_ONCE_MS)
    context.set_offline(False)
    expect(page.get_by_text(BACK[lang])).to_be_visible(timeout=READY_MS)
    expect(page.get_by_text(BACK[lang])).to_be_hidden(timeout=READY_MS)
    context.close()


def test_a_click_that_waits_for_what_was_typed_before_says_so(browser: Browser, own_server):
    base, server = own_server
    context = browser.new_context(viewport=DESKTOP)
    slide = pack_collection(Collection((make_spec("growth"),)))
    try:
        page = new_visit(context, base).open(f"/praesentation?lang=de&sammlung={slide}")
        # The line counts as there all the time; else its loss would be said before.
        page.route("**/healthz", lambda route: route.fulfill(status=200))
        # Every sentence the notice ever says; another one may follow before anybody could look.
        page.evaluate(
            """() => { const notice = document.getElementById("connection-notice");
                       window.said = [];
                       new MutationObserver(() => window.said.push(notice.textContent))
                         .observe(notice, { childList: true }); }"""
        )
        server.send_signal(signal.SIGSTOP)
        page.get_by_label("Überschrift").press_sequentially("Wir wachsen")
        page.get_by_role("link", name="Impressum", exact=True).click()
        page.wait_for_function("() => window.said.some((text) => text.includes('Ihr Klick folgt'))", timeout=READY_MS)
        server.send_signal(signal.SIGCONT)
        expect(page).to_have_title("Impressum – Ankommen-Atlas", timeout=READY_MS)
        expect(page.locator("#connection-notice")).to_be_hidden(timeout=READY_MS)
        page.get_by_test_id("stTopNavLink").filter(has_text="Präsentation").click()
        expect(page.get_by_label("Überschrift")).to_have_value("Wir wachsen", timeout=READY_MS)
    finally:
        # Also where the test failed meanwhile, for those that follow.
        server.send_signal(signal.SIGCONT)
        context.close()


def test_a_line_that_hangs_and_a_server_that_is_gone_are_said_at_once(browser: Browser, own_server):
    base, server = own_server
    context = browser.new_context(viewport=DESKTOP)
    try:
        page = new_visit(context, base).open("/kreisprofil?kreis=12073")
        notice = page.locator("#connection-notice")
        server.send_signal(signal.SIGSTOP)
        page.get_by_test_id("stTopNavLink").get_by_text("Initiativen").click()
        expect(notice).to_contain_text(LOST["de"], timeout=AT_ONCE_MS)
        server.send_signal(signal.SIGCONT)
        expect(page).to_have_title("Initiativen – Ankommen-Atlas", timeout=READY_MS)
        expect(notice).to_be_hidden(timeout=READY_MS)
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Uckermark", timeout=READY_MS)

        server.kill()
        server.wait(timeout=20)
        expect(notice).to_contain_text(LOST["de"], timeout=AT_ONCE_MS)
        # What was drawn stays readable meanwhile.
        expect(page.locator("h1")).to_contain_text("Uckermark")
    finally:
        context.close()

"""The security policy in a real browser: it stops nothing the atlas does, and no exception in it is spare."""

import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, Playwright, Route

from pages.server.headers import FORCED
from pages.server.routes.documents import inline_script_hashes
from tests.browser.chromium import ARGUMENTS, require_chromium
from tests.browser.conftest import DESKTOP, READY_MS, Visit, new_visit

# What the browser calls the source of what it would have stopped.
_NAMES = {
    "'wasm-unsafe-eval'": "wasm-eval", "'unsafe-inline'": "inline", "blob:": "blob", "data:": "data",
}  # fmt: skip
_NO_EXCEPTIONS = (
    f"default-src 'self'; script-src 'self' {' '.join(inline_script_hashes())}; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'none'; object-src 'none'"
)
_NOTE = """
window.stopped = [];
document.addEventListener('securitypolicyviolation', event => window.stopped.push(
    [event.disposition, event.effectiveDirective.replace(/-(elem|attr)$/, ''), event.blockedURI]));
"""
# The map, and charts of which one is kept as a picture.
_PAGES = ("/karte", "/wachstum")


@pytest.fixture(scope="module")
def visit(playwright: Playwright, base_url) -> Iterator[Visit]:
    """A browser that also reports what a policy without any exception would stop."""
    # A document the test hands on counts as foreign, which otherwise may not reach this machine.
    arguments = [*ARGUMENTS, "--disable-features=LocalNetworkAccessChecks"]
    chromium = playwright.chromium.launch(executable_path=require_chromium(), args=arguments)
    context = chromium.new_context(viewport=DESKTOP, locale="de-DE", accept_downloads=True)
    context.add_init_script(_NOTE)
    context.route(lambda _: True, _report)
    yield new_visit(context, base_url)
    chromium.close()


def _report(route: Route) -> None:
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy-report-only": _NO_EXCEPTIONS})


@pytest.fixture(scope="module")
def stopped(visit) -> set[tuple[str, str, str]]:
    """What was or would have been stopped on the way through the pages, with a chart kept as a picture."""
    found: set[tuple[str, str, str]] = set()
    for path in _PAGES:
        page = visit.open(path)
        if path == "/wachstum":
            _keep_chart(page)
        _scroll(page)
        found |= {tuple(one) for one in page.evaluate("window.stopped")}
    return found


def _keep_chart(page: Page) -> None:
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.hover()
    with page.expect_download(timeout=READY_MS) as kept:
        chart.locator(".modebar-btn").first.click()
    assert kept.value.suggested_filename.endswith(".png")


def _scroll(page: Page) -> None:
    for _ in range(6):
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(100)


def test_the_policy_stops_nothing_the_atlas_does(stopped):
    assert {one for one in stopped if one[0] == "enforce"} == set()


@pytest.mark.parametrize("forced", FORCED, ids=lambda one: f"{one.directive} {one.source}")
def test_every_exception_is_needed_by_something_on_the_pages(stopped, forced):
    assert ("report", forced.directive, _NAMES[forced.source]) in stopped


def test_nothing_would_be_stopped_that_is_no_listed_exception(stopped):
    listed = {("report", forced.directive, _NAMES[forced.source]) for forced in FORCED}
    assert {one for one in stopped if one[0] == "report"} - listed == set()


def test_a_page_shares_its_memory_with_no_other_site(visit):
    page = visit.open("/impressum")
    assert page.evaluate("window.crossOriginIsolated") is True


def test_a_script_that_found_its_way_in_does_not_run(visit):
    page = visit.open("/impressum")
    page.evaluate(
        """() => {
            const box = document.createElement('div');
            box.innerHTML = '<img src="/nix.png" onerror="window.broken_in = true">';
            document.body.append(box);
            const script = document.createElement('script');
            script.textContent = 'window.broken_in = true';
            document.body.append(script);
        }"""
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.broken_in") is None


def test_a_form_that_found_its_way_in_sends_nothing(visit):
    page = visit.open("/impressum")
    page.evaluate(
        """() => {
            const form = document.createElement('form');
            form.action = '/datenschutz';
            document.body.append(form);
            form.submit();
        }"""
    )
    page.wait_for_timeout(500)
    assert any("form-action 'none'" in line for line in visit.console_errors)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("token", [{}, {"X-Xsrftoken": "guessed", "Cookie": "_streamlit_xsrf=other"}])
def test_a_file_without_the_token_is_refused(base_url, method, token):
    address = f"{base_url}/_stcore/upload_file/session/file"
    request = urllib.request.Request(address, b"x" if method == "PUT" else None, token, method=method)
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    assert refused.value.code == 403

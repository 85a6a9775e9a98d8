"""A figure in a frame on a page of another host: shown where allowed, refused elsewhere, without cookies."""

import http.server
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import serious_violations
from tests.browser.conftest import DESKTOP, PHONE, READY_MS, Visit, free_port, start_server

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Fremde Seite</title></head>
<body><h1>Fremde Seite</h1><iframe src="{src}" title="Abbildung" width="100%" height="700"></iframe></body></html>"""


@dataclass
class Places:
    """Where the atlas runs, and two other hosts: one it allows, one it does not."""

    atlas: str
    allowed: str
    other: str
    folder: Path

    def write(self, src: str) -> str:
        """A foreign page with a figure of the atlas; its name on either host."""
        (self.folder / "seite.html").write_text(PAGE.format(src=src.replace("&", "&amp;")), encoding="utf-8")
        return "/seite.html"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Says nothing."""


def serve(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """An atlas that allows one of two foreign hosts; another port is another host to the browser."""
    folder = tmp_path_factory.mktemp("foreign")
    (allowed_server, allowed), (other_server, other) = serve(folder), serve(folder)
    port = free_port()
    os.environ["ATLAS_EMBED_HOSTS"] = allowed
    try:
        atlas = start_server(port, folder.parent / "embed.log")
    finally:
        del os.environ["ATLAS_EMBED_HOSTS"]
    yield Places(f"http://127.0.0.1:{port}", allowed, other, folder)
    for server in (allowed_server, other_server):
        server.shutdown()
    atlas.terminate()
    atlas.wait(timeout=20)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")  # type: ignore[arg-type]
    opened = context.new_page()
    opened.set_default_timeout(READY_MS)
    opened.errors = []  # type: ignore[attr-defined]
    opened.on("console", lambda line: opened.errors.append(line.text) if line.type == "error" else None)  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))  # type: ignore[attr-defined]
    yield opened
    context.close()


def wait_drawn(page: Page) -> None:
    page.wait_for_function("document.documentElement.dataset.drawn === 'yes'", timeout=READY_MS)


def is_refused(page: Page) -> bool:
    """Whether the browser shows its own error page in the frame, and says that the policy asked for it."""
    page.wait_for_function("window.frames.length === 1")
    deadline = time.monotonic() + READY_MS / 1000
    while time.monotonic() < deadline and not any("frame-ancestors" in error for error in page.errors):
        page.wait_for_timeout(100)
    return page.frames[1].url.startswith("chrome-error:") and any("frame-ancestors" in error for error in page.errors)


def own_errors(page: Page) -> list[str]:
    """Errors on the console but that of the foreign host, which has no icon."""
    return [error for error in page.errors if "status of 404" not in error]


def test_an_allowed_page_shows_the_figure_and_no_cookie_is_set(places, page):
    page.goto(places.allowed + places.write(f"{places.atlas}/embed/growth"))
    figure = page.frame_locator("iframe")
    expect(figure.get_by_role("heading", level=1)).to_contain_text("Netzwerk")
    expect(figure.locator(".chart .main-svg").first).to_be_visible(timeout=READY_MS)
    expect(figure.get_by_role("img", name="Mitglieder")).to_have_count(1)
    figure.get_by_text("Tabelle", exact=True).click()
    expect(figure.get_by_role("row").nth(3)).to_be_visible()
    expect(figure.get_by_text("Lizenz:")).to_be_visible()
    assert page.context.cookies() == []
    assert own_errors(page) == []


def test_a_page_that_is_not_allowed_shows_nothing(places, page):
    page.goto(places.other + places.write(f"{places.atlas}/embed/growth"))
    assert is_refused(page)


@pytest.mark.parametrize("path", ["/", "/karte", "/daten", "/schnittstellen", "/data/datapackage.json"])
def test_nothing_but_the_figures_can_be_framed_even_by_an_allowed_host(places, page, path):
    page.goto(places.allowed + places.write(places.atlas + path))
    assert is_refused(page)


def test_the_map_works_in_a_frame(places, page):
    src = f"{places.atlas}/embed/map?indicator=net_per_1000&age_group=30-50&kreis=12062"
    page.goto(places.allowed + places.write(src))
    figure = page.frame_locator("iframe")
    expect(figure.locator(".atlas.full path").first).to_be_visible(timeout=READY_MS)
    expect(figure.get_by_role("heading", name="Elbe-Elster")).to_be_visible()
    figure.get_by_role("button", name="Tabelle").click()
    expect(
        figure.get_by_role("cell", name="Barnim").or_(figure.get_by_role("rowheader", name="Barnim")).first
    ).to_be_visible()
    assert own_errors(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "path",
    [
        "/embed/growth",
        "/embed/kpis?lang=en",
        "/embed/map?indicator=net_per_1000&age_group=insgesamt",
        "/embed/register",
        "/embed/kreis_ages?ags=12062",
        "/embed/whitespots_map",
        "/embed/kreis_ages/einbetten?ags=12062",
        "/embed/nix",
    ],
)
def test_each_kind_of_figure_is_whole_without_barrier_or_foreign_request(places, page, path, size):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size(size)
    page.goto(places.atlas + path)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    if page.locator("[data-chart],[data-map]").count():
        wait_drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert own_errors(page) == []
    assert [url for url in asked if not url.startswith((places.atlas, "data:"))] == []
    # Last: the checker itself asks for style sheets, which the policy refuses.
    assert serious_violations(page) == []


def test_the_lines_copied_from_below_a_figure_work_elsewhere(places, page):
    """From the link below a figure of a page to the figure on a page of another host."""
    visit = Visit(page, places.atlas)
    visit.open("/wachstum")
    card = page.locator(".st-key-figure_growth-yearly, .st-key-figure_yearly_growth, [class*=st-key-figure_]").first
    card.get_by_text("Tabelle und Download").click()
    # What opens is drawn by a run of its own, which draws links anew; a click between the two would hit neither. That
    # run has not begun before the link is there.
    link = card.get_by_role("link", name="Einbetten")
    expect(link).to_be_visible(timeout=READY_MS)
    visit.settle()
    with page.context.expect_page() as opened:
        link.click()
    lines = opened.value.get_by_role("textbox").input_value()
    (places.folder / "kopiert.html").write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{lines}")
    page.goto(f"{places.allowed}/kopiert.html")
    expect(page.frame_locator("iframe").locator(".chart .main-svg").first).to_be_visible(timeout=READY_MS)

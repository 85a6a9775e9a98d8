"""A server of our own, a Chromium without network, and pages that say when they are ready."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, expect

from tests.browser.busy import BusyMachine
from tests.server_logs import watch

ROOT = Path(__file__).parents[2]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# Generous: two cores may run a second server and a second browser at the same time.
READY_MS = 45_000
# What is awaited may come late for the same reason; five seconds, as Playwright has it, are a limit of speed.
expect.set_options(timeout=READY_MS)
_IS_DRAWN = """() => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') !== null
    && document.querySelector('[data-testid="stSkeleton"], [data-stale="true"], .first-view') === null
    // What a link brought is compared with what the browser keeps, in a run that follows the first.
    && !window.atlasPresentation?.data?.linked"""


@dataclass
class Visit:
    """A browser page and what happened on it."""

    page: Page
    base: str
    foreign_requests: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    name: str = ""

    def forget(self) -> None:
        """Empties the log, and what the browser keeps of the tests before."""
        if self.page.url.startswith(self.base):
            # A plain answer of the server: no script there writes it anew.
            self.page.goto(f"{self.base}/healthz")
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.forget_log()

    def forget_log(self) -> None:
        """Empties the log of requests and errors; the page stays."""
        self.foreign_requests.clear()
        self.console_errors.clear()

    def open(self, path: str) -> Page:
        """Opens an address and waits until the page is drawn."""
        self.page.goto(self.base + path)
        return self.settle()

    def settle(self) -> Page:
        """Waits until the script has finished and nothing is a placeholder any more."""
        # Asked inside the page: every look from outside costs the browser more than many of these.
        self.page.wait_for_function(_IS_DRAWN, timeout=READY_MS, polling=50)
        self.page.locator("h1").first.wait_for(state="visible", timeout=READY_MS)
        return self.page


def pick_option(page: Page, label: str, option: str) -> None:
    """Chooses an option of a list by its words, as a visitor does."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(port: int, log: Path, *options: str) -> subprocess.Popen[bytes]:
    """Starts the atlas as an operator would, with these options of Streamlit, and waits until it answers."""
    watch(log)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    with log.open("wb") as stream:
        # Tests ask for pages faster than people; what a crowd meets is tested with a limit of its own.
        environment = {"ATLAS_CROWD_SESSIONS": "1000", "NO_COLOR": "1"} | os.environ
        process = subprocess.Popen(command, cwd=ROOT, stdout=stream, stderr=stream, env=environment)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if _answers(port):
            return process
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')}")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return json.load(answer)["status"] == "ok"
    except OSError:
        return False


def ask(page: Page, address: str, headers: Mapping[str, str] = MappingProxyType({}), **more: Any) -> APIResponse:
    """An answer of the server over a connection of its own: one kept from before it may be closing at this moment."""
    return page.request.get(address, headers={"Connection": "close", **headers}, **more)


@pytest.fixture(scope="module")
def busy() -> Iterator[BusyMachine]:
    """A machine with other work, as long as a `with` block lasts."""
    machine = BusyMachine()
    yield machine
    machine.end()


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that runs for all browser tests of this process."""
    port = free_port()
    process = start_server(port, tmp_path_factory.mktemp("server") / "server.log")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


def new_visit(context: BrowserContext, base: str) -> Visit:
    """A page that writes down requests to other hosts and errors on the console."""
    context.set_default_timeout(READY_MS)
    visit = Visit(context.new_page(), base)
    own = urlsplit(base).netloc

    def note_request(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob") and parts.netloc != own:
            visit.foreign_requests.append(address)

    visit.page.on("request", lambda request: note_request(request.url))
    visit.page.on("websocket", lambda websocket: note_request(websocket.url))
    visit.page.on("console", lambda line: visit.console_errors.append(line.text) if line.type == "error" else None)
    visit.page.on("pageerror", lambda error: visit.console_errors.append(str(error)))
    return visit


def _profile(browser: Browser, size: dict[str, int]) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=size, locale="de-DE", accept_downloads=True)  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture(scope="session")
def desktop_profile(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop browser that keeps our scripts for all modules of this process."""
    yield from _profile(browser, DESKTOP)


@pytest.fixture(scope="session")
def phone_profile(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that keeps our scripts for all modules of this process."""
    yield from _profile(browser, PHONE)


def forget_visits(visit: Visit) -> None:
    """Deletes cookies and whatever the atlas keeps in this browser; the files anybody may keep stay."""
    context = visit.page.context
    context.clear_cookies()
    tools = context.new_cdp_session(visit.page)
    tools.send("Storage.clearDataForOrigin", {"origin": visit.base, "storageTypes": "all"})
    tools.detach()


def _window(context: BrowserContext, base: str) -> Iterator[Visit]:
    """A new window of a browser that has forgotten every visit and kept only the files anybody may keep."""
    visit = new_visit(context, base)
    forget_visits(visit)
    yield visit
    for page in context.pages:
        page.close()
    assert visit.foreign_requests == [], "the page asked another host"


@pytest.fixture(scope="module")
def shared_desktop(desktop_profile: BrowserContext, base_url: str) -> Iterator[Visit]:
    """A desktop window that the tests of a module share; each opens its own address in it."""
    yield from _window(desktop_profile, base_url)


@pytest.fixture(scope="module")
def shared_phone(phone_profile: BrowserContext, base_url: str) -> Iterator[Visit]:
    """A phone that the tests of a module share."""
    yield from _window(phone_profile, base_url)


@pytest.fixture
def desktop(shared_desktop: Visit) -> Visit:
    """The shared desktop window with an empty log."""
    shared_desktop.forget()
    return shared_desktop


@pytest.fixture
def phone(shared_phone: Visit) -> Visit:
    """The shared phone with an empty log."""
    shared_phone.forget()
    return shared_phone


@pytest.fixture(scope="module")
def read(shared_desktop: Visit) -> Iterator[Callable[[str], Visit]]:
    """A function that gives a window on an address, opened once for all tests of a module that only read there."""
    opened: dict[str, Visit] = {}

    def window_on(path: str) -> Visit:
        if path not in opened:
            shared_desktop.forget()
            visit = new_visit(shared_desktop.page.context, shared_desktop.base)
            visit.open(path)
            opened[path] = visit
        return opened[path]

    yield window_on
    assert [visit.foreign_requests for visit in opened.values() if visit.foreign_requests] == []


@pytest.fixture
def open_page(desktop: Visit) -> Callable[[str], Page]:
    """Opens an address of the atlas in the desktop window and waits until it is drawn."""
    return desktop.open


@pytest.fixture
def open_phone(phone: Visit) -> Callable[[str], Page]:
    """Opens an address of the atlas on the phone and waits until it is drawn."""
    return phone.open

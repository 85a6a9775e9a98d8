"""Finds Debian's Firefox for the browser tests, or installs it, and drives it by WebDriver BiDi.

Playwright drives only a Firefox of its own making, and geckodriver is no package of Debian 12. BiDi is the W3C's
protocol that every Firefox speaks itself, over a web socket.
"""

import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

_NAMES = ("firefox-esr", "firefox")
_START_SECONDS = 180
_ANSWER_SECONDS = 180
_LISTENING = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
# Requests to any host but our own end at a port nobody listens on: the network is cut for the browser.
_PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "intl.accept_languages": "de-DE, de",
    "browser.download.folderList": 2,
    "browser.download.alwaysOpenPanel": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
KEYS = {
    "Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "Backspace": "\ue003", "Home": "\ue011", "End": "\ue010",
    "ArrowUp": "\ue013", "ArrowDown": "\ue015", "ArrowLeft": "\ue012", "ArrowRight": "\ue014",
}  # fmt: skip


def find_firefox() -> Path | None:
    """The first Firefox on this machine: FIREFOX, then the search path."""
    named = [os.environ.get("FIREFOX"), *map(shutil.which, _NAMES)]
    return next((Path(path) for path in named if path and Path(path).exists()), None)


def obtain_firefox() -> Path | None:
    """A Firefox, installed where that is possible; None where it cannot be had."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if find_firefox() is None and is_root and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "firefox-esr"]
        subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        )
    return find_firefox()


class Firefox:
    """One window of a Firefox without a screen.

    Args:
        binary: which Firefox.
        folder: for its profile, its log and what it downloads.
    """

    def __init__(self, binary: Path, folder: Path) -> None:
        self.downloads = folder / "downloads"
        profile = folder / "profile"
        for made in (self.downloads, profile):
            made.mkdir(parents=True)
        wanted = _PREFERENCES | {"browser.download.dir": str(self.downloads)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
        (profile / "user.js").write_text("\n".join(lines))
        log = folder / "firefox.log"
        options = ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        # Opened with an address, the focus is in the page; without, in the address bar, and then no element of a
        # page ever hears that it lost the focus.
        command = [str(binary), *options, "data:text/html,"]
        with log.open("wb") as stream:
            self._process = subprocess.Popen(
                command, stdout=stream, stderr=stream, env=os.environ | {"HOME": str(folder)}
            )
        self._ids = itertools.count(1)
        try:
            self._connect(log)
        except Exception:
            self._process.kill()
            raise

    def _connect(self, log: Path) -> None:
        self._socket = connect(f"{_await_address(self._process, log)}/session", max_size=None)
        self._send("session.new", {"capabilities": {}})
        self._context = self._send("browsingContext.getTree", {})["contexts"][0]["context"]

    def close(self) -> None:
        """Ends the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=20)

    def _send(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=_ANSWER_SECONDS))
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]

    def _in_window(self, method: str, **params: Any) -> dict[str, Any]:
        return self._send(method, {"context": self._context} | params)

    def resize(self, width: int, height: int) -> None:
        """The size of the page in CSS pixels."""
        self._in_window("browsingContext.setViewport", viewport={"width": width, "height": height})

    def open(self, address: str) -> None:
        """Opens an address; what its scripts draw later has to be waited for."""
        self._in_window("browsingContext.navigate", url=address, wait="complete")

    def go(self, steps: int) -> None:
        """Back (negative) or forward in the history."""
        self._in_window("browsingContext.traverseHistory", delta=steps)

    def read(self, expression: str) -> Any:
        """The value of a JavaScript expression; `find(selector)` looks into open shadow roots too."""
        wrapped = f"{_FIND}; Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))"
        target = {"context": self._context}
        answer = self._send("script.evaluate", {"expression": wrapped, "target": target, "awaitPromise": True})
        if answer["type"] == "exception":
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def wait(self, expression: str, seconds: float = 45) -> None:
        """Waits until an expression is true.

        Raises:
            AssertionError: it did not become true in time.
        """
        deadline = time.monotonic() + seconds
        while not self.read(f"Boolean({expression})"):
            assert time.monotonic() < deadline, f"not true within {seconds} s: {expression}"
            time.sleep(0.05)

    def click(self, selector: str, share: tuple[float, float] = (0.5, 0.5)) -> None:
        """Clicks an element where it lies, at a share of its width and height."""
        self.wait(f"find({json.dumps(selector)})")
        box = self.read(
            f"(node => {{ node.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            "const {left, top, width, height} = node.getBoundingClientRect(); return [left, top, width, height]; })"
            f"(find({json.dumps(selector)}))"
        )
        left, top, width, height = box
        at = {"x": round(left + width * share[0]), "y": round(top + height * share[1])}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act("pointer", [{"type": "pointerMove", **at}, *press])

    def turn_wheel(self, selector: str, down: int) -> None:
        """Turns the wheel over an element."""
        box = self.read(
            f"(({{left, top}}) => [left + 5, top + 5])(find({json.dumps(selector)}).getBoundingClientRect())"
        )
        self._act("wheel", [{"type": "scroll", "x": round(box[0]), "y": round(box[1]), "deltaX": 0, "deltaY": down}])

    def press(self, *keys: str) -> None:
        """Presses keys one after another: names as in `KEYS`, or signs."""
        signs = [KEYS.get(key, key) for key in keys]
        self._act("key", [{"type": kind, "value": sign} for sign in signs for kind in ("keyDown", "keyUp")])

    def _act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        self._in_window("input.performActions", actions=[{"type": kind, "id": kind, "actions": actions}])

    def print_page(self) -> bytes:
        """The page as it comes out of the printer on A4: a PDF."""
        page = {"width": 21.0, "height": 29.7}
        return base64.b64decode(self._in_window("browsingContext.print", page=page, background=True)["data"])

    def picture(self) -> bytes:
        """What is on the screen, as PNG."""
        return base64.b64decode(self._in_window("browsingContext.captureScreenshot")["data"])

    def download(self, act: Callable[[], None], seconds: float = 45) -> Path:
        """The file that an act brings into the folder of downloads."""
        before = set(self.downloads.iterdir())
        act()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            new = [path for path in self.downloads.iterdir() if path not in before and path.suffix != ".part"]
            if new and new[0].stat().st_size and not list(self.downloads.glob("*.part")):
                return new[0]
            time.sleep(0.05)
        raise AssertionError(f"nothing was downloaded within {seconds} s")


_FIND = """var find = (selector, root = document) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const part of root.querySelectorAll('*')) {
        const inside = part.shadowRoot && find(selector, part.shadowRoot);
        if (inside) return inside;
    }
    return null;
}"""


def _await_address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        found = _LISTENING.search(log.read_bytes())
        if found:
            return found.group(1).decode()
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"Firefox did not start:\n{log.read_text(errors='replace')}")


if __name__ == "__main__":
    sys.stdout.write(f"Firefox: {obtain_firefox() or 'none, its tests are left out'}\n")

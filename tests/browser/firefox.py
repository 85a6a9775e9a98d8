"""Debian's Firefox, spoken to in WebDriver BiDi over its own door; Playwright brings only a Firefox of its own make."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import DESKTOP, READY_MS, free_port

READY_SECONDS = READY_MS / 1000
# A box that opens fills in steps; what stands still for so many looks in a row, a tenth of a second apart, is done.
_LOOKS = 6
_NAMES = ("firefox-esr", "firefox")
# No name is looked up, nothing is asked of the maker, and downloads fall into our folder without a question.
_SETTINGS = {
    "network.dns.disabled": True,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.download.always_ask_before_handling_new_types": False,
    "intl.accept_languages": "de-DE, de",
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
}
# Finds what a visitor would: the first visible part of the page or of an element of ours with these words.
_FIND = """
const deep = (selector, root) => [...root.querySelectorAll(selector), ...[...root.querySelectorAll("*")]
  .filter((node) => node.shadowRoot).flatMap((node) => deep(selector, node.shadowRoot))];
const find = (selector, words) => deep(selector, document).find((node) => node.checkVisibility()
  && (node.getAttribute("aria-label") ?? node.textContent).includes(words));
"""

_IS_DRAWN = """document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') !== null
    && deep('h1', document).length > 0
    && document.querySelector('html.arriving, [data-testid="stSkeleton"], [data-stale="true"]') === null"""


def find_firefox() -> str | None:
    """The Firefox of this machine: FIREFOX or the search path; None without one."""
    named = [os.environ.get("FIREFOX"), *map(shutil.which, _NAMES)]
    return next((path for path in named if path and Path(path).exists()), None)


class Firefox:
    """One window without a head.

    Attributes:
        downloads: folder where downloaded files fall.
    """

    def __init__(self, program: str, folder: Path) -> None:
        self.downloads = folder / "downloads"
        profile, port = folder / "profile", free_port()
        for place in (self.downloads, profile):
            place.mkdir()
        settings = _SETTINGS | {"browser.download.dir": str(self.downloads)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", str(port)],
            env=os.environ | {"HOME": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._numbers = itertools.count(1)
        self._line = _connect(port)
        self.send("session.new", capabilities={})
        self._window = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.send("browsingContext.setViewport", context=self._window, viewport=DESKTOP)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its result."""
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._line.recv(timeout=READY_SECONDS))
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return dict(answer["result"])

    def open(self, address: str) -> None:
        """Goes to an address and waits until nothing moves any more."""
        self.send("browsingContext.navigate", context=self._window, url=address, wait="complete")
        self.wait(_IS_DRAWN)

    def ask(self, expression: str) -> Any:
        """What a JavaScript expression gives on the page."""
        code = f"(() => {{ {_FIND} return JSON.stringify({expression}) ?? 'null'; }})()"
        target = {"context": self._window}
        answer = self.send("script.evaluate", expression=code, target=target, awaitPromise=False)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait(self, expression: str) -> Any:
        """Waits until an expression holds, and gives what it gave."""
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            if found := self.ask(expression):
                return found
            time.sleep(0.05)
        raise TimeoutError(f"never true: {expression}\non a page that says: {self.ask('document.body.innerText')}")

    def click(self, selector: str, words: str = "", across: float = 0.5, down: float = 0.5) -> None:
        """Clicks the first visible part with these words, at a share of its width and height."""
        place = f"find({json.dumps(selector)}, {json.dumps(words)})"
        self.wait(f"Boolean({place}?.getBoundingClientRect().width)")
        x, y = self._resting_place(place, across, down)
        acts = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._perform({"type": "pointer", "id": "mouse", "actions": acts})

    def press(self, keys: str) -> None:
        """Presses keys one after the other, letters or those of WebDriver's table."""
        acts = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._perform({"type": "key", "id": "keyboard", "actions": acts})

    def go_back(self) -> None:
        """As the Back button."""
        self.send("browsingContext.traverseHistory", context=self._window, delta=-1)

    def print(self) -> bytes:
        """The page as a PDF on A4, its size in centimetres."""
        page = {"width": 21.0, "height": 29.7}
        printed = self.send("browsingContext.print", context=self._window, page=page, background=True)
        return base64.b64decode(printed["data"])

    def wait_for_file(self) -> Path:
        """The file downloaded last, once nothing of it is missing; Firefox writes into `.part` meanwhile."""
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            files = sorted(self.downloads.iterdir(), key=lambda file: file.stat().st_mtime)
            if files and not any(file.suffix == ".part" for file in files) and files[-1].stat().st_size:
                return files[-1]
            time.sleep(0.05)
        raise TimeoutError(f"no file in {self.downloads}")

    def close(self) -> None:
        """Ends the browser."""
        self._line.close()
        self._process.kill()
        self._process.wait(timeout=20)

    def _resting_place(self, part: str, across: float, down: float) -> tuple[float, float]:
        """Where a part stands once it is in sight, moves no more and is what a click there would meet.

        While a box opens, what is in it has its place already, and something else is still shown there.
        """
        box, looks = f"{part}.getBoundingClientRect()", []
        point = f"{box}.left + {box}.width * {across}, {box}.top + {box}.height * {down}"
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            self.ask(f"{part}.scrollIntoView({{ block: 'center', behavior: 'instant' }})")
            is_met = f"{part}.contains({part}.getRootNode().elementFromPoint({point}))"
            is_moved = f"document.getAnimations().some((one) => one.effect?.target?.contains({part}))"
            looks = [*looks, self.ask(f"[{point}, {is_met} && !{is_moved}]")][-_LOOKS:]
            if len(looks) == _LOOKS and all(look == looks[0] and look[2] for look in looks):
                return looks[0][0], looks[0][1]
            time.sleep(0.1)
        raise TimeoutError(f"never at rest: {part}")

    def _perform(self, source: dict[str, Any]) -> None:
        self.send("input.performActions", context=self._window, actions=[source])


def _connect(port: int) -> ClientConnection:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", max_size=None)
        except (OSError, WebSocketException):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)

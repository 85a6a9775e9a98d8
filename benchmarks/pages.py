"""How fast the pages are: reruns, bytes, map seen and answering, click to detail, another year, many visitors.

Run by hand from the project folder: ``python -m benchmarks.pages [--before FOLDER]``. Prints a table; every browser
figure stands beside the same figure of a plain Dash application in the same run (``dash_peer.py``), and with
``--before`` beside that of an earlier build: a checkout with the environment it needs in ``.venv``.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.testing.v1 import AppTest

from analytics.exports import views
from benchmarks.reruns import Rerun, rerun, visit, warm_rerun
from benchmarks.servers import (
    NOW,
    ROOT,
    Build,
    atlas_command,
    dash_command,
    earlier_build,
    find_free_port,
    print_load,
    processor_seconds,
    running,
    serving,
    settle,
)
from pages.server.packing import main as pack_front_end
from tests.browser.chromium import require_chromium

# The two whose first run takes a minute of its own are measured by `benchmarks.analysis`.
_MEASURED_ELSEWHERE = ("weisseflecken", "wirkung")
PAGES = (*("" if page == "ueberblick" else page for page in views.PAGES if page not in _MEASURED_ELSEWHERE), "quellen")
RUNS = 15
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True)
class Peer:
    """One of the two applications: how it is started, and where its map and its detail are.

    Attributes:
        painted: the areas of the map as they are seen first.
        told: what changes when one of them is pressed; empty when they are first seen with the whole page, live.
        shapes: the areas of the whole page, with all it offers.
        detail: what changes when one of these is pressed.
        folder: where it is started.
    """

    command: Callable[[int], list[str]]
    path: str
    ready: str
    painted: str
    told: str
    shapes: str
    detail: str
    folder: Path = ROOT


ATLAS = Peer(
    atlas_command, "/karte", "/healthz", ".first-view .areas path[data-ags]", ".first-view .place h2",
    ".leaflet-kreise-pane path", ".panel h2",
)  # fmt: skip
# Its circles answer nothing, and are not quite filled.
_DASH_AREAS, _DASH_DETAIL = ".leaflet-overlay-pane path[fill-opacity='1']", "#detail-name"
DASH = Peer(dash_command, "/", "/", _DASH_AREAS, _DASH_DETAIL, _DASH_AREAS, _DASH_DETAIL)


def earlier_atlas(build: Build) -> Peer:
    """The atlas of an earlier build; one that sends no first view is seen when the whole page is."""
    there = replace(ATLAS, command=lambda port: atlas_command(port, build.python), folder=build.folder)
    if any(build.folder.glob("pages/**/first_view.py")):
        return there
    return replace(there, painted=ATLAS.shapes, told="")


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def measure_page(port: int, page: str) -> list[Rerun]:
    """Warm reruns of one page by one visitor; the first, which fills the caches, is not counted."""
    async with visit(port) as visitor:
        await rerun(visitor, page)
        return [await rerun(visitor, page) for _ in range(RUNS)]


def time_script(page: str) -> list[float]:
    """What frame and page take of the processor's time, in this process and without any transport."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    app.switch_page(f"views/{page or 'ueberblick'}.py")
    app.run()
    return [_timed(app.run) for _ in range(RUNS)]


def _timed(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


async def measure_crowd(port: int, visitors: int) -> list[float]:
    """Wall times when so many visitors ask for the map page at the same moment, again and again."""

    async def one_visitor() -> list[float]:
        async with visit(port) as visitor:
            await rerun(visitor, "karte")
            return [(await rerun(visitor, "karte")).wall_ms for _ in range(5)]

    lists = await asyncio.gather(*(one_visitor() for _ in range(visitors)))
    return [value for values in lists for value in values]


def print_reruns(port: int) -> None:
    """Script and wall time and bytes per rerun of each page."""
    print(f"\n{'page':14}{'script ms':>12}{'p95':>8}{'wall ms':>12}{'p95':>8}{'bytes':>12}")
    for page in PAGES:
        runs = asyncio.run(measure_page(port, page))
        script, wall = time_script(page), [run.wall_ms for run in runs]
        print(
            f"{page or 'ueberblick':14}{statistics.median(script):12.0f}{percentile(script, 0.95):8.0f}"
            f"{statistics.median(wall):12.0f}{percentile(wall, 0.95):8.0f}{runs[-1].received_bytes:12,}"
        )


def print_crowds(port: int) -> None:
    """Wall time of the map page for 1, 10 and 30 visitors at once."""
    print(f"\n{'visitors':14}{'median ms':>12}{'p95':>8}")
    for visitors in (1, 10, 30):
        walls = asyncio.run(measure_crowd(port, visitors))
        print(f"{visitors:<14}{statistics.median(walls):12.0f}{percentile(walls, 0.95):8.0f}")


# The browser's own clock at the end of the frame in which an area is drawn first.
_PAINTED = """window.painted = new Promise((done) => {
    const look = () => document.querySelector("AREAS")?.getBoundingClientRect().width
        ? setTimeout(() => done(performance.now())) : requestAnimationFrame(look);
    look();
});"""
# Presses an area as soon as there is one, and another one whenever a quarter of a second has brought no answer.
_ANSWER = """window.answered = new Promise((done) => document.addEventListener("DOMContentLoaded", () => {
    const said = () => document.querySelector("TOLD")?.textContent;
    let before, pressed = -1000, index = 0;
    const look = () => {
        if (before !== undefined && said() !== before) return done(performance.now());
        const drawn = document.querySelectorAll("AREAS");
        if (drawn.length && said() !== undefined && performance.now() - pressed > 250) press(drawn);
        return setTimeout(look, 5);
    };
    const press = (drawn) => {
        before = said();
        pressed = performance.now();
        const area = drawn[index++ % drawn.length], { x, y, width, height } = area.getBoundingClientRect();
        const place = { clientX: x + width / 2, clientY: y + height / 2 };
        area.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ...place }));
    };
    look();
}));"""


def time_map(page: Page, url: str, peer: Peer) -> dict[str, float]:
    """Milliseconds from the request of the address until the areas are seen, one of them answers, all are live."""
    page.goto(url, wait_until="commit")
    if not peer.told:
        page.locator(peer.shapes).first.wait_for(timeout=60_000)
        live = float(page.evaluate("performance.now()"))
        return {"map painted": live, "map answers a click": live, "whole page live": live}
    painted, answered = (float(page.evaluate(f"window.{moment}")) for moment in ("painted", "answered"))
    page.wait_for_selector(peer.shapes, state="attached", timeout=60_000)
    # Where what is painted is live at once, pressing it has not held it up.
    live = painted if peer.shapes == peer.painted else float(page.evaluate("performance.now()"))
    return {"map painted": painted, "map answers a click": answered, "whole page live": live}


# The browser's own clock runs from the click itself, so that the way between test and browser is not counted.
# Shadow roots are searched too: the atlas draws its map inside one.
_WATCH = """([shapes, detail, index]) => {
    const roots = root => [root, ...[...root.querySelectorAll('*')].flatMap(
        e => e.shadowRoot ? roots(e.shadowRoot) : [])];
    const pick = css => roots(document).flatMap(root => [...root.querySelectorAll(css)]);
    const said = () => pick(detail).map(e => e.textContent).join();
    const before = said(), box = pick(shapes)[index].getBoundingClientRect();
    window.detailShown = new Promise(done => document.addEventListener('click', () => {
        const start = performance.now();
        const look = () => said() !== before ? done(performance.now() - start)
            : performance.now() - start > 3000 ? done(null) : setTimeout(look, 2);
        look();
    }, {capture: true, once: true}));
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def time_click(page: Page, peer: Peer, index: int) -> float | None:
    """Milliseconds from a click on an area until its detail is shown; None when the click met no other area."""
    x, y = page.evaluate(_WATCH, [peer.shapes, peer.detail, index])
    page.mouse.click(x, y)
    shown = page.evaluate("window.detailShown")
    return None if shown is None else float(shown)


def measure_browser(peer: Peer) -> dict[str, float]:
    """Cold and warm time until the map is painted and until it answers, and click to detail, in a fresh Chromium."""
    port = find_free_port()
    with running(peer.command(port), port, peer.ready, peer.folder), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        if peer.told:
            page.add_init_script((_PAINTED + _ANSWER).replace("AREAS", peer.painted).replace("TOLD", peer.told))
        url = f"http://127.0.0.1:{port}{peer.path}"
        figures = {f"{name}, cold, ms": value for name, value in time_map(page, url, peer).items()}
        warm = [time_map(page, url, peer) for _ in range(5)]
        figures |= {f"{name}, warm, ms": statistics.median(run[name] for run in warm) for name in warm[0]}
        page.wait_for_selector(peer.detail)
        page.wait_for_load_state("networkidle")
        clicks = [time_click(page, peer, index) for index in range(1, 15)]
        figures["click to detail, ms"] = statistics.median(click for click in clicks if click is not None)
        browser.close()
    return figures


# From the event until everything it changes is laid out; the first change, into cold code, counts as well.
_YEARS = """(range) => [2020, 2019, 2018, 2021, 2019, 2021, 2018, 2020].map((year) => {
    const start = performance.now();
    range.value = String(year);
    range.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
    return performance.now() - start;
})"""


def measure_years() -> list[float]:
    """Milliseconds in which the flow map draws another year, without a word to the server."""
    port = find_free_port()
    with running(atlas_command(port), port, "/healthz"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        page.goto(f"http://127.0.0.1:{port}/herkunft")
        slider = page.locator(".flow-map input.range")
        slider.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        drawn: list[float] = slider.evaluate(_YEARS)
        browser.close()
    return drawn


def print_years() -> None:
    """How long another year of the flow map takes; 50 ms is the most that seems at once."""
    drawn = measure_years()
    print(f"\nanother year of the flow map: median {statistics.median(drawn):.1f} ms, most {max(drawn):.1f} ms")


def measure_bytes(browser: Browser, url: str, drawn: str) -> tuple[int, int, int]:
    """What a browser without and with the files of an earlier visit loads: bytes, requests, and bytes when repeated.

    It is read once what `drawn` names is there. What comes over the live line is not counted.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    tools, loaded = context.new_cdp_session(page), list[int]()
    tools.send("Network.enable")
    tools.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    page.goto(url)
    page.locator(drawn).first.wait_for()
    page.wait_for_load_state("networkidle")
    cold, requests = sum(loaded), len(loaded)
    loaded.clear()
    page.reload()
    page.locator(drawn).first.wait_for()
    page.wait_for_load_state("networkidle")
    context.close()
    return cold, requests, sum(loaded)


def print_bytes(builds: list[Build]) -> None:
    """Bytes of the first visit to a server, installed as `make run` does it, and of a second one to the same page."""
    pack_front_end()
    print(f"\n{'bytes':22}{'cold':>12}{'requests':>12}{'repeated':>12}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=CHROMIUM_ARGUMENTS)
        for (page, drawn), build in product((("karte", ATLAS.shapes), ("wachstum", ".main-svg")), builds):
            port = find_free_port()
            with serving(build, port):
                cold, requests, repeated = measure_bytes(browser, f"http://127.0.0.1:{port}/{page}", drawn)
            print(f"{page + ', ' + build.name:22}{cold:12,}{requests:12}{repeated:12,}")
        browser.close()


def print_browser(before: Build | None) -> None:
    """The browser figures of the atlas beside those of the peer and of an earlier build, with the ratios."""
    others = {"Dash": DASH} | ({before.name: earlier_atlas(before)} if before else {})
    atlas, found = measure_browser(ATLAS), {name: measure_browser(other) for name, other in others.items()}
    print(f"\n{'':26}{'atlas':>10}" + "".join(f"{name:>10}{'ratio':>8}" for name in others))
    for name, value in atlas.items():
        beside = "".join(f"{figures[name]:10.0f}{value / figures[name]:8.2f}" for figures in found.values())
        print(f"{name:26}{value:10.0f}{beside}")


async def measure_beside(page: str, ports: list[int]) -> list[list[float]]:
    """Milliseconds of warm reruns of a page on several servers, one of each in turn: all meet the same machine."""
    walls = [list[float]() for _ in ports]
    async with AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(visit(port)) for port in ports]
        for visitor in visitors:
            await warm_rerun(visitor, page)
        for _ in range(RUNS):
            for visitor, found in zip(visitors, walls, strict=True):
                found.append((await rerun(visitor, page)).wall_ms)
    return walls


def print_page_beside(page: str, ports: list[int], servers: list[psutil.Process]) -> None:
    """One line: time waited for a rerun and the servers' processor time at it, now and before, with the ratios."""
    start = [processor_seconds(server) for server in servers]
    walls = [statistics.median(found) for found in asyncio.run(measure_beside(page, ports))]
    used = [processor_seconds(server) - was for server, was in zip(servers, start, strict=True)]
    # The rerun that is not counted takes of the processor as well.
    each = [seconds * 1000 / (RUNS + 1) for seconds in used]
    print(
        f"{page or 'ueberblick':14}{walls[0]:12.0f}{walls[1]:9.0f}{walls[0] / walls[1]:7.2f}"
        f"{each[0]:15.0f}{each[1]:9.0f}{each[0] / each[1]:7.2f}",
        flush=True,
    )


def print_beside(before: Build) -> None:
    """Reruns of each page that both builds have, in the present one and in the earlier one."""
    ports, pages = [find_free_port(), find_free_port()], list(filter(before.has_page, PAGES))
    print(f"\n{'page':14}{'wall ms':>12}{'before':>9}{'ratio':>7}{'processor ms':>15}{'before':>9}{'ratio':>7}")
    with serving(NOW, ports[0]) as now, serving(before, ports[1]) as then:
        servers = [psutil.Process(now.pid), psutil.Process(then.pid)]
        for page in pages:
            asyncio.run(measure_beside(page, ports))
        settle(servers)
        for page in pages:
            print_page_beside(page, ports, servers)


def main() -> None:
    """All measurements in one run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--before", type=earlier_build, metavar="FOLDER", help="checkout of an earlier build")
    before: Build | None = parser.parse_args().before
    print_load("start")
    port = find_free_port()
    with running(atlas_command(port), port, "/healthz"):
        print_reruns(port)
        print_crowds(port)
    if before:
        print_beside(before)
    print_bytes([NOW, before] if before else [NOW])
    print_years()
    print_browser(before)
    print_load("end")


if __name__ == "__main__":
    main()

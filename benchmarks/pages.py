"""How fast the pages are: reruns, bytes, time until the map is visible, click to detail, many visitors.

Run by hand from the project folder: ``python -m benchmarks.pages``. Prints a table; every browser
figure stands beside the same figure of a plain Dash application in the same run (``dash_peer.py``).
"""

import asyncio
import statistics
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from benchmarks.reruns import Rerun, rerun, visit
from benchmarks.servers import atlas_command, dash_command, find_free_port, running
from tests.browser.chromium import require_chromium

PAGES = ("", "karte", "wachstum", "foerderung", "wanderung", "initiativen", "kreisprofil", "quellen")
RUNS = 15
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
MAP_SHAPES = ".leaflet-overlay-pane path"


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def measure_page(port: int, page: str) -> list[Rerun]:
    """Warm reruns of one page by one visitor; the first, which fills the caches, is not counted."""
    async with visit(port) as visitor:
        await rerun(visitor, page)
        return [await rerun(visitor, page) for _ in range(RUNS)]


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
        script, wall = [run.script_ms for run in runs], [run.wall_ms for run in runs]
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


def time_map(page: Page, url: str) -> float:
    """Milliseconds from the request of the address until the map's areas are drawn."""
    page.goto(url, wait_until="commit")
    page.wait_for_selector(MAP_SHAPES, state="attached", timeout=60_000)
    return float(page.evaluate("performance.now()"))


def time_click(page: Page, is_shown: str, target: int) -> float:
    """Milliseconds from a click on an area until its detail is shown, by the browser's own clock."""
    return float(
        page.evaluate(
            """async ([index, isShown]) => {
                const find = root => [...root.querySelectorAll('*')].flatMap(
                    e => e.shadowRoot ? [e.shadowRoot, ...find(e.shadowRoot)] : []);
                const roots = [document, ...find(document)];
                const pick = css => roots.flatMap(root => [...root.querySelectorAll(css)]);
                const shape = pick('.leaflet-overlay-pane path.leaflet-interactive')[index];
                const before = pick(isShown).map(e => e.textContent).join();
                const box = shape.getBoundingClientRect(), start = performance.now();
                const at = {bubbles: true, composed: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2};
                for (const kind of ['mouseover', 'mousedown', 'mouseup', 'click']) shape.dispatchEvent(new MouseEvent(kind, at));
                while (pick(isShown).map(e => e.textContent).join() === before) {
                    if (performance.now() - start > 10000) return NaN;
                    await new Promise(done => setTimeout(done, 2));
                }
                return performance.now() - start;
            }""",
            [target, is_shown],
        )
    )


def measure_browser(command: Callable[[int], list[str]], path: str, ready: str, detail: str) -> dict[str, float]:
    """Cold and warm time until the map is visible, and click to detail, in a fresh Chromium."""
    port = find_free_port()
    with running(command(port), port, ready), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=CHROMIUM_ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        page = context.new_page()
        url = f"http://127.0.0.1:{port}{path}"
        figures = {"map visible, cold, ms": time_map(page, url)}
        figures["map visible, warm, ms"] = statistics.median(time_map(page, url) for _ in range(5))
        page.wait_for_load_state("networkidle")
        clicks = [time_click(page, detail, index % 5 + 2) for index in range(9)]
        figures["click to detail, ms"] = statistics.median(clicks)
        browser.close()
    return figures


def print_browser() -> None:
    """The browser figures of the atlas beside those of the peer, with the ratio."""
    atlas = measure_browser(atlas_command, "/karte", "/healthz", "[data-detail-name]")
    peer = measure_browser(dash_command, "/", "/", "#detail-name")
    print(f"\n{'':26}{'atlas':>10}{'Dash':>10}{'ratio':>8}")
    for name, value in atlas.items():
        print(f"{name:26}{value:10.0f}{peer[name]:10.0f}{value / peer[name]:8.1f}")


def main() -> None:
    """All measurements in one run."""
    port = find_free_port()
    with running(atlas_command(port), port, "/healthz"):
        print_reruns(port)
        print_crowds(port)
    print_browser()


if __name__ == "__main__":
    main()

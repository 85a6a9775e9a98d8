"""Time, size and memory of every export, pictures beside kaleido with Chromium in the same run.

    python benchmarks/exports.py [--chromium /usr/bin/chromium]

Views are drawn before the clock starts, as a page has drawn them already; the first line of each says what drawing
costs. Every number is the median of several runs; memory is the growth of the process' peak, each export in a process
of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
RUNS = 5
AIMS = {
    "deck, ten slides": (1.0, 1_000_000),
    "map slide, Kreise": (0.1, None),
    "map slide, 523 Gemeinden": (0.5, None),
    "PDF report, ten sections": (0.5, None),
}


def exports() -> dict[str, Callable[[], bytes]]:
    """Each export as a call without arguments; what it shows is drawn already."""
    from analytics.exports.drawing.picture import write_picture
    from analytics.exports.pptx.write import write_deck
    from analytics.exports.presentation.collection import Collection, draw_slide_figure, make_spec
    from analytics.exports.presentation.stories import tell_story
    from analytics.exports.report import write_report
    from analytics.exports.workbook import write_workbook
    from analytics.language import get_wording
    from data.records import load_atlas

    atlas, w = load_atlas(), get_wording("de")
    drawn: dict[object, object] = {}

    def draw(_atlas, _w, spec):
        if spec not in drawn:
            drawn[spec] = draw_slide_figure(atlas, w, spec)
        return drawn[spec]

    story = tell_story(atlas, w, "netzwerk")
    maps = {"indicator": "net_per_1000", "age_group": "insgesamt", "year": 2018}
    kreise = Collection((make_spec("map", **maps),))
    gemeinden = Collection((make_spec("map", gemeinden=True, **maps),))
    chart = make_spec("ranking", year=2018, age_group="insgesamt")
    start = time.perf_counter()
    for spec in (*story.slides, *kreise.slides, *gemeinden.slides, chart):
        draw(atlas, w, spec)
    print(f"drawing the views of all exports: {time.perf_counter() - start:.2f} s", file=sys.stderr)
    return {
        "deck, ten slides": lambda: write_deck(atlas, w, story, draw=draw),
        "map slide, Kreise": lambda: write_deck(atlas, w, kreise, draw=draw),
        "map slide, 523 Gemeinden": lambda: write_deck(atlas, w, gemeinden, draw=draw),
        "PDF report, ten sections": lambda: write_report(atlas, w, story, draw=draw),
        "workbook, ten figures": lambda: write_workbook(atlas, w, story, draw=draw),
        "PNG, bar chart 2400 x 1350": lambda: write_picture(atlas, w, draw(atlas, w, chart)),
        "SVG, bar chart": lambda: write_picture(atlas, w, draw(atlas, w, chart), file_format="svg"),
        "chart of the bar chart": lambda: draw(atlas, w, chart).chart.to_json().encode(),
    }


def measure(name: str) -> dict[str, float]:
    """First and later runs, size and memory of one export, in this process."""
    make = exports()[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, cpu, content = [], [], b""
    for _ in range(RUNS + 1):
        wall, used = time.perf_counter(), time.process_time()
        content = make()
        times.append(time.perf_counter() - wall)
        cpu.append(time.process_time() - used)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"first": times[0], "later": median(times[1:]), "cpu": median(cpu[1:]), "bytes": len(content), "kb": grown}


def measure_kaleido(chromium: str) -> dict[str, float]:
    """The same chart by kaleido: cold start, then with its browser kept running."""
    import kaleido
    import plotly.io

    os.environ["BROWSER_PATH"] = chromium
    chart = plotly.io.from_json(exports()["chart of the bar chart"]().decode())
    options = {"format": "png", "width": 1200, "height": 675, "scale": 2}
    cold = []
    for _ in range(2):
        start = time.perf_counter()
        content = kaleido.calc_fig_sync(chart, opts=options, topojson=None)
        cold.append(time.perf_counter() - start)
    kaleido.start_sync_server(silence_warnings=True)
    warm = []
    for _ in range(RUNS):
        start = time.perf_counter()
        kaleido.calc_fig_sync(chart, opts=options)
        warm.append(time.perf_counter() - start)
    kaleido.stop_sync_server(silence_warnings=True)
    return {"first": cold[0], "later": median(warm), "cpu": 0.0, "bytes": len(content), "kb": 0}


def in_own_process(arguments: list[str]) -> dict[str, float] | None:
    """Runs one measurement in a fresh interpreter; None when it cannot be made here."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1] if done.stderr else "failed", file=sys.stderr)
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--one")
    parser.add_argument("--kaleido", action="store_true")
    wanted = parser.parse_args()
    if wanted.one:
        print(json.dumps(measure(wanted.one)))
        return
    if wanted.kaleido:
        print(json.dumps(measure_kaleido(wanted.chromium)))
        return
    names = [*AIMS, "workbook, ten figures", "PNG, bar chart 2400 x 1350", "SVG, bar chart"]
    print(f"{'export':32}{'first s':>9}{'later s':>9}{'cpu s':>8}{'KB':>8}{'memory MB':>11}  aim")
    found = {}
    for name in names:
        result = in_own_process(["--one", name])
        if result is not None:
            found[name] = result
            print(row(name, result))
    peer = in_own_process(["--kaleido", "--chromium", wanted.chromium])
    if peer is not None:
        print(row("PNG by kaleido with Chromium", peer))
        ours = found["PNG, bar chart 2400 x 1350"]
        print(f"kaleido cold / ours first: {peer['first'] / ours['first']:.1f}")
        print(f"kaleido cold / ours later: {peer['first'] / ours['later']:.1f}")
        print(f"kaleido with its browser kept running / ours later: {peer['later'] / ours['later']:.1f}")


def row(name: str, result: dict[str, float]) -> str:
    seconds, size = AIMS.get(name, (None, None))
    aim = "" if seconds is None else f"<= {seconds} s" + ("" if size is None else f", {size / 1e6:.0f} MB")
    times = f"{result['first']:9.2f}{result['later']:9.2f}{result['cpu']:8.2f}"
    return f"{name:32}{times}{result['bytes'] / 1000:8.0f}{result['kb'] / 1024:11.1f}  {aim}"


if __name__ == "__main__":
    main()

"""Many visitors with time to think, on one process and on two, and what stays of them in memory.

    python -m benchmarks.load [--visitors N ...] [--before FOLDER]

A visitor holds a web socket, opens a page, thinks, and opens the next or changes what is shown, as a browser would.
Printed are reruns per second, median and 95th percentile of the time until a page is complete, memory per visitor,
and errors. The breaking point is the first crowd that waits longer than a second at the 95th percentile, or that
meets an error. Memory per visitor is what the processes hold at most with the crowd more than before it, divided by
it; they have ended by then what they prepare after their start.

At the end one visitor walks through all pages again and again, and 200 visitors come and go: printed is the memory
after each part. With `--before`, a checkout of an earlier build with the environment it needs in `.venv`, all of it is
measured on that build as well, crowd by crowd in turn.

Where the time goes, by a sampling profile of one process (py-spy 100 times a second for 30 s, threads that wait left
out; Streamlit 1.67, Python 3.11, pandas 3.1, 30 November 2026, beside other work on the same two cores), in percent:

    visitors                                          30    100
    Streamlit, for each element                       41     39
    event loop: connections, messages                 13     15
    event loop: woken by each element of a script     21      9
    pandas, numpy, pyarrow                            13     23
    this project's own lines                           7      7
    JSON and protobuf                                  4      5
    compression                                        0      0

At 100 visitors a quarter of the time was spent in drawing figures, nine tenths of it for the page of a district that
nobody had opened before, in several threads at once: this is the pandas of that column, and since then a figure is
drawn once (`pages/session/cache.py`). No line of this project takes 1 %. Nothing is compressed for who reads: files are
packed ahead, and messages are sent as they are.

The clients run in a process of their own on the same machine and take part of its processor: the figures are a
lower bound. Two processes are asked in turn, as a proxy with sticky visits would send them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psutil
from websockets.exceptions import WebSocketException

from benchmarks.pages import percentile
from benchmarks.reruns import rerun, visit, warm_rerun
from benchmarks.servers import NOW, Build, earlier_build, find_free_port, print_load, serving, settle

CROWDS = (1, 10, 50, 200)
PROCESSES = (1, 2)
THINK_SECONDS = 5.0
SECONDS = 60
AIM_SECONDS = 1.0
RERUNS = (0, 100, 200, 300)
# Streamlit keeps who has left for two minutes, and drops it when the next one comes or goes; garbage is collected twice
# a minute.
PASSERS_BY, WAVE, FORGOTTEN_SECONDS, COLLECTED_SECONDS = 200, 20, 125, 35
WAYS = (
    ("", ""), ("karte", ""), ("karte", "kreis=12062"), ("wachstum", ""), ("wanderung", ""), ("wanderung", "jahr=2015"),
    ("initiativen", ""), ("kreisprofil", "kreis=12062"), ("kreisprofil", "kreis=12066"), ("foerderung", ""),
    ("quellen", ""),
)  # fmt: skip


@dataclass
class Crowd:
    """What one crowd met.

    Attributes:
        walls: milliseconds from each request until the page was complete, in the counted time.
        errors: lost connections and pages that did not come within a minute.
        seconds: counted time.
    """

    walls: list[float]
    errors: int
    seconds: float


async def stay(port: int, number: int, until: float, counted_from: float, crowd: Crowd, think: float) -> None:
    """One visitor from arriving to leaving; whoever loses the connection comes back."""
    chance = random.Random(number)  # noqa: S311 - a visitor's whims, no secret
    await asyncio.sleep(chance.uniform(0, think))
    while time.monotonic() < until:
        try:
            async with visit(port) as visitor:
                while time.monotonic() < until:
                    run = await asyncio.wait_for(rerun(visitor, *chance.choice(WAYS)), 60)
                    if time.monotonic() > counted_from:
                        crowd.walls.append(run.wall_ms)
                    # Around the mean, so that nobody walks in step.
                    await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
        except (OSError, TimeoutError, WebSocketException):
            crowd.errors += 1
            await asyncio.sleep(1)


async def gather_crowd(ports: list[int], visitors: int, seconds: float, think: float) -> Crowd:
    """The crowd, evenly over the processes; the first thinking time, in which all arrive, is not counted."""
    start = time.monotonic()
    crowd = Crowd([], 0, seconds)
    until, counted_from = start + think + seconds, start + think
    places = [ports[number % len(ports)] for number in range(visitors)]
    visits = (stay(port, number, until, counted_from, crowd, think) for number, port in enumerate(places))
    await asyncio.gather(*visits)
    return crowd


def main_client(arguments: argparse.Namespace) -> None:
    """The clients' process: prints what they met as JSON."""
    crowd = asyncio.run(gather_crowd(arguments.ports, arguments.visitors[0], arguments.seconds, arguments.think))
    print(json.dumps(vars(crowd)))


def ask_client(ports: list[int], visitors: int, arguments: argparse.Namespace) -> subprocess.Popen[str]:
    """Runs the clients beside the servers, not inside this process."""
    command = [sys.executable, "-m", "benchmarks.load", "--client", "--ports", *map(str, ports)]
    options = ["--visitors", str(visitors), "--seconds", str(arguments.seconds), "--think", str(arguments.think)]
    return subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)


def memory_mb(processes: list[psutil.Process]) -> float:
    """Memory the processes hold themselves, without what they share."""
    return sum(process.memory_full_info().uss for process in processes) / 1024**2


def warm_up(ports: list[int]) -> None:
    """Every way once on every process, so that the caches are filled as on a server that runs for a while."""

    async def walk(port: int) -> None:
        async with visit(port) as visitor:
            for way in WAYS:
                await warm_rerun(visitor, *way)

    for port in ports:
        asyncio.run(walk(port))


@contextmanager
def at_rest(build: Build, count: int) -> Iterator[tuple[list[int], list[psutil.Process]]]:
    """Servers of a build with filled caches that have nothing to do: their ports, their processes."""
    ports = [find_free_port() for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ |= {"ATLAS_DATA_DIRECTORY": folder, "ATLAS_MAX_SESSIONS": "100000"}
        processes = [psutil.Process(stack.enter_context(serving(build, port)).pid) for port in ports]
        warm_up(ports)
        settle(processes)
        yield ports, processes


def measure(build: Build, count: int, visitors: int, arguments: argparse.Namespace) -> tuple[Crowd, float]:
    """One crowd on servers of its own, so that nothing is left of the one before: what it met, MB a visitor."""
    with at_rest(build, count) as (ports, processes):
        before = most = memory_mb(processes)
        client = ask_client(ports, visitors, arguments)
        while client.poll() is None:
            time.sleep(1)
            most = max(most, memory_mb(processes))
        assert client.stdout is not None
        return Crowd(**json.load(client.stdout)), (most - before) / visitors


def figures_of(crowd: Crowd, mb_each: float) -> list[float]:
    """What a line of the table says of a crowd: reruns per second, median and 95th percentile in ms, MB a visitor."""
    walls = crowd.walls or [float("inf")]
    return [len(crowd.walls) / crowd.seconds, percentile(walls, 0.5), percentile(walls, 0.95), mb_each]


def print_line(build: str, count: int, visitors: int, figures: list[float], errors: str) -> None:
    """One line of the table."""
    columns = "".join(f"{value:>{width}.2f}" for value, width in zip(figures, (12, 12, 12, 14), strict=True))
    print(f"{build:>8}{count:>11}{visitors:>10}{columns}{errors:>8}", flush=True)


def print_crowd(builds: list[Build], count: int, visitors: int, arguments: argparse.Namespace) -> list[bool]:
    """One crowd in each build, and the ratio of the present one to the earlier; whether it was too large for each."""
    found = {build.name: measure(build, count, visitors, arguments) for build in builds}
    lines = {name: figures_of(*one) for name, one in found.items()}
    for name, figures in lines.items():
        print_line(name, count, visitors, figures, str(found[name][0].errors))
    if len(builds) > 1:
        now, then = lines.values()
        print_line("ratio", count, visitors, [one / other for one, other in zip(now, then, strict=True)], "")
    return [found[name][0].errors > 0 or figures[2] > AIM_SECONDS * 1000 for name, figures in lines.items()]


async def walk_on(port: int, reruns: int) -> None:
    """One visitor who sees all pages again and again."""
    async with visit(port) as visitor:
        for number in range(reruns):
            await rerun(visitor, *WAYS[number % len(WAYS)])


async def pass_by(port: int, visitors: int) -> None:
    """Visitors who come, see two pages and go."""
    for _ in range(0, visitors, WAVE):
        await asyncio.gather(*(walk_on(port, 2) for _ in range(WAVE)))


async def watch_one(port: int, processes: list[psutil.Process]) -> list[float]:
    """Memory in MB after each of `RERUNS` of one visitor who stays."""
    found, done = list[float](), 0
    async with visit(port) as visitor:
        for reruns in RERUNS:
            for number in range(done, reruns):
                await rerun(visitor, *WAYS[number % len(WAYS)])
            done = reruns
            await asyncio.sleep(COLLECTED_SECONDS)
            found.append(memory_mb(processes))
    return found


def watch_passers_by(port: int, processes: list[psutil.Process]) -> list[float]:
    """Memory in MB before visitors come and go, and after each two hundred of them are forgotten."""
    found = list[float]()
    for visitors in (0, PASSERS_BY, PASSERS_BY):
        asyncio.run(pass_by(port, visitors))
        time.sleep(FORGOTTEN_SECONDS)
        asyncio.run(walk_on(port, 1))
        time.sleep(COLLECTED_SECONDS)
        found.append(memory_mb(processes))
    return found


def print_growth(build: Build) -> None:
    """Memory of a server that is used for long."""
    with at_rest(build, 1) as (ports, processes):
        after = asyncio.run(watch_one(ports[0], processes))
        written = ", ".join(f"{reruns}: {mb:.1f}" for reruns, mb in zip(RERUNS, after, strict=True))
        print(f"{build.name}: MB after so many reruns of one visitor: {written}", flush=True)
        passed = watch_passers_by(ports[0], processes)
        written = ", ".join(f"{turn * PASSERS_BY}: {mb:.1f}" for turn, mb in enumerate(passed))
        print(f"{build.name}: MB after so many visitors came and went: {written}", flush=True)


def main(arguments: argparse.Namespace) -> None:
    """The table, where it breaks, and what grows."""
    builds = [NOW, *([arguments.before] if arguments.before else [])]
    print_load("start")
    heads = ("build", 8), ("processes", 11), ("visitors", 10), ("reruns/s", 12), ("median ms", 12), ("p95 ms", 12)
    print("".join(f"{head:>{width}}" for head, width in heads) + f"{'MB a visitor':>14}{'errors':>8}")
    for count in arguments.processes:
        broken = {crowd: print_crowd(builds, count, crowd, arguments) for crowd in arguments.visitors}
        for number, build in enumerate(builds):
            first = next((crowd for crowd, over in broken.items() if over[number]), None)
            where = f"at {first} visitors" if first else f"beyond {max(arguments.visitors)} visitors"
            print(f"{build.name}, {count} process(es): breaking point {where} (p95 over {AIM_SECONDS:.0f} s, or error)")
    for build in builds:
        print_growth(build)
    print_load("end")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--visitors", type=int, nargs="+", default=CROWDS)
    parser.add_argument("--processes", type=int, nargs="+", default=PROCESSES)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="counted time of each crowd")
    parser.add_argument("--think", type=float, default=THINK_SECONDS, help="mean time between two acts of a visitor")
    parser.add_argument("--before", type=earlier_build, metavar="FOLDER", help="checkout of an earlier build")
    parser.add_argument("--client", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--ports", type=int, nargs="+", default=[], help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    options = parse()
    main_client(options) if options.client else main(options)

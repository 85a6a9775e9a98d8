"""Many visitors with time to think, on one process and on two: `python -m benchmarks.load [--visitors N ...]`.

A visitor holds a web socket, opens a page, thinks, and opens the next or changes what is shown, as a browser would.
Printed are reruns per second, median and 95th percentile of the time until a page is complete, memory per visitor,
and errors. The breaking point is the first crowd that waits longer than a second at the 95th percentile, or that
meets an error. Memory per visitor is what the processes hold more with the crowd than before it, divided by it.

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
from contextlib import ExitStack
from dataclasses import dataclass

import psutil
from websockets.exceptions import WebSocketException

from benchmarks.pages import percentile
from benchmarks.reruns import rerun, visit
from benchmarks.servers import atlas_command, find_free_port, running

CROWDS = (1, 10, 50, 200)
PROCESSES = (1, 2)
THINK_SECONDS = 5.0
SECONDS = 60
AIM_SECONDS = 1.0
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
                await rerun(visitor, *way)

    for port in ports:
        asyncio.run(walk(port))


def measure(count: int, visitors: int, arguments: argparse.Namespace) -> tuple[Crowd, float]:
    """One crowd on servers of its own, so that nothing is left of the one before: what it met, MB a visitor."""
    ports = [find_free_port() for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ |= {"ATLAS_DATA_DIRECTORY": folder, "ATLAS_MAX_SESSIONS": "100000"}
        servers = [stack.enter_context(running(atlas_command(port), port, "/healthz")) for port in ports]
        warm_up(ports)
        processes = [psutil.Process(server.pid) for server in servers]
        before = most = memory_mb(processes)
        client = ask_client(ports, visitors, arguments)
        while client.poll() is None:
            time.sleep(1)
            most = max(most, memory_mb(processes))
        assert client.stdout is not None
        return Crowd(**json.load(client.stdout)), (most - before) / visitors


def print_crowd(count: int, visitors: int, crowd: Crowd, mb_each: float) -> bool:
    """One line of the table; whether this crowd was too large."""
    p95 = percentile(crowd.walls, 0.95) if crowd.walls else float("inf")
    median = percentile(crowd.walls, 0.5) if crowd.walls else float("inf")
    print(
        f"{count:>9}{visitors:>10}{len(crowd.walls) / crowd.seconds:>12.1f}{median:>11.0f}{p95:>9.0f}"
        f"{mb_each:>13.2f}{crowd.errors:>8}",
        flush=True,
    )
    return crowd.errors > 0 or p95 > AIM_SECONDS * 1000


def main(arguments: argparse.Namespace) -> None:
    """The table, and where it breaks."""
    heads = ("processes", 9), ("visitors", 10), ("reruns/s", 12), ("median ms", 11), ("p95 ms", 9), ("MB a visitor", 13)
    print("".join(f"{head:>{width}}" for head, width in heads) + f"{'errors':>8}")
    for count in arguments.processes:
        measured = {visitors: measure(count, visitors, arguments) for visitors in arguments.visitors}
        broken = [visitors for visitors, found in measured.items() if print_crowd(count, visitors, *found)]
        where = f"at {broken[0]} visitors" if broken else f"beyond {max(arguments.visitors)} visitors"
        print(f"{count} process(es): breaking point {where} (p95 over {AIM_SECONDS:.0f} s, or an error)\n")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--visitors", type=int, nargs="+", default=CROWDS)
    parser.add_argument("--processes", type=int, nargs="+", default=PROCESSES)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="counted time of each crowd")
    parser.add_argument("--think", type=float, default=THINK_SECONDS, help="mean time between two acts of a visitor")
    parser.add_argument("--client", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--ports", type=int, nargs="+", default=[], help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    options = parse()
    main_client(options) if options.client else main(options)

"""A press release: many readers open the map within seconds, and nearly all only look: `python -m benchmarks.wave`.

A reader asks for the document and the files it is painted with. Where the document starts its front end by itself, the
reader's browser opens a session with it, which stays open as a forgotten tab does; in a crowd it is only read. Printed
are the time until all is there to be painted, how many got a session of their own, the memory all of them took, and
errors. The clients run on the same machine.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from os import environ

import httpx
import psutil
from websockets.exceptions import WebSocketException

from benchmarks.load import memory_mb, warm_up
from benchmarks.pages import percentile
from benchmarks.reruns import rerun, visit
from benchmarks.servers import atlas_command, find_free_port, running

READERS = 300
SECONDS = 30.0
PAGE = "karte"
# Style and scripts that are not laid aside; as a browser, for each of its own.
_PAINTED_WITH = re.compile(r'(?:<link rel="stylesheet" href|<script defer src)="(/assets/frame/[^"]+)"')
_LAID_ASIDE = re.compile(r'<template id="laid-aside">.*?</template>', re.DOTALL)
_STARTS_BY_ITSELF = 'data-moment="painted"'


@dataclass
class Wave:
    """What the readers met.

    Attributes:
        painted_ms: of each, until all that is painted was there.
        sessions: of readers whose browser opened one.
        errors: answers that failed and lost connections.
    """

    painted_ms: list[float] = field(default_factory=list)
    sessions: int = 0
    errors: int = 0


async def read(client: httpx.AsyncClient, port: int, delay: float, end: float, wave: Wave) -> None:
    """One reader, who comes after a while and stays until the end."""
    await asyncio.sleep(delay)
    try:
        async with AsyncExitStack() as stack:
            start = time.perf_counter()
            document = (await client.get(f"/{PAGE}")).raise_for_status().text
            for address in _PAINTED_WITH.findall(_LAID_ASIDE.sub("", document)):
                (await client.get(address)).raise_for_status()
            wave.painted_ms.append((time.perf_counter() - start) * 1000)
            if _STARTS_BY_ITSELF in document:
                await rerun(await stack.enter_async_context(visit(port)), PAGE)
                wave.sessions += 1
            await asyncio.sleep(end - time.monotonic())
    except (OSError, httpx.HTTPError, WebSocketException):
        wave.errors += 1


async def gather_wave(port: int, readers: int, seconds: float) -> Wave:
    """All readers, evenly over the time."""
    wave, end = Wave(), time.monotonic() + seconds + 5
    # One client, for making one takes long; every reader comes with a connection of their own.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", limits=limits) as client:
        readings = (read(client, port, seconds * number / readers, end, wave) for number in range(readers))
        await asyncio.gather(*readings)
    return wave


def main(arguments: argparse.Namespace) -> None:
    """One wave on one process."""
    port = find_free_port()
    with tempfile.TemporaryDirectory() as folder:
        environ["ATLAS_DATA_DIRECTORY"] = folder
        with running(atlas_command(port), port, "/healthz") as server:
            warm_up([port])
            process = psutil.Process(server.pid)
            before = memory_mb([process])
            wave = asyncio.run(gather_wave(port, arguments.readers, arguments.seconds))
            grown = memory_mb([process]) - before
    median, p95 = (percentile(wave.painted_ms, share) for share in (0.5, 0.95))
    print(f"{arguments.readers} readers in {arguments.seconds:.0f} s: median {median:.0f} ms, p95 {p95:.0f} ms")
    print(f"sessions {wave.sessions}, memory {grown:.0f} MB more, errors {wave.errors}")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wave", description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time in which they come")
    return parser.parse_args()


if __name__ == "__main__":
    main(parse())

"""How fast questions over `/mcp` are answered, beside the JSON files that hold the same figures.

Run by hand from the project folder: ``python -m benchmarks.tools``. Both are asked over HTTP of one server, in turns,
by a client that keeps its connection; the first round, which fills the caches, is not counted.
"""

import http.client
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from benchmarks.pages import percentile
from benchmarks.servers import atlas_command, find_free_port, running

ROUNDS = 30
# A question and the file a program would have to fetch to answer it itself.
QUESTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "get_values": ({"measure": "net", "areas": ["Cottbus"], "years": [2024]}, "migration.json"),
    "rank": ({"measure": "net", "year": 2024, "age_group": "30-50", "most": 3}, "indicators/net_per_1000.json"),
    "rank_by_change": ({"year_from": 2014, "year": 2024, "most": 3}, "indicators/net_change.json"),
    "profile": ({"district": "Uckermark"}, "population.json"),
    "near": ({"place": "Elbe-Elster", "meaning": "border"}, "kreise.json"),
    "search_place": ({"query": "Finsterwalde"}, "gemeinden.json"),
    "search_measure": ({"query": "Saldo"}, "indicators.json"),
    "initiatives": ({"district": "Spree-Neiße"}, "members.json"),
    "download": ({"search": "Wanderung der Kreise"}, "datapackage.json"),
    "effects": ({}, "outcomes.json"),
}
_MESSAGE = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


def ask_tool(connection: http.client.HTTPConnection, tool: str, given: dict[str, Any]) -> int:
    """Asks a tool; bytes of the answer."""
    params = {"name": tool, "arguments": given}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    return _received(connection, "POST", "/mcp", body, _MESSAGE)


def fetch_file(connection: http.client.HTTPConnection, name: str) -> int:
    """Fetches a file as a program does that keeps no copy; its bytes as sent."""
    return _received(connection, "GET", f"/data/{name}", None, {"Accept-Encoding": "gzip"})


def _received(
    connection: http.client.HTTPConnection, method: str, path: str, body: str | None, headers: dict[str, str]
) -> int:
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200 or b'"isError":true' in content:
        raise RuntimeError(f"{path} answered {answer.status}: {content[:200]!r}")
    return len(content)


def timed(act: Callable[[], int]) -> tuple[float, int]:
    """Milliseconds an answer takes, and its bytes."""
    start = time.perf_counter()
    received = act()
    return (time.perf_counter() - start) * 1000, received


def measure(connection: http.client.HTTPConnection, tool: str) -> tuple[list[float], int, list[float], int]:
    """Times and bytes of a tool, then those of its file."""
    given, name = QUESTIONS[tool]
    rounds = [
        (timed(lambda: ask_tool(connection, tool, given)), timed(lambda: fetch_file(connection, name)))
        for _ in range(ROUNDS + 1)
    ][1:]
    asked, fetched = zip(*rounds, strict=True)
    return [ms for ms, _ in asked], asked[0][1], [ms for ms, _ in fetched], fetched[0][1]


def main() -> None:
    """One line for each tool, and one for all."""
    port = find_free_port()
    print(f"{'tool':16}{'median ms':>12}{'p95':>8}{'bytes':>10}{'file ms':>10}{'bytes':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ |= {"ATLAS_DATA_DIRECTORY": folder, "ATLAS_MCP_PER_MINUTE": "1000000"}
        stack.enter_context(running(atlas_command(port), port, "/healthz"))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        medians = [print_tool(tool, *measure(connection, tool)) for tool in QUESTIONS]
    tool_ms, file_ms = (statistics.median(values) for values in zip(*medians, strict=True))
    print(f"{'median of all':16}{tool_ms:12.1f}{'':18}{file_ms:10.1f}{'':10}{tool_ms / file_ms:8.2f}")


def print_tool(
    tool: str, asked: list[float], asked_bytes: int, fetched: list[float], fetched_bytes: int
) -> tuple[float, float]:
    """Prints its line; the medians of tool and file."""
    tool_ms, file_ms = statistics.median(asked), statistics.median(fetched)
    print(
        f"{tool:16}{tool_ms:12.1f}{percentile(asked, 0.95):8.1f}{asked_bytes:10,}{file_ms:10.1f}{fetched_bytes:10,}"
        f"{tool_ms / file_ms:8.2f}",
        flush=True,
    )
    return tool_ms, file_ms


if __name__ == "__main__":
    main()

#!/usr/bin/env bash
# streamlit 1.67.0 on Linux lets every answer but the first over a kept connection wait about 40 ms.
#
# Streamlit opens the server's socket itself and names no protocol. asyncio turns Nagle's algorithm off only on sockets
# that say they are TCP, and uvicorn sends head and body of an answer apart: the body waits until the client has
# acknowledged the head, which clients put off for 40 ms. Only the first answers, acknowledged at once, are fast.
#
# Guess before the run: a health check of two bytes over the loopback takes 1 to 5 ms, the first one longest.
# Seen: about 44 ms each from the second on; the same answer from plain uvicorn takes 1 to 3 ms.
# Where it hurts: proxies and load balancers keep connections open, so each file and each message of a dashboard waits.
# Remedy: set TCP_NODELAY on the listening sockets once the server runs; accepted ones inherit it.
set -euo pipefail
[ "$(uname)" = Linux ] || { echo "says something about Linux only"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check streamlit==1.67.0 uvicorn==0.54.0 starlette==1.10.0
cd "$folder"
echo 'import streamlit; streamlit.write("x")' > page.py
cat > plain.py <<'PYTHON'
"""The same kind of answer from the same uvicorn, which opens its socket itself."""
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

health = Route("/_stcore/health", lambda request: PlainTextResponse("ok"))
uvicorn.run(Starlette(routes=[health]), port=int(sys.argv[1]), log_level="error")
PYTHON
cat > ask.py <<'PYTHON'
import http.client
import statistics
import subprocess
import sys
import time


def median_of(command, port):
    server = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(300):
            try:
                connection.connect()
                break
            except OSError:
                time.sleep(0.2)
        took = []
        for _ in range(40):
            start = time.perf_counter()
            connection.request("GET", "/_stcore/health")
            connection.getresponse().read()
            took.append((time.perf_counter() - start) * 1000)
        return statistics.median(took[5:])
    finally:
        server.terminate()
        server.wait()


dashboard = median_of(
    ["-m", "streamlit", "run", "page.py", "--server.port", "8741", "--server.headless", "true"], 8741
)
plain = median_of(["plain.py", "8742"], 8742)
print(f"streamlit {dashboard:.1f} ms, plain uvicorn {plain:.1f} ms")
assert dashboard > 30 and plain < dashboard / 2, "the behaviour has changed: read the release notes"
PYTHON
"$folder/venv/bin/python" ask.py

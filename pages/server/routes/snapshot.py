"""`/export/ankommen-atlas.zip`: the whole atlas as pages that open without a server, made once per data version."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from datetime import date
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.language import error_sentence, get_wording
from data.errors import AtlasError, ExportError
from pages.facts import served
from pages.server.parameters import BadParameterError, choose_language, refusal, refuse_filters, wording_of

ADDRESS = "/export/ankommen-atlas.zip"
_ROOT = Path(__file__).parents[3]
# Half a minute on two free cores, 214 s on two that seven others shared: a machine in trouble must not lose it.
_LONGEST_S = 900
_one_at_a_time = threading.Lock()


def routes() -> list[BaseRoute]:
    """The address of the snapshot; it stands before the other exports."""
    return [Route(ADDRESS, _send)]


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where finished snapshots lie; removed when the server ends, as a new release may draw other pages."""
    return tempfile.TemporaryDirectory(prefix="ankommen-atlas-")


def _file(version: str) -> Path:
    return Path(_folder().name) / f"{version}.zip"


def snapshot_size() -> int | None:
    """Size in bytes of the snapshot of the facts everyone sees now; None while there is none."""
    file = _file(served.atlas().version)
    return file.stat().st_size if file.is_file() else None


def pages_drawn() -> int:
    """How many pages of the snapshot in work are drawn; 0 while there is none."""
    try:
        lines = _told(_file(served.atlas().version)).read_text("utf-8").splitlines()
    except OSError:
        return 0
    numbers = [int(line.split()[0]) for line in lines if line.split()[:1] and line.split()[0].isdecimal()]
    return max(numbers, default=0)


def _told(file: Path) -> Path:
    """What the process that draws a snapshot says meanwhile."""
    return file.with_suffix(".told")


def make_snapshot() -> Path:
    """The snapshot of the facts everyone sees now; made when there is none, by one visitor for all.

    Raises:
        ExportError: snapshot_failed, or snapshot_in_work when another visitor's request is just making it. Waiting
            for that would hold a thread of the server for each who waits.
    """
    file = _file(served.atlas().version)
    if file.is_file():
        return file
    if not _one_at_a_time.acquire(blocking=False):
        raise ExportError(code="snapshot_in_work")
    try:
        if not file.is_file():
            _make(file)
    finally:
        _one_at_a_time.release()
    return file


def _make(file: Path) -> None:
    """Drawn by a process of its own, so that pages stay quick meanwhile; a half-written file is never seen."""
    unfinished = file.with_name(f"unfinished-{file.name}")
    command = [sys.executable, "-m", "analytics", "snapshot", "-o", str(unfinished)]
    try:
        with _told(file).open("wb") as told:
            subprocess.run(command, cwd=_ROOT, check=True, stderr=told, timeout=_LONGEST_S)  # noqa: S603 (our own)
        unfinished.replace(file)
    except (OSError, subprocess.SubprocessError) as error:
        raise ExportError(code="snapshot_failed") from error
    finally:
        _told(file).unlink(missing_ok=True)
    for old in file.parent.glob("*.zip"):
        if old != file:
            old.unlink(missing_ok=True)


def _send(request: Request) -> Response:
    try:
        refuse_filters(request)
        w = get_wording(choose_language(request))
    except BadParameterError as error:
        return PlainTextResponse(refusal(error, wording_of(request)), status_code=400)
    version = served.atlas().version
    headers = {"ETag": f'W/"{version}"', "Cache-Control": "public, max-age=0, must-revalidate"}
    if headers["ETag"] == request.headers.get("if-none-match"):
        return Response(status_code=304, headers=headers)
    try:
        file = make_snapshot()
    except AtlasError as error:
        return PlainTextResponse(error_sentence(error, w), status_code=503, headers={"Retry-After": "60"})
    name = f"ankommen-atlas_{date.fromtimestamp(file.stat().st_mtime).isoformat()}.zip"
    return FileResponse(file, media_type="application/zip", filename=name, headers=headers)

"""The log: one JSON object per line, with the id of the request, and nothing about the visitor.

Left out are addresses, what stands behind a question mark, and the messages of errors, which may quote a cell of
a file or a name. Kind and place of an error are kept.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.errors import AtlasError

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Id of the request that is being answered; blank outside of one."""

log = logging.getLogger("atlas")

_ROOT = Path(__file__).parents[2]
_NAMES_OF_OTHERS = ("streamlit", "uvicorn", "websockets")
_CHATTY = ("uvicorn.error", "uvicorn.access", "websockets.server", "websockets")
"""They name the address of every visitor who connects."""
_TWICE = "streamlit.error_util"
"""It repeats a failed page, which `report_script_error` logs with its mark."""

_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{0,4}\b")
_QUERY = re.compile(r"\?[^\s\"']+")
_PACKAGES = re.compile(r"/\S*/site-packages/")
_FRAMES_KEPT = 12


class JsonLines(logging.Formatter):
    """A line of the log as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger, message, the fields given as `fields`, and the error without its message."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_machine(without_visitor(record.getMessage())),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe_error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def without_visitor(text: str) -> str:
    """A message of somebody else's code without addresses and without what a visitor asked for."""
    return _QUERY.sub("?…", _ADDRESS.sub("[address]", text))


def without_machine(text: str) -> str:
    """The same without where the project and the installed packages lie here."""
    return _PACKAGES.sub("", text.replace(f"{_ROOT}/", ""))


def describe_error(error: BaseException) -> dict[str, Any]:
    """Kind and place of an error and of what caused it."""
    described: dict[str, Any] = {"kind": type(error).__qualname__}
    if isinstance(error, AtlasError):
        described["code"] = error.code
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_KEPT:]
    described["at"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        described["cause"] = describe_error(cause)
    return described


def _short(path: str) -> str:
    """A path from the top of the project or of the installed packages, which says nothing about the machine."""
    if path.startswith(str(_ROOT)):
        return str(Path(path).relative_to(_ROOT))
    return path.partition("site-packages/")[2] or Path(path).name


def start_log() -> None:
    """Lets everything this process logs leave in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log.handlers = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
    # What has no form of its own, such as the server's word on a broken request, would be plain text; warnings, too.
    if not logging.root.handlers:
        logging.root.addHandler(handler)
    logging.captureWarnings(True)
    for name, other in list(logging.root.manager.loggerDict.items()):
        if isinstance(other, logging.Logger) and name.split(".")[0] in _NAMES_OF_OTHERS:
            for theirs in other.handlers:
                theirs.setFormatter(JsonLines())
            # One that neither writes nor passes on would be written past all of them, as plain text.
            other.propagate = other.propagate or not other.handlers
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_TWICE).setLevel(logging.CRITICAL)

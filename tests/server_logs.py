"""What the servers started by tests wrote: at the end no page may have failed on any of them."""

import json
from pathlib import Path

_LOGS: list[Path] = []


def watch(log: Path) -> None:
    """Remembers the log of a server that was started."""
    if log not in _LOGS:
        _LOGS.append(log)


def failed_pages() -> list[str]:
    """Kind and place of every failure of a page, on all servers so far."""
    return [failure for log in _LOGS if log.is_file() for failure in failures_in(log.read_text(errors="replace"))]


def failures_in(text: str) -> list[str]:
    """Kind and place of every `page failed` in a log."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{") and '"page failed"' in line]
    return [json.dumps(line.get("error", {}), ensure_ascii=False) for line in lines]

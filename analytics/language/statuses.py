"""Why a source prints no number: one table of words for uploads, maps, charts and files."""

from __future__ import annotations

from collections.abc import Callable

from analytics.language.wording import Wording

HIDDEN_WORDS: dict[str, Callable[[Wording], str]] = {
    "secret": lambda w: w.text("kept secret by the statistical office"),
    "later": lambda w: w.text("not yet published"),
    "unreliable": lambda w: w.text("not reliable enough to be published"),
    "blocked": lambda w: w.text("not applicable"),
}
"""Words of each status behind which the source itself hides a number."""


def hidden_text(w: Wording, status: str) -> str:
    """Why the source itself prints no number, "" for any other status."""
    return HIDDEN_WORDS[status](w) if status in HIDDEN_WORDS else ""

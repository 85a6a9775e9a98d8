"""How the figures stand that readers see: the active ones, the last known ones, or those the atlas was shipped with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from analytics.language import Wording
from data.errors import AtlasError

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

Shown = Literal["active", "last-known", "shipped"]


@dataclass(frozen=True)
class Standing:
    """What is shown and why it may not be what it should be.

    Attributes:
        shown: which figures.
        cause: why the store or its content is not well; None while it is.
        known_at: when the figures shown were last known to be the active ones; None for those shipped.
    """

    shown: Shown = "active"
    cause: AtlasError | None = None
    known_at: datetime | None = None

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to be told."""
        return self.cause is None

    def fields(self) -> dict[str, str]:
        """The same for machines: which figures, why, and as of when."""
        found: dict[str, str] = {"figures": self.shown}
        if self.cause is not None:
            found["cause"] = self.cause.code
        if self.known_at is not None:
            found["known_at"] = self.known_at.isoformat(timespec="seconds").replace("+00:00", "Z")
        return found


def standing_sentence(standing: Standing, w: Wording) -> str:
    """What readers are told; blank while all is well."""
    return "" if standing.cause is None else f"{_cause(standing.cause, w)} {_shown(standing, w)}"


def _cause(cause: AtlasError, w: Wording) -> str:
    sentences = {
        "unavailable": w.text("The database does not answer at this moment."),
        "disk_full": w.text("The disk that holds the store of the atlas is full."),
        "read_only": w.text("The store of the atlas cannot be opened: nothing may be written there."),
        "not_writable": w.text("The store of the atlas cannot be opened: nothing may be written there."),
        "store_damaged": w.text("The store of the atlas is damaged."),
        "store_empty": w.text("The store of the atlas is empty, although its file is there."),
        "store_missing": w.text("The store of the atlas is gone."),
    }
    damaged = w.text("What is stored as the active version is damaged.")
    together = w.text("The versions that are active do not fit together.")
    return sentences.get(cause.code, damaged if cause.code in ("content_damaged", "version_unknown") else together)


def _shown(standing: Standing, w: Wording) -> str:
    if standing.shown == "shipped":
        return w.text(
            "You see the figures the atlas was shipped with; what was taken over since is missing until this is mended."
        )
    if standing.shown == "active" or standing.known_at is None:
        return w.text("The figures you see were read before and are whole; after a restart they could not be shown.")
    at = f"{w.date_short(standing.known_at.date())}, {standing.known_at:%H:%M:%S} UTC"
    return w.text(
        "You see the figures as they were last known: {moment}, {age}. Later changes are missing for now.",
        moment=at,
        age=_age(standing.known_at, w),
    )


def _age(since: datetime, w: Wording) -> str:
    seconds = max(int((datetime.now(UTC) - since).total_seconds()), 0)
    if seconds >= _DAY:
        return w.plural("{n} day ago", "{n} days ago", seconds // _DAY)
    if seconds >= _HOUR:
        return w.plural("{n} hour ago", "{n} hours ago", seconds // _HOUR)
    if seconds >= _MINUTE:
        return w.plural("{n} minute ago", "{n} minutes ago", seconds // _MINUTE)
    return w.plural("{n} second ago", "{n} seconds ago", seconds)

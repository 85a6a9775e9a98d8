"""Why a figure of a table may be blank."""

from __future__ import annotations

from typing import Any

from data.tables.columns import field

REPORTED = "reported"

NO_FIGURE = ("secret", "later", "unreliable", "blocked", "missing")
"""Why an official cell holds no number, the strongest reason first."""

FIGURES: dict[str, tuple[str, ...]] = {"migration": ("arrivals", "departures", "net"), "population": ("population",)}
"""Value columns of the tables whose `status` says exactly whether one of them is blank."""


def figure_status() -> Any:
    """The field `status`: all values are there, or why one is blank."""
    return field(
        "reported: all values as in the source; otherwise why one is blank: secret (statistical secrecy), later (not "
        "yet published), unreliable, blocked (not applicable), missing",
        "reported: alle Werte wie in der Quelle; sonst, warum einer leer ist: secret (geheim gehalten), later (noch "
        "nicht veröffentlicht), unreliable (nicht sicher genug), blocked (nicht sinnvoll), missing (fehlt)",
        isin=[REPORTED, *NO_FIGURE],
    )

"""How many areas a view was asked for, how many it shows, and why the others are missing: in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.language import Wording
from analytics.language.statuses import hidden_text
from analytics.rates.rates import NO_POPULATION

NO_BASE_YEAR = "no_base_year"
"""A change has no value because the year it is counted from has none."""


def completeness_sentence(w: Wording, names: Iterable[str], reasons: Iterable[str]) -> str:
    """How many of the Kreise asked for have a value, and those that have none, by reason.

    Args:
        w: language.
        names: the Kreise asked for.
        reasons: in the same order, why a Kreis has no value, "" where it has one: the reasons of
            `analytics.rates.rates.compute_rates` and `NO_BASE_YEAR`.

    Returns:
        "" when every Kreis has a value, and when none has: then the view says so by itself.
    """
    why = dict(zip(names, reasons, strict=True))
    missing = {name: _reason_text(w, reason) for name, reason in why.items() if reason}
    if len(missing) in (0, len(why)):
        return ""
    causes = dict.fromkeys(missing.values())
    listed = [f"{w.join([name for name in missing if missing[name] == cause])} ({cause})" for cause in causes]
    return w.text(
        "{asked} districts asked for, {shown} shown; missing: {missing}.",
        asked=w.number(len(why)), shown=w.number(len(why) - len(missing)), missing="; ".join(listed),
    )  # fmt: skip


def _reason_text(w: Wording, reason: str) -> str:
    words = {
        NO_POPULATION: w.text("its population of the same age and date is not known"),
        NO_BASE_YEAR: w.text("no value in the year of comparison"),
    }
    return hidden_text(w, reason) or words.get(reason) or w.text("not in the source")

"""Amounts of money with what the source says of their exactness: the qualifier travels with the number."""

from __future__ import annotations

import pandas as pd

from analytics.language import Wording

# Signs for charts, where words have no room; the words stand in table, text alternative and on hover.
_SIGNS = {"about": "≈", "more_than": ">", "up_to": "≤", "just_under": "<", "calculated": "*"}


def amount_text(amount: float, qualifier: object, w: Wording) -> str:
    """An amount with the word that says how exact the source is."""
    if pd.isna(amount):
        return w.text("no amount found")
    written = w.eur(amount)
    return {
        "about": w.text("about {amount}", amount=written),
        "more_than": w.text("more than {amount}", amount=written),
        "up_to": w.text("up to {amount}", amount=written),
        "just_under": w.text("just under {amount}", amount=written),
        "calculated": w.text("{amount}, calculated", amount=written),
    }.get(str(qualifier), written)


def period_text(row: pd.Series, w: Wording) -> str:
    """The years an amount is for; undated rows say so."""
    start, end = row["period_start"], row["period_end"]
    if pd.isna(start):
        return w.text("undated") if pd.isna(row["year"]) else str(int(row["year"]))
    first, last = str(start)[:4], str(start if pd.isna(end) else end)[:4]
    return first if first == last else f"{first}–{last}"


def amount_sign(qualifier: object) -> str:
    """The sign that stands for the qualifier beside a number of a chart; empty for an exact one."""
    return _SIGNS.get(str(qualifier), "")


def signs_note(qualifiers: pd.Series, w: Wording) -> str:
    """What the signs in a chart mean, only those that occur; empty when every amount is exact."""
    words = {
        "about": w.text("about"),
        "more_than": w.text("more than"),
        "up_to": w.text("up to"),
        "just_under": w.text("just under"),
        "calculated": w.text("calculated"),
    }
    found = [f"{_SIGNS[code]} {word}" for code, word in words.items() if (qualifiers == code).any()]
    return w.text("Symbols at the amounts: {signs}.", signs=", ".join(found)) if found else ""


def kind_word(kind: str, w: Wording) -> str:
    """What kind of amount it is; only one that is called paid is a payment."""
    return {
        "available": w.text("made available"),
        "granted": w.text("granted"),
        "announced": w.text("announced"),
        "budgeted": w.text("budgeted"),
        "paid": w.text("paid"),
        "applied_for": w.text("applied for"),
        "not_found": w.text("not found"),
    }[kind]

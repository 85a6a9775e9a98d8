"""What the rows of the funding table are called, and the table of statements every figure shows."""

from __future__ import annotations

import pandas as pd

from analytics.figure import amounts
from analytics.figure.amounts import amount_text, period_text
from analytics.figure.sources import first_url
from analytics.language import Wording
from data.atlas import Atlas


def kind_word(kind: str, w: Wording) -> str:
    """What kind of amount a row is about."""
    return w.text("no figure found") if kind == "not_found" else amounts.kind_word(kind, w)


def use_word(chart_use: str, w: Wording) -> str:
    """Why a row is drawn or not; empty for a row that is simply drawn."""
    return {
        "yes": "",
        "no": w.text("not drawn"),
        "alternative": w.text("another source for the same time"),
        "duplicate": w.text("further evidence"),
        "contested": w.text("contradicts other sources"),
        "check_total": w.text("check total, not added"),
        "inside_total": w.text("contained in a larger sum"),
        "only_if_split": w.text("our own calculation, not drawn"),
        "gap": "",
        "no_amount": "",
    }[chart_use]


def statement_table(atlas: Atlas, rows: pd.DataFrame, w: Wording) -> pd.DataFrame:
    """The statements as every figure of the funding lists them: the rows with their words.

    Returns:
        Grain and columns of `rows`, and member_name, display (who received it), period, amount_text, meaning, purpose,
        note (text, "" when there is nothing to say), url (of the first source).
    """
    names = rows["member_id"].map(atlas.members.set_index("member_id")["name"])
    named = rows.assign(member_name=names)
    return named.assign(
        display=[recipient_name(row, w) for _, row in named.iterrows()],
        period=[period_text(row, w) for _, row in rows.iterrows()],
        amount_text=[amount_text(row["amount_eur"], row["amount_qualifier"], w) for _, row in rows.iterrows()],
        meaning=[_meaning(row, w) for _, row in rows.iterrows()],
        purpose=[w.pick(row, "purpose") for _, row in rows.iterrows()],
        note=[w.pick(row, "note") for _, row in rows.iterrows()],
        url=[first_url(atlas, ids) for ids in rows["source_ids"]],
    )


def _meaning(row: pd.Series, w: Wording) -> str:
    kind, use = kind_word(row["kind"], w), use_word(row["chart_use"], w)
    parts = [kind]
    if row["per_year"] == "no" and pd.notna(row["amount_eur"]):
        parts.append(w.text("sum over the period"))
    return ", ".join([*parts, use] if use else parts)


def recipient_name(row: pd.Series, w: Wording) -> str:
    """Who received an amount: the initiative, the organisation as written, or all who applied."""
    if pd.notna(row["member_name"]):
        return str(row["member_name"])
    return str(row["recipient"]) if pd.notna(row["recipient"]) else w.text("all applicants")


def grant_text(row: pd.Series, w: Wording) -> str:
    """A grant in a sentence: to whom, how much, for which years."""
    return w.text(
        "{name} {amount} ({period})",
        name=row["display"],
        amount=amount_text(row["amount_eur"], row["amount_qualifier"], w),
        period=period_text(row, w),
    )

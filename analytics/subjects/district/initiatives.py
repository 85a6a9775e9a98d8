"""The initiatives with their seat in one Kreis, and what they received."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import ENDED
from analytics.rates.naming import kreis_names, name_with_status, status_word
from analytics.subjects.district.measures import list_funding, list_initiatives
from analytics.subjects.register.figures import confidence_word
from analytics.subjects.register.profile import draw_member_funding
from data.atlas import Atlas


def draw_kreis_initiatives(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """Initiatives of the register with their seat in the Kreis, as a table; also the empty one, said in words."""
    rows = list_initiatives(atlas, ags)
    name = kreis_names(atlas)[ags]
    table = rows.assign(
        focus=rows[w.column("focus")],
        state=[status_word(status, w) for status in rows["status"]],
        evidence=[confidence_word(confidence, w) for confidence in rows["confidence"]],
    )
    return Figure(
        key="kreis_initiatives",
        headline=w.plural("{n} initiative in the register", "{n} initiatives in the register", len(rows)),
        subtitle=w.text("Initiatives of the network with their seat in {name}", name=name),
        description=initiative_sentence(atlas, w, ags),
        table=table,
        columns=(
            Column("name", w.text("Initiative")),
            Column("place", w.text("Place")),
            Column("focus", w.text("What it does")),
            Column("state", w.text("Status")),
            Column("evidence", w.text("Membership")),
        ),
        source_ids=split_ids(rows["source_ids"]),
        notes=(
            w.text(
                "The register is incomplete. An initiative without a known place is listed on the page of the "
                "initiatives, not here."
            ),
        ),
        stem=f"initiativen-{ags}",
    )


def draw_kreis_funding(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """Documented amounts of the initiatives of the Kreis, one row each, as their profiles show them."""
    members = list_initiatives(atlas, ags).set_index("member_id")["name"]
    figures = {key: draw_member_funding(atlas, w, member_id=key) for key in members.index}
    parts = [figure.table.assign(member=members[key]) for key, figure in figures.items() if len(figure.table)]
    names = ["member", "period", "amount", "kind_word", "purpose", "url"]
    table = (
        pd.concat(parts, ignore_index=True)[names]
        if parts
        else pd.DataFrame({name: pd.Series(dtype="str") for name in names})
    )
    documented = list_funding(atlas, ags)["amount_eur"].notna().sum()
    headline = w.plural("{n} amount found", "{n} amounts found", int(documented))
    return Figure(
        key="kreis_funding",
        headline=headline if documented else w.text("No funding amount found"),
        subtitle=w.text("Funding of the initiatives with their seat in {name}", name=kreis_names(atlas)[ags]),
        description=f"{headline}.",
        table=table,
        columns=(
            Column("member", w.text("Initiative")),
            Column("period", w.text("Period")),
            Column("amount", w.text("Amount")),
            Column("kind_word", w.text("Kind")),
            Column("purpose", w.text("Purpose")),
            Column("url", w.text("Source"), "link"),
        ),
        source_ids=tuple(dict.fromkeys(source for figure in figures.values() for source in figure.source_ids)),
        notes=(
            w.text(
                "The amounts are not added up: they overlap in time and purpose, and some are parts of others. An "
                "amount that was not found is not zero."
            ),
        ),
        stem=f"foerderung-{ags}",
    )


def initiative_sentence(atlas: Atlas, w: Wording, ags: str) -> str:
    """The initiatives of the Kreis in one sentence, with those that have ended; also that there is none."""
    rows = list_initiatives(atlas, ags)
    if rows.empty:
        return w.text("The register knows no initiative of the network here. It is incomplete: there may be one.")
    lasting, ended = rows[rows["status"] != ENDED], rows[rows["status"] == ENDED]
    sentences = [
        w.plural(
            "{n} initiative of the network has its seat here: {names}.",
            "{n} initiatives of the network have their seat here: {names}.",
            len(lasting),
            names=w.join(
                name_with_status(name, status, w)
                for name, status in zip(lasting["name"], lasting["status"], strict=True)
            ),
        )
        if len(lasting)
        else w.text("The register knows no initiative of the network here that has not ended."),
        w.text("Ended: {names}.", names=w.join(ended["name"])) if len(ended) else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)

"""What the dossier of one initiative holds; for a place that is not known there is no map and no district."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from analytics.exports.dossier.content import Content, Listing
from analytics.exports.presentation.collection import Draw, SlideSpec, make_spec
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.rates.naming import status_word
from analytics.rates.rates import TOTAL
from analytics.rates.series import last_year
from analytics.subjects.district.changes import DataHistory, draw_member_changes
from analytics.subjects.register.figures import confidence_word, member_since
from analytics.subjects.register.measures import member
from analytics.subjects.register.profile import (
    draw_member_events,
    draw_member_funding,
    draw_member_outcomes,
    draw_member_sources,
    draw_place,
    draw_profile,
)
from data.atlas import Atlas


def compile_initiative(
    atlas: Atlas, w: Wording, member_id: str, *, since: date, history: DataHistory, draw: Draw
) -> Content:
    """What is known of it, its place, funding, outcomes, events, sources and what changed since a day.

    Raises:
        UnknownNameError: the register has no such initiative.
    """
    row = member(atlas, member_id)
    own = {name: build(atlas, w, member_id=member_id) for name, build in _OWN.items()}
    own["changes"] = draw_member_changes(atlas, w, member_id=member_id, since=since, history=history)
    specs = _place_specs(atlas, row) if row["placed"] else {"band": make_spec("register_coverage")}
    facts = draw_profile(atlas, w, member_id=member_id)
    return Content(
        name=str(row["name"]),
        place=draw_place(atlas, w, member_id=member_id).description,
        page=w.text("Initiatives"),
        facts=facts,
        cards=_cards(w, row, own),
        sentences=_sentences(w, row, facts),
        drawn={**own, **{name: draw(atlas, w, spec) for name, spec in specs.items()}},
        pictures={"map": "column", "band": "band"} if row["placed"] else {"band": "band"},
        band="band",
        listings={name: part for name, part in _LISTINGS.items() if len(own[name].table) or name == "changes"},
        missing=[figure.description for name, figure in own.items() if figure.table.empty and name != "changes"],
    )


_OWN: dict[str, Callable[..., Figure]] = {
    "funding": draw_member_funding,
    "outcomes": draw_member_outcomes,
    "events": draw_member_events,
    "sources": draw_member_sources,
}
_LISTINGS = {
    "funding": Listing(("period", "amount", "kind_word", "funder", "purpose"), (0.6, 1, 0.9, 1.2, 2)),
    "outcomes": Listing(("when", "indicator", "count", "certainty"), (1, 2, 1.2, 0.7)),
    "events": Listing(("when", "title", "text"), (0.8, 1.5, 3)),
    "changes": Listing(("when", "kind", "what"), (1.2, 0.6, 4)),
    "sources": Listing(("publisher", "title", "date_published"), (1.2, 3, 0.8)),
}


def _place_specs(atlas: Atlas, row: pd.Series) -> dict[str, SlideSpec]:
    """The district it works in."""
    ags = str(row["kreis_ags"])
    return {
        "map": make_spec("map", indicator="net_per_1000", age_group=TOTAL, year=last_year(atlas), kreis=ags),
        "band": make_spec("series", kreise=(ags,), age_group=TOTAL),
    }


def _cards(w: Wording, row: pd.Series, own: Mapping[str, Figure]) -> list[dict[str, str]]:
    evidence = w.text("latest evidence: {date}", date=w.date(row["last_evidence"]))
    cards = [
        (w.text("Member since"), member_since(row, w), confidence_word(row["confidence"], w)),
        (w.text("Status"), status_word(row["status"], w), evidence),
        _counted(w, w.text("Funding amounts"), own["funding"].table["amount_eur"].count(),
                 w.text("documented one by one; they overlap and are not added up")),
        _counted(w, w.text("Outcomes"), len(own["outcomes"].table),
                 w.text("published; each initiative counts in its own way")),
    ]  # fmt: skip
    return [dict(zip(("label", "value", "hint"), card, strict=True)) for card in cards]


def _counted(w: Wording, label: str, n: int, hint: str) -> tuple[str, str, str]:
    """How many there are in the data: none there is not none in the world."""
    return (label, w.number(n), hint) if n else (label, w.text("none found"), "")


def _sentences(w: Wording, row: pd.Series, facts: Figure) -> list[str]:
    """What the cards do not say already."""
    on_cards = [w.text("Member since"), w.text("Status"), w.text("Membership"), w.text("Latest evidence")]
    rest = facts.table[~facts.table["fact"].isin(on_cards)]
    known = [f"{fact}: {value}" for fact, value in rest.itertuples(index=False)]
    if not row["placed"]:
        return [*known, *facts.notes]
    context = w.text(
        "Map and curve show all moves of the district {kreis}: what surrounds the initiative, not what it achieves.",
        kreis=row["kreis_name"],
    )
    return [*known, *facts.notes, context]

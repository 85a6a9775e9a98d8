"""What may be said of a comparison between Kreise, and what may not."""

from __future__ import annotations

import pandas as pd

from analytics.figure.statements import Saying, Statements
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.rates.rates import TOTAL
from analytics.subjects.peers.measures import CHARACTERISTICS, find_similar
from analytics.subjects.peers.text import format_indicator, indicator_name, indicator_unit, trait_name, verdict_word
from analytics.subjects.peers.values import NET, compute_spread
from data.atlas import Atlas


def peer_statements(
    atlas: Atlas,
    w: Wording,
    *,
    ags: str,
    traits: tuple[str, ...] = CHARACTERISTICS,
    indicator: str = f"{NET}{TOTAL}",
) -> Statements:
    """Three statements the comparison carries, two it does not."""
    spread = compute_spread(atlas, indicator)
    own = spread[spread["ags"] == ags].iloc[0]
    return Statements(
        carried=(
            _alike(atlas, w, ags, traits),
            _standing(atlas, w, ags, own, indicator),
            _middle(atlas, w, own, indicator),
        ),
        not_carried=(_cause(w), _success(w)),
    )


def _alike(atlas: Atlas, w: Wording, ags: str, traits: tuple[str, ...]) -> Saying:
    names = kreis_names(atlas)
    others = w.join(names[key] for key in find_similar(atlas, ags, traits=traits).index)
    fields = {"name": names[ags], "others": others, "traits": w.join(trait_name(w, trait) for trait in traits)}
    return Saying(
        text=w.text("Measured by {traits}, {others} are the districts most like {name}.", **fields),
        plain=w.text("Some districts are like {name}. They are: {others}. We compared: {traits}.", **fields),
    )


def _standing(atlas: Atlas, w: Wording, ags: str, own: pd.Series, indicator: str) -> Saying:
    fields = {"name": kreis_names(atlas)[ags], "indicator": indicator_name(atlas, w, indicator), "year": own["year"]}
    if pd.isna(own["value"]):
        text = w.text("For {name} there is no figure for {indicator} in {year}.", **fields)
        return Saying(text, text)
    fields |= {
        "value": format_indicator(w, indicator, own["value"]),
        "unit": indicator_unit(w, indicator),
        "verdict": verdict_word(w, own["verdict"]),
        "rank": own["rank"],
        "n": own["n"],
    }
    return Saying(
        text=w.text("{name}, {year}: {indicator} {value} ({unit}), rank {rank} of {n} districts, {verdict}.", **fields),
        plain=w.text("{name} has place {rank} of {n}. That is {verdict}. The figure is from {year}.", **fields),
    )


def _middle(atlas: Atlas, w: Wording, own: pd.Series, indicator: str) -> Saying:
    fields = {
        "indicator": indicator_name(atlas, w, indicator),
        "middle": format_indicator(w, indicator, own["middle"]),
        "low": format_indicator(w, indicator, own["low"]),
        "high": format_indicator(w, indicator, own["high"]),
        "year": own["year"],
    }
    return Saying(
        text=w.text(
            "{indicator}, {year}: half of the districts lie above {middle}, half below; from {low} to {high} we call "
            "them similar.",
            **fields,
        ),
        plain=w.text("Half of the districts have more than {middle}. The other half have less.", **fields),
    )


def _cause(w: Wording) -> Saying:
    return Saying(
        text=w.text(
            "That two districts differ because of an initiative: likeness in a few traits leaves out work, housing, "
            "transport and much else."
        ),
        plain=w.text("We cannot say why two places differ. There are many reasons. We do not know all of them."),
    )


def _success(w: Wording) -> Saying:
    return Saying(
        text=w.text(
            "That a high rank is a success and a low one a failure: ranks compare places of different size, age and "
            "distance to Berlin, and small differences change them."
        ),
        plain=w.text("A good place in the list does not mean good work. A bad place does not mean bad work."),
    )

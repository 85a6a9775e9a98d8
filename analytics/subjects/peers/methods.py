"""Methods behind comparisons: higher, similar, lower, and which places are alike."""

from __future__ import annotations

from analytics.figure.literature import ROUSSEEUW_CROUX
from analytics.figure.method import Method
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.rates.rates import TOTAL
from analytics.subjects.peers.measures import (
    CHARACTERISTICS,
    MAD_SCALE,
    compute_characteristics,
    compute_differences,
    find_similar,
    scaled_mad,
)
from analytics.subjects.peers.text import format_indicator, trait_name, verdict_word
from analytics.subjects.peers.values import NET, compute_spread
from data.atlas import Atlas

_INDICATOR = f"{NET}{TOTAL}"


def peer_methods(atlas: Atlas, w: Wording, *, ags: str) -> tuple[Method, ...]:
    """The rule of "higher, similar, lower" and the distance between Kreise."""
    return (_standing(atlas, w, ags), _likeness(atlas, w, ags))


def _standing(atlas: Atlas, w: Wording, ags: str) -> Method:
    spread = compute_spread(atlas, _INDICATOR)
    row = spread[spread["ags"] == ags].iloc[0]
    return Method(
        key="standing",
        name=w.text("Higher, similar, lower"),
        question=w.text("Does a district stand out from the others?"),
        formula=(
            rf"\text{{{w.text('higher')}: }} x_k > \tilde{{x}} + s, \quad "
            rf"\text{{{w.text('lower')}: }} x_k < \tilde{{x}} - s, \qquad "
            r"s = 1.4826 \cdot \operatorname{median}_j |x_j - \tilde{x}|"
        ),
        rule=w.text(
            "A district differs when it lies further from the median of all districts than one scaled median absolute "
            "deviation (MAD × {scale}). The median and the MAD are not moved by a few extreme districts.",
            scale=w.number(MAD_SCALE, 4),
        ),
        example=(
            w.text(
                "Net migration per 1,000, all ages, {year}: median {middle}, s = {spread}; "
                "similar from {low} to {high}.",
                year=row["year"],
                middle=w.signed(row["middle"]),
                spread=w.number(scaled_mad(spread["value"]), 1),
                low=w.signed(row["low"]),
                high=w.signed(row["high"]),
            ),
            w.text(
                "{name}: {value}, {verdict}.",
                name=kreis_names(atlas)[ags],
                value=format_indicator(w, _INDICATOR, row["value"]),
                verdict=verdict_word(w, row["verdict"]),
            ),
        ),
        reference=ROUSSEEUW_CROUX,
        limits=w.text("It tells who stands out, not why, and not whether the difference is chance."),
        unit="analytics.subjects.peers.measures.judge",
    )


def _likeness(atlas: Atlas, w: Wording, ags: str) -> Method:
    names = kreis_names(atlas)
    nearest = find_similar(atlas, ags, n=1)
    facts, differences = compute_characteristics(atlas), compute_differences(atlas, ags)
    steps = [
        w.text(
            "{trait}: {own} and {other}, {difference} standard deviations apart.",
            trait=trait_name(w, trait),
            own=format_indicator(w, trait, facts[trait][ags]),
            other=format_indicator(w, trait, facts[trait][key]),
            difference=w.number(abs(differences.loc[key, trait]), 2),
        )
        for key in nearest.index
        for trait in CHARACTERISTICS
    ]
    ends = [
        w.text(
            "Root of the mean of the squares: distance {distance} between {name} and {other}.",
            distance=w.number(row["distance"], 2),
            name=names[ags],
            other=names[str(key)],
        )
        for key, row in nearest.iterrows()
    ]
    return Method(
        key="likeness",
        name=w.text("Distance between districts"),
        question=w.text("Which districts are most alike?"),
        formula=r"d_{kj} = \sqrt{\frac{1}{P} \sum_{p=1}^{P} \left( \frac{x_{kp} - x_{jp}}{\sigma_p} \right)^{2}}",
        rule=w.text(
            "For each of the P traits the difference of two districts is divided by the standard deviation over all "
            "districts; the distance is the root of the mean of the squares. Number and density of residents enter as "
            "logarithms."
        ),
        example=(*steps, *ends),
        reference=w.text("standardised Euclidean distance; the choice of the traits is ours and can be changed"),
        limits=w.text(
            "Alike in these traits does not mean alike in others: work, transport and housing are not among them."
        ),
        unit="analytics.subjects.peers.measures.find_similar",
    )

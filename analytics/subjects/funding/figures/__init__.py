"""Funding as figures: the network, the programme pot beside it, single initiatives, amounts per member, coverage."""

from analytics.subjects.funding.figures.initiatives import (
    draw_funding_coverage,
    draw_initiative_grants,
    draw_per_member,
)
from analytics.subjects.funding.figures.network import draw_network_funding
from analytics.subjects.funding.figures.programme import (
    Answer,
    draw_funding_facts,
    draw_programme_pot,
    programme_answers,
)

__all__ = [
    "Answer",
    "draw_funding_coverage",
    "draw_funding_facts",
    "draw_initiative_grants",
    "draw_network_funding",
    "draw_per_member",
    "draw_programme_pot",
    "programme_answers",
]

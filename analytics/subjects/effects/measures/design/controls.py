"""Which Kreise may be compared with those of an initiative: named sets, each with a stated rule.

The first set are the Kreise of the atlas. The others choose among all East German Kreise; what is no member of the
network there may still have an initiative, so a control means only that none of the network had begun.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rates.scopes import widen_to_east
from data.atlas import Atlas
from data.errors import check_name

TOWN, AT_BERLIN, STRONG_RECEPTION = "town", "at_berlin", "strong_reception"
OWN_INITIATIVE, NOT_RURAL = "own_initiative", "not_rural"
RULE_REASONS = (TOWN, AT_BERLIN, STRONG_RECEPTION, OWN_INITIATIVE, NOT_RURAL)
"""Why a rule leaves a Kreis out, in the order they are asked."""


@dataclass(frozen=True)
class Rules:
    """What a Kreis may be and still be compared with.

    Attributes:
        towns: a town with more than 100,000 residents on 31 December 2018.
        at_berlin: a neighbour of Berlin.
        reception_ratio: largest ratio of arrivals in 2015 or 2016 to the years before; a Kreis without one may stay.
        initiatives: a Kreis in which a source names a return initiative outside the network.
        kreisfreie: a town that is its own district.
        first_year: earlier years are left out, so that Kreise without them may be compared.
    """

    towns: bool = False
    at_berlin: bool = False
    reception_ratio: float = 2.4
    initiatives: bool = False
    kreisfreie: bool = True
    first_year: int = 0


BRANDENBURG, EAST = "brandenburg", "east"
EAST_SETS: dict[str, Rules] = {
    EAST: Rules(),
    "east_with_initiatives": Rules(initiatives=True),
    "east_with_reception": Rules(initiatives=True, reception_ratio=np.inf),
    "east_landkreise": Rules(initiatives=True, reception_ratio=np.inf, kreisfreie=False),
    "east_from_2004": Rules(initiatives=True, reception_ratio=np.inf, first_year=2004),
    "east_all": Rules(towns=True, at_berlin=True, reception_ratio=np.inf, initiatives=True),
}
CONTROL_SETS = (BRANDENBURG, *EAST_SETS)


def check_controls(controls: str) -> None:
    """Check the name of a set.

    Raises:
        UnknownNameError: there is no such set.
    """
    check_name("controls", controls, CONTROL_SETS)


def figures_of(atlas: Atlas, controls: str) -> Atlas:
    """The atlas a set draws its figures from: its tables of districts, migration and population are the panel's."""
    check_controls(controls)
    return atlas if controls == BRANDENBURG else widen_to_east(atlas)


def rule_out(atlas: Atlas, controls: str) -> dict[str, str]:
    """Kreise the rules of a set leave out, each with the first reason of `RULE_REASONS`; none for the atlas's own."""
    check_controls(controls)
    if controls == BRANDENBURG:
        return {}
    rules, areas = EAST_SETS[controls], atlas.load_east().kreise.set_index("ags")
    broken: dict[str, pd.Series] = {
        TOWN: areas["over_100000_in_2018"] & (not rules.towns),
        AT_BERLIN: areas["touches_berlin"] & (not rules.at_berlin),
        STRONG_RECEPTION: areas["reception_ratio"] > rules.reception_ratio,
        OWN_INITIATIVE: areas["return_initiative"] & (not rules.initiatives),
        NOT_RURAL: (areas["kreis_type"] != "Landkreis") & (not rules.kreisfreie),
    }
    return {str(ags): code for code in reversed(RULE_REASONS) for ags in areas.index[broken[code]]}


def first_year_of(controls: str) -> int:
    """The first year a set compares, 0 for the first there is."""
    return EAST_SETS[controls].first_year if controls in EAST_SETS else 0

"""Pages of which the snapshot, where nobody can choose, has one for each choice: maps, districts, initiatives."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analytics.exports.views.page import Copy, Layout, Links
from analytics.language import Wording
from analytics.maps.indicators import find_indicator, indicator_ages, indicator_rows, map_indicators
from analytics.rates.naming import age_label, kreis_options
from analytics.rates.rates import TOTAL
from analytics.subjects.register.figures import member_names
from data.atlas import Atlas


def _copy_maps(atlas: Atlas, _: Wording) -> list[Copy]:
    """Every indicator of the map with every age group it is known for."""
    return [_copy_map(one, age) for one in map_indicators(atlas) for age in _ages_of(atlas, one)]


def _copy_kreise(atlas: Atlas, _: Wording) -> list[Copy]:
    """Every Kreis, its migration of all ages together."""
    return [
        Copy(f"kreise/{ags}.html", name, {"ags": ags, "kreise": (ags,), "age_group": TOTAL})
        for ags, name in kreis_options(atlas).items()
    ]


def _copy_initiatives(atlas: Atlas, _: Wording) -> list[Copy]:
    """Every initiative of the register."""
    names = member_names(atlas)
    return [Copy(f"initiativen/{member}.html", name, {"member_id": member}) for member, name in names.items()]


def _link_maps(atlas: Atlas, w: Wording, shown: Copy) -> Mapping[str, Links]:
    """From a map to those of other indicators and ages: what the page of the atlas offers as filters."""
    rows, indicator, chosen = indicator_rows(atlas), shown.params["indicator"], shown.params["age_group"]
    ages = [_copy_map(indicator, age) for age in _ages_of(atlas, indicator)]
    return {
        w.text("Indicator"): _link_indicators(atlas, w, rows[~rows["is_context"]], shown),
        w.text("Context, no cause"): _link_indicators(atlas, w, rows[rows["is_context"]], shown),
        w.text("Age group"): [
            (one.file, age_label(atlas, w, one.params["age_group"]), one.params["age_group"] == chosen) for one in ages
        ],
    }


def _link_indicators(atlas: Atlas, w: Wording, rows: pd.DataFrame, shown: Copy) -> Links:
    """Where an indicator lacks the age group shown, the first it has is meant."""
    links = []
    for code, label in zip(rows["indicator_id"], rows[w.column("label")], strict=True):
        ages, age = _ages_of(atlas, code), shown.params["age_group"]
        links.append((_copy_map(code, age if age in ages else ages[0]).file, label, code == shown.params["indicator"]))
    return links


def _copy_map(indicator: str, age_group: str) -> Copy:
    age = age_group.replace("+", "-plus").replace(" ", "-")
    return Copy(f"karte/{indicator}_{age}.html", "", {"indicator": indicator, "age_group": age_group})


def _ages_of(atlas: Atlas, indicator: str) -> tuple[str, ...]:
    return indicator_ages(atlas, find_indicator(atlas, indicator))


MAPS = Layout(copies=_copy_maps, links=_link_maps)
DISTRICTS = Layout(
    "kreise/index.html",
    copies=_copy_kreise,
    name=lambda w: w.text("Districts"),
    first=lambda w: w.text("In plain words"),
)
INITIATIVES = Layout(
    "initiativen/index.html",
    copies=_copy_initiatives,
    listed=lambda w: w.text("Profiles"),
    missing=lambda w: w.text("What was not found"),
)

"""What the dossier of one Kreis holds."""

from __future__ import annotations

from datetime import date

from analytics.exports.dossier.content import Content, Listing
from analytics.exports.presentation.collection import Draw, SlideSpec, make_spec
from analytics.exports.views import figure_of
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.rates.rates import TOTAL
from analytics.rates.series import last_year
from analytics.subjects.district.changes import DataHistory, draw_kreis_changes
from data.atlas import Atlas


def compile_kreis(atlas: Atlas, w: Wording, ags: str, *, since: date, history: DataHistory, draw: Draw) -> Content:
    """Figures, map, initiatives, funding and what changed since a day.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    drawn = {name: draw(atlas, w, spec) for name, spec in _specs(atlas, ags).items()}
    drawn["components_flat"] = drawn["components"]
    drawn["changes"] = draw_kreis_changes(atlas, w, ags=ags, since=since, history=history)
    facts = figure_of(drawn["facts"])
    return Content(
        name=kreis_names(atlas)[ags],
        place=facts.subtitle,
        page=w.text("District profile"),
        facts=facts,
        cards=facts.table[["label", "value", "hint"]].to_dict("records"),
        sentences=list(facts.notes),
        drawn=drawn,
        pictures={"map": "column", "series": "band", "components": "a4", "components_flat": "strip", "ages": "strip"},
        band="series",
        listings={
            "initiatives": Listing(("name", "place", "state", "evidence", "focus"), (1.3, 0.9, 0.8, 0.8, 2)),
            "funding": Listing(("member", "period", "amount", "kind_word", "purpose"), (1.3, 0.6, 1, 0.9, 2)),
            "changes": Listing(("when", "kind", "what"), (1.2, 0.6, 4)),
        },
        charts=(("components", "ages"), ("components_flat", "ages"), ("components",), ("components_flat",)),
    )


def _specs(atlas: Atlas, ags: str) -> dict[str, SlideSpec]:
    return {
        "facts": make_spec("kreis_facts", ags=ags),
        "map": make_spec("map", indicator="net_per_1000", age_group=TOTAL, year=last_year(atlas), kreis=ags),
        "series": make_spec("series", kreise=(ags,), age_group=TOTAL),
        "components": make_spec("origin_components", ags=ags, age_group=TOTAL),
        "ages": make_spec("kreis_ages", ags=ags),
        "initiatives": make_spec("kreis_initiatives", ags=ags),
        "funding": make_spec("kreis_funding", ags=ags),
    }

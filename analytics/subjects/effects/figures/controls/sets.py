"""The difference against every set of Kreise, and the placebo of the Land beside it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.rates.naming import age_label, rate_sources
from analytics.subjects.effects.figures.chart import of_estimate
from analytics.subjects.effects.figures.robust import interval_figure, same_sign
from analytics.subjects.effects.figures.text import estimated, land_placebo_sentence, place_since, place_stem, unit
from analytics.subjects.effects.measures import (
    BRANDENBURG,
    EAST,
    EffectResult,
    LandPlacebo,
    compare_sets,
    figures_of,
)
from analytics.subjects.effects.measures.control_list import PLACEBO, try_east
from data.atlas import Atlas


@of_estimate
def draw_effect_controls(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The difference against other Kreise of East Germany, and the placebo in the Land of the initiatives.

    Table: as `draw_effect_one_out`, grain set of Kreise, the chosen one marked; role says how many Kreise are compared
    with.
    """
    land = try_east(atlas, result.ags, result.age_group, result.with_distorted)
    table = _set_table(atlas, w, result)
    figure = interval_figure(
        atlas,
        w,
        result,
        table,
        key="effects_controls",
        headline=_set_headline(w, table, land),
        subtitle=w.text(
            "The difference against other districts, {unit}: {subject}",
            unit=unit(w, result),
            subject=f"{place_since(atlas, w, result)}, {age_label(atlas, w, result.age_group)}",
        ),
        heading=w.text("Compared with"),
        notes=(*filter(None, [land_placebo_sentence(w, land)]), _set_note(w)),
        stem=f"vorher-nachher-vergleichskreise-{place_stem(result)}",
    )
    east = rate_sources(figures_of(atlas, EAST), result.panel.years)
    return replace(figure, source_ids=tuple(dict.fromkeys((*figure.source_ids, *east))))


def _set_table(atlas: Atlas, w: Wording, result: EffectResult) -> pd.DataFrame:
    estimated(result)
    rows = compare_sets(atlas, ags=result.ags, age_group=result.age_group, with_distorted=result.with_distorted)
    sizes = [w.plural("{n} district", "{n} districts", int(count)) for count in rows["n_kreise"]]
    chosen = rows["controls"] == result.controls
    names = [
        w.text("{set} (chosen)", set=set_name(w, code)) if here else set_name(w, code)
        for code, here in zip(rows["controls"], chosen, strict=True)
    ]
    return rows.assign(name=names, role=sizes, whole=chosen, share=rows["p_value"])


def set_name(w: Wording, code: str) -> str:
    """A set of Kreise to compare with, or the placebo."""
    words = {
        BRANDENBURG: w.text("districts of the atlas"),
        EAST: w.text("East Germany, by the rules"),
        "east_with_initiatives": w.text("and own initiatives"),
        "east_with_reception": w.text("and strong reception"),
        "east_landkreise": w.text("the same, no towns"),
        "east_from_2004": w.text("the same, from 2004 on"),
        "east_all": w.text("all, large towns too"),
        PLACEBO: w.text("Check: no initiative of the network"),
    }
    return words[code]


def _set_headline(w: Wording, table: pd.DataFrame, land: LandPlacebo) -> str:
    if any(land.fails(found) for found in table.loc[table["controls"] == EAST, "estimate"]):
        return w.text(
            "Districts of the Land without an initiative of the network changed, too: nothing follows for initiatives"
        )
    if same_sign(table["estimate"]):
        return w.text("Against other districts of East Germany, too, the difference keeps its direction")
    return w.text("Against other districts of East Germany the difference changes its direction")


def _set_note(w: Wording) -> str:
    return w.text(
        "By the rules, no town of more than 100,000 residents, no neighbour of Berlin, no district with an initiative "
        "of its own or with strong reception of refugees is compared with; the further rows change these rules. "
        "Initiatives are known only inside the network: in other Länder there may be more."
    )

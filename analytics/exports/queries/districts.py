"""One Kreis in a few figures and sentences."""

from __future__ import annotations

from typing import Annotated, Any

import pandas as pd

from analytics.exports.queries.answer import Answer, Gap, cover, give, mind_breaks
from analytics.exports.queries.areas import find_area
from analytics.exports.queries.measures import PER_1000
from analytics.exports.queries.values import reason_text, round_value
from analytics.figure.model import Figure
from analytics.language import Wording, get_wording
from analytics.memo import once_per_choice
from analytics.rates.naming import age_label, kreis_names, rate_unit
from analytics.rates.rates import TOTAL
from analytics.rates.series import last_year
from analytics.subjects.district.facts import FAMILY, YOUNG, draw_kreis_facts
from analytics.subjects.district.measures import compute_population, list_initiatives
from analytics.subjects.peers.measures import compute_standing
from analytics.subjects.peers.text import verdict_word
from data.atlas import Atlas

AGES = (TOTAL, YOUNG, FAMILY)


def profile(atlas: Atlas, w: Wording, *, district: Annotated[str, "Name or key of a district"]) -> Answer:
    """One district: residents, net migration with its rank, initiatives, and what can be said of it in sentences.

    Raises:
        RefusedError: the district is not known.
    """
    ags = find_area(atlas, w, district)
    year, figure = last_year(atlas), _facts(atlas, (ags, w.lang))
    standing = compute_standing(atlas, ags, year=year).set_index("age_group").loc[list(AGES)]
    rates = [_rate(atlas, w, row, str(age), year) for age, row in standing.iterrows()]
    gaps = [
        Gap((row["figure"],), (year,), str(code), reason_text(atlas, w, str(code), year=year, first=year, last=year))
        for row, code in zip(rates, standing["reason"], strict=True)
        if row["value"] is None
    ]
    rows = [_people(atlas, w, ags), *rates, _initiatives(atlas, w, ags)]
    return give(
        atlas,
        w,
        w.text("What is known of {place}", place=kreis_names(atlas)[ags]),
        rows,
        cover(w, asked=len(rows), shown=len(rows) - len(gaps), missing=gaps),
        sentences=figure.notes,
        limits=mind_breaks(atlas, w, [year], [ags]),
        source_ids=figure.source_ids,
    )


@once_per_choice
def _facts(atlas: Atlas, choice: tuple[str, str]) -> Figure:
    ags, lang = choice
    return draw_kreis_facts(atlas, get_wording(lang), ags=ags)


def _people(atlas: Atlas, w: Wording, ags: str) -> dict[str, Any]:
    last = compute_population(atlas, ags).iloc[-1]
    as_of = w.text("{census} census, {date}", date=w.date(last["date"]), census=last["census_base"])
    return {"figure": w.text("Residents"), "value": int(last["population"]), "unit": w.text("persons"), "as_of": as_of}


def _rate(atlas: Atlas, w: Wording, row: pd.Series, age: str, year: int) -> dict[str, Any]:
    value = round_value(row["per_1000"], PER_1000)
    place = {"rank": row["rank"], "of": row["n"], "compared": verdict_word(w, row["verdict"])}
    name = f"{w.text('Net migration')}, {age_label(atlas, w, age)}"
    return {"figure": name, "value": value, "unit": rate_unit(w, age), "as_of": str(year)} | place


def _initiatives(atlas: Atlas, w: Wording, ags: str) -> dict[str, Any]:
    hint = w.text("The register is incomplete: there may be more.")
    count = len(list_initiatives(atlas, ags))
    return {"figure": w.text("Initiatives in the register"), "value": count, "unit": "", "as_of": hint}

"""The order of the Kreise: by a measure, or by how far it changed between two years."""

from __future__ import annotations

from typing import Annotated, Literal

from analytics.exports.answers.plain import as_plain
from analytics.exports.queries.answer import Answer, RefusedError, at_most, cover, give
from analytics.exports.queries.areas import find_age
from analytics.exports.queries.measures import (
    MIGRATION_MEASURES,
    PER_1000,
    find_measure,
    find_quantity,
    measure_sources,
    read_values,
)
from analytics.exports.queries.values import (
    AGE_WORDS,
    MEASURE_WORDS,
    QUANTITY_WORDS,
    Quantity,
    age_of,
    describe,
    explain_gaps,
    known_year,
    limits_of,
    round_value,
    unit_text,
)
from analytics.language import Wording
from analytics.maps.indicators import NET
from analytics.rates.components import SEXES
from analytics.rates.naming import kreis_names
from analytics.rates.ranking import rank_kreise
from analytics.rates.scopes import EVER, EVERYWHERE, SCOPES, current_code, scope_ags
from analytics.rates.series import MEASURES
from analytics.subjects.migration.change import compare_years
from data.atlas import Atlas

# By their names in questions; the moves of each sex are known as persons only.
_CHANGED = (*(one.code for one in MIGRATION_MEASURES.values() if one.column in MEASURES), *SEXES)
Order = Literal["highest", "lowest"]
MOST_WORDS = "How many districts to name"
SCOPE_WORDS = (
    "gesamt: the districts of Brandenburg with Bautzen and Görlitz; brandenburg: without these two; lausitz: the "
    "Lausitz with Saxony (coal region by law); lausitz_brandenburg: its part in Brandenburg; land: as gesamt; "
    "lausitz_land: as lausitz_brandenburg"
)


def rank(
    atlas: Atlas,
    w: Wording,
    *,
    measure: Annotated[str, MEASURE_WORDS],
    year: Annotated[int, "Calendar year; the last one with figures when 0"] = 0,
    age_group: Annotated[str, AGE_WORDS] = "",
    quantity: Annotated[Quantity, QUANTITY_WORDS] = "",
    scope: Annotated[str, SCOPE_WORDS, EVER] = EVERYWHERE,
    order: Annotated[Order, "Which end of the order to show"] = "highest",
    most: Annotated[int, MOST_WORDS] = 5,
) -> Answer:
    """The districts in the order of a measure; rank 1 is the highest value, equal values share a rank.

    Raises:
        RefusedError: a name is unknown, or the year has no values.
    """
    shown = find_measure(atlas, w, measure)
    unit, age = find_quantity(w, shown, quantity), age_of(atlas, w, shown, age_group)
    table = read_values(atlas, shown, unit)
    table = table[(table["age_group"] == age) & table["ags"].isin(scope_ags(atlas, current_code(scope, SCOPES)))]
    chosen = known_year(atlas, w, shown, table, year)
    found = table[table["year"] == chosen]
    found = found.assign(name=found["ags"].map(kreis_names(atlas))).join(rank_kreise(found["value"]))
    known = found.dropna(subset=["value"]).sort_values(["rank", "name"], ascending=[order == "highest", True])
    rows = known.head(at_most(most))[["rank", "n", "ags", "name", "value"]].rename(columns={"n": "of"})
    return give(
        atlas,
        w,
        f"{describe(atlas, w, shown, unit, age)}; {chosen}",
        [{**row, "year": chosen, "value": round_value(row["value"], unit)} for row in as_plain(rows)],
        cover(
            w,
            asked=len(found),
            shown=len(rows),
            missing=explain_gaps(atlas, w, found, table),
            left_out=len(known) - len(rows),
        ),
        unit=unit_text(w, shown, unit, age),
        limits=limits_of(atlas, w, shown, [chosen], list(found["ags"])),
        source_ids=measure_sources(atlas, shown, [chosen]),
    )


def rank_by_change(
    atlas: Atlas,
    w: Wording,
    *,
    year_from: Annotated[int, "The earlier year"],
    year: Annotated[int, "The later year; the last one with figures when 0"] = 0,
    measure: Annotated[str, "What changed: moves, or a part of the balance by origin or sex", _CHANGED] = NET,
    age_group: Annotated[str, AGE_WORDS] = "",
    order: Annotated[Order, "highest: the largest rise first; lowest: the largest fall first"] = "highest",
    most: Annotated[int, MOST_WORDS] = 5,
) -> Answer:
    """The districts in the order in which a rate per 1,000 rose between two years.

    Raises:
        RefusedError: one of the years has no rates, or the earlier one is not the earlier.
    """
    age, shown = find_age(atlas, w, age_group), find_measure(atlas, w, measure)
    table = read_values(atlas, shown, PER_1000)
    table = table[(table["age_group"] == age) & table["ags"].isin(scope_ags(atlas, EVERYWHERE))]
    first, last = known_year(atlas, w, shown, table, year_from), known_year(atlas, w, shown, table, year)
    if first >= last:
        raise RefusedError(
            "years_reversed",
            w.text("{first} does not lie before {last}.", first=first, last=last),
            w.text("Give the earlier year as year_from."),
        )
    found = compare_years(atlas, year_from=first, year=last, age_group=age, measure=shown.column)
    found["name"] = found["ags"].map(kreis_names(atlas))
    known = found.dropna(subset=["change"])
    known = known if order == "highest" else known.iloc[::-1]
    rows = known.head(at_most(most))[["rank", "ags", "name", "then", "now", "change"]].round(2)
    gaps = found[found["change"].isna()].assign(value=float("nan"), code=lambda rows: rows["reason"], year=last)
    return give(
        atlas,
        w,
        f"{describe(atlas, w, shown, PER_1000, age)}; {first} – {last}",
        as_plain(rows),
        cover(
            w,
            asked=len(found),
            shown=len(rows),
            missing=explain_gaps(atlas, w, gaps, table),
            left_out=len(known) - len(rows),
        ),
        unit=unit_text(w, shown, PER_1000, age),
        limits=limits_of(atlas, w, shown, [first, last], list(found["ags"])),
        source_ids=measure_sources(atlas, shown, (first, last)),
    )

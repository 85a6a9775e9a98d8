"""The measures that can be asked for, and the table each is read from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd

from analytics.exports.queries.answer import Answer, RefusedError, cover, give
from analytics.exports.queries.uncounted import refuse_uncounted
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.maps.places import fold
from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.components import (
    ABROAD,
    DOMESTIC,
    GERMAN,
    PARTS,
    SECOND_HAND,
    UNSPLIT,
    component_sources,
    compute_components,
    compute_land_components,
)
from analytics.rates.naming import measure_name, rate_sources
from analytics.rates.rates import (
    HIDDEN,
    LAND_AGS,
    NO_MIGRATION,
    NO_POPULATION,
    compute_group_rates,
    compute_rates,
    land_ags,
    reason_of,
)
from analytics.rates.series import GROUPS, group_ags

if TYPE_CHECKING:
    from data.atlas import Atlas

PERSONS, PER_1000 = "persons", "per_1000"
POPULATION = "population"
SUM_OF_KREISE, NOT_SUMMED = "sum_of_kreise", "not_summed"


@dataclass(frozen=True)
class Measure:
    """Something that is known per Kreis, year and age group.

    Attributes:
        code: how it is asked for.
        column: its persons in the table it is read from; the rate is the same with `_per_1000`.
        indicator_id: row of the indicators table that explains it; blank when there is none.
        words: German and English words it is also asked by, folded.
    """

    code: str
    column: str
    indicator_id: str
    words: tuple[str, ...]

    def name(self, w: Wording) -> str:
        """Its name as a heading."""
        return w.text("Residents") if self.code == POPULATION else measure_name(w, self.column)


MEASURES = {
    one.code: one
    for one in (
        Measure("net", "net", "net_per_1000", ("wanderungssaldo", "saldo", "wanderung", "migration", "balance")),
        Measure("arrivals", "arrivals", "arrivals_per_1000", ("zuzug", "zuzuge", "zuzuege", "zuwander", "arriv")),
        Measure("departures", "departures", "departures_per_1000", ("fortzug", "fortzuge", "abwander", "wegzug")),
        Measure("domestic", DOMESTIC, "domestic_per_1000", ("binnenwander", "inland", "deutschland", "domestic")),
        Measure("abroad", ABROAD, "abroad_per_1000", ("ausland", "aussenwander", "abroad")),
        Measure("german", GERMAN, "german_per_1000", ("deutsche", "nationals", "staatsangehor")),
        Measure(POPULATION, POPULATION, "", ("bevolkerung", "bevoelkerung", "einwohn", "resident", "population")),
    )
}


def search_measure(
    atlas: Atlas,
    w: Wording,
    *,
    query: Annotated[str, "What is to be counted, in German or English, e.g. Zuzüge, Rückkehrer; blank lists all"] = "",
) -> Answer:
    """Which measure counts what is meant, in which units and years. Use it first: much of what is asked nobody counts.

    Raises:
        RefusedError: no source counts it (code of the topic), or unknown_measure.
    """
    refuse_uncounted(w, query)
    found = [one for one in MEASURES.values() if _matches(w, one, query)]
    if not found:
        raise _unknown(w, query)
    return give(
        atlas,
        w,
        w.text("Measures for {query}", query=w.quote(query)) if query.strip() else w.text("All measures"),
        [_described(atlas, w, one) for one in found],
        cover(w, asked=len(found), shown=len(found)),
        source_ids=dict.fromkeys(source for one in found for source in measure_sources(atlas, one, None)),
    )


def find_measure(w: Wording, code: str) -> Measure:
    """The measure of this code.

    Raises:
        RefusedError: as `search_measure`.
    """
    if code in MEASURES:
        return MEASURES[code]
    refuse_uncounted(w, code)
    raise _unknown(w, code)


def _unknown(w: Wording, asked: str) -> RefusedError:
    listed = w.join(f"{one.code} ({one.name(w)})" for one in MEASURES.values())
    return RefusedError(
        "unknown_measure",
        w.text("The atlas has no measure {name}.", name=w.quote(asked.strip()[:40])),
        w.text("Its measures: {measures}.", measures=listed),
    )


def _matches(w: Wording, measure: Measure, query: str) -> bool:
    words = fold(query).split()
    own = (measure.code, *measure.words, *fold(measure.name(w)).split())
    return not words or any(word.startswith(one) or one.startswith(word) for word in words for one in own)


def _described(atlas: Atlas, w: Wording, measure: Measure) -> dict[str, Any]:
    rows = atlas.indicators[atlas.indicators["indicator_id"] == measure.indicator_id]
    told = {name: w.pick(rows.iloc[0], name) if len(rows) else "" for name in ("meaning", "formula", "limits")}
    spans = {f"years_{quantity}": _span(atlas, measure, quantity) for quantity in quantities(measure)}
    return {"measure": measure.code, "name": measure.name(w), "quantities": list(quantities(measure))} | spans | told


def _span(atlas: Atlas, measure: Measure, quantity: str) -> list[int] | None:
    """First and last year with a value."""
    years = read_values(atlas, measure, quantity).dropna(subset=["value"])["year"]
    return None if years.empty else [int(years.min()), int(years.max())]


def quantities(measure: Measure) -> tuple[str, ...]:
    """Units it can be had in, the one shown unless another is asked for first."""
    return (PERSONS,) if measure.code == POPULATION else (PER_1000, PERSONS)


def find_quantity(w: Wording, measure: Measure, quantity: str) -> str:
    """The quantity asked for; blank means the first there is.

    Raises:
        RefusedError: the measure cannot be had in it.
    """
    known = quantities(measure)
    if quantity and quantity not in known:
        raise RefusedError(
            "unknown_quantity",
            w.text("{measure} cannot be had {quantity}.", measure=measure.name(w), quantity=w.quote(quantity[:40])),
            w.text("It can be had as: {quantities}.", quantities=w.join(known)),
        )
    return quantity or known[0]


def read_values(atlas: Atlas, measure: Measure, quantity: str) -> pd.DataFrame:
    """One measure for all areas.

    Returns:
        Grain (ags, year, age_group): every Kreis, the Land ("12") and the comparison groups, every year from the first
        to the last of the migration table. Columns: value (persons or per 1,000 of the same age, NaN when unknown),
        code ("", or why there is no value: no_migration, no_population, hidden by the source, second_hand, unsplit,
        sum_of_kreise, not_summed).
    """
    return _read(atlas, (measure.code, quantity))


@once_per_choice
def _read(atlas: Atlas, choice: tuple[str, str]) -> pd.DataFrame:
    measure, quantity = MEASURES[choice[0]], choice[1]
    column = measure.column if quantity == PERSONS else f"{measure.column}_per_1000"
    parts = [*_component_parts(atlas, measure)] if measure.column in PARTS else [*_rate_parts(atlas, measure)]
    table = pd.concat([part.assign(value=part[column].astype("Float64")) for part in parts], ignore_index=True)
    code = table["code"].mask(table["value"].notna(), "").mask(table["value"].isna() & (table["code"] == ""), UNSPLIT)
    return table.assign(code=code, value=table["value"].astype(float))[["ags", "year", "age_group", "value", "code"]]


def _rate_parts(atlas: Atlas, measure: Measure) -> list[pd.DataFrame]:
    """Rates of the Kreise, then of the sums; of those arrivals and departures would count moves inside twice."""
    sums = [compute_group_rates(atlas, members, group=area) for area, members in sum_members(atlas).items()]
    tables = [compute_rates(atlas), *sums]
    if measure.code == POPULATION:
        return [
            table.assign(code=table["reason"].where(table["reason"].isin(HIDDEN), NO_POPULATION)) for table in tables
        ]
    coded = [table.assign(code=reason_of(table, measure.column).replace("", NO_MIGRATION)) for table in tables]
    if measure.code == "net":
        return coded
    return [coded[0], *(_emptied(table, measure).assign(code=SUM_OF_KREISE) for table in coded[1:])]


def _component_parts(atlas: Atlas, measure: Measure) -> list[pd.DataFrame]:
    table = compute_components(atlas)
    unknown = table["reason"].where(table["reason"] != "", table["split"].where(table["split"] == SECOND_HAND, UNSPLIT))
    land = compute_land_components(atlas).assign(ags=LAND_AGS, code=NOT_SUMMED)
    groups = [_emptied(land, measure).assign(ags=area) for area in GROUPS]
    return [table.assign(code=unknown), land, *groups]


def _emptied(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The table with nothing known of the measure."""
    return table.assign(**{name: float("nan") for name in (measure.column, f"{measure.column}_per_1000")})


@once_per_atlas
def sum_members(atlas: Atlas) -> dict[str, list[str]]:
    """The Kreise of the Land and of each comparison group."""
    return {LAND_AGS: land_ags(atlas)} | {group: group_ags(atlas, group) for group in GROUPS}


def measure_sources(atlas: Atlas, measure: Measure, years: Collection[int] | None) -> list[str]:
    """Sources of the measure in these years, or in all."""
    shown = [*rate_sources(atlas, years)]
    if measure.code == POPULATION:
        people = atlas.population
        return list(
            split_ids(people["source_id"] if years is None else people.loc[people["year"].isin(years), "source_id"])
        )
    return [*component_sources(atlas, years), *shown] if measure.column in PARTS else shown

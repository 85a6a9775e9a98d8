"""The measures that can be asked for, and the table each is read from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import pandas as pd

from analytics.exports.queries.answer import Answer, RefusedError, cover, give
from analytics.exports.queries.uncounted import refuse_uncounted
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.maps.indicators import indicator_rows
from analytics.maps.places import fold
from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.components import (
    ABROAD,
    DOMESTIC,
    GERMAN,
    PARTS,
    SECOND_HAND,
    SEXES,
    UNSPLIT,
    component_sources,
    compute_components,
    sum_components,
)
from analytics.rates.context import COUNT, context_values
from analytics.rates.naming import measure_name, measure_notes, rate_sources
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
from data.atlas import Atlas

PERSONS, PER_1000 = "persons", "per_1000"
POPULATION = "population"
_MOMENT = ["year", "age_group"]
SUM_OF_KREISE, NOT_SUMMED = "sum_of_kreise", "not_summed"


@dataclass(frozen=True)
class Measure:
    """Something that is known per Kreis and year; moves and residents also per age group.

    Attributes:
        code: how it is asked for.
        column: its persons in the table it is read from; the rate is the same with `_per_1000`.
        indicator_id: row of the indicators table that explains it; blank when there is none.
        words: German and English words it is also asked by, folded.
        quantities: units it can be had in; the first is given unless another is asked for.
        sex: of those who move, as the table of moves by sex has it; blank for all.
        context: its row of the indicators of the context; None for moves and residents.
    """

    code: str
    column: str
    indicator_id: str
    words: tuple[str, ...]
    quantities: tuple[str, ...] = (PER_1000, PERSONS)
    sex: str = ""
    context: Mapping[Any, Any] | None = field(default=None, compare=False, repr=False)

    def name(self, w: Wording) -> str:
        """Its name as a heading."""
        if self.context is not None:
            return w.pick(self.context, "label")
        if self.code == POPULATION:
            return w.text("Residents")
        name = measure_name(w, self.column)
        return f"{name}, {_SEXES[self.sex].name(w)}" if self.sex and self.column not in PARTS else name


@dataclass(frozen=True)
class _Sex:
    """A sex of the table of moves by sex: the ending of its measures, the words it is asked by, its name."""

    ending: str
    words: tuple[str, ...]
    name: Callable[[Wording], str]


_BOTH = ("geschlecht", "gender", "sex")
_SEXES = {
    "weiblich": _Sex(
        "female", ("frau", "weiblich", "madchen", "maedchen", "women", "female", *_BOTH), lambda w: w.text("female")
    ),
    "männlich": _Sex(
        "male", ("mann", "manner", "maenner", "mannlich", "maennlich", "men", "male", *_BOTH), lambda w: w.text("male")
    ),
}
# Beginnings of words the context is asked by; an indicator without an entry goes by the longest word of its name.
_CONTEXT_WORDS = {
    "unemployment_rate": ("arbeitslos", "erwerbslos", "unemploy", "jobless"),
    "youth_unemployment_rate": ("arbeitslos", "jugendarbeitslos", "unemploy"),
    "employees_at_workplace": ("beschaftig", "beschaeftig", "arbeitsplatz", "arbeitsplaetz", "employee", "jobs"),
    "gdp_per_capita": ("bruttoinlandsprodukt", "bip", "wirtschaft", "gdp", "economic"),
    "old_age_quotient": ("altenquotient", "altersquotient", "alterung", "ageing", "old-age"),
    "youth_quotient": ("jugendquotient", "altersquotient", "youth"),
    "minimum_income_recipients": ("mindestsicherung", "burgergeld", "buergergeld", "grundsicherung", "minimum"),
}
# Shorter words, and these, stand in questions of every kind: "aus", "der", "mit".
_TELLING, _FILLING = 4, ("innerhalb", "within", "with")
_BY_ORIGIN = ("herkunft", "origin")
MIGRATION_MEASURES = {
    one.code: one
    for one in (
        Measure("net", "net", "net_per_1000", ("wanderungssaldo", "saldo", "wanderung", "migration", "balance")),
        Measure(
            "arrivals",
            "arrivals",
            "arrivals_per_1000",
            ("zuzug", "zuzuge", "zuzuege", "zuwander", "arriv", "in-migration", "inflow"),
        ),
        Measure(
            "departures",
            "departures",
            "departures_per_1000",
            ("fortzug", "fortzuge", "abwander", "wegzug", "out-migration", "outflow"),
        ),
        Measure(
            "domestic",
            DOMESTIC,
            "domestic_per_1000",
            ("binnenwander", "inland", "deutschland", "domestic", *_BY_ORIGIN),
        ),
        Measure(
            "abroad",
            ABROAD,
            "abroad_per_1000",
            ("ausland", "aussenwander", "einwander", "auswander", "abroad", "immigra", "emigra", *_BY_ORIGIN),
        ),
        Measure("german", GERMAN, "german_per_1000", ("deutsche", "nationals", "staatsangehor", *_BY_ORIGIN)),
        Measure(
            POPULATION,
            POPULATION,
            "",
            ("bevolkerung", "bevoelkerung", "einwohn", "resident", "population"),
            (PERSONS,),
        ),
    )
}


@once_per_atlas
def measures(atlas: Atlas) -> dict[str, Measure]:
    """Every measure by its code: the moves and residents, the moves by sex, the indicators of the context."""
    by_sex = [
        Measure(f"{code}_{told.ending}", code, "", told.words, (PERSONS,), sex)
        for sex, told in _SEXES.items()
        for code in ("arrivals", "departures")
    ]
    balances = [
        Measure(part, part, f"{_SEXES[sex].ending}_per_1000", _SEXES[sex].words, (PERSONS, PER_1000), sex)
        for part, sex in SEXES.items()
    ]
    context = [_context_measure(row) for row in atlas.context_indicators.to_dict("records")]
    return MIGRATION_MEASURES | {one.code: one for one in (*balances, *by_sex, *context)}


def _context_measure(row: Mapping[Any, Any]) -> Measure:
    code = str(row["indicator_id"])
    words = _CONTEXT_WORDS.get(code, (max(fold(row["label_de"]).split(), key=len),))
    return Measure(code, "value", code, words, (PERSONS if row["kind"] == COUNT else row["kind"],), context=row)


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
    found = [one for one in measures(atlas).values() if _matches(w, one, query)]
    if not found:
        raise _unknown(atlas, w, query)
    return give(
        atlas,
        w,
        w.text("Measures for {query}", query=w.quote(query)) if query.strip() else w.text("All measures"),
        [_described(atlas, w, one) for one in found],
        cover(w, asked=len(found), shown=len(found)),
        limits=[caveat for one in found for caveat in caveats(w, one)],
        source_ids=dict.fromkeys(source for one in found for source in measure_sources(atlas, one, None)),
    )


def caveats(w: Wording, measure: Measure) -> list[str]:
    """What is to be said with every figure of a measure that is no plain count of moves."""
    if measure.context is not None:
        sentence = w.text("Context, never cause: it stands beside migration and does not say why people come or leave.")
        return [sentence, w.pick(measure.context, "limits")]
    own = measure_notes(w, measure.column)
    if measure.sex and measure.column not in PARTS:
        return [w.text("Persons only: the atlas holds no residents by sex and age to count a rate from."), *own]
    return own


def find_measure(atlas: Atlas, w: Wording, code: str) -> Measure:
    """The measure of this code.

    Raises:
        RefusedError: as `search_measure`.
    """
    known = measures(atlas)
    if code in known:
        return known[code]
    refuse_uncounted(w, code)
    raise _unknown(atlas, w, code)


def _unknown(atlas: Atlas, w: Wording, asked: str) -> RefusedError:
    listed = w.join(f"{one.code} ({one.name(w)})" for one in measures(atlas).values())
    return RefusedError(
        "unknown_measure",
        w.text("The atlas has no measure {name}.", name=w.quote(asked.strip()[:40])),
        w.text("Its measures: {measures}.", measures=listed),
    )


def _matches(w: Wording, measure: Measure, query: str) -> bool:
    words = fold(query).split()
    # The name of a context indicator or of moves by sex has words that many questions share, as has every name.
    name = () if measure.context is not None or measure.sex else fold(measure.name(w)).split()
    own = (measure.code, *measure.words, *(one for one in name if len(one) >= _TELLING and one not in _FILLING))
    return not words or any(
        word.startswith(one) or (len(word) >= _TELLING and one.startswith(word)) for word in words for one in own
    )


def _described(atlas: Atlas, w: Wording, measure: Measure) -> dict[str, Any]:
    rows = indicator_rows(atlas)
    rows = rows[rows["indicator_id"] == measure.indicator_id]
    told = {name: w.pick(rows.iloc[0], name) if len(rows) else "" for name in ("meaning", "formula", "limits")}
    spans = {f"years_{quantity}": _span(atlas, measure, quantity) for quantity in measure.quantities}
    return {"measure": measure.code, "name": measure.name(w), "quantities": list(measure.quantities)} | spans | told


def _span(atlas: Atlas, measure: Measure, quantity: str) -> list[int] | None:
    """First and last year with a value."""
    years = read_values(atlas, measure, quantity).dropna(subset=["value"])["year"]
    return None if years.empty else [int(years.min()), int(years.max())]


def find_quantity(w: Wording, measure: Measure, quantity: str) -> str:
    """The quantity asked for; blank means the first there is.

    Raises:
        RefusedError: the measure cannot be had in it.
    """
    known = measure.quantities
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
        to the last of its table. Columns: value (persons, per 1,000 of the same age, or in the unit of the context; NaN
        when unknown), code ("", or why there is no value: no_migration, no_population, no_value, hidden by the source,
        second_hand, unsplit, sum_of_kreise, not_summed).
    """
    return _read(atlas, (measure.code, quantity))


@once_per_choice
def _read(atlas: Atlas, choice: tuple[str, str]) -> pd.DataFrame:
    measure, quantity = measures(atlas)[choice[0]], choice[1]
    column = f"{measure.column}_per_1000" if quantity == PER_1000 else measure.column
    parts = _reader_of(measure)(atlas, measure)
    table = pd.concat([part.assign(value=part[column].astype("Float64")) for part in parts], ignore_index=True)
    code = table["code"].mask(table["value"].notna(), "").mask(table["value"].isna() & (table["code"] == ""), UNSPLIT)
    return table.assign(code=code, value=table["value"].astype(float))[["ags", "year", "age_group", "value", "code"]]


def _reader_of(measure: Measure) -> Callable[[Atlas, Measure], list[pd.DataFrame]]:
    """What reads the tables of a measure, the Kreise first."""
    if measure.context is not None:
        return _context_parts
    if measure.column in PARTS:
        return _component_parts
    return _sex_parts if measure.sex else _rate_parts


def _context_parts(atlas: Atlas, measure: Measure) -> list[pd.DataFrame]:
    """The Kreise and the Land as published; of other groups nothing is."""
    table = context_values(atlas, measure.code)
    table = table.assign(code=table["reason"])
    land = table[table["ags"] == LAND_AGS]
    return [table, *(_emptied(land, measure).assign(ags=area, code=NOT_SUMMED) for area in GROUPS)]


def _sex_parts(atlas: Atlas, measure: Measure) -> list[pd.DataFrame]:
    """Arrivals or departures of one sex in the Kreise; added up, those between two of them would count twice."""
    table = atlas.migration_sex[atlas.migration_sex["sex"] == measure.sex].assign(code=NO_MIGRATION)
    none = _emptied(table[["year", "age_group"]].drop_duplicates(), measure).assign(code=SUM_OF_KREISE)
    return [table, *(none.assign(ags=area) for area in sum_members(atlas))]


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
    """A part of the balance of the Kreise and of the Land; of other groups those of the sexes alone."""
    table = compute_components(atlas)
    split = UNSPLIT if measure.column in SEXES else table["split"].where(table["split"] == SECOND_HAND, UNSPLIT)
    parts = [table.assign(code=table["reason"].where(table["reason"] != "", split))]
    known = table.dropna(subset=[f"{measure.column}_per_1000"]).set_index(_MOMENT).index
    for area, members in sum_members(atlas).items():
        sums = sum_components(atlas, members).assign(ags=area, code=NOT_SUMMED)
        # Where it is known of no Kreis, that they are several is not why.
        sums["code"] = sums["code"].where(sums.set_index(_MOMENT).index.isin(known), UNSPLIT)
        parts.append(sums if area == LAND_AGS or measure.column in SEXES else _emptied(sums, measure))
    return parts


def _emptied(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The table with nothing known of the measure."""
    return table.assign(**{name: float("nan") for name in (measure.column, f"{measure.column}_per_1000")})


@once_per_atlas
def sum_members(atlas: Atlas) -> dict[str, list[str]]:
    """The Kreise of the Land and of each comparison group."""
    return {LAND_AGS: land_ags(atlas)} | {group: group_ags(atlas, group) for group in GROUPS}


def measure_sources(atlas: Atlas, measure: Measure, years: Collection[int] | None) -> list[str]:
    """Sources of the measure in these years, or in all."""
    rows = _source_rows(atlas, measure)
    if rows is not None:
        return list(split_ids(rows["source_id"] if years is None else rows.loc[rows["year"].isin(years), "source_id"]))
    shown = [*rate_sources(atlas, years)]
    return [*component_sources(atlas, measure.column, years), *shown] if measure.column in PARTS else shown


def _source_rows(atlas: Atlas, measure: Measure) -> pd.DataFrame | None:
    """The rows of the one table a measure is read from; None where it comes from several."""
    if measure.context is not None:
        return atlas.context[atlas.context["indicator_id"] == measure.code]
    if measure.sex and measure.column not in PARTS:
        return atlas.migration_sex
    return atlas.population if measure.code == POPULATION else None

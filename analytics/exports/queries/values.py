"""Values of a measure for areas and years, with what is missing and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import pandas as pd

from analytics.exports.queries.answer import MOST_ROWS, Answer, Gap, RefusedError, cover, give, mind_breaks
from analytics.exports.queries.areas import find_age, find_areas
from analytics.exports.queries.measures import (
    NOT_SUMMED,
    PER_1000,
    PERSONS,
    SUM_OF_KREISE,
    Measure,
    caveats,
    find_measure,
    find_quantity,
    measure_sources,
    read_values,
    sum_members,
)
from analytics.language import Wording
from analytics.rates.components import SECOND_HAND, SECOND_HAND_PARTS, UNSPLIT, second_hand_years
from analytics.rates.context import EUR, NO_VALUE
from analytics.rates.naming import age_label, area_name, nothing_text, rate_unit, second_hand_note
from analytics.rates.rates import HIDDEN, NO_MIGRATION, NO_POPULATION, TOTAL
from data.atlas import Atlas

NOT_YET, TOO_EARLY = "not_yet", "too_early"
_DIGITS = 2
LONG, BY_AREA, BY_YEAR = "long", "area", "year"
Pivot = Literal["long", "area", "year"]
Quantity = Literal["", "per_1000", "persons", "percent", "quotient", "eur"]

MEASURE_WORDS = (
    "net, arrivals, departures, domestic, abroad, german or population; moves by sex, e.g. arrivals_female; of the "
    "context, e.g. unemployment_rate, employees_at_workplace, gdp_per_capita; search_measure lists all"
)
AGE_WORDS = "Age group, e.g. insgesamt, unter 18, 18-25, 25-30, 30-50, 50-65, 65+; all ages when blank"
QUANTITY_WORDS = (
    "per_1000 (residents of the same age) or persons; of the context percent, quotient, eur or persons; the first "
    "there is when blank"
)


def get_values(
    atlas: Atlas,
    w: Wording,
    *,
    measure: Annotated[str, MEASURE_WORDS],
    areas: Annotated[Sequence[str], "Names or keys of districts; Brandenburg for the Land; all for every district"],
    years: Annotated[Sequence[int], "Calendar years; the last one with figures when empty"] = (),
    age_group: Annotated[str, AGE_WORDS] = "",
    quantity: Annotated[Quantity, QUANTITY_WORDS] = "",
    pivot: Annotated[Pivot, "long: a row per value; area: a row per area; year: a row per year"] = "long",
) -> Answer:
    """Values of one measure for districts or the Land, for one or more years.

    Raises:
        RefusedError: a name is unknown, or none of the values is known; the reason says why.
    """
    shown = find_measure(atlas, w, measure)
    unit, age = find_quantity(w, shown, quantity), age_of(atlas, w, shown, age_group)
    keys, members = find_areas(atlas, w, areas), sum_members(atlas)
    table = read_values(atlas, shown, unit)
    table = table[(table["age_group"] == age) & table["ags"].isin(keys)]
    asked = sorted(dict.fromkeys(years)) or [last_known(table)]
    names = {key: area_name(atlas, w, key) for key in keys}
    grid = pd.MultiIndex.from_product([keys, asked], names=["ags", "year"]).to_frame(index=False)
    found = grid.merge(table, how="left", on=["ags", "year"]).assign(name=grid["ags"].map(names))
    gaps = explain_gaps(atlas, w, found, table)
    if found["value"].isna().all():
        raise RefusedError(gaps[0].code, gaps[0].reason, nearest_to(w, shown, gaps[0].code, table, asked[0]))
    rows = _check_number(w, _pivoted(found, pivot, unit))
    return give(
        atlas,
        w,
        "; ".join([describe(atlas, w, shown, unit, age), w.join(list(names.values())[:6]), _years_text(asked)]),
        rows,
        cover(w, asked=len(found), shown=int(found["value"].notna().sum()), missing=gaps),
        unit=unit_text(w, shown, unit, age),
        limits=limits_of(atlas, w, shown, asked, [ags for key in keys for ags in members.get(key, [key])]),
        source_ids=measure_sources(atlas, shown, asked),
    )


def _check_number(w: Wording, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows; too many are refused, because a part of them would look like all."""
    if len(rows) <= MOST_ROWS:
        return rows
    raise RefusedError(
        "too_many_rows",
        w.text("That is {n} rows; at most {most} are given at once.", n=w.number(len(rows)), most=MOST_ROWS),
        w.text(
            "Ask for fewer districts or years, with pivot=area for fewer rows, or take the whole table (`download`)."
        ),
    )


def describe(atlas: Atlas, w: Wording, measure: Measure, quantity: str, age: str) -> str:
    """Measure, unit and age in words; of the context the reference day or span instead of the age."""
    of = age_label(atlas, w, age) if measure.context is None else w.pick(measure.context, "reference")
    return f"{measure.name(w)}, {unit_text(w, measure, quantity, age)}, {of}"


def age_of(atlas: Atlas, w: Wording, measure: Measure, name: str) -> str:
    """Code of the age group meant by `name`.

    Raises:
        RefusedError: as `find_age`, or not_by_age for the context.
    """
    age = find_age(atlas, w, name)
    if measure.context is None or age == TOTAL:
        return age
    raise RefusedError(
        "not_by_age",
        w.text("{measure} is not split by age group in the source.", measure=measure.name(w)),
        w.text("The value as published: leave age_group blank."),
    )


def limits_of(atlas: Atlas, w: Wording, measure: Measure, years: Sequence[int], ags_list: Sequence[str]) -> list[str]:
    """What a measure does not say, and the breaks of these years; the context names its own."""
    own = caveats(w, measure)
    if measure.context is not None:
        return own
    told = set(years) & set(second_hand_years(atlas)) if measure.column in SECOND_HAND_PARTS else ()
    return [*own, *second_hand_note(w, told), *mind_breaks(atlas, w, years, ags_list)]


def unit_text(w: Wording, measure: Measure, quantity: str, age: str) -> str:
    """The unit in words."""
    if measure.context is not None:
        return w.pick(measure.context, "unit")
    return rate_unit(w, age) if quantity == PER_1000 else w.text("persons")


def last_known(table: pd.DataFrame) -> int:
    """The last year with a value; where there is none, the last year of the table."""
    known = table.dropna(subset=["value"])
    return int((known if len(known) else table)["year"].max())


def _years_text(years: Sequence[int]) -> str:
    return ", ".join(map(str, years))


def round_value(value: float, quantity: str) -> float | int | None:
    """Whole persons and euros; anything else to two digits; None when unknown."""
    if pd.isna(value):
        return None
    return round(value) if quantity in (PERSONS, EUR) else round(float(value), _DIGITS)


def _pivoted(found: pd.DataFrame, pivot: str, quantity: str) -> list[dict[str, Any]]:
    """Rows as asked for, in the order of areas and years; every column is there, None where nothing is known."""
    records = found[["ags", "name", "year", "value"]].to_dict("records")
    records = [one | {"value": round_value(one["value"], quantity)} for one in records]
    if pivot == LONG:
        return [{str(key): value for key, value in one.items()} for one in records]
    rows: dict[Any, dict[str, Any]] = {}
    for one in records:
        if pivot == BY_AREA:
            row = rows.setdefault(one["ags"], {"ags": one["ags"], "name": one["name"]})
            row[str(one["year"])] = one["value"]
        else:
            rows.setdefault(one["year"], {"year": one["year"]})[one["name"]] = one["value"]
    return [rows[key] for key in (sorted(rows) if pivot == BY_YEAR else rows)]


def explain_gaps(atlas: Atlas, w: Wording, found: pd.DataFrame, table: pd.DataFrame) -> list[Gap]:
    """What is missing, one entry per reason and years, with the areas.

    Args:
        atlas: the data package.
        w: language of the reasons.
        found: rows asked for: name, year, value, code (NaN where the table has no such year).
        table: all years of the measure, for the first and the last one.
    """
    first, last = int(table["year"].min()), int(table["year"].max())
    gaps: dict[tuple[str, str, str], list[int]] = {}
    for row in found[found["value"].isna()].to_dict("records"):
        year = int(row["year"])
        outside = NOT_YET if year > last else TOO_EARLY
        code = str(row["code"]) if first <= year <= last else outside
        reason = reason_text(atlas, w, code, year=year, first=first, last=last)
        gaps.setdefault((str(row["name"]), code, reason), []).append(year)
    names: dict[tuple[tuple[int, ...], str, str], list[str]] = {}
    for (name, code, reason), years in gaps.items():
        names.setdefault((tuple(years), code, reason), []).append(name)
    return [Gap(tuple(named), years, code, reason) for (years, code, reason), named in names.items()]


def reason_text(atlas: Atlas, w: Wording, code: str, *, year: int, first: int, last: int) -> str:
    """Why there is no value."""
    breaks = atlas.breaks
    gap = breaks[(breaks["kind"] == "gap") & (breaks["year"] == year)]
    if code == NO_MIGRATION and len(gap):
        return w.pick(gap.iloc[0], "text")
    if code in (NO_MIGRATION, NO_POPULATION, *HIDDEN):
        return f"{nothing_text(w, code if code in HIDDEN else 'missing', code)}."
    return {
        NOT_YET: w.text("The figures end in {year}; no value is given for a later year.", year=last),
        TOO_EARLY: w.text("The figures begin in {year}.", year=first),
        NO_VALUE: w.text("The source has no value for this area and year."),
        SECOND_HAND: w.text("For this year only rates were published, no numbers of persons."),
        UNSPLIT: w.text("The balance of this year and age is not split into its parts in any source."),
        SUM_OF_KREISE: w.text(
            "Added up over districts, moves between them would count as arrivals and as departures; for several "
            "districts together only the balance is given."
        ),
        NOT_SUMMED: w.text("This is not known for several districts together."),
    }[code]


def known_year(atlas: Atlas, w: Wording, measure: Measure, table: pd.DataFrame, year: int) -> int:
    """The year, when the table holds a value of it; 0 means the last year with values.

    Raises:
        RefusedError: it holds none; the reason says why.
    """
    if not year:
        return last_known(table)
    rows = table[table["year"] == year]
    if rows["value"].notna().any():
        return year
    first, last = int(table["year"].min()), int(table["year"].max())
    code = (NOT_YET if year > last else TOO_EARLY) if rows.empty else str(rows["code"].iloc[0])
    reason = reason_text(atlas, w, code, year=year, first=first, last=last)
    raise RefusedError(code, reason, nearest_to(w, measure, code, table, year))


def nearest_to(w: Wording, measure: Measure, code: str, table: pd.DataFrame, year: int) -> str:
    """What comes nearest to a value that is not known."""
    if code == SECOND_HAND:
        return w.text("The rate: quantity=per_1000.")
    if code in (SUM_OF_KREISE, NOT_SUMMED) and measure.context is None:
        return w.text("The balance of the same area (measure=net), or single districts.")
    beside = _years_beside(w, table, year)
    if code != NOT_YET or measure.context is not None:
        return beside
    return " ".join([beside, w.text("The page “Outlook” gives ranges for three years, where a look back bears them.")])


def _years_beside(w: Wording, table: pd.DataFrame, year: int) -> str:
    """The known years before and after, in words."""
    years = sorted({int(one) for one in table.dropna(subset=["value"])["year"]})
    around = [*[one for one in years if one < year][-1:], *[one for one in years if one > year][:1]]
    return w.text("Known years beside it: {years}.", years=w.join(map(str, around))) if around else ""

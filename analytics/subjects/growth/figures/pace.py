"""How fast the network grew, in numbers."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.subjects.growth import measures as growth
from data.atlas import Atlas


def draw_growth_measures(atlas: Atlas, w: Wording) -> Figure:
    """Growth in numbers, one row per measure: value, range, what it may and may not say.

    The table has the columns label, value, hint, says, says_not (text in the reader's language) and source_ids.
    """
    measured = growth.compute_growth(atlas)
    table = pd.DataFrame(_measure_rows(measured, w)).assign(source_ids=measured.source_ids)
    return Figure(
        key="growth-measures",
        headline=w.text(
            "On average {n} more members a year, most of them before {date}",
            n=w.number(measured.per_year.value, 1),
            date=w.date(_month_after(measured.bulk_date)),
        ),
        subtitle=w.text(
            "Measures of growth between the first and the last documented count, {first} to {last}",
            first=w.date(measured.first_date),
            last=w.date(measured.last_date),
        ),
        description=" ".join(f"{row['label']}: {row['value']} ({row['hint']})." for _, row in table.iterrows()),
        table=table,
        columns=(
            Column("label", w.text("Measure")),
            Column("value", w.text("Value")),
            Column("hint", w.text("Range and basis")),
            Column("says", w.text("What it says")),
            Column("says_not", w.text("What it does not say")),
        ),
        source_ids=split_ids(table["source_ids"]),
        stem="ankommen-atlas-wachstumsmasse",
    )


def _measure_rows(measured: growth.Growth, w: Wording) -> list[dict[str, str]]:
    per_year, rate, doubling = measured.per_year, measured.compound_rate, measured.doubling_years
    return [
        {
            "label": w.text("Members since {year}", year=measured.first_date[:4]),
            "value": w.signed(measured.added, 0),
            "hint": w.text(
                "{first} in {first_date}, {last} in {last_date}",
                first=w.number(measured.first),
                first_date=w.date(measured.first_date),
                last=w.number(measured.last),
                last_date=w.date(measured.last_date),
            ),
            "says": w.text("How many more members the network counts than at the start."),
            "says_not": w.text("How many joined: members who left are already deducted."),
        },
        {
            "label": w.text("Increase a year"),
            "value": w.signed(per_year.value, 1),
            "hint": w.text(
                "members on average; {low} to {high}, as only the year of the first count is documented",
                low=w.number(per_year.low, 1),
                high=w.number(per_year.high, 1),
            ),
            "says": w.text("The whole increase, spread evenly over the time between both counts."),
            "says_not": w.text("The pace of a single year: growth was faster at first and slower later."),
        },
        {
            "label": w.text("Growth rate"),
            "value": w.percent(rate.value, 1),
            "hint": w.text(
                "a year, compound; {low} to {high}, depending on the day of the first count",
                low=w.percent(rate.low, 1),
                high=w.percent(rate.high, 1),
            ),
            "says": w.text("The constant yearly rate that leads from the first count to the last."),
            "says_not": w.text("That it grew like this every year, or will: from a small start every rate is high."),
        },
        {
            "label": w.text("Doubling time"),
            "value": w.text("{n} years", n=w.number(doubling.value, 1)),
            "hint": w.text(
                "computed from the average rate; {low} to {high} years",
                low=w.number(doubling.low, 1),
                high=w.number(doubling.high, 1),
            ),
            "says": w.text("How long a doubling took on average over the whole period."),
            "says_not": w.text("When the network will have doubled again."),
        },
    ]


def _month_after(month: str) -> str:
    return str(pd.Period(month[:7], freq="M") + 1)

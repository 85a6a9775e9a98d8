"""The starts of the initiatives: which the comparison before and after can use, and why it cannot use the others."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.subjects.effects.measures import starts
from analytics.subjects.effects.measures.design.panel import panel_of
from analytics.subjects.effects.measures.design.starts import (
    AFTER_DATA,
    FOUNDED,
    JOINED,
    KREIS_START_UNKNOWN,
    LATER_THAN_ANOTHER,
    LEFT_OUT,
    MIN_AFTER,
    MIN_BEFORE,
    NO_PLACE,
    NO_YEAR,
    TOO_FEW_AFTER,
    TOO_FEW_BEFORE,
)
from analytics.subjects.register.figures import confidence_word
from data.atlas import Atlas


def draw_effect_starts(atlas: Atlas, w: Wording, *, age_group: str, with_distorted: bool = False) -> Figure:
    """Every initiative with its documented start; grain member, the usable ones first.

    Raises:
        UnknownNameError: the age group is unknown.
    """
    table = _start_table(atlas, w, age_group, with_distorted)
    used = table[table["used"]]
    last = panel_of(atlas, age_group=age_group, with_distorted=with_distorted).years[-1]
    return Figure(
        key="effects_starts",
        headline=w.plural(
            "{n} of {all} initiatives has a start that can be compared",
            "{n} of {all} initiatives have a start that can be compared",
            len(used),
            all=w.number(len(table)),
        ),
        subtitle=w.text(
            "Documented starts of all initiatives in the register; compared are the years up to {last}", last=last
        ),
        description=w.text(
            "Table of {all} initiatives. Compared: {names}.",
            all=w.number(len(table)),
            names=w.join(f"{row.name_shown} ({row.year})" for row in used.itertuples()) or w.missing(),
        ),
        table=table,
        columns=(
            Column("name_shown", w.text("Initiative")),
            Column("kreis", w.text("District")),
            Column("year", w.text("Start"), "year"),
            Column("use", w.text("Compared?")),
            Column("year_means", w.text("What the year means")),
            Column("evidence", w.text("Evidence")),
        ),
        source_ids=split_ids(atlas.members["source_ids"]),
        notes=_start_notes(w),
        stem="vorher-nachher-starts",
    )


def start_reason(w: Wording, reason: str) -> str:
    """Why a start cannot be compared; "" for one that can."""
    words = {
        NO_PLACE: w.text("place not known"),
        NO_YEAR: w.text("year of the start not found"),
        AFTER_DATA: w.text("began after the last year of the comparison"),
        KREIS_START_UNKNOWN: w.text("another initiative in the district may have begun earlier, its year is not known"),
        LATER_THAN_ANOTHER: w.text("another initiative in the district began earlier"),
        TOO_FEW_BEFORE: w.text("fewer than {n} years with figures before the start", n=MIN_BEFORE),
        TOO_FEW_AFTER: w.text("fewer than {n} years with figures from the start on", n=MIN_AFTER),
        LEFT_OUT: w.text("district left out: its reception centre distorts the figures"),
    }
    return words.get(reason, "")


def year_means(w: Wording, year_kind: str) -> str:
    """What a start year is: beginning of the work, or only the joining of the network."""
    words = {FOUNDED: w.text("work began"), JOINED: w.text("joined the network; the work may have begun earlier")}
    return words.get(year_kind, "")


def _start_table(atlas: Atlas, w: Wording, age_group: str, with_distorted: bool) -> pd.DataFrame:
    rows = starts(atlas, age_group=age_group, with_distorted=with_distorted)
    names = kreis_names(atlas)
    reasons = [start_reason(w, str(reason)) for reason in rows["reason"]]
    table = rows.assign(
        name_shown=rows["name"],
        kreis=[names.get(ags, "") for ags in rows["kreis_ags"].fillna("")],
        year=rows["start_year"],
        use=[w.text("no: {reason}", reason=reason) if reason else w.text("yes") for reason in reasons],
        year_means=[year_means(w, kind) for kind in rows["year_kind"]],
        evidence=[confidence_word(word, w) for word in rows["confidence"]],
    )
    return table.sort_values(
        ["used", "year", "name"], ascending=[False, True, True], na_position="last", ignore_index=True
    )


def _start_notes(w: Wording) -> tuple[str, ...]:
    return (
        w.text(
            "Rule: the year in which the first initiative of a district began its work; where it was not found, the "
            "year it joined the network. At least {before} years with figures before the start and {after} from it on.",
            before=MIN_BEFORE,
            after=MIN_AFTER,
        ),
        w.text(
            "A district in which an initiative of unknown start works is in neither group: nobody knows which of its "
            "years lie before the start."
        ),
    )

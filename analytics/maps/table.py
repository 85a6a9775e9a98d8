"""The table behind the map, for the download."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure, Kind
from analytics.language import Wording
from analytics.maps.descriptions import MapSubject, area_name, map_headline, map_subtitle, reading_sentences
from analytics.maps.indicators import base_year, find_indicator
from analytics.maps.text import subject_text
from analytics.maps.values import compute_map_values
from analytics.maps.view import map_source_ids, reason_text, values_by_name
from analytics.rates.scopes import EVERYWHERE
from data.atlas import Atlas


def draw_map_table(
    atlas: Atlas,
    w: Wording,
    *,
    indicator: str,
    age_group: str,
    scope: str = EVERYWHERE,
    year_from: int | None = None,
    year: int,
    values: pd.DataFrame | None = None,
) -> Figure:
    """Values of the Kreise of the scope as a figure without chart: all years, so that one file holds the series.

    Args:
        atlas: the data package.
        w: language.
        indicator: as in `compute_map_view`.
        age_group: as in `compute_map_view`.
        scope: one of the scopes.
        year_from: base year of a change; `default_base_year` when None.
        year: the year whose finding is the headline.
        values: as in `compute_map_view`.
    """
    shown = find_indicator(atlas, indicator)
    subject = MapSubject(shown, shown.age_of(age_group), scope, base_year(atlas, shown, year_from))
    if values is None:
        values = compute_map_values(
            atlas, indicator=indicator, age_group=age_group, scope=scope, year_from=subject.year_from
        )
    named = values[values["in_scope"]].merge(atlas.kreise[["ags", "name"]], on="ags")
    table = named.assign(
        age=subject.age_group,
        year_from=subject.year_from,
        why=[
            reason_text(reason, int(at), subject, w) if reason else ""
            for reason, at in zip(named["reason"], named["year"], strict=True)
        ],
    ).sort_values(["year", "rank", "name"], ascending=[False, True, True], ignore_index=True)
    return Figure(
        key="map_table",
        headline=map_headline(values_by_name(table[table["year"] == year].to_dict("records")), subject, year, w),
        subtitle=map_subtitle(subject, year, w),
        description=area_name(scope, w),
        table=table,
        columns=_columns(subject, w),
        source_ids=map_source_ids(atlas, indicator=shown),
        notes=reading_sentences(shown, w),
        stem=f"karte_{indicator}_{subject.age_group.replace('+', '-plus').replace(' ', '-')}_{year}",
    )


def _columns(subject: MapSubject, w: Wording) -> tuple[Column, ...]:
    """Value and persons are of one kind: both of the year, or both changes since the base year."""
    indicator, words = subject.indicator, subject_text(subject, w)
    numbers: dict[tuple[bool, bool], Kind] = {
        (True, True): "signed1", (False, True): "decimal1", (True, False): "signed_int", (False, False): "int",
    }  # fmt: skip
    base = [Column("year_from", w.text("Compared with year"), "year")] if indicator.is_change else []
    age = [] if indicator.is_context else [Column("age", w.text("Age group"))]
    persons = [Column("persons", words["col_persons"], numbers[indicator.diverging, False])]
    return (
        Column("ags", "AGS"),
        Column("name", w.text("District")),
        Column("year", w.text("Year"), "year"),
        *base,
        *age,
        Column("value", indicator.code, numbers[indicator.diverging, indicator.digits > 0]),
        *([] if indicator.is_context else persons),
        Column("rank", w.text("Rank"), "int"),
        Column("status", "status"),
        Column("why", w.text("Reason when there is no value")),
    )

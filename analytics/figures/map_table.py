"""The table behind the map, for the download."""

from __future__ import annotations

from analytics.figures.descriptions_map import MapSubject, area_name, map_headline, map_subtitle
from analytics.figures.figure import Column, Figure
from analytics.figures.mapview import map_source_ids, reason_text, values_by_name
from analytics.measures.map_values import compute_map_values
from analytics.wording import Wording
from data.schemas import Atlas


def draw_map_table(
    atlas: Atlas,
    w: Wording,
    *,
    indicator: str,
    age_group: str,
    scope: str = "land",
    year_from: int | None = None,
    year: int,
) -> Figure:
    """Values of the Kreise of the scope as a figure without chart: all years, so that one file holds the series.

    Args:
        atlas: the data package.
        w: language.
        indicator: as in `compute_map_view`.
        age_group: as in `compute_map_view`.
        scope: land or lausitz.
        year_from: base year of net_change.
        year: the year whose finding is the headline.
    """
    subject = MapSubject(indicator, age_group, scope, year_from)
    values = compute_map_values(atlas, indicator=indicator, age_group=age_group, scope=scope, year_from=year_from)
    named = values[values["in_scope"]].merge(atlas.kreise[["ags", "name"]], on="ags")
    table = named.assign(
        age=age_group,
        reason=[
            reason_text(reason, int(at), subject, w) if reason else ""
            for reason, at in zip(named["reason"], named["year"], strict=True)
        ],
    ).sort_values(["year", "rank", "name"], ascending=[False, True, True], ignore_index=True)
    return Figure(
        key="map_table",
        headline=map_headline(values_by_name(table[table["year"] == year]), subject, year, w),
        subtitle=map_subtitle(subject, year, w),
        description=area_name(scope, w),
        table=table,
        columns=_columns(indicator, w),
        source_ids=map_source_ids(atlas),
        stem=f"karte_{indicator}_{age_group.replace('+', '-plus').replace(' ', '-')}_{year}",
    )


def _columns(indicator: str, w: Wording) -> tuple[Column, ...]:
    net = indicator.startswith("net")
    return (
        Column("ags", "AGS"),
        Column("name", w.text("District")),
        Column("year", w.text("Year"), "year"),
        Column("age", w.text("Age group")),
        Column("value", indicator, "signed1" if net else "decimal1"),
        Column("persons", w.text("Persons"), "signed_int" if net else "int"),
        Column("rank", w.text("Rank"), "int"),
        Column("status", "status"),
        Column("reason", w.text("Reason when there is no value")),
    )

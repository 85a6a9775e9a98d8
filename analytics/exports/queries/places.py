"""Finding a place, and what lies near it: in kilometres, across a border, or alike. The three are never mixed."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

import pandas as pd

from analytics.exports.answers.plain import as_plain
from analytics.exports.queries.answer import Answer, at_most, cover, give
from analytics.exports.queries.areas import find_area, find_gemeinde, place_index, search_places, towns_with_point
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.maps.places import former_index
from analytics.memo import once_per_atlas
from analytics.rates.naming import kreis_names, rate_sources
from analytics.subjects.peers.measures import find_neighbours, find_similar
from analytics.subjects.reach.measures.geometry import haversine_km
from data.atlas import Atlas

KILOMETRES, BORDER, SIMILAR = "kilometres", "border", "similar"
Meaning = Literal["kilometres", "border", "similar"]
# Degrees; a line shorter than that is a corner.
_CORNER = 1e-6


def search_place(
    atlas: Atlas,
    w: Wording,
    *,
    query: Annotated[str, "A part of a name, or an official key"],
    most: Annotated[int, "How many places to name"] = 8,
) -> Answer:
    """Districts and Gemeinden by name or official key (AGS); a Gemeinde comes with its district.

    A district that was dissolved comes with the last year it existed and with the district it went to.

    Raises:
        RefusedError: not_covered.
    """
    index = pd.concat([place_index(atlas), former_index(atlas)])
    found = search_places(index, query)
    if found.empty:
        found = index[(index["ags"] == find_area(atlas, w, query)) & index["until"].isna()]
    rows = found.head(at_most(most))
    tables = [atlas.kreise, atlas.gemeinden] + ([atlas.former_kreise] if rows["until"].notna().any() else [])
    return give(
        atlas,
        w,
        w.text("Places named {query}", query=w.quote(query)),
        [_place(row) for _, row in rows.iterrows()],
        cover(w, asked=len(found), shown=len(rows), left_out=len(found) - len(rows)),
        source_ids=split_ids(pd.concat([table["source_ids"] for table in tables])),
    )


def _place(row: pd.Series) -> dict[str, Any]:
    known = {name: row[name] for name in ("ags", "name", "kreis_ags", "kreis_name", "lat", "lon")}
    if pd.notna(row["until"]):
        return {"level": "former_kreis"} | known | {"until": int(row["until"])}
    return {"level": "kreis" if len(row["ags"]) == 5 else "gemeinde"} | known


def near(
    atlas: Atlas,
    w: Wording,
    *,
    place: Annotated[str, "kilometres: a Gemeinde; border and similar: a district"],
    meaning: Annotated[Meaning, "kilometres: as the crow flies; border: a shared border; similar: alike, wherever"],
    most: Annotated[int, "How many to name; a shared border names all"] = 5,
) -> Answer:
    """What is near, in one of three meanings: places by distance, neighbouring districts, or similar districts.

    Raises:
        RefusedError: the place is unknown, or of the wrong kind for this meaning.
    """
    if meaning == KILOMETRES:
        return _in_kilometres(atlas, w, place, most)
    ags = find_area(atlas, w, place)
    return _at_the_border(atlas, w, ags) if meaning == BORDER else _alike(atlas, w, ags, most)


def with_distance(atlas: Atlas, w: Wording, place: str, points: pd.DataFrame) -> pd.DataFrame:
    """Points (lat, lon in degrees) with the column km: their distance from a Gemeinde, nearest first.

    Raises:
        RefusedError: the place is not known or is no point.
    """
    centre = find_gemeinde(atlas, w, place)
    km = haversine_km(
        float(centre["lat"]), float(centre["lon"]), points["lat"].astype(float), points["lon"].astype(float)
    )
    return points.assign(km=km.round(1)).sort_values("km", kind="stable", ignore_index=True)


def crow_sentence(w: Wording) -> str:
    """What a distance in kilometres means here."""
    return w.text("Kilometres are counted as the crow flies between the points of places, not along roads.")


def _in_kilometres(atlas: Atlas, w: Wording, place: str, most: int) -> Answer:
    centre = find_gemeinde(atlas, w, place)
    towns = towns_with_point(atlas)
    others = with_distance(atlas, w, place, towns[towns["ags"] != centre["ags"]])
    rows = others.head(at_most(most)).rename(columns={"name_of": "name"})
    return give(
        atlas,
        w,
        w.text("The places nearest to {place}, in kilometres", place=centre["name_of"]),
        as_plain(rows[["ags", "name", "kreis_name", "km"]]),
        cover(w, asked=len(others), shown=len(rows), left_out=len(others) - len(rows)),
        unit="km",
        sentences=[crow_sentence(w)],
        limits=[
            w.text("Only places in the districts of the atlas are looked at, none in Berlin or beyond the border.")
        ],
        source_ids=split_ids(atlas.places["source_ids"]),
    )


def _at_the_border(atlas: Atlas, w: Wording, ags: str) -> Answer:
    names, keys = kreis_names(atlas), find_neighbours(atlas, ags)
    known = set(atlas.migration["ags"].unique())
    coverage = cover(w, asked=len(keys), shown=len(keys))
    outside = ags in edge_kreise(atlas)
    beyond = w.text("It also borders on areas the atlas does not hold; those are not listed.") if outside else ""
    return give(
        atlas,
        w,
        w.text("Districts that share a border with {place}", place=names[ags]),
        [{"ags": key, "name": names[key], "has_figures": key in known} for key in keys],
        replace(coverage, complete=False, sentence=f"{coverage.sentence} {beyond}") if outside else coverage,
        sentences=[w.text("Neighbours share a stretch of border; how alike they are or how far apart is not said.")],
        limits=[beyond],
        source_ids=split_ids(atlas.kreise["source_ids"]),
    )


@once_per_atlas
def edge_kreise(atlas: Atlas) -> frozenset[str]:
    """Kreise whose border is also the outer border of all Kreise the atlas has shapes of: neighbours are unknown."""
    areas = atlas.boundaries["kreise_medium"]
    rim = areas.geometry.union_all().boundary
    shared = {
        ags: shape.boundary.intersection(rim).length for ags, shape in zip(areas["ags"], areas.geometry, strict=True)
    }
    return frozenset(ags for ags, length in shared.items() if length > _CORNER)


def _alike(atlas: Atlas, w: Wording, ags: str, most: int) -> Answer:
    names = kreis_names(atlas)
    everyone = find_similar(atlas, ags, n=len(names))
    found = everyone.head(at_most(most)).reset_index()
    year = int(found["year"].iloc[0])
    rows = found.assign(name=found["ags"].map(names))[["ags", "name", "distance", "population", "density", "share_old"]]
    rows = rows.round({"distance": 2, "density": 1, "share_old": 3}).astype({"population": int})
    return give(
        atlas,
        w,
        w.text("Districts most like {place}", place=names[ags]),
        as_plain(rows),
        cover(w, asked=len(everyone), shown=len(rows), left_out=len(everyone) - len(rows)),
        unit=w.text("standard deviations (0 = alike)"),
        sentences=[
            w.text(
                "Alike in residents, density and share of people of 65 and over in {year}, wherever they lie.",
                year=year,
            )
        ],
        source_ids=rate_sources(atlas, (year,)),
    )

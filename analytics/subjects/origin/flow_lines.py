"""The live map of balances: one Kreis, its partners with their places, and every word of every year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.figure.model import Figure
from analytics.figure.sources import linked_citations, source_rows
from analytics.language import Wording
from analytics.maps.text import map_ui
from analytics.maps.view import BOUNDARY_SOURCE
from analytics.rates.naming import kreis_names
from analytics.subjects.origin.flow_map import LEAST_SHARE
from analytics.subjects.origin.measures import flow_years
from analytics.subjects.origin.partners import list_balances, list_bars, tell_partners
from data.atlas import Atlas

PLACE_SOURCE = "B02"


def compute_flow_lines(atlas: Atlas, w: Wording, *, ags: str, age_group: str) -> dict[str, Any]:
    """What the browser draws without asking again: balances and words of all years.

    Returns:
        lang; years, last_year, gaps; centre (ags, name, at); partners (key, name, at: latitude and longitude, rim: lies
        beyond the map, kreis: can be put in the middle, net: persons by year); widest and least (persons: the widest
        line of all years, and the smallest balance with a line); samples (persons, for the legend); by year: bars
        (key, name, net), rests, headlines, subtitles, descriptions, drawn, notes; source; ui.

    Raises:
        UnknownNameError: no balances are known for this Kreis or age group.
    """
    years = sorted(flow_years(atlas))
    told = [tell_partners(atlas, w, ags=ags, year=year, age_group=age_group) for year in years]
    partners = _partners(atlas, [figure.table for figure in told])
    widest = max(1, *(abs(net) for partner in partners for net in partner["net"]))
    least = max(1, round(LEAST_SHARE * widest))
    name = kreis_names(atlas)[ags]
    drawn = [_drawn(figure.table, least, w) for figure in told]
    return {
        "lang": w.lang,
        "years": years,
        "last_year": years[-1],
        "gaps": {},
        "centre": {"ags": ags, "name": name, "at": _kreis_places(atlas)[ags]},
        "partners": partners,
        "widest": widest,
        "least": least,
        "samples": _samples(widest),
        **_bars(told, w),
        "headlines": [figure.headline for figure in told],
        "subtitles": [figure.subtitle for figure in told],
        "descriptions": [_description(figure, name, sentence, w) for figure, sentence in zip(told, drawn, strict=True)],
        "drawn": drawn,
        "notes": [list(figure.notes) for figure in told],
        "source": _sources(atlas, w),
        "ui": map_ui(w) | _words(w, years, widest, least),
    }


def _kreis_places(atlas: Atlas) -> dict[str, list[float]]:
    """Latitude and longitude of a point inside each Kreis of the map and inside Berlin."""
    areas = atlas.boundaries["kreise_medium"]
    points = areas.representative_point()
    return {ags: [round(p.y, 4), round(p.x, 4)] for ags, p in zip(areas["ags"], points, strict=True)}


def _partners(atlas: Atlas, tables: list[pd.DataFrame]) -> list[dict[str, Any]]:
    places = _kreis_places(atlas)
    centres = set(atlas.migration_flows["ags"])
    nets = [table.set_index("partner")["net"] for table in tables]
    rows = atlas.migration_partners.set_index("partner")
    return [
        {
            "key": key,
            "name": name,
            "at": places.get(key) or [float(rows["lat"][key]), float(rows["lon"][key])],
            "rim": key not in places,
            "kreis": key in centres,
            "net": [int(net[key]) for net in nets],
        }
        for key, name in zip(tables[0]["partner"], tables[0]["name"], strict=True)
    ]


def _samples(widest: int) -> list[int]:
    """Round numbers for the legend: the largest of 1, 2 and 5 by tens that is drawn, its half and its fifth."""
    steps = [factor * 10**power for power in range(len(str(widest))) for factor in (1, 2, 5)]
    largest = max(step for step in steps if step <= widest)
    return sorted({max(1, largest // part) for part in (1, 2, 5)})


def _bars(told: list[Figure], w: Wording) -> dict[str, Any]:
    """Bars of each year, and a line that sums up the partners without one."""
    listed = [list_bars(figure.table, w) for figure in told]
    bars = [rows[rows["partner"] != ""] for rows in listed]
    others = [rows[rows["partner"] == ""] for rows in listed]
    return {
        "bars": [
            [
                {"key": key, "name": name, "net": net}
                for key, name, net in zip(rows["partner"], rows["name"], rows["net"].tolist(), strict=True)
            ]
            for rows in bars
        ],
        "rests": [
            w.text("{others}, together {net}", others=rows["name"].iloc[0], net=w.signed(rows["net"].iloc[0], 0))
            if len(rows)
            else ""
            for rows in others
        ],
    }


def _drawn(table: pd.DataFrame, least: int, w: Wording) -> str:
    """How many partners have a line, and what the others amount to."""
    small = table[table["net"].abs() < least]
    sentence = w.text("{drawn} of {n} partners have a line.", drawn=len(table) - len(small), n=len(table))
    if small.empty:
        return sentence
    rest = w.plural(
        "{n} balance below {least} persons has none: {net}.",
        "{n} balances below {least} persons have none: together {net}.",
        len(small),
        least=w.number(least),
        net=w.signed(small["net"].sum(), 0),
    )
    return f"{sentence} {rest}"


def _description(figure: Figure, name: str, drawn: str, w: Wording) -> str:
    listed = list_balances(figure.table, w)
    sentence = w.text(
        "Map of the districts: lines with arrowheads between {name} and its partners point to where more people moved, "
        "the wider, the larger the balance.",
        name=name,
    )
    return " ".join((sentence, drawn, w.text("Balances: {values}.", values="; ".join(listed))))


def _sources(atlas: Atlas, w: Wording) -> list[dict[str, str | None]]:
    ids = (*atlas.migration_flows["source_id"].unique(), BOUNDARY_SOURCE, PLACE_SOURCE)
    return linked_citations(source_rows(atlas, ids, w))


def _words(w: Wording, years: list[int], widest: int, least: int) -> dict[str, str]:
    return {
        "persons": w.text("persons"),
        "even": w.text("as many came as went"),
        "came": w.text("more came to {name} than went there"),
        "went": w.text("more went there than came to {name}"),
        "enter": w.text("Click or Enter: put in the middle"),
        "centre_title": w.text("Put in the middle"),
        "bars": w.text("{name}: largest balances {year}"),
        "with_whom": w.text("With whom"),
        "sum": w.text("together, within Germany"),
        "table_caption": w.text("Balance with every partner, persons"),
        "gain": w.text("towards {name}: more came than went"),
        "loss": w.text("away from {name}: more went than came"),
        "scale": w.text(
            "Widths alike in all years ({first}–{last}; widest: {widest}), no line below {least}. Länder stand at the "
            "rim, in the direction of their capital.",
            first=years[0],
            last=years[-1],
            widest=w.number(widest),
            least=w.number(least),
        ),
        "flow_walk": w.text("Partners by keyboard"),
        "flow_hint": w.text(
            "Arrow keys move from the largest balance to the smaller ones; Enter puts a district in the middle."
        ),
        "said": w.text("{name}: {net} persons, {year}, place {rank} of {n}"),
        "no_centre": w.text("{name} cannot be put in the middle: the atlas has balances of its districts only"),
    }

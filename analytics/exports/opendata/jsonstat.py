"""Tables with a value per area and year as JSON-stat 2.0, for tools of official statistics (https://json-stat.org).

Every key of the table is a dimension; a last one, `measure`, tells its columns of numbers apart. A value that is not
known is null, and `status` says why, as in the table; where the table has no row at all, it says `absent`. Labels are
in the language asked for; keys and states are the same in both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pandas as pd

from analytics.exports.opendata.rows import plain_value
from analytics.language import Wording
from data.atlas import Atlas
from data.tables import PACKAGE_TABLES
from data.tables.statuses import REPORTED

JSONSTAT = "jsonstat.json"
ABSENT = "absent"
"""Status of a value whose row is not in the table."""

_MEASURE = "measure"
_AREAS, _TIMES = ("ags", "region"), ("year", "date")
# What an area of these tables can be besides a Kreis or a Land.
_COUNTRY = {"DG": "Deutschland"}


def is_cube(table: str) -> bool:
    """Whether a table of the package has a value per area and year."""
    schema = PACKAGE_TABLES[table].to_schema()
    key = list(schema.unique or ())
    return (
        any(name in _AREAS for name in key)
        and any(name in _TIMES for name in key)
        and not any(schema.columns[name].nullable for name in key)
    )


def write_jsonstat(
    frame: pd.DataFrame,
    resource: Mapping[str, Any],
    w: Wording,
    *,
    names: Mapping[str, str],
    source: str,
    updated: str,
) -> bytes:
    """A table as a JSON-stat dataset.

    Args:
        frame: the table; its key is unique and whole.
        resource: its entry in the descriptor: title, meaning, key, coverage where it is told, and unit of each column.
        w: language of the labels.
        names: of areas, by key.
        source: whom the figures are from.
        updated: when the data became what they are (ISO 8601).
    """
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    key = list(resource["schema"]["primaryKey"])
    measures = _measures(frame, key)
    categories = {name: _categories(frame[name]) for name in key} | {_MEASURE: measures}
    values, status = _cells(frame, key, measures, categories)
    coverage = [_said(resource, "coverage", w)] if "coverage" in resource else []
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": _said(resource, "title", w),
        "source": source,
        "updated": updated,
        "note": [_said(resource, "description", w), _note_on_status(fields, w), *coverage],
        "id": list(categories),
        "size": [len(one) for one in categories.values()],
        "role": _roles(key),
        "dimension": {name: _dimension(name, found, fields, names, w) for name, found in categories.items()},
        "value": values,
        "status": status,
    }
    return json.dumps(dataset, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def area_names(atlas: Atlas, frame: pd.DataFrame) -> dict[str, str]:
    """Names of the areas of a table, by key: districts, Länder, and those of the East German panel where it is one."""
    laender = atlas.boundaries["laender_medium"]
    tables = [atlas.kreise, laender]
    if not set(frame.get("ags", ())) <= {*atlas.kreise["ags"], *laender["ags"]}:
        tables.append(atlas.load_east().tables()["panel_kreise"])
    named = {ags: name for table in tables for ags, name in zip(table["ags"], table["name"], strict=True)}
    return named | _COUNTRY


def _measures(frame: pd.DataFrame, key: Sequence[str]) -> list[str]:
    """The columns of numbers; a year beside a date, or the base year of a change, is no measure."""
    return [
        name
        for name in map(str, frame)
        if name not in key and not name.startswith("year") and pd.api.types.is_numeric_dtype(frame[name])
    ]


def _categories(column: pd.Series) -> list[str]:
    """Areas and times in order; groups as the table lists them."""
    found = list(dict.fromkeys(map(str, column)))
    return sorted(found) if column.name in (*_AREAS, *_TIMES) else found


def _cells(
    frame: pd.DataFrame, key: Sequence[str], measures: Sequence[str], categories: Mapping[str, list[str]]
) -> tuple[list[Any], dict[str, str]]:
    """Values in the order of the dimensions, the last one fastest; and the status of those not simply reported."""
    told = frame["status"] if "status" in frame else pd.Series(REPORTED, index=frame.index)
    rows = {
        tuple(map(str, place)): (tuple(map(plain_value, numbers)), str(state))
        for place, numbers, state in zip(
            frame[list(key)].itertuples(index=False, name=None),
            frame[list(measures)].itertuples(index=False, name=None),
            told,
            strict=True,
        )
    }
    nothing = (tuple(None for _ in measures), ABSENT)
    values: list[Any] = []
    status: dict[str, str] = {}
    for place in product(*(categories[name] for name in key)):
        numbers, state = rows.get(place, nothing)
        if state != REPORTED:
            status |= {str(len(values) + offset): state for offset in range(len(numbers))}
        values.extend(numbers)
    return values, status


def _roles(key: Sequence[str]) -> dict[str, list[str]]:
    return {
        "time": [name for name in key if name in _TIMES],
        "geo": [name for name in key if name in _AREAS],
        "metric": [_MEASURE],
    }


def _dimension(
    name: str, found: list[str], fields: Mapping[str, Mapping[str, Any]], names: Mapping[str, str], w: Wording
) -> dict[str, Any]:
    if name == _MEASURE:
        labels = {one: _said(fields[one], "description", w) for one in found}
        units = {one: _unit(fields[one], w) for one in found}
        return {"label": w.text("Measure"), "category": {"index": found, "label": labels, "unit": units}}
    labels = {one: names.get(one, one) for one in found}
    return {"label": _said(fields[name], "description", w), "category": {"index": found, "label": labels}}


def _said(entry: Mapping[str, Any], name: str, w: Wording) -> str:
    """A text of the descriptor in the language."""
    return str(entry[f"{name}_de" if w.lang == "de" else name])


def _unit(field: Mapping[str, Any], w: Wording) -> dict[str, Any]:
    whole = {"decimals": 0} if field["type"] == "integer" else {}
    if "unit" not in field:
        return whole
    # The tables name units in English; an indicator has its own in both languages.
    known = {"persons": w.text("persons"), "per 1,000": w.text("per 1,000")}
    unit = field.get("unit_de") if w.lang == "de" else field["unit"]
    return {"label": unit or known.get(field["unit"], field["unit"])} | whole


def _note_on_status(fields: Mapping[str, Mapping[str, Any]], w: Wording) -> str:
    said = (
        _said(fields["status"], "description", w) if "status" in fields else w.text("all values are as in the source")
    )
    return w.text("status: {said}; {absent}: the table has no such row", said=said, absent=ABSENT)

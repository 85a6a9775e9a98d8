"""Where whole tables are to be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from analytics.exports.opendata.package import INDICATOR_FOLDER, INDICATOR_FORMATS, table_formats
from analytics.exports.queries.answer import Answer, RefusedError, cover, give
from analytics.language import LANGUAGES, Wording
from analytics.maps.indicators import indicator_rows
from analytics.maps.places import fold
from data.atlas import Atlas
from data.tables import PACKAGE_TABLES
from data.tables.columns import told

Listed = tuple[dict[str, Any], str]
# The table of indicators names its words otherwise than the tables do theirs.
_NAMED_SO = {"label": "title", "meaning": "description"}


def download(
    atlas: Atlas,
    w: Wording,
    base: str,
    *,
    search: Annotated[str, "Words in the name or title of a table or indicator; blank lists all"] = "",
) -> Answer:
    """Addresses of whole tables and indicators, as CSV, JSON, Parquet and other forms.

    Raises:
        RefusedError: no table is named so.
    """
    words = fold(search).split()
    listed = [*_tables(w, base), *_indicators(atlas, w, base)]
    rows = [row for row, named in listed if all(word in fold(named) for word in words)]
    if not rows:
        raise RefusedError(
            "unknown_table",
            w.text("No table is about {name}.", name=w.quote(search.strip()[:40])),
            w.text("All tables together: {address}.", address=f"{base}/data/ankommen-atlas-data.zip"),
        )
    return give(
        atlas,
        w,
        w.text("Tables about {query}", query=w.quote(search)) if words else w.text("All tables"),
        rows,
        cover(w, asked=len(rows), shown=len(rows)),
        limits=[w.text("Licences stand with each table in {address}.", address=f"{base}/data/datapackage.json")],
    )


def _tables(w: Wording, base: str) -> list[Listed]:
    return [_listed(w, base, name, told(table), table_formats(name)) for name, table in PACKAGE_TABLES.items()]


def _indicators(atlas: Atlas, w: Wording, base: str) -> list[Listed]:
    named = {f"{mine}_{lang}": f"{own}_{lang}" for mine, own in _NAMED_SO.items() for lang in LANGUAGES}
    return [
        _listed(w, base, f"{INDICATOR_FOLDER}/{row['indicator_id']}", row, INDICATOR_FORMATS)
        for row in indicator_rows(atlas).rename(columns=named).to_dict("records")
    ]


def _listed(w: Wording, base: str, name: str, told: Mapping[Any, Any], formats: tuple[str, ...]) -> Listed:
    """A row, and all it can be found by: people ask in German for what they read in English."""
    address = f"{base}/data/{name}.{formats[0]}"
    row = {"name": name, "title": w.pick(told, "title"), "about": w.pick(told, "description"), "address": address}
    words = [name, *(str(told[f"{part}_{lang}"]) for part in _NAMED_SO.values() for lang in LANGUAGES)]
    return row | {"formats": list(formats)}, " ".join(words)

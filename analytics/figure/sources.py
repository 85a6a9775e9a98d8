"""The line under every figure that says where its figures come from."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import quote

import pandas as pd

from analytics.language import Wording, get_wording
from analytics.language.source_words import cite, name_licence
from analytics.memo import once_per_atlas, once_per_choice
from data.atlas import Atlas

_TABLE_CITATION = re.compile(
    r"^(?P<owner>.+?)(?:, (?P<year>\d{4}))?; (?P<licence>[\w./-]+); "
    r"(?P<word>Tabelle|table) (?P<table>[\w-]+); (?P<tail>[^;]+)$"
)
_SEVERAL = {"Tabelle": "Tabellen", "table": "tables"}
_SIGNS = re.compile(r"[\\`*_\[\]<>$~|]")
# Everything an address may hold but brackets and blanks, which would end it.
_IN_ADDRESSES = ":/?#@!$&'*+,;=%~-._"


def source_rows(atlas: Atlas, source_ids: Iterable[str], w: Wording | None = None) -> pd.DataFrame:
    """The rows of the sources table for these ids, in the order given, each once.

    Args:
        atlas: the data package.
        source_ids: keys of sources.
        w: language of citations and licences; as the table has them without one.

    Raises:
        KeyError: an id is not in the sources table.
    """
    return _by_id(atlas, w.lang if w else None).loc[list(dict.fromkeys(source_ids))]


@once_per_choice
def _by_id(atlas: Atlas, lang: str | None) -> pd.DataFrame:
    """The sources table by its key; kept, for every figure asks it, some for each of their rows."""
    rows = atlas.sources.set_index("source_id", drop=False)
    if lang is None:
        return rows
    w, spoken = get_wording(lang), {"citation": cite, "licence": name_licence}
    return rows.assign(
        **{name: rows[name].map(lambda text, say=say: say(text, w), "ignore") for name, say in spoken.items()}
    )


@once_per_atlas
def _addresses(atlas: Atlas) -> Mapping[str, str]:
    """Address of every source by its key, blank where it has none."""
    rows = atlas.sources
    return MappingProxyType(dict(zip(rows["source_id"], rows["url"].fillna(""), strict=True)))


def split_ids(joined: pd.Series) -> tuple[str, ...]:
    """All source ids of a ``source_ids`` column (joined by ``|``), in order of appearance."""
    parts = (part.strip() for ids in joined.dropna().unique() for part in ids.split("|"))
    return tuple(dict.fromkeys(part for part in parts if part))


def merge_citations(citations: Iterable[str]) -> list[str]:
    """Citations of one owner and licence in one, with each year and table code once; others stay as they are."""
    groups: dict[tuple[str, ...], tuple[dict[str, None], dict[str, None]]] = {}
    for citation in dict.fromkeys(citations):
        match = _TABLE_CITATION.match(citation)
        key = (match["owner"], match["licence"], match["word"], match["tail"]) if match else (citation,)
        years, tables = groups.setdefault(key, ({}, {}))
        if match:
            years |= {match["year"]: None} if match["year"] else {}
            tables[match["table"]] = None
    return [_merged(key, list(years), list(tables)) for key, (years, tables) in groups.items()]


def _merged(key: tuple[str, ...], years: list[str], tables: list[str]) -> str:
    if len(key) == 1:
        return key[0]
    owner, licence, word, tail = key
    named = f"{word if len(tables) == 1 else _SEVERAL[word]} {', '.join(tables)}"
    return "; ".join([", ".join([owner, *sorted(years)]), licence, named, tail])


def source_links(atlas: Atlas, source_ids: Iterable[str], w: Wording, most: int = 6) -> str:
    """The source line as markdown with links; a long list ends with a count, its rest is in the table."""
    rows = source_rows(atlas, source_ids, w).drop_duplicates("citation")
    links = [_link(row["citation"], row["url"]) for _, row in rows.head(most).iterrows()]
    label = w.text("Source") if len(rows) == 1 else w.text("Sources")
    rest = len(rows) - len(links)
    more = " · " + w.plural("{n} more in the table", "{n} more in the table", rest) if rest else ""
    return f"{label}: " + " · ".join(links) + more


def _link(citation: str, url: object) -> str:
    # Signs with a meaning in Markdown would end the link early or become one of their own.
    safe = _SIGNS.sub(r"\\\g<0>", citation)
    if not (isinstance(url, str) and url.startswith(("http://", "https://"))):
        return safe
    return f"[{safe}]({quote(url, safe=_IN_ADDRESSES)})"


def linked_citations(rows: pd.DataFrame) -> list[dict[str, str | None]]:
    """Rows of sources as text and address for a drawing in the browser; an uploaded file has no address."""
    return [
        {"text": str(row["citation"]), "url": None if pd.isna(row["url"]) else str(row["url"])}
        for row in rows[["citation", "url"]].to_dict("records")
    ]


def first_url(atlas: Atlas, joined: object) -> str:
    """Address of the first source of a row that has one, blank when none has; `joined` are its ids with ``|``."""
    known = _addresses(atlas)
    return next(filter(None, (known[one] for one in split_ids(pd.Series([joined], dtype="str")))), "")

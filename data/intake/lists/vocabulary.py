"""Headings and code words people use for the canonical columns, kept in `headings.csv`."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from data.intake.lists.quantities import without_unit
from data.tables import TABLES
from data.tables.statuses import FIGURES

_FILE = Path(__file__).parent / "headings.csv"
LANGUAGES = ("de", "en")
UPLOADABLE = (
    "migration",
    "population",
    "members",
    "membership_counts",
    "events",
    "outcomes",
    "funding",
    "counting_sheet",
    "migration_land",
)
"""Tables a file may fill; every one but the last has a template."""

_TELLING = 4
"""Columns, the leading one among them, that tell a list beside others the atlas does not keep."""
_LEADS: Mapping[str, str] = {
    "members": "name",
    "membership_counts": "members",
    "events": "title_de",
    "outcomes": "value",
    "funding": "amount_eur",
    "counting_sheet": "half_year",
    "migration_land": "measure",
}
"""Column without which a list is not of this table."""

_LIST_WORDS: Mapping[str, str] = {"stand": "date"}
"""Headings that mean a column in lists of people's own; in tables of figures they say when a file was written."""

CODE_WORDS: Mapping[str, str] = {
    "aktiv": "active",
    "beendet": "ended",
    "unbekannt": "unknown",
    "belegt": "documented",
    "erschlossen": "inferred",
    "bestritten": "contested",
    "geplant": "planned",
    "ohne datum": "undated",
    "bewilligt": "granted",
    "angekündigt": "announced",
    "verfügbar": "available",
    "beantragt": "applied_for",
    "veranschlagt": "budgeted",
    "ausgezahlt": "paid",
    "ja": "yes",
    "nein": "no",
    "ungefähr": "about",
    "mehr als": "more_than",
    "mindestens": "at_least",
    "bis zu": "up_to",
    "durchschnitt": "average",
    "netzwerk": "network",
    "politik": "politics",
    "förderung": "funding",
}
"""German words accepted for the codes of the register tables."""

LOOSE_WORDS: Mapping[str, str] = {
    "laufend": "active",
    "läuft": "active",
    "bestehend": "active",
    "aufgelöst": "ended",
    "eingestellt": "ended",
    "geschlossen": "ended",
    "ruht": "unknown",
    "ruhend": "unknown",
    "inaktiv": "unknown",
    "pausiert": "unknown",
    "unklar": "unknown",
}
"""Words for the state of an initiative that say more than the code they are stored as: they are kept, too."""


_DISTRICTS = (("ags", False), ("kreis_ags", False))
_OF_DISTRICTS = frozenset({"kreis", "kreise", "landkreis", "landkreise", "stadtkreis", "stadtkreise", "landkreisname"})
_OF_AREAS = frozenset(
    {
        "kreisfreie",
        "kreisfreien",
        "kreisfr",
        "krfr",
        "stadt",
        "staedte",
        "land",
        "laender",
        "bundesland",
        "direktionsbezirk",
        "regierungsbezirk",
        "statistische",
        "region",
        "regionen",
        "planungsregion",
        "bezirk",
        "gebiet",
        "name",
        "bezeichnung",
        "und",
        "bzw",
        "oder",
        "nr",
    }
)
"""Words for kinds of territories: a column headed by them alone holds names, also of areas above the districts."""


@lru_cache(maxsize=4096)
def fold_heading(text: str) -> str:
    """A heading without case, umlauts, brackets and signs."""
    text = text.casefold()
    for sign, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(sign, written)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return {
            row["column"]: (
                row["heading_de"],
                row["heading_en"],
                tuple(word for word in row["synonyms"].split("|") if word),
            )
            for row in csv.DictReader(stream)
        }


def heading(column: str, lang: str) -> str:
    """Heading of a canonical column in a template."""
    german, english, _ = _rows()[column]
    return german if lang == "de" else english


def in_words(columns: Sequence[str]) -> dict[str, list[str]]:
    """Fields of a finding about canonical columns: their names, and their headings in both languages."""
    rows = _rows()
    written = {f"columns_{lang}": [heading(one, lang) if one in rows else one for one in columns] for lang in LANGUAGES}
    return {"columns": list(columns), **written}


def codes_in_words(codes: Sequence[str]) -> dict[str, list[str]]:
    """Fields of a finding about codes of a register: as stored, and as a German list writes them."""
    german = {code: word for word, code in CODE_WORDS.items()}
    return {"allowed": list(codes), "allowed_de": [german.get(one, one) for one in codes]}


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Folded heading -> canonical columns, with whether it is a template heading."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for column, (german, english, synonyms) in _rows().items():
        for text in {column, german, english}:
            found.setdefault(fold_heading(text), []).append((column, True))
        for text in synonyms:
            found.setdefault(fold_heading(text), []).append((column, False))
    return {text: tuple(columns) for text, columns in found.items()}


@lru_cache(maxsize=4096)
def columns_for(text: str) -> tuple[tuple[str, bool], ...]:
    """Canonical columns a heading may mean, also with its unit of money behind it."""
    known = _known()
    found = known.get(fold_heading(text)) or known.get(fold_heading(without_unit(text)), ())
    return found or (_DISTRICTS if _names_districts(fold_heading(text)) else ())


def _names_districts(folded: str) -> bool:
    """Whether a heading names kinds of territories only, districts among them: `Kreisfreie Stadt/Landkreis/Land`."""
    words = set(folded.split())
    return bool(words & _OF_DISTRICTS) and words <= _OF_DISTRICTS | _OF_AREAS


@lru_cache(maxsize=len(TABLES))
def _columns(table: str) -> tuple[str, ...]:
    """Canonical columns of a table."""
    return tuple(TABLES[table].to_schema().columns)


def map_columns(table: str, headings: Sequence[str]) -> dict[str, int]:
    """Canonical column of a table -> position of the heading that means it (template headings first).

    In a list the first of the words a column is known by wins: beside `Betrag`, `Förderung` is no amount.
    """
    wanted = _columns(table)
    found: dict[str, int] = {}
    named = list(enumerate(headings))
    if table not in FIGURES:
        named.sort(key=lambda one: _rank(one[1], wanted))
    for exact in (True, False):
        for position, text in named:
            for column, is_exact in _preferred(columns_for(text) or _listed(table, text), wanted):
                if column in wanted and is_exact == exact and position not in found.values():
                    found.setdefault(column, position)
    return found


def _rank(text: str, wanted: Sequence[str]) -> int:
    """Place of a heading among the words a column is known by."""
    words = (_rows()[column][2] for column, is_exact in columns_for(text) if column in wanted and not is_exact)
    folded = fold_heading(text)
    return min((place for own in words for place, word in enumerate(own) if fold_heading(word) == folded), default=0)


def _listed(table: str, text: str) -> tuple[tuple[str, bool], ...]:
    """The column a heading means in a list only."""
    column = _LIST_WORDS.get(fold_heading(text))
    return ((column, False),) if column and table not in FIGURES else ()


def _preferred(columns: Sequence[tuple[str, bool]], wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """In a table that knows municipality and district, the word Landkreis means the district."""
    has_both = {"ags", "kreis_ags"} <= set(wanted)
    return sorted(columns, key=lambda one: not (has_both and one[0] == "kreis_ags"))


def needed(table: str) -> list[str]:
    """Columns a file must have for this table."""
    if table == "migration":
        return ["ags", "arrivals", "departures"]
    if table == "population":
        return ["ags", "population"]
    schema = TABLES[table].to_schema()
    optional = {"source_ids", "source_id", "amount_qualifier"}
    return [name for name, column in schema.columns.items() if not column.nullable and name not in optional]


def guess_table(headings: Sequence[str]) -> str:
    """The table the headings speak of: it explains most of them, and they bring most of what it needs.

    A table of figures needs its territory and a value column; a list of people's own making may lack columns.
    """
    return _guess_table(tuple(headings))


@lru_cache(maxsize=256)
def _guess_table(headings: tuple[str, ...]) -> str:
    named = [text for text in headings if text]
    best, best_score = "", 0.0
    for table in UPLOADABLE:
        found = map_columns(table, headings)
        must = needed(table)
        share = sum(name in found for name in must) / len(must)
        explained = len(found) / max(len(named), 1)
        extra = len(found) / len(_columns(table))
        enough = share >= 0.5
        if table not in FIGURES:
            # One column of two that are needed is no list yet: it may be a list of headings.
            leads = _LEADS[table] in found and (explained > 0.5 or len(found) >= _TELLING)
            enough = (enough and len(found) > 1) or leads
        score = share + explained + 0.5 * extra
        if enough and score > best_score + 1e-9:
            best, best_score = table, score
    return best

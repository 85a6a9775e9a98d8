"""Names of publishers and licences short enough for one line."""

from __future__ import annotations

import re

from analytics.language import Wording
from analytics.language.source_words import name_licence

_ABBREVIATED = re.compile(r"\(([A-Z]{2,6}|Destatis)\)")
_FURTHER = re.compile(r" \(|;|, wiedergegeben")
# The sources state their terms in German; these are the ones with a name of their own.
_NAMED = (
    ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "dl-de/by-2-0"), ("CC BY 4.0", "CC BY 4.0"),
    ("Apache License 2.0", "Apache 2.0"), ("GeoNutzV", "GeoNutzV"), ("amtliches Werk", "§ 5 UrhG"),
)  # fmt: skip
_ALLOWED = "gestattet"
_UNSTATED = ("unbekannt", "keine Angabe", "nicht in der gelesenen Kopie")
_LONGEST = 24


def short_publisher(publisher: str) -> str:
    """The publisher by the name most people use, without whom it passed on."""
    known = _ABBREVIATED.search(publisher)
    return known.group(1) if known else _FURTHER.split(publisher)[0]


def short_licence(licence: str, w: Wording) -> str:
    """Name of a licence; empty where the source states none."""
    named = next((short for long, short in _NAMED if licence.startswith(long)), "")
    if named or _ALLOWED in licence:
        return named or w.text("reproduction with source allowed")
    return licence if len(licence) <= _LONGEST and " " not in licence.strip() else ""


def named_licence(licence: str, w: Wording) -> str:
    """What a list of sources says of a licence: its short name, that none is stated, else the words of the source."""
    short = short_licence(licence, w)
    return short or (w.text("not stated") if licence.startswith(_UNSTATED) else name_licence(licence, w))

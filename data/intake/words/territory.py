"""From a key or name as written to the district or municipality the atlas knows.

Accepted: district key (5 digits), municipality key (8), regional key (12), NUTS 3 code, and names, also
without umlauts, with the Sorbian half. The kind of territory is part of a name: the Kreisfreie Stadt Görlitz is
not the Landkreis, Brandenburg alone is the Land. All districts of Germany are known (`german_kreise.csv`), so that
none of them passes for a misspelling. Nothing is guessed: an unknown name comes back with its nearest candidates
of the same kind, a dissolved district with its successor.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from data.intake.words.areas import is_region, short_name, without_small_words
from data.intake.words.keys import LAND_NAMES, german_kreise, is_rounded, plain_key, plain_name, written_out
from data.intake.words.kinds import kind_of
from data.records import load_gemeinden, load_kreise

Kind = Literal[
    "kreis",
    "gemeinde",
    "land",
    "region",
    "nation",
    "outside",
    "dissolved",
    "unknown_key",
    "unknown_name",
    "ambiguous_name",
    "rounded",
    "blank",
]
_DISSOLVED = Path(__file__).parent / "dissolved_kreise.csv"
_LAENDER = frozenset(f"{number:02d}" for number in range(1, 17))
_ATLAS_LAND, _BACKDROP = "12", "11000"
_CITY_LAENDER = {"02": "02000", "11": "11000"}
_AFFIXES = re.compile(
    r"\b(kreisfreie[rn]? st(?:adt)?|(?:kreis|krs?\.? ?|k)fr(?:\.? ?st(?:adt)?)?|stadtkreis|hansestadt|landeshauptstadt"
    r"|landkreis|landkr|lkrs?|lk|sk|stadt|kreis|kr(?=\.)"
    r"|(?:(?:urban|rural|city|administrative) )?district(?: of)?|(?:independent )?city(?: of)?|county(?: of)?)\b"
)
_WHOLE = re.compile(
    r"\b((?:(?:free|federal) )?state of|land|bundesland|freistaat|insgesamt|gesamt|zusammen|summe)\b|[(),:]| - "
    r"|\((?:bb|sn|be|by|st|th|mv)\)"
)
_BOTH = re.compile(r"(?P<first>\d{2}|\d{5}|\d{8})[\s,:;–-]+(?P<name>\D+)|(?P<named>\D+?)[\s,]*\((?P<last>\d{5,8})\)")
"""Key and name in one cell: `12052 Cottbus`, `Cottbus (12052)`."""
_JOINED = re.compile(r"\s*[/+&]\s*|\s+(?:und|u\.|mit|and)\s+")
_NATION = frozenset({"DG", "D", "DE", "DINSG", "deutschland", "insgesamt", "bundesgebiet", "germany"})
_NATION |= {"bundesrepublik deutschland"}


@dataclass(frozen=True)
class Territory:
    """What a text means.

    Attributes:
        kind: `kreis` (in the atlas), `gemeinde` (in the atlas), a larger area, `outside` the atlas,
            `dissolved`, or why it is not known.
        ags: key of a district (5 digits), municipality (8) or Land (2); blank when not known.
        padded: a leading zero was missing and has been put back.
        candidates: nearest known names with their keys.
        successor: key of the district that followed a dissolved one.
        name: official name of a dissolved district.
        since: day (ISO) it was dissolved; of a district named without its key, the day from which no other bears
            its name.
    """

    kind: Kind
    ags: str = ""
    padded: bool = False
    candidates: tuple[tuple[str, str], ...] = ()
    successor: str = ""
    name: str = ""
    since: str = ""


def fold(name: str) -> str:
    """A name without case, blanks, signs, umlauts (ä as ae) and words like Landkreis."""
    return _fold(name, "ae", "oe", "ue")


def _fold(name: str, ae: str, oe: str, ue: str) -> str:
    text = name.casefold().split("/")[0]
    text = re.sub(r"\(bis [\d.]+\)|\(ab [\d.]+\)", "", text)
    for sign, written in (("ä", ae), ("ö", oe), ("ü", ue), ("ß", "ss")):
        text = text.replace(sign, written)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = _AFFIXES.sub(" ", text)
    return re.sub(r"[^a-z0-9]", "", text)


def _folds(name: str) -> set[str]:
    return {_fold(name, "ae", "oe", "ue"), _fold(name, "a", "o", "u")} - {""}


def name_folds(name: str) -> set[str]:
    """Ways to write a name without its kind, its small words and, behind a slash, its second half."""
    plain = name.casefold()
    return {
        folded for half in (plain, plain.replace("/", " ")) for folded in _folds(without_small_words(half)) if folded
    }


@dataclass(frozen=True)
class Bearer:
    """A district that bears, or bore, a name."""

    ags: str
    kind: str


@dataclass(frozen=True)
class Gazetteer:
    """Known territories: keys, names, and which folded name means which keys."""

    kreise: Mapping[str, str]
    gemeinden: Mapping[str, str]
    nuts: Mapping[str, str]
    kreis_folds: Mapping[str, frozenset[str]]
    gemeinde_folds: Mapping[str, frozenset[str]]
    dissolved: Mapping[str, tuple[str, str, str]]
    bearers: Mapping[str, tuple[Bearer, ...]]
    short: Mapping[str, set[Bearer]]


def _by_fold(names: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for ags, name in names.items():
        for folded in _folds(name):
            found.setdefault(folded, set()).add(ags)
    return {folded: frozenset(keys) for folded, keys in found.items()}


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Territories of the shipped package."""
    table = load_kreise()
    kreise: dict[str, str] = dict(zip(table["ags"], table["name"], strict=True))
    own = {ags: name for ags, name in kreise.items() if ags != _BACKDROP}
    communes = load_gemeinden()
    gemeinden = dict(zip(communes["ags"], communes["name"], strict=True))
    with _DISSOLVED.open(encoding="utf-8", newline="") as stream:
        dissolved = {
            row["ags"]: (row["name"], row["dissolved_on"], row["successor_ags"]) for row in csv.DictReader(stream)
        }
    return Gazetteer(
        kreise=own,
        gemeinden=gemeinden,
        nuts={nuts: ags for nuts, ags in zip(table["nuts3"], table["ags"], strict=True) if ags in own},
        kreis_folds=_by_fold(own),
        gemeinde_folds=_by_fold(gemeinden),
        dissolved=dissolved,
        bearers=_bearers(),
        short=_short_names(),
    )


def _bearers() -> dict[str, tuple[Bearer, ...]]:
    """Folded name -> all districts of Germany, past ones too, that bear it."""
    found: dict[str, dict[str, Bearer]] = {}
    for ags, name, kind in german_kreise():
        for folded in name_folds(name):
            found.setdefault(folded, {})[ags] = Bearer(ags, kind)
    return {folded: tuple(one.values()) for folded, one in found.items()}


def _short_names() -> dict[str, set[Bearer]]:
    """Folded name without what tells its place from others, as in `Halle (Saale)` -> districts that bear it."""
    found: dict[str, set[Bearer]] = {}
    for ags, name, kind in german_kreise():
        for folded in name_folds(short_name(name)):
            found.setdefault(folded, set()).add(Bearer(ags, kind))
    return found


KNOWN_TEXTS = 65_536
"""Texts whose meaning is kept: the same keys come in every file."""


def find_kreis(text: str, decisions: Mapping[str, str] | None = None) -> Territory:
    """What a text means where a district is expected.

    Args:
        text: key or name as written.
        decisions: what a person decided for texts that were not known.
    """
    text = text.strip()
    if decisions and text in decisions:
        return _by_key(decisions[text]) if decisions[text] else Territory("outside")
    return _read_kreis(text)


@lru_cache(maxsize=KNOWN_TEXTS)
def _read_kreis(written: str) -> Territory:
    text = plain_key(written)
    if not text:
        return Territory("blank")
    if text in _NATION or text.casefold() in _NATION:
        return Territory("nation")
    compact = text.replace(" ", "")
    if compact.isdigit():
        return _by_key(compact)
    if is_rounded(compact):
        return Territory("rounded")
    if re.fullmatch(r"DE[A-Z0-9]{1,3}", text):
        return _by_nuts(text)
    both = _BOTH.fullmatch(text)
    if not both and _names_several(text):
        return Territory("ambiguous_name", candidates=tuple(_candidates(text, "")))
    found = _by_both(both["first"] or both["last"], both["name"] or both["named"]) if both else _by_kreis_name(text)
    if both or found.kind != "unknown_name":
        return found
    found = _by_kreis_name(plain_name(text))
    return found if found.kind != "unknown_name" else _by_kreis_name(written_out(plain_name(text)))


def _names_several(text: str) -> bool:
    """Whether two districts stand in one text, joined by a slash or a word: a name and its Sorbian half are one."""
    halves = [_by_kreis_name(half) for half in _JOINED.split(text)] if _JOINED.search(text) else []
    return len({one.ags for one in halves if one.kind in ("kreis", "dissolved")}) > 1


def _by_both(key: str, name: str) -> Territory:
    """A district by the key and the name in one cell, when they agree."""
    found, named = _by_key(key), _by_kreis_name(name)
    agree = named.ags == found.ags or (named.kind != "kreis" and len(key) > 2)
    return found if agree else Territory("unknown_name", candidates=tuple(_candidates(name, kind_of(name))))


def _by_key(key: str) -> Territory:
    readers = {2: _by_land_key, 5: _by_kreis_key, 8: _by_gemeinde_key, 12: _by_regional_key}
    if len(key) == 9:
        return _by_regional_key(f"{key}000")
    if len(key) in readers:
        return readers[len(key)](key)
    if len(key) == 3 and key[:2] in _LAENDER:
        return Territory("region", key)
    if len(key) == 6 and key[0] == "0":
        return _by_key(key[1:])
    padded = f"0{key}"
    if len(padded) in readers and padded[:2] in _LAENDER:
        found = _by_key(padded)
        return Territory(found.kind, found.ags, padded=True)
    return Territory("unknown_key")


def _by_land_key(key: str) -> Territory:
    if key in _CITY_LAENDER:
        return Territory("outside", _CITY_LAENDER[key])
    return Territory("land", key) if key in _LAENDER else Territory("unknown_key")


def _by_kreis_key(key: str) -> Territory:
    known = gazetteer()
    if key in known.kreise:
        return Territory("kreis", key)
    if key in known.dissolved:
        name, since, successor = known.dissolved[key]
        return Territory("dissolved", key, successor=successor, name=name, since=since)
    if key.endswith("000") and key[:2] in _LAENDER and key[:2] not in _CITY_LAENDER:
        return Territory("land", key[:2])
    if key[:2] not in _LAENDER or key[:2] == _ATLAS_LAND:
        near = difflib.get_close_matches(key, list(known.kreise), n=3, cutoff=0.7)
        return Territory("unknown_key", candidates=tuple((known.kreise[ags], ags) for ags in near))
    return Territory("outside", key)


def _by_gemeinde_key(key: str) -> Territory:
    known = gazetteer()
    if key.endswith("000") and key[:5] in known.kreise:
        return Territory("kreis", key[:5])
    if key in known.gemeinden:
        return Territory("gemeinde", key)
    kreis = _by_kreis_key(key[:5])
    return Territory("gemeinde", key) if kreis.kind == "kreis" else kreis


def _by_regional_key(key: str) -> Territory:
    """ARS: Land 2, region 1, district 2, association 4, municipality 3."""
    if key.endswith("0000000"):
        return _by_key(key[:2]) if key[2:5] == "000" else _by_kreis_key(key[:5])
    return _by_gemeinde_key(key[:5] + key[-3:])


def _by_nuts(code: str) -> Territory:
    ags = gazetteer().nuts.get(code)
    if ags:
        return Territory("kreis", ags)
    return Territory("outside") if len(code) == 5 else Territory("region")


def _by_kreis_name(text: str) -> Territory:
    """A district by its name and kind; a Land, a region or a district elsewhere are known as such."""
    known, kind = gazetteer(), kind_of(text)
    plain = re.sub(r"\s+", " ", text.casefold()).strip()
    land = LAND_NAMES.get(re.sub(r"\s+", " ", _WHOLE.sub(" ", plain)).strip()) if not kind else None
    if land:
        return _by_land_key(land)
    if is_region(plain):
        return Territory("region")
    bearers = {one for folded in name_folds(text) for one in known.bearers.get(folded, ())}
    fitting = {one.ags for one in bearers if kind in ("", one.kind)}
    if kind == "city" and not fitting and plain.startswith("brandenburg"):
        fitting = {"12051"} if re.sub(r"[^a-z]", "", _AFFIXES.sub("", plain)) == "brandenburg" else set()
    if not fitting and kind:
        fitting = _elsewhere(text, kind, known)
    return _borne(fitting, known) or Territory("unknown_name", candidates=tuple(_candidates(text, kind)))


def _elsewhere(text: str, kind: str, known: Gazetteer) -> set[str]:
    """Keys of the districts of a kind that bear a short name, when all lie outside the atlas: `SK Halle`."""
    keys = {one.ags for folded in name_folds(text) for one in known.short.get(folded, ()) if one.kind == kind}
    return set() if keys & {*known.kreise, *known.dissolved} else keys


def _borne(keys: set[str], known: Gazetteer) -> Territory | None:
    """What a name means that these districts bear."""
    own = sorted(keys & set(known.kreise))
    old = sorted(keys & set(known.dissolved))
    if len(own) == 1:
        return Territory("kreis", own[0], since=known.dissolved[old[0]][1] if old else "")
    if old:
        name, since, successor = known.dissolved[old[0]]
        return Territory("dissolved", old[0], successor=successor, name=name, since=since)
    return Territory("outside", min(keys)) if keys else None


def _candidates(text: str, kind: str) -> list[tuple[str, str]]:
    """Districts of the atlas with a name like this one, of the same kind."""
    near = nearest(text, gazetteer().kreis_folds, gazetteer().kreise)
    return [(name, ags) for name, ags in near if kind in ("", _kinds().get(ags, ""))]


def _by_name(text: str, folds: Mapping[str, frozenset[str]], names: Mapping[str, str]) -> Territory:
    keys = frozenset().union(*(folds.get(folded, frozenset()) for folded in _folds(text)))
    if len(keys) == 1:
        return Territory("kreis", next(iter(keys)))
    candidates = [(names[ags], ags) for ags in sorted(keys)] or nearest(text, folds, names)
    return Territory("ambiguous_name" if keys else "unknown_name", candidates=tuple(candidates))


def nearest(
    text: str, folds: Mapping[str, frozenset[str]], names: Mapping[str, str], most: int = 3
) -> list[tuple[str, str]]:
    """Known names that look like this one, best first, as (name, ags)."""
    found: dict[str, str] = {}
    folded = fold(text)
    close = difflib.get_close_matches(folded, list(folds), n=most * 2, cutoff=0.6)
    close += [known for known in folds if len(folded) >= 4 and known.startswith(folded)]
    for match in close:
        for ags in sorted(folds[match]):
            found.setdefault(ags, names[ags])
    return [(name, ags) for ags, name in found.items()][:most]


@lru_cache(maxsize=KNOWN_TEXTS)
def named_kreis(name: str) -> str:
    """Key of the district of the atlas, or of a dissolved one, a text means beyond doubt, blank otherwise."""
    found = _read_kreis(name)
    return found.ags if found.kind in ("kreis", "dissolved") else ""


def is_other_kind(ags: str, name: str) -> bool:
    """True when a name says Kreisfreie Stadt and the key is that of a Landkreis, or the other way round."""
    kind = kind_of(name)
    return bool(kind) and _kinds().get(ags, kind) != kind


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Key of every district of Germany -> `city` or `district`."""
    return {one.ags: one.kind for bearers in gazetteer().bearers.values() for one in bearers}


def find_gemeinde(text: str, decisions: Mapping[str, str] | None = None) -> Territory:
    """What a text means where a municipality is expected: 8 digits, 12 digits or a name."""
    text = text.strip()
    if decisions and text in decisions:
        text = decisions[text]
    if not text:
        return Territory("blank")
    text = plain_key(text)
    known = gazetteer()
    if text.isdigit():
        key = text[:5] + text[-3:] if len(text) == 12 else text
        if key in known.gemeinden:
            return Territory("gemeinde", key)
        near = difflib.get_close_matches(key, list(known.gemeinden), n=3, cutoff=0.85)
        return Territory("unknown_key", candidates=tuple((known.gemeinden[ags], ags) for ags in near))
    found = _by_name(text, known.gemeinde_folds, known.gemeinden)
    return Territory("gemeinde", found.ags) if found.kind == "kreis" else found

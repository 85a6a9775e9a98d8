"""What was meant by the name of an area, an age group or a year; what the atlas does not hold is refused in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import pandas as pd

from analytics.exports.queries.answer import RefusedError
from analytics.language import LANGUAGES, Wording, get_wording
from analytics.maps.places import find_places, fold, search_index, search_keys, without_kind
from analytics.memo import once_per_atlas
from analytics.rates.naming import age_label, area_name, area_options, kreis_options
from analytics.rates.rates import LAND_AGS, TOTAL, land_ags, migration_age_groups
from analytics.rates.scopes import LAUSITZ, LAUSITZ_IN_BRANDENBURG
from analytics.rates.series import group_ags
from data.atlas import Atlas

EVERY = ("all", "alle")
LAND_NAMES = ("brandenburg", "land brandenburg", "land", LAND_AGS)
# The name in the law, and the names and the code of earlier versions.
_ALSO = {
    "lausitz land": LAUSITZ_IN_BRANDENBURG,
    "lausitzer revier": LAUSITZ,
    "lausitzer revier invkg": LAUSITZ,
    "lausitz brandenburger teil": LAUSITZ_IN_BRANDENBURG,
}
# "Landkreis Barnim" and "Stadt Cottbus" are the names in an address book; the tables have the names alone.
_KEY_WORDS = re.compile(r"^(ags|ars|schlussel|schluessel|key)\b[: ]*")
_KREIS_DIGITS, _GEMEINDE_DIGITS, _REGIONAL_DIGITS = 5, 8, 12
# A name in two languages, or several names.
_PARTED = re.compile(r"/|,|;|\bund\b|\band\b")
# How alike a misspelled name has to be to be named in its place.
_ALIKE = 0.75


@once_per_atlas
def place_index(atlas: Atlas) -> pd.DataFrame:
    """Kreise and Gemeinden that can be searched for, as `search_index` gives them."""
    return search_index(atlas)


def search_places(index: pd.DataFrame, query: str) -> pd.DataFrame:
    """Rows of a search index for what was typed: a part of a name, a name written otherwise, a key, several names.

    "Cottbus/Chóśebuz" is found by its German part, which is the one the tables have.
    """
    asked = plain_key(query)
    found = find_places(index, asked, len(index))
    if found.empty:
        wanted = spoken_words(asked)
        named = [wanted in _spellings(name, ags) for name, ags in zip(index["name"], index["ags"], strict=True)]
        found = index[named]
    parts = [part for part in map(str.strip, _PARTED.split(fold(query))) if part]
    if found.empty and len(parts) > 1:
        found = pd.concat([find_places(index, part, len(index)) for part in parts])
        found = found[~found.index.duplicated()]
    return found


def plain_key(name: str) -> str:
    """An official key as the tables have it, however it is written: "AGS 12 062", "12062000", "120620000000".

    Zeros at its end stand for no Gemeinde, or no Kreis; the middle of a key of twelve digits is an association. Any
    other name is given back as it is.
    """
    digits = re.sub(r"[ .]", "", _KEY_WORDS.sub("", fold(name.strip())))
    if not (digits.isascii() and digits.isdecimal()):
        return name
    if len(digits) == _REGIONAL_DIGITS:
        digits = digits[:_KREIS_DIGITS] + digits[-3:]
    if len(digits) == _GEMEINDE_DIGITS and digits.endswith("000"):
        digits = digits[:_KREIS_DIGITS]
    return digits.removesuffix("000") if len(digits) == _KREIS_DIGITS else digits


def find_area(atlas: Atlas, w: Wording, name: str, *, sums: bool = False) -> str:
    """Key of the Kreis meant by a name or key; with `sums` also of the Land ("12") and the comparison groups.

    Raises:
        RefusedError: gemeinde (it lies in a Kreis), several_districts (a sum that is not wanted), or not_covered.
    """
    key = _find_key(atlas, spoken_words(plain_key(name)))
    if not key:
        raise _unknown(atlas, w, name)
    if not sums and key not in kreis_options(atlas):
        raise _several(atlas, w, key)
    return key


def _find_key(atlas: Atlas, wanted: str) -> str:
    """Key of the area of this name; blank when there is none."""
    if wanted in LAND_NAMES:
        return LAND_AGS
    if wanted in _ALSO:
        return _ALSO[wanted]
    wanted, known = without_kind(wanted), _area_names(atlas)
    found = [key for key, label in known if wanted in (spoken_words(key), *_spellings(label, key))]
    begun = {key for key, label in known if wanted and fold(label).startswith(f"{wanted} (")}
    return next(iter(found or (begun if len(begun) == 1 else ())), "")


@once_per_atlas
def _area_names(atlas: Atlas) -> list[tuple[str, str]]:
    """Areas by key and name, in every language: who asks in one often has the name from the other."""
    return [pair for lang in LANGUAGES for pair in area_options(atlas, get_wording(lang)).items()]


def spoken_words(name: str) -> str:
    """A folded name in words: strokes, brackets and slashes part them as blanks do."""
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()


def _several(atlas: Atlas, w: Wording, key: str) -> RefusedError:
    members = land_ags(atlas) if key == LAND_AGS else group_ags(atlas, key)
    return RefusedError(
        "several_districts",
        w.text("{name} is several districts; this is told of one district at a time.", name=area_name(atlas, w, key)),
        w.text("Ask for one of them: {kreise}.", kreise=w.join(kreis_options(atlas)[ags] for ags in members)),
    )


def find_areas(atlas: Atlas, w: Wording, names: Iterable[str]) -> list[str]:
    """Keys of several areas, each once; "all" means every Kreis.

    Raises:
        RefusedError: as `find_area`.
    """
    found: list[str] = []
    for name in names:
        found += kreis_options(atlas) if fold(name.strip()) in EVERY else [find_area(atlas, w, name, sums=True)]
    return list(dict.fromkeys(found))


def find_gemeinde(atlas: Atlas, w: Wording, name: str) -> pd.Series:
    """The Gemeinde meant by a name or key, as a row of `place_index` that has a point.

    Raises:
        RefusedError: kreis_has_no_point, ambiguous, or not_covered.
    """
    towns = towns_with_point(atlas)
    wanted = spoken_words(plain_key(name))
    spelled = [(ags, *_spellings(name_of, ags)) for ags, name_of in zip(towns["ags"], towns["name_of"], strict=True)]
    found = towns[[wanted in names for names in spelled]]
    if len(found) == 1:
        return found.iloc[0]
    if len(found) > 1:
        places = w.join(f"{row.name_of} ({row.kreis_name}, {row.ags})" for row in found.itertuples())
        raise RefusedError(
            "ambiguous",
            w.text("Several Gemeinden have the name {name}.", name=w.quote(name[:40])),
            w.text("Ask with the key: {places}.", places=places),
        )
    if wanted in map(spoken_words, kreis_options(atlas).values()):
        raise RefusedError(
            "kreis_has_no_point",
            w.text("Distances in kilometres lie between places, and a rural district is no single place."),
            w.text("Name a town, or ask for its neighbouring or for similar districts."),
        )
    raise _unknown(atlas, w, name)


@once_per_atlas
def towns_with_point(atlas: Atlas) -> pd.DataFrame:
    """Every Gemeinde with a point, cities without a district among them.

    Returns:
        Grain ags. Columns ags, name_of, kreis_ags, kreis_name, lat, lon (degrees).
    """
    names = atlas.kreise.set_index("ags")["name"]
    towns = atlas.gemeinden[["ags", "name", "kreis_ags"]].merge(atlas.places[["ags", "lat", "lon"]], on="ags")
    towns = towns[towns["kreis_ags"].isin(atlas.migration["ags"].unique())].dropna(subset=["lat", "lon"])
    return towns.rename(columns={"name": "name_of"}).assign(kreis_name=towns["kreis_ags"].map(names))


def _spellings(name: str, key: str) -> tuple[str, ...]:
    """A name without umlaut dots, and with umlauts written out."""
    keys = search_keys(name, key).removesuffix(key).strip()
    short = fold(name)
    return (spoken_words(short), spoken_words(keys.removeprefix(short)) or spoken_words(short))


def _short_and_long(name: str, key: str) -> tuple[str, ...]:
    """Spellings of a name, with and without what tells it from others: "Forst" as well as "Forst (Lausitz)"."""
    return (key, *_spellings(name, key), *_spellings(re.split(r" *[(/,]", name)[0], key))


def _unknown(atlas: Atlas, w: Wording, name: str) -> RefusedError:
    shown, towns = w.quote(name.strip()[:40]), place_index(atlas).dropna(subset=["lat"])
    wanted = spoken_words(plain_key(name))
    named = [wanted in _short_and_long(*town) for town in zip(towns["name"], towns["ags"], strict=True)]
    if any(named):
        kreise = w.join(dict.fromkeys(f"{row.kreis_name} ({row.kreis_ags})" for row in towns[named].itertuples()))
        return RefusedError(
            "gemeinde",
            w.text("{name} is a Gemeinde; this is known for whole districts only.", name=shown),
            w.text("Ask for the district: {kreise}.", kreise=kreise),
        )
    return RefusedError("not_covered", _not_covered(atlas, w, shown), _suggest(atlas, w, name))


def _not_covered(atlas: Atlas, w: Wording, shown: str) -> str:
    outside = [name for ags, name in kreis_options(atlas).items() if ags not in land_ags(atlas)]
    return w.text(
        "The atlas does not hold {name}. It holds Land Brandenburg with its {n} districts, and in Saxony {others}.",
        name=shown,
        n=len(land_ags(atlas)),
        others=w.join(outside),
    )


def _suggest(atlas: Atlas, w: Wording, name: str) -> str:
    labels = {fold(label): label for label in [*kreis_options(atlas).values(), *place_index(atlas)["name"]]}
    close = difflib.get_close_matches(fold(name.strip())[:60], labels, n=3, cutoff=_ALIKE)
    names = [labels[one] for one in close] or list(search_places(place_index(atlas), name).head(3)["name"])
    if not names:
        return w.text("Search a place by a part of its name to see what there is.")
    return w.text("Names like it: {names}.", names=w.join(names))


def find_age(atlas: Atlas, w: Wording, name: str) -> str:
    """Code of the age group meant; blank means all ages.

    Raises:
        RefusedError: unknown_age.
    """
    wanted = fold(name.strip()).replace("–", "-").removesuffix(" jahre").removesuffix(" years")
    codes = migration_age_groups(atlas)
    if wanted in ("", *EVERY, "total", TOTAL):
        return TOTAL
    for code in codes:
        label = fold(age_label(atlas, w, code))
        if wanted in (code, label, label.removesuffix(" jahre").removesuffix(" years")):
            return code
    listed = w.join(f"{code} ({age_label(atlas, w, code)})" for code in codes)
    raise RefusedError(
        "unknown_age",
        w.text("Moves over district borders are not counted for the age {age}.", age=w.quote(name[:40])),
        w.text("They are counted for: {ages}.", ages=listed),
    )

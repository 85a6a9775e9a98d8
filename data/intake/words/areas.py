"""Areas above the districts, and what a name adds to tell its place from others of that name."""

import re

_REGION = re.compile(
    r"^(direktionsbezirk|regierungsbezirk|reg\.? ?-?bez\.?|statistische region|nuts ?[12])\b|nuts ?[12]\b"
    r"|^(?:neue|alte|neue und alte) (?:bundes)?länder\b|^(?:ost|west)deutschland\b"
    r"|^(?:eastern|western|east|west) germany\b|\bmetropol(?:region|enraum)\b"
    r"|^(?:(?:ober-?|nieder)?lausitz|lausitzer revier|berliner umland|berlin[ -]+brandenburg)$"
    r"|^planungsregion\b|^(?:prignitz[ –-]+oberhavel|uckermark[ –-]+barnim|oderland[ –-]+spree|lausitz[ –-]+spreewald"
    r"|havelland[ –-]+fläming|oberlausitz[ –-]+niederschlesien|brandenburg[ –-]+(?:nordost|südwest))$"
    r"|^(?:kammer|agentur|arbeitsagentur|ihk|hwk)-?bezirk\b|^europäische union\b|^eu[ -]?(?:27|28)$"
)
_WHERE = re.compile(r"\s*\(.*\)|\s+(?:am|an der|im|in der|a\.|i\.|ob der)\s.*$")
"""What tells a place from others of its name: `(Saale)`, `am Main`."""
_SMALL_WORDS = re.compile(
    r"\b(an|der|am|im|in|a|d|i|b|bei|vor|v|wissenschaftsstadt|documenta|universitätsstadt|regionalverband|stadtverband"
    r"|städteregion|stadtregion)\b|\(einschl[^)]*\)"
)
"""Words of a name that people shorten or leave out: Brandenburg a. d. Havel, Brandenburg (Havel)."""


def is_region(plain: str) -> bool:
    """Whether a name in small letters is that of an area above the districts: of planning, chambers, statistics."""
    return _REGION.search(plain) is not None


def short_name(name: str) -> str:
    """Cut from the name of a district its kind and what tells its place: `Halle (Saale), kreisfreie Stadt`."""
    return _WHERE.sub("", name.split(",")[0])


def without_small_words(name: str) -> str:
    """Leave out of a name in small letters what people shorten: `brandenburg a. d. havel`."""
    return _SMALL_WORDS.sub(" ", name)

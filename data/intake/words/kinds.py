"""The kind of a territory as names say it: Kreisfreie Stadt or Landkreis, in the ways people write them."""

from __future__ import annotations

import re

_CITY = re.compile(
    r"\b(kreisfreie[rn]? st(?:adt)?|(?:kreis|krs?\.? ?|k)fr|stadtkreis|hansestadt|landeshauptstadt|sk)\b"
    r"|, ?stadt\b|^stadt\b|[- ]stadt$|\(stadt\)|\b(?:urban|city) district\b|\bindependent city\b|\bcity of\b|, ?city\b"
)
_DISTRICT = re.compile(r"\b(landkreis|landkr|lkrs?|lk|kreis|kr(?=\.)|district|county)\b")


def kind_of(name: str) -> str:
    """`city` or `district` when the name says so, otherwise blank."""
    plain = re.sub(r"\s+", " ", name.casefold())
    if _CITY.search(plain):
        return "city"
    return "district" if _DISTRICT.search(plain) else ""

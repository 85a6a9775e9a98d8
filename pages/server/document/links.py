"""Addresses of pages as others are told them: whole where the atlas knows its own, in both languages."""

from __future__ import annotations

import re
import unicodedata

from starlette.requests import Request

from analytics.language import LANGUAGES
from pages.operation.settings import settings
from pages.session.state import DEFAULT_LANGUAGE

FEED = "/data/versions.atom"
"""Where feed readers learn of accepted versions of the data."""

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ł": "l", "Ł": "L"}
)


def public_base(request: Request) -> str:
    """Address of the atlas as visitors see it, without stroke; without a setting the one that was asked."""
    return (settings().public_url or str(request.base_url)).rstrip("/")


def page_link(base: str, address: str, lang: str) -> str:
    """Address of a page in a language."""
    return f"{base}{address}" if lang == DEFAULT_LANGUAGE else f"{base}{address}?lang={lang}"


def language_links(base: str, address: str) -> dict[str, str]:
    """Address of a page by language; `x-default` is where the language is not known."""
    links = {lang: page_link(base, address, lang) for lang in LANGUAGES}
    return links | {"x-default": links[DEFAULT_LANGUAGE]}


def spoken_name(name: str) -> str:
    """A name in small letters, digits and strokes, for addresses and files.

    "Frankfurt (Oder)" is `frankfurt-oder`, "Görlitz" is `goerlitz`, "Łužyca" is `luzyca`.
    """
    composed = unicodedata.normalize("NFC", name).translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

"""Reads the translation catalogues: one .po file per area, English sentences as keys."""

import gettext
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIR = Path(__file__).parent / "locale"


def load_catalogue(lang: str) -> Catalog:
    """All areas of one language merged into one catalogue.

    Compiling in memory keeps binary .mo files, which nobody can review, out of the repository.

    Raises:
        ValueError: the same sentence is translated in two areas in different words.
    """
    merged = Catalog(locale=lang)
    for path in sorted((LOCALE_DIR / lang).glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale=lang):
                if not message.id:
                    continue
                known = merged.get(message.id)
                if known is not None and known.string != message.string:
                    raise ValueError(f"{path.name}: {message.id!r} is translated twice, differently")
                merged[message.id] = message
    return merged


@lru_cache(maxsize=4)
def load_translations(lang: str) -> gettext.NullTranslations:
    """Translations of one language; English needs none, its sentences are the keys."""
    if lang == "en":
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, load_catalogue(lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)

"""One object per language that writes sentences, numbers and dates."""

import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_decimal_symbol, get_group_symbol

from analytics.language.numbers import MINUS, round_decimal, write_decimal
from analytics.language.translations import load_translations

LANGUAGES = ("de", "en")
# British English keeps the day-month order and the 24-hour habits of the German public sector.
_LOCALES = {"de": "de_DE", "en": "en_GB"}
_NBSP = "\u00a0"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")


@lru_cache(maxsize=4)
def _separators(locale: str) -> tuple[str, str]:
    """Thousands separator and decimal point; asking Babel each time takes most of the time of a number."""
    return get_group_symbol(locale), get_decimal_symbol(locale)


def _rounded(value: Any, digits: int, *, shift: int = 0) -> Decimal | None:
    """The number rounded by our rule; None when it is missing or not finite."""
    return None if pd.isna(value) else round_decimal(value, digits, shift=shift)


@dataclass(frozen=True)
class Wording:
    """Sentences, numbers and dates in one language; missing values become an en dash."""

    lang: str
    translations: gettext.NullTranslations

    @property
    def locale(self) -> str:
        """Babel locale name, such as ``de_DE``."""
        return _LOCALES[self.lang]

    def text(self, sentence: str, **fields: object) -> str:
        """The sentence in this language with its ``{fields}`` filled in."""
        translated = self.translations.gettext(sentence)
        return translated.format(**fields) if fields else translated

    def marked(self, sentence: str, fields: Mapping[str, object]) -> str:
        """A sentence out of a table of sentences, as `text`; blank stays blank."""
        return self.translations.gettext(sentence).format_map(fields) if sentence else ""

    def plural(self, one: str, many: str, n: int, **fields: object) -> str:
        """The singular or plural sentence for ``n``; ``{n}`` is written as a number."""
        translated = self.translations.ngettext(one, many, n)
        return translated.format(n=self.number(n), **fields)

    def number(self, value: Any, digits: int = 0) -> str:
        """A number with this language's separators; a negative one with a true minus sign."""
        return self._written(_rounded(value, digits))

    def signed(self, value: Any, digits: int = 1) -> str:
        """A number with its sign; one that is written as zero carries none."""
        rounded = _rounded(value, digits)
        written = self._written(rounded)
        return f"+{written}" if rounded and rounded > 0 else written

    def percent(self, share: Any, digits: int = 0) -> str:
        """A share between 0 and 1 as a percentage."""
        written = self._written(_rounded(share, digits, shift=2))
        if written == self.missing():
            return written
        return f"{written}{_NBSP}%" if self.lang == "de" else f"{written}%"

    def _written(self, rounded: Decimal | None) -> str:
        """A rounded number with this language's separators; none as an en dash."""
        if rounded is None:
            return self.missing()
        group, point = _separators(self.locale)
        return write_decimal(rounded, group=group, point=point)

    def eur(self, amount: Any) -> str:
        """An amount in whole euros."""
        if pd.isna(amount):
            return self.missing()
        written = self.number(amount)
        if self.lang == "de":
            return f"{written}{_NBSP}€"
        return f"{MINUS}€{written[1:]}" if written.startswith(MINUS) else f"€{written}"

    def date(self, documented: Any) -> str:
        """A date with just the precision it was documented in: day, month or year."""
        return self._date(documented, day="long", month="MMMM y")

    def date_short(self, documented: Any) -> str:
        """As :meth:`date`, abbreviated for axes and tables."""
        return self._date(documented, day="medium", month="MMM y")

    def _date(self, documented: Any, day: str, month: str) -> str:
        if pd.isna(documented) or documented == "":
            return self.missing()
        if isinstance(documented, date):
            return format_date(documented, day, locale=self.locale)
        written = str(documented)
        if _DAY.fullmatch(written):
            return format_date(date.fromisoformat(written), day, locale=self.locale)
        if _MONTH.fullmatch(written):
            return format_date(date.fromisoformat(f"{written}-01"), month, locale=self.locale)
        return written

    def join(self, names: Iterable[str]) -> str:
        """An enumeration: ``A, B und C``."""
        return format_list(list(names), style="standard", locale=self.locale)

    def join_choices(self, names: Iterable[str]) -> str:
        """An enumeration of alternatives: ``A, B oder C``."""
        return format_list(list(names), style="or", locale=self.locale)

    def quote(self, words: str) -> str:
        """Words in this language's quotation marks."""
        return f"„{words}“" if self.lang == "de" else f"“{words}”"

    def pick(self, row: Mapping[Any, Any] | pd.Series, field: str) -> str:
        """The column ``field`` in this language; an empty string when it is missing."""
        value = row[f"{field}_{self.lang}"]
        return "" if pd.isna(value) else str(value)

    def column(self, field: str) -> str:
        """Name of the column that holds ``field`` in this language."""
        return f"{field}_{self.lang}"

    def missing(self) -> str:
        """The sign for a value that is not there."""
        return "–"


@lru_cache(maxsize=4)
def get_wording(lang: str) -> Wording:
    """The wording of a language.

    Raises:
        ValueError: the language is not one of :data:`LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; known: {', '.join(LANGUAGES)}")
    return Wording(lang, load_translations(lang))

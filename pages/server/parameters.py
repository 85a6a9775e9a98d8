"""What an address may say: one of the valid values, once. Anything else is refused in a sentence, never replaced."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from functools import lru_cache

from starlette.requests import Request

from analytics.exports.views import PAGES, VIEWS
from analytics.language import LANGUAGES, Wording, get_wording
from analytics.rates.scopes import current_code
from pages.session.state import DEFAULT_LANGUAGE

MAP_FILTERS = tuple(PAGES["karte"].filters)
FILTERS = frozenset((*MAP_FILTERS, *(param.name for view in VIEWS.values() for param in view.params)))
"""Names that choose figures at some address; where they choose nothing they are refused, other names are ignored."""

_ALIKE = 0.8
"""From which likeness on a name is meant for a filter: `Jahr`, `jahre` and `indikatr`, but not `utm_source`."""


class BadParameterError(Exception):
    """A value that does not exist, or a filter that an address does not take.

    Attributes:
        name: of the parameter.
        value: as asked for; None when the address takes no such filter.
        valid: the values or, without a value, the filters that would have been taken.
    """

    def __init__(self, name: str, value: str | None, valid: Collection[str]) -> None:
        super().__init__(name)
        self.name, self.value, self.valid = name, value, valid


class NoFigureError(BadParameterError):
    """A value that exists, but not together with the others of the address."""


def choose(request: Request, name: str, valid: Collection[str], default: str) -> str:
    """The value an address gives; the default only when it gives none.

    Raises:
        BadParameterError: it is no valid one, or two different ones are given.
    """
    for value in request.query_params.getlist(name):
        if current_code(value, valid) not in valid:
            raise BadParameterError(name, value, valid)
    return current_code(single(request, name, valid), valid) or default


def single(request: Request, name: str, valid: Collection[str] = ()) -> str:
    """The value of a parameter that is given once; empty when it is not given.

    Raises:
        BadParameterError: two different ones are given, so that one of them would be ignored.
    """
    values = list(dict.fromkeys(request.query_params.getlist(name)))
    if len(values) > 1:
        raise BadParameterError(name, ", ".join(values), valid)
    return values[0] if values else ""


def choose_language(request: Request) -> str:
    """The language an address asks for.

    Raises:
        BadParameterError: there is no such language.
    """
    return choose(request, "lang", LANGUAGES, DEFAULT_LANGUAGE)


def refuse_filters(request: Request, taken: Collection[str] = ()) -> None:
    """Proves that an address gives no filter that would be ignored.

    Raises:
        BadParameterError: it gives one that chooses figures elsewhere, but not here, or one that is misspelt.
    """
    for name in request.query_params:
        if name not in taken and _means_filter(name):
            raise BadParameterError(name, None, taken)


@lru_cache(maxsize=256)
def _means_filter(name: str) -> bool:
    return bool(get_close_matches(name[:40].lower(), FILTERS, 1, _ALIKE))


def wording_of(request: Request) -> Wording:
    """The language of a refusal: the one asked for, else German."""
    asked = request.query_params.get("lang", DEFAULT_LANGUAGE)
    return get_wording(asked if asked in LANGUAGES else DEFAULT_LANGUAGE)


def refusal(error: BadParameterError, w: Wording) -> str:
    """Which parameter is wrong and what would be right."""
    name, valid = w.quote(error.name[:40]), ", ".join(error.valid)
    if error.value is None:
        if not error.valid:
            return w.text("This address takes no parameter {name}: it always gives the whole.", name=name)
        return w.text("This address takes no parameter {name}. It takes: {valid}.", name=name, valid=valid)
    # Only a short piece of what was asked: the answer must not become somebody else's megaphone.
    value = w.quote(error.value[:40])
    if not error.valid:
        return w.text("The parameter {name} cannot be {value}.", name=name, value=value)
    return w.text("The parameter {name} cannot be {value}. Valid are: {valid}.", name=name, value=value, valid=valid)

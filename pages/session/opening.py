"""What the pages open with, drawn before anybody asks: whoever comes first waits no longer than those who follow."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from contextlib import suppress

import pages
from analytics.exports.presentation.choices import opening_values
from analytics.exports.views import PAGES, View, figure_of
from data.errors import AtlasError
from pages.facts import served
from pages.session import cache
from pages.session.state import DEFAULT_LANGUAGE

# Scripts that Streamlit runs itself.
_SCRIPTS = ("pages.views.", "pages.frame")


def import_pages() -> None:
    """Imports what the scripts of the pages import, which the first run of a page would do otherwise.

    With the first element of a process Streamlit looks up who called it, for which Python learns where every module
    lies; it knows from then on.
    """
    for module in pkgutil.walk_packages(pages.__path__, "pages."):
        if not module.name.startswith(_SCRIPTS):
            importlib.import_module(module.name)
    inspect.stack()


def draw_openings(is_over: Callable[[], bool]) -> None:
    """Draws every figure as its page opens, in the language pages open in, one after the other.

    Args:
        is_over: asked before each figure; true ends it.
    """
    for view in (view for page in PAGES.values() for view in page.views):
        if is_over():
            return
        # What cannot be drawn is told by the page, to the person who opens it.
        with suppress(AtlasError):
            _draw(view)


def _draw(view: View) -> None:
    opened = opening_values(served.atlas(), view.name)
    # A profile, for instance, is opened by whoever chooses one.
    if all(param.name in opened for param in view.params if param.needed):
        drawn = cache.computed_in(DEFAULT_LANGUAGE, view.builder, **opened)
        cache.make_ready(figure_of(drawn), DEFAULT_LANGUAGE)

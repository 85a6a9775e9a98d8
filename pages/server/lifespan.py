"""Start of the server and what happens when a page fails."""

import gc
import importlib
import os
import pkgutil
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn

import streamlit as st

import analytics
from analytics.language import command_sentence, get_wording
from analytics.subjects.effects.figures.controls.sets import draw_effect_controls
from analytics.subjects.effects.measures import ALL, BRANDENBURG, DEFAULT_AGE_GROUP
from data.errors import AtlasError, SettingError
from pages.facts import served
from pages.facts.watch import log_fault
from pages.operation import visits
from pages.operation.logs import start_log
from pages.operation.settings import Settings, settings
from pages.server.answers import keep_answers, send_at_once
from pages.server.packing import packer
from pages.server.routes.files.maps import pack_first_files, warm_map_files
from pages.server.routes.first_view import MOST_VISITED, draw_first_views
from pages.server.routes.health import state_of_store
from pages.server.routes.opendata.mcp import answer_while_running
from pages.session import cache, state
from pages.session.callbacks import finish_callbacks
from pages.session.failure import log_failure, show_failure
from pages.session.opening import draw_openings, import_pages
from pages.session.presses import hear_every_press
from pages.session.state import DEFAULT_LANGUAGE

_LOOK_EVERY_SECONDS = 30.0
# Who comes with the start has the processor first; the comparison takes some seconds of it.
_PREPARE_AFTER_SECONDS, _COMPARE_AFTER_SECONDS = 1.0, 15.0
# Between two figures drawn ahead, and where somebody is here: visitors go first.
_PAUSE_SECONDS, _PAUSE_AMONG_VISITORS_SECONDS = 0.1, 2.0


def settings_or_leave() -> Settings:
    """The settings of this process; a wrong one ends it with one sentence."""
    try:
        return settings()
    except SettingError as error:
        _leave(error)


def _load_or_leave() -> None:
    """Opens the store and loads the facts; ends the process with one sentence when settings or package are wrong."""
    try:
        served.begin()
    except AtlasError as error:
        _leave(error)


def _leave(error: AtlasError) -> NoReturn:
    """Ends the process with one sentence for who started it and one line for the log.

    The exit skips the server's own handling, which would print a traceback around that sentence.
    """
    start_log()
    log_fault("the atlas does not start", error)
    print(command_sentence(error, get_wording(DEFAULT_LANGUAGE)), file=sys.stderr, flush=True)
    os._exit(1)


# What loads matplotlib.
_DRAWING = ("analytics.exports.drawing.paper",)


def _import_analytics() -> None:
    """Imports every measure, figure and export, so that no visitor waits for it.

    Statistics are loaded by the first estimate and matplotlib by the first picture, which take far longer than they do.
    """
    for module in pkgutil.walk_packages(analytics.__path__, "analytics."):
        if not module.name.endswith("__main__") and module.name not in _DRAWING:
            importlib.import_module(module.name)


def _look_regularly(ended: threading.Event) -> None:
    """Looks every half minute whether what is stored is whole and whether more could be, also when nobody asks.

    It also collects what runs of pages left behind in circles: after each run that took more than half of the time.
    """
    while True:
        state_of_store()
        gc.collect()
        if ended.wait(_LOOK_EVERY_SECONDS):
            return


def _prepare(ended: threading.Event) -> None:
    """Draws, imports and packs what the first readers would wait for; beside the server, which does not wait for it.

    What is loaded by then is frozen: collecting garbage skips it, which saves most of its time once pandas, geopandas
    and plotly are in memory.
    """
    # Who comes first may come at once; the rest would take the processor from them.
    draw_first_views(MOST_VISITED)
    ended.wait(_PREPARE_AFTER_SECONDS)
    draw_first_views()
    _import_analytics()
    import_pages()
    # Once more: what was imported meanwhile logs in a form of its own.
    start_log()
    warm_map_files()
    gc.collect()
    gc.freeze()
    pack_first_files()
    packer().pack_common()
    if not ended.wait(_COMPARE_AFTER_SECONDS):
        _compare_with_every_set()
        draw_openings(lambda: _pause(ended))


def _pause(ended: threading.Event) -> bool:
    """Lets those who are here go first; true when the server has ended meanwhile."""
    return ended.wait(_PAUSE_AMONG_VISITORS_SECONDS if visits.taken() else _PAUSE_SECONDS)


def _compare_with_every_set() -> None:
    """Compares before and after with each set of districts, as the page opens: it shows them beside each other."""
    opening = {"ags": ALL, "age_group": DEFAULT_AGE_GROUP, "with_distorted": False, "controls": BRANDENBURG}
    cache.computed_in(DEFAULT_LANGUAGE, draw_effect_controls, **opening)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Loads the facts before anybody is served, and prepares the rest beside those who are."""
    start_log()
    keep_answers()
    send_at_once()
    finish_callbacks()
    hear_every_press()
    _load_or_leave()
    ended = threading.Event()
    threading.Thread(target=_look_regularly, args=(ended,), name="atlas-look", daemon=True).start()
    threading.Thread(target=_prepare, args=(ended,), name="atlas-prepare", daemon=True).start()
    async with answer_while_running():
        yield
    ended.set()


def report_script_error(error: Exception) -> bool:
    """Logs what failed outside of a page and shows the visitor a neutral sentence, both with the same mark."""
    show_failure(log_failure(error), state.wording())
    return True

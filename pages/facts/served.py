"""The facts that are served now: one atlas of the active versions, kept, whatever the database does meanwhile."""

import concurrent.futures
import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.atlas import Atlas
from data.config import Config
from data.errors import AtlasError, StoreError
from data.records import load_atlas, load_descriptor
from data.store import Store, load_active_atlas, open_store
from data.store.history.versions import Acceptance
from data.store.readiness import damaged_version
from pages.facts.standing import Standing
from pages.facts.watch import FILE_PATIENCE_SECONDS, SERVER_PATIENCE_SECONDS, StoreWatch, Versions, log_fault
from pages.operation import metrics

_PINNED = "_active_versions"
_KEPT_ATLASES = 4
_LOOK_SECONDS = 0.25
_ACCEPTED = 50
"""Accepted versions that are told to feed readers, which ask often enough to miss none."""

_CHECK_SECONDS = 5.0
"""Whoever asks whether all is well does so every few seconds; what is stored is not read more often."""

_START_SECONDS = 5.0
_WRONG_SETTINGS = {"url_invalid", "backend_unsupported", "driver_missing", "store_too_new"}
_REBUILD_SECONDS = 10.0
"""After that versions that could not be shown are tried again: they may have been mended."""


@dataclass(frozen=True)
class _Dated:
    """Active versions, when the last change of them was, and which were accepted lately."""

    versions: Mapping[str, int]
    changed_at: datetime | None
    accepted: tuple[Acceptance, ...]


@dataclass
class _Shown:
    """What was shown last: it stays on the screen while the database does not answer.

    Attributes:
        atlas: the facts in the versions that could be shown last; None before the first.
        known_at: when they were last known to be the active ones.
        broken: versions that cannot be shown, why, and when that was found.
        damage: an active version that memory still shows whole, and the store no longer holds so.
        checked: when that was looked for.
        dated: what the database said last of its changes; None before its first answer.
    """

    atlas: Atlas | None = None
    known_at: datetime | None = None
    broken: tuple[Versions, AtlasError, float] | None = None
    damage: StoreError | None = None
    checked: float = -math.inf
    dated: _Dated | None = None


_shown = _Shown()
_built: dict[Versions, concurrent.futures.Future[Atlas]] = {}
_one_builds = threading.Lock()


@lru_cache(maxsize=1)
def shipped() -> Atlas:
    """The data package, loaded and checked once per server; nobody writes to it."""
    return load_atlas()


@lru_cache(maxsize=1)
def _open_once() -> Store:
    return open_store()


@lru_cache(maxsize=1)
def _watch() -> StoreWatch:
    server = (Config.from_environment().database_url or "").startswith("postgresql")
    patience = SERVER_PATIENCE_SECONDS if server else FILE_PATIENCE_SECONDS
    return StoreWatch(_ask_store, patience)


def _ask_store() -> Mapping[str, int]:
    """The active versions; when they have changed, also since when they hold."""
    opened = _open_once()
    versions = opened.active_versions()
    if _shown.dated is None or _shown.dated.versions != versions:
        _shown.dated = _Dated(versions, opened.changed_at(), opened.acceptances(_ACCEPTED))
    return versions


def store() -> Store:
    """The store of versions, opened once per server; for pages that need more than the figures.

    Raises:
        StoreError: it cannot be opened, or its database has just kept silent: then nobody waits for it again.
    """
    fault = _watch().fault
    if fault is not None:
        raise fault
    return _open_once()


def forget() -> None:
    """Forgets the store and what was read from it, as at a start."""
    global _shown
    _watch().stop()
    _watch.cache_clear()
    _open_once.cache_clear()
    _built.clear()
    _shown = _Shown()


def resolve_atlas() -> None:
    """Decides which versions this run shows, so that one page never mixes two; the frame calls it first."""
    st.session_state[_PINNED] = _ask_versions()


def versions() -> Versions:
    """The versions this run shows; outside a run those that are active now."""
    pinned: Versions | None = None
    if get_script_run_ctx(suppress_warning=True) is not None:
        pinned = st.session_state.get(_PINNED)
    return _ask_versions() if pinned is None else pinned


def _ask_versions() -> Versions:
    return _watch().ask()


def shown_version() -> str:
    """Version of the facts that were shown last, without asking the database."""
    return (_shown.atlas or shipped()).version


def standing() -> Standing:
    """How the figures stand that are shown now; asks nobody."""
    watch, broken, known_at = _watch(), _shown.broken, _shown.known_at
    cause = broken[1] if broken is not None and broken[0] == watch.versions else watch.fault
    if cause is not None:
        return Standing("shipped" if known_at is None else "last-known", cause, known_at)
    return Standing("active", _shown.damage)


def active_tables() -> frozenset[str]:
    """Tables that do not stand as shipped, by the database's last answer. Asks nobody."""
    return frozenset(dict(_watch().versions))


def changed_at() -> datetime:
    """When the figures shown became what they are: shipped, or accepted or undone since. Asks nobody.

    Read it before the figures: then it is never later than they are.
    """
    accepted_at = _shown.dated.changed_at if _shown.dated else None
    if accepted_at is None or standing().shown == "shipped":
        return shipped_at()
    return max(shipped_at(), accepted_at)


def accepted() -> tuple[Acceptance, ...] | None:
    """The versions accepted lately, newest first; None while the database never answered. Asks nobody."""
    return _shown.dated.accepted if _shown.dated else None


@lru_cache(maxsize=1)
def shipped_at() -> datetime:
    """When the data package was described as it is shipped."""
    return datetime.fromisoformat(load_descriptor()["created"])


def begin() -> None:
    """Opens the store and builds the facts. A database that is away is no reason not to serve readers.

    Raises:
        StoreError: the settings are wrong, which no waiting mends.
        PackageError: the data package is damaged.
    """
    shipped()
    _watch().ask(_START_SECONDS)
    fault = _watch().fault
    if fault is not None and fault.code in _WRONG_SETTINGS:
        raise fault
    atlas()


def inspect() -> None:
    """Looks whether the store still holds the active versions as they were stored: memory would hide that it does not.

    Raises:
        StoreError: the database does not answer.
    """
    if time.monotonic() - _shown.checked < _CHECK_SECONDS:
        return
    _shown.checked = time.monotonic()
    versions = _watch().ask()
    damage = damaged_version(store(), dict(versions))
    if damage is not None and _shown.damage is None:
        log_fault("an active version is damaged", damage)
    _shown.damage = damage
    metrics.damaged.set(damage is not None)


def atlas() -> Atlas:
    """The facts in their active versions; nobody writes to them."""
    asked = versions()
    if _is_broken(asked):
        return _shown.atlas or shipped()
    try:
        facts = _build(asked)
    except _SilentError:
        return _shown.atlas or shipped()
    except AtlasError as error:
        # Whoever activates checks this first, so it takes a damaged store to get here.
        _note_broken(asked, error)
        return _shown.atlas or shipped()
    _shown.atlas, _shown.known_at = facts, _watch().confirmed
    return facts


def _is_broken(versions: Versions) -> bool:
    """Whether these versions were found not to fit a moment ago; building them takes long."""
    broken = _shown.broken
    return broken is not None and broken[0] == versions and time.monotonic() - broken[2] < _REBUILD_SECONDS


def _note_broken(versions: Versions, error: AtlasError) -> None:
    if _shown.broken is None or _shown.broken[0] != versions:
        log_fault("the active versions cannot be shown", error)
    _shown.broken = versions, error, time.monotonic()
    metrics.damaged.set(1)


class _SilentError(Exception):
    """The database has fallen silent while it was read."""


def _build(versions: Versions) -> Atlas:
    """The facts in these versions, kept; one visitor's build serves all who want the same.

    Raises:
        AtlasError: they cannot be read, or do not fit together.
    """
    if not versions:
        return shipped()
    with _one_builds:
        building = _built.get(versions)
        if building is None:
            building = _built[versions] = concurrent.futures.Future()
            threading.Thread(target=_work, args=(versions, building), name="atlas-build", daemon=True).start()
            while len(_built) > _KEPT_ATLASES:
                del _built[next(iter(_built))]
    while not building.done():
        concurrent.futures.wait((building,), _LOOK_SECONDS)
        if not building.done() and (_watch().ask(), _watch().fault)[1] is not None:
            raise _SilentError
    return building.result()


def _work(versions: Versions, building: concurrent.futures.Future[Atlas]) -> None:
    """In a thread of its own: a database that freezes meanwhile holds no visitor."""
    try:
        building.set_result(load_active_atlas(_open_once(), shipped(), dict(versions)))
        _shown.broken = None
    except BaseException as error:
        _built.pop(versions, None)
        building.set_exception(error)


class FactsKey:
    """Facts as a cache key: equal by version."""

    def __init__(self, facts: Atlas) -> None:
        self.atlas = facts

    def __hash__(self) -> int:
        return hash(self.atlas.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FactsKey) and other.atlas.version == self.atlas.version

"""Asks the store which versions are active, so that no reader waits for a database that keeps silent.

One thread asks for all of them; a reader waits for it a moment and else goes on with what is known. While the
database is silent nobody waits, and the thread goes on asking by itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from analytics.language import get_wording
from analytics.language.store_errors import operator_help
from data.errors import AtlasError, StoreError
from pages.operation import metrics
from pages.operation.logs import log

Versions = tuple[tuple[str, int], ...]
"""Active version by dataset, sorted; empty: everything as shipped."""

SERVER_PATIENCE_SECONDS = 0.7
"""How long a reader waits for a database server; then it counts as silent until it answers."""

FILE_PATIENCE_SECONDS = 10.0
"""How long for a file beside the process: it does not fall silent, but on a busy machine it has to wait its turn."""

AGAIN_SECONDS = 1.0
"""Pause between two questions to a database that is silent."""


class StoreWatch:
    """What is known about the store at this moment.

    Attributes:
        patience: how many seconds a reader waits for an answer.
        versions: active versions as last known.
        confirmed: when the database last said so; None when it never did.
        fault: why it does not answer; None while it does.
    """

    def __init__(self, ask: Callable[[], Mapping[str, int]], patience: float) -> None:
        self.patience = patience
        self.versions: Versions = ()
        self.confirmed: datetime | None = None
        self.fault: StoreError | None = None
        self._ask = ask
        self._turn = threading.Condition()
        self._wanted = self._answered = self._confirmations = 0
        self._silent_since = 0.0
        self._thread: threading.Thread | None = None
        self._stopped = False

    def ask(self, patience: float | None = None) -> Versions:
        """The active versions: asked for now, or as last known when no answer comes in time."""
        patience = self.patience if patience is None else patience
        with self._turn:
            self._start()
            self._wanted += 1
            mine, before = self._wanted, self._confirmations
            self._turn.notify_all()
            if self.fault is None:
                self._turn.wait_for(lambda: self._answered >= mine or self.fault is not None, patience)
            # An answer to somebody else is no answer to this question, but the database is there.
            if self._answered < mine and self._confirmations == before and self.fault is None:
                self._note_fault(StoreError(code="unavailable", reason=f"no answer within {patience} s"))
            return self.versions

    def stop(self) -> None:
        """Ask no more."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="atlas-store-watch", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._stopped or self.fault or self._wanted > self._answered)
                if self._stopped:
                    return
                target = self._wanted
            found = self._answer()
            with self._turn:
                self._take(found, target)
                if self.fault is not None:
                    self._turn.wait_for(lambda: self._stopped, AGAIN_SECONDS)

    def _answer(self) -> Versions | StoreError:
        try:
            return tuple(sorted(self._ask().items()))
        except StoreError as error:
            return error
        except Exception as error:  # whatever it is: without this thread nobody would ever hear of it again
            return StoreError(code="unavailable", reason=type(error).__name__)

    def _take(self, found: Versions | StoreError, target: int) -> None:
        self._answered = target
        if isinstance(found, StoreError):
            self._note_fault(found)
        else:
            self.versions, self.confirmed = found, datetime.now(UTC)
            self._confirmations += 1
            self._note_recovery()
            metrics.note_versions(dict(found))
            metrics.confirmed.set(self.confirmed.timestamp())
        self._turn.notify_all()

    def _note_fault(self, fault: StoreError) -> None:
        """One line when the silence begins and when its cause turns out to be another one."""
        if self.fault is None:
            self._silent_since = time.monotonic()
        if self.fault is None or self.fault.code != fault.code:
            log_fault("the store does not answer", fault)
        self.fault = fault
        metrics.store_answers.set(0)

    def _note_recovery(self) -> None:
        if self.fault is not None:
            seconds = round(time.monotonic() - self._silent_since, 1)
            log.info("the store answers again", extra={"fields": {"seconds": seconds}})
        self.fault = None
        metrics.store_answers.set(1)


def log_fault(message: str, fault: AtlasError) -> None:
    """One line for the operator: what, where, why, and what helps."""
    named = {name: value for name, value in fault.fields.items() if isinstance(value, str | int)}
    log.error(message, extra={"fields": {"code": fault.code, **named, **_help(fault)}})


def _help(fault: AtlasError) -> dict[str, str]:
    text = operator_help(fault, get_wording("en"))
    return {"help": text} if text else {}

"""The uploaded files of one visit: kept while the person moves between pages, read once per set of choices."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from data.errors import StoreError
from data.intake import Choices, Intake, check_together, read_file
from pages.facts import served
from pages.operation import limits, metrics

_FILES = "_upload_files"
_READ_AT_ONCE_BYTES = 1024 * 1024
"""A larger file is read beside the page, with progress and a way to stop."""


@dataclass
class Job:
    """A file that is being read beside the page, as soon as it is its turn."""

    share: float = 0.0
    waits: bool = True
    stopped: threading.Event = field(default_factory=threading.Event)
    result: Intake | None = None
    failed: bool = False

    def run(self, content: bytes, name: str, choices: Choices) -> None:
        """Reads the file; runs in a thread of its own and touches nothing but this object."""
        stopped = self.stopped.is_set
        try:
            with limits.reading().turn(math.inf, given_up=stopped):
                self.waits = False
                self.result = read_file(content, name, choices=choices, progress=self._note, cancelled=stopped)
        except Exception:
            metrics.uploads.labels("unreadable").inc()
            self.failed = True
            raise
        metrics.uploads.labels("read" if self.result.ok else "with_findings").inc()

    def _note(self, share: float) -> None:
        self.share = share


@dataclass
class PendingUpload:
    """A file as delivered, the choices made for it, and how it reads with them.

    Attributes:
        key: tells the files of a visit apart; part of the widgets' keys.
        recalled: the choices come from an earlier file with the same head.
    """

    key: str
    name: str
    content: bytes
    choices: Choices = field(default_factory=Choices)
    intake: Intake | None = None
    job: Job | None = None
    recalled: bool = False
    asked: bool = False

    def choose(self, **changes: Any) -> bool:
        """Takes a choice over; the file is read anew with it. False when it changes nothing."""
        chosen = replace(self.choices, **changes)
        if chosen == self.choices:
            return False
        self.choices, self.intake, self.job = chosen, None, None
        return True

    def read(self) -> Intake | None:
        """The file as it reads with the present choices; None while it is being read."""
        if self.intake is None:
            self._start_or_finish()
        if self.intake is not None and not self.asked:
            self._recall(self.intake)
        return self.intake

    def forget(self) -> None:
        """Lets the file be read anew with the same choices."""
        self.intake, self.job = None, None

    def start_over(self) -> None:
        """Drops all choices, those taken over from an earlier file too."""
        self.choices, self.recalled = Choices(), False
        self.forget()

    def _start_or_finish(self) -> None:
        if self.job is None and len(self.content) <= _READ_AT_ONCE_BYTES:
            self.intake = read_file(self.content, self.name, choices=self.choices)
        elif self.job is None:
            self.job = Job()
            threading.Thread(target=self.job.run, args=(self.content, self.name, self.choices), daemon=True).start()
        elif self.job.result is not None:
            self.intake, self.job = self.job.result, None

    def _recall(self, intake: Intake) -> None:
        """Takes over what was chosen for the last file with this head, once."""
        self.asked = True
        text = recall(intake.recognition.signature)
        if text and self.choices == Choices():
            self.choose(**vars(Choices.from_json(text)))
            self.recalled = self.choices != Choices()
            self.read()


def recall(signature: str) -> str:
    """Choices remembered for a head as JSON; blank when there are none or the database does not answer."""
    if not signature:
        return ""
    try:
        return str(served.store().recall_mapping(signature) or "")
    except StoreError:
        return ""


def files() -> list[PendingUpload]:
    """The uploaded files of this visit."""
    kept: list[PendingUpload] = st.session_state.setdefault(_FILES, [])
    return kept


def take(uploads: Sequence[Any] | None) -> None:
    """Keeps exactly these uploads; what is known keeps its choices, None changes nothing."""
    if uploads is None:
        return
    known = {file.key: file for file in files()}
    st.session_state[_FILES] = [
        known.get(upload.file_id) or PendingUpload(upload.file_id, upload.name, upload.getvalue()) for upload in uploads
    ]


def drop(key: str) -> None:
    """Drops a file."""
    st.session_state[_FILES] = [file for file in files() if file.key != key]


def conflicts() -> Sequence[Any]:
    """Findings that several files cause together: the same year twice."""
    return check_together([file.intake for file in files() if file.intake is not None])


def today() -> str:
    """The present day (ISO, UTC)."""
    return datetime.now(UTC).date().isoformat()

"""Answers that several figures of one page ask for, and that a new initiative on the map does not change."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from data.atlas import Atlas

MOST_KEPT = 128
Answer = TypeVar("Answer")
_known: WeakKeyDictionary[Atlas, dict[Hashable, Any]] = WeakKeyDictionary()


def kept(atlas: Atlas, question: Hashable, compute: Callable[[], Answer]) -> Answer:
    """The answer to a question about an atlas, computed once; nobody may change it.

    The solver takes up to a second, and chart, map and statements ask it the same.
    """
    answers = _known.setdefault(atlas, {})
    # One look, not two: another visitor's question may empty the shelf in between.
    found: Answer | None = answers.get(question)
    if found is not None:
        return found
    answer = compute()
    if len(answers) >= MOST_KEPT:
        answers.clear()
    answers[question] = answer
    return answer

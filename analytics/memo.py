"""A measure of the whole atlas is computed once, however many figures ask for it, and in the same moment too.

Who asks while it is being computed waits for it: many visitors of a server that has just started would otherwise all
compute the same.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from threading import RLock
from typing import TypeVar
from weakref import WeakKeyDictionary

import pandas as pd

from data.atlas import Atlas

Choice = TypeVar("Choice", bound=Hashable)
Kept = TypeVar("Kept")


def once_per_atlas(measure: Callable[[Atlas], Kept]) -> Callable[[Atlas], Kept]:
    """Keeps what was measured as long as its atlas lives; an atlas never changes, a new version is a new one.

    A frame is handed out as a shallow copy: pandas copies on write, so that nobody can change another one's figures.
    Anything else is handed out as it is: it has to be frozen.
    """
    kept = once_per_choice(lambda atlas, _: measure(atlas))

    @wraps(measure)
    def measured(atlas: Atlas) -> Kept:
        return kept(atlas, None)

    return measured


def once_per_choice(measure: Callable[[Atlas, Choice], Kept]) -> Callable[[Atlas, Choice], Kept]:
    """As `once_per_atlas`, for a measure with one choice out of few (an age group): kept for every choice asked for."""
    known: WeakKeyDictionary[Atlas, dict[Choice, Kept]] = WeakKeyDictionary()
    turn = RLock()

    @wraps(measure)
    def measured(atlas: Atlas, choice: Choice) -> Kept:
        kept = known.setdefault(atlas, {})
        if choice not in kept:
            with turn:
                if choice not in kept:
                    kept[choice] = measure(atlas, choice)
        value = kept[choice]
        return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value

    return measured

"""A measure of the whole atlas is computed once, however many figures ask for it."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import pandas as pd

from data.schemas import Atlas

Frame = TypeVar("Frame", bound=pd.DataFrame)
Choice = TypeVar("Choice", bound=Hashable)
Kept = TypeVar("Kept")


def once_per_atlas(measure: Callable[[Atlas], Frame]) -> Callable[[Atlas], Frame]:
    """Keeps the measure's frame as long as its atlas lives; an atlas never changes, a new version is a new one.

    Each caller gets a shallow copy: pandas copies on write, so that nobody can change another one's figures.
    """
    known: WeakKeyDictionary[Atlas, Frame] = WeakKeyDictionary()

    @wraps(measure)
    def measured(atlas: Atlas) -> Frame:
        if atlas not in known:
            known[atlas] = measure(atlas)
        return known[atlas].copy(deep=False)

    return measured


def once_per_choice(measure: Callable[[Atlas, Choice], Kept]) -> Callable[[Atlas, Choice], Kept]:
    """As `once_per_atlas`, for a measure with one choice out of few (an age group): kept for every choice asked for.

    A frame is handed out as a shallow copy, anything else as it is: it has to be frozen.
    """
    known: WeakKeyDictionary[Atlas, dict[Choice, Kept]] = WeakKeyDictionary()

    @wraps(measure)
    def measured(atlas: Atlas, choice: Choice) -> Kept:
        kept = known.setdefault(atlas, {})
        if choice not in kept:
            kept[choice] = measure(atlas, choice)
        value = kept[choice]
        return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value

    return measured

"""What several figures of a page ask for with the same choices is computed once for an atlas."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from data.atlas import Atlas

Answer = TypeVar("Answer")
Choice = tuple[str | bool | int | None, ...]


def keep_per_choice(compute: Callable[..., Answer]) -> Callable[..., Answer]:
    """Keeps the answers as long as the atlas lives; there are as many as Kreise, age groups and switches combine to.

    Answers are shared: they are frozen, and their frames are for reading.
    """
    known: WeakKeyDictionary[Atlas, dict[Choice, Answer]] = WeakKeyDictionary()

    @wraps(compute)
    def kept(atlas: Atlas, *choice: str | bool | int | None) -> Answer:
        answers = known.setdefault(atlas, {})
        if choice not in answers:
            answers[choice] = compute(atlas, *choice)
        return answers[choice]

    return kept

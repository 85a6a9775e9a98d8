"""What a question can be asked with, read off the signature of the function that answers it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

# Given by whoever runs the function, not by whoever asks.
_OURS = ("atlas", "w", "base")


@dataclass(frozen=True)
class Parameter:
    """What can be asked with; its annotation says what it means, and what else it may be.

    Attributes:
        name: of the parameter.
        kind: str, int or bool; of each entry when it takes many.
        many: whether it is a list.
        choices: the values there are; empty when any goes.
        needed: whether it has to be given.
        default: its value when it is not given; None when it is needed.
        about: what it means, in English.
    """

    name: str
    kind: type
    many: bool
    choices: tuple[Any, ...]
    needed: bool
    default: Any
    about: str


@lru_cache(maxsize=32)
def read_parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters of a function, in the order of its signature."""
    hints = get_type_hints(function, include_extras=True)
    signature = inspect.signature(function).parameters
    return tuple(_parameter(one, hints[name]) for name, one in signature.items() if name not in _OURS)


def _parameter(one: inspect.Parameter, hint: Any) -> Parameter:
    plain, about, *valid = get_args(hint)
    is_choice, many = get_origin(plain) is Literal, get_origin(plain) in (Sequence, tuple)
    inner = get_args(plain)[0] if many or isinstance(plain, UnionType) else plain
    needed = one.default is inspect.Parameter.empty
    choices = get_args(plain) if is_choice else valid[0] if valid else ()
    kind = str if is_choice else get_origin(inner) or inner
    return Parameter(one.name, kind, many, choices, needed, None if needed else one.default, str(about))

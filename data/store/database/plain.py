"""Values as plain JSON: what intake hands over may hold numpy numbers, dates, NaN or dataclasses."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

_NOT_STORABLE = {ord("\0"): None}
"""PostgreSQL takes no NUL in a text."""


def plain_text(text: str) -> str:
    """A text every database takes: without NUL, without halves of a surrogate pair."""
    return text.translate(_NOT_STORABLE).encode("utf-8", "replace").decode("utf-8")


def plain(value: Any) -> Any:
    """The value as dict, list, str, int, float, bool or None; missing and infinite become None.

    Raises:
        TypeError: the value has no plain form.
    """
    if isinstance(value, str):
        return plain_text(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {plain_text(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, bool | int | float):
        return number if math.isfinite(number) else None
    raise TypeError(f"no plain form: {type(value).__name__}")

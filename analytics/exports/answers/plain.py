"""Frames, numbers and statements as plain data that every JSON reader understands."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from analytics.figure.statements import Saying, Statements


def as_plain(value: Any) -> Any:
    """The value out of dictionaries, lists, text, numbers and None.

    A frame becomes a list of its rows. Missing and infinite numbers become None: JSON has no word for them, and 0 would
    be a number.
    """
    if isinstance(value, dict):
        return {str(key): as_plain(part) for key, part in value.items()}
    if isinstance(value, pd.DataFrame):
        return [as_plain(row) for row in value.to_dict("records")]
    if isinstance(value, list | tuple | set | np.ndarray | pd.Series):
        return [as_plain(part) for part in value]
    return _scalar(value)


def statements_as_plain(statements: Statements) -> dict[str, list[dict[str, str]]]:
    """What the data carry and what they do not, each in both registers."""
    return {
        "carried": [_saying(saying) for saying in statements.carried],
        "not_carried": [_saying(saying) for saying in statements.not_carried],
    }


def _saying(saying: Saying) -> dict[str, str]:
    return {"text": saying.text, "plain": saying.plain}


def _scalar(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value

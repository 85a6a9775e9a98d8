"""Rules between tables. Every rule is a pure function from the atlas to its violations."""

from __future__ import annotations

from data.schemas import Atlas


def check_rules(atlas: Atlas) -> None:
    """Raise for the first violation of any rule."""

"""A mark is one word in the notes of a slide: programs keep it that drop tags and properties of a document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from analytics.exports.presentation.collection import pack_plain, unpack_word
from analytics.language import Wording


def mark_sentence(w: Wording, kind: str, plain: Mapping[str, Any]) -> str:
    """What stands in the notes: why the word is there, and the word.

    Args:
        w: language of the slide.
        kind: the letters marks of one kind begin with.
        plain: what the slide remembers, as JSON can hold it.
    """
    said = w.text("By this mark the slide is refreshed later, please leave it:")
    return f"{said} {kind}.{pack_plain(plain)}"


def read_word(slide: Any, pattern: re.Pattern[str]) -> Any:
    """What the word that a pattern finds (its first group) holds; None without one.

    Raises:
        ExportError, ValueError: the word is damaged.
    """
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    found = pattern.search(frame.text) if frame is not None else None
    return json.loads(unpack_word(found.group(1))) if found else None

"""What a slide around the figures remembers of its making: a word in its notes, which every program keeps."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from analytics.exports.pptx.memory.note_word import mark_sentence, read_word
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.parts.words import plain_headline
from analytics.language import LANGUAGES, Wording, get_wording
from data.errors import ExportError

_MARK = re.compile(r"\bAF1\.([\w-]+)")


@dataclass(frozen=True)
class FrameMark:
    """What the slide is.

    Attributes:
        kind: cover, agenda, section, closing or sources.
        lang: language it was written in.
        sender: who presents.
        made: each text as it was written, as a short digest.
    """

    kind: str
    lang: str
    sender: str = ""
    made: dict[str, str] = field(default_factory=dict)

    def is_own(self, slot: str, text: str) -> bool:
        """Whether the person wrote what stands there."""
        return self.made.get(slot) != _digest(text)


def write_frame_mark(slide: Any, kind: str, w: Wording, sender: str) -> None:
    """Puts the mark into the notes, replacing an earlier one."""
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        made = {slot: _digest(text) for slot, text in frame_slots(slide).items()}
        frame.text = mark_sentence(w, "AF1", {"kind": kind, "lang": w.lang, "sender": sender, "made": made})


def read_frame_mark(slide: Any) -> FrameMark | None:
    """The mark of a slide; None for a slide of figures or one of the person."""
    try:
        plain = read_word(slide, _MARK)
        if plain is None:
            return None
        lang = plain["lang"] if plain["lang"] in LANGUAGES else get_wording("de").lang
        return FrameMark(
            str(plain["kind"]), lang, str(plain["sender"]), {str(k): str(v) for k, v in plain["made"].items()}
        )
    except (ExportError, ValueError, KeyError, TypeError, AttributeError):
        return None


def frame_slots(slide: Any) -> dict[str, str]:
    """Texts by place: title, details, table."""
    title, details, table = slide.shapes.title, details_of(slide), table_of(slide)
    slots = {"title": plain_headline(title.text_frame.text)} if title is not None else {}
    if details is not None:
        slots["details"] = details.text_frame.text
    if table is not None:
        slots["table"] = "\n".join("\t".join(cell.text for cell in row.cells) for row in table.table.rows)
    return slots


def details_of(slide: Any) -> Any:
    """The text with sender and date; None without."""
    return next((shape for shape in slide.shapes if role_of(shape.name) == "details"), None)


def table_of(slide: Any) -> Any:
    """The table of contents or of sources; None without."""
    return next((shape for shape in slide.shapes if shape.has_table), None)


def _digest(text: str) -> str:
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=6).hexdigest()

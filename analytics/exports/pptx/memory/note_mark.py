"""A short mark in the notes of a slide, which programs keep that drop tags and properties of a document.

It holds the specification and, for every text and number, a trace by which one can tell whether it stands there as
it was written; the texts themselves would be too long for notes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
from typing import Any

from analytics.exports.pptx.memory.marker import SlideMark, read_wish
from analytics.exports.pptx.memory.note_word import mark_sentence, read_word
from analytics.exports.pptx.memory.slots import Slots
from analytics.exports.pptx.parts.names import NOTE_MARK, without_mark
from analytics.exports.presentation.collection import plain_spec, spec_from_plain
from analytics.language import get_wording
from data.errors import ExportError

# Slots that are told apart; how things look or where they stand is left to the eye.
_TRACED = ("title", "subtitle", "source", "rest", "remark", "heading", "chart", "table", "map", "fill", "card")
# Bits for each slot and marks in them: one edit in two hundred is overlooked.
_BITS, _HASHES = 11, 7
TYPED = "\x00"


def write_note_mark(slide: Any, mark: SlideMark) -> None:
    """Puts the mark under the notes, replacing an earlier one."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    plain: dict[str, Any] = {
        "token": mark.token, "lang": mark.lang, "version": mark.version, "newest": mark.newest, "part": mark.part
    }  # fmt: skip
    if mark.follows is not None:
        plain["follows"] = mark.follows
    plain |= {"spec": plain_spec(mark.spec), "made": _trace(mark.slots)}
    frame.text = f"{without_mark(frame.text)}\n\n{mark_sentence(get_wording(mark.lang), 'AA1', plain)}"


def read_note_mark(slide: Any, now: Slots) -> SlideMark | None:
    """The mark in the notes of a slide; what stands there and was not written so counts as typed by the person.

    Args:
        slide: of the deck.
        now: its texts and numbers.
    """
    try:
        plain = read_word(slide, NOTE_MARK)
        if plain is None:
            return None
        lang = plain["lang"] if plain["lang"] in ("de", "en") else "de"
        made = base64.b64decode(str(plain["made"]))
        spec, newest = spec_from_plain(plain["spec"]), int(plain["newest"])
        token, version, part = str(plain["token"]), str(plain["version"]), int(plain.get("part", 0))
        return SlideMark(token, spec, lang, version, _made_slots(now, made), newest, read_wish(plain), part)
    except (ExportError, ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return None


def _made_slots(now: Slots, trace: bytes) -> Slots:
    """Slots as they were written, as far as the trace tells: one typed over is another than what stands there."""
    return {
        slot: value if not _is_traced(slot) or _holds(trace, slot, value) else _other(slot)
        for slot, value in now.items()
        if slot == "notes" or _is_traced(slot)
    }


def _other(slot: str) -> str | float:
    return math.nan if slot.startswith("chart|") else TYPED


def _is_traced(slot: str) -> bool:
    return slot.partition("|")[0] in _TRACED


def _trace(slots: Slots) -> str:
    traced = [(slot, value) for slot, value in slots.items() if _is_traced(slot)]
    bits = bytearray(max(4, math.ceil(len(traced) * _BITS / 8)))
    for slot, value in traced:
        for place in _places(slot, value, len(bits)):
            bits[place // 8] |= 1 << place % 8
    return base64.b64encode(bytes(bits)).decode()


def _holds(trace: bytes, slot: str, value: str | float) -> bool:
    return all(trace[place // 8] >> place % 8 & 1 for place in _places(slot, value, len(trace)))


def _places(slot: str, value: str | float, size: int) -> list[int]:
    written = " ".join(value.split()) if isinstance(value, str) else f"{value:.6g}"
    digest = hashlib.blake2b(f"{' '.join(slot.split())}\n{written}".encode(), digest_size=4 * _HASHES).digest()
    return [int.from_bytes(digest[at : at + 4]) % (8 * size) for at in range(0, len(digest), 4)]

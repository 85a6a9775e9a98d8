"""Cards of key figures: words, sizes and places of today, each where the person left the old one alone."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from analytics.exports.pptx.memory.slots import card_number
from analytics.exports.pptx.merging.frames import stand_like
from analytics.exports.pptx.merging.old_slide import OldSlide, describe, set_line
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.parts.words import protect_numbers


def merge_cards(old: OldSlide) -> None:
    """Puts the new key figures in place."""
    theirs = {card_number(shape): shape for shape in old.fresh.shapes if role_of(shape.name) == "card"}
    for shape in old.slide.shapes:
        if role_of(shape.name) == "card" and card_number(shape) in theirs:
            _merge_card(old, shape, theirs[card_number(shape)])


def _merge_card(old: OldSlide, shape: Any, fresh: Any) -> None:
    number = card_number(shape)
    lines = [(f"card|{number}|{place}", line) for place, line in enumerate(shape.text_frame.paragraphs)]
    for slot, line in lines:
        if old.takes(slot) and line.runs:
            set_line(line, protect_numbers(str(old.new[slot])))
    if not any(old.edited(slot) for slot, _ in lines):
        describe(shape, fresh)
    if old.has_its_room and not old.edited(f"look|card|{number}"):
        for (_, line), new in zip(lines, fresh.text_frame.paragraphs, strict=False):
            _take_size(line, new)
    slot = f"place|card|{number}"
    if old.has_its_room and slot in old.mark.slots and (old.overwrite or not old.moved(slot)):
        stand_like(shape, fresh)


def _take_size(line: Any, new: Any) -> None:
    """Size of the words and the space after them, which depend on how much there is to say."""
    for run in line.runs if new.runs else ():
        run.font.size = new.runs[0].font.size
    if line._p.pPr is not None and new._p.pPr is not None:
        line._p.replace(line._p.pPr, deepcopy(new._p.pPr))

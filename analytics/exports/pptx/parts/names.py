"""What the shapes of a slide are called, by which a refresh finds them again, in either language."""

from __future__ import annotations

import re
from functools import lru_cache

from analytics.language import LANGUAGES, Wording, get_wording

# Signs of a label that stand in its name.
LONGEST_NAME = 60
# Before the names of what stands beside the first figure of a slide.
BESIDE = "→ "
# The line of the notes by which a slide is known that lost everything else.
NOTE_MARK = re.compile(r"\s*(?:\A|[\n\v])[^\n\v]*\bAA1\.([\w-]+)[^\n\v]*")

# What older decks call the outline of the Lausitz, by language.
FORMER_OUTLINES = {"de": "Lausitzer Revier nach InvKG", "en": "Lausitz coal region by law (InvKG)"}


def names_in(w: Wording) -> dict[str, str]:
    """Role → name of the shape."""
    return {
        "subtitle": w.text("Subtitle"),
        "remark": w.text("Remark"),
        "heading": w.text("Finding"),
        "chart": w.text("Chart"),
        "backdrop": w.text("Backdrop"),
        "labels": w.text("Labels"),
        "map": w.text("Districts"),
        "areas": w.text("Areas"),
        "lines": w.text("Borders of the districts"),
        "gemeinden": w.text("Municipalities"),
        "members": w.text("Initiatives"),
        "added": w.text("New initiatives"),
        "flows": w.text("Lines of the balances"),
        "legend": w.text("Legend"),
        "table": w.text("Table"),
        "rest": w.text("Further rows"),
        "card": w.text("Key figure"),
        "source": w.text("Source and licence"),
        "details": w.text("Sender and date"),
        "contents": w.text("Contents"),
        "sources": w.text("List of sources"),
    }


def name_today(name: str) -> str:
    """Name of a shape as new decks have it."""
    langs = [lang for lang, former in FORMER_OUTLINES.items() if name == former]
    return get_wording(langs[0]).text("Lausitz with Saxony, by law (InvKG)") if langs else name


@lru_cache(maxsize=4096)
def role_of(name: str) -> str:
    """Role of a shape by its name; empty for a shape the person added."""
    head = name.partition(" · ")[0]
    for lang in LANGUAGES:
        for role, known in names_in(get_wording(lang)).items():
            if head == known or (role == "card" and head.startswith(f"{known} ")):
                return role
    return ""


def without_mark(notes: str) -> str:
    """Notes as a person reads them."""
    return NOTE_MARK.sub("", notes).rstrip() if NOTE_MARK.search(notes) else notes

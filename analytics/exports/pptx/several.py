"""Several refreshed decks: what they are called, and all of them in one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from analytics.language import Wording


def refreshed_names(names: Sequence[str], w: Wording) -> list[str]:
    """Names of the refreshed decks, no two alike."""
    found: list[str] = []
    for name in names:
        stem = f"{PurePath(name).stem}-{w.text('refreshed')}"
        same = sum(1 for other in names[: len(found)] if PurePath(other).stem == PurePath(name).stem)
        found.append(f"{stem}-{same + 1}.pptx" if same else f"{stem}.pptx")
    return found


def pack_decks(decks: Mapping[str, bytes]) -> bytes:
    """A zip of decks by name; they are packed already."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in decks.items():
            archive.writestr(name, content)
    return buffer.getvalue()

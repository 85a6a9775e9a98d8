"""`python -m deploy.icon_font`: cuts Streamlit's file of 4,300 icons down to those that can appear in the atlas.

Writes `static/fonts/material-symbols-subset.woff2`, and beside it which icons it holds and the checksum of the file
it was cut from. Run it after a new icon or a new Streamlit; a test says when.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont

from pages.server.route_allowlist import STREAMLIT_FILES
from pages.server.routes.files.assets import STATIC_FOLDER
from pages.server.routes.files.typefaces import ICON_FACE, framework_icon_face

ROOT = Path(__file__).resolve().parents[1]
# Elements of Streamlit choose some icons in Python; the front end has the others in its scripts.
_FRAMEWORK = (
    *(STREAMLIT_FILES / "js").glob("*.js"),
    *(Path(streamlit.__file__).parent / "elements").rglob("*.py"),
)
_OURS = tuple(path for folder in ("pages", "analytics", "data") for path in (ROOT / folder).rglob("*.p[yo]"))
_NAME = re.compile(r":material/(\w+):")


def wanted_icons() -> set[str]:
    """Every icon that our sources or Streamlit's name; a few of them are no icon, only a name in an explanation."""
    return {name for path in (*_OURS, *_FRAMEWORK) for name in _NAME.findall(path.read_text("utf-8"))}


def composed_icons() -> list[str]:
    """Our sources that put the name of an icon together while running, where no search finds it."""
    found = re.compile(r":material/(?!\w+:)")
    return [str(path.relative_to(ROOT)) for path in _OURS if found.search(path.read_text("utf-8"))]


def _ligatures(font: TTFont) -> Iterator[tuple[dict[str, list[Any]], str]]:
    """Each table of ligatures with each first letter in it."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            table = getattr(part, "ExtSubTable", part).ligatures
            yield from ((table, first) for first in list(table))


def cut(font: TTFont, wanted: Iterable[str]) -> list[str]:
    """Takes every icon out of a font but the wanted ones; gives the names of those it has, in order."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    kept: dict[str, Any] = {}
    for table, first in _ligatures(font):
        names = {"".join(letters[one] for one in (first, *word.Component)): word for word in table[first]}
        found = {name: word for name, word in names.items() if name in set(wanted)}
        # Without its words a first letter would stay a rule that means nothing.
        table.update({first: list(found.values())}) if found else table.pop(first)
        kept |= found
    options = subset.Options(layout_features=["*"], name_IDs=["*"], hinting=False, flavor="woff2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(kept))
    subsetter.subset(font)
    font.flavor = "woff2"
    return sorted(kept)


def main() -> int:
    """Writes the font and what it holds."""
    whole = framework_icon_face()
    if whole is None:
        sys.stderr.write("Streamlit's file of icons was not found; look for its new name in its style sheet.\n")
        return 1
    # The time of its making stays out of it: the same icons give the same file.
    font = TTFont(whole, recalcTimestamp=False)
    icons, target = cut(font, wanted_icons()), STATIC_FOLDER / ICON_FACE
    font.save(target)
    said = {"cut_from_sha256": hashlib.sha256(whole.read_bytes()).hexdigest(), "icons": icons}
    target.with_suffix(".json").write_text(json.dumps(said, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{len(icons)} icons, {target.stat().st_size:,} instead of {whole.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

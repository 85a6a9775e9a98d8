"""What pictures need of matplotlib: our font, one turn at its settings, and an SVG whose outlined words can be read."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from threading import Lock

from matplotlib import font_manager

REGULAR, BOLD = "Figtree", "Figtree SemiBold"
# The edge of a mark whose membership is only inferred.
RING_DASH = (0, (1.9, 1.3))
# matplotlib's settings belong to the process, not to the call.
SETTINGS = Lock()
_FONTS = Path(__file__).parents[3] / "static" / "fonts"
_FONT_FILES = ("figtree-regular.ttf", "figtree-semibold.ttf")
# How matplotlib notes what it has outlined.
_OUTLINED = re.compile(rb"<!-- (.*?) -->", re.DOTALL)


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Makes Figtree known to matplotlib, which reads neither variable fonts nor woff2."""
    for name in _FONT_FILES:
        font_manager.fontManager.addfont(str(_FONTS / name))


def readable(svg: bytes) -> bytes:
    """The drawing with each outlined text named by its words, and words by the family programs look for."""
    return _OUTLINED.sub(rb"<title>\1</title>", svg).replace(b"Figtree SemiBold", b"Figtree")

"""Pictures of the map as PNG (slides, web) and SVG (print, editing)."""

from __future__ import annotations

import io
import re
from threading import Lock
from typing import Any, Literal

import matplotlib as mpl

from analytics.language import Wording
from analytics.maps.picture import draw_print_map
from data.atlas import Atlas

PictureFormat = Literal["png", "svg"]
DPI = 200
# matplotlib's settings belong to the process, not to the call.
SETTINGS = Lock()
# How matplotlib notes what it has outlined.
_OUTLINED = re.compile(rb"<!-- (.*?) -->", re.DOTALL)


def write_map_picture(
    atlas: Atlas, w: Wording, view: dict[str, Any], *, year: int, kreis: str | None = None, file_format: PictureFormat
) -> bytes:
    """One year of a map view as a picture file.

    Args:
        atlas: the data package.
        w: language of the view.
        view: from `compute_map_view`.
        year: a year of the view.
        kreis: chosen Kreis (ags) or None.
        file_format: png or svg; words of the SVG are outlined, so that it looks the same without our font.

    Raises:
        ValueError: the year is not in the view.
    """
    buffer = io.BytesIO()
    title = view["subtitles"][view["years"].index(year)]
    # No date inside: the same view gives the same file.
    metadata = {"Title": title} | ({"Date": None} if file_format == "svg" else {"Software": None})
    with SETTINGS, mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "atlas", "hatch.linewidth": 0.7}):
        picture = draw_print_map(atlas, w, view, year=year, kreis=kreis)
        picture.savefig(buffer, format=file_format, dpi=DPI, metadata=metadata)
    return readable(buffer.getvalue()) if file_format == "svg" else buffer.getvalue()


def readable(svg: bytes) -> bytes:
    """The drawing with each outlined text named by its words, and words by the family programs look for."""
    return _OUTLINED.sub(rb"<title>\1</title>", svg).replace(b"Figtree SemiBold", b"Figtree")

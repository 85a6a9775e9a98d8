"""Pictures of the map as PNG (slides, web) and SVG (print, editing)."""

from __future__ import annotations

import io
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
        file_format: png or svg; in the SVG words stay words, so that they can be searched and edited.

    Raises:
        ValueError: the year is not in the view.
    """
    buffer = io.BytesIO()
    title = view["subtitles"][view["years"].index(year)]
    # No date inside: the same view gives the same file.
    metadata = {"Title": title} | ({"Date": None} if file_format == "svg" else {"Software": None})
    with SETTINGS, mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "atlas", "hatch.linewidth": 0.7}):
        picture = draw_print_map(atlas, w, view, year=year, kreis=kreis)
        picture.savefig(buffer, format=file_format, dpi=DPI, metadata=metadata)
    return buffer.getvalue()

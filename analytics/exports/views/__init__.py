"""What pages show and visitors collect: the views, the pages that show them, and how each opens."""

from analytics.exports.views.maps import draw_map_view
from analytics.exports.views.model import (
    ALL_NAMES,
    HIDDEN,
    LABELS,
    MARKED,
    MARKS,
    MEMBER_SIGNS,
    NO_NAMES,
    NUMBERED,
    TOLD,
    WHOLE,
    ZOOM_LAUSITZ,
    ZOOMS,
    MapView,
    Param,
    View,
    figure_of,
)  # fmt: skip
from analytics.exports.views.page import Copy, Page, Section
from analytics.exports.views.pages import PAGES, SECTIONS, VIEWS, opening_params, page_of
from analytics.exports.views.sources import SOURCES

__all__ = [
    "ALL_NAMES", "HIDDEN", "LABELS", "MARKED", "MARKS", "MEMBER_SIGNS", "NO_NAMES", "NUMBERED", "PAGES", "SECTIONS",
    "SOURCES", "TOLD", "VIEWS", "WHOLE", "ZOOMS", "ZOOM_LAUSITZ", "Copy", "MapView", "Page", "Param", "Section", "View",
    "draw_map_view", "figure_of", "opening_params", "page_of",
]  # fmt: skip

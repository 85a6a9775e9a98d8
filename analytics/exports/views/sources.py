"""A page of the footer that the snapshot has too; nobody collects its tables."""

from __future__ import annotations

from analytics.exports.views.model import View
from analytics.exports.views.page import Page
from analytics.subjects.sources.figures import (
    draw_breaks,
    draw_context_indicators,
    draw_indicators,
    draw_sources,
    draw_terms,
)

SOURCES = Page(
    "quellen",
    lambda w: w.text("Sources & methods"),
    title=lambda _, w: w.text("Every figure can be checked"),
    views=(
        View("terms", "table", draw_terms),
        View("indicators", "table", draw_indicators),
        View("context_indicators", "table", draw_context_indicators),
        View("breaks", "table", draw_breaks),
        View("sources", "table", draw_sources),
    ),
)

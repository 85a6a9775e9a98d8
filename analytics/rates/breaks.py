"""Breaks of the series in words: what a comparison of two years, or of a whole course, has to mind."""

from __future__ import annotations

import pandas as pd

from analytics.language import Wording
from analytics.rates.series import breaks_crossed
from data.atlas import Atlas


def break_labels(w: Wording, breaks: pd.DataFrame) -> str:
    """Labels of breaks in a row, "" without any; labels hold commas, hence semicolons."""
    return "; ".join(w.pick(row, "label") for row in breaks.to_dict("records"))


def crossing_sentence(atlas: Atlas, w: Wording, first: int, last: int) -> str:
    """What limits a comparison of two years, as a sentence; "" when nothing does."""
    return breaks_sentence(w, breaks_crossed(atlas, first, last))


def breaks_sentence(w: Wording, breaks: pd.DataFrame) -> str:
    """Labels of breaks as a sentence; "" without any."""
    labels = break_labels(w, breaks)
    return w.text("Breaks to mind: {breaks}.", breaks=labels) if labels else ""

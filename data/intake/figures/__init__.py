"""Migration and population: from text columns to typed figures, with every finding on the way.

Rules look at distinct texts (see `coded`), results are spread over the rows, and numbers are converted
only after the rules have spoken. All rows are checked; only those of the atlas's districts are kept.
"""

from __future__ import annotations

import numpy as np

from data.intake.figures.model import Figures, Raw, Report
from data.intake.figures.places import check_old_names, read_areas
from data.intake.figures.times import read_ages, read_times
from data.intake.figures.values import read_values
from data.intake.words.territory import find_kreis


def read_figures(raw: Raw, report: Report) -> Figures | None:
    """Check and convert one block; None when nothing of it belongs to the atlas.

    All rows are checked before those outside the atlas are left out.
    """
    found = raw.columns["ags"].mapped(lambda text: find_kreis(text, report.choices.names))
    area = read_areas(raw, report, found)
    age = read_ages(raw, report, area)
    time = read_times(raw, report, area)
    check_old_names(raw, report, time, found)
    keep = (area >= 0) & (age >= 0) & (time >= 0)
    rows = np.arange(len(area)) if keep.all() else np.flatnonzero(keep)
    values, flag, dashes = read_values(raw, report, rows)
    if not len(rows):
        return None
    own = Raw({}, raw.places, raw.rows[rows], raw.sheet)
    return Figures(area[rows], time[rows], age[rows], values, flag, dashes, own.rows, raw.sheet, own)

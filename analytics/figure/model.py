"""What every figure of the atlas consists of, whatever shows or exports it."""

from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from analytics.figure.statements import Statements
from analytics.figure.theme import DEFAULT_HEIGHT_PX
from analytics.language import Wording

Kind = Literal["text", "int", "signed_int", "decimal1", "signed1", "eur", "year", "date", "link", "percent"]
# Kinds whose values stand on the right of their column. A year is a name, not an amount.
NUMERIC_KINDS: frozenset[Kind] = frozenset(("int", "signed_int", "decimal1", "signed1", "eur", "percent"))


@dataclass(frozen=True)
class Column:
    """A column of a figure's table.

    Attributes:
        name: in the frame.
        label: its heading.
        kind: how it is written.
        beside: whether its numbers only stand beside the value, as residents beside a rate: a row is without a value
            when its other numbers are missing.
    """

    name: str
    label: str
    kind: Kind = "text"
    beside: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure with everything that belongs to it.

    Attributes:
        key: stable identifier, used for widget keys and file names.
        headline: the finding in about ten words.
        subtitle: measure, unit, place and time.
        description: the text alternative, written from the same measure.
        table: the figures shown, one row per mark; NaN means missing.
        columns: which columns of the table are shown, in which order and how.
        source_ids: where the figures come from.
        chart: the plotly figure; None when the table itself is the figure.
        notes: caveats that have to be read with the figure.
        reading: what its marks mean, where no legend says it.
        stem: file name without ending; the key when empty.
        statements: what may be said of it and what not, for figures that end an analysis.
        panel_step: for small multiples by how much each trace lies to the right of the one before, so that it stands
            in a panel of its own; 0 where all share one.
        plotted: what the plotted values are, with their unit, where neither table nor subtitle names them alone.
    """

    key: str
    headline: str
    subtitle: str
    description: str
    table: pd.DataFrame
    columns: tuple[Column, ...]
    source_ids: tuple[str, ...]
    chart: go.Figure | None = None
    notes: tuple[str, ...] = ()
    stem: str = field(default="")
    statements: Statements | None = None
    reading: str = ""
    panel_step: int = 0
    plotted: str = ""

    @property
    def height_px(self) -> int:
        """Height of the chart."""
        return DEFAULT_HEIGHT_PX if self.chart is None else int(self.chart.layout.height or DEFAULT_HEIGHT_PX)

    @property
    def file_stem(self) -> str:
        """File name without ending that says what is inside."""
        return self.stem or self.key


def format_cell(value: Any, kind: Kind, w: Wording) -> str:
    """A cell of a figure's table as the reader sees it; missing values as an en dash."""
    if kind in ("text", "link"):
        return w.missing() if pd.isna(value) or value == "" else str(value)
    if kind in ("date", "year"):
        return w.date(value if kind == "date" or pd.isna(value) else str(int(value)))
    writers = {
        "int": lambda: w.number(value),
        "signed_int": lambda: w.signed(value, 0),
        "decimal1": lambda: w.number(value, 1),
        "signed1": lambda: w.signed(value, 1),
        "eur": lambda: w.eur(value),
        "percent": lambda: w.percent(value, 1),
    }
    return writers[kind]()


def format_table(figure: Figure, w: Wording) -> pd.DataFrame:
    """The figure's table with headings and cells in the reader's language, all text."""
    written = {
        column.label: [format_cell(value, column.kind, w) for value in figure.table[column.name]]
        for column in figure.columns
    }
    return pd.DataFrame(written, dtype="str")

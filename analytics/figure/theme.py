"""Every colour and type setting of the atlas, named by what it means."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BasePlotlyType

from analytics.language import Wording

PAPER = "#fbfaf7"
CARD = "#fffefb"
RULE = "#e4e1d8"
INK = "#0f2620"
INK_QUIET = "#4d5f58"
GREEN = "#1d6153"
GREEN_SOFT = "#e2ebe5"
TERRACOTTA = "#c8553d"
# Terracotta itself misses 4.5:1 as text on the card, hence a darker one for words.
TERRACOTTA_TEXT = "#a8412b"
SAND = "#eeeae0"
BLUE, BLUE_SOFT, BLUE_LIGHT = "#2f5d8a", "#dfe7f0", "#8fb0cf"
OCHRE, OCHRE_SOFT, BROWN = "#b0763a", "#c9a86a", "#75614f"
NO_VALUE = "#f0eeea"
# Lines over an area without a value; fill of one whose value is kept secret, which exists: a grey no class uses.
HATCH, SECRET_FILL = "#d3cec0", "#c4beb0"
# The same lines in charts: over columns, and darker over cells and bars, which are smaller.
HATCH_COLUMN, HATCH_CELL = "#cfcabd", "#b9b3a4"
# What only stands beside the mark that is meant: all others, the total, a line from one to the other, a plain rule.
OTHERS, TOTAL, LINK, PLAIN = "#b9b4a6", "#8f8a7c", "#c9c3b4", "#9aa7a1"

LOSS = ("#b5541a", "#e8b88a")
# Darker continuation of the two loss colours, for indicators that are mostly negative.
LOSS_RAMP = ("#f3ddc6", LOSS[1], "#d68d50", LOSS[0], "#8c3d0f", "#632706")
GAIN = ("#e2ebe5", "#bcdacd", "#8dbfab", "#57a088", "#2b7a62", "#10503c")
SEQUENTIAL = ("#e2ebe5", "#bcdacd", "#8dbfab", "#57a088", "#2b7a62", "#10503c")
# Distance to the nearest initiative, near to far: from the colour of the network to white, each step lighter in print.
REACH = ("#1d6153", "#6fab93", "#c4ddd1", "#fbf0d9")

# Round pale bars, which stand out from the card by less than the 3:1 that marks need.
EDGE: dict[str, Any] = {"color": INK_QUIET, "width": 0.8}

# Compared series differ in colour, dash and marker, so that print and colour blindness do not merge them.
SERIES = (GREEN, TERRACOTTA_TEXT, BLUE, "#8a6d1f", "#6b3f7d", "#3d3d3d")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKERS = ("circle", "square", "diamond", "triangle-up", "cross", "x")
FONT = "Figtree, sans-serif"
DEFAULT_HEIGHT_PX = 420


def is_dark(colour: str) -> bool:
    """Whether light words are needed on a colour, written as #rrggbb."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140


def contrast(colour: str, ground: str) -> float:
    """Contrast of two colours, written as #rrggbb, by the formula of WCAG 2.2: from 1 to 21."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def translucent(colour: str, alpha: float) -> str:
    """A colour written as #rrggbb with an opacity, as Plotly's fills need it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def hatch(lines: str, ground: str = CARD, **more: Any) -> dict[str, Any]:
    """Slanting lines over a ground: not counted, not known, only possible."""
    return {"shape": "/", "fgcolor": lines, "bgcolor": ground} | more


def base_layout(w: Wording) -> dict[str, Any]:
    """Layout shared by all charts: font, colours, margins, German or English separators."""
    axis = {
        "gridcolor": RULE,
        "linecolor": RULE,
        "zerolinecolor": INK_QUIET,
        "tickfont": {"color": INK_QUIET, "size": 13},
        "title": {"font": {"color": INK_QUIET, "size": 13}},
        "automargin": True,
    }
    return {
        "font": {"family": FONT, "color": INK, "size": 14},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(SERIES),
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
        "separators": ",." if w.lang == "de" else ".,",
        "hoverlabel": {"bgcolor": CARD, "bordercolor": RULE, "font": {"family": FONT, "color": INK, "size": 13}},
        "showlegend": False,
        "xaxis": axis | {"showgrid": False},
        "yaxis": axis | {"zeroline": True},
        "dragmode": False,
    }


def style(chart: go.Figure, w: Wording, height_px: int = DEFAULT_HEIGHT_PX) -> go.Figure:
    """The chart with the shared layout; settings the chart already made are kept."""
    base = base_layout(w)
    return _write(chart, _merged(base, _written(chart, base)) | {"height": height_px})


def lay_out(chart: go.Figure, **settings: Any) -> go.Figure:
    """Adds settings to the layout, as Plotly's `update_layout`."""
    return _write(chart, _merged(_written(chart, settings), settings))


def _write(chart: go.Figure, settings: dict[str, Any]) -> go.Figure:
    """Writes whole settings: merged as plain words before, Plotly checks each of them once, at a tenth of the time."""
    chart.update_layout(settings, overwrite=True)
    return chart


def _written(chart: go.Figure, names: Iterable[str]) -> dict[str, Any]:
    """What the layout says under these names already; Plotly's own template and all notes need no second writing."""
    found = {name: chart.layout[name] for name in names if name in chart.layout}
    plain = {
        name: value.to_plotly_json() if isinstance(value, BasePlotlyType) else value for name, value in found.items()
    }
    return {name: value for name, value in plain.items() if value is not None}


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Both, nested ones too; where both say something, the own word stands."""
    return base | {
        key: _merged(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        for key, value in own.items()
    }

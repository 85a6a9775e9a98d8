"""Colours, hatches and symbols of a chart's marks."""

from __future__ import annotations

from typing import Any

from analytics.exports.drawing.scene.model import pick
from analytics.figure import theme


def hex_colour(colour: Any) -> str:
    """A colour as ``#rrggbb``; opacity is read by `alpha_of`."""
    written = str(colour)
    if written.startswith("rgb"):
        parts = written[written.index("(") + 1 : -1].split(",")
        return "#" + "".join(f"{round(float(part)):02x}" for part in parts[:3])
    return written.lower()


def alpha_of(colour: Any) -> float:
    """Opacity of a colour."""
    written = str(colour)
    return float(written[:-1].rpartition(",")[2]) if written.startswith("rgba") else 1.0


def ink_of(font: Any, trace: Any, place: int) -> str:
    """The colour in which one label is written: of its own font, else of all texts of the trace."""
    return hex_colour(pick(font.color, place) or pick(trace.textfont.color, place) or theme.INK)


def scale_colour(trace: Any, value: float) -> str:
    """Colour of a value of a heat map, whose scale consists of steps."""
    share = (value - float(trace.zmin)) / (float(trace.zmax) - float(trace.zmin))
    steps = [(float(place), str(colour)) for place, colour in trace.colorscale]
    return hex_colour(next((colour for place, colour in reversed(steps) if place <= share), steps[0][1]))


def bar_style(trace: Any, place: int) -> dict[str, Any]:
    """Fill, edge and hatch of one bar."""
    marker = trace.marker
    fill = hex_colour(pick(marker.color, place) or theme.GREEN)
    width = pick(marker.line.width, place)
    hatch, pattern = "", marker.pattern
    if pick(pattern.shape, place):
        hatch = hex_colour(pick(pattern.fgcolor, place) or fill)
        fill = hex_colour(pick(pattern.bgcolor, place) or theme.CARD)
    edge = hex_colour(pick(marker.line.color, place) or "") if width else ""
    return {"fill": fill, "hatch": hatch, "edge": edge, "edge_width": float(width or 0)}


def dot_style(trace: Any, place: int) -> dict[str, Any]:
    """Size, symbol, fill and edge of one marker."""
    marker = trace.marker
    symbol = str(pick(marker.symbol, place) or "circle")
    fill = hex_colour(pick(marker.color, place) or theme.GREEN)
    width = float(pick(marker.line.width, place) or 0)
    edge = hex_colour(pick(marker.line.color, place) or fill) if width else ""
    size = float(pick(marker.size, place) or 6)
    opacity = float(1 if marker.opacity is None else marker.opacity) * alpha_of(pick(marker.color, place))
    if symbol.endswith("-open"):
        return {"symbol": symbol[:-5], "fill": "", "edge": edge or fill, "edge_width": width or 2, "size": size}
    return {"symbol": symbol, "fill": fill, "edge": edge, "edge_width": width, "size": size, "opacity": opacity}

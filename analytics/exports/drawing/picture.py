"""Any figure as a picture (PNG, SVG) made on the server without a browser: chart, map, table or key figures.

Headline, subtitle, source and licence are in the picture, so that they travel with it.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from analytics.exports.drawing.cards import lay_out_cards, lay_out_table
from analytics.exports.drawing.map import lay_out_map, moved
from analytics.exports.drawing.marks import LINE_FACTOR, Area, Box, Dot, Mark, Path, Words
from analytics.exports.drawing.scene import lay_out
from analytics.exports.drawing.text_metrics import Run, wrap_words
from analytics.exports.provenance import foot_lines
from analytics.exports.views import MapView
from analytics.figure import theme
from analytics.figure.model import Figure
from analytics.language import Wording
from data.atlas import Atlas
from data.errors import ExportError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

PictureShape = Literal["wide", "square", "a4", "half", "page", "phone", "column", "band", "strip"]
PictureFormat = Literal["png", "svg", "pdf"]
UNITS_PER_INCH = 100
PAD = 40.0
HEAD, SUB, FOOT = 27.0, 15.0, 11.5
SIZES: dict[PictureShape, tuple[float, float]] = {
    "wide": (1200, 675), "square": (1000, 1000), "a4": (827, 0), "half": (444, 0), "page": (1160, 600),
    "phone": (350, 640), "column": (380, 510), "band": (760, 360), "strip": (760, 290),
}  # fmt: skip
"""Width and height of each shape; a height of 0 is as tall as needed."""
SizeMm = tuple[float | None, float | None]
"""Width and height on paper; None for what follows from the other and the shape."""
LEAST_MM, MOST_MM = 80.0, 600.0
UNITS_PER_MM = UNITS_PER_INCH / 25.4
_A4_MM = 210.0
# On a smaller canvas words and chart would touch: the picture is drawn as large as this and shrunk.
_NARROWEST, _LOWEST, _WIDE = 640.0, 560.0, 900.0
# So far and no further for a height nobody asked for: sources would become too small to read.
_LEAST_SHRUNK = 0.6
# Shown inside a page of ours, which says headline, source and licence itself.
_BARE = ("page", "phone", "column", "band", "strip")
_MARKERS = {
    "circle": "o", "square": "s", "diamond": "D", "triangle-up": "^", "triangle-left": "<", "cross": "P", "x": "X",
    "x-thin": "x",
}  # fmt: skip
_DASHES: dict[str, str | tuple[int, tuple[float, ...]]] = {
    "solid": "solid", "dash": (0, (5, 3)), "dot": (0, (1.2, 2.2)), "dashdot": (0, (5, 2, 1.2, 2)),
    "longdash": (0, (8, 3)), "longdashdot": (0, (8, 2, 1.2, 2)),
}  # fmt: skip


def write_picture(
    atlas: Atlas,
    w: Wording,
    content: Figure | MapView,
    *,
    shape: PictureShape = "wide",
    file_format: PictureFormat = "png",
    transparent: bool = False,
    headline: str = "",
    framed: bool = True,
    size_mm: SizeMm = (None, None),
) -> bytes:
    """A figure as a picture file.

    Args:
        atlas: the data package.
        w: language of the figure.
        content: from `draw_slide_figure`.
        shape: 16:9, square, as wide as an A4 page or half of it and as tall as needed, or bare for a page on a
            screen, a phone, and for a column or the whole breadth of a printed page.
        file_format: png at twice its size, svg that looks the same without our font, or pdf that carries its fonts.
        transparent: without a background.
        headline: the person's own headline.
        framed: with headline, subtitle, source and licence; without for documents that carry them as text, and the
            font of its words too.
        size_mm: own width and height on paper.

    Raises:
        ExportError: picture_size.
    """
    figure = content.figure if isinstance(content, MapView) else content
    width, height, shrunk = _canvas(shape, size_mm)
    if shape in _BARE:
        marks, height = content_marks(atlas, w, content, width, height)
        return save_marks(marks, width, height, file_format, figure.subtitle, transparent=True)
    if not framed:
        width, height = width - 2 * PAD, 0.0
        marks, height = _content_marks(atlas, w, content, width, height, pad=0.0, top=0.0, foot=0.0)
        return save_marks(marks, width, height, file_format, figure.subtitle, transparent=True, outlined=False)
    head = _head(figure, headline, width)
    foot = foot_words(foot_lines(atlas, figure, w), PAD, width - 2 * PAD)
    marks, height = _content_marks(
        atlas, w, content, width, height, pad=PAD, top=depth_of(head) + 16, foot=depth_of(foot)
    )
    shift = height - PAD / 1.6 - depth_of(foot)
    marks = [*head, *marks, *(moved(mark, 0, shift) for mark in foot)]
    if shrunk < 1:
        marks, width, height = [scaled(mark, shrunk) for mark in marks], width * shrunk, height * shrunk
    return save_marks(marks, width, height, file_format, figure.subtitle, transparent=transparent)


def _canvas(shape: PictureShape, size_mm: SizeMm) -> tuple[float, float, float]:
    """Width and height of the canvas, and by how much it is shrunk to the size on paper.

    Raises:
        ExportError: picture_size.
    """
    width, height = SIZES[shape]
    across, down = size_mm
    if across is None and down is None:
        return width, height, 1.0
    if any(side is not None and not LEAST_MM <= side <= MOST_MM for side in size_mm):
        raise ExportError(code="picture_size", least_mm=LEAST_MM, most_mm=MOST_MM)
    across = across or ((down or 0.0) * width / height if height else _A4_MM)
    wide, tall = across * UNITS_PER_MM, (across * height / width if down is None else down) * UNITS_PER_MM
    low = tall / _LOWEST if down is not None else max(tall / _LOWEST, _LEAST_SHRUNK)
    shrunk = min(1.0, wide / _NARROWEST, low if tall else 1.0)
    # A narrow picture whose height nobody asked for is as tall as it needs.
    narrow = down is None and wide / shrunk < _WIDE
    return wide / shrunk, 0.0 if narrow else tall / shrunk, shrunk


def picture_name(content: Figure | MapView, shape: PictureShape, file_format: PictureFormat) -> str:
    """File name that says indicator, area, year and form."""
    figure = content.figure if isinstance(content, MapView) else content
    words = {"wide": "16zu9", "square": "quadrat", "a4": "a4", "page": "breit", "phone": "schmal"}
    return f"{figure.file_stem}-{words[shape]}.{file_format}"


def _content_marks(
    atlas: Atlas,
    w: Wording,
    content: Figure | MapView,
    width: float,
    height: float,
    *,
    pad: float,
    top: float,
    foot: float,
) -> tuple[list[Mark], float]:
    inner = width - 2 * pad
    room = height - top - foot - pad / 1.6 - 14 if height else 0.0
    marks, depth = content_marks(atlas, w, content, inner, room)
    placed = [moved(mark, pad, top) for mark in marks]
    return placed, height or top + depth + (14 + foot + pad / 1.6 if foot else 4)


def content_marks(
    atlas: Atlas, w: Wording, content: Figure | MapView, width: float, room: float
) -> tuple[list[Mark], float]:
    """The marks of a figure on a canvas and its depth; a room of 0 lets the figure be as tall as it wants."""
    if isinstance(content, MapView):
        depth = room or width * 1.12
        return lay_out_map(atlas, content, width, depth, w, size=12.0), depth
    if content.chart is not None:
        depth = room or float(content.height_px)
        # A tall chart on a short canvas is drawn larger and shrunk as a whole, so that rows keep their distance.
        scale = max(1.0, min(1.35, content.height_px / depth))
        scene = lay_out(content.chart, width * scale, depth * scale, w)
        return [scaled(mark, 1 / scale) for mark in scene.marks], depth
    if {"label", "value", "hint"} <= set(content.table.columns):
        return lay_out_cards(content, width, room)
    return lay_out_table(content, width, room, w)


def scaled(mark: Mark, by: float) -> Mark:
    """The mark in another scale."""
    if isinstance(mark, Box):
        return replace(mark, left=mark.left * by, right=mark.right * by, top=mark.top * by, bottom=mark.bottom * by)
    if isinstance(mark, Path):
        return replace(mark, points=tuple((x * by, y * by) for x, y in mark.points), width=mark.width * by)
    if isinstance(mark, Area):
        return replace(mark, rings=tuple(tuple((x * by, y * by) for x, y in ring) for ring in mark.rings))
    return replace(mark, x=mark.x * by, y=mark.y * by, size=mark.size * by)


def _head(figure: Figure, headline: str, width: float) -> list[Mark]:
    size = HEAD if width >= 1000 else HEAD - 5
    said = ((headline or figure.headline, size, True), (figure.subtitle, SUB, False))
    return head_words(said, PAD, PAD, width - 2 * PAD)


def head_words(said: Iterable[tuple[str, float, bool]], left: float, top: float, width: float) -> list[Mark]:
    """Texts one below the other, each in three lines at most; a bold one is dark, the others are quiet.

    Args:
        said: text, size and whether it is bold.
        left: of the texts.
        top: of the first one.
        width: in which they wrap.
    """
    marks: list[Mark] = []
    for text, points, bold in said:
        lines, colour = wrap_words(text, width, points, bold=bold, most=3), theme.INK if bold else theme.INK_QUIET
        marks.append(
            Words(("head", 0), left, top, tuple((Run(line, bold),) for line in lines), points, colour, "left", "top")
        )
        top += len(lines) * points * LINE_FACTOR + 6
    return marks


def foot_words(said: Iterable[str], left: float, width: float) -> list[Mark]:
    """Source, licence and date of the data, from 0 downwards; each in three lines at most."""
    lines = [line for text in said for line in wrap_words(text, width, FOOT, most=3)]
    return [Words(("foot", 0), left, 0, tuple((Run(line),) for line in lines), FOOT, theme.INK_QUIET, "left", "top")]


def depth_of(marks: Sequence[Mark]) -> float:
    """How far down words reach."""
    return max((mark.top + mark.height for mark in marks if isinstance(mark, Words)), default=0.0)


def save_marks(
    marks: Sequence[Mark],
    width: float,
    height: float,
    file_format: PictureFormat,
    title: str,
    *,
    transparent: bool,
    outlined: bool = True,
) -> bytes:
    """Marks as a picture file.

    Args:
        marks: from the lowest to the uppermost.
        width: of the canvas.
        height: of the canvas.
        file_format: of the file.
        title: in the properties of the file.
        transparent: without a background.
        outlined: whether words of an SVG are outlines, which need no font.
    """
    # matplotlib is loaded by the first picture, not by the start of the server.
    import matplotlib as mpl
    from matplotlib.figure import Figure as Picture

    from analytics.exports.drawing.paper import SETTINGS, load_fonts, readable

    # The fallback for rare signs has no semibold; that its bold stands in is no news for an operator.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    undated = {"svg": "Date", "png": "Software", "pdf": "CreationDate"}
    metadata = {"Title": title, undated[file_format]: None}
    buffer = io.BytesIO()
    settings: Any = {
        "svg.fonttype": "path" if outlined else "none",
        "svg.hashsalt": "atlas",
        "pdf.fonttype": 42,
        "hatch.linewidth": 0.7,
        "text.parse_math": False,
    }
    with SETTINGS, mpl.rc_context(settings):
        load_fonts()
        picture = Picture(figsize=(width / UNITS_PER_INCH, height / UNITS_PER_INCH))
        axes = picture.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, width), ylim=(height, 0))
        axes.axis("off")
        for number, mark in enumerate(marks):
            _draw(axes, mark, number)
        picture.patch.set(facecolor=theme.CARD, alpha=0.0 if transparent else 1.0)
        picture.savefig(buffer, format=file_format, dpi=2 * UNITS_PER_INCH, metadata=metadata, transparent=transparent)
    return readable(buffer.getvalue()) if file_format == "svg" else buffer.getvalue()


def _points(units: float) -> float:
    return units * 72 / UNITS_PER_INCH


def _draw(axes: Axes, mark: Mark, order: int) -> None:
    if isinstance(mark, Box):
        _draw_box(axes, mark, order)
    elif isinstance(mark, Area):
        _draw_area(axes, mark, order)
    elif isinstance(mark, Path):
        _draw_path(axes, mark, order)
    elif isinstance(mark, Dot):
        _draw_dot(axes, mark, order)
    else:
        _draw_words(axes, mark, order)


def _add(axes: Axes, patch: Patch) -> None:
    """Adds a patch without asking how far it reaches, which took a quarter of a map: the axes have their limits."""
    axes.add_artist(patch)


def _draw_box(axes: Axes, mark: Box, order: int) -> None:
    from matplotlib.patches import Rectangle

    corner, size = (mark.left, mark.top), (mark.right - mark.left, mark.bottom - mark.top)
    common: dict[str, Any] = {"zorder": order, "alpha": mark.opacity}
    style: dict[str, Any] = {
        "facecolor": mark.fill or "none",
        "edgecolor": mark.edge or "none",
        "linewidth": _points(mark.edge_width),
    }
    _add(axes, Rectangle(corner, size[0], size[1], **style, linestyle=_dash(mark.dash), **common))
    if mark.hatch:
        _add(
            axes,
            Rectangle(corner, size[0], size[1], fill=False, edgecolor=mark.hatch, linewidth=0, hatch="////", **common),
        )


def _draw_area(axes: Axes, mark: Area, order: int) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    outline = Outline.make_compound_path(*(Outline(list(ring), closed=True) for ring in mark.rings))
    style: dict[str, Any] = {
        "facecolor": mark.fill or "none",
        "edgecolor": mark.edge or "none",
        "linewidth": _points(mark.edge_width),
    }
    common: dict[str, Any] = {"zorder": order, "alpha": mark.opacity}
    _add(axes, PathPatch(outline, **style, linestyle=_dash(mark.dash), joinstyle="round", **common))
    if mark.hatch:
        _add(axes, PathPatch(outline, fill=False, edgecolor=mark.hatch, linewidth=0, hatch="////", **common))


def _draw_path(axes: Axes, mark: Path, order: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Polygon

    if mark.fill:
        _add(axes, Polygon(list(mark.points), facecolor=mark.fill, linewidth=0, alpha=mark.opacity, zorder=order))
    if mark.colour:
        xs, ys = zip(*mark.points, strict=True)
        style: dict[str, Any] = {"color": mark.colour, "linewidth": _points(mark.width), "linestyle": _dash(mark.dash)}
        axes.add_line(Line2D(xs, ys, alpha=mark.opacity, zorder=order, dash_capstyle="butt", **style))


def _draw_dot(axes: Axes, mark: Dot, order: int) -> None:
    from analytics.exports.drawing.paper import RING_DASH

    if mark.dash != "solid":
        # The edge of a marker cannot be dashed, that of a patch can.
        axes.scatter(
            mark.x, mark.y, s=_points(mark.size) ** 2, facecolors=mark.fill or theme.CARD, edgecolors=mark.edge,
            linewidths=_points(mark.edge_width), linestyles=[RING_DASH], alpha=mark.opacity, zorder=order,
        )  # fmt: skip
        return
    axes.plot(
        mark.x, mark.y, marker=_MARKERS.get(mark.symbol, "o"), markersize=_points(mark.size), linestyle="",
        markerfacecolor=mark.fill or theme.CARD, markeredgecolor=mark.edge or mark.fill,
        markeredgewidth=_points(mark.edge_width), alpha=mark.opacity, zorder=order,
    )  # fmt: skip


def _draw_words(axes: Axes, mark: Words, order: int) -> None:
    from analytics.exports.drawing.paper import BOLD, REGULAR
    from analytics.exports.drawing.text_metrics import line_width, text_width

    for number, line in enumerate(mark.lines):
        x = mark.x - line_width(line, mark.size) * {"left": 0.0, "center": 0.5, "right": 1.0}[mark.across]
        # 0.93: where the base line of Figtree stands in its line.
        y = mark.top + (number * LINE_FACTOR + 0.93) * mark.size
        for run in line:
            family = [BOLD if run.bold or mark.bold else REGULAR, "DejaVu Sans"]
            axes.text(
                x,
                y,
                run.text,
                fontfamily=family,
                fontsize=_points(mark.size),
                color=run.colour or mark.colour,
                fontweight=600 if run.bold or mark.bold else 400,
                va="baseline",
                zorder=order,
            )
            x += text_width(run.text, mark.size, bold=run.bold)


def _dash(name: str) -> str | tuple[int, tuple[float, ...]]:
    if name in _DASHES:
        return _DASHES[name]
    return (0, tuple(max(0.8, float(part.removesuffix("px")) / 1.6) for part in name.split(",")))

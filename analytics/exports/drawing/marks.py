"""What a drawing consists of once every place is known: rectangles, paths, dots and words, in units from the top left.

Matplotlib draws all of them (pictures, reports); a slide draws those its native chart does not show itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from analytics.exports.drawing.text_metrics import Line, line_width

LINE_FACTOR = 1.22
# Where a mark comes from: ("trace", 3), ("annotation", 0), ("shape", 2), ("xtick", 0), ("legend", 0) ...
Origin = tuple[str, int]


@dataclass(frozen=True)
class Box:
    """A rectangle; `hatch` is the colour of its hatch, empty for a plain fill."""

    origin: Origin
    left: float
    top: float
    right: float
    bottom: float
    fill: str = ""
    edge: str = ""
    edge_width: float = 0.0
    dash: str = "solid"
    hatch: str = ""
    opacity: float = 1.0
    below: bool = False


@dataclass(frozen=True)
class Path:
    """A line through points; a filled area when `fill` is set."""

    origin: Origin
    points: tuple[tuple[float, float], ...]
    colour: str = ""
    width: float = 1.0
    dash: str = "solid"
    fill: str = ""
    opacity: float = 1.0
    below: bool = False


@dataclass(frozen=True)
class Dot:
    """A marker; an empty fill is hollow."""

    origin: Origin
    x: float
    y: float
    size: float
    symbol: str = "circle"
    fill: str = ""
    edge: str = ""
    edge_width: float = 0.0
    opacity: float = 1.0
    dash: str = "solid"


@dataclass(frozen=True)
class Words:
    """Lines of words; `x`, `y` is the point named by the anchors (left|center|right, top|middle|bottom).

    `fixed` words keep their colour whatever the theme of a slide says, as the ground does on which they stand.
    """

    origin: Origin
    x: float
    y: float
    lines: tuple[Line, ...]
    size: float
    colour: str
    across: str = "center"
    down: str = "middle"
    bold: bool = False
    fixed: bool = False

    @property
    def width(self) -> float:
        """Width of the longest line."""
        return max(line_width(line, self.size) for line in self.lines)

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.size * LINE_FACTOR

    @property
    def left(self) -> float:
        """Left edge."""
        return self.x - self.width * {"left": 0.0, "center": 0.5, "right": 1.0}[self.across]

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.y - self.height * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[self.down]

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True)
class Area:
    """A filled area with holes and islands: several closed rings, filled by the even-odd rule.

    Attributes:
        name: what it is called on a slide, such as ``12062 Elbe-Elster``.
        description: its text alternative.
        group: areas of one group form one object on a slide.
    """

    origin: Origin
    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: str = ""
    edge: str = ""
    edge_width: float = 0.75
    dash: str = "solid"
    hatch: str = ""
    opacity: float = 1.0
    name: str = ""
    description: str = ""
    group: str = ""
    below: bool = False


Mark = Box | Path | Dot | Words | Area

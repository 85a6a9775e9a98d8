"""Colours of a slide: the theme's own where a colour of the atlas means the same, so that templates recolour charts."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.figure import theme

# Name in the theme, opacity in percent. The classes of a map are never replaced: they are the same everywhere. The soft
# green is one of them; as a translucent one of the theme, LibreOffice also made the bars beside it translucent.
_SCHEME = {
    theme.INK: ("tx1", 100),
    theme.INK_QUIET: ("tx2", 100),
    theme.CARD: ("bg1", 100),
    theme.RULE: ("tx1", 15),
    theme.PAPER: ("tx1", 4),
    theme.SAND: ("tx1", 8),
    theme.NO_VALUE: ("tx1", 6),
    theme.GREEN: ("accent1", 100),
    theme.SERIES[1]: ("accent2", 100),
    theme.SERIES[2]: ("accent3", 100),
    theme.SERIES[3]: ("accent4", 100),
    theme.SERIES[4]: ("accent5", 100),
}
_DASHES = {"solid": "solid", "dash": "dash", "dot": "sysDot", "dashdot": "dashDot", "longdash": "lgDash"}
EMU_PER_POINT = 12700


def colour(value: str, opacity: float = 1.0, *, fixed: bool = False) -> str:
    """The colour as DrawingML; `fixed` keeps it whatever the theme says."""
    name, share = (None, 100) if fixed else _SCHEME.get(value.lower(), (None, 100))
    alpha = round(share * opacity * 1000)
    inner = f'<a:alpha val="{alpha}"/>' if alpha < 100_000 else ""
    if name:
        return f'<a:schemeClr val="{name}">{inner}</a:schemeClr>'
    return f'<a:srgbClr val="{value.lstrip("#").upper()}">{inner}</a:srgbClr>'


def is_fixed(value: str) -> bool:
    """Whether a ground keeps its colour whatever the theme says; words on it have to keep theirs, too."""
    return bool(value) and value.lower() not in _SCHEME


def shown(value: str, names: Mapping[str, str]) -> str:
    """What a colour is on a slide whose theme calls its colours so; empty for a translucent one and for one unknown."""
    name, share = _SCHEME.get(value.lower(), ("", 100))
    if not name:
        return value
    found = names.get(name, "")
    return f"#{found}" if share == 100 and len(found) == len("RRGGBB") else ""


def fill(value: str, opacity: float = 1.0, *, hatch: str = "", fixed: bool = False) -> str:
    """A plain or hatched fill, or none."""
    if hatch:
        front = colour(hatch, opacity, fixed=fixed)
        back = colour(value, opacity, fixed=fixed) if value else colour(theme.CARD)
        # Patterns know no transparency: a translucent ground becomes the paper.
        if "alpha" in back:
            back = colour(theme.CARD)
        return f'<a:pattFill prst="wdUpDiag"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'
    return f"<a:solidFill>{colour(value, opacity, fixed=fixed)}</a:solidFill>" if value else "<a:noFill/>"


def line(value: str, points: float, dash: str = "solid", opacity: float = 1.0, *, fixed: bool = False) -> str:
    """An outline, or none."""
    if not value or not points:
        return "<a:ln><a:noFill/></a:ln>"
    name = _DASHES.get(dash, "sysDot" if dash.startswith("2px") else "sysDash")
    style = "" if name == "solid" else f'<a:prstDash val="{name}"/>'
    return (
        f'<a:ln w="{max(1, round(points * EMU_PER_POINT))}" cap="flat"><a:solidFill>'
        f"{colour(value, opacity, fixed=fixed)}</a:solidFill>{style}<a:round/></a:ln>"
    )

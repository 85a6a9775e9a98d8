"""Words and maps on a template: its accents may be too pale for words, its ground too dark for a map made for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from analytics.exports.drawing.marks import Area, Box, Mark, Path, Words
from analytics.exports.pptx.masters.ground import CONTRAST
from analytics.exports.pptx.parts.charts.plan import Plan
from analytics.exports.pptx.parts.charts.xml import ON_BARS, mixed
from analytics.exports.pptx.parts.colours import is_fixed, shown
from analytics.exports.pptx.parts.styles import Theme
from analytics.figure import theme

_INKS = (theme.CARD, theme.INK)


def ink_labels_on_bars(plan: Plan, colours: Theme) -> None:
    """Writes labels on bars in that of paper and ink which stands out more, where their own colour cannot be read.

    Args:
        plan: of bars; changed in place.
        colours: what the names of the theme's colours stand for.
    """
    for series in plan.series if plan.kind in ("bar", "column") else ():
        if series.label_place in ON_BARS:
            grounds = {place: str(series.styles.get(place, series.style).get("fill") or "") for place in series.labels}
            series.labels = {
                place: replace(label, colour=_ink_on(grounds[place], label.colour, colours))
                for place, label in series.labels.items()
            }


def ink_words(mark: Mark, colours: Theme) -> Mark:
    """Words over a chart in ink, where they would be too pale on the ground of the slide."""
    if not isinstance(mark, Words) or mark.fixed or _stands_out(mark.colour, theme.CARD, colours):
        return mark
    return replace(mark, colour=theme.INK)


def lay_on_paper(marks: Iterable[Mark], colours: Theme) -> Iterator[Mark]:
    """The marks of a map as they look on white: its colours are the same on every template.

    What is translucent is mixed with white; lines of the legend, which lie over areas on the map, get such a ground.

    Args:
        marks: of the map.
        colours: what the names of the theme's colours stand for.
    """
    ground = shown(theme.CARD, colours)
    is_dark = bool(ground) and theme.contrast(theme.INK, ground) < CONTRAST
    for mark in marks:
        if is_dark and isinstance(mark, Path) and mark.origin[0] == "legend" and mark.colour == theme.INK:
            yield _ground_of(mark)
        if is_dark and isinstance(mark, Area | Box):
            mark = replace(mark, fill=mixed(mark.fill, mark.opacity), opacity=1.0)
        yield mark


def _ground_of(sign: Path) -> Box:
    (left, _), (right, y) = sign.points
    return Box(sign.origin, left, y - 6, right, y + 6, theme.CARD)


def _ink_on(ground: str, ink: str, colours: Theme) -> str:
    if not ground or is_fixed(ground) or _stands_out(ink, ground, colours):
        return ink
    return max(_INKS, key=lambda one: theme.contrast(shown(one, colours), shown(ground, colours)))


def _stands_out(ink: str, ground: str, colours: Theme) -> bool:
    """Whether words can be read; also where a translucent ground or a theme without colours does not tell."""
    both = shown(ink, colours), shown(ground, colours)
    return not all(both) or theme.contrast(*both) >= CONTRAST

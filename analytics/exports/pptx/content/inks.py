"""Words in the colours of a template: its accents may be too pale for words on a bar, or for words on its ground."""

from __future__ import annotations

from dataclasses import replace

from analytics.exports.drawing.marks import Mark, Words
from analytics.exports.pptx.masters.ground import CONTRAST
from analytics.exports.pptx.parts.charts.plan import Plan
from analytics.exports.pptx.parts.charts.xml import ON_BARS
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


def _ink_on(ground: str, ink: str, colours: Theme) -> str:
    if not ground or is_fixed(ground) or _stands_out(ink, ground, colours):
        return ink
    return max(_INKS, key=lambda one: theme.contrast(shown(one, colours), shown(ground, colours)))


def _stands_out(ink: str, ground: str, colours: Theme) -> bool:
    """Whether words can be read; also where a translucent ground or a theme without colours does not tell."""
    both = shown(ink, colours), shown(ground, colours)
    return not all(both) or theme.contrast(*both) >= CONTRAST

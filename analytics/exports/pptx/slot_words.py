"""Places and values of a slide in the reader's words, as the list of changes names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analytics.exports.pptx.memory.slots import HATCH, OTHER, Slots, series_of
from analytics.exports.pptx.merging.old_slide import Value
from analytics.exports.pptx.parts.charts.naming import column_of, value_name
from analytics.figure.model import Column, Figure, format_cell
from analytics.language import Wording

# Between the names of the first and the last of several figures.
UNTIL = "\x1f"


@dataclass(frozen=True)
class SlotWords:
    """Names what stands on a slide.

    Attributes:
        figure: of today, in whose measures and signs numbers are written.
        slots: what stands on the slide today, without the person's edits.
        w: the reader's language.
        kreise: names of the Kreise by key.
    """

    figure: Figure
    slots: Slots
    w: Wording
    kreise: Mapping[str, str]

    def place(self, slot: str) -> str:
        """Which text, number or look it is."""
        w = self.w
        kind, _, rest = slot.partition("|")
        names = {
            "title": w.text("Headline"), "heading": w.text("Finding"), "subtitle": w.text("Subtitle"),
            "source": w.text("Source and licence"), "notes": w.text("Speaker notes"),
            "rest": w.text("Further rows"), "remark": w.text("Remark"),
        }  # fmt: skip
        if kind in names:
            return names[kind]
        plain = [part.partition("#")[0].partition("\n")[0] for part in rest.split("|")]
        parts = [self.kreise.get(part, part.replace(UNTIL, "\u2013")) for part in plain]
        if kind in ("axis", "style", "marker", "fill", "words", "label"):
            return self._place_of_look(kind, parts)
        if kind == "map":
            return parts[0]
        if kind == "card":
            return f"{w.text('Key figure')} {w.quote(str(self.slots.get(f'card|{parts[0]}|0', parts[0])))}"
        return " · ".join(part for part in (*self._measure(kind, plain[0]), *parts) if part) or w.text("Table")

    def _place_of_look(self, kind: str, parts: list[str]) -> str:
        w = self.w
        if kind == "axis":
            bounds = {"min": w.text("Lower end of the axis"), "max": w.text("Upper end of the axis")}
            return bounds.get(parts[1], w.text("Steps of the axis"))
        if kind in ("words", "label"):
            return w.text("Label {name}", name=w.quote(parts[-1]))
        return w.text("Colour of {name}", name=parts[-1]) if parts[-1] else w.text("Colour of a point")

    def _measure(self, kind: str, series: str) -> tuple[str, ...]:
        """The measure with its unit, where the series is not called after it."""
        values = self._values(series) if kind == "chart" else []
        name = value_name(self.figure, values) if values else ""
        return () if not name or series.startswith(name) else (name,)

    def value(self, slot: str, value: Value | tuple[Value, ...]) -> str:
        """A text, number or look as the reader sees it."""
        if isinstance(value, tuple):
            return "; ".join(self.value(slot, one) for one in value)
        if slot.startswith("fill|") and value in (HATCH, OTHER):
            return self.w.text("hatched") if value == HATCH else self.w.text("a ground of its own")
        if slot.startswith(("style|", "marker|", "fill|")) and isinstance(value, str):
            return (
                " ".join(f"#{word.partition('@')[0]}" for word in re.split(r"[/+]", value) if _is_colour(word)) or "–"
            )
        if slot.startswith("map|") and isinstance(value, str):
            # The alternative of an area says its name first, which stands beside it.
            return value.partition(": ")[2] or value
        if isinstance(value, int | float):
            return self._number(slot, value)
        return self.w.missing() if value is None or value == "" else str(value)

    def _number(self, slot: str, value: float) -> str:
        """With sign and digits of the measure, else with as many digits as it needs."""
        column = self._columns.get(slot.split("|")[1]) if slot.startswith("chart|") else None
        if column is not None:
            return format_cell(value, column.kind, self.w)
        return self.w.number(value, 0 if float(value).is_integer() else 2 if abs(value) < 1 else 1)

    @cached_property
    def _columns(self) -> dict[str, Column | None]:
        """The column of the figure's table that each series shows."""
        return {name: column_of(self.figure, self._values(name)) for name in series_of(self.slots)}

    def _values(self, series: str) -> list[float]:
        head = f"chart|{series}|"
        return [float(value) for slot, value in self.slots.items() if slot.startswith(head) and "#" not in slot]


def _is_colour(word: str) -> bool:
    return re.fullmatch(r"[0-9A-F]{6}", word.partition("@")[0]) is not None

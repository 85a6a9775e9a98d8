"""The style of each point follows its category; what the person coloured stays, also when points come or go."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analytics.exports.pptx.memory.slots import point_style, points_of, values_of
from analytics.exports.pptx.merging.old_slide import OldSlide
from analytics.exports.pptx.parts.styles import C, Theme, digest, is_own, lost_edge

Points = dict[str, Any]
_AFTER_POINTS = ("dLbls", "trendline", "errBars", "cat", "val", "xVal", "yVal", "smooth")


@dataclass(frozen=True)
class SeriesStyles:
    """A series of the slide beside its new version.

    Attributes:
        mine: as the person left it.
        theirs: as it would be made today.
        base: name it was made with.
        colours: what the names of the theme's colours stand for.
        to_made: name of a category on the slide → the one it was made with.
    """

    mine: Any
    theirs: Any
    base: str
    colours: Theme
    to_made: Mapping[str, str]

    @cached_property
    def tag(self) -> str:
        """What says how a point of this series looks: its marker, or its fill and edge."""
        return f"{C}marker" if self.theirs.find(f"{C}marker") is not None else f"{C}spPr"

    def points(self, series: Any) -> Points:
        """Name of each point (its category, else its place) → what says how it looks, None for nothing of its own."""
        names = {place: self.to_made.get(n, n) for place, n in points_of(series.find(f"{C}cat")).items()}
        places = range(int(next(values_of(series).iter(f"{C}ptCount")).get("val")))
        own = {int(point.find(f"{C}idx").get("val")): point for point in series.findall(f"{C}dPt")}
        return {names.get(place) or f"#{place}": own.get(place) for place in places}

    def style(self, series: Any, point: Any) -> str:
        """Look of a point: its own, else that of its series."""
        return digest(point_style(point) if point is not None else series.find(self.tag), self.colours)


def merge_styles(old: OldSlide, styles: SeriesStyles) -> None:
    """Series, points and labels: the style of today where the person left the one of the time."""
    kept = {} if old.overwrite else _kept_points(old, styles)
    classes = {} if old.overwrite else _recoloured_classes(old, styles, kept)
    own_line = _keeps_series(old, styles, f"{C}spPr")
    own_marker = _keeps_series(old, styles, f"{C}marker")
    labels = {} if old.overwrite else _own_labels(old, styles)
    points = _wanted_points(styles, kept, classes)
    for tag, keeps in ((f"{C}spPr", own_line), (f"{C}marker", own_marker)):
        there, here = styles.theirs.find(tag), styles.mine.find(tag)
        if not keeps and there is not None and here is not None:
            styles.mine.replace(here, deepcopy(there))
    _write_points(styles, points)
    _take_labels(styles, labels)


def _base_style(old: OldSlide, styles: SeriesStyles, name: str) -> str:
    slots, kind = old.mark.slots, "marker" if styles.tag == f"{C}marker" else "style"
    return str(slots.get(f"style|{styles.base}|{name}", slots.get(f"{kind}|{styles.base}", "")))


def _changed(old: OldSlide, styles: SeriesStyles, name: str, style: str) -> bool:
    base = _base_style(old, styles, name)
    return style != base and not lost_edge(style, base) if old.knows_styles else not is_own(style)


def _kept_points(old: OldSlide, styles: SeriesStyles) -> Points:
    """Points the person gave another style."""
    return {
        name: point for name, point in styles.points(styles.mine).items()
        if _changed(old, styles, name, styles.style(styles.mine, point))
    }  # fmt: skip


def _recoloured_classes(old: OldSlide, styles: SeriesStyles, kept: Points) -> Points:
    """Looks of the time that the person, or another program, replaced in all their points alike → the point to follow.

    Such a point follows its class, not its category, and is taken out of those that keep their own style.
    """
    members: dict[str, list[str]] = {}
    for name in styles.points(styles.mine):
        members.setdefault(_base_style(old, styles, name) if old.knows_styles else "", []).append(name)
    classes: Points = {}
    for base, names in members.items():
        found = {styles.style(styles.mine, kept[name]) for name in names if name in kept}
        if len(names) > 1 and len(found) == 1 and all(name in kept for name in names):
            point = kept[names[0]]
            classes |= {base: point} if old.knows_styles else dict.fromkeys(_styles_of_today(styles), point)
            for name in names:
                del kept[name]
    return classes


def _styles_of_today(styles: SeriesStyles) -> list[str]:
    return [styles.style(styles.theirs, point) for point in styles.points(styles.theirs).values()]


def _keeps_series(old: OldSlide, styles: SeriesStyles, tag: str) -> bool:
    if old.overwrite:
        return False
    if old.knows_styles:
        return old.edited(f"{'marker' if tag.endswith('marker') else 'style'}|{styles.base}")
    if tag == f"{C}spPr" and styles.tag == f"{C}marker":
        # How a line looks says which series it is, never how its figures stand.
        return True
    return not is_own(digest(styles.mine.find(tag), styles.colours))


def _wanted_points(styles: SeriesStyles, kept: Points, classes: Points) -> Points:
    """Name of each point of today → the point to copy, None where it looks as its series."""
    wanted: Points = {}
    for name, point in styles.points(styles.theirs).items():
        style = styles.style(styles.theirs, point)
        if name in kept or style in classes:
            wanted[name] = kept[name] if name in kept else classes[style]
        else:
            wanted[name] = point if point is not None or styles.tag == f"{C}marker" else _plain_point(styles)
    return wanted


def _write_points(styles: SeriesStyles, points: Points) -> None:
    for point in styles.mine.findall(f"{C}dPt"):
        styles.mine.remove(point)
    follower = next(child for child in styles.mine if child.tag.rpartition("}")[2] in _AFTER_POINTS)
    of_series = digest(styles.mine.find(styles.tag), styles.colours)
    for place, point in enumerate(points.values()):
        if point is not None and digest(point_style(point), styles.colours) != of_series:
            copy = deepcopy(point)
            copy.find(f"{C}idx").set("val", str(place))
            follower.addprevious(copy)


def _plain_point(styles: SeriesStyles) -> Any:
    """A point that looks as today's series, for a series that has another style."""
    point = styles.mine.makeelement(f"{C}dPt", {})
    for tag, value in (("idx", "0"), ("invertIfNegative", "0"), ("bubble3D", "0")):
        point.append(point.makeelement(f"{C}{tag}", {"val": value}))
    point.append(deepcopy(styles.theirs.find(styles.tag)))
    return point


def _own_labels(old: OldSlide, styles: SeriesStyles) -> dict[str, Any]:
    """Labels whose words the person wrote."""
    mine, theirs = _labels(styles, styles.mine), _labels(styles, styles.theirs)
    own = {}
    for name, label in mine.items():
        slot = f"label|{styles.base}|{name}"
        there = theirs.get(name)
        words = _words(label)
        typed = old.edited(slot) if old.knows_styles else bool(words and there is not None and not _words(there))
        if typed and words:
            own[name] = label
    return own


def _labels(styles: SeriesStyles, series: Any) -> dict[str, Any]:
    names = list(styles.points(series))
    found = {int(entry.find(f"{C}idx").get("val")): entry for entry in series.iterfind(f"{C}dLbls/{C}dLbl")}
    return {names[place]: entry for place, entry in found.items() if place < len(names)}


def _words(label: Any) -> str:
    return "".join(label.itertext("{http://schemas.openxmlformats.org/drawingml/2006/main}t"))


def _take_labels(styles: SeriesStyles, own: dict[str, Any]) -> None:
    """Labels of today in place of the old ones; those the person wrote stay with their points."""
    here, there = styles.mine.find(f"{C}dLbls"), styles.theirs.find(f"{C}dLbls")
    if here is None or there is None:
        return
    names = list(styles.points(styles.theirs))
    copy = deepcopy(there)
    for name, label in own.items():
        if name not in names:
            continue
        place = str(names.index(name))
        mine = deepcopy(label)
        mine.find(f"{C}idx").set("val", place)
        same = next((entry for entry in copy.findall(f"{C}dLbl") if entry.find(f"{C}idx").get("val") == place), None)
        if same is not None:
            copy.replace(same, mine)
        else:
            copy.insert(0, mine)
    styles.mine.replace(here, copy)

"""Slides that remember nothing of their making, matched with what could be made today by headline and subtitle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from pptx.oxml.ns import qn

from analytics.exports.pptx.content.table_pages import part_in
from analytics.exports.pptx.memory.marker import SlideMark, make_token
from analytics.exports.pptx.memory.slots import Slots
from analytics.exports.pptx.parts.words import plain_headline
from analytics.exports.presentation.collection import Draw, SlideSpec, draw_slide_figure
from analytics.exports.presentation.stories import STORIES, tell_story
from analytics.exports.views import figure_of
from analytics.language import LANGUAGES, get_wording
from analytics.rates.naming import kreis_names
from data.atlas import Atlas
from data.errors import AtlasError

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# How much of two headlines has to agree, numbers aside: without the subtitle, and to be the atlas' own headline.
_ALIKE, _OWN = 0.75, 0.6
# Subtitle and nearly every word of the headline agree: no other view is drawn to compare.
_CERTAIN = 2.9
_MOST_KREISE, _MOST_DRAWN = 3, 120
_OF_A_KREIS = ("kreis", "besuch")


@dataclass(frozen=True)
class Lookalike:
    """What a slide looks like.

    Attributes:
        spec: the view with its filters.
        lang: language of the slide.
        headline: as it would be today.
        own_title: whether the headline on the slide is the person's.
    """

    spec: SlideSpec
    lang: str
    headline: str
    own_title: bool

    def mark(self, number: int, now: Slots) -> SlideMark:
        """A mark for the slide that takes what stands there for written here, but a headline of the person's."""
        slots = {slot: value for slot, value in now.items() if not slot.startswith(_UNKNOWN)}
        if self.own_title:
            slots["title"] = self.headline
        part = part_in(str(now.get("subtitle", "")))[1]
        return SlideMark(make_token(self.spec, number), self.spec, self.lang, "", slots, part=part)


_UNKNOWN = ("style|", "marker|", "label|", "axis|", "look|", "frame|", "place|", "ground|", "words|", "size|")


@dataclass
class Lookalikes:
    """Finds what slides look like; draws each candidate once.

    Attributes:
        atlas: the data package.
        draw: draws a view.
    """

    atlas: Atlas
    draw: Draw = draw_slide_figure

    def __post_init__(self) -> None:
        self._drawn: dict[tuple[SlideSpec, str], tuple[str, str] | None] = {}

    def find(self, slide: Any) -> Lookalike | None:
        """The view a slide looks like most; None when it looks like none."""
        title = slide.shapes.title
        headline = plain_headline(title.text_frame.text) if title is not None else ""
        texts = [part_in(plain_headline(s.text_frame.text))[0] for s in slide.shapes if s.has_text_frame and s != title]
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        # The notes quote the headline that was written here.
        quoted = notes is not None and bool(headline) and headline in notes.text
        best: tuple[float, Lookalike] | None = None
        for pair in self._scored(headline, texts):
            best = pair if best is None or pair[0] > best[0] else best
            if best[0] >= _CERTAIN:
                break
        if best is None:
            return None
        found = replace(best[1], own_title=best[1].own_title and not quoted)
        return replace(found, spec=self._with_outline(found.spec, slide)) if found.spec.view == "map" else found

    def _with_outline(self, spec: SlideSpec, slide: Any) -> SlideSpec:
        """The map with the Kreis that has an edge of its own on the slide; no headline tells which."""
        kreise = {name: ags for ags, name in kreis_names(self.atlas).items()}
        edges = {ags: width for name, width in _edges(slide) if (ags := kreise.get(name))}
        widest = [ags for ags, width in edges.items() if width == max(edges.values())]
        if len(widest) != 1 or len(edges) == 1:
            return spec
        return replace(spec, params=tuple(sorted((dict(spec.params) | {"kreis": widest[0]}).items())))

    def _scored(self, headline: str, texts: list[str]) -> Iterator[tuple[float, Lookalike]]:
        plain = {_masked(text) for text in texts}
        for lang in LANGUAGES:
            for spec in self._candidates(f"{headline} {' '.join(texts)}", lang):
                said = self._said(spec, lang)
                if said is None:
                    continue
                alike = SequenceMatcher(None, _masked(headline), _masked(said[0]), autojunk=False).ratio()
                same = _masked(said[1]) in plain
                # Of one view in several years the subtitle tells which.
                of_year = "year" not in dict(spec.params) or any(said[1] in text for text in texts)
                if same or (alike >= _ALIKE and len(headline) > len("2024:")):
                    yield alike + same * (1 + of_year), Lookalike(spec, lang, said[0], alike < _OWN)

    def _said(self, spec: SlideSpec, lang: str) -> tuple[str, str] | None:
        """Headline and subtitle of a view; None when it cannot be drawn."""
        key = (spec, lang)
        if key not in self._drawn:
            if len(self._drawn) >= _MOST_DRAWN:
                return None
            try:
                content = self.draw(self.atlas, get_wording(lang), spec)
                figure = figure_of(content)
                self._drawn[key] = (figure.headline, figure.subtitle)
            except AtlasError:
                self._drawn[key] = None
        return self._drawn[key]

    def _candidates(self, text: str, lang: str) -> Iterator[SlideSpec]:
        """Slides of the stories and of those about the districts named, for the years named."""
        if not self._in_language(text, lang):
            return
        years = [int(year) for year in dict.fromkeys(_YEAR.findall(text))]
        kreise = [ags for ags, name in kreis_names(self.atlas).items() if name in text][:_MOST_KREISE]
        found: dict[SlideSpec, None] = {}
        for spec in [*(one for ags in kreise for one in self._story_of(ags, lang)), *self._plain]:
            for year in years or [0]:
                found[_of_year(spec, year)] = None
        yield from found

    def _in_language(self, text: str, lang: str) -> bool:
        words = set(re.findall(r"\w+", text.lower()))
        other = next(one for one in LANGUAGES if one != lang)
        return len(words & _SMALL[lang]) >= len(words & _SMALL[other])

    @cached_property
    def _plain(self) -> list[SlideSpec]:
        w = get_wording("de")
        known = {spec for name in STORIES if name not in _OF_A_KREIS for spec in tell_story(self.atlas, w, name).slides}
        rankings = {
            replace(spec, params=tuple(pair for pair in spec.params if pair[0] not in ("kreise", "scope")))
            for spec in known if spec.view in ("ranking", "turnaround")
        }  # fmt: skip
        land = {
            replace(spec, params=tuple(pair for pair in spec.params if pair[0] != "scope"))
            for spec in known if spec.view == "map"
        }  # fmt: skip
        return sorted(known | rankings | land, key=repr)

    def _story_of(self, ags: str, lang: str) -> list[SlideSpec]:
        try:
            return list(tell_story(self.atlas, get_wording(lang), "kreis", kreis=ags).slides)
        except AtlasError:
            return []


def _edges(slide: Any) -> Iterator[tuple[str, int]]:
    """What the areas of a map say they are, with the width of their edge."""
    for shape in slide._element.iter(qn("p:sp")):
        line, said = shape.find(f".//{qn('a:ln')}"), shape.find(f".//{qn('p:cNvPr')}").get("descr", "")
        if line is not None:
            yield said.partition(":")[0], int(line.get("w", "0"))


_SMALL = {
    "de": {"der", "die", "das", "und", "je", "von", "im", "aller", "durch", "in", "am", "meisten", "quelle", "quellen"},
    "en": {"the", "and", "per", "of", "in", "all", "by", "most", "source", "sources", "net", "age"},
}


def _of_year(spec: SlideSpec, year: int) -> SlideSpec:
    params = dict(spec.params)
    if not year or "year" not in params:
        return spec
    return replace(spec, params=tuple(sorted((params | {"year": year}).items())))


def _masked(text: str) -> str:
    """Words without what changes with the figures."""
    return " ".join(re.sub(r"[+\u2212-]?\d[\d.,]*", "#", text).split())

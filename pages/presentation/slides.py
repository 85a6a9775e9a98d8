"""The list of collected slides, an element of our own: order, words and pictures without a jumping focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.exports.presentation.collection import SlideSpec, can_share, right_halves
from analytics.exports.presentation.draft import Slide
from analytics.exports.presentation.headlines import propose_headlines
from analytics.exports.presentation.pairs import group_halves, headline_of
from analytics.exports.views import (
    ALL_NAMES,
    HIDDEN,
    LABELS,
    MARKED,
    MARKS,
    MEMBER_SIGNS,
    NO_NAMES,
    NUMBERED,
    TOLD,
    VIEWS,
    WHOLE,
    ZOOM_LAUSITZ,
    ZOOMS,
)
from analytics.figure.model import Figure
from analytics.language import Wording, error_sentence
from analytics.rates.naming import kreis_options
from data.errors import AtlasError
from pages.facts import served
from pages.server.routes.exports import pair_address, picture_address
from pages.session import state
from pages.session.callbacks import sent_value, shielded
from pages.session.draft import presentation_state
from pages.session.drawn import draw, figure_of, problem_of
from pages.session.state import base_path

_MAP_CHOICES = {"members": MEMBER_SIGNS, "labels": LABELS, "zoom": ZOOMS}
_STATIC = Path(__file__).parents[2] / "static" / "presentation"


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


_slides = st.components.v2.component("presentation_slides", css=_read("slides.css"), js=_read("slides.js"))
_show = st.components.v2.component(
    "presentation_show",
    html="""
<button type="button" class="open"><span aria-hidden="true">▶ </span><span class="label"></span></button>
<dialog>
  <div class="stage" tabindex="-1">
    <div class="canvas"><img alt=""></div>
    <div class="bar">
      <p class="remark"></p><span class="count"></span>
      <button type="button" class="back">‹</button><button type="button" class="next">›</button>
      <button type="button" class="leave">✕</button>
    </div>
    <p class="sr" aria-live="polite"></p>
  </div>
</dialog>""",
    css=_read("present.css"),
    js=_read("present.js"),
)


def show_slides(w: Wording) -> None:
    """The slides with everything that can be changed about them."""
    key = f"presentation_slides_{w.lang}"
    mine = presentation_state()
    first_numbers = {now: first for first, now in mine.numbers.items()}
    beside = _beside_choices([slide.spec for slide in mine.slides])
    slides = [
        _slide_data(slide, w) | {"was": first_numbers.get(slide.number), "beside": chosen}
        for slide, chosen in zip(mine.slides, beside, strict=True)
    ]
    data = {"slides": slides, "turn": mine.turn, "ui": _list_text(w)}
    _slides(key=key, data=data, on_change_change=shielded(lambda: take_change(sent_value(key, "change"))))


def show_presentation_button(w: Wording) -> None:
    """Shows the collection full screen in the browser."""
    data = {
        "slides": _shown_slides(w),
        "ui": {
            "open": w.text("Present full screen"),
            "title": w.text("Presentation mode: arrow keys turn the slides, Escape leaves"),
            "count": w.text("Slide {n} of {of}", n="{n}", of="{of}"),
            "back": w.text("Previous slide"),
            "next": w.text("Next slide"),
            "leave": w.text("Leave the presentation mode"),
        },
    }
    if data["slides"]:
        _show(key="presentation_show", data=data)


def take_change(change: Any) -> None:
    """Takes over what the visitor changed in the list; anything else is left alone."""
    if not isinstance(change, Mapping) or not isinstance(change.get("number"), int):
        return
    mine = presentation_state()
    number = mine.numbers.get(int(change["number"]), int(change["number"]))
    mine.turn = change["turn"] if isinstance(change.get("turn"), int) else mine.turn
    try:
        if change.get("act") == "remove":
            mine.remove(number)
        elif change.get("act") == "move" and isinstance(change.get("to"), int):
            mine.move(number, change["to"])
        elif change.get("act") == "edit":
            headline, remark = (str(change.get(name, "")) for name in ("headline", "remark"))
            beside = change["beside"] if isinstance(change.get("beside"), bool) else None
            mine.edit(number, headline=headline, remark=remark, beside=beside, **_chosen(change))
    except AtlasError as error:
        state.queue_notice(error_sentence(error, state.wording()))


def _chosen(change: Mapping[str, Any]) -> dict[str, bool | str | tuple[str, ...]]:
    """What was chosen for a map; anything else is left alone."""
    gemeinden, outlined = change.get("gemeinden"), change.get("outlined")
    chosen = {name: change[name] for name, known in _MAP_CHOICES.items() if change.get(name) in ("", *known)}
    if isinstance(gemeinden, bool):
        chosen["gemeinden"] = gemeinden
    if isinstance(outlined, str):
        wanted = outlined.split(",")
        chosen["outlined"] = tuple(ags for ags in kreis_options(served.atlas()) if ags in wanted)
    return chosen


def shape_name(slide: Slide, w: Wording) -> str:
    """What kind of slide it is."""
    names = {
        "chart": w.text("Chart"), "table": w.text("Table"), "map": w.text("Map"), "kpis": w.text("Key figures"),
    }  # fmt: skip
    return names[VIEWS[slide.spec.view].shape]


def _shown_slides(w: Wording) -> list[dict[str, str]]:
    """What is shown full screen: one view, or two that stand side by side."""
    specs = [slide.spec for slide in presentation_state().slides if not problem_of(slide.spec, w)]
    return [_shown_data(group, w) for group in group_halves(specs, specs)]


def _shown_data(group: tuple[SlideSpec, ...], w: Wording) -> dict[str, str]:
    first = group[0]
    content = draw(served.atlas(), w, first)
    return {
        "image": pair_address(base_path(), group, w.lang),
        "alt": " ".join(figure_of(spec, w).description for spec in group),
        "title": headline_of(served.atlas(), w, content, first, "left" if len(group) > 1 else ""),
        "remark": " ".join(spec.remark for spec in group if spec.remark),
    }


def _slide_data(slide: Slide, w: Wording) -> dict[str, Any]:
    spec, base = slide.spec, base_path()
    problem = problem_of(slide.spec, w)
    figure = None if problem else figure_of(slide.spec, w)
    return {
        "number": slide.number,
        "headline": spec.headline,
        "own": figure.headline if figure else "",
        "proposals": _proposals(spec, figure, w) if figure else [],
        "remark": spec.remark,
        "kind": " · ".join(part for part in _kind_words(slide, w, figure) if part),
        "alt": figure.description if figure else "",
        "problem": problem,
        "map": _map_choice(spec),
        "image": picture_address(base, spec, w.lang),
        "png": picture_address(base, spec, w.lang, datei="ja"),
        "svg": picture_address(base, spec, w.lang, file_format="svg", datei="ja"),
    }


def _kind_words(slide: Slide, w: Wording, figure: Figure | None) -> tuple[str, ...]:
    """What a slide shows, and why it is not offered to share one."""
    alone = "" if can_share(slide.spec) else w.text("needs a slide for itself")
    return shape_name(slide, w), alone, figure.subtitle if figure else ""


def _proposals(spec: SlideSpec, figure: Figure, w: Wording) -> list[str]:
    """Headlines to choose from: finding, question, neutral."""
    return list(propose_headlines(served.atlas(), w, spec.view, dict(spec.params), figure))


def _beside_choices(specs: Sequence[SlideSpec]) -> list[bool | None]:
    """Whether each view shares the slide of the one before it; None where it cannot."""
    now = right_halves(specs)
    able = (right_halves([*specs[:n], replace(spec, beside=True)]) for n, spec in enumerate(specs))
    return [place in now if place in could else None for place, could in enumerate(able)]


def _map_choice(spec: SlideSpec) -> dict[str, bool | str] | None:
    """What is chosen for a map, as the list reports it; None for a slide of another kind."""
    params = dict(spec.params)
    if not {"outlined", *_MAP_CHOICES} <= {known.name for known in VIEWS[spec.view].params}:
        return None
    outlined = params.get("outlined", ())
    return {
        "gemeinden": bool(params.get("gemeinden")),
        **{name: str(params.get(name, "")) for name in _MAP_CHOICES},
        "outlined": ",".join(outlined) if isinstance(outlined, tuple) else "",
    }


def _list_text(w: Wording) -> dict[str, Any]:
    fields = {"n": "{n}", "name": "{name}", "place": "{place}", "of": "{of}"}
    n, name = {"n": fields["n"]}, {"name": fields["name"]}
    return {
        "slide": w.text("Slide {n}: {name}", **n, **name),
        "up": w.text("Slide {n} one place up", **n),
        "down": w.text("Slide {n} one place down", **n),
        "remove": w.text("Remove slide {n}", **n),
        "moved": w.text("“{name}” is now slide {place} of {of}", **name, place=fields["place"], of=fields["of"]),
        "removed": w.text("“{name}” was removed", **name),
        "headline": w.text("Headline"),
        "proposals": w.text("Proposals to choose from"),
        "finding": w.text("Finding"),
        "question": w.text("Question"),
        "neutral": w.text("Neutral"),
        "own": w.text("My words"),
        "remark": w.text("Your remark"),
        "remark_hint": w.text("A sentence of yours that stands on the slide"),
        "gemeinden": w.text("Borders of the municipalities"),
        "beside": w.text("On one slide with the figure before it"),
        "map": _map_text(w),
        "outlined": w.text("Highlighted districts"),
        "no_outlined": w.text("none"),
        "districts": list(kreis_options(served.atlas()).items()),
        "picture": w.text("Picture:"),
        "png": w.text("Picture of slide {n} as PNG", **n),
        "svg": w.text("Picture of slide {n} as SVG", **n),
        "copy": w.text("Copy"),
        "copied": w.text("Copied"),
        "not_copied": w.text("The browser did not allow copying"),
    }


def _map_text(w: Wording) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What can be chosen for a map: name, label and options."""
    members = {
        "": w.text("with their places"), NUMBERED: w.text("numbered, with a list"), MARKS: w.text("marks only"),
        HIDDEN: w.text("not shown"),
    }  # fmt: skip
    labels = {
        "": w.text("as many as have room"), TOLD: w.text("those the finding is about"),
        MARKED: w.text("highlighted ones"), ALL_NAMES: w.text("all"), NO_NAMES: w.text("none"),
    }  # fmt: skip
    zooms = {
        "": w.text("as selected on the page"), WHOLE: w.text("the whole territory"), ZOOM_LAUSITZ: w.text("Lausitz"),
        MARKED: w.text("around the highlighted districts"),
    }  # fmt: skip
    return [
        ("members", w.text("Initiatives on the map"), list(members.items())),
        ("labels", w.text("Names of districts"), list(labels.items())),
        ("zoom", w.text("Section of the map"), list(zooms.items())),
    ]

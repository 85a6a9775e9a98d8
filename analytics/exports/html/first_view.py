"""What stands in the document of a page before its scripts have run: headline, map and values, as drawn at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from analytics.exports.html.drawn_map import MapStart, ReachStart, draw_gemeinden, draw_kreise, value_text
from analytics.exports.html.templating import render
from analytics.exports.provenance import foot_lines
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.maps.outlines import Outlines
from data.atlas import Atlas


def write_first_map(
    w: Wording, view: Mapping[str, Any], outlines: Outlines, start: MapStart, *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of the map page, of one year.

    Args:
        w: language.
        view: result of `compute_map_view`.
        outlines: its borders.
        start: year, Kreis and section shown.
        frame: `pages` of the bar (section, address, title), `here`: the one shown, `section`: its entry of the bar,
            `query` of their addresses, `languages`, `style`: address of the sheet, `files`: addresses of what the live
            map is made of, to be asked for at once, `kreis_address`: of the map with a Kreis chosen, but for its key.
    """
    index = view["years"].index(start.year)
    return render(
        "first_map.html", w, **frame, **_words(view, index), year=start.year, coverage=view["coverage"][index],
        legend=_legend(view["legend"]), map=draw_kreise(view, outlines, start, index), place=_place(view, start, index),
        list_title=view["ui"]["all_sorted"], ranked=_ranked(view, index), source_word=view["ui"]["source"],
        sources=view["source"],
    )  # fmt: skip


def write_first_overview(
    w: Wording, overview: Figure, view: Mapping[str, Any], outlines: Outlines, *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of the start page: finding, map of the last year, key figures, what is not known.

    Args:
        w: language.
        overview: result of `draw_overview`.
        view: result of `compute_map_view`.
        outlines: its borders.
        frame: as for `write_first_map`.
    """
    start = MapStart(view["last_year"])
    index = view["years"].index(start.year)
    finding = _words(view, index)
    return render(
        "first_overview.html", w, **frame, headline=overview.headline, subtitle=overview.subtitle,
        finding=finding["headline"], explained=finding["subtitle"], legend=_legend(view["legend"]),
        map=draw_kreise(view, outlines, start, index), cards=overview.table.to_dict("records"), notes=overview.notes,
    )  # fmt: skip


def write_first_figures(
    w: Wording, facts: Figure, heading: str = "", lead: str = "", *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of a page that opens with key figures.

    Args:
        w: language.
        facts: the key figures, one in each row of the table.
        heading: of the page; without one its key figures give heading, the sentence below it, and what they say in
            words.
        lead: the sentence below the heading.
        frame: as for `write_first_map`.
    """
    words = (heading, lead, ()) if heading else (facts.headline, facts.subtitle, facts.notes)
    return render(
        "first_figures.html", w, **frame, **dict(zip(("headline", "subtitle", "notes"), words, strict=True)),
        cards=facts.table.to_dict("records"),
    )  # fmt: skip


def write_first_verdict(
    atlas: Atlas, w: Wording, verdict: Figure, heading: str, lead: str, *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of a page that opens with what may be said of its figures.

    Args:
        atlas: the data package, for the sources.
        w: language.
        verdict: key figures with statements.
        heading: of the page.
        lead: the sentence below the heading.
        frame: as for `write_first_map`.
    """
    return render(
        "first_verdict.html", w, **frame, headline=heading, subtitle=lead, verdict=verdict,
        cards=verdict.table.to_dict("records"), lines=[*verdict.notes, *foot_lines(atlas, verdict, w)],
    )  # fmt: skip


def write_first_reach(w: Wording, headline: str, lead: str, reach: ReachStart, *, frame: Mapping[str, Any]) -> Markup:
    """The first view of the map of distances; the best next places have their room, but are not waited for.

    Args:
        w: language.
        headline: of the page.
        lead: the sentence below it.
        reach: what the map shows.
        frame: as for `write_first_map`.
    """
    view = reach.view
    shares = [view["ui"]["share"].replace("{share}", w.percent(share, 1)) for share in reach.classes["people_share"]]
    return render(
        "first_reach.html", w, **frame, headline=headline, subtitle=lead, map=draw_gemeinden(reach), view=view,
        classes=list(zip(view["legend"]["colours"], reach.classes["label"], shares, strict=True)),
        best_title=view["ui"]["best"].replace("{km}", str(view["limit"])),
    )  # fmt: skip


def _words(view: Mapping[str, Any], index: int) -> dict[str, str]:
    return {name: view[f"{name}s"][index] for name in ("headline", "subtitle")}


def _legend(legend: Mapping[str, Any]) -> dict[str, Any]:
    """Its limits stand between the classes: `at` so many per cent of the width."""
    share = 100 / len(legend["colours"])
    return {
        "title": legend["title"],
        "words": ", ".join(legend["labels"]),
        "colours": legend["colours"],
        "limits": [{"at": round((k + 1) * share, 2), "label": label} for k, label in enumerate(legend["labels"])],
    }


def _place(view: Mapping[str, Any], start: MapStart, index: int) -> dict[str, str]:
    """The chosen Kreis, else the Land."""
    chosen = next((kreis for kreis in view["kreise"] if kreis["ags"] == start.kreis), view["land"])
    return {"name": chosen["name"], "value": value_text(view, chosen, index)}


def _ranked(view: Mapping[str, Any], index: int) -> list[dict[str, str]]:
    """The Kreise in scope by value, highest first; those without one last."""
    inside = [kreis for kreis in view["kreise"] if kreis["inside"]]
    order = sorted(inside, key=lambda kreis: (kreis["v"][index] is None, -(kreis["v"][index] or 0)))
    return [{"ags": kreis["ags"], "name": kreis["name"], "value": value_text(view, kreis, index)} for kreis in order]

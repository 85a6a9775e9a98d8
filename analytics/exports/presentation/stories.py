"""Ready-made collections, generated from the data as they are now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analytics.exports.presentation.collection import Collection, SlideSpec, make_spec
from analytics.exports.views import VIEWS
from analytics.language import Wording
from analytics.rates.coverage import count_states
from analytics.rates.naming import kreis_names, states_text
from analytics.rates.scopes import LAUSITZ
from analytics.rates.series import last_year
from analytics.subjects import defaults
from analytics.subjects.district.measures import list_initiatives
from analytics.subjects.register.measures import member
from data.atlas import Atlas
from data.errors import ExportError, check_name

YOUNG, FAMILIES = "18-25", "30-50"
VISIT = "besuch"
_OF_A_KREIS = ("kreis", VISIT)
_VISIT_SLIDES = 4


def tell_story(atlas: Atlas, w: Wording, name: str, *, kreis: str = "", initiative: str = "") -> Collection:
    """A ready-made collection.

    Args:
        atlas: the data package.
        w: language of the title.
        name: netzwerk, lausitz, kreis, besuch or foerderbilanz.
        kreis: official key (ags), needed for the stories of a Kreis and of a visit.
        initiative: member_id; for a visit to it, instead of a Kreis.

    Raises:
        ExportError: unknown_story or kreis_needed.
        UnknownNameError: the Kreis or the initiative is not in the data.
    """
    if name not in STORIES:
        raise ExportError(code="unknown_story", value=name, valid=tuple(STORIES))
    if name == VISIT and initiative:
        return _visit_initiative(atlas, w, initiative)
    known = tuple(sorted(atlas.migration["ags"].unique()))
    if name in _OF_A_KREIS and not kreis:
        raise ExportError(code="kreis_needed")
    if kreis:
        check_name("ags", kreis, known)
    return STORIES[name](atlas, w, kreis)


def _network(atlas: Atlas, w: Wording, _: str) -> Collection:
    listed = (
        "kpis", "growth", "growth_measures", "register_coverage", "events", "register", "network_funding",
        "programme_pot", "map",
    )  # fmt: skip
    slides = (*(_slide(atlas, view) for view in listed), _slide(atlas, "map", age_group=FAMILIES))
    return Collection(slides, w.text("The network in ten slides"))


def _lausitz(atlas: Atlas, w: Wording, _: str) -> Collection:
    kreise = tuple(sorted(atlas.kreise.loc[atlas.kreise["in_lausitz"], "ags"]))
    slides = (
        _slide(atlas, "map", scope=LAUSITZ),
        _slide(atlas, "small_multiples"),
        _slide(atlas, "ranking", scope=LAUSITZ),
        *(_slide(atlas, "map", scope=LAUSITZ, age_group=ages) for ages in (YOUNG, FAMILIES)),
        _slide(atlas, "turnaround", scope=LAUSITZ),
        *(_slide(atlas, "heatmap", kreis) for kreis in kreise),
    )
    return Collection(slides, w.text("Lausitz"))


def _kreis(atlas: Atlas, w: Wording, kreis: str) -> Collection:
    listed = [
        "kreis_facts", "map", "kreis_population", "series", "kreis_ages", "kreis_standing", "kreis_peers", "heatmap",
    ]  # fmt: skip
    if (atlas.members["kreis_ags"] == kreis).any():
        listed += ["kreis_initiatives", "kreis_funding"]
    name = str(atlas.kreise.set_index("ags").loc[kreis, "name"])
    return Collection(tuple(_slide(atlas, view, kreis) for view in listed), name)


def _visit(atlas: Atlas, w: Wording, kreis: str) -> Collection:
    """Four slides for a visit; every title names place and year."""
    name = kreis_names(atlas)[kreis]
    fields = {"name": name, "year": last_year(atlas)}
    compared = w.text("{name} among the districts: net migration in {year}", **fields)
    slides = (
        _slide(atlas, "kreis_facts", kreis),
        _slide(atlas, "map", kreis, headline=compared),
        _slide(atlas, "origin_components", kreis),
        _initiatives(atlas, w, kreis)
        or _slide(
            atlas, "kreis_ages", kreis, headline=w.text("{name} in {year}: who comes, who goes, by age", **fields)
        ),
    )
    return Collection(slides, w.text("Visit to {name}", name=name))


def _visit_initiative(atlas: Atlas, w: Wording, member_id: str) -> Collection:
    """Four slides for a visit to an initiative: what it is, what the data hold of it, what surrounds it."""
    row = member(atlas, member_id)
    known = {"member_funding": atlas.funding, "member_outcomes": atlas.outcomes, "member_events": atlas.events}
    own = [view for view, table in known.items() if (table["member_id"] == member_id).any()]
    slides = [make_spec(view, member_id=member_id) for view in ("profile", *own, "member_sources")]
    around = [make_spec("register_coverage"), make_spec("growth")]
    if row["placed"]:
        around = [_slide(atlas, "kreis_facts", row["kreis_ags"])]
        slides.insert(1, _slide(atlas, "map", row["kreis_ags"]))
    return Collection((*slides, *around)[:_VISIT_SLIDES], w.text("Visit to {name}", name=row["name"]))


def _initiatives(atlas: Atlas, w: Wording, kreis: str) -> SlideSpec | None:
    """The initiatives of a Kreis, with the year of the latest sign of them in the title; None without any."""
    rows = list_initiatives(atlas, kreis)
    if rows.empty:
        return None
    said = w.text(
        "Initiatives in {name}: {states} (latest evidence {year})",
        name=kreis_names(atlas)[kreis], states=states_text(count_states(rows), w), year=rows["last_evidence"].max()[:4],
    )  # fmt: skip
    return _slide(atlas, "kreis_initiatives", kreis, headline=said)


def _funding(atlas: Atlas, w: Wording, _: str) -> Collection:
    views = ("funding_facts", "network_funding", "programme_pot", "per_member", "initiative_grants", "funding_coverage")
    return Collection(tuple(_slide(atlas, view) for view in views), w.text("Funding balance"))


def _slide(atlas: Atlas, view: str, kreis: str = "", **chosen: str) -> SlideSpec:
    """A view with the filters it declares: the measure of the start page in the last year, of the Kreis if one is told.

    Raises:
        ExportError: the view needs a filter that no story knows a value for.
    """
    of_kreis = {"ags": kreis, "area": kreis, "kreis": kreis, "kreise": (kreis,)} if kreis else {}
    told: dict[str, Any] = {**defaults.AT_A_GLANCE, "year": last_year(atlas), **of_kreis}
    return make_spec(view, **{one.name: told[one.name] for one in VIEWS[view].params if one.name in told} | chosen)


def as_chapter(told: Collection) -> tuple[SlideSpec, ...]:
    """The slides of a story, each with its title, so that a deck of several stories can tell them apart."""
    return tuple(replace(spec, chapter=told.title) for spec in told.slides)


STORIES: dict[str, Callable[[Atlas, Wording, str], Collection]] = {
    "netzwerk": _network,
    "lausitz": _lausitz,
    "kreis": _kreis,
    VISIT: _visit,
    "foerderbilanz": _funding,
}

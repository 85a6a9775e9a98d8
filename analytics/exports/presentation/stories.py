"""Ready-made collections, generated from the data as they are now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from analytics.exports.presentation.collection import Collection, SlideSpec, make_spec
from analytics.language import Wording
from analytics.rates.coverage import count_states
from analytics.rates.naming import kreis_names, states_text
from analytics.rates.scopes import LAUSITZ
from analytics.rates.series import last_year
from analytics.subjects.district.measures import list_initiatives
from analytics.subjects.register.measures import member
from data.atlas import Atlas
from data.errors import ExportError, UnknownNameError

TOTAL, YOUNG, FAMILIES = "insgesamt", "18-25", "30-50"
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
    if kreis and kreis not in known:
        raise UnknownNameError(kind="ags", value=kreis, valid=known)
    return STORIES[name](atlas, w, kreis)


def _network(atlas: Atlas, w: Wording, _: str) -> Collection:
    year = last_year(atlas)
    slides = (
        make_spec("kpis"),
        make_spec("growth"),
        make_spec("growth_measures"),
        make_spec("register_coverage"),
        make_spec("events"),
        make_spec("register"),
        make_spec("network_funding"),
        make_spec("programme_pot"),
        make_spec("map", indicator="net_per_1000", age_group=TOTAL, year=year),
        make_spec("map", indicator="net_per_1000", age_group=FAMILIES, year=year),
    )
    return Collection(slides, w.text("The network in ten slides"))


def _lausitz(atlas: Atlas, w: Wording, _: str) -> Collection:
    year = last_year(atlas)
    kreise = tuple(sorted(atlas.kreise.loc[atlas.kreise["in_lausitz"], "ags"]))
    slides = (
        make_spec("map", indicator="net_per_1000", age_group=TOTAL, scope=LAUSITZ, year=year),
        make_spec("small_multiples", age_group=TOTAL),
        make_spec("ranking", year=year, age_group=TOTAL, scope=LAUSITZ),
        make_spec("map", indicator="net_per_1000", age_group=YOUNG, scope=LAUSITZ, year=year),
        make_spec("map", indicator="net_per_1000", age_group=FAMILIES, scope=LAUSITZ, year=year),
        make_spec("turnaround", age_group=TOTAL, scope=LAUSITZ),
        *(make_spec("heatmap", area=ags) for ags in kreise),
    )
    return Collection(slides, w.text("Lausitz"))


def _kreis(atlas: Atlas, w: Wording, kreis: str) -> Collection:
    year = last_year(atlas)
    name = str(atlas.kreise.set_index("ags").loc[kreis, "name"])
    own = ("kreis_facts", "kreis_population", "kreis_ages", "kreis_standing", "kreis_peers")
    slides: list[SlideSpec] = [make_spec(view, ags=kreis) for view in own]
    slides.insert(1, make_spec("map", indicator="net_per_1000", age_group=TOTAL, year=year, kreis=kreis))
    slides.insert(3, make_spec("series", kreise=(kreis,), age_group=TOTAL))
    slides.append(make_spec("heatmap", area=kreis))
    if (atlas.members["kreis_ags"] == kreis).any():
        slides += [make_spec("kreis_initiatives", ags=kreis), make_spec("kreis_funding", ags=kreis)]
    return Collection(tuple(slides), name)


def _visit(atlas: Atlas, w: Wording, kreis: str) -> Collection:
    """Four slides for a visit; every title names place and year."""
    year = last_year(atlas)
    name = kreis_names(atlas)[kreis]
    fields = {"name": name, "year": year}
    compared = w.text("{name} among the districts: net migration in {year}", **fields)
    slides = (
        make_spec("kreis_facts", ags=kreis),
        make_spec("map", headline=compared, indicator="net_per_1000", age_group=TOTAL, year=year, kreis=kreis),
        make_spec("origin_components", ags=kreis, age_group=TOTAL),
        _initiatives(atlas, w, kreis)
        or make_spec(
            "kreis_ages", headline=w.text("{name} in {year}: who comes, who goes, by age", **fields), ags=kreis
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
        kreis = str(row["kreis_ags"])
        around = [make_spec("kreis_facts", ags=kreis)]
        slides.insert(
            1, make_spec("map", indicator="net_per_1000", age_group=TOTAL, year=last_year(atlas), kreis=kreis)
        )
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
    return make_spec("kreis_initiatives", headline=said, ags=kreis)


def _funding(atlas: Atlas, w: Wording, _: str) -> Collection:
    views = ("funding_facts", "network_funding", "programme_pot", "per_member", "initiative_grants", "funding_coverage")
    return Collection(tuple(make_spec(view) for view in views), w.text("Funding balance"))


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

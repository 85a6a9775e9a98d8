"""Headlines that name place and year, and the three kinds of them one can choose from: finding, question, neutral."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.maps.indicators import ARRIVALS, NET
from analytics.rates.naming import kreis_names, measure_name
from analytics.rates.rates import LAND_AGS
from analytics.rates.scopes import LAUSITZ, LAUSITZ_IN_BRANDENBURG, scope_names
from analytics.rates.series import last_year
from analytics.subjects.effects.measures.design.panel import compared_years
from data.atlas import Atlas

Params = Mapping[str, Any]
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Of invented data: no place, no year.
_INVENTED = ("simulations", "simulations_land")
DEPARTURES = "departures"
# Views of everything that happened: their figures are of all years together.
_WHOLE = (
    "events", "initiative_grants", "kreis_funding", "member_funding", "member_outcomes", "member_events",
    "member_sources", "funding_coverage",
)  # fmt: skip
# Views of the districts of the Land and of the Lausitz in Saxony.
_BOTH = ("map", "series", "ranking", "change", "turnaround", "outlook_trends", "whitespots_need")
_WIDE_NAMES = ("Brandenburg", "Lausitz")
_DATED = re.compile(r"year|period|date|start|end")
_CLAUSE = re.compile(r"[;:] ")
# Signs from which on a subtitle ends at its first clause, and which that has at least.
_LONG, _SHORT = 90, 30


def name_place_and_year(atlas: Atlas, w: Wording, view: str, params: Params, figure: Figure, said: str = "") -> str:
    """A headline, and in brackets the place and the year it does not name itself.

    Args:
        atlas: the data package.
        w: language.
        view: name in `VIEWS`.
        params: its filters.
        figure: drawn from them.
        said: the headline; the one of the figure when empty.
    """
    said = said or figure.headline
    if view in _INVENTED:
        return said
    place = _place(atlas, w, view, params)
    missing = [] if _names_place(atlas, said, params, place) else [place]
    missing += [] if _YEAR.search(said) else [_years(atlas, view, params, figure, is_finding=said == figure.headline)]
    return f"{said} ({', '.join(missing)})" if missing else said


def propose_headlines(atlas: Atlas, w: Wording, view: str, params: Params, figure: Figure) -> tuple[str, str, str]:
    """Finding, question and neutral headline of a slide whose figure has its headline from `name_place_and_year`."""
    named = partial(name_place_and_year, atlas, w, view, params, figure)
    return figure.headline, named(_question(w, view, params)), named(_neutral(w, view, figure))


def _names_place(atlas: Atlas, said: str, params: Params, place: str) -> bool:
    # A figure about one district names that one.
    known = [place] if _kreis(params) else [*_WIDE_NAMES, place, *kreis_names(atlas).values()]
    return any(name in said for name in known)


def _kreis(params: Params) -> str:
    """The district a figure is about; empty for more than one."""
    kreis = str(params.get("ags") or params.get("area") or "")
    return kreis if len(kreis) == len("12062") and kreis.isdigit() else ""


def _place(atlas: Atlas, w: Wording, view: str, params: Params) -> str:
    region = str(params.get("scope") or params.get("area") or (LAUSITZ if view == "small_multiples" else ""))
    if region in (LAUSITZ, LAUSITZ_IN_BRANDENBURG):
        return scope_names(w)[region]
    if "member_id" in params:
        return _place_of_member(atlas, str(params["member_id"]))
    kreis = _kreis(params) or (str(params.get("kreis") or "") if view == "register" else "")
    shown = params.get("area") or LAND_AGS
    both = view in _BOTH and shown == LAND_AGS
    return kreis_names(atlas).get(kreis) or (w.text("Brandenburg and Lausitz") if both else "Brandenburg")


def _place_of_member(atlas: Atlas, member_id: str) -> str:
    row = atlas.members.set_index("member_id").loc[member_id]
    kreis = kreis_names(atlas).get(str(row["kreis_ags"]), "Brandenburg")
    return f"{row['name']}, {kreis}"


def _years(atlas: Atlas, view: str, params: Params, figure: Figure, *, is_finding: bool) -> str:
    """The year a finding is of, which is the last one shown; else the first and the last of all years shown."""
    if view == "kpis":
        return _span(atlas.membership_counts["date"].dropna().astype(str).str[:4].tolist())
    if view.startswith("effects_"):
        return _span(list(map(str, compared_years(atlas))))
    told = _YEAR.findall(figure.subtitle)
    if view in _WHOLE:
        return _span(told or _years_in_table(figure)) or _today(atlas)
    told = told or _YEAR.findall(figure.headline)
    if told:
        return max(told) if is_finding else _span(told)
    return str(last_year(atlas)) if "age_group" in params else _today(atlas)


def _today(atlas: Atlas) -> str:
    """The year of the data: of what stands in the register as it is now."""
    return str(atlas.dated.year if atlas.dated else last_year(atlas))


def _years_in_table(figure: Figure) -> list[str]:
    dated = [name for name in figure.table.columns if _DATED.search(str(name))]
    return _YEAR.findall(" ".join(str(value) for name in dated for value in figure.table[name]))


def _span(years: list[str]) -> str:
    return "–".join(dict.fromkeys((min(years), max(years)))) if years else ""


def _neutral(w: Wording, view: str, figure: Figure) -> str:
    """Measure, place and time without a judgement: what the subtitle says first."""
    own = {
        "kpis": w.text("Key figures of the network"),
        "kreis_facts": w.text("Key figures of the district"),
        "effects_verdict": w.text("Districts with and without an initiative of the network compared"),
    }
    if view in own or not figure.subtitle:
        return own.get(view, figure.headline)
    ends = (match.start() for match in _CLAUSE.finditer(figure.subtitle, _SHORT))
    return figure.subtitle if len(figure.subtitle) <= _LONG else figure.subtitle[: next(ends, None)]


def _question(w: Wording, view: str, params: Params) -> str:
    """What the figure answers; by the name of the view, else by its subject."""
    asked = _questions(w)
    if (measure := str(params.get("measure") or NET)) != NET:
        return _question_of_measure(w, view, measure)
    if view == "map" and not str(params.get("indicator", "")).startswith(NET):
        return w.text("How do the districts differ?")
    return asked.get(view) or asked[view.partition("_")[0]]


def _question_of_measure(w: Wording, view: str, measure: str) -> str:
    """What a figure of another measure than net migration answers: which district leads, or how it went on."""
    if view == "ranking":
        asked = {ARRIVALS: w.text("Where do most people arrive?"), DEPARTURES: w.text("Where do most people leave?")}
        other = w.text("{measure}: where is it largest?", measure=measure_name(w, measure))
    else:
        asked = {ARRIVALS: w.text("How have arrivals developed?"), DEPARTURES: w.text("How have departures developed?")}
        other = w.text("{measure}: how has it developed?", measure=measure_name(w, measure))
    return asked.get(measure, other)


def _questions(w: Wording) -> dict[str, str]:
    money, saldo = w.text("How much money is documented?"), w.text("How has net migration developed?")
    size, ages = w.text("How fast is the network growing?"), w.text("Which ages come, which go?")
    where, members = w.text("Where do more people come than go?"), w.text("Who belongs to the network?")
    origin = w.text("Where do people come from, and where do they go?")
    compared = w.text("How does the district compare with others?")
    counted = w.text("What have the initiatives counted?")
    missing = w.text("Where is an initiative of the network missing most?")
    membership = w.text("How many members could the network have?")
    known, happened = w.text("What is known of the initiative?"), w.text("What happened, and when?")
    effect = w.text("Can an effect of the initiatives be measured?")
    return {
        "kpis": w.text("How large is the network, and where is it at home?"),
        "growth": size, "yearly": size, "register": members, "events": happened,
        "network": money, "programme": money, "initiative": money, "per": money, "funding": money,
        "kreis_funding": money, "member_funding": money, "map": where, "ranking": where, "series": saldo,
        "small_multiples": saldo,
        "change": saldo, "heatmap": ages, "land_ages": ages, "kreis_ages": ages, "land": origin, "origin": origin,
        "turnaround": w.text("Since when have more people come than gone?"),
        "kreis": w.text("How does the district stand?"),
        "kreis_population": w.text("How many people live here?"),
        "kreis_balance": w.text("What changes the population?"),
        "kreis_initiatives": w.text("Which initiatives work here?"),
        "kreis_standing": compared, "kreis_peers": compared, "comparison": compared, "comparison_series": saldo,
        "profile": known, "member": known, "member_outcomes": counted, "member_events": happened, "counting": counted,
        "whitespots": w.text("How far is it to the nearest initiative?"),
        "whitespots_places": missing, "whitespots_need": missing,
        "outlook": w.text("How could net migration go on?"),
        "outlook_membership": membership, "outlook_models": membership, "outlook_scenario": membership,
        "effects": effect, "simulations": effect,
    }  # fmt: skip

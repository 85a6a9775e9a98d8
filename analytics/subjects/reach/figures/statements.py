"""What may be said of the white spots in a speech, and what may not: fixed templates, filled from the measures."""

from __future__ import annotations

from analytics.figure.statements import Saying, Statements
from analytics.language import Wording
from analytics.rates.coverage import UNKNOWN
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.cached import kept
from analytics.subjects.reach.figures.places import solve_all
from analytics.subjects.reach.figures.text import DEFAULT_LIMIT_KM, names_without, people_where, scope_rows, set_name
from data.atlas import Atlas


def reach_statements(atlas: Atlas, w: Wording, *, scope: str = ws.LAND, limit_km: int = DEFAULT_LIMIT_KM) -> Statements:
    """Three statements the data carry and two they do not.

    Raises:
        UnknownNameError: scope or limit is not valid.
    """
    return kept(atlas, ("statements", w.lang, scope, limit_km), lambda: _write(atlas, w, scope, limit_km))


def _write(atlas: Atlas, w: Wording, scope: str, limit_km: int) -> Statements:
    return Statements(
        carried=(_reach(atlas, w, scope, limit_km), _kreise(atlas, w, scope), _next(atlas, w, scope, limit_km)),
        not_carried=(_no_share(atlas, w, scope, limit_km), _no_effect(w, limit_km)),
    )


def _reach(atlas: Atlas, w: Wording, scope: str, limit_km: int) -> Saying:
    reach = ws.compute_reach(atlas, scope=scope).set_index("limit_km").loc[limit_km]
    fields = {
        "share": w.percent(reach["people_share"]),
        "people": people_where(w, scope),
        "km": limit_km,
        "rest": w.number(reach["people_all"] - reach["people"]),
    }
    return Saying(
        text=w.text(
            "{share} of the {people} live at most {km} km, as the crow flies, from an initiative whose place is known; "
            "{rest} people live farther away.",
            **fields,
        ),
        plain=w.text(
            "We looked how far it is to the next initiative. For {share} of the {people} it is {km} kilometres or "
            "less. For {rest} people it is more.",
            **fields,
        ),
    )


def _kreise(atlas: Atlas, w: Wording, scope: str) -> Saying:
    bare, every = scope_rows(ws.kreise_without(atlas), scope), scope_rows(ws.kreis_presence(atlas), scope)
    fields = {
        "n": w.number(len(bare)),
        "all": w.number(len(every)),
        "names": names_without(atlas, w, scope),
    }
    if bare.empty:
        return Saying(
            text=w.text("In each of the {all} districts at least one initiative is known.", all=fields["all"]),
            plain=w.text("We know an initiative in every district. There are {all} districts.", all=fields["all"]),
        )
    unknown = sorted(every.loc[every["state"] == UNKNOWN, "name"])
    names = w.join(unknown)
    doubt = w.text("For these districts it is not known whether their initiative still runs: {names}.", names=names)
    return Saying(
        text=w.text(
            "According to the register {n} of {all} districts have no initiative of the network: {names}.", **fields
        )
        + (f" {doubt}" if unknown else ""),
        plain=w.text(
            "There are {all} districts. In {n} of them we know no initiative of the network. These are: {names}.",
            **fields,
        ),
    )


def _next(atlas: Atlas, w: Wording, scope: str, limit_km: int) -> Saying:
    best = solve_all(atlas, scope=scope, limit_km=limit_km)[0]
    if not best.best.people_new:
        return Saying(
            text=w.text("Everybody already lives within {km} km of an initiative.", km=limit_km),
            plain=w.text("Nobody has to go farther than {km} kilometres to an initiative.", km=limit_km),
        )
    fields = {"name": set_name(w, best.best), "people": w.number(best.best.people_new), "km": limit_km}
    return Saying(
        text=w.text(
            "No other Gemeinde brings more people within {km} km than {name}: an initiative there would newly reach "
            "{people}.",
            **fields,
        ),
        plain=w.text(
            "A new initiative in {name} would be near for the most people. {people} more people would then have one "
            "within {km} kilometres.",
            **fields,
        ),
    )


def _no_share(atlas: Atlas, w: Wording, scope: str, limit_km: int) -> Saying:
    bound = ws.compute_register_bound(atlas, limit_km=limit_km, scope=scope)
    fields = {
        "counted": w.percent(bound.share_low),
        # Inferred members may turn out to be none: only the documented ones are certain.
        "low": w.percent(bound.share_documented),
        "high": w.percent(bound.share_highest),
        "n": w.number(bound.unplaced + bound.unnamed),
        "km": limit_km,
    }
    return Saying(
        text=w.text(
            "“Exactly {counted} are reached.” Some members are only inferred, and of {n} nobody has documented the "
            "place; whatever comes out, the share within {km} km lies between {low} and {high}.",
            **fields,
        ),
        plain=w.text(
            "We do not know the exact number. Of {n} initiatives we do not know the place. It can be {low}. It can "
            "also be more, but not more than {high}.",
            **fields,
        ),
    )


def _no_effect(w: Wording, limit_km: int) -> Saying:
    return Saying(
        text=w.text(
            "“Who lives farther away than {km} km gets no help.” Initiatives also advise by telephone and online, and "
            "nearness is not effect: the data know seats, not the people who were helped.",
            km=limit_km,
        ),
        plain=w.text(
            "Living far away does not mean getting no help. Many initiatives help by telephone or on the internet. We "
            "only know where they are. We do not know whom they have helped.",
        ),
    )

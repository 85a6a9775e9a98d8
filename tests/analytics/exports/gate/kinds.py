"""One slide of each kind, and the deck of all of them."""

from dataclasses import replace

from analytics.exports.presentation.collection import Collection, SlideSpec, make_spec
from analytics.exports.presentation.framing import Framing
from analytics.exports.views import VIEWS, opening_params
from data.atlas import Atlas

# What a filter is set to where the page opens without it.
_ELSE = {"ags": "12062", "area": "12062", "member_id": "comeback-elbe-elster", "year": 2024, "years": 5}
_MAP = {"indicator": "net_per_1000", "year": 2024}
_MAPS = (
    make_spec("map", **_MAP, age_group="30-50", kreis="12062"),
    make_spec("map", **_MAP, age_group="insgesamt", scope="lausitz"),
    make_spec("map", **_MAP, age_group="insgesamt", gemeinden=True),
)
_REMARK = "Ein eigener Satz der Vortragenden, der unter der Überschrift steht und länger ist als eine Zeile des Textes."
KINDS = (
    "kpis", "growth", "events", "network_funding", "kreis_funding", "register", "series", "small_multiples", "ranking",
    "turnaround", "heatmap", "land_balance", "change", "kreis_ages", "effects_did", "outlook_projection",
)  # fmt: skip
"""One of each way a slide is built; the other views look like one of these."""
_OWN_KINDS = ("origin_components", "whitespots_map", "origin_map")
FRAMING = Framing(cover=True, agenda=True, closing=True, sender="Staatskanzlei des Landes Brandenburg")


def spec_of(atlas: Atlas, name: str) -> SlideSpec:
    """A view with the filters its page opens with."""
    known = _ELSE | opening_params(atlas, name)
    return make_spec(name, **{one.name: known[one.name] for one in VIEWS[name].params if one.name in known})


def deck_of_kinds(atlas: Atlas, *, own: bool) -> Collection:
    """A slide of each kind, one of them with a remark; on our own master of the large maps too."""
    names = (*KINDS, *_OWN_KINDS) if own else KINDS
    slides = (*(spec_of(atlas, name) for name in names), *(_MAPS if own else _MAPS[:2]))
    return Collection((replace(slides[0], remark=_REMARK), *slides[1:]), "Ankommen in Brandenburg")

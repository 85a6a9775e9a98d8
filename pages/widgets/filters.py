"""Filters that several pages have, each with one name in the address, one list of options and one way to write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.language import Wording
from analytics.rates.naming import age_label, kreis_options
from analytics.rates.rates import migration_age_groups
from analytics.rates.scopes import SCOPES, scope_names
from analytics.subjects import defaults
from data.atlas import Atlas
from pages.widgets.controls import choose_one


def choose_kreis(atlas: Atlas, w: Wording, **shown: Any) -> str:
    """A district; `shown` as of `choose_one`."""
    names = kreis_options(atlas)
    return choose_one(
        w.text("District"), "kreis", list(names), default=defaults.KREIS, label_of=names.__getitem__, **shown
    )


def choose_age(
    atlas: Atlas, w: Wording, *, label: str = "", groups: Sequence[str] = (), default: str = defaults.AGE, **shown: Any
) -> str:
    """An age group: one of all of migration, or of `groups`; `shown` as of `choose_one`."""
    return choose_one(
        label or w.text("Age group"),
        "alter",
        groups or migration_age_groups(atlas),
        default=default,
        label_of=lambda age: age_label(atlas, w, age),
        **shown,
    )


def choose_scope(w: Wording, **shown: Any) -> str:
    """The part of the territory that is looked at; `shown` as of `choose_one`."""
    names = scope_names(w)
    return choose_one(w.text("Area"), "ausschnitt", SCOPES, default=SCOPES[0], label_of=names.__getitem__, **shown)

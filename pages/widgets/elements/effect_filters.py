"""The filters of the comparison before and after."""

from typing import TypedDict

import streamlit as st

from analytics.language import Wording
from analytics.subjects.effects.figures.text import distorted_text, effect_options
from analytics.subjects.effects.figures.words.sets import control_options
from analytics.subjects.effects.measures import ALL, BRANDENBURG, DEFAULT_AGE_GROUP
from data.atlas import Atlas
from pages.session import cache
from pages.widgets.controls import choose_one, choose_switch
from pages.widgets.filters import choose_age


class Comparison(TypedDict):
    """What is compared, as the figures ask for it."""

    ags: str
    age_group: str
    with_distorted: bool
    controls: str


def choose_comparison(atlas: Atlas, w: Wording) -> Comparison:
    """Where, which ages, against which Kreise, and with or without what the reception of refugees shapes."""
    places, sets, distorted = cache.computed(effect_options), control_options(w), cache.computed(distorted_text)
    with st.container(border=True, key="filter"):
        columns = st.columns([1.45, 0.95, 1.4, 1.35], vertical_alignment="bottom", gap="small")
        with columns[0]:
            ags = choose_one(
                w.text("Initiative or district"), "kreis", list(places), default=ALL, label_of=places.__getitem__
            )
        with columns[1]:
            age_group = choose_age(atlas, w, default=DEFAULT_AGE_GROUP)
        with columns[2]:
            controls = choose_one(
                w.text("Compared with"), "kontrollen", list(sets), default=BRANDENBURG, label_of=sets.__getitem__
            )
        with columns[3]:
            with_distorted = choose_switch(
                w.text("with {what}", what=distorted),
                "verzerrt",
                help_text=w.text(
                    "The reception of refugees shapes the balance of these years and of this district. They are left "
                    "out unless you bring them back."
                ),
            )
    return Comparison(ags=ags, age_group=age_group, with_distorted=with_distorted, controls=controls)

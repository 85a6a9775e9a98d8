"""The map: which Kreise gain and lose, by age and year, with the initiatives on top."""

import streamlit as st

from analytics.maps.view import compute_map_view
from pages.facts import served
from pages.session import cache, state
from pages.widgets.elements.map import show_map, show_map_headline
from pages.widgets.elements.map_filters import choose_view, read_start

KEY = "karte"

w = state.wording()
headline = st.container()
chosen = choose_view(served.atlas(), w)
view = cache.computed(compute_map_view, **chosen)
start = read_start(view, w)
with headline:
    show_map_headline(view, KEY, initial=start)
show_map(view, KEY, initial=start, collectable=True)

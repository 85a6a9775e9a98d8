"""The presentation: collected slides in order, ready-made stories, files to take away, an old deck with new figures."""

import streamlit as st

from pages.presentation import exports, saving, stories
from pages.presentation import saved_presentations as saved
from pages.presentation.address import resolve_address
from pages.presentation.list import show_list, show_offer
from pages.presentation.refreshing.page import show_refresh
from pages.session import state
from pages.session.draft import presentation_state
from pages.widgets.layout import page_title

w = state.wording()
fits = resolve_address()

page_title(
    w.text("Your presentation"),
    w.text("Collect views on any page, put them in order here, take them away as PowerPoint, PDF, Excel or pictures."),
)
# Each part keeps its place whether or not those above it are there: a file given to a field below stays given.
with st.container():
    show_offer(w)
with st.container():
    show_list(w)
with st.container():
    if presentation_state().slides:
        exports.show_exports(w)
stories.show_stories(w)
saving.show_saving(w, in_address=fits)
with st.container():
    saved.show_saved(w)
show_refresh(w)

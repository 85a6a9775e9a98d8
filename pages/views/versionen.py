"""Versions of every table: who stored what when, undo, compare, and from a figure back to its row."""

import streamlit as st

from pages.access import permission
from pages.session import state
from pages.upload import history
from pages.upload.confirm import show_outcome
from pages.widgets.layout import page_title
from pages.widgets.store_guard import store_guard

w = state.wording()

page_title(
    w.text("Every version stays, every step can be undone"),
    w.text("What was stored when, by whom, from which file; and the way back from a figure to its row."),
)
st.page_link("views/daten.py", label=w.text("New figures"), icon=":material/upload_file:")

table = history.choose_table(w)
show_outcome(w)
if permission.may("see_versions"):
    with store_guard(w):
        history.show_versions(table, w)
        history.show_comparison(table, w)
        history.show_provenance(table, w)
        history.show_audit(table, w)
else:
    permission.show_refusal(w, "see_versions")

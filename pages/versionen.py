"""Versions of every table: who stored what when, undo, compare, and from a figure back to its row."""

import streamlit as st

from pages.shell import permission, state
from pages.shell.desk import history
from pages.shell.desk.confirm import show_outcome
from pages.shell.desk.guard import store_guard
from pages.shell.layout import page_title

w = state.wording()

page_title(
    w.text("Every version stays, every step can be undone"),
    w.text("What was stored when, by whom, from which file; and the way back from a figure to its row."),
)
st.page_link("daten.py", label=w.text("New figures"), icon=":material/upload_file:")

table = history.choose_table(w)
show_outcome(w)
if permission.may("see_versions"):
    with store_guard(w):
        history.show_versions(table, w)
        history.show_comparison(table, w)
        history.show_origin(table, w)
        history.show_audit(table, w)
else:
    permission.show_refusal(w, "see_versions")

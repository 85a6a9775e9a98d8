"""The register page: initiatives, events, results and funding edited in the browser, checked like an upload."""

import streamlit as st

from pages.access import permission
from pages.session import state
from pages.upload import editing
from pages.upload.confirm import show_outcome
from pages.widgets.layout import page_title

w = state.wording()

page_title(
    w.text("The register is kept up to date here"),
    w.text("Edit, check, compare, take over: a table becomes a new version, just as with an uploaded file."),
)
with st.container(horizontal=True, gap="medium"):
    st.page_link("views/daten.py", label=w.text("New figures"), icon=":material/upload_file:")
    st.page_link("views/zaehlbogen.py", label=w.text("Counting sheet"), icon=":material/fact_check:")
    st.page_link("views/versionen.py", label=w.text("Versions and undo"), icon=":material/history:")

table = editing.choose_register(w)
show_outcome(w)
if permission.may("edit_register"):
    editing.show_editor(table, w)
else:
    permission.show_refusal(w, "edit_register")

"""The upload page: a file in, looked at, compared, taken over as a version. Nothing is stored before the click."""

import streamlit as st

from pages.access import permission
from pages.session import state
from pages.upload import page as upload
from pages.upload.confirm import show_outcome
from pages.widgets.layout import page_title

w = state.wording()

page_title(
    w.text("New figures come in here"),
    w.text("Checked row by row and compared with what the atlas holds. Nothing is stored before you confirm."),
)
with st.container(horizontal=True, gap="medium"):
    st.page_link("views/register.py", label=w.text("Edit the register"), icon=":material/edit:")
    st.page_link("views/versionen.py", label=w.text("Versions and undo"), icon=":material/history:")

if permission.may("upload"):
    upload.show_upload(w)
    # Below the card: after the click at the foot of a long page, a phone shows this place, not the top.
    with st.container():
        show_outcome(w)
    file = upload.choose_file(w)
    if file is not None:
        upload.show_file(file, w)
else:
    show_outcome(w)
    permission.show_refusal(w)

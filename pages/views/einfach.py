"""The atlas in plain language: six questions with short answers, and the hard words explained."""

import streamlit as st

from analytics.subjects.overview.plain import explain_terms, write_plain
from pages.session import cache, state
from pages.widgets.layout import page_title, show_quietly, text_card
from pages.widgets.plain import as_text

w = state.wording()

page_title(w.text("The atlas in plain language"), w.text("Short sentences. Hard words are explained below."))

for part in cache.computed(write_plain):
    with text_card(part.question):
        st.markdown(as_text("\n\n".join(part.sentences)))
        if part.source_ids:
            show_quietly(cache.source_links(part.source_ids))
        if part.ways:
            with st.container(horizontal=True, gap="medium"):
                for url_path, label in part.ways:
                    st.page_link(f"views/{url_path}.py", label=label, icon=":material/arrow_forward:")

with text_card(w.text("Words")):
    st.markdown("\n\n".join(f"**{word}**  \n{meaning}" for word, meaning in explain_terms(w)))

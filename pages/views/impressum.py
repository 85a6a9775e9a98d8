"""Legal notice: a form the operator fills in."""

import streamlit as st

from pages.session import state
from pages.widgets.layout import page_title, text_card

w = state.wording()
placeholder = f"**{w.text('[to be entered by the operator]')}**"

page_title(w.text("Legal notice"), w.text("Information under section 5 of the German Digital Services Act (DDG)."))

with text_card(w.text("Provider")):
    st.markdown(
        "\n".join(
            f"- {field}: {placeholder}"
            for field in (
                w.text("Name and legal form"),
                w.text("Address"),
                w.text("Represented by"),
                w.text("Email and telephone"),
                w.text("Register and number"),
                w.text("Responsible for the content"),
            )
        )
    )
    st.markdown(
        w.text("This installation has no operator entered yet. Whoever publishes the atlas completes this page first.")
    )

with text_card(w.text("Licences")):
    st.markdown(
        "\n".join(
            f"- {licence}"
            for licence in (
                w.text("Software: Apache License 2.0."),
                w.text(
                    "Figures and boundaries: the licence of each source, named under each figure and on the page "
                    "{page}.",
                    page=w.quote(w.text("Sources & methods")),
                ),
                w.text("Typeface: Figtree, SIL Open Font License 1.1. Map library: Leaflet, BSD 2-Clause."),
            )
        )
    )

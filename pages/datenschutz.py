"""What happens to visitors' data, built from what the tests prove."""

import streamlit as st

from pages.shell import state
from pages.shell.evidence import privacy_evidence, written_evidence
from pages.shell.layout import page_title, text_card

w = state.wording()

page_title(
    w.text("The atlas collects nothing about you"),
    w.text("Privacy notice under articles 13 and 14 of the General Data Protection Regulation (GDPR)."),
)

with text_card(w.text("Who is responsible")):
    st.markdown(
        w.text(
            "Responsible for processing is whoever operates this installation: {placeholder}",
            placeholder=f"**{w.text('[to be entered by the operator]')}**",
        )
    )

with text_card(w.text("What is processed")):
    st.markdown(
        "\n".join(
            f"- {process}"
            for process in (
                w.text(
                    "Your browser's requests, among them your IP address: they are needed to deliver the pages and are "
                    "not stored by the program. If the operator's web server keeps a log, the operator names its "
                    "period of storage here: {placeholder}. Legal basis: article 6(1)(e) or (f) GDPR.",
                    placeholder=f"**{w.text('[to be entered by the operator]')}**",
                ),
                w.text(
                    "What you choose (district, year, language): it is kept in working memory while the page is open, "
                    "and stands in the address so that you can share a view."
                ),
                w.text(
                    "One technical cookie, {cookie}: it protects against forged requests and is deleted when the "
                    "browser is closed. It is strictly necessary, so no consent is required (section 25(2) no. 2 "
                    "TDDDG).",
                    cookie="`_streamlit_xsrf`",
                ),
                w.text(
                    "Only if you take over a file or an edit at the desk: the name you enter there, the file and the "
                    "time. They stand in the list of versions, which everybody can read, so that each figure can be "
                    "traced; another name than your own may be entered. Legal basis: article 6(1)(e) or (f) GDPR."
                ),
            )
        )
    )

with text_card(w.text("What does not happen")):
    st.markdown(
        w.text(
            "No analytics, no advertising, no fonts, maps or scripts from other companies, no accounts, no profiles. "
            "The figures shown concern districts and organisations, not private persons."
        )
    )
    st.markdown(w.text("Automatic tests prove at every change:"))
    st.markdown(written_evidence(privacy_evidence(w)))

with text_card(w.text("Your rights")):
    st.markdown(
        w.text(
            "You have the right to information, correction, deletion, restriction, objection and data portability, and "
            "you may complain to a supervisory authority, in Brandenburg to the state commissioner for data protection "
            "and access to information (LDA)."
        )
    )

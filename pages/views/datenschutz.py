"""What happens to visitors' data, built from what the tests prove."""

import streamlit as st

from pages.presentation.browser_copy import LONGEST_DAYS, STORAGE_KEY
from pages.session import state
from pages.widgets.elements.evidence import format_evidence, privacy_evidence
from pages.widgets.layout import page_title, text_card

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
                    "TDDDG). Where several servers share the work, a second one, {route}, leads your browser back to "
                    "the same server; it names only the server and is deleted with the first.",
                    cookie="`_streamlit_xsrf`",
                    route="`atlas_route`",
                ),
                w.text(
                    "Only if you collect slides for a presentation: they are kept, with the headlines and remarks you "
                    "write, in the local storage of your browser under {key}, so that they are still there when you "
                    "come back. They lie on your device and are deleted by {button} on the presentation's page, with "
                    "the data of this website in your browser, or when you come back more than {days} days after your "
                    "last visit. This server has them in working memory only while a page is open, to draw the slides. "
                    "The storage is strictly necessary for what you ask for (section 25(2) no. 2 TDDDG).",
                    key=f"`{STORAGE_KEY}`",
                    days=w.number(LONGEST_DAYS),
                    button=w.quote(w.text("Delete from this browser")),
                ),
                w.text(
                    "Only if you leave or reload a page before its last words have arrived here, or a file has been "
                    "taken over: the words, and of the file its name, are kept in the storage of that tab under {key}, "
                    "so that the words are in their field again when you open the page once more and you are told "
                    "which file is missing; they are deleted then, after ten minutes at the latest they are not used "
                    "any more, and closing the tab deletes them, too. The storage is strictly necessary for what you "
                    "ask for (section 25(2) no. 2 TDDDG).",
                    key="`ankommen-atlas-unsent`",
                ),
                w.text(
                    "Only if you sign in, which nobody needs for reading: what the sign-in provider says about you "
                    "(name, address, role). It stands signed in the cookies {user} and {tokens} of your browser until "
                    "you sign out, for 30 days at most; {session} serves the way to the provider and back. They are "
                    "strictly necessary for what you ask for (section 25(2) no. 2 TDDDG). The program keeps no "
                    "account of you; of a sign-in that was ended early it keeps, until its time is over, a "
                    "fingerprint that names nobody.",
                    user="`_streamlit_user`",
                    tokens="`_streamlit_user_tokens`",
                    session="`_streamlit_session`",
                ),
                w.text(
                    "Only if you coordinate and keep a presentation on the server: its slides, headlines and remarks, "
                    "the name you give it, your name and the time. Everybody who coordinates sees them. They lie in "
                    "the store of this installation until somebody who coordinates removes them; the log then still "
                    "says who kept and removed a presentation of that name. Legal basis: article 6(1)(e) or (f) GDPR."
                ),
                w.text(
                    "Only if you change something: your name as the provider gives it (without sign-in: the name you "
                    "enter), the file and the time. They stand in the list of versions and in the log, which only "
                    "people with a role in the atlas can read, so that each figure can be traced. Legal basis: "
                    "article 6(1)(e) or (f) GDPR."
                ),
            )
        )
    )

with text_card(w.text("What does not happen")):
    st.markdown(
        w.text(
            "No analytics, no advertising, no fonts, maps or scripts from other companies, no profiles. "
            "The figures shown concern districts and organisations, not private persons."
        )
    )
    st.markdown(w.text("Automatic tests prove at every change:"))
    st.markdown(format_evidence(privacy_evidence(w)))

with text_card(w.text("Your rights")):
    st.markdown(
        w.text(
            "You have the right to information, correction, deletion, restriction, objection and data portability, and "
            "you may complain to a supervisory authority, in Brandenburg to the state commissioner for data protection "
            "and access to information (LDA)."
        )
    )

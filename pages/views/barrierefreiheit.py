"""Statement on accessibility in the form of the law, built from what the tests prove."""

import streamlit as st

from pages.session import state
from pages.widgets.elements.evidence import AXE_VERSION, accessibility_evidence, format_evidence
from pages.widgets.layout import page_title, text_card

w = state.wording()

page_title(
    w.text("Statement on accessibility"),
    w.text("In the form of the Brandenburg regulation on accessible information technology (BbgBITV)."),
)

with text_card(w.text("How accessible the atlas is")):
    st.markdown(
        w.text(
            "The atlas is partly compatible with the requirements of the BbgBITV, which point to EN 301 549 and "
            "WCAG 2.1 level AA. What is not yet accessible is listed below."
        )
    )
    st.markdown(w.text("Automatic tests prove at every change:"))
    st.markdown(format_evidence(accessibility_evidence(w)))

with text_card(w.text("What is not accessible")):
    st.markdown(
        "\n".join(
            f"- {barrier}"
            for barrier in (
                w.text(
                    "Charts: single points can be explored by mouse or touch only. Everything they show is in the "
                    "text alternative and in the table below each chart."
                ),
                w.text(
                    "Tables of more than 100 rows are drawn by a grid whose cells a screen reader does not read "
                    "reliably. The same rows are available as a CSV file."
                ),
                w.text("There are no versions in Easy Language or German Sign Language yet."),
            )
        )
    )

with text_card(w.text("Charts and maps, examined by the Chartability heuristics")):
    st.markdown(
        w.text(
            "Every chart has a headline, a text alternative, a table and a file; compared lines differ in colour, "
            "dash and marker; pale bars have an edge; no letter is smaller than 12 pixels, and none of a "
            "chart is cut at twice the size or set apart. Tried in a browser, these heuristics are not met:"
        )
    )
    st.markdown(
        "\n".join(
            f"- {failing}"
            for failing in (
                w.text(
                    "Letters in charts and maps follow the zoom of the browser, but not its setting for the size of "
                    "letters alone."
                ),
                w.text("Charts keep their own colours and a light ground when the system asks for high contrast."),
                w.text(
                    "The lighter classes of maps and of the field of years and ages, hatched areas without a figure "
                    "and the grid lines of charts stand out from the ground by less than 3:1. The values are in words "
                    "beside them or in the table."
                ),
                w.text(
                    "In the bars made of parts (balances by partner, reach) the parts differ by colour and order "
                    "only. The table names each of them."
                ),
                w.text(
                    "A name at the rim of a map may be cut by a few pixels when letters are set apart. The list "
                    "beside the map has it."
                ),
                w.text(
                    "The small map of the start page tells values by colour alone. The map page has them as list and "
                    "table."
                ),
                w.text(
                    "Some text alternatives list every value in one long sentence, in which one cannot jump. The table "
                    "below the chart has rows."
                ),
                w.text("Patterns, colours and the number of series in a chart cannot be changed by the reader."),
            )
        )
    )

with text_card(w.text("How this statement came about")):
    st.markdown(
        w.text(
            "Self-assessment of {date} with automatic tests in a real browser (axe-core {version}). Automatic tests "
            "find only part of all barriers; an examination by an independent body and with people who use screen "
            "readers has not taken place.",
            date=w.date("2026-11-30"),
            version=AXE_VERSION,
        )
    )

with text_card(w.text("Report a barrier")):
    st.markdown(
        w.text(
            "Did you come across a barrier, or do you need content in another form? Write to the operator. "
            "Contact: {placeholder}",
            placeholder=f"**{w.text('[to be entered by the operator]')}**",
        )
    )

with text_card(w.text("Enforcement")):
    st.markdown(
        w.text(
            "If the operator is a public body in Brandenburg and does not answer satisfactorily, you can turn to the "
            "enforcement body at the state commissioner for people with disabilities (Ministry of Social Affairs of "
            "Brandenburg). It works out of court and free of charge. Monitoring is the task of the state office for "
            "social affairs and care (LASV)."
        )
    )

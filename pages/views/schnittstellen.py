"""The data for other systems: addresses, forms, examples, embedding, snapshot."""

import streamlit as st

from analytics.rates.naming import kreis_options
from analytics.rates.series import last_year
from analytics.subjects import defaults
from pages.facts import served
from pages.operation.settings import settings
from pages.server.document.links import FEED, page_link, spoken_name
from pages.server.routes.opendata import mcp
from pages.session import state
from pages.widgets.controls import choose_one
from pages.widgets.elements import distributions
from pages.widgets.layout import behind, page_title, show_quietly, text_card

w = state.wording()
examples = distributions.examples(w)

page_title(
    w.text("The data for other systems"),
    w.text("Every table and every indicator at a stable address, free to read for people, programs and web pages."),
)

with text_card(w.text("What holds for all addresses")):
    st.markdown(
        "\n".join(
            f"- {sentence}"
            for sentence in (
                w.text("No key and no sign-in. Scripts on other web pages may read too (CORS)."),
                w.text("The address stays; the content follows the active version of the data."),
                w.text(
                    "Each answer carries an ETag, and tables the date of the data (Last-Modified): who asks again with "
                    "one of them gets the file only when it has changed."
                ),
                w.text("A missing value is blank or null, never 0. The column status says why it is missing."),
                w.text("Each row names its sources; licences stand in the description of the package."),
            )
        )
    )
    with st.container(horizontal=True, gap="small"):
        for label, address in (
            (w.text("Description of the package (JSON)"), "data/datapackage.json"),
            (w.text("Catalogue for portals (DCAT-AP.de)"), "data/catalog.ttl"),
            (w.text("Description of all addresses (OpenAPI)"), "data/openapi.json"),
            (w.text("Feed of accepted versions (Atom)"), page_link("", FEED, w.lang).removeprefix("/")),
        ):
            st.link_button(label, address, icon=":material/description:")

with text_card(w.text("Examples")):
    tool = choose_one(
        w.text("Tool"),
        "werkzeug",
        list(examples),
        default="python",
        label_of=lambda n: examples[n][0],
        variant="buttons",
    )
    # Without a language: the colours of the highlighting miss the contrast on our paper.
    st.code(examples[tool][1], language=None, wrap_lines=True)

with text_card(w.text("Tables, indicators, borders")):
    distributions.show_forms(w)
    with behind(w.text("All addresses"), ":material/description:", "addresses"):
        distributions.show_distributions(w)

with text_card(w.text("Addresses to read aloud")):
    atlas = served.atlas()
    spoken = [
        f"`/kreis/{spoken_name(kreis_options(atlas)[defaults.KREIS])}`",
        f"`/karte/{spoken_name(w.pick(atlas.indicators.iloc[0], 'label'))}/{last_year(atlas)}`",
        f"`/initiative/{atlas.members['member_id'].iloc[0]}`",
    ]
    st.markdown(
        w.text(
            "Districts, initiatives and the map with an indicator answer to their names, with small letters and "
            "strokes for everything else, for instance {addresses}. Umlauts may be written out.",
            addresses=w.join(spoken),
        )
    )

with text_card(w.text("Figures on other web pages")):
    st.markdown(
        w.text(
            "Below every figure a link {link} leads to the lines for a web page of your own. The figure comes with "
            "headline, table and source, sets no cookie and follows the data.",
            link=w.quote(w.text("Embed")),
        )
    )
    hosts = settings().embed_hosts
    show_quietly(
        w.text("Allowed are pages of: {hosts}.", hosts=", ".join(hosts))
        if hosts
        else w.text("The operator names the allowed pages in ATLAS_EMBED_HOSTS; so far there are none.")
    )

if mcp.is_served():
    with behind(w.text("Questions from language models"), ":material/description:", "tools"):
        distributions.show_tools(w)

with text_card(w.text("Citing a figure")):
    st.markdown(
        w.text(
            "Below every figure a link {link} leads to its citation as text, BibTeX and RIS: with the version of the "
            "data and its date, the sources, and an address that shows the figure with the same filters.",
            link=w.quote(w.text("Cite")),
        )
    )

with text_card(w.text("The whole atlas to take along")):
    st.markdown(
        w.text(
            "One ZIP with all pages, maps, charts and tables, in German and English. Unpacked, it opens without a "
            "server and without the internet: for meetings without network, and for the archive."
        )
    )
    distributions.show_snapshot(w)

"""Sources and methods, generated from the data package: files, fields, terms, breaks, sources."""

import streamlit as st

from analytics.exports.views import SOURCES
from analytics.subjects.sources import figures as catalogue
from pages.facts import package, served
from pages.session import cache, state
from pages.widgets.controls import choose_one
from pages.widgets.layout import page_title, show_figure
from pages.widgets.search_field import search_text

w = state.wording()
descriptor = package.descriptor()
resources = package.resources()


def show_files() -> None:
    """Every file under its stable address."""
    with st.container(horizontal=True, gap="small"):
        for label, address in (
            (w.text("The whole package as ZIP"), catalogue.ZIP_ADDRESS),
            (w.text("Description of the package (JSON)"), catalogue.PACKAGE_ADDRESS),
        ):
            st.link_button(label, address.removeprefix("/"), icon=":material/download:")
    show_figure(cache.figure(catalogue.draw_files, resources=resources))


def show_fields() -> None:
    """The fields of one file, with its sources, licence and limits."""
    titles = {resource.name: resource.words("title", w) for resource in resources}
    label = w.text("Fields of the table")
    table = choose_one(label, "tabelle", list(titles), default="members", label_of=titles.__getitem__)
    show_figure(cache.figure(catalogue.draw_fields, resource=catalogue.find_resource(resources, table)))


def show_terms() -> None:
    """Terms and indicators."""
    show_figure(cache.figure(catalogue.draw_terms))
    show_figure(cache.figure(catalogue.draw_indicators))
    show_figure(cache.figure(catalogue.draw_context_indicators))


def show_breaks() -> None:
    """What interrupts the series."""
    show_figure(cache.figure(catalogue.draw_breaks))


def show_sources() -> None:
    """All sources, or those that match a search."""
    search = search_text(w.text("Search the sources"), "suche", w.text("Publisher or title"))
    show_figure(cache.figure(catalogue.draw_sources, search=search), draw=lambda f: st.html(cache.table_html(f)))


SECTIONS = {
    "dateien": (w.text("Files"), show_files),
    "felder": (w.text("Fields"), show_fields),
    "begriffe": (w.text("Terms and formulas"), show_terms),
    "brueche": (w.text("Breaks and gaps"), show_breaks),
    "quellen": (w.text("Sources"), show_sources),
}

page_title(SOURCES.heading(served.atlas(), w), descriptor[{"de": "description_de", "en": "description"}[w.lang]])
section = choose_one(
    w.text("Section"),
    "bereich",
    list(SECTIONS),
    default="dateien",
    label_of=lambda s: SECTIONS[s][0],
    variant="buttons",
)
SECTIONS[section][1]()

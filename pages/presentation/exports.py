"""The files the collection can be taken away as."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection
from analytics.exports.presentation.framing import Framing
from analytics.exports.report import write_report
from analytics.exports.workbook import write_workbook
from analytics.language import LANGUAGES, Wording, get_wording
from pages.facts import served
from pages.operation import limits, metrics
from pages.presentation.framing import show_framing
from pages.presentation.pictures import show_pictures
from pages.presentation.template import show_template, template
from pages.server.document.links import spoken_name
from pages.session import state
from pages.session.draft import presentation_state
from pages.session.drawn import draw, drawable

_WAIT_SECONDS = 180
"""A file waits so long for its turn; the page says meanwhile that it takes longer than usual."""

_LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}
_FILE_NAMES = {"de": "praesentation-ankommen", "en": "presentation-ankommen"}
_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF_TYPE = "application/pdf"
PPTX_TYPE = f"{_OFFICE}.presentationml.presentation"
_XLSX = f"{_OFFICE}.spreadsheetml.sheet"


def show_exports(w: Wording) -> None:
    """Language, then one block per kind of file."""
    with st.container(border=True, key="presentation_exports"):
        st.header(w.text("Download the presentation"), anchor=False)
        key = f"presentation_language_{w.lang}"
        lang = st.segmented_control(
            w.text("Language of the files"),
            LANGUAGES,
            default=state.kept(key, w.lang),
            required=True,
            format_func=_LANGUAGE_NAMES.__getitem__,
            key=key,
        )
        state.keep(key, lang)
        ready = len(drawable(presentation_state().collection, w).slides)
        # A place for what comes and goes: the files below, and the field for a template, keep theirs.
        with st.container():
            _show_missing(len(presentation_state().slides) - ready, w)
            if limits.writing().is_full():
                st.info(limits.queue_sentence(w), icon=":material/hourglass_top:")
        if ready:
            _show_formats(w, lang)


def _show_formats(w: Wording, lang: str) -> None:
    upper, lower = st.columns(2, gap="large"), st.columns(2, gap="large")
    with upper[0]:
        _show_deck(w, lang)
    with upper[1]:
        st.subheader(w.text("Report"), anchor=False)
        st.markdown(
            w.text(
                "A4 with selectable text, sharp charts and maps and a table of sources, readable for screen readers."
            )
        )
        _show_download(w.text("Download the report (PDF)"), _report, "pdf", PDF_TYPE, lang)
    with lower[0]:
        st.subheader("Excel", anchor=False)
        st.markdown(
            w.text("One sheet per slide with the figures as shown, their units and sources. Numbers are numbers.")
        )
        _show_download(w.text("Download the workbook (XLSX)"), _workbook, "xlsx", _XLSX, lang)
    with lower[1]:
        st.subheader(w.text("Pictures"), anchor=False)
        st.markdown(w.text("Every slide as a picture, with headline, source and licence inside."))
        show_pictures(w, lang)


def _show_missing(missing: int, w: Wording) -> None:
    """Slides without data are named here too, so that nobody misses them in the file."""
    if missing:
        st.warning(
            w.plural(
                "{n} slide cannot be drawn from the present data and is left out of the files.",
                "{n} slides cannot be drawn from the present data and are left out of the files.",
                missing,
            ),
            icon=":material/info:",
        )


def _show_deck(w: Wording, lang: str) -> None:
    st.subheader("PowerPoint", anchor=False)
    st.markdown(
        w.text("Charts are charts, maps are shapes: every district can be recoloured. With sources and speaker notes.")
    )
    own = template()
    content = own.content if own else None
    framing = show_framing(drawable(presentation_state().collection, w), w, lang)
    write = partial(_deck, template=content, framing=framing)
    _show_download(w.text("Download PowerPoint (PPTX)"), write, "pptx", PPTX_TYPE, lang)
    show_template(w)


def _show_download(
    label: str, write: Callable[[Collection, Wording], bytes], ending: str, mime: str, lang: str
) -> None:
    """A button whose file is made at the click, from what is held at that moment."""
    mine, w = presentation_state(), get_wording(lang)
    show_file(
        label, lambda: write(drawable(mine.collection, w), w), file_name(mine.title, lang, ending), mime,
        key=f"presentation_{ending}", is_main=True,
    )  # fmt: skip


def show_file(label: str, write: Callable[[], bytes], name: str, mime: str, *, key: str, is_main: bool = False) -> None:
    """A button whose file is made at the click, when it is its turn.

    Args:
        label: of the button.
        write: makes the file.
        name: of the file, with its ending.
        mime: its media type.
        key: of the button.
        is_main: whether it is what the visitor came for.
    """
    st.download_button(
        label, data=partial(_written, write, name.rpartition(".")[2]), file_name=name, mime=mime, key=key,
        type="primary" if is_main else "secondary", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _written(write: Callable[[], bytes], kind: str) -> bytes:
    with limits.writing().turn(_WAIT_SECONDS), metrics.count_export(kind):
        return write()


def _deck(collection: Collection, w: Wording, *, template: bytes | None, framing: Framing) -> bytes:
    return write_deck(served.atlas(), w, collection, template=template, draw=draw, framing=framing)


def _report(collection: Collection, w: Wording) -> bytes:
    return write_report(served.atlas(), w, collection, draw=draw)


def _workbook(collection: Collection, w: Wording) -> bytes:
    return write_workbook(served.atlas(), w, collection, draw=draw)


def file_name(title: str, lang: str, ending: str) -> str:
    """A file name that says what is inside, from signs every system takes."""
    words = spoken_name(title)[:60].rstrip("-")
    return f"{words or _FILE_NAMES[lang]}.{ending}"

"""All slides as pictures in one archive, made with a bar that says how far it is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import streamlit as st

from analytics.exports.drawing.picture import PictureFormat, PictureShape
from analytics.exports.presentation.collection import SlideSpec
from analytics.language import Wording
from data.errors import AtlasError
from pages.facts import served
from pages.operation import limits, metrics
from pages.server.routes.exports import slide_picture
from pages.session import presses, state
from pages.session.callbacks import shielded
from pages.session.draft import presentation_state
from pages.widgets.controls import choose_kept

_MADE, _MAKE = "_presentation_pictures", "presentation_make_pictures"
_WAIT_SECONDS = 30
_KINDS: tuple[PictureFormat, ...] = ("png", "svg")


@dataclass(frozen=True)
class _Wish:
    """What the archive holds; equal wishes give the same archive."""

    specs: tuple[SlideSpec, ...]
    lang: str
    file_format: PictureFormat
    shape: PictureShape
    transparent: bool
    version: str


def show_pictures(w: Wording, lang: str) -> None:
    """Form, kind and background of the pictures, and the archive."""
    shapes: dict[PictureShape, str] = {
        "wide": w.text("16:9, for slides"),
        "square": w.text("Square, for posts"),
        "a4": w.text("A4 width, for documents"),
    }
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        shape = choose_kept(
            w.text("Format"), "presentation_shape", list(shapes), label_of=shapes.__getitem__, width=220
        )
        kind, ground = "presentation_kind", "presentation_transparent"
        file_format = st.segmented_control(
            w.text("File type"),
            _KINDS,
            default=state.kept(kind, _KINDS[0]),
            required=True,
            format_func=str.upper,
            key=kind,
        )
        transparent = st.toggle(w.text("Transparent"), state.kept(ground, default=False), key=ground)
        state.keep(kind, file_format)
        state.keep(ground, transparent)
    specs = tuple(slide.spec for slide in presentation_state().slides)
    wish = _Wish(specs, lang, file_format, shape, transparent, served.atlas().version)
    st.button(
        w.text("Make the pictures"), icon=":material/photo_library:", key=_MAKE,
        on_click=shielded(presses.ask), args=(_MAKE,),
    )  # fmt: skip
    if presses.is_asked(_MAKE):
        _make_in_turn(wish, w)
    made = st.session_state.get(_MADE)
    if made is not None and made[0] == wish:
        name = "praesentation-bilder.zip" if lang == "de" else "presentation-pictures.zip"
        st.download_button(
            w.text("Download the pictures (ZIP)"), data=made[1], file_name=name, mime="application/zip",
            icon=":material/download:", type="primary", on_click="ignore", key="presentation_pictures",
        )  # fmt: skip


def _make_in_turn(wish: _Wish, w: Wording) -> None:
    try:
        with limits.writing().turn(_WAIT_SECONDS), metrics.count_export("pictures"):
            st.session_state[_MADE] = (wish, _make(wish, w))
    except limits.BusyError:
        st.warning(limits.busy_sentence(w), icon=":material/hourglass_top:")


def _make(wish: _Wish, w: Wording) -> bytes:
    buffer, count = io.BytesIO(), len(wish.specs)
    bar = st.progress(0.0)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for place, spec in enumerate(wish.specs, start=1):
            bar.progress((place - 1) / count, text=w.text("Picture {n} of {of}", n=place, of=count))
            try:
                name, content = slide_picture(
                    spec, wish.lang, wish.file_format, wish.shape, wish.transparent, wish.version
                )
            except AtlasError:
                # The list of slides already says why this one cannot be drawn.
                continue
            archive.writestr(f"{place:02d}-{name}", content)
    bar.empty()
    return buffer.getvalue()

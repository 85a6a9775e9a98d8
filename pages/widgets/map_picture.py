"""A map that is drawn on the server: a wide picture for screens, a narrow one for phones, and its table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.exports.collection import SlideSpec
from analytics.exports.drawing.picture import SIZES
from analytics.exports.html.templating import render
from analytics.figure.model import Figure
from pages.server.routes.exports import SHAPES, picture_address
from pages.session import cache, state
from pages.widgets import collecting


def show_map_picture(figure: Figure) -> None:
    """The picture of a figure that is a map on a slide, with its words for screen readers, and the table below."""
    w, spec = state.wording(), collecting.spec_of(figure)
    if spec is not None:
        wide, narrow = (_sized(spec, w.lang, form) for form in ("breit", "schmal"))
        st.html(render("picture.html", w, wide=wide, narrow=narrow, description=figure.description))
    with st.expander(w.text("Table"), key=f"table_{figure.key}"):
        st.html(cache.table_html(figure))


def _sized(spec: SlideSpec, lang: str, form: str) -> dict[str, Any]:
    """Address and size of the picture in one form."""
    width, height = SIZES[SHAPES[form]]
    return {"address": picture_address(state.base_path(), spec, lang, form=form), "width": width, "height": height}

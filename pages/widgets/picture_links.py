"""Links to a figure as a picture and as a document for other pages, in the forms people need."""

from __future__ import annotations

from functools import lru_cache

from analytics.exports.presentation.collection import SlideSpec
from analytics.language import Wording
from pages.facts import served
from pages.server.routes.citation import citation_address
from pages.server.routes.embed import instructions_address
from pages.server.routes.exports import picture_address
from pages.session.state import base_path


def picture_links(spec: SlideSpec, w: Wording) -> str:
    """PNG for slides and documents, SVG for editing, CSV for programs, lines for other pages, citation: one line."""
    return _picture_links(spec, w, base_path(), served.atlas().version)


# The version stands in the addresses; a newer one is another entry.
@lru_cache(maxsize=512)
def _picture_links(spec: SlideSpec, w: Wording, base: str, _version: str) -> str:
    forms = (
        ("PNG 16:9", "png", "16zu9"),
        (w.text("PNG square"), "png", "quadrat"),
        (w.text("PNG A4 width"), "png", "a4"),
        ("SVG", "svg", "16zu9"),
    )
    links = [
        f"[{label}]({picture_address(base, spec, w.lang, file_format=ending, form=form, datei='ja')})"
        for label, ending, form in forms
    ]
    plain = f"[{w.text('CSV for programs')}]({picture_address(base, spec, w.lang, file_format='csv')})"
    embedded = f"[{w.text('Embed')}]({instructions_address(base, spec, w.lang)})"
    cited = _cite_link(spec, w, base)
    return w.text("Picture: {links}", links=" · ".join(links)) + f" · {plain} · {embedded} · {cited}"


def cite_link(spec: SlideSpec, w: Wording) -> str:
    """Link to how a figure is cited, as it is shown."""
    return _cite_link(spec, w, base_path())


@lru_cache(maxsize=512)
def _cite_link(spec: SlideSpec, w: Wording, base: str) -> str:
    return f"[{w.text('Cite')}]({citation_address(base, spec, w.lang)})"

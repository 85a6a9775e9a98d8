"""A figure for frames on other pages: the document itself, and the lines of HTML that show it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from analytics.exports.html.document import Drawn, kind_of, write_figure, write_page
from analytics.exports.html.templating import render
from analytics.exports.views import figure_of
from analytics.language import Wording
from data.atlas import Atlas

# What stands around the chart: headline, subtitle, notes, sources, the line of the table; two notes on a narrow page.
_AROUND_PX = 330
_MAP_PX = 1280
_PICTURE_PX, _TABLE_PX = 1000, 640


def write_embedded(atlas: Atlas, w: Wording, drawn: Drawn, *, assets: str, start: str, notice: str = "") -> bytes:
    """The document of one figure.

    Args:
        atlas: the data.
        w: language.
        drawn: the figure.
        assets: address of the shared files, relative to the document.
        start: address of the atlas, relative to the document.
        notice: what readers are to know of the figures, above them; blank when nothing.
    """
    piece = write_figure(atlas, w, drawn)
    version = w.text("Data version {version}", version=atlas.version)
    body = render("frame.html", w, figure=piece.markup, start=start, version=version, notice=notice)
    return write_page(w, _title(figure_of(drawn).headline), body, assets=assets, kinds=piece.kinds)


def write_instructions(
    w: Wording, drawn: Drawn, *, address: str, preview: str, hosts: tuple[str, ...], assets: str
) -> bytes:
    """The page that shows how to embed a figure: the lines to copy, who may show them, a preview.

    Args:
        w: language.
        drawn: the figure.
        address: whole address of its document.
        preview: the same, relative to this page.
        hosts: whose pages may show it.
        assets: address of the shared files, relative to this page.
    """
    figure, height = figure_of(drawn), frame_height(drawn)
    body = render(
        "instructions.html", w,
        title=w.text("Show this figure on your own page"),
        advice=w.text("Copy these lines into your page. The figure sets no cookie and follows the data."),
        lines=frame_markup(w, address, figure.headline, height),
        who_may=_who_may(w, hosts),
        preview=w.text("Preview"),
        frame=frame_markup(w, preview, figure.headline, height, css_class="preview"),
    )  # fmt: skip
    return write_page(w, _title(w.text("Embed")), body, assets=assets, variant="book")


def write_citations(w: Wording, forms: Sequence[tuple[str, str, str, str]], *, figure: str, assets: str) -> bytes:
    """The page that says how to cite a figure.

    Args:
        w: language.
        forms: of the citation: name, file, address of the file relative to this page, text.
        figure: address of the figure, relative to this page.
        assets: address of the shared files, relative to this page.
    """
    body = render(
        "citation.html", w,
        title=w.text("How to cite this figure"),
        advice=w.text("The address shows the figure with these filters. It follows the data: with a later version it "
                      "may show other values, so version and date belong to the citation."),
        forms=forms,
        figure=(w.text("To the figure"), figure),
    )  # fmt: skip
    return write_page(w, _title(w.text("Cite")), body, assets=assets, variant="book")


def write_refusal(w: Wording, sentence: str, *, status: int, assets: str) -> bytes:
    """A page that says why there is no figure."""
    body = render("refusal.html", w, status=status, sentence=sentence)
    return write_page(w, _title(str(status)), body, assets=assets)


def frame_height(drawn: Drawn) -> int:
    """Height at which the figure fits a column of text without a second scroll bar, in pixels."""
    heights = {"map": _MAP_PX, "picture": _PICTURE_PX, "chart": figure_of(drawn).height_px + _AROUND_PX}
    return heights.get(kind_of(drawn), _TABLE_PX)


def frame_markup(w: Wording, address: str, title: str, height: int, *, css_class: str = "") -> Markup:
    """The lines of HTML that show the document on another page."""
    return render("iframe.html", w, address=address, title=title, height=height, css_class=css_class)


def _title(text: str) -> str:
    return f"{text} – Ankommen-Atlas"


def _who_may(w: Wording, hosts: tuple[str, ...]) -> str:
    """Said, so that nobody wonders about an empty frame."""
    if hosts:
        return w.text("Pages of these addresses may show it: {hosts}.", hosts=", ".join(hosts))
    return w.text("The operator has not allowed other pages to show it yet; until then the frame stays empty there.")

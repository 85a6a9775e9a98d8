"""Speaker notes: what can be said, what cannot, definitions, sources."""

from __future__ import annotations

from analytics.exports.presentation.collection import SlideSpec
from analytics.exports.provenance import full_citations, licence_line
from analytics.exports.views import MapView, figure_of
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.maps.indicators import NET, RATE, indicator_rows
from analytics.rates.completeness import all_notes
from analytics.subjects.growth.figures.statements import what_can_be_said, what_cannot_be_said
from data.atlas import Atlas

_RATES = ("map", "series", "small_multiples", "heatmap", "ranking", "kreis_ages", "kreis_standing", "kreis_peers")


def speaker_notes(atlas: Atlas, w: Wording, content: Figure | MapView, spec: SlideSpec) -> str:
    """The notes of a slide as plain text."""
    figure = figure_of(content)
    definition, limits = _definition(atlas, w, spec)
    says, says_not = _said(atlas, w, figure, spec)
    says_not = [*says_not, *all_notes(figure, w), *limits]
    says_not = says_not or [w.text("Whether one thing caused the other: the figures show how they stand, not why.")]
    parts = [
        _part(w.text("What can be said"), says),
        _part(w.text("What cannot be said, and what to mind"), says_not),
        _part(w.text("Definitions"), [_closed(figure.subtitle), *definition]),
        _part(w.text("Sources"), full_citations(atlas, figure, w)),
        licence_line(atlas, figure, w),
    ]
    return "\n\n".join(part for part in parts if part)


def _said(atlas: Atlas, w: Wording, figure: Figure, spec: SlideSpec) -> tuple[list[str], list[str]]:
    """What may be said of the figure, and what not."""
    if figure.statements is not None:
        carried, not_carried = figure.statements.carried, figure.statements.not_carried
        return [saying.text for saying in carried], [saying.text for saying in not_carried]
    if spec.view in ("growth", "growth_measures"):
        return list(what_can_be_said(atlas, w)), list(what_cannot_be_said(atlas, w))
    # Where the finding is all there is to say, it is said once.
    return list(dict.fromkeys(map(_closed, (figure.headline, figure.description)))), []


def _closed(sentence: str) -> str:
    """A sentence that ends with one full stop."""
    return f"{sentence.rstrip('. ')}."


def _part(title: str, sentences: list[str] | tuple[str, ...]) -> str:
    lines = [f"– {sentence}" for sentence in sentences if sentence.strip(". ")]
    return "\n".join([title, *lines]) if lines else ""


def _definition(atlas: Atlas, w: Wording, spec: SlideSpec) -> tuple[list[str], list[str]]:
    if spec.view not in _RATES:
        return [], []
    params = dict(spec.params)
    table = indicator_rows(atlas)
    rate_of = (table["kind"] == RATE) & (table["measure"] == (params.get("measure") or NET))
    rows = table[table["indicator_id"] == params["indicator"]] if params.get("indicator") else table[rate_of]
    if rows.empty:
        return [], []
    row = rows.iloc[0]
    named = [f"{w.pick(row, 'label')} ({w.pick(row, 'unit')}): {w.pick(row, 'meaning')}", w.pick(row, "formula")]
    return [text for text in named if text], [text for text in (w.pick(row, "limits"),) if text]

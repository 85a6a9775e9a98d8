"""An old presentation with new figures: what would change is shown first, then it can be downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePath

import pandas as pd
import streamlit as st

from analytics.exports.html.table import table_html
from analytics.exports.pptx.changes import Change, excerpts
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.figure.model import Column, Figure
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.session import cache
from pages.session.callbacks import shielded
from pages.session.drawn import draw
from pages.widgets.plain import as_text
from pages.widgets.upload_field import upload_field

_SAVED = "_presentation_refresh"
_LARGEST_MB = 200
# Signs up to which a text counts as short.
_SHORT = 60
# More changes than these are folded away, slide by slide.
_MOST_OPEN = 40
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class _Compared:
    """An uploaded deck beside the present data."""

    mark: tuple[str, str, str, bool | None, frozenset[int]]
    changes: tuple[Change, ...] = ()
    problem: str = ""


def show_refresh(w: Wording) -> None:
    """Upload, list of changes, download."""
    with st.container(border=True, key="presentation_refresh"):
        st.header(w.text("Refresh an old presentation"), anchor=False)
        st.markdown(
            w.text(
                "Upload a PowerPoint file made here, edited since or not. Its figures are replaced in place, "
                "everything you added stays. What would change is shown first."
            )
        )
        uploaded = upload_field(
            w.text("Presentation made with the atlas"),
            type=["pptx"],
            key="presentation_old",
            largest_mb=_LARGEST_MB,
        )
        if uploaded is not None:
            _show_difference(uploaded.file_id, uploaded.name, uploaded.getvalue(), w)


def _show_difference(file_id: str, name: str, content: bytes, w: Wording) -> None:
    compared = _compare(file_id, content, w)
    if compared.problem:
        st.warning(as_text(compared.problem), icon=":material/info:")
        return
    changed = [change for change in compared.changes if change.status == "changed"]
    _show_summary(compared.changes, w)
    of_years = _of_years(compared.changes, w)
    with st.container():
        _show_asked([change for change in compared.changes if change.status == "asked"], file_id, w)
    _show_years(of_years, file_id, w)
    _show_slides(changed, w)
    overwrite = _show_kept(
        [change for change in compared.changes if change.status == "kept" and change not in of_years], w
    )
    if changed or overwrite:
        st.download_button(
            w.text("Download the refreshed presentation"),
            data=lambda: _refreshed(content, compared, overwrite, w),
            file_name=f"{PurePath(name).stem}-{w.text('refreshed')}.pptx",
            mime=_PPTX,
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="presentation_refreshed",
        )


def _show_years(changes: Sequence[Change], file_id: str, w: Wording) -> None:
    """Whether slides that showed the latest year go on to the one of today; asked once for the deck."""
    older = sorted({change.before for change in changes})
    if older:
        st.toggle(
            w.text("Slides of {older} show {latest} from now on", older=w.join(older), latest=changes[0].after),
            help=w.text("{older} was the latest year when they were made.", older=w.join(older)),
            key=_latest_key(file_id),
        )
    kept = sorted({change.slide for change in changes if change.status == "kept"})
    if kept:
        st.markdown(w.text("These slides keep their year: {numbers}.", numbers=w.join(map(w.number, kept))))


def _refreshed(content: bytes, compared: _Compared, overwrite: frozenset[int], w: Wording) -> bytes:
    latest, confirmed = compared.mark[3:]
    return refresh_deck(
        cache.atlas(), w, content, draw=draw, overwrite=overwrite, latest_year=latest, confirmed=confirmed
    )


def _show_asked(changes: Sequence[Change], file_id: str, w: Wording) -> None:
    """Slides that have lost what they remembered: whether each is what it looks like."""
    chosen = st.session_state.get(_confirmed_key(file_id), ())
    slides = sorted({*(change.slide for change in changes), *chosen})
    if not slides:
        return
    for change in changes:
        said = w.text("Slide {n} looks like “{headline}”.", n=change.slide, headline=change.after)
        st.markdown(as_text(said))
    st.pills(
        w.text("Refresh these slides, which have lost what they remembered"),
        slides,
        selection_mode="multi",
        format_func=lambda slide: w.text("Slide {n}", n=slide),
        key=_confirmed_key(file_id),
    )
    if len(changes) > 1:
        # One comparison for all; each choice alone makes a new one.
        take_all = shielded(lambda: _confirm_all(file_id, slides))
        st.button(w.text("Refresh all of them"), key="presentation_confirm_all", on_click=take_all)


def _confirm_all(file_id: str, slides: Sequence[int]) -> None:
    st.session_state[_confirmed_key(file_id)] = list(slides)


def _confirmed_key(file_id: str) -> str:
    return f"presentation_confirmed_{file_id}"


def _latest_key(file_id: str) -> str:
    return f"presentation_latest_{file_id}"


def _compare(file_id: str, content: bytes, w: Wording) -> _Compared:
    """The comparison, made anew only when file, data, language or the wish for the latest year are others."""
    wish = st.session_state.get(_latest_key(file_id))
    confirmed = frozenset(st.session_state.get(_confirmed_key(file_id), ()))
    mark = (file_id, cache.atlas().version, w.lang, wish, confirmed)
    kept: _Compared | None = st.session_state.get(_SAVED)
    if kept is None or kept.mark != mark:
        with st.spinner(w.text("The presentation is compared with the present data …")):
            kept = _compared_anew(mark, content, w)
        if wish is None:
            # The switch starts where the comparison stands.
            wish = any(change.status == "changed" for change in _of_years(kept.changes, w))
            st.session_state[_latest_key(file_id)] = wish
            kept = replace(kept, mark=(*mark[:3], wish, confirmed))
        st.session_state[_SAVED] = kept
    return kept


def _of_years(changes: Sequence[Change], w: Wording) -> list[Change]:
    return [change for change in changes if change.place == w.text("Year")]


def _compared_anew(mark: tuple[str, str, str, bool | None, frozenset[int]], content: bytes, w: Wording) -> _Compared:
    try:
        changes = compare_deck(cache.atlas(), w, content, draw=draw, latest_year=mark[3], confirmed=mark[4])
        return _Compared(mark, tuple(changes))
    except AtlasError as error:
        return _Compared(mark, problem=error_sentence(error, w))


def _show_summary(changes: Sequence[Change], w: Wording) -> None:
    """How many slides change, stay, are not known or can no longer be drawn."""
    slides = {
        status: sorted({one.slide for one in changes if one.status == status})
        for status in ("changed", "gone", "unknown")
    }
    n = len(slides["changed"])
    if n:
        st.markdown(
            f"**{w.plural('{n} slide gets new figures or words.', '{n} slides get new figures or words.', n)}**"
        )
    elif not any(one.status == "asked" for one in changes):
        st.success(w.text("All figures of this presentation are up to date. There is nothing to refresh."))
    if slides["gone"]:
        numbers = w.join(map(w.number, slides["gone"]))
        st.warning(
            w.text(
                "What these slides show is no longer in the data, they stay as they are: {numbers}.", numbers=numbers
            )
        )
    if slides["unknown"]:
        numbers = w.join(map(w.number, slides["unknown"]))
        st.markdown(w.text("Not made here, hence left alone: slide {numbers}.", numbers=numbers))


def _show_slides(changed: Sequence[Change], w: Wording) -> None:
    for slide, changes in groupby(changed, key=lambda change: change.slide):
        listed = list(changes)
        label = w.plural("{n} change on slide {slide}", "{n} changes on slide {slide}", len(listed), slide=slide)
        with st.expander(label, expanded=len(changed) <= _MOST_OPEN):
            _show_changes(f"refresh_{slide}", listed, w.text("Now"), w)


def _show_kept(kept: Sequence[Change], w: Wording) -> frozenset[int]:
    """What the person typed over, beside the present value; it stays unless the person says otherwise.

    Returns:
        The slides on which it is to be replaced as well.
    """
    if not kept:
        return frozenset()
    n = len(kept)
    label = w.plural(
        "{n} place you changed yourself stays as it is", "{n} places you changed yourself stay as they are", n
    )
    with st.expander(label, expanded=True):
        _show_changes("refresh_kept", kept, w.text("According to the data"), w)
        slides = list(dict.fromkeys(change.slide for change in kept))
        return frozenset(
            st.pills(
                w.text("Replace my own changes as well on"),
                slides,
                selection_mode="multi",
                format_func=lambda slide: w.text("Slide {n}", n=slide),
                key=f"presentation_overwrite_{'_'.join(map(str, slides))}",
            )
        )


def _show_changes(key: str, changes: Iterable[Change], now: str, w: Wording) -> None:
    rows = [(change.slide, change.place, *excerpts(change.before, change.after)) for change in changes]
    # Figures first: a source line or a note is long and rarely what one looks for.
    rows.sort(key=lambda row: (row[0], max(len(row[2]), len(row[3])) > _SHORT))
    table = pd.DataFrame(rows, columns=["slide", "place", "before", "after"])
    columns = (
        Column("slide", w.text("Slide"), "int"), Column("place", w.text("Where")),
        Column("before", w.text("In the file")), Column("after", now),
    )  # fmt: skip
    title = w.text("Changes")
    st.html(table_html(Figure(key, title, title, title, table, columns, ()), w))

"""The way of an uploaded file: chosen, read, looked at, compared, taken over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.language import Wording
from data.atlas import Atlas
from data.errors import AtlasError
from data.intake import TEMPLATES, Finding, Intake, write_template, write_template_csv
from data.proposal import Proposal, atlas_after, propose
from pages.facts import served
from pages.session.callbacks import field_value, shielded
from pages.upload import files
from pages.upload import text as words
from pages.upload.answers import show_answers
from pages.upload.confirm import rule_sentence, show_confirm
from pages.upload.diff import show_diff
from pages.upload.files import PendingUpload
from pages.upload.findings import show_corrections, show_findings
from pages.upload.recognition import show_recognition
from pages.widgets.plain import as_text
from pages.widgets.upload_field import upload_field

_LARGEST_MB = 200
_UPLOADER = "uploader"
_LOOK_EVERY_SECONDS = 0.5
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_upload(w: Wording) -> None:
    """The card where files are chosen, with the templates."""
    with st.container(border=True, key="upload_files"):
        st.header(w.text("1 · Choose a file"), anchor=False)
        what = w.text(
            "CSV, TXT, TSV, XLSX, ODS, ZIP or GZ as the office delivers it, up to {size} MB. "
            "What it is, is read from the content, not from the name.",
            size=_LARGEST_MB,
        )
        st.markdown(f":gray[{what}]")
        generation = st.session_state.setdefault("_upload_generation", 0)
        key = f"{_UPLOADER}_{generation}"
        upload_field(
            w.text("Files"), accept_multiple_files=True, key=key, largest_mb=_LARGEST_MB,
            on_change=shielded(lambda: files.take(field_value(key))),
        )  # fmt: skip
        with st.expander(w.text("Templates for your own tables")):
            _show_templates(w)


def _show_templates(w: Wording) -> None:
    """One template per table: a workbook with example and explanations, or a CSV."""
    st.markdown(
        w.text(
            "German headings, an example row where there is one (please overwrite it), and a sheet that explains "
            "every column."
        )
    )
    for table in TEMPLATES:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            title = words.table_title(table, w)
            st.markdown(title, width=260)
            st.download_button(
                w.text("Workbook"), data=partial(write_template, table, w.lang, members=served.atlas().members),
                file_name=f"{table}.xlsx", mime=_XLSX,
                on_click="ignore", key=f"template_xlsx_{table}", help=w.text("Template {table}", table=title),
            )  # fmt: skip
            st.download_button(
                "CSV", data=partial(write_template_csv, table, w.lang), file_name=f"{table}.csv", mime="text/csv",
                on_click="ignore", key=f"template_csv_{table}", help=w.text("Template {table}", table=title),
            )  # fmt: skip


def choose_file(w: Wording) -> PendingUpload | None:
    """The file that is looked at, of those uploaded."""
    held = files.files()
    if not held:
        return None
    if len(held) == 1:
        return held[0]
    names = {file.key: file.name for file in held}
    key = st.radio(
        w.text("Which file?"), list(names), format_func=lambda one: as_text(names[one]), key="upload_file",
        horizontal=True,
    )  # fmt: skip
    return next(file for file in held if file.key == key)


def show_file(file: PendingUpload, w: Wording) -> None:
    """Everything about one file, down to the button that takes it over."""
    for other in files.files():
        other.read()
    intake = file.read()
    if intake is None:
        _show_progress(file, w)
        return
    with st.container():
        show_recognition(file, intake, w)
    proposal = _proposal(intake) if intake.ok else None
    findings = [
        *intake.findings,
        *(one for one in files.conflicts() if one.file == file.name),
        *(proposal.findings if proposal else ()),
    ]
    # Each part keeps its place: one that comes would show the buttons below it twice until the page is drawn.
    with st.container():
        show_findings(findings, w, key=file.key, title=w.text("3 · What was noticed"), ready=intake.ok)
        _offer_again(file, findings, w)
    with st.container():
        show_answers(file, findings, w)
    with st.container():
        show_corrections(file, findings, w)
    if proposal is None or any(one.severity == "error" for one in findings):
        return
    if proposal.changes_nothing:
        _show_no_change(w)
        return
    show_proposal(proposal, file.content, lambda: clear(file.key), w)


def _offer_again(file: PendingUpload, findings: list[Finding], w: Wording) -> None:
    """A reading that was stopped can be started anew."""
    if any(one.code == "cancelled" for one in findings):
        st.button(
            w.text("Read it again"), icon=":material/refresh:", key=f"again_{file.key}", on_click=shielded(file.forget)
        )


def show_proposal(proposal: Proposal, original: bytes, done: Callable[[], None], w: Wording) -> None:
    """Dry run and confirmation, or the rule that stands against it."""
    try:
        after = _after(proposal)
    except AtlasError as error:
        st.warning(as_text(rule_sentence(error, w)), icon=":material/rule:")
        return
    show_diff(proposal, after, w)
    show_confirm(proposal, original, done, w)


def clear(key: str) -> None:
    """Drops a stored file; the uploader starts empty when nothing is left."""
    files.drop(key)
    if not files.files():
        st.session_state["_upload_generation"] = st.session_state.get("_upload_generation", 0) + 1


def _show_no_change(w: Wording) -> None:
    with st.container(border=True, key="upload_equal"):
        st.header(w.text("4 · Nothing would change"), anchor=False)
        st.markdown(w.text("Every row of the file already stands in the atlas with the same values."))


def _proposal(intake: Intake) -> Proposal:
    """The comparison, kept for the visit as long as file, choices and base stay the same."""
    base = dict(served.versions()).get(str(intake.table), 0)
    return propose_once(intake, served.atlas(), base, complete=False)


def propose_once(intake: Intake, atlas: Atlas, base: int, *, complete: bool) -> Proposal:
    """`propose`, made anew only when something it depends on changed."""
    mark = (id(intake), atlas.version, base, complete)
    kept = st.session_state.get("_upload_proposal")
    if kept is None or kept[0] != mark:
        active = dict(served.versions())
        proposal = propose(intake, atlas, base, accessed=files.today(), complete=complete, versions=active)
        kept = st.session_state["_upload_proposal"] = (mark, proposal)
        st.session_state.pop("_upload_after", None)
    proposal = kept[1]
    return proposal


def _after(proposal: Proposal) -> Atlas:
    kept = st.session_state.get("_upload_after")
    if kept is None or kept[0] is not proposal:
        kept = st.session_state["_upload_after"] = (proposal, atlas_after(proposal, served.atlas()))
    after: Atlas = kept[1]
    return after


def _show_progress(file: PendingUpload, w: Wording) -> None:
    """How far the reading has come, and the way to stop it."""
    with st.container(border=True, key="upload_progress"):
        st.header(w.text("{name} is being read", name=as_text(w.quote(file.name))), anchor=False)
        st.fragment(_watch, run_every=_LOOK_EVERY_SECONDS)(file, w)


def _watch(file: PendingUpload, w: Wording) -> None:
    job = file.job
    if job is None or job.result is not None:
        st.rerun()
    elif job.failed:
        file.job = None
        st.warning(w.text("The file could not be read. Nothing was stored. Please report this file to us."))
        clear(file.key)
    else:
        share = min(max(job.share, 0.0), 1.0)
        waiting = w.text("Waiting until another file has been read")
        st.progress(share, text=waiting if job.waits else w.text("{percent} read", percent=w.percent(share)))
        st.button(w.text("Cancel"), icon=":material/close:", key=f"stop_{file.key}", on_click=shielded(job.stopped.set))

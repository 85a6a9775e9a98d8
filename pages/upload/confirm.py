"""The one place where something is stored: name, confirmation, one version, the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from analytics.language import Wording, error_sentence
from analytics.language.findings import finding_text
from analytics.language.store_errors import store_sentence
from analytics.rates.naming import population_to_fetch
from data.access import ACTIONS, store_action
from data.atlas import Atlas
from data.errors import AtlasError, PackageError, StoreError
from data.intake import Finding
from data.proposal import Proposal, check_activation, import_proposal
from data.store import VersionInfo
from pages.access import permission
from pages.facts import served
from pages.operation import metrics
from pages.session import state
from pages.session.callbacks import shielded
from pages.session.presses import once
from pages.upload import text as words
from pages.upload.diff import summary
from pages.widgets.plain import as_text

_OUTCOME, _SEEN = "_upload_outcome", "_upload_outcome_seen"


def show_confirm(proposal: Proposal, original: bytes, done: Callable[[], None], w: Wording) -> None:
    """The card with the button; without a click nothing is stored.

    Args:
        proposal: what would change.
        original: the file as delivered.
        done: called after storing, to drop the file.
        w: language.
    """
    with st.container(border=True, key="upload_confirm"):
        st.header(_heading(w), anchor=False)
        if not permission.may(store_action(proposal.table)):
            st.markdown(permission.role_needed(store_action(proposal.table), w))
            return
        st.markdown(f":gray[{_meaning(w)}]")
        if len(proposal.changing) > 1:
            st.markdown(f":gray[{w.text('Each of the tables named gets a version of its own.')}]")
        permission.ask_who(w)
        sure = _ask_about_gone(proposal, w)
        # The click carries what was shown: a base that moved since then is noticed, not silently compared with.
        st.button(
            _label(w), type="primary", disabled=not sure, icon=":material/check:",
            key="upload_take_over", on_click=shielded(once(_import)),
            args=(proposal, original, served.atlas(), done, w),
        )  # fmt: skip


def _heading(w: Wording) -> str:
    return w.text("5 · Apply") if permission.may("activate") else w.text("5 · Submit")


def _label(w: Wording) -> str:
    """What the click does: whoever may not activate hands a version to somebody who may."""
    return w.text("Apply as a new version") if permission.may("activate") else w.text("Submit for approval")


def _meaning(w: Wording) -> str:
    if permission.may("activate"):
        return w.text(
            "One new version is written as a whole and is seen by everybody at the next click. Undo takes one click."
        )
    return w.text(
        "One new version is written as a whole and waits for approval: everybody sees it once "
        "somebody with the role {role} has activated it.",
        role=w.quote(permission.role_name(ACTIONS["activate"], w)),
    )


def _ask_about_gone(proposal: Proposal, w: Wording) -> bool:
    """Rows that would be gone are confirmed one by itself: an incomplete export looks the same."""
    gone = proposal.difference.counts["gone"]
    if not gone:
        return True
    question = w.plural(
        "Yes, {n} row shall be gone from the table.", "Yes, {n} rows shall be gone from the table.", gone
    )
    return st.checkbox(question, key=f"gone_{proposal.intake.sha256[:12]}_{proposal.base_version}_{gone}")


def _import(proposal: Proposal, original: bytes, shown: Atlas, done: Callable[[], None], w: Wording) -> None:
    try:
        info = import_proposal(
            served.store(),
            proposal,
            original=original,
            who=permission.actor(),
            atlas=shown,
            shipped=served.shipped().tables()[proposal.table],
        )
    except StoreError as error:
        metrics.uploads.labels("not_stored").inc()
        note(store_sentence(error, w), good=False)
    except PackageError as error:
        metrics.uploads.labels("not_stored").inc()
        note(rule_sentence(error, w), good=False)
    else:
        metrics.uploads.labels("stored").inc()
        active = served.store().active_versions()
        others = {one.table: active.get(one.table, 0) for one in proposal.changing if one.table != info.dataset}
        told = _stored_sentences(proposal, info, w)
        note(told, good=True, table=info.dataset, version=info.version, others=others)
        done()


def _stored_sentences(proposal: Proposal, info: VersionInfo, w: Wording) -> str:
    """What was stored, and what the same file changed beside it."""
    own = next(one for one in proposal.all if one.table == info.dataset)
    others = [
        w.text(
            "With it: {table}",
            table=f"{w.quote(words.table_title(one.table, w))}, {summary(one.difference.counts, w)}.",
        )
        for one in proposal.changing
        if one.table != info.dataset
    ]
    return " ".join([stored_sentence(own, info, w), *others])


def stored_sentence(proposal: Proposal, info: VersionInfo, w: Wording) -> str:
    """What was stored and who sees it."""
    if not permission.may("activate"):
        return w.text(
            "Version {version} of {table} is stored: {summary}. "
            "It waits for approval by somebody with the role {role}.",
            version=info.version,
            table=w.quote(words.table_title(info.dataset, w)),
            summary=summary(proposal.difference.counts, w),
            role=w.quote(permission.role_name(ACTIONS["activate"], w)),
        )
    return w.text(
        "Version {version} of {table} is active: {summary}. Everybody sees it at the next click.",
        version=info.version,
        table=w.quote(words.table_title(info.dataset, w)),
        summary=summary(proposal.difference.counts, w),
    )


def rule_sentence(error: AtlasError, w: Wording) -> str:
    """Why the tables cannot stand together, without a trace."""
    if not isinstance(error, PackageError):
        return error_sentence(error, w)
    found = Finding(
        "error",
        error.code,
        file=error.file.removeprefix("sources/"),
        row=error.row,
        heading=error.column or "",
        value=str(error.fields.get("value", "")),
        fields=error.fields,
    )
    text = finding_text(found, w)
    place = ", ".join(part for part in (found.file, text.place) if part)
    return w.text(
        "Together with the other tables this would break a rule: {what} ({place}) Nothing was stored.",
        what=text.what,
        place=place,
    )


def note(sentence: str, *, good: bool, **link: Any) -> None:
    """Keeps the outcome of a click for the next run."""
    st.session_state[_OUTCOME] = {"sentence": sentence, "good": good, **link}


def show_outcome(w: Wording) -> None:
    """The outcome of the last click, with what to do next.

    Who followed a link right after the click has not seen it: it is shown once more on the next page that shows such.
    """
    outcome = state.take_once(_OUTCOME)
    if outcome is not None:
        st.session_state[_SEEN] = {**outcome, "arrival": state.arrivals()}
    elif st.session_state.get(_SEEN, {}).get("arrival", state.arrivals()) != state.arrivals():
        outcome = state.take_once(_SEEN)
    if outcome is None:
        return
    if not outcome["good"]:
        st.warning(as_text(outcome["sentence"]), icon=":material/sync_problem:")
        return
    st.success(as_text(outcome["sentence"]), icon=":material/check_circle:")
    if outcome.get("table"):
        to_fetch = population_to_fetch(served.atlas(), w)
        if to_fetch:
            st.info(to_fetch, icon=":material/upload_file:")
        with st.container(horizontal=True, gap="medium"):
            st.page_link("views/karte.py", label=w.text("Open the map"), icon=":material/map:")
            st.page_link("views/versionen.py", label=w.text("Versions and undo"), icon=":material/history:",
                         query_params={"tabelle": outcome["table"]})  # fmt: skip
            if permission.may("undo"):
                step = (outcome["table"], outcome["version"], w, outcome["others"])
                st.button(w.text("Undo this step"), icon=":material/undo:", key="upload_undo",
                          on_click=shielded(once(undo)), args=step)  # fmt: skip


def undo(table: str, version: int, w: Wording, others: Mapping[str, int] | None = None) -> None:
    """Goes back one step in every table a file changed, unless somebody else has changed one meanwhile."""
    done = []
    try:
        for name, expected in {table: version, **(others or {})}.items():
            now = _undo_one(name, expected)
            title = w.quote(words.table_title(name, w))
            done.append(w.text("Undone: {table} shows {version} again.", table=title, version=version_name(now, w)))
    except StoreError as error:
        note(" ".join([*done, store_sentence(error, w)]), good=False)
        return
    except AtlasError as error:
        note(" ".join([*done, rule_sentence(error, w)]), good=False)
        return
    note(" ".join(done), good=True)


def _undo_one(table: str, version: int) -> int:
    store = served.store()
    target = store.undo_target(table)
    if target is not None:
        check_activation(store, served.shipped(), store.active_versions(), table, target)
    return store.undo(table, permission.actor(), expected=version)


def version_name(version: int, w: Wording) -> str:
    """A version by its number; 0 is the table as shipped."""
    return w.text("version {n}", n=version) if version else w.text("version 0 (as shipped)")

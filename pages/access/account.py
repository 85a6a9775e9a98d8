"""Who is signed in, as every page says it, and what the page of the account tells."""

from __future__ import annotations

import html
import logging
from typing import Literal

import streamlit as st

from analytics.exports.html.table import table_html
from analytics.language import Wording
from analytics.subjects.upload.figures import draw_lines
from data.access import ACTIONS, Action, Actor, Role
from data.errors import StoreError
from pages.access import permission
from pages.facts import served
from pages.operation.settings import settings
from pages.session import signin
from pages.session.callbacks import shielded
from pages.widgets.layout import text_card
from pages.widgets.plain import moment

_log = logging.getLogger("atlas")


def show_bar(w: Wording) -> None:
    """Who is signed in, and the way out; nothing for everybody else."""
    asking = permission.actor()
    if asking.kind != "signed_in":
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small",
                      key="account_bar"):  # fmt: skip
        if asking.is_expired():
            _show_name(w.text("{name}: sign-in has run out", name=asking.name))
            st.page_link("views/konto.py", label=w.text("Sign in again"), icon=":material/login:")
        else:
            role = permission.role_name(asking.role, w)
            _show_name(w.text("{name} · role {role}", name=asking.name, role=role))
        _show_leave(asking, w, "sign_out", "tertiary")


def _show_name(text: str) -> None:
    st.html(f'<span style="font-size:0.875rem;color:#4d5f58">{html.escape(text)}</span>', width="content")


def _show_leave(asking: Actor, w: Wording, key: str, kind: Literal["secondary", "tertiary"]) -> None:
    st.button(
        w.text("Sign out"), icon=":material/logout:", type=kind, key=key, on_click=shielded(_leave), args=(asking,)
    )


def _leave(asking: Actor) -> None:
    """Ends the sign-in everywhere: in the store for other tabs and copies, in this browser, and at the provider."""
    try:
        served.store().end_sign_in(asking)
    except StoreError:
        _log.warning("a sign-in could not be ended in the store; it ends in this browser only")
    st.logout()


def show_account(w: Wording) -> None:
    """The sign-in of this visit: who, with which role, until when; or how to sign in."""
    asking = permission.actor()
    if asking.kind == "signed_in" and not asking.is_expired():
        _show_signed_in(asking, w)
    elif asking.kind == "local":
        with text_card(w.text("No sign-in is needed here")):
            st.markdown(
                w.text("The atlas runs on this machine alone. Whoever sits at it may do everything; changes are "
                       "written down under the name entered with the upload.")
            )  # fmt: skip
    elif signin.is_configured():
        _show_sign_in(asking, w)
    else:
        permission.show_refusal(w)


def _show_signed_in(asking: Actor, w: Wording) -> None:
    name = w.text("You are signed in")
    with text_card(name):
        labels = {"name": w.text("Name"), "role": w.text("Role"), "until": w.text("Holds until")}
        line = {
            "name": asking.name,
            "role": permission.role_name(asking.role, w),
            "until": moment(asking.expires_at, w),
        }
        st.html(table_html(draw_lines(w, [line], labels, name=name), w))
        if asking.role is Role.READER:
            st.markdown(
                w.text(
                    "Nobody has given you another role yet, or your provider has not verified your address. "
                    "Those who run the atlas can help."
                )
            )
        _show_leave(asking, w, "leave_account", "secondary")


def _show_sign_in(asking: Actor, w: Wording) -> None:
    again = asking.is_expired()
    with text_card(w.text("Your sign-in has run out") if again else w.text("Sign in to change something")):
        st.markdown(
            w.text(
                "You are led to the sign-in page of the organisation that runs the atlas, and back. The atlas never "
                "sees your password. Name, address and role stay in a cookie of your browser until you sign out, for "
                "30 days at most."
            )
        )
        signin.show_sign_in(w, again=again)


def show_roles(w: Wording) -> None:
    """Which role may do what: the table the program itself decides by."""
    labels = {"what": w.text("What is allowed"), **{role.code: permission.role_name(role, w) for role in Role}}
    lines = [
        {"what": words, **{role.code: w.text("yes") if role >= ACTIONS[action] else "–" for role in Role}}
        for action, words in action_text(w).items()
    ]
    st.header(w.text("Which role may do what"), anchor=False)
    st.html(table_html(draw_lines(w, lines, labels, name=w.text("Which role may do what")), w))


def show_grants(w: Wording) -> None:
    """Who was given which role by this server's settings; for those who may know."""
    if not permission.may("see_roles"):
        return
    rules = settings()
    given = {
        Role.ADMINISTRATOR: rules.administrators,
        Role.COORDINATOR: rules.coordinators,
        Role.ANALYST: rules.analysts,
    }
    lines = [
        {"role": permission.role_name(role, w), "who": ", ".join(addresses) or w.text("nobody")}
        for role, addresses in given.items()
    ]
    labels = {"role": w.text("Role"), "who": w.text("Verified addresses")}
    name = w.text("Who was given which role")
    with st.expander(name, key="grants"):
        st.html(table_html(draw_lines(w, lines, labels, name=name), w))
        if rules.roles_claim:
            said = w.text(
                "Roles are also taken from the claim {claim} of the provider's token.", claim=rules.roles_claim
            )
            st.text(said)


def action_text(w: Wording) -> dict[Action, str]:
    """What each action is called."""
    return {
        "read": w.text("read everything, export slides and files"),
        "upload": w.text("read in figures and store them as a version"),
        "mend": w.text("correct cells of a file while it is read in"),
        "see_versions": w.text("see and compare versions"),
        "edit_register": w.text("edit the register"),
        "activate": w.text("decide which version everybody sees"),
        "undo": w.text("undo the last step"),
        "keep_presentation": w.text("keep presentations on the server"),
        "see_originals": w.text("fetch files as they were delivered"),
        "see_audit": w.text("see the log of changes"),
        "export_audit": w.text("download the log of changes"),
        "see_roles": w.text("see who was given which role"),
    }

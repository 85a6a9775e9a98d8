"""Who is there and what they may do: asked by the frame and again by each page. The store asks once more.

With a sign-in provider configured, the token says who somebody is. Without one, the only proof of a person
is to sit at the machine itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from analytics.language import Wording
from data.access import ACTIONS, VISITOR, Action, Actor, Role, account, local_actor
from data.errors import StoreError
from pages.facts import served
from pages.operation.settings import settings
from pages.session import signin
from pages.session.identity import LONGEST_NAME, signed_in_actor
from pages.widgets.layout import page_title, text_card

_WHO = "_upload_who"
_FIELD = "upload_who_field"
_ENDED = "_ended_sign_in"
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def actor() -> Actor:
    """Who asks in this run; never kept, so that an expired sign-in counts no longer."""
    if not signin.is_configured():
        return local_actor(who()) if may_edit() else VISITOR
    said = signin.claims()
    found = signed_in_actor(said, settings()) if said else VISITOR
    return VISITOR if st.session_state.get(_ENDED) == found.sign_in != "" else found


def resolve_actor() -> Actor:
    """Who asks, after a look whether the sign-in was ended in another tab or at another replica.

    The frame calls it once in each run. Without an answer of the database nothing can be written anyway.
    """
    found = actor()
    try:
        if found.sign_in and served.store().has_ended(found.sign_in):
            st.session_state[_ENDED] = found.sign_in
    except StoreError:
        return found
    return actor()


def may(action: Action) -> bool:
    """Whether whoever asks in this run may do this now."""
    return actor().may(action)


def may_edit() -> bool:
    """Whether whoever asks sits at the machine itself, which without sign-in is all there is to know."""
    return is_loopback(st.get_option("server.address")) and is_direct(st.context.headers)


def is_loopback(address: str | None) -> bool:
    """Whether a server bound to this address can be reached from its own machine only.

    Args:
        address: as in `server.address`; blank binds every network of the machine.
    """
    written = (address or "").strip().strip("[]")
    if written.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(written).is_loopback
    except ValueError:
        return False


def is_direct(headers: Mapping[str, str]) -> bool:
    """Whether a request came from a browser on this machine, not through a proxy that serves others.

    A proxy reaches a loopback address, too. It names itself, or the browser behind it names another host;
    so does a page elsewhere that had its own name point at this machine.
    """
    sent = {name.lower(): value for name, value in headers.items()}
    if any(name in sent for name in _PASSED_ON):
        return False
    host = sent.get("host", "localhost")
    origin = sent.get("origin", f"http://{host}")
    return is_loopback(urlsplit(f"//{host}").hostname) and urlsplit(origin).netloc == host


def role_name(role: Role, w: Wording) -> str:
    """What a role is called."""
    names = {
        Role.READER: w.text("Reading"),
        Role.ANALYST: w.text("Analysis"),
        Role.COORDINATOR: w.text("Coordination"),
        Role.ADMINISTRATOR: w.text("Administration"),
    }
    return names[role]


def show_closed_page(title: str, action: Action, w: Wording) -> None:
    """What stands in place of a page that is not for whoever asks."""
    page_title(title)
    show_refusal(w, action)


def show_refusal(w: Wording, action: Action = "upload") -> None:
    """Says why this cannot be done here, and what works instead."""
    asking = actor()
    if not signin.is_configured():
        _explain_closed_server(w)
    elif asking.kind == "visitor":
        with text_card(w.text("Reading is open, this needs a sign-in")):
            st.markdown(role_needed(action, w))
            signin.show_sign_in(w)
    elif asking.is_expired():
        with text_card(w.text("Your sign-in has run out")):
            st.markdown(w.text("For safety it holds for a limited time. Nothing that was stored is lost."))
            signin.show_sign_in(w, again=True)
    else:
        with text_card(w.text("Your role does not include this")):
            have = w.text("You have the role {role}.", role=w.quote(role_name(asking.role, w)))
            whom = w.text("Roles are given by those who run the atlas.")
            st.markdown(f"{have} {role_needed(action, w)} {whom}")


def role_needed(action: Action, w: Wording) -> str:
    """Which role an action takes."""
    return w.text("It takes the role {role} or more.", role=w.quote(role_name(ACTIONS[action], w)))


def _explain_closed_server(w: Wording) -> None:
    with text_card(w.text("Reading is open, changing is not")):
        st.markdown(
            w.text(
                "This server can be reached over the network, and the atlas does not know who you are: no sign-in is "
                "set up. Uploading and editing therefore work only on the machine itself."
            )
        )
        st.markdown(
            w.text(
                "Start it with {option} on the machine that holds the data, "
                "or read files without a browser: {command}.",
                option="`--server.address 127.0.0.1`",
                command="`python -m data.intake FILE --apply`",
            )
        )


def who() -> str:
    """The name that is written beside a change at the machine itself: as entered, else the server's account."""
    entered = st.session_state.get(_FIELD, st.session_state.get(_WHO, ""))
    return (str(entered).strip() or account())[:LONGEST_NAME]


def ask_who(w: Wording) -> None:
    """Asks for the name that is written beside a change, or says it when the sign-in knows it."""
    asking = actor()
    if asking.kind == "signed_in":
        st.text(w.text("Your name in the list of versions: {name}", name=asking.name))
        return
    label = w.text("Your name, for the list of versions")
    st.text_input(label, value=who(), key=_FIELD, max_chars=LONGEST_NAME, width=360)
    st.session_state[_WHO] = who()

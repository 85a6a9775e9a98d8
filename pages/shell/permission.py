"""Who may upload and edit: everyone who reaches a server that only its own machine reaches.

Until sign-in exists there is no other proof of a person than sitting at the machine itself.
"""

import getpass
import ipaddress

import streamlit as st

from analytics.wording import Wording
from pages.shell.layout import text_card

_WHO = "_desk_who"
_FIELD = "desk_who_field"
_LONGEST_NAME = 80


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


def may_edit() -> bool:
    """Whether this server accepts uploads and edits."""
    return is_loopback(st.get_option("server.address"))


def show_refusal(w: Wording) -> None:
    """Says why nothing can be changed here, and what works instead."""
    with text_card(w.text("Reading is open, changing is not")):
        st.markdown(
            w.text(
                "This server can be reached over the network, and the atlas does not know yet who you are. "
                "Uploading and editing therefore work only where the server is bound to its own machine."
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
    """The name that is written beside a change: as entered, else the account the server runs under."""
    entered = st.session_state.get(_FIELD, st.session_state.get(_WHO, ""))
    return (str(entered).strip() or account())[:_LONGEST_NAME]


def ask_who(w: Wording) -> None:
    """Asks for the name that is written beside a change; it stays for this visit."""
    label = w.text("Your name, for the list of versions")
    st.text_input(label, value=who(), key=_FIELD, max_chars=_LONGEST_NAME, width=360)
    st.session_state[_WHO] = who()


def account() -> str:
    """Account the server runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"

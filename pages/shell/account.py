"""Who is signed in, as every page says it, and what the page of the account tells."""

from __future__ import annotations

import streamlit as st

from analytics.figures.desk import draw_facts, draw_lines
from analytics.wording import Wording
from data.access import ACTIONS, Action, Actor, Role
from pages.shell import permission, signin
from pages.shell.desk.history import moment
from pages.shell.html_table import table_html
from pages.shell.layout import show_quietly, text_card
from pages.shell.settings import settings


def show_bar(w: Wording) -> None:
    """Who is signed in, and the way out; nothing for everybody else."""
    asking = permission.actor()
    if asking.kind != "signed_in":
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small",
                      key="account_bar"):  # fmt: skip
        name = permission.as_written(asking.name)
        if asking.is_expired():
            show_quietly(w.text("{name}: sign-in has run out", name=name), width="content")
            st.page_link("konto.py", label=w.text("Sign in again"), icon=":material/login:")
        else:
            role = permission.role_name(asking.role, w)
            show_quietly(w.text("{name} · role {role}", name=name, role=role), width="content")
        st.button(w.text("Sign out"), icon=":material/logout:", type="tertiary", key="sign_out", on_click=signin.leave)


def show_account(w: Wording) -> None:
    """The sign-in of this visit: who, with which role, until when; or how to sign in."""
    asking = permission.actor()
    if asking.kind == "signed_in" and not asking.is_expired():
        _show_signed_in(asking, w)
    elif asking.kind == "local":
        with text_card(w.text("No sign-in is needed here")):
            st.markdown(
                w.text("The atlas runs on this machine alone. Whoever sits at it may do everything; changes are "
                       "written down under the name entered at the desk.")
            )  # fmt: skip
    elif signin.is_configured():
        _show_sign_in(asking, w)
    else:
        permission.show_refusal(w)


def _show_signed_in(asking: Actor, w: Wording) -> None:
    with text_card(w.text("You are signed in")):
        facts = [
            (w.text("Name"), permission.as_written(asking.name)),
            (w.text("Role"), permission.role_name(asking.role, w)),
            (w.text("Holds until"), moment(asking.expires_at, w)),
        ]
        st.markdown("\n".join(f"- {label}: **{value}**" for label, value in facts))
        if asking.role is Role.READER:
            st.markdown(
                w.text(
                    "Nobody has given you another role yet, or your provider has not verified your address. "
                    "Those who run the atlas can help."
                )
            )
        st.button(w.text("Sign out"), icon=":material/logout:", key="leave_account", on_click=signin.leave)


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
    labels = {"what": w.text("What"), **{role.code: permission.role_name(role, w) for role in Role}}
    lines = [
        {"what": words, **{role.code: w.text("yes") if role >= ACTIONS[action] else "–" for role in Role}}
        for action, words in action_words(w).items()
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
    facts = [(permission.role_name(role, w), ", ".join(addresses)) for role, addresses in given.items()]
    name = w.text("Who was given which role")
    with st.expander(name, key="grants"):
        st.markdown(
            w.text("By verified address, or by the claim in the provider's token; both are set by the operator.")
        )
        st.html(table_html(draw_facts(w, [*facts, (w.text("Claim"), rules.roles_claim)], name=name), w))


def action_words(w: Wording) -> dict[Action, str]:
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

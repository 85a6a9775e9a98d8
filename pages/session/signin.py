"""Signing in and out with an OpenID Connect provider. Without one configured there is nothing to sign in to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from starlette.routing import BaseRoute
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

from analytics.language import Wording
from pages.operation.settings import Settings
from pages.session.callbacks import shielded

_DEFAULT = "default"


def secrets_from(settings: Settings) -> dict[str, Any] | None:
    """The section `[auth]` as Streamlit reads it, made from the environment; None when nothing is set there.

    The secret that signs the cookies is Streamlit's own setting (`STREAMLIT_SERVER_COOKIE_SECRET`), so that
    one value signs both the sign-in on its way and the sign-in that succeeded, in every replica.
    """
    if not (settings.oidc_metadata_url and settings.oidc_client_id):
        return None
    section = {
        "redirect_uri": settings.oidc_redirect_uri or f"{settings.public_url.rstrip('/')}/oauth2callback",
        "cookie_secret": str(st.get_option("server.cookieSecret")),
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret,
        "server_metadata_url": settings.oidc_metadata_url,
    }
    return {"auth": section}


def routes() -> list[BaseRoute]:
    """Streamlit's own addresses of signing in and out.

    They are named here because they must come before `documents`, which answers every one-part address left.
    """
    return list(create_auth_routes(str(st.get_option("server.baseUrlPath"))))


def _section() -> Mapping[str, Any]:
    found = st.secrets.get("auth") if st.secrets.load_if_toml_exists() else None
    return found if isinstance(found, Mapping) else {}


def is_configured() -> bool:
    """Whether this server knows a provider to sign in with."""
    return bool(_section())


def claims() -> dict[str, Any]:
    """What the token of this visit says; empty when nobody is signed in."""
    said: dict[str, Any] = dict(st.user.to_dict())
    return said if said.get("is_logged_in") is True else {}


def _providers() -> list[str]:
    section = _section()
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return [_DEFAULT, *named] if "client_id" in section else named


def show_sign_in(w: Wording, *, again: bool = False) -> None:
    """One button per provider; each leaves the atlas for the provider's own page.

    Args:
        w: language.
        again: somebody was signed in before.
    """
    for name in _providers():
        label = w.text("Sign in again") if again else w.text("Sign in")
        st.button(
            label if name == _DEFAULT else f"{label}: {name}",
            icon=":material/login:", type="primary", key=f"sign_in_{name}", on_click=shielded(st.login),
            args=() if name == _DEFAULT else (name,),
        )  # fmt: skip

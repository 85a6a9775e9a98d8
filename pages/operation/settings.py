"""Settings of the server. One frozen object, read from the environment, with defaults that need nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from data.config import read_setting


@dataclass(frozen=True)
class Settings:
    """How this server serves; each field is read from `ATLAS_<FIELD>`, or from the file `ATLAS_<FIELD>_FILE` names.

    Lists are separated by commas.

    Attributes:
        embed_hosts: hosts whose pages may show figures of the atlas in a frame, e.g. `https://www.example.org`.
        public_url: address of the atlas as visitors see it; stands in catalogue and API description.
        publisher: organisation that publishes this installation; stands in the catalogue for portals.
        publisher_url: its home page.
        publisher_email: where questions about the data go.
        contributor_id: address an open-data portal gives those who deliver to it (`dcatde:contributorID`).
        own_licence: address, in the list http://dcat-ap.de/def/licenses/, of the licence the network gives its own
            tables; that is its decision alone, so by default the catalogue says that there is none yet, and
            `datapackage.json` names none.
        security_contact: where weaknesses are told, e.g. `mailto:security@example.org`; without one there is no
            `/.well-known/security.txt`.
        max_sessions: visitors served at once; the next one is asked to come back.
        max_uploads: files read at once in this process.
        max_held_mb: megabytes of files that visits of this process may hold in its memory together.
        max_exports: files (slides, report, pictures) written at once in this process.
        mcp_per_minute: questions of one address in a minute that the MCP server at /mcp answers; 0 turns it off.
        oidc_metadata_url: where the sign-in provider describes itself (`.../.well-known/openid-configuration`).
        oidc_client_id: name under which the provider knows the atlas.
        oidc_client_secret: what the atlas proves itself with; never shown.
        oidc_redirect_uri: address the provider sends people back to; default `<public_url>/oauth2callback`.
        roles_claim: claim of the identity token that names roles, e.g. `roles` or `realm_access.roles`.
        analysts: verified addresses that have this role; so the next two.
        coordinators: see `data.access.Role`.
        administrators: see `data.access.Role`.
        metrics_token: who shows it may read `/metrics` from elsewhere; without one this machine alone may.
        replica: name of this process among several; the proxy finds it again by the technical cookie it sets.
        log_requests: which requests get a line in the log: slow (those and failed ones), all, none.
    """

    embed_hosts: tuple[str, ...] = ()
    public_url: str = ""
    publisher: str = "Ankommen-Atlas"
    publisher_url: str = ""
    publisher_email: str = ""
    contributor_id: str = ""
    own_licence: str = ""
    security_contact: str = ""
    max_sessions: int = 400
    max_uploads: int = 2
    max_held_mb: int = 1000
    max_exports: int = 2
    mcp_per_minute: int = 120
    oidc_metadata_url: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_redirect_uri: str = ""
    roles_claim: str = ""
    analysts: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    metrics_token: str = field(default="", repr=False)
    replica: str = ""
    log_requests: str = "slow"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; an unset or empty variable means the default.

        Raises:
            ValueError: a number is not one; the message names the variable.
            SettingError: the file of a setting cannot be read.
        """
        values = os.environ if environment is None else environment
        written = {field.name: read_setting(values, f"ATLAS_{field.name.upper()}") for field in fields(cls)}
        read: dict[str, Any] = {
            name: _read(name, text, cls.__dataclass_fields__[name].default) for name, text in written.items() if text
        }
        return cls(**read)


def _read(name: str, text: str, default: object) -> object:
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if isinstance(default, int):
        if not text.isdigit():
            raise ValueError(f"ATLAS_{name.upper()} must be a whole number, not {text!r}")
        return int(text)
    return text


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environment()

"""Settings of the server. One frozen object, read from the environment, with defaults that need nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from functools import lru_cache
from typing import Any

from data.config import read_setting
from data.errors import SettingError

MOST = 1_000_000
"""What a setting that counts may be at most: beyond it lies a slip of the hand, not a server."""

_NUMBER = re.compile(r"[0-9]{1,9}")
_REPLICA = re.compile(r"[A-Za-z0-9_-]{0,32}")


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
        crowd_sessions: visitors served at once, from which on whoever opens the map or the start page gets it as drawn
            by the server, and a visit of their own only when they ask for more; so too when half as many come within
            ten seconds.
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
    crowd_sessions: int = field(default=60, metadata={"least": 0})
    max_uploads: int = 2
    max_held_mb: int = 1000
    max_exports: int = 2
    mcp_per_minute: int = field(default=120, metadata={"least": 0})
    oidc_metadata_url: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_redirect_uri: str = ""
    roles_claim: str = ""
    analysts: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    metrics_token: str = field(default="", repr=False)
    replica: str = field(default="", metadata={"pattern": _REPLICA})
    log_requests: str = field(default="slow", metadata={"allowed": ("slow", "all", "none")})

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; an unset or empty variable means the default.

        Raises:
            SettingError: a number, choice or name is none that is allowed, or the file of a setting cannot be read.
        """
        values = os.environ if environment is None else environment
        written = {one.name: read_setting(values, f"ATLAS_{one.name.upper()}") for one in fields(cls)}
        read: dict[str, Any] = {one.name: _read(one, text) for one in fields(cls) if (text := written[one.name])}
        return cls(**read)


def _read(one: Field[Any], text: str) -> object:
    if isinstance(one.default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if isinstance(one.default, int):
        return _read_number(one, text)
    if text not in one.metadata.get("allowed", (text,)):
        raise _refuse(one, text, "not_allowed", allowed=", ".join(one.metadata["allowed"]))
    if "pattern" in one.metadata and not one.metadata["pattern"].fullmatch(text):
        raise _refuse(one, text, "wrong_pattern")
    return text


def _read_number(one: Field[Any], text: str) -> int:
    least = one.metadata.get("least", 1)
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= MOST:
        raise _refuse(one, text, "not_a_whole_number", least=least, most=MOST)
    return int(text)


def _refuse(one: Field[Any], text: str, code: str, **fields: Any) -> SettingError:
    return SettingError(setting=f"ATLAS_{one.name.upper()}", code=code, value=text, default=one.default, **fields)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environment()

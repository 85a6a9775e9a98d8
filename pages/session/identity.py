"""From what a provider says about a person to what this atlas trusts them with. Denied by default."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from data.access import Actor, Role
from pages.operation.settings import Settings

LONGEST_NAME = 80
_ROLES = {role.code: role for role in Role}
_PREFIX = "atlas-"


def signed_in_actor(claims: Mapping[str, Any], rules: Settings) -> Actor:
    """The person a signed token speaks of.

    Args:
        claims: of the identity token, whose signature was checked at sign-in.
        rules: which claim or address gives which role.
    """
    return Actor(
        name=display_name(claims),
        role=role_of(claims, rules),
        kind="signed_in",
        expires_at=expiry(claims),
        sign_in=fingerprint(claims),
    )


def role_of(claims: Mapping[str, Any], rules: Settings) -> Role:
    """The highest role the claim or the lists give.

    An address counts only when the provider has verified it: anybody may type in another's. One it declares
    unverified makes its owner a reader whatever else the token says.
    """
    if claims.get("email_verified") is not None and not _is_verified(claims):
        return Role.READER
    return max(_role_by_claim(claims, rules.roles_claim), _role_by_address(claims, rules))


def _role_by_claim(claims: Mapping[str, Any], name: str) -> Role:
    found = find_claim(claims, name) if name else None
    values = found.replace(",", " ").split() if isinstance(found, str) else found
    if not isinstance(values, list | tuple):
        return Role.READER
    given = (str(value).lower().removeprefix(_PREFIX) for value in values)
    return max((_ROLES[value] for value in given if value in _ROLES), default=Role.READER)


def find_claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, or by a path of names with dots between them, as Keycloak nests its roles."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _role_by_address(claims: Mapping[str, Any], rules: Settings) -> Role:
    address = verified_address(claims).casefold()
    lists = {
        Role.ADMINISTRATOR: rules.administrators,
        Role.COORDINATOR: rules.coordinators,
        Role.ANALYST: rules.analysts,
    }
    given = (role for role, addresses in lists.items() if address in {one.casefold() for one in addresses})
    return max(given, default=Role.READER) if address else Role.READER


def verified_address(claims: Mapping[str, Any]) -> str:
    """The address the provider vouches for; blank when it vouches for none."""
    return str(claims.get("email") or "").strip() if _is_verified(claims) else ""


def _is_verified(claims: Mapping[str, Any]) -> bool:
    return claims.get("email_verified") is True or claims.get("email_verified") == "true"


def display_name(claims: Mapping[str, Any]) -> str:
    """Name as it stands beside a change.

    The name alone can often be chosen freely; the address or the provider's own mark tells two people apart.
    """
    mark = verified_address(claims) or str(claims.get("sub") or "")
    name = str(claims.get("name") or claims.get("preferred_username") or "").strip()
    room = LONGEST_NAME - len(mark) - 3
    return f"{name[:room].strip()} ({mark})" if name and room > 0 else mark[:LONGEST_NAME]


def expiry(claims: Mapping[str, Any]) -> datetime | None:
    """When the token ends; None when it does not say so, which counts as over."""
    end = claims.get("exp")
    if isinstance(end, bool) or not isinstance(end, int | float):
        return None
    try:
        return datetime.fromtimestamp(end, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def fingerprint(claims: Mapping[str, Any]) -> str:
    """What tells this sign-in from every other, without saying whose it is."""
    parts = [str(claims.get(name, "")) for name in ("iss", "sub", "iat", "nonce")]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

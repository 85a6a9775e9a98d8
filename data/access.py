"""Who may do what: one table of actions, asked by the frame, by each page and by the store on every write.

Denied is whatever the table does not allow: an unknown action, nobody at all, a sign-in that has expired.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Literal

from data.errors import NotAllowedError


class Role(IntEnum):
    """What somebody is trusted with; each role may do all that the one before it may."""

    READER = 0
    ANALYST = 1
    COORDINATOR = 2
    ADMINISTRATOR = 3

    @property
    def code(self) -> str:
        """Its name in settings, claims and audit lines."""
        return self.name.lower()


Action = Literal[
    "read",
    "upload",
    "mend",
    "see_versions",
    "edit_register",
    "activate",
    "undo",
    "keep_presentation",
    "see_originals",
    "see_audit",
    "export_audit",
    "see_roles",
]

ACTIONS: Mapping[Action, Role] = {
    "read": Role.READER,
    "upload": Role.ANALYST,
    "mend": Role.ANALYST,
    "see_versions": Role.ANALYST,
    "edit_register": Role.COORDINATOR,
    "activate": Role.COORDINATOR,
    "undo": Role.COORDINATOR,
    "keep_presentation": Role.COORDINATOR,
    "see_originals": Role.ADMINISTRATOR,
    "see_audit": Role.ADMINISTRATOR,
    "export_audit": Role.ADMINISTRATOR,
    "see_roles": Role.ADMINISTRATOR,
}
"""The least role that may do each action."""

FIGURE_TABLES = (
    "migration",
    "migration_land",
    "migration_flows",
    "population",
    "context",
    "population_balance",
    "migration_components",
)
"""Tables of official figures, which an analyst may store; every other table belongs to the register."""

Kind = Literal["visitor", "local", "signed_in", "command"]


@dataclass(frozen=True)
class Actor:
    """Somebody who asks for something.

    Attributes:
        name: as it is written beside a change.
        role: what they are trusted with.
        kind: visitor (nobody in particular), local (at the machine itself), signed_in, or command.
        expires_at: end of the sign-in (UTC); None only where there is no sign-in to expire.
        sign_in: fingerprint of the sign-in, which signing out makes worthless; blank without one.
    """

    name: str
    role: Role
    kind: Kind
    expires_at: datetime | None = None
    sign_in: str = ""

    def is_expired(self, now: datetime | None = None) -> bool:
        """Whether the sign-in is over; one without an end counts as over."""
        if self.kind != "signed_in":
            return False
        return self.expires_at is None or self.expires_at <= (now or datetime.now(UTC))

    def may(self, action: Action, now: datetime | None = None) -> bool:
        """Whether this action is allowed now. Reading always is."""
        least = ACTIONS.get(action)
        role = Role.READER if self.is_expired(now) else self.role
        return least is not None and role >= least


VISITOR = Actor("", Role.READER, "visitor")
"""Somebody about whom nothing is known."""


def local_actor(name: str) -> Actor:
    """Whoever sits at a machine that nobody else reaches."""
    return Actor(name, Role.ADMINISTRATOR, "local")


def command_actor(name: str | None = None) -> Actor:
    """The account a command runs under, or the name it was given."""
    return Actor(name or account(), Role.COORDINATOR, "command")


def account() -> str:
    """Account this process runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"


def store_action(dataset: str) -> Action:
    """What storing a version of a table takes."""
    return "upload" if dataset in FIGURE_TABLES else "edit_register"


def check_allowed(actor: Actor | None, action: Action) -> Actor:
    """The actor, when the action is allowed now.

    Raises:
        NotAllowedError: `not_allowed`, or `sign_in_expired` when only the time stands against it.
    """
    if isinstance(actor, Actor) and actor.may(action):
        return actor
    role = actor.role.code if isinstance(actor, Actor) else "nobody"
    over = isinstance(actor, Actor) and actor.is_expired() and actor.role >= ACTIONS.get(action, len(Role))
    raise NotAllowedError(action=action, role=role, code="sign_in_expired" if over else "not_allowed")

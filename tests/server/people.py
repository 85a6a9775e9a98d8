"""People who come, what their tokens say, and what they count for."""

import time

from data.access import Role
from pages.operation.settings import Settings

R, A, C, V = Role.READER, Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR

# The specification, written down apart from the program's own table.
LEAST_ROLE = {
    "read": R, "upload": A, "mend": A, "see_versions": A, "edit_register": C, "activate": C, "undo": C,
    "keep_presentation": C, "see_originals": V, "see_audit": V, "export_audit": V, "see_roles": V,
}  # fmt: skip
RULES = Settings(
    roles_claim="realm_access.roles",
    analysts=("Anna@Example.org",),
    coordinators=("carla@example.org",),
    administrators=("vera@example.org", "ursula@example.org"),
)


def claims(person: str, /, *, verified: object = True, ends_in: float = 3600, **more: object) -> dict[str, object]:
    said = {
        "is_logged_in": True, "iss": "https://provider", "sub": f"id-{person}", "name": person.title(), "iat": 1,
        "nonce": f"n-{person}", "email": f"{person}@example.org", "email_verified": verified,
        "exp": time.time() + ends_in,
    }  # fmt: skip
    return {key: value for key, value in (said | more).items() if value is not None}


# People who may come: what their token says, and what they count for.
PEOPLE = {
    "visitor": ({}, R),
    "reader": (claims("rosa"), R),
    "analyst": (claims("anna"), A),
    "coordinator": (claims("carla"), C),
    "administrator": (claims("vera"), V),
    "administrator with an unverified address": (claims("ursula", verified=False), R),
    "administrator whose token has expired": (claims("vera", ends_in=-1), R),
}

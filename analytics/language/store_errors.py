"""Sentences for what the store cannot do. Each ends with what stays as it was or what to do."""

from analytics.language.wording import Wording
from data.errors import BaseMovedError, StoreError


def store_sentence(error: StoreError, w: Wording) -> str:
    """What happened, and that nothing is half stored; never an address or a password."""
    if isinstance(error, BaseMovedError):
        return w.text(
            "Meanwhile somebody else has changed this table (now version {active}, compared was version {expected}). "
            "Nothing was stored. The comparison has been made anew below.",
            active=error.active,
            expected=error.expected,
        )
    sentences = {
        "unavailable": w.text("The database does not answer. Nothing was stored; please try again later."),
        "nothing_to_undo": w.text("There is nothing left to undo: the table stands as it was shipped."),
        "content_damaged": w.text("What is stored is not what was written. Nothing was changed; activate another one."),
        "version_unknown": w.text("This version does not exist. Nothing was changed."),
        "store_too_new": w.text("The store was written by a newer release of the atlas. Start that release."),
        "driver_missing": w.text("The driver for PostgreSQL is not installed (package psycopg)."),
        "presentation_unknown": w.text("Somebody has removed this presentation meanwhile."),
        "not_allowed": w.text("Your role does not allow this. Nothing was stored or changed."),
        "sign_in_expired": w.text("Your sign-in has run out. Nothing was stored; please sign in again."),
        "not_writable": w.text("The folder for the store cannot be written. Set ATLAS_DATA_DIRECTORY to another one."),
    }
    invalid = w.text("The address of the database (ATLAS_DATABASE_URL) is not valid.")
    return sentences.get(error.code, invalid)

"""Sentences for what the store cannot do. Each ends with what stays as it was or what to do."""

from analytics.language.wording import Wording
from data.errors import AtlasError, BaseMovedError, StoreError


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
        "disk_full": w.text(
            "The disk that holds the store is full. Nothing was stored; reading goes on. Those who run the atlas have "
            "to make room."
        ),
        "read_only": w.text(
            "Nothing can be written to the store: it may only be read here. Nothing was stored; reading goes on."
        ),
        "store_damaged": w.text(
            "The store is damaged and cannot be read. Nothing was changed. Those who run the atlas have to restore a "
            "backup."
        ),
        "store_empty": w.text(
            "The file of the store is empty: what was stored lies elsewhere or is lost. Nothing was changed. Those "
            "who run the atlas have to restore a backup."
        ),
        "store_missing": w.text(
            "There is no database where the store should be. Nothing was stored. Those who run the atlas have to put "
            "it back."
        ),
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


def operator_sentence(error: StoreError, w: Wording) -> str:
    """The same for whoever runs the atlas: which version, where, why, and what helps."""
    named = {name: error.fields[name] for name in ("dataset", "version") if name in error.fields}
    which = w.text("Table {dataset}, version {version}.", **named) if len(named) == 2 else ""
    where = w.text("Store: {path}.", path=error.fields["path"]) if "path" in error.fields else ""
    cause = w.text("Cause: {reason}.", reason=error.fields["reason"]) if "reason" in error.fields else ""
    return " ".join(part for part in (store_sentence(error, w), which, where, cause, operator_help(error, w)) if part)


def operator_help(error: AtlasError, w: Wording) -> str:
    """What to do about it; blank when nothing is known to help."""
    restore = w.text("Move the file away, then: {command}", command="python -m data.store restore FILE")
    return {
        "disk_full": w.text("Make room; no restart is needed."),
        "read_only": w.text("Let the account of the atlas write there, or set ATLAS_DATA_DIRECTORY to another folder."),
        "store_damaged": restore,
        "store_empty": restore,
        "store_missing": w.text("Put the file back, or: {command}", command="python -m data.store restore FILE"),
        "content_damaged": restore,
    }.get(error.code, "")

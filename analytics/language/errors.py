"""Turns errors, which carry fields and no prose, into sentences: what, where, what to do."""

from analytics.language.export_errors import export_sentence, missing_sentence
from analytics.language.store_errors import store_sentence
from analytics.language.wording import Wording
from data.errors import (
    AtlasError,
    ExportError,
    MissingRateError,
    SelectionError,
    SettingError,
    StoreError,
    UnknownNameError,
)


def error_sentence(error: AtlasError, w: Wording) -> str:
    """One sentence a visitor or operator can act on.

    The sentence names the file, row and column that the error carries, in that order.
    """
    if isinstance(error, StoreError):
        return store_sentence(error, w)
    if isinstance(error, ExportError):
        return export_sentence(error, w)
    if isinstance(error, UnknownNameError | MissingRateError | SelectionError):
        return missing_sentence(error, w)
    if isinstance(error, SettingError):
        return w.text(
            "The file that {setting} names cannot be read: {path}. Let the account of the atlas read it, or name "
            "another one, then start again.",
            setting=error.setting,
            path=error.fields["path"],
        )
    fields = vars(error)
    place = _place(fields, w)
    what = _what(fields, w)
    advice = w.text("Restore the file or correct the entry, then start again.")
    return " ".join(part for part in (what, place, advice) if part)


def _what(fields: dict[str, object], w: Wording) -> str:
    return w.text("The data package cannot be used ({code}).", code=fields.get("code", "error"))


def _place(fields: dict[str, object], w: Wording) -> str:
    labels = {"file": w.text("File"), "row": w.text("row"), "column": w.text("column")}
    named = [f"{label} {fields[key]}" for key, label in labels.items() if fields.get(key) not in (None, "")]
    return ", ".join(named) + "." if named else ""

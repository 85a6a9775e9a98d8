"""Turns errors, which carry fields and no prose, into sentences: what, where, what to do."""

from analytics.language.export_errors import export_sentence, missing_sentence
from analytics.language.store_errors import operator_sentence, store_sentence
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
        return _setting_sentence(error, w)
    fields = vars(error)
    place = _place(fields, w)
    what = _what(fields, w)
    advice = w.text("Restore the file or correct the entry, then start again.")
    return " ".join(part for part in (what, place, advice) if part)


def command_sentence(error: AtlasError, w: Wording) -> str:
    """The sentence for whoever starts the atlas or one of its commands."""
    return operator_sentence(error, w) if isinstance(error, StoreError) else error_sentence(error, w)


def _setting_sentence(error: SettingError, w: Wording) -> str:
    """Which setting, what stands there, what is allowed, and what holds without it."""
    if error.code == "file_unreadable":
        return w.text(
            "The file that {setting} names cannot be read: {path}. Let the account of the atlas read it, or name "
            "another one, then start again.",
            **error.fields | {"setting": error.setting},
        )
    named = {"setting": error.setting, "value": error.fields["value"], "allowed": _allowed(error, w)}
    return f"{w.text('{setting} says “{value}”; allowed is {allowed}.', **named)} {_setting_advice(error, w)}"


def _allowed(error: SettingError, w: Wording) -> str:
    if error.code == "not_a_whole_number":
        return w.text("a whole number from {least} to {most}", least=error.fields["least"], most=error.fields["most"])
    if error.code == "not_allowed":
        return w.text("one of the words {allowed}", allowed=error.fields["allowed"])
    return w.text("a name of at most 32 letters, digits, - and _")


def _setting_advice(error: SettingError, w: Wording) -> str:
    default = error.fields["default"]
    if default == "":
        return w.text("Correct the setting or leave it out, then start again.")
    return w.text("Correct the setting or leave it out ({default} holds then), then start again.", default=default)


def _what(fields: dict[str, object], w: Wording) -> str:
    return w.text("The data package cannot be used ({code}).", code=fields.get("code", "error"))


def _place(fields: dict[str, object], w: Wording) -> str:
    labels = {"file": w.text("File"), "row": w.text("row"), "column": w.text("column")}
    named = [f"{label} {fields[key]}" for key, label in labels.items() if fields.get(key) not in (None, "")]
    return ", ".join(named) + "." if named else ""

"""The words of Streamlit's front end and their German; what the frame's scripts say of their own.

Streamlit writes them itself, in English only and without a setting. static/frame/text.js puts the German in their
place; tests/contracts/test_framework_text.py fails when a newer Streamlit writes others.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from analytics.language import LANGUAGES, Wording, get_wording
from analytics.maps.text import search_text

DATA_ID = "frame-words"


@dataclass(frozen=True)
class FrameworkText:
    """A sentence of Streamlit's front end.

    Attributes:
        within: the part of the front end it stands in, as a CSS selector; elsewhere the same words are left alone.
        english: as Streamlit writes it; `{}` fields stand for what differs from place to place.
        german: what a German page shows instead, with the same fields.
        plain: what an English page shows instead; blank for what Streamlit writes.
    """

    within: str
    english: str
    german: str
    plain: str = ""


def _part(*test_ids: str) -> str:
    return ", ".join(f'[data-testid="{name}"]' for name in test_ids)


_APP = _part("stApp")
_UPLOAD = _part("stFileUploader")
_FIELD = _part("stSelectbox", "stMultiSelect", "stTextInput", "stTextArea", "stNumberInput")
_CODE = _part("stCode")
_TABLE = _part("stDataFrame", "stDataFrameColumnMenu", "stDataFrameColumnVisibilityMenu", "portal")


def framework_text(w: Wording) -> list[FrameworkText]:
    """The closed list; `w` is the language the front end is to speak."""
    plain = _text_of_broken_uploads(get_wording("en"))
    return [
        FrameworkText(within, english, german, plain.get(english, ""))
        for within, words in (
            (_APP, _text_around(w)),
            (_UPLOAD, _text_of_uploads(w) | _text_of_broken_uploads(w)),
            (_FIELD, _text_of_fields(w)),
            (_CODE, _text_of_code(w)),
            (_TABLE, _text_of_tables(w)),
            ("body", _text_of_failures(w)),
        )
        for english, german in words.items()
    ]


def _text_around(w: Wording) -> dict[str, str]:
    """Header, navigation, footer, toolbars."""
    return {
        "Skip to main content": w.text("Skip to main content"),
        "Navigate to home page": w.text("Navigate to home page"),
        "App pages": w.text("App pages"),
        "Logo": w.text("Logo"),
        "Sidebar": w.text("Sidebar"),
        "Expand sidebar": w.text("Expand sidebar"),
        "Collapse sidebar": w.text("Collapse sidebar"),
        "Fullscreen": w.text("Fullscreen"),
        "Close fullscreen": w.text("Close fullscreen"),
        "Running...": w.text("Running..."),
        "Close": w.text("Close"),
        "Notifications": w.text("Notifications"),
        "Help": w.text("Help"),
        "Help for {label}": w.text("Help for {label}"),
        "(required)": w.text("(required)"),
        # The bar and the drawer hold back what does not fit.
        "{n} more": w.text("{n} more"),
        "View {n} more": w.text("View {n} more"),
        "View less": w.text("View less"),
        "view more": w.text("view more"),
        "view less": w.text("view less"),
    }


def _text_of_uploads(w: Wording) -> dict[str, str]:
    return {
        "Upload": w.text("Upload"),
        "Add files": w.text("Add files"),
        "Drag and drop a file here": w.text("Drag and drop a file here"),
        "Drag and drop files here": w.text("Drag and drop files here"),
        "{size}MB per file": w.text("{size}MB per file"),
        "{size}MB per file • {types}": w.text("{size}MB per file • {types}"),
        "file upload": w.text("file upload"),
        "Cancel upload of {name}": w.text("Cancel upload of {name}"),
        "Remove {value}": w.text("Remove {value}"),
        "Error:": w.text("Error:"),
    }


def _text_of_broken_uploads(w: Wording) -> dict[str, str]:
    """Streamlit shows the sentence of a programming library."""
    return {
        "AxiosError: Network Error": w.text(
            "The connection was interrupted before the file had arrived. Nothing was stored. "
            "Please choose it once more."
        ),
        "AxiosError: Request failed with status code {code}": w.text(
            "The server did not take the file (answer {code}). Nothing was stored. "
            "Please choose it once more in a minute."
        ),
    }


def _text_of_fields(w: Wording) -> dict[str, str]:
    return {
        "Open": w.text("Open"),
        "Choose an option": w.text("Choose an option"),
        "Choose options": w.text("Choose options"),
        "Clear value": w.text("Clear value"),
        "Clear entry": w.text("Clear entry"),
        "Clear all": w.text("Clear all"),
        "No results": w.text("No results"),
        "Selectbox options": w.text("Selectbox options"),
        "Multiselect options": w.text("Multiselect options"),
        "Selected values": w.text("Selected values"),
        "Select all": w.text("Select all"),
        "Remove {value}": w.text("Remove {value}"),
        "Increment": w.text("Increment"),
        "Decrement": w.text("Decrement"),
    }


def _text_of_code(w: Wording) -> dict[str, str]:
    return {"Copy to clipboard": w.text("Copy to clipboard"), "Copied": w.text("Copied")}


def _text_of_tables(w: Wording) -> dict[str, str]:
    return {
        "Search": w.text("Search"),
        "Close Search": w.text("Close Search"),
        "Next Result": w.text("Next Result"),
        "Previous Result": w.text("Previous Result"),
        "Type to search": w.text("Type to search"),
        "Show/hide columns": w.text("Show/hide columns"),
        "Add row": w.text("Add row"),
        "Delete row(s)": w.text("Delete row(s)"),
        "Clear selection": w.text("Clear selection"),
        "Dataframe column menu": w.text("Dataframe column menu"),
        "Sort ascending": w.text("Sort ascending"),
        "Sort descending": w.text("Sort descending"),
        "Pin column": w.text("Pin column"),
        "Unpin column": w.text("Unpin column"),
        "Hide column": w.text("Hide column"),
    }


def _text_of_failures(w: Wording) -> dict[str, str]:
    """What Streamlit says when the line is gone; the same is said by us, earlier and with what it means."""
    return {
        "Connection error": w.text("Connection error"),
        "Streamlit server is not responding. Are you connected to the internet?": w.text(
            "Streamlit server is not responding. Are you connected to the internet?"
        ),
    }


def connection_text(w: Wording) -> dict[str, str]:
    """What a lost connection means, that it is back, and why a click waits."""
    return {
        "lost": w.text(
            "The connection to the atlas is interrupted. Nothing is lost: what you have set, typed and collected "
            "stays. The page goes on by itself as soon as the connection is back."
        ),
        "back": w.text("The connection is back."),
        "waiting": w.text(
            "What you typed or pressed last is still on its way; your click follows as soon as it arrived."
        ),
    }


def bar_search_text(w: Wording) -> dict[str, str]:
    """Words of the search in the bar."""
    own = {
        "search": w.text("Place, district or initiative"),
        "initiative": w.text("Initiative"),
    }
    return search_text(w) | own


def _text_of_lost_files(w: Wording) -> dict[str, str]:
    """Which files ended with the document they were chosen in."""
    return {
        "lost": w.text(
            "Not taken over before the page was left: {files}. Nothing of it was stored; please choose the file once "
            "more if you still need it."
        ),
        "close": w.text("Close"),
    }


@lru_cache(maxsize=1)
def frame_text() -> dict[str, Any]:
    """All words of the frame's scripts; the language of a page may change without a new document."""
    wordings = {lang: get_wording(lang) for lang in LANGUAGES}
    said = {lang: connection_text(w) for lang, w in wordings.items()}
    files = {lang: _text_of_lost_files(w) for lang, w in wordings.items()}
    return {
        "words": [asdict(word) for word in framework_text(wordings["de"])],
        "connection": {name: {lang: said[lang][name] for lang in said} for name in ("lost", "back", "waiting")},
        "search": {lang: bar_search_text(w) for lang, w in wordings.items()},
        "files": {name: {lang: files[lang][name] for lang in files} for name in ("lost", "close")},
        "names": {
            "figures": {lang: w.text("Key figures") for lang, w in wordings.items()},
            "sections": {lang: w.text("Pages of this section") for lang, w in wordings.items()},
        },
    }

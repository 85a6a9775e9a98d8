"""Text struck through in a workbook: whoever strikes a figure out has not deleted it, and no longer means it.

Each sign is handed over with a stroke of its own. That is no number, no key and no year, so that every check names
the cell with its place.
"""

STROKE = "\u0336"
OFF = ("0", "false", "none")
"""How a format says that a text is not struck."""


def strike(text: str) -> str:
    """The text with a stroke through every sign."""
    return "".join(sign + STROKE for sign in text)


def without_strokes(text: str) -> str:
    """The text as it was typed."""
    return text.replace(STROKE, "")

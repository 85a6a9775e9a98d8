"""Aids of the template of the counting sheet: the initiatives with their keys, and cells that take no nonsense."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd

from data.intake.counting.half_years import latest_half_years
from data.tables.network import COUNTED

ROWS = 500
"""Rows below the headings that are prepared."""
_SHEET = {"de": "Initiativen", "en": "Initiatives"}
# Words the intake knows as headings would make a table of the register of this sheet.
_HEAD = {"de": ("So eintragen", "Steht für", "In"), "en": ("Enter this", "Stands for", "In")}
_HINTS = {
    "de": {
        "member_id": "Bitte eine Kennung vom Blatt „Initiativen“ wählen.",
        "half_year": "Bitte ein abgelaufenes Halbjahr wählen, zum Beispiel {first}.",
        "count": "Bitte eine ganze Zahl ab 0 eintragen; leer heißt: nicht gezählt.",
    },
    "en": {
        "member_id": "Please choose a key from the sheet “Initiatives”.",
        "half_year": "Please choose a half-year that is over, for example {first}.",
        "count": "Please enter a whole number from 0; blank means: not counted.",
    },
}


def write_initiatives(book: Any, lang: str, members: pd.DataFrame) -> str:
    """The sheet of initiatives; gives the range of their keys as a formula."""
    sheet = book.add_worksheet(_SHEET[lang])
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for position, (text, width) in enumerate(zip(_HEAD[lang], (40, 62, 28), strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, text, bold)
    ordered = members.sort_values("name", kind="stable")[["member_id", "name", "place"]].fillna("")
    for row, cells in enumerate(ordered.itertuples(index=False), start=1):
        for position, text in enumerate(cells):
            sheet.write_string(row, position, str(text))
    return f"='{_SHEET[lang]}'!$A$2:$A${len(ordered) + 1}"


def prepare_cells(book: Any, sheet: Any, columns: list[str], lang: str, keys: str) -> None:
    """Lists to choose from and whole numbers only, on the sheet to fill in."""
    halves = latest_half_years(datetime.date.today())
    # A cell kept as text would refuse every number that is typed into it.
    number, text = book.add_format({"num_format": "0"}), book.add_format({"num_format": "@"})
    rules: dict[str, dict[str, Any]] = {
        "member_id": {"validate": "list", "source": keys},
        "half_year": {"validate": "list", "source": halves},
        "count": {"validate": "integer", "criteria": ">=", "value": 0},
    }
    for position, column in enumerate(columns):
        kind = "count" if column in COUNTED else column
        if column == "member_id":
            sheet.set_column(position, position, 38, text)
        if column in COUNTED:
            sheet.set_column(position, position, 16, number)
        if kind in rules:
            hint = _HINTS[lang][kind].format(first=halves[0])
            sheet.data_validation(1, position, ROWS, position, {**rules[kind], "error_message": hint})

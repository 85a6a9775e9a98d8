"""The findings of an upload as a file: one row per finding, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

import pandas as pd

from analytics.language import Wording
from analytics.language.findings import FindingLike, findings_table
from data.spreadsheets import neutral_text


def write_findings(findings: Iterable[FindingLike], w: Wording) -> bytes:
    """All findings with severity, sentence, advice, file, sheet, row, column and value.

    German files use semicolons, English ones commas; both start with a byte order mark. A text that a
    spreadsheet would run as a formula is led by an apostrophe.
    """
    table = findings_table(findings, w)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if w.lang == "de" else ",", lineterminator="\r\n")
    writer.writerow(map(neutral_text, table.columns))
    for row in table.itertuples(index=False):
        writer.writerow(["" if pd.isna(cell) else neutral_text(str(cell)) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")

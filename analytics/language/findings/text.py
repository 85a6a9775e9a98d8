"""A finding as sentences, and several as a table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analytics.language.findings.fields import write_fields
from analytics.language.findings.model import FindingLike, FindingText
from analytics.language.findings.sentences import SAME, SENTENCES
from analytics.language.wording import Wording

_ROWS_NAMED = 5


def finding_text(finding: FindingLike, w: Wording) -> FindingText:
    """The finding as sentences. An unknown code is named as it is, never dropped."""
    told = SENTENCES.get(SAME.get(finding.code, finding.code))
    if told is None:
        what, advice = w.text("Finding {code}.", code=finding.code), ""
    else:
        what, advice = told.write(w, write_fields(finding, w))
    return FindingText(" ".join(what.split()), advice, finding_place(finding, w))


def severity_label(severity: str, w: Wording) -> str:
    """Error, warning or note."""
    if severity == "error":
        return w.text("Error")
    return w.text("Warning") if severity == "warning" else w.text("Remark")


def finding_place(finding: FindingLike, w: Wording) -> str:
    """Sheet, rows and column as a spreadsheet shows them."""
    parts = []
    if finding.sheet:
        parts.append(w.text("sheet {name}", name=w.quote(finding.sheet)))
    if finding.row is not None:
        parts.append(_rows(finding, w))
    if finding.column or finding.heading:
        name = f"{finding.column} ({finding.heading})" if finding.column and finding.heading else ""
        parts.append(w.text("column {name}", name=name or finding.column or finding.heading))
    return ", ".join(parts)


def _rows(finding: FindingLike, w: Wording) -> str:
    rows = list(finding.rows[:_ROWS_NAMED]) or [finding.row or 0]
    more = finding.count - len(rows)
    if more > 0:
        return w.plural(
            "rows {rows} and {n} more",
            "rows {rows} and {n} more",
            more,
            rows=", ".join(str(row) for row in rows),
        )
    if len(rows) == 1:
        return w.text("row {row}", row=rows[0])
    return w.text("rows {rows}", rows=w.join(str(row) for row in rows))


def findings_table(findings: Iterable[FindingLike], w: Wording) -> pd.DataFrame:
    """One row per finding, for the screen and for the download as CSV."""
    rows = []
    for finding in findings:
        text = finding_text(finding, w)
        rows.append(
            {
                w.text("Severity"): severity_label(finding.severity, w),
                w.text("What"): text.what,
                w.text("What to do"): text.advice,
                w.text("File"): finding.file,
                w.text("Sheet"): finding.sheet,
                w.text("Row"): finding.row,
                w.text("Column"): " ".join(part for part in (finding.column, finding.heading) if part),
                w.text("Value"): finding.value,
                w.text("Rows concerned"): finding.count,
                w.text("Code"): finding.code,
            }
        )
    return pd.DataFrame(rows).astype({w.text("Row"): "Int64"}) if rows else pd.DataFrame(rows)

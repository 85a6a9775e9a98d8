"""Findings of an upload as sentences: what, why, what to do, and where as a spreadsheet shows it.

The sentences belong to the codes of `data.intake`; a finding brings code, place, value and fields. Each module
from `files` to `checks` holds the sentences of one kind of finding.
"""

from analytics.language.findings.model import FindingLike, FindingText
from analytics.language.findings.text import finding_place, finding_text, findings_table, severity_label

__all__ = ["FindingLike", "FindingText", "finding_place", "finding_text", "findings_table", "severity_label"]

"""Every code of a finding with its sentences."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings import cells, checks, contents, files, heads, layouts, official, places
from analytics.language.findings.model import Sentences

KINDS = (cells, checks, contents, files, heads, layouts, official, places)
"""The kinds of findings; each code belongs to one of them."""

SENTENCES: Mapping[str, Sentences] = {code: told for kind in KINDS for code, told in kind.SENTENCES.items()}
"""What is said of a finding, by its code."""

SAME = {
    "age_sum_mismatch_more": "more_of_this",
    "sex_sum_mismatch_more": "more_of_this",
    "nationality_sum_mismatch_more": "more_of_this",
    "partner_sum_mismatch_more": "more_of_this",
    "land_sum_mismatch_more": "more_of_this",
}
"""Codes that are said as another one."""

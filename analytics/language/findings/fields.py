"""The values of a finding as its sentences name them, written in the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from analytics.language.findings import heads, layouts
from analytics.language.findings.model import FindingLike
from analytics.language.statuses import HIDDEN_WORDS
from analytics.language.wording import Wording

_MEGABYTE = 1024 * 1024

_FLAGS: dict[str, Callable[[Wording], str]] = {
    **HIDDEN_WORDS,
    "missing": lambda w: w.text("missing"),
    "not_existing": lambda w: w.text("district did not exist"),
    "none": lambda w: w.text("nothing"),
}

_MEASURES: dict[str, Callable[[Wording], str]] = {
    "arrivals": lambda w: w.text("arrivals"),
    "departures": lambda w: w.text("departures"),
    "net": lambda w: w.text("net migration"),
    "population": lambda w: w.text("population"),
    "enquiries": lambda w: w.text("enquiries"),
    "consultations": lambda w: w.text("consultations"),
    "settled": lambda w: w.text("people settled"),
    "jobs": lambda w: w.text("jobs found"),
}

_PLAIN = frozenset({"year_implausible", "not_year_end", "census_day", "double_encoded", "year_unknown", "html_instead"})
"""Codes whose sentence writes the value without quotation marks, or brings its own."""

_NAMES = (
    "size", "limit", "kind", "encoding", "unpacked", "names", "found", "expected", "headings", "title", "code",
    "measures", "unit", "measure", "dimension", "values", "columns", "named", "years", "year", "other", "first",
    "first_row", "territories", "name", "since", "successor", "age_group", "as_german", "as_english", "examples",
    "flag", "time", "ags", "new", "allowed", "subject", "rule", "reason", "words", "options", "percent", "shown",
    "stored",
)  # fmt: skip
"""Fields a sentence may name: absent ones are blank, any other name is a mistake."""


def write_fields(finding: FindingLike, w: Wording) -> dict[str, str]:
    """Every field a sentence may name, written in the language; absent ones are blank."""
    raw = dict(finding.fields)
    raw |= {key.removesuffix(f"_{w.lang}"): raw[key] for key in finding.fields if key.endswith(f"_{w.lang}")}
    raw |= {"words": raw["written"]} if raw.get("written") else {}
    told = {key: _written(key, value, w) for key, value in raw.items()}
    told["value"] = w.quote(finding.value) if finding.code not in _PLAIN else finding.value
    told["place"] = _place(raw, w)
    told["subject"] = ", ".join(told[key] for key in ("title", "code", "measures") if told.get(key))
    if finding.code == "sheet_left_out":
        told["reason"] = layouts.reason(str(raw.get("reason")), w)
    told["candidates"] = _candidates(raw.get("candidates"), w)
    return dict.fromkeys(_NAMES, "") | told


def _written(key: str, value: Any, w: Wording) -> str:
    if key in ("size", "unpacked") or (key == "limit" and isinstance(value, int) and value > _MEGABYTE):
        return w.number(float(value) / _MEGABYTE)
    if key == "flag":
        return _FLAGS[value](w) if value in _FLAGS else str(value)
    named = {"reason": heads.REASONS, "measure": _MEASURES, "kind": layouts.KINDS}.get(key, {})
    if isinstance(value, str) and value in named:
        return named[value](w)
    if key == "since":
        return w.date(value)
    if key in ("year", "first", "first_row", "years", "named"):
        return w.join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
    if isinstance(value, list | tuple):
        return w.join(str(one) for one in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return w.number(value, 0 if float(value).is_integer() else 3)
    return str(value)


def _place(fields: Mapping[str, Any], w: Wording) -> str:
    """District, time, age group and measure a row is about."""
    parts = [str(fields[key]) for key in ("ags", "time", "age_group") if isinstance(fields.get(key), str)]
    if fields.get("measure") in _MEASURES:
        parts.append(_MEASURES[fields["measure"]](w))
    return ", ".join(part for part in parts if part)


def _candidates(pairs: Any, w: Wording) -> str:
    if not pairs:
        return ""
    return w.text("Nearest: {names}.", names=w.join(f"{name} ({ags})" for name, ags in pairs))

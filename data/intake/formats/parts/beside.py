"""Columns of a table of figures that no role takes: each is understood, named as left out, or asked about.

A column that says `weiblich` in every row makes the figures beside it those of women. A column of several
such words splits the rows: only those of the whole are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from data.intake.cells.coded import Coded, Mask
from data.intake.cells.number_formats import SHOWN
from data.intake.heads import code_against, wrong_facet
from data.intake.lists.vocabulary import columns_for
from data.intake.model import Finding
from data.intake.notes import ask_about_notes, check_beside
from data.intake.words.meaning import Meaning, fold_words, is_written_on, understand
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import letter

_FIGURE = (
    "^[-–−+]?\\s?\\(?[\\d.,\\s\u202f\u00a0']*\\d[\\d.,%]*\\)?\\s?[a-z]?$|^-?\\d(?:\\.\\d+)?E-?\\d+$|^" + SHOWN + "$"
)
_SIGN = r"^([-–—.…/x:•·]|\.\.\.|)$"
_MOST_TEXTS = 200
"""A column with more different texts holds remarks or names, no breakdown."""
_SEXES = {"m": "male", "w": "female", "f": "female", "d": "divers"}
_QUALITY = {"p": "provisional", "r": "final"}
"""Letters in a column of statuses."""
_STATUS_HEADS = frozenset({"status", "flag", "qualitaet", "kennzeichen", "datenstatus"})
_EVERYBODY = frozenset({"i", "t", "g", "z", "beide"})
"""`insgesamt`, `total`, `gesamt`, `zusammen` or both, in a column of sexes only."""
_NEUTRAL = frozenset({"ags", "kreis_ags", "region", "source_id", "source_ids", "publisher"})
"""Canonical columns that say where a figure is from or which place it is for, not what is counted."""
_ORIGINS = frozenset({"source_id", "source_ids", "publisher"})
"""Canonical columns that say whose publication a figure is from."""
_KNOWN = frozenset({"kreis", "land", "nation", "region", "outside", "dissolved", "gemeinde"})


@dataclass
class Beside:
    """What the columns beside the roles say.

    Attributes:
        keep: rows of the whole, None for all rows.
        said: what columns with one value add to the title.
        findings: what was left out, and what is asked.
    """

    keep: Mask | None = None
    said: list[Meaning] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_beside(columns: Mapping[int, tuple[str, Coded]], harmless: tuple[str, ...], *, sheet: str, row: int) -> Beside:
    """Judge columns by what stands in them.

    Args:
        columns: position -> (heading, texts).
        harmless: folded words a person said to change nothing.
        sheet: for the findings.
        row: spreadsheet row of the headings.
    """
    beside = Beside()
    for position, (heading, column) in columns.items():
        place = Finding("note", "column_left_out", sheet=sheet, row=row, column=letter(position), heading=heading,
                        fields={"headings": [heading], "reason": "text"})  # fmt: skip
        _judge(beside, column, place, harmless)
    return beside


def _judge(beside: Beside, column: Coded, place: Finding, harmless: tuple[str, ...]) -> None:
    used = column.used()
    blank = column.blank
    texts = [text for text, is_used in zip(column.texts(), used & ~blank, strict=True) if is_used]
    if not texts:
        # A unit in a cell of its own right of the headings stands over an empty column.
        said = understand(place.heading)
        beside.said += [said] if said.values("unit") and not said.values("measure") else []
        beside.findings += [replace(one, row=place.row, column=place.column)
                            for one in check_beside(place.heading, sheet=place.sheet)]  # fmt: skip
        return
    is_same = len(texts) == 1 and not (blank & used).any()
    if are_figures(column):
        _judge_figures(beside, texts[0] if is_same and len(column) > 1 else "", place, harmless)
    elif all(is_written_on(f"{place.heading}: {text}") for text in texts[:_MOST_TEXTS]):
        beside.findings.append(place)
    elif _is_about_sources(place.heading) or len(texts) > _MOST_TEXTS:
        if not _names_territories(texts[:_MOST_TEXTS]):
            beside.findings.append(place)
    elif _names_partners(place.heading) or not _names_territories(texts):
        _judge_words(beside, column, texts, place, harmless, is_same=is_same)
    elif is_same and len(column) > 1 and not (_names_area(place.heading) or _says_whole(understand(texts[0]))):
        # Germany throughout, below another heading than that of an area: whose citizens, or where they were born.
        _ask_value(beside, texts[0], place, fold_words(texts[0]).split(), harmless)


def are_figures(column: Coded) -> bool:
    """Whether a column holds numbers and the signs that stand for one."""
    return bool((column.matches(_FIGURE) | column.matches(_SIGN) | ~column.used()).all())


def _judge_figures(beside: Beside, constant: str, place: Finding, harmless: tuple[str, ...]) -> None:
    """Numbers are another measure or those of months; one throughout may be a code, or the census of the figures."""
    said = understand(f"{place.heading} {constant}")
    if constant and said.bases:
        beside.said.append(said)
    elif constant and _may_be_code(place.heading, constant):
        _ask_value(beside, constant, place, fold_words(constant).split(), harmless)
    elif "part" in said.values("period") and not said.values("measure"):
        fields = {"measure": place.heading, "words": place.heading}
        beside.findings.append(replace(place, severity="error", code="no_whole_year", fields=fields))
    else:
        beside.findings.append(replace(place, fields={**place.fields, "reason": "measure"}))


def _judge_words(
    beside: Beside, column: Coded, texts: list[str], place: Finding, harmless: tuple[str, ...], *, is_same: bool
) -> None:
    """Words may split the rows, add to the title, or say nothing of the figures."""
    meanings = {text: understand_cell(text, place.heading) for text in texts}
    if any(wrong_facet(one) for one in meanings.values()):
        _keep_whole(beside, column, meanings, place)
    elif is_same:
        _take_constant(beside, column, meanings[texts[0]], texts[0], place, harmless)
    else:
        asked = ask_about_notes("\n".join(texts), harmless)
        beside.findings += [replace(place, severity="error", code=one.code, value=one.value, fields=one.fields)
                            for one in asked] or [place]  # fmt: skip


def _is_about_sources(heading: str) -> bool:
    """Whether a column says where the figures are from."""
    return bool({column for column, _ in columns_for(heading)} & _ORIGINS)


def _names_partners(heading: str) -> bool:
    """Whether a column says from or to where people moved."""
    return "partner" in understand(heading).values("dimension")


def _names_area(heading: str) -> bool:
    """Whether a heading says that territories stand below it; one that says nothing may."""
    said = understand(heading)
    return not (said.said or said.unknown) or bool(said.values("level") or columns_for(heading))


def understand_cell(text: str, heading: str) -> Meaning:
    """The meaning of a cell: m and w are sexes, any other single letter is not known but where sexes stand."""
    if text.casefold() in _EVERYBODY and "sex" in understand(heading).values("dimension"):
        return Meaning({"sex": {"all": text}})
    if _names_partners(heading) and _names_territories([text]) and not understand(text).values("total"):
        return Meaning({"partner": {"land": text}})
    if fold_words(heading) in _STATUS_HEADS and text.casefold() in _QUALITY:
        return Meaning({"status": {_QUALITY[text.casefold()]: text}})
    if len(text) == 1 and text.isalpha():
        sex = _SEXES.get(text.casefold(), "")
        return Meaning({"sex": {sex: text}}) if sex else Meaning(unknown=(text,))
    return understand(text)


def holds_territories(heading: str, column: Coded) -> bool:
    """Whether a column names the territory of a row, not where people came from or went to."""
    texts = [text for text in column.texts() if text]
    return bool(texts) and not _names_partners(heading) and _names_territories(texts)


def _names_territories(texts: list[str]) -> bool:
    return all(find_kreis(text).kind in _KNOWN and not wrong_facet(understand(text)) for text in texts)


def _keep_whole(beside: Beside, column: Coded, meanings: Mapping[str, Meaning], place: Finding) -> None:
    """Rows of a part are left out; without a row of the whole the table is one of parts."""
    whole = {text for text, one in meanings.items() if not wrong_facet(one) and _says_whole(one)}
    parts = [text for text in meanings if text not in whole]
    words = ", ".join(parts[:5])
    if not whole:
        heading = place.heading or place.column
        fields = {"measure": heading, "measures": f"{heading}: {parts[0]}", "words": words, "unit": words}
        code = code_against(next(filter(None, map(wrong_facet, meanings.values())), "sex"))
        beside.findings.append(replace(place, severity="error", code=code, value=parts[0], fields=fields))
        return
    mask = column.where(np.array([text in whole for text in column.texts()], dtype=bool))
    beside.keep = mask if beside.keep is None else beside.keep & mask
    fields = {"words": words, "measure": place.heading}
    left_out = int((~mask).sum())
    beside.findings.append(replace(place, code="parts_left_out", value=parts[0], fields=fields, count=left_out))


def _says_whole(one: Meaning) -> bool:
    of_year = "year" in one.values("period")
    return of_year or "all" in one.values("total") or "kreis" in one.values("border") or any(
        "all" in one.values(facet) for facet in ("sex", "nationality", "partner")
    )  # fmt: skip


def _take_constant(
    beside: Beside, column: Coded, said: Meaning, text: str, place: Finding, harmless: tuple[str, ...]
) -> None:
    """One value throughout: understood, it adds to the title; otherwise the person is asked."""
    unknown = [word for word in said.unknown if word not in harmless]
    if "other" in said.values("measure"):
        about = {"measure": place.heading, "measures": f"{place.heading}: {text}"}
        beside.findings.append(replace(place, severity="error", code="measure_not_held", value=text, fields=about))
        return
    named = {column for column, _ in columns_for(place.heading)}
    levels = understand(place.heading).values("level")
    # A Land nobody knows may be the country people came from.
    neutral = named & _NEUTRAL or (levels and not (unknown and levels == {"land"}))
    if not unknown and (said.said or said.years or said.days or said.bases):
        beside.said.append(said)
    elif neutral or len(column) == 1:
        beside.findings.append(place)
    else:
        _ask_value(beside, text, place, unknown, harmless)


def _ask_value(beside: Beside, text: str, place: Finding, words: list[str], harmless: tuple[str, ...]) -> None:
    """Ask once whether one value throughout is the whole."""
    if fold_words(text) in harmless or set(words) <= set(harmless):
        beside.findings.append(place)
        return
    fields = {"words": words}
    beside.findings.append(replace(place, severity="error", code="column_one_value", value=text, fields=fields))


def _may_be_code(heading: str, text: str) -> bool:
    """True for a number that may stand for a month, a sex or a unit: it is no year, key or measure, and not zero."""
    said = understand(heading)
    known = {column for column, _ in columns_for(heading)} & _NEUTRAL
    telling = said.values("level") | said.values("measure") | said.values("unit") - {"persons"}
    is_told = bool(known or telling or "year" in said.values("period"))
    cell = understand(text)
    return text.strip("0,.") != "" and not (is_told or cell.years or cell.days)

"""Age groups, dates and years as official tables write them."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from functools import lru_cache

import pandas as pd

from data.records import load_age_groups

TOTAL = "insgesamt"
FIRST_YEAR = 1990
"""Before it the districts were others; nothing the atlas holds is older."""
_ALL = re.compile(r"^(insgesamt|alle( altersgruppen| alter)?|gesamt|total|all ages|zusammen|in?sg\.?)$")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb",
            "mär mrz mar",
            "apr",
            "mai may",
            "jun",
            "jul",
            "aug",
            "sep",
            "okt oct",
            "nov",
            "dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMED_DAY = re.compile(r"(\d{1,2})\.?\s?([a-zä]{3})[a-zä]*\.?\s?((?:19|20)\d{2})")
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"unter (\d+)", "below"),
    (r"under (\d+)", "below"),
    (r"<\s*(\d+)", "below"),
    (r"alt(\d{3})b(\d{2,3})", "between"),
    (r"alt(\d{3})um", "from"),
    (r"(\d+) bis unter (\d+)", "between"),
    (r"(\d+) to under (\d+)", "between"),
    (r"(\d+) ?(?:-|–|bis|to) ?(\d+)", "span"),
    (r"(?:ab )?(\d+) ?(?:und mehr|und älter|u\. ?ä\.?|und aelter|and over|\+|plus|u\. ?m\.?)", "from"),
    (r"ab (\d+)", "from"),
)
_SINCE = re.compile(r"\b(?:seit|since|bis|until|nach|after)\s+(?:19|20)\d{2}\b|\b20\d\d\s?[-–]\s?20\d\d$", re.I)
"""Behind a measure: added up over years. In a title it says how long there have been figures."""
_LONE = re.compile(
    r"(?:^|[\s(\[/·])(?<!\w\.\s)([a-eg-ilno-suvx-z])(?:\.?$|[\])]$(?<=[(\[].[\])]))"
    r"|[(\[](?<!\w\.\s)([a-eg-ln-suvx-z])\.[\])]$"
    r"|(?<=[^\W\d_]\s)\(?(?!u\.\s?[am]|z\.\s?b|d\.\s?h)([a-z]\.\s?[a-z])\.?\)?$"
    r"|(?<=[^\W\d_]\s)(?<!december\s)(?<!\bdec\s)(?:\((1[4-9]|[2-9]\d)\)|(1[4-9]|[2-9]\d)|(ii|iii|iv)|(\d\d/\d\d))$",
    re.I,
)
"""May name a part: a letter such as D for Germans, `n. z.`, an age, a quarter, a season; not `u. a.` or `a)`."""

_COUNTED_OFF = re.compile(
    r"\b(?:tab(?:elle)?|anlage|anhang|annex|teil|blatt|seite|nr|abschnitt|kapitel|variante|heft|band|zensus|census"
    r"|table|part|page|sheet|version)\.?\s+\S+$",
    re.I,
)
"""A letter or number that says which table of several this is."""


@lru_cache(maxsize=4)
def age_groups(table: str) -> dict[tuple[int, int | None], str]:
    """(from, to) -> code of the age groups a table uses."""
    frame = load_age_groups()
    used = frame[frame["used_by"].isin([table, "both"]) & frame["age_from"].notna()]
    groups: dict[tuple[int, int | None], str] = {}
    for code, start, end in zip(used["age_group"], used["age_from"], used["age_to"], strict=True):
        groups[(int(start), None if pd.isna(end) else int(end))] = str(code)
    return groups


@lru_cache(maxsize=4)
def age_codes(table: str) -> tuple[str, ...]:
    """Codes of the age groups a table uses, youngest first, without the total."""
    return tuple(code for _, code in sorted(age_groups(table).items(), key=lambda item: item[0][0]))


def read_span(text: str) -> tuple[int, int | None] | None:
    """Ages a label covers as (from, first no longer included); None when it names no ages."""
    plain = re.sub(r"\s+", " ", text.casefold().strip())
    plain = re.sub(r"\b(jahren?|jährige|years?( of age)?|von|j\.)(?!\w)", "", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" ,")
    for pattern, kind in _PATTERNS:
        match = re.fullmatch(pattern, plain)
        if match:
            return _span(kind, [int(number) for number in match.groups()])
    return None


def _span(kind: str, numbers: list[int]) -> tuple[int, int | None]:
    if kind == "below":
        return 0, numbers[0]
    if kind == "from":
        return numbers[0], None
    return numbers[0], numbers[1]


@lru_cache(maxsize=4096)
def read_age(text: str, table: str) -> str:
    """Code of an age group, blank when the table has no such group.

    A span `18-24` is read as including the 24-year-olds when only that fits a group of the table.
    """
    if _ALL.match(text.strip().casefold()):
        return TOTAL
    groups = age_groups(table)
    span = read_span(text)
    if span is None:
        return ""
    if span in groups:
        return groups[span]
    inclusive = re.search(r"unter|under|alt\d", text.casefold()) is None
    if inclusive and span[1] is not None:
        return groups.get((span[0], span[1] + 1), "")
    return ""


def mangled_age(text: str, table: str) -> str:
    """The age group a spreadsheet turned into a date ("06. Okt" was 6-10), blank when it is none."""
    match = re.fullmatch(r"(\d{1,2})\.? ?([a-zä]{3})[a-zäö]*\.?|([a-zä]{3})[a-zäö]*\.? ?(\d{2})", text.casefold())
    if not match:
        return ""
    day, month, month_first, year = match.groups()
    number = MONTHS.get(month or month_first or "")
    if number is None:
        return ""
    span = (int(day), number) if day else (number, int(year))
    return age_groups(table).get(span, "")


@lru_cache(maxsize=4096)
def read_year(text: str) -> int | None:
    """A year out of 2018, Jahr 2018, 31.12.2018, 2018-12-31, 2018* or 2018 1), also as a spreadsheet's 2018.0."""
    date = read_date(text)
    if date:
        return int(date[:4])
    match = re.fullmatch(
        r"(?:(?:berichts|kalender)?jahr:?\s+|year:?\s+)?((?:19|20)\d{2})(?:[.,]0+)?(?:\s?\*+|[¹²³⁴-⁹]+[)⁾]?|\s?\d\))?",
        text.strip().casefold(),
    )
    return int(match.group(1)) if match else None


@lru_cache(maxsize=4096)
def read_date(text: str) -> str:
    """A day as ISO date, blank when the text is none; a bare year is none."""
    text = text.strip()
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)?\d{2})(?: 00:00(?::00)?)?", text)
    named = _NAMED_DAY.fullmatch(text.casefold())
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})", text)
    if match:
        day, month, year = (int(part) for part in match.groups())
        # Spreadsheets show two digits of a year: of the last hundred years, today's included.
        year += 0 if year > 99 else 2000 if year <= datetime.date.today().year % 100 else 1900
    elif slashed:
        first, second, year = (int(part) for part in slashed.groups())
        # American and British: only a number above 12 tells which one is the day.
        day, month = (first, second) if first > 12 else (second, first) if second > 12 else (0, 0)
    elif named:
        day, month, year = int(named.group(1)), MONTHS.get(named.group(2), 0), int(named.group(3))
    else:
        match = re.fullmatch(r"((?:19|20)\d{2})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?", text)
        if not match:
            return ""
        year, month, day = (int(part) for part in match.groups())
    valid = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{day:02d}" if valid else ""


def doubtful_end(heading: str) -> str:
    """What stands behind a measure and may make it a part, or a sum over years; blank for nothing."""
    found = _SINCE.search(heading) or _LONE.search(heading)
    return found[found.lastindex or 0] if found else ""


def doubtful_line(title: str) -> str:
    """What stands at the end of a title and may make all of it a part; blank for nothing and for numbers of tables."""
    found = _LONE.search(_COUNTED_OFF.sub("", title))
    return found[found.lastindex or 0] if found else ""

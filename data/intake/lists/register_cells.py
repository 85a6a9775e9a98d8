"""Cells of a register as people write them, made plain: words about exactness move to their column or the note.

Nothing is lost: a text that says more than the value it gives stays word for word in the note of its row. A text
that names no single year, or several places, is asked about.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pandas as pd

from data.intake.cells.number_formats import SHOWN
from data.intake.counting.half_years import read_half_year
from data.intake.lists.quantities import (
    open_digits,
    read_amount,
    read_one_year,
    read_partial_date,
    read_shown,
    split_places,
    unit_scale,
)
from data.intake.lists.register_table import Register
from data.intake.lists.vocabulary import CODE_WORDS, LOOSE_WORDS, codes_in_words
from data.intake.words.labels import FIRST_YEAR
from data.intake.words.territory import find_gemeinde, find_kreis
from data.tables import TABLES
from data.tables.network import COUNTED

_DATES = ("date", "date_end", "period_start", "period_end", "published", "last_evidence", "period")
_QUALIFIER = {"amount_eur": "amount_qualifier", "value": "qualifier"}
_EXACT = "exact_as_printed"
_NOTE = "note_de"
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MARKED = re.compile(r"[-−–—.,\d\s\u202f\u00a0'’…/x:•·]*(?:E\d+)?")
"""A number, or a sign that stands for none: how a column writes them is judged for the whole column."""
_PAST = frozenset({"founded_year", "joined_year", "known_member_by"})
_LAST_YEAR = 2100
"""A larger number is no year: a spreadsheet counts days that way."""
_JOINED = re.compile(r"\b(?:und|u\.|and|sowie|bzw|oder|or)(?!\w)|[&+;\n]")
_DASH = re.compile(r"[-–—−]")
_NEAREST = {"at_least": "more_than", "average": "about"}
"""Qualifier -> the one that says most of it where a column knows fewer; the words themselves stay in the note."""
_BROKEN = re.compile(r"-?\d+(?:\.\d+)?E[+-]?\d+")
"""A number as workbooks hand it over."""
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_Read = Callable[[Register, str, int, str], str | None]


def tidy_cells(register: Register) -> None:
    """Rewrite the cells of a register in place; what was understood, kept or not understood becomes a finding."""
    schema = TABLES[register.table].to_schema()
    for name, column in schema.columns.items():
        if name not in register.text:
            continue
        read = _reader(name, str(column.dtype).lower(), str((column.metadata or {}).get("unit")))
        if (register.table, name) == ("members", "status"):
            read = _state
        if read is not None:
            _rewrite(register, name, read)
    if register.table == "funding":
        _fill_exact(register)
    if register.table == "members":
        _check_places(register)


def _reader(name: str, dtype: str, unit: str) -> _Read | None:
    if unit == "year":
        return _year
    if name in COUNTED:
        return _count
    if name == "half_year":
        return _half_year
    if dtype in ("int64", "float64") and name not in ("lat", "lon"):
        return _amount
    return _date if name in _DATES else None


def _state(register: Register, name: str, index: int, text: str) -> str | None:
    code = LOOSE_WORDS.get(text.casefold())
    if code:
        _keep(register, name, index, text, code)
    return code


def _rewrite(register: Register, name: str, read: _Read) -> None:
    texts = register.text[name].tolist()
    for index, text in enumerate(texts):
        if text and (found := read(register, name, index, text)) is not None:
            texts[index] = found
    register.text[name] = pd.Series(texts, index=register.text.index, dtype="str")


def _year(register: Register, name: str, index: int, text: str) -> str | None:
    if _YEAR.fullmatch(text):
        if name in _PAST and int(text) > datetime.date.today().year:
            register.add("error", "year_implausible", name, [index], text, first=FIRST_YEAR)
        return None
    if _DASH.fullmatch(text):
        return ""
    year = read_one_year(text)
    if year is not None:
        _keep(register, name, index, text, str(year))
        return str(year)
    digits = text.removesuffix(".0")
    if (
        re.search(r"[a-zäöü/?]", text.casefold()) or (digits.isdigit() and int(digits) > _LAST_YEAR)
    ) and not text.startswith(("=", "#")):
        register.add("error", "year_open", name, [index], text)
        return ""
    return None


def _half_year(register: Register, name: str, index: int, text: str) -> str | None:
    del register, name, index
    return read_half_year(text) or None


def _count(register: Register, name: str, index: int, text: str) -> str | None:
    """A count is a number or blank: a sign of the offices, a dash or a word is asked about, never taken for nothing."""
    if text.startswith(("=", "#")):
        # Said already of the cell as a whole.
        return ""
    if _BROKEN.fullmatch(text) and not float(text).is_integer():
        register.add("error", "not_whole", name, [index], f"{float(text):g}".replace(".", ","))
        return ""
    if re.search(r"\d", text):
        return None
    register.add("error", "dash_open" if _DASH.fullmatch(text) else "not_a_number", name, [index], text)
    return ""


def _amount(register: Register, name: str, index: int, text: str) -> str | None:
    if _DASH.fullmatch(text) and name in _QUALIFIER:
        # In a list of one's own a dash stands for a number nobody knows as often as for none.
        register.add("error", "dash_open", name, [index], text)
        return ""
    heading = register.places.get(name, (-1, name))[1]
    scale = unit_scale(heading) if name == "amount_eur" else 1.0
    chosen = heading in register.choices.numbers or bool(register.choices.decimal)
    # `200.000,--` is a way to write whole euros, not a number below zero.
    money = name == "amount_eur" and not chosen and (_GROUPED.fullmatch(text) or text.endswith("-"))
    if _MARKED.fullmatch(text) and scale == 1.0 and not money:
        return None
    amount = read_amount(text, scale=scale) or read_shown(text, scale=scale)
    if amount is None:
        # The column is asked which of the two readings is meant.
        return open_digits(text) or None
    if amount.is_open:
        register.add("error", "amount_open", name, [index], text)
    said = amount.rest or (amount.qualifier and not _qualify(register, name, index, amount.qualifier))
    if amount.date and not _date_agrees(register, index, amount.date):
        said = amount.date
        _ask_which_date(register, name, index, text, amount.date)
    if said:
        _keep(register, name, index, text, amount.number)
    return amount.number


def _qualify(register: Register, name: str, index: int, qualifier: str) -> bool:
    """Write how exact a number is into its column; False when there is none, or it says something else."""
    column = _QUALIFIER.get(name, "")
    if column not in TABLES[register.table].to_schema().columns:
        return False
    present = _cell(register, column, index)
    allowed = {code for check in TABLES[register.table].to_schema().columns[column].checks
               for code in check.statistics.get("allowed_values", ())}  # fmt: skip
    if not present and qualifier not in allowed:
        _write(register, column, index, _NEAREST.get(qualifier, ""))
        return False
    if not present:
        _write(register, column, index, qualifier)
    return not present or CODE_WORDS.get(present.casefold(), present) == qualifier


def _date_agrees(register: Register, index: int, day: str) -> bool:
    """Whether the row's date is the one named beside the number; a blank one is filled with it."""
    if "date" not in TABLES[register.table].to_schema().columns:
        return False
    present = _cell(register, "date", index)
    if not present:
        _write(register, "date", index, day)
    return not present or (read_partial_date(present) or present) == day


def _ask_which_date(register: Register, name: str, index: int, text: str, day: str) -> None:
    """An error where the date beside a number and that of its row exclude each other: a month holds its days."""
    present = _cell(register, "date", index)
    own = read_partial_date(present) or present
    if own and not own.startswith(day) and not day.startswith(own):
        register.add("error", "stand_differs", name, [index], text, date=present)


def _date(register: Register, name: str, index: int, text: str) -> str | None:
    day = read_partial_date(text)
    if name == "date" and register.table == "membership_counts" and day > datetime.date.today().isoformat():
        register.add("error", "year_implausible", name, [index], text, first=FIRST_YEAR)
    if not day and re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", text):
        register.add("error", "date_unreadable", name, [index], text)
    if re.fullmatch(r"[\d./-]*(?:H[12])?", text):
        return None
    if not day and not name.startswith("period_") and (year := read_one_year(text)) is not None:
        _keep(register, name, index, text, str(year))
        return str(year)
    return day or None


def _fill_exact(register: Register) -> None:
    """An amount without any word about its exactness is exact as printed."""
    filled = [
        index
        for index in range(len(register.text))
        if _cell(register, "amount_eur", index) and not _cell(register, "amount_qualifier", index)
    ]
    for index in filled:
        _write(register, "amount_qualifier", index, _EXACT)
    if "amount_qualifier" not in register.text:
        register.text["amount_qualifier"] = ""
    if filled:
        register.add("note", "exact_filled", "amount_eur", filled)


def _several(place: str, parts: list[str]) -> bool:
    """True when the parts of a cell are places of their own: two known ones, or one joined to another by a word."""
    known = {ags for part in parts if (ags := _place_key(part))}
    return len(known) > 1 or (len(known) == 1 and len(parts) > 1 and bool(_JOINED.search(place)))


def _place_key(part: str) -> str:
    """Key of the place a part of a cell names, also without what its name has in brackets; blank for none."""
    found = find_gemeinde(part)
    short = [ags for name, ags in found.candidates if name.startswith(f"{part} (")]
    return found.ags if found.kind == "gemeinde" else short[0] if len(short) == 1 else ""


def _check_places(register: Register) -> None:
    """A cell with two places is asked about; one known place brings its key along."""
    for index in range(len(register.text)):
        place = _cell(register, "place", index)
        if not place:
            continue
        whole = find_gemeinde(place, register.choices.names)
        parts = split_places(place)
        if _several(place, parts):
            known = [part for part in parts if _place_key(part)]
            register.add("error", "places_several", "place", [index], place, names=known if len(known) > 1 else parts)
        elif whole.kind == "gemeinde":
            _compare_key(register, index, place, whole.ags)
            _compare_kreis(register, index, place, whole.ags)
        elif not _cell(register, "ags", index):
            pairs = [list(pair) for pair in whole.candidates]
            register.add("warning", "place_unknown", "place", [index], place, candidates=pairs)


def _compare_key(register: Register, index: int, place: str, ags: str) -> None:
    """Write the key of a place where none stands; an error where that of another one does."""
    key = _cell(register, "ags", index)
    named = find_gemeinde(key, register.choices.names)
    if not key:
        _write(register, "ags", index, ags)
    elif named.kind == "gemeinde" and named.ags != ags:
        register.add("error", "name_key_mismatch", "ags", [index], key, name=place, ags=ags)


def _compare_kreis(register: Register, index: int, place: str, ags: str) -> None:
    """An error where the district of a row is not that of its place."""
    written = _cell(register, "kreis_ags", index)
    named = find_kreis(written, register.choices.names)
    if named.kind == "kreis" and named.ags != ags[:5]:
        register.add("error", "name_key_mismatch", "kreis_ags", [index], named.ags, name=place, ags=ags[:5])


def _cell(register: Register, name: str, index: int) -> str:
    return str(register.text[name].iloc[index]) if name in register.text else ""


def _write(register: Register, name: str, index: int, text: str) -> None:
    if name not in register.text:
        register.text[name] = pd.Series("", index=register.text.index, dtype="str")
    register.text.loc[register.text.index[index], name] = text


def _keep(register: Register, name: str, index: int, text: str, read: str) -> None:
    """Keep the words of a cell in the note of its row."""
    if _NOTE in TABLES[register.table].to_schema().columns:
        heading = register.places.get(name, (-1, name))[1]
        present = _cell(register, _NOTE, index)
        shown = re.fullmatch(SHOWN, text)
        kept = f"{heading}: {shown.group(1) if shown else text}"
        _write(register, _NOTE, index, f"{present}; {kept}" if present else kept)
    german = codes_in_words([read])["allowed_de"][0]
    register.add("note", "words_kept", name, [index], text, new=read, new_de=german)

"""Register tables (members, counts, events, outcomes, funding): from text cells to the typed table.

Small tables edited by people: every cell is judged by the schema, all findings at once.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from data.intake.cells.coded import Coded
from data.intake.cells.numbers import Numbers, read_numbers
from data.intake.cells.struck import STROKE
from data.intake.cells.symbols import CELL_ERROR
from data.intake.lists.register_cells import tidy_cells
from data.intake.lists.register_table import Register
from data.intake.lists.vocabulary import CODE_WORDS, codes_in_words
from data.intake.model import Reading
from data.intake.words.labels import read_date
from data.intake.words.territory import Territory, find_gemeinde, find_kreis
from data.records.checking import CHECK_CODES, as_pandera
from data.spreadsheets import original_text
from data.tables import TABLES
from data.tables.columns import YES_NO, Schema
from data.tables.network import COUNTING

_DATES = re.compile(r"^(date|date_end|period_start|period_end|published|last_evidence|period)$")
FORMULA = r"^=|^[@+-][A-Za-z]+[(|]"
"""How a cell begins that a spreadsheet would calculate; `@see` is a name."""


def read_register(register: Register, source_id: str) -> pd.DataFrame:
    """The typed table with `row_number`, `sheet` and `flag`; findings go into the register."""
    schema = TABLES[register.table].to_schema()
    for name in register.text.columns:
        register.text[name] = register.text[name].map(original_text)
    _check_formulas(register)
    tidy_cells(register)
    typed = {}
    for name, column in schema.columns.items():
        texts = register.text[name] if name in register.text else pd.Series("", index=register.text.index)
        typed[name] = _typed(register, name, texts.astype("str"), str(column.dtype).lower())
    frame = pd.DataFrame(typed)
    _fill_sources(frame, source_id)
    _fill_kreis(frame)
    _check_schema(register, frame, schema)
    if register.table != COUNTING:
        _check_key(register, frame, list(schema.unique or []))
    return frame.assign(row_number=np.asarray(register.rows, dtype=np.int64), sheet=register.sheet, flag="")


def _check_formulas(register: Register) -> None:
    for name in register.text.columns:
        for index, text in enumerate(register.text[name]):
            if re.match(FORMULA, text):
                register.add("error", "formula_cell", name, [index], text)
            elif CELL_ERROR.fullmatch(text):
                register.add("error", "cell_error", name, [index], text)
            elif STROKE in text:
                register.add("error", "struck_through", name, [index], text)


def _typed(register: Register, name: str, texts: pd.Series, dtype: str) -> pd.Series:
    if dtype in ("int64", "float64"):
        return _numbers(register, name, texts, whole=dtype == "int64")
    if dtype == "bool":
        return _bools(register, name, texts)
    if name in ("ags", "kreis_ags"):
        texts = _keys(register, name, texts)
    elif _DATES.match(name):
        texts = texts.map(_date)
    elif TABLES[register.table].to_schema().columns[name].checks:
        texts = texts.map(lambda text: CODE_WORDS.get(text.casefold(), text))
    return texts.astype("str").mask(texts == "")


def _date(text: str) -> str:
    """German day or month as ISO; anything else as it is, for the schema to judge."""
    month = re.fullmatch(r"(0?[1-9]|1[0-2])[./]((?:19|20)\d{2})", text)
    if month:
        return f"{month.group(2)}-{int(month.group(1)):02d}"
    return read_date(text) or text


def _numbers(register: Register, name: str, texts: pd.Series, *, whole: bool) -> pd.Series:
    column = Coded.from_list(texts.tolist())
    heading = register.places.get(name, (-1, name))[1]
    reading = register.choices.numbers.get(heading)
    if reading is None and register.choices.decimal:
        reading = "german" if register.choices.decimal == "," else "english"
    numbers = read_numbers(column, reading)
    if numbers.vote == "ambiguous":
        numbers = _only_plausible(register.table, name, column, whole=whole) or numbers
    _report_numbers(register, name, column, numbers)
    values = pd.Series(numbers.number_per_row(column))
    if not whole:
        return values
    broken = values.notna() & (values % 1 != 0)
    for index in np.flatnonzero(broken):
        register.add("error", "not_whole", name, [int(index)], texts.iloc[index])
    return values.mask(broken).round().astype("Int64")


def _only_plausible(table: str, name: str, column: Coded, *, whole: bool) -> Numbers | None:
    """The one reading whose numbers all are possible: a latitude of 51633 is not, nor are 1.2 initiatives."""
    checks = [one for one in TABLES[table].to_schema().columns[name].checks if one.name == "in_range"]
    if not checks and not whole:
        return None
    limits = checks[0].statistics if checks else {"min_value": -np.inf, "max_value": np.inf}
    fitting = []
    readings: tuple[Reading, ...] = ("german", "english")
    for reading in readings:
        numbers = read_numbers(column, reading)
        values = numbers.found[~np.isnan(numbers.found)]
        possible = (values >= limits["min_value"]) & (values <= limits["max_value"])
        if whole:
            possible &= values % 1 == 0
        if len(values) and possible.all():
            fitting.append(numbers)
    return fitting[0] if len(fitting) == 1 else None


def _report_numbers(register: Register, name: str, column: Coded, numbers: Numbers) -> None:
    bad = np.flatnonzero(column.where(numbers.bad))
    if numbers.vote in ("ambiguous", "mixed"):
        one = Coded.from_list([numbers.examples[0]])
        register.add(
            "error",
            f"number_{numbers.vote}",
            name,
            [int(index) for index in bad],
            numbers.examples[0],
            examples=list(numbers.examples),
            as_german=float(read_numbers(one, "german").found[0]),
            as_english=float(read_numbers(one, "english").found[0]),
        )
        return
    for index in bad:
        register.add("error", "not_a_number", name, [int(index)], column.text_at(int(index)))


def _bools(register: Register, name: str, texts: pd.Series) -> pd.Series:
    words = texts.str.casefold().map(lambda text: CODE_WORDS.get(text, text))
    words = words.replace({"true": "yes", "false": "no", "1": "yes", "0": "no", "x": "yes", "": "no"})
    for index in np.flatnonzero(~words.isin(list(YES_NO))):
        register.add("error", "not_yes_no", name, [int(index)], texts.iloc[index])
    return words.map(lambda word: YES_NO.get(word, False)).astype(bool)


def _keys(register: Register, name: str, texts: pd.Series) -> pd.Series:
    """Keys out of keys and names; what is not known keeps its text and gets a finding."""
    is_kreis = name == "kreis_ags" or register.table in ("migration", "migration_flows", "population")
    find = find_kreis if is_kreis else find_gemeinde
    found = [find(text, register.choices.names) for text in texts]
    for index, territory in enumerate(found):
        if territory.kind not in ("kreis", "gemeinde", "blank"):
            _report_key(register, name, index, texts.iloc[index], territory)
    return pd.Series([one.ags if one.ags else text for one, text in zip(found, texts, strict=True)])


def _report_key(register: Register, name: str, index: int, text: str, territory: Territory) -> None:
    known = {"dissolved": "dissolved_kreis", "outside": "unknown_key", "land": "unknown_key"}
    code = known.get(territory.kind, territory.kind)
    register.add(
        "error",
        code,
        name,
        [index],
        text,
        candidates=[list(pair) for pair in territory.candidates],
        successor=territory.successor,
        name=territory.name,
        since=territory.since,
    )


def _fill_sources(frame: pd.DataFrame, source_id: str) -> None:
    for name in ("source_ids", "source_id"):
        if name in frame:
            frame[name] = frame[name].fillna(source_id)


def _fill_kreis(frame: pd.DataFrame) -> None:
    """A municipality's key names its district."""
    if {"ags", "kreis_ags"} <= set(frame.columns):
        frame["kreis_ags"] = frame["kreis_ags"].fillna(frame["ags"].str.slice(0, 5))


def _check_schema(register: Register, frame: pd.DataFrame, schema: Schema) -> None:
    # The key is checked apart: pandera would report it cell by cell.
    try:
        as_pandera(schema, whole=False).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        _report_schema(register, errors.failure_cases)


def _report_schema(register: Register, cases: pd.DataFrame) -> None:
    seen = {(one.heading, row) for one in register.findings for row in one.rows if one.severity == "error"}
    for case in cases.dropna(subset=["column", "index"]).to_dict("records"):
        check, column, index = str(case["check"]), str(case["column"]), int(case["index"])
        code = CHECK_CODES.get(check.split("(", 1)[0])
        if code == "wrong_pattern" and _DATES.match(column):
            code = "day_unreadable" if column.startswith("period_") else "date_unreadable"
        if code == "wrong_pattern" and column == "half_year":
            code = "half_year_unreadable"
        if code == "wrong_pattern" and register.table == COUNTING and column == "member_id":
            # A name instead of a key.
            code = "unknown_member_id"
        if check == "greater_than_or_equal_to(0)":
            code = "below_zero"
        if code == "cell_empty" and column not in register.text:
            # The column as a whole is asked for once.
            continue
        heading = register.places.get(column, (-1, column))[1]
        if code is None or (heading, int(register.rows[index])) in seen:
            continue
        failed = case["failure_case"]
        written = str(register.text[column].iloc[index]) if column in register.text else ""
        value = written or ("" if pd.isna(failed) else str(failed))
        register.add("error", code, column, [index], value, **_limits(code, check))


def _limits(code: str, check: str) -> dict[str, Any]:
    inside = check.split("(", 1)[1].rstrip(")") if "(" in check else ""
    if code == "not_allowed":
        return codes_in_words(inside.strip("[]").replace("'", "").split(", "))
    return {"limit": inside} if code == "out_of_range" else {}


def _check_key(register: Register, frame: pd.DataFrame, key: list[str]) -> None:
    if not key or (len(key) == 1 and key[0] not in register.text):
        return
    for index in frame.groupby(key, dropna=False).indices.values():
        if len(index) > 1:
            name = " / ".join(str(value) for value in frame[key].iloc[index[0]].dropna())
            first = int(register.rows[index[0]])
            register.add("error", "duplicate_row", key[0], [int(i) for i in index[1:]], name, first_row=first)

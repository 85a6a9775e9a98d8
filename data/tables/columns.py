"""What the columns of the tables share: forms of keys and dates, kinds of field, and the base of every table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, get_type_hints

import numpy as np
import pandas as pd

KREIS_AGS = r"^\d{5}$"
GEMEINDE_AGS = r"^\d{8}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
PERIOD = r"^\d{4}(-(\d{2}(-\d{2})?|H[12]))?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
IDS = r"^[A-Za-z0-9-]+(\|[A-Za-z0-9-]+)*$"
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Check:
    """A rule for the cells of a column, named as pandera names it, with its limits."""

    name: str
    statistics: Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        dtype: pandas' name of its type: str, int64, Int64 (with gaps), float64 or bool.
        nullable: whether a cell may be blank.
        description: its meaning in English.
        metadata: its meaning in German (`description_de`), its `unit`, and the table whose key it holds (`refers`).
        checks: what its cells must be besides.
    """

    dtype: str
    nullable: bool
    description: str
    metadata: Mapping[str, Any]
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Schema:
    """What a table promises, whoever checks it.

    Attributes:
        name: name of its class.
        title: in English, as the next.
        description: what its rows are.
        columns: by name, in the order of the file.
        unique: the columns no two rows share.
    """

    name: str
    title: str
    description: str
    columns: Mapping[str, Column]
    unique: list[str]


@dataclass(frozen=True)
class _Field:
    """What a table says of a column; the type stands beside its name."""

    nullable: bool
    description: str
    metadata: Mapping[str, Any]
    checks: tuple[Check, ...]


_CHECKS = {
    "isin": ("isin", "allowed_values"),
    "str_matches": ("str_matches", "pattern"),
    "ge": ("greater_than_or_equal_to", "min_value"),
    "gt": ("greater_than", "min_value"),
}
"""Rules with one limit, as a field names them: pandera's name and what it calls the limit."""


def _check(name: str, limit: Any) -> Check:
    if name == "in_range":
        return Check(name, limit)
    full, called = _CHECKS[name]
    return Check(full, {called: limit})


def field(
    en: str, de: str, *, unit: str | None = None, refers: str | None = None, nullable: bool = False, **checks: Any
) -> Any:
    """A field with its meaning in both languages, its unit, and the table whose key it holds."""
    metadata = {"description_de": de, "unit": unit, "refers": refers}
    return _Field(nullable, en, metadata, tuple(_check(name, limit) for name, limit in checks.items()))


def optional(en: str, de: str, **checks: Any) -> Any:
    """A field that may be blank."""
    return field(en, de, nullable=True, **checks)


def pair(en: str, de: str, language: str, **checks: Any) -> Any:
    """One half of a `_de`/`_en` pair."""
    name_en, name_de = {"de": ("German", "deutsch"), "en": ("English", "englisch")}[language]
    return field(f"{en} ({name_en})", f"{de} ({name_de})", **checks)


def sources(**checks: Any) -> Any:
    """The field `source_ids`: at least one source, unless `nullable` is given."""
    return field(
        "Sources of the row: one or more source_id, joined by |",
        "Quellen der Zeile: eine oder mehrere source_id, getrennt durch |",
        str_matches=IDS,
        **checks,
    )


def source() -> Any:
    """The field `source_id` of a row that rests on one source."""
    return field(
        "Source of the row: a source_id", "Quelle der Zeile: eine source_id", refers="sources", str_matches=IDS
    )


def kreis(
    en: str = "Official key of the district", de: str = "Amtlicher Schlüssel des Kreises", refers: str | None = "kreise"
) -> Any:
    """The official key of a district; `en` and `de` say which one."""
    return field(f"{en} (AGS, 5 digits)", f"{de} (AGS, 5 Stellen)", refers=refers, str_matches=KREIS_AGS)


def calendar_year() -> Any:
    """The field `year` of a figure of one year."""
    return field("Calendar year", "Kalenderjahr", unit="year", ge=1990)


def diverging() -> Any:
    """The field `diverging` of an indicator."""
    return field("Can be negative: needs a neutral 0 (yes/no)", "Kann negativ sein: braucht eine neutrale 0 (yes/no)")


def age_group() -> Any:
    """The field `age_group` of a table by age."""
    return field("Age group (code of age_groups)", "Altersgruppe (Code aus age_groups)", refers="age_groups")


def region() -> Any:
    """The field `region`: a district, a Land or Germany."""
    return field(
        "District (AGS, 5 digits), Land (2 digits), or DG for Germany",
        "Kreis (AGS, 5 Stellen), Land (2 Stellen) oder DG für Deutschland",
        str_matches=r"^(\d{5}|\d{2}|DG)$",
    )


def census() -> Any:
    """The field `census_base`."""
    return field(
        "Census the figure is carried forward from: pre2011, 2011, or 2022",
        "Zensus, auf dem die Fortschreibung beruht: pre2011 (vor 2011), 2011 oder 2022",
        isin=["pre2011", "2011", "2022"],
    )


def persons(en: str, de: str, **checks: Any) -> Any:
    """A number of people."""
    return field(en, de, unit="persons", **checks)


@dataclass(frozen=True)
class _Said:
    """What a table says of itself: see `Table`."""

    title: tuple[str, str]
    about: tuple[str, str]
    key: tuple[str, ...]
    may_be_empty: bool


class Table:
    """Base of all canonical tables: no extra columns, fixed order, types enforced.

    A table says of itself, where its class begins: `key`, the columns no two rows share; `title` and `about`, each in
    English and German; and `may_be_empty` when it is whole without rows.
    """

    _said: ClassVar[_Said]

    def __init_subclass__(
        cls, *, title: tuple[str, str], about: tuple[str, str], key: Sequence[str] = (), may_be_empty: bool = False
    ) -> None:
        """Keep what a table says of itself; a table that follows another has its key."""
        cls._said = _Said(title, about, tuple(key) or cls._said.key, may_be_empty)

    @classmethod
    def to_schema(cls) -> Schema:
        """Columns, key and rules of the table."""
        return _SCHEMAS.get(cls) or _SCHEMAS.setdefault(cls, _schema(cls))


_SCHEMAS: dict[type[Table], Schema] = {}
"""What is known of a table, once it was asked for."""


def _schema(table: type[Table]) -> Schema:
    said = table._said
    fields = {name: (kind, getattr(table, name)) for name, kind in get_type_hints(table).items()}
    columns = {
        name: Column(_dtype(kind), one.nullable, one.description, one.metadata, one.checks)
        for name, (kind, one) in fields.items()
        if isinstance(one, _Field)
    }
    return Schema(table.__name__, said.title[0], said.about[0], columns, list(said.key))


def _dtype(kind: type) -> str:
    """Pandas' name of the type that stands beside a column."""
    if kind is str:
        return "str"
    return str(kind() if issubclass(kind, pd.Int64Dtype) else np.dtype(kind))


def date_columns(model: type[Table]) -> tuple[str, ...]:
    """Columns that hold dates, whole or partial, by the form their cells must have."""
    forms = {
        name: check.statistics["pattern"]
        for name, column in model.to_schema().columns.items()
        for check in column.checks
        if check.name == "str_matches"
    }
    return tuple(name for name, form in forms.items() if form in (DAY, PARTIAL_DATE))


def may_be_empty(model: type[Table]) -> bool:
    """Whether a table without rows is whole: one that is shipped before anybody has filled it."""
    return model._said.may_be_empty


def told(model: type[Table]) -> dict[str, str]:
    """Title and description of a table in both languages: title_de, title_en, description_de, description_en."""
    (title_en, title_de), (about_en, about_de) = model._said.title, model._said.about
    return {"title_en": title_en, "description_en": about_en, "title_de": title_de, "description_de": about_de}

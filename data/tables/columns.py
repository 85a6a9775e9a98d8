"""What the columns of the tables share: forms of keys and dates, kinds of field, and the base of every table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandera.pandas as pa

KREIS_AGS = r"^\d{5}$"
GEMEINDE_AGS = r"^\d{8}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
PERIOD = r"^\d{4}(-(\d{2}(-\d{2})?|H[12]))?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
IDS = r"^[A-Za-z0-9-]+(\|[A-Za-z0-9-]+)*$"
YES_NO = {"yes": True, "no": False}


def field(en: str, de: str, *, unit: str | None = None, refers: str | None = None, **checks: Any) -> Any:
    """A pandera field with its meaning in both languages, its unit, and the table whose key it holds."""
    return pa.Field(description=en, metadata={"description_de": de, "unit": unit, "refers": refers}, **checks)


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


class Table(pa.DataFrameModel):
    """Base of all canonical tables: no extra columns, fixed order, types enforced.

    A table says of itself, where its class begins: `key`, the columns no two rows share; `title` and `about`, each in
    English and German; and `may_be_empty` when it is whole without rows.
    """

    class Config:
        """Rules every table shares."""

        strict = True
        ordered = True
        coerce = True

    def __init_subclass__(
        cls, *, title: tuple[str, str], about: tuple[str, str], key: Sequence[str] = (), may_be_empty: bool = False
    ) -> None:
        """Hand pandera what a table says of itself; a table that follows another has its key."""
        words = {"title_de": title[1], "description_de": about[1], "may_be_empty": may_be_empty}
        said: dict[str, Any] = {"title": title[0], "description": about[0], "metadata": words, "name": cls.__name__}
        said |= {"unique": list(key)} if key else {}
        # pandera's own class says neither which settings it takes nor what its hook returns.
        model: Any = cls
        model.Config = type("Config", (model.Config,), said)
        base: Any = super()
        base.__init_subclass__()


def date_columns(model: type[Table]) -> tuple[str, ...]:
    """Columns that hold dates, whole or partial, by the form their cells must have."""
    forms = {
        name: check.statistics["pattern"]
        for name, column in model.to_schema().columns.items()
        for check in column.checks
        if check.name == "str_matches"
    }
    return tuple(name for name, form in forms.items() if getattr(form, "pattern", form) in (DAY, PARTIAL_DATE))


def may_be_empty(model: type[Table]) -> bool:
    """Whether a table without rows is whole: one that is shipped before anybody has filled it."""
    config: Any = model.Config
    return bool(config.metadata["may_be_empty"])


def told(model: type[Table]) -> dict[str, str]:
    """Title and description of a table in both languages: title_de, title_en, description_de, description_en."""
    config: Any = model.Config
    words = {name: text for name, text in config.metadata.items() if name != "may_be_empty"}
    return {"title_en": config.title, "description_en": config.description} | words

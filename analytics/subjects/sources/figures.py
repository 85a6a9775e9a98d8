"""The data package in the reader's language: every table, field, source, definition and break as figures.

The words come from the package's own descriptor and tables; nothing is described a second time here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import source_rows, split_ids
from analytics.language import Wording
from analytics.language.source_words import name_licence
from analytics.subjects.register.measures import fold
from data.atlas import Atlas
from data.errors import UnknownNameError

DATA_ADDRESS = "/data/"
PACKAGE_ADDRESS = f"{DATA_ADDRESS}datapackage.json"
ZIP_ADDRESS = f"{DATA_ADDRESS}ankommen-atlas-data.zip"


@dataclass(frozen=True)
class FieldEntry:
    """A field of a table: name, type and unit as the descriptor has them, meaning in both languages."""

    name: str
    type: str
    unit: str
    meaning_de: str
    meaning_en: str


@dataclass(frozen=True)
class Resource:
    """A file of the package; hashable, so that figures drawn from it can be cached.

    Attributes:
        name: stable name of the table or layer.
        path: where the file lies in the package.
        n_rows: rows of a table, areas of a boundary layer.
        licences: licence titles the descriptor names; empty when its sources state none.
    """

    name: str
    path: str
    title_de: str
    title_en: str
    description_de: str
    description_en: str
    n_rows: int
    is_table: bool
    fields: tuple[FieldEntry, ...]
    source_ids: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def address(self) -> str:
        """Stable address of the file on the server."""
        return DATA_ADDRESS + self.path.removeprefix("sources/")

    def words(self, field: str, w: Wording) -> str:
        """Title or description in the reader's language."""
        return str(getattr(self, w.column(field)))


def read_resources(descriptor: Mapping[str, Any]) -> tuple[Resource, ...]:
    """Every file of the package as the descriptor lists it.

    Raises:
        KeyError: a resource lacks name, path, title or description.
    """
    return tuple(_read_resource(entry) for entry in descriptor["resources"])


def find_resource(resources: tuple[Resource, ...], name: str) -> Resource:
    """The resource of this name.

    Raises:
        UnknownNameError: the package has no such file.
    """
    for resource in resources:
        if resource.name == name:
            return resource
    raise UnknownNameError(kind="resource", value=name, valid=tuple(resource.name for resource in resources))


def _read_resource(entry: Mapping[str, Any]) -> Resource:
    fields = entry["schema"]["fields"] if "schema" in entry else entry.get("properties", ())
    return Resource(
        name=entry["name"],
        path=entry["path"],
        title_de=entry["title_de"],
        title_en=entry["title"],
        description_de=entry["description_de"],
        description_en=entry["description"],
        n_rows=int(entry["rows"] if "rows" in entry else entry["features"]),
        is_table="schema" in entry,
        fields=tuple(_read_field(field) for field in fields),
        source_ids=tuple(source["source_id"] for source in entry.get("sources", ()) if "source_id" in source),
        licences=tuple(dict.fromkeys(licence["title"] for licence in entry.get("licenses", ()))),
    )


def _read_field(field: Mapping[str, Any]) -> FieldEntry:
    return FieldEntry(
        field["name"], field["type"], field.get("unit") or "", field["description_de"], field["description"]
    )


def draw_files(atlas: Atlas, w: Wording, *, resources: tuple[Resource, ...]) -> Figure:
    """Every file of the package, one row each, with its stable address."""
    tables = sum(resource.is_table for resource in resources)
    rows = sum(resource.n_rows for resource in resources if resource.is_table)
    table = pd.DataFrame(
        {
            "title": [resource.words("title", w) for resource in resources],
            "description": [resource.words("description", w) for resource in resources],
            "rows": [resource.n_rows for resource in resources],
            "licence": [licence_text(resource, w) for resource in resources],
            "address": [resource.address for resource in resources],
        }
    )
    return Figure(
        key="catalogue-files",
        headline=w.text(
            "{tables} tables with {rows} rows, {layers} layers of borders",
            tables=w.number(tables),
            rows=w.number(rows),
            layers=w.number(len(resources) - tables),
        ),
        subtitle=w.text(
            "Every file of the data package under a stable address; version {version}", version=atlas.version
        ),
        description=w.text("Table of files: {names}.", names=w.join(table["title"])),
        table=table,
        columns=(
            Column("title", w.text("Table")),
            Column("address", w.text("File"), "link"),
            Column("rows", w.text("Rows"), "int"),
            Column("description", w.text("Content")),
            Column("licence", w.text("Licence")),
        ),
        source_ids=(),
        stem="ankommen-atlas-dateien",
    )


def licence_text(resource: Resource, w: Wording) -> str:
    """Licences of a file; without one in the descriptor, on what terms its facts are given."""
    if resource.licences:
        return "; ".join(name_licence(licence, w) for licence in resource.licences)
    return w.text("single facts, quoted with their source") if resource.source_ids else w.text("own compilation")


def draw_fields(atlas: Atlas, w: Wording, *, resource: Resource) -> Figure:
    """The data dictionary of one file: a row per field with type, unit and meaning."""
    table = pd.DataFrame(
        {
            "name": [field.name for field in resource.fields],
            "meaning": [getattr(field, w.column("meaning")) for field in resource.fields],
            "type": [_type_text(field.type, w) for field in resource.fields],
            "unit": [_unit_text(field.unit, w) for field in resource.fields],
        }
    )
    title = resource.words("title", w)
    return Figure(
        key=f"catalogue-{resource.name}",
        headline=title,
        subtitle=resource.words("description", w),
        description=w.text("Fields of {title}: {names}.", title=title, names=w.join(table["name"])),
        table=table,
        columns=(
            Column("name", w.text("Field")),
            Column("meaning", w.text("Meaning")),
            Column("type", w.text("Type")),
            Column("unit", w.text("Unit")),
        ),
        source_ids=resource.source_ids,
        notes=_resource_notes(atlas, resource, w),
        stem=f"ankommen-atlas-felder-{resource.name}",
    )


def _resource_notes(atlas: Atlas, resource: Resource, w: Wording) -> tuple[str, ...]:
    rows = w.plural("{n} row.", "{n} rows.", resource.n_rows) if resource.is_table else ""
    licence = w.text("Licence: {licence}.", licence=licence_text(resource, w))
    facts = [f"{rows} {licence}".strip()]
    if resource.source_ids:
        sources = source_rows(atlas, resource.source_ids)
        facts[0] += " " + w.text("Sources read: {date}.", date=w.date(sources["date_accessed"].max()))
        facts += [w.text("Known limit: {limit}", limit=limit) for limit in _limits(sources, w)]
    return (w.text("File: {address}", address=resource.address), *facts)


def _limits(sources: pd.DataFrame, w: Wording, most: int = 4) -> list[str]:
    """Known limits of a few sources; of many, the list of sources tells them."""
    limits = list(dict.fromkeys(sources[w.column("limits")].dropna()))
    return limits if len(sources) <= most else []


def _type_text(kind: str, w: Wording) -> str:
    words = {
        "string": w.text("text"),
        "integer": w.text("whole number"),
        "number": w.text("number"),
        "boolean": w.text("yes/no"),
    }
    return words.get(kind, kind)


def _unit_text(unit: str, w: Wording) -> str:
    words = {
        "persons": w.text("people"),
        "year": w.text("year"),
        "EUR": w.text("euros"),
        "degree": w.text("degrees"),
        "initiatives": w.text("initiatives"),
        "years": w.text("years of age"),
        "see unit_en": w.text("see unit_de, unit_en"),
    }
    return words.get(unit, unit)


def draw_indicators(atlas: Atlas, w: Wording) -> Figure:
    """The indicators the atlas computes: meaning, formula and what they do not say."""
    n = len(atlas.indicators)
    return _draw_definitions(
        w,
        atlas.indicators,
        Column(w.column("formula"), w.text("Formula")),
        key="catalogue-indicators",
        headline=w.plural("{n} indicator, and how it is computed", "{n} indicators, and how they are computed", n),
        subtitle=w.text("Indicators of the map and the charts"),
        stem="ankommen-atlas-indikatoren",
    )


def draw_context_indicators(atlas: Atlas, w: Wording) -> Figure:
    """The indicators of the context, as the offices publish them: meaning, reference day and what they do not say."""
    n = len(atlas.context_indicators)
    return _draw_definitions(
        w,
        atlas.context_indicators,
        Column(w.column("reference"), w.text("Reference day or span")),
        key="catalogue-context",
        headline=w.plural("{n} indicator of the context, no cause", "{n} indicators of the context, no causes", n),
        subtitle=w.text("What surrounds migration in a district, as the statistical offices publish it"),
        stem="ankommen-atlas-umfeld",
    )


def _draw_definitions(
    w: Wording, indicators: pd.DataFrame, further: Column, *, key: str, headline: str, subtitle: str, stem: str
) -> Figure:
    written = [f"{w.pick(row, 'label')} ({w.pick(row, 'unit')})" for _, row in indicators.iterrows()]
    table = indicators.assign(written=written).reset_index(drop=True)
    return Figure(
        key=key, headline=headline, subtitle=subtitle, stem=stem, table=table,
        description=w.text("Definitions of {names}.", names=w.join(table[w.column("label")])),
        columns=(
            Column("written", w.text("Indicator and unit")), Column(w.column("meaning"), w.text("Meaning")), further,
            Column(w.column("limits"), w.text("Limits of the indicator")),
        ),
        source_ids=split_ids(table["source_ids"]),
    )  # fmt: skip


def draw_terms(atlas: Atlas, w: Wording) -> Figure:
    """The words the atlas uses, one row per term."""
    terms = _terms(atlas, w)
    table = pd.DataFrame(terms, columns=["term", "meaning"])
    return Figure(
        key="catalogue-terms",
        headline=w.text("What the words mean"),
        subtitle=w.text("Terms used on all pages"),
        description=w.text("Definitions of {names}.", names=w.join(table["term"])),
        table=table,
        columns=(Column("term", w.text("Term")), Column("meaning", w.text("Meaning"))),
        source_ids=split_ids(atlas.regions["source_ids"].iloc[[0]]),
        stem="ankommen-atlas-begriffe",
    )


def _terms(atlas: Atlas, w: Wording) -> list[tuple[str, str]]:
    land = atlas.kreise[atlas.kreise["land_ags"] == "12"]
    others = atlas.kreise[(atlas.kreise["land_ags"] == "14") & atlas.kreise["in_lausitz"]]
    return [
        (
            w.text("Net migration"),
            w.text(
                "Arrivals minus departures. Above 0 more people move in than out; births and deaths are not part of it."
            ),
        ),
        (
            w.text("Moves over the district border"),
            w.text(
                "A move counts when it crosses the border of a district, also within Brandenburg; moves inside a "
                "district do not. The arrivals of all districts therefore do not add up to the arrivals in the state, "
                "while the balances do add up to its balance."
            ),
        ),
        (
            w.text("District"),
            w.text(
                "The {rural} rural districts and {towns} independent towns of Brandenburg, and {others} in Saxony.",
                rural=w.number((land["kreis_type"] == "Landkreis").sum()),
                towns=w.number((land["kreis_type"] == "Kreisfreie Stadt").sum()),
                others=w.join(others["name"]),
            ),
        ),
        (w.text("Lausitz"), _lausitz(atlas, w)),
        (
            w.text("documented, inferred"),
            w.text(
                "Documented: a source says so. Inferred: concluded by us from hints and drawn hollow or dashed "
                "everywhere."
            ),
        ),
        (
            w.text("no value"),
            w.text("Missing is never zero: an en dash in tables, a hatched area on the map, an empty cell in a file."),
        ),
    ]


def _lausitz(atlas: Atlas, w: Wording) -> str:
    names = atlas.kreise.loc[atlas.kreise["in_lausitz"], "name"]
    law = atlas.regions[atlas.regions["region_id"] == "lausitzer_revier"].iloc[0]
    return w.text("{name}: {districts}.", name=w.pick(law, "name"), districts=w.join(sorted(names)))


def draw_breaks(atlas: Atlas, w: Wording) -> Figure:
    """What interrupts the series, one row per break or gap, oldest first."""
    rows = atlas.breaks.sort_values(["year", "break_id"], ignore_index=True)
    table = rows.assign(
        when=[_years(row) for _, row in rows.iterrows()], what=[_kind(kind, w) for kind in rows["kind"]]
    )
    return Figure(
        key="catalogue-breaks",
        headline=w.plural("{n} break that interrupts the series", "{n} breaks that interrupt the series", len(table)),
        subtitle=w.text("Censuses, methods, reception of refugees and missing years"),
        description=w.text("Breaks: {names}.", names=w.join(table[w.column("label")])),
        table=table,
        columns=(
            Column("when", w.text("Years")),
            Column(w.column("label"), w.text("Break")),
            Column("what", w.text("Kind")),
            Column(w.column("text"), w.text("Explanation")),
        ),
        source_ids=split_ids(table["source_ids"]),
        stem="ankommen-atlas-brueche",
    )


def _years(row: pd.Series) -> str:
    return str(int(row["year"])) if pd.isna(row["year_to"]) else f"{int(row['year'])}–{int(row['year_to'])}"


def _kind(kind: str, w: Wording) -> str:
    return {
        "census": w.text("census"),
        "method": w.text("method"),
        "reception": w.text("reception of refugees"),
        "gap": w.text("gap"),
    }[kind]


def draw_sources(atlas: Atlas, w: Wording, *, search: str = "") -> Figure:
    """The sources that match the words searched for, official statistics first."""
    words = fold(search).split()
    searched = atlas.sources[["publisher", "title", "table_code", "citation"]].fillna("")
    haystack = searched.agg(" ".join, axis=1).map(fold)
    keep = [all(word in text for word in words) for text in haystack]
    table = source_rows(atlas, atlas.sources["source_id"][keep], w).reset_index(drop=True)
    return Figure(
        key="catalogue-sources",
        headline=w.plural("{n} source", "{n} sources", len(table)),
        subtitle=w.text("Everything the figures rest on, with licence and known limits"),
        description=w.text("Table of sources with publisher, title, date, licence, limits and address."),
        table=table,
        columns=(
            Column("publisher", w.text("Publisher")),
            Column("title", w.text("Title")),
            Column("table_code", w.text("Table or report")),
            Column("date_published", w.text("Published"), "date"),
            Column(w.column("coverage"), w.text("Taken from it")),
            Column(w.column("limits"), w.text("Known limits")),
            Column("licence", w.text("Licence")),
            Column("url", w.text("Web address"), "link"),
        ),
        source_ids=(),
        stem="ankommen-atlas-quellen",
    )

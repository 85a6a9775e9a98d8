"""The counting sheet as figures: sums of one half-year, all half-years, and the definitions."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import compute_register_coverage
from analytics.subjects.counting.measures import are_comparable, compute_sums, half_years, stated_members
from data.atlas import Atlas
from data.errors import check_name
from data.tables import TABLES
from data.tables.network import COUNTED, COUNTING


def draw_counting(atlas: Atlas, w: Wording, *, half_year: str = "") -> Figure:
    """The sums of one half-year as cards, each with the initiatives behind it; the latest without a choice.

    While nobody has counted, four cards without a number say so.

    Raises:
        UnknownNameError: nobody counted in this half-year.
    """
    known = half_years(atlas)
    if half_year:
        check_name("half_year", half_year, known)
    shown = half_year or next(iter(known), "")
    sums = compute_sums(atlas)
    rows = sums[sums["half_year"] == shown] if shown else _nothing(atlas)
    table = _cards(rows, w)
    who = sorted(set().union(*rows["who"]))
    return Figure(
        key="counting",
        headline=_headline(atlas, shown, len(who), w),
        subtitle=w.text("What the initiatives count for themselves, persons; sums of those that counted"),
        description=" ".join(f"{row['label']}: {row['value']} ({row['hint']})." for row in table.to_dict("records")),
        table=table,
        columns=(
            Column("label", w.text("What is counted")),
            Column("value", w.text("Persons")),
            Column("hint", w.text("Initiatives behind it")),
        ),
        source_ids=_sources(atlas, shown),
        notes=(_who_note(atlas, who, w), *_basis_notes(atlas, shown, w), _rule(w), *_comparison_notes(sums, w)),
        stem="ankommen-atlas-zaehlbogen",
    )


def draw_counting_years(atlas: Atlas, w: Wording) -> Figure:
    """Every half-year in a row: each sum with the initiatives behind it, and who they are."""
    sums, labels = compute_sums(atlas), measure_labels(w)
    names = atlas.members.set_index("member_id")["name"]
    table = pd.DataFrame(
        [
            {
                "half_year": half_year_text(str(half_year), w),
                **{row["measure"]: _sum_text(row, w) for row in rows.to_dict("records")},
                "who": w.join(names[one] for one in sorted(set().union(*rows["who"]))),
            }
            for half_year, rows in sums.groupby("half_year", sort=False)
        ],
        columns=["half_year", *COUNTED, "who"],
    )
    known = half_years(atlas)
    return Figure(
        key="counting-years",
        headline=w.plural("{n} half-year counted so far", "{n} half-years counted so far", len(known))
        if known
        else _headline(atlas, "", 0, w),
        subtitle=_years_subtitle(sums, w),
        description=" ".join(
            f"{row['half_year']}: " + "; ".join(f"{labels[name]} {row[name]}" for name in COUNTED) + "."
            for row in table.to_dict("records")
        ),
        table=table,
        columns=(
            Column("half_year", w.text("Half-year")),
            *(Column(name, label) for name, label in labels.items()),
            Column("who", w.text("Counted by")),
        ),
        source_ids=split_ids(atlas.counting_sheet["source_ids"]),
        notes=(_rule(w), *_comparison_notes(sums, w)),
        stem="ankommen-atlas-zaehlbogen-halbjahre",
    )


def draw_definitions(atlas: Atlas, w: Wording) -> Figure:
    """What counts as what: the meanings of the columns, as template and dictionary give them."""
    del atlas
    schema = TABLES[COUNTING].to_schema()
    meanings = {
        name: (column.metadata or {})["description_de"] if w.lang == "de" else column.description
        for name, column in schema.columns.items()
    }
    labels = measure_labels(w)
    table = pd.DataFrame({"label": labels.values(), "meaning": [meanings[name] for name in labels]})
    return Figure(
        key="counting-definitions",
        headline=w.text("What is counted, and how"),
        subtitle=w.text("A proposal of the atlas, not of the network; each person counts once per half-year and line"),
        description=" ".join(f"{row['label']}: {row['meaning']}." for row in table.to_dict("records")),
        table=table,
        columns=(Column("label", w.text("What is counted")), Column("meaning", w.text("Who counts"))),
        source_ids=(),
        stem="ankommen-atlas-zaehlbogen-definitionen",
    )


def measure_labels(w: Wording) -> dict[str, str]:
    """What is counted, by the names of its columns."""
    return {
        "enquiries": w.text("Enquiries"),
        "consultations": w.text("Consultations"),
        "settled": w.text("People settled"),
        "jobs": w.text("Jobs found"),
    }


def half_year_text(half_year: str, w: Wording) -> str:
    """A half-year as a heading or an option of a filter."""
    year, half = half_year.split("-H")
    return w.text("1st half of {year}", year=year) if half == "1" else w.text("2nd half of {year}", year=year)


def _years_subtitle(sums: pd.DataFrame, w: Wording) -> str:
    """What the table shows; that half-years cannot be compared stands where a slide shows it, too."""
    if are_comparable(sums):
        return w.text("Persons, and in brackets how many of the initiatives counted them")
    return w.text(
        "Persons, and in brackets how many of the initiatives counted them; half-years not comparable, as it was not "
        "always the same ones"
    )


def _headline(atlas: Atlas, half_year: str, given: int, w: Wording) -> str:
    if not half_year:
        stated = compute_register_coverage(atlas).stated
        return w.text("0 of {members} initiatives have counted", members=w.number(stated))
    stated_then = stated_members(atlas, half_year)
    return w.text(
        "{half_year}: {initiatives} counted",
        half_year=half_year_text(half_year, w),
        initiatives=_of(given, None if stated_then is None else int(stated_then["members"]), w),
    )


def _of(given: int, members: int | None, w: Wording) -> str:
    """How many initiatives of how many; without the second number where the network stated none, or too few."""
    if members is None or members < given:
        return w.plural("{n} initiative", "{n} initiatives", given)
    return w.text("{given} of {members} initiatives", given=w.number(given), members=w.number(members))


def _behind(row: Mapping[Hashable, Any], w: Wording) -> str:
    members = row["members"]
    return _of(int(row["given"]), None if pd.isna(members) else int(members), w)


def _sum_text(row: Mapping[Hashable, Any], w: Wording) -> str:
    """A sum with the initiatives behind it in brackets."""
    total = w.missing() if pd.isna(row["total"]) else w.number(row["total"])
    if pd.isna(row["members"]):
        return f"{total} ({w.number(row['given'])})"
    of = w.text("{given} of {members}", given=w.number(row["given"]), members=w.number(row["members"]))
    return f"{total} ({of})"


def _nothing(atlas: Atlas) -> pd.DataFrame:
    """Rows as of `compute_sums` for no half-year: none of the members the network states now has counted."""
    stated = compute_register_coverage(atlas).stated
    rows = [{"measure": name, "total": pd.NA, "given": 0, "members": stated, "who": ()} for name in COUNTED]
    return pd.DataFrame(rows)


def _cards(rows: pd.DataFrame, w: Wording) -> pd.DataFrame:
    labels = measure_labels(w)
    cards = [
        {
            "label": labels[row["measure"]],
            "value": w.missing() if pd.isna(row["total"]) else w.number(row["total"]),
            "hint": _behind(row, w),
        }
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(cards, columns=["label", "value", "hint"])


def _sources(atlas: Atlas, half_year: str) -> tuple[str, ...]:
    """The files of a half-year, and the source of the number of members."""
    sheet = atlas.counting_sheet
    counted = sheet.loc[sheet["half_year"] == half_year, "source_ids"]
    if not half_year:
        basis = compute_register_coverage(atlas).count_source_ids
    else:
        stated = stated_members(atlas, half_year)
        basis = "" if stated is None else str(stated["source_ids"])
    return split_ids(pd.Series([*counted, basis], dtype="str"))


def _who_note(atlas: Atlas, who: list[str], w: Wording) -> str:
    if not who:
        return w.text(
            "No initiative of the network has delivered a counting sheet yet. Until one does, the atlas shows no sum."
        )
    names = atlas.members.set_index("member_id")["name"]
    return w.text("Counted by: {names}", names=w.join(names[one] for one in who))


def _rule(w: Wording) -> str:
    return w.text(
        "Each sum holds only the initiatives named with it; nothing is extrapolated. Whoever turns to two initiatives, "
        "or to one in two half-years, is in both counts: a sum over several counts such a person twice. The "
        "definitions are a proposal of the atlas, not of the network."
    )


def _basis_notes(atlas: Atlas, half_year: str, w: Wording) -> tuple[str, ...]:
    """Which count of members the sums are held against."""
    stated = stated_members(atlas, half_year) if half_year else None
    if stated is None:
        return ()
    return (
        w.text(
            "{members} members: the network’s last count by the end of the half-year ({date}).",
            members=w.number(stated["members"]),
            date=w.date(stated["date"]),
        ),
    )


def _comparison_notes(sums: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    """Whether half-years may be compared at all; nothing to say of a single one."""
    if sums["half_year"].nunique() < 2:
        return ()
    if are_comparable(sums):
        return (w.text("In all half-years the same initiatives counted."),)
    return (
        w.text(
            "The half-years cannot be compared with each other: it was not always the same initiatives that counted. "
            "A larger sum may only mean that more of them did."
        ),
    )

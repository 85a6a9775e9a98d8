"""The register of initiatives as a figure, and the words for what is known of a membership."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import compute_register_coverage, count_states, members_by_kreis
from analytics.rates.naming import states_text, status_word
from analytics.subjects.register.measures import filter_register, register
from data.atlas import Atlas


def draw_register(
    atlas: Atlas, w: Wording, *, search: str = "", kreis: str = "", status: str = "", confidence: str = ""
) -> Figure:
    """The initiatives that match the filters, one row each; `format_register` turns them into words."""
    found = filter_register(atlas, search=search, kreis=kreis, status=status, confidence=confidence)
    return Figure(
        key="register",
        headline=w.plural("{n} initiative", "{n} initiatives", len(found)),
        subtitle=register_subtitle(atlas, w),
        description=_register_description(found, w),
        table=found.assign(**format_register(found, w)),
        columns=(
            Column("name", w.text("Initiative")),
            Column("organisation", w.text("Host organisation")),
            Column("place", w.text("Place")),
            Column("kreis_name", w.text("District")),
            Column("since", w.text("Member since")),
            Column("state", w.text("Status")),
            Column("evidence", w.text("Membership")),
            Column("last_evidence", w.text("Latest evidence"), "date"),
            Column("website", w.text("Website"), "link"),
        ),
        source_ids=split_ids(atlas.members["source_ids"]),
        notes=(seat_note(atlas, w),),
        stem="ankommen-atlas-initiativen",
    )


def format_register(rows: pd.DataFrame, w: Wording) -> dict[str, list[str]]:
    """Words for each row: where, member since, status, kind of evidence."""
    return {
        "where": [place_text(row, w) for _, row in rows.iterrows()],
        "since": [member_since(row, w) for _, row in rows.iterrows()],
        "state": [status_word(value, w) for value in rows["status"]],
        "evidence": [confidence_word(value, w) for value in rows["confidence"]],
    }


def coverage_headline(atlas: Atlas, w: Wording) -> str:
    """How many of the members the register proves, in one line."""
    coverage = compute_register_coverage(atlas)
    return w.text(
        "{documented} of {stated} members are documented, {inferred} more inferred",
        documented=w.number(coverage.documented),
        stated=w.number(coverage.stated),
        inferred=w.number(coverage.inferred),
    )


def register_subtitle(atlas: Atlas, w: Wording) -> str:
    """What the register lists and up to when."""
    return w.text(
        "Initiatives that are or were members of the network; evidence up to {date}",
        date=w.date(atlas.members["last_evidence"].dropna().max()),
    )


def _register_description(found: pd.DataFrame, w: Wording) -> str:
    if found.empty:
        return w.text("No initiative of the register matches the search and the filters.")
    return w.text("Table of initiatives: {names}.", names=w.join(found["name"]))


def coverage_note(atlas: Atlas, w: Wording) -> str:
    """How complete the register is, in one sentence."""
    coverage = compute_register_coverage(atlas)
    return w.text(
        "The network counts {stated} members ({date}). {documented} of them are documented by a source, {inferred} "
        "more are inferred from hints; at least {unnamed} are not known by name, because no complete list is "
        "published. Status of the {listed} initiatives listed here: {states}.",
        stated=w.number(coverage.stated),
        date=w.date(coverage.stated_date),
        documented=w.number(coverage.documented),
        inferred=w.number(coverage.inferred),
        unnamed=w.number(coverage.unnamed),
        listed=w.number(len(atlas.members)),
        states=states_text(count_states(atlas.members), w),
    )


def seat_note(atlas: Atlas, w: Wording) -> str:
    """Which members share a circle on the map, and how many have none."""
    shared = register(atlas).dropna(subset=["seat_name"])
    pairs = [
        w.text(
            "{one} and {other} are probably one seat and share a circle on the map.",
            one=row["name"],
            other=row["seat_name"],
        )
        for _, row in shared.iterrows()
    ]
    without = w.plural(
        "{n} initiative without a known place is listed, but not on the map.",
        "{n} initiatives without a known place are listed, but not on the map.",
        int(atlas.members["kreis_ags"].isna().sum()),
    )
    return " ".join([*pairs, without])


def place_text(row: pd.Series, w: Wording) -> str:
    """Place and Kreis; a town that is its own Kreis is named once."""
    if not row["placed"]:
        return w.text("place not known")
    return str(row["place"]) if row["place"] == row["kreis_name"] else f"{row['place']}, {row['kreis_name']}"


def member_since(row: pd.Series, w: Wording) -> str:
    """Year of joining; the first year with evidence when the year itself is not known."""
    if pd.notna(row["joined_year"]):
        return str(int(row["joined_year"]))
    if pd.notna(row["known_member_by"]):
        return w.text("{year} at the latest", year=int(row["known_member_by"]))
    return w.text("unknown")


def confidence_word(confidence: str, w: Wording) -> str:
    """How sure a statement is."""
    return {
        "documented": w.text("documented"),
        "inferred": w.text("inferred"),
        "contested": w.text("contested"),
        "planned": w.text("planned"),
        "undated": w.text("undated"),
        "not_found": w.text("not found"),
    }[confidence]


def member_names(atlas: Atlas) -> dict[str, str]:
    """Names of all members by member_id, in the order of the register."""
    table = register(atlas)
    return dict(zip(table["member_id"], table["name"], strict=True))


def kreis_choices(atlas: Atlas, w: Wording) -> dict[str, str]:
    """The Kreise a visitor can filter by, each with its number of members; "" stands for all."""
    counts = members_by_kreis(atlas).sort_values("name", ignore_index=True)
    rows = zip(counts["ags"], counts["name"], counts["members"], strict=True)
    written = {ags: f"{name} ({w.number(members)})" for ags, name, members in rows}
    return {"": w.text("All districts"), **written}


def status_choice(status: str, w: Wording) -> str:
    """A status as an option of a filter; "" stands for all."""
    return status_word(status, w) if status else w.text("All")


def confidence_choice(confidence: str, w: Wording) -> str:
    """A kind of evidence as an option of a filter; "" stands for all."""
    return confidence_word(confidence, w) if confidence else w.text("All")

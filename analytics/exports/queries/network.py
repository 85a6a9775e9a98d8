"""The initiatives of the network, and whether migration changed where one began."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import pandas as pd

from analytics.exports.answers import effects as before_after
from analytics.exports.queries.answer import Answer, Coverage, Gap, RefusedError, at_most, cover, give
from analytics.exports.queries.areas import EVERY, LAND_NAMES, find_age, find_area, spoken_words
from analytics.exports.queries.places import crow_sentence, with_distance
from analytics.figure.sources import split_ids
from analytics.language import Wording, get_wording
from analytics.memo import once_per_choice
from analytics.rates.coverage import STATES, compute_register_coverage
from analytics.rates.naming import kreis_names, status_word
from analytics.subjects.effects.measures import ALL
from analytics.subjects.register.measures import filter_register
from data.atlas import Atlas

_COLUMNS = ("member_id", "name", "organisation", "place", "kreis_name", "founded_year", "joined_year", "website")


def initiatives(
    atlas: Atlas,
    w: Wording,
    *,
    search: Annotated[str, "Words in name, organisation, place, district or region; blank for all"] = "",
    district: Annotated[str, "Name or key of a district; blank for all"] = "",
    status: Annotated[str, "What is known of them today; blank for all", ("", *STATES)] = "",
    near_place: Annotated[str, "A Gemeinde; then the nearest come first, with their distance"] = "",
    within_km: Annotated[int, "With near_place: at most so far as the crow flies; 0 for any distance"] = 0,
    most: Annotated[int, "How many to name"] = 25,
) -> Answer:
    """The initiatives in the register. It is incomplete: none in it does not mean that there is none.

    Raises:
        RefusedError: the district or place is not known, or kilometres are given without a place.
    """
    if within_km and not near_place.strip():
        needed = w.text("The tool needs the parameter {name}.", name="near_place")
        raise RefusedError("missing_parameter", needed, w.text("Name the place the kilometres are counted from."))
    kreis = find_area(atlas, w, district) if district.strip() else ""
    found = filter_register(atlas, search=search, kreis=kreis, status=status)
    missing: list[Gap] = []
    if near_place.strip():
        reason = w.text("Their place is not known, so neither is their distance.")
        unplaced = tuple(found.loc[found["lat"].isna(), "name"])
        missing = [Gap(unplaced, (), "no_place", reason)] if unplaced else []
        found = with_distance(atlas, w, near_place, found.dropna(subset=["lat", "lon"]))
        found = found[found["km"] <= within_km] if within_km > 0 else found
    rows = found.head(at_most(most))
    chosen = [kreis_names(atlas).get(kreis, ""), search, status and status_word(status, w), near_place]
    return give(
        atlas,
        w,
        ": ".join(filter(None, [w.text("Initiatives in the register"), ", ".join(filter(None, chosen))])),
        [_initiative(w, row) for _, row in rows.iterrows()],
        _coverage(atlas, w, rows, found, missing),
        unit="km" if near_place.strip() else "",
        sentences=[crow_sentence(w) if near_place.strip() else "", _none(w) if rows.empty else ""],
        limits=[w.text("A documented member is named by a source; an inferred one was concluded from hints by us.")],
        source_ids=split_ids(pd.concat([rows["source_ids"], _count_source(atlas)])),
    )


def _none(w: Wording) -> str:
    return w.text("The register names none; that does not mean that there is none.")


def _initiative(w: Wording, row: pd.Series) -> dict[str, Any]:
    told = {name: row[name] for name in _COLUMNS} | ({"km": row["km"]} if "km" in row else {})
    return told | {"status": status_word(row["status"], w), "confidence": row["confidence"]}


def _count_source(atlas: Atlas) -> pd.Series:
    return pd.Series([compute_register_coverage(atlas).count_source_ids], dtype="str")


def _coverage(atlas: Atlas, w: Wording, rows: pd.DataFrame, found: pd.DataFrame, missing: list[Gap]) -> Coverage:
    """The register never holds everybody: what it lacks belongs to every list taken from it."""
    register = compute_register_coverage(atlas)
    counted = cover(w, asked=len(found), shown=len(rows), missing=missing, left_out=len(found) - len(rows))
    unnamed = w.text(
        "The register is incomplete: the network counts {stated} members ({date}), the register names {named} of them.",
        stated=register.stated,
        date=w.date(register.stated_date),
        named=register.named,
    )
    complete = counted.complete and not register.unnamed
    return replace(counted, complete=complete, sentence=f"{counted.sentence} {unnamed}")


def effects(
    atlas: Atlas,
    w: Wording,
    *,
    district: Annotated[str, "A district with an initiative; all for all together"] = ALL,
    age_group: Annotated[str, "Age group of the moves compared; all ages when blank"] = "",
) -> Answer:
    """Whether net migration changed where an initiative began, against districts where none had: the verdict.

    Raises:
        RefusedError: the district or age is not known, or the comparison is refused; the reason says why.
    """
    whole = spoken_words(district) in ("", *EVERY, *LAND_NAMES)
    ags = ALL if whole else find_area(atlas, w, district)
    age = find_age(atlas, w, age_group)
    told = _compare(atlas, (ags, age, w.lang))
    results, verdict = told["results"], told["verdict"]
    if results["difference_per_1000"] is None:
        raise RefusedError(str(verdict["code"]), verdict["sentence"], w.text("Ask for all districts together."))
    names = [row["name"] for row in results["treated"]]
    bounds = told["intervals"]["permutation"]
    return give(
        atlas, w,
        told["question"],
        [{
            "verdict": verdict["code"],
            "label": verdict["label"],
            "difference_per_1000": round(results["difference_per_1000"], 2),
            "low_per_1000": round(bounds["low_per_1000"], 2),
            "high_per_1000": round(bounds["high_per_1000"], 2),
            "level": bounds["level"],
            "districts": names,
            "years": results["years"],
        }],
        cover(w, asked=1, shown=1),
        unit=w.text("difference per 1,000 residents and year"),
        sentences=[verdict["sentence"]],
        limits=told["limits"],
        source_ids=told["sources"],
    )  # fmt: skip


@once_per_choice
def _compare(atlas: Atlas, choice: tuple[str, str, str]) -> dict[str, Any]:
    """The parts of the analysis that are told here; the whole of it would fill the memory."""
    ags, age, lang = choice
    told = before_after.answer(atlas, get_wording(lang), ags=ags, age_group=age)
    results = {name: told["results"].get(name) for name in ("difference_per_1000", "treated", "years")}
    return {name: told[name] for name in ("question", "verdict", "intervals", "limits", "sources")} | {
        "results": results
    }

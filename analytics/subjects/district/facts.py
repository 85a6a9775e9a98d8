"""What is known of one Kreis, in key figures and sentences."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import count_states
from analytics.rates.land_balance import domestic_net, published_net
from analytics.rates.naming import age_label, age_people, kreis_names, rate_sources, states_text
from analytics.rates.rates import TOTAL
from analytics.rates.series import breaks_between, last_year
from analytics.rates.turnaround import FROM_START, NOT_YET, RECENT, compute_turnaround, find_turn
from analytics.subjects.district.initiatives import initiative_sentence
from analytics.subjects.district.measures import compute_population, list_initiatives
from analytics.subjects.migration.change import YEARS_BACK, compare_years
from analytics.subjects.peers.measures import compute_standing
from analytics.subjects.peers.text import verdict_word
from data.atlas import Atlas

# The ages the sentences speak of: those who leave for training, and the families initiatives try to win.
YOUNG, FAMILY = "18-25", "30-50"


def draw_kreis_facts(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """The Kreis in key figures and sentences.

    Table: one row per key figure (label, value, hint, source_ids joined by ``|``). Headline and subtitle: title of the
    page. Notes: the profile in plain sentences.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    year = last_year(atlas)
    standing = {str(row["age_group"]): row for _, row in compute_standing(atlas, ags, year=year).iterrows()}
    table = pd.DataFrame(_cards(atlas, w, ags, standing, year))
    name = kreis_names(atlas)[ags]
    return Figure(
        key="kreis_facts",
        headline=_headline(w, name, standing[TOTAL], year),
        subtitle=_kind_of_place(atlas, w, ags),
        description=" ".join(f"{row['label']}: {row['value']} ({row['hint']})." for _, row in table.iterrows()),
        table=table,
        columns=(
            Column("label", w.text("Key figure")),
            Column("value", w.text("Value")),
            Column("hint", w.text("As of")),
        ),
        source_ids=split_ids(pd.concat([table["source_ids"], *_later_sources(atlas, ags)])),
        notes=_sentences(atlas, w, ags, standing, year),
        stem=f"kreisprofil-{ags}",
    )


def _headline(w: Wording, name: str, total: pd.Series, year: int) -> str:
    if pd.isna(total["net"]):
        return w.text("{name}: no migration figure for {year}", name=name, year=year)
    fields = {
        "name": name,
        "year": year,
        "people": w.number(abs(total["net"])),
        "rank": total["rank"],
        "n": total["n"],
    }
    if total["net"] > 0:
        return w.text("{name} gained {people} people through moves in {year}: rank {rank} of {n}", **fields)
    if total["net"] < 0:
        return w.text("{name} lost {people} people through moves in {year}: rank {rank} of {n}", **fields)
    return w.text("{name}: as many arrivals as departures in {year}", name=name, year=year)


def _kind_of_place(atlas: Atlas, w: Wording, ags: str) -> str:
    row = atlas.kreise.set_index("ags").loc[ags]
    land = w.text("Brandenburg") if row["land_ags"] == "12" else w.text("Saxony")
    kind = w.text("Rural district in {land}", land=land)
    if row["kreis_type"] != "Landkreis":
        kind = w.text("Independent city in {land}", land=land)
    area = w.text("{area} km²", area=w.number(row["area_km2"]))
    lausitz = [w.text("in the Lausitz by law (InvKG)")] if row["in_lausitz"] else []
    return " · ".join([kind, *lausitz, area, w.text("official key {ags}", ags=ags)])


def _cards(atlas: Atlas, w: Wording, ags: str, standing: Mapping[str, pd.Series], year: int) -> list[dict[str, str]]:
    people = compute_population(atlas, ags).iloc[-1]
    migration = "|".join(rate_sources(atlas, (year,)))
    initiatives = list_initiatives(atlas, ags)
    return [
        {
            "label": w.text("Residents"),
            "value": w.number(people["population"]),
            "source_ids": str(people["source_id"]),
            "hint": w.text("{census} census, {date}", date=w.date(people["date"]), census=people["census_base"]),
        },
        _rate_card(w, w.text("Net, all ages"), standing[TOTAL], migration, age_label(atlas, w, TOTAL), year),
        _rate_card(
            w,
            w.text("Net, {age}", age=_short(FAMILY)),
            standing[FAMILY],
            migration,
            age_label(atlas, w, FAMILY),
            year,
        ),
        {
            "label": w.text("Initiatives in the register"),
            "value": w.number(len(initiatives)),
            "hint": _evidence_hint(w, initiatives),
            "source_ids": "|".join(split_ids(initiatives["source_ids"])),
        },
    ]


def _short(age_group: str) -> str:
    return age_group.replace("-", "–")


def _rate_card(w: Wording, label: str, row: pd.Series, source_ids: str, age: str, year: int) -> dict[str, str]:
    hint = w.text(
        "per 1,000, {age}, {year} · rank {rank} of {n} · {verdict}",
        age=age,
        year=year,
        rank=row["rank"],
        n=row["n"],
        verdict=verdict_word(w, row["verdict"]),
    )
    return {"label": label, "value": w.signed(row["per_1000"]), "hint": hint, "source_ids": source_ids}


def _evidence_hint(w: Wording, initiatives: pd.DataFrame) -> str:
    if initiatives.empty:
        return w.text("none known; the register is incomplete")
    counts = initiatives["confidence"].value_counts()
    return w.text(
        "{states}; membership: {documented} documented, {inferred} inferred",
        states=states_text(count_states(initiatives), w),
        documented=counts.get("documented", 0),
        inferred=counts.get("inferred", 0),
    )


def _sentences(atlas: Atlas, w: Wording, ags: str, standing: Mapping[str, pd.Series], year: int) -> tuple[str, ...]:
    sentences = [
        _people_sentence(atlas, w, ags),
        *(_age_sentence(atlas, w, standing[age], age, year) for age in (FAMILY, YOUNG)),
        _then_sentence(atlas, w, ags, YOUNG, year),
        _turn_sentence(atlas, w, ags),
        *_published_sentences(atlas, w, ags),
        initiative_sentence(atlas, w, ags),
        *(
            w.pick(row, "text")
            for _, row in breaks_between(atlas, int(atlas.migration["year"].min()), year, [ags]).iterrows()
            if pd.notna(row["ags"])
        ),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _people_sentence(atlas: Atlas, w: Wording, ags: str) -> str:
    people = compute_population(atlas, ags)
    last = people.iloc[-1]
    older = people[people["census_base"] != last["census_base"]]
    before = older.iloc[-1]
    return w.text(
        "On {date}, {people} people lived here ({base} census); on {before_date} it was {before} ({before_base} "
        "census). The two figures rest on different censuses, so their difference is not a change.",
        date=w.date(last["date"]),
        people=w.number(last["population"]),
        base=last["census_base"],
        before_date=w.date(before["date"]),
        before=w.number(before["population"]),
        before_base=before["census_base"],
    )


def _age_sentence(atlas: Atlas, w: Wording, row: pd.Series, age_group: str, year: int) -> str:
    people = age_people(atlas, w, age_group)
    if pd.isna(row["per_1000"]):
        return w.text("Among {people} no rate can be given for {year}.", people=people, year=year)
    fields = {
        "people": people,
        "year": year,
        "net": w.number(abs(row["net"])),
        "rate": w.signed(row["per_1000"]),
        "rank": row["rank"],
        "n": row["n"],
        "verdict": verdict_word(w, row["verdict"]),
    }
    if row["net"] >= 0:
        return w.text(
            "Among {people}, {net} more came than left in {year} ({rate} per 1,000): rank {rank} of {n}, {verdict}.",
            **fields,
        )
    return w.text(
        "Among {people}, {net} more left than came in {year} ({rate} per 1,000): rank {rank} of {n}, {verdict}.",
        **fields,
    )


def _then_sentence(atlas: Atlas, w: Wording, ags: str, age_group: str, year: int) -> str:
    """What the rate was ten years before; blank when one of the two is not known."""
    before = year - YEARS_BACK
    row = compare_years(atlas, year_from=before, year=year, age_group=age_group).set_index("ags").loc[ags]
    if pd.isna(row["change"]):
        return ""
    return w.text(
        "Among {people} the balance was {then} per 1,000 in {before} and {now} in {year}.",
        people=age_people(atlas, w, age_group), then=w.signed(row["then"]), now=w.signed(row["now"]),
        before=before, year=year,
    )  # fmt: skip


def _turn_sentence(atlas: Atlas, w: Wording, ags: str) -> str:
    turns = compute_turnaround(atlas)
    parts = [_turn_text(atlas, w, find_turn(turns, ags, age), age) for age in (TOTAL, FAMILY)]
    return " ".join(parts)


def _turn_text(atlas: Atlas, w: Wording, row: pd.Series, age_group: str) -> str:
    fields = {"people": age_people(atlas, w, age_group), "year": row["turn_year"], "last": row["last_year"]}
    if row["state"] == NOT_YET:
        return w.text("Lasting gain among {people}: not yet by {last}.", **fields)
    if row["state"] == FROM_START:
        return w.text("Lasting gain among {people}: in every year since {year}, perhaps longer.", **fields)
    if row["state"] == RECENT:
        return w.text("Lasting gain among {people}: since {year}, too short to call it a turn.", **fields)
    return w.text("Lasting gain among {people}: since {year}.", **fields)


def _published_sentences(atlas: Atlas, w: Wording, ags: str) -> list[str]:
    """Balances published one by one that the Kreis table lacks or contradicts, and moves within Germany."""
    published = [_published_sentence(w, row) for _, row in published_net(atlas, ags).iterrows()]
    inside = [
        _domestic_sentence(atlas, w, int(str(year)), rows) for year, rows in domestic_net(atlas, ags).groupby("year")
    ]
    return [*published, *inside]


def _published_sentence(w: Wording, row: pd.Series) -> str:
    fields = {"year": row["year"], "net": w.signed(row["net"], 0)}
    if pd.isna(row["table_net"]):
        return w.text(
            "For {year} a balance of {net} people was published; it is a single figure without ages.", **fields
        )
    return w.text(
        "For {year} the sources contradict each other: the district table has a balance of {table}, the statistical "
        "report of the Land {net}. Which one holds is not known; the atlas computes with the district table.",
        table=w.signed(row["table_net"], 0),
        **fields,
    )


def _later_sources(atlas: Atlas, ags: str) -> list[pd.Series]:
    return [published_net(atlas, ags)["source_id"], domestic_net(atlas, ags)["source_id"]]


def _domestic_sentence(atlas: Atlas, w: Wording, year: int, rows: pd.DataFrame) -> str:
    """Moves within Germany in one year, all ages and then each; part of the balance, so it is not called one."""
    total, ages = rows[rows["age_group"] == TOTAL], rows[rows["age_group"] != TOTAL]
    listed = ", ".join(
        f"{age_label(atlas, w, age)} {w.signed(net, 0)}"
        for age, net in zip(ages["age_group"], ages["net"], strict=True)
    )
    if total.empty:
        return w.text("Only moves within Germany, {year}, by age group: {ages}.", year=year, ages=listed)
    net = w.signed(total["net"].iloc[0], 0)
    if not listed:
        return w.text("Only moves within Germany, {year}: {net} people.", year=year, net=net)
    return w.text(
        "Only moves within Germany, {year}: {net} people; by age group: {ages}.", year=year, net=net, ages=listed
    )

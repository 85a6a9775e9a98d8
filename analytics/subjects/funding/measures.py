"""Public money for the network, its programme and its initiatives, as documented.

Amounts of different kinds (granted, available, announced) are never added, amounts of different scopes neither:
grants to the network and to initiatives come out of the programme pot. A sum over several years stays one mark over
those years. A year without a figure is a gap, not zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.subjects.growth.measures import documented_count_in_year
from data.atlas import Atlas
from data.errors import GrainError

NETWORK, POT, INITIATIVE = "network", "programme_pot", "initiative"
GRANTED, PAID = "granted", "paid"
YES, ALTERNATIVE, YEARLY_GAP = "yes", "alternative", "gap"
DOCUMENTED, ANNOUNCED, PART_OF_SUM, CONTESTED, GAP = "documented", "announced", "part_of_sum", "contested", "gap"
NO_COUNT = "no_count"
FORM_GRANTED, FORM_OUTLINE, FORM_SPAN, FORM_OTHER, FORM_GAP = "granted", "outline", "span", "other", "gap"


@dataclass(frozen=True)
class Coverage:
    """How much of the funding table carries an amount.

    Attributes:
        rows: documented statements, gaps included.
        with_amount: rows with an amount.
        granted_without_amount: rows that document support without naming an amount.
        gaps: rows that document that no figure was found.
        paid: rows about a payment; all others are pots, grants, announcements or applications.
        paid_with_amount: of those, rows with an amount.
    """

    rows: int
    with_amount: int
    granted_without_amount: int
    gaps: int
    paid: int
    paid_with_amount: int


def funding_rows(atlas: Atlas) -> pd.DataFrame:
    """Every row of the funding table in order of its years; grain (funding_id).

    Raises:
        GrainError: a funding id occurs twice.
    """
    doubled = atlas.funding["funding_id"].duplicated()
    if doubled.any():
        raise GrainError(table="funding", key=str(atlas.funding.loc[doubled, "funding_id"].iloc[0]))
    return atlas.funding.sort_values(["year", "funding_id"], na_position="last", kind="stable", ignore_index=True)


def network_years(atlas: Atlas) -> pd.DataFrame:
    """The network's funding year by year; grain (year).

    Raises:
        GrainError: a year occurs twice.
    """
    doubled = atlas.network_funding["year"].duplicated()
    if doubled.any():
        raise GrainError(table="network_funding", key=int(atlas.network_funding.loc[doubled, "year"].iloc[0]))
    return atlas.network_funding.sort_values("year", ignore_index=True)


def network_marks(atlas: Atlas) -> pd.DataFrame:
    """What is drawn for the network: one mark per documented amount or gap.

    Returns:
        Grain (funding_id). Columns year_from, year_to (int, inclusive), years (int), amount_eur (float, NaN for a gap;
        for a span the sum over its years), kind, amount_qualifier, form (granted: a yearly grant; outline: announced or
        available only; span: a sum over several years; other: another source names this figure for a year that is
        already drawn; gap: no figure found), note_de, note_en, source_ids. Oldest first.
    """
    rows = funding_rows(atlas)
    drawn = rows[(rows["scope"] == NETWORK) & rows["chart_use"].isin([YES, ALTERNATIVE, YEARLY_GAP])]
    years = _years_covered(drawn)
    form = np.select(
        [
            drawn["chart_use"] == YEARLY_GAP,
            drawn["chart_use"] == ALTERNATIVE,
            years["year_to"] > years["year_from"],
            drawn["kind"] == GRANTED,
        ],
        [FORM_GAP, FORM_OTHER, FORM_SPAN, FORM_GRANTED],
        default=FORM_OUTLINE,
    )
    marks = drawn.assign(**years, form=form)
    return marks.sort_values(["year_from", "form"], kind="stable", ignore_index=True)


def network_granted_total(atlas: Atlas) -> float:
    """Sum of the network's documented grants in euros: each yearly grant once, each sum over years once.

    Announced, available, contested and calculated amounts and the programme pot are left out.
    """
    marks = network_marks(atlas)
    grants = marks[(marks["kind"] == GRANTED) & marks["form"].isin([FORM_GRANTED, FORM_SPAN])]
    return float(grants["amount_eur"].sum())


def pot_years(atlas: Atlas) -> pd.DataFrame:
    """The programme pot (ceiling for all applicants together) per year.

    Returns:
        Grain (year), every year of the network's funding table. Columns amount_eur (float, NaN: no figure found),
        amount_qualifier, kind, granted_eur (float, grants of that single year to all recipients where a source gives
        the total; NaN otherwise), granted_qualifier, source_ids.

    Raises:
        GrainError: two drawn rows name a pot for the same year.
    """
    rows = funding_rows(atlas)
    pot = _by_year(rows[(rows["scope"] == POT) & (rows["chart_use"] == YES)])
    single = rows[(rows["scope"] == "programme_total_granted") & (rows["per_year"] == YES)]
    granted = _by_year(single[single["confidence"] == DOCUMENTED])
    years = pd.Index(network_years(atlas)["year"], name="year")
    table = pot.reindex(years).assign(
        granted_eur=granted["amount_eur"].reindex(years),
        granted_qualifier=granted["amount_qualifier"].reindex(years),
        granted_source_ids=granted["source_ids"].reindex(years),
    )
    return table.reset_index()


def programme_totals(atlas: Atlas) -> pd.DataFrame:
    """Documented sums of grants out of the programme over several years; check totals, never drawn or added.

    Returns:
        Grain (funding_id), with year_from and year_to.
    """
    rows = funding_rows(atlas)
    totals = rows[(rows["scope"] == "programme_total_granted") & (rows["confidence"] == DOCUMENTED)]
    years = _years_covered(totals)
    dated = totals.assign(**years)
    return dated[dated["year_to"] > dated["year_from"]].reset_index(drop=True)


def initiative_grants(atlas: Atlas) -> pd.DataFrame:
    """Grants to single initiatives that a source gives an amount for, each money once.

    Returns:
        Grain (funding_id). The columns of funding and member_name (missing outside the register), year_from, year_to,
        years (int), by_programme (bool: paid out of the return programme). Largest amount first within one-year grants,
        then within sums over several years.
    """
    rows = funding_rows(atlas)
    drawn = rows[(rows["scope"] == INITIATIVE) & (rows["chart_use"] == YES) & rows["amount_eur"].notna()]
    programmes = set(rows.loc[rows["scope"] == POT, "programme"])
    named = drawn.assign(
        member_name=_member_names(atlas, drawn),
        by_programme=drawn["programme"].isin(programmes),
        **_years_covered(drawn),
    )
    ranked = named.assign(several=named["years"] > 1)
    ranked = ranked.sort_values(["several", "amount_eur"], ascending=[True, False], kind="stable", ignore_index=True)
    return ranked.drop(columns="several")


def initiative_statements(atlas: Atlas) -> pd.DataFrame:
    """Every row about a single initiative, also those without an amount; grain (funding_id)."""
    rows = funding_rows(atlas)
    about = rows[rows["scope"] == INITIATIVE]
    return about.assign(member_name=_member_names(atlas, about)).reset_index(drop=True)


def per_member(atlas: Atlas) -> pd.DataFrame:
    """Documented network grant of a year divided by the member count documented in the same year.

    Returns:
        Grain (year), every year of the network's funding table. Columns amount_eur (float), members (Int64, last count
        of that year), count_date, amount_qualifier (how exact the source is; holds of the quotient too), per_member_eur
        (float, NaN when one side is missing), reason ("" or announced|part_of_sum|contested|gap|no_count), source_ids
        (both sides, joined by ``|``).
    """
    years = network_years(atlas)
    return pd.DataFrame([_per_member_row(atlas, row) for _, row in years.iterrows()]).astype({"members": "Int64"})


def compute_coverage(atlas: Atlas) -> Coverage:
    """How many rows of the funding table carry an amount, and how many are payments."""
    rows = funding_rows(atlas)
    known = rows["amount_eur"].notna()
    paid = rows["kind"] == PAID
    gaps = rows["chart_use"] == YEARLY_GAP
    return Coverage(
        rows=len(rows),
        with_amount=int(known.sum()),
        granted_without_amount=int((~known & ~gaps).sum()),
        gaps=int(gaps.sum()),
        paid=int(paid.sum()),
        paid_with_amount=int((paid & known).sum()),
    )


def amounts_by_kind(atlas: Atlas) -> pd.DataFrame:
    """Statements with and without an amount per kind, most frequent kind first.

    Returns:
        Grain (kind). Columns kind, known, unknown (int, rows).
    """
    rows = funding_rows(atlas)
    flags = pd.DataFrame(
        {"kind": rows["kind"], "known": rows["amount_eur"].notna(), "unknown": rows["amount_eur"].isna()}
    )
    sums = flags.groupby("kind", as_index=False)[["known", "unknown"]].sum()
    order = (sums["known"] + sums["unknown"]).sort_values(ascending=False, kind="stable").index
    return sums.loc[order].reset_index(drop=True)


def programme_entries(atlas: Atlas, section: str) -> pd.DataFrame:
    """What is known of the programme in words; section version (its history) or question; grain (entry_id).

    Raises:
        GrainError: an entry id occurs twice.
    """
    doubled = atlas.programme["entry_id"].duplicated()
    if doubled.any():
        raise GrainError(table="programme", key=str(atlas.programme.loc[doubled, "entry_id"].iloc[0]))
    return atlas.programme[atlas.programme["section"] == section].reset_index(drop=True)


def qualifier_of(atlas: Atlas, year: pd.Series) -> str:
    """How exact the source of a row of `network_years` is (more_than, about ...); "" when it does not say."""
    rows = atlas.funding[atlas.funding["funding_id"].isin(str(year["funding_ids"]).split("|"))]
    same = rows[(rows["amount_eur"] == year["documented_eur"]) & (rows["kind"] == year["kind"])]
    return "" if same.empty else str(same.iloc[0]["amount_qualifier"])


def _years_covered(rows: pd.DataFrame) -> dict[str, pd.Series]:
    start = pd.to_datetime(rows["period_start"]).dt.year.fillna(rows["year"]).astype("Int64")
    end = pd.to_datetime(rows["period_end"]).dt.year.fillna(start).astype("Int64")
    return {"year_from": start, "year_to": end, "years": end - start + 1}


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    doubled = rows["year"].duplicated()
    if doubled.any():
        raise GrainError(table="funding", key=int(rows.loc[doubled, "year"].iloc[0]))
    columns = ["amount_eur", "amount_qualifier", "kind", "source_ids"]
    return rows.astype({"year": "int64"}).set_index("year")[columns]


def _member_names(atlas: Atlas, rows: pd.DataFrame) -> pd.Series:
    return rows["member_id"].map(atlas.members.set_index("member_id")["name"])


def _per_member_row(atlas: Atlas, row: pd.Series) -> dict[str, object]:
    year = int(row["year"])
    count = documented_count_in_year(atlas, year)
    reason = str(row["status"]) if row["status"] != DOCUMENTED else NO_COUNT if count is None else ""
    both = count is not None and not reason
    sources = [row["source_ids"], None if count is None else count["source_ids"]]
    return {
        "year": year,
        "amount_eur": row["documented_eur"],
        "amount_qualifier": qualifier_of(atlas, row),
        "members": pd.NA if count is None else int(count["members"]),
        "count_date": None if count is None else str(count["date"]),
        "per_member_eur": row["documented_eur"] / int(count["members"]) if both and count is not None else np.nan,
        "reason": reason,
        "source_ids": "|".join(str(ids) for ids in sources if not pd.isna(ids)),
    }

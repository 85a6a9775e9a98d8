"""How the network grew: the documented counts, the spans between them, and what they add up to.

Rules used throughout:

- A count is placed on the middle day of the period it is documented for (a month, a year).
- Between two counts the earlier one holds until the next. Where more than `MAX_MONTHS_BETWEEN_COUNTS` months pass
  without any dated count, the span is a gap: nobody wrote down a number, and none is made up.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analytics.rates.coverage import DOCUMENTED, curve_counts
from data.atlas import Atlas
from data.errors import GrainError

MEMBERS_SCOPE = "network_members"
ALTERNATIVE, DUPLICATE, EXCLUDED = "alternative", "duplicate", "excluded"
STEP, GAP = "step", "gap"
MAX_MONTHS_BETWEEN_COUNTS = 12
DAYS_PER_YEAR = 365.25
# "Most of the growth" needs a stated share; three quarters is ours.
BULK_SHARE = 0.75


@dataclass(frozen=True)
class Bounds:
    """A measure whose start date is documented only roughly: best reading and both ends.

    Attributes:
        value: from the middle days of the first and the last count.
        low, high: smallest and largest value the documented periods allow.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Growth:
    """Growth from the first to the last documented count.

    Attributes:
        first, last: members.
        first_date, last_date: as documented.
        years: time between both counts in years of 365.25 days.
        per_year: members added per year, net (absolute, not a rate).
        compound_rate: constant yearly rate that leads from first to last (0.1 = 10 % a year).
        doubling_years: years in which that rate doubles the number.
        points: documented counts on the curve.
        bulk_date, bulk_members: first count at which at least `BULK_SHARE` of the growth had happened.
        source_ids: of the first and the last count, joined by ``|``.
    """

    first: int
    last: int
    first_date: str
    last_date: str
    years: Bounds
    per_year: Bounds
    compound_rate: Bounds
    doubling_years: Bounds
    points: int
    bulk_date: str
    bulk_members: int
    source_ids: str

    @property
    def added(self) -> int:
        """Members more than at the first count, net of anyone who left."""
        return self.last - self.first

    @property
    def factor(self) -> float:
        """Last count as a multiple of the first."""
        return self.last / self.first


@dataclass(frozen=True)
class JoinedYears:
    """For how many members of the register the year of joining is known."""

    known: int
    members: int


def growth_curve(atlas: Atlas) -> pd.DataFrame:
    """The documented counts that make the curve, oldest first.

    Returns:
        Grain (date). The columns of membership_counts and day (Timestamp, middle of the documented period).

    Raises:
        GrainError: a count id or a date occurs twice on the curve.
    """
    _check_count_ids(atlas)
    curve = _with_day(curve_counts(atlas))
    doubled = curve["date"].duplicated()
    if doubled.any():
        raise GrainError(table="membership_counts", key=str(curve.loc[doubled, "date"].iloc[0]))
    return curve.sort_values("day", kind="stable", ignore_index=True)


def other_readings(atlas: Atlas) -> pd.DataFrame:
    """Dated counts that say something else for a time the curve covers, or say it less precisely.

    Returns:
        Grain (count_id). The columns of `growth_curve` and differs (bool): no curve count of the same period agrees.
    """
    counts = atlas.membership_counts
    rows = _with_day(counts[(counts["chart_use"] == ALTERNATIVE) & counts["date"].notna()])
    curve = growth_curve(atlas)
    differs = [not _agreeing(row, curve) for _, row in rows.iterrows()]
    return rows.assign(differs=pd.Series(differs, index=rows.index, dtype=bool)).sort_values("day", ignore_index=True)


def contradicting_undrawn(atlas: Atlas) -> pd.DataFrame:
    """Dated member counts kept off the curve because other sources contradict them; grain (count_id)."""
    counts = atlas.membership_counts
    member_counts = (counts["scope"] == MEMBERS_SCOPE) & counts["date"].notna()
    return _with_day(counts[member_counts & (counts["chart_use"] == EXCLUDED)]).sort_values("day", ignore_index=True)


def all_counts(atlas: Atlas) -> pd.DataFrame:
    """Every count of the package with its use, latest first, undated ones last; grain (count_id)."""
    _check_count_ids(atlas)
    counts = _with_day(atlas.membership_counts)
    order = counts["chart_use"].map({"curve": 0, ALTERNATIVE: 1, DUPLICATE: 2, EXCLUDED: 3})
    return (
        counts.assign(order=order)
        .sort_values(["day", "order"], ascending=[False, True], na_position="last", kind="stable", ignore_index=True)
        .drop(columns="order")
    )


def curve_spans(atlas: Atlas) -> pd.DataFrame:
    """The stretches between neighbouring counts of the curve.

    Further evidence (duplicates) does not bend the curve, but it shortens a gap: the last dated evidence inside the
    span is where the silence begins.

    Returns:
        Grain (date_from). Columns day_from, day_to, known_until (Timestamp), date_from, date_to (as documented),
        members_from, members_to (int), months (int, without any count), kind (step|gap), silent_from, silent_to
        ("YYYY-MM", first and last month without a count).
    """
    curve = growth_curve(atlas)
    evidence = _evidence(atlas)
    pairs = zip(curve.iloc[:-1].iterrows(), curve.iloc[1:].iterrows(), strict=True)
    return pd.DataFrame([_span(start, end, evidence) for (_, start), (_, end) in pairs])


def yearly_growth(atlas: Atlas) -> pd.DataFrame:
    """Last count of each calendar year and the change against the last count of an earlier year.

    Returns:
        Grain (year), every year from the first to the last count. Columns members (Int64, NA without a count), date,
        change (Int64, NA for the first year and years without a count), since_year (Int64, the earlier year),
        per_single_year (bool: the change belongs to one year alone), source_ids.
    """
    curve = growth_curve(atlas)
    last = curve.assign(year=curve["day"].dt.year).groupby("year").tail(1).set_index("year")
    counted = last[["members", "date", "source_ids"]].astype({"members": "Int64"})
    counted["change"] = counted["members"].diff().astype("Int64")
    counted["since_year"] = pd.Series(counted.index, counted.index).shift().astype("Int64")
    full = counted.reindex(range(int(curve["day"].dt.year.min()), int(curve["day"].dt.year.max()) + 1))
    full["per_single_year"] = (full.index.to_series() - full["since_year"] == 1).fillna(False).astype(bool)
    return full.rename_axis("year").reset_index()


def compute_growth(atlas: Atlas) -> Growth:
    """Growth between the first and the last count of the curve.

    Checked by hand on the shipped table: 3 in 2017 (middle day 2 July 2017) and 23 in November 2025 (15 November 2025)
    are 3,058 days or 8.372 years apart. (23 - 3) / 8.372 = 2.39 a year; (23 / 3) ** (1 / 8.372) - 1 = 27.5 % a year;
    ln 2 / ln 1.275 = 2.85 years to double. The year 2017 alone is documented for the first count, so the distance
    lies between 2,862 days (31 December 2017 to 1 November 2025) and 3,255 days (1 January 2017 to 30 November 2025):
    25.7 to 29.7 % a year.
    """
    curve = growth_curve(atlas)
    first, last = curve.iloc[0], curve.iloc[-1]
    start, end = int(first["members"]), int(last["members"])
    years = _years_between(first, last)
    fold = math.log(end / start)
    bulk = curve[curve["members"] >= start + BULK_SHARE * (end - start)].iloc[0]
    return Growth(
        first=start,
        last=end,
        first_date=str(first["date"]),
        last_date=str(last["date"]),
        years=years,
        per_year=_falling(years, lambda span: (end - start) / span),
        compound_rate=_falling(years, lambda span: math.exp(fold / span) - 1),
        doubling_years=_rising(years, lambda span: math.log(2) * span / fold if fold else math.inf),
        points=len(curve),
        bulk_date=str(bulk["date"]),
        bulk_members=int(bulk["members"]),
        source_ids=f"{first['source_ids']}|{last['source_ids']}",
    )


def joined_years(atlas: Atlas) -> JoinedYears:
    """How many members of the register have a documented year of joining."""
    return JoinedYears(known=int(atlas.members["joined_year"].notna().sum()), members=len(atlas.members))


def documented_count_in_year(atlas: Atlas, year: int) -> pd.Series | None:
    """The last count of the curve documented within a calendar year; None when there is none."""
    curve = growth_curve(atlas)
    inside = curve[(curve["period_start"].dt.year == year) & (curve["period_end"].dt.year == year)]
    return None if inside.empty else inside.iloc[-1]


def annotated_events(atlas: Atlas) -> pd.DataFrame:
    """Dated events chosen for the curve, oldest first; grain (event_id). Column day as for counts (first day)."""
    events = atlas.events
    chosen = events[events["annotate"] & events["period_start"].notna()]
    return chosen.assign(day=chosen["period_start"]).sort_values("day", kind="stable", ignore_index=True)


def all_events(atlas: Atlas) -> pd.DataFrame:
    """Every event, oldest first, undated ones last; grain (event_id).

    Raises:
        GrainError: an event id occurs twice.
    """
    doubled = atlas.events["event_id"].duplicated()
    if doubled.any():
        raise GrainError(table="events", key=str(atlas.events.loc[doubled, "event_id"].iloc[0]))
    return atlas.events.sort_values("period_start", na_position="last", kind="stable", ignore_index=True)


def carrier_periods(atlas: Atlas) -> pd.DataFrame:
    """Carriers in order with the day each ended; an ongoing one is drawn to the last count of the curve.

    Returns:
        Grain (carrier_id). The columns of carriers and day_from, day_to (Timestamp), ongoing (bool).
    """
    carriers = atlas.carriers.sort_values("period_start", kind="stable", ignore_index=True)
    ongoing = carriers["period_end"].isna()
    until = growth_curve(atlas)["period_end"].iloc[-1]
    return carriers.assign(
        day_from=carriers["period_start"], day_to=carriers["period_end"].fillna(until), ongoing=ongoing
    )


def _check_count_ids(atlas: Atlas) -> None:
    doubled = atlas.membership_counts["count_id"].duplicated()
    if doubled.any():
        raise GrainError(table="membership_counts", key=str(atlas.membership_counts.loc[doubled, "count_id"].iloc[0]))


def _with_day(counts: pd.DataFrame) -> pd.DataFrame:
    half = (counts["period_end"] - counts["period_start"]) / 2
    return counts.assign(day=(counts["period_start"] + half).dt.normalize())


def _agreeing(row: pd.Series, curve: pd.DataFrame) -> bool:
    overlap = (curve["period_start"] <= row["period_end"]) & (curve["period_end"] >= row["period_start"])
    return bool((overlap & (curve["members"] == row["members"])).any())


def _evidence(atlas: Atlas) -> pd.Series:
    """Middle days of all counts that hold for the curve, as a sorted series."""
    counts = atlas.membership_counts
    holds = counts["chart_use"].isin(["curve", DUPLICATE]) & (counts["scope"] == MEMBERS_SCOPE)
    dated = counts[holds & counts["date"].notna() & (counts["confidence"] == DOCUMENTED)]
    return _with_day(dated)["day"].sort_values()


def _span(start: pd.Series, end: pd.Series, evidence: pd.Series) -> dict[str, object]:
    inside = evidence[(evidence >= start["day"]) & (evidence < end["day"])]
    known_until = inside.max()
    silent_from = known_until.to_period("M") + 1
    silent_to = end["day"].to_period("M") - 1
    months = (end["day"].year - known_until.year) * 12 + end["day"].month - known_until.month
    return {
        "day_from": start["day"],
        "day_to": end["day"],
        "known_until": known_until,
        "date_from": start["date"],
        "date_to": end["date"],
        "members_from": int(start["members"]),
        "members_to": int(end["members"]),
        "months": months,
        "kind": GAP if months > MAX_MONTHS_BETWEEN_COUNTS else STEP,
        "silent_from": str(silent_from),
        "silent_to": str(silent_to),
    }


def _years_between(first: pd.Series, last: pd.Series) -> Bounds:
    def years(start: pd.Timestamp, end: pd.Timestamp) -> float:
        return float((end - start).days) / DAYS_PER_YEAR

    return Bounds(
        value=years(first["day"], last["day"]),
        low=years(first["period_end"], last["period_start"]),
        high=years(first["period_start"], last["period_end"]),
    )


def _rising(years: Bounds, measure: Callable[[float], float]) -> Bounds:
    return Bounds(value=measure(years.value), low=measure(years.low), high=measure(years.high))


def _falling(years: Bounds, measure: Callable[[float], float]) -> Bounds:
    return Bounds(value=measure(years.value), low=measure(years.high), high=measure(years.low))

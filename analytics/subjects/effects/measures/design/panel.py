"""The panel the comparison rests on: net migration per 1,000 residents, Kreise by years, without holes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import pandas as pd

from analytics.rates.rates import TOTAL, compute_rates
from analytics.rates.series import distorted_ags, reception_years, spread_out
from analytics.subjects.effects.measures.design.cached import keep_per_choice
from analytics.subjects.effects.measures.design.controls import BRANDENBURG, figures_of, first_year_of, rule_out
from analytics.subjects.effects.measures.design.starts import (
    CONTROL,
    FOUNDED,
    TREATED,
    UNKNOWN_START,
    assign_roles,
    date_initiatives,
    explain_starts,
)
from data.atlas import Atlas
from data.errors import UnknownNameError, check_name

DEFAULT_AGE_GROUP = TOTAL
RECEPTION, NO_DATA, INCOMPLETE, CHOSEN, UNTRIED = "reception", "no_data", "incomplete", "chosen", "untried"
RULED_OUT = "ruled_out"
LEFT_OUT_COLUMNS = ["kind", "key", "reason"]
# A year printed for fewer Kreise than this is left out; with more, the Kreise that lack it are.
ENOUGH_KREISE = 0.5


@dataclass(frozen=True, eq=False)
class Panel:
    """Net migration of Kreise over years, and what each Kreis is in the comparison.

    Attributes:
        age_group: code of the migration table.
        rates: net migration per 1,000 residents of that age; index ags, columns years in order, no missing value.
        roles: result of `starts.assign_roles`, same index as `rates`.
        left_out: what the table of rates has and the panel leaves out. Columns kind (year|kreis), key, reason
            (reception: the reception of refugees shapes it; no_data: too few Kreise have a figure; incomplete: the
            Kreis lacks a year; chosen: left out by the caller; untried: later than the estimators were tried on;
            ruled_out: no initiative had begun, but the rules of the set leave the Kreis out).
    """

    age_group: str
    rates: pd.DataFrame
    roles: pd.DataFrame
    left_out: pd.DataFrame

    @property
    def years(self) -> tuple[int, ...]:
        """Years with figures, in order."""
        return tuple(int(year) for year in self.rates.columns)

    @property
    def treated(self) -> pd.Series:
        """First start year by ags of the Kreise with enough years before and after it, by start and key."""
        rows = self.roles[self.roles["role"] == TREATED]
        return rows["start_year"].astype(int).sort_index().sort_values(kind="stable")

    @property
    def controls(self) -> list[str]:
        """Kreise in which no initiative had begun by the last year, sorted."""
        return self.of_role(CONTROL)

    def of_role(self, role: str) -> list[str]:
        """Kreise of one role, sorted."""
        return sorted(self.roles.index[self.roles["role"] == role])

    def without(self, ags_list: Iterable[str]) -> Panel:
        """The same panel without some Kreise."""
        gone = list(ags_list)
        return replace(self, rates=self.rates.drop(index=gone), roles=self.roles.drop(index=gone))

    def with_unknown_as_controls(self) -> Panel:
        """The same panel, Kreise whose start is unknown counted as controls: a test of that choice, not a default."""
        roles = self.roles.assign(role=self.roles["role"].replace({UNKNOWN_START: CONTROL}))
        return replace(self, roles=roles)


def last_tried_year(atlas: Atlas) -> int:
    """The last year of the panels on which the estimators were tried (table `simulations`).

    Later years bring breaks the trials did not have: the comparison leaves them out until it was tried on them too.
    """
    return int(atlas.simulations["last_year"].min())


def compared_years(atlas: Atlas, last_year: int | None = None) -> tuple[int, ...]:
    """Years of the migration table the comparison may use, in order; None for those it was tried on.

    Raises:
        UnknownNameError: the migration table has no such year.
    """
    known = sorted(int(year) for year in atlas.migration["year"].unique())
    last = last_tried_year(atlas) if last_year is None else last_year
    if last_year is not None and last_year not in known:
        raise UnknownNameError(kind="year", value=str(last_year), valid=tuple(map(str, known)))
    return tuple(year for year in known if year <= last)


def distorted_years(atlas: Atlas, last_year: int | None = None) -> tuple[int, ...]:
    """Those of the compared years that the reception of refugees shapes in all Kreise."""
    return tuple(year for year in reception_years(atlas) if year in compared_years(atlas, last_year))


def distorted_kreise(atlas: Atlas, last_year: int | None = None) -> list[str]:
    """Kreise whose figures a reception centre distorts in one of the compared years."""
    return distorted_ags(atlas, compared_years(atlas, last_year))


def build_panel(
    atlas: Atlas,
    *,
    age_group: str = DEFAULT_AGE_GROUP,
    leave_out_years: Collection[int] | None = None,
    leave_out_kreise: Collection[str] | None = None,
    prefer: str = FOUNDED,
    controls: str = BRANDENBURG,
    last_year: int | None = None,
) -> Panel:
    """The panel of one age group without holes.

    Args:
        atlas: the data package.
        age_group: a code of the migration table.
        leave_out_years: None for those of `distorted_years`.
        leave_out_kreise: None for those of `distorted_kreise`.
        prefer: which documented year counts as the start (founded|joined).
        controls: the set of Kreise to compare with (see `controls.CONTROL_SETS`).
        last_year: the last year compared, None for the last one the estimators were tried on.

    Raises:
        UnknownNameError: the age group or the set is unknown.
    """
    grid, distorted = _rates_of(figures_of(atlas, controls), age_group), distorted_years(atlas, last_year)
    last, receiving = max(compared_years(atlas, last_year)), distorted_kreise(atlas, last_year)
    untried = [year for year in map(int, grid.columns) if year > last]
    years = set(distorted) if leave_out_years is None else set(leave_out_years)
    years |= {year for year in map(int, grid.columns) if year < first_year_of(controls)}
    kreise = set(receiving if leave_out_kreise is None else leave_out_kreise)
    kept = _fill_no_hole(grid.loc[~grid.index.isin(kreise), ~grid.columns.isin({*years, *untried})])
    reasons: dict[int | str, str] = {year: RECEPTION if year in distorted else CHOSEN for year in years}
    reasons |= {ags: RECEPTION if ags in receiving else CHOSEN for ags in kreise}
    reasons |= dict.fromkeys(untried, UNTRIED)
    roles = assign_roles(atlas, list(kept.index), [int(year) for year in kept.columns], prefer=prefer)
    against_rules = roles.index[(roles["role"] == CONTROL) & roles.index.isin(list(rule_out(atlas, controls)))]
    reasons |= dict.fromkeys(against_rules, RULED_OUT)
    kept, roles = kept.drop(index=against_rules), roles.drop(index=against_rules)
    return Panel(age_group, kept, roles, _list_left_out(grid, kept, reasons))


def starts(atlas: Atlas, *, age_group: str = DEFAULT_AGE_GROUP, with_distorted: bool = False) -> pd.DataFrame:
    """Every initiative of the register with its documented start, and whether the comparison can use it.

    Returns:
        Grain member. Columns member_id, name, kreis_ags (NaN when the place is unknown), start_year (Int64, NA when
        undocumented), year_kind (founded: the work began; joined: only the joining of the network is documented),
        confidence (documented|inferred), used (bool: it is the first of its Kreis, with enough years before and
        after), reason ("" when used; otherwise no_place, no_year, after_data, kreis_start_unknown,
        later_than_another, too_few_before, too_few_after or kreis_left_out).
    """
    panel = panel_of(atlas, age_group=age_group, with_distorted=with_distorted)
    return explain_starts(date_initiatives(atlas), panel.roles)


def panel_of(
    atlas: Atlas,
    *,
    age_group: str,
    with_distorted: bool,
    prefer: str = FOUNDED,
    controls: str = BRANDENBURG,
    last_year: int | None = None,
) -> Panel:
    """The default panel, or the one that keeps the years and Kreise the reception of refugees shapes."""
    return _panel_of(atlas, age_group, with_distorted, prefer, controls, last_year)


@keep_per_choice
def _panel_of(
    atlas: Atlas, age_group: str, with_distorted: bool, prefer: str, controls: str, last_year: int | None
) -> Panel:
    left_out: tuple[()] | None = () if with_distorted else None
    return build_panel(
        atlas,
        age_group=age_group,
        leave_out_years=left_out,
        leave_out_kreise=left_out,
        prefer=prefer,
        controls=controls,
        last_year=last_year,
    )


def _fill_no_hole(grid: pd.DataFrame) -> pd.DataFrame:
    """Without the years most Kreise lack, then without the Kreise that lack one of the others."""
    years = grid.columns[grid.notna().mean() >= ENOUGH_KREISE]
    return grid[years].dropna(axis="index")


def _list_left_out(grid: pd.DataFrame, kept: pd.DataFrame, reasons: dict[int | str, str]) -> pd.DataFrame:
    years = [("year", str(year), reasons.get(year, NO_DATA)) for year in grid.columns.difference(kept.columns)]
    kreise = [("kreis", str(ags), reasons.get(ags, INCOMPLETE)) for ags in grid.index.difference(kept.index)]
    return pd.DataFrame(years + kreise, columns=LEFT_OUT_COLUMNS)


def _rates_of(atlas: Atlas, age_group: str) -> pd.DataFrame:
    rates = compute_rates(atlas)
    valid = tuple(rates["age_group"].unique())
    check_name("age_group", age_group, valid)
    return spread_out(rates[rates["age_group"] == age_group], "ags", "year", "net_per_1000").astype(float)

"""What the map can show: the rows of the indicators table, whose columns decide how each behaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.errors import UnknownNameError

if TYPE_CHECKING:
    from data.atlas import Atlas

NET, ARRIVALS, DEPARTURES = "net", "arrivals", "departures"
RATE, COUNT, CHANGE = "rate", "count", "change"
# Far enough for a change that is more than the chance of one year.
YEARS_BACK = 10


@dataclass(frozen=True)
class MapIndicator:
    """A row of the indicators table.

    Attributes:
        code: its key.
        kind: rate (per 1,000 people of the age group), count (persons) or change (of a rate since a year).
        measure: the persons behind it: net, arrivals, departures, or one of the parts of net.
        diverging: whether it can be negative; then values carry their sign and colours part at zero.
    """

    code: str
    kind: str
    measure: str
    diverging: bool

    @property
    def is_change(self) -> bool:
        """Whether it compares with another year."""
        return self.kind == CHANGE

    @property
    def column(self) -> str:
        """Column of the rates or of their parts it shows, or whose change it shows."""
        return self.measure if self.kind == COUNT else f"{self.measure}_per_1000"

    @property
    def digits(self) -> int:
        """Digits after the point of its values."""
        return 0 if self.kind == COUNT else 1


def map_indicators(atlas: Atlas) -> tuple[str, ...]:
    """Keys of the indicators in the order of the table; the first is shown unless another is chosen."""
    return tuple(atlas.indicators["indicator_id"])


def find_indicator(atlas: Atlas, code: str) -> MapIndicator:
    """The indicator of this key.

    Raises:
        UnknownNameError: the table has no such indicator.
    """
    rows = atlas.indicators[atlas.indicators["indicator_id"] == code]
    if rows.empty:
        raise UnknownNameError(kind="indicator_id", value=code, valid=map_indicators(atlas))
    row = rows.iloc[0]
    return MapIndicator(str(code), str(row["kind"]), str(row["measure"]), bool(row["diverging"]))


def default_base_year(atlas: Atlas) -> int:
    """The year a change is counted from unless another is chosen: ten years before the last, or the first there is."""
    years = sorted(int(year) for year in atlas.migration["year"].unique())
    return max((year for year in years if year <= years[-1] - YEARS_BACK), default=years[0])


def base_year(atlas: Atlas, indicator: MapIndicator, chosen: int | None) -> int | None:
    """The year a change is counted from; None for an indicator that compares with no year."""
    if not indicator.is_change:
        return None
    return default_base_year(atlas) if chosen is None else chosen

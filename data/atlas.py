"""The `Atlas`: all tables as they are now, read-only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.tables import PANEL_PREFIX, PANEL_TABLES, TABLES

if TYPE_CHECKING:
    from geopandas.geodataframe import GeoDataFrame


@dataclass(frozen=True, eq=False)
class EastPanel:
    """The East German panel, checked: `PANEL_TABLES` without the prefix of their names, and the borders.

    Attributes:
        areas: one area in EPSG:4326 per Kreis. Columns ags, name, geometry.
    """

    kreise: pd.DataFrame
    mapping: pd.DataFrame
    migration: pd.DataFrame
    population: pd.DataFrame
    areas: GeoDataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by their name in the package."""
        return {name: getattr(self, name.removeprefix(PANEL_PREFIX)) for name in PANEL_TABLES}


def _no_panel() -> EastPanel:
    raise LookupError("an atlas without the East German panel")


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything the atlas knows, checked.

    The frames are shared by all readers: treat them as read-only and work on copies.

    Attributes:
        boundaries: areas in EPSG:4326 by layer, keys as in `BOUNDARIES`.
        version: first 12 hex digits of the SHA-256 over the package's files.
        dated: day on which the tables became what they are; None for a package without a descriptor.
        load_east: reads and checks the East German panel, once; most of what is asked never needs it.

    `membership_counts`, `events` and `carriers` carry two further columns, `period_start` and
    `period_end` (Timestamp): first and last day of the documented period, NaT when undated. An
    ongoing carrier has no `period_end`.
    """

    sources: pd.DataFrame
    members: pd.DataFrame
    membership_counts: pd.DataFrame
    carriers: pd.DataFrame
    events: pd.DataFrame
    outcomes: pd.DataFrame
    counting_sheet: pd.DataFrame
    funding: pd.DataFrame
    network_funding: pd.DataFrame
    programme: pd.DataFrame
    migration: pd.DataFrame
    migration_sex: pd.DataFrame
    migration_land: pd.DataFrame
    population: pd.DataFrame
    population_totals: pd.DataFrame
    population_balance: pd.DataFrame
    projections: pd.DataFrame
    migration_components: pd.DataFrame
    migration_component_rates: pd.DataFrame
    migration_flows: pd.DataFrame
    migration_partners: pd.DataFrame
    context: pd.DataFrame
    context_indicators: pd.DataFrame
    age_groups: pd.DataFrame
    kreise: pd.DataFrame
    former_kreise: pd.DataFrame
    gemeinden: pd.DataFrame
    places: pd.DataFrame
    regions: pd.DataFrame
    breaks: pd.DataFrame
    indicators: pd.DataFrame
    simulations: pd.DataFrame
    boundaries: Mapping[str, GeoDataFrame]
    version: str
    dated: date | None = None
    load_east: Callable[[], EastPanel] = _no_panel

    @classmethod
    def read_when_asked(cls, read: Callable[[str], pd.DataFrame], **known: Any) -> Atlas:
        """An atlas whose tables are read one by one, each when it is first asked for, and then kept.

        Args:
            read: reads a table by its name.
            known: everything else the atlas knows.
        """
        atlas = cls.__new__(cls)
        vars(atlas).update(known, _read=read)
        return atlas

    # Python asks here for what is not there yet. Hidden from the type checker, for which a wrong name stays a mistake.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> pd.DataFrame:
            if name not in TABLES:
                raise AttributeError(name)
            # Who asks at the same moment gets the same frame.
            return vars(self).setdefault(name, self._read(name))

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, in reading order."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name in TABLES}

"""Every table of the atlas: its name, its columns, its key, and what it refers to.

One pandera class per table is the single source of truth: column order, type, allowed values, key, and the
meaning and unit of every field in English (`description`) and German (`metadata["description_de"]`). The data
package descriptor and the sources page are generated from them. Each module holds the tables of one subject.
"""

from __future__ import annotations

from data.tables.areas import FormerKreise, Gemeinden, Kreise, Places, Regions
from data.tables.columns import Table
from data.tables.context import Context, ContextIndicators
from data.tables.evaluation.east_panel import PanelKreise, PanelMapping, PanelMigration, PanelPopulation
from data.tables.evaluation.simulations import Simulations
from data.tables.funding import Funding, NetworkFunding, Programme
from data.tables.indicators import Breaks, Indicators
from data.tables.migration import Migration, MigrationLand, MigrationSex
from data.tables.network import Carriers, CountingSheet, Events, Members, MembershipCounts, Outcomes
from data.tables.origin import MigrationComponentRates, MigrationComponents, MigrationFlows, MigrationPartners
from data.tables.population import AgeGroups, Population, PopulationBalance, PopulationTotals, Projections
from data.tables.sources import Sources

TABLES: dict[str, type[Table]] = {
    "sources": Sources,
    "members": Members,
    "membership_counts": MembershipCounts,
    "carriers": Carriers,
    "events": Events,
    "outcomes": Outcomes,
    "counting_sheet": CountingSheet,
    "funding": Funding,
    "network_funding": NetworkFunding,
    "programme": Programme,
    "migration": Migration,
    "migration_sex": MigrationSex,
    "migration_land": MigrationLand,
    "population": Population,
    "population_totals": PopulationTotals,
    "population_balance": PopulationBalance,
    "projections": Projections,
    "migration_components": MigrationComponents,
    "migration_component_rates": MigrationComponentRates,
    "migration_flows": MigrationFlows,
    "migration_partners": MigrationPartners,
    "context": Context,
    "context_indicators": ContextIndicators,
    "age_groups": AgeGroups,
    "kreise": Kreise,
    "former_kreise": FormerKreise,
    "gemeinden": Gemeinden,
    "places": Places,
    "regions": Regions,
    "breaks": Breaks,
    "indicators": Indicators,
    "simulations": Simulations,
}
"""Every table of the atlas by name, in reading order."""

PANEL_TABLES: dict[str, type[Table]] = {
    "panel_kreise": PanelKreise,
    "panel_mapping": PanelMapping,
    "panel_migration": PanelMigration,
    "panel_population": PanelPopulation,
}
"""Tables of the East German panel, which only a wider comparison reads."""

PANEL_PREFIX = "panel_"
PACKAGE_TABLES = TABLES | PANEL_TABLES
"""Every table of the package."""

REFERENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "events": (("member_id", "members", "member_id"),),
    "outcomes": (("member_id", "members", "member_id"),),
    "counting_sheet": (("member_id", "members", "member_id"),),
    "funding": (("member_id", "members", "member_id"),),
    "members": (("kreis_ags", "kreise", "ags"), ("ags", "gemeinden", "ags")),
    "migration": (
        ("ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "migration_sex": (
        ("ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "migration_land": (
        ("kreis_ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "population": (
        ("ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "population_totals": (("source_id", "sources", "source_id"),),
    "projections": (("source_id", "sources", "source_id"),),
    "migration_components": (("ags", "kreise", "ags"), ("age_group", "age_groups", "age_group")),
    "migration_component_rates": (("ags", "kreise", "ags"), ("source_id", "sources", "source_id")),
    "migration_flows": (
        ("ags", "kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("partner", "migration_partners", "partner"),
        ("source_id", "sources", "source_id"),
    ),
    "context": (("indicator_id", "context_indicators", "indicator_id"), ("source_id", "sources", "source_id")),
    "former_kreise": (("kreis_ags", "kreise", "ags"),),
    "gemeinden": (("kreis_ags", "kreise", "ags"),),
    "places": (("ags", "gemeinden", "ags"),),
    "regions": (("ags", "kreise", "ags"),),
    "breaks": (("ags", "kreise", "ags"),),
    "simulations": (("source_id", "sources", "source_id"),),
    "panel_mapping": (("new_ags", "panel_kreise", "ags"),),
    "panel_migration": (
        ("ags", "panel_kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
    "panel_population": (
        ("ags", "panel_kreise", "ags"),
        ("age_group", "age_groups", "age_group"),
        ("source_id", "sources", "source_id"),
    ),
}
"""References between tables: column, the table it names rows of, that table's key; read by descriptor and rules."""
